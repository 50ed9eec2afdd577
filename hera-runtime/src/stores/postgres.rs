//! The shared store: the Sacred Six in PostgreSQL (15 or newer), for many processes at once.
//!
//! - **Isolation.** Row-level security is forced: each transaction says for which organisation it acts,
//!   and the database hides the rest. A role that bypasses it is refused.
//! - **Ownership.** A process has a lease that it renews; a run's header holds its owner and a fencing
//!   version that every write checks and counts up, in the same transaction as the effects.
//! - **Speed.** A boundary costs one round trip beside what its procedures send: it begins with their first
//!   statement, and the journal is written with the COMMIT. Boundaries that sent no statement commit together.
//!   What others wait for is told beside it. No statement is prepared by name and no setting outlasts its
//!   transaction, so that a pooler in transaction mode may stand in between.

mod address;
mod cells;
mod committer;
mod connect;
mod failure;
mod journal;
mod keys;
mod news;
mod places;
mod retention;
mod rows;
mod runs;
mod schema;
mod session;
mod workers;

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::Pool;
use hera_core::plan::Isolation;
use tokio_postgres::types::Type;
use uuid::Uuid;

use crate::bells::Bells;
use crate::context::StoreError;
use crate::flow::BoxFuture;
use crate::ports::{
    JournalLine, News, Organization, PruneBatch, PruneQuery, PrunedRows, Reads, RunId, RunList,
    RunQuery, RunRecord, Scope, Session, Store, StoreFuture, Taken,
};

use address::Address;
use committer::Committer;
use connect::{CONNECTIONS_DEFAULT, For, Mode, Open, Param};
use failure::{failed, undecodable};
use journal::Journal;
use news::Crier;
use session::Opened;
use workers::{LEASE_DEFAULT, Worker};

/// How to use a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Transactions that may be open at once, each with a connection of its own; one more is the lease's.
    pub connections: usize,
    /// How long a lease holds: runs of a process that died go on after that.
    pub lease: Duration,
    /// Whether one connection more listens to what other processes tell, as soon as something is waited
    /// for. A pooler that does not let it listen is found out; this spares the trial.
    pub listen: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { connections: CONNECTIONS_DEFAULT, lease: LEASE_DEFAULT, listen: true }
    }
}

/// A store in a PostgreSQL database. Clones share it.
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool,
    worker: Arc<Worker>,
    journal: Arc<Journal>,
    committer: Committer,
    crier: Arc<Crier>,
}

impl PostgresStore {
    /// Connects, and brings the schema up to date: `postgres://user@host/database`. The address is never
    /// repeated in an error: it may hold a password.
    ///
    /// # Errors
    /// When the address is none, the database cannot be reached, its role bypasses row-level security, or
    /// its schema is another program's or a newer one's.
    pub async fn open(url: &str, settings: Settings) -> Result<PostgresStore, StoreError> {
        let address = Address::parse(url)?;
        let pool = connect::pool(address.clone(), settings.connections.max(1))?;
        schema::migrate(&pool).await?;
        // However busy the others are, and whatever they tell, the lease is renewed in time.
        let lease = connect::pool(address.clone(), 1)?;
        let crier = Arc::new(Crier::new(pool.clone(), settings.listen.then_some(address)));
        let worker = Arc::new(Worker::new(lease, settings.lease, Arc::clone(&crier)));
        let journal = Arc::new(Journal::new(worker.id()));
        let committer = Committer::new(pool.clone(), Arc::clone(&journal));
        Ok(PostgresStore { pool, worker, journal, committer, crier })
    }

    /// Whether it is told what other processes do: a connection listens, and was heard to. Else, and until
    /// somebody waits for something, the clock alone wakes those who wait.
    #[must_use]
    pub fn listens(&self) -> bool {
        self.crier.listens()
    }
}

impl Store for PostgresStore {
    fn owner(&self) -> Uuid {
        self.worker.id()
    }

    fn writes_beside_transactions(&self) -> bool {
        true
    }

    fn owners_may_wake(&self) -> bool {
        true // a frozen process is no dead one
    }

    fn term(&self) -> Option<u64> {
        self.worker.term()
    }

    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        actor_id: Uuid,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let scope = Scope { organization_id: organization.id, actor_id };
            let mode = Mode::Write(Isolation::ReadCommitted);
            let open = Open::begin(&self.pool, mode, For::Organization(scope)).await?;
            let insert = "INSERT INTO core_organizations (id, organization_name, \
                organization_code, created_at, updated_at, created_by, updated_by) \
                VALUES ($1, $2, $3, now(), now(), $4, $4) ON CONFLICT (id) DO NOTHING RETURNING 1";
            let params: [Param<'_>; 4] = [
                (&organization.id, Type::UUID),
                (&organization.name, Type::TEXT),
                (&organization.code, Type::TEXT),
                (&actor_id, Type::UUID),
            ];
            Ok(!open.commit(Some((insert, &params)), failed).await?.is_empty())
        })
    }

    fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>> {
        Box::pin(async move {
            let scope = Scope { organization_id: id, actor_id: Uuid::nil() };
            let select = "SELECT organization_name, organization_code FROM core_organizations \
                WHERE id = $1";
            let params: [Param<'_>; 1] = [(&id, Type::UUID)];
            let whom = For::Organization(scope);
            let rows = connect::ask(&self.pool, whom, select, &params).await?;
            let organization = |row: &tokio_postgres::Row| {
                Ok(Organization { id, name: row.try_get(0)?, code: row.try_get(1)? })
            };
            rows.first().map(organization).transpose().map_err(undecodable)
        })
    }

    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        Box::pin(runs::find(&self.pool, code))
    }

    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>> {
        Box::pin(runs::load(&self.pool, run))
    }

    fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>> {
        Box::pin(runs::fencing(&self.pool, run))
    }

    fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList> {
        Box::pin(async move { runs::list(&self.pool, &query).await })
    }

    fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(runs::abandoned(&self.pool, self.worker.id(), after))
    }

    fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken> {
        Box::pin(async move {
            self.worker.hold().await?;
            runs::take_over(&self.pool, self.worker.id(), run, version).await
        })
    }

    fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(keys::acquire(&self.pool, self.worker.id(), run))
    }

    fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(keys::waits_for(&self.pool, run))
    }

    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool> {
        Box::pin(runs::committed(&self.pool, self.worker.id(), run, token))
    }

    fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>> {
        Box::pin(retention::organizations(&self.pool, after))
    }

    fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(retention::runs(&self.pool, query))
    }

    fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows> {
        Box::pin(async move { retention::prune(&self.pool, &batch).await })
    }

    fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>> {
        Box::pin(async move {
            let open = Open::begin(&self.pool, Mode::Snapshot, For::Organization(scope)).await?;
            Ok(Arc::new(Opened::snapshot(scope, self.clone(), open)) as Arc<dyn Reads>)
        })
    }

    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        let opened = Arc::new(Opened::unbegun(scope, self.clone(), isolation));
        Box::pin(std::future::ready(Ok(opened as Arc<dyn Session>)))
    }

    fn leave(&self) -> StoreFuture<'_, ()> {
        Box::pin(self.worker.leave())
    }

    fn tell<'a>(&'a self, news: News<'a>) -> BoxFuture<'a, ()> {
        Box::pin(self.crier.ring(Bells::of(news)))
    }

    fn woken(&self, news: News<'_>) -> BoxFuture<'_, ()> {
        Box::pin(self.crier.bells().rung(news))
    }
}
