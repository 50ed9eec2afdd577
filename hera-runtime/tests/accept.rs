//! Requests that are answered once their run is durable.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Accepted, Engine, ExecuteError, Limits, Request};
use hera_runtime::ports::{
    Fence, JournalWrite, RunId, RunQuery, Session, Store, StoreFuture, SystemClock,
};
use hera_runtime::testing::memory::{MemoryDatabase, Settings};
use serde_json::json;

use support::around::{Around, Commits};
use support::lab::{Gate, Lab, Plan::*};
use support::{Bench, organizations, request, sketch};

const TWO: &str = "LAB.TWO.REQUESTED";

fn asked(key: &str) -> Request {
    request(TWO, json!({})).idempotency_key(key)
}

async fn completed(engine: &Engine, run: RunId) {
    let done = async {
        while engine.run(run).await.unwrap().unwrap().record.status != Status::Completed {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), done).await.expect("it goes on by itself");
}

#[tokio::test]
async fn an_accepted_run_commits_once_more_at_its_start() {
    let bench = Bench::new().await;
    bench.run(TWO, json!({})).await;
    assert_eq!(bench.commits(), 2);
    let accepted = bench.engine.accept(request(TWO, json!({}))).await.unwrap();
    assert!(!accepted.repeated);
    completed(&bench.engine, accepted.run).await;
    assert_eq!(bench.commits(), 3);
}

#[tokio::test]
async fn it_is_answered_when_it_is_durable_and_each_time_with_the_same_run() {
    let bench = Bench::new().await;
    let gate = Gate::default();
    bench.lab.plan("FIRST", [Wait(gate.clone())]);
    let Accepted { run, repeated } = bench.engine.accept(asked("k")).await.unwrap();
    assert!(!repeated);
    gate.reached.notified().await;
    let detail = bench.engine.run(run).await.unwrap().unwrap();
    assert_eq!((detail.record.status, detail.lines.len()), (Status::Running, 0));
    let again = bench.engine.accept(asked("k")).await;
    assert_eq!(again, Ok(Accepted { run, repeated: true }), "while it is driven");
    let waiting = tokio::spawn({
        let engine = bench.engine.clone();
        async move { engine.execute(asked("k")).await }
    });
    gate.open.notify_one();
    let ended = waiting.await.unwrap().unwrap();
    assert_eq!((ended.run_id, ended.status, ended.repeated), (run, Status::Completed, true));
    assert_eq!(bench.engine.accept(asked("k")).await, Ok(Accepted { run, repeated: true }));
}

#[tokio::test]
async fn what_is_refused_is_not_accepted() {
    let bench = Bench::new().await;
    let unknown = bench.engine.accept(request("LAB.NONE.REQUESTED", json!({}))).await;
    assert!(matches!(unknown, Err(ExecuteError::UnknownEvent { .. })), "{unknown:?}");
    let refused = bench.engine.accept(request(TWO, json!({"wrong": 1}))).await;
    assert!(matches!(refused, Err(ExecuteError::Refused(_))), "{refused:?}");
    assert!(bench.engine.runs(RunQuery::default()).await.unwrap().is_empty(), "nothing is stored");
    let Accepted { run, .. } = bench.engine.accept(asked("k")).await.unwrap();
    let other = request("LAB.LINE_ADD.REQUESTED", json!({})).idempotency_key("k");
    let reused = bench.engine.accept(other).await;
    assert!(matches!(reused, Err(ExecuteError::KeyReused { run: there }) if there == run));
}

#[tokio::test]
async fn an_accepted_run_is_a_request_until_it_is_over() {
    let limits = Limits { runs_at_once_max: 1, requests_waiting_max: 0, ..Limits::default() };
    let bench = Bench::with(|builder| builder.limits(limits)).await;
    let gate = Gate::default();
    bench.lab.plan("FIRST", [Wait(gate.clone())]);
    let Accepted { run, .. } = bench.engine.accept(asked("k")).await.unwrap();
    let full = bench.engine.accept(asked("another")).await;
    assert_eq!(full, Err(ExecuteError::Overloaded { requests: 1 }));
    gate.reached.notified().await;
    gate.open.notify_one();
    completed(&bench.engine, run).await;
}

#[tokio::test]
async fn an_accepted_run_outlives_its_process() {
    let database = MemoryDatabase::new(Settings::EMBEDDED, Arc::new(SystemClock));
    let engine = |owner: u128, lab: &Arc<Lab>| {
        let builder = Engine::builder(database.open(Uuid::from_u128(owner)));
        builder.orchestration(sketch::orchestration(lab.clone())).build().unwrap()
    };
    let (first, second) = (Lab::new(), Lab::new());
    let one = engine(1, &first);
    organizations(&one).await;
    first.plan("FIRST", [Hang]);
    let Accepted { run, .. } = one.accept(asked("k")).await.unwrap();
    database.crash(Uuid::from_u128(1));
    let other = engine(2, &second);
    let recovered = other.recover().await.unwrap().pop().unwrap();
    assert_eq!((recovered.run, recovered.result.unwrap().status), (run, Status::Completed));
    assert_eq!(second.calls(), ["CHECK", "FIRST", "SECOND"]);
}

/// Around a store: first writes take their time, or their answers are lost; and how often runs are read.
#[derive(Default)]
struct Seen {
    slow: AtomicBool,
    loses: AtomicBool,
    loads: AtomicUsize,
}

impl Commits for Seen {
    fn commit<'a>(
        &'a self,
        _: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let new = write.as_ref().is_some_and(|write| matches!(write.fence, Fence::New(_)));
            if new && self.slow.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            session.commit(write).await?;
            match new && self.loses.swap(false, Ordering::SeqCst) {
                true => Err(StoreError::Unavailable { what: "the answer was lost".to_owned() }),
                false => Ok(()),
            }
        })
    }

    fn loads(&self) {
        self.loads.fetch_add(1, Ordering::SeqCst);
    }
}

async fn seen(lab: &Arc<Lab>, limits: Limits) -> (Engine, Arc<Seen>) {
    let database = MemoryDatabase::new(Settings::EMBEDDED, Arc::new(SystemClock));
    let seen = Arc::new(Seen::default());
    let store: Arc<dyn Store> = Arc::new(database.open(Uuid::from_u128(1)));
    let store = Around { store, commits: seen.clone() };
    let builder = Engine::builder(store).orchestration(sketch::orchestration(lab.clone()));
    let engine = builder.limits(limits).look_every(Duration::from_millis(5)).build().unwrap();
    organizations(&engine).await;
    (engine, seen)
}

#[tokio::test]
async fn a_run_whose_first_answer_was_lost_goes_on_when_it_is_asked_for_again() {
    let lab = Lab::new();
    let (engine, seen) = seen(&lab, Limits::default()).await;
    seen.loses.store(true, Ordering::SeqCst);
    let lost = engine.accept(asked("k")).await;
    assert!(matches!(lost, Err(ExecuteError::Store(StoreError::Unavailable { .. }))), "{lost:?}");
    assert_eq!(engine.health().await.left.len(), 1, "it is named");
    let accepted = engine.accept(asked("k")).await.unwrap();
    assert!(accepted.repeated);
    completed(&engine, accepted.run).await;
    assert!(engine.health().await.left.is_empty());
}

#[tokio::test]
async fn accepted_runs_that_wait_for_a_place_are_nobodys_to_take_over() {
    let lab = Lab::new();
    let (engine, seen) = seen(&lab, Limits { runs_at_once_max: 1, ..Limits::default() }).await;
    let gate = Gate::default();
    lab.plan("FIRST", [Wait(gate.clone())]);
    let mut runs = Vec::new();
    for key in ["one", "two", "three"] {
        runs.push(engine.accept(asked(key)).await.unwrap().run);
    }
    gate.reached.notified().await;
    seen.loads.store(0, Ordering::SeqCst);
    let looks = tokio::time::timeout(Duration::from_millis(300), engine.attend()).await;
    assert!(looks.is_err(), "it is polled");
    assert_eq!(seen.loads.load(Ordering::SeqCst), 0, "in some fifty looks");
    gate.open.notify_one();
    for run in runs {
        completed(&engine, run).await;
    }
}

#[tokio::test]
async fn of_two_at_once_both_are_answered_while_the_run_goes_on() {
    let lab = Lab::new();
    let (engine, seen) = seen(&lab, Limits::default()).await;
    seen.slow.store(true, Ordering::SeqCst);
    let gate = Gate::default();
    lab.plan("FIRST", [Wait(gate.clone())]);
    let both = async { tokio::join!(engine.accept(asked("k")), engine.accept(asked("k"))) };
    let both = tokio::time::timeout(Duration::from_secs(5), both).await;
    let (one, other) = both.expect("nobody waits for the end of the run");
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.run, other.run);
    assert_ne!(one.repeated, other.repeated);
    gate.reached.notified().await;
    gate.open.notify_one();
    completed(&engine, one.run).await;
}
