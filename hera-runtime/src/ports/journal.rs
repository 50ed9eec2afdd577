//! A run as it is stored: its header, and the lines of its journal.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use hera_core::{Entry, Status};
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Pruned;
use crate::context::Context;

/// The id of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub Uuid);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RunId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<RunId, uuid::Error> {
        text.parse().map(RunId)
    }
}

/// What is known of a run from its admission, and never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct RunHeader {
    /// The run.
    pub id: RunId,
    /// Canonical smart code of its orchestration.
    pub orchestration: String,
    /// The event that started it.
    pub event: String,
    /// Its context.
    pub context: Context,
    /// Its payload, as it was admitted.
    pub payload: Value,
    /// Fingerprint of the plan that it started with.
    pub plan_sum: String,
    /// Hash of organisation, orchestration without version, and idempotency key: unique.
    pub code: String,
    /// Hash of event and payload: the same key with another one is refused.
    pub fingerprint: String,
    /// Of the runs of an organisation with the same one, one is under way at a time.
    pub concurrency_key: Option<String>,
}

/// Why a run did not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunError {
    /// A declared or an infrastructure code.
    pub code: String,
    /// The node that failed.
    pub node: String,
    /// What a person reads.
    pub message: String,
}

/// A run as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// What never changes.
    pub header: RunHeader,
    /// Where it stands.
    pub status: Status,
    /// Why it did not complete.
    pub error: Option<RunError>,
    /// Who drives it, or drove it last.
    pub owner: Uuid,
    /// The fencing version: counts what changes the header, take-overs too.
    pub version: i64,
    /// When the run moved on last: of one that is over, when it ended.
    pub updated_at: Timestamp,
    /// Whether it was pruned: then its payload is null, and of its journal only the acts are left, in their
    /// old places.
    pub pruned: Option<Pruned>,
}

/// One line of a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalLine {
    /// Its place, from 1, without gaps.
    pub number: i64,
    /// What happened: all that replay reads.
    pub entry: Entry<Value>,
    /// When it happened.
    pub at: Timestamp,
    /// What a person or a report wants to know besides: procedure, key, duration.
    pub about: Map<String, Value>,
}

impl JournalLine {
    /// What may stand in a journal once only: that a boundary is committed, that a node is undone. A
    /// store refuses a second line with the same token.
    #[must_use]
    pub fn token(&self) -> Option<String> {
        match &self.entry {
            Entry::Committed { boundary, .. } => Some(commit_token(boundary)),
            Entry::Compensated { node, .. } => Some(undo_token(node)),
            _ => None,
        }
    }
}

/// The token of a boundary's commit.
#[must_use]
pub fn commit_token(boundary: &str) -> String {
    format!("commit/{boundary}")
}

/// The token of a node's compensation.
#[must_use]
pub fn undo_token(node: &str) -> String {
    format!("undo/{node}")
}

/// One durable step of a run: lines, and what the header says afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalWrite {
    /// The run.
    pub run: RunId,
    /// Whose rows these are.
    pub organization_id: Uuid,
    /// Who acts.
    pub actor_id: Uuid,
    /// What has to be true for the write to count.
    pub fence: Fence,
    /// Whether the header changes with it: then the fencing version counts up. Else lines are added alone,
    /// and branches of one run that commit at the same time do not get into each other's way.
    pub turns: bool,
    /// Where the run stands afterwards.
    pub status: Status,
    /// Whether the run gives its concurrency key up with it. It gets the key again by asking as before.
    pub releases: bool,
    /// Why it did not complete.
    pub error: Option<RunError>,
    /// The new lines, in order.
    pub lines: Vec<JournalLine>,
    /// When it is written.
    pub at: Timestamp,
}

/// What has to be true for a write to count.
#[derive(Clone, Debug, PartialEq)]
pub enum Fence {
    /// The run is not there yet, nor another of the same code: the header is written with it, at
    /// version 1.
    New(Arc<RunHeader>),
    /// The header has this version and this store's owner.
    Version(i64),
    /// The header has this version, whoever owns it; it counts one up, and so fences its owner: a
    /// person's word. On a run that nobody drives, its writer becomes the owner.
    Act {
        /// The version.
        version: i64,
        /// Whether this store owns the run from then on.
        takes: bool,
    },
}
