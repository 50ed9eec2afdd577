//! Boundaries of a flow: which nodes commit together, and which boundary waits for which.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Graph, cycles, topological};
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Orchestration;
use crate::ir::flow::FlowBoundary;

/// The boundaries in order, and for each node of `order` the position of its boundary; `None` when
/// boundaries wait for each other, which is then reported.
pub(super) fn boundaries(
    orchestration: &Orchestration,
    graph: &Graph,
    order: &[usize],
    diags: &mut Diagnostics,
) -> Option<(Vec<FlowBoundary>, Vec<usize>)> {
    let groups = group(orchestration, order);
    let group_of: BTreeMap<usize, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.nodes.iter().map(move |node| (*node, at)))
        .collect();
    let waits: BTreeSet<(usize, usize)> = graph
        .edges
        .keys()
        .map(|(from, to)| (group_of[from], group_of[to]))
        .filter(|(from, to)| from != to)
        .collect();
    let all: BTreeSet<usize> = (0..groups.len()).collect();
    let Some(sorted) = topological(&all, waits.iter().copied()) else {
        for cycle in cycles(&all, waits.iter().copied()) {
            report_knot(orchestration, graph, &groups, &group_of, &cycle, diags);
        }
        return None;
    };

    let new_position: BTreeMap<usize, usize> =
        sorted.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let position: BTreeMap<usize, usize> =
        order.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    let mut after: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (from, to) in &waits {
        after.entry(*to).or_default().insert(new_position[from]);
    }
    let list = sorted.iter().map(|old| FlowBoundary {
        declared: groups[*old].declared,
        nodes: groups[*old].nodes.iter().map(|node| position[node]).collect(),
        after: after.remove(old).unwrap_or_default().into_iter().collect(),
    });
    let of_node = order.iter().map(|node| new_position[&group_of[node]]).collect();
    let list = list.collect();
    Some((list, of_node))
}

/// Nodes that commit together: those of a declared boundary that are in the flow, or one lone node.
struct Group {
    declared: Option<usize>,
    nodes: Vec<usize>,
}

/// The groups, in the order of their first nodes.
fn group(orchestration: &Orchestration, order: &[usize]) -> Vec<Group> {
    let declared: BTreeMap<usize, usize> = orchestration
        .boundaries
        .iter()
        .enumerate()
        .flat_map(|(at, boundary)| boundary.nodes.iter().map(move |node| (node.value, at)))
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    for node in order {
        let declared = declared.get(node).copied();
        match declared.and_then(|boundary| open.get(&boundary)) {
            Some(at) => groups[*at].nodes.push(*node),
            None => {
                if let Some(boundary) = declared {
                    open.insert(boundary, groups.len());
                }
                groups.push(Group { declared, nodes: vec![*node] });
            }
        }
    }
    groups
}

/// HS0803: the boundaries (and lone nodes) of the cycle, and an edge for each wait.
fn report_knot(
    orchestration: &Orchestration,
    graph: &Graph,
    groups: &[Group],
    group_of: &BTreeMap<usize, usize>,
    cycle: &[usize],
    diags: &mut Diagnostics,
) {
    let name = |at: usize| match groups[at].declared {
        Some(boundary) => format!("`{}`", orchestration.boundaries[boundary].name),
        None => format!("`{}`", orchestration.nodes[groups[at].nodes[0]].id),
    };
    let mut path: Vec<_> = cycle.iter().map(|at| name(*at)).collect();
    path.push(path[0].clone());
    let primary = cycle
        .iter()
        .find_map(|at| groups[*at].declared)
        .map(|boundary| orchestration.boundaries[boundary].name.span)
        .unwrap_or_else(|| orchestration.nodes[groups[cycle[0]].nodes[0]].id.span);
    let mut found = Diagnostic::new(
        &catalogue::HS0803,
        primary,
        format!("boundaries wait for each other: {}", path.join(" -> ")),
    )
    .label("cannot commit before the others, and they not before it");
    for (at, from) in cycle.iter().enumerate() {
        let to = cycle[(at + 1) % cycle.len()];
        let edge = graph.edges.iter().find(|((a, b), _)| group_of[a] == *from && group_of[b] == to);
        if let Some(((a, b), span)) = edge {
            let id = |node: usize| &orchestration.nodes[node].id;
            found = found.secondary(*span, format!("`{}` waits for `{}`", id(*b), id(*a)));
        }
    }
    let outside: Vec<_> =
        cycle.iter().filter(|at| groups[**at].declared.is_none()).map(|at| name(*at)).collect();
    let help = if outside.is_empty() {
        "split one of the boundaries, so that each can commit before the next starts".to_owned()
    } else {
        format!("add {} to the boundary, or split it", outside.join(", "))
    };
    diags.push(found.help(help));
}
