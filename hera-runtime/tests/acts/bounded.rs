//! What a person may say at most.

use hera_core::Status;
use hera_runtime::engine::{EngineBuilder, ExecuteError, LaterAttempts, Limits};
use hera_runtime::flow::FlowDef;
use serde_json::json;
use tokio::time::{Duration, timeout};

use super::support::lab::Gate;
use super::support::lab::Plan::*;
use super::support::{Bench, sketch};
use super::{PIVOT, because, refusal, start};

fn refusing() -> (usize, &'static FlowDef) {
    sketch::drawn("A write\nB write after A errors NO".to_owned())
}

async fn bench(limits: Limits) -> (Bench, hera_runtime::Value) {
    let (number, flow) = refusing();
    let bench = Bench::on(flow, |builder| builder.limits(limits)).await;
    (bench, json!({ sketch::DRAWN: number }))
}

#[tokio::test]
async fn a_reason_is_what_a_journal_keeps() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({})).await;
    let refused = refusal(bench.engine.retry(parked.run_id, because("so\0so"), None).await);
    assert_eq!(refused, "its reason has the character U+0000; a journal takes none of that");
    let ended = bench.engine.retry(parked.run_id, because("so so"), None).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
}

#[tokio::test]
async fn a_long_journal_is_ended_and_not_tried_again() {
    let limits = Limits { journal_lines_max: 6, ..Limits::default() };
    let (bench, payload) = bench(limits).await;
    bench.lab.plan("B", [Refuse("NO"), Refuse("NO"), Refuse("NO"), Refuse("NO")]);
    let parked = bench.run(sketch::DRAWN_EVENT, payload).await;
    let run = parked.run_id;
    let refused = loop {
        match bench.engine.retry(run, because("once more"), None).await {
            Ok(again) => assert_eq!(again.status, Status::Parked),
            refused => break refusal(refused),
        }
    };
    let lines = bench.stored(&parked).await.1.len();
    assert!((6..12).contains(&lines), "{lines}");
    assert_eq!(refused, format!("its journal has {lines} lines; 6 are enough"));
    let ended = bench.engine.compensate(run, because("enough")).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
}

#[tokio::test]
async fn one_word_too_many_is_refused_and_can_be_said_again() {
    let limits = Limits { words_at_once_max: 1, ..Limits::default() };
    let (bench, payload) = bench(limits).await;
    let gate = Gate::default();
    bench.lab.plan("B", [Refuse("NO"), Wait(gate.clone())]);
    let parked = bench.run(sketch::DRAWN_EVENT, payload.clone()).await;
    let engine = bench.engine.clone();
    let first =
        tokio::spawn(async move { engine.retry(parked.run_id, because("go on"), None).await });
    gate.reached.notified().await;
    let second = bench.engine.cancel(parked.run_id, because("stop")).await;
    assert_eq!(second.unwrap_err(), ExecuteError::Overloaded { requests: 1 });
    let beside = start(&bench.engine, sketch::DRAWN_EVENT, payload);
    assert_eq!(beside.await.unwrap().status, Status::Completed, "requests have room of their own");
    gate.open.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status, Status::Completed);
    let third = refusal(bench.engine.cancel(parked.run_id, because("stop")).await);
    assert_eq!(third, "it is completed");
}

#[tokio::test]
async fn a_later_attempt_that_a_long_journal_refuses_is_named() {
    let (number, flow) = refusing();
    let limits = Limits { journal_lines_max: 1, ..Limits::default() };
    let later = LaterAttempts { first_ms: 1, max_ms: 1, count_max: 9 };
    let configure = |builder: EngineBuilder| {
        builder.limits(limits).later_attempts(later).look_every(Duration::from_millis(10))
    };
    let bench = Bench::on(flow, configure).await;
    bench.lab.plan("B", [const { Break("NETWORK_TIMEOUT") }; 9]);
    let parked = bench.run(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number })).await;
    assert_eq!(parked.status, Status::Parked);
    let calls = bench.lab.calls();
    let half = Duration::from_millis(500);
    assert!(timeout(half, bench.engine.attend()).await.is_err(), "it is polled");
    let late = bench.engine.health().await.late;
    let [(run, why)] = &*late else { panic!("{late:?}") };
    assert_eq!(*run, parked.run_id);
    assert!(why.contains("later attempt 1") && why.contains("1 are enough"), "{why}");
    assert_eq!(bench.lab.calls(), calls, "it was not tried");
}
