//! Journal lines and headers as rows, written with the fence.

use hera_core::Status;
use rusqlite::{Connection, Params, params};
use uuid::Uuid;

use super::cells::failed;
use crate::context::StoreError;
use crate::ports::{Fence, JournalWrite, RunHeader};
use crate::stores::codec::{self, LineRow, RUN, moment};

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

/// A step of a run in the words of the tables: made where there is time, since one connection writes for all.
pub(super) struct Step {
    run: Uuid,
    id: String,
    organization: String,
    actor: String,
    at: String,
    status: Status,
    error: String,
    releases: bool,
    header: Header,
    lines: Vec<Line>,
}

/// What becomes of the header.
enum Header {
    New(Box<Opened>),
    /// The fence alone: nothing of it changes.
    Stays {
        owner: String,
        version: i64,
    },
    Turns {
        owner: Option<String>,
        taker: Option<String>,
        version: i64,
    },
}

/// A header that is new.
struct Opened {
    code: String,
    date: String,
    orchestration: String,
    metadata: String,
    context: String,
}

struct Line {
    id: String,
    number: i64,
    kind: &'static str,
    subject: String,
    smart_code: &'static str,
    data: String,
    at: String,
}

impl Step {
    /// A step that `owner` writes.
    pub(super) fn of(owner: Uuid, write: &JournalWrite) -> Result<Step, StoreError> {
        let header = match &write.fence {
            Fence::New(header) => Header::New(Box::new(Opened::of(owner, header, write)?)),
            Fence::Version(version) if !write.turns => {
                Header::Stays { owner: owner.to_string(), version: *version }
            }
            Fence::Version(version) => {
                Header::Turns { owner: Some(owner.to_string()), taker: None, version: *version }
            }
            Fence::Act { version, takes } => {
                let taker = takes.then(|| owner.to_string());
                Header::Turns { owner: None, taker, version: *version }
            }
        };
        let lines = codec::rows(write.run, &write.lines).into_iter().map(Line::of);
        Ok(Step {
            run: write.run.0,
            id: write.run.to_string(),
            organization: write.organization_id.to_string(),
            actor: write.actor_id.to_string(),
            at: moment(write.at),
            status: write.status,
            error: codec::error(write.error.as_ref()).to_string(),
            releases: write.releases,
            header,
            lines: lines.collect::<Result<_, _>>()?,
        })
    }

    fn fenced(&self) -> StoreError {
        StoreError::Fenced { run: self.run }
    }
}

impl Opened {
    fn of(owner: Uuid, header: &RunHeader, write: &JournalWrite) -> Result<Opened, StoreError> {
        Ok(Opened {
            code: header.code.clone(),
            date: moment(header.context.started_at),
            orchestration: header.orchestration.clone(),
            metadata: codec::text(&codec::Opening::of(header, owner, write.error.as_ref()))?,
            context: codec::queued(header).to_string(),
        })
    }
}

impl Line {
    fn of(row: LineRow<'_>) -> Result<Line, StoreError> {
        let LineRow { id, number, kind, subject, smart_code, data, at } = row;
        let (subject, data) = (subject.to_owned(), codec::text(&data)?);
        Ok(Line { id, number, kind, subject, smart_code, data, at })
    }
}

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
pub(super) fn write(connection: &Connection, step: &Step) -> Result<(), Broken> {
    let remove = "DELETE FROM universal_transactions WHERE id = ?1";
    match &step.header {
        Header::New(opened) => {
            insert_header(connection, opened, step)?;
            // Its lines go with it.
            insert_lines(connection, step)
                .map_err(|broken| taken_back(connection, remove, [&step.id], broken.error))
        }
        Header::Stays { owner, version } => {
            check_header(connection, owner, *version, step)?;
            insert_lines(connection, step)
        }
        Header::Turns { owner, taker, version } => {
            insert_lines(connection, step)?;
            update_header(connection, [owner.as_ref(), taker.as_ref()], *version, step)
                .map_err(|error| lines_taken_back(connection, step, step.lines.len(), error))
        }
    }
}

fn insert_lines(connection: &Connection, step: &Step) -> Result<(), Broken> {
    for (done, line) in step.lines.iter().enumerate() {
        insert_line(connection, step, line)
            .map_err(|error| lines_taken_back(connection, step, done, error))?;
    }
    Ok(())
}

/// Removes the first lines of a step, which are its own.
fn lines_taken_back(
    connection: &Connection,
    step: &Step,
    count: usize,
    error: StoreError,
) -> Broken {
    let Some(last) = count.checked_sub(1).and_then(|last| step.lines.get(last)) else {
        return error.into();
    };
    let first = step.lines.first().map_or(last.number, |line| line.number);
    let remove = "DELETE FROM universal_transaction_lines \
        WHERE transaction_id = ?1 AND line_number BETWEEN ?2 AND ?3";
    taken_back(connection, remove, params![step.id, first, last.number], error)
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

fn insert_line(connection: &Connection, step: &Step, line: &Line) -> Result<(), StoreError> {
    let insert = "INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
        line_number, line_type, description, smart_code, line_data, \
        created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10)";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    let inserted = insert.execute(params![
        line.id,
        step.organization,
        step.id,
        line.number,
        line.kind,
        line.subject,
        line.smart_code,
        line.data,
        line.at,
        step.actor,
    ]);
    match inserted.map_err(failed) {
        Ok(_) => Ok(()),
        // A line or a token that is there already was written by another owner.
        Err(StoreError::Conflict { .. }) => Err(step.fenced()),
        Err(error) => Err(error),
    }
}

fn insert_header(connection: &Connection, opened: &Opened, step: &Step) -> Result<(), StoreError> {
    let insert = "INSERT INTO universal_transactions (id, organization_id, transaction_type, \
        transaction_code, transaction_date, transaction_status, smart_code, metadata, \
        business_context, created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?11) \
        ON CONFLICT (transaction_code) DO NOTHING";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    let rows = insert
        .execute(params![
            step.id,
            step.organization,
            RUN,
            opened.code,
            opened.date,
            step.status.as_str(),
            opened.orchestration,
            opened.metadata,
            opened.context,
            step.at,
            step.actor,
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Duplicate) }
}

fn check_header(
    connection: &Connection,
    owner: &str,
    version: i64,
    step: &Step,
) -> Result<(), StoreError> {
    let select = "SELECT 1 FROM universal_transactions \
        WHERE organization_id = ?1 AND id = ?2 AND version = ?3 AND metadata ->> '$.owner' = ?4";
    let mut select = connection.prepare_cached(select).map_err(failed)?;
    let holds = select.exists(params![step.organization, step.id, version, owner]);
    if holds.map_err(failed)? { Ok(()) } else { Err(step.fenced()) }
}

fn update_header(
    connection: &Connection,
    [owner, taker]: [Option<&String>; 2],
    version: i64,
    step: &Step,
) -> Result<(), StoreError> {
    // A column is named only where it changes: each name makes the database look at its indexes.
    let update = if step.releases { TURN_AND_RELEASE } else { TURN };
    let mut update = connection.prepare_cached(update).map_err(failed)?;
    let rows = update
        .execute(params![
            step.status.as_str(),
            step.error,
            step.at,
            step.actor,
            step.organization,
            step.id,
            version,
            owner,
            taker,
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(step.fenced()) }
}
