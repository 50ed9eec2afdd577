//! Which nodes belong to an event's flow, and in which order they run.
//!
//! A flow is the union of the chains that start with its event; a chain that starts with a node belongs
//! to every flow that contains the node. The order is topological, ties by declaration.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{Chains, Orchestration};
use crate::source::Span;

/// The nodes of a flow by their position in the orchestration, and the edges between them.
pub(super) struct Graph {
    pub(super) nodes: BTreeSet<usize>,
    /// From, to, and the place of the arrow's second end.
    pub(super) edges: BTreeMap<(usize, usize), Span>,
}

/// The union of the chains that belong to `event`.
pub(super) fn graph_of(chains: &Chains<'_>, event: &str) -> Graph {
    let mut graph = Graph { nodes: BTreeSet::new(), edges: BTreeMap::new() };
    chains.of_event(event).into_iter().for_each(|chain| add(&mut graph, chain));
    graph
}

fn add(graph: &mut Graph, chain: &crate::ir::Chain) {
    graph.nodes.extend(chain.nodes.iter().map(|node| node.value));
    for pair in chain.nodes.windows(2) {
        graph.edges.entry((pair[0].value, pair[1].value)).or_insert(pair[1].span);
    }
}

/// The nodes in order, or `None` when the edges form a cycle, which is then reported.
pub(super) fn order(
    orchestration: &Orchestration,
    graph: &Graph,
    diags: &mut Diagnostics,
) -> Option<Vec<usize>> {
    if let Some(order) = topological(&graph.nodes, graph.edges.keys().copied()) {
        return Some(order);
    }
    report_cycle(orchestration, graph, diags);
    None
}

/// Topological order, smallest position first among those that are ready; `None` on a cycle.
pub(super) fn topological(
    nodes: &BTreeSet<usize>,
    edges: impl Iterator<Item = (usize, usize)>,
) -> Option<Vec<usize>> {
    let mut successors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut waits: BTreeMap<usize, usize> = nodes.iter().map(|node| (*node, 0)).collect();
    for (from, to) in edges {
        successors.entry(from).or_default().push(to);
        *waits.entry(to).or_default() += 1;
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        waits.iter().filter(|(_, count)| **count == 0).map(|(node, _)| Reverse(*node)).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(Reverse(node)) = ready.pop() {
        order.push(node);
        for next in successors.get(&node).into_iter().flatten() {
            let count = waits.get_mut(next).expect("every end of an edge was counted above");
            *count -= 1;
            if *count == 0 {
                ready.push(Reverse(*next));
            }
        }
    }
    (order.len() == nodes.len()).then_some(order)
}

/// HS0502, once per knot of edges: the whole path, starting at the smallest position.
fn report_cycle(orchestration: &Orchestration, graph: &Graph, diags: &mut Diagnostics) {
    for cycle in cycles(&graph.nodes, graph.edges.keys().copied()) {
        let id = |node: usize| orchestration.nodes[node].id.value.as_str();
        let mut path: Vec<_> = cycle.iter().map(|node| format!("`{}`", id(*node))).collect();
        path.push(path[0].clone());
        let place = |at: usize| {
            let (from, to) = (cycle[at], cycle[(at + 1) % cycle.len()]);
            (graph.edges[&(from, to)], from, to)
        };
        let (closing, from, to) = place(cycle.len() - 1);
        let mut found = Diagnostic::new(
            &catalogue::HS0502,
            closing,
            format!("edges form a cycle: {}", path.join(" -> ")),
        )
        .label(format!("`{}` -> `{}` closes the cycle", id(from), id(to)))
        .note("none of these nodes could ever start: each waits for another")
        .help("remove one edge, or start a second flow from its own trigger");
        for at in 0..cycle.len() - 1 {
            let (span, from, to) = place(at);
            found = found.secondary(span, format!("`{}` -> `{}`", id(from), id(to)));
        }
        diags.push(found);
    }
}

/// One shortest cycle for each strongly connected set, each starting at its smallest member.
pub(super) fn cycles(
    nodes: &BTreeSet<usize>,
    edges: impl Iterator<Item = (usize, usize)>,
) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let index: BTreeMap<usize, NodeIndex> =
        nodes.iter().map(|node| (*node, graph.add_node(*node))).collect();
    let mut loops = BTreeSet::new();
    for (from, to) in edges {
        if from == to {
            loops.insert(from);
        }
        graph.add_edge(index[&from], index[&to], ());
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    for knot in tarjan_scc(&graph) {
        let members: BTreeSet<usize> = knot.iter().map(|at| graph[*at]).collect();
        let Some(start) = members.first().copied() else { continue };
        if members.len() > 1 || loops.contains(&start) {
            found.push(shortest_cycle(&graph, &index, &members, start));
        }
    }
    found.sort();
    found
}

/// Breadth first from `start` inside `members` until an edge leads back.
fn shortest_cycle(
    graph: &DiGraph<usize, ()>,
    index: &BTreeMap<usize, NodeIndex>,
    members: &BTreeSet<usize>,
    start: usize,
) -> Vec<usize> {
    let mut from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let mut next: Vec<usize> = graph.neighbors(index[&node]).map(|at| graph[at]).collect();
        next.sort_unstable();
        for to in next {
            if to == start {
                let mut path = vec![node];
                let mut at = node;
                while at != start {
                    at = from[&at];
                    path.push(at);
                }
                path.reverse();
                return path;
            }
            if members.contains(&to) && !from.contains_key(&to) {
                from.insert(to, node);
                queue.push_back(to);
            }
        }
    }
    unreachable!("a strongly connected set leads back to each of its members")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_by_declaration() {
        let nodes = BTreeSet::from([0, 1, 2, 3]);
        let order = topological(&nodes, [(3, 0), (2, 0)].into_iter());
        assert_eq!(order, Some(vec![1, 2, 3, 0]));
    }

    #[test]
    fn the_shortest_cycle_starts_at_the_smallest() {
        let nodes = BTreeSet::from([1, 2, 3, 4]);
        let edges = [(2, 3), (3, 1), (1, 2), (3, 2), (4, 1)];
        assert_eq!(topological(&nodes, edges.into_iter()), None);
        assert_eq!(cycles(&nodes, edges.into_iter()), [vec![1, 2, 3]]);
        assert_eq!(cycles(&BTreeSet::from([7]), [(7, 7)].into_iter()), [vec![7]]);
    }
}
