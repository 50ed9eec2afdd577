//! The seat at the one connection that writes, with the batch that is open on it.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::cells::failed;
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

/// How a session ended.
pub(super) type Answer = Result<(), StoreError>;

/// Somebody who waits for the COMMIT, with the answer that is right if it succeeds.
pub(super) struct Waiter {
    pub(super) answer: Answer,
    pub(super) tell: oneshot::Sender<Answer>,
}

/// A batch that is over, and nobody has heard of it yet.
#[must_use = "who waits for it has to hear"]
pub(super) struct Ended {
    pub(super) done: Answer,
    waiters: Vec<Waiter>,
}

impl Ended {
    /// Tells all who wait how it went. If it failed, that is everybody's answer: what another session
    /// did may be the reason for a refusal.
    pub(super) fn tell(self) -> Answer {
        for Waiter { answer, tell } in self.waiters {
            let _ = tell.send(self.done.clone().and(answer)); // who went away hears nothing
        }
        self.done
    }
}

/// The connection, with the batch that is open on it.
pub(super) struct Seat {
    pub(super) connection: Connection,
    /// How many finished sessions the open transaction holds.
    finished: usize,
    /// When the first of them finished.
    since: Instant,
    waiters: Vec<Waiter>,
}

impl Seat {
    pub(super) fn new(connection: Connection) -> Seat {
        Seat { connection, finished: 0, since: Instant::now(), waiters: Vec::new() }
    }

    /// Whether the open transaction holds what others wrote.
    pub(super) fn is_shared(&self) -> bool {
        self.finished > 0
    }

    /// Where the database took the open transaction back by itself: nothing is ever written outside of one.
    pub(super) fn settle(&mut self) {
        if self.is_shared() && self.connection.is_autocommit() {
            let _ = self.give_up(); // its members hear it
        }
    }

    /// Whether the batch is to be committed before another session joins it.
    pub(super) fn is_full(&self) -> bool {
        let old = || self.since.elapsed() >= Duration::from_millis(BATCH_MS_MAX);
        self.finished >= BATCH_MAX || (self.finished > 0 && old())
    }

    pub(super) fn wait(&mut self, answer: Answer, tell: oneshot::Sender<Answer>) {
        self.waiters.push(Waiter { answer, tell });
    }

    /// A transaction that holds the database's write lock from its start. Other tasks go on while
    /// another process writes.
    pub(super) async fn begin(&mut self) -> Answer {
        self.forget()?;
        let until = Instant::now() + Duration::from_millis(BEGIN_MS_MAX);
        let mut begun = self.try_begin();
        while begun == Err(StoreError::Busy) && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(BEGIN_TRY_MS)).await;
            begun = self.try_begin();
        }
        begun
    }

    /// The same on a thread that may wait.
    pub(super) fn begin_waiting(&mut self) -> Answer {
        self.forget()?;
        connect::run(&self.connection, "BEGIN IMMEDIATE")
    }

    fn try_begin(&self) -> Answer {
        let patience = |ms| self.connection.busy_timeout(Duration::from_millis(ms)).map_err(failed);
        patience(BEGIN_TRY_MS)?;
        let begun = connect::run(&self.connection, "BEGIN IMMEDIATE");
        patience(BUSY_MS_MAX)?;
        begun
    }

    /// Takes back what a commit that failed has left behind.
    fn forget(&self) -> Answer {
        match self.connection.is_autocommit() {
            true => Ok(()),
            false => connect::end(&self.connection, "ROLLBACK"),
        }
    }

    /// Begins a part of the batch that can be taken back by itself.
    pub(super) fn mark(&self) -> Answer {
        connect::run(&self.connection, "SAVEPOINT boundary")
    }

    /// What a session wrote belongs to the batch.
    pub(super) fn keep(&mut self, marked: bool) -> Answer {
        if self.connection.is_autocommit() {
            return self.give_up();
        }
        if marked && let Err(error) = connect::run(&self.connection, "RELEASE boundary") {
            return self.take_back(marked).and(Err(error));
        }
        if self.finished == 0 {
            self.since = Instant::now();
        }
        self.finished += 1;
        Ok(())
    }

    /// Takes back what a session wrote; if that is not possible, the whole batch.
    pub(super) fn take_back(&mut self, marked: bool) -> Answer {
        if self.connection.is_autocommit() {
            return self.give_up();
        }
        if self.finished == 0 {
            return connect::end(&self.connection, "ROLLBACK");
        }
        if !marked {
            return Ok(()); // it wrote nothing
        }
        let back = connect::run(&self.connection, "ROLLBACK TO boundary")
            .and_then(|()| connect::run(&self.connection, "RELEASE boundary"));
        if back.is_err() {
            return self.give_up();
        }
        back
    }

    /// The batch cannot be committed any more: all who wait for it hear that.
    pub(super) fn give_up(&mut self) -> Answer {
        if !self.connection.is_autocommit() {
            connect::end(&self.connection, "ROLLBACK")?;
        }
        let _ = self.over(Err(given_up())).tell(); // and the caller
        Err(given_up())
    }

    /// Commits the open batch, if there is one.
    pub(super) fn commit(&mut self) -> Ended {
        let done = match (self.finished, self.connection.is_autocommit()) {
            (0, true) => Ok(()),
            (0, false) => connect::end(&self.connection, "ROLLBACK"),
            (_, true) => Err(given_up()),
            (_, false) => connect::end(&self.connection, "COMMIT").map_err(|error| match error {
                unavailable @ StoreError::Unavailable { .. } => unavailable,
                error => StoreError::Unavailable { what: error.to_string() },
            }),
        };
        self.over(done)
    }

    fn over(&mut self, done: Answer) -> Ended {
        self.finished = 0;
        Ended { done, waiters: std::mem::take(&mut self.waiters) }
    }
}

/// SQLite took back the transaction by itself.
fn given_up() -> StoreError {
    StoreError::Unavailable { what: "the database took the transaction back".to_owned() }
}
