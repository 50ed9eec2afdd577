//! Writes whose answer is lost, and calls that may be under way meanwhile: nothing outside starts in the dark, and no
//! answer that was heard is asked for once more.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use hera_core::{Entry, Status};
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Engine, ExecuteError};
use hera_runtime::flow::{BoxFuture, FlowDef};
use hera_runtime::ports::{
    Clock, CrashPoints, JournalWrite, RunQuery, Session, Store, StoreFuture, SystemClock,
};
use hera_runtime::testing::clock::VirtualClock;
use hera_runtime::testing::memory::{MemoryDatabase, MemoryStore, Settings};
use hera_runtime::{Timestamp, Uuid, Value};
use jiff::SignedDuration;
use serde_json::json;

use support::around::{Around, Commits};
use support::lab::{Gate, Lab, Plan};
use support::sketch::{self, DRAWN, DRAWN_EVENT};
use support::{organizations, request};

/// How long a call of the sketched flows may take.
const CALL: Duration = Duration::from_millis(200);

fn database(settings: Settings) -> MemoryDatabase {
    MemoryDatabase::new(settings, Arc::new(SystemClock))
}

fn shared() -> MemoryDatabase {
    database(Settings::shared(Duration::from_secs(60)))
}

/// Loses the answer of the first write that holds such an entry.
struct Losing(fn(&Entry<Value>) -> bool, AtomicBool);

impl Commits for Losing {
    fn commit<'a>(
        &'a self,
        _: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        let meant = write.iter().flat_map(|write| &write.lines).any(|line| self.0(&line.entry));
        if !meant || self.1.swap(true, Ordering::SeqCst) {
            return session.commit(write);
        }
        Box::pin(async move {
            session.commit(write).await?;
            Err(StoreError::Unavailable { what: "the answer was lost".to_owned() })
        })
    }
}

async fn engine(
    database: &MemoryDatabase,
    lab: &Arc<Lab>,
    flow: &'static FlowDef,
    commits: Arc<dyn Commits>,
) -> Engine {
    let store: Arc<dyn Store> = Arc::new(database.open(Uuid::from_u128(1)));
    let store = Around { store, commits };
    let builder = Engine::builder(store).orchestration(sketch::alone(flow, lab.clone()));
    let engine = builder.build().unwrap();
    organizations(&engine).await;
    engine
}

/// One call is in its back-off when the answer is lost that turned the run around.
#[tokio::test]
async fn no_call_starts_once_nobody_knows_whether_the_run_has_turned() {
    let (number, flow) =
        sketch::drawn_with("A call undo-outside\nB write errors NO".to_owned(), |plan| {
            (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (900, 900);
        });
    let lab = Lab::new();
    let turning = |entry: &Entry<_>| matches!(entry, Entry::AttemptFailed { retry_at: None, .. });
    let engine =
        engine(&shared(), &lab, flow, Arc::new(Losing(turning, AtomicBool::new(false)))).await;
    let gate = Gate::default();
    lab.plan("A", [Plan::Break("NETWORK_TIMEOUT")]);
    lab.plan("B", [Plan::RefuseLate(gate.clone(), "NO")]);
    let asking = tokio::spawn({
        let engine = engine.clone();
        async move { engine.execute(request(DRAWN_EVENT, json!({DRAWN: number}))).await }
    });
    gate.reached.notified().await;
    let failed = |entry: &Entry<_>| matches!(entry, Entry::AttemptFailed { .. });
    let run = loop {
        let list = engine.runs(RunQuery::default()).await.unwrap();
        if let Some(record) = list.runs.first() {
            let (_, lines) = engine.store().load(record.header.id).await.unwrap().unwrap();
            if lines.iter().any(|line| failed(&line.entry)) {
                break record.header.id;
            }
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    gate.open.notify_one();
    let stopped = asking.await.unwrap();
    assert!(
        matches!(stopped, Err(ExecuteError::Store(StoreError::Unavailable { .. }))),
        "{stopped:?}"
    );
    assert_eq!(lab.calls(), ["A", "B"], "A waits for its time, and its time never comes");
    let ended = engine.resume(run).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
    assert!(
        lab.outside().values().all(|effect| effect.done == effect.undone),
        "{:?}",
        lab.outside()
    );
}

#[tokio::test]
async fn a_run_that_parked_though_nobody_said_so_is_no_run_that_stopped() {
    let (number, flow) = sketch::drawn("A write\nB write after A errors NO".to_owned());
    let lab = Lab::new();
    let parks = |entry: &Entry<_>| matches!(entry, Entry::Parked { .. });
    let commits = Arc::new(Losing(parks, AtomicBool::new(false)));
    let engine = engine(&shared(), &lab, flow, commits).await;
    lab.plan("B", [Plan::Refuse("NO")]);
    let lost = engine.execute(request(DRAWN_EVENT, json!({DRAWN: number}))).await;
    assert!(matches!(lost, Err(ExecuteError::Store(StoreError::Unavailable { .. }))), "{lost:?}");
    let list = engine.runs(RunQuery::default()).await.unwrap();
    assert_eq!(list.runs[0].status, Status::Parked);
    assert!(engine.health().await.left.is_empty(), "a person has it");
}

/// Has the version of a run counted up before it commits a boundary first: as whoever looks for a COMMIT does whose
/// answer was lost.
#[derive(Default)]
struct Fenced(AtomicBool);

impl Commits for Fenced {
    fn commit<'a>(
        &'a self,
        store: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let commits = |entry: &Entry<_>| matches!(entry, Entry::Committed { .. });
            if let Some(write) = &write
                && write.lines.iter().any(|line| commits(&line.entry))
                && !self.0.swap(true, Ordering::SeqCst)
            {
                let (_, version) = store.fencing(write.run).await?.unwrap();
                store.take_over(write.run, version).await?;
            }
            session.commit(write).await
        })
    }
}

#[tokio::test]
async fn an_answer_that_was_heard_is_not_asked_for_again() {
    let sketch = "A call in X\nB write after A in X".to_owned();
    let (number, flow) = sketch::drawn_with(sketch, |_| {});
    let (lab, fenced) = (Lab::new(), Arc::new(Fenced::default()));
    let engine = engine(&shared(), &lab, flow, fenced.clone()).await;
    let ended = engine.execute(request(DRAWN_EVENT, json!({DRAWN: number}))).await.unwrap();
    assert_eq!(ended.status, Status::Completed);
    assert!(fenced.0.load(Ordering::SeqCst));
    assert_eq!(lab.calls(), ["A", "B", "B"]);
}

/// A drive that had to stop may have a request on its way, whoever's process it was.
#[test]
fn what_stopped_amid_a_call_asks_again_when_that_is_over() {
    let clock = VirtualClock::new();
    clock.runtime().unwrap().block_on(async {
        let settings = Settings { lease: None, one_writer: false };
        let database = MemoryDatabase::new(settings, Arc::new(clock.clone()));
        let lab = Lab::new();
        let builder = Engine::builder(database.open(Uuid::from_u128(1)));
        let builder = builder.orchestration(sketch::orchestration(lab.clone()));
        let engine = builder.clock(clock.clone()).build().unwrap();
        organizations(&engine).await;
        lab.plan("RESERVE", [Plan::Fault]);
        let asked = request("LAB.LINE_ADD.REQUESTED", json!({})).idempotency_key("k");
        let stopped = engine.execute(asked).await;
        assert!(matches!(stopped, Err(ExecuteError::Fault(_))), "{stopped:?}");
        let stopped = clock.now();
        let recovered = engine.recover().await.unwrap().pop().unwrap();
        assert_eq!(recovered.result.unwrap().status, Status::Completed);
        let after: Duration = clock.now().duration_since(stopped).try_into().unwrap();
        assert!(after >= CALL, "{after:?}");
    });
}

/// Whose clock is set forward whenever a call in doubt gave no answer.
#[derive(Clone)]
struct SetForward {
    clock: VirtualClock,
    ahead_ms: Arc<AtomicI64>,
}

impl Clock for SetForward {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst));
        self.clock.now().checked_add(ahead).unwrap()
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        let wait = at.duration_since(self.now()).max(SignedDuration::ZERO);
        Box::pin(async move {
            let until = self.clock.now().checked_add(wait);
            self.clock.sleep_until(until.unwrap_or(Timestamp::MAX)).await;
        })
    }
}

impl Commits for SetForward {
    fn commit<'a>(
        &'a self,
        _: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        let resolves = |entry: &Entry<_>| matches!(entry, Entry::ResolveFailed { .. });
        if write.iter().flat_map(|write| &write.lines).any(|line| resolves(&line.entry)) {
            self.ahead_ms.fetch_add(3_600_000, Ordering::SeqCst);
        }
        session.commit(write)
    }
}

/// The time of a call is over when it is over, and not when a clock says so that was set.
#[test]
fn what_a_process_called_it_undoes_when_its_time_is_over_by_no_clock_that_is_set() {
    let clock = VirtualClock::new();
    clock.runtime().unwrap().block_on(async {
        let settings = Settings { lease: None, one_writer: false };
        let database = MemoryDatabase::new(settings, Arc::new(clock.clone()));
        let set = SetForward { clock: clock.clone(), ahead_ms: Arc::default() };
        let store: Arc<dyn Store> = Arc::new(database.open(Uuid::from_u128(1)));
        let store = Around { store, commits: Arc::new(set.clone()) };
        let lab = Lab::new();
        let builder = Engine::builder(store).orchestration(sketch::orchestration(lab.clone()));
        let engine = builder.clock(set.clone()).build().unwrap();
        organizations(&engine).await;
        lab.plan("RESERVE", [const { Plan::Break("NETWORK_TIMEOUT") }; 6]);
        let begun = clock.now();
        let ended = engine.execute(request("LAB.LINE_ADD.REQUESTED", json!({}))).await.unwrap();
        assert_eq!(ended.status, Status::Compensated);
        assert!(set.ahead_ms.load(Ordering::SeqCst) > 0, "{:?}", lab.calls());
        assert_eq!(lab.calls().last().unwrap(), "undo RESERVE");
        let took: Duration = clock.now().duration_since(begun).try_into().unwrap();
        assert!(took >= CALL, "{took:?}");
    });
}

/// Stops once a run is taken over, until the test lets it go on.
#[derive(Clone)]
struct AfterTakeOver(Gate);

impl CrashPoints for AfterTakeOver {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        let now = point == "after:take_over";
        Box::pin(async move {
            if now {
                self.0.reached.notify_one();
                self.0.open.notified().await;
            }
        })
    }
}

/// A process takes a run over, stands still, loses it to another one, and has its lease again when it goes on.
#[tokio::test]
async fn who_lost_a_run_before_driving_it_calls_nobody() {
    let (database, taken) = (shared(), Gate::default());
    let engine = |store: &MemoryStore, lab: &Arc<Lab>, points: Option<AfterTakeOver>| {
        let builder = Engine::builder(store.clone());
        let builder = builder.orchestration(sketch::orchestration(lab.clone()));
        match points {
            Some(points) => builder.crash_points(points).build().unwrap(),
            None => builder.build().unwrap(),
        }
    };
    let (dead, first, second) = (Lab::new(), Lab::new(), Lab::new());
    let [zero, one, two] = [9, 1, 2].map(|owner| database.open(Uuid::from_u128(owner)));
    let zero = engine(&zero, &dead, None);
    organizations(&zero).await;
    let gate = Gate::default();
    dead.plan("RESERVE", [Plan::Wait(gate.clone())]);
    tokio::spawn(async move { zero.execute(request("LAB.LINE_ADD.REQUESTED", json!({}))).await });
    gate.reached.notified().await;
    database.end_lease(Uuid::from_u128(9));

    let frozen = engine(&one, &first, Some(AfterTakeOver(taken.clone())));
    let frozen = tokio::spawn(async move { frozen.recover().await });
    taken.reached.notified().await;
    database.end_lease(Uuid::from_u128(1));
    second.plan("PERSIST", [Plan::Refuse("CLOSED")]);
    let ended = engine(&two, &second, None).recover().await.unwrap().pop().unwrap();
    assert_eq!(ended.result.unwrap().status, Status::Compensated);
    one.renew().unwrap();
    taken.open.notify_one();
    assert!(frozen.await.unwrap().unwrap().is_empty(), "it is another's");
    assert_eq!(first.calls(), [""; 0], "what it would call is undone");
}
