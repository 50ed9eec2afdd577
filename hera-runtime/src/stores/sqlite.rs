//! The embedded store: the Sacred Six in one SQLite file.
//!
//! One connection writes, with `BEGIN IMMEDIATE`, so that transactions are serializable and never
//! fail half-way for a lock; readers have connections and snapshots of their own. Statements run on the
//! caller's thread: each takes microseconds, a commit one sync of the disk. What other organisations
//! have does not exist, in every statement.
//!
//! # What a power cut takes
//!
//! Nothing that was answered: a commit is on the disk when it returns. That needs `synchronous = FULL`: in
//! WAL mode `NORMAL` syncs the log at checkpoints alone, so it survives a crash of the process, but the
//! last commits are lost with the power, among them intents of calls that the other side has executed. The
//! price is one sync for each commit. Concurrent runs share it: each boundary has a savepoint of its own
//! in one transaction, and one COMMIT makes durable all that wait for it; a run that is alone commits at
//! once. Checkpoints run on a thread of their own, and the log stays bounded.

mod cells;
mod checkpoint;
mod committer;
mod connect;
mod journal;
mod keys;
mod owner;
mod retention;
mod rows;
mod runs;
mod schema;
mod seat;
mod session;
mod writer;

use std::path::Path;
use std::sync::Arc;

use hera_core::plan::Isolation;
use rusqlite::OptionalExtension;
use uuid::Uuid;

use crate::context::StoreError;
use crate::ports::{
    JournalLine, Organization, PruneBatch, PruneQuery, PrunedRows, Reads, RunId, RunList, RunQuery,
    RunRecord, Scope, Session, Store, StoreFuture, Taken,
};

use super::codec::moment;
use checkpoint::Checkpointer;
use connect::Readers;
use owner::Owner;
use session::{Snapshot, WriteSession};
use writer::Writer;

/// A store in one SQLite file. Clones share it.
#[derive(Clone)]
pub struct SqliteStore {
    writer: Writer,
    readers: Arc<Readers>,
    owner: Arc<Owner>,
}

impl SqliteStore {
    /// Opens the file, creates it where it is missing, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database of this kind, or is of a newer program.
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        let path = path.as_ref();
        let mut connection = connect::open(path)?;
        schema::migrate(&mut connection)?;
        let checkpointer = Checkpointer::new(path, &mut connection)?;
        let owner = Owner::new(path).map_err(|error| StoreError::Unavailable {
            what: format!("where the database lies: {error}"),
        })?;
        Ok(SqliteStore {
            writer: Writer::new(connection, checkpointer),
            readers: Arc::new(Readers::new(path)),
            owner: Arc::new(owner),
        })
    }
}

impl Store for SqliteStore {
    fn owner(&self) -> Uuid {
        self.owner.id()
    }

    fn writes_beside_transactions(&self) -> bool {
        false // there is one writer
    }

    fn owners_may_wake(&self) -> bool {
        false // its lock ends with its process, and no sooner
    }

    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        actor_id: Uuid,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let turn = self.writer.begin().await?;
            let now = moment(jiff::Timestamp::now());
            let insert = "INSERT INTO core_organizations (id, organization_name, organization_code, \
                created_at, updated_at, created_by, updated_by) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?5) \
                ON CONFLICT (id) DO NOTHING";
            let (id, actor) = (organization.id.to_string(), actor_id.to_string());
            let (name, code) = (&organization.name, &organization.code);
            let new = turn.execute(insert, [&id, name, code, &now, &actor]).map_err(cells::failed);
            Ok(turn.end(new).await? == 1)
        })
    }

    fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>> {
        Box::pin(async move {
            let reader = self.readers.get().await?;
            let select = "SELECT organization_name, organization_code FROM core_organizations \
                WHERE id = ?1";
            let organization = |row: &rusqlite::Row<'_>| {
                Ok(Organization { id, name: row.get(0)?, code: row.get(1)? })
            };
            let mut statement = reader.prepare_cached(select).map_err(cells::failed)?;
            statement.query_row([id.to_string()], organization).optional().map_err(cells::failed)
        })
    }

    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        Box::pin(async move { runs::find(&*self.readers.get().await?, code) })
    }

    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>> {
        Box::pin(async move { runs::load(&*self.readers.snapshot().await?, run) })
    }

    fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>> {
        Box::pin(async move { runs::fencing(&*self.readers.get().await?, run) })
    }

    fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList> {
        Box::pin(async move { runs::list(&*self.readers.get().await?, &query) })
    }

    fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(async move { runs::abandoned(&*self.readers.get().await?, &self.owner, after) })
    }

    fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken> {
        Box::pin(async move {
            self.owner.hold()?;
            let turn = self.writer.begin().await?;
            let taken = runs::take_over(&turn, &self.owner, run, version);
            turn.end(taken).await
        })
    }

    fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(async move {
            let turn = self.writer.begin().await?;
            let acquired = keys::acquire(&turn, self.owner.id(), run);
            turn.end(acquired).await
        })
    }

    fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(async move { keys::waits_for(&*self.readers.get().await?, run) })
    }

    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool> {
        Box::pin(async move { runs::committed(&self.readers.fresh()?, run, token) })
    }

    fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>> {
        Box::pin(async move { retention::organizations(&*self.readers.get().await?, after) })
    }

    fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(async move { retention::runs(&*self.readers.get().await?, query) })
    }

    fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows> {
        Box::pin(async move { retention::prune(&self.writer, &batch).await })
    }

    fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>> {
        Box::pin(async move {
            let snapshot = self.readers.snapshot().await?;
            Ok(Arc::new(Snapshot::new(scope, snapshot)) as Arc<dyn Reads>)
        })
    }

    fn begin(&self, scope: Scope, _: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        // One writer: every level is serializable here.
        Box::pin(async move {
            let session = WriteSession::new(scope, Arc::clone(&self.owner), self.writer.clone());
            Ok(Arc::new(session) as Arc<dyn Session>)
        })
    }
}
