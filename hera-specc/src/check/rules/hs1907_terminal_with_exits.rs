//! HS1907: a terminal state of a workflow that transitions leave.

use crate::check::cx::Cx;
use crate::check::profiles::Ends;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows() {
        let ends = Ends::of(cx, workflow);
        for (at, state) in workflow.states.iter().enumerate() {
            let Some(exit) = workflow.leaving(at).next() else { continue };
            if !ends.holds(&state.value) {
                continue;
            }
            let starts = workflow.initial.is_some_and(|initial| initial.value == at);
            let message = if starts {
                format!("terminal state `{state}` is the initial state, and transitions leave it")
            } else {
                format!("terminal state `{state}` has transitions that leave it")
            };
            let mut found = Diagnostic::new(&catalogue::HS1907, state.span, message)
                .secondary(exit.from.span, "left here")
                .help(format!(
                    "rename `{state}`, or list the states that end it in `terminal_states` of the definition"
                ));
            if let Some(span) = ends.span {
                found = found.secondary(span, "terminal states are listed here");
            }
            diags.push(found);
        }
    }
}
