//! Open snapshots and transactions.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

use super::connect::Open;
use super::workers::Worker;
use super::{journal, rows};
use crate::context::{Cell, Record, StoreError, Table};
use crate::ports::{Fence, JournalWrite, Query, Reads, Scope, Session, StoreFuture};

/// One snapshot, or one write transaction, of one organisation.
pub(super) struct Opened {
    scope: Scope,
    worker: Arc<Worker>,
    /// Nothing once the transaction is over.
    open: Mutex<Option<Arc<Open>>>,
    /// Whether the COMMIT said that another transaction won.
    lost: AtomicBool,
}

impl Opened {
    pub(super) fn new(scope: Scope, worker: Arc<Worker>, open: Open) -> Opened {
        Opened {
            scope,
            worker,
            open: Mutex::new(Some(Arc::new(open))),
            lost: AtomicBool::new(false),
        }
    }

    fn open(&self) -> Result<Arc<Open>, StoreError> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or(StoreError::Closed)
    }

    fn end(&self) -> Option<Arc<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Reads for Opened {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move { rows::get(&*self.open()?, self.scope, table, id).await })
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        Box::pin(async move { rows::find(&*self.open()?, self.scope, table, query).await })
    }
}

impl Session for Opened {
    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(
            async move { rows::insert(&*self.open()?, self.scope, table, id, cells, at).await },
        )
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(
            async move { rows::update(&*self.open()?, self.scope, table, id, cells, at).await },
        )
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        Box::pin(async move { rows::remove(&*self.open()?, self.scope, table, id).await })
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let open = self.end().ok_or(StoreError::Closed)?;
            // A read of the same transaction that is still under way keeps it from ending.
            let open = Arc::into_inner(open).ok_or(StoreError::Closed)?;
            let Some(write) = write else {
                return open.commit(None, super::failure::failed).await.map(drop);
            };
            if matches!(write.fence, Fence::New(_) | Fence::Act { takes: true, .. }) {
                self.worker.hold().await?;
            }
            let committed = journal::commit(open, self.worker.id(), &write).await;
            self.lost.store(committed == Err(StoreError::Busy), Ordering::Release);
            committed
        })
    }

    fn lost(&self) -> bool {
        let doomed = self.open().is_ok_and(|open| open.doomed() == Some(StoreError::Busy));
        doomed || self.lost.load(Ordering::Acquire)
    }

    fn rollback(&self) {
        // Dropping it rolls back.
        drop(self.end());
    }
}
