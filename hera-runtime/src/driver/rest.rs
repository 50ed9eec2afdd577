//! Long waits: a run whose next attempt is far off is put down, and taken up again from its journal.
//!
//! Until then nothing of it is in memory but its header and who waits for it, so that an outage of another
//! system, with thousands of runs in their back-off, costs little.

use jiff::{SignedDuration, Timestamp};

use super::recall::Recall;
use super::wait::first;
use super::{Drive, DriveError, Heard, World};
use crate::ports::{News, RunId};

/// From how long a wait on a run is put down: reading its journal again is cheap beside it.
const LONG: SignedDuration = SignedDuration::from_secs(1);

/// Until when a run is put down, and what of it is not in its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rest {
    pub(crate) until: Timestamp,
    /// The time that was waited for, in milliseconds since the epoch: that, or later, where a clock was ahead.
    pub(crate) waits_for: Option<i64>,
    /// The version of the header.
    version: i64,
    /// Whether it is on its way back.
    pub(crate) is_turned: bool,
    pub(crate) heard: Heard,
}

impl Drive {
    /// Puts the run down if nothing else is to be done before these times, in milliseconds since the epoch;
    /// an absent one is now.
    ///
    /// # Errors
    /// [`DriveError::Rests`], if so.
    pub(super) async fn rest(
        &self,
        times: impl IntoIterator<Item = Option<i64>>,
    ) -> Result<(), DriveError> {
        // Absent ones are the smallest.
        let waits_for = times.into_iter().min().flatten();
        let until = self.capped(waits_for);
        let until = until.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let Some(until) = until.filter(|until| until.duration_since(self.now()) >= LONG) else {
            return Ok(());
        };
        let book = self.book.lock().await;
        if !book.is_durable() {
            return Ok(()); // what rides on the next write would be lost
        }
        let (version, is_turned) = (book.version(), book.machine.is_turned());
        Err(DriveError::Rests(Rest {
            until,
            waits_for,
            version,
            is_turned,
            heard: self.heard.take(),
        }))
    }
}

impl World {
    /// Waits until the time of a run that is put down has come, or somebody had a word: in this process that
    /// calls it back, in another one it is told by the store, or seen by looking.
    pub(crate) async fn rest(&self, run: RunId, rest: &Rest, recall: &Recall) {
        loop {
            let look = self.next_look(1);
            if rest.until <= look {
                first(self.clock.sleep_until(rest.until), recall.called()).await;
                return;
            }
            let word = self.store.woken(News::Act(run));
            // One that came before is not told again. A store that does not answer now is read later.
            let stored = self.store.fencing(run).await;
            if stored.is_ok_and(|stored| stored != Some((self.store.owner(), rest.version))) {
                return;
            }
            let heard = first(word, recall.called());
            first(self.clock.sleep_until(look), heard).await;
            if recall.is_called() {
                return;
            }
        }
    }
}
