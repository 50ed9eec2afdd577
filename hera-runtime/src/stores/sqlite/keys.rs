//! Concurrency keys: which run has one, and which comes next.

use rusqlite::{Connection, OptionalExtension, Params, params};
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

/// Runs that a key counts for, in the words of its indexes.
macro_rules! keyed {
    ($more:literal) => {
        concat!(
            "SELECT id FROM universal_transactions WHERE organization_id = ?1 ",
            "AND transaction_type = 'orchestration_run' ",
            "AND (transaction_status = 'running' OR transaction_status = 'compensating' ",
            "OR transaction_status = 'parked') AND business_context <> '{}' ",
            "AND json_extract(business_context, '$.concurrency_key') = ?2 ",
            $more
        )
    };
}

/// Who has the key.
const HOLDER: &str = keyed!("AND json_extract(business_context, '$.holds')");
/// Who waits for it, and was admitted before all others. Who is parked without it does not wait.
const EARLIEST: &str = keyed!("AND id < ?3 AND transaction_status <> 'parked' ORDER BY id LIMIT 1");

/// Who has the key; else who waits for it and was admitted before. However many wait, one row of an index is read.
fn before(
    connection: &Connection,
    run: RunId,
    asking: &Asking,
) -> Result<Option<RunId>, StoreError> {
    let Some(key) = asking.key.as_ref().filter(|_| !asking.holds) else { return Ok(None) };
    let organization = &asking.organization;
    match first(connection, HOLDER, params![organization, key])? {
        None => first(connection, EARLIEST, params![organization, key, run.to_string()]),
        holder => Ok(holder),
    }
}

fn first(
    connection: &Connection,
    select: &str,
    values: impl Params,
) -> Result<Option<RunId>, StoreError> {
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let first = select.query_row(values, |row| row.get::<_, String>(0)).optional();
    let corrupt = |_| StoreError::Corrupt { what: "the id of a run".to_owned() };
    first.map_err(failed)?.map(|id| id.parse().map(RunId).map_err(corrupt)).transpose()
}

#[cfg(test)]
mod tests {
    use super::super::schema;
    use super::*;

    #[test]
    fn however_many_wait_an_index_tells_who_is_first() {
        let mut connection = Connection::open_in_memory().expect("memory is there");
        schema::migrate(&mut connection).expect("it is empty");
        for (select, index) in [
            (HOLDER, "universal_transactions_key_held"),
            (EARLIEST, "universal_transactions_key_wanted"),
        ] {
            let explain = format!("EXPLAIN QUERY PLAN {select}");
            let mut explain = connection.prepare(&explain).expect("it is a statement");
            let values = vec!["x"; explain.parameter_count()];
            let step = |row: &rusqlite::Row<'_>| row.get::<_, String>(3);
            let steps = explain.query_map(rusqlite::params_from_iter(values), step);
            let steps: Vec<String> = steps.expect("it runs").flatten().collect();
            assert!(matches!(steps.as_slice(), [one] if one.contains(index)), "{steps:?}");
        }
    }
}
