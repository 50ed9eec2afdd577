//! Concurrency keys: which run has one, and which comes next.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::cells::failed;
use crate::context::StoreError;
use crate::ports::RunId;

/// The run itself, as far as its key counts.
struct Asking {
    organization: String,
    owner: String,
    /// Nothing where it needs none.
    key: Option<String>,
    holds: bool,
    unfinished: bool,
}

/// Gives a run its key in the open transaction, or says for whom it waits.
pub(super) fn acquire(
    connection: &Connection,
    owner: Uuid,
    run: RunId,
) -> Result<Option<RunId>, StoreError> {
    let asking = asking(connection, run)?;
    let ours = |asking: &Asking| asking.unfinished && asking.owner == owner.to_string();
    let asking = asking.filter(ours).ok_or(StoreError::Fenced { run: run.0 })?;
    if let Some(other) = before(connection, run, &asking)? {
        return Ok(Some(other));
    }
    if asking.key.is_some() && !asking.holds {
        let update = "UPDATE universal_transactions \
            SET business_context = json_set(business_context, '$.holds', json('true')) WHERE id = ?1";
        let mut update = connection.prepare_cached(update).map_err(failed)?;
        update.execute([run.to_string()]).map_err(failed)?;
    }
    Ok(None)
}

/// For whom a run waits.
pub(super) fn waits_for(connection: &Connection, run: RunId) -> Result<Option<RunId>, StoreError> {
    match asking(connection, run)? {
        Some(asking) if asking.unfinished => before(connection, run, &asking),
        _ => Ok(None),
    }
}

fn asking(connection: &Connection, run: RunId) -> Result<Option<Asking>, StoreError> {
    let select = "SELECT organization_id, json_extract(metadata, '$.owner'), \
            json_extract(business_context, '$.concurrency_key'), \
            coalesce(json_extract(business_context, '$.holds'), 0), \
            transaction_status IN ('running', 'compensating', 'parked') \
        FROM universal_transactions WHERE id = ?1 AND transaction_type = 'orchestration_run'";
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let asking = |row: &rusqlite::Row<'_>| {
        Ok(Asking {
            organization: row.get(0)?,
            owner: row.get(1)?,
            key: row.get(2)?,
            holds: row.get(3)?,
            unfinished: row.get(4)?,
        })
    };
    select.query_row([run.to_string()], asking).optional().map_err(failed)
}

/// Who has the key; else who waits for it and was admitted before. Who is parked without it does not wait.
fn before(
    connection: &Connection,
    run: RunId,
    asking: &Asking,
) -> Result<Option<RunId>, StoreError> {
    let Some(key) = asking.key.as_ref().filter(|_| !asking.holds) else { return Ok(None) };
    // In the words of the index.
    let select = "SELECT id FROM universal_transactions WHERE organization_id = ?1 \
        AND transaction_type = 'orchestration_run' \
        AND (transaction_status = 'running' OR transaction_status = 'compensating' \
            OR transaction_status = 'parked') \
        AND business_context <> '{}' \
        AND json_extract(business_context, '$.concurrency_key') = ?2 \
        AND (json_extract(business_context, '$.holds') \
            OR id < ?3 AND transaction_status <> 'parked') \
        ORDER BY json_extract(business_context, '$.holds') DESC, id LIMIT 1";
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let first = select
        .query_row(params![asking.organization, key, run.to_string()], |row| {
            row.get::<_, String>(0)
        })
        .optional()
        .map_err(failed)?;
    let corrupt = |_| StoreError::Corrupt { what: "the id of a run".to_owned() };
    first.map(|id| id.parse().map(RunId).map_err(corrupt)).transpose()
}
