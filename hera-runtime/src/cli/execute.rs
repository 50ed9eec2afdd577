//! `execute`: runs a flow with the service's procedures.

use std::fmt::Write as _;
use std::io::Read as _;

use clap::Args;
use hera_core::{Direction, Status};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::failure::Failure;
use super::faults;
use super::find;
use super::paint::{self, Paint};
use super::service::Service;
use super::{Options, Reply};
use crate::context::Context;
use crate::engine::{ExecuteError, Request, RunOutcome};
use crate::flow::{FlowDef, Orchestration, Refusal};
use crate::testing::faults::{FaultSpec, Faults};

/// The longest payload that is read, in bytes.
const PAYLOAD_BYTES_MAX: u64 = 1 << 20;

/// Run an orchestration with the real procedures
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
The event is named by --event, or by an `action` in the payload that is a word of one event
({\"action\":\"add\"} means …LINE_ADD…), or it is the only one. Values of path and headers stand in
the payload under their field's name.

The same --idempotency-key is done once: repeated, the command prints the first answer.

Exit status: 0 completed, 1 another end, 2 refused (nothing was stored), 3 the machine failed.

Examples:
  execute HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1 '{\"cart_id\":\"…\",\"line_type\":\"RETAIL\",…}' \\
      --event POS.CART.LINE_ADD.REQUESTED --idempotency-key till-7-0042
  execute CODE '{\"action\":\"add\"}'          says what is missing, and shows an example
  execute CODE @line.json --fail PERSIST_ADD=CART_NOT_ACTIVE --json")]
pub struct Execute {
    /// Smart code of the orchestration
    pub(super) code: String,

    /// The payload as JSON; @FILE reads a file, - the standard input
    #[arg(default_value = "{}")]
    pub(super) payload: String,

    /// The event that starts the flow
    #[arg(long, value_name = "EVENT")]
    pub(super) event: Option<String>,

    /// Do it once under this key, whatever happens to the answer
    #[arg(long, value_name = "KEY")]
    pub(super) idempotency_key: Option<String>,

    /// A drill: NODE fails with CODE, always or TIMES times; UNKNOWN loses its answer
    #[arg(long, value_name = "NODE=CODE[:TIMES]")]
    pub(super) fail: Vec<FaultSpec>,

    #[command(flatten)]
    pub(super) options: Options,
}

impl Execute {
    pub(super) async fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let mut event = None;
        let done = self.outcome(service, &mut event).await;
        match done {
            Ok(outcome) => Ok(Reply {
                status: u8::from(outcome.status != Status::Completed),
                text: ended(&outcome, paint),
                json: outcome.to_json(),
            }),
            // The shape of the contract, whatever comes of it.
            Err(failure) => Err(failure
                .fact("run_id", Value::Null)
                .fact("status", "refused")
                .fact("event", event.or(self.event.as_deref()))
                .fact("outputs", json!({}))),
        }
        .map_err(|failure| match failure.status {
            2 => failure,
            _ => failure.fact("status", Value::Null),
        })
    }

    async fn outcome(
        &self,
        service: &Service,
        event: &mut Option<&'static str>,
    ) -> Result<RunOutcome, Failure> {
        let orchestration = find::orchestration(service, &self.code)?;
        let mut payload = read_payload(&self.payload)?;
        let flow = find::flow(orchestration, self.event.as_deref(), &mut payload)?;
        *event = Some(flow.event);
        for fault in &self.fail {
            faults::check(fault, flow.plan)?;
        }
        // Said before a database is created, and with all that is wrong at once.
        let dry = dry_context(self.options.org.or(service.default_organization()));
        refuse_unfit(orchestration, flow, &dry, &payload)?;
        let organization = self.options.organization(service)?;
        let faults = (!self.fail.is_empty()).then(|| Faults::new(self.fail.iter().cloned()));
        let engine = self.options.engine_with(service, faults).await?;
        let actor = self.options.actor(service);
        let request = Request::new(orchestration.spec.smart_code, payload, organization, actor);
        let request = request.event(flow.event);
        let request = match &self.idempotency_key {
            Some(key) => request.idempotency_key(key),
            None => request,
        };
        engine.execute(request).await.map_err(|error| match error {
            ExecuteError::Refused(refusal) => unfit(orchestration, flow, &dry, &refusal, &[]),
            ExecuteError::UnknownOrganization { .. } => {
                Failure::from(error).help(match service.home_organization() {
                    Some(home) => format!("`register` creates {}: {}", home.id, home.name),
                    None => "the service creates its organisations: `Service::home`, or \
                             `Engine::create_organization`"
                        .to_owned(),
                })
            }
            error if !error.is_refusal() => Failure::from(error)
                .help("if the run was stored before, `runs resume` goes on with it"),
            error => error.into(),
        })
    }
}

/// A context for what runs nothing.
pub(super) fn dry_context(organization: Option<Uuid>) -> Context {
    Context {
        organization_id: organization.unwrap_or_default(),
        actor_id: Uuid::nil(),
        correlation_id: String::new(),
        idempotency_key: String::new(),
        started_at: Timestamp::UNIX_EPOCH,
    }
}

/// The payload that the command line means.
pub(super) fn read_payload(text: &str) -> Result<Value, Failure> {
    let read = match text.strip_prefix('@') {
        _ if text == "-" => bounded(std::io::stdin().lock()),
        Some(file) => std::fs::File::open(file).and_then(bounded),
        None => Ok(text.to_owned()),
    };
    let place = match text.strip_prefix('@') {
        _ if text == "-" => " on the standard input".to_owned(),
        Some(file) => format!(" in `{file}`"),
        None => String::new(),
    };
    let read = read.map_err(|error| {
        Failure::refused("BAD_PAYLOAD", format!("the payload{place} cannot be read: {error}"))
    })?;
    crate::wire::parse(&read).map_err(|error| {
        let message = format!("the payload{place} is not JSON: {error}");
        let failure = Failure::refused("BAD_PAYLOAD", message);
        match place.is_empty() {
            true => failure.help("write it in single quotes: '{\"line_type\":\"RETAIL\"}'"),
            false => failure,
        }
    })
}

fn bounded(source: impl std::io::Read) -> std::io::Result<String> {
    let mut text = String::new();
    source.take(PAYLOAD_BYTES_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > PAYLOAD_BYTES_MAX {
        let what = format!("it is longer than {PAYLOAD_BYTES_MAX} bytes");
        return Err(std::io::Error::other(what));
    }
    Ok(text)
}

/// Refuses a payload that the flow does not admit, with everything that is wrong and missing.
fn refuse_unfit(
    orchestration: &Orchestration,
    flow: &FlowDef,
    context: &Context,
    payload: &Value,
) -> Result<(), Failure> {
    let none = Refusal::default();
    let (refusal, missing) = match (flow.draft)(context, payload) {
        Ok((_, missing)) if missing.is_empty() => return Ok(()),
        Ok((_, missing)) => (none, missing),
        Err(refusal) => {
            let missing = missing_besides(flow, context, payload, &refusal);
            (refusal, missing)
        }
    };
    Err(unfit(orchestration, flow, context, &refusal, &missing))
}

/// What is missing in a payload, apart from the fields that are wrong.
pub(super) fn missing_besides(
    flow: &FlowDef,
    context: &Context,
    payload: &Value,
    refusal: &Refusal,
) -> Vec<String> {
    if !refusal.unmet.is_empty() {
        return refusal.missing.clone();
    }
    let Some(fields) = payload.as_object() else { return Vec::new() };
    let root = |field: &str| field.split(['.', '[']).next().unwrap_or_default().to_owned();
    let wrong: Vec<String> = refusal.problems.iter().map(|problem| root(&problem.field)).collect();
    let right = fields.iter().filter(|(name, _)| !wrong.contains(name));
    let right = right.map(|(name, value)| (name.clone(), value.clone())).collect();
    let missing = (flow.draft)(context, &Value::Object(right));
    let mut missing = missing.map(|(_, missing)| missing).unwrap_or_default();
    missing.retain(|name| !wrong.contains(name));
    missing
}

/// The refusal of a payload: what is wrong, what is missing, and one that would do.
fn unfit(
    orchestration: &Orchestration,
    flow: &FlowDef,
    context: &Context,
    refusal: &Refusal,
    missing: &[String],
) -> Failure {
    let example = Value::Object(crate::sample::payload(orchestration, flow, context));
    let problems: Vec<Value> = refusal
        .problems
        .iter()
        .map(|problem| json!({"field": problem.field, "message": problem.message}))
        .collect();
    let nothing_wrong = refusal.problems.is_empty() && refusal.unmet.is_empty();
    let message = match (nothing_wrong, missing) {
        (true, [_]) => format!("`{}` lacks a field", flow.event),
        (true, _) => format!("`{}` lacks {} fields", flow.event, missing.len()),
        (false, _) => format!("the payload of `{}` is refused", flow.event),
    };
    let unmet: Vec<Value> = refusal
        .unmet
        .iter()
        .map(|it| json!({"node": it.node, "procedure": it.procedure, "precondition": it.clause}))
        .collect();
    let mut failure = Failure::refused(refusal.code(), message)
        .fact("problems", problems)
        .fact("unmet", unmet)
        .fact("missing", missing)
        .fact("example", example.clone());
    for problem in &refusal.problems {
        let field = paint::short(&problem.field, 80);
        let line = match field.is_empty() {
            true => problem.message.clone(),
            false => format!("{field}: {}", problem.message),
        };
        failure = failure.help(line);
    }
    for unmet in &refusal.unmet {
        failure = failure.help(unmet.to_string());
    }
    for name in missing {
        let field = flow.fields.iter().find(|field| field.name == name);
        let about = field.map_or(String::new(), |field| match field.origin {
            "payload" => format!(" ({})", field.ty),
            origin => format!(" ({}, of the {origin})", field.ty),
        });
        failure = failure.help(format!("{name} is missing{about}"));
    }
    failure.help(format!("for example: {example}"))
}

/// An outcome for people, with where to read on.
pub(super) fn ended(outcome: &RunOutcome, paint: Paint) -> String {
    let mut text = told(outcome, paint);
    if outcome.status != Status::Completed {
        let hint = format!("its trail: runs show {}", outcome.run_id);
        let _ = writeln!(text, "  {}", paint.dim(&hint));
    }
    text
}

/// An outcome for people.
pub(super) fn told(outcome: &RunOutcome, paint: Paint) -> String {
    let mut text = String::new();
    let again = if outcome.repeated { "  (the answer of the first time)" } else { "" };
    let event = paint::clean(&outcome.event);
    let status = paint.status(outcome.status);
    let _ = writeln!(text, "{status}  {event}{}", paint.dim(again));
    let _ = writeln!(text, "  run {}", outcome.run_id);
    if let Some(at) = outcome.pruned_at {
        let said =
            format!("pruned at {}: what its nodes returned is not known any more", paint::time(at));
        let _ = writeln!(text, "  {}", paint.dim(&said));
    }
    let rows: Vec<Vec<String>> = outcome
        .outputs
        .iter()
        .map(|(node, output)| vec![node.clone(), paint.dim(&brief(output))])
        .collect();
    text.push_str(&paint::table("  ", &rows));
    if let Some(error) = &outcome.error {
        let said = paint::short(&error.message, 200);
        let code = paint.bad(&paint::clean(&error.code));
        let _ = writeln!(text, "  {} failed with {code}: {said}", paint::clean(&error.node));
    }
    if let Some(parked) = &outcome.parked {
        let way = match parked.direction {
            Direction::Forward => "forward",
            Direction::Back => "on its way back",
        };
        let reason = paint::short(&parked.reason, 200);
        let _ = writeln!(text, "  parked {way} at {}: {reason}", paint::clean(&parked.node));
    }
    text
}

/// A value in a few words: its plain fields, the others by their kind.
pub(super) fn brief(value: &Value) -> String {
    const FIELDS_MAX: usize = 6;
    const CHARS_MAX: usize = 40;
    let plain = |value: &Value| match value {
        Value::String(text) => paint::short(text, CHARS_MAX),
        Value::Array(items) => format!("[{}]", items.len()),
        Value::Object(fields) => format!("{{{}}}", fields.len()),
        other => other.to_string(),
    };
    let Some(fields) = value.as_object() else { return plain(value) };
    let shown = fields.iter().take(FIELDS_MAX);
    let shown = shown.map(|(name, value)| format!("{}={}", paint::short(name, 40), plain(value)));
    let mut text = shown.collect::<Vec<_>>().join(" ");
    if fields.len() > FIELDS_MAX {
        text.push_str(" …");
    }
    text
}
