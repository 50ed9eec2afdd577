//! HS1404: a boundary that lists only nodes that never run.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        if cx.edges_are_broken(orchestration.file) {
            continue;
        }
        for boundary in &orchestration.boundaries {
            let nodes = || boundary.nodes.iter().map(|node| node.value);
            // In a chain that never starts the fault is the chain's: HS0506 or HS0507.
            if nodes().any(|at| reach.reaches(at) || reach.is_listed(at)) {
                continue;
            }
            let mut found = Diagnostic::new(
                &catalogue::HS1404,
                boundary.name.span,
                format!("boundary `{}` lists only nodes that no event reaches", boundary.name),
            )
            .label("never opened");
            for node in &boundary.nodes {
                found = found.secondary(node.span, "never runs");
            }
            diags.push(found.help("remove it, or add its nodes to a chain"));
        }
    }
}
