//! Retention: runs that are over, by when they ended, and how they are pruned.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;

use super::runs::{Moment, Runs, Stored};
use hera_core::Entry;

use crate::ports::{
    JournalLine, PAYLOAD_PRUNED, PruneBatch, PruneQuery, Pruned, PrunedRows, RunId,
};

/// Rows that one question may return.
const ROWS_MAX: usize = 1_000;

impl Stored {
    fn is_to_prune(&self) -> bool {
        self.record.status.is_final() && self.record.pruned.is_none()
    }

    fn organization(&self) -> Uuid {
        self.record.header.context.organization_id
    }
}

impl Runs {
    pub(super) fn organizations_to_prune(&self, after: Option<Uuid>) -> Vec<Uuid> {
        let runs = self.runs.values().filter(|stored| stored.is_to_prune());
        let all: BTreeSet<Uuid> = runs.map(Stored::organization).collect();
        let comes = |id: &Uuid| after.is_none_or(|after| *id > after);
        all.into_iter().filter(comes).take(ROWS_MAX).collect()
    }

    pub(super) fn to_prune(&self, query: PruneQuery) -> Vec<RunId> {
        let place = |stored: &Stored| (stored.record.updated_at, stored.record.header.id);
        let after = query.after.and_then(|run| self.runs.get(&run)).map(place);
        let asked = |stored: &&Stored| {
            stored.is_to_prune()
                && stored.organization() == query.organization_id
                && stored.record.updated_at < query.before
                && match query.after {
                    Some(_) => after.is_some_and(|after| place(stored) > after),
                    None => true,
                }
        };
        let mut runs: Vec<&Stored> = self.runs.values().filter(asked).collect();
        runs.sort_by_key(|stored| place(stored));
        runs.truncate(ROWS_MAX.min(query.limit as usize));
        runs.into_iter().map(|stored| stored.record.header.id).collect()
    }

    pub(super) fn prune(&mut self, batch: &PruneBatch, now: Moment) -> PrunedRows {
        let mut pruned = PrunedRows::default();
        for run in &batch.runs {
            let Some(stored) = self.runs.get_mut(run) else { continue };
            if !stored.is_to_prune()
                || stored.organization() != batch.organization_id
                || stored.record.updated_at >= batch.before
            {
                continue;
            }
            let before = stored.lines.len();
            stored.lines.retain(|_, line| line.entry.is_act());
            stored.lines.values_mut().for_each(redact);
            stored.tokens.clear();
            stored.changed = now;
            stored.record.version += 1;
            stored.record.header.payload = Value::Null;
            stored.record.pruned = Some(Pruned { at: batch.at, actor_id: batch.actor_id });
            pruned.runs += 1;
            pruned.lines += u64::try_from(before - stored.lines.len()).unwrap_or(u64::MAX);
        }
        pruned
    }
}

/// A corrected payload goes as the first one did.
fn redact(line: &mut JournalLine) {
    if let Entry::RetryRequested { payload, .. } = &mut line.entry
        && payload.take().is_some()
    {
        line.about.insert(PAYLOAD_PRUNED.to_owned(), Value::Bool(true));
    }
}
