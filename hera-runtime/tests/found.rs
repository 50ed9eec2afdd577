//! What the simulation found, each as small as it gets.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::engine::{Act, Engine, LaterAttempts, Limits};
use hera_runtime::ports::{Clock, RunQuery, SystemClock};
use hera_runtime::testing::clock::VirtualClock;
use hera_runtime::testing::memory::{MemoryDatabase, MemoryStore, Settings};
use serde_json::json;

use support::lab::{Gate, Lab, Plan};
use support::sketch::{DRAWN, DRAWN_EVENT};
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

/// How long a call of the sketched flows may take.
const CALL: Duration = Duration::from_millis(200);

/// A process dies amid a call. Another one takes its run over, where the calls of the same node go as planned
/// and the run fails at last. How long after the take-over the call is undone, and what the other one called.
fn undone_after_a_death(reserve: &[Plan]) -> (Duration, Vec<String>) {
    let clock = VirtualClock::new();
    clock.runtime().unwrap().block_on(async {
        let settings = Settings { lease: None, one_writer: false };
        let database = MemoryDatabase::new(settings, Arc::new(clock.clone()));
        let (first, second) = (Lab::new(), Lab::new());
        let engine = |owner: u128, lab: &Arc<Lab>| {
            let builder = Engine::builder(database.open(Uuid::from_u128(owner)));
            let builder = builder.orchestration(sketch::orchestration(lab.clone()));
            builder.clock(clock.clone()).build().unwrap()
        };
        let one = engine(1, &first);
        organizations(&one).await;
        let gate = Gate::default();
        first.plan("RESERVE", [Plan::Wait(gate.clone())]);
        tokio::spawn(
            async move { one.execute(request("LAB.LINE_ADD.REQUESTED", json!({}))).await },
        );
        gate.reached.notified().await;
        database.crash(Uuid::from_u128(1));

        let other = engine(2, &second);
        second.plan("RESERVE", reserve.to_vec());
        second.plan("PERSIST", [Plan::Refuse("CLOSED")]);
        let taken = clock.now();
        let recovered = other.recover().await.unwrap().pop().unwrap();
        assert_eq!(recovered.result.unwrap().status, Status::Compensated);
        (clock.now().duration_since(taken).try_into().unwrap(), second.calls())
    })
}

/// The request of the dead may be on its way as long as its call could take.
#[test]
fn what_nobody_heard_of_is_undone_when_it_cannot_arrive_any_more() {
    let (after, calls) = undone_after_a_death(&[const { Plan::Break("NETWORK_TIMEOUT") }; 6]);
    assert_eq!(calls[calls.len() - 2..], ["RESERVE", "undo RESERVE"]);
    assert!(after >= CALL, "{after:?}");
    let (after, calls) = undone_after_a_death(&[]);
    assert_eq!(calls[calls.len() - 3..], ["RESERVE", "PERSIST", "undo RESERVE"]);
    assert!(after < CALL, "who answered has it, and waits for nothing: {after:?}");
}

/// A run has its key, and waits for a place, when its process loses its lease. Another one takes it over and
/// parks it, and it gives its key up; a person lets it go on in the first process, where a place is free now.
#[tokio::test]
async fn who_had_the_key_of_a_run_before_it_parked_waits_for_it_again() {
    let (number, flow) =
        sketch::drawn_with("A call\nB write after A errors NO".to_owned(), |plan| {
            plan.run.concurrency_key = Some("payload.cart".into());
            plan.run.releases_parked = true;
        });
    let database = database();
    let (first, second) = (Lab::new(), Lab::new());
    let engine = |owner: u128, lab: &Arc<Lab>| {
        let builder = Engine::builder(database.open(Uuid::from_u128(owner)));
        let builder = builder.orchestration(sketch::alone(flow, lab.clone()));
        builder.limits(Limits { runs_at_once_max: 1, ..Limits::default() }).build().unwrap()
    };
    let (one, other) = (engine(1, &first), engine(2, &second));
    organizations(&one).await;
    let ask = |engine: &Engine, cart: u32| {
        let engine = engine.clone();
        let asked = request(DRAWN_EVENT, json!({DRAWN: number, "cart": cart}));
        tokio::spawn(async move { engine.execute(asked).await })
    };

    let (busy, gate) = (Gate::default(), Gate::default());
    first.plan("A", [Plan::Wait(busy.clone())]);
    ask(&one, 8);
    busy.reached.notified().await;
    let begun = ask(&one, 7);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let newest = RunQuery { limit: 1, ..RunQuery::default() };
    let run = one.store().runs(newest).await.unwrap().runs.pop().unwrap().header.id;

    database.end_lease(Uuid::from_u128(1));
    second.plan("B", [Plan::Refuse("NO")]);
    assert_eq!(other.resume(run).await.unwrap().status, Status::Parked);
    second.plan("A", [Plan::Wait(gate.clone())]);
    let next = ask(&other, 7);
    gate.reached.notified().await;

    let retried = tokio::spawn(async move { one.retry(run, act(), None).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    busy.open.notify_one();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(first.calls(), ["A", "B"], "another run has the key");
    gate.open.notify_one();
    for ended in [next, begun, retried] {
        assert_eq!(ended.await.unwrap().unwrap().status, Status::Completed);
    }
    assert_eq!(first.calls(), ["A", "B", "B"]);
}

/// Past its pivot, a call was away for longer than its policy waits, and turns out to be done, with an answer that
/// breaks an invariant.
#[tokio::test]
async fn what_an_outage_parked_is_no_outage_once_its_answer_breaks_an_invariant() {
    let (number, flow) = sketch::drawn("PAY write\nSEND call after PAY".to_owned());
    let lab = Lab::new();
    let policy = LaterAttempts { first_ms: 1, max_ms: 1, count_max: 3 };
    let builder = Engine::builder(database().open(Uuid::from_u128(1)));
    let builder = builder.orchestration(sketch::alone(flow, lab.clone())).later_attempts(policy);
    let engine = builder.look_every(Duration::from_millis(10)).build().unwrap();
    organizations(&engine).await;
    lab.plan("SEND", [Plan::Lose, Plan::Lose, Plan::Lose, Plan::Violate]);
    let parked = engine.execute(request(DRAWN_EVENT, json!({DRAWN: number}))).await.unwrap();
    assert_eq!(parked.status, Status::Parked);
    let error = parked.error.unwrap();
    assert_eq!((error.code.as_str(), error.node.as_str()), ("INVARIANT_VIOLATED", "SEND"));
    let _ = tokio::time::timeout(Duration::from_millis(200), engine.attend()).await;
    let record = engine.run(parked.run_id).await.unwrap().unwrap().record;
    assert_eq!(record.status, Status::Parked, "nobody goes past it unasked");
    let ended = engine.retry(parked.run_id, act(), None).await.unwrap();
    assert_eq!(ended.status, Status::Completed, "a person may");
}
