//! Boundaries of a flow: which nodes commit together, and which boundary waits for which.

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
    let mut by_rank = vec![0; graph.nodes.len()];
    for (at, group) in groups.iter().enumerate() {
        group.nodes.iter().for_each(|node| by_rank[graph.rank(*node)] = at);
    }
    let group_of = |node: usize| by_rank[graph.rank(node)];
    let waits = graph.pairs().map(|(from, to)| (group_of(from), group_of(to)));
    let mut waits: Vec<(usize, usize)> = waits.filter(|(from, to)| from != to).collect();
    waits.sort_unstable();
    waits.dedup();
    let all: Vec<usize> = (0..groups.len()).collect();
    let Some(sorted) = topological(&all, waits.iter().copied()) else {
        for cycle in cycles(&all, waits.iter().copied()) {
            report_knot(orchestration, graph, &groups, &by_rank, &cycle, diags);
        }
        return None;
    };

    let mut new_position = vec![0; groups.len()];
    sorted.iter().enumerate().for_each(|(new, old)| new_position[*old] = new);
    let mut position = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, node)| position[graph.rank(*node)] = at);
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    waits.iter().for_each(|(from, to)| after[*to].push(new_position[*from]));
    after.iter_mut().for_each(|list| list.sort_unstable());
    let list = sorted.iter().map(|old| FlowBoundary {
        declared: groups[*old].declared,
        nodes: groups[*old].nodes.iter().map(|node| position[graph.rank(*node)]).collect(),
        after: std::mem::take(&mut after[*old]),
    });
    let list = list.collect();
    let of_node = order.iter().map(|node| new_position[group_of(*node)]).collect();
    Some((list, of_node))
}

/// Nodes that commit together: those of a declared boundary that are in the flow, or one lone node.
struct Group {
    declared: Option<usize>,
    nodes: Vec<usize>,
}

/// The groups, in the order of their first nodes.
fn group(orchestration: &Orchestration, order: &[usize]) -> Vec<Group> {
    let mut boundary_of: Vec<Option<usize>> = vec![None; orchestration.nodes.len()];
    for (at, boundary) in orchestration.boundaries.iter().enumerate() {
        boundary.nodes.iter().for_each(|node| boundary_of[node.value] = Some(at));
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; orchestration.boundaries.len()];
    for node in order {
        let declared = boundary_of[*node];
        match declared.and_then(|boundary| open[boundary]) {
            Some(at) => groups[at].nodes.push(*node),
            None => {
                if let Some(boundary) = declared {
                    open[boundary] = Some(groups.len());
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
    by_rank: &[usize],
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
        let group_of = |node: usize| by_rank[graph.rank(node)];
        let mut edges = graph.edges.iter();
        let edge = edges.find(|((a, b), _)| group_of(*a) == *from && group_of(*b) == to);
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
