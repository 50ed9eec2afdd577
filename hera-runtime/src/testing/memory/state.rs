//! What is committed, and the one way in which it changes.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::owners::Owners;
use super::rows::Rows;
use super::runs::{Moment, Runs};
use super::session::Changes;
use crate::context::StoreError;
use crate::ports::{JournalWrite, Organization, PruneBatch, PrunedRows, RunId, Taken};

#[derive(Default)]
pub(super) struct State {
    pub(super) rows: Arc<Rows>,
    pub(super) runs: Runs,
    pub(super) owners: Owners,
    /// How many commits there were.
    now: Moment,
}

impl State {
    /// What a transaction that begins now sees.
    pub(super) fn snapshot(&self) -> (Arc<Rows>, Moment) {
        (Arc::clone(&self.rows), self.now)
    }

    pub(super) fn create_organization(
        &mut self,
        organization: &Organization,
    ) -> Result<bool, StoreError> {
        Arc::make_mut(&mut self.rows).add_organization(organization)
    }

    pub(super) fn take_over(
        &mut self,
        owner: Uuid,
        run: RunId,
        version: i64,
        at: Timestamp,
    ) -> Result<Taken, StoreError> {
        let held = self
            .runs
            .owner(run)
            .is_some_and(|other| other != owner && self.owners.lives(other, at));
        if held {
            return Err(StoreError::Fenced { run: run.0 });
        }
        self.now += 1;
        self.runs.take_over(owner, run, version, self.now)
    }

    pub(super) fn prune(&mut self, batch: &PruneBatch) -> PrunedRows {
        self.now += 1;
        self.runs.prune(batch, self.now)
    }

    /// Commits rows and a step of a run's journal together, or nothing of both.
    pub(super) fn commit(
        &mut self,
        owner: Uuid,
        changes: &Changes,
        write: Option<JournalWrite>,
    ) -> Result<(), StoreError> {
        if let Some(write) = &write {
            self.runs.check(owner, write, changes.sees_until())?;
        }
        let rows = changes.onto(&self.rows)?;
        self.now += 1;
        self.rows = rows;
        if let Some(write) = write {
            self.runs.write(owner, write, self.now);
        }
        Ok(())
    }
}
