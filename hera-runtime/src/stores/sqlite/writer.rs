//! The writer: one connection, whose transactions are committed in groups.
//!
//! Sessions that read or write rows have the connection one after the other, in the order in which they
//! asked; a session that has nothing but a step of its journal to write leaves that to the [committer](super::committer).
//! The first one begins a transaction, each later one that writes rows a savepoint in it; who finishes
//! while there are others leaves its writes in the open transaction, and the committer commits for the whole batch:
//! one sync of the disk. Who is alone commits itself, at once.
//!
//! - Nobody is answered before the COMMIT has returned, and if it fails, it fails for all of the batch.
//!   That holds for refusals too: what another session did may be the reason for them.
//! - An abort takes back its own writes. If SQLite gives the whole transaction up (a full disk, an I/O
//!   error), the batch fails as a whole, and no statement runs outside of a transaction.
//! - A batch that is a few milliseconds old, or large, is committed before the connection is handed on.
//!   What remains: a session that keeps the connection for long delays the answers of those that finished
//!   between the last COMMIT and its turn. The time-out of its boundary bounds that.
//! - A session that was rolled back may have read rows of its batch. If the COMMIT fails then, these rows
//!   never came to be, though a procedure may have refused because of them.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::{Mutex as FairMutex, OwnedMutexGuard, oneshot};

use super::checkpoint::Checkpointer;
use super::committer::{self, Committer, Job};
use super::journal::{self, Step};
use super::seat::{Answer, Seat};
use crate::context::StoreError;

/// The one connection that writes. Clones share it.
#[derive(Clone)]
pub(super) struct Writer {
    /// Before the core: its thread ends first.
    committer: Arc<Committer>,
    core: Arc<Core>,
}

/// What those who write and the committer share.
pub(super) struct Core {
    pub(super) seat: Arc<FairMutex<Seat>>,
    pub(super) checkpointer: Checkpointer,
    /// How many ask for the connection and do not have it yet.
    waiting: AtomicUsize,
    /// How many sessions are open.
    open: AtomicUsize,
    /// How many were answered by the last COMMIT.
    answered: AtomicUsize,
    /// When this began, and how many milliseconds later a session got the connection: none has it at `NOBODY`.
    began: Instant,
    held_since: AtomicU64,
}

/// No session has the connection.
const NOBODY: u64 = u64::MAX;
/// From when on a session has had the connection for long, in milliseconds.
const LONG_MS: u64 = 10;
/// With how many that wait the wait is long.
const CROWD: usize = 4;

impl Core {
    /// With how many to reckon.
    pub(super) fn crowd(&self) -> usize {
        self.open.load(Ordering::Relaxed).max(self.answered.load(Ordering::Relaxed))
    }

    pub(super) fn answered(&self, together: usize) {
        self.answered.store(together, Ordering::Relaxed);
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(NOBODY)
    }

    fn commit(&self, seat: &mut Seat) -> Answer {
        let ended = seat.commit();
        self.checkpointer.look(&self.seat);
        self.answered(1);
        ended.tell()
    }
}

impl Writer {
    pub(super) fn new(connection: Connection, checkpointer: Checkpointer) -> Writer {
        let seat = Arc::new(FairMutex::new(Seat::new(connection)));
        let (waiting, open, answered) = Default::default();
        let (began, held_since) = (Instant::now(), AtomicU64::new(NOBODY));
        let core = Core { seat, checkpointer, waiting, open, answered, began, held_since };
        let core = Arc::new(core);
        Writer { committer: Arc::new(Committer::new()), core }
    }

    /// Counts a session, until it is dropped.
    pub(super) fn open(&self) -> Open {
        self.core.open.fetch_add(1, Ordering::Relaxed);
        Open(Arc::clone(&self.core))
    }

    /// A transaction that holds the database's write lock from its start, so that it never has to
    /// be given up for a lock.
    pub(super) async fn begin(&self) -> Result<Turn, StoreError> {
        let waiting = Waiting::new(&self.core.waiting);
        let mut seat = Arc::clone(&self.core.seat).lock_owned().await;
        drop(waiting);
        if seat.is_full() {
            let _ = self.core.commit(&mut seat); // its members hear how it went
        }
        seat.settle();
        if !seat.is_shared() {
            seat.begin().await?;
        }
        self.core.held_since.store(self.core.now_ms(), Ordering::Relaxed);
        Ok(Turn { seat: Some(seat), writer: self.clone(), marked: false, over: false })
    }

    /// Whether whoever asks for the connection now has to wait for long: a session has had it for long, or several
    /// wait already.
    pub(super) fn is_crowded(&self) -> bool {
        let since = self.core.held_since.load(Ordering::Relaxed);
        let held_long = since != NOBODY && self.core.now_ms().saturating_sub(since) >= LONG_MS;
        held_long || self.core.waiting.load(Ordering::Relaxed) >= CROWD
    }

    /// Writes a step of a journal in a transaction that holds nothing else.
    pub(super) async fn write(&self, step: Step) -> Answer {
        if self.is_alone()
            && let Ok(mut seat) = Arc::clone(&self.core.seat).try_lock_owned()
        {
            return self.write_alone(&mut seat, &step).await;
        }
        let step = Arc::new(step);
        let (tell, told) = oneshot::channel();
        match self.committer.hand_over(&self.core, Job { step: Arc::clone(&step), tell }) {
            Ok(()) => told.await.unwrap_or(Err(StoreError::Closed)),
            Err(_) => self.write_alone(&mut *self.core.seat.lock().await, &step).await,
        }
    }

    async fn write_alone(&self, seat: &mut Seat, step: &Step) -> Answer {
        seat.settle();
        if !seat.is_shared() {
            seat.begin().await?; // others go on while another process writes
        }
        let written = committer::write_into(seat, step);
        self.core.commit(seat).and(written)
    }

    /// Whether there is nobody to share a COMMIT with, once all have had a turn who are ready to go on.
    async fn stays_alone(&self) -> bool {
        if !self.is_alone() {
            return false;
        }
        tokio::task::yield_now().await;
        self.is_alone()
    }

    fn is_alone(&self) -> bool {
        self.core.crowd() <= 1
            && self.core.waiting.load(Ordering::SeqCst) == 0
            && self.committer.is_idle()
    }
}

/// A session that is open, until it is dropped.
pub(super) struct Open(Arc<Core>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Somebody who asks for the connection, until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Waiting<'_> {
    fn new(waiting: &AtomicUsize) -> Waiting<'_> {
        waiting.fetch_add(1, Ordering::SeqCst);
        Waiting(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A session's turn with the connection. Dropping it takes its writes back.
pub(super) struct Turn {
    /// Let go of before the rest, whose end may wait for the connection.
    seat: Option<OwnedMutexGuard<Seat>>,
    writer: Writer,
    /// Whether it has a savepoint in a transaction of others.
    marked: bool,
    /// Whether its writes belong to the batch, or are taken back.
    over: bool,
}

impl Turn {
    /// Has to come before what it writes first.
    pub(super) fn mark(&mut self) -> Answer {
        let shared = self.seat.as_ref().filter(|seat| seat.is_shared());
        if let Some(seat) = shared.filter(|_| !self.marked) {
            seat.mark()?;
            self.marked = true;
        }
        Ok(())
    }

    /// Writes a step of a journal.
    pub(super) fn write(&mut self, step: &Step) -> Answer {
        let Err(broken) = journal::write(self, step) else { return Ok(()) };
        let alone = !self.seat.as_ref().is_some_and(|seat| seat.is_shared());
        if !broken.clean && !self.marked && !alone {
            self.over = true;
            self.seat.as_mut().map_or(Ok(()), |seat| seat.give_up())?;
        }
        Err(broken.error)
    }

    /// Makes what was written durable if `work` went well, else takes it back; answers when the batch
    /// is committed. After an error nothing of it is there, unless the answer to the COMMIT was lost.
    pub(super) async fn end<T>(mut self, work: Result<T, StoreError>) -> Result<T, StoreError> {
        let work = self.leave(work.is_ok()).and(work);
        if !self.seat.as_ref().is_some_and(|seat| seat.is_shared()) {
            return work; // it was alone, and is taken back
        }
        let alone = self.writer.stays_alone().await;
        let Some(mut seat) = self.seat.take() else { return Err(StoreError::Closed) };
        let Writer { committer, core } = &self.writer;
        if alone || !committer.left(core) {
            return core.commit(&mut seat).and(work);
        }
        let (tell, told) = oneshot::channel();
        seat.wait(Ok(()), tell);
        drop(seat);
        told.await.unwrap_or(Err(StoreError::Closed)).and(work)
    }

    fn leave(&mut self, keep: bool) -> Answer {
        self.writer.core.held_since.store(NOBODY, Ordering::Relaxed);
        if std::mem::replace(&mut self.over, true) {
            return Ok(());
        }
        let Some(seat) = &mut self.seat else { return Err(StoreError::Closed) };
        if keep { seat.keep(self.marked) } else { seat.take_back(self.marked) }
    }
}

impl Deref for Turn {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        let seat = self.seat.as_ref();
        &seat.expect("a turn has the connection until it ends").connection
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let left = std::mem::replace(&mut self.over, true);
        if self.seat.is_some() {
            self.writer.core.held_since.store(NOBODY, Ordering::Relaxed);
        }
        match self.seat.take() {
            // If this fails, the writer rolls back before its next transaction.
            Some(mut seat) if !left => _ = seat.take_back(self.marked),
            // Who was about to commit went away.
            Some(mut seat) => _ = self.writer.core.commit(&mut seat),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests;
