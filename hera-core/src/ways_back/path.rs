//! The shortest way from a pivot to the node that fails after it.

use std::collections::VecDeque;

use crate::plan::{NodeIx, Plan};

/// The shortest path along the edges, both ends included; just the ends where there is none.
pub(super) fn shortest(plan: &Plan, pivot: NodeIx, fails: NodeIx) -> Vec<NodeIx> {
    // Plan order is topological: a path from the pivot holds only nodes between the two.
    let Some(between) = fails.0.checked_sub(pivot.0) else { return vec![pivot, fails] };
    let at = |node: NodeIx| (node.0 - pivot.0) as usize;
    let mut next: Vec<Option<NodeIx>> = vec![None; between as usize + 1];
    let mut queue = VecDeque::from([fails]);
    while let Some(node) = queue.pop_front() {
        if node == pivot {
            break;
        }
        for before in plan.node(node).after.iter().copied().filter(|before| *before >= pivot) {
            if next[at(before)].is_none() {
                next[at(before)] = Some(node);
                queue.push_back(before);
            }
        }
    }
    let mut path = vec![pivot];
    let mut node = pivot;
    while let Some(step) = next[at(node)] {
        path.push(step);
        node = step;
    }
    match path.last() {
        Some(last) if *last == fails => path,
        _ => vec![pivot, fails],
    }
}
