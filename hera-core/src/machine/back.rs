//! The way back: what is in doubt, what has to be undone, and when a run waits for a person.
//!
//! Decided once, when everything in flight has settled and every external node in doubt was asked
//! again. The decision is a pure function of what was applied.

use crate::entry::{Direction, Failure, FailureKind, Status};
use crate::flow::Flow;
use crate::plan::{BoundaryIx, DeclaredError, Effects, NodeIx};

use super::Machine;
use super::state::{NodeState, Parked, Word};

/// What becomes of a run that failed for good.
pub(super) enum Verdict {
    /// This node is undone next.
    Compensate(NodeIx),
    /// A person has to decide.
    Park(Parked),
    /// Nothing has to be undone, or all is.
    Done(Status),
}

impl<F: Flow> Machine<F> {
    /// Whether a failed attempt of `boundary` is followed by another one. The driver asks before it
    /// writes, to compute `retry_at`.
    pub fn retries(&self, boundary: BoundaryIx, node: NodeIx, failure: &Failure) -> bool {
        !self.is_turned() && self.policy_retries(boundary, node, failure)
    }

    /// Whether `node`, in doubt, is asked again after one more attempt without an answer.
    pub fn resolve_retries(&self, node: NodeIx) -> bool {
        self.resolve_attempt(node) < self.plan().retry.max_attempts
    }

    /// Whether a failed compensation of `node` is tried again.
    pub fn compensation_retries(&self, node: NodeIx, failure: &Failure) -> bool {
        let inverse = self.plan().node(node).compensation.as_ref();
        self.compensation_attempt(node) < self.plan().retry.max_attempts
            && inverse.is_some_and(|inverse| is_retryable(&inverse.errors, failure))
    }

    pub(super) fn policy_retries(
        &self,
        boundary: BoundaryIx,
        node: NodeIx,
        failure: &Failure,
    ) -> bool {
        self.attempt(boundary) < self.plan().retry.max_attempts
            && is_retryable(&self.plan().node(node).errors, failure)
    }

    /// The first node of which nobody knows whether its effect is there.
    pub(super) fn in_doubt(&self) -> Option<NodeIx> {
        self.plan().node_ixs().find(|node| self.state(*node) == NodeState::InDoubt)
    }

    /// What becomes of the run, once that can be said.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        if !self.is_turned() || self.boundary_in_flight() || self.in_doubt().is_some() {
            return None;
        }
        let undo = self.undo_list();
        if undo.is_empty() && self.word.is_none() {
            return Some(Verdict::Done(Status::Failed));
        }
        if self.undo.is_none()
            && let Some(parked) = self.forward_only(&undo)
        {
            return Some(Verdict::Park(parked));
        }
        let stuck =
            |node: &NodeIx| self.state(*node) == NodeState::Stuck || self.needs_answer(*node);
        let open = |node: &NodeIx| {
            let state = self.state(*node);
            (state.stands() || state == NodeState::Undoing) && !stuck(node)
        };
        if let Some(next) = undo.iter().copied().find(open) {
            return Some(Verdict::Compensate(next));
        }
        Some(match undo.iter().copied().find(stuck) {
            Some(node) => Verdict::Park(self.stuck(node)),
            None if self.word == Some(Word::Cancel) => Verdict::Done(Status::Cancelled),
            None => Verdict::Done(Status::Compensated),
        })
    }

    /// Whether a node may be done, and cannot be undone without the answer that it never gave.
    pub(super) fn needs_answer(&self, node: NodeIx) -> bool {
        let inverse = self.plan().node(node).compensation.as_ref();
        self.state(node) == NodeState::Unknown && inverse.is_some_and(|c| c.needs_output)
    }

    /// What has to be undone, the latest first. Fixed by the first entry of the way back.
    pub(super) fn undo_list(&self) -> Vec<NodeIx> {
        // A person's word sends back even what is past its pivot.
        let stands = |node: &NodeIx| {
            let facts = self.plan().node(*node);
            facts.effects != Effects::None
                && self.state(*node).stands()
                && (self.word.is_none() || facts.compensation.is_some())
        };
        let fixed = self.undo.clone();
        fixed.unwrap_or_else(|| self.completed.iter().rev().copied().filter(stands).collect())
    }

    /// Why the way back cannot be taken, or not without a person.
    fn forward_only(&self, undo: &[NodeIx]) -> Option<Parked> {
        let plan = self.plan();
        let cause = self.cause.as_ref().filter(|_| self.word.is_none())?;
        let failed = format!("`{}` failed with `{}`", plan.node(cause.node).id, cause.failure.code);
        let park = |node: NodeIx, reason: String| {
            Some(Parked { direction: Direction::Forward, node, reason })
        };
        let unknown = |node: NodeIx| self.state(node) == NodeState::Unknown;

        // The earliest is the pivot that a person knows.
        let mut earliest = undo.iter().rev().copied();
        if let Some(pivot) = earliest.clone().find(|node| plan.node(*node).compensation.is_none()) {
            let id = &plan.node(pivot).id;
            let reason = match unknown(pivot) {
                false => format!("{failed}, and `{id}`, which is done, has no compensation"),
                true => format!("{failed}, and `{id}`, which may be done, has no compensation"),
            };
            return park(pivot, reason);
        }
        if let Some(node) = earliest.find(|node| self.needs_answer(*node)) {
            let id = &plan.node(node).id;
            let reason = format!(
                "{failed}, and `{id}` may be done, but its compensation reads the output that it never gave"
            );
            return park(node, reason);
        }
        if !plan.compensation.auto {
            return park(cause.node, format!("{failed}, and `auto_compensate` is off"));
        }
        None
    }

    /// Why the way back cannot be finished.
    fn stuck(&self, node: NodeIx) -> Parked {
        let id = &self.plan().node(node).id;
        let reason = match &self.row(node).failure {
            _ if self.needs_answer(node) => {
                format!(
                    "`{id}` may be done, but its compensation reads the output that it never gave"
                )
            }
            Some(failure) => format!("the compensation of `{id}` failed with `{}`", failure.code),
            None => format!("the compensation of `{id}` failed"),
        };
        Parked { direction: Direction::Back, node, reason }
    }
}

/// Whether the policy retries this failure: the machinery's always, a declared one where it says so.
fn is_retryable(declared: &[DeclaredError], failure: &Failure) -> bool {
    match failure.kind {
        FailureKind::Infrastructure => true,
        FailureKind::Declared => {
            declared.iter().any(|error| error.retryable && error.code == failure.code)
        }
    }
}
