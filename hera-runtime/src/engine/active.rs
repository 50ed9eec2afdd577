//! Which runs this process drives now: two requests under one key take turns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::driver::Recall;
use crate::ports::RunId;
use crate::watched::Watched;

/// The keys of the runs that are being driven.
#[derive(Clone, Default)]
pub(super) struct Active {
    runs: Arc<Mutex<BTreeMap<String, Turn>>>,
}

/// Somebody's turn with a key.
struct Turn {
    /// Whether it is over.
    over: Watched<bool>,
    /// The run, the way to call its drive back, once there is one, and the version that it has read.
    driven: Option<(RunId, Recall, i64)>,
}

/// What came of asking for a key.
pub(super) enum Claim {
    /// It is free, and taken until the slot is dropped.
    Mine(Slot),
    /// Somebody has it.
    Busy(Over),
}

/// A key that is taken.
pub(super) struct Slot {
    active: Active,
    code: String,
    over: Watched<bool>,
}

/// The end of somebody else's turn.
pub(super) struct Over(Watched<bool>);

impl Over {
    pub(super) async fn wait(self) {
        self.0.wait_for(|over| over).await;
    }
}

impl Active {
    pub(super) fn claim(&self, code: &str) -> Claim {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = runs.get(code) {
            return Claim::Busy(Over(turn.over.clone()));
        }
        let over = Watched::new(false);
        runs.insert(code.to_owned(), Turn { over: over.clone(), driven: None });
        Claim::Mine(Slot { active: self.clone(), code: code.to_owned(), over })
    }
}

impl Active {
    /// The runs that this process drives now.
    pub(super) fn driven(&self) -> BTreeSet<RunId> {
        let runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        runs.values().filter_map(|turn| turn.driven.as_ref().map(|(run, ..)| *run)).collect()
    }

    /// All drives stop at their next durable point. Says how many there are.
    pub(super) fn recall_all(&self) -> usize {
        let runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let driven = runs.values().filter_map(|turn| turn.driven.as_ref());
        driven.map(|(_, recall, _)| recall.call()).count()
    }

    /// Whose turn it is reads its journal again, unless it has read this version.
    pub(super) fn recall(&self, code: &str, version: i64) {
        let runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let driven = runs.get(code).and_then(|turn| turn.driven.as_ref());
        if let Some((_, recall, _)) = driven.filter(|(.., read)| *read < version) {
            recall.call();
        }
    }
}

impl Slot {
    /// The key's run is driven now from this version on, and can be called back.
    pub(super) fn driven(&self, run: RunId, recall: Recall, version: i64) {
        let mut runs = self.active.runs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = runs.get_mut(&self.code) {
            turn.driven = Some((run, recall, version));
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.active.runs.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.code);
        self.over.set(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_drive_that_has_not_read_an_act_is_called_back() {
        let active = Active::default();
        let Claim::Mine(slot) = active.claim("run") else { panic!("it is free") };
        let recall = Recall::loose();
        let run = RunId(uuid::Uuid::nil());
        slot.driven(run, recall.clone(), 4);
        assert_eq!(active.driven(), BTreeSet::from([run]));
        active.recall("run", 4);
        active.recall("another run", 5);
        assert!(!recall.is_called());
        active.recall("run", 5);
        assert!(recall.is_called());
    }
}
