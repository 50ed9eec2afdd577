//! Retention: runs that are over, by when they ended, and how they are pruned.

use std::fmt::Display;

use rusqlite::{Connection, Params, params};

use super::cells::failed;
use super::writer::Writer;
use crate::context::StoreError;
use crate::ports::{PAYLOAD_PRUNED, PruneBatch, PruneQuery, Pruned, PrunedRows, RunId};
use crate::stores::codec::{self, ACT, moment};
use uuid::Uuid;

/// Rows that one question may return.
const ROWS_MAX: u32 = 1_000;
/// Runs that are pruned until others of the thread have their turn: about a millisecond.
const RUNS_AT_A_TIME: usize = 5;

/// What can be pruned, in the words of the index.
const OVER: &str = "transaction_type = 'orchestration_run' \
    AND (transaction_status = 'completed' OR transaction_status = 'compensated' \
        OR transaction_status = 'cancelled' OR transaction_status = 'failed') \
    AND json_extract(metadata, '$.pruned') IS NULL";

/// Organisations that have runs to prune. Each is one step in the index, whatever it has.
pub(super) fn organizations(
    connection: &Connection,
    after: Option<Uuid>,
) -> Result<Vec<Uuid>, StoreError> {
    let sql = format!(
        "WITH RECURSIVE next(id) AS ( \
             SELECT min(organization_id) FROM universal_transactions \
                 WHERE {OVER} AND organization_id > ?1 \
             UNION ALL \
             SELECT (SELECT min(organization_id) FROM universal_transactions \
                 WHERE {OVER} AND organization_id > next.id) FROM next WHERE id IS NOT NULL) \
         SELECT id FROM next WHERE id IS NOT NULL LIMIT {ROWS_MAX}"
    );
    ids(connection, &sql, [after.map_or_else(String::new, |after| after.to_string())])
}

/// Runs of an organisation that can be pruned.
pub(super) fn runs(connection: &Connection, query: PruneQuery) -> Result<Vec<RunId>, StoreError> {
    let sql = format!(
        "SELECT id FROM universal_transactions WHERE {OVER} AND organization_id = ?1 \
         AND updated_at < ?2 AND (?3 IS NULL OR (updated_at, id) > \
             (SELECT updated_at, id FROM universal_transactions WHERE id = ?3)) \
         ORDER BY updated_at, id LIMIT ?4"
    );
    let (organization, after) = (query.organization_id.to_string(), query.after.map(text));
    let limit = query.limit.min(ROWS_MAX);
    let found = ids(connection, &sql, params![organization, moment(query.before), after, limit])?;
    Ok(found.into_iter().map(RunId).collect())
}

/// Prunes a batch in a transaction of its own. Others of the same thread, as far as they do not write, go on
/// meanwhile.
pub(super) async fn prune(writer: &Writer, batch: &PruneBatch) -> Result<PrunedRows, StoreError> {
    let mut turn = writer.begin().await?;
    turn.mark()?;
    let mut pruned = Ok(PrunedRows::default());
    for runs in batch.runs.chunks(RUNS_AT_A_TIME) {
        pruned = pruned.and_then(|pruned| prune_some(&turn, batch, runs, pruned));
        tokio::task::yield_now().await;
    }
    turn.end(pruned).await
}

/// Prunes some runs of a batch, after others that were pruned already.
fn prune_some(
    connection: &Connection,
    batch: &PruneBatch,
    runs: &[RunId],
    mut pruned: PrunedRows,
) -> Result<PrunedRows, StoreError> {
    let reduce = format!(
        "UPDATE universal_transactions SET version = version + 1, updated_by = ?1, \
         metadata = json_set(metadata, '$.payload', json('null'), '$.pruned', json(?2)) \
         WHERE {OVER} AND organization_id = ?3 AND id = ?4 AND updated_at < ?5"
    );
    let remove = format!(
        "DELETE FROM universal_transaction_lines \
         WHERE organization_id = ?1 AND transaction_id = ?2 AND line_type <> '{ACT}'"
    );
    let redact = format!(
        "UPDATE universal_transaction_lines SET version = version + 1, updated_by = ?1, \
         line_data = json_set(json_remove(line_data, '$.payload'), \
             '$.{PAYLOAD_PRUNED}', json('true')) \
         WHERE organization_id = ?2 AND transaction_id = ?3 AND line_type = '{ACT}' \
         AND json_type(line_data, '$.payload') IS NOT NULL"
    );
    let mark = codec::pruned(Pruned { at: batch.at, actor_id: batch.actor_id }).to_string();
    let (actor, organization) = (text(batch.actor_id), text(batch.organization_id));
    let before = moment(batch.before);
    let mut reduce = connection.prepare_cached(&reduce).map_err(failed)?;
    let mut remove = connection.prepare_cached(&remove).map_err(failed)?;
    let mut redact = connection.prepare_cached(&redact).map_err(failed)?;
    for run in runs {
        let run = text(run);
        let reduced = reduce.execute(params![actor, mark, organization, run, before]);
        if reduced.map_err(failed)? == 0 {
            continue; // another one's, not over, or pruned already
        }
        let lines = remove.execute(params![organization, run]).map_err(failed)?;
        redact.execute(params![actor, organization, run]).map_err(failed)?;
        pruned.runs += 1;
        pruned.lines += u64::try_from(lines).unwrap_or(u64::MAX);
    }
    Ok(pruned)
}

fn text(id: impl Display) -> String {
    id.to_string()
}

fn ids(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<Uuid>, StoreError> {
    let corrupt =
        |_| StoreError::Corrupt { what: "the id of a run or its organisation".to_owned() };
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = statement.query(values).map_err(failed)?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let id: String = row.get(0).map_err(failed)?;
        ids.push(id.parse().map_err(corrupt)?);
    }
    Ok(ids)
}
