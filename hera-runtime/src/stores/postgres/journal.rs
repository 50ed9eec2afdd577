//! Steps of runs: the fence, the header and the lines, written by one statement, in the round trip of the
//! COMMIT or as a transaction of its own.

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::{Object, Pool};
use serde::Serialize;
use serde_json::Value;
use tokio_postgres::types::{Json, Type};
use tokio_postgres::{Error, Row};
use uuid::Uuid;

use super::connect::{For, Open, Param};
use super::failure::{failed, is, no_connection, takes_no_writes, unavailable, undecodable};
use super::places::Places;
use super::runs::WRITE;
use crate::context::StoreError;
use crate::ports::{Fence, JournalWrite, Scope};
use crate::stores::codec::{self, LineRow, Opening};

/// What the database raises when the fence does not hold, and when a run's code is taken.
pub(super) const FENCED: &str = "HR001";
const DUPLICATE: &str = "HR002";
/// A unique index: a line or a token that is there already.
const UNIQUE: &str = "23505";

/// Writes a step of one run into the open transaction.
const STEP: &str = "SELECT hera_write_step($1, $2, $3::tid, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
    $13::timestamptz, $14)::text";
/// The same as a transaction of its own, which waits so long for a lock.
const STEP_ALONE: &str = "SELECT hera_write_alone($15, $1, $2, $3::tid, $4, $5, $6, $7, $8, $9, $10, \
    $11, $12, $13::timestamptz, $14)::text";

/// What writes steps of runs that belong to one worker.
pub(super) struct Journal {
    owner: Uuid,
    places: Places,
}

impl Journal {
    pub(super) fn new(owner: Uuid) -> Journal {
        Journal { owner, places: Places::default() }
    }

    /// Writes a step of a run into the open transaction, and commits.
    pub(super) async fn commit(&self, open: Open, write: &JournalWrite) -> Result<(), StoreError> {
        let (me, lock_ms) = (self.owner.to_string(), 0); // the transaction has said how long
        let step = self.written(write, &me);
        let (opening, lines) = (step.opening.as_ref().map(Json), Json(&step.lines));
        let [params @ .., _] = step.params(write, &opening, &lines, &lock_ms);
        let explain = |error| unwritten(write, error);
        let rows = open.commit(Some((STEP, &params)), explain).await?;
        self.wrote(write, &rows)
    }

    /// Writes a step of a run in a transaction that is nothing but this statement. It waits for a lock no
    /// longer than so many milliseconds.
    ///
    /// # Errors
    /// When nothing of it is written; where the connection broke, perhaps all of it is.
    pub(super) async fn commit_alone(
        &self,
        pool: &Pool,
        write: &JournalWrite,
        lock_ms: i32,
    ) -> Result<(), StoreError> {
        let me = self.owner.to_string();
        let step = self.written(write, &me);
        let (opening, lines) = (step.opening.as_ref().map(Json), Json(&step.lines));
        let params = step.params(write, &opening, &lines, &lock_ms);
        let connection = pool.get().await.map_err(no_connection)?;
        let rows = connection.query_typed(STEP_ALONE, &params).await;
        if rows.as_ref().is_err_and(takes_no_writes) {
            drop(Object::take(connection)); // the next one may
        }
        self.wrote(write, &rows.map_err(|error| unwritten(write, error))?)
    }

    /// Remembers where a step left the header.
    fn wrote(&self, write: &JournalWrite, rows: &[Row]) -> Result<(), StoreError> {
        let place = rows.first().map(|row| row.try_get(0)).transpose().map_err(undecodable)?;
        let place =
            place.ok_or_else(|| unavailable("the database wrote a step, and says nowhere"))?;
        self.places.wrote(write, place);
        Ok(())
    }

    /// Writes a step of each of several runs of one organisation in a transaction of its own, and tells of
    /// which runs it holds. It waits for a lock no longer than so many milliseconds, and calls `written` when
    /// what it wrote only has to be made durable.
    ///
    /// # Errors
    /// When nothing of all of it is written; where the connection broke, perhaps everything is.
    pub(super) async fn commit_all(
        &self,
        pool: &Pool,
        organization_id: Uuid,
        writes: &[&JournalWrite],
        lock_ms: i32,
        written: impl FnOnce(),
    ) -> Result<BTreeSet<Uuid>, StoreError> {
        let me = self.owner.to_string();
        let rows = writes.iter().map(|write| self.written(write, &me));
        let rows = Json(rows.collect::<Vec<_>>());
        let params: [Param<'_>; 2] = [(&organization_id, Type::UUID), (&rows, Type::JSONB)];
        let explain = |error: Error| match writes {
            [write] if is(&error, UNIQUE) => StoreError::Fenced { run: write.run.0 },
            _ => failed(error),
        };
        let scope = Scope { organization_id, actor_id: Uuid::nil() };
        let open = Open::within(pool, WRITE, For::Organization(scope), lock_ms).await?;
        let all = "SELECT run, place::text FROM hera_write_runs($1, $2)";
        let held = open.commit_telling(Some((all, &params)), explain, written).await?;
        self.hold(writes, &held)
    }

    /// The runs whose steps hold.
    fn hold(&self, writes: &[&JournalWrite], held: &[Row]) -> Result<BTreeSet<Uuid>, StoreError> {
        let held = held.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
        let held: Result<BTreeMap<Uuid, &str>, Error> = held.collect();
        let held = held.map_err(undecodable)?;
        for write in writes {
            if let Some(place) = held.get(&write.run.0) {
                self.places.wrote(write, place);
            }
        }
        Ok(held.into_keys().collect())
    }

    fn written<'a>(&self, write: &'a JournalWrite, me: &'a str) -> Written<'a> {
        let (opening, fence, owner, taker) = match &write.fence {
            Fence::New(header) => {
                let opening = Header {
                    code: &header.code,
                    orchestration: &header.orchestration,
                    started_at: codec::moment(header.context.started_at),
                    metadata: Opening::of(header, self.owner, write.error.as_ref()),
                    queued: codec::queued(header),
                };
                (Some(opening), None, None, None)
            }
            Fence::Version(version) => (None, Some(*version), Some(me), None),
            Fence::Act { version, takes } => (None, Some(*version), None, takes.then_some(me)),
        };
        Written {
            run: write.run.to_string(),
            place: self.places.of(write.run),
            actor: write.actor_id.to_string(),
            opening,
            fence,
            turns: write.turns,
            owner,
            taker,
            status: write.status.as_str(),
            releases: write.releases,
            error: codec::error(write.error.as_ref()),
            at: codec::moment(write.at),
            lines: codec::rows(write.run, &write.lines),
        }
    }
}

/// Why a step was not written.
fn unwritten(write: &JournalWrite, error: Error) -> StoreError {
    match &error {
        error if is(error, DUPLICATE) => StoreError::Duplicate,
        error if is(error, FENCED) || is(error, UNIQUE) => StoreError::Fenced { run: write.run.0 },
        _ => failed(error),
    }
}

/// Why a step does not hold.
pub(super) fn refused(write: &JournalWrite) -> StoreError {
    match write.fence {
        Fence::New(_) => StoreError::Duplicate,
        Fence::Version(_) | Fence::Act { .. } => StoreError::Fenced { run: write.run.0 },
    }
}

/// A step of a run, as `hera_write_runs` reads it, and in this order `hera_write_step`.
#[derive(Debug, Serialize)]
struct Written<'a> {
    run: String,
    place: Option<Box<str>>,
    actor: String,
    opening: Option<Header<'a>>,
    fence: Option<i64>,
    turns: bool,
    owner: Option<&'a str>,
    taker: Option<&'a str>,
    status: &'static str,
    releases: bool,
    error: Value,
    at: String,
    lines: Vec<LineRow<'a>>,
}

impl Written<'_> {
    /// What [`STEP_ALONE`] is given; the last one is none of [`STEP`].
    fn params<'a>(
        &'a self,
        write: &'a JournalWrite,
        opening: &'a Option<Json<&'a Header<'_>>>,
        lines: &'a Json<&'a Vec<LineRow<'_>>>,
        lock_ms: &'a i32,
    ) -> [Param<'a>; 15] {
        [
            (&write.organization_id, Type::UUID),
            (&write.run.0, Type::UUID),
            (&self.place, Type::TEXT),
            (&write.actor_id, Type::UUID),
            (opening, Type::JSONB),
            (&self.fence, Type::INT8),
            (&self.turns, Type::BOOL),
            (&self.owner, Type::TEXT),
            (&self.taker, Type::TEXT),
            (&self.status, Type::TEXT),
            (&self.releases, Type::BOOL),
            (&self.error, Type::JSONB),
            (&self.at, Type::TEXT),
            (lines, Type::JSONB),
            (lock_ms, Type::INT4),
        ]
    }
}

#[derive(Debug, Serialize)]
struct Header<'a> {
    code: &'a str,
    orchestration: &'a str,
    started_at: String,
    metadata: Opening<'a>,
    queued: Value,
}
