//! HS1909: a transition of a workflow that nobody may take.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows().filter(|spec| !cx.reported(spec.file, &["HS0203"])) {
        for transition in workflow.transitions.iter().filter(|step| step.by.is_empty()) {
            let [from, to] = [transition.from, transition.to].map(|at| workflow.state(at.value));
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1909,
                    transition.to.span,
                    format!("nobody may take the transition from `{from}` to `{to}`"),
                )
                .help("say who may, in `by: [manager]`; `by: [system]` for timers and programs"),
            );
        }
    }
}
