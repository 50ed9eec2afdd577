//! Who reads keeps nobody from going on: neither a snapshot that others wait for, nor a run that cannot be read.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_core::plan::Plan;
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Engine, LaterAttempts, PruneError, RunOutcome};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::RunId;
use hera_runtime::stores::archive::ArchiveFile;
use hera_runtime::stores::sqlite::SqliteStore;
use serde_json::json;

use support::aged::{Ahead, month};
use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::request;
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};

/// More than a store has readers.
const MANY: usize = 12;

struct Desk {
    dir: tempfile::TempDir,
    lab: Arc<Lab>,
    number: usize,
    flow: &'static FlowDef,
}

impl Desk {
    fn of(sketch: &str, change: impl FnOnce(&mut Plan)) -> Desk {
        let (number, flow) = drawn_with(sketch.to_owned(), change);
        Desk { dir: tempfile::tempdir().unwrap(), lab: Lab::new(), number, flow }
    }

    fn path(&self) -> std::path::PathBuf {
        self.dir.path().join("hera.db")
    }

    async fn engine(&self, days: i64) -> Engine {
        let store = SqliteStore::open(self.path()).unwrap();
        let builder = Engine::builder(store).orchestration(alone(self.flow, self.lab.clone()));
        let policy = LaterAttempts { first_ms: 10, max_ms: 10, count_max: 1 };
        let builder = builder.look_every(Duration::from_millis(20)).later_attempts(policy);
        let engine = builder.clock(Ahead(days)).build().unwrap();
        support::organizations(&engine).await;
        engine
    }

    async fn ask(&self, engine: &Engine) -> RunOutcome {
        engine.execute(request(DRAWN_EVENT, json!({DRAWN: self.number}))).await.unwrap()
    }
}

/// A journal that nobody can read.
const JOURNAL: &str =
    "UPDATE universal_transaction_lines SET line_data = '{}' WHERE transaction_id = ?1";
/// A header that nobody can read.
const HEADER: &str = "UPDATE universal_transactions SET metadata = '{}' WHERE id = ?1";
/// A plan that this program does not have.
const PLAN: &str = "UPDATE universal_transactions \
    SET metadata = json_set(metadata, '$.plan', 'another') WHERE id = ?1";

fn spoil(path: &Path, run: RunId, how: &str) {
    let file = rusqlite::Connection::open(path).unwrap();
    assert!(file.execute(how, [run.to_string()]).unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_is_let_go_before_the_journal_is_waited_for() {
    let desk = Desk::of("A call\nB check", |plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (1_500, 1_500);
    });
    let engine = desk.engine(0).await;
    // While A waits for its next attempt, the journal is looked at; B has a snapshot and comes back meanwhile.
    desk.lab.plan("A", (0..MANY).map(|_| Break("NETWORK_TIMEOUT")));
    let gate = Gate::default();
    desk.lab.plan("B", (0..MANY).map(|_| Wait(gate.clone())));
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..MANY {
        let (engine, asked) = (engine.clone(), request(DRAWN_EVENT, json!({DRAWN: desk.number})));
        runs.spawn(async move { engine.execute(asked).await.unwrap().status });
    }
    let opens = async {
        loop {
            tokio::time::sleep(Duration::from_millis(300)).await;
            gate.open.notify_waiters();
        }
    };
    let ended = tokio::select! {
        () = opens => Vec::new(),
        ended = runs.join_all() => ended,
        () = tokio::time::sleep(Duration::from_secs(30)) => panic!("all wait for each other"),
    };
    assert_eq!(ended, [Status::Completed; MANY]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parked_run_that_cannot_be_read_keeps_no_other_waiting() {
    for how in [JOURNAL, HEADER, PLAN] {
        one_is_named_and_the_other_goes_on(how).await;
    }
}

async fn one_is_named_and_the_other_goes_on(how: &str) {
    let desk = Desk::of("A write\nB write after A errors NO", |_| {});
    let engine = desk.engine(0).await;
    desk.lab.plan("B", (0..6).map(|_| Break("NETWORK_TIMEOUT")));
    let (older, newer) = (desk.ask(&engine).await, desk.ask(&engine).await);
    assert_eq!((older.status, newer.status), (Status::Parked, Status::Parked));
    spoil(&desk.path(), newer.run_id, how);
    let completed = async {
        while engine.run(older.run_id).await.unwrap().unwrap().record.status != Status::Completed {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        while engine.health().await.late.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = engine.attend() => panic!("it goes on as long as it is polled"),
        () = completed => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody tries it again"),
    }
    let named: Vec<RunId> = engine.health().await.late.into_iter().map(|(run, _)| run).collect();
    assert_eq!(named, [newer.run_id], "whoever looks is told: {how}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_cannot_be_read_is_kept_and_the_others_are_archived() {
    let desk = Desk::of("A write", |_| {});
    let engine = desk.engine(0).await;
    let runs = [desk.ask(&engine).await, desk.ask(&engine).await, desk.ask(&engine).await];
    spoil(&desk.path(), runs[0].run_id, JOURNAL);
    drop(engine);
    let later = desk.engine(31).await;
    let archive = ArchiveFile::open(desk.dir.path().join("runs.jsonl")).unwrap();
    let retention = month().archive(archive).batch_runs(1);
    let pruned = later.prune(&retention).await;
    assert!(matches!(pruned, Err(PruneError::Store(StoreError::Corrupt { .. }))), "{pruned:?}");
    let left = later.count_to_prune(&month()).await.unwrap();
    assert_eq!(left, 1, "the others are gone");
}
