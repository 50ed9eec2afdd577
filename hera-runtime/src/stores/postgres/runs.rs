//! Runs: found, listed, loaded, taken over.

use deadpool_postgres::Pool;
use hera_core::Status;
use hera_core::plan::Isolation;
use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::connect::{self, For, Mode, Open, Param};
use super::failure::{failed, undecodable};
use crate::context::StoreError;
use crate::engine::PLATFORM;
use crate::ports::{JournalLine, RunId, RunList, RunQuery, RunRecord, Scope, Taken};
use crate::stores::codec::{self, Metadata, Reading};

/// Runs that one question may return.
const RUNS_MAX: u32 = 1_000;
/// Lines that one journal may have.
const LINES_MAX: usize = 100_000;

/// Keeps everybody from the header of a run and from its journal, until the transaction is over.
const LOCK: &str = "SELECT 1 FROM universal_transactions \
    WHERE organization_id = $1 AND id = $2 FOR UPDATE";

const SELECT: &str = "SELECT id, transaction_code, smart_code::text, metadata, transaction_status, \
    version::bigint, updated_at FROM universal_transactions \
    WHERE transaction_type = 'orchestration_run'";

pub(super) async fn find(pool: &Pool, code: &str) -> Result<Option<RunRecord>, StoreError> {
    let sql = format!("{SELECT} AND transaction_code = $1");
    one(&ask(pool, &sql, &[(&code, Type::TEXT)]).await?)
}

pub(super) async fn load(
    pool: &Pool,
    run: RunId,
) -> Result<Option<(RunRecord, Vec<JournalLine>)>, StoreError> {
    let open = Open::begin(pool, Mode::Snapshot, For::Engine).await?;
    let sql = format!("{SELECT} AND id = $1");
    let Some(record) = one(&open.query(&sql, &[(&run.0, Type::UUID)]).await?)? else {
        return Ok(None);
    };
    // The same snapshot, for the run's own organisation.
    let organization = record.header.context.organization_id;
    open.query(
        "SELECT set_config('hera.organization_id', $1, true)",
        &[(&organization.to_string(), Type::TEXT)],
    )
    .await?;
    let lines = format!(
        "SELECT line_number::bigint, line_type, line_data FROM universal_transaction_lines \
         WHERE organization_id = $1 AND transaction_id = $2 ORDER BY line_number LIMIT {}",
        LINES_MAX + 1
    );
    let params: [Param<'_>; 2] = [(&organization, Type::UUID), (&run.0, Type::UUID)];
    let rows = open.commit(Some((&lines, &params)), failed).await?;
    let mut journal = Reading::new(run, record.pruned.is_some());
    for row in rows {
        let number: i64 = row.try_get(0).map_err(undecodable)?;
        let kind: &str = row.try_get(1).map_err(undecodable)?;
        let data: Value = row.try_get(2).map_err(undecodable)?;
        journal.row(number, kind, data)?;
    }
    Ok(Some((record, journal.end(LINES_MAX)?)))
}

/// The fencing version of a run.
pub(super) async fn fencing(pool: &Pool, run: RunId) -> Result<Option<(Uuid, i64)>, StoreError> {
    let sql = "SELECT (metadata ->> 'owner')::uuid, version::bigint FROM universal_transactions \
        WHERE transaction_type = 'orchestration_run' AND id = $1";
    let rows = ask(pool, sql, &[(&run.0, Type::UUID)]).await?;
    let told = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
    rows.first().map(|row| told(row).map_err(undecodable)).transpose()
}

pub(super) async fn list(pool: &Pool, query: &RunQuery) -> Result<RunList, StoreError> {
    let limit = match query.limit {
        0 => RUNS_MAX,
        limit => limit.min(RUNS_MAX),
    };
    // Said in the statement itself: an index holds the parked ones.
    let status = query.status.map(Status::as_str);
    let status = status.map(|status| format!("AND transaction_status = '{status}'"));
    let status = status.unwrap_or_default();
    let sql = format!(
        "{SELECT} {status} AND ($1::uuid IS NULL OR organization_id = $1) \
         AND ($2::uuid IS NULL OR (created_at, id) < \
             (SELECT created_at, id FROM universal_transactions WHERE id = $2)) \
         ORDER BY created_at DESC, id DESC LIMIT {limit}"
    );
    let before = query.before.map(|run| run.0);
    let params: [Param<'_>; 2] = [(&query.organization_id, Type::UUID), (&before, Type::UUID)];
    let mut list = RunList::default();
    for row in ask(pool, &sql, &params).await? {
        list.add(RunId(row.try_get(0).map_err(undecodable)?), record(&row))?;
    }
    Ok(list)
}

/// Runs that are neither final nor parked and whose worker is dead, or is this one; the oldest first.
pub(super) async fn abandoned(
    pool: &Pool,
    worker: Uuid,
    after: Option<RunId>,
) -> Result<Vec<RunId>, StoreError> {
    // Workers are few: whether each lives is asked once, not once for each run.
    let sql = format!(
        "WITH living AS MATERIALIZED ( \
             SELECT entity_code FROM core_entities WHERE organization_id = $3 \
             AND entity_type = 'orchestration_worker' \
             AND (metadata ->> 'lease_until')::timestamptz > clock_timestamp() \
             AND entity_code <> $1) \
         SELECT id FROM universal_transactions \
         WHERE transaction_type = 'orchestration_run' \
         AND transaction_status IN ('running', 'compensating') \
         AND NOT EXISTS (SELECT 1 FROM living WHERE entity_code = metadata ->> 'owner') \
         AND ($2::uuid IS NULL OR (created_at, id) > \
             (SELECT created_at, id FROM universal_transactions WHERE id = $2)) \
         ORDER BY created_at, id LIMIT {RUNS_MAX}"
    );
    let (worker, after) = (worker.to_string(), after.map(|run| run.0));
    let params: [Param<'_>; 3] =
        [(&worker, Type::TEXT), (&after, Type::UUID), (&PLATFORM, Type::UUID)];
    let rows = ask(pool, &sql, &params).await?;
    rows.iter().map(|row| row.try_get(0).map(RunId).map_err(undecodable)).collect()
}

/// Makes `worker` the owner of a run. Whoever writes into its journal shares the lock of its header, so that
/// nobody does between the lock and the commit.
pub(super) async fn take_over(
    pool: &Pool,
    worker: Uuid,
    run: RunId,
    version: i64,
) -> Result<Taken, StoreError> {
    let fenced = StoreError::Fenced { run: run.0 };
    let Some(organization) = organization(pool, run).await? else { return Err(fenced) };
    let update = "UPDATE universal_transactions SET version = version + 1, \
        metadata = jsonb_set(metadata, '{owner}', to_jsonb($1)) \
        WHERE organization_id = $2 AND id = $3 AND version = $4 \
        AND (metadata ->> 'owner' = $1 OR NOT hera_worker_lives(metadata ->> 'owner')) \
        RETURNING version::bigint, \
        coalesce((SELECT line_number::bigint + (line_data ->> 'entry' = 'succeeded_and_committed')::int \
         FROM universal_transaction_lines WHERE organization_id = $2 AND transaction_id = $3 \
         ORDER BY line_number DESC LIMIT 1), 0)";
    let open = Open::begin(pool, WRITE, For::EngineIn(organization)).await?;
    open.query(LOCK, &[(&organization, Type::UUID), (&run.0, Type::UUID)]).await?;
    let params: [Param<'_>; 4] = [
        (&worker.to_string(), Type::TEXT),
        (&organization, Type::UUID),
        (&run.0, Type::UUID),
        (&version, Type::INT8),
    ];
    let rows = open.commit(Some((update, &params)), failed).await?;
    let taken = rows.first().ok_or(fenced)?;
    let version = taken.try_get(0).map_err(undecodable)?;
    Ok(Taken { version, last_line: taken.try_get(1).map_err(undecodable)? })
}

/// Whether a line with this token is there, now or ever: a COMMIT of this worker that may still be under way
/// is waited for, and one that has not begun is fenced. Whoever took the run over has fenced it already, and
/// is not fenced in turn.
pub(super) async fn committed(
    pool: &Pool,
    worker: Uuid,
    run: RunId,
    token: &str,
) -> Result<bool, StoreError> {
    let Some(organization) = organization(pool, run).await? else { return Ok(false) };
    let scope = Scope { organization_id: organization, actor_id: Uuid::nil() };
    let open = Open::begin(pool, WRITE, For::Organization(scope)).await?;
    open.query(LOCK, &[(&organization, Type::UUID), (&run.0, Type::UUID)]).await?;
    let find = "SELECT 1 FROM universal_transaction_lines WHERE organization_id = $1 \
        AND transaction_id = $2 AND line_data ->> 'token' = $3 AND line_type IN \
        ('orchestration_node', 'orchestration_boundary', 'orchestration_compensation')";
    let params: [Param<'_>; 3] =
        [(&organization, Type::UUID), (&run.0, Type::UUID), (&token, Type::TEXT)];
    if !open.query(find, &params).await?.is_empty() {
        return Ok(true);
    }
    let fence = "UPDATE universal_transactions SET version = version + 1 \
        WHERE organization_id = $1 AND id = $2 AND metadata ->> 'owner' = $3";
    let params: [Param<'_>; 3] =
        [(&organization, Type::UUID), (&run.0, Type::UUID), (&worker.to_string(), Type::TEXT)];
    open.commit(Some((fence, &params)), failed).await?;
    Ok(false)
}

/// Each statement sees what is committed then: what waited for a lock sees what was written meanwhile.
pub(super) const WRITE: Mode = Mode::Write(Isolation::ReadCommitted);

pub(super) async fn organization(pool: &Pool, run: RunId) -> Result<Option<Uuid>, StoreError> {
    let sql = "SELECT organization_id FROM universal_transactions \
        WHERE transaction_type = 'orchestration_run' AND id = $1";
    let rows = ask(pool, sql, &[(&run.0, Type::UUID)]).await?;
    rows.first().map(|row| row.try_get(0).map_err(undecodable)).transpose()
}

/// A question about runs of all organisations.
async fn ask(pool: &Pool, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StoreError> {
    connect::ask(pool, For::Engine, sql, params).await
}

fn one(rows: &[Row]) -> Result<Option<RunRecord>, StoreError> {
    rows.first().map(record).transpose()
}

fn record(row: &Row) -> Result<RunRecord, StoreError> {
    let id: Uuid = row.try_get(0).map_err(undecodable)?;
    let text = |at: usize| row.try_get::<_, String>(at).map_err(undecodable);
    let metadata: Value = row.try_get(3).map_err(undecodable)?;
    let Metadata { header, owner, error, pruned } =
        codec::decode_header(id, text(1)?, text(2)?, &metadata)?;
    let status = serde_json::from_value(Value::String(text(4)?));
    let status =
        status.map_err(|_| StoreError::Corrupt { what: "the status of a run".to_owned() })?;
    let version = row.try_get(5).map_err(undecodable)?;
    let updated_at = row.try_get(6).map_err(undecodable)?;
    Ok(RunRecord { header, status, error, owner, version, updated_at, pruned })
}
