//! A wait between attempts outlives the process that began it, and has nothing that others need.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "back_off/connections.rs"]
mod connections;
mod support;

use std::sync::Arc;

use hera_core::Status;
use hera_core::plan::{Backoff, Jitter};
use hera_runtime::Uuid;
use hera_runtime::engine::Engine;
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::Clock;
use hera_runtime::testing::clock::VirtualClock;
use hera_runtime::testing::memory::{MemoryDatabase, Settings};
use jiff::SignedDuration;
use serde_json::json;

use support::lab::{Lab, Plan};
use support::{organizations, request, sketch};

const WAIT: SignedDuration = SignedDuration::from_secs(60);

#[test]
fn it_ends_when_it_would_have_ended_whoever_waits() {
    let (number, flow) = sketch::drawn_with("A write\nB write after A".to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (60_000, 60_000);
        (plan.retry.backoff, plan.retry.jitter) = (Backoff::Fixed, Jitter::None);
    });
    let clock = VirtualClock::new();
    clock.runtime().unwrap().block_on(after_a_death(&clock, number, flow));
}

/// The first attempt fails; ten seconds later its process dies, and another one takes the run over.
async fn after_a_death(clock: &VirtualClock, number: usize, flow: &'static FlowDef) {
    let settings = Settings { lease: None, one_writer: false };
    let database = MemoryDatabase::new(settings, Arc::new(clock.clone()));
    let (first, second) = (Lab::new(), Lab::new());
    let engine = |owner: u128, lab: &Arc<Lab>| {
        let builder = Engine::builder(database.open(Uuid::from_u128(owner)));
        let builder = builder.orchestration(sketch::alone(flow, lab.clone()));
        builder.clock(clock.clone()).build().unwrap()
    };
    let one = engine(1, &first);
    organizations(&one).await;
    first.plan("B", [Plan::Break("STORE_FAILURE")]);
    let begun = clock.now();
    let asked = request(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number }));
    tokio::spawn(async move { one.execute(asked).await });
    clock.sleep_until(begun + SignedDuration::from_secs(10)).await;
    assert_eq!(first.calls(), ["A", "B"]);
    database.crash(Uuid::from_u128(1));

    let recovered = engine(2, &second).recover().await.unwrap().pop().unwrap();
    assert_eq!(recovered.result.unwrap().status, Status::Completed);
    assert_eq!(second.calls(), ["B"], "what is committed does not run again");
    let waited = clock.now().duration_since(begun);
    let late = WAIT + SignedDuration::from_secs(1);
    assert!(waited >= WAIT && waited < late, "neither at once nor anew: {waited:?}");
}
