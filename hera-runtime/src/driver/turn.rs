//! The run's own turn, where its store has one writer: boundaries of one run write one after the other.
//!
//! Such a store answers a commit together with those of sessions that come after it, while the book of
//! the run is locked. If one of these belonged to the same run, it could wait for the book, and the
//! book for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::context::{Cell, Record, Table};
use crate::ports::{JournalWrite, Query, Reads, Session, StoreFuture};

/// A transaction of a run whose turn it is.
pub(super) struct InTurn {
    session: Arc<dyn Session>,
    /// Nothing once the transaction is over.
    turn: Mutex<Option<OwnedMutexGuard<()>>>,
}

impl InTurn {
    pub(super) fn new(session: Arc<dyn Session>, turn: OwnedMutexGuard<()>) -> InTurn {
        InTurn { session, turn: Mutex::new(Some(turn)) }
    }

    fn over(&self) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Reads for InTurn {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.session.get(table, id)
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.session.find(table, query)
    }
}

impl Session for InTurn {
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
            let committed = self.session.commit(write).await;
            self.over();
            committed
        })
    }

    fn rollback(&self) {
        self.session.rollback();
        self.over();
    }
}
