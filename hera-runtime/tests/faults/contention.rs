//! Procedures that take the same rows in opposite orders, under each isolation level: deadlocks and
//! serialization failures cost time, never an effect.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hera_core::plan::Isolation;
use hera_core::{Failure, Status};
use hera_runtime::context::{Entity, StoreError, Transaction};
use hera_runtime::engine::Engine;
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use hera_runtime::ports::Scope;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use hera_runtime::{Uuid, Value};
use serde_json::json;

use crate::support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use crate::support::work::store_failure;
use crate::support::{ACTOR, SALON, organizations, request};

const ROWS: [Uuid; 2] = [Uuid::from_u128(0x0a), Uuid::from_u128(0x0b)];
const RUNS: u32 = 6;
/// How long a procedure takes between its rows: others come in between.
const WORK: Duration = Duration::from_millis(20);

/// Counts in both rows, each run in the order that its payload says.
struct Counter {
    calls: AtomicUsize,
}

async fn count(tx: &mut Transaction, row: Uuid) -> Result<(), StoreError> {
    let entities = tx.entities();
    let seen = entities.get(row).await?.expect("the row is there");
    let counted: u32 = seen.entity_description.as_deref().unwrap_or("0").parse().unwrap();
    tokio::time::sleep(WORK).await;
    let counted = Entity::changes().entity_description((counted + 1).to_string());
    entities.update(row, counted).await
}

impl Dispatch for Counter {
    fn invoke<'a>(
        &'a self,
        _: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let Call::Persist(tx) = call else { panic!("these flows only write") };
            self.calls.fetch_add(1, Ordering::SeqCst);
            let order = input["payload"]["order"].as_u64().unwrap();
            let second = u64::from(tx.node() == "B");
            let row = ROWS[usize::try_from(order ^ second).unwrap()];
            count(tx, row).await.map_err(store_failure)?;
            Ok(json!({}).into())
        })
    }
}

/// Has runs count in both rows in opposite orders, all at once, and gives the two rows as the tables have
/// them: how often each was written, and the count in it. And how often a procedure was called.
async fn contend(name: &str, isolation: Isolation) -> (Vec<String>, usize) {
    let (number, flow) =
        drawn_with("A write in both\nB write after A in both".to_owned(), |plan| {
            plan.boundaries.to_mut().iter_mut().for_each(|both| both.isolation = isolation);
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
            (plan.retry.max_attempts, plan.retry.max_delay_ms) = (10, 100);
        });
    let server = PostgresServer::shared().unwrap();
    let url = server.place(name).unwrap();
    let store = PostgresStore::open(&url, Settings::default()).await.unwrap();
    let counter = Arc::new(Counter { calls: AtomicUsize::new(0) });
    let builder = Engine::builder(store).orchestration(alone(flow, counter.clone()));
    let engine = builder.build().unwrap();
    organizations(&engine).await;
    let scope = Scope { organization_id: SALON, actor_id: ACTOR };
    let mut tx = engine.begin(scope).await.unwrap();
    for row in ROWS {
        let row = Entity::new("counter", "counter", "HERA.TEST.LAB.ROW.NODE.v1").id(row);
        tx.entities().insert(row).await.unwrap();
    }
    engine.commit(tx).await.unwrap();
    let mut runs = tokio::task::JoinSet::new();
    for run in 0..RUNS {
        let asked = request(DRAWN_EVENT, json!({DRAWN: number, "order": run % 2}));
        let engine = engine.clone();
        runs.spawn(async move { engine.execute(asked).await.unwrap() });
    }
    while let Some(ended) = runs.join_next().await {
        let ended = ended.unwrap();
        assert_eq!(ended.status, Status::Completed, "{ended:?}");
    }
    let sql = format!(
        "SET search_path = {name}; SELECT version - 1 || ' ' || entity_description \
         FROM core_entities WHERE entity_type = 'counter'"
    );
    let rows = server.sql("hera", &sql).unwrap();
    // A boundary that was begun again stands in the journal once.
    let twice = format!(
        "SET search_path = {name}; SELECT count(*) FROM universal_transaction_lines \
         WHERE line_data ->> 'token' LIKE 'commit/%'"
    );
    assert_eq!(server.sql("hera", &twice).unwrap().trim(), RUNS.to_string());
    (rows.lines().map(str::to_owned).collect(), counter.calls.load(Ordering::SeqCst))
}

#[tokio::test(flavor = "multi_thread")]
async fn serializable_boundaries_that_lose_count_right() {
    let (rows, calls) = contend("loses_serializable", Isolation::Serializable).await;
    assert_eq!(rows, vec![format!("{RUNS} {RUNS}"); 2]);
    assert!(calls > 2 * RUNS as usize, "some lost and began again: {calls} calls");
}

#[tokio::test(flavor = "multi_thread")]
async fn boundaries_of_repeatable_reads_that_lose_count_right() {
    let (rows, calls) = contend("loses_repeatable", Isolation::RepeatableRead).await;
    assert_eq!(rows, vec![format!("{RUNS} {RUNS}"); 2]);
    assert!(calls > 2 * RUNS as usize, "some lost and began again: {calls} calls");
}

#[tokio::test(flavor = "multi_thread")]
async fn boundaries_of_committed_reads_survive_their_deadlocks() {
    let (rows, calls) = contend("loses_committed", Isolation::ReadCommitted).await;
    // Each wrote each row once. What it wrote may rest on a count that another changed meanwhile: that is
    // what this level means.
    for row in rows {
        let (written, _) = row.split_once(' ').unwrap();
        assert_eq!(written, RUNS.to_string(), "{row}");
    }
    assert!(calls > 2 * RUNS as usize, "some were the victims of deadlocks: {calls} calls");
}

/// A COMMIT in a transaction that a statement has spoilt succeeds, and rolls it back.
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_tells_of_a_statement_for_which_nobody_waited() {
    let (_, flow) = drawn_with("A write".to_owned(), |_| {});
    let server = PostgresServer::shared().unwrap();
    let url = server.place("nobody_waited").unwrap();
    let store = PostgresStore::open(&url, Settings::default()).await.unwrap();
    let counter = Arc::new(Counter { calls: AtomicUsize::new(0) });
    let engine = Engine::builder(store).orchestration(alone(flow, counter)).build().unwrap();
    organizations(&engine).await;
    let mut tx = engine.begin(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let row = |id| Entity::new("counter", "counter", "HERA.TEST.LAB.ROW.NODE.v1").id(id);
    let entities = tx.entities();
    entities.insert(row(ROWS[0])).await.unwrap();
    tokio::select! {
        biased;
        _ = entities.insert(row(ROWS[0])) => panic!("its answer is not there yet"),
        () = std::future::ready(()) => {}
    }
    assert!(engine.commit(tx).await.is_err(), "nothing of it is there");
    let sql = "SET search_path = nobody_waited; \
         SELECT count(*) FROM core_entities WHERE entity_type = 'counter'";
    assert_eq!(server.sql("hera", sql).unwrap().trim(), "0");
}
