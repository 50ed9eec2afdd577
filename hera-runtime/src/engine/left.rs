//! Runs that nobody goes on with, and why: what a person has to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::health::LEFT_MAX;
use crate::ports::RunId;

/// Runs that are kept at most.
const KEPT_MAX: usize = 100_000;

/// Runs with what is wrong with them, as it was tried last.
#[derive(Default)]
pub(super) struct Left(Mutex<BTreeMap<RunId, String>>);

impl Left {
    /// This is wrong with a run.
    pub(super) fn keep(&self, run: RunId, why: String) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if left.len() < KEPT_MAX || left.contains_key(&run) {
            left.insert(run, why);
        }
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

    /// Whether a run is among them, or may be: no more were kept.
    pub(super) fn may_have(&self, run: RunId) -> bool {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        left.len() >= KEPT_MAX || left.contains_key(&run)
    }

    /// All of them.
    pub(super) fn runs(&self) -> BTreeSet<RunId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    /// The oldest of them.
    pub(super) fn list(&self) -> Vec<(RunId, String)> {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        left.iter().take(LEFT_MAX).map(|(run, why)| (*run, why.clone())).collect()
    }
}
