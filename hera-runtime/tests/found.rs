//! What the simulation found, each as small as it gets.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::engine::{Act, Engine};
use hera_runtime::ports::SystemClock;
use hera_runtime::testing::memory::{MemoryDatabase, MemoryStore, Settings};
use serde_json::json;

use support::lab::{Gate, Lab, Plan};
use support::{ACTOR, organizations, request, sketch};

fn database() -> MemoryDatabase {
    MemoryDatabase::new(Settings::shared(Duration::from_secs(60)), Arc::new(SystemClock))
}

fn engine(store: MemoryStore, lab: &Arc<Lab>) -> Engine {
    Engine::builder(store).orchestration(sketch::orchestration(lab.clone())).build().unwrap()
}

fn act() -> Act {
    Act { actor_id: ACTOR, reason: "a person says so".to_owned() }
}

/// Two workers get the same request; before the second has written, a person acts there on the run of the
/// first.
#[tokio::test]
async fn an_act_on_the_run_of_a_twin_answers_the_other_twin() {
    let database = database();
    let (first, second) = (Lab::new(), Lab::new());
    let one = engine(database.open(Uuid::from_u128(1)), &first);
    let other = engine(database.open(Uuid::from_u128(2)), &second);
    organizations(&one).await;
    let asked = || request("LAB.PIVOT.REQUESTED", json!({})).idempotency_key("twin");

    let gate = Gate::default();
    second.plan("PAY", [Plan::Wait(gate.clone())]);
    let twin = tokio::spawn({
        let (other, asked) = (other.clone(), asked());
        async move { other.execute(asked).await }
    });
    gate.reached.notified().await;
    first.plan("SHIP", [Plan::Refuse("NO")]);
    let parked = one.execute(asked()).await.unwrap();
    assert_eq!(parked.status, Status::Parked);

    let acted = tokio::spawn({
        let (other, run) = (other.clone(), parked.run_id);
        async move { other.compensate(run, act()).await }
    });
    // The act calls the twin's drive back, which waits for its procedure.
    tokio::time::sleep(Duration::from_millis(50)).await;
    gate.open.notify_one();
    let twin = twin.await.unwrap().unwrap();
    assert_eq!((twin.run_id, twin.repeated), (parked.run_id, true));
    assert_eq!(acted.await.unwrap().unwrap().run_id, parked.run_id);
}
