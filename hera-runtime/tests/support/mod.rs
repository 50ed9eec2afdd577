//! A small flow of each shape, and a world whose procedures do what a test tells them.
#![allow(
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "shared by binaries that each use a part of it"
)]

pub mod aged;
pub mod around;
pub mod crash;
pub mod lab;
pub mod random;
pub mod sketch;
pub mod verdict;
pub mod work;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hera_runtime::engine::{Engine, EngineBuilder, ExecuteError, PLATFORM, Request, RunOutcome};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{JournalLine, Organization, RunRecord, Store};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::server::PostgresServer;
use hera_runtime::{Uuid, Value};
use tempfile::TempDir;

use lab::Lab;

/// The organisation of the tests.
pub const SALON: Uuid = Uuid::from_u128(0x5a10);
/// Another one.
pub const BAKERY: Uuid = Uuid::from_u128(0xba3e);
/// Who acts.
pub const ACTOR: Uuid = Uuid::from_u128(0xac7);

/// A database with an engine on it.
pub struct Bench {
    pub dir: TempDir,
    pub engine: Engine,
    pub lab: Arc<Lab>,
    points: crash::StopAt,
}

impl Bench {
    pub async fn new() -> Bench {
        Bench::with(|builder| builder).await
    }

    pub async fn with(configure: impl FnOnce(EngineBuilder) -> EngineBuilder) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let lab = Lab::new();
        let points = crash::StopAt::new(usize::MAX);
        let counted = |builder: EngineBuilder| configure(builder.crash_points(points.clone()));
        let engine = engine(dir.path(), &lab, counted).await;
        organizations(&engine).await;
        Bench { dir, engine, lab, points }
    }

    /// An engine that knows this flow alone.
    pub async fn of(flow: &'static FlowDef) -> Bench {
        Bench::on(flow, |builder| builder).await
    }

    /// The same, configured.
    pub async fn on(
        flow: &'static FlowDef,
        configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
    ) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let lab = Lab::new();
        let store = store(dir.path()).await;
        let orchestration = sketch::alone(flow, lab.clone());
        let builder = configure(Engine::builder(store).orchestration(orchestration));
        let engine = builder.build().unwrap();
        organizations(&engine).await;
        Bench { dir, engine, lab, points: crash::StopAt::new(usize::MAX) }
    }

    pub async fn run(&self, event: &str, payload: Value) -> RunOutcome {
        self.engine.execute(request(event, payload)).await.unwrap()
    }

    pub async fn try_run(&self, request: Request) -> Result<RunOutcome, ExecuteError> {
        self.engine.execute(request).await
    }

    pub async fn stored(&self, outcome: &RunOutcome) -> (RunRecord, Vec<JournalLine>) {
        self.engine.store().load(outcome.run_id).await.unwrap().unwrap()
    }

    /// How many durable writes there were since this was asked last.
    pub fn commits(&self) -> usize {
        let names = std::mem::take(&mut *self.points.names.lock().unwrap());
        let calls = ["external:", "resolve:", "undo:"];
        let writes = names.iter().filter_map(|name| name.strip_prefix("after:"));
        writes.filter(|name| !calls.iter().any(|call| name.starts_with(call))).count()
    }
}

/// Whether this binary holds its tests to PostgreSQL. The others hold the same ones to SQLite.
pub const ON_POSTGRES: bool = matches!(env!("CARGO_CRATE_NAME").as_bytes(), b"on_postgres");

/// After how long a worker counts as dead.
pub const LEASE: Duration = Duration::from_millis(if ON_POSTGRES { 600 } else { 0 });

/// The name of a folder's place on the tests' server.
fn place(dir: &Path) -> String {
    let name = dir.file_name().unwrap().as_encoded_bytes();
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t{name}")
}

/// Changes rows behind the store's back.
pub fn tamper(bench: &Bench, lite: &str, postgres: &str) {
    if ON_POSTGRES {
        let postgres = format!("SET search_path = {}; {postgres}", place(bench.dir.path()));
        PostgresServer::shared().unwrap().sql("hera", &postgres).unwrap();
    } else {
        let database = rusqlite::Connection::open(bench.dir.path().join("hera.db")).unwrap();
        database.execute(lite, []).unwrap();
    }
}

/// The store of a folder: one file in it, or one place of the tests' server.
pub async fn store(dir: &Path) -> Arc<dyn Store> {
    if !ON_POSTGRES {
        return Arc::new(SqliteStore::open(dir.join("hera.db")).unwrap());
    }
    let url = PostgresServer::shared().unwrap().place(&place(dir)).unwrap();
    let settings = Settings { connections: 6, lease: LEASE, ..Settings::default() };
    Arc::new(PostgresStore::open(&url, settings).await.unwrap())
}

pub async fn engine(
    dir: &Path,
    lab: &Arc<Lab>,
    configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> Engine {
    let builder =
        Engine::builder(store(dir).await).orchestration(sketch::orchestration(lab.clone()));
    configure(builder).build().unwrap()
}

pub async fn organizations(engine: &Engine) {
    for (id, name) in [(PLATFORM, "platform"), (SALON, "salon"), (BAKERY, "bakery")] {
        let (name, code) = (name.to_owned(), name.to_uppercase());
        engine.create_organization(&Organization { id, name, code }, ACTOR).await.unwrap();
    }
}

pub fn request(event: &str, payload: Value) -> Request {
    Request::new(sketch::CODE, payload, SALON, ACTOR).event(event)
}
