//! Open snapshots and transactions.
//!
//! A transaction works on a copy of the rows that it began with. When it commits, what it read and what
//! it wrote is compared with what is there by then: if somebody else changed any of it, it lost.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::plan::Isolation;
use jiff::Timestamp;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use super::Handle;
use super::rows::{Key, Rows, same};
use super::runs::Moment;
use crate::context::{Cell, Record, StoreError, Table};
use crate::ports::{Fence, JournalWrite, Query, Reads, Scope, Session, StoreFuture};

/// A future that is done: memory answers at once.
fn done<'a, T: Send + 'a>(result: Result<T, StoreError>) -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(result))
}

/// One snapshot of one organisation.
pub(super) struct Snapshot {
    scope: Scope,
    rows: Arc<Rows>,
}

impl Snapshot {
    pub(super) fn new(scope: Scope, rows: Arc<Rows>) -> Snapshot {
        Snapshot { scope, rows }
    }
}

impl Reads for Snapshot {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        done(Ok(self.rows.seen(self.scope, table, id).map(|row| Record::clone(row))))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        let found = self.rows.find(self.scope, table, &query);
        done(Ok(found.into_iter().map(|row| Record::clone(row)).collect()))
    }
}

/// What a transaction did so far.
pub(super) struct Changes {
    scope: Scope,
    isolation: Isolation,
    began: Moment,
    /// The rows that it began with.
    base: Arc<Rows>,
    /// The rows as it sees them.
    own: Arc<Rows>,
    /// What it wrote, in order, each row once.
    written: Vec<(&'static Table, Uuid)>,
    /// What it read.
    read: Vec<Look>,
}

/// A question that was asked.
enum Look {
    Get(Key),
    Find(&'static Table, Query),
}

impl Changes {
    /// The last commit that it sees; nothing where each statement sees all.
    pub(super) fn sees_until(&self) -> Option<Moment> {
        (self.isolation != Isolation::ReadCommitted).then_some(self.began)
    }

    /// The rows that are there when it commits onto `current`.
    pub(super) fn onto(&self, current: &Arc<Rows>) -> Result<Arc<Rows>, StoreError> {
        if Arc::ptr_eq(current, &self.base) {
            return Ok(Arc::clone(&self.own));
        }
        let unchanged =
            |table: &'static str, id| same(self.base.get(table, id), current.get(table, id));
        if !self.written.iter().all(|(table, id)| unchanged(table.name, *id)) {
            return Err(StoreError::Busy);
        }
        let still = |look: &Look| match look {
            Look::Get((table, id)) => unchanged(table, *id),
            Look::Find(table, query) => {
                let (before, now) = (
                    self.base.find(self.scope, table, query),
                    current.find(self.scope, table, query),
                );
                before.len() == now.len()
                    && before.into_iter().zip(now).all(|(before, now)| Arc::ptr_eq(before, now))
            }
        };
        if self.isolation == Isolation::Serializable && !self.read.iter().all(still) {
            return Err(StoreError::Busy);
        }
        if self.written.is_empty() {
            return Ok(Arc::clone(current));
        }
        let mut rows = Rows::clone(current);
        for (table, id) in &self.written {
            // What breaks a rule now and did not before breaks it by another's commit.
            rows.adopt(table, *id, &self.own).map_err(|_| StoreError::Busy)?;
        }
        Ok(Arc::new(rows))
    }

    fn write<T>(
        &mut self,
        table: &'static Table,
        id: Uuid,
        change: impl FnOnce(&mut Rows, Scope) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let changed = change(Arc::make_mut(&mut self.own), self.scope)?;
        if !self.written.contains(&(table, id)) {
            self.written.push((table, id));
        }
        Ok(changed)
    }
}

/// An open transaction with its turn to write, where there is one writer.
struct Open {
    changes: Changes,
    _turn: Option<OwnedMutexGuard<()>>,
}

/// An open transaction.
pub(super) struct WriteSession {
    handle: Arc<Handle>,
    /// Nothing once the transaction is over.
    open: Mutex<Option<Open>>,
    lost: AtomicBool,
}

impl WriteSession {
    pub(super) fn new(
        scope: Scope,
        isolation: Isolation,
        handle: Arc<Handle>,
        (rows, began): (Arc<Rows>, Moment),
        turn: Option<OwnedMutexGuard<()>>,
    ) -> WriteSession {
        let (base, own) = (Arc::clone(&rows), rows);
        let (written, read) = (Vec::new(), Vec::new());
        let changes = Changes { scope, isolation, began, base, own, written, read };
        let open = Mutex::new(Some(Open { changes, _turn: turn }));
        WriteSession { handle, open, lost: AtomicBool::new(false) }
    }

    fn with<'a, T: Send + 'a>(
        &self,
        work: impl FnOnce(&mut Changes) -> Result<T, StoreError>,
    ) -> StoreFuture<'a, T> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        done(match open.as_mut() {
            Some(open) => work(&mut open.changes),
            None => Err(StoreError::Closed),
        })
    }

    fn end(&self) -> Option<Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn commit_now(&self, write: Option<JournalWrite>) -> Result<(), StoreError> {
        let open = self.end().ok_or(StoreError::Closed)?;
        let becomes_owner = |write: &JournalWrite| {
            matches!(write.fence, Fence::New(_) | Fence::Act { takes: true, .. })
        };
        if write.as_ref().is_some_and(becomes_owner) {
            self.handle.hold()?;
        }
        let mut state = self.handle.shared.state();
        state.owners.check(self.handle.owner)?;
        let committed = state.commit(self.handle.owner, &open.changes, write);
        self.lost.store(committed == Err(StoreError::Busy), Ordering::Release);
        committed
    }
}

impl Reads for WriteSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.with(|changes| {
            changes.read.push(Look::Get((table.name, id)));
            let row = changes.own.seen(changes.scope, table, id);
            Ok(row.map(|row| Record::clone(row)))
        })
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.with(|changes| {
            let found = changes.own.find(changes.scope, table, &query);
            let found = found.into_iter().map(|row| Record::clone(row)).collect();
            changes.read.push(Look::Find(table, query));
            Ok(found)
        })
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
        self.with(|changes| {
            changes.write(table, id, |rows, scope| rows.insert(scope, table, id, cells, at))
        })
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.with(|changes| {
            changes.write(table, id, |rows, scope| rows.update(scope, table, id, cells, at))
        })
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        self.with(|changes| changes.write(table, id, |rows, scope| rows.remove(scope, table, id)))
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        done(self.commit_now(write))
    }

    fn lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }

    fn rollback(&self) {
        drop(self.end());
    }
}
