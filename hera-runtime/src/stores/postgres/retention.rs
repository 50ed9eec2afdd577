//! Retention: runs that are over, and how they are pruned.

use deadpool_postgres::Pool;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::connect::{self, For, Open, Param};
use super::failure::{failed, undecodable};
use super::runs::WRITE;
use crate::context::StoreError;
use crate::ports::{PAYLOAD_PRUNED, PruneBatch, PruneQuery, Pruned, PrunedRows, RunId, Scope};
use crate::stores::codec::{self, ACT};

/// Rows that one question may return.
const ROWS_MAX: u32 = 1_000;

/// What can be pruned, in the words of the index.
const OVER: &str = "transaction_type = 'orchestration_run' \
    AND transaction_status IN ('completed', 'compensated', 'cancelled', 'failed') \
    AND NOT metadata ? 'pruned'";

/// Organisations that have runs to prune. Each is one step in the index, whatever it has.
pub(super) async fn organizations(
    pool: &Pool,
    after: Option<Uuid>,
) -> Result<Vec<Uuid>, StoreError> {
    let sql = format!(
        "WITH RECURSIVE next(id) AS ( \
             (SELECT organization_id FROM universal_transactions WHERE {OVER} \
                 AND ($1::uuid IS NULL OR organization_id > $1) \
                 ORDER BY organization_id LIMIT 1) \
             UNION ALL \
             SELECT (SELECT organization_id FROM universal_transactions WHERE {OVER} \
                 AND organization_id > next.id ORDER BY organization_id LIMIT 1) \
             FROM next WHERE id IS NOT NULL) \
         SELECT id FROM next WHERE id IS NOT NULL LIMIT {ROWS_MAX}"
    );
    let rows = connect::ask(pool, For::Engine, &sql, &[(&after, Type::UUID)]).await?;
    rows.iter().map(|row| row.try_get(0).map_err(undecodable)).collect()
}

/// Runs of an organisation that can be pruned. None ended before it was admitted: the index is by that, since
/// when a run last went on changes with each step.
pub(super) async fn runs(pool: &Pool, query: PruneQuery) -> Result<Vec<RunId>, StoreError> {
    let sql = format!(
        "SELECT id FROM universal_transactions WHERE {OVER} AND organization_id = $1 \
         AND created_at < $2 AND updated_at < $2 AND ($3::uuid IS NULL OR (created_at, id) > \
             (SELECT created_at, id FROM universal_transactions WHERE id = $3)) \
         ORDER BY created_at, id LIMIT {}",
        query.limit.min(ROWS_MAX)
    );
    let scope = Scope { organization_id: query.organization_id, actor_id: Uuid::nil() };
    let after = query.after.map(|run| run.0);
    let params: [Param<'_>; 3] = [
        (&query.organization_id, Type::UUID),
        (&query.before, Type::TIMESTAMPTZ),
        (&after, Type::UUID),
    ];
    let rows = connect::ask(pool, For::Organization(scope), &sql, &params).await?;
    rows.iter().map(|row| row.try_get(0).map(RunId).map_err(undecodable)).collect()
}

/// Prunes a batch, in two round trips. What another transaction has locked is left alone: it prunes it
/// itself, or whoever prunes next does.
pub(super) async fn prune(pool: &Pool, batch: &PruneBatch) -> Result<PrunedRows, StoreError> {
    let sql = format!(
        "WITH chosen AS MATERIALIZED ( \
             SELECT id FROM universal_transactions WHERE {OVER} \
             AND organization_id = $1 AND id = ANY($2) AND updated_at < $3 \
             FOR UPDATE SKIP LOCKED), \
         removed AS ( \
             DELETE FROM universal_transaction_lines AS line USING chosen \
             WHERE line.organization_id = $1 AND line.transaction_id = chosen.id \
             AND line.line_type <> '{ACT}' RETURNING 1), \
         redacted AS ( \
             UPDATE universal_transaction_lines AS line \
             SET version = line.version + 1, updated_by = $4, \
                 line_data = line.line_data - 'payload' || '{{\"{PAYLOAD_PRUNED}\": true}}' \
             FROM chosen WHERE line.organization_id = $1 AND line.transaction_id = chosen.id \
             AND line.line_type = '{ACT}' AND line.line_data ? 'payload'), \
         reduced AS ( \
             UPDATE universal_transactions AS header \
             SET version = header.version + 1, updated_by = $4, metadata = header.metadata \
                 || jsonb_build_object('payload', NULL, 'pruned', $5::jsonb) \
             FROM chosen WHERE header.organization_id = $1 AND header.id = chosen.id RETURNING 1) \
         SELECT (SELECT count(*) FROM reduced), (SELECT count(*) FROM removed)"
    );
    let scope = Scope { organization_id: batch.organization_id, actor_id: batch.actor_id };
    let runs: Vec<Uuid> = batch.runs.iter().map(|run| run.0).collect();
    let mark = codec::pruned(Pruned { at: batch.at, actor_id: batch.actor_id });
    let params: [Param<'_>; 5] = [
        (&batch.organization_id, Type::UUID),
        (&runs, Type::UUID_ARRAY),
        (&batch.before, Type::TIMESTAMPTZ),
        (&batch.actor_id, Type::UUID),
        (&mark, Type::JSONB),
    ];
    let open = Open::begin(pool, WRITE, For::Organization(scope)).await?;
    let rows = open.commit(Some((&sql, &params)), failed).await?;
    let Some(row) = rows.first() else { return Ok(PrunedRows::default()) };
    let count = |at: usize| -> Result<u64, StoreError> {
        let count: i64 = row.try_get(at).map_err(undecodable)?;
        Ok(count.unsigned_abs())
    };
    Ok(PrunedRows { runs: count(0)?, lines: count(1)? })
}
