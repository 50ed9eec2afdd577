//! What every store promises, held against SQLite: isolation of organisations, exact values, strict
//! journals, fences.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;

use hera_core::plan::Isolation;
use hera_core::{Entry, Status};
use hera_runtime::context::{
    Context, DynamicData, Entity, Relationship, StoreError, Transaction, TransactionLine,
    UniversalTransaction,
};
use hera_runtime::engine::Engine;
use hera_runtime::ports::{
    Fence, JournalLine, JournalWrite, Organization, RunHeader, RunId, RunQuery, Scope, Store,
    commit_token,
};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::{Decimal, Timestamp, Uuid, Value};
use serde_json::{Map, json};

use support::{ACTOR, BAKERY, SALON};

const CODE: &str = "HERA.TEST.STORE.ROW.ANY.v1";

fn scope(organization_id: Uuid) -> Scope {
    Scope { organization_id, actor_id: ACTOR }
}

async fn engine(dir: &Path) -> Engine {
    let store = SqliteStore::open(dir.join("hera.db")).unwrap();
    let engine = Engine::builder(store).build().unwrap();
    support::organizations(&engine).await;
    engine
}

async fn begin(engine: &Engine, organization: Uuid) -> Transaction {
    engine.begin(scope(organization)).await.unwrap()
}

#[tokio::test]
async fn rows_come_back_as_they_were_written() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let mut tx = begin(&engine, SALON).await;
    let product =
        Entity::new("product", "Shampoo", CODE).entity_code("P-1").tags(json!(["retail"]));
    let product = tx.entities().insert(product).await.unwrap();
    let price = DynamicData::new(product, "price", CODE)
        .field_type("number")
        .field_value_number("12.50".parse::<Decimal>().unwrap());
    tx.dynamic_data().insert(price).await.unwrap();
    let cart = UniversalTransaction::new("SALE_CART", CODE).transaction_code("C-1");
    let cart = tx.transactions().insert(cart).await.unwrap();
    let line = TransactionLine::new(cart, 1, "RETAIL", CODE)
        .entity_id(product)
        .quantity(Decimal::TWO)
        .line_data(json!({"note": "gift"}));
    let line = tx.lines().insert(line).await.unwrap();
    tx.lines().update(line, TransactionLine::changes().unit_amount(Decimal::TEN)).await.unwrap();
    engine.commit(tx).await.unwrap();

    let view = engine.view(scope(SALON)).await.unwrap();
    let product = view.entities().get(product).await.unwrap().unwrap();
    assert_eq!((product.entity_code.as_deref(), product.status.as_str()), (Some("P-1"), "active"));
    assert_eq!(product.meta.created_by, ACTOR);
    let price = DynamicData::filter().entity_id(product.id).field_name("price");
    let price = view.dynamic_data().first(price).await.unwrap().unwrap();
    assert_eq!(price.field_value_number, Some("12.5".parse().unwrap()));
    let lines = view.lines().find(TransactionLine::filter().transaction_id(cart)).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].unit_amount, lines[0].quantity), (Decimal::TEN, Decimal::TWO));
    assert_eq!(lines[0].meta.version, 2);
    let none = Entity::filter().entity_code(None::<String>);
    assert!(view.entities().find(none).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_of_another_organisation_does_not_exist() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let mut tx = begin(&engine, SALON).await;
    let ours = tx.entities().insert(Entity::new("product", "Ours", CODE)).await.unwrap();
    let cart = tx.transactions().insert(UniversalTransaction::new("CART", CODE)).await.unwrap();
    engine.commit(tx).await.unwrap();

    let mut tx = begin(&engine, BAKERY).await;
    assert_eq!(tx.entities().get(ours).await, Ok(None));
    assert_eq!(tx.entities().find(Entity::filter()).await, Ok(vec![]));
    let change = tx.entities().update(ours, Entity::changes().status("gone")).await;
    assert!(matches!(change, Err(StoreError::NotFound { .. })));
    let under = tx.lines().insert(TransactionLine::new(cart, 1, "RETAIL", CODE)).await;
    assert!(under.is_err(), "no line under another organisation's header");
    let field = tx.dynamic_data().insert(DynamicData::new(ours, "x", CODE)).await;
    assert!(matches!(field, Err(StoreError::Conflict { .. })), "{field:?}");
    let mine = tx.entities().insert(Entity::new("product", "Mine", CODE)).await.unwrap();
    let link = tx.relationships().insert(Relationship::new(mine, ours, "likes", CODE)).await;
    assert!(matches!(link, Err(StoreError::Conflict { .. })), "{link:?}");
}

#[tokio::test]
async fn what_is_not_committed_is_gone_and_seen_by_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let mut tx = begin(&engine, SALON).await;
    let row = tx.entities().insert(Entity::new("product", "Maybe", CODE)).await.unwrap();
    assert!(tx.entities().get(row).await.unwrap().is_some());
    let view = engine.view(scope(SALON)).await.unwrap();
    assert_eq!(view.entities().get(row).await, Ok(None));
    drop(tx);
    assert_eq!(begin(&engine, SALON).await.entities().get(row).await, Ok(None));
}

#[tokio::test]
async fn a_snapshot_stays_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let view = engine.view(scope(SALON)).await.unwrap();
    let mut tx = begin(&engine, SALON).await;
    tx.entities().insert(Entity::new("product", "Late", CODE)).await.unwrap();
    engine.commit(tx).await.unwrap();
    assert_eq!(view.entities().find(Entity::filter()).await, Ok(vec![]));
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_and_not_rounded() {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let mut tx = begin(&engine, SALON).await;
    let fine = "0.00001".parse::<Decimal>().unwrap();
    let row = UniversalTransaction::new("CART", CODE).total_amount(fine);
    let refused = tx.transactions().insert(row).await;
    assert!(matches!(refused, Err(StoreError::Invalid { column: "total_amount", .. })));
    let long = Entity::new("product", "Long", "X".repeat(101));
    assert!(matches!(tx.entities().insert(long).await, Err(StoreError::Conflict { .. })));
    for number in 0..1_001 {
        let row = Entity::new("many", format!("{number}"), CODE);
        tx.entities().insert(row).await.unwrap();
    }
    let many = || Entity::filter().entity_type("many");
    let all = tx.entities().find(many()).await;
    assert!(matches!(all, Err(StoreError::TooMany { limit: 1_000, .. })));
    assert_eq!(tx.entities().find(many().limit(3)).await.unwrap().len(), 3);
}

#[tokio::test]
async fn procedures_do_not_write_the_journal() {
    let bench = support::Bench::new().await;
    let run = bench.run("LAB.TWO.REQUESTED", json!({})).await;
    let mut tx = begin(&bench.engine, SALON).await;
    let header = tx.transactions().get(run.run_id.0).await.unwrap().unwrap();
    assert_eq!(header.transaction_type, "orchestration_run");
    let done = UniversalTransaction::changes().transaction_status("failed");
    let reserved =
        |result| assert!(matches!(result, Err(StoreError::Reserved { .. })), "{result:?}");
    reserved(tx.transactions().update(header.id, done).await);
    let forged = UniversalTransaction::new("Orchestration_Run", CODE);
    reserved(tx.transactions().insert(forged).await.map(drop));
    let under = TransactionLine::new(header.id, 99, "RETAIL", CODE);
    reserved(tx.lines().insert(under).await.map(drop));
    let line = TransactionLine::filter().transaction_id(header.id);
    let line = tx.lines().first(line).await.unwrap().unwrap();
    reserved(tx.lines().remove(line.id).await);
}

#[test]
fn a_foreign_or_newer_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("foreign.db");
    let connection = rusqlite::Connection::open(&foreign).unwrap();
    connection.execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
    drop(connection);
    assert!(matches!(SqliteStore::open(&foreign), Err(StoreError::Unavailable { .. })));
    let newer = dir.path().join("newer.db");
    drop(SqliteStore::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(SqliteStore::open(&newer), Err(StoreError::Unavailable { .. })));
}

#[test]
fn the_file_holds_the_sacred_six_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hera.db");
    drop(SqliteStore::open(&path).unwrap());
    drop(SqliteStore::open(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        names.collect::<Result<Vec<_>, _>>().unwrap(),
        [
            "core_dynamic_data",
            "core_entities",
            "core_organizations",
            "core_relationships",
            "universal_transaction_lines",
            "universal_transactions",
        ]
    );
    let mode: String =
        connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

// ---- runs ----

async fn store(dir: &Path) -> Arc<dyn Store> {
    let store = SqliteStore::open(dir.join("hera.db")).unwrap();
    let organization =
        Organization { id: SALON, name: "salon".to_owned(), code: "SALON".to_owned() };
    store.create_organization(&organization, ACTOR).await.unwrap();
    Arc::new(store)
}

fn header(run: u128, code: &str) -> RunHeader {
    RunHeader {
        id: RunId(Uuid::from_u128(run)),
        orchestration: CODE.to_owned(),
        event: "STORE.EVENT".to_owned(),
        context: Context {
            organization_id: SALON,
            actor_id: ACTOR,
            correlation_id: "c".to_owned(),
            idempotency_key: "k".to_owned(),
            started_at: "2026-11-23T04:00:00.123456Z".parse().unwrap(),
        },
        payload: json!({"text": "ü \"quoted\"", "none": null}),
        plan_sum: "sum".to_owned(),
        code: code.to_owned(),
        fingerprint: "print".to_owned(),
    }
}

fn line(number: i64, entry: Entry<Value>) -> JournalLine {
    let at: Timestamp = "2026-11-23T04:00:01Z".parse().unwrap();
    let about = Map::from_iter([("procedure".to_owned(), json!("P"))]);
    JournalLine { number, entry, at, about }
}

fn committed(number: i64) -> JournalLine {
    line(number, Entry::Committed { boundary: "B".into(), attempt: 1 })
}

async fn write(
    store: &dyn Store,
    run: u128,
    fence: Fence,
    lines: Vec<JournalLine>,
) -> Result<(), StoreError> {
    let session = store.begin(scope(SALON), Isolation::Serializable).await.unwrap();
    let at = "2026-11-23T04:00:02Z".parse().unwrap();
    let (organization_id, actor_id) = (SALON, ACTOR);
    let (run, status) = (RunId(Uuid::from_u128(run)), Status::Running);
    let error = None;
    let write = JournalWrite { run, organization_id, actor_id, fence, status, error, lines, at };
    session.commit(Some(write)).await
}

fn new(run: u128, code: &str) -> Fence {
    Fence::New(Box::new(header(run, code)))
}

#[tokio::test]
async fn a_run_comes_back_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path()).await;
    let output = json!({"amount": "12.50", "list": [1, null, true]});
    let lines = vec![line(1, Entry::Succeeded { node: "N".into(), output }), committed(2)];
    write(&*store, 1, new(1, "R1"), lines.clone()).await.unwrap();
    let (record, stored) = store.load(RunId(Uuid::from_u128(1))).await.unwrap().unwrap();
    assert_eq!((&record.header, record.version), (&header(1, "R1"), 1));
    assert_eq!(stored, lines);
    assert_eq!(store.find_run("R1").await.unwrap().as_ref(), Some(&record));
    assert_eq!(store.runs(RunQuery::default()).await.unwrap(), [record]);
    let token = |name| commit_token(name);
    assert!(store.committed(RunId(Uuid::from_u128(1)), &token("B")).await.unwrap());
    assert!(!store.committed(RunId(Uuid::from_u128(1)), &token("C")).await.unwrap());
}

#[tokio::test]
async fn a_code_is_taken_once_and_a_boundary_commits_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path()).await;
    write(&*store, 1, new(1, "R1"), vec![committed(1)]).await.unwrap();
    let twin = write(&*store, 2, new(2, "R1"), vec![]).await;
    assert_eq!(twin, Err(StoreError::Duplicate));
    let again = write(&*store, 1, Fence::Version(1), vec![committed(2)]).await;
    assert!(again.is_err(), "the token is there already");
    let stale = write(&*store, 1, Fence::Version(7), vec![]).await;
    assert_eq!(stale, Err(StoreError::Fenced { run: Uuid::from_u128(1) }));
    write(&*store, 1, Fence::Version(1), vec![]).await.unwrap();
}

#[tokio::test]
async fn a_run_is_taken_over_only_from_the_dead() {
    let dir = tempfile::tempdir().unwrap();
    let first = store(dir.path()).await;
    let second = store(dir.path()).await;
    let run = RunId(Uuid::from_u128(1));
    write(&*first, 1, new(1, "R1"), vec![]).await.unwrap();
    assert_eq!(second.abandoned().await.unwrap(), []);
    assert!(matches!(second.take_over(run, 1).await, Err(StoreError::Fenced { .. })));
    drop(first);
    assert_eq!(second.abandoned().await.unwrap(), [run]);
    assert_eq!(second.take_over(run, 1).await, Ok(2));
    let third = store(dir.path()).await;
    assert_eq!(third.abandoned().await.unwrap(), []);
    let fenced = write(&*third, 1, Fence::Version(2), vec![]).await;
    assert!(matches!(fenced, Err(StoreError::Fenced { .. })), "it has another owner");
    write(&*second, 1, Fence::Version(2), vec![]).await.unwrap();
}

#[tokio::test]
async fn what_a_dead_owner_left_is_swept() {
    let dir = tempfile::tempdir().unwrap();
    let left = dir.path().join(format!("hera.db-owner-{}", Uuid::from_u128(7)));
    std::fs::write(&left, "").unwrap();
    let alive = store(dir.path()).await;
    write(&*alive, 1, new(1, "R1"), vec![]).await.unwrap();
    assert!(!left.exists());
    let second = store(dir.path()).await;
    write(&*second, 2, new(2, "R2"), vec![]).await.unwrap();
    let locks = || {
        let names = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name());
        names.filter(|name| name.to_str().unwrap().contains("-owner-")).count()
    };
    assert_eq!(locks(), 2, "those who live keep theirs");
    drop((alive, second));
    assert_eq!(locks(), 0);
}

#[tokio::test]
async fn a_journal_that_was_tampered_with_is_not_read() {
    for tamper in [
        "UPDATE universal_transaction_lines SET line_data = '{\"entry\":\"dreamt\"}'",
        "UPDATE universal_transaction_lines SET line_type = 'orchestration_node'",
        "UPDATE universal_transaction_lines SET line_number = 2",
        "UPDATE universal_transactions SET transaction_status = 'fine'",
        "UPDATE universal_transactions SET metadata = json_remove(metadata, '$.context.actor_id')",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = store(dir.path()).await;
        write(&*store, 1, new(1, "R1"), vec![committed(1)]).await.unwrap();
        rusqlite::Connection::open(dir.path().join("hera.db"))
            .unwrap()
            .execute(tamper, [])
            .unwrap();
        let loaded = store.load(RunId(Uuid::from_u128(1))).await;
        assert!(matches!(loaded, Err(StoreError::Corrupt { .. })), "{tamper}: {loaded:?}");
    }
}
