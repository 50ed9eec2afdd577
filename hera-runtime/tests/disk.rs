//! What is below the store fails: no room on the disk, a file that cannot be written, a database that
//! somebody else has locked. Whoever asks hears it, nothing is lost, and it goes on afterwards.
//!
//! The verdict is SQL over the tables: [`VERDICT`].

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

#[path = "disk/calls.rs"]
mod calls;
mod support;

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use hera_core::Status;
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Engine, ExecuteError, RunOutcome};
use hera_runtime::stores::sqlite::SqliteStore;
use rusqlite::Connection;
use serde_json::json;

use support::lab::Lab;
use support::request;

/// Tells a child in which folder it works.
const DIR: &str = "HERA_TEST_DISK_DIR";
/// How large a file of the child may become, in KiB: the log is full after some runs.
const FILE_KIB_MAX: u32 = 512;
/// Requests of the child, each under a key of its own.
const REQUESTS: usize = 40;
/// Whoever owns nothing.
const NOBODY: u32 = 65_534;

/// Runs that completed, rows of theirs that are there once, rows that are there more than once, runs that
/// are not over. A row bears the key of its node in its run.
const VERDICT: &str = "SELECT \
    (SELECT count(*) FROM universal_transactions WHERE transaction_type = 'orchestration_run' \
        AND transaction_status = 'completed'), \
    (SELECT count(DISTINCT entity_code) FROM core_entities \
        WHERE entity_type = 'lab' AND status = 'active'), \
    (SELECT count(*) FROM (SELECT 1 FROM core_entities WHERE entity_type = 'lab' \
        GROUP BY entity_code HAVING count(*) > 1)), \
    (SELECT count(*) FROM universal_transactions WHERE transaction_type = 'orchestration_run' \
        AND transaction_status NOT IN ('completed', 'failed', 'compensated', 'cancelled'))";

fn verdict(dir: &Path) -> [i64; 4] {
    let database = Connection::open(dir.join("hera.db")).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
    database.query_row(VERDICT, [], row).unwrap()
}

async fn engine(dir: &Path) -> Engine {
    let engine = support::engine(dir, &Lab::new(), |builder| builder).await;
    support::organizations(&engine).await;
    engine
}

async fn ask(engine: &Engine, key: &str) -> Result<RunOutcome, ExecuteError> {
    engine.execute(request("LAB.TWO.REQUESTED", json!({})).idempotency_key(key)).await
}

/// This test as a child of its own.
fn child(test: &str, dir: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture"]).env(DIR, dir);
    child
}

#[test]
fn no_room_on_the_disk_stops_runs_and_loses_none() {
    if let Some(dir) = std::env::var_os(DIR) {
        return without_room(&PathBuf::from(dir));
    }
    let dir = tempfile::tempdir().unwrap();
    let own = child("no_room_on_the_disk_stops_runs_and_loses_none", dir.path());
    // A shell sets the limit; a write beyond it is an error, and no signal.
    let limited = format!("trap '' XFSZ; ulimit -S -f {FILE_KIB_MAX}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &limited]).arg(own.get_program()).args(own.get_args());
    shell.env(DIR, dir.path());
    let ended = shell.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
    let runs = REQUESTS as i64;
    assert_eq!(verdict(dir.path()), [runs, 2 * runs, 0, 0], "{said}");
}

/// Asks until the log is full, lets there be room again, and asks again: in one process.
fn without_room(dir: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let engine = engine(dir).await;
        let mut refused = 0;
        for number in 0..REQUESTS {
            match ask(&engine, &format!("k{number}")).await {
                Ok(outcome) => assert_eq!(outcome.status, Status::Completed),
                Err(ExecuteError::Store(StoreError::Unavailable { what })) => {
                    println!("k{number}: {what}");
                    refused += 1;
                }
                Err(other) => panic!("k{number}: {other:?}"),
            }
        }
        assert!((1..REQUESTS).contains(&refused), "{refused} of {REQUESTS}");
        let limit = format!("--pid={}", std::process::id());
        let lifted = Command::new("prlimit").args([&limit, "--fsize=unlimited"]).status();
        assert!(lifted.unwrap().success());
        for recovered in engine.recover().await.unwrap() {
            assert_eq!(recovered.result.unwrap().status, Status::Completed);
        }
        for number in 0..REQUESTS {
            let outcome = ask(&engine, &format!("k{number}")).await.unwrap();
            assert_eq!(outcome.status, Status::Completed);
        }
    });
}

#[tokio::test]
async fn a_database_that_is_locked_is_busy_and_then_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let locker = Connection::open(dir.path().join("hera.db")).unwrap();
    locker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = ask(&engine, "k").await;
    assert_eq!(busy.unwrap_err(), ExecuteError::Store(StoreError::Busy));
    // The lock goes while somebody waits.
    let (waits, unlocks) = tokio::join!(ask(&engine, "k"), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        locker.execute_batch("COMMIT")
    });
    unlocks.unwrap();
    assert_eq!(waits.unwrap().status, Status::Completed);
    assert_eq!(verdict(dir.path()), [1, 2, 0, 0]);
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    if let Some(dir) = std::env::var_os(DIR) {
        let error = SqliteStore::open(PathBuf::from(dir).join("hera.db")).err().unwrap();
        println!("told: {error}");
        return assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    }
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::open(dir.path().join("hera.db")).unwrap());
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&dir.path().join("hera.db"), 0o444);
    mode(dir.path(), 0o555);
    let mut reader = child("a_file_that_cannot_be_written_is_told", dir.path());
    // The owner of a machine may write what nobody may: as somebody else then.
    if std::fs::write(dir.path().join("probe"), "").is_ok() {
        reader.uid(NOBODY);
    }
    let told = reader.stdin(Stdio::null()).output();
    mode(dir.path(), 0o755);
    let told = told.unwrap();
    let said = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{said}\n{}", String::from_utf8_lossy(&told.stderr));
    assert!(said.contains("told: "), "{said}");
}
