//! HS0905: a node is to be undone by what it does.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for node in &orchestration.nodes {
            let Some(inverse) = &node.compensation else { continue };
            if inverse.run.value != node.run.value {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0905,
                    cx.code_span(&inverse.run),
                    format!("the compensation of `{}` runs its own procedure again", node.id),
                )
                .label("would do it a second time")
                .secondary(cx.code_span(&node.run), "what it has done")
                .help("name the inverse procedure"),
            );
        }
    }
}
