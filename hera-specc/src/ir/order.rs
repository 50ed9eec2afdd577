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
}

/// What runs before what among a few nodes of a flow.
pub struct Within<'a> {
    /// Ascending, so that they stand in topological order.
    nodes: &'a [usize],
    order: Order,
}

impl<'a> Within<'a> {
    /// The order of `nodes`, no way between two of which leads over others.
    pub(super) fn new<'f>(nodes: &'a [usize], after: impl Fn(usize) -> &'f [usize]) -> Within<'a> {
        let inside = |node: &usize| nodes.binary_search(node).ok();
        let after = nodes.iter().map(|node| after(*node).iter().filter_map(inside).collect());
        let after: Vec<Vec<usize>> = after.collect();
        Within { nodes, order: Order::new(after.iter().map(Vec::as_slice)) }
    }

    /// Whether `first` always runs before `second` (or is skipped before it); not for nodes that are none
    /// of these.
    #[must_use]
    pub fn before(&self, first: usize, second: usize) -> bool {
        let place = |node: usize| self.nodes.binary_search(&node);
        let places = place(first).and_then(|first| Ok((first, place(second)?)));
        places.is_ok_and(|(first, second)| self.order.before(first, second))
    }

    /// Whether neither runs before the other.
    #[must_use]
    pub fn parallel(&self, a: usize, b: usize) -> bool {
        a != b && !self.before(a, b) && !self.before(b, a)
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, Within};

    #[test]
    fn what_is_before_is_passed_on() {
        let mut after: Vec<Vec<usize>> =
            (0..130_usize).map(|at| vec![at.saturating_sub(2)]).collect();
        after[0].clear();
        after[1].clear();
        let order = Order::new(after.iter().map(Vec::as_slice));
        assert!(order.before(0, 128) && order.before(1, 129) && order.before(126, 128));
        assert!(!order.before(1, 128) && !order.before(128, 0) && !order.before(5, 5));
        assert!(!order.before(128, 129) && !order.before(129, 128));
    }

    #[test]
    fn a_few_nodes_have_the_order_of_all() {
        let after: Vec<Vec<usize>> = vec![vec![], vec![0], vec![1], vec![1], vec![2, 3], vec![]];
        let within = Within::new(&[1, 2, 3, 5], |node| &after[node]);
        assert!(within.before(1, 3) && within.before(1, 2) && !within.before(3, 1));
        assert!(within.parallel(2, 3) && within.parallel(5, 1) && !within.parallel(2, 2));
        assert!(!within.before(0, 1), "0 is none of them");
    }
}
