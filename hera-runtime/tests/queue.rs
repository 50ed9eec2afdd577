//! Concurrency keys and deadlines: who goes when, and for how long.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "queue/across.rs"]
mod across;
#[path = "queue/released.rs"]
mod released;
mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hera_core::plan::Plan;
use hera_core::{Entry, Status};
use hera_runtime::engine::{Act, Engine, ExecuteError, PLATFORM, RunOutcome};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{RunId, RunQuery};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use support::crash::{Tried, try_once};
use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use support::{ACTOR, request};

struct Desk {
    dir: tempfile::TempDir,
    lab: Arc<Lab>,
    engine: Engine,
    number: usize,
    flow: &'static FlowDef,
}

impl Desk {
    /// A flow whose procedures may take their time, with its plan changed.
    async fn of(sketch: &str, change: impl FnOnce(&mut Plan)) -> Desk {
        let (number, flow) = drawn_with(sketch.to_owned(), |plan| {
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
            change(plan);
        });
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        let engine = open(dir.path(), &lab, flow).await;
        support::organizations(&engine).await;
        Desk { dir, lab, engine, number, flow }
    }

    /// The same with the payload's `cart` as concurrency key.
    async fn by_cart(sketch: &str) -> Desk {
        Desk::of(sketch, |plan| plan.run.concurrency_key = Some("payload.cart".into())).await
    }

    fn ask(&self, cart: Value) -> JoinHandle<Result<RunOutcome, ExecuteError>> {
        let request = request(DRAWN_EVENT, json!({DRAWN: self.number, "cart": cart}));
        let engine = self.engine.clone();
        tokio::spawn(async move { engine.execute(request).await })
    }

    /// The ids of all runs once there are so many, the oldest first.
    async fn runs(&self, count: usize) -> Vec<RunId> {
        loop {
            let runs = self.engine.runs(RunQuery::default()).await.unwrap().runs;
            if runs.len() == count {
                return runs.iter().rev().map(|run| run.header.id).collect();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Returns once a run waits for this one.
    async fn waits(&self, run: RunId, other: RunId) {
        while self.engine.store().waits_for(run).await.unwrap() != Some(other) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn open(dir: &std::path::Path, lab: &Arc<Lab>, flow: &'static FlowDef) -> Engine {
    let store = support::store(dir).await;
    Engine::builder(store).orchestration(alone(flow, lab.clone())).build().unwrap()
}

fn act(reason: &str) -> Act {
    Act { actor_id: ACTOR, reason: reason.to_owned() }
}

#[tokio::test]
async fn runs_with_the_same_key_go_one_at_a_time_in_the_order_of_admission() {
    let desk = Desk::by_cart("A call").await;
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let first = desk.ask(json!("c1"));
    gate.reached.notified().await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut behind = Vec::new();
    for number in 2..=4 {
        let asked = desk.ask(json!("c1"));
        let runs = desk.runs(number).await;
        desk.waits(*runs.last().unwrap(), runs[0]).await;
        let order = Arc::clone(&order);
        behind.push(tokio::spawn(async move {
            let outcome = asked.await.unwrap().unwrap();
            order.lock().unwrap().push(number);
            outcome
        }));
    }
    let other = desk.ask(json!("c2")).await.unwrap().unwrap();
    assert_eq!(other.status, Status::Completed, "another key waits for nobody");
    assert_eq!(desk.lab.calls(), ["A", "A"], "those behind have not begun");
    gate.open.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status, Status::Completed);
    for outcome in behind {
        assert_eq!(outcome.await.unwrap().status, Status::Completed);
    }
    assert_eq!(*order.lock().unwrap(), [2, 3, 4]);
}

#[tokio::test]
async fn a_parked_run_keeps_its_key_and_who_waits_can_be_cancelled() {
    let desk = Desk::by_cart("A write\nB write after A errors NO").await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask(json!(7)).await.unwrap().unwrap();
    assert_eq!(parked.status, Status::Parked);
    let (second, third) = (desk.ask(json!(7)), desk.ask(json!(7)));
    let runs = desk.runs(3).await;
    desk.waits(runs[1], parked.run_id).await;
    desk.waits(runs[2], parked.run_id).await;
    let cancelled = desk.engine.cancel(runs[1], act("not wanted any more")).await.unwrap();
    assert_eq!(cancelled.status, Status::Cancelled);
    let answered = [second, third];
    assert_eq!(desk.lab.calls(), ["A", "B"], "who waits has done nothing");
    let retried = desk.engine.retry(parked.run_id, act("again"), None).await.unwrap();
    assert_eq!(retried.status, Status::Completed);
    for (asked, run) in answered.into_iter().zip(&runs[1..]) {
        let outcome = asked.await.unwrap().unwrap();
        let expected =
            if outcome.run_id == runs[1] { Status::Cancelled } else { Status::Completed };
        assert_eq!(outcome.status, expected, "{run}");
    }
    assert_eq!(desk.lab.calls(), ["A", "B", "B", "A", "B"]);
}

#[tokio::test]
async fn a_corrected_payload_keeps_the_key() {
    let desk = Desk::by_cart("A write\nB write after A errors NO").await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask(json!("c")).await.unwrap().unwrap();
    for cart in [json!("another"), Value::Null] {
        let payload = json!({DRAWN: desk.number, "cart": cart});
        let refused = desk.engine.retry(parked.run_id, act("corrected"), Some(payload)).await;
        let Err(ExecuteError::ActRefused { reason, .. }) = refused else { panic!("{refused:?}") };
        assert!(reason.contains("concurrency key"), "{reason}");
    }
}

#[tokio::test]
async fn a_run_without_its_key_is_refused() {
    let desk = Desk::by_cart("A write").await;
    for cart in [Value::Null, json!(""), json!("x".repeat(256))] {
        let refused = desk.ask(cart).await.unwrap();
        let Err(ExecuteError::Refused(refusal)) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.problems[0].field, "cart");
    }
    assert!(desk.engine.runs(RunQuery::default()).await.unwrap().runs.is_empty());
}

#[tokio::test]
async fn a_key_that_is_left_to_its_default_is_the_default() {
    let desk = Desk::of("A write undo\nB call after A undo-outside", |plan| {
        plan.run.concurrency_key = Some("payload.cart".into());
        plan.run.key_default = Some("counter".into());
    })
    .await;
    let gate = Gate::default();
    desk.lab.plan("B", [Wait(gate.clone())]);
    let first = desk.ask(json!("counter"));
    gate.reached.notified().await;
    let second = desk.ask(Value::Null);
    let runs = desk.runs(2).await;
    let detail = desk.engine.run(runs[1]).await.unwrap().unwrap();
    assert_eq!(detail.record.header.concurrency_key.as_deref(), Some("counter"));
    assert_eq!(detail.waits_for, Some(runs[0]), "it waits for who says the same");
    gate.open.notify_one();
    for asked in [first, second] {
        assert_eq!(asked.await.unwrap().unwrap().status, Status::Completed);
    }
}

#[tokio::test]
async fn the_key_of_a_dead_process_is_free_once_its_run_is_over() {
    let desk = Desk::by_cart("A write\nB write after A").await;
    let gate = Gate::default();
    desk.lab.plan("B", [Wait(gate.clone())]);
    // Its whole world is dropped, as a dead process leaves it.
    let (path, lab, flow, number) =
        (desk.dir.path().to_owned(), desk.lab.clone(), desk.flow, desk.number);
    let dead = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let engine = open(&path, &lab, flow).await;
            let asked = request(DRAWN_EVENT, json!({DRAWN: number, "cart": "c"}));
            let run = tokio::spawn(async move { engine.execute(asked).await });
            gate.reached.notified().await;
            run.abort();
        });
    });
    dead.join().unwrap();
    let runs = desk.runs(1).await;
    let second = desk.ask(json!("c"));
    let both = desk.runs(2).await;
    desk.waits(both[1], runs[0]).await;
    // Nobody attends or recovers here: who waits for the key goes on with the dead run.
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
    let first = desk.engine.run(runs[0]).await.unwrap().unwrap();
    assert_eq!(first.record.status, Status::Completed);
    assert_eq!(desk.lab.calls(), ["A", "B", "B", "A", "B"]);
}

#[test]
fn a_crash_while_it_lines_up_keeps_nobody_waiting() {
    let asked = |key| request("LAB.KEYED.REQUESTED", json!({"cart": "c"})).idempotency_key(key);
    for point in ["before:enqueue", "after:enqueue"] {
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        let at = if point.starts_with("before") { 0 } else { 1 };
        let crashed = try_once(dir.path(), &lab, asked("first"), at);
        assert!(matches!(&crashed, Tried::Crashed(at) if at == point));
        assert!(lab.calls().is_empty(), "{point}: it has done nothing");
        for key in ["second", "first"] {
            let ended = try_once(dir.path(), &lab, asked(key), usize::MAX);
            let Tried::Ended(Ok(outcome)) = ended else { panic!("{point}: {key} does not end") };
            assert_eq!(outcome.status, Status::Completed);
            assert_eq!(outcome.repeated, (point, key) == ("after:enqueue", "first"));
        }
        let each = lab.calls().into_iter().filter(|name| name == "FIRST").count();
        assert_eq!(each, 2, "{point}: once for each run");
    }
}

/// A plan that waits for an hour after a failure, and has this long in all.
fn slow(deadline_ms: u64) -> impl FnOnce(&mut Plan) {
    move |plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (3_600_000, 3_600_000);
        plan.run.deadline_ms = Some(deadline_ms);
    }
}

#[tokio::test]
async fn a_run_past_its_deadline_is_cancelled() {
    let desk = Desk::of("A write undo\nB write after A", slow(300)).await;
    desk.lab.plan("B", [Break("NETWORK_TIMEOUT")]);
    let ended = desk.ask(json!("c")).await.unwrap().unwrap();
    assert_eq!(ended.status, Status::Cancelled);
    assert_eq!(desk.lab.calls(), ["A", "B", "undo A"]);
    let (_, lines) = desk.engine.store().load(ended.run_id).await.unwrap().unwrap();
    let word = lines.iter().find(|line| line.entry.is_act()).unwrap();
    let Entry::CancelRequested { reason } = &word.entry else { panic!("{word:?}") };
    assert_eq!(reason, "the deadline of 300 ms is over");
    assert_eq!(word.about["actor"], PLATFORM.to_string());
}

#[tokio::test]
async fn past_the_pivot_a_deadline_only_raises_an_alarm() {
    let desk = Desk::of("A write\nB write after A", slow(300)).await;
    let gate = Gate::default();
    desk.lab.plan("B", [Wait(gate.clone())]);
    let asked = desk.ask(json!("c"));
    gate.reached.notified().await;
    let late = loop {
        match desk.engine.health().await.late.pop() {
            Some(late) => break late,
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    assert!(
        late.1.contains("the deadline of 300 ms is over") && late.1.contains("pivot"),
        "{}",
        late.1
    );
    gate.open.notify_one();
    let ended = asked.await.unwrap().unwrap();
    assert_eq!((ended.run_id, ended.status), (late.0, Status::Completed));
    assert!(desk.engine.health().await.late.is_empty(), "it is over");
}

/// Looks after runs until one is in this state.
async fn attended(desk: &Desk, run: RunId, status: Status) {
    let there = async {
        while desk.engine.store().load(run).await.unwrap().unwrap().0.status != status {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = desk.engine.attend() => panic!("it goes on as long as it is polled"),
        () = there => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody looks after it"),
    }
}

#[tokio::test]
async fn a_parked_run_past_its_deadline_is_cancelled() {
    let desk = Desk::of("A write undo\nB write after A errors NO", |plan| {
        plan.compensation.auto = false;
        plan.run.deadline_ms = Some(300);
    })
    .await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask(json!("c")).await.unwrap().unwrap();
    assert_eq!(parked.status, Status::Parked);
    attended(&desk, parked.run_id, Status::Cancelled).await;
    assert_eq!(desk.lab.calls(), ["A", "B", "undo A"]);
    let (_, lines) = desk.engine.store().load(parked.run_id).await.unwrap().unwrap();
    let word = lines.iter().find(|line| line.entry.is_act()).unwrap();
    assert_eq!(word.about["actor"], PLATFORM.to_string());
    let reason = "the deadline of 300 ms is over".to_owned();
    assert_eq!(word.entry, Entry::CancelRequested { reason });
    let told = desk.engine.run(parked.run_id).await.unwrap().unwrap().trail();
    let by = "cancelled by the engine: the deadline of 300 ms is over";
    assert!(told.iter().any(|line| line.what == by), "{told:?}");
    assert!(desk.engine.health().await.late.is_empty());
}

#[tokio::test]
async fn past_the_pivot_the_deadline_of_a_parked_run_only_raises_an_alarm() {
    let desk = Desk::of("A write\nB write after A errors NO", |plan| {
        plan.run.deadline_ms = Some(300);
    })
    .await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask(json!("c")).await.unwrap().unwrap();
    let late = async {
        loop {
            match desk.engine.health().await.late.pop() {
                Some(late) => break late,
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    let late = tokio::select! {
        () = desk.engine.attend() => panic!("it goes on as long as it is polled"),
        late = late => late,
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody raises it"),
    };
    assert_eq!(late.0, parked.run_id);
    assert!(late.1.contains("the deadline of 300 ms is over") && late.1.contains("pivot"));
    let (record, lines) = desk.engine.store().load(parked.run_id).await.unwrap().unwrap();
    assert_eq!(record.status, Status::Parked, "nothing was said to it");
    assert!(!lines.iter().any(|line| line.entry.is_act()));
    let act = Act { actor_id: ACTOR, reason: "it is mended".to_owned() };
    let ended = desk.engine.retry(parked.run_id, act, None).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    assert!(desk.engine.health().await.late.is_empty(), "it is over");
}

#[tokio::test]
async fn a_deadline_counts_while_a_run_waits_for_its_key() {
    let desk = Desk::of("A write\nB write after A errors NO", |plan| {
        plan.run.deadline_ms = Some(400);
        plan.run.concurrency_key = Some("payload.cart".into());
    })
    .await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask(json!("c")).await.unwrap().unwrap();
    assert_eq!(parked.status, Status::Parked);
    let waiting = desk.ask(json!("c")).await.unwrap().unwrap();
    assert_eq!(waiting.status, Status::Cancelled);
    assert_eq!(desk.lab.calls(), ["A", "B"], "it has done nothing");
}
