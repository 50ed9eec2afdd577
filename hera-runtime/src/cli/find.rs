//! Specs, orchestrations and flows by the names that people type.

use serde_json::Value;

use super::failure::Failure;
use super::service::Service;
use super::told;
use crate::engine;
use crate::flow::{FlowDef, Orchestration, Spec};

/// An embedded spec by its code, in either spelling of its version.
pub(super) fn spec(service: &Service, code: &str) -> Result<&'static Spec, Failure> {
    let wanted = engine::canonical(code);
    let specs = told::specs(service);
    let found = specs.iter().copied().find(|spec| spec.smart_code == wanted);
    found.ok_or_else(|| {
        let codes = specs.iter().map(|spec| spec.smart_code);
        let message = format!("this service embeds no spec `{}`", short(code));
        Failure::refused("UNKNOWN_SPEC", message).with_known(codes, code)
    })
}

/// An orchestration that the service runs, by its code.
pub(super) fn orchestration<'a>(
    service: &'a Service,
    code: &str,
) -> Result<&'a Orchestration, Failure> {
    let wanted = engine::canonical(code);
    let runnable = service.runnable();
    if let Some(found) = runnable.iter().find(|known| known.spec.smart_code == wanted) {
        return Ok(found);
    }
    let codes = runnable.iter().map(|known| known.spec.smart_code);
    match told::specs(service).iter().find(|spec| spec.smart_code == wanted) {
        Some(spec) if spec.kind == "procedure" => {
            let message = format!("`{wanted}` is a procedure: orchestrations run it");
            Err(Failure::refused("NO_ORCHESTRATION", message).with_known(codes, code))
        }
        Some(_) => {
            let message = format!(
                "this service knows `{wanted}` and has no procedures for it: it cannot run"
            );
            Err(Failure::refused("NO_PROCEDURES", message)
                .help("`hera-specc simulate` and `explain` show its flows without procedures"))
        }
        None => {
            let message = format!("there is no orchestration `{}`", short(code));
            Err(Failure::refused("UNKNOWN_ORCHESTRATION", message).with_known(codes, code))
        }
    }
}

/// The one flow that is meant, as [`engine::Engine::execute`] chooses it; `action` is taken out of the
/// payload where it only chooses.
pub(super) fn flow(
    orchestration: &Orchestration,
    event: Option<&str>,
    payload: &mut Value,
) -> Result<&'static FlowDef, Failure> {
    engine::choose(orchestration, event, payload).map_err(|error| {
        let events: Vec<&str> = orchestration.flows.iter().map(|flow| flow.event).collect();
        let failure = Failure::from(error);
        let failure = Failure {
            message: match failure.code {
                "WHICH_EVENT" => {
                    "the orchestration has several events: say which is meant".to_owned()
                }
                _ => format!("there is no event `{}`", short(event.unwrap_or_default())),
            },
            ..failure
        };
        let failure = failure.fact("events", events.clone());
        let failure = events.iter().fold(failure, |failure, event| {
            let flow = orchestration.flows.iter().find(|flow| flow.event == *event);
            let triggers = flow.map(|flow| triggers(flow).join(", ")).unwrap_or_default();
            failure.help(format!("--event {event}   {triggers}").trim_end().to_owned())
        });
        match failure.code {
            "WHICH_EVENT" => failure.help(
                "or name it by an `action` in the payload: one of the words of one event, like \
                 {\"action\":\"add\"} for …LINE_ADD…",
            ),
            _ => failure,
        }
    })
}

/// The triggers of a flow, for people.
pub(super) fn triggers(flow: &FlowDef) -> Vec<String> {
    flow.triggers.iter().map(|trigger| format!("{} {}", trigger.method, trigger.path)).collect()
}

fn short(text: &str) -> String {
    super::paint::short(text, 120)
}

impl Failure {
    /// Says what there is instead: the nearest name, or all where they are few.
    fn with_known<'a>(self, known: impl Iterator<Item = &'a str>, asked: &str) -> Failure {
        const LISTED_MAX: usize = 8;
        let known: Vec<&str> = known.collect();
        let wanted = asked.to_ascii_uppercase();
        let near = known.iter().filter(|code| {
            let code = code.to_ascii_uppercase();
            !wanted.is_empty() && (code.contains(&wanted) || same_name(&code, &wanted))
        });
        let near: Vec<&str> = near.copied().collect();
        let failure = self.fact("known", known.clone());
        match (near.as_slice(), known.len()) {
            ([], 0) => failure.help("there is none"),
            ([], 1..=LISTED_MAX) => failure.help(format!("there is: {}", known.join(", "))),
            ([], _) => failure.help("`list` and `query list` show what there is"),
            (near, _) => {
                let near = &near[..near.len().min(LISTED_MAX)];
                failure.help(format!("did you mean {}?", near.join(", ")))
            }
        }
    }
}

/// Whether two codes, in upper case, differ in their versions alone.
fn same_name(code: &str, wanted: &str) -> bool {
    let name = |code: &str| match code.rsplit_once(".V") {
        Some((name, version)) if version.bytes().all(|byte| byte.is_ascii_digit()) => {
            name.to_owned()
        }
        _ => code.to_owned(),
    };
    name(code) == name(wanted)
}
