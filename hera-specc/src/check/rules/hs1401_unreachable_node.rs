//! HS1401: a node that no event reaches.

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Node;

/// Beyond so many in one orchestration they are told together.
const EACH_MAX: usize = 8;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        if cx.edges_are_broken(orchestration.file) {
            continue;
        }
        // In a chain of its own the fault is the chain's: HS0506 or HS0507.
        let nodes = orchestration.nodes.iter().enumerate();
        let unreachable: Vec<&Node> = nodes
            .filter(|(at, _)| !reach.reaches(*at) && !reach.is_listed(*at))
            .map(|(_, node)| node)
            .collect();
        if unreachable.len() > EACH_MAX {
            diags.push(together(&unreachable));
        } else {
            unreachable.into_iter().for_each(|node| diags.push(found(node)));
        }
    }
}

fn found(node: &Node) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS1401,
        node.id.span,
        format!("no event reaches the node `{}`", node.id),
    )
    .label("never runs")
    .help(format!("add it to a chain: `EVENT -> {}`, or remove it", node.id))
}

fn together(nodes: &[&Node]) -> Diagnostic {
    let mut found = Diagnostic::new(
        &catalogue::HS1401,
        nodes[0].id.span,
        format!("no event reaches {}", words::count(nodes.len(), "node")),
    )
    .label("never runs");
    for node in &nodes[1..EACH_MAX] {
        found = found.secondary(node.id.span, "nor this one");
    }
    let more = words::count(nodes.len() - EACH_MAX, "other");
    found.note(format!("and {more}")).help("add them to chains, or remove them")
}
