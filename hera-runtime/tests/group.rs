//! Commits in groups: how many there are, and that each session stands or falls by itself.
//!
//! Commits are counted where they are durable, in the frames of the write-ahead log.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_core::plan::Isolation;
use hera_runtime::Value;
use hera_runtime::context::{Entity, Row as _, StoreError};
use hera_runtime::engine::Engine;
use hera_runtime::ports::{Scope, Session, Store as _};
use hera_runtime::stores::sqlite::SqliteStore;
use serde_json::json;

use support::{ACTOR, Bench, SALON, request};

const CODE: &str = "HERA.TEST.GROUP.ROW.ANY.v1";
const SCOPE: Scope = Scope { organization_id: SALON, actor_id: ACTOR };
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The transactions in the log: a frame that ends one holds the size of the database then.
fn commits(dir: &Path) -> usize {
    let log = std::fs::read(dir.join("hera.db-wal")).unwrap();
    let word = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let page = word(8) as usize;
    let salt = &log[16..24];
    let frames = (LOG_HEADER..log.len()).step_by(FRAME_HEADER + page);
    frames.filter(|at| word(at + 4) > 0 && &log[at + 8..at + 16] == salt).count()
}

/// Clients that each do so many runs one after the other: the boundaries, and the commits that they took.
async fn closed_loop(bench: &Bench, clients: usize, runs: usize) -> (usize, usize) {
    bench.commits();
    // As long as somebody reads an old snapshot, the log does not begin anew.
    let reader = rusqlite::Connection::open(bench.dir.path().join("hera.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT 1 FROM core_organizations").unwrap();
    let before = commits(bench.dir.path());
    let client = |_| {
        let engine = bench.engine.clone();
        tokio::spawn(async move {
            for _ in 0..runs {
                let request = request("LAB.TWO.REQUESTED", json!({}));
                let outcome = engine.execute(request).await.unwrap();
                assert_eq!(outcome.status, Status::Completed, "{:?}", outcome.error);
            }
        })
    };
    for client in (0..clients).map(client).collect::<Vec<_>>() {
        client.await.unwrap();
    }
    (bench.commits(), commits(bench.dir.path()) - before)
}

#[tokio::test]
async fn a_run_alone_commits_each_boundary() {
    let bench = Bench::new().await;
    for _ in 0..3 {
        assert_eq!(closed_loop(&bench, 1, 5).await, (10, 10));
    }
}

#[tokio::test]
async fn runs_that_follow_each_other_share_their_commits_on_one_thread() {
    let (boundaries, commits) = closed_loop(&Bench::new().await, 64, 7).await;
    assert_eq!(boundaries, 64 * 7 * 2);
    // How many share one depends on how fast the machine is: the benchmark says that.
    assert!(commits * 2 <= boundaries, "{commits} commits for {boundaries} boundaries");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_that_follow_each_other_share_their_commits_on_two_threads() {
    let (boundaries, commits) = closed_loop(&Bench::new().await, 64, 7).await;
    assert_eq!(boundaries, 64 * 7 * 2);
    // How many share one depends on how fast the machine is: the benchmark says that.
    assert!(commits * 2 <= boundaries, "{commits} commits for {boundaries} boundaries");
}

/// A session that has the writer: it takes it with its first question.
async fn holder(store: &SqliteStore) -> Arc<dyn Session> {
    let session = store.begin(SCOPE, Isolation::Serializable).await.unwrap();
    session.get(Entity::TABLE, SALON).await.unwrap();
    session
}

async fn store() -> (tempfile::TempDir, SqliteStore, Engine) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(dir.path().join("hera.db")).unwrap();
    let engine = Engine::builder(store.clone()).build().unwrap();
    support::organizations(&engine).await;
    (dir, store, engine)
}

async fn names(engine: &Engine) -> Vec<String> {
    let view = engine.view(SCOPE).await.unwrap();
    let mut rows = view.entities().find(Entity::filter()).await.unwrap();
    rows.sort_by(|one, other| one.entity_name.cmp(&other.entity_name));
    rows.into_iter().map(|row| row.entity_name).collect()
}

/// Writes a row, and commits or not; the others of the batch do the same at the same time.
async fn write(engine: Engine, name: String, keep: bool) -> Result<(), StoreError> {
    let mut tx = engine.begin(SCOPE).await?;
    tx.entities().insert(Entity::new("row", name.as_str(), CODE)).await?;
    if keep { engine.commit(tx).await } else { Err(StoreError::Closed) }
}

#[tokio::test]
async fn an_abort_takes_back_its_own_writes_alone() {
    let (dir, _store, engine) = store().await;
    let before = commits(dir.path());
    let spawn =
        |at: usize| tokio::spawn(write(engine.clone(), format!("{at:02}"), !at.is_multiple_of(3)));
    for (at, written) in (0..24).map(spawn).collect::<Vec<_>>().into_iter().enumerate() {
        assert_eq!(written.await.unwrap().is_ok(), !at.is_multiple_of(3));
    }
    let kept: Vec<String> =
        (0..24_usize).filter(|at| !at.is_multiple_of(3)).map(|at| format!("{at:02}")).collect();
    assert_eq!(names(&engine).await, kept);
    let batches = commits(dir.path()) - before;
    assert!(batches <= 8, "16 were kept together, and not in {batches} batches");
}

#[tokio::test]
async fn nobody_sees_or_hears_of_a_commit_before_it_is_durable() {
    let (_dir, store, engine) = store().await;
    let holder = holder(&store).await;
    let writers: Vec<_> =
        (0..3).map(|at| tokio::spawn(write(engine.clone(), format!("{at}"), true))).collect();
    tokio::task::yield_now().await;
    // The last in the queue holds the writer in the middle of the batch.
    let last = tokio::spawn({
        let store = store.clone();
        async move { self::holder(&store).await }
    });
    tokio::task::yield_now().await;
    holder.rollback();
    let last = last.await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    let answered = writers.iter().filter(|writer| writer.is_finished()).count();
    // All or none: a batch that had become old was committed before the last one's turn.
    assert_eq!(answered, names(&engine).await.len());
    last.rollback();
    for writer in writers {
        assert_eq!(writer.await.unwrap(), Ok(()));
    }
    assert_eq!(names(&engine).await, ["0", "1", "2"]);
}

#[tokio::test]
async fn who_goes_away_while_it_waits_leaves_the_batch_to_the_others() {
    let (_dir, store, engine) = store().await;
    let holder = holder(&store).await;
    let writers: Vec<_> =
        (0..3).map(|at| tokio::spawn(write(engine.clone(), format!("{at}"), true))).collect();
    tokio::task::yield_now().await;
    writers[1].abort();
    holder.rollback();
    let mut done = Vec::new();
    for writer in writers {
        done.push(matches!(writer.await, Ok(Ok(()))));
    }
    assert_eq!(done, [true, false, true]);
    assert_eq!(names(&engine).await, ["0", "2"]);
}

#[tokio::test]
async fn the_log_stays_bounded_and_no_thread_stays_behind() {
    let threads = || {
        let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let name = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("comm"));
        tasks
            .filter_map(|task| name(task).ok())
            .filter(|n| n.starts_with("hera-checkpoint"))
            .count()
    };
    let (dir, store, engine) = store().await;
    let note: Value = "y".repeat(400_000).into();
    let mut most = 0;
    for _ in 0..200 {
        let mut tx = engine.begin(SCOPE).await.unwrap();
        let row = Entity::new("row", "bulk", CODE).tags(json!([note]));
        tx.entities().insert(row).await.unwrap();
        engine.commit(tx).await.unwrap();
        most = most.max(std::fs::metadata(dir.path().join("hera.db-wal")).unwrap().len());
    }
    // 80 MB were written; the log begins anew from 8,000 pages of 4 kB on.
    assert!(most < 64_000_000, "{most} bytes of log");
    if cfg!(target_os = "linux") {
        assert!(threads() >= 1, "checkpoints run on a thread");
    }
    drop((store, engine));
    assert_eq!(threads(), 0);
    assert_eq!(std::fs::metadata(dir.path().join("hera.db-wal")).map(|log| log.len()).ok(), None);
}
