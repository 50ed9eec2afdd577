//! Several real processes on one store: they share runs, die, freeze and wake, and so does the database.
//!
//! The children are this test binary itself, told by environment variables what to do.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

mod frozen;
#[path = "../support/mod.rs"]
mod support;
mod verdict;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hera_core::{Failure, FailureKind, Status};
use hera_runtime::Value;
use hera_runtime::context::{Entity, StoreError};
use hera_runtime::engine::{Act, Engine, Request};
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use hera_runtime::ports::{CrashPoints, NoCrash, Store};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;

use support::random::Dice;
use support::{request, sketch};
use verdict::judge;

/// Where the store is: a `postgres:` address or a file.
const PLACE: &str = "HERA_TEST_WORKER_PLACE";
/// Where the children note what they did outside, and other things that survive them.
const NOTES: &str = "HERA_TEST_WORKER_NOTES";
/// Which requests are the child's: from, to.
const SLICE: &str = "HERA_TEST_WORKER_SLICE";
const LEASE: Duration = Duration::from_millis(1_500);
/// Requests that one worker has under way.
const AT_ONCE: u32 = 8;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

async fn open(place: &str) -> Result<Arc<dyn Store>, StoreError> {
    if place.starts_with("postgres:") {
        let settings = Settings { connections: 12, lease: LEASE, ..Settings::default() };
        return Ok(Arc::new(PostgresStore::open(place, settings).await?));
    }
    Ok(Arc::new(SqliteStore::open(place)?))
}

/// Procedures whose effects tell who made them: rows by run and node, lines of a file outside.
struct Work {
    notes: PathBuf,
}

impl Work {
    fn note(&self, line: &str) {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.notes);
        // One write, so that lines of several processes do not mix.
        file.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

fn failure(code: &str, kind: FailureKind) -> Failure {
    Failure { code: code.to_owned(), message: "planned".to_owned(), kind }
}

fn store_failure(error: StoreError) -> Failure {
    failure(error.code(), FailureKind::Infrastructure)
}

impl Dispatch for Work {
    fn invoke<'a>(
        &'a self,
        _: &'a str,
        call: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            match call {
                Call::Validate(_) => {}
                Call::External(external) => match external.undoes() {
                    Some(key) => self.note(&format!("undone {key}")),
                    None => self.note(&format!("done {}", external.key())),
                },
                Call::Persist(tx) => {
                    let run = tx.context().idempotency_key.clone();
                    let (node, undoes) = (tx.node().to_owned(), tx.undoes().is_some());
                    let code = format!("{run}/{node}");
                    let rows = tx.entities();
                    if undoes {
                        let made = Entity::filter().entity_type("work").entity_code(code);
                        let made = rows.first(made).await.map_err(store_failure)?;
                        let gone = Entity::changes().status("undone");
                        let id = made.expect("what is undone is there").id;
                        rows.update(id, gone).await.map_err(store_failure)?;
                    } else {
                        let row = Entity::new("work", node.as_str(), "HERA.TEST.LAB.ROW.NODE.v1");
                        rows.insert(row.entity_code(code)).await.map_err(store_failure)?;
                        // Every fifth is refused at the end, after its effects.
                        if node == "PERSIST" && run.ends_with(['0', '5']) {
                            return Err(failure("CLOSED", FailureKind::Declared));
                        }
                    }
                }
            }
            Ok(json!({}).into())
        })
    }
}

fn the_request(number: u32) -> Request {
    let event = ["LAB.TWO.REQUESTED", "LAB.LINE_ADD.REQUESTED"][number as usize % 2];
    request(event, json!({})).idempotency_key(format!("k{number}"))
}

async fn engine(place: &str, notes: &Path) -> Engine {
    engine_with(place, notes, NoCrash).await
}

async fn engine_with(place: &str, notes: &Path, points: impl CrashPoints + 'static) -> Engine {
    let store = loop {
        match open(place).await {
            Ok(store) => break store,
            // The database may be down just now.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    let work = Arc::new(Work { notes: notes.to_owned() });
    let builder = Engine::builder(store).orchestration(sketch::orchestration(work));
    builder.crash_points(points).build().unwrap()
}

/// A worker's whole life: its requests, and what others leave behind.
async fn work(place: &str, notes: &Path, slice: std::ops::Range<u32>) {
    let engine = engine(place, notes).await;
    let attending = tokio::spawn({
        let engine = engine.clone();
        async move { engine.attend().await }
    });
    let at_once = Arc::new(tokio::sync::Semaphore::new(AT_ONCE as usize));
    let mut asked = tokio::task::JoinSet::new();
    for number in slice {
        let turn = Arc::clone(&at_once).acquire_owned().await.unwrap();
        let engine = engine.clone();
        asked.spawn(async move {
            loop {
                // Whatever comes in between, the caller asks again with its key until it is over.
                match engine.execute(the_request(number)).await {
                    Ok(outcome) if outcome.status.is_final() => break,
                    // The database was away for longer than the policy waits: a person says go on.
                    Ok(outcome) if outcome.status == Status::Parked => {
                        let reason = "the database is back".to_owned();
                        let act = Act { actor_id: support::ACTOR, reason };
                        let _ = engine.retry(outcome.run_id, act, None).await;
                    }
                    _ => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
            drop(turn);
        });
    }
    while let Some(ended) = asked.join_next().await {
        ended.unwrap();
    }
    attending.abort();
}

/// If this process is a child of the test, does what it is told and says so.
fn is_child() -> bool {
    let Ok(place) = std::env::var(PLACE) else { return false };
    let notes = PathBuf::from(std::env::var(NOTES).unwrap());
    let slice = std::env::var(SLICE).unwrap();
    let (from, to) = slice.split_once("..").unwrap();
    runtime().block_on(work(&place, &notes, from.parse().unwrap()..to.parse().unwrap()));
    true
}

fn child(test: &str, place: &str, notes: &Path, slice: std::ops::Range<u32>) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture"]).env(PLACE, place).env(NOTES, notes);
    child.env(SLICE, format!("{}..{}", slice.start, slice.end));
    child.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    child.spawn().unwrap()
}

fn size(name: &str, here: u32) -> u32 {
    std::env::var(name).map_or(here, |size| size.parse().unwrap())
}

/// Runs workers, kills them (and the database, if it is a server) until it is enough, and lets the last
/// ones finish.
fn torture(test: &str, place: &str, notes: &Path, server: Option<&PostgresServer>) -> u32 {
    const WORKERS: u32 = 3;
    let runs = size("HERA_TORTURE_RUNS", 90);
    let kills = size("HERA_TORTURE_KILLS", 9);
    let slice = |worker: u32| worker * runs / WORKERS..(worker + 1) * runs / WORKERS;
    let mut dice = Dice(u64::from(runs) * 31 + u64::from(kills));
    // The schema, and the organisations, before anybody dies.
    runtime().block_on(async {
        support::organizations(&engine(place, notes).await).await;
    });
    let mut workers: Vec<Child> =
        (0..WORKERS).map(|worker| child(test, place, notes, slice(worker))).collect();
    for kill in 0..kills {
        std::thread::sleep(Duration::from_millis(100 + dice.roll(300) as u64));
        match server {
            Some(server) if kill % 3 == 2 => {
                server.kill().unwrap();
                server.start_again().unwrap();
            }
            _ => {
                let victim = dice.roll(workers.len());
                workers[victim].kill().unwrap();
                workers[victim].wait().unwrap();
                workers[victim] = child(test, place, notes, slice(u32::try_from(victim).unwrap()));
            }
        }
    }
    let until = Instant::now() + Duration::from_secs(size("HERA_TORTURE_SECONDS", 120).into());
    for mut worker in workers {
        loop {
            match worker.try_wait().unwrap() {
                Some(status) => break assert!(status.success(), "{status}"),
                None if Instant::now() > until => {
                    worker.kill().unwrap();
                    panic!("a worker does not come to its end");
                }
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
    println!("{test}: {runs} runs, {kills} kills, {WORKERS} workers");
    runs
}

#[test]
fn workers_and_their_database_are_killed_and_nothing_is_lost() {
    if is_child() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    // Durable: the server is killed as well.
    let server = PostgresServer::start(true).unwrap();
    let place = server.place("torture").unwrap();
    let test = "workers_and_their_database_are_killed_and_nothing_is_lost";
    let runs = torture(test, &place, &notes, Some(&server));
    judge(runs, &notes, |sql| {
        let sql = format!("SET search_path = torture; {sql}");
        server.sql("hera", &sql).unwrap().lines().map(str::to_owned).collect()
    });
}

#[test]
fn workers_on_one_file_are_killed_and_nothing_is_lost() {
    if is_child() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    let file = dir.path().join("hera.db");
    let test = "workers_on_one_file_are_killed_and_nothing_is_lost";
    let runs = torture(test, file.to_str().unwrap(), &notes, None);
    let database = rusqlite::Connection::open(&file).unwrap();
    judge(runs, &notes, |sql| {
        let mut statement = database.prepare(sql).unwrap();
        let text = |row: &rusqlite::Row<'_>| match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => Ok(number.to_string()),
            _ => row.get::<_, String>(0),
        };
        let rows = statement.query_map([], text).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    });
}
