//! The real thing: a child process is killed with SIGKILL at each point of a run, and the next
//! process goes on.
//!
//! The child is this test binary itself, told by an environment variable what to do.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::Arc;

use hera_core::{Entry, Failure, Status};
use hera_runtime::Value;
use hera_runtime::context::Entity;
use hera_runtime::engine::Engine;
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use hera_runtime::ports::Scope;
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::crash::{CRASH_AT, CRASH_LOG, KillSwitch};
use serde_json::json;

use support::lab::Lab;
use support::{ACTOR, SALON, request, sketch};

const DATABASE: &str = "HERA_TEST_KILL_DIR";
const SIGKILL: i32 = 9;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

#[test]
fn a_killed_process_loses_nothing() {
    if let Some(dir) = std::env::var_os(DATABASE) {
        return child(&PathBuf::from(dir));
    }
    let mut killed = Vec::new();
    loop {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("points");
        let ended = start_child("a_killed_process_loses_nothing", dir.path(), killed.len() + 1);
        let points = std::fs::read_to_string(&log).unwrap();
        if ended.success() {
            assert_eq!(points.lines().count(), killed.len());
            break;
        }
        assert_eq!(ended.signal(), Some(SIGKILL), "killed, and not ended by itself");
        killed.push(points.lines().last().unwrap().to_owned());
        runtime().block_on(recover(dir.path()));
    }
    let expected = ["before:commit:FIRST", "after:commit:FIRST", "before:commit:SECOND"];
    assert_eq!(killed[..3], expected);
    assert_eq!(killed.len(), 4);
}

/// Runs a test of this file as a child that is killed at its `at`-th point, from 1.
fn start_child(test: &str, dir: &Path, at: usize) -> ExitStatus {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture"]);
    child.env(DATABASE, dir).env(CRASH_AT, at.to_string()).env(CRASH_LOG, dir.join("points"));
    child.output().unwrap().status
}

fn child(dir: &Path) {
    runtime().block_on(async {
        let switch = KillSwitch::from_env().unwrap();
        let engine =
            support::engine(dir, &Lab::new(), |builder| builder.crash_points(switch)).await;
        support::organizations(&engine).await;
        let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
        assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
    });
}

async fn recover(dir: &Path) {
    let engine = support::engine(dir, &Lab::new(), |builder| builder).await;
    for recovered in engine.recover().await.unwrap() {
        assert_eq!(recovered.result.unwrap().status, Status::Completed);
    }
    // The caller asks again, whatever it had heard.
    let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
    assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
    let view = engine.view(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let rows = view.entities().find(Entity::filter().entity_type("lab")).await.unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row.entity_name.as_str()).collect();
    assert_eq!(names, ["FIRST", "SECOND"]);
}

/// Another system that survives the process: each call is a line of a file, its key decides. What it
/// reserves always breaks an invariant.
struct Ledger {
    file: PathBuf,
    inside: Arc<Lab>,
}

impl Ledger {
    fn write(&self, line: &str) {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.file);
        file.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    /// The keys that were reserved, and those that were given back.
    fn read(file: &Path) -> (BTreeSet<String>, BTreeSet<String>) {
        let lines = std::fs::read_to_string(file).unwrap_or_default();
        let of = |what| lines.lines().filter_map(move |line| line.strip_prefix(what));
        (of("done ").map(str::to_owned).collect(), of("undone ").map(str::to_owned).collect())
    }
}

impl Dispatch for Ledger {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        let Call::External(external) = call else {
            return self.inside.invoke(procedure, call, input);
        };
        let broken = match external.undoes() {
            Some(key) => {
                self.write(&format!("undone {key}"));
                None
            }
            None => {
                self.write(&format!("done {}", external.key()));
                Some(Failure::invariant("quantity > 0", procedure))
            }
        };
        Box::pin(std::future::ready(Ok(Answer { output: json!({}), broken })))
    }
}

fn ledger_engine(dir: &Path, switch: Option<KillSwitch>) -> Engine {
    let ledger = Ledger { file: dir.join("ledger"), inside: Lab::new() };
    let store = SqliteStore::open(dir.join("hera.db")).unwrap();
    let builder = Engine::builder(store).orchestration(sketch::orchestration(Arc::new(ledger)));
    let builder = match switch {
        Some(switch) => builder.crash_points(switch),
        None => builder,
    };
    builder.build().unwrap()
}

#[test]
fn what_breaks_an_invariant_is_undone_wherever_the_process_dies() {
    let add = || request("LAB.LINE_ADD.REQUESTED", json!({})).idempotency_key("k");
    if let Some(dir) = std::env::var_os(DATABASE) {
        return runtime().block_on(async {
            let engine = ledger_engine(Path::new(&dir), Some(KillSwitch::from_env().unwrap()));
            support::organizations(&engine).await;
            assert_eq!(engine.execute(add()).await.unwrap().status, Status::Compensated);
        });
    }
    let mut killed = Vec::new();
    loop {
        let dir = tempfile::tempdir().unwrap();
        let test = "what_breaks_an_invariant_is_undone_wherever_the_process_dies";
        let ended = start_child(test, dir.path(), killed.len() + 1);
        let points = std::fs::read_to_string(dir.path().join("points")).unwrap();
        if ended.success() {
            assert_eq!(points.lines().count(), killed.len());
            break;
        }
        assert_eq!(ended.signal(), Some(SIGKILL), "killed, and not ended by itself");
        let point = points.lines().last().unwrap().to_owned();
        runtime().block_on(async {
            let engine = ledger_engine(dir.path(), None);
            for recovered in engine.recover().await.unwrap() {
                assert_eq!(recovered.result.unwrap().status, Status::Compensated, "{point}");
            }
            let answer = engine.execute(add()).await.unwrap();
            assert_eq!(answer.status, Status::Compensated, "{point}");
            let lines = engine.store().load(answer.run_id).await.unwrap().unwrap().1;
            let violated = |entry: &Entry<Value>| matches!(entry, Entry::Violated { .. });
            let facts = lines.iter().filter(|line| violated(&line.entry)).count();
            assert_eq!(facts, 1, "{point}: the fact is there, and once");
        });
        let (done, undone) = Ledger::read(&dir.path().join("ledger"));
        assert_eq!(done.len(), 1, "{point}: every call had the same key");
        assert_eq!(done, undone, "{point}");
        killed.push(point);
    }
    for point in ["before:failure:add_txn", "after:failure:add_txn", "after:undo:RESERVE"] {
        assert!(killed.iter().any(|killed| killed == point), "{point} is missing: {killed:?}");
    }
}

/// Runs at once in the child that is killed while they commit in groups.
const AT_ONCE: usize = 32;
/// How many answers the parent waits for before it kills.
const ANSWERS: usize = 100;

#[test]
fn a_kill_amid_grouped_commits_loses_no_answer_and_doubles_nothing() {
    if let Some(dir) = std::env::var_os(DATABASE) {
        return runtime().block_on(answer_until_killed(PathBuf::from(dir)));
    }
    for _ in 0..3 {
        let dir = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["a_kill_amid_grouped_commits_loses_no_answer_and_doubles_nothing", "--exact"]);
        let output = std::process::Stdio::null();
        let mut child = child.env(DATABASE, dir.path()).stdout(output).spawn().unwrap();
        let answered = || {
            let text = std::fs::read_to_string(dir.path().join("answered")).unwrap_or_default();
            text.split_inclusive('\n')
                .filter_map(|line| line.strip_suffix('\n'))
                .map(str::to_owned)
                .collect::<Vec<String>>()
        };
        while answered().len() < ANSWERS {
            assert!(child.try_wait().unwrap().is_none(), "it goes on until it is killed");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(SIGKILL));
        runtime().block_on(nothing_is_lost_or_doubled(dir.path(), answered()));
    }
}

async fn answer_until_killed(dir: PathBuf) {
    let engine = support::engine(&dir, &Lab::new(), |builder| builder).await;
    support::organizations(&engine).await;
    let options = std::fs::OpenOptions::new().create(true).append(true).to_owned();
    let file = Arc::new(options.open(dir.join("answered")).unwrap());
    let client = |client: usize| {
        let (engine, file) = (engine.clone(), Arc::clone(&file));
        tokio::spawn(async move {
            for at in 0.. {
                let key = format!("{client}-{at}");
                let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key(&key);
                assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
                (&*file).write_all(format!("{key}\n").as_bytes()).unwrap();
            }
        })
    };
    for client in (0..AT_ONCE).map(client).collect::<Vec<_>>() {
        client.await.unwrap();
    }
}

async fn nothing_is_lost_or_doubled(dir: &Path, answered: Vec<String>) {
    let engine = support::engine(dir, &Lab::new(), |builder| builder).await;
    for recovered in engine.recover().await.unwrap() {
        assert_eq!(recovered.result.unwrap().status, Status::Completed);
    }
    for key in &answered {
        let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key(key);
        let outcome = engine.execute(request).await.unwrap();
        assert_eq!((outcome.status, outcome.repeated), (Status::Completed, true), "{key}");
    }
    let database = rusqlite::Connection::open(dir.join("hera.db")).unwrap();
    let count = |sql| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let runs = count(
        "SELECT count(*) FROM universal_transactions \
         WHERE transaction_type = 'orchestration_run' AND transaction_status = 'completed'",
    );
    let rows = count("SELECT count(*) FROM core_entities WHERE entity_type = 'lab'");
    let distinct =
        count("SELECT count(DISTINCT entity_code) FROM core_entities WHERE entity_type = 'lab'");
    assert!(runs >= i64::try_from(answered.len()).unwrap());
    assert_eq!((rows, distinct), (2 * runs, 2 * runs), "each node of each run worked once");
}
