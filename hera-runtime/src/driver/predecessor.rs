//! Calls that the run's owner before this one may still have under way.
//!
//! A lease ends by the clock, and no fence reaches outside: who was frozen, or is cut off from the
//! database, may wait for another system's answer all the same. It starts no call after its lease, and
//! no call outlasts its time-out: whoever took the run over asks again, or undoes, only after that.

use hera_core::{NodeIx, NodeState, Work};
use jiff::{SignedDuration, Timestamp};

use super::Drive;
use super::external::CALL_MS_DEFAULT;

impl Drive {
    /// After a run was taken over at `taken` from an owner that may still live.
    pub(crate) fn succeeding(mut self, taken: Option<Timestamp>) -> Drive {
        self.taken = taken;
        self
    }

    /// When work may start, in milliseconds since the epoch: not before its policy says so, and not
    /// while the call that it repeats or undoes may be under way elsewhere.
    pub(super) async fn not_before(&self, work: Work, policy: Option<i64>) -> Option<i64> {
        let Some(taken) = self.taken else { return policy };
        let book = self.book.lock().await;
        let over = |node: &NodeIx| {
            let bound = match book.machine.state(*node) {
                NodeState::InDoubt => self.plan.node(*node).timeout_ms,
                NodeState::Undoing => self.plan.compensation.timeout_ms,
                _ => return None,
            };
            let bound = i64::try_from(bound.unwrap_or(CALL_MS_DEFAULT)).unwrap_or(i64::MAX);
            let over = taken.checked_add(SignedDuration::from_millis(bound));
            // The store keeps parts of a millisecond, a policy does not.
            Some(over.unwrap_or(Timestamp::MAX).as_millisecond().saturating_add(1))
        };
        let called = match work {
            Work::Boundary(boundary) => {
                self.plan.boundary(boundary).nodes.iter().filter_map(over).max()
            }
            Work::Resolve(node) | Work::Compensate(node) => over(&node),
        };
        policy.max(called)
    }
}
