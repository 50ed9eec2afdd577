//! A run that waits for its next attempt has no connection: with one or two of them in the pool, others go on.

use std::time::Duration;

use hera_core::plan::{Backoff, Jitter};
use hera_core::{Entry, Status};
use hera_runtime::engine::{Engine, Request};
use hera_runtime::ports::RunQuery;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;

use super::support::lab::{Lab, Plan};
use super::support::sketch::{DRAWN, DRAWN_EVENT, drawn_with, named, orchestration};
use super::support::{ACTOR, SALON, organizations, request};

const CODE: &str = "HERA.TEST.LAB.ORCH.WAITS.v1";
/// More than any pool here has connections.
const WAITING: usize = 4;
/// The wait between attempts: longer than anything takes here.
const WAIT_MS: u64 = 60_000;
const SOON: Duration = Duration::from_secs(20);

/// Whether a run has a next attempt ahead of it.
fn waits(entry: &Entry<hera_runtime::Value>) -> bool {
    matches!(
        entry,
        Entry::AttemptFailed { retry_at: Some(_), .. }
            | Entry::ResolveFailed { retry_at: Some(_), .. }
            | Entry::CompensationFailed { retry_at: Some(_), .. }
    )
}

async fn until_they_wait(engine: &Engine, number: usize) {
    loop {
        let mut waiting = 0;
        for run in engine.runs(RunQuery::default()).await.unwrap().runs {
            let (_, lines) = engine.store().load(run.header.id).await.unwrap().unwrap();
            waiting += usize::from(lines.iter().any(|line| waits(&line.entry)));
        }
        if waiting == number {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Runs of a flow that wait between their attempts, since these calls went wrong, in a pool of this size.
async fn others_go_on(place: &str, connections: usize, sketch: &str, wrong: &[(&str, Plan)]) {
    let (number, flow) = drawn_with(sketch.to_owned(), |plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (WAIT_MS, WAIT_MS);
        (plan.retry.backoff, plan.retry.jitter) = (Backoff::Fixed, Jitter::None);
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
    });
    let (server, lab) = (PostgresServer::shared().unwrap(), Lab::new());
    let url = format!("{}&application_name={place}", server.place(place).unwrap());
    let settings = Settings { connections, listen: false, ..Settings::default() };
    let store = PostgresStore::open(&url, settings).await.unwrap();
    let both = [named(CODE, flow, lab.clone()), orchestration(lab.clone())];
    let engine = Engine::builder(store).orchestrations(both).build().unwrap();
    organizations(&engine).await;
    for run in 1..=WAITING {
        for (call, plan) in wrong {
            lab.plan(call, [plan.clone()]);
        }
        let asked = Request::new(CODE, json!({DRAWN: number}), SALON, ACTOR).event(DRAWN_EVENT);
        let waiting = engine.clone();
        tokio::spawn(async move { waiting.execute(asked).await });
        tokio::time::timeout(SOON, until_they_wait(&engine, run)).await.unwrap();
    }
    let busy = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '{place}' AND state <> 'idle'"
    );
    assert_eq!(server.sql("hera", &busy).unwrap().trim(), "0", "nobody has a transaction open");
    let calls = lab.calls().len();
    for event in ["LAB.TWO.REQUESTED", "LAB.LINE_ADD.REQUESTED"] {
        let other = engine.execute(request(event, json!({})));
        let other = tokio::time::timeout(SOON, other).await.unwrap().unwrap();
        assert_eq!(other.status, Status::Completed);
    }
    assert_eq!(lab.calls().len(), calls + 7, "no other attempt began meanwhile");
    until_they_wait(&engine, WAITING).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boundary_that_is_tried_again_has_no_connection_meanwhile() {
    let wrong = [("B", Plan::Break("STORE_FAILURE"))];
    others_go_on("waits_forward", 1, "A write\nB write after A", &wrong).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_made_again_has_no_connection_meanwhile() {
    let wrong = [("A", Plan::Break("NETWORK_TIMEOUT"))];
    others_go_on("waits_call", 1, "A call undo-outside\nB write after A", &wrong).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_waits_for_its_transaction_has_no_connection_meanwhile() {
    let sketch = "A write in one undo\nB call after A in one undo-outside\nC write after B in one";
    let wrong = [("B", Plan::Break("NETWORK_TIMEOUT"))];
    others_go_on("waits_inside", 2, sketch, &wrong).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compensation_that_is_tried_again_has_no_connection_meanwhile() {
    let wrong = [("B", Plan::Refuse("NO")), ("undo A", Plan::Break("STORE_FAILURE"))];
    others_go_on("waits_back", 1, "A write undo\nB write after A errors NO", &wrong).await;
}

/// A run that has something else to do is not put down: its attempt waits where it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_boundary_that_waits_beside_a_call_has_no_connection_meanwhile() {
    let wrong = [("A", Plan::Break("STORE_FAILURE")), ("B", Plan::Hang)];
    others_go_on("waits_beside", 1, "A write undo\nB call undo-outside", &wrong).await;
}
