//! A person's word on runs of the SQLite store: what it ends, what it lets go on, and who wins.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "acts/bounded.rs"]
mod bounded;
#[path = "acts/cancelled.rs"]
mod cancelled;
mod support;

use hera_core::{Entry, Status};
use hera_runtime::Value;
use hera_runtime::engine::{Act, Engine, ExecuteError, RunOutcome};
use hera_runtime::flow::{BoxFuture, FlowDef};
use hera_runtime::ports::{CrashPoints, RunId, RunQuery};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio::time::{Duration, timeout};

use support::crash::{Tried, try_once};
use support::lab::{Gate, Lab, Plan::*};
use support::{ACTOR, Bench, request, sketch};

const ADD: &str = "LAB.LINE_ADD.REQUESTED";
const PIVOT: &str = "LAB.PIVOT.REQUESTED";

fn because(reason: &str) -> Act {
    Act { actor_id: ACTOR, reason: reason.to_owned() }
}

fn start(engine: &Engine, event: &str, payload: Value) -> JoinHandle<RunOutcome> {
    let (engine, request) = (engine.clone(), request(event, payload));
    tokio::spawn(async move { engine.execute(request).await.unwrap() })
}

/// The one run that the store has.
async fn only_run(engine: &Engine) -> RunId {
    let runs = engine.runs(RunQuery::default()).await.unwrap().runs;
    assert_eq!(runs.len(), 1);
    runs[0].header.id
}

fn refusal(acted: Result<RunOutcome, ExecuteError>) -> String {
    match acted.unwrap_err() {
        ExecuteError::ActRefused { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

/// A flow whose second boundary waits an hour between attempts.
fn patient() -> (Value, &'static FlowDef) {
    let flow = "FIRST write undo\nSECOND write after FIRST errors NO".to_owned();
    let (number, flow) = sketch::drawn_with(flow, |plan| {
        plan.retry.base_delay_ms = 3_600_000;
        plan.retry.max_delay_ms = 3_600_000;
    });
    (json!({ sketch::DRAWN: number }), flow)
}

#[tokio::test]
async fn a_cancelled_run_ends_its_back_off_and_takes_back_what_it_did() {
    let (payload, flow) = patient();
    let bench = Bench::of(flow).await;
    bench.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = start(&bench.engine, sketch::DRAWN_EVENT, payload);
    while !bench.lab.calls().contains(&"SECOND".to_owned()) {
        tokio::task::yield_now().await;
    }
    let run = only_run(&bench.engine).await;
    let acted = bench.engine.cancel(run, because("the customer left"));
    let acted = timeout(Duration::from_secs(20), acted).await.unwrap().unwrap();
    assert_eq!(acted.status, Status::Cancelled);
    assert_eq!(running.await.unwrap().status, Status::Cancelled, "its caller hears of it");
    assert_eq!(bench.lab.calls(), ["FIRST", "SECOND", "undo FIRST"]);

    let detail = bench.engine.run(run).await.unwrap().unwrap();
    let line = detail.lines.iter().find(|line| line.entry.is_act()).unwrap();
    assert_eq!(line.about["actor"], json!(ACTOR.to_string()));
    let told: Vec<String> = detail.trail().into_iter().map(|line| line.what).collect();
    assert!(told.contains(&"cancelled by a person: the customer left".to_owned()), "{told:?}");
}

#[tokio::test]
async fn another_process_cancels_a_run_that_waits() {
    let (payload, flow) = patient();
    let bench = Bench::of(flow).await;
    bench.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = start(&bench.engine, sketch::DRAWN_EVENT, payload);
    while !bench.lab.calls().contains(&"SECOND".to_owned()) {
        tokio::task::yield_now().await;
    }
    let store = support::store(bench.dir.path()).await;
    let other = Engine::builder(store).orchestration(sketch::alone(flow, Lab::new()));
    let other = other.build().unwrap();
    let run = only_run(&other).await;
    let acted = other.cancel(run, because("wrong cart")).await.unwrap();
    // Whoever drives it takes it back, and where it is told at once may have done so.
    assert!(matches!(acted.status, Status::Compensating | Status::Cancelled), "{acted:?}");
    let ended = timeout(Duration::from_secs(20), running).await.unwrap().unwrap();
    assert_eq!(ended.status, Status::Cancelled);
    assert_eq!(bench.lab.calls(), ["FIRST", "SECOND", "undo FIRST"]);
}

#[tokio::test]
async fn a_cancelled_run_waits_for_the_call_that_is_under_way() {
    let bench = Bench::new().await;
    let gate = Gate::default();
    bench.lab.plan("RESERVE", [Wait(gate.clone())]);
    let running = start(&bench.engine, ADD, json!({}));
    gate.reached.notified().await;
    let run = only_run(&bench.engine).await;
    let engine = bench.engine.clone();
    let acted = tokio::spawn(async move { engine.cancel(run, because("too slow")).await });
    while !bench.engine.run(run).await.unwrap().unwrap().lines.iter().any(|l| l.entry.is_act()) {
        tokio::task::yield_now().await;
    }
    gate.open.notify_one();
    assert_eq!(acted.await.unwrap().unwrap().status, Status::Cancelled);
    assert_eq!(running.await.unwrap().status, Status::Cancelled);
    // Its answer counts, so nobody asks again.
    let mut calls = bench.lab.calls();
    // Between the act and the owner's hearing of it an attempt may begin; it does not commit.
    calls.retain(|call| !support::ON_POSTGRES || call != "PERSIST");
    // On a slow machine the call is out of its time, and asked again with its key.
    calls.dedup();
    assert_eq!(calls, ["VALIDATE", "RESERVE", "undo RESERVE"]);
    let outside = bench.lab.outside();
    assert!(outside.values().all(|effect| (effect.done, effect.undone) == (1, 1)), "{outside:?}");
}

/// Lets the run go on when an act is about to be written, and lets it end first.
struct RunFirst {
    gate: Gate,
    ended: std::sync::Arc<tokio::sync::Notify>,
}

impl CrashPoints for RunFirst {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            match point {
                "before:act:cancel" => {
                    self.gate.open.notify_one();
                    self.ended.notified().await;
                }
                "after:commit:REPRICE" => self.ended.notify_one(),
                _ => {}
            }
        })
    }
}

#[tokio::test]
async fn whichever_commits_first_wins() {
    let gate = Gate::default();
    let points = RunFirst { gate: gate.clone(), ended: std::sync::Arc::default() };
    let bench = Bench::with(|builder| builder.crash_points(points)).await;
    bench.lab.plan("RESERVE", [Wait(gate.clone())]);
    let running = start(&bench.engine, ADD, json!({}));
    gate.reached.notified().await;
    let run = only_run(&bench.engine).await;
    // It was decided while the call was under way, and written after the run had ended.
    assert_eq!(refusal(bench.engine.cancel(run, because("late")).await), "it is completed");
    assert_eq!(running.await.unwrap().status, Status::Completed);
}

#[tokio::test]
async fn past_its_pivot_a_run_is_not_cancelled() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({})).await;
    assert_eq!(parked.status, Status::Parked);
    let refused = refusal(bench.engine.cancel(parked.run_id, because("no more")).await);
    assert!(refused.contains("`PAY` is done or may be done"), "{refused}");
    let (record, lines) = bench.stored(&parked).await;
    assert_eq!(record.status, Status::Parked);
    assert!(!lines.iter().any(|line| line.entry.is_act()), "a refused act leaves no line");
}

#[tokio::test]
async fn a_parked_run_goes_on_when_a_person_says_so() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({})).await;
    let ended =
        bench.engine.retry(parked.run_id, because("the lorry is back"), None).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    assert_eq!(ended.error, None);
    assert_eq!(ended.outputs.keys().collect::<Vec<_>>(), ["PAY", "SHIP"]);
    assert_eq!(bench.lab.calls(), ["PAY", "SHIP", "SHIP"], "what is done is not done again");
    let detail = bench.engine.run(parked.run_id).await.unwrap().unwrap();
    assert_eq!(detail.outcome().parked, None);
}

#[tokio::test]
async fn a_payload_is_corrected_for_what_has_not_run() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({"SHIP": "nowhere"})).await;
    let retry = |payload| bench.engine.retry(parked.run_id, because("address"), Some(payload));
    let refused = refusal(retry(json!({"SHIP": "Bonn", "PAY": 2})).await);
    assert_eq!(refused, "the payload changes what `PAY` has read, and `PAY` is done");
    let refused = refusal(retry(json!({"SHIP": "Bonn", "wrong": 1})).await);
    assert!(refused.contains("is no field of this payload"), "{refused}");
    let ended = retry(json!({"SHIP": "Bonn"})).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    let (record, lines) = bench.stored(&parked).await;
    assert_eq!(record.header.payload, json!({"SHIP": "nowhere"}), "what was asked for stays");
    let corrected = lines.iter().find_map(|line| match &line.entry {
        Entry::RetryRequested { payload, .. } => payload.clone(),
        _ => None,
    });
    assert_eq!(corrected, Some(json!({"SHIP": "Bonn"})));
}

#[tokio::test]
async fn a_payload_is_not_corrected_where_it_would_change_what_is_decided() {
    let flow = "PAY write\nGIFT write after PAY when\nSHIP write after GIFT when errors NO";
    let (number, flow) = sketch::drawn(flow.to_owned());
    let bench = Bench::of(flow).await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let payload =
        |gift: bool, ship: bool| json!({ sketch::DRAWN: number, "GIFT": gift, "SHIP": ship });
    let parked = bench.run(sketch::DRAWN_EVENT, payload(false, true)).await;
    assert_eq!(parked.status, Status::Parked);
    let retry =
        |payload| bench.engine.retry(parked.run_id, because("a gift after all"), Some(payload));
    let refused = refusal(retry(payload(true, true)).await);
    assert_eq!(refused, "the payload changes whether `GIFT` runs, and that is decided");
    let ended = retry(payload(false, false)).await.unwrap();
    assert_eq!(ended.status, Status::Completed, "SHIP has not run: it may be left out");
    assert_eq!(bench.lab.calls(), ["PAY", "SHIP"]);
}

#[tokio::test]
async fn a_payload_is_not_corrected_for_a_call_that_may_be_done() {
    let flow = "PAY call when errors NO\nPOST write after PAY errors LATE".to_owned();
    let (number, flow) = sketch::drawn(flow);
    let bench = Bench::of(flow).await;
    // Three attempts, and three questions what became of them.
    bench.lab.plan("PAY", [const { Lose }; 6]);
    let payload =
        |pay: Value, post: u32| json!({ sketch::DRAWN: number, "PAY": pay, "POST": post });
    let parked = bench.run(sketch::DRAWN_EVENT, payload(json!(10), 1)).await;
    assert_eq!(parked.status, Status::Parked);
    let retry = |payload| bench.engine.retry(parked.run_id, because("it is 12"), Some(payload));
    let refused = refusal(retry(payload(json!(12), 1)).await);
    assert_eq!(refused, "the payload changes what `PAY` has read, and `PAY` may be done");
    let refused = refusal(retry(payload(json!(false), 1)).await);
    assert_eq!(refused, "the payload changes whether `PAY` runs, and that is decided");
    let ended = retry(payload(json!(10), 2)).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    let outside: Vec<_> = bench.lab.outside().into_values().collect();
    assert_eq!((outside.len(), outside[0].done), (1, 1), "it was paid once");
    assert!(outside[0].inputs.iter().all(|input| input["payload"]["PAY"] == 10));
}

#[tokio::test]
async fn a_refused_call_is_made_anew_under_another_key() {
    let flow = "PAY write\nSEND call after PAY errors NO".to_owned();
    let (number, flow) = sketch::drawn(flow);
    let bench = Bench::of(flow).await;
    bench.lab.plan("SEND", [Refuse("NO")]);
    let parked = bench.run(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number })).await;
    assert_eq!(parked.status, Status::Parked);
    let ended = bench.engine.retry(parked.run_id, because("it answers"), None).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    let (_, lines) = bench.stored(&parked).await;
    let keys: Vec<&String> = lines
        .iter()
        .filter_map(|line| match &line.entry {
            Entry::Intent { key, .. } => Some(key),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0], keys[1]);
}

#[tokio::test]
async fn a_compensation_that_said_yes_and_broke_an_invariant_keeps_its_key() {
    let flow = "SEND call undo-outside\nSHIP write after SEND errors NO".to_owned();
    let (number, flow) = sketch::drawn(flow);
    let bench = Bench::of(flow).await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    bench.lab.plan("undo SEND", [Violate]);
    let parked = bench.run(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number })).await;
    assert_eq!(parked.status, Status::Parked);
    let ended = bench.engine.retry(parked.run_id, because("looked at it"), None).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
    let keys = bench.lab.keys("undo SEND");
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1], "it would be undone twice");
}

#[tokio::test]
async fn a_person_sends_a_parked_run_back_as_far_as_it_goes() {
    let flow = "RESERVE call undo-outside errors NO\nPAY write after RESERVE\n\
                SHIP write after PAY errors NO"
        .to_owned();
    let (number, flow) = sketch::drawn(flow);
    let bench = Bench::of(flow).await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number })).await;
    let ended = bench.engine.compensate(parked.run_id, because("refunded by hand")).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
    assert_eq!(bench.lab.calls(), ["RESERVE", "PAY", "SHIP", "undo RESERVE"]);
    let again = refusal(bench.engine.compensate(parked.run_id, because("again")).await);
    assert_eq!(again, "it is compensated");
}

#[tokio::test]
async fn a_way_back_that_stopped_goes_on_with_what_failed() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Refuse("CLOSED")]);
    bench.lab.plan("undo RESERVE", [Refuse("STUCK")]);
    let parked = bench.run(ADD, json!({})).await;
    assert_eq!(parked.status, Status::Parked);
    let refused = refusal(
        bench.engine.retry(parked.run_id, because("new"), Some(json!({"quantity": 1}))).await,
    );
    assert!(refused.contains("on its way back"), "{refused}");
    let ended = bench.engine.retry(parked.run_id, because("it is free"), None).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
    let undone = bench.lab.outside().values().map(|effect| effect.undone).sum::<u32>();
    assert_eq!(undone, 1);
}

#[tokio::test]
async fn an_act_needs_a_reason_and_a_run() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({})).await;
    let refused = refusal(bench.engine.retry(parked.run_id, because("  "), None).await);
    assert!(refused.contains("reason"), "{refused}");
    let long = "x".repeat(2_001);
    let refused = refusal(bench.engine.retry(parked.run_id, because(&long), None).await);
    assert!(refused.contains("2000"), "{refused}");
    let nobody = RunId(hera_runtime::Uuid::from_u128(7));
    let unknown = bench.engine.cancel(nobody, because("why not")).await.unwrap_err();
    assert!(matches!(unknown, ExecuteError::UnknownRun { .. }), "{unknown}");
}

/// A crash anywhere in a run that a person retries leaves it to be finished, with each effect once.
#[test]
fn an_act_that_is_durable_survives_a_crash() {
    let retried = |dir: &std::path::Path, lab: &std::sync::Arc<Lab>, at: usize| -> Tried {
        support::crash::try_acting(dir, lab, at, |engine, run| {
            Box::pin(async move { engine.retry(run, because("go on"), None).await })
        })
    };
    let mut crashed = Vec::new();
    for at in 0.. {
        let dir = tempfile::tempdir().unwrap();
        let lab = Lab::new();
        lab.plan("SHIP", [Refuse("NO")]);
        let parked = match try_once(dir.path(), &lab, request(PIVOT, json!({})), usize::MAX) {
            Tried::Ended(ended) => ended.unwrap(),
            Tried::Crashed(point) => panic!("{point}"),
        };
        assert_eq!(parked.status, Status::Parked);
        let Tried::Crashed(point) = retried(dir.path(), &lab, at) else { break };
        // Whoever comes next acts if the act was lost, and recovers if it was not.
        match retried(dir.path(), &lab, usize::MAX) {
            Tried::Ended(Ok(ended)) => assert_eq!(ended.status, Status::Completed, "{point}"),
            Tried::Ended(Err(ExecuteError::ActRefused { reason, .. })) => {
                assert_eq!(reason, "it is completed", "{point}");
            }
            Tried::Ended(Err(error)) => panic!("{point}: {error}"),
            Tried::Crashed(other) => panic!("{point}: {other}"),
        }
        let shipped = lab.calls().iter().filter(|call| *call == "SHIP").count();
        assert!((2..=3).contains(&shipped), "{point}: {:?}", lab.calls());
        crashed.push(point);
    }
    let points = ["before:act:retry", "after:act:retry", "before:take_over", "before:commit:SHIP"];
    for point in points {
        assert!(crashed.iter().any(|crashed| crashed == point), "{point} is missing: {crashed:?}");
    }
}
