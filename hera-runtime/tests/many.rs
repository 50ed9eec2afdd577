//! Many runs at once on PostgreSQL that share nothing do not get into each other's way.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::time::Duration;

use hera_core::Status;
use hera_runtime::engine::Engine;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;

use support::lab::Lab;
use support::request;
use support::sketch::{self, DRAWN, DRAWN_EVENT};

const CALLERS: usize = 32;
const RUNS: usize = 10;
/// Of two boundaries each.
const BOUNDARIES: usize = CALLERS * RUNS * 2;

/// Transactions that the database took back.
async fn rollbacks(server: &PostgresServer) -> usize {
    // Sessions hand in their numbers when they end.
    let sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hera'";
    while server.sql("hera", sessions).unwrap().trim() != "0" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let rollbacks = "SELECT xact_rollback FROM pg_stat_database WHERE datname = 'hera'";
    server.sql("hera", rollbacks).unwrap().trim().parse().unwrap()
}

/// Each run writes rows of its own in two serializable boundaries.
async fn run_many(place: &str) {
    let store = PostgresStore::open(place, Settings::default()).await.unwrap();
    let (number, flow) =
        sketch::drawn_with("ONE write\nOTHER write after ONE".to_owned(), |plan| {
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        });
    let engine = Engine::builder(store).orchestration(sketch::alone(flow, Lab::new()));
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
    let before = rollbacks(&server).await;
    run_many(&place).await;
    let lost = rollbacks(&server).await - before;
    assert!(lost <= BOUNDARIES / 50, "{lost} of {BOUNDARIES} boundaries were begun again");
}
