//! What PostgreSQL says, as an error of the store: without values of rows.

use std::error::Error as _;

use deadpool_postgres::PoolError;
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

use crate::context::StoreError;

/// A store error that says what the database says, without values of rows.
#[expect(clippy::needless_pass_by_value, reason = "it is the argument of many a `map_err`")]
pub(super) fn failed(error: Error) -> StoreError {
    match error.as_db_error() {
        Some(error) => refused(error),
        None if error.is_closed() => unavailable("the connection was lost"),
        // The client's own words: of sockets and of types, never of values.
        None => unavailable(with_cause(&error)),
    }
}

/// How the client begins to say that it did not get as far as a statement. The reason why comes after.
const ON_THE_WAY: &[&str] =
    &["error connecting to server", "error performing TLS handshake", "authentication error"];

fn with_cause(error: &Error) -> String {
    let said = error.to_string();
    match error.source() {
        Some(cause) if ON_THE_WAY.contains(&said.as_str()) => format!("{said}: {cause}"),
        _ => said,
    }
}

/// No connection of the pool.
pub(super) fn no_connection(error: PoolError) -> StoreError {
    match error {
        PoolError::Timeout(_) => StoreError::Busy,
        PoolError::Backend(error) => failed(error),
        PoolError::Closed => StoreError::Closed,
        other => unavailable(other.to_string()),
    }
}

pub(super) fn unavailable(what: impl Into<String>) -> StoreError {
    StoreError::Unavailable { what: what.into() }
}

/// Whether the database says this with this code.
pub(super) fn is(error: &Error, code: &str) -> bool {
    error.code().is_some_and(|state| state.code() == code)
}

/// Whether the session takes no writes: one that began so stays so, also when the database takes them again.
pub(super) fn takes_no_writes(error: &Error) -> bool {
    error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION)
}

fn refused(error: &DbError) -> StoreError {
    let code = error.code();
    let conflict = |rule: &str| StoreError::Conflict { rule: rule.to_owned() };
    if [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
    ]
    .contains(code)
    {
        return StoreError::Busy;
    }
    let named = error.constraint().or(error.column());
    match &code.code()[..2] {
        // A constraint: its name, or the column's, says enough.
        "23" => conflict(named.unwrap_or("a constraint")),
        // A value that the column does not take; these messages name types and lengths alone.
        "22" if *code == SqlState::STRING_DATA_RIGHT_TRUNCATION => conflict(error.message()),
        "22" => {
            conflict(&format!("a value that the column does not take (SQLSTATE {})", code.code()))
        }
        // A function or a trigger of somebody's says no. Its message may hold values.
        "P0" => conflict(&format!("a rule of the database (SQLSTATE {})", code.code())),
        _ if *code == SqlState::INSUFFICIENT_PRIVILEGE => {
            conflict("the role may not do this, or the row belongs to another organisation")
        }
        _ => unavailable(format!("{} (SQLSTATE {})", in_words(code), code.code())),
    }
}

/// What the person at the machine can do something about.
fn in_words(code: &SqlState) -> &'static str {
    match code.code() {
        "28P01" | "28000" => "the role or its password is not accepted",
        "3D000" => "there is no such database",
        "42P01" | "42883" => "a table or a function is missing: has the schema been migrated",
        "53100" => "the disk is full",
        "53300" => "it has too many connections",
        "57014" => "the statement was cancelled",
        "57P01" | "57P02" => "it is being shut down",
        "57P03" => "it is starting",
        "25P03" => "the transaction was idle for too long",
        _ => "it does not work",
    }
}

/// A value that is not what a column of ours holds.
#[expect(clippy::needless_pass_by_value, reason = "it is the argument of many a `map_err`")]
pub(super) fn undecodable(error: Error) -> StoreError {
    StoreError::Corrupt { what: error.to_string() }
}
