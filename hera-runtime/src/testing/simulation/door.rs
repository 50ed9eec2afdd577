//! The store's door: what a worker asks of its store passes here, and here it goes wrong.

mod session;

use std::sync::Arc;

use hera_core::plan::Isolation;
use uuid::Uuid;

use super::Defect;
use super::events::Event;
use super::gate::Gate;
use super::words::Short;
use super::world::World;
use crate::context::StoreError;
use crate::flow::BoxFuture;
use crate::ports::{
    JournalLine, News, Organization, PruneBatch, PruneQuery, Pruned, PrunedRows, Reads, RunId,
    RunList, RunQuery, RunRecord, Scope, Session, Store, StoreFuture, Taken,
};
use crate::testing::memory::{MemoryDatabase, MemoryStore};

use session::{DoorReads, DoorSession, Late};

/// One in so many operations meets a store that does not work, or one that is busy.
const FAILS_ONE_IN: u64 = 150;
const BUSY_ONE_IN: u64 = 150;
/// One in so many news is lost.
const NEWS_LOST_ONE_IN: u64 = 3;

/// A worker's way to the store.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) world: Arc<World>,
    pub(super) gate: Gate,
    pub(super) name: Arc<str>,
    pub(super) database: MemoryDatabase,
    pub(super) store: MemoryStore,
    /// COMMITs that are under way although nobody waits for them any more.
    late: Arc<Late>,
}

impl Door {
    pub(super) fn new(
        world: &Arc<World>,
        gate: &Gate,
        name: &str,
        database: &MemoryDatabase,
        store: MemoryStore,
    ) -> Door {
        Door {
            world: Arc::clone(world),
            gate: gate.clone(),
            name: Arc::from(name),
            database: database.clone(),
            store,
            late: Arc::default(),
        }
    }

    /// On the way to an operation: the process may stand still, and the store may not work.
    async fn enter(&self) -> Result<(), StoreError> {
        self.gate.pass().await;
        self.world.pause(&self.world.dice.store).await;
        self.gate.pass().await;
        self.world.tick(&self.name);
        if self.world.strikes(&self.world.dice.store, Event::StoreFails, FAILS_ONE_IN) {
            return Err(unavailable());
        }
        Ok(())
    }

    /// The same where a lock is wanted.
    async fn enter_for_writing(&self) -> Result<(), StoreError> {
        self.enter().await?;
        if self.world.strikes(&self.world.dice.store, Event::StoreBusy, BUSY_ONE_IN) {
            return Err(StoreError::Busy);
        }
        Ok(())
    }

    /// An operation that goes through, and back.
    async fn pass<T>(&self, work: StoreFuture<'_, T>) -> Result<T, StoreError> {
        self.enter().await?;
        let done = work.await;
        self.gate.pass().await;
        done
    }

    async fn taken_over(&self, run: RunId, version: i64) -> Result<Taken, StoreError> {
        self.enter_for_writing().await?;
        let owner = self.store.owner();
        let lives = |other| self.database.lives(other);
        let taken = self.store.take_over(run, version).await;
        let world = &self.world;
        if let Ok(Taken { version, .. }) = taken {
            let seen = world.ledger.taken_over(owner, run, version, lives);
            if world.held(seen) == Some(true) {
                world.count(Event::TakenOver);
            }
            world.step(&self.name, format_args!("takes over {} as {version}", Short(run)));
        }
        if taken.is_ok() && world.strikes(&world.dice.store, Event::CommitAnswerLost, 20) {
            return Err(unavailable());
        }
        self.gate.pass().await;
        taken
    }

    /// Looks which runs of a batch were pruned, and whether they may be.
    async fn pruned(&self, batch: &PruneBatch, rows: PrunedRows) -> Result<(), String> {
        let (world, mut count) = (&self.world, 0);
        let mark = Pruned { at: batch.at, actor_id: batch.actor_id };
        for run in &batch.runs {
            let stored = self.store.load(*run).await.map_err(|error| error.to_string())?;
            let is_new = stored.is_some_and(|(record, _)| record.pruned == Some(mark));
            if is_new && world.ledger.pruned(*run, mark)? {
                world.step(&self.name, format_args!("prunes {}", Short(*run)));
                world.count(Event::Pruned);
                count += 1;
            }
        }
        match count == rows.runs {
            true => Ok(()),
            false => Err(format!("{} runs are told to be pruned, and {count} are", rows.runs)),
        }
    }
}

/// What a store says that does not work just now.
fn unavailable() -> StoreError {
    StoreError::Unavailable { what: "so the simulation wants it".to_owned() }
}

impl Store for Door {
    fn owner(&self) -> Uuid {
        self.store.owner()
    }

    fn writes_beside_transactions(&self) -> bool {
        self.store.writes_beside_transactions()
    }

    fn term(&self) -> Option<u64> {
        self.store.term()
    }

    fn owners_may_wake(&self) -> bool {
        self.store.owners_may_wake()
    }

    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        actor_id: Uuid,
    ) -> StoreFuture<'a, bool> {
        Box::pin(self.pass(self.store.create_organization(organization, actor_id)))
    }

    fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>> {
        Box::pin(async move {
            self.enter().await?;
            self.store.organization(id).await
        })
    }

    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        Box::pin(async move {
            self.enter().await?;
            let found = self.store.find_run(code).await;
            self.gate.pass().await;
            found
        })
    }

    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>> {
        Box::pin(async move {
            self.enter().await?;
            let loaded = self.store.load(run).await;
            self.gate.pass().await;
            loaded
        })
    }

    fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>> {
        Box::pin(async move {
            self.enter().await?;
            self.store.fencing(run).await
        })
    }

    fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList> {
        Box::pin(async move {
            self.enter().await?;
            self.store.runs(query).await
        })
    }

    fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(async move {
            self.enter().await?;
            if self.world.defect == Some(Defect::SeesNothingAbandoned) {
                return Ok(Vec::new());
            }
            let abandoned = self.store.abandoned(after).await;
            self.gate.pass().await;
            abandoned
        })
    }

    fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken> {
        Box::pin(self.taken_over(run, version))
    }

    fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(async move {
            self.enter().await?;
            if self.world.defect == Some(Defect::SharesKeys) {
                return Ok(None);
            }
            let acquired = self.store.acquire(run).await;
            if let Ok(Some(before)) = acquired {
                self.world.count(Event::Queued);
                let (run, before) = (Short(run), Short(before));
                self.world.step(&self.name, format_args!("{run} waits for {before}"));
            }
            self.gate.pass().await;
            acquired
        })
    }

    fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>> {
        Box::pin(async move {
            self.enter().await?;
            let other = self.store.waits_for(run).await;
            self.gate.pass().await;
            other
        })
    }

    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            self.enter().await?;
            // As the port says: what is under way is waited for, what has not begun is fenced.
            self.late.settle(run, &self.world.dice.store).await;
            let committed = self.store.committed(run, token).await;
            self.gate.pass().await;
            self.world.step(
                &self.name,
                format_args!("asks for {token} of {}: {committed:?}", Short(run)),
            );
            committed
        })
    }

    fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>> {
        Box::pin(self.pass(self.store.organizations_to_prune(after)))
    }

    fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>> {
        Box::pin(self.pass(self.store.runs_to_prune(query)))
    }

    fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows> {
        Box::pin(async move {
            self.enter_for_writing().await?;
            let mut batch = batch;
            if self.world.defect == Some(Defect::PrunesMore) {
                let PruneBatch { organization_id, before, .. } = batch;
                let query = PruneQuery { organization_id, before, after: None, limit: 1_000 };
                batch.runs = self.store.runs_to_prune(query).await?;
            }
            let pruned = self.store.prune(batch.clone()).await;
            let world = &self.world;
            if let Ok(rows) = pruned {
                world.held(self.pruned(&batch, rows).await);
                if world.strikes(&world.dice.retention, Event::CommitAnswerLost, 20) {
                    return Err(unavailable());
                }
            }
            self.gate.pass().await;
            pruned
        })
    }

    fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>> {
        Box::pin(async move {
            self.enter().await?;
            let reads = self.store.view(scope).await?;
            Ok(Arc::new(DoorReads::new(self.clone(), reads)) as Arc<dyn Reads>)
        })
    }

    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        Box::pin(async move {
            self.enter_for_writing().await?;
            let session = self.store.begin(scope, isolation).await?;
            self.gate.pass().await;
            Ok(Arc::new(DoorSession::new(self.clone(), session)) as Arc<dyn Session>)
        })
    }

    fn tell<'a>(&'a self, news: News<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            self.gate.pass().await;
            self.world.pause(&self.world.dice.store).await;
            if !self.world.strikes(&self.world.dice.store, Event::NewsLost, NEWS_LOST_ONE_IN) {
                self.store.tell(news).await;
            }
        })
    }

    fn woken(&self, news: News<'_>) -> BoxFuture<'_, ()> {
        let woken = self.store.woken(news);
        Box::pin(async move {
            woken.await;
            self.gate.pass().await;
        })
    }
}
