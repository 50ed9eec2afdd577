//! What one process tells another on PostgreSQL: who waits is woken at once, and not only by the clock,
//! which these tests let look once a minute.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "../support/mod.rs"]
mod support;
mod wire;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use hera_core::Status;
use hera_runtime::engine::{Act, Engine, EngineBuilder, RunOutcome};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{RunId, RunQuery};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use support::lab::{Gate, Lab, Plan::*};
use support::{ACTOR, request, sketch};
use wire::Wire;

/// How often these engines look by the clock, and how soon they have to be woken.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const SOON: Duration = Duration::from_secs(10);
const LEASE: Duration = Duration::from_secs(600);

/// A process: a store of its own, and an engine that looks seldom.
struct Process {
    engine: Engine,
    store: PostgresStore,
    lab: Arc<Lab>,
}

impl Process {
    async fn start(url: &str, flow: &'static FlowDef) -> Process {
        Process::looking(url, flow, |builder| builder.look_every(LOOK_EVERY)).await
    }

    async fn looking(
        url: &str,
        flow: &'static FlowDef,
        configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
    ) -> Process {
        let settings = Settings { connections: 4, lease: LEASE, ..Settings::default() };
        let store = PostgresStore::open(url, settings).await.unwrap();
        let lab = Lab::new();
        let builder =
            Engine::builder(store.clone()).orchestration(sketch::alone(flow, lab.clone()));
        let engine = configure(builder).build().unwrap();
        support::organizations(&engine).await;
        Process { engine, store, lab }
    }

    fn ask(&self, payload: Value) -> JoinHandle<RunOutcome> {
        let (engine, request) = (self.engine.clone(), request(sketch::DRAWN_EVENT, payload));
        tokio::spawn(async move { engine.execute(request).await.unwrap() })
    }

    /// The newest run once there are so many.
    async fn newest(&self, count: usize) -> RunId {
        loop {
            let runs = self.engine.runs(RunQuery::default()).await.unwrap().runs;
            if runs.len() == count {
                return runs[0].header.id;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(SOON, future).await.expect("woken long before the clock would have")
}

async fn until(is_so: impl Fn() -> bool) {
    soon(async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

fn because(reason: &str) -> Act {
    Act { actor_id: ACTOR, reason: reason.to_owned() }
}

fn place(name: &str) -> String {
    PostgresServer::shared().unwrap().place(name).unwrap()
}

/// Connections of a place that listen.
fn listening(place: &str) -> String {
    format!(
        "pg_stat_activity WHERE query = 'LISTEN hera_' || \
         (SELECT oid FROM pg_namespace WHERE nspname = '{place}')"
    )
}

fn count_listening(place: &str) -> usize {
    let sql = format!("SELECT count(*) FROM {}", listening(place));
    PostgresServer::shared().unwrap().sql("hera", &sql).unwrap().trim().parse().unwrap()
}

/// A flow whose second boundary waits for an hour after a failure.
fn patient() -> (Value, &'static FlowDef) {
    let flow = "FIRST write undo\nSECOND write after FIRST errors NO".to_owned();
    let (number, flow) = sketch::drawn_with(flow, |plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (3_600_000, 3_600_000);
    });
    (json!({ sketch::DRAWN: number }), flow)
}

/// A flow that goes one at a time by the payload's `cart`.
fn by_cart(sketch: &str) -> (Value, &'static FlowDef) {
    let (number, flow) = sketch::drawn_with(sketch.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        plan.run.concurrency_key = Some("payload.cart".into());
    });
    (json!({ sketch::DRAWN: number, "cart": "c" }), flow)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_in_its_back_off_hears_a_word_from_another_process() {
    let (payload, flow) = patient();
    let url = place("news_act");
    let (one, other) = (Process::start(&url, flow).await, Process::start(&url, flow).await);
    one.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = one.ask(payload);
    until(|| one.store.listens()).await;
    let run = one.newest(1).await;
    let said = Instant::now();
    other.engine.cancel(run, because("the customer left")).await.unwrap();
    assert_eq!(soon(running).await.unwrap().status, Status::Cancelled);
    println!("an act of another process took effect after {:?}", said.elapsed());
    assert_eq!(one.lab.calls(), ["FIRST", "SECOND", "undo FIRST"]);
    assert!(!other.store.listens(), "who waits for nothing needs no connection to listen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_comes_before_anybody_listens_is_seen_by_looking() {
    let (payload, flow) = patient();
    let url = place("news_early");
    let (one, other) = (Process::start(&url, flow).await, Process::start(&url, flow).await);
    let gate = Gate::default();
    one.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    one.lab.plan("FIRST", [Wait(gate.clone())]);
    let running = one.ask(payload);
    gate.reached.notified().await;
    gate.open.notify_one();
    // As early as it can be: the run is there, and its second boundary may not have begun.
    let run = one.newest(1).await;
    other.engine.cancel(run, because("at once")).await.unwrap();
    assert_eq!(soon(running).await.unwrap().status, Status::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_free_wakes_the_first_in_line_of_another_process() {
    let (payload, flow) = by_cart("A write");
    let url = place("news_key");
    let (one, other) = (Process::start(&url, flow).await, Process::start(&url, flow).await);
    let gate = Gate::default();
    one.lab.plan("A", [Wait(gate.clone())]);
    let holder = one.ask(payload.clone());
    gate.reached.notified().await;
    let first = other.ask(payload.clone());
    other.newest(2).await;
    let second = other.ask(payload.clone());
    other.newest(3).await;
    until(|| other.store.listens()).await;
    gate.open.notify_one();
    let asked = Instant::now();
    for run in [holder, first, second] {
        assert_eq!(soon(run).await.unwrap().status, Status::Completed);
    }
    println!("two runs in line had their turns after {:?}", asked.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_in_line_hears_a_word_from_another_process() {
    let (payload, flow) = by_cart("A write errors NO");
    let url = place("news_line");
    let (one, other) = (Process::start(&url, flow).await, Process::start(&url, flow).await);
    let gate = Gate::default();
    one.lab.plan("A", [Wait(gate.clone())]);
    let holder = one.ask(payload.clone());
    gate.reached.notified().await;
    let waiting = other.ask(payload.clone());
    let run = other.newest(2).await;
    let behind = other.ask(payload);
    other.newest(3).await;
    until(|| other.store.listens()).await;
    one.engine.cancel(run, because("not wanted any more")).await.unwrap();
    assert_eq!(soon(waiting).await.unwrap().status, Status::Cancelled);
    gate.open.notify_one();
    assert_eq!(soon(holder).await.unwrap().status, Status::Completed);
    assert_eq!(soon(behind).await.unwrap().status, Status::Completed, "it is the first now");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_process_leaves_at_its_end_goes_on_elsewhere_at_once() {
    let (payload, flow) = patient();
    let url = place("news_leave");
    let (one, other) = (Process::start(&url, flow).await, Process::start(&url, flow).await);
    one.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = {
        let (engine, request) = (one.engine.clone(), request(sketch::DRAWN_EVENT, payload));
        tokio::spawn(async move { engine.execute(request).await })
    };
    until(|| one.lab.calls().len() == 2).await;
    let run = one.newest(1).await;
    let attending = tokio::spawn({
        let engine = other.engine.clone();
        async move { engine.attend().await }
    });
    until(|| other.store.listens()).await;
    // Until its lease would be over, nobody else may have the run.
    assert_eq!(one.engine.shutdown(Duration::ZERO).await, 1);
    assert!(running.await.unwrap().is_err(), "its caller hears that it was stopped");
    soon(async {
        while other.engine.store().load(run).await.unwrap().unwrap().0.owner
            != other.engine.store().owner()
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    attending.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_the_connection_that_listens_listens_again() {
    let (payload, flow) = patient();
    let url = place("news_cut");
    let wire = Wire::new(true);
    let one = Process::start(&wire.through(&url), flow).await;
    let other = Process::start(&url, flow).await;
    one.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = one.ask(payload);
    until(|| one.store.listens()).await;
    let run = one.newest(1).await;
    // Nobody listens meanwhile: what is told is lost, and seen by the look after it.
    wire.open.store(false, Ordering::SeqCst);
    let cut = format!("SELECT pg_terminate_backend(pid, 5000) FROM {}", listening("news_cut"));
    assert_eq!(PostgresServer::shared().unwrap().sql("hera", &cut).unwrap().trim(), "t");
    other.engine.cancel(run, because("the customer left")).await.unwrap();
    assert!(!running.is_finished() && !one.store.listens());
    wire.open.store(true, Ordering::SeqCst);
    assert_eq!(soon(running).await.unwrap().status, Status::Cancelled);
    // One connection listens for a process, whoever waits for whatever.
    until(|| one.store.listens()).await;
    assert_eq!(count_listening("news_cut"), 1);
    drop(one);
    until(|| count_listening("news_cut") == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_pooler_that_takes_the_news_the_clock_wakes() {
    let (url, wire) = (place("news_pooler"), Wire::new(false));
    let (payload, flow) = patient();
    let often = |builder: EngineBuilder| builder.look_every(Duration::from_millis(200));
    let one = Process::looking(&wire.through(&url), flow, often).await;
    let other = Process::start(&url, flow).await;
    one.lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let running = one.ask(payload);
    until(|| wire.kept.load(Ordering::SeqCst) > 0).await;
    // The trial that did not come back ends the connection.
    until(|| count_listening("news_pooler") == 0).await;
    assert!(!one.store.listens());
    let run = one.newest(1).await;
    other.engine.cancel(run, because("the customer left")).await.unwrap();
    assert_eq!(soon(running).await.unwrap().status, Status::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_not_to_listen_does_not() {
    let (payload, flow) = patient();
    let url = place("news_off");
    let settings = Settings { lease: LEASE, listen: false, ..Settings::default() };
    let store = PostgresStore::open(&url, settings).await.unwrap();
    let lab = Lab::new();
    lab.plan("SECOND", [Break("STORE_FAILURE")]);
    let builder = Engine::builder(store.clone()).orchestration(sketch::alone(flow, lab.clone()));
    let engine = builder.look_every(Duration::from_millis(50)).build().unwrap();
    support::organizations(&engine).await;
    let running = tokio::spawn({
        let (engine, request) = (engine.clone(), request(sketch::DRAWN_EVENT, payload.clone()));
        async move { engine.execute(request).await.unwrap() }
    });
    let other = Process::start(&url, flow).await;
    let run = other.newest(1).await;
    until(|| lab.calls().len() == 2).await;
    other.engine.cancel(run, because("the customer left")).await.unwrap();
    assert_eq!(soon(running).await.unwrap().status, Status::Cancelled);
    assert!(!store.listens() && count_listening("news_off") == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_says_nothing_to_those_who_listen() {
    let (payload, flow) = by_cart("A write");
    let server = PostgresServer::shared().unwrap();
    let url = place("news_heard");
    let one = Process::start(&url, flow).await;
    let (client, mut wire) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    let (heard, mut hear) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = std::future::poll_fn(|cx| wire.poll_message(cx)).await {
            if let tokio_postgres::AsyncMessage::Notification(news) = message {
                heard.send(news.payload().to_owned()).unwrap();
            }
        }
    });
    let schema = "SELECT oid FROM pg_namespace WHERE nspname = 'news_heard'";
    let channel = server.sql("hera", schema).unwrap();
    client.batch_execute(&format!("LISTEN hera_{}", channel.trim())).await.unwrap();
    assert_eq!(one.ask(payload).await.unwrap().status, Status::Completed);
    // Told after all that the run told.
    server.sql("hera", &format!("SELECT pg_notify('hera_{}', 'end')", channel.trim())).unwrap();
    let mut news = Vec::new();
    while let Some(payload) = soon(hear.recv()).await.filter(|payload| payload != "end") {
        // Whether its connection hears is tried out beside it.
        if !payload.starts_with("trial ") {
            news.push(payload.parse::<u16>().unwrap());
        }
    }
    assert!(matches!(news[..], [0..256]), "one number of few, and none of its boundary: {news:?}");
}
