//! Which entries of the way back are legal, and what they change.

use crate::entry::{Direction, Failure, FailureKind, implicit};
use crate::flow::{Fault, Flow};
use crate::machine::back::Verdict;
use crate::machine::state::{Cause, NodeState, Parked};
use crate::machine::{Machine, Work};
use crate::plan::{Effects, NodeIx};

/// Why an external compensation can neither be done nor have failed.
const UNINTENDED: &str = "has an external compensation without intent";

impl<F: Flow> Machine<F> {
    pub(super) fn resolve_done(
        &mut self,
        node: NodeIx,
        output: &F::Value,
        broken: Option<&Failure>,
    ) -> Result<(), Fault> {
        self.resolvable(node)?;
        let fits = broken.is_none_or(Failure::breaks_invariant);
        self.ensure(fits, node, "is done with another failure than a broken invariant")?;
        self.record(node, output)?;
        self.completed.push(node);
        // What an outage began is no outage any more: no later attempt goes past it unasked.
        if let Some(failure) = broken
            && self.cause.as_ref().is_some_and(|cause| cause.failure.kind.is_infrastructure())
        {
            self.cause = Some(Cause { node, failure: failure.clone() });
        }
        self.resolved(node);
        Ok(())
    }

    pub(super) fn resolve_refused(&mut self, node: NodeIx, failure: &Failure) -> Result<(), Fault> {
        self.resolvable(node)?;
        let refused = failure.kind == FailureKind::Declared && !failure.breaks_invariant();
        self.ensure(refused, node, "is resolved by an answer or a refusal only")?;
        self.row_mut(node).enter(NodeState::Refused { again: false });
        self.resolved(node);
        Ok(())
    }

    pub(super) fn resolve_failed(
        &mut self,
        node: NodeIx,
        attempt: u32,
        failure: &Failure,
        retry_at: Option<i64>,
    ) -> Result<(), Fault> {
        self.resolvable(node)?;
        let silent = failure.kind == FailureKind::Infrastructure;
        self.ensure(silent, node, "answered when it was asked again, so it is resolved")?;
        self.ensure(attempt == self.resolve_attempt(node), node, "has another attempt to resolve")?;
        let retried = retry_at.is_none() || self.resolve_retries(node);
        self.ensure(retried, node, "may not be asked again")?;

        let row = self.row_mut(node);
        row.failure = Some(failure.clone());
        row.state = NodeState::InDoubt;
        row.tries = row.tries.after(retry_at);
        if retry_at.is_none() {
            row.enter(NodeState::Unknown);
            self.completed.push(node);
        }
        self.resolved(node);
        Ok(())
    }

    pub(crate) fn intend_back(&mut self, node: NodeIx) -> Result<(), Fault> {
        let undo = self.undoing(node)?;
        let first = self.state(node).stands() && self.undone_outside(node);
        self.ensure(first, node, "cannot have an intent of its compensation now")?;
        self.undo = Some(undo);
        self.row_mut(node).state = NodeState::Undoing;
        Ok(())
    }

    pub(super) fn compensate(&mut self, node: NodeIx, attempt: u32) -> Result<(), Fault> {
        let undo = self.undo_attempted(node, attempt)?;
        self.ensure(self.is_ready_to_undo(node), node, UNINTENDED)?;
        self.undo = Some(undo);
        self.row_mut(node).enter(NodeState::Compensated);
        self.compensated.push(node);
        self.in_flight.remove(&Work::Compensate(node));
        Ok(())
    }

    pub(super) fn compensation_failed(
        &mut self,
        node: NodeIx,
        attempt: u32,
        failure: &Failure,
        retry_at: Option<i64>,
    ) -> Result<(), Fault> {
        let undo = self.undo_attempted(node, attempt)?;
        // What its call would be given cannot be worked out: it was not called, and never is.
        let uncalled = failure.code == implicit::PRECONDITION_FAILED;
        self.ensure(self.is_ready_to_undo(node) || uncalled, node, UNINTENDED)?;
        let retried = retry_at.is_none() || self.compensation_retries(node, failure);
        self.ensure(retried, node, "may not be compensated again after this failure")?;
        self.undo = Some(undo);
        let row = self.row_mut(node);
        row.failure = Some(failure.clone());
        row.tries = row.tries.after(retry_at);
        if retry_at.is_none() {
            row.enter(NodeState::Stuck);
        }
        self.in_flight.remove(&Work::Compensate(node));
        Ok(())
    }

    pub(super) fn park(
        &mut self,
        direction: Direction,
        node: NodeIx,
        reason: &str,
    ) -> Result<(), Fault> {
        let due = match self.verdict() {
            Some(Verdict::Park(parked)) => parked.direction == direction && parked.node == node,
            _ => false,
        };
        self.ensure(due, node, "is no reason to park now")?;
        self.parked = Some(Parked { direction, node, reason: reason.to_owned() });
        Ok(())
    }

    fn resolvable(&self, node: NodeIx) -> Result<(), Fault> {
        // On a person's word what stayed unknown is asked again, even between two compensations.
        let open = self.is_turned() && (self.undo.is_none() || self.word.is_some());
        let due = open && !self.boundary_in_flight() && self.state(node).is_callable();
        self.ensure(due, node, "is not to be resolved now")
    }

    fn resolved(&mut self, node: NodeIx) {
        self.settled = true;
        self.in_flight.remove(&Work::Resolve(node));
    }

    /// The list of what is undone, if `node` comes next on it.
    fn undoing(&self, node: NodeIx) -> Result<Vec<NodeIx>, Fault> {
        let next = matches!(self.verdict(), Some(Verdict::Compensate(next)) if next == node);
        self.ensure(next, node, "is not to be compensated now")?;
        Ok(self.undo_list())
    }

    fn undo_attempted(&self, node: NodeIx, attempt: u32) -> Result<Vec<NodeIx>, Fault> {
        let undo = self.undoing(node)?;
        let attempted = attempt == self.compensation_attempt(node);
        self.ensure(attempted, node, "has another attempt of its compensation under way")?;
        Ok(undo)
    }

    /// Whether the call that undoes a node has its intent, if it needs one.
    fn is_ready_to_undo(&self, node: NodeIx) -> bool {
        !self.undone_outside(node) || self.state(node) == NodeState::Undoing
    }

    pub(super) fn undone_outside(&self, node: NodeIx) -> bool {
        let compensation = self.plan().node(node).compensation.as_ref();
        compensation.is_some_and(|inverse| inverse.effects == Effects::External)
    }
}
