//! What every store promises, held against the stores of this crate.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hera_runtime::Uuid;
use hera_runtime::ports::{Store, StoreFuture, SystemClock};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::conformance::{Database, run};
use hera_runtime::testing::memory::{self, MemoryDatabase};
use hera_runtime::testing::server::PostgresServer;

struct Sqlite(PathBuf);

impl Database for Sqlite {
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        Box::pin(async { Ok(Arc::new(SqliteStore::open(&self.0)?) as Arc<dyn Store>) })
    }

    fn dead_after(&self) -> Duration {
        Duration::ZERO
    }
}

struct Postgres(String);

const LEASE: Duration = Duration::from_secs(2);

impl Database for Postgres {
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        Box::pin(async {
            let settings = Settings { lease: LEASE, ..Settings::default() };
            let store = PostgresStore::open(&self.0, settings).await?;
            Ok(Arc::new(store) as Arc<dyn Store>)
        })
    }

    fn dead_after(&self) -> Duration {
        LEASE + Duration::from_secs(1)
    }
}

struct Memory(MemoryDatabase);

impl Database for Memory {
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        let store = self.0.open(Uuid::now_v7());
        Box::pin(async { Ok(Arc::new(store) as Arc<dyn Store>) })
    }

    fn dead_after(&self) -> Duration {
        Duration::ZERO
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_every_promise() {
    let kinds = [(true, None), (false, None), (true, Some(LEASE)), (false, Some(LEASE))];
    for (one_writer, lease) in kinds {
        let settings = memory::Settings { lease, one_writer };
        let database = MemoryDatabase::new(settings, Arc::new(SystemClock));
        let report = run(&Memory(database)).await;
        let kept = report.tried() > 0 && report.broken().next().is_none();
        assert!(kept, "{settings:?}\n{report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_every_promise() {
    let dir = tempfile::tempdir().unwrap();
    let report = run(&Sqlite(dir.path().join("hera.db"))).await;
    assert!(report.tried() > 0 && report.broken().next().is_none(), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_every_promise() {
    let place = PostgresServer::shared().unwrap().place("conformance").unwrap();
    let report = run(&Postgres(place)).await;
    assert!(report.tried() > 0 && report.broken().next().is_none(), "{report}");
}
