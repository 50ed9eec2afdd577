//! Journal lines and headers as rows, written with the fence.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::cells::failed;
use crate::context::StoreError;
use crate::ports::{Fence, JournalWrite, RunHeader};
use crate::stores::codec::{self, RUN, moment};

/// Writes a step of a run into the open transaction.
pub(super) fn write(
    connection: &Connection,
    owner: Uuid,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    match &write.fence {
        Fence::New(header) => insert_header(connection, owner, header, write)?,
        Fence::Version(version) if write.turns => {
            update_header(connection, Some(owner), None, *version, write)?;
        }
        Fence::Version(version) => check_header(connection, owner, *version, write)?,
        Fence::Act { version, takes } => {
            update_header(connection, None, takes.then_some(owner), *version, write)?;
        }
    }
    let insert = "INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
        line_number, line_type, description, smart_code, line_data, \
        created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10)";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    for line in &write.lines {
        let (kind, smart_code, subject) = codec::describe(&line.entry);
        insert
            .execute(params![
                codec::line_id(write.run, line.number).to_string(),
                write.organization_id.to_string(),
                write.run.to_string(),
                line.number,
                kind,
                subject,
                smart_code,
                codec::encode(line)?.to_string(),
                moment(line.at),
                write.actor_id.to_string(),
            ])
            .map_err(failed)
            // A line or a token that is there already was written by another owner.
            .map_err(|error| match error {
                StoreError::Conflict { .. } => StoreError::Fenced { run: write.run.0 },
                error => error,
            })?;
    }
    Ok(())
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
    let metadata = codec::metadata(header, owner, write.error.as_ref());
    let rows = insert
        .execute(params![
            header.id.to_string(),
            write.organization_id.to_string(),
            RUN,
            header.code,
            moment(context.started_at),
            write.status.as_str(),
            header.orchestration,
            metadata.to_string(),
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
    let update = "UPDATE universal_transactions SET version = version + 1, \
        transaction_status = ?1, metadata = json_set(metadata, '$.error', json(?2), \
            '$.owner', coalesce(?9, metadata ->> '$.owner')), \
        updated_at = ?3, updated_by = ?4 \
        WHERE organization_id = ?5 AND id = ?6 AND version = ?7 \
        AND (?8 IS NULL OR metadata ->> '$.owner' = ?8)";
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
