//! Retention: how runs that are over are pruned, and what is left of them.

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use super::{JournalLine, RunId, RunRecord};
use crate::flow::BoxFuture;

/// The name of what a pruned act says besides, where its corrected payload was taken away.
pub const PAYLOAD_PRUNED: &str = "payload_pruned";

/// The mark of a pruned run: its payload and its journal are gone, its header and its acts stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// When.
    pub at: Timestamp,
    /// Who pruned it.
    pub actor_id: Uuid,
}

/// Which runs of an organisation can be pruned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PruneQuery {
    /// Whose runs.
    pub organization_id: Uuid,
    /// Only runs that ended before.
    pub before: Timestamp,
    /// Only those that come after this one.
    pub after: Option<RunId>,
    /// At most so many, and no more than 1,000.
    pub limit: u32,
}

/// Runs to prune in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PruneBatch {
    /// Whose runs.
    pub organization_id: Uuid,
    /// Who prunes them.
    pub actor_id: Uuid,
    /// The runs.
    pub runs: Vec<RunId>,
    /// Only those that ended before.
    pub before: Timestamp,
    /// When they are pruned.
    pub at: Timestamp,
}

/// How much was pruned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrunedRows {
    /// Runs that have the mark now.
    pub runs: u64,
    /// Rows of their journals that are gone. A store may keep several lines of one write in a row.
    pub lines: u64,
}

/// Where runs are kept before they are pruned.
///
/// A run that was added may be pruned once [`Archive::sync`] has returned. A crash in between leaves it in
/// the archive and in the store, so an archive may hold a run more than once, and never lacks one.
pub trait Archive: Send + Sync {
    /// Adds a run with its whole journal. After a failure nothing of it counts.
    fn add<'a>(
        &'a self,
        run: &'a RunRecord,
        lines: &'a [JournalLine],
    ) -> BoxFuture<'a, Result<(), ArchiveError>>;

    /// Makes durable what was added. After a failure nobody knows how much of it is.
    fn sync(&self) -> BoxFuture<'_, Result<(), ArchiveError>>;
}

/// An archive that does not take a run. Nothing that it did not take is pruned.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ArchiveError {
    /// It is none, or is not for this program.
    #[error("this archive cannot be used: {what}")]
    Unfit {
        /// Why, and what to do.
        what: String,
    },
    /// It failed.
    #[error("the archive failed: {what}")]
    Unavailable {
        /// What it says.
        what: String,
    },
}
