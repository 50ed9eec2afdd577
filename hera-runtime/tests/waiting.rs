//! However many runs wait for a concurrency key, for a person, or for their next attempt, the others go on, and
//! little is held of them.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hera_core::Status;
use hera_core::plan::{Isolation, Jitter, Plan};
use hera_runtime::context::Context;
use hera_runtime::engine::{
    Engine, EngineBuilder, ExecuteError, LaterAttempts, Limits, RunOutcome,
};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{Fence, JournalWrite, RunHeader, RunId, Scope, Store, SystemClock};
use hera_runtime::testing::memory::{MemoryDatabase, Settings};
use hera_runtime::{Timestamp, Uuid};
use serde_json::json;

use support::around::{Around, Commits};
use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{CODE, DRAWN, DRAWN_EVENT, alone, drawn_with};
use support::{ACTOR, SALON, request};

/// One more than an engine goes on with at once.
const MANY: u128 = 1_001;

struct Desk {
    _dir: tempfile::TempDir,
    lab: Arc<Lab>,
    engine: Engine,
    number: usize,
    flow: &'static FlowDef,
}

impl Desk {
    async fn of(
        sketch: &str,
        change: impl FnOnce(&mut Plan),
        build: impl FnOnce(EngineBuilder) -> EngineBuilder,
    ) -> Desk {
        let (number, flow) = drawn_with(sketch.to_owned(), |plan| {
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
            plan.run.concurrency_key = Some("payload.cart".into());
            change(plan);
        });
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        let builder = Engine::builder(support::store(dir.path()).await);
        let builder = builder.orchestration(alone(flow, lab.clone()));
        let builder = builder.look_every(Duration::from_millis(50));
        let engine = build(builder).build().unwrap();
        support::organizations(&engine).await;
        Desk { _dir: dir, lab, engine, number, flow }
    }

    async fn ask(&self, cart: &str) -> Result<RunOutcome, ExecuteError> {
        let asked = request(DRAWN_EVENT, json!({DRAWN: self.number, "cart": cart}));
        self.engine.execute(asked).await
    }

    /// A run that was admitted, and that nobody drives.
    async fn left(&self, number: u128, cart: &str, plan_sum: &str) -> RunId {
        let id = RunId(Uuid::from_u128(number));
        let context = Context {
            organization_id: SALON,
            actor_id: ACTOR,
            correlation_id: "c".to_owned(),
            idempotency_key: number.to_string(),
            started_at: Timestamp::now(),
        };
        let at = context.started_at;
        let header = RunHeader {
            id,
            orchestration: CODE.to_owned(),
            event: DRAWN_EVENT.to_owned(),
            context,
            payload: json!({DRAWN: self.number, "cart": cart}),
            plan_sum: plan_sum.to_owned(),
            code: format!("left {number}"),
            fingerprint: "print".to_owned(),
            concurrency_key: Some(cart.to_owned()),
        };
        let write = JournalWrite {
            run: id,
            organization_id: SALON,
            actor_id: ACTOR,
            fence: Fence::New(Arc::new(header)),
            turns: true,
            status: Status::Running,
            releases: false,
            error: None,
            lines: vec![],
            at,
        };
        let scope = Scope { organization_id: SALON, actor_id: ACTOR };
        let session = self.engine.store().begin(scope, Isolation::ReadCommitted).await.unwrap();
        session.commit(Some(write)).await.unwrap();
        id
    }

    async fn status(&self, run: RunId) -> Status {
        self.engine.store().load(run).await.unwrap().unwrap().0.status
    }

    /// Looks after runs until this one is complete.
    async fn attended(&self, run: RunId) {
        let completed = async {
            while self.status(run).await != Status::Completed {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::select! {
            () = self.engine.attend() => panic!("it goes on as long as it is polled"),
            () = completed => {}
            () = tokio::time::sleep(Duration::from_secs(25)) => panic!("nobody goes on with it"),
        }
    }
}

#[tokio::test]
async fn runs_that_wait_for_their_key_keep_no_other_run_from_being_taken_over() {
    let desk = Desk::of("A write\nB write after A errors NO", |_| {}, |builder| builder).await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask("taken").await.unwrap();
    assert_eq!(parked.status, Status::Parked, "it keeps its key");
    let mut waiting = Vec::new();
    for number in 1..=MANY {
        waiting.push(desk.left(number, "taken", &desk.flow.plan.sum).await);
    }
    // The youngest.
    let free = desk.left(MANY + 1, "free", &desk.flow.plan.sum).await;
    desk.attended(free).await;
    assert_eq!(desk.status(waiting[0]).await, Status::Running);
    assert_eq!(desk.lab.calls(), ["A", "B", "A", "B"], "who waits has done nothing");
}

#[tokio::test]
async fn runs_that_nobody_can_go_on_with_keep_no_other_from_its_next_turn() {
    // So seldom that each look comes to its end.
    let seldom = |builder: EngineBuilder| builder.look_every(Duration::from_millis(1_500));
    let desk = Desk::of("A write\nB write after A", |_| {}, seldom).await;
    for number in 1..=MANY {
        desk.left(number, "other", "of another program").await;
    }
    // It fails once more after it was found.
    desk.lab.plan("B", [Fault, Fault]);
    let failed = desk.ask("ours").await;
    assert!(matches!(failed, Err(ExecuteError::Fault(_))), "{failed:?}");
    let runs = desk.engine.runs(hera_runtime::ports::RunQuery::default()).await.unwrap().runs;
    let ours = runs.iter().find(|run| run.header.concurrency_key.as_deref() == Some("ours"));
    desk.attended(ours.unwrap().header.id).await;
}

#[tokio::test]
async fn later_attempts_that_wait_for_their_key_keep_no_other_from_its_own() {
    let policy = LaterAttempts { first_ms: 10, max_ms: 10, count_max: 3 };
    let releases = |plan: &mut Plan| plan.run.releases_parked = true;
    let desk =
        Desk::of("A call\nB write after A", releases, |builder| builder.later_attempts(policy))
            .await;
    // One more than later attempts are made at once, and another one, which is looked at last.
    let (count, attempts) = (101, desk.flow.plan.retry.max_attempts as usize);
    desk.lab.plan("B", (0..(count + 1) * attempts).map(|_| Break("NETWORK_TIMEOUT")));
    let other = desk.ask("free").await.unwrap();
    assert_eq!(other.status, Status::Parked);
    for _ in 0..count {
        assert_eq!(desk.ask("taken").await.unwrap().status, Status::Parked);
    }
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let holder = desk.ask("taken");
    tokio::select! {
        ended = holder => panic!("it waits: {ended:?}"),
        () = gate.reached.notified() => {}
    }
    desk.attended(other.run_id).await;
}

/// Counts how often a run is read from its journal.
#[derive(Default)]
struct Loads(AtomicUsize);

impl Commits for Loads {
    fn loads(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// How often a run was read again whose second node needs two attempts with so long a back-off between them.
async fn loads_of_a_back_off(ms: u64) -> usize {
    let sketch = "PAY call\nSHIP call after PAY\nBILL write after SHIP".to_owned();
    let (number, flow) = drawn_with(sketch, |plan| {
        plan.retry.max_attempts = 2;
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (ms, ms);
        plan.retry.jitter = Jitter::None;
    });
    let (lab, loads) = (Lab::new(), Arc::new(Loads::default()));
    lab.plan("SHIP", [Break("NETWORK_TIMEOUT")]);
    let database = MemoryDatabase::new(Settings::EMBEDDED, Arc::new(SystemClock));
    let store: Arc<dyn Store> = Arc::new(database.open(Uuid::from_u128(1)));
    let store = Around { store, commits: loads.clone() };
    let builder = Engine::builder(store).orchestration(alone(flow, lab.clone()));
    let engine = builder.look_every(Duration::from_millis(100)).build().unwrap();
    support::organizations(&engine).await;
    let since = Instant::now();
    let ended = engine.execute(request(DRAWN_EVENT, json!({DRAWN: number}))).await.unwrap();
    assert_eq!(ended.status, Status::Completed, "{:?}", ended.error);
    assert!(since.elapsed() >= Duration::from_millis(ms), "its time had not come");
    assert_eq!(lab.calls(), ["PAY", "SHIP", "SHIP", "BILL"], "who has answered is not asked again");
    let keys = lab.keys("SHIP");
    assert_eq!(keys[0], keys[1], "the key is the same at every attempt");
    loads.0.load(Ordering::SeqCst)
}

#[tokio::test]
async fn a_run_in_a_long_back_off_is_put_down_and_taken_up_from_its_journal() {
    assert_eq!(loads_of_a_back_off(20).await, 0, "it is not worth the reading");
    assert_eq!(loads_of_a_back_off(1_100).await, 1);
}

#[tokio::test]
async fn a_run_in_a_long_back_off_keeps_nobody_from_a_place() {
    let one = |builder: EngineBuilder| {
        builder.limits(Limits { runs_at_once_max: 1, ..Limits::default() })
    };
    let an_hour = |plan: &mut Plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (3_600_000, 3_600_000);
    };
    let desk = Desk::of("A write", an_hour, one).await;
    desk.lab.plan("A", [Break("NETWORK_TIMEOUT")]);
    let waits = desk.ask("one");
    let goes = async {
        while desk.lab.calls().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::timeout(Duration::from_secs(20), desk.ask("another")).await
    };
    tokio::select! {
        ended = waits => panic!("an hour is not over: {ended:?}"),
        other = goes => {
            let ended = other.expect("the only place is free meanwhile").unwrap();
            assert_eq!(ended.status, Status::Completed);
        }
    }
}

/// Its later attempts are used up: however often an engine looks, there is nothing in its journal to be read.
#[tokio::test]
async fn a_parked_run_that_waits_for_a_person_costs_no_look() {
    let (number, flow) = drawn_with("A write\nB write after A errors NO".to_owned(), |plan| {
        plan.retry.max_attempts = 1;
    });
    let (lab, loads) = (Lab::new(), Arc::new(Loads::default()));
    lab.plan("B", [Break("NETWORK_TIMEOUT"), Break("NETWORK_TIMEOUT")]);
    let database = MemoryDatabase::new(Settings::EMBEDDED, Arc::new(SystemClock));
    let store: Arc<dyn Store> = Arc::new(database.open(Uuid::from_u128(1)));
    let store = Around { store, commits: loads.clone() };
    let policy = LaterAttempts { first_ms: 1, max_ms: 1, count_max: 1 };
    let builder = Engine::builder(store).orchestration(alone(flow, lab.clone()));
    let builder = builder.later_attempts(policy).look_every(Duration::from_millis(5));
    let engine = builder.build().unwrap();
    support::organizations(&engine).await;
    let asked = request(DRAWN_EVENT, json!({DRAWN: number}));
    assert_eq!(engine.execute(asked).await.unwrap().status, Status::Parked);
    let second = Duration::from_secs(1);
    assert!(tokio::time::timeout(second, engine.attend()).await.is_err(), "it is polled");
    assert_eq!(lab.calls(), ["A", "B", "B"], "the one later attempt");
    let read = loads.0.swap(0, Ordering::SeqCst);
    assert!(read < 10, "read {read} times in some hundred looks");
}
