//! A small flow of each shape, and a world whose procedures do what a test tells them.
#![allow(
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "shared by binaries that each use a part of it"
)]

pub mod crash;
pub mod lab;
pub mod random;
pub mod sketch;

use std::path::Path;
use std::sync::Arc;

use hera_runtime::engine::{Engine, EngineBuilder, ExecuteError, PLATFORM, Request, RunOutcome};
use hera_runtime::flow::FlowDef;
use hera_runtime::ports::{JournalLine, Organization, RunRecord};
use hera_runtime::stores::sqlite::SqliteStore;
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
}

impl Bench {
    pub async fn new() -> Bench {
        Bench::with(|builder| builder).await
    }

    pub async fn with(configure: impl FnOnce(EngineBuilder) -> EngineBuilder) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let lab = Lab::new();
        let engine = engine(dir.path(), &lab, configure);
        organizations(&engine).await;
        Bench { dir, engine, lab }
    }

    /// An engine that knows this flow alone.
    pub async fn of(flow: &'static FlowDef) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let lab = Lab::new();
        let store = SqliteStore::open(dir.path().join("hera.db")).unwrap();
        let orchestration = sketch::alone(flow, lab.clone());
        let engine = Engine::builder(store).orchestration(orchestration).build().unwrap();
        organizations(&engine).await;
        Bench { dir, engine, lab }
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

    /// How often the run was written durably.
    pub async fn commits(&self, outcome: &RunOutcome) -> i64 {
        self.stored(outcome).await.0.version
    }
}

pub fn engine(
    dir: &Path,
    lab: &Arc<Lab>,
    configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> Engine {
    let store = SqliteStore::open(dir.join("hera.db")).unwrap();
    let builder = Engine::builder(store).orchestration(sketch::orchestration(lab.clone()));
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
