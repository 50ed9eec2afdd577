//! Which boundary of a flow has always committed before another one starts.

use crate::ir::Flow;

/// The order of the boundaries of one flow, worked out when somebody asks for it.
pub(super) struct Settled<'a> {
    flow: &'a Flow,
    /// For each boundary all that are before it, as bits.
    before: Vec<Vec<u64>>,
}

impl<'a> Settled<'a> {
    /// The order of a flow's boundaries.
    pub(super) fn of(flow: &'a Flow) -> Settled<'a> {
        Settled { flow, before: Vec::new() }
    }

    /// Whether `first` commits before `second` starts, in every run.
    pub(super) fn before(&mut self, first: usize, second: usize) -> bool {
        if self.before.is_empty() {
            self.fill();
        }
        self.before[second][first / 64] & (1 << (first % 64)) != 0
    }

    /// Boundaries stand in the order in which they wait for each other.
    fn fill(&mut self) {
        let words = self.flow.boundaries.len().div_ceil(64);
        for boundary in &self.flow.boundaries {
            let mut all = vec![0_u64; words];
            for first in &boundary.after {
                all.iter_mut().zip(&self.before[*first]).for_each(|(bits, more)| *bits |= more);
                all[first / 64] |= 1 << (first % 64);
            }
            self.before.push(all);
        }
    }
}
