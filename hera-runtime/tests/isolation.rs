//! Organisations are kept apart by the database itself: whoever has the service's own connection, and
//! writes what statements they like, does not get across.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use hera_runtime::Uuid;
use hera_runtime::context::{Entity, StoreError};
use hera_runtime::engine::Engine;
use hera_runtime::ports::{Organization, RunId, Scope, Store as _};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

const OURS: Uuid = Uuid::from_u128(0x0a);
const THEIRS: Uuid = Uuid::from_u128(0x0b);
const ACTOR: Uuid = Uuid::from_u128(0xac7);
const CODE: &str = "HERA.TEST.STORE.ROW.ANY.v1";

const TABLES: [&str; 6] = [
    "core_organizations",
    "core_entities",
    "core_dynamic_data",
    "core_relationships",
    "universal_transactions",
    "universal_transaction_lines",
];

/// A place where two organisations have rows, and the service's own connection to it: of a role that
/// may read and write rows and does not own the tables.
async fn place(name: &str) -> Client {
    let server = PostgresServer::shared().unwrap();
    let url = server.place(name).unwrap();
    let store = PostgresStore::open(&url, Settings::default()).await.unwrap();
    let engine = Engine::builder(store).build().unwrap();
    for (id, code) in [(OURS, "OURS"), (THEIRS, "THEIRS")] {
        let organization = Organization { id, name: code.to_owned(), code: code.to_owned() };
        engine.create_organization(&organization, ACTOR).await.unwrap();
        let scope = Scope { organization_id: id, actor_id: ACTOR };
        let mut tx = engine.begin(scope).await.unwrap();
        let row = Entity::new("secret", code, CODE).id(Uuid::new_v5(&id, b"row"));
        tx.entities().insert(row).await.unwrap();
        engine.commit(tx).await.unwrap();
        let sql = format!(
            "SET search_path = {name}; \
             INSERT INTO universal_transactions (id, organization_id, transaction_type, \
               transaction_code, transaction_date, smart_code, created_at, updated_at, created_by, \
               updated_by) VALUES ('{}', '{id}', 'orchestration_run', '{code}', now(), '{CODE}', \
               now(), now(), '{id}', '{id}'); \
             INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
               line_number, line_type, smart_code, created_at, updated_at, created_by, updated_by) \
             VALUES ('{}', '{id}', '{}', 1, 'orchestration_node', '{CODE}', now(), now(), '{id}', \
               '{id}')",
            Uuid::new_v5(&id, b"run"),
            Uuid::new_v5(&id, b"line"),
            Uuid::new_v5(&id, b"run"),
        );
        server.sql("hera", &sql).unwrap();
    }
    let service = format!(
        "CREATE ROLE service_{name} LOGIN; GRANT USAGE ON SCHEMA {name} TO service_{name}; \
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO service_{name}"
    );
    server.sql("hera", &service).unwrap();
    let url = url.replace("postgres://hera@", &format!("postgres://service_{name}@"));
    // A store opens as this role as well: it finds the schema up to date.
    PostgresStore::open(&url, Settings::default()).await.unwrap();
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Acts for an organisation from here on, as a store does for one transaction.
async fn act_for(client: &Client, organization: Option<Uuid>) {
    let id = organization.map(|id| id.to_string()).unwrap_or_default();
    let set = format!("SELECT set_config('hera.organization_id', '{id}', false)");
    client.simple_query(&set).await.unwrap();
}

async fn count(client: &Client, sql: &str) -> u64 {
    let said = client.simple_query(sql).await.unwrap();
    let done = said.iter().find_map(|message| match message {
        SimpleQueryMessage::CommandComplete(rows) => Some(*rows),
        _ => None,
    });
    done.unwrap()
}

/// The database's own refusal.
async fn refusal(client: &Client, sql: &str) -> String {
    let error = client.simple_query(sql).await.expect_err(sql);
    error.as_db_error().unwrap().message().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_organisation_there_are_no_rows() {
    let client = place("nobody").await;
    for table in TABLES {
        assert_eq!(count(&client, &format!("SELECT 1 FROM {table}")).await, 0, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_belong_to_a_transaction_of_their_organisation_and_go_with_it() {
    let client = place("lines").await;
    act_for(&client, Some(OURS)).await;
    let line = |transaction: Uuid| {
        format!(
            "INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
               line_number, line_type, smart_code, created_at, updated_at, created_by, updated_by) \
             VALUES ('{}', '{OURS}', '{transaction}', 2, 'RETAIL', '{CODE}', now(), now(), \
               '{OURS}', '{OURS}')",
            Uuid::now_v7()
        )
    };
    let (ours, theirs) = (Uuid::new_v5(&OURS, b"run"), Uuid::new_v5(&THEIRS, b"run"));
    for none in [Uuid::now_v7(), theirs] {
        assert_eq!(refusal(&client, &line(none)).await, "the line belongs to no transaction");
    }
    assert_eq!(count(&client, &line(ours)).await, 1);
    let rename = format!("UPDATE universal_transactions SET id = '{theirs}' WHERE id = '{ours}'");
    let refused = refusal(&client, &rename).await;
    assert_eq!(refused, "a transaction keeps its id and its organisation");
    let lines = "SELECT 1 FROM universal_transaction_lines";
    assert_eq!(count(&client, lines).await, 2, "the engine's line, and the business's");
    let delete = format!("DELETE FROM universal_transactions WHERE id = '{ours}'");
    assert_eq!(count(&client, &delete).await, 1);
    assert_eq!(count(&client, lines).await, 0);
    act_for(&client, Some(THEIRS)).await;
    assert_eq!(count(&client, lines).await, 1);
    let delete = format!("DELETE FROM core_organizations WHERE id = '{THEIRS}'");
    assert_eq!(count(&client, &delete).await, 1);
    assert_eq!(count(&client, lines).await, 0, "an organisation takes its lines along");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_have_is_neither_read_nor_written() {
    let client = place("across").await;
    act_for(&client, Some(OURS)).await;
    for table in TABLES {
        let column = if table == "core_organizations" { "id" } else { "organization_id" };
        let theirs = format!("FROM {table} WHERE {column} = '{THEIRS}'");
        assert_eq!(count(&client, &format!("SELECT 1 {theirs}")).await, 0, "{table}");
        assert_eq!(count(&client, &format!("DELETE {theirs}")).await, 0, "{table}");
        let update =
            format!("UPDATE {table} SET updated_by = '{ACTOR}' WHERE {column} = '{THEIRS}'");
        assert_eq!(count(&client, &update).await, 0, "{table}");
    }
    // Asked for all, the answer is ours alone.
    let ours = count(&client, "SELECT 1 FROM core_entities WHERE entity_type = 'secret'").await;
    assert_eq!(ours, 1);
    let plant = format!(
        "INSERT INTO core_entities (id, organization_id, entity_type, entity_name, smart_code, \
         created_at, updated_at, created_by, updated_by) VALUES ('{ACTOR}', '{THEIRS}', 'x', 'x', \
         '{CODE}', now(), now(), '{ACTOR}', '{ACTOR}')"
    );
    let give = format!("UPDATE core_entities SET organization_id = '{THEIRS}'");
    for sql in [plant, give] {
        let why = refusal(&client, &sql).await;
        assert!(why.contains("row-level security"), "{sql}: {why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_engine_sees_headers_of_runs_and_nothing_else() {
    let client = place("engine").await;
    act_for(&client, Some(OURS)).await;
    client.simple_query("SELECT set_config('hera.engine', 'on', false)").await.unwrap();
    assert_eq!(count(&client, "SELECT 1 FROM universal_transactions").await, 2, "runs of both");
    let lines = "SELECT 1 FROM universal_transaction_lines";
    assert_eq!(count(&client, lines).await, 1, "what happened in ours");
    let secrets = "SELECT 1 FROM core_entities WHERE entity_type = 'secret'";
    assert_eq!(count(&client, secrets).await, 1);
    let steal =
        format!("UPDATE universal_transactions SET version = 9 WHERE organization_id = '{THEIRS}'");
    assert_eq!(count(&client, &steal).await, 0, "it reads them, and does not write them");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_organisation_calls_a_worker_is_none() {
    let client = place("workers").await;
    act_for(&client, Some(OURS)).await;
    let (dead, run) = (Uuid::from_u128(0xdead), Uuid::new_v5(&OURS, b"run"));
    for (code, lease) in [("broken", "some day"), (&*dead.to_string(), "2999-01-01T00:00:00Z")] {
        let plant = format!(
            "INSERT INTO core_entities (id, organization_id, entity_type, entity_name, entity_code, \
             smart_code, metadata, created_at, updated_at, created_by, updated_by) VALUES ('{}', \
             '{OURS}', 'orchestration_worker', 'worker', '{code}', '{CODE}', \
             '{{\"lease_until\": \"{lease}\"}}', now(), now(), '{ACTOR}', '{ACTOR}')",
            Uuid::now_v7()
        );
        assert_eq!(count(&client, &plant).await, 1);
    }
    let server = PostgresServer::shared().unwrap();
    let left = format!(
        "SET search_path = workers; UPDATE universal_transactions \
         SET transaction_status = 'running', metadata = '{{\"owner\": \"{dead}\"}}' WHERE id = '{run}'"
    );
    server.sql("hera", &left).unwrap();
    let url = server.place("workers").unwrap();
    let store = PostgresStore::open(&url, Settings::default()).await.unwrap();
    assert_eq!(store.abandoned(None).await, Ok(vec![RunId(run)]), "its owner is gone");
    assert_eq!(store.take_over(RunId(run), 1).await.unwrap().version, 2);

    let engine = Engine::builder(store).build().unwrap();
    let mut tx = engine.begin(Scope { organization_id: OURS, actor_id: ACTOR }).await.unwrap();
    let row = Entity::new("Orchestration_Worker", "worker", CODE);
    let refused = tx.entities().insert(row).await;
    assert_eq!(refused, Err(StoreError::Reserved { table: "core_entities" }), "nor by a procedure");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guard_is_not_taken_down() {
    let client = place("guard").await;
    act_for(&client, Some(OURS)).await;
    for sql in [
        "ALTER TABLE core_entities DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE core_entities NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own_organization ON core_entities",
        "TRUNCATE core_entities CASCADE",
        "CREATE POLICY all_of_it ON core_entities USING (true)",
        "SET SESSION AUTHORIZATION postgres",
        "SET ROLE hera",
    ] {
        let why = refusal(&client, sql).await;
        assert!(why.contains("must be owner") || why.contains("permission denied"), "{sql}: {why}");
    }
    client.simple_query("SET row_security = off").await.unwrap();
    let why = refusal(&client, "SELECT 1 FROM core_entities").await;
    assert!(why.contains("row-level security"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_bypasses_the_guard_is_refused() {
    let server = PostgresServer::shared().unwrap();
    let url = server.place("bypass").unwrap().replace("postgres://hera@", "postgres://postgres@");
    let refused = PostgresStore::open(&url, Settings::default()).await.err().unwrap();
    assert!(matches!(&refused, StoreError::Unfit { what } if what.contains("row-level")));
    server.sql("hera", "CREATE ROLE careless LOGIN BYPASSRLS").unwrap();
    let url = url.replace("postgres://postgres@", "postgres://careless@");
    assert_eq!(PostgresStore::open(&url, Settings::default()).await.err(), Some(refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_processes_migrate_at_once_and_the_owner_is_held_to_the_guard_as_well() {
    let server = PostgresServer::shared().unwrap();
    let url = server.place("migrate").unwrap();
    let opened = (0..8).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { PostgresStore::open(&url, Settings::default()).await.map(drop) })
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
    // The tables' owner, with no organisation set.
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    for table in TABLES {
        assert_eq!(count(&client, &format!("SELECT 1 FROM {table}")).await, 0, "{table}");
    }
    let mark = "SELECT obj_description('migrate.core_organizations'::regclass, 'pg_class')";
    assert_eq!(server.sql("hera", mark).unwrap().trim(), "hera schema 10");
    let newer = "COMMENT ON TABLE migrate.core_organizations IS 'hera schema 99'";
    server.sql("hera", newer).unwrap();
    let refused = PostgresStore::open(&url, Settings::default()).await.err().unwrap();
    assert!(refused.to_string().contains("version 99"), "{refused}");
    let foreign = "COMMENT ON TABLE migrate.core_organizations IS NULL";
    server.sql("hera", foreign).unwrap();
    let refused = PostgresStore::open(&url, Settings::default()).await.err().unwrap();
    assert!(refused.to_string().contains("another program"), "{refused}");
}
