//! Runs for people: listed, shown, told line by line.

use hera_core::{Direction, Entry};
use jiff::Timestamp;
use serde_json::Value;

use super::outcome::{RunOutcome, goes_on};
use super::{Engine, PLATFORM};
use crate::context::StoreError;
use crate::ports::{JournalLine, PAYLOAD_PRUNED, RunId, RunList, RunQuery, RunRecord};

/// A run with its journal.
#[derive(Clone, Debug, PartialEq)]
pub struct RunDetail {
    /// Its header.
    pub record: RunRecord,
    /// Its journal; of a pruned run, the acts on it.
    pub lines: Vec<JournalLine>,
    /// The run for which it waits: who has its concurrency key, or comes before it.
    pub waits_for: Option<RunId>,
}

/// A line of a journal, told for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailLine {
    /// Its place, from 1.
    pub number: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The node or boundary.
    pub subject: String,
    /// What happened, as a short sentence.
    pub what: String,
    /// The procedure, where one ran.
    pub procedure: Option<String>,
    /// The idempotency key of the call, where there was one.
    pub key: Option<String>,
}

impl RunDetail {
    /// What a caller with the run's key is answered.
    #[must_use]
    pub fn outcome(&self) -> RunOutcome {
        RunOutcome::of_journal(&self.record, &self.lines)
    }

    /// The journal, told for people.
    #[must_use]
    pub fn trail(&self) -> Vec<TrailLine> {
        self.lines.iter().map(tell).collect()
    }
}

impl Engine {
    /// Runs, the newest first. One whose header cannot be read is named beside them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn runs(&self, query: RunQuery) -> Result<RunList, StoreError> {
        self.store().runs(query).await
    }

    /// A run with its journal.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn run(&self, run: RunId) -> Result<Option<RunDetail>, StoreError> {
        let Some((record, lines)) = self.store().load(run).await? else { return Ok(None) };
        let waits_for = match &record.header.concurrency_key {
            Some(_) if goes_on(record.status) => self.store().waits_for(run).await?,
            _ => None,
        };
        Ok(Some(RunDetail { record, lines, waits_for }))
    }
}

fn tell(line: &JournalLine) -> TrailLine {
    let about = |name: &str| line.about.get(name).and_then(Value::as_str).map(str::to_owned);
    let engine = about("actor") == Some(PLATFORM.to_string());
    let (subject, mut what) = words(&line.entry, if engine { "the engine" } else { "a person" });
    if line.about.contains_key(PAYLOAD_PRUNED) {
        what.push_str(" (with a corrected payload, which was pruned)");
    }
    let key = match &line.entry {
        Entry::Intent { key, .. } | Entry::CompensationIntent { key, .. } => Some(key.clone()),
        Entry::Committed { .. } | Entry::AttemptFailed { .. } | Entry::Violated { .. } => None,
        _ => about("key"),
    };
    TrailLine {
        number: line.number,
        at: line.at,
        subject: subject.to_owned(),
        what,
        procedure: about("procedure"),
        key,
    }
}

/// The subject of an entry, and what happened to it. `who` said it, where somebody did.
fn words<'a>(entry: &'a Entry<Value>, who: &str) -> (&'a str, String) {
    let next = |retry_at: &Option<i64>, last: &str| match retry_at {
        Some(_) => "it is tried again".to_owned(),
        None => last.to_owned(),
    };
    match entry {
        Entry::Skipped { node } => (node, "skipped: its condition is false".to_owned()),
        Entry::Intent { node, .. } => (node, "is about to be called".to_owned()),
        Entry::Succeeded { node, .. } => (node, "done".to_owned()),
        Entry::Committed { boundary, attempt: 1 } => (boundary, "committed".to_owned()),
        Entry::Committed { boundary, attempt } => {
            (boundary, format!("committed at attempt {attempt}"))
        }
        Entry::AttemptFailed { boundary, attempt, node, failure, retry_at } => {
            let next = next(retry_at, "it is final");
            let code = &failure.code;
            let what = format!("attempt {attempt} rolled back: {node} failed with {code}; {next}");
            (boundary, what)
        }
        Entry::Violated { boundary, attempt, node, failure, .. } => {
            let code = &failure.code;
            let what = format!("attempt {attempt} rolled back: {node} is done, but with {code}");
            (boundary, what)
        }
        Entry::ResolvedDone { node, broken, .. } => {
            let but = broken.as_ref().map_or("", |_| ", and its answer breaks an invariant");
            (node, format!("asked again: it is done{but}"))
        }
        Entry::ResolvedNoEffect { node, failure } => {
            (node, format!("asked again: refused with {}, no effect", failure.code))
        }
        Entry::ResolveFailed { node, attempt, failure, retry_at } => {
            let next = next(retry_at, "nobody knows whether it is done");
            (node, format!("asked again, attempt {attempt}: {}; {next}", failure.code))
        }
        Entry::CompensationIntent { node, .. } => (node, "is about to be undone".to_owned()),
        Entry::Compensated { node, attempt: 1 } => (node, "undone".to_owned()),
        Entry::Compensated { node, attempt } => (node, format!("undone at attempt {attempt}")),
        Entry::CompensationFailed { node, attempt, failure, retry_at } => {
            let next = next(retry_at, "it is final");
            (node, format!("undoing failed at attempt {attempt} with {}; {next}", failure.code))
        }
        Entry::CancelRequested { reason } => ("run", format!("cancelled by {who}: {reason}")),
        Entry::RetryRequested { reason, payload: None } => {
            ("run", format!("sent on by {who}: {reason}"))
        }
        Entry::RetryRequested { reason, payload: Some(_) } => {
            ("run", format!("sent on by {who} with a corrected payload: {reason}"))
        }
        Entry::CompensateRequested { reason } => ("run", format!("sent back by {who}: {reason}")),
        Entry::Parked { direction, node, reason } => {
            let way = match direction {
                Direction::Forward => "forward",
                Direction::Back => "back",
            };
            (node, format!("parked {way}: {reason}"))
        }
    }
}
