//! Engines that live later, and what they find of old runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_runtime::engine::{Engine, EngineBuilder, Retention};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{Clock, RunId, SystemClock};
use hera_runtime::{Timestamp, Value};
use jiff::SignedDuration;
use serde_json::json;

use super::lab::Lab;
use super::{ACTOR, engine, request};

pub const TWO: &str = "LAB.TWO.REQUESTED";
pub const ADD: &str = "LAB.LINE_ADD.REQUESTED";
pub const DAY: Duration = Duration::from_secs(24 * 3600);

/// The machine's clock, so many days ahead.
pub struct Ahead(pub i64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_hours(24 * self.0)
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

/// An engine on the same database that lives so many days later.
pub async fn later(dir: &Path, lab: &Arc<Lab>, days: i64) -> Engine {
    later_with(dir, lab, days, |builder| builder).await
}

pub async fn later_with(
    dir: &Path,
    lab: &Arc<Lab>,
    days: i64,
    configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> Engine {
    engine(dir, lab, |builder| configure(builder.clock(Ahead(days)))).await
}

pub fn month() -> Retention {
    Retention::older_than(30 * DAY).actor(ACTOR)
}

/// Runs of the two-step flow under the keys `k0`, `k1` and so on.
pub async fn complete(engine: &Engine, count: usize) -> Vec<RunId> {
    let mut runs = Vec::new();
    for number in 0..count {
        let request = request(TWO, json!({})).idempotency_key(format!("k{number}"));
        let outcome = engine.execute(request).await.unwrap();
        assert_eq!(outcome.status, Status::Completed);
        runs.push(outcome.run_id);
    }
    runs
}

pub async fn is_pruned(engine: &Engine, run: RunId) -> bool {
    engine.store().load(run).await.unwrap().unwrap().0.pruned.is_some()
}

/// The archive's lines, by run.
pub fn archived(file: &Path) -> BTreeMap<String, Vec<Value>> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut runs: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in text.lines() {
        let run: Value = serde_json::from_str(line).expect("each line is whole");
        runs.entry(run["id"].as_str().unwrap().to_owned()).or_default().push(run);
    }
    runs
}
