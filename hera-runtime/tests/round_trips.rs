//! What boundaries and keys cost on PostgreSQL, counted from outside: round trips by a wire in between that
//! counts them, syncs of the log and rows that are read by the server's own statistics.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::engine::Engine;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

use support::lab::Lab;
use support::{ACTOR, SALON, request, sketch};

/// A wire to the server that counts how often a client waits: how often it speaks after it was answered.
struct Wire {
    trips: Arc<AtomicUsize>,
}

impl Wire {
    /// Listens in `dir` and passes everything on to the server's socket.
    fn new(dir: &Path, server: &Path) -> Wire {
        let trips = Arc::new(AtomicUsize::new(0));
        let listener = UnixListener::bind(dir.join(".s.PGSQL.5432")).unwrap();
        let (counted, server) = (Arc::clone(&trips), server.join(".s.PGSQL.5432"));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = UnixStream::connect(&server).await.unwrap();
                tokio::spawn(pass(client, server, Arc::clone(&counted)));
            }
        });
        Wire { trips }
    }

    fn take(&self) -> usize {
        self.trips.swap(0, Ordering::SeqCst)
    }
}

async fn pass(client: UnixStream, server: UnixStream, trips: Arc<AtomicUsize>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answered = Arc::new(AtomicBool::new(true));
    let heard = Arc::clone(&answered);
    let up = async move {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(read @ 1..) = from_client.read(&mut bytes).await {
            if heard.swap(false, Ordering::SeqCst) {
                trips.fetch_add(1, Ordering::SeqCst);
            }
            to_server.write_all(&bytes[..read]).await.unwrap();
        }
    };
    let down = async move {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(read @ 1..) = from_server.read(&mut bytes).await {
            // Before the client can see it.
            answered.store(true, Ordering::SeqCst);
            if to_client.write_all(&bytes[..read]).await.is_err() {
                break;
            }
        }
    };
    tokio::join!(up, down);
}

/// Does so many runs of two boundaries, each written in a row, and goes away.
async fn run(url: &str, wire: Option<&Wire>, runs: usize) -> usize {
    let settings = Settings { lease: Duration::from_secs(600), ..Settings::default() };
    let store = PostgresStore::open(url, settings).await.unwrap();
    let engine = Engine::builder(store).orchestration(sketch::orchestration(Lab::new()));
    let engine = engine.build().unwrap();
    support::organizations(&engine).await;
    let mut trips = 0;
    for _ in 0..runs {
        if let Some(wire) = wire {
            // The end of a snapshot is waited for by nobody.
            tokio::time::sleep(Duration::from_millis(100)).await;
            wire.take();
        }
        let outcome = engine.execute(request("LAB.TWO.REQUESTED", json!({}))).await.unwrap();
        assert_eq!(outcome.status, Status::Completed);
        trips = wire.map_or(0, Wire::take);
    }
    trips
}

#[tokio::test]
async fn a_boundary_costs_one_round_trip_beside_its_procedures() {
    let dir = tempfile::tempdir().unwrap();
    let server = PostgresServer::shared().unwrap();
    let place = server.place("trips").unwrap();
    let wire = Wire::new(dir.path(), server.folder());
    let in_url = |path: &Path| path.display().to_string().replace('/', "%2F");
    let through = place.replace(&in_url(server.folder()), &in_url(dir.path()));
    assert_ne!(place, through);
    let trips = run(&through, Some(&wire), 2).await;
    // Admission asks nothing: the organisation is known from the first run, and the key is of the engine's own
    // making. The check in front of the boundaries reads in a snapshot of its own (begin, read, its end). Then
    // two boundaries, each with one row of its procedure: the row, with what begins, then the journal with
    // COMMIT.
    assert_eq!(trips, 3 + 2 * 2, "round trips of a run with two boundaries");
}

#[tokio::test]
async fn a_boundary_costs_one_sync() {
    const MANY: usize = 50;
    let server = PostgresServer::start(true).unwrap();
    let place = server.place("syncs").unwrap();
    let mut seen = Vec::new();
    for runs in [1, 1, 1 + MANY] {
        run(&place, None, runs).await;
        // Sessions hand in their numbers when they end.
        let sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hera'";
        while server.sql("hera", sessions).unwrap().trim() != "0" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let synced = server.sql("hera", "SELECT wal_sync FROM pg_stat_wal").unwrap();
        seen.push(synced.trim().parse::<usize>().unwrap());
    }
    let (one, many) = (seen[1] - seen[0], seen[2] - seen[1]);
    // The server itself syncs now and then.
    let stray = (many - one).abs_diff(MANY * 2);
    assert!(stray <= MANY / 10, "{MANY} runs of two boundaries: {seen:?}");
}

#[tokio::test]
async fn who_is_next_for_a_key_is_found_by_a_few_rows_however_many_wait() {
    const WAIT: u128 = 1_000;
    let server = PostgresServer::shared().unwrap();
    let url = server.place("keys").unwrap();
    let store = PostgresStore::open(&url, Settings::default()).await.unwrap();
    support::organizations(&Engine::builder(store).build().unwrap()).await;
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let id = |number: u128| Uuid::from_u128((1 << 64) + number);
    // Every other run wants the one key, the rest a key each; nothing is known of the table's contents yet.
    let fill = format!(
        "BEGIN; SET LOCAL hera.organization_id = '{SALON}';
         INSERT INTO universal_transactions (id, organization_id, transaction_type, transaction_code, \
             transaction_date, transaction_status, smart_code, business_context, created_at, updated_at, \
             created_by, updated_by) \
         SELECT ('00000000-0000-0001-0000-' || lpad(to_hex(number), 12, '0'))::uuid, '{SALON}', \
             'orchestration_run', 'RUN-' || number, now(), 'running', 'HERA.TEST.LAB.ORCH.TWO.v1', \
             jsonb_build_object('holds', number = 2, 'concurrency_key', \
                 CASE number % 2 WHEN 0 THEN 'one' ELSE 'one' || number END), \
             now(), now(), '{ACTOR}', '{ACTOR}' FROM generate_series(1, 2 * {WAIT}) AS number; COMMIT"
    );
    client.batch_execute(&fill).await.unwrap();
    let free = format!(
        "BEGIN; SET LOCAL hera.organization_id = '{SALON}'; UPDATE universal_transactions \
         SET transaction_status = 'completed' WHERE id = '{}'; COMMIT",
        id(2)
    );
    for holder in [id(2), id(4)] {
        let ask = format!("SELECT hera_waits_for('{}', '{SALON}')::text", id(2 * WAIT));
        let (begin, read) = (
            format!("BEGIN; SET LOCAL hera.organization_id = '{SALON}'"),
            "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables \
             WHERE relid = 'universal_transactions'::regclass",
        );
        client.batch_execute(&begin).await.unwrap();
        let other: String = client.query_one(&ask, &[]).await.unwrap().get(0);
        let rows: i64 = client.query_one(read, &[]).await.unwrap().get(0);
        client.batch_execute("COMMIT").await.unwrap();
        assert_eq!(other, holder.to_string());
        assert!(rows <= 10, "{rows} rows are read to find one of {WAIT}");
        client.batch_execute(&free).await.unwrap();
    }
}
