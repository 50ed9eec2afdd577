//! The writer: one connection, whose transactions are committed in groups.
//!
//! Sessions have the connection one after the other, in the order in which they asked. The first one
//! begins a transaction, each later one a savepoint in it; who finishes while others wait leaves its
//! writes in the open transaction, and a leader, who queues behind all that waited then, commits
//! for the whole batch: one sync of the disk. If nobody waits, the session commits itself, at once.
//!
//! - Nobody is answered before the COMMIT has returned, and if it fails, it fails for all of the batch.
//!   That holds for refusals too: what another session did may be the reason for them.
//! - An abort takes back its own savepoint. If SQLite gives the whole transaction up (a full disk, an I/O
//!   error), the batch fails as a whole, and no statement runs outside of a transaction.
//! - A batch that is a few milliseconds old, or large, is committed before the connection is handed on.
//!   What remains: a session that keeps the connection for long delays the answers of those that finished
//!   between the last COMMIT and its turn. The time-out of its boundary bounds that.
//! - A session that was rolled back may have read rows of its batch. If the COMMIT fails then, these rows
//!   never came to be, though a procedure may have refused because of them.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::runtime::Handle;
use tokio::sync::{Mutex as FairMutex, OwnedMutexGuard, oneshot};

use super::cells::failed;
use super::checkpoint::Checkpointer;
use super::connect::{self, BUSY_MS_MAX};
use crate::context::StoreError;

/// How long a try to begin blocks its thread for another process, in milliseconds.
const BEGIN_TRY_MS: u64 = 20;
/// How long a transaction waits for another process before it is refused, in milliseconds.
const BEGIN_MS_MAX: u64 = 5_000;
/// Sessions that one COMMIT may make durable.
const BATCH_MAX: usize = 256;
/// How old a batch may be when the connection is handed on, in milliseconds.
const BATCH_MS_MAX: u64 = 10;

type Answer = Result<(), StoreError>;

/// The one connection that writes. Clones share it.
#[derive(Clone)]
pub(super) struct Writer(Arc<Shared>);

struct Shared {
    seat: Arc<FairMutex<Seat>>,
    /// How many ask for the connection and do not have it yet.
    waiting: AtomicUsize,
    checkpointer: Checkpointer,
}

/// The connection, with the batch that is open on it.
pub(super) struct Seat {
    connection: Connection,
    /// How many finished sessions the open transaction holds.
    finished: usize,
    /// When the first of them finished.
    since: Instant,
    /// Those of them that wait for the COMMIT.
    answers: Vec<oneshot::Sender<Answer>>,
    /// Whether a leader is under way.
    led: bool,
}

impl Seat {
    /// Commits the open batch, if there is one, and answers all who wait for it.
    pub(super) fn commit(&mut self) -> Answer {
        if self.finished == 0 {
            return Ok(());
        }
        let done = match self.connection.is_autocommit() {
            true => Err(given_up()),
            false => connect::end(&self.connection, "COMMIT").map_err(|error| match error {
                unavailable @ StoreError::Unavailable { .. } => unavailable,
                error => StoreError::Unavailable { what: error.to_string() },
            }),
        };
        self.answer(&done);
        done
    }

    /// Tells the whole batch how it ended.
    fn answer(&mut self, done: &Answer) {
        (self.finished, self.led) = (0, false);
        for answer in self.answers.drain(..) {
            let _ = answer.send(done.clone()); // who went away hears nothing
        }
    }

    /// Whether the batch is to be committed before another session joins it.
    fn is_full(&self) -> bool {
        let old = || self.since.elapsed() >= Duration::from_millis(BATCH_MS_MAX);
        self.finished >= BATCH_MAX || (self.finished > 0 && old())
    }

    /// Ends a session: its writes join the batch, or are taken back.
    fn leave(&mut self, nested: bool, keep: bool) -> Answer {
        if self.connection.is_autocommit() {
            self.answer(&Err(given_up()));
            return Err(given_up());
        }
        let left = match (nested, keep) {
            (false, true) => Ok(()),
            (false, false) => return connect::end(&self.connection, "ROLLBACK"),
            (true, true) => connect::run(&self.connection, "RELEASE boundary"),
            (true, false) => return self.take_back(),
        };
        match left {
            Ok(()) if self.finished == 0 => (self.finished, self.since) = (1, Instant::now()),
            Ok(()) => self.finished += 1,
            Err(error) => return self.take_back().and(Err(error)),
        }
        Ok(())
    }

    /// Takes back the open savepoint; if that is not possible, the whole batch.
    fn take_back(&mut self) -> Answer {
        let back = connect::run(&self.connection, "ROLLBACK TO boundary")
            .and_then(|()| connect::run(&self.connection, "RELEASE boundary"));
        if back.is_err() {
            if !self.connection.is_autocommit() {
                connect::end(&self.connection, "ROLLBACK")?;
            }
            self.answer(&Err(given_up()));
        }
        back
    }
}

/// SQLite took back the transaction by itself.
fn given_up() -> StoreError {
    StoreError::Unavailable { what: "the database took the transaction back".to_owned() }
}

impl Writer {
    pub(super) fn new(connection: Connection, checkpointer: Checkpointer) -> Writer {
        let (finished, since, answers) = (0, Instant::now(), Vec::new());
        let seat = Seat { connection, finished, since, answers, led: false };
        let seat = Arc::new(FairMutex::new(seat));
        Writer(Arc::new(Shared { seat, waiting: AtomicUsize::new(0), checkpointer }))
    }

    /// A transaction that holds the database's write lock from its start, so that it never has to
    /// be given up for a lock.
    pub(super) async fn begin(&self) -> Result<Turn, StoreError> {
        let waiting = Waiting::new(&self.0.waiting);
        let mut seat = Arc::clone(&self.0.seat).lock_owned().await;
        drop(waiting);
        if seat.is_full() {
            // Its members hear how it went.
            let _ = self.0.commit(&mut seat);
        }
        let nested = seat.finished > 0;
        if nested {
            connect::run(&seat.connection, "SAVEPOINT boundary")?;
        } else {
            begin(&mut seat.connection).await?;
        }
        let shared = Arc::clone(&self.0);
        Ok(Turn { seat: Some(seat), shared, nested, over: false })
    }
}

async fn begin(connection: &mut Connection) -> Result<(), StoreError> {
    if !connection.is_autocommit() {
        connect::end(connection, "ROLLBACK")?; // left behind by a commit that failed
    }
    let until = Instant::now() + Duration::from_millis(BEGIN_MS_MAX);
    connection.busy_timeout(Duration::from_millis(BEGIN_TRY_MS)).map_err(failed)?;
    let begun = loop {
        match connect::run(connection, "BEGIN IMMEDIATE") {
            Err(StoreError::Busy) if Instant::now() < until => {
                // Another process writes: let the others of this one go on meanwhile.
                tokio::time::sleep(Duration::from_millis(BEGIN_TRY_MS)).await;
            }
            done => break done,
        }
    };
    connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX)).map_err(failed)?;
    begun
}

impl Shared {
    fn commit(&self, seat: &mut Seat) -> Answer {
        let done = seat.commit();
        self.checkpointer.look(&self.seat);
        done
    }

    /// Commits the batch after all who wait for the connection now.
    fn lead(self: &Arc<Self>, runtime: &Handle) {
        let shared = Arc::clone(self);
        runtime.spawn(async move {
            let mut seat = Arc::clone(&shared.seat).lock_owned().await;
            // Its members hear how it went.
            let _ = shared.commit(&mut seat);
        });
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
    shared: Arc<Shared>,
    /// Whether it has a savepoint in a transaction of others.
    nested: bool,
    /// Whether its writes belong to the batch, or are taken back.
    over: bool,
}

impl Turn {
    /// Makes what was written durable if `work` went well, else takes it back; answers when the batch
    /// is committed. After an error nothing of it is there, unless the answer to the COMMIT was lost.
    pub(super) async fn end<T>(mut self, work: Result<T, StoreError>) -> Result<T, StoreError> {
        let work = self.leave(work.is_ok()).and(work);
        let shared = Arc::clone(&self.shared);
        if self.seat.as_ref().is_some_and(|seat| seat.finished > 0 && !seat.led) {
            // Whoever is ready to write comes into the queue.
            tokio::task::yield_now().await;
        }
        let Some(mut seat) = self.seat.take() else { return Err(StoreError::Closed) };
        if seat.finished == 0 {
            return work; // it was alone, and is taken back
        }
        if !seat.led {
            match Handle::try_current() {
                Ok(runtime) if shared.waiting.load(Ordering::SeqCst) > 0 => {
                    seat.led = true;
                    shared.lead(&runtime);
                }
                _ => return shared.commit(&mut seat).and(work),
            }
        }
        let (answer, answered) = oneshot::channel();
        seat.answers.push(answer);
        drop(seat);
        answered.await.unwrap_or(Err(StoreError::Closed)).and(work)
    }

    fn leave(&mut self, keep: bool) -> Answer {
        self.over = true;
        let nested = self.nested;
        self.seat.as_mut().map_or(Err(StoreError::Closed), |seat| seat.leave(nested, keep))
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
        if !self.over {
            // If this fails, the writer rolls back before its next transaction.
            let _ = self.leave(false);
        }
        if let Some(mut seat) = self.seat.take().filter(|seat| !seat.led) {
            // Whoever was about to commit went away.
            let _ = self.shared.commit(&mut seat);
        }
    }
}

#[cfg(test)]
mod tests;
