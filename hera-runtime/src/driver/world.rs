//! What all drives of an engine share.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::ports::{Clock, CrashPoints, Ids, Store};

/// What the engine was given to work with.
pub(crate) struct World {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) crash: Option<Arc<dyn CrashPoints>>,
    /// The longest output of a procedure, in bytes of JSON.
    pub(crate) output_bytes_max: usize,
    /// How often to look for what other processes did.
    pub(crate) look_every: Duration,
}

impl World {
    /// When a part of the time to the next look is over.
    pub(crate) fn look_every_part(&self, parts: u32) -> Timestamp {
        let wait = SignedDuration::try_from(self.look_every / parts.max(1)).unwrap_or_default();
        self.clock.now().checked_add(wait).unwrap_or(Timestamp::MAX)
    }

    /// When to look again after so many intervals.
    pub(crate) fn next_look(&self, intervals: u32) -> Timestamp {
        let wait = SignedDuration::try_from(self.look_every.saturating_mul(intervals));
        let next = wait.ok().and_then(|wait| self.clock.now().checked_add(wait).ok());
        next.unwrap_or(Timestamp::MAX)
    }
}
