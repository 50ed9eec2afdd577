//! A cancel that comes while several things are under way, or once more.

use hera_core::Status;
use hera_runtime::Value;
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::RunId;
use serde_json::json;
use tokio::time::{Duration, timeout};

use super::support::lab::Gate;
use super::support::lab::Plan::*;
use super::support::{Bench, sketch};
use super::{because, only_run, refusal, start};

/// Longer than anything takes here.
const SOON: Duration = Duration::from_secs(20);

/// A flow whose procedures may take their time.
fn slow(flow: &str) -> (Value, &'static FlowDef) {
    let (number, flow) = sketch::drawn_with(flow.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        plan.compensation.timeout_ms = None;
    });
    (json!({ sketch::DRAWN: number }), flow)
}

/// Returns once somebody's word is in the journal of the run.
async fn said(bench: &Bench, run: RunId) {
    while !bench.engine.run(run).await.unwrap().unwrap().lines.iter().any(|l| l.entry.is_act()) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn nothing_is_undone_while_a_call_beside_it_is_under_way() {
    let (payload, flow) = slow("A call undo-outside\nB call undo-outside\nC write after A B");
    let bench = Bench::of(flow).await;
    let (one, other) = (Gate::default(), Gate::default());
    bench.lab.plan("A", [Wait(one.clone())]);
    bench.lab.plan("B", [Wait(other.clone())]);
    let running = start(&bench.engine, sketch::DRAWN_EVENT, payload);
    one.reached.notified().await;
    other.reached.notified().await;
    let run = only_run(&bench.engine).await;
    let engine = bench.engine.clone();
    let acted = tokio::spawn(async move { engine.cancel(run, because("too slow")).await });
    said(&bench, run).await;
    one.open.notify_one();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!bench.lab.calls().iter().any(|call| call.starts_with("undo")), "B has not answered");
    other.open.notify_one();
    let acted = timeout(SOON, acted).await.unwrap().unwrap().unwrap();
    assert_eq!(acted.status, Status::Cancelled);
    assert_eq!(running.await.unwrap().status, Status::Cancelled);
    let mut calls = bench.lab.calls();
    calls.sort();
    assert_eq!(calls, ["A", "B", "undo A", "undo B"]);
    let outside = bench.lab.outside();
    assert!(outside.values().all(|effect| (effect.done, effect.undone) == (1, 1)), "{outside:?}");
}

#[tokio::test]
async fn a_second_cancel_is_refused_and_does_not_disturb_the_way_back() {
    let (payload, flow) = slow("A call undo-outside\nB write after A errors NO");
    let bench = Bench::of(flow).await;
    let gate = Gate::default();
    bench.lab.plan("B", [Break("STORE_FAILURE"), Refuse("NO")]);
    bench.lab.plan("undo A", [Wait(gate.clone())]);
    let running = start(&bench.engine, sketch::DRAWN_EVENT, payload);
    gate.reached.notified().await;
    let run = only_run(&bench.engine).await;
    for _ in 0..2 {
        let again = timeout(SOON, bench.engine.cancel(run, because("stop it"))).await.unwrap();
        assert_eq!(refusal(again), "the run is on its way back already");
    }
    gate.open.notify_one();
    let ended = timeout(SOON, running).await.unwrap().unwrap();
    assert_eq!(ended.status, Status::Compensated);
    assert_eq!(bench.lab.calls(), ["A", "B", "B", "undo A"], "it was undone once");
}
