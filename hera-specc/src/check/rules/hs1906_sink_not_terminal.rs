//! HS1906: a state of a workflow that nothing leaves, and in which workflows do not end.

use crate::check::cx::Cx;
use crate::check::profiles::Ends;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows().filter(|spec| !cx.steps_are_broken(spec.file)) {
        let ends = Ends::of(cx, workflow);
        for (at, state) in workflow.states.iter().enumerate() {
            if workflow.leaving(at).next().is_some() || ends.holds(&state.value) {
                continue;
            }
            let listed = words::and(ends.names());
            let listed = if listed.is_empty() { "none".to_owned() } else { listed };
            let mut found = Diagnostic::new(
                &catalogue::HS1906,
                state.span,
                format!("state `{state}` has no way out and is not terminal"),
            )
            .label("an instance would stay here, and never be over")
            .note(format!("{}: {listed}", ends.whose))
            .help(format!(
                "list it in `terminal_states` of the definition, or add a transition that leaves `{state}`"
            ));
            if let Some(span) = ends.span {
                found = found.secondary(span, "terminal states are listed here");
            }
            diags.push(found);
        }
    }
}
