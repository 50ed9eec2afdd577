//! Calls to another system inside an open transaction (`external_in_transaction`): what a store has to do for
//! it, and what holds all the same. A store with one writer refuses such flows.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::time::Duration;

use hera_core::{Entry, Status};
use hera_runtime::Value;
use hera_runtime::context::Entity;
use hera_runtime::engine::{BuildError, Engine};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{JournalLine, RunQuery, Scope};
use serde_json::json;

use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use support::{ACTOR, Bench, ON_POSTGRES, SALON, request};

/// A call between two writes of its own boundary, which reads what the first has made.
const INSIDE: &str = "
    WRITE write in one undo
    SEND call after WRITE in one undo-outside errors NO
    LAST write after SEND in one errors LATE";

/// The flow on a store that can, or nothing where the store refuses it.
async fn bench() -> Option<(Bench, usize)> {
    let (number, flow) = drawn(INSIDE);
    on_a_store_that_can(flow).await.map(|bench| (bench, number))
}

fn drawn(sketch: &str) -> (usize, &'static FlowDef) {
    drawn_with(sketch.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = Some(2_000));
    })
}

async fn on_a_store_that_can(flow: &'static FlowDef) -> Option<Bench> {
    if ON_POSTGRES {
        return Some(Bench::of(flow).await);
    }
    is_refused(flow).await;
    None
}

async fn is_refused(flow: &'static FlowDef) {
    let dir = tempfile::tempdir().unwrap();
    let builder = Engine::builder(support::store(dir.path()).await);
    let refused = builder.orchestration(alone(flow, Lab::new())).build().err().unwrap();
    let BuildError::ExternalInTransaction { node, .. } = &refused else { panic!("{refused}") };
    assert_eq!(node, "SEND");
}

/// The names of the rows that stand.
async fn rows(bench: &Bench) -> Vec<String> {
    let view = bench.engine.view(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let stand = Entity::filter().entity_type("lab").status("active");
    let mut rows = view.entities().find(stand).await.unwrap();
    rows.sort_by(|one, other| one.entity_name.cmp(&other.entity_name));
    rows.into_iter().map(|row| row.entity_name).collect()
}

async fn lines(bench: &Bench) -> Vec<JournalLine> {
    let runs = bench.engine.runs(RunQuery::default()).await.unwrap().runs;
    bench.engine.store().load(runs[0].header.id).await.unwrap().unwrap().1
}

/// What the call was asked to do, by the journal.
fn intent(lines: &[JournalLine]) -> (String, Value) {
    let intents = lines.iter().filter_map(|line| match &line.entry {
        Entry::Intent { key, input, .. } => Some((key.clone(), input.clone())),
        _ => None,
    });
    let intents: Vec<_> = intents.collect();
    assert_eq!(intents.len(), 1, "{lines:?}");
    intents[0].clone()
}

#[tokio::test]
async fn its_intent_is_durable_while_the_transaction_is_open() {
    let Some((bench, number)) = bench().await else { return };
    let gate = Gate::default();
    bench.lab.plan("SEND", [Wait(gate.clone())]);
    let (engine, asked) = (bench.engine.clone(), request(DRAWN_EVENT, json!({DRAWN: number})));
    let run = tokio::spawn(async move { engine.execute(asked).await.unwrap() });
    gate.reached.notified().await;
    // Others see what is asked for, and nothing of what is not committed.
    let (_, input) = intent(&lines(&bench).await);
    assert!(input["before"][0]["id"].is_string(), "it reads what the write has made: {input}");
    assert!(rows(&bench).await.is_empty());
    gate.open.notify_one();
    assert_eq!(run.await.unwrap().status, Status::Completed);
    assert_eq!(rows(&bench).await, ["LAST", "WRITE"]);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "LAST"]);
}

#[tokio::test]
async fn what_fails_after_it_rolls_the_writes_back_and_undoes_the_call() {
    let Some((bench, number)) = bench().await else { return };
    bench.lab.plan("LAST", [Refuse("LATE")]);
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Compensated);
    assert!(rows(&bench).await.is_empty(), "rolled back, and not undone twice");
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "LAST", "undo SEND"]);
    let outside = bench.lab.outside().into_values().next().unwrap();
    assert_eq!((outside.done, outside.undone), (1, 1));
}

#[tokio::test]
async fn a_call_that_says_no_leaves_nothing() {
    let Some((bench, number)) = bench().await else { return };
    bench.lab.plan("SEND", [Refuse("NO")]);
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Failed);
    assert!(rows(&bench).await.is_empty() && bench.lab.outside().is_empty());
}

#[tokio::test]
async fn a_retry_repeats_the_writes_and_not_the_call_that_answered() {
    let Some((bench, number)) = bench().await else { return };
    bench.lab.plan("LAST", [Break("NETWORK_TIMEOUT")]);
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "LAST", "WRITE", "LAST"]);
    assert_eq!(rows(&bench).await, ["LAST", "WRITE"]);
    intent(&lines(&bench).await);
}

#[tokio::test]
async fn a_call_without_an_answer_is_repeated_with_its_key_and_inputs() {
    let Some((bench, number)) = bench().await else { return };
    bench.lab.plan("SEND", [Lose]);
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "WRITE", "SEND", "LAST"]);
    let outside = bench.lab.outside();
    let (key, input) = intent(&lines(&bench).await);
    assert_eq!(outside.keys().collect::<Vec<_>>(), [&key]);
    // The write made another row the second time; what is asked for stays as it was recorded.
    assert_eq!(outside[&key].inputs, [input.clone(), input]);
}

#[tokio::test]
async fn how_long_a_call_may_take_is_said_by_the_spec_and_not_by_the_database() {
    // A database ends transactions in which nothing is said for fifteen seconds.
    let (number, flow) = drawn_with(INSIDE.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = Some(40_000));
    });
    let Some(bench) = on_a_store_that_can(flow).await else { return };
    let gate = Gate::default();
    bench.lab.plan("SEND", [Wait(gate.clone())]);
    let (engine, asked) = (bench.engine.clone(), request(DRAWN_EVENT, json!({DRAWN: number})));
    let run = tokio::spawn(async move { engine.execute(asked).await.unwrap() });
    gate.reached.notified().await;
    tokio::time::sleep(Duration::from_millis(17_000)).await;
    gate.open.notify_one();
    assert_eq!(run.await.unwrap().status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "LAST"], "the transaction stayed open");
}

#[tokio::test]
async fn a_call_that_takes_longer_than_its_spec_says_is_asked_again_in_a_transaction_of_its_own() {
    let (number, flow) = drawn_with(INSIDE.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = Some(300));
    });
    let Some(bench) = on_a_store_that_can(flow).await else { return };
    bench.lab.plan("SEND", [Hang]);
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "WRITE", "SEND", "LAST"]);
    assert_eq!(rows(&bench).await, ["LAST", "WRITE"]);
}

#[tokio::test]
async fn a_call_belongs_to_the_transaction_also_by_its_place() {
    // It depends on the check alone, and its turn comes when the write has been made.
    let (number, flow) = drawn(
        "READ check in one\nWRITE write in one undo\nSEND call after READ in one undo-outside",
    );
    let Some(bench) = on_a_store_that_can(flow).await else { return };
    let ended = bench.run(DRAWN_EVENT, json!({DRAWN: number})).await;
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["READ", "WRITE", "SEND"]);
}

#[tokio::test]
async fn who_takes_the_run_over_asks_with_the_key_and_inputs_of_the_dead() {
    let (number, flow) = drawn(INSIDE);
    let Some(bench) = on_a_store_that_can(flow).await else { return };
    let gate = Gate::default();
    bench.lab.plan("SEND", [Wait(gate.clone())]);
    // Its whole world is dropped, as a dead process leaves it.
    let (path, lab) = (bench.dir.path().to_owned(), bench.lab.clone());
    let dead = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let builder = Engine::builder(support::store(&path).await);
            let engine = builder.orchestration(alone(flow, lab)).build().unwrap();
            let asked = request(DRAWN_EVENT, json!({DRAWN: number}));
            tokio::spawn(async move { engine.execute(asked).await });
            gate.reached.notified().await;
        });
    });
    tokio::task::spawn_blocking(move || dead.join()).await.unwrap().unwrap();
    tokio::time::sleep(support::LEASE).await;
    let ended = bench.engine.recover().await.unwrap().pop().unwrap().result.unwrap();
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["WRITE", "SEND", "WRITE", "SEND", "LAST"]);
    let (key, input) = intent(&lines(&bench).await);
    assert_eq!(bench.lab.outside()[&key].inputs, [input.clone(), input]);
    assert_eq!(rows(&bench).await, ["LAST", "WRITE"]);
}
