//! Runs that nobody goes on with, and why: what a person has to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::health::LEFT_MAX;
use crate::ports::RunId;

/// What could not be taken over, as it was tried last.
#[derive(Default)]
pub(super) struct Left(Mutex<BTreeMap<RunId, String>>);

impl Left {
    /// A run could not be taken over.
    pub(super) fn keep(&self, run: RunId, why: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(run, why);
    }

    /// Somebody goes on with it.
    pub(super) fn forget(&self, run: RunId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&run);
    }

    /// Of these runs alone; the others are somebody's.
    pub(super) fn retain(&self, abandoned: &BTreeSet<RunId>) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        left.retain(|run, _| abandoned.contains(run));
    }

    pub(super) fn has(&self, run: RunId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&run)
    }

    /// The oldest of them.
    pub(super) fn list(&self) -> Vec<(RunId, String)> {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        left.iter().take(LEFT_MAX).map(|(run, why)| (*run, why.clone())).collect()
    }
}
