//! What runs before what in a flow.

use std::collections::BTreeSet;

use crate::ir::Flow;

/// For each node of the flow all that always run (or are skipped) before it.
pub(super) struct Order {
    before: Vec<BTreeSet<usize>>,
}

impl Order {
    /// The order of a flow.
    pub(super) fn of(flow: &Flow) -> Order {
        let mut before: Vec<BTreeSet<usize>> = Vec::with_capacity(flow.nodes.len());
        for node in &flow.nodes {
            let mut all: BTreeSet<usize> = node.after.iter().copied().collect();
            for direct in &node.after {
                all.extend(before.get(*direct).into_iter().flatten());
            }
            before.push(all);
        }
        Order { before }
    }

    /// Whether `first` runs before `second`.
    pub(super) fn before(&self, first: usize, second: usize) -> bool {
        self.before[second].contains(&first)
    }

    /// Whether neither runs before the other.
    pub(super) fn parallel(&self, a: usize, b: usize) -> bool {
        a != b && !self.before(a, b) && !self.before(b, a)
    }
}
