//! HS0808: nodes that could run at the same time share one boundary.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::together;
use crate::ir::flow::FlowBoundary;
use crate::ir::order::Within;
use crate::ir::{Boundary, Flow, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        // By boundary: the nodes that run in parallel, and in which flows.
        let mut parallel: BTreeMap<usize, (BTreeSet<usize>, Vec<&str>)> = BTreeMap::new();
        for flow in &orchestration.flows {
            for (boundary, nodes) in parallel_nodes(flow) {
                let (all, events) = parallel.entry(boundary).or_default();
                all.extend(nodes);
                events.push(&flow.event.value);
            }
        }
        for (at, (nodes, events)) in parallel.iter().filter(|(_, (nodes, _))| nodes.len() > 1) {
            diags.push(found(orchestration, &orchestration.boundaries[*at], nodes, events));
        }
    }
}

/// For each declared boundary the nodes that run in parallel to another one of it, where there are
/// any, as positions in the orchestration.
fn parallel_nodes(flow: &Flow) -> Vec<(usize, BTreeSet<usize>)> {
    let shared = |group: &&FlowBoundary| group.nodes.len() > 1;
    let found = flow.boundaries.iter().filter(shared).filter_map(|group| {
        let order = flow.order_within(group);
        if in_line(&order, group) {
            return None;
        }
        let together =
            |a: usize, b: usize| together(flow.nodes[a].when.as_ref(), flow.nodes[b].when.as_ref());
        let has_peer = |at: &usize| {
            group.nodes.iter().any(|other| order.parallel(*at, *other) && together(*at, *other))
        };
        let nodes = group.nodes.iter().copied().filter(has_peer);
        let nodes: BTreeSet<usize> = nodes.map(|at| flow.nodes[at].node).collect();
        Some((group.declared?, nodes)).filter(|(_, nodes)| !nodes.is_empty())
    });
    found.collect()
}

/// Whether each node of the group waits for the one before it: then none is parallel to another.
fn in_line(order: &Within<'_>, group: &FlowBoundary) -> bool {
    group.nodes.windows(2).all(|pair| order.before(pair[0], pair[1]))
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
