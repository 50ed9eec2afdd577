//! What goes wrong below the store on PostgreSQL: connections that are cut anywhere, sessions that are ended,
//! a server that is stopped or takes no writes, transactions that lose against each other.
//!
//! The verdict comes from the tables, in SQL (`support/verdict.rs`).
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod contention;
mod read_only;
#[path = "../support/mod.rs"]
mod support;
mod wire;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hera_core::Status;
use hera_runtime::engine::Engine;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{CrashPoints, NoCrash};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;

use support::sketch;
use support::verdict::judge;
use support::work::{Work, the_request, until_over};
use wire::{Cut, Wire};

/// Longer than a test takes: what is seen is what the engine does, not what others take over.
const LEASE: Duration = Duration::from_secs(600);

/// The last digit of a request, and how it ends, whatever happens to its connections.
const KINDS: [(u32, Status); 3] =
    [(2, Status::Completed), (1, Status::Completed), (5, Status::Compensated)];
/// More messages than any run sends.
const MESSAGES_MAX: usize = 1_000;

async fn engine(url: &str, notes: &Path, points: impl CrashPoints + 'static) -> Engine {
    let settings = Settings { connections: 4, lease: LEASE, ..Settings::default() };
    let store = PostgresStore::open(url, settings).await.unwrap();
    let work = Arc::new(Work { notes: notes.to_owned() });
    let builder = Engine::builder(store).orchestration(sketch::orchestration(work));
    let engine = builder.crash_points(points).build().unwrap();
    support::organizations(&engine).await;
    engine
}

/// Asks until the run is over; what had to stop is gone on with.
async fn to_the_end(engine: &Engine, number: u32) -> Status {
    loop {
        if let Ok(outcome) = engine.execute(the_request(number)).await
            && outcome.status.is_final()
        {
            return outcome.status;
        }
        // A question that was cut is asked again.
        let _ = engine.recover().await;
    }
}

fn asking(server: &PostgresServer, place: &str) -> impl Fn(&str) -> Vec<String> {
    move |sql| {
        let sql = format!("SET search_path = {place}; {sql}");
        server.sql("hera", &sql).unwrap().lines().map(str::to_owned).collect()
    }
}

/// Cuts the connection at each message that a run sends, one run for each.
async fn cut_everywhere(name: &str, cut: Cut) {
    let (dir, wire) = (tempfile::tempdir().unwrap(), Wire::new());
    let notes = dir.path().join("notes");
    let server = PostgresServer::shared().unwrap();
    let url = wire.through(&server.place(name).unwrap());
    let engine = engine(&url, &notes, NoCrash).await;
    let mut runs = 0;
    for (kind, end) in KINDS {
        let mut nth = 0;
        loop {
            let number = kind + 10 * u32::try_from(nth).unwrap();
            wire.arm(nth, cut);
            let ended = tokio::time::timeout(Duration::from_secs(30), to_the_end(&engine, number));
            let ended = ended.await.unwrap_or_else(|_| panic!("{cut:?} at {nth} of {kind}"));
            assert_eq!(ended, end, "{cut:?} at message {nth} of request {number}");
            runs += 1;
            if wire.disarm() {
                break;
            }
            nth += 1;
            assert!(nth < MESSAGES_MAX);
        }
        assert!(nth > 20, "a run says more than {nth} messages");
        println!("{cut:?}: a run of kind {kind} was cut at each of its {nth} messages");
    }
    judge(runs, &notes, asking(server, name));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_cut_before_each_message() {
    cut_everywhere("cut_before", Cut::Before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_each_message_is_lost() {
    cut_everywhere("cut_answer", Cut::Answer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_message_comes_late_when_its_sender_has_given_it_up() {
    cut_everywhere("cut_late", Cut::Late).await;
}

/// Ends the sessions that have a transaction open, as an administrator does, at the n-th point before a
/// write or a call.
#[derive(Clone)]
struct Administrator {
    sessions: &'static str,
    left: Arc<AtomicUsize>,
    ended: Arc<Mutex<Vec<String>>>,
}

/// A point that is as far away as none is.
const NEVER: usize = usize::MAX;

impl CrashPoints for Administrator {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let is_before = point.starts_with("before:");
            if !is_before || self.left.load(Ordering::SeqCst) == NEVER {
                return;
            }
            if self.left.fetch_sub(1, Ordering::SeqCst) > 0 {
                return;
            }
            self.left.store(NEVER, Ordering::SeqCst);
            let end = format!(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                 WHERE application_name = '{}' AND state = 'idle in transaction'",
                self.sessions
            );
            PostgresServer::shared().unwrap().sql("hera", &end).unwrap();
            self.ended.lock().unwrap().push(point.to_owned());
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_ended_in_the_middle_of_boundaries() {
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    let server = PostgresServer::shared().unwrap();
    let url = format!("{}&application_name=ended", server.place("ended").unwrap());
    let left = Arc::new(AtomicUsize::new(NEVER));
    let admin = Administrator { sessions: "ended", left: Arc::clone(&left), ended: Arc::default() };
    let engine = engine(&url, &notes, admin.clone()).await;
    let mut runs = 0;
    for (kind, end) in KINDS {
        for nth in 0.. {
            let number = kind + 10 * u32::try_from(nth).unwrap();
            left.store(nth, Ordering::SeqCst);
            assert_eq!(to_the_end(&engine, number).await, end, "request {number}");
            runs += 1;
            if left.swap(NEVER, Ordering::SeqCst) != NEVER {
                break;
            }
        }
    }
    let ended = admin.ended.lock().unwrap().clone();
    for point in ["before:commit:SECOND", "before:commit:add_txn", "before:undone:RESERVE"] {
        assert!(ended.iter().any(|ended| ended == point), "{point}: {ended:?}");
    }
    judge(runs, &notes, asking(server, "ended"));
}

/// Requests while `trouble` comes and goes three times; then all come to their ends.
fn under_load(server: &PostgresServer, place: &str, trouble: impl Fn()) {
    const RUNS_MIN: u32 = 60;
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    let url = server.place(place).unwrap();
    let is_calm = Arc::new(AtomicBool::new(false));
    let calm = Arc::clone(&is_calm);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let engine = runtime.block_on(engine(&url, &notes, NoCrash));
    let asked = runtime.spawn(async move {
        let attending = tokio::spawn({
            let engine = engine.clone();
            async move { engine.attend().await }
        });
        let at_once = Arc::new(tokio::sync::Semaphore::new(6));
        let mut asked = tokio::task::JoinSet::new();
        let mut runs = 0;
        while runs < RUNS_MIN || !calm.load(Ordering::SeqCst) {
            let turn = Arc::clone(&at_once).acquire_owned().await.unwrap();
            let (engine, number) = (engine.clone(), runs);
            asked.spawn(async move {
                until_over(&engine, number).await;
                drop(turn);
            });
            runs += 1;
        }
        while let Some(ended) = asked.join_next().await {
            ended.unwrap();
        }
        attending.abort();
        runs
    });
    for _ in 0..3 {
        std::thread::sleep(Duration::from_millis(150));
        trouble();
    }
    is_calm.store(true, Ordering::SeqCst);
    let ended =
        runtime.block_on(async { tokio::time::timeout(Duration::from_secs(60), asked).await });
    let runs = ended.expect("all come to their ends").unwrap();
    judge(runs, &notes, asking(server, place));
}

#[test]
fn the_server_is_stopped_and_started_under_load() {
    let server = PostgresServer::start(true).unwrap();
    under_load(&server, "stopped", || {
        server.stop().unwrap();
        std::thread::sleep(Duration::from_millis(100));
        server.start_again().unwrap();
    });
}
