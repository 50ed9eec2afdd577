//! A process that stands still past its lease, and wakes when another has gone on with its run.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hera_core::{Entry, Status};
use hera_runtime::engine::Engine;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{CrashPoints, JournalLine};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;
use serde_json::json;

use super::support::lab::{Gate, Lab, Plan};
use super::support::sketch;
use super::{LEASE, NOTES, PLACE, child, engine_with, runtime, support, the_request};

/// How long a call of the sketched flows may take.
const CALL: Duration = Duration::from_millis(200);

/// Freezes this process at a point, the first time that it is reached.
pub(super) struct Freeze {
    at: &'static str,
    frozen: PathBuf,
}

impl CrashPoints for Freeze {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        if point == self.at && !self.frozen.exists() {
            std::fs::write(&self.frozen, "").unwrap();
            let me = std::process::id().to_string();
            let stopped = Command::new("kill").args(["-STOP", &me]).status().unwrap();
            assert!(stopped.success());
            // The signal is on its way: nothing else happens until it is here. After it, the lease is
            // renewed before anything else happens: that makes nothing good again.
            std::thread::sleep(Duration::from_millis(200) + LEASE / 2);
        }
        Box::pin(std::future::ready(()))
    }
}

type Reached = Vec<(String, Instant)>;

/// Writes down when which point was reached.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Reached>>);

impl CrashPoints for Watch {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        self.0.lock().unwrap().push((point.to_owned(), Instant::now()));
        Box::pin(std::future::ready(()))
    }
}

/// What was seen of one that froze.
struct Seen {
    /// What it came to after it woke.
    ended: String,
    /// Rows before it was taken over, after that, and after it woke.
    rows: [String; 3],
    /// What happened outside.
    outside: Vec<String>,
    /// When the other one reached which point.
    reached: Reached,
}

/// Has a child freeze at `at` with this request, goes on with its run, and wakes it. In the child it does
/// what the child has to, and gives nothing.
fn freeze(test: &str, name: &str, at: &'static str, number: u32) -> Option<Seen> {
    if let Ok(place) = std::env::var(PLACE) {
        let notes = PathBuf::from(std::env::var(NOTES).unwrap());
        let points = Freeze { at, frozen: notes.with_file_name("frozen") };
        let ended = runtime().block_on(async {
            let engine = engine_with(&place, &notes, points).await;
            engine.execute(the_request(number)).await
        });
        std::fs::write(notes.with_file_name("ended"), format!("{ended:?}")).unwrap();
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    let server = PostgresServer::shared().unwrap();
    let place = server.place(name).unwrap();
    let rows = || {
        let sql = format!(
            "SET search_path = {name}; SELECT entity_code FROM core_entities \
             WHERE entity_type = 'work' ORDER BY entity_code"
        );
        server.sql("hera", &sql).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    runtime().block_on(async {
        let watch = Watch::default();
        let engine = engine_with(&place, &notes, watch.clone()).await;
        support::organizations(&engine).await;
        let mut frozen = child(test, &place, &notes, 0..1);
        while !dir.path().join("frozen").exists() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let before = rows();
        let early = engine.recover().await.unwrap();
        assert!(early.is_empty(), "its lease holds: {early:?}");
        let begun = Instant::now();
        let taken = loop {
            let mut recovered = engine.recover().await.unwrap();
            match recovered.pop() {
                Some(run) => break run.result.unwrap(),
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        assert_eq!(taken.status, Status::Completed);
        assert!(begun.elapsed() < LEASE * 4, "taken over within seconds: {:?}", begun.elapsed());
        let after = rows();

        let wake = Command::new("kill").args(["-CONT", &frozen.id().to_string()]).status();
        assert!(wake.unwrap().success());
        assert!(frozen.wait().unwrap().success());
        let ended = std::fs::read_to_string(dir.path().join("ended")).unwrap();
        let outside = std::fs::read_to_string(&notes).unwrap_or_default();
        let outside = outside.lines().map(str::to_owned).collect();
        let reached = watch.0.lock().unwrap().clone();
        Some(Seen { ended, rows: [before, after, rows()], outside, reached })
    })
}

#[test]
fn who_was_frozen_past_its_lease_does_not_commit() {
    let test = "frozen::who_was_frozen_past_its_lease_does_not_commit";
    let Some(seen) = freeze(test, "frozen_commit", "before:commit:SECOND", 0) else { return };
    assert_eq!(seen.rows, ["k0/FIRST", "k0/FIRST k0/SECOND", "k0/FIRST k0/SECOND"]);
    assert!(seen.ended.starts_with("Err(Owned"), "its commit was refused: {}", seen.ended);
}

#[test]
fn who_was_frozen_past_its_lease_calls_nobody() {
    let test = "frozen::who_was_frozen_past_its_lease_calls_nobody";
    let Some(seen) = freeze(test, "frozen_call", "before:external:RESERVE", 1) else { return };
    assert_eq!(seen.rows, ["", "k1/PERSIST k1/REPRICE", "k1/PERSIST k1/REPRICE"]);
    assert!(seen.ended.starts_with("Err(Owned"), "{}", seen.ended);
    assert_eq!(seen.outside.len(), 1, "the next owner called, and nobody else: {:?}", seen.outside);
    let when = |point: &str| {
        let last = seen.reached.iter().rev().find(|(reached, _)| reached == point);
        last.expect("it was reached").1
    };
    let waited = when("before:external:RESERVE").duration_since(when("after:take_over"));
    assert!(waited >= CALL, "the call may have been under way for so long: {waited:?}");
}

/// The clock of the database was set: the worker's own clock says nothing of it.
#[test]
fn who_lost_its_lease_at_the_database_knows_it_once_it_is_renewed() {
    if std::env::var(PLACE).is_ok() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let server = PostgresServer::shared().unwrap();
    let place = server.place("lapsed").unwrap();
    runtime().block_on(async {
        let engine = engine_with(&place, &dir.path().join("notes"), Watch::default()).await;
        support::organizations(&engine).await;
        engine.execute(the_request(0)).await.unwrap();
        let term = engine.store().term();
        tokio::time::sleep(LEASE).await;
        assert_eq!(engine.store().term(), term, "it was renewed in time");
        let sql = "SET search_path = lapsed; UPDATE core_entities SET metadata = \
            jsonb_build_object('lease_until', clock_timestamp() - interval '1 second') \
            WHERE entity_type = 'orchestration_worker'";
        server.sql("hera", sql).unwrap();
        let until = Instant::now() + LEASE;
        while engine.store().term() == term {
            assert!(Instant::now() < until, "it was renewed, and is still in its old term");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
}

#[test]
fn a_lease_that_lapsed_and_is_renewed_fails_no_attempt() {
    if std::env::var(PLACE).is_ok() {
        return;
    }
    let server = PostgresServer::shared().unwrap();
    let place = server.place("relapsed").unwrap();
    let sketch = "A write undo\nB call after A undo-outside".to_owned();
    let (number, flow) = sketch::drawn_with(sketch, |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
    });
    let (lab, gate) = (Lab::new(), Gate::default());
    runtime().block_on(async {
        let settings = Settings { lease: LEASE, ..Settings::default() };
        let store = PostgresStore::open(&place, settings).await.unwrap();
        let engine = Engine::builder(store).orchestration(sketch::alone(flow, lab.clone()));
        let engine = engine.build().unwrap();
        support::organizations(&engine).await;
        let asked = support::request(sketch::DRAWN_EVENT, json!({ sketch::DRAWN: number }));
        // From its first write on the process has a lease.
        engine.execute(asked.clone()).await.unwrap();
        lab.plan("A", [Plan::Wait(gate.clone())]);
        let run = tokio::spawn({
            let engine = engine.clone();
            async move { engine.execute(asked).await.unwrap() }
        });
        gate.reached.notified().await;
        let term = engine.store().term();
        let sql = "SET search_path = relapsed; UPDATE core_entities SET metadata = \
            jsonb_build_object('lease_until', clock_timestamp() - interval '1 second') \
            WHERE entity_type = 'orchestration_worker'";
        server.sql("hera", sql).unwrap();
        while engine.store().term() == term {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        gate.open.notify_one();
        let outcome = run.await.unwrap();
        assert_eq!(
            (outcome.status, lab.calls()),
            (Status::Completed, ["A", "B", "A", "B"].map(str::to_owned).to_vec())
        );
        let (_, lines) = engine.store().load(outcome.run_id).await.unwrap().unwrap();
        let failed = |line: &JournalLine| matches!(line.entry, Entry::AttemptFailed { .. });
        assert!(!lines.iter().any(failed), "{lines:?}");
    });
}

#[test]
fn who_cannot_renew_its_lease_is_not_ready() {
    let dir = tempfile::tempdir().unwrap();
    let place = PostgresServer::shared().unwrap().place("unready").unwrap();
    runtime().block_on(async {
        let engine = engine_with(&place, &dir.path().join("notes"), Watch::default()).await;
        support::organizations(&engine).await;
        engine.execute(the_request(2)).await.unwrap();
        assert!(engine.health().await.is_ready());
        let (client, connection) =
            tokio_postgres::connect(&place, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let platform = "SELECT set_config('hera.organization_id', \
            '00000000-0000-0000-0000-000000000000', true)";
        let hold =
            "SELECT 1 FROM core_entities WHERE entity_type = 'orchestration_worker' FOR UPDATE";
        client.batch_execute(&format!("BEGIN; {platform}; {hold}")).await.unwrap();
        tokio::time::sleep(LEASE + LEASE / 2).await;
        let health = engine.health().await;
        assert!(!health.is_ready(), "{health:?}");
        assert!(health.store.unwrap().to_string().contains("the lease was over"));
        client.batch_execute("ROLLBACK").await.unwrap();
        let begun = Instant::now();
        while !engine.health().await.is_ready() {
            assert!(begun.elapsed() < 4 * LEASE, "it has its lease again");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
}
