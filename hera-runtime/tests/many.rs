//! Many runs at once on PostgreSQL that share nothing do not get into each other's way.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::{Failure, Status};
use hera_runtime::Value;
use hera_runtime::engine::Engine;
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use hera_runtime::ports::RunQuery;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;

use support::lab::{Gate, Lab, Plan};
use support::request;
use support::sketch::{self, DRAWN, DRAWN_EVENT};

const CALLERS: usize = 32;
const RUNS: usize = 10;
/// Of two boundaries each.
const BOUNDARIES: usize = CALLERS * RUNS * 2;

/// Procedures that send nothing.
struct Still;

impl Dispatch for Still {
    fn invoke<'a>(
        &'a self,
        _procedure: &'a str,
        _call: Call<'a>,
        _input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(std::future::ready(Ok(Answer { output: Value::Null, broken: None })))
    }
}

/// Transactions that the database has committed, or taken back.
async fn transactions(server: &PostgresServer, how: &str) -> usize {
    // Sessions hand in their numbers when they end.
    let sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hera'";
    while server.sql("hera", sessions).unwrap().trim() != "0" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let count = format!("SELECT {how} FROM pg_stat_database WHERE datname = 'hera'");
    server.sql("hera", &count).unwrap().trim().parse().unwrap()
}

/// Runs of two serializable boundaries, each of which does this.
async fn run_many(place: &str, work: Arc<dyn Dispatch>) {
    let store = PostgresStore::open(place, Settings::default()).await.unwrap();
    let (number, flow) =
        sketch::drawn_with("ONE write\nOTHER write after ONE".to_owned(), |plan| {
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        });
    let engine = Engine::builder(store).orchestration(sketch::alone(flow, work));
    let engine = engine.build().unwrap();
    support::organizations(&engine).await;
    let caller = |_| {
        let engine = engine.clone();
        tokio::spawn(async move {
            for _ in 0..RUNS {
                let request = request(DRAWN_EVENT, json!({DRAWN: number}));
                let outcome = engine.execute(request).await.unwrap();
                assert_eq!(outcome.status, Status::Completed, "{:?}", outcome.error);
            }
        })
    };
    for caller in (0..CALLERS).map(caller).collect::<Vec<_>>() {
        caller.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_that_share_nothing_lose_against_nobody() {
    let server = PostgresServer::start(false).unwrap();
    let place = server.place("many").unwrap();
    let before = transactions(&server, "xact_rollback").await;
    run_many(&place, Lab::new()).await;
    let lost = transactions(&server, "xact_rollback").await - before;
    assert!(lost <= BOUNDARIES / 50, "{lost} of {BOUNDARIES} boundaries were begun again");
}

#[tokio::test(flavor = "multi_thread")]
async fn boundaries_that_send_nothing_commit_together() {
    let server = PostgresServer::start(false).unwrap();
    let place = server.place("many").unwrap();
    run_many(&place, Arc::new(Still)).await;
    // Opening the store and waiting for the sessions' end are among them.
    let all = transactions(&server, "xact_commit").await;
    assert!(all <= BOUNDARIES / 2, "{all} transactions for {BOUNDARIES} boundaries");
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_whose_headers_are_locked_keep_no_others_waiting() {
    const LOCKED: usize = 3;
    let server = Arc::new(PostgresServer::start(false).unwrap());
    let place = server.place("many").unwrap();
    let store = PostgresStore::open(&place, Settings::default()).await.unwrap();
    // What is called outside sends nothing in its boundary.
    let (number, flow) = sketch::drawn_with("A call\nB call after A".to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
    });
    let lab = Lab::new();
    let engine = Engine::builder(store).orchestration(sketch::alone(flow, lab.clone()));
    let engine = engine.build().unwrap();
    support::organizations(&engine).await;
    let ask = || {
        let engine = engine.clone();
        let asked = request(DRAWN_EVENT, json!({DRAWN: number}));
        tokio::spawn(async move { engine.execute(asked).await.unwrap().status })
    };
    let gates: Vec<Gate> = (0..LOCKED).map(|_| Gate::default()).collect();
    lab.plan("A", gates.iter().cloned().map(Plan::Wait));
    let locked: Vec<_> = gates.iter().map(|_| ask()).collect();
    for gate in &gates {
        gate.reached.notified().await;
    }
    assert_eq!(engine.runs(RunQuery::default()).await.unwrap().runs.len(), LOCKED);
    let hold =
        "BEGIN; SELECT 1 FROM many.universal_transactions FOR UPDATE; SELECT pg_sleep(3); COMMIT";
    let held = {
        let server = Arc::clone(&server);
        tokio::task::spawn_blocking(move || server.sql("hera", hold).unwrap())
    };
    let holds = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    while server.sql("hera", holds).unwrap().trim() != "1" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    gates.iter().for_each(|gate| gate.open.notify_one());
    for other in (0..CALLERS).map(|_| ask()).collect::<Vec<_>>() {
        assert_eq!(other.await.unwrap(), Status::Completed);
    }
    assert!(!held.is_finished(), "they waited for headers that are not theirs");
    for run in locked {
        assert_eq!(run.await.unwrap(), Status::Completed, "it waited, and nothing failed");
    }
    held.await.unwrap();
}
