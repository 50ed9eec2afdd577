//! Connections: how they are opened, and a few that read.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::cells::failed;
use crate::context::StoreError;

/// How long a statement waits for another process, in milliseconds.
pub(super) const BUSY_MS_MAX: u64 = 5_000;
/// Snapshots that may be open at once; more wait.
const READERS_MAX: usize = 8;
/// Prepared statements that a connection keeps.
const STATEMENTS_MAX: usize = 64;

/// Opens the file for reading and writing.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX)).map_err(failed)?;
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(failed)?;
    if !mode.eq_ignore_ascii_case("wal") {
        let what = "the file system does not take a write-ahead log".to_owned();
        return Err(StoreError::Unfit { what });
    }
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// A statement is planned once, whatever values it is given later.
fn keep_statements(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(())
}

/// Runs a statement without values, which is prepared once.
pub(super) fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    let ran = connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    ran.map(drop).map_err(failed)
}

/// Ends a transaction.
pub(super) fn end(connection: &Connection, how: &str) -> Result<(), StoreError> {
    let ended = run(connection, how);
    if ended.is_err() && !connection.is_autocommit() {
        // A COMMIT that failed may leave the transaction open: the next one must find none.
        run(connection, "ROLLBACK")?;
    }
    ended
}

/// Connections that cannot write.
pub(super) struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

/// A reading connection, back in the pool when it is dropped.
pub(super) struct Reader {
    connection: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn new(path: &Path) -> Readers {
        Readers {
            path: path.to_owned(),
            idle: Arc::default(),
            permits: Arc::new(Semaphore::new(READERS_MAX)),
        }
    }

    /// A connection to a database that is there.
    pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
        // Write access to the file is needed for its shared memory, and by checkpoints.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(Duration::from_millis(BUSY_MS_MAX)).map_err(failed)?;
        Ok(connection)
    }

    /// A connection that nobody used before.
    pub(super) fn fresh(&self) -> Result<Connection, StoreError> {
        let connection = Readers::connect(&self.path)?;
        connection.pragma_update(None, "query_only", true).map_err(failed)?;
        keep_statements(&connection)?;
        Ok(connection)
    }

    /// A connection of the pool: each statement sees what is committed then.
    pub(super) async fn get(&self) -> Result<Reader, StoreError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| StoreError::Closed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| self.fresh(), Ok)?;
        Ok(Reader { connection: Some(connection), idle: Arc::clone(&self.idle), _permit: permit })
    }

    /// A connection of the pool with one snapshot for all its statements.
    pub(super) async fn snapshot(&self) -> Result<Reader, StoreError> {
        let reader = self.get().await?;
        run(&reader, "BEGIN")?;
        // The first read takes the snapshot, so that it is of now and not of the first question.
        let read = reader.prepare_cached("SELECT 1 FROM core_organizations LIMIT 1");
        read.and_then(|mut read| read.exists([])).map_err(failed)?;
        Ok(reader)
    }
}

impl Deref for Reader {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a reader has its connection until it is dropped")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let clean = connection.is_autocommit() || run(&connection, "ROLLBACK").is_ok();
        if clean {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
mod tests {
    use super::super::SqliteStore;
    use super::*;

    /// What SQLite calls `synchronous`.
    const NORMAL: i64 = 1;
    const FULL: i64 = 2;

    fn pragma<T: rusqlite::types::FromSql>(connection: &Connection, name: &str) -> T {
        connection.pragma_query_value(None, name, |row| row.get(0)).unwrap()
    }

    /// A power cut cannot be played here; what a commit syncs is what these say.
    #[tokio::test]
    async fn a_commit_of_the_writer_is_on_the_disk_when_it_returns() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path().join("hera.db")).unwrap();
        for turn in ["the first", "one after a commit"] {
            let turn = (turn, store.writer.begin().await.unwrap());
            assert_eq!(pragma::<i64>(&turn.1, "synchronous"), FULL, "{}", turn.0);
            assert_eq!(pragma::<String>(&turn.1, "journal_mode"), "wal", "{}", turn.0);
            assert_eq!(pragma::<i64>(&turn.1, "foreign_keys"), 1, "{}", turn.0);
            turn.1.end(Ok(())).await.unwrap();
        }
    }

    /// A checkpoint that does not sync what it copies loses what the log had kept.
    #[test]
    fn a_checkpoint_syncs_the_file_before_the_log_begins_anew() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hera.db");
        let _writer = open(&path).unwrap();
        let checkpoints = Readers::connect(&path).unwrap();
        assert!(pragma::<i64>(&checkpoints, "synchronous") >= NORMAL);
        let readers = Readers::new(&path);
        assert!(pragma::<i64>(&readers.fresh().unwrap(), "synchronous") >= NORMAL);
    }
}
