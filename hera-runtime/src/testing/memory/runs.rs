//! Runs: written behind their fences, found, listed, taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hera_core::Status;
use jiff::Timestamp;
use uuid::Uuid;

use crate::context::StoreError;
use crate::ports::{Fence, JournalLine, JournalWrite, RunId, RunList, RunQuery, RunRecord, Taken};

/// Runs that one question may return.
const RUNS_MAX: usize = 1_000;

/// A place in the order of all commits.
pub(super) type Moment = u64;

#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    pub(super) runs: BTreeMap<RunId, Stored>,
    codes: BTreeMap<String, RunId>,
    /// Runs that have their concurrency key.
    holding: BTreeSet<RunId>,
}

#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) record: RunRecord,
    pub(super) lines: BTreeMap<i64, JournalLine>,
    pub(super) tokens: BTreeSet<String>,
    created_at: Timestamp,
    /// By which commit it came to be, and by which its header changed last.
    created: Moment,
    pub(super) changed: Moment,
}

impl Stored {
    fn is_unfinished(&self) -> bool {
        !self.record.status.is_final()
    }
}

impl Runs {
    pub(super) fn find(&self, code: &str) -> Option<&RunRecord> {
        self.codes.get(code).and_then(|run| self.runs.get(run)).map(|stored| &stored.record)
    }

    pub(super) fn load(
        &self,
        run: RunId,
    ) -> Result<Option<(RunRecord, Vec<JournalLine>)>, StoreError> {
        let Some(stored) = self.runs.get(&run) else { return Ok(None) };
        let expected = 1..;
        let gap = stored.lines.keys().zip(expected).find(|(at, next)| *at != next);
        if let Some((_, gap)) = gap.filter(|_| stored.record.pruned.is_none()) {
            let what = format!("journal of run {run}: line {gap} is missing");
            return Err(StoreError::Corrupt { what });
        }
        Ok(Some((stored.record.clone(), stored.lines.values().cloned().collect())))
    }

    pub(super) fn fencing(&self, run: RunId) -> Option<(Uuid, i64)> {
        self.runs.get(&run).map(|stored| (stored.record.owner, stored.record.version))
    }

    pub(super) fn list(&self, query: &RunQuery) -> RunList {
        let limit = match query.limit as usize {
            0 => RUNS_MAX,
            limit => limit.min(RUNS_MAX),
        };
        let asked = |stored: &&Stored| {
            let header = &stored.record.header;
            let organization = header.context.organization_id;
            query.organization_id.is_none_or(|id| id == organization)
                && query.status.is_none_or(|status| status == stored.record.status)
        };
        let mut runs = self.by_age();
        if let Some(before) = query.before {
            let at = runs.iter().position(|stored| stored.record.header.id == before);
            runs.truncate(at.unwrap_or(0));
        }
        let listed = runs.into_iter().rev().filter(asked).take(limit);
        let runs: Vec<RunRecord> = listed.map(|stored| stored.record.clone()).collect();
        let last = runs.last().map(|record| record.header.id);
        RunList { runs, last, ..RunList::default() }
    }

    /// Runs that are neither final nor parked, of owners that are `gone`, the oldest first: those that come
    /// after the given one.
    pub(super) fn unfinished(
        &self,
        after: Option<RunId>,
        gone: impl Fn(Uuid) -> bool,
    ) -> Vec<RunId> {
        let goes_on = |status| matches!(status, Status::Running | Status::Compensating);
        let left = |stored: &&Stored| goes_on(stored.record.status) && gone(stored.record.owner);
        let runs = self.by_age();
        let first =
            after.map(|after| runs.iter().position(|stored| stored.record.header.id == after));
        let first = first.map_or(0, |at| at.map_or(runs.len(), |at| at + 1));
        let left = runs.into_iter().skip(first).filter(left).take(RUNS_MAX);
        left.map(|stored| stored.record.header.id).collect()
    }

    pub(super) fn committed(&self, run: RunId, token: &str) -> bool {
        self.runs.get(&run).is_some_and(|stored| stored.tokens.contains(token))
    }

    pub(super) fn owner(&self, run: RunId) -> Option<Uuid> {
        self.runs.get(&run).map(|stored| stored.record.owner)
    }

    pub(super) fn take_over(
        &mut self,
        owner: Uuid,
        run: RunId,
        version: i64,
        now: Moment,
    ) -> Result<Taken, StoreError> {
        let stored = self.runs.get_mut(&run).filter(|stored| stored.record.version == version);
        let stored = stored.ok_or(StoreError::Fenced { run: run.0 })?;
        stored.record.version += 1;
        (stored.record.owner, stored.changed) = (owner, now);
        let last_line = stored.lines.last_key_value().map_or(0, |(number, _)| *number);
        Ok(Taken { version: stored.record.version, last_line })
    }

    /// Gives a run its concurrency key, or says for whom it waits.
    pub(super) fn acquire(&mut self, owner: Uuid, run: RunId) -> Result<Option<RunId>, StoreError> {
        let ours = |stored: &&Stored| stored.is_unfinished() && stored.record.owner == owner;
        self.runs.get(&run).filter(ours).ok_or(StoreError::Fenced { run: run.0 })?;
        let other = self.waits_for(run);
        if other.is_none() {
            self.holding.insert(run);
        }
        Ok(other)
    }

    /// For whom a run waits: who has its key, else who was admitted before.
    pub(super) fn waits_for(&self, run: RunId) -> Option<RunId> {
        let asking = self.runs.get(&run).filter(|stored| stored.is_unfinished())?;
        let key = |stored: &Stored| {
            let header = &stored.record.header;
            header.concurrency_key.clone().map(|key| (header.context.organization_id, key))
        };
        let wanted = key(asking)?;
        let same =
            |stored: &&Stored| stored.is_unfinished() && key(stored).as_ref() == Some(&wanted);
        let line = self.runs.values().filter(same);
        let id = |stored: &Stored| stored.record.header.id;
        let holder = line.clone().map(id).find(|other| self.holding.contains(other));
        match holder {
            Some(holder) => (holder != run).then_some(holder),
            // Who is parked without the key does not stand in line.
            None => line
                .filter(|stored| stored.record.status != Status::Parked)
                .map(id)
                .find(|other| *other < run),
        }
    }

    /// Whether a write would count, for a transaction that began at `began` and sees what was there then;
    /// one that sees all says nothing.
    pub(super) fn check(
        &self,
        owner: Uuid,
        write: &JournalWrite,
        began: Option<Moment>,
    ) -> Result<(), StoreError> {
        let fenced = StoreError::Fenced { run: write.run.0 };
        let stored = self.runs.get(&write.run);
        let Some(stored) = stored else {
            return match &write.fence {
                Fence::New(header) if self.codes.contains_key(&header.code) => {
                    Err(StoreError::Duplicate)
                }
                Fence::New(_) => Ok(()),
                _ => Err(fenced),
            };
        };
        let record = &stored.record;
        let holds = match write.fence {
            Fence::New(_) => return Err(StoreError::Duplicate),
            Fence::Version(version) => record.version == version && record.owner == owner,
            Fence::Act { version, .. } => record.version == version,
        };
        let ours = record.header.context.organization_id == write.organization_id;
        let unseen = began.is_some_and(|began| stored.created > began);
        if !holds || !ours || unseen {
            return Err(fenced);
        }
        if began.is_some_and(|began| stored.changed > began) {
            return Err(StoreError::Busy);
        }
        let is_there = |line: &JournalLine| {
            let token = line.token();
            stored.lines.contains_key(&line.number)
                || token.is_some_and(|token| stored.tokens.contains(&token))
        };
        if write.lines.iter().any(is_there) { Err(fenced) } else { Ok(()) }
    }

    /// Writes what was checked.
    pub(super) fn write(&mut self, owner: Uuid, write: JournalWrite, now: Moment) {
        let takes = matches!(write.fence, Fence::Act { takes: true, .. });
        let stored = match write.fence {
            Fence::New(header) => {
                self.codes.insert(header.code.clone(), write.run);
                let record = RunRecord {
                    header: Arc::unwrap_or_clone(header),
                    status: write.status,
                    error: write.error.clone(),
                    owner,
                    version: 0,
                    updated_at: write.at,
                    pruned: None,
                };
                let (lines, tokens) = (BTreeMap::new(), BTreeSet::new());
                let (created_at, created, changed) = (write.at, now, now);
                let stored = Stored { record, lines, tokens, created_at, created, changed };
                self.runs.entry(write.run).or_insert(stored)
            }
            Fence::Version(_) | Fence::Act { .. } => match self.runs.get_mut(&write.run) {
                Some(stored) => stored,
                None => unreachable!("the fence holds, so the run is there"),
            },
        };
        if write.turns {
            stored.record.version += 1;
            stored.changed = now;
            (stored.record.status, stored.record.error) = (write.status, write.error);
            stored.record.updated_at = write.at;
        }
        if write.releases {
            self.holding.remove(&write.run);
        }
        if takes {
            stored.record.owner = owner;
        }
        for line in write.lines {
            stored.tokens.extend(line.token());
            stored.lines.insert(line.number, line);
        }
    }

    /// All runs, the oldest first.
    fn by_age(&self) -> Vec<&Stored> {
        let mut runs: Vec<&Stored> = self.runs.values().collect();
        runs.sort_by_key(|stored| (stored.created_at, stored.record.header.id));
        runs
    }
}
