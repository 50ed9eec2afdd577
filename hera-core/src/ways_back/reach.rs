//! Which boundary comes before which, as sets of bits: a flow of ten thousand nodes has a hundred
//! million pairs.

use crate::plan::Plan;

/// A set of boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(super) fn new(count: usize) -> Bits {
        Bits { words: vec![0; count.div_ceil(64)] }
    }

    pub(super) fn insert(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
    }

    fn extend(&mut self, other: &Bits) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Whether the two have something in common.
    pub(super) fn meets(&self, other: &Bits) -> bool {
        self.words.iter().zip(&other.words).any(|(one, two)| one & two != 0)
    }

    /// What the two have in common, in order.
    pub(super) fn common<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = usize> + 'a {
        let words = self.words.iter().zip(&other.words).map(|(one, two)| one & two);
        words.enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.checked_sub(1)?;
                Some(at * 64 + bit)
            })
        })
    }
}

/// The order in which boundaries commit.
pub(super) struct Order {
    before: Vec<Bits>,
    after: Vec<Bits>,
}

impl Order {
    pub(super) fn new(plan: &Plan) -> Order {
        let count = plan.boundaries.len();
        let mut order =
            Order { before: vec![Bits::new(count); count], after: vec![Bits::new(count); count] };
        // Boundaries stand in topological order, so one sweep each way is enough.
        for (at, boundary) in plan.boundaries.iter().enumerate() {
            let mut before = Bits::new(count);
            for other in boundary.after.iter().map(|other| other.0 as usize) {
                before.insert(other);
                before.extend(&order.before[other]);
            }
            order.before[at] = before;
        }
        for (at, boundary) in plan.boundaries.iter().enumerate().rev() {
            let after = order.after[at].clone();
            for other in boundary.after.iter().map(|other| other.0 as usize) {
                order.after[other].insert(at);
                order.after[other].extend(&after);
            }
        }
        order
    }

    /// The boundaries that have committed when this one starts.
    pub(super) fn before(&self, boundary: usize) -> &Bits {
        &self.before[boundary]
    }

    /// The boundaries that neither wait for this one nor it for them.
    pub(super) fn beside(&self, boundary: usize) -> Bits {
        let mut ordered = self.before[boundary].clone();
        ordered.extend(&self.after[boundary]);
        ordered.insert(boundary);
        let mut beside = Bits { words: ordered.words.iter().map(|word| !word).collect() };
        // What lies behind the last boundary stands for none.
        if let (Some(last), rest @ 1..) = (beside.words.last_mut(), self.before.len() % 64) {
            *last &= (1 << rest) - 1;
        }
        beside
    }
}
