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
    /// Ascending.
    pub(super) nodes: Vec<usize>,
    /// From and to, with the place of the arrow's second end: ascending, each pair once.
    pub(super) edges: Vec<((usize, usize), Span)>,
}

impl Graph {
    /// The edges without their places.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + Clone {
        self.edges.iter().map(|(pair, _)| *pair)
    }

    /// The position of a node among the nodes of the flow.
    pub(super) fn rank(&self, node: usize) -> usize {
        rank(&self.nodes, node)
    }

    fn place(&self, from: usize, to: usize) -> Span {
        let at = self.edges.binary_search_by_key(&(from, to), |(pair, _)| *pair);
        self.edges[at.expect("a cycle follows edges of the graph")].1
    }
}

/// The union of the chains that belong to `event`.
pub(super) fn graph_of(chains: &Chains<'_>, event: &str) -> Graph {
    let mut graph = Graph { nodes: Vec::new(), edges: Vec::new() };
    for chain in chains.of_event(event) {
        graph.nodes.extend(chain.nodes.iter().map(|node| node.value));
        let pairs = chain.nodes.windows(2);
        graph.edges.extend(pairs.map(|pair| ((pair[0].value, pair[1].value), pair[1].span)));
    }
    graph.nodes.sort_unstable();
    graph.nodes.dedup();
    // Of an edge that is given twice the first place stays.
    graph.edges.sort_by_key(|(pair, _)| *pair);
    graph.edges.dedup_by_key(|(pair, _)| *pair);
    graph
}

fn rank(nodes: &[usize], node: usize) -> usize {
    nodes.binary_search(&node).expect("edges connect nodes of the graph")
}

/// The nodes in order, or `None` when the edges form a cycle, which is then reported.
pub(super) fn order(
    orchestration: &Orchestration,
    graph: &Graph,
    diags: &mut Diagnostics,
) -> Option<Vec<usize>> {
    if let Some(order) = topological(&graph.nodes, graph.pairs()) {
        return Some(order);
    }
    report_cycle(orchestration, graph, diags);
    None
}

/// Topological order, smallest position first among those that are ready; `None` on a cycle.
pub(super) fn topological(
    nodes: &[usize],
    edges: impl Iterator<Item = (usize, usize)>,
) -> Option<Vec<usize>> {
    // By rank: the order of ranks is that of positions.
    let mut successors: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut waits = vec![0_usize; nodes.len()];
    for (from, to) in edges {
        let to = rank(nodes, to);
        successors[rank(nodes, from)].push(to);
        waits[to] += 1;
    }
    let free = (0..nodes.len()).filter(|at| waits[*at] == 0);
    let mut ready: BinaryHeap<Reverse<usize>> = free.map(Reverse).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(nodes[at]);
        for next in &successors[at] {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.push(Reverse(*next));
            }
        }
    }
    (order.len() == nodes.len()).then_some(order)
}

/// HS0502, once per knot of edges: the whole path, starting at the smallest position.
fn report_cycle(orchestration: &Orchestration, graph: &Graph, diags: &mut Diagnostics) {
    for cycle in cycles(&graph.nodes, graph.pairs()) {
        let id = |node: usize| orchestration.nodes[node].id.value.as_str();
        let mut path: Vec<_> = cycle.iter().map(|node| format!("`{}`", id(*node))).collect();
        path.push(path[0].clone());
        let place = |at: usize| {
            let (from, to) = (cycle[at], cycle[(at + 1) % cycle.len()]);
            (graph.place(from, to), from, to)
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
    nodes: &[usize],
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
        let nodes = [0, 1, 2, 3];
        let order = topological(&nodes, [(3, 0), (2, 0)].into_iter());
        assert_eq!(order, Some(vec![1, 2, 3, 0]));
    }

    #[test]
    fn the_shortest_cycle_starts_at_the_smallest() {
        let nodes = [1, 2, 3, 4];
        let edges = [(2, 3), (3, 1), (1, 2), (3, 2), (4, 1)];
        assert_eq!(topological(&nodes, edges.into_iter()), None);
        assert_eq!(cycles(&nodes, edges.into_iter()), [vec![1, 2, 3]]);
        assert_eq!(cycles(&[7], [(7, 7)].into_iter()), [vec![7]]);
    }
}
