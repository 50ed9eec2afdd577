//! HS1401: a node that no event reaches.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        if cx.edges_are_broken(orchestration.file) {
            continue;
        }
        for (at, node) in orchestration.nodes.iter().enumerate() {
            let mut chains = orchestration.chains.iter();
            // In a chain of its own the fault is the chain's: HS0506 or HS0507.
            if reach.reaches(at) || chains.any(|chain| chain.nodes.iter().any(|n| n.value == at)) {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1401,
                    node.id.span,
                    format!("no event reaches the node `{}`", node.id),
                )
                .label("never runs")
                .help(format!("add it to a chain: `EVENT -> {}`, or remove it", node.id)),
            );
        }
    }
}
