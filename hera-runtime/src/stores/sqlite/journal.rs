//! Journal lines and headers as rows, written with the fence.

use rusqlite::{Connection, Params, params};
use uuid::Uuid;

use super::cells::failed;
use crate::context::StoreError;
use crate::ports::{Fence, JournalLine, JournalWrite, RunHeader};
use crate::stores::codec::{self, RUN, moment};

macro_rules! turn {
    ($more:literal) => {
        concat!(
            "UPDATE universal_transactions SET version = version + 1, transaction_status = ?1, ",
            "metadata = json_set(metadata, '$.error', json(?2), ",
            "'$.owner', coalesce(?9, metadata ->> '$.owner')), updated_at = ?3, updated_by = ?4",
            $more,
            " WHERE organization_id = ?5 AND id = ?6 AND version = ?7 ",
            "AND (?8 IS NULL OR metadata ->> '$.owner' = ?8)"
        )
    };
}

/// Changes a header, if the fence holds.
const TURN: &str = turn!("");
/// The same, and the run gives its concurrency key up.
const TURN_AND_RELEASE: &str =
    turn!(", business_context = json_set(business_context, '$.holds', json('false'))");

/// A step that could not be written.
pub(super) struct Broken {
    pub(super) error: StoreError,
    /// Whether nothing of it is left in the transaction.
    pub(super) clean: bool,
}

impl From<StoreError> for Broken {
    /// Of a statement that was the first: what fails leaves nothing behind.
    fn from(error: StoreError) -> Broken {
        Broken { error, clean: true }
    }
}

/// Writes a step of a run into the open transaction, and takes it back by itself where it fails half-way:
/// others may have written into the same transaction.
pub(super) fn write(
    connection: &Connection,
    owner: Uuid,
    write: &JournalWrite,
) -> Result<(), Broken> {
    let remove = "DELETE FROM universal_transactions WHERE id = ?1";
    match &write.fence {
        Fence::New(header) => {
            insert_header(connection, owner, header, write)?;
            // Its lines go with it.
            insert_lines(connection, write).map_err(|broken| {
                taken_back(connection, remove, params![write.run.to_string()], broken.error)
            })
        }
        Fence::Version(version) if !write.turns => {
            check_header(connection, owner, *version, write)?;
            insert_lines(connection, write)
        }
        Fence::Version(version) => {
            insert_lines(connection, write)?;
            update_header(connection, Some(owner), None, *version, write)
                .map_err(|error| lines_taken_back(connection, write, write.lines.len(), error))
        }
        Fence::Act { version, takes } => {
            insert_lines(connection, write)?;
            update_header(connection, None, takes.then_some(owner), *version, write)
                .map_err(|error| lines_taken_back(connection, write, write.lines.len(), error))
        }
    }
}

fn insert_lines(connection: &Connection, write: &JournalWrite) -> Result<(), Broken> {
    for (done, line) in write.lines.iter().enumerate() {
        insert_line(connection, write, line)
            .map_err(|error| lines_taken_back(connection, write, done, error))?;
    }
    Ok(())
}

/// Removes the first lines of a step, which are its own.
fn lines_taken_back(
    connection: &Connection,
    write: &JournalWrite,
    count: usize,
    error: StoreError,
) -> Broken {
    let Some(last) = count.checked_sub(1).and_then(|last| write.lines.get(last)) else {
        return error.into();
    };
    let first = write.lines.first().map_or(last.number, |line| line.number);
    let remove = "DELETE FROM universal_transaction_lines \
        WHERE transaction_id = ?1 AND line_number BETWEEN ?2 AND ?3";
    taken_back(connection, remove, params![write.run.to_string(), first, last.number], error)
}

fn taken_back(
    connection: &Connection,
    remove: &str,
    values: impl Params,
    error: StoreError,
) -> Broken {
    let removed = connection.execute(remove, values);
    Broken { error, clean: removed.is_ok() && !connection.is_autocommit() }
}

fn insert_line(
    connection: &Connection,
    write: &JournalWrite,
    line: &JournalLine,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
        line_number, line_type, description, smart_code, line_data, \
        created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10)";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    let (kind, smart_code, subject) = codec::describe(&line.entry);
    let inserted = insert.execute(params![
        codec::line_id(write.run, line).to_string(),
        write.organization_id.to_string(),
        write.run.to_string(),
        line.number,
        kind,
        subject,
        smart_code,
        codec::text(&codec::LineData::of(line))?,
        moment(line.at),
        write.actor_id.to_string(),
    ]);
    match inserted.map_err(failed) {
        Ok(_) => Ok(()),
        // A line or a token that is there already was written by another owner.
        Err(StoreError::Conflict { .. }) => Err(StoreError::Fenced { run: write.run.0 }),
        Err(error) => Err(error),
    }
}

fn insert_header(
    connection: &Connection,
    owner: Uuid,
    header: &RunHeader,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO universal_transactions (id, organization_id, transaction_type, \
        transaction_code, transaction_date, transaction_status, smart_code, metadata, \
        business_context, created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?11, ?9, ?9, ?10, ?10) \
        ON CONFLICT (transaction_code) DO NOTHING";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    let context = &header.context;
    let metadata = codec::text(&codec::Opening::of(header, owner, write.error.as_ref()))?;
    let rows = insert
        .execute(params![
            header.id.to_string(),
            write.organization_id.to_string(),
            RUN,
            header.code,
            moment(context.started_at),
            write.status.as_str(),
            header.orchestration,
            metadata,
            moment(write.at),
            write.actor_id.to_string(),
            codec::queued(header).to_string(),
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Duplicate) }
}

/// The fence alone: nothing of the header changes.
fn check_header(
    connection: &Connection,
    owner: Uuid,
    version: i64,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    let select = "SELECT 1 FROM universal_transactions \
        WHERE organization_id = ?1 AND id = ?2 AND version = ?3 AND metadata ->> '$.owner' = ?4";
    let (organization, run) = (write.organization_id.to_string(), write.run.to_string());
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let holds = select.exists(params![organization, run, version, owner.to_string()]);
    match holds.map_err(failed)? {
        true => Ok(()),
        false => Err(StoreError::Fenced { run: write.run.0 }),
    }
}

fn update_header(
    connection: &Connection,
    owner: Option<Uuid>,
    taker: Option<Uuid>,
    version: i64,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    // A column is named only where it changes: each name makes the database look at its indexes.
    let update = if write.releases { TURN_AND_RELEASE } else { TURN };
    let mut update = connection.prepare_cached(update).map_err(failed)?;
    let rows = update
        .execute(params![
            write.status.as_str(),
            codec::error(write.error.as_ref()).to_string(),
            moment(write.at),
            write.actor_id.to_string(),
            write.organization_id.to_string(),
            write.run.to_string(),
            version,
            owner.map(|owner| owner.to_string()),
            taker.map(|taker| taker.to_string()),
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Fenced { run: write.run.0 }) }
}
