//! Journal entries: the one vocabulary in which a run's past is written.
//!
//! A machine is a total function of its entries: [`Machine::apply`](crate::Machine::apply) takes each
//! one or refuses it, on write and on replay alike. Entries name nodes and boundaries by their ids in
//! the spec, so that a person can read the journal.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::plan::Text;

/// One fact of a run. `V` is the driver's form of a value (JSON in practice).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "entry", rename_all = "snake_case"))]
pub enum Entry<V> {
    /// A node's `when` was false when its turn came.
    Skipped {
        /// The node.
        node: Text,
    },
    /// An external node is about to be called; written before the call, and once only.
    Intent {
        /// The node.
        node: Text,
        /// The idempotency key that goes with every attempt of the call.
        key: String,
        /// The resolved inputs, used by every later attempt and take-over.
        input: V,
        /// Smart code of the registered compensation.
        compensation: Option<Text>,
    },
    /// A node did its work. For a transactional node it counts only once its boundary is committed;
    /// for an external one it is the answer to its call.
    Succeeded {
        /// The node.
        node: Text,
        /// What it returned (null for `validate_only`).
        output: V,
    },
    /// A boundary is done: its transaction is committed, or it had nothing to write.
    Committed {
        /// The boundary.
        boundary: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
    },
    /// An attempt of a boundary failed and its transaction was rolled back.
    AttemptFailed {
        /// The boundary.
        boundary: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// The node that failed.
        node: Text,
        /// How it failed.
        failure: Failure,
        /// When the next attempt may start, in milliseconds since the epoch; absent: it is final.
        retry_at: Option<i64>,
    },
    /// An external node answered, and its answer breaks an invariant: its effect is there, and the
    /// attempt of its boundary failed for good. One fact, so that no crash can part the two.
    Violated {
        /// The boundary.
        boundary: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// The node.
        node: Text,
        /// What it returned.
        output: V,
        /// Which invariant does not hold.
        failure: Failure,
    },
    /// An external node in doubt was asked again, and answered: its effect is there.
    ResolvedDone {
        /// The node.
        node: Text,
        /// What it returned.
        output: V,
        /// Which invariant that breaks, if it does. The way back takes the node back in any case; a run that
        /// turns out to go forward only is not gone on with as if nothing were wrong.
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
        broken: Option<Failure>,
    },
    /// An external node in doubt was asked again, and refused: there is no effect.
    ResolvedNoEffect {
        /// The node.
        node: Text,
        /// Its refusal.
        failure: Failure,
    },
    /// An external node in doubt was asked again without an answer.
    ResolveFailed {
        /// The node.
        node: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// How it failed.
        failure: Failure,
        /// When it is asked again; absent: it stays unknown.
        retry_at: Option<i64>,
    },
    /// An external compensation is about to be called; written before the call, and once only.
    CompensationIntent {
        /// The node to undo.
        node: Text,
        /// The idempotency key that goes with every attempt of the call.
        key: String,
        /// The resolved inputs.
        input: V,
    },
    /// A node's effect is taken back.
    Compensated {
        /// The node.
        node: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
    },
    /// An attempt of a compensation failed.
    CompensationFailed {
        /// The node to undo.
        node: Text,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// How it failed.
        failure: Failure,
        /// When it is tried again; absent: it is final.
        retry_at: Option<i64>,
    },
    /// A person, or the run's deadline, ends the run: what it did is taken back.
    CancelRequested {
        /// Why.
        reason: String,
    },
    /// A person, or the policy, lets a parked run go on the way on which it is parked.
    RetryRequested {
        /// Why.
        reason: String,
        /// The corrected payload, whole; absent: the one that the run has.
        #[cfg_attr(
            feature = "serde",
            serde(default = "Option::default", skip_serializing_if = "Option::is_none")
        )]
        payload: Option<V>,
    },
    /// A person sends a run back that is parked forward: what can be undone is undone.
    CompensateRequested {
        /// Why.
        reason: String,
    },
    /// The run waits for a person.
    Parked {
        /// Which way the run would go on.
        direction: Direction,
        /// The node for which it is parked.
        node: Text,
        /// Why, as a sentence.
        reason: String,
    },
}

/// Where a value stands in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The inputs of a call or of a compensation.
    Input,
    /// What this node returned.
    Output(&'a str),
    /// The corrected payload of a run.
    Payload,
}

impl<V> Entry<V> {
    /// The same fact with its values in another form.
    ///
    /// # Errors
    /// The first that `value` returns.
    pub fn try_map<W, E>(
        self,
        mut value: impl FnMut(Part<'_>, V) -> Result<W, E>,
    ) -> Result<Entry<W>, E> {
        Ok(match self {
            Entry::Skipped { node } => Entry::Skipped { node },
            Entry::Intent { node, key, input, compensation } => {
                Entry::Intent { node, key, input: value(Part::Input, input)?, compensation }
            }
            Entry::Succeeded { node, output } => {
                Entry::Succeeded { output: value(Part::Output(&node), output)?, node }
            }
            Entry::Committed { boundary, attempt } => Entry::Committed { boundary, attempt },
            Entry::AttemptFailed { boundary, attempt, node, failure, retry_at } => {
                Entry::AttemptFailed { boundary, attempt, node, failure, retry_at }
            }
            Entry::Violated { boundary, attempt, node, output, failure } => {
                let output = value(Part::Output(&node), output)?;
                Entry::Violated { boundary, attempt, node, output, failure }
            }
            Entry::ResolvedDone { node, output, broken } => {
                Entry::ResolvedDone { output: value(Part::Output(&node), output)?, node, broken }
            }
            Entry::ResolvedNoEffect { node, failure } => Entry::ResolvedNoEffect { node, failure },
            Entry::ResolveFailed { node, attempt, failure, retry_at } => {
                Entry::ResolveFailed { node, attempt, failure, retry_at }
            }
            Entry::CompensationIntent { node, key, input } => {
                Entry::CompensationIntent { node, key, input: value(Part::Input, input)? }
            }
            Entry::Compensated { node, attempt } => Entry::Compensated { node, attempt },
            Entry::CompensationFailed { node, attempt, failure, retry_at } => {
                Entry::CompensationFailed { node, attempt, failure, retry_at }
            }
            Entry::Parked { direction, node, reason } => Entry::Parked { direction, node, reason },
            Entry::CancelRequested { reason } => Entry::CancelRequested { reason },
            Entry::RetryRequested { reason, payload } => {
                let payload = payload.map(|payload| value(Part::Payload, payload)).transpose()?;
                Entry::RetryRequested { reason, payload }
            }
            Entry::CompensateRequested { reason } => Entry::CompensateRequested { reason },
        })
    }

    /// The same fact without its values.
    #[must_use]
    pub fn bare(self) -> Entry<()> {
        match self.try_map(|_, _| Ok::<(), std::convert::Infallible>(())) {
            Ok(entry) => entry,
            Err(never) => match never {},
        }
    }

    /// Whether it is a person's word and no fact of the run's own.
    #[must_use]
    pub fn is_act(&self) -> bool {
        matches!(
            self,
            Entry::CancelRequested { .. }
                | Entry::RetryRequested { .. }
                | Entry::CompensateRequested { .. }
        )
    }
}

/// How a node or a compensation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Failure {
    /// A declared code, or one of [`infrastructure`].
    pub code: String,
    /// What a person reads.
    pub message: String,
    /// What kind of failure it is.
    pub kind: FailureKind,
}

impl Failure {
    /// A clause of `procedure` that does not hold before it runs.
    #[must_use]
    pub fn precondition(clause: &str, procedure: &str) -> Failure {
        let message = format!("the precondition `{clause}` of `{procedure}` does not hold");
        let code = implicit::PRECONDITION_FAILED.to_owned();
        Failure { code, message, kind: FailureKind::Declared }
    }

    /// A clause of `procedure` that does not hold after it has run.
    #[must_use]
    pub fn invariant(clause: &str, procedure: &str) -> Failure {
        let message = format!("the invariant `{clause}` of `{procedure}` does not hold");
        let code = implicit::INVARIANT_VIOLATED.to_owned();
        Failure { code, message, kind: FailureKind::Declared }
    }

    /// Whether an invariant does not hold: what was called outside is done then.
    #[must_use]
    pub fn breaks_invariant(&self) -> bool {
        self.kind == FailureKind::Declared && self.code == implicit::INVARIANT_VIOLATED
    }
}

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FailureKind {
    /// The procedure said no with a declared code (or an implicit one): an external call had no effect.
    Declared,
    /// The machinery failed: retried. An external call may or may not have had its effect.
    Infrastructure,
}

impl FailureKind {
    /// Whether the machinery failed.
    #[must_use]
    pub fn is_infrastructure(self) -> bool {
        self == FailureKind::Infrastructure
    }

    /// The kind that a code tells: all that is not one of [`infrastructure::ALL`] is declared.
    #[must_use]
    pub fn of_code(code: &str) -> FailureKind {
        match infrastructure::ALL.contains(&code) {
            true => FailureKind::Infrastructure,
            false => FailureKind::Declared,
        }
    }
}

/// The codes of final failures that every procedure may end with, declared or not.
pub mod implicit {
    /// A precondition of the node did not hold; it did not run.
    pub const PRECONDITION_FAILED: &str = "PRECONDITION_FAILED";
    /// An invariant of the node did not hold; an external node is done then.
    pub const INVARIANT_VIOLATED: &str = "INVARIANT_VIOLATED";
    /// The one final error of a procedure that declares none.
    pub const UNKNOWN_ERROR: &str = "UNKNOWN_ERROR";
}

/// The codes of failures that no procedure declares.
pub mod infrastructure {
    /// A lock or serialization conflict of the store.
    pub const TEMPORARY_LOCK_FAILURE: &str = "TEMPORARY_LOCK_FAILURE";
    /// No answer in time, or the connection broke.
    pub const NETWORK_TIMEOUT: &str = "NETWORK_TIMEOUT";
    /// Stock is being changed by someone else.
    pub const INVENTORY_CONTENTION: &str = "INVENTORY_CONTENTION";
    /// A procedure panicked.
    pub const PANIC: &str = "PANIC";
    /// The store failed.
    pub const STORE_FAILURE: &str = "STORE_FAILURE";
    /// Nobody knows whether the call had its effect.
    pub const UNKNOWN: &str = "UNKNOWN";
    /// All codes above.
    pub const ALL: &[&str] = &[
        TEMPORARY_LOCK_FAILURE,
        NETWORK_TIMEOUT,
        INVENTORY_CONTENTION,
        PANIC,
        STORE_FAILURE,
        UNKNOWN,
    ];
}

/// Which way a parked run would go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Direction {
    /// Past its pivot: retry, or compensate on a person's word.
    Forward,
    /// On its way back: repeat the failed compensations.
    Back,
}

/// The state of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Status {
    /// Going forward.
    Running,
    /// All nodes are done or skipped.
    Completed,
    /// On its way back.
    Compensating,
    /// All that had to be undone is undone.
    Compensated,
    /// Waiting for a person.
    Parked,
    /// Ended by a person's or a deadline's word, all undone.
    Cancelled,
    /// It failed, and nothing was committed and nothing external happened.
    Failed,
}

impl Status {
    /// Whether the run is over.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Status::Completed | Status::Compensated | Status::Cancelled | Status::Failed)
    }

    /// The word in storage, JSON and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Completed => "completed",
            Status::Compensating => "compensating",
            Status::Compensated => "compensated",
            Status::Parked => "parked",
            Status::Cancelled => "cancelled",
            Status::Failed => "failed",
        }
    }
}
