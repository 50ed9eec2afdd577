//! A database of an older program, with runs in it, is brought up to date when it is opened, by several
//! processes at once; its old runs can be pruned then.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;

use hera_runtime::engine::Engine;
use hera_runtime::ports::{PrunedRows, Store};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::server::PostgresServer;

use support::aged::{Ahead, complete, month};
use support::lab::Lab;
use support::{ACTOR, BAKERY, SALON, sketch};

/// What the migration to retention added.
const INDEX: &str = "universal_transactions_to_prune";
/// The index that came after it.
const PARKED: &str = "universal_transactions_parked";

fn engine(store: impl Store + 'static, days: i64) -> Engine {
    let orchestration = sketch::orchestration(Lab::new());
    Engine::builder(store).orchestration(orchestration).clock(Ahead(days)).build().unwrap()
}

/// Two runs of the older program.
async fn runs(store: impl Store + 'static) {
    let engine = engine(store, 0);
    support::organizations(&engine).await;
    complete(&engine, 2).await;
}

async fn prunes_both(store: impl Store + 'static) {
    let pruned = engine(store, 31).prune(&month()).await;
    assert!(matches!(pruned, Ok(PrunedRows { runs: 2, .. })), "{pruned:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_file_is_brought_up_to_date_with_its_runs() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hera.db");
    runs(SqliteStore::open(&path).unwrap()).await;
    let older = rusqlite::Connection::open(&path).unwrap();
    older
        .execute_batch(&format!("DROP INDEX {INDEX}; DROP INDEX {PARKED}; PRAGMA user_version = 3"))
        .unwrap();
    let opened = (0..4).map(|_| {
        let path = path.clone();
        tokio::task::spawn_blocking(move || SqliteStore::open(path).map(drop))
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
    let there = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = ?1";
    let there: i64 = older.query_row(there, [INDEX], |row| row.get(0)).unwrap();
    assert_eq!(there, 1);
    prunes_both(SqliteStore::open(&path).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_schema_is_brought_up_to_date_with_its_runs() {
    let server = PostgresServer::shared().unwrap();
    let url = server.place("upgrade").unwrap();
    let open = async || PostgresStore::open(&url, Settings::default()).await;
    runs(open().await.unwrap()).await;
    let older = format!(
        "SET search_path = upgrade; DROP INDEX {INDEX}; DROP INDEX {PARKED}; \
         DROP FUNCTION hera_write_runs; DROP FUNCTION hera_write_run(uuid, jsonb); \
         DROP FUNCTION hera_write_step, hera_write_alone; \
         DROP FUNCTION hera_key_stands_in_its_column CASCADE; \
         DROP FUNCTION hera_line_has_its_transaction, hera_lines_go_with_their_transaction, \
             hera_transaction_stays_itself CASCADE; \
         CREATE UNIQUE INDEX core_entities_worker ON core_entities (entity_code) \
             WHERE entity_type = 'orchestration_worker'; \
         ALTER TABLE universal_transactions \
             ADD CONSTRAINT universal_transactions_organization_id_id_key UNIQUE (organization_id, id); \
         ALTER TABLE universal_transaction_lines \
             ADD CONSTRAINT universal_transaction_lines_organization_id_fkey \
                 FOREIGN KEY (organization_id) REFERENCES core_organizations (id) ON DELETE CASCADE; \
         ALTER TABLE universal_transaction_lines ADD FOREIGN KEY (organization_id, transaction_id) \
             REFERENCES universal_transactions (organization_id, id) ON DELETE CASCADE; \
         COMMENT ON TABLE core_organizations IS 'hera schema 2'; \
         INSERT INTO universal_transactions (id, organization_id, transaction_type, transaction_code, \
             transaction_date, transaction_status, smart_code, business_context, created_at, updated_at, \
             created_by, updated_by) \
         SELECT uuid, '{SALON}', 'orchestration_run', uuid, now(), 'running', '{SALON}', \
             jsonb_build_object('concurrency_key', 'c', 'holds', uuid = '{ACTOR}'), now(), now(), uuid, uuid \
         FROM (VALUES ('{ACTOR}'::uuid), ('{BAKERY}')) AS runs (uuid)"
    );
    server.sql("hera", &older).unwrap();
    let opened = (0..4).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { PostgresStore::open(&url, Settings::default()).await.map(drop) })
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
    let there = format!(
        "SELECT count(*) FROM pg_indexes WHERE schemaname = 'upgrade' \
        AND indexname = '{INDEX}'"
    );
    assert_eq!(server.sql("hera", &there).unwrap().trim(), "1");
    let waits = format!("SET search_path = upgrade; SELECT hera_waits_for('{BAKERY}', '{SALON}')");
    assert_eq!(server.sql("hera", &waits).unwrap().trim(), ACTOR.to_string());
    let store: Arc<dyn Store> = Arc::new(open().await.unwrap());
    prunes_both(store).await;
}
