//! How much an engine takes on, how it ends, and what it says about itself.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "limits/refused.rs"]
mod refused;
#[path = "limits/shutdown.rs"]
mod shutdown;
mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::plan::{Isolation, Plan};
use hera_core::{Entry, Status};
use hera_runtime::context::Context;
use hera_runtime::engine::{
    Act, Engine, ExecuteError, LaterAttempts, Limits, PLATFORM, RunOutcome,
};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{
    Fence, JournalLine, JournalWrite, RunHeader, RunId, RunQuery, Scope, Store,
};
use hera_runtime::{Timestamp, Uuid};
use serde_json::json;
use tokio::task::JoinHandle;

use support::lab::Gate;
use support::lab::Plan::*;
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use support::{ACTOR, SALON, request};

/// A flow whose procedures may take their time.
fn patient(sketch: &str, change: impl FnOnce(&mut Plan)) -> (usize, &'static FlowDef) {
    drawn_with(sketch.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        change(plan);
    })
}

struct Desk {
    dir: tempfile::TempDir,
    lab: Arc<support::lab::Lab>,
    engine: Engine,
    number: usize,
    flow: &'static FlowDef,
}

impl Desk {
    async fn new((number, flow): (usize, &'static FlowDef), limits: Limits) -> Desk {
        let (dir, lab) = (tempfile::tempdir().unwrap(), support::lab::Lab::new());
        let store = support::store(dir.path()).await;
        let builder = Engine::builder(store).orchestration(alone(flow, lab.clone()));
        let engine = builder.limits(limits).build().unwrap();
        support::organizations(&engine).await;
        Desk { dir, lab, engine, number, flow }
    }

    fn ask(&self, key: &str) -> JoinHandle<Result<RunOutcome, ExecuteError>> {
        let request = request(DRAWN_EVENT, json!({DRAWN: self.number})).idempotency_key(key);
        let engine = self.engine.clone();
        tokio::spawn(async move { engine.execute(request).await })
    }

    async fn stored(&self) -> usize {
        self.engine.runs(Default::default()).await.unwrap().runs.len()
    }
}

#[tokio::test]
async fn what_is_too_much_is_refused_with_nothing_stored() {
    let limits = Limits { runs_at_once_max: 1, requests_waiting_max: 1, ..Limits::default() };
    let desk = Desk::new(patient("A write", |_| {}), limits).await;
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let first = desk.ask("first");
    gate.reached.notified().await;
    let second = desk.ask("second");
    while desk.engine.health().await.inside < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let third = desk.ask("third").await.unwrap();
    assert_eq!(third, Err(ExecuteError::Overloaded { requests: 2 }));
    assert!(!third.unwrap_err().is_refusal(), "the request is right, and may come again");
    assert_eq!(desk.lab.calls(), ["A"], "the second waits");
    gate.open.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status, Status::Completed);
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
    assert_eq!(desk.stored().await, 2);
    assert_eq!(desk.ask("third").await.unwrap().unwrap().status, Status::Completed);
    let health = desk.engine.health().await;
    assert_eq!((health.inside, health.driving), (0, 0), "who was served has left");
}

#[tokio::test]
async fn a_payload_that_is_too_long_is_refused() {
    let limits = Limits { payload_bytes_max: 100, ..Limits::default() };
    let desk = Desk::new(patient("A write", |_| {}), limits).await;
    let payload = json!({DRAWN: desk.number, "text": "x".repeat(100)});
    let bytes = payload.to_string().len();
    let refused = desk.engine.execute(request(DRAWN_EVENT, payload)).await;
    assert_eq!(refused, Err(ExecuteError::PayloadTooLong { bytes, bytes_max: 100 }));
    assert_eq!(desk.stored().await, 0);
}

#[tokio::test]
async fn a_payload_that_no_journal_keeps_is_refused() {
    let desk = Desk::new(patient("A write", |_| {}), Limits::default()).await;
    let deep = (0..101).fold(json!(1), |inner, _| json!([inner]));
    for note in [json!("a\0b"), deep] {
        let payload = json!({DRAWN: desk.number, "note": note});
        let refused = desk.engine.execute(request(DRAWN_EVENT, payload)).await;
        assert!(matches!(refused, Err(ExecuteError::PayloadUnfit { .. })), "{refused:?}");
    }
    assert_eq!(desk.stored().await, 0);
}

#[tokio::test]
async fn an_output_that_is_too_long_fails_its_attempt() {
    let limits = Limits { output_bytes_max: 1_000, ..Limits::default() };
    let sketch = "A write undo\nB call after A undo-outside";
    let desk = Desk::new(patient(sketch, |_| {}), limits).await;
    desk.lab.plan("A", [Long(2_000)]);
    desk.lab.plan("B", [Long(2_000), Long(2_000), Long(2_000), Long(2_000)]);
    let outcome = desk.ask("k").await.unwrap().unwrap();
    // The first attempt of A was taken back, the second stood; what B did is known by its key alone.
    assert_eq!(outcome.status, Status::Compensated);
    let error = outcome.error.unwrap();
    assert_eq!((error.code.as_str(), error.node.as_str()), ("STORE_FAILURE", "B"));
    assert!(error.message.contains("2011 bytes") && error.message.contains("1000"), "{error:?}");
    let outside: Vec<_> = desk.lab.outside().into_values().collect();
    assert_eq!(outside.len(), 1);
    assert_eq!((outside[0].done, outside[0].undone), (1, 1));
}

#[tokio::test]
async fn a_shutdown_lets_what_is_under_way_end() {
    let desk = Desk::new(patient("A write", |_| {}), Limits::default()).await;
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let first = desk.ask("first");
    gate.reached.notified().await;
    let engine = desk.engine.clone();
    let closing = tokio::spawn(async move { engine.shutdown(Duration::from_secs(60)).await });
    while !desk.engine.health().await.closing {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(!desk.engine.health().await.is_ready());
    assert_eq!(desk.ask("late").await.unwrap(), Err(ExecuteError::ShuttingDown));
    gate.open.notify_one();
    assert_eq!(closing.await.unwrap(), 0);
    assert_eq!(first.await.unwrap().unwrap().status, Status::Completed);
}

#[tokio::test]
async fn a_shutdown_stops_what_waits_where_it_is_durable() {
    let slow = |plan: &mut Plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (3_600_000, 3_600_000);
    };
    let drawn = patient("A write undo\nB write after A", slow);
    let desk = Desk::new(drawn, Limits::default()).await;
    desk.lab.plan("B", [Break("NETWORK_TIMEOUT")]);
    let waiting = desk.ask("k");
    let run = loop {
        let runs = desk.engine.runs(Default::default()).await.unwrap().runs;
        match runs.first() {
            Some(run)
                if desk.engine.store().load(run.header.id).await.unwrap().unwrap().1.len() >= 3 =>
            {
                break run.header.id;
            }
            _ => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    };
    assert_eq!(desk.engine.shutdown(Duration::from_millis(10)).await, 1);
    assert_eq!(waiting.await.unwrap(), Err(ExecuteError::ShuttingDown));
    let Desk { dir, lab, engine, flow, .. } = desk;
    drop(engine);

    let store = support::store(dir.path()).await;
    let next = Engine::builder(store).orchestration(alone(flow, lab.clone())).build().unwrap();
    let (record, _) = next.store().load(run).await.unwrap().unwrap();
    assert_eq!(record.status, Status::Running, "it goes on where somebody takes it over");
    tokio::time::sleep(support::LEASE).await;
    let act = Act { actor_id: ACTOR, reason: "enough".to_owned() };
    let cancelled = next.cancel(run, act).await.unwrap();
    assert_eq!(cancelled.status, Status::Cancelled);
    assert_eq!(lab.calls(), ["A", "B", "undo A"], "nothing was done twice");
}

#[tokio::test]
async fn who_goes_on_with_a_way_back_waits_for_calls_that_broke_off_before() {
    let flow = patient("A call undo-outside", |plan| {
        plan.nodes.to_mut()[0].timeout_ms = Some(2_000);
    });
    let desk = Desk::new(flow, Limits::default()).await;
    desk.lab.plan("A", (0..6).map(|_| Break("NETWORK_TIMEOUT")));
    let waiting = desk.ask("k");
    let unknown =
        |line: &&JournalLine| matches!(line.entry, Entry::ResolveFailed { retry_at: None, .. });
    let (run, called) = loop {
        let runs = desk.engine.runs(RunQuery::default()).await.unwrap().runs;
        let run = runs.first().map(|record| record.header.id);
        let lines = match run {
            Some(run) => desk.engine.store().load(run).await.unwrap().unwrap().1,
            None => Vec::new(),
        };
        match (run, lines.iter().find(unknown)) {
            (Some(run), Some(line)) => break (run, line.at),
            _ => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    };
    assert_eq!(desk.engine.shutdown(Duration::from_millis(10)).await, 1);
    assert_eq!(waiting.await.unwrap(), Err(ExecuteError::ShuttingDown));
    let Desk { dir, lab, engine, flow, .. } = desk;
    drop(engine);

    let store = support::store(dir.path()).await;
    let next = Engine::builder(store).orchestration(alone(flow, lab.clone())).build().unwrap();
    tokio::time::sleep(support::LEASE).await;
    assert_eq!(next.resume(run).await.unwrap().status, Status::Compensated);
    let (_, lines) = next.store().load(run).await.unwrap().unwrap();
    let undone = lines.iter().find(|line| matches!(line.entry, Entry::Compensated { .. })).unwrap();
    let waited = undone.at.duration_since(called).as_millis();
    assert!(waited >= 1_900, "undone {waited} ms after the call");
    assert_eq!(lab.calls().len(), 7, "asked six times, undone once");
}

#[tokio::test]
async fn a_run_that_nobody_can_go_on_with_is_named() {
    let desk = Desk::new(patient("A write", |_| {}), Limits::default()).await;
    let engine = desk.engine;
    let lab = support::lab::Lab::new();
    // A run of another program, whose process died on the way.
    let path = desk.dir.path().to_owned();
    let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
    let tried =
        tokio::task::spawn_blocking(move || support::crash::try_once(&path, &lab, request, 2));
    assert!(matches!(tried.await.unwrap(), support::crash::Tried::Crashed(_)));
    let named = async {
        loop {
            let health = engine.health().await;
            if let [(_, why)] = &*health.left {
                assert!(why.contains("does not have"), "{why}");
                assert!(health.is_ready(), "the others are served");
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = engine.attend() => panic!("it goes on as long as it is polled"),
        () = named => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody names it"),
    }
}

#[tokio::test]
async fn a_run_that_an_outage_parked_is_tried_again_by_itself() {
    let (number, flow) = patient("A write\nB write after A errors NO", |_| {});
    let (dir, lab) = (tempfile::tempdir().unwrap(), support::lab::Lab::new());
    let store = support::store(dir.path()).await;
    let policy = LaterAttempts { first_ms: 50, max_ms: 100, count_max: 2 };
    let builder = Engine::builder(store).orchestration(alone(flow, lab.clone()));
    let engine = builder.later_attempts(policy).build().unwrap();
    support::organizations(&engine).await;
    // Away for all attempts of the policy and for those of the first later one; then it says no.
    lab.plan("B", (0..6).map(|_| Break("NETWORK_TIMEOUT")).chain([Refuse("NO")]));
    let asked = request(DRAWN_EVENT, json!({DRAWN: number}));
    let away = engine.execute(asked).await.unwrap();
    assert_eq!((away.status, lab.calls().len()), (Status::Parked, 4));
    let over = async {
        loop {
            let (record, lines) = engine.store().load(away.run_id).await.unwrap().unwrap();
            if record.error.as_ref().is_some_and(|error| error.code == "NO") {
                break lines;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let lines = tokio::select! {
        () = engine.attend() => panic!("it goes on as long as it is polled"),
        lines = over => lines,
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody tries it again"),
    };
    let acts: Vec<_> = lines.iter().filter(|line| line.entry.is_act()).collect();
    assert_eq!(acts.len(), 2, "{acts:?}");
    assert!(acts.iter().all(|act| act.about["actor"] == PLATFORM.to_string()));
    let more = tokio::time::timeout(Duration::from_millis(1_500), engine.attend()).await;
    assert!(more.is_err(), "it goes on as long as it is polled");
    let (record, _) = engine.store().load(away.run_id).await.unwrap().unwrap();
    assert_eq!(record.status, Status::Parked, "a refusal is left to a person");
    assert_eq!(lab.calls().len(), 8, "and not tried again");
}

/// A run of another program, parked by it.
async fn park(store: &dyn Store, number: u128) {
    let id = RunId(Uuid::from_u128(number));
    let context = Context {
        organization_id: SALON,
        actor_id: ACTOR,
        correlation_id: "c".to_owned(),
        idempotency_key: "k".to_owned(),
        started_at: Timestamp::now(),
    };
    let header = RunHeader {
        id,
        orchestration: "HERA.TEST.LAB.ORCH.OTHER.v1".to_owned(),
        event: "LAB.OTHER".to_owned(),
        context,
        payload: json!({}),
        plan_sum: "of another program".to_owned(),
        code: format!("other {number}"),
        fingerprint: "print".to_owned(),
        concurrency_key: None,
    };
    let at = header.context.started_at;
    let write = JournalWrite {
        releases: false,
        run: id,
        organization_id: SALON,
        actor_id: ACTOR,
        turns: true,
        fence: Fence::New(Arc::new(header)),
        status: Status::Parked,
        error: None,
        lines: vec![],
        at,
    };
    let scope = Scope { organization_id: SALON, actor_id: ACTOR };
    let session = store.begin(scope, Isolation::ReadCommitted).await.unwrap();
    session.commit(Some(write)).await.unwrap();
}

#[tokio::test]
async fn however_many_runs_are_parked_each_has_its_later_attempts() {
    let (number, flow) = patient("A write\nB write after A errors NO", |_| {});
    let (dir, lab) = (tempfile::tempdir().unwrap(), support::lab::Lab::new());
    let policy = LaterAttempts { first_ms: 10, max_ms: 10, count_max: 2 };
    let builder = Engine::builder(support::store(dir.path()).await);
    let builder = builder.orchestration(alone(flow, lab.clone())).later_attempts(policy);
    let engine = builder.look_every(Duration::from_millis(50)).build().unwrap();
    support::organizations(&engine).await;
    lab.plan("B", (0..3).map(|_| Break("NETWORK_TIMEOUT")));
    let asked = request(DRAWN_EVENT, json!({DRAWN: number}));
    let away = engine.execute(asked).await.unwrap();
    assert_eq!(away.status, Status::Parked);
    // More than one look reads, all of them newer.
    for number in 1..=1_001 {
        park(engine.store(), number).await;
    }
    let completed = async {
        while engine.run(away.run_id).await.unwrap().unwrap().record.status != Status::Completed {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = engine.attend() => panic!("it goes on as long as it is polled"),
        () = completed => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody tries it again"),
    }
}
