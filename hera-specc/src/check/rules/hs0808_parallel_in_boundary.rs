//! HS0808: nodes that could run at the same time share one boundary.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::order::Order;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::together;
use crate::ir::flow::FlowBoundary;
use crate::ir::{Boundary, Flow, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for (at, boundary) in orchestration.boundaries.iter().enumerate() {
            let mut parallel: BTreeSet<usize> = BTreeSet::new();
            let mut events: Vec<&str> = Vec::new();
            for flow in &orchestration.flows {
                let group = flow.boundaries.iter().find(|group| group.declared == Some(at));
                let found = group.map_or_else(BTreeSet::new, |group| parallel_nodes(flow, group));
                if !found.is_empty() {
                    events.push(&flow.event.value);
                    parallel.extend(found);
                }
            }
            if parallel.len() > 1 {
                diags.push(found(orchestration, boundary, &parallel, &events));
            }
        }
    }
}

/// The nodes of the boundary that run in parallel to another one of it, as positions in the
/// orchestration.
fn parallel_nodes(flow: &Flow, group: &FlowBoundary) -> BTreeSet<usize> {
    if group.nodes.len() < 2 {
        return BTreeSet::new();
    }
    let order = Order::of(flow);
    let together =
        |a: usize, b: usize| together(flow.nodes[a].when.as_ref(), flow.nodes[b].when.as_ref());
    let has_peer = |at: &usize| {
        group.nodes.iter().any(|other| order.parallel(*at, *other) && together(*at, *other))
    };
    let nodes = group.nodes.iter().copied().filter(has_peer);
    nodes.map(|at| flow.nodes[at].node).collect()
}

fn found(
    orchestration: &Orchestration,
    boundary: &Boundary,
    parallel: &BTreeSet<usize>,
    events: &[&str],
) -> Diagnostic {
    let ids = parallel.iter().map(|at| &orchestration.nodes[*at].id.value);
    let mut found = Diagnostic::new(
        &catalogue::HS0808,
        boundary.name.span,
        format!(
            "{} run in parallel but share `{}`: they will be serialised",
            words::and(ids),
            boundary.name
        ),
    )
    .label("one transaction does one thing at a time");
    let listed = boundary.nodes.iter().filter(|node| parallel.contains(&node.value));
    for node in listed {
        found = found.secondary(node.span, "");
    }
    found
        .note(format!("in the flow of {}", words::and(events)))
        .help("two boundaries, if they need not commit together")
}
