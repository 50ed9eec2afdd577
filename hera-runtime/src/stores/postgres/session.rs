//! Open snapshots and transactions.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::plan::Isolation;
use jiff::Timestamp;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::connect::{self, For, Mode, Open};
use super::failure::failed;
use super::{PostgresStore, rows};
use crate::context::{Cell, Record, StoreError, Table};
use crate::ports::{Fence, JournalWrite, Query, Reads, Scope, Session, StoreFuture};

/// One snapshot, or one write transaction, of one organisation.
pub(super) struct Opened {
    scope: Scope,
    store: PostgresStore,
    isolation: Isolation,
    /// Begun by its first statement. Nothing once it is over.
    open: Mutex<Option<Arc<OnceCell<Open>>>>,
    /// Whether the COMMIT said that another transaction won.
    lost: AtomicBool,
}

impl Opened {
    /// A write transaction of which the database knows nothing yet.
    pub(super) fn unbegun(scope: Scope, store: PostgresStore, isolation: Isolation) -> Opened {
        let open = Mutex::new(Some(Arc::default()));
        Opened { scope, store, isolation, open, lost: AtomicBool::new(false) }
    }

    /// A snapshot that is open.
    pub(super) fn snapshot(scope: Scope, store: PostgresStore, open: Open) -> Opened {
        let opened = Opened::unbegun(scope, store, Isolation::RepeatableRead);
        let open = Mutex::new(Some(Arc::new(OnceCell::new_with(Some(open)))));
        Opened { open, ..opened }
    }

    fn unless_over(&self) -> Result<Arc<OnceCell<Open>>, StoreError> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or(StoreError::Closed)
    }

    fn end(&self) -> Option<Arc<OnceCell<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Makes sure that there is a connection to send a statement by.
    async fn begun<'a>(&self, open: &'a OnceCell<Open>) -> Result<&'a Open, StoreError> {
        let whom = For::Organization(self.scope);
        let begin = || Open::lazily(&self.store.pool, Mode::Write(self.isolation), whom);
        open.get_or_try_init(begin).await
    }
}

impl Reads for Opened {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            rows::get(self.begun(&*self.unless_over()?).await?, self.scope, table, id).await
        })
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        Box::pin(async move {
            rows::find(self.begun(&*self.unless_over()?).await?, self.scope, table, query).await
        })
    }
}

impl Session for Opened {
    /// Where others wait for a connection, it waits in line with them. Else it does without one until it
    /// sends a statement.
    fn ready(&self) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            if connect::is_crowded(&self.store.pool) {
                self.begun(&*self.unless_over()?).await?;
            }
            Ok(())
        })
    }

    fn stay(&self) -> StoreFuture<'_, ()> {
        Box::pin(async move {
            match self.unless_over()?.get().filter(|open| open.has_begun()) {
                Some(open) => open.stay().await,
                None => Ok(()),
            }
        })
    }

    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            rows::insert(self.begun(&*self.unless_over()?).await?, self.scope, table, id, cells, at)
                .await
        })
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            rows::update(self.begun(&*self.unless_over()?).await?, self.scope, table, id, cells, at)
                .await
        })
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            rows::remove(self.begun(&*self.unless_over()?).await?, self.scope, table, id).await
        })
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let open = self.end().ok_or(StoreError::Closed)?;
            // A read of the same transaction that is still under way keeps it from ending.
            let open = Arc::into_inner(open).ok_or(StoreError::Closed)?.into_inner();
            let open = open.filter(Open::has_begun);
            let Some(write) = write else {
                let Some(open) = open else { return Ok(()) };
                return open.commit(None, failed).await.map(drop);
            };
            let PostgresStore { worker, journal, committer, .. } = &self.store;
            if matches!(write.fence, Fence::New(_) | Fence::Act { takes: true, .. }) {
                worker.hold().await?;
            }
            let committed = match open {
                Some(open) => journal.commit(open, &write).await,
                // Where no statement was sent, there is nothing to isolate.
                None => committer.commit(write).await,
            };
            self.lost.store(committed == Err(StoreError::Busy), Ordering::Release);
            committed
        })
    }

    fn lost(&self) -> bool {
        let is_doomed = |open: Arc<OnceCell<Open>>| {
            // Before the COMMIT is sent, a broken connection takes all back.
            open.get().is_some_and(|open| open.doomed() == Some(StoreError::Busy) || open.is_cut())
        };
        self.unless_over().is_ok_and(is_doomed) || self.lost.load(Ordering::Acquire)
    }

    fn rollback(&self) {
        // Dropping it rolls back.
        drop(self.end());
    }
}
