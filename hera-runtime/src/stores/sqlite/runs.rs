//! Runs: found, listed, loaded, taken over.

use std::collections::BTreeMap;

use hera_core::Status;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use serde_json::Value;
use uuid::Uuid;

use super::cells::failed;
use super::owner::Owner;
use crate::context::StoreError;
use crate::ports::{JournalLine, RunId, RunList, RunQuery, RunRecord, Taken};
use crate::stores::codec::{self, Metadata, Reading};

/// Runs that one question may return.
const RUNS_MAX: u32 = 1_000;
/// Lines that one journal may have.
const LINES_MAX: usize = 100_000;

const SELECT: &str = "SELECT id, transaction_code, smart_code, metadata, transaction_status, \
    version, updated_at FROM universal_transactions WHERE transaction_type = 'orchestration_run'";

pub(super) fn find(connection: &Connection, code: &str) -> Result<Option<RunRecord>, StoreError> {
    one(connection, &format!("{SELECT} AND transaction_code = ?1"), [code])
}

pub(super) fn load(
    connection: &Connection,
    run: RunId,
) -> Result<Option<(RunRecord, Vec<JournalLine>)>, StoreError> {
    let id = run.to_string();
    let Some(record) = one(connection, &format!("{SELECT} AND id = ?1"), [&id])? else {
        return Ok(None);
    };
    let lines = format!(
        "SELECT line_number, line_type, line_data FROM universal_transaction_lines \
         WHERE organization_id = ?1 AND transaction_id = ?2 ORDER BY line_number LIMIT {}",
        LINES_MAX + 1
    );
    let mut statement = connection.prepare_cached(&lines).map_err(failed)?;
    let organization = record.header.context.organization_id.to_string();
    let mut rows = statement.query([organization, id]).map_err(failed)?;
    let mut journal = Reading::new(run, record.pruned.is_some());
    while let Some(row) = rows.next().map_err(failed)? {
        let (number, kind, data) = line(row).map_err(failed)?;
        let data = json(&data, || format!("line {number} of run {run}"))?;
        journal.row(number, &kind, data)?;
    }
    Ok(Some((record, journal.end(LINES_MAX)?)))
}

fn json(text: &str, what: impl FnOnce() -> String) -> Result<Value, StoreError> {
    serde_json::from_str(text)
        .map_err(|_| StoreError::Corrupt { what: format!("{}: no JSON", what()) })
}

fn line(row: &Row<'_>) -> rusqlite::Result<(i64, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// The fencing version of a run.
pub(super) fn fencing(
    connection: &Connection,
    run: RunId,
) -> Result<Option<(Uuid, i64)>, StoreError> {
    let sql = "SELECT metadata ->> '$.owner', version FROM universal_transactions \
        WHERE transaction_type = 'orchestration_run' AND id = ?1";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let told = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let found = statement.query_row([run.to_string()], told).optional().map_err(failed)?;
    let corrupt = |_| StoreError::Corrupt { what: format!("the owner of run {run}") };
    found.map(|(owner, version)| Ok((owner.parse().map_err(corrupt)?, version))).transpose()
}

pub(super) fn list(connection: &Connection, query: &RunQuery) -> Result<RunList, StoreError> {
    let limit = match query.limit {
        0 => RUNS_MAX,
        limit => limit.min(RUNS_MAX),
    };
    // Said in the statement itself: an index holds the parked ones.
    let status = query.status.map(Status::as_str);
    let status = status.map(|status| format!("AND transaction_status = '{status}'"));
    let status = status.unwrap_or_default();
    let sql = format!(
        "{SELECT} {status} AND (?1 IS NULL OR organization_id = ?1) \
         AND (?2 IS NULL OR (created_at, id) < \
             (SELECT created_at, id FROM universal_transactions WHERE id = ?2)) \
         ORDER BY created_at DESC, id DESC LIMIT ?3"
    );
    let organization = query.organization_id.map(|id| id.to_string());
    let before = query.before.map(|run| run.to_string());
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let mut rows = statement.query(params![organization, before, limit]).map_err(failed)?;
    let mut list = RunList::default();
    while let Some(row) = rows.next().map_err(failed)? {
        list.add(RunId(id(row, 0)?), record(row))?;
    }
    Ok(list)
}

/// Runs that are neither final nor parked and that no other living owner has, the oldest first.
pub(super) fn abandoned(
    connection: &Connection,
    owner: &Owner,
    after: Option<RunId>,
) -> Result<Vec<RunId>, StoreError> {
    let sql = "SELECT id, json_extract(metadata, '$.owner') FROM universal_transactions \
        WHERE transaction_type = 'orchestration_run' \
        AND transaction_status IN ('running', 'compensating') \
        AND (?1 IS NULL OR (created_at, id) > \
            (SELECT created_at, id FROM universal_transactions WHERE id = ?1)) \
        ORDER BY created_at, id";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = statement.query([after.map(|run| run.to_string())]).map_err(failed)?;
    // Owners are few: whether each lives is asked once.
    let mut lives: BTreeMap<Uuid, bool> = BTreeMap::new();
    let mut abandoned = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        // One that nobody can be is gone: whoever takes the run over says what is wrong with it.
        let its_owner = id(row, 1).ok();
        let other_lives = |its_owner| owner.other_lives(its_owner);
        let lives = its_owner.is_some_and(|id| *lives.entry(id).or_insert_with(|| other_lives(id)));
        if !lives {
            abandoned.push(RunId(id(row, 0)?));
        }
        if abandoned.len() >= RUNS_MAX as usize {
            break;
        }
    }
    Ok(abandoned)
}

/// Makes `owner` the owner of a run in the open transaction.
pub(super) fn take_over(
    connection: &Connection,
    owner: &Owner,
    run: RunId,
    version: i64,
) -> Result<Taken, StoreError> {
    let fenced = StoreError::Fenced { run: run.0 };
    let select = "SELECT json_extract(metadata, '$.owner'), \
        coalesce((SELECT line_number + (line_data ->> '$.entry' = 'succeeded_and_committed') \
         FROM universal_transaction_lines \
         WHERE organization_id = header.organization_id AND transaction_id = header.id \
         ORDER BY line_number DESC LIMIT 1), 0) \
        FROM universal_transactions AS header \
        WHERE transaction_type = 'orchestration_run' AND id = ?1 AND version = ?2";
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let id = run.to_string();
    let found = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let found = select.query_row(params![id, version], found).optional();
    let Some((held_by, last_line)) = found.map_err(failed)? else { return Err(fenced) };
    let corrupt = |_| StoreError::Corrupt { what: "the owner of a run".to_owned() };
    if owner.other_lives(held_by.parse().map_err(corrupt)?) {
        return Err(fenced);
    }
    let update = "UPDATE universal_transactions SET version = version + 1, \
        metadata = json_set(metadata, '$.owner', ?1) WHERE id = ?2 AND version = ?3";
    let mut update = connection.prepare_cached(update).map_err(failed)?;
    match update.execute(params![owner.id().to_string(), id, version]).map_err(failed)? {
        1 => Ok(Taken { version: version + 1, last_line }),
        _ => Err(fenced),
    }
}

/// Whether a line with this token is there.
pub(super) fn committed(
    connection: &Connection,
    run: RunId,
    token: &str,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM universal_transaction_lines \
        WHERE transaction_id = ?1 AND json_extract(line_data, '$.token') = ?2 AND line_type IN \
        ('orchestration_node', 'orchestration_boundary', 'orchestration_compensation')";
    let found = connection.query_row(sql, [&run.to_string(), token], |_| Ok(())).optional();
    found.map(|found| found.is_some()).map_err(failed)
}

fn one(
    connection: &Connection,
    sql: &str,
    values: impl Params,
) -> Result<Option<RunRecord>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = statement.query(values).map_err(failed)?;
    rows.next().map_err(failed)?.map(record).transpose()
}

fn id(row: &Row<'_>, at: usize) -> Result<Uuid, StoreError> {
    let corrupt = || StoreError::Corrupt { what: "the id of a run or its owner".to_owned() };
    let text = row.get_ref(at).map_err(failed)?;
    text.as_str().ok().and_then(|text| text.parse().ok()).ok_or_else(corrupt)
}

fn record(row: &Row<'_>) -> Result<RunRecord, StoreError> {
    let text = |at: usize| row.get::<_, String>(at).map_err(failed);
    let corrupt = |what: &str| StoreError::Corrupt { what: format!("the {what} of a run") };
    let id = id(row, 0)?;
    let metadata = json(&text(3)?, || format!("header of run {id}"))?;
    let Metadata { header, owner, error, pruned } =
        codec::decode_header(id, text(1)?, text(2)?, &metadata)?;
    let status = serde_json::from_value(Value::String(text(4)?)).map_err(|_| corrupt("status"))?;
    let version = row.get(5).map_err(failed)?;
    let updated_at = text(6)?.parse().map_err(|_| corrupt("time"))?;
    Ok(RunRecord { header, status, error, owner, version, updated_at, pruned })
}
