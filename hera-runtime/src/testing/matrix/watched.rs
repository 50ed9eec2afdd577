//! A store that tells what its process does with it: for the clock, for the points inside of procedures,
//! for writes that go wrong on demand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hera_core::plan::Isolation;
use jiff::Timestamp;
use uuid::Uuid;

use super::calls;
use super::fault::{Fault, Strikes};
use super::points::Points;
use crate::context::{Cell, Record, StoreError, Table};
use crate::ports::{
    JournalLine, JournalWrite, Organization, PruneBatch, PruneQuery, PrunedRows, Query, Reads,
    RunId, RunList, RunQuery, RunRecord, Scope, Session, Store, StoreFuture, Taken,
};
use crate::testing::clock::{UnderWay, VirtualClock};

/// A store as one process of a case sees it.
#[derive(Clone)]
pub(super) struct WatchedStore {
    inner: Arc<dyn Store>,
    watch: Watch,
    /// Whether its lease was ended.
    ended: Arc<AtomicBool>,
}

/// Who is told.
#[derive(Clone)]
struct Watch {
    points: Arc<Points>,
    strikes: Arc<Strikes>,
    clock: VirtualClock,
    /// Whether the store answers from outside of the runtime, so that time stands still meanwhile. Where
    /// there is one writer, who waits for it waits for another of the same runtime.
    remote: bool,
}

impl Watch {
    fn under_way(&self) -> Option<UnderWay> {
        self.remote.then(|| self.clock.under_way())
    }
}

impl WatchedStore {
    pub(super) fn new(
        inner: Arc<dyn Store>,
        points: Arc<Points>,
        strikes: Arc<Strikes>,
        clock: VirtualClock,
    ) -> WatchedStore {
        let remote = inner.writes_beside_transactions();
        let watch = Watch { points, strikes, clock, remote };
        WatchedStore { inner, watch, ended: Arc::default() }
    }

    /// From now on its process cannot know whether it still owns its runs.
    pub(super) fn end_lease(&self) {
        self.ended.store(true, Ordering::SeqCst);
    }

    fn told<'a, T: 'a>(&'a self, asked: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let _under_way = self.watch.under_way();
            asked.await
        })
    }
}

macro_rules! told {
    ($(fn $name:ident $(<$life:lifetime>)? (&$($self_life:lifetime)? self $(, $arg:ident: $ty:ty)*) -> $out:ty;)*) => {
        $(fn $name $(<$life>)? (&$($self_life)? self $(, $arg: $ty)*) -> StoreFuture<'_, $out> {
            self.told(self.inner.$name($($arg),*))
        })*
    };
}

/// News are not passed on: time is virtual, so the clock alone wakes whoever waits.
impl Store for WatchedStore {
    fn owner(&self) -> Uuid {
        self.inner.owner()
    }

    fn writes_beside_transactions(&self) -> bool {
        self.inner.writes_beside_transactions()
    }

    fn term(&self) -> Option<u64> {
        (!self.ended.load(Ordering::SeqCst)).then(|| self.inner.term()).flatten()
    }

    fn owners_may_wake(&self) -> bool {
        self.inner.owners_may_wake()
    }

    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        actor_id: Uuid,
    ) -> StoreFuture<'a, bool> {
        self.told(self.inner.create_organization(organization, actor_id))
    }

    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>> {
        self.told(self.inner.find_run(code))
    }

    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool> {
        self.told(self.inner.committed(run, token))
    }

    told! {
        fn organization(&self, id: Uuid) -> Option<Organization>;
        fn load(&self, run: RunId) -> Option<(RunRecord, Vec<JournalLine>)>;
        fn fencing(&self, run: RunId) -> Option<(Uuid, i64)>;
        fn runs(&self, query: RunQuery) -> RunList;
        fn abandoned(&self, after: Option<RunId>) -> Vec<RunId>;
        fn take_over(&self, run: RunId, version: i64) -> Taken;
        fn acquire(&self, run: RunId) -> Option<RunId>;
        fn waits_for(&self, run: RunId) -> Option<RunId>;
        fn organizations_to_prune(&self, after: Option<Uuid>) -> Vec<Uuid>;
        fn runs_to_prune(&self, query: PruneQuery) -> Vec<RunId>;
        fn prune(&self, batch: PruneBatch) -> PrunedRows;
        fn view(&self, scope: Scope) -> Arc<dyn Reads>;
    }

    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        Box::pin(async move {
            let begun = self.told(self.inner.begin(scope, isolation)).await?;
            let watch = self.watch.clone();
            watch.points.open.fetch_add(1, Ordering::SeqCst);
            let (over, wrote) = (AtomicBool::new(false), AtomicBool::new(false));
            Ok(Arc::new(WatchedSession { inner: begun, watch, over, wrote }) as Arc<dyn Session>)
        })
    }
}

/// An open transaction of a process.
struct WatchedSession {
    inner: Arc<dyn Session>,
    watch: Watch,
    over: AtomicBool,
    wrote: AtomicBool,
}

impl WatchedSession {
    /// Asks, and is inside of the procedure that asked once it is answered.
    fn told<'a, T: Send + 'a>(&'a self, asked: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let answer = {
                let _under_way = self.watch.under_way();
                asked.await
            };
            calls::inside().await;
            answer
        })
    }

    /// The same where rows are written.
    fn writes<'a>(&'a self, asked: StoreFuture<'a, ()>) -> StoreFuture<'a, ()> {
        if !self.wrote.swap(true, Ordering::SeqCst) {
            self.watch.points.writing.fetch_add(1, Ordering::SeqCst);
        }
        self.told(asked)
    }

    fn end(&self) {
        if !self.over.swap(true, Ordering::SeqCst) {
            let points = &self.watch.points;
            points.open.fetch_sub(1, Ordering::SeqCst);
            if self.wrote.load(Ordering::SeqCst) {
                points.writing.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }
}

impl Drop for WatchedSession {
    fn drop(&mut self) {
        self.end();
    }
}

impl Reads for WatchedSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.told(self.inner.get(table, id))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.told(self.inner.find(table, query))
    }
}

impl Session for WatchedSession {
    fn ready(&self) -> StoreFuture<'_, ()> {
        self.inner.ready()
    }

    fn waited(&self) -> std::time::Duration {
        self.inner.waited()
    }

    fn stay(&self) -> StoreFuture<'_, ()> {
        self.inner.stay()
    }

    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.writes(self.inner.insert(table, id, cells, at))
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.writes(self.inner.update(table, id, cells, at))
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        self.writes(self.inner.remove(table, id))
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let struck = write.as_ref().and_then(|_| self.watch.strikes.fire());
            let what = || "failed on demand".to_owned();
            if struck == Some(Fault::Unwritten) {
                self.rollback();
                return Err(StoreError::Unavailable { what: what() });
            }
            let committed = {
                let _under_way = self.watch.under_way();
                self.inner.commit(write).await
            };
            self.end();
            match struck {
                Some(_) => committed.and(Err(StoreError::Unavailable { what: what() })),
                None => committed,
            }
        })
    }

    fn lost(&self) -> bool {
        self.inner.lost()
    }

    fn rollback(&self) {
        self.inner.rollback();
        self.end();
    }
}
