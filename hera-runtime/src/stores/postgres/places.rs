//! Where the headers of the runs under way lie in their table, as this process wrote them last.
//!
//! By its place a header is found without an index, of which a serializable transaction would take note. A
//! place is a hint: the database looks by the index where another run, or none, lies there.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ports::{JournalWrite, RunId};

/// Places that are kept at most: beyond, all are forgotten.
const PLACES_MAX: usize = 1 << 16;

/// What is known. `(page,row)`, as the database writes it.
#[derive(Default)]
pub(super) struct Places(Mutex<HashMap<RunId, Box<str>>>);

impl Places {
    pub(super) fn of(&self, run: RunId) -> Option<Box<str>> {
        self.known().get(&run).cloned()
    }

    /// Remembers where a write left the header, as long as the run goes on.
    pub(super) fn wrote(&self, write: &JournalWrite, place: &str) {
        let mut known = self.known();
        if write.status.is_final() {
            known.remove(&write.run);
            return;
        }
        if known.len() >= PLACES_MAX {
            known.clear();
        }
        known.insert(write.run, place.into());
    }

    fn known(&self) -> MutexGuard<'_, HashMap<RunId, Box<str>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
