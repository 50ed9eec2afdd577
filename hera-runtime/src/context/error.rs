//! What can go wrong with a store. No message holds a value of a row.

use hera_core::entry::infrastructure;
use thiserror::Error;
use uuid::Uuid;

/// A failure of the store, or a use of it that it refuses.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// Another writer holds the database; the same thing may succeed a moment later.
    #[error("the database is busy: another writer holds it")]
    Busy,
    /// The organisation has no such row.
    #[error("`{table}` has no row {id} in this organisation")]
    NotFound {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
    },
    /// A value that the column does not take.
    #[error("`{table}.{column}` {why}")]
    Invalid {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What is wrong with the value.
        why: String,
    },
    /// A rule of the table: something is there twice, or refers to nothing.
    #[error("the write breaks a rule of the tables: {rule}")]
    Conflict {
        /// The rule, as the database names it.
        rule: String,
    },
    /// More rows than a procedure may read at once.
    #[error("more than {limit} rows of `{table}` match: narrow the filter, or set a limit")]
    TooMany {
        /// The table.
        table: &'static str,
        /// The bound.
        limit: u32,
    },
    /// The row belongs to the engine's own journal, which procedures do not write.
    #[error("`{table}` rows of the engine's journal are written by the engine alone")]
    Reserved {
        /// The table.
        table: &'static str,
    },
    /// Another owner has taken the run over: this one may not write any more.
    #[error("run {run} has another owner")]
    Fenced {
        /// The run.
        run: Uuid,
    },
    /// Another run was admitted with the same idempotency key.
    #[error("a run with this idempotency key was admitted meanwhile")]
    Duplicate,
    /// The transaction is over.
    #[error("the transaction is over")]
    Closed,
    /// What is stored is not what was written: an engine fault, never a reason to compensate.
    #[error("the stored data does not decode: {what}")]
    Corrupt {
        /// What does not decode.
        what: String,
    },
    /// The database works, but it is none for this program: nothing was changed in it.
    #[error("this database cannot be used: {what}")]
    Unfit {
        /// Why, and what to do.
        what: String,
    },
    /// The database failed.
    #[error("the database failed: {what}")]
    Unavailable {
        /// What it says, without values.
        what: String,
    },
}

impl StoreError {
    /// The infrastructure code under which a node fails with it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Busy => infrastructure::TEMPORARY_LOCK_FAILURE,
            _ => infrastructure::STORE_FAILURE,
        }
    }
}
