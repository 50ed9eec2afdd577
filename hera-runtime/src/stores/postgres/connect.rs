//! Connections: a pool of them, and transactions that never outlive their holder.
//!
//! A connection is used for one transaction and given back, with nothing that outlasts the transaction
//! (no session setting, no prepared statement with a name), so that a pooler in transaction mode may
//! stand in between.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, QueueMode, RecyclingMethod, Runtime,
};
use futures_util::future::join;
use hera_core::plan::Isolation;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Error, Row};
use uuid::Uuid;

use super::address::Address;
use super::failure::{failed, no_connection, takes_no_writes, unavailable};
use crate::context::StoreError;
use crate::ports::Scope;

/// Connections of one store where nobody says how many.
pub(super) const CONNECTIONS_DEFAULT: usize = 16;
/// How long a transaction waits for a connection before it is refused.
const CONNECTION_WAIT_MAX: Duration = Duration::from_secs(5);
/// How long connecting may take.
const CONNECT_MAX: Duration = Duration::from_secs(10);
/// How long a server may acknowledge nothing before its connection counts as broken.
const SILENCE_MAX: Duration = Duration::from_secs(10);
/// How long a statement waits for a lock, in milliseconds.
pub(super) const LOCK_MS_MAX: i32 = 5_000;
/// How long a transaction may do nothing before the database ends it, in milliseconds: a frozen process
/// keeps nobody from its rows.
const IDLE_MS_MAX: u32 = 15_000;

/// A value with its type, so that a statement needs no round trip of its own to be prepared.
pub(super) type Param<'a> = (&'a (dyn ToSql + Sync), Type);

/// For whom a transaction acts: set for it alone.
#[derive(Clone, Copy, Debug)]
pub(super) enum For {
    /// One organisation.
    Organization(Scope),
    /// The engine: headers of runs of all organisations, to read.
    Engine,
    /// The engine, on a run of this organisation.
    EngineIn(Uuid),
}

/// How a transaction reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    /// It writes.
    Write(Isolation),
    /// It reads one snapshot.
    Snapshot,
}

/// The pool.
pub(super) fn pool(address: Address, connections: usize) -> Result<Pool, StoreError> {
    let Address { mut config, tls } = address;
    config.connect_timeout(CONNECT_MAX);
    // A server that is gone without a word is waited for no quarter of an hour, unless the address says so.
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE_MAX);
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_idle(SILENCE_MAX).keepalives_interval(SILENCE_MAX / 3);
    }
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(config, tls, ManagerConfig { recycling_method });
    let pool = Pool::builder(manager)
        .max_size(connections)
        // The one that was used last: the server has its plans and pages at hand.
        .queue_mode(QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(CONNECTION_WAIT_MAX))
        .create_timeout(Some(CONNECT_MAX))
        .build();
    pool.map_err(|error| unavailable(error.to_string()))
}

/// One question in a snapshot of its own, in one round trip.
pub(super) async fn ask(
    pool: &Pool,
    whom: For,
    sql: &str,
    params: &[Param<'_>],
) -> Result<Vec<Row>, StoreError> {
    let begin = begin(Mode::Snapshot, whom, LOCK_MS_MAX);
    for _ in 0..=pool.status().max_size {
        let connection = pool.get().await.map_err(no_connection)?;
        let begun = connection.batch_execute(&begin);
        let asked = connection.query_typed(sql, params);
        let ended = connection.batch_execute("COMMIT");
        // Sent together, done in this order; after an error the COMMIT only ends the transaction.
        let (begun, (asked, ended)) = join(begun, join(asked, ended)).await;
        match (begun.and(asked), ended) {
            (Ok(rows), Ok(())) => return Ok(rows),
            (Err(error), _) | (Ok(_), Err(error)) if error.is_closed() => {
                drop(Object::take(connection));
            }
            (Err(error), Ok(())) => return Err(failed(error)),
            (Err(error), Err(_)) | (Ok(_), Err(error)) => {
                drop(Object::take(connection));
                return Err(failed(error));
            }
        }
    }
    Err(unavailable("every connection is lost as soon as it is used"))
}

/// What begins a transaction.
fn begin(mode: Mode, whom: For, lock_ms: i32) -> String {
    format!("{}; {}; SET LOCAL lock_timeout = {lock_ms}", mode.begin(), whom.set())
}

/// Whether every connection of the pool is in use.
pub(super) fn is_crowded(pool: &Pool) -> bool {
    let status = pool.status();
    status.size.saturating_sub(status.available) >= status.max_size
}

/// A transaction with a connection of its own. Dropping it rolls back, and only then gives its connection
/// back.
pub(super) struct Open {
    /// Nothing once the transaction is over.
    connection: Option<Object>,
    /// What begins it, until that is sent: with its first statement, in the same round trip.
    begin: Mutex<Option<String>>,
    /// Why nothing of it can be committed any more.
    doomed: Mutex<Option<StoreError>>,
    /// Whether its session takes no writes: one that began so stays so, when the database takes them again.
    takes_no_writes: AtomicBool,
}

impl Open {
    /// Takes a connection, and begins with the first statement.
    pub(super) async fn lazily(pool: &Pool, mode: Mode, whom: For) -> Result<Open, StoreError> {
        Open::within(pool, mode, whom, LOCK_MS_MAX).await
    }

    /// The same, and each statement waits for a lock no longer than so many milliseconds.
    pub(super) async fn within(
        pool: &Pool,
        mode: Mode,
        whom: For,
        lock_ms: i32,
    ) -> Result<Open, StoreError> {
        let connection = Some(pool.get().await.map_err(no_connection)?);
        let begin = Mutex::new(Some(begin(mode, whom, lock_ms)));
        Ok(Open {
            connection,
            begin,
            doomed: Mutex::default(),
            takes_no_writes: AtomicBool::default(),
        })
    }

    /// Begins and takes the snapshot, in a round trip of its own: what was lost while it lay in the pool, as
    /// all are when the server starts again, is found out.
    pub(super) async fn begin(pool: &Pool, mode: Mode, whom: For) -> Result<Open, StoreError> {
        for _ in 0..=pool.status().max_size {
            let open = Open::lazily(pool, mode, whom).await?;
            match open.send(open.connection()?.batch_execute("SELECT")).await {
                Ok(()) => return Ok(open),
                Err(error) if error.is_closed() => open.discard(),
                Err(error) => return Err(failed(error)),
            }
        }
        Err(unavailable("every connection is lost as soon as it is used"))
    }

    /// Sends a statement, behind what begins the transaction where that was not sent yet. Both are sent
    /// when this is polled first, so that what is polled next comes after them.
    async fn send<T>(&self, statement: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let begin = self.begin.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (Some(begin), Some(connection)) = (begin, &self.connection) else {
            return statement.await;
        };
        // Sent together, done in this order.
        let (begun, done) = join(connection.batch_execute(&begin), statement).await;
        begun.and(done)
    }

    fn look(&self, error: &Error) {
        self.takes_no_writes.fetch_or(takes_no_writes(error), Ordering::Relaxed);
    }

    /// Whether a statement was sent.
    pub(super) fn has_begun(&self) -> bool {
        self.begin.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Whether its connection broke.
    pub(super) fn is_cut(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.is_closed())
    }

    fn connection(&self) -> Result<&Object, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    /// Rows of one statement, in one round trip. An error dooms the transaction.
    pub(super) async fn query(
        &self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let rows = self.send(self.connection()?.query_typed(sql, params)).await;
        rows.inspect_err(|error| self.look(error))
            .map_err(failed)
            .inspect_err(|error| self.doom(error))
    }

    /// Says something, so that it does not count as idle.
    pub(super) async fn stay(&self) -> Result<(), StoreError> {
        let said = self.connection()?.batch_execute("SELECT").await;
        said.map_err(failed).inspect_err(|error| self.doom(error))
    }

    /// Writes, in one round trip. After an error the transaction goes on as if this had not been said.
    pub(super) async fn write(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        let connection = self.connection()?;
        let save = self.send(connection.batch_execute("SAVEPOINT one"));
        let write = connection.execute_typed(sql, params);
        let release = connection.batch_execute("RELEASE SAVEPOINT one");
        // Sent together, done in this order.
        let (saved, (written, released)) = join(save, join(write, release)).await;
        if let Err(error) = saved {
            return Err(failed(error)).inspect_err(|error| self.doom(error));
        }
        match written {
            Ok(rows) => match released.map_err(failed) {
                Ok(()) => Ok(rows),
                Err(error) => Err(error).inspect_err(|error| self.doom(error)),
            },
            Err(error) => {
                self.look(&error);
                let error = failed(error);
                let back = connection.batch_execute("ROLLBACK TO SAVEPOINT one").await;
                // Who lost against another transaction may not go on with half of what it saw.
                if back.is_err() || error == StoreError::Busy {
                    self.doom(&error);
                }
                Err(error)
            }
        }
    }

    /// Why nothing of it can be committed any more, if so.
    pub(super) fn doomed(&self) -> Option<StoreError> {
        self.doomed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn doom(&self, error: &StoreError) {
        let mut doomed = self.doomed.lock().unwrap_or_else(PoisonError::into_inner);
        doomed.get_or_insert_with(|| error.clone());
    }

    /// Commits, with a last statement in the same round trip if there is one. `explain` tells what an
    /// error of that statement means.
    pub(super) async fn commit(
        self,
        last: Option<(&str, &[Param<'_>])>,
        explain: impl FnOnce(Error) -> StoreError,
    ) -> Result<Vec<Row>, StoreError> {
        self.commit_telling(last, explain, || ()).await
    }

    /// As `commit`; calls `written` when the last statement is done, and the database only has to make it
    /// durable.
    pub(super) async fn commit_telling(
        mut self,
        last: Option<(&str, &[Param<'_>])>,
        explain: impl FnOnce(Error) -> StoreError,
        written: impl FnOnce(),
    ) -> Result<Vec<Row>, StoreError> {
        let doomed = self.doomed.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(error) = doomed {
            return Err(error); // dropping this rolls back
        }
        let connection = self.connection()?;
        // A COMMIT alone succeeds in a transaction that a statement has spoilt, and rolls it back: the statement
        // before it tells, also where its own future was dropped before it failed.
        let commit = connection.batch_execute(match last {
            Some(_) => "COMMIT",
            None => "SELECT; COMMIT",
        });
        let rows = match last {
            Some((sql, params)) => {
                // After an error of the statement the COMMIT only ends the transaction.
                let write = async {
                    let rows = self.send(connection.query_typed(sql, params)).await;
                    written();
                    rows
                };
                let (rows, committed) = join(write, commit).await;
                let rows = rows.inspect_err(|error| self.look(error));
                match (rows.map_err(explain), committed.map_err(failed)) {
                    (Ok(rows), Ok(())) => rows,
                    (Err(error), Ok(())) => {
                        if !self.takes_no_writes.load(Ordering::Relaxed) {
                            self.connection = None;
                        }
                        return Err(error);
                    }
                    (Err(error), Err(_)) | (Ok(_), Err(error)) => return Err(error),
                }
            }
            None => commit.await.map(|()| Vec::new()).map_err(failed)?,
        };
        self.connection = None; // it is over: the connection goes back to the pool
        Ok(rows)
    }

    fn discard(mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if self.takes_no_writes.load(Ordering::Relaxed) {
            drop(Object::take(connection));
            return;
        }
        if !self.has_begun() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            // Closing it rolls back as well.
            drop(Object::take(connection));
            return;
        };
        runtime.spawn(async move {
            if connection.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(connection));
            }
        });
    }
}

impl Mode {
    fn begin(self) -> &'static str {
        match self {
            Mode::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Mode::Write(Isolation::Serializable) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            Mode::Write(Isolation::RepeatableRead) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
            Mode::Write(Isolation::ReadCommitted) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }
}

impl For {
    /// The settings of the transaction. Ids are hexadecimal: nothing needs quoting.
    ///
    /// A serializable transaction takes note of what it reads, of a whole table where it scans one, and
    /// then fails for others that have nothing to do with it. The tables' indexes serve every question;
    /// it is said to all transactions, since plans of functions outlast the one that made them.
    fn set(self) -> String {
        let (organization, engine) = match self {
            For::Organization(scope) => (scope.organization_id.to_string(), "off"),
            For::Engine => (String::new(), "on"),
            For::EngineIn(organization) => (organization.to_string(), "on"),
        };
        // Not `set_config` in a SELECT: that would take the snapshot, and twice the time.
        format!(
            "SET LOCAL hera.organization_id = '{organization}'; SET LOCAL hera.engine = {engine}; \
             SET LOCAL idle_in_transaction_session_timeout = {IDLE_MS_MAX}; \
             SET LOCAL enable_seqscan = off"
        )
    }
}
