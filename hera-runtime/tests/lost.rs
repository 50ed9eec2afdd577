//! A transaction that loses to another one: nobody failed, so no attempt of the policy is used up.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use hera_core::{Entry, Status};
use hera_runtime::context::StoreError;
use hera_runtime::engine::Engine;
use hera_runtime::ports::{JournalWrite, Session, Store, StoreFuture, SystemClock};
use hera_runtime::testing::memory::{MemoryDatabase, Settings};
use serde_json::json;

use support::around::{Around, Commits};
use support::lab::{Lab, Plan};
use support::{request, sketch};

/// More often than the policy attempts anything.
const LOSSES: u32 = 5;

const LEASE: Duration = Duration::from_secs(60);

/// Compensations lose to others at their COMMIT, so many times.
#[derive(Default)]
struct Losing {
    lost: AtomicU32,
}

impl Commits for Losing {
    fn commit<'a>(
        &'a self,
        _: &'a dyn Store,
        session: &'a dyn Session,
        write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        let undone = |entry: &Entry<_>| matches!(entry, Entry::Compensated { .. });
        let undoes = write.iter().flat_map(|write| &write.lines).any(|line| undone(&line.entry));
        if undoes && self.lost.fetch_add(1, Ordering::SeqCst) < LOSSES {
            session.rollback();
            return Box::pin(std::future::ready(Err(StoreError::Busy)));
        }
        session.commit(write)
    }
}

#[tokio::test]
async fn a_compensation_that_loses_to_others_is_begun_again_at_once() {
    let (lab, losing) = (Lab::new(), Arc::new(Losing::default()));
    lab.plan("SECOND", [Plan::Refuse("NO")]);
    let database = MemoryDatabase::new(Settings::shared(LEASE), Arc::new(SystemClock));
    let store: Arc<dyn Store> = Arc::new(database.open(hera_runtime::Uuid::from_u128(1)));
    let store = Around { store, commits: losing.clone() };
    let engine = Engine::builder(store).orchestration(sketch::orchestration(lab)).build().unwrap();
    support::organizations(&engine).await;
    let outcome = engine.execute(request("LAB.TWO.REQUESTED", json!({}))).await.unwrap();
    assert_eq!(outcome.status, Status::Compensated, "{:?}", outcome.parked);
    assert_eq!(losing.lost.load(Ordering::SeqCst), LOSSES + 1);
    let (_, lines) = engine.store().load(outcome.run_id).await.unwrap().unwrap();
    let failed = |entry: &Entry<_>| matches!(entry, Entry::CompensationFailed { .. });
    assert!(!lines.iter().any(|line| failed(&line.entry)), "nobody failed");
}
