//! A store in memory, for tests: shared by several owners, deterministic, with all that a real one
//! promises (the [conformance suite](super::conformance) holds it to that).
//!
//! It is what a simulation runs on: time is a [`Clock`] that the test gives, ids come from the test, and
//! the same calls in the same order give the same answers. It comes in the shapes of both real stores, and
//! of what lies between them: with one writer or with many, whose transactions can lose against each
//! other, and with owners that live until they are gone or with leases that they have to renew.
//!
//! The engine's own journal is kept apart: procedures do not find it among the rows.

mod order;
mod owners;
mod retention;
mod rows;
mod rules;
mod runs;
mod session;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use hera_core::plan::Isolation;
use uuid::Uuid;

use crate::bells::Bells;
use crate::context::StoreError;
use crate::flow::BoxFuture;
use crate::ports::{
    Clock, JournalLine, News, Organization, PruneBatch, PruneQuery, PrunedRows, Reads, RunId,
    RunList, RunQuery, RunRecord, Scope, Session, Store, StoreFuture, Taken,
};

use owners::Held;
use session::{Snapshot, WriteSession};
use state::State;

/// How long a transaction waits for its turn where there is one writer.
const BUSY_AFTER: Duration = Duration::from_secs(5);

/// What kind of store it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long an owner counts as alive without a word of it ([`MemoryStore::renew`]). Without a lease it
    /// is alive until it is dropped or [crashes](MemoryDatabase::crash).
    pub lease: Option<Duration>,
    /// Whether transactions take turns. Else they run beside each other, and one of two that do not fit
    /// loses.
    pub one_writer: bool,
}

impl Settings {
    /// As the embedded store: one writer, and who is gone is dead at once.
    pub const EMBEDDED: Settings = Settings { lease: None, one_writer: true };

    /// As the shared store: many writers, and leases.
    #[must_use]
    pub const fn shared(lease: Duration) -> Settings {
        Settings { lease: Some(lease), one_writer: false }
    }
}

/// A database in memory. Clones share it.
#[derive(Clone)]
pub struct MemoryDatabase {
    shared: Arc<Shared>,
}

/// What all owners share.
struct Shared {
    settings: Settings,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    /// Whose turn it is to write, where there is one writer.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Who waits for news.
    bells: Bells,
    /// Transactions that are open, with their owners.
    open: Mutex<Vec<(Uuid, Weak<WriteSession>)>>,
}

impl MemoryDatabase {
    /// An empty database, whose leases end by `clock`.
    #[must_use]
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> MemoryDatabase {
        let (state, turn, open) = (Mutex::default(), Arc::default(), Mutex::default());
        let bells = Bells::default();
        MemoryDatabase { shared: Arc::new(Shared { settings, clock, state, turn, bells, open }) }
    }

    /// Opens it as this owner, which nobody else may be.
    #[must_use]
    pub fn open(&self, owner: Uuid) -> MemoryStore {
        self.shared.state().owners.open(owner);
        let handle = Handle { shared: Arc::clone(&self.shared), owner, held: Mutex::default() };
        MemoryStore { handle: Arc::new(handle) }
    }

    /// The process of this owner died: its open transactions are rolled back, it says nothing any more,
    /// and what it still tries fails. A lease that it has runs on to its end.
    pub fn crash(&self, owner: Uuid) {
        self.shared.state().owners.crash(owner);
        self.shared.roll_back(owner);
    }

    /// Ends a lease without a word to its owner, as a database does whose clock was set.
    pub fn end_lease(&self, owner: Uuid) {
        self.shared.state().owners.end(owner);
    }

    /// Whether others have to leave this owner's runs alone.
    #[must_use]
    pub fn lives(&self, owner: Uuid) -> bool {
        self.shared.state().owners.lives(owner, self.shared.clock.now())
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lease of an owner, or renews it, and says whether it had it until now.
    fn renew(&self, owner: Uuid) -> Result<bool, StoreError> {
        let (lease, now) = (self.settings.lease, self.clock.now());
        self.state().owners.renew(owner, lease.map(|lease| owners::after(now, lease)), now)
    }

    fn opened(&self, owner: Uuid, session: &Arc<WriteSession>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(_, session)| session.strong_count() > 0);
        open.push((owner, Arc::downgrade(session)));
    }

    fn roll_back(&self, owner: Uuid) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_it = open.iter().filter(|(other, _)| *other == owner);
        of_it.filter_map(|(_, session)| session.upgrade()).for_each(|session| session.rollback());
    }
}

/// A database in memory, opened by one owner. Clones share it; when the last one is dropped, the owner is
/// gone.
#[derive(Clone)]
pub struct MemoryStore {
    handle: Arc<Handle>,
}

struct Handle {
    shared: Arc<Shared>,
    owner: Uuid,
    /// What the owner knows of its lease without asking.
    held: Mutex<Held>,
}

impl MemoryStore {
    /// Says that this owner is alive: to be called well before a lease would end.
    ///
    /// # Errors
    /// When the owner has crashed.
    pub fn renew(&self) -> Result<(), StoreError> {
        self.handle.renew()
    }
}

impl Handle {
    fn renew(&self) -> Result<(), StoreError> {
        let now = self.shared.clock.now();
        let held = self.shared.renew(self.owner)?;
        let until = self.shared.settings.lease.map(|lease| owners::after(now, lease));
        self.held().renewed(until, now, held);
        Ok(())
    }

    /// Has to be called before a run with this owner becomes durable: whoever never had a lease takes it.
    fn hold(&self) -> Result<(), StoreError> {
        if self.held().is_taken() { Ok(()) } else { self.renew() }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the state, unless this owner is dead.
    fn with<'a, T: Send + 'a>(
        &self,
        work: impl FnOnce(&mut State) -> Result<T, StoreError>,
    ) -> StoreFuture<'a, T> {
        let mut state = self.shared.state();
        let done = state.owners.check(self.owner).and_then(|()| work(&mut state));
        Box::pin(std::future::ready(done))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.state().owners.close(self.owner);
        self.shared.bells.ring(Bells::of(News::OwnerGone));
    }
}

impl Store for MemoryStore {
    fn owner(&self) -> Uuid {
        self.handle.owner
    }

    fn writes_beside_transactions(&self) -> bool {
        !self.handle.shared.settings.one_writer
    }

    fn owners_may_wake(&self) -> bool {
        self.handle.shared.settings.lease.is_some()
    }

    fn term(&self) -> Option<u64> {
        self.handle.held().term(self.handle.shared.clock.now())
    }

    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        _: Uuid,
    ) -> StoreFuture<'a, bool> {
        self.handle.with(|state| state.create_organization(organization))
    }

    fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>> {
        self.handle.with(|state| Ok(state.rows.organization(id).cloned()))
    }

    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.handle.with(|state| Ok(state.runs.find(code).cloned()))
    }

    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>> {
        self.handle.with(|state| state.runs.load(run))
    }

    fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>> {
        self.handle.with(|state| Ok(state.runs.fencing(run)))
    }

    fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList> {
        self.handle.with(|state| Ok(state.runs.list(&query)))
    }

    fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>> {
        let now = self.handle.shared.clock.now();
        self.handle.with(|state| {
            let owners = &state.owners;
            let gone = |owner| owner == self.handle.owner || !owners.lives(owner, now);
            Ok(state.runs.unfinished(after, gone))
        })
    }

    fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken> {
        if let Err(error) = self.handle.hold() {
            return Box::pin(std::future::ready(Err(error)));
        }
        let now = self.handle.shared.clock.now();
        self.handle.with(|state| state.take_over(self.handle.owner, run, version, now))
    }

    fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        self.handle.with(|state| state.runs.acquire(self.handle.owner, run))
    }

    fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        self.handle.with(|state| Ok(state.runs.waits_for(run)))
    }

    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool> {
        self.handle.with(|state| Ok(state.runs.committed(run, token)))
    }

    fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>> {
        self.handle.with(|state| Ok(state.runs.organizations_to_prune(after)))
    }

    fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>> {
        self.handle.with(|state| Ok(state.runs.to_prune(query)))
    }

    fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows> {
        self.handle.with(|state| Ok(state.prune(&batch)))
    }

    fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>> {
        self.handle.with(|state| {
            let snapshot = Snapshot::new(scope, Arc::clone(&state.rows));
            Ok(Arc::new(snapshot) as Arc<dyn Reads>)
        })
    }

    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        Box::pin(async move {
            let shared = &self.handle.shared;
            let turn = match shared.settings.one_writer {
                true => {
                    let turn = Arc::clone(&shared.turn).lock_owned();
                    let turn = tokio::time::timeout(BUSY_AFTER, turn).await;
                    Some(turn.map_err(|_| StoreError::Busy)?)
                }
                false => None,
            };
            let began = self.handle.with(|state| Ok(state.snapshot())).await?;
            let session =
                WriteSession::new(scope, isolation, Arc::clone(&self.handle), began, turn);
            let session = Arc::new(session);
            shared.opened(self.handle.owner, &session);
            Ok(session as Arc<dyn Session>)
        })
    }

    fn tell<'a>(&'a self, news: News<'a>) -> BoxFuture<'a, ()> {
        self.handle.shared.bells.ring(Bells::of(news));
        Box::pin(std::future::ready(()))
    }

    fn woken(&self, news: News<'_>) -> BoxFuture<'_, ()> {
        Box::pin(self.handle.shared.bells.rung(news))
    }
}
