//! The schema: versioned migrations that only go forward, and the roles that may use it.

use deadpool_postgres::{Object, Pool};

use super::failure::{failed, no_connection};
use crate::context::StoreError;

/// Each brings the schema from its position to the next; none is ever changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_sacred_six.sql"),
    include_str!("migrations/0002_concurrency_keys.sql"),
    include_str!("migrations/0003_retention.sql"),
    include_str!("migrations/0004_many_runs.sql"),
    include_str!("migrations/0005_parked.sql"),
    include_str!("migrations/0006_parked_without_key.sql"),
    include_str!("migrations/0007_fewer_indexes.sql"),
    include_str!("migrations/0008_one_step.sql"),
    include_str!("migrations/0009_keys_in_a_column.sql"),
    include_str!("migrations/0010_workers_of_the_platform.sql"),
];

/// The oldest server that has what the statements need.
const VERSION_MIN: i32 = 15;

/// What the comment on the first table says before the version.
const MARK: &str = "hera schema ";

/// `HERA` in ASCII: the lock that one migration at a time holds.
const LOCK: i64 = 0x4845_5241;

/// Brings the schema up to date, in one transaction; several processes may try at once.
///
/// # Errors
/// When the schema holds something else, was written by a newer program, or the role may not.
pub(super) async fn migrate(pool: &Pool) -> Result<(), StoreError> {
    let connection = pool.get().await.map_err(no_connection)?;
    refuse_old(&connection).await?;
    refuse_bypass(&connection).await?;
    if version(&connection).await? == MIGRATIONS.len() {
        return Ok(());
    }
    let begin = format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})");
    connection.batch_execute(&begin).await.map_err(failed)?;
    let migrated = go_forward(&connection).await;
    let end = if migrated.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.batch_execute(end).await.map_err(failed)?;
    migrated
}

async fn go_forward(connection: &Object) -> Result<(), StoreError> {
    // Asked again: another process may have been faster.
    let done = version(connection).await?;
    let Some(pending) = MIGRATIONS.get(done..) else {
        let newest = MIGRATIONS.len();
        let what = format!("the schema has version {done}, this program knows {newest}");
        return Err(StoreError::Unfit { what });
    };
    for migration in pending {
        connection.batch_execute(migration).await.map_err(failed)?;
    }
    let mark = format!("COMMENT ON TABLE core_organizations IS '{MARK}{}'", MIGRATIONS.len());
    connection.batch_execute(&mark).await.map_err(failed)
}

/// The version of the schema; 0 where there is none.
async fn version(connection: &Object) -> Result<usize, StoreError> {
    // From the catalogue itself: `to_regclass` may answer from before the lock was waited for.
    let sql = "SELECT obj_description(oid, 'pg_class') FROM pg_class \
        WHERE relname = 'core_organizations' AND relkind IN ('r', 'p') AND pg_table_is_visible(oid)";
    let rows = connection.query_typed(sql, &[]).await.map_err(failed)?;
    let Some(row) = rows.first() else { return Ok(0) };
    let comment: Option<String> = row.try_get(0).map_err(failed)?;
    let marked = comment.as_deref().and_then(|comment| comment.strip_prefix(MARK)?.parse().ok());
    let foreign =
        || StoreError::Unfit { what: "the schema holds another program's tables".to_owned() };
    marked.ok_or_else(foreign)
}

/// An old server lacks what the statements need.
async fn refuse_old(connection: &Object) -> Result<(), StoreError> {
    let sql = "SELECT current_setting('server_version_num')::integer";
    let rows = connection.query_typed(sql, &[]).await.map_err(failed)?;
    let number: i32 = rows.first().map_or(Ok(0), |row| row.try_get(0)).map_err(failed)?;
    let version = number / 10_000;
    if version < VERSION_MIN {
        let what =
            format!("the server is PostgreSQL {version}, and {VERSION_MIN} or newer is needed");
        return Err(StoreError::Unfit { what });
    }
    Ok(())
}

/// A role that bypasses row-level security would see all organisations.
async fn refuse_bypass(connection: &Object) -> Result<(), StoreError> {
    let sql = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
    let rows = connection.query_typed(sql, &[]).await.map_err(failed)?;
    let bypasses = rows.first().map_or(Ok(true), |row| row.try_get(0)).map_err(failed)?;
    if bypasses {
        let what = "the role bypasses row-level security, which keeps organisations apart: connect \
            as one that is neither SUPERUSER nor BYPASSRLS";
        return Err(StoreError::Unfit { what: what.to_owned() });
    }
    Ok(())
}
