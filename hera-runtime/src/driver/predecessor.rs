//! Calls that may still be under way: of the run's owner before this one, and such as broke off.
//!
//! A lease ends by the clock, and no fence reaches outside: who was frozen, or is cut off from the
//! database, may wait for another system's answer all the same. It starts no call after its lease, and
//! no call outlasts its time-out: whoever took the run over asks again, or undoes, only after that.
//!
//! A connection that breaks says nothing about the request that went through it: it may wait before the other
//! system yet, and arrive when the node is undone. So a node in doubt that nobody could resolve is undone only
//! once the time-out of its last call is over. When that began is in the journal.

use hera_core::{NodeIx, NodeState, Work};
use jiff::{SignedDuration, Timestamp};

use super::book::Book;
use super::external::CALL_MS_DEFAULT;
use super::recall::HeardBook;
use super::{Drive, Heard};

/// What came before a drive.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Predecessor {
    /// When the run was taken over from whoever may have calls under way: an owner that may still live, or a drive of
    /// this process that had to stop.
    pub(crate) taken: Option<Timestamp>,
    /// The time of a next attempt, in milliseconds since the epoch, for which an earlier drive has waited as long as the
    /// policy says: it may be far off, by a clock that was ahead.
    pub(crate) waited: Option<i64>,
}

impl Drive {
    /// After this one, with what an earlier drive of the run heard and could not write.
    pub(crate) fn succeeding(mut self, before: Predecessor, heard: Heard) -> Drive {
        (self.before, self.heard) = (before, HeardBook::new(heard));
        self
    }

    /// When work may start, in milliseconds since the epoch: not before its policy says so, and not
    /// while the call that it repeats or undoes may be under way elsewhere.
    pub(super) async fn not_before(&self, work: Work, policy: Option<i64>) -> Option<i64> {
        let undone = match work {
            Work::Compensate(node) => Some(node),
            _ => None,
        };
        if self.before.taken.is_none() && undone.is_none() {
            return self.capped(policy);
        }
        let book = self.book.lock().await;
        let broken_off = undone.and_then(|node| {
            let since = after(book.unanswered(node)?, self.plan.node(node).timeout_ms);
            // What this process called itself it knows by a clock that nobody sets.
            let left = book.intended(node).map_or(0, |call| self.heard.under_way(&call.key));
            Some(since.max(self.in_ms(left).as_millisecond()))
        });
        self.capped(policy).max(broken_off).max(self.elsewhere(&book, work))
    }

    /// The time of a next attempt, as far off as the policy may put it: it was written by a clock that could have
    /// been ahead. It has come where an earlier drive has waited for it.
    pub(super) fn capped(&self, not_before: Option<i64>) -> Option<i64> {
        let retry = &self.plan.retry;
        let last = self.in_ms(retry.max_delay_ms.max(retry.base_delay_ms)).as_millisecond();
        let waits = not_before.filter(|at| self.before.waited != Some(*at));
        waits.map(|at| at.min(last))
    }

    /// When the calls are over that an owner before this one may have under way.
    fn elsewhere(&self, book: &Book, work: Work) -> Option<i64> {
        let taken = self.before.taken?;
        let over = |node: &NodeIx| {
            let bound = match book.machine.state(*node) {
                NodeState::InDoubt | NodeState::Unknown => self.plan.node(*node).timeout_ms,
                NodeState::Undoing => self.plan.compensation.timeout_ms,
                _ => return None,
            };
            Some(after(taken, bound))
        };
        match work {
            Work::Boundary(boundary) => {
                self.plan.boundary(boundary).nodes.iter().filter_map(over).max()
            }
            Work::Resolve(node) | Work::Compensate(node) => over(&node),
        }
    }
}

/// When a call is over that began then, in milliseconds since the epoch.
fn after(began: Timestamp, timeout_ms: Option<u64>) -> i64 {
    let bound = i64::try_from(timeout_ms.unwrap_or(CALL_MS_DEFAULT)).unwrap_or(i64::MAX);
    let over = began.checked_add(SignedDuration::from_millis(bound)).unwrap_or(Timestamp::MAX);
    // The store keeps parts of a millisecond, a policy does not. What is later than any time is the last one.
    over.as_millisecond().saturating_add(1).min(Timestamp::MAX.as_millisecond())
}
