//! A store with something around its commits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hera_core::plan::Isolation;
use hera_runtime::context::{Cell, Record, StoreError, Table};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{
    JournalLine, JournalWrite, News, Organization, PruneBatch, PruneQuery, PrunedRows, Query,
    Reads, RunId, RunList, RunQuery, RunRecord, Scope, Session, Store, StoreFuture, Taken,
};
use hera_runtime::{Timestamp, Uuid};

/// What a commit does instead of itself.
pub trait Commits: Send + Sync {
    fn commit<'a>(
        &'a self,
        store: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        let _ = store;
        session.commit(write)
    }

    /// Somebody reads a run from its journal.
    fn loads(&self) {}
}

/// A store whose commits are those of somebody else.
pub struct Around {
    pub store: Arc<dyn Store>,
    pub commits: Arc<dyn Commits>,
}

struct AroundSession {
    session: Arc<dyn Session>,
    store: Arc<dyn Store>,
    commits: Arc<dyn Commits>,
    lost: AtomicBool,
}

macro_rules! inner {
    ($(fn $name:ident $(<$life:lifetime>)? (&$($own:lifetime)? self $(, $arg:ident: $ty:ty)*) -> $out:ty;)*) => {
        $(fn $name $(<$life>)? (&$($own)? self $(, $arg: $ty)*) -> $out {
            self.store.$name($($arg),*)
        })*
    };
}

impl Store for Around {
    inner! {
        fn owner(&self) -> Uuid;
        fn writes_beside_transactions(&self) -> bool;
        fn owners_may_wake(&self) -> bool;
        fn create_organization<'a>(&'a self, new: &'a Organization, actor: Uuid) -> StoreFuture<'a, bool>;
        fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>>;
        fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>>;
        fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>>;
        fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList>;
        fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>>;
        fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken>;
        fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;
        fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;
        fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool>;
        fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>>;
        fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>>;
        fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows>;
        fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>>;
        fn leave(&self) -> StoreFuture<'_, ()>;
        fn tell<'a>(&'a self, news: News<'a>) -> BoxFuture<'a, ()>;
        fn woken(&self, news: News<'_>) -> BoxFuture<'_, ()>;
    }

    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>> {
        self.commits.loads();
        self.store.load(run)
    }

    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>> {
        Box::pin(async move {
            let session = self.store.begin(scope, isolation).await?;
            let (store, commits) = (Arc::clone(&self.store), Arc::clone(&self.commits));
            let lost = AtomicBool::new(false);
            Ok(Arc::new(AroundSession { session, store, commits, lost }) as Arc<dyn Session>)
        })
    }
}

impl Reads for AroundSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.session.get(table, id)
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.session.find(table, query)
    }
}

impl Session for AroundSession {
    fn ready(&self) -> StoreFuture<'_, ()> {
        self.session.ready()
    }

    fn waited(&self) -> std::time::Duration {
        self.session.waited()
    }

    fn stay(&self) -> StoreFuture<'_, ()> {
        self.session.stay()
    }

    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.session.insert(table, id, cells, at)
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.session.update(table, id, cells, at)
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        self.session.remove(table, id)
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let committed = self.commits.commit(&*self.store, &*self.session, write).await;
            self.lost.store(committed == Err(StoreError::Busy), Ordering::SeqCst);
            committed
        })
    }

    fn lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst) || self.session.lost()
    }

    fn rollback(&self) {
        self.session.rollback();
    }
}
