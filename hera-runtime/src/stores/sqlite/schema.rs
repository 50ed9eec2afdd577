//! The schema: versioned migrations that only go forward.

use rusqlite::{Connection, TransactionBehavior};

use super::cells::failed;
use crate::context::StoreError;

/// `HERA` in ASCII: tells our files from other databases.
const APPLICATION_ID: i64 = 0x4845_5241;

/// Each brings the schema from its position to the next; none is ever changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_sacred_six.sql"),
    include_str!("migrations/0002_tokens_of_the_engine.sql"),
    include_str!("migrations/0003_concurrency_keys.sql"),
    include_str!("migrations/0004_retention.sql"),
    include_str!("migrations/0005_conditions_of_indexes.sql"),
    include_str!("migrations/0006_parked.sql"),
    include_str!("migrations/0007_fewer_indexes.sql"),
];

/// Brings the schema up to date, in one transaction.
///
/// # Errors
/// When the file holds something else, or was written by a newer program.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let newest = i64::try_from(MIGRATIONS.len()).expect("there are few migrations");
    if version(connection)? == newest {
        return Ok(());
    }
    let behavior = TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(behavior).map_err(failed)?;
    // Asked again: another process may have been faster.
    let version = version(&transaction)?;
    let pending = usize::try_from(version).ok().and_then(|done| MIGRATIONS.get(done..));
    let Some(pending) = pending else {
        let what = format!("the file has schema version {version}, this program knows {newest}");
        return Err(StoreError::Unfit { what });
    };
    if version == 0 && !is_empty(&transaction)? {
        let what = "the file holds another program's data".to_owned();
        return Err(StoreError::Unfit { what });
    }
    for migration in pending {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    transaction.pragma_update(None, "user_version", newest).map_err(failed)?;
    transaction.commit().map_err(failed)
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let count = "SELECT count(*) = 0 FROM sqlite_schema";
    connection.query_row(count, [], |row| row.get(0)).map_err(failed)
}
