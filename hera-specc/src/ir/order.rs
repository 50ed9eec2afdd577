//! What runs before what in a flow, as sets of bits: a flow of ten thousand nodes has a hundred million
//! pairs.

/// For each node of a flow all that always run (or are skipped) before it. Nodes are positions in the
/// flow's topological order.
pub struct Order {
    /// Words of each set.
    words: usize,
    before: Vec<u64>,
}

impl Order {
    /// The order of nodes whose predecessors are `after`; each is named before it is waited for.
    pub fn new<'a>(after: impl ExactSizeIterator<Item = &'a [usize]>) -> Order {
        let words = after.len().div_ceil(64);
        let mut before = vec![0; words * after.len()];
        for (at, direct) in after.enumerate() {
            let (known, own) = before.split_at_mut(at * words);
            for from in direct {
                // Whatever runs before `from` stands in its first words.
                let theirs = &known[from * words..][..from / 64 + 1];
                own.iter_mut().zip(theirs).for_each(|(bits, more)| *bits |= more);
                own[from / 64] |= 1 << (from % 64);
            }
        }
        Order { words, before }
    }

    /// Whether `first` always runs before `second` (or is skipped before it).
    #[must_use]
    pub fn before(&self, first: usize, second: usize) -> bool {
        self.before[second * self.words + first / 64] & (1 << (first % 64)) != 0
    }

    /// Whether neither runs before the other.
    #[must_use]
    pub fn parallel(&self, a: usize, b: usize) -> bool {
        a != b && !self.before(a, b) && !self.before(b, a)
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn what_is_before_is_passed_on() {
        let mut after: Vec<Vec<usize>> =
            (0..130_usize).map(|at| vec![at.saturating_sub(2)]).collect();
        after[0].clear();
        after[1].clear();
        let order = Order::new(after.iter().map(Vec::as_slice));
        assert!(order.before(0, 128) && order.before(1, 129) && order.before(126, 128));
        assert!(!order.before(1, 128) && !order.before(128, 0) && !order.before(5, 5));
        assert!(order.parallel(128, 129) && !order.parallel(64, 2) && !order.parallel(7, 7));
    }
}
