//! HS1905: no transitions lead from the initial state of a workflow to a state.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Workflow;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows().filter(|spec| !cx.steps_are_broken(spec.file)) {
        let Some(initial) = workflow.initial else { continue };
        let reached = reached(workflow, initial.value);
        for (at, state) in workflow.states.iter().enumerate() {
            if reached.contains(&at) {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1905,
                    state.span,
                    format!("state `{state}` cannot be reached"),
                )
                .secondary(initial.span, "an instance starts here")
                .help("add a transition that leads to it, or remove it"),
            );
        }
    }
}

fn reached(workflow: &Workflow, initial: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([initial]);
    let mut open = vec![initial];
    while let Some(state) = open.pop() {
        let next = workflow.leaving(state).map(|transition| transition.to.value);
        open.extend(next.filter(|next| reached.insert(*next)));
    }
    reached
}
