//! The way back: what is in doubt, what has to be undone, and when a run waits for a person.
//!
//! Decided once, when everything in flight has settled and every external node in doubt was asked
//! again. The decision is a pure function of what was applied.

use crate::entry::{Direction, Failure, FailureKind};
use crate::flow::Flow;
use crate::plan::{BoundaryIx, DeclaredError, Effects, NodeIx};

use super::Machine;
use super::state::{NodeState, Parked};

/// What becomes of a run that failed for good.
pub(super) enum Verdict {
    /// Nothing has to be undone.
    Failed,
    /// This node is undone next.
    Compensate(NodeIx),
    /// A person has to decide.
    Park(Parked),
    /// All is undone.
    Compensated,
}

impl<F: Flow> Machine<F> {
    /// Whether a failed attempt of `boundary` is followed by another one. The driver asks before it
    /// writes, to compute `retry_at`.
    pub fn retries(&self, boundary: BoundaryIx, node: NodeIx, failure: &Failure) -> bool {
        self.cause.is_none() && self.policy_retries(boundary, node, failure)
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
        if self.cause.is_none() || self.boundary_in_flight() || self.in_doubt().is_some() {
            return None;
        }
        let undo = self.undo_list();
        if undo.is_empty() {
            return Some(Verdict::Failed);
        }
        if self.undo.is_none()
            && let Some(parked) = self.forward_only(&undo)
        {
            return Some(Verdict::Park(parked));
        }
        let over =
            |node: &NodeIx| matches!(self.state(*node), NodeState::Compensated | NodeState::Stuck);
        if let Some(next) = undo.iter().find(|node| !over(node)) {
            return Some(Verdict::Compensate(*next));
        }
        let stuck = undo.iter().find(|node| self.state(**node) == NodeState::Stuck);
        Some(stuck.map_or(Verdict::Compensated, |node| Verdict::Park(self.stuck(*node))))
    }

    /// What has to be undone, the latest first. Fixed by the first entry of the way back.
    pub(super) fn undo_list(&self) -> Vec<NodeIx> {
        let stands = |node: &NodeIx| {
            self.plan().node(*node).effects != Effects::None && self.state(*node).stands()
        };
        let fixed = self.undo.clone();
        fixed.unwrap_or_else(|| self.completed.iter().rev().copied().filter(stands).collect())
    }

    /// Why the way back cannot be taken, or not without a person.
    fn forward_only(&self, undo: &[NodeIx]) -> Option<Parked> {
        let plan = self.plan();
        let cause = self.cause.as_ref()?;
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
        let reads =
            |node: NodeIx| plan.node(node).compensation.as_ref().is_some_and(|c| c.needs_output);
        if let Some(node) = earliest.find(|node| unknown(*node) && reads(*node)) {
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
