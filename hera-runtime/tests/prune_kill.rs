//! A child process that prunes with an archive is killed with SIGKILL at each of its points, on both stores:
//! each run is whole, or pruned and archived, and the next process goes on.
//!
//! The child is this test binary itself, told by an environment variable what to do.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::Arc;

use hera_runtime::engine::{Engine, EngineBuilder};
use hera_runtime::ports::Store;
use hera_runtime::stores::archive::ArchiveFile;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::crash::{CRASH_AT, CRASH_LOG, KillSwitch};
use hera_runtime::testing::server::PostgresServer;

use support::aged::{Ahead, archived, complete, month};
use support::lab::Lab;
use support::sketch;

/// Where the store is: a `postgres:` address or a file.
const PLACE: &str = "HERA_TEST_PRUNE_PLACE";
/// The folder of the archive and of the points that were reached.
const DIR: &str = "HERA_TEST_PRUNE_DIR";
const SIGKILL: i32 = 9;
/// Runs to prune, two in a batch.
const RUNS: usize = 5;
/// Points of a batch, of which there are three.
const POINTS: [&str; 4] = ["before:archive", "after:archive", "before:prune", "after:prune"];

/// The verdict from the tables alone, in SQL that both stores speak: each query says what would be wrong,
/// and finds nothing.
const VERDICT: [(&str, &str); 3] = [
    (
        "pruned in part: a run with the mark and a line that is no act",
        "SELECT count(*) FROM universal_transaction_lines AS line \
         JOIN universal_transactions AS run ON run.id = line.transaction_id \
         WHERE run.transaction_type = 'orchestration_run' \
         AND run.metadata ->> 'pruned' IS NOT NULL AND line.line_type <> 'orchestration_act'",
    ),
    (
        "pruned in part: a run with the mark and its payload",
        "SELECT count(*) FROM universal_transactions WHERE transaction_type = 'orchestration_run' \
         AND metadata ->> 'pruned' IS NOT NULL AND metadata ->> 'payload' IS NOT NULL",
    ),
    (
        "lost: a run without the mark and without a boundary that committed",
        "SELECT count(*) FROM universal_transactions AS run \
         WHERE transaction_type = 'orchestration_run' AND metadata ->> 'pruned' IS NULL \
         AND NOT EXISTS (SELECT 1 FROM universal_transaction_lines AS line \
         WHERE line.transaction_id = run.id AND line.line_data ->> 'token' LIKE 'commit/%')",
    ),
];

const ALL: &str = "SELECT id FROM universal_transactions \
    WHERE transaction_type = 'orchestration_run'";
const PRUNED: &str = "SELECT id FROM universal_transactions \
    WHERE transaction_type = 'orchestration_run' AND metadata ->> 'pruned' IS NOT NULL";

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

async fn engine(place: &str, configure: impl FnOnce(EngineBuilder) -> EngineBuilder) -> Engine {
    let store: Arc<dyn Store> = match place.starts_with("postgres:") {
        true => Arc::new(PostgresStore::open(place, Settings::default()).await.unwrap()),
        false => Arc::new(SqliteStore::open(place).unwrap()),
    };
    let builder = Engine::builder(store).orchestration(sketch::orchestration(Lab::new()));
    configure(builder).build().unwrap()
}

async fn prune(place: &str, dir: &Path, configure: impl FnOnce(EngineBuilder) -> EngineBuilder) {
    let engine = engine(place, |builder| configure(builder.clock(Ahead(31)))).await;
    let archive = ArchiveFile::open(dir.join("runs.jsonl")).unwrap();
    engine.prune(&month().archive(archive).batch_runs(2)).await.unwrap();
}

/// If this process is a child of the test, does what it is told and says so.
fn is_child() -> bool {
    let Ok(place) = std::env::var(PLACE) else { return false };
    let dir = PathBuf::from(std::env::var_os(DIR).unwrap());
    let switch = KillSwitch::from_env().unwrap();
    runtime().block_on(prune(&place, &dir, |builder| builder.crash_points(switch)));
    true
}

fn start_child(test: &str, place: &str, dir: &Path, at: usize) -> ExitStatus {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact"]).env(PLACE, place).env(DIR, dir);
    child.env(CRASH_AT, at.to_string()).env(CRASH_LOG, dir.join("points"));
    child.output().unwrap().status
}

/// Kills a child at each point, on a new place each time.
fn kill_at_each_point(
    test: &str,
    place: impl Fn(&Path, usize) -> String,
    ask: impl Fn(&str, usize, &str) -> Vec<String>,
) {
    let mut killed = Vec::new();
    loop {
        let at = killed.len() + 1;
        let dir = tempfile::tempdir().unwrap();
        let place = place(dir.path(), at);
        runtime().block_on(async {
            let engine = engine(&place, |builder| builder).await;
            support::organizations(&engine).await;
            complete(&engine, RUNS).await;
        });
        let ended = start_child(test, &place, dir.path(), at);
        let points = std::fs::read_to_string(dir.path().join("points")).unwrap();
        let point = points.lines().last().unwrap().to_owned();
        let judge = || {
            for (what, sql) in VERDICT {
                assert_eq!(ask(&place, at, sql), ["0"], "killed at {point}: {what}");
            }
            let kept = archived(&dir.path().join("runs.jsonl"));
            let pruned = ask(&place, at, PRUNED);
            assert!(pruned.iter().all(|run| kept.contains_key(run)), "killed at {point}");
            assert_eq!(ask(&place, at, ALL).len(), RUNS, "killed at {point}: a header is lost");
            pruned.len()
        };
        let pruned = judge();
        runtime().block_on(prune(&place, dir.path(), |builder| builder));
        assert_eq!(judge(), RUNS, "killed at {point}: the next one prunes the rest");
        if ended.success() {
            assert_eq!(points.lines().count(), killed.len());
            break;
        }
        assert_eq!(ended.signal(), Some(SIGKILL), "killed, and not ended by itself");
        killed.push((point, pruned));
    }
    let seen: Vec<&str> = killed.iter().map(|(point, _)| point.as_str()).collect();
    assert_eq!(seen, [POINTS, POINTS, POINTS].concat());
    let counts: BTreeSet<usize> = killed.iter().map(|(_, pruned)| *pruned).collect();
    assert_eq!(counts, BTreeSet::from([0, 2, 4, 5]), "batch by batch: {killed:?}");
    println!("{test}: killed at {} points, batch by batch", killed.len());
}

#[test]
fn whoever_prunes_a_file_is_killed_at_each_point() {
    if is_child() {
        return;
    }
    let test = "whoever_prunes_a_file_is_killed_at_each_point";
    let place = |dir: &Path, _| dir.join("hera.db").to_str().unwrap().to_owned();
    kill_at_each_point(test, place, |place, _, sql| {
        let database = rusqlite::Connection::open(place).unwrap();
        let mut statement = database.prepare(sql).unwrap();
        let text = |row: &rusqlite::Row<'_>| match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => Ok(number.to_string()),
            _ => row.get::<_, String>(0),
        };
        statement.query_map([], text).unwrap().collect::<Result<_, _>>().unwrap()
    });
}

#[test]
fn whoever_prunes_a_server_is_killed_at_each_point() {
    if is_child() {
        return;
    }
    let server = PostgresServer::shared().unwrap();
    let test = "whoever_prunes_a_server_is_killed_at_each_point";
    let place = |_: &Path, at| server.place(&format!("prune{at}")).unwrap();
    kill_at_each_point(test, place, |_, at, sql| {
        let sql = format!("SET search_path = prune{at}; {sql}");
        server.sql("hera", &sql).unwrap().lines().map(str::to_owned).collect()
    });
}
