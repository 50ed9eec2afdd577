//! HS1908: two transitions between the same states for the same role.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::source::Span;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for workflow in cx.workflows() {
        let mut known: BTreeMap<(usize, usize, &str), (usize, Span)> = BTreeMap::new();
        for (at, transition) in workflow.transitions.iter().enumerate() {
            let (from, to) = (transition.from.value, transition.to.value);
            for role in &transition.by {
                let first =
                    *known.entry((from, to, role.value.as_str())).or_insert((at, role.span));
                if first.1 == role.span {
                    continue;
                }
                let message = if first.0 == at {
                    format!("role `{role}` is listed twice")
                } else {
                    format!(
                        "`{role}` has a second transition from `{}` to `{}`",
                        workflow.state(from),
                        workflow.state(to)
                    )
                };
                diags.push(
                    Diagnostic::new(&catalogue::HS1908, role.span, message)
                        .label("whose guards and effects count?")
                        .secondary(first.1, "the first one")
                        .help("merge the two, or give them different roles"),
                );
            }
        }
    }
}
