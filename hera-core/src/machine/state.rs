//! What a machine remembers of each node and boundary.
//!
//! Plain data with the small questions that are asked about it; which entry leads from where to
//! where is decided in `apply` alone.

use std::sync::Arc;

use crate::entry::{Direction, Failure};
use crate::plan::NodeIx;

/// Where a node stands in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeState {
    /// It has not run, or what it did was rolled back.
    Pending,
    /// Its condition was false.
    Skipped,
    /// It did its work. A transactional node's work counts only once its boundary is committed.
    Done,
    /// External: its intent is durable, and it may be called.
    Intended,
    /// External: it said no, so there is no effect.
    Refused {
        /// Whether a later attempt may call it again.
        again: bool,
    },
    /// External: it was called without an answer, so its effect may be there or not.
    InDoubt,
    /// External: it stayed in doubt although it was asked again.
    Unknown,
    /// The intent of its external compensation is durable.
    Undoing,
    /// Its effect is taken back.
    Compensated,
    /// Its compensation failed for good.
    Stuck,
}

impl NodeState {
    /// Whether the nodes after it may start.
    pub(super) fn is_settled(self) -> bool {
        matches!(self, NodeState::Done | NodeState::Skipped)
    }

    /// Whether a call of it may be under way, or lost with the process that made it.
    pub(super) fn is_callable(self) -> bool {
        matches!(
            self,
            NodeState::Intended | NodeState::InDoubt | NodeState::Refused { again: true }
        )
    }

    /// Whether its effect is there, or may be there although everybody was asked.
    pub(super) fn stands(self) -> bool {
        matches!(self, NodeState::Done | NodeState::Unknown)
    }
}

/// How often something failed, and when it may be tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tries {
    pub(super) failed: u32,
    pub(super) retry_at: Option<i64>,
}

impl Tries {
    /// The number of the next attempt, from 1.
    pub(super) fn attempt(self) -> u32 {
        self.failed.saturating_add(1)
    }

    /// The tries after one more failure.
    pub(super) fn after(self, retry_at: Option<i64>) -> Tries {
        Tries { failed: self.attempt(), retry_at }
    }
}

/// One node's memory.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NodeRow<V> {
    pub(super) state: NodeState,
    /// What it returned, as long as that stands: a rollback rebuilds the typed data from these. Copies of
    /// the machine share it.
    pub(super) output: Option<Arc<V>>,
    /// Attempts to resolve it while it is in doubt, then attempts to compensate it.
    pub(super) tries: Tries,
    /// How its resolution or compensation failed last.
    pub(super) failure: Option<Failure>,
    /// How often a person let it be called anew, after it had said no.
    pub(super) round: u32,
    /// How often a person let its compensation be called anew, after that had said no.
    pub(super) undo_round: u32,
}

impl<V> NodeRow<V> {
    pub(super) fn new() -> NodeRow<V> {
        NodeRow {
            state: NodeState::Pending,
            output: None,
            tries: Tries::default(),
            failure: None,
            round: 0,
            undo_round: 0,
        }
    }

    /// Moves to a state in which other things are tried than before.
    pub(super) fn enter(&mut self, state: NodeState) {
        self.state = state;
        self.tries = Tries::default();
    }

    /// Forgets what it did. Under which key a call was refused stays known.
    pub(super) fn forget(&mut self) {
        let (round, undo_round) = (self.round, self.undo_round);
        *self = NodeRow { round, undo_round, ..NodeRow::new() };
    }
}

/// Where a boundary stands in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is to be attempted, now or later.
    Open,
    /// It is done.
    Committed,
    /// It is rolled back for good.
    Failed,
}

/// One boundary's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BoundaryRow {
    pub(super) phase: Phase,
    pub(super) tries: Tries,
}

impl BoundaryRow {
    pub(super) fn new() -> BoundaryRow {
        BoundaryRow { phase: Phase::Open, tries: Tries::default() }
    }
}

/// The final failure that turned a run around; later ones do not replace it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The node that failed.
    pub node: NodeIx,
    /// How it failed.
    pub failure: Failure,
}

/// What a person decided about the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It ends, with all that it did taken back.
    Cancel,
    /// What can be taken back is.
    Compensate,
}

/// For what a run waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Which way it would go on.
    pub direction: Direction,
    /// The node for which it is parked.
    pub node: NodeIx,
    /// Why, as a sentence.
    pub reason: String,
}
