//! Several real processes on one store: they share runs, die, freeze and wake, and so does the database.
//!
//! The children are this test binary itself, told by environment variables what to do.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

mod frozen;
#[path = "../support/mod.rs"]
mod support;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hera_runtime::context::StoreError;
use hera_runtime::engine::Engine;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{CrashPoints, Store};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::server::PostgresServer;

use support::random::Dice;
use support::sketch;
use support::verdict::judge;
use support::work::{Work, the_request, until_over};

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

async fn engine(place: &str, notes: &Path) -> Engine {
    engine_with(place, notes, TakeOvers(notes.with_file_name(TAKEN))).await
}

/// Where the children note that they took a run over, beside their notes.
const TAKEN: &str = "taken";

/// Notes each take-over.
struct TakeOvers(PathBuf);

impl CrashPoints for TakeOvers {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        if point == "after:take_over" {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.0);
            file.as_mut().unwrap().write_all(b"taken over\n").unwrap();
        }
        Box::pin(std::future::ready(()))
    }
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
            until_over(&engine, number).await;
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
    let (mut of_server, mut too_late) = (0, 0);
    for kill in 0..kills {
        std::thread::sleep(Duration::from_millis(100 + dice.roll(300) as u64));
        match server {
            Some(server) if kill % 3 == 2 => {
                server.kill().unwrap();
                server.start_again().unwrap();
                of_server += 1;
            }
            _ => {
                let victim = dice.roll(workers.len());
                too_late += u32::from(workers[victim].try_wait().unwrap().is_some());
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
    let taken = std::fs::read_to_string(notes.with_file_name(TAKEN)).unwrap_or_default();
    println!(
        "{test}: {runs} runs, {WORKERS} workers, {kills} kills, {of_server} of them of the server and \
         {too_late} of workers that were done; {} take-overs",
        taken.lines().count(),
    );
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
