//! Open snapshots and transactions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

use super::connect::Reader;
use super::owner::Owner;
use super::writer::Turn;
use super::{journal, rows};
use crate::context::{Cell, Record, StoreError, Table};
use crate::ports::{Fence, JournalWrite, Query, Reads, Scope, Session, StoreFuture};

/// A future that is done: SQLite answers at once.
fn done<'a, T: Send + 'a>(result: Result<T, StoreError>) -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(result))
}

/// One snapshot of one organisation.
pub(super) struct Snapshot {
    scope: Scope,
    /// Used by one procedure at a time; the lock is for the type system.
    reader: Mutex<Reader>,
}

impl Snapshot {
    pub(super) fn new(scope: Scope, reader: Reader) -> Snapshot {
        Snapshot { scope, reader: Mutex::new(reader) }
    }
}

impl Reads for Snapshot {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        done(rows::get(&reader, self.scope, table, id))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        done(rows::find(&reader, self.scope, table, query))
    }
}

/// The open write transaction: while it lives, it has the writer.
pub(super) struct WriteSession {
    scope: Scope,
    owner: Arc<Owner>,
    /// Nothing once the transaction is over.
    turn: Mutex<Option<Turn>>,
}

impl WriteSession {
    pub(super) fn new(scope: Scope, owner: Arc<Owner>, turn: Turn) -> WriteSession {
        WriteSession { scope, owner, turn: Mutex::new(Some(turn)) }
    }

    fn with<'a, T: Send + 'a>(
        &'a self,
        work: impl FnOnce(&Connection, Scope) -> Result<T, StoreError>,
    ) -> StoreFuture<'a, T> {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        done(match turn.as_ref() {
            // SQLite may have taken back the transaction: nothing is ever written outside of one.
            Some(turn) if !turn.is_autocommit() => work(turn, self.scope),
            _ => Err(StoreError::Closed),
        })
    }

    fn take(&self) -> Option<Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn write(&self, turn: &Turn, write: &JournalWrite) -> Result<(), StoreError> {
        if turn.is_autocommit() {
            return Err(StoreError::Closed);
        }
        if matches!(write.fence, Fence::New(_) | Fence::Act { takes: true, .. }) {
            self.owner.hold()?;
        }
        journal::write(turn, self.owner.id(), write)
    }
}

impl Reads for WriteSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.with(|connection, scope| rows::get(connection, scope, table, id))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.with(|connection, scope| rows::find(connection, scope, table, query))
    }
}

impl Session for WriteSession {
    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.with(|connection, scope| rows::insert(connection, scope, table, id, cells, at))
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.with(|connection, scope| rows::update(connection, scope, table, id, cells, at))
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        self.with(|connection, scope| rows::remove(connection, scope, table, id))
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let turn = self.take().ok_or(StoreError::Closed)?;
            let written = write.map_or(Ok(()), |write| self.write(&turn, &write));
            turn.end(written).await
        })
    }

    fn rollback(&self) {
        drop(self.take());
    }
}
