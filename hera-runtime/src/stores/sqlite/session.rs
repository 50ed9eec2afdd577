//! Open snapshots and transactions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

use super::connect::Reader;
use super::journal::Step;
use super::owner::Owner;
use super::rows;
use super::writer::{Open, Turn, Writer};
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

/// A write transaction. It has the writer from its first read or write on, while it lives; one that writes
/// nothing but a step of its journal never has it.
pub(super) struct WriteSession {
    scope: Scope,
    owner: Arc<Owner>,
    writer: Writer,
    state: Mutex<State>,
    /// Held by who asks for the writer: once is enough.
    entering: tokio::sync::Mutex<()>,
    /// When it asked for the writer, and when it had it.
    asked: OnceLock<Instant>,
    entered: OnceLock<Instant>,
    _open: Open,
}

enum State {
    /// It did not need the writer yet.
    Idle,
    Holds(Turn),
    Over,
}

impl WriteSession {
    pub(super) fn new(scope: Scope, owner: Arc<Owner>, writer: Writer) -> WriteSession {
        let (_open, state) = (writer.open(), Mutex::new(State::Idle));
        let (entering, asked, entered) = Default::default();
        WriteSession { scope, owner, writer, state, entering, asked, entered, _open }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_idle(&self) -> bool {
        matches!(*self.state(), State::Idle)
    }

    /// Takes the writer, unless it has it.
    async fn enter(&self) -> Result<(), StoreError> {
        if !self.is_idle() {
            return Ok(());
        }
        let _one = self.entering.lock().await;
        if self.is_idle() {
            self.asked.get_or_init(Instant::now);
            let turn = self.writer.begin().await;
            self.entered.get_or_init(Instant::now);
            let turn = turn?;
            let mut state = self.state();
            if matches!(*state, State::Idle) {
                *state = State::Holds(turn);
            }
        }
        Ok(())
    }

    fn read<'a, T: Send + 'a>(
        &'a self,
        work: impl FnOnce(&Connection, Scope) -> Result<T, StoreError> + Send + 'a,
    ) -> StoreFuture<'a, T> {
        Box::pin(async move {
            self.enter().await?;
            match &*self.state() {
                // SQLite may have taken back the transaction: nothing is ever written outside of one.
                State::Holds(turn) if !turn.is_autocommit() => work(turn, self.scope),
                _ => Err(StoreError::Closed),
            }
        })
    }

    fn write<'a>(
        &'a self,
        work: impl FnOnce(&Connection, Scope) -> Result<(), StoreError> + Send + 'a,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.enter().await?;
            match &mut *self.state() {
                State::Holds(turn) if !turn.is_autocommit() => {
                    turn.mark()?;
                    work(turn, self.scope)
                }
                _ => Err(StoreError::Closed),
            }
        })
    }

    /// Whose life a write depends on has to be known before it is there.
    fn hold(&self, write: &JournalWrite) -> Result<(), StoreError> {
        match write.fence {
            Fence::New(_) | Fence::Act { takes: true, .. } => self.owner.hold(),
            _ => Ok(()),
        }
    }

    /// Writes into the transaction that is open.
    fn step(&self, turn: &mut Turn, write: &JournalWrite) -> Result<(), StoreError> {
        if turn.is_autocommit() {
            return Err(StoreError::Closed);
        }
        self.hold(write)?;
        turn.write(&Step::of(self.owner.id(), write)?)
    }
}

impl Reads for WriteSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        self.read(move |connection, scope| rows::get(connection, scope, table, id))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        self.read(move |connection, scope| rows::find(connection, scope, table, query))
    }
}

impl Session for WriteSession {
    fn waited(&self) -> Duration {
        let until = || self.entered.get().copied().unwrap_or_else(Instant::now);
        self.asked.get().map_or(Duration::ZERO, |asked| until().duration_since(*asked))
    }

    /// Where the wait would be long, a procedure's time might be over before its first statement.
    fn ready(&self) -> StoreFuture<'_, ()> {
        Box::pin(async move { if self.writer.is_crowded() { self.enter().await } else { Ok(()) } })
    }

    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.write(move |connection, scope| rows::insert(connection, scope, table, id, cells, at))
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        self.write(move |connection, scope| rows::update(connection, scope, table, id, cells, at))
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        self.write(move |connection, scope| rows::remove(connection, scope, table, id))
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let state = std::mem::replace(&mut *self.state(), State::Over);
            match (state, write) {
                (State::Over, _) => Err(StoreError::Closed),
                (State::Idle, None) => Ok(()),
                (State::Idle, Some(write)) => {
                    self.hold(&write)?;
                    let step = Step::of(self.owner.id(), &write)?;
                    self.writer.write(step).await
                }
                (State::Holds(mut turn), write) => {
                    let written = write.map_or(Ok(()), |write| self.step(&mut turn, &write));
                    turn.end(written).await
                }
            }
        })
    }

    fn rollback(&self) {
        drop(std::mem::replace(&mut *self.state(), State::Over));
    }
}
