//! HS1911: a timer that advances a workflow, and does not say to which state.

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{SmartCode, Timer, Workflow};
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows() {
        for timer in &workflow.timers {
            let Some(code) = &timer.on_fire else { continue };
            if !code.value.segments().any(|segment| segment == "ADVANCE") {
                continue;
            }
            match timer.to {
                None => diags.push(implicit(cx, workflow, timer, code)),
                Some(to) => {
                    let state = timer.on_enter.value;
                    if !workflow.leaving(state).any(|step| step.to.value == to.value) {
                        diags.push(nowhere(workflow, timer, to));
                    }
                }
            }
        }
    }
}

fn implicit(
    cx: &Cx<'_>,
    workflow: &Workflow,
    timer: &Timer,
    code: &Spanned<SmartCode>,
) -> Diagnostic {
    let state = timer.on_enter.value;
    let leaving: Vec<_> = workflow.leaving(state).collect();
    let by_system = leaving.iter().filter(|step| step.by.iter().any(|role| role.value == "system"));
    let targets: Vec<&str> = by_system.map(|step| workflow.state(step.to.value)).collect();
    let found = Diagnostic::new(
        &catalogue::HS1911,
        cx.code_span(code),
        format!(
            "the timer of `{}` advances the workflow without naming a target",
            workflow.state(state)
        ),
    )
    .note(format!(
        "{} from here; the system may take: {}",
        words::count(leaving.len(), "transition"),
        if targets.is_empty() { "none".to_owned() } else { words::and(&targets) }
    ));
    match targets.as_slice() {
        [only] => found.help(format!("say it beside `on_fire`: `to: {only}`")),
        _ => found.help("say it beside `on_fire`: `to: STATE`"),
    }
}

fn nowhere(workflow: &Workflow, timer: &Timer, to: Spanned<usize>) -> Diagnostic {
    let [from, target] = [timer.on_enter, to].map(|at| workflow.state(at.value));
    Diagnostic::new(
        &catalogue::HS1911,
        to.span,
        format!(
            "the timer of `{from}` advances to `{target}`, where no transition leads from there"
        ),
    )
    .secondary(timer.on_enter.span, "set in this state")
    .help(format!("add a transition from `{from}` to `{target}`, or name another state"))
}
