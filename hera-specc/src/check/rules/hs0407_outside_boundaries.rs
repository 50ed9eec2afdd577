//! HS0407: a node stands in no transaction boundary, so it commits by itself.

use std::collections::BTreeSet;

use hera_core::plan::Mode;

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Node;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        let named = orchestration.boundaries.iter().flat_map(|boundary| &boundary.nodes);
        let inside: BTreeSet<usize> = named.map(|node| node.value).collect();
        // A boundary that was refused may have held it.
        if cx.reported(orchestration.file, &["HS0203", "HS0801", "HS0802", "HS0804", "HS0807"]) {
            continue;
        }
        let outside: Vec<&Node> = orchestration
            .nodes
            .iter()
            .enumerate()
            .filter(|(at, _)| reach.reaches(*at) && !inside.contains(at))
            .map(|(_, node)| node)
            .collect();
        if orchestration.boundaries.is_empty() && outside.len() > 1 {
            diags.push(none_at_all(&outside));
        } else {
            outside.into_iter().for_each(|node| diags.push(found(node)));
        }
    }
}

fn found(node: &Node) -> Diagnostic {
    let report = |says: &str| {
        Diagnostic::new(
            &catalogue::HS0407,
            node.id.span,
            format!("node `{}` belongs to no transaction boundary: {says}", node.id),
        )
    };
    match node.mode() {
        Mode::Persist => report("it commits by itself")
            .help("to have it commit with others, list it in the `applies_to` of a boundary"),
        Mode::ValidateOnly => report("it reads a snapshot of its own")
            .note("what it has seen may have changed when a later node commits"),
    }
}

fn none_at_all(nodes: &[&Node]) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS0407,
        nodes[0].id.span,
        format!(
            "no transaction boundaries: each of {} commits by itself",
            words::count(nodes.len(), "node")
        ),
    )
    .label("the first of them")
    .help("to have nodes commit together, list them in `transaction_boundaries`")
}
