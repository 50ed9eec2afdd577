//! Runs that stand still, and a process that goes on with them when the one before is gone.

use std::future::{pending, ready};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use hera_core::Status;
use hera_runtime::engine::{Engine, Limits};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::CrashPoints;

use crate::flow::Procedures;
use crate::load;

/// Holds each run once its first boundary is durable.
struct Hold(Arc<AtomicUsize>);

impl CrashPoints for Hold {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        if point != "after:commit:VALIDATE" {
            return Box::pin(ready(()));
        }
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(pending())
    }
}

/// Starts runs that stand still, and says how many bytes each of them holds. Who calls this ends the
/// process next.
pub(crate) async fn leave(folder: &Path, runs: usize) -> anyhow::Result<f64> {
    let held = Arc::new(AtomicUsize::new(0));
    let limits = Limits { runs_at_once_max: runs, ..Limits::default() };
    let hold = Hold(Arc::clone(&held));
    let engine =
        load::engine(folder, Arc::default(), |builder| builder.limits(limits).crash_points(hold))
            .await?;
    load::organizations(&engine).await?;
    // What is held by the process itself and by the store's caches is there after the first quarter.
    let first = runs / 4;
    start(&engine, &held, first).await;
    let before = resident()?;
    start(&engine, &held, runs).await;
    Ok((resident()? - before) / (runs - first) as f64)
}

async fn start(engine: &Engine, held: &AtomicUsize, until: usize) {
    for _ in held.load(Ordering::Relaxed)..until {
        let engine = engine.clone();
        tokio::spawn(async move { engine.execute(load::request("CART.STEPS.REQUESTED")).await });
    }
    while held.load(Ordering::Relaxed) < until {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Goes on with all: seconds until the first procedure is called, and runs per second.
pub(crate) async fn recover(folder: &Path, runs: usize) -> anyhow::Result<(f64, f64)> {
    let procedures = Arc::new(Procedures::default());
    let start = Instant::now();
    let engine = load::engine(folder, Arc::clone(&procedures), |builder| builder).await?;
    let recovered = engine.recover().await?;
    let seconds = start.elapsed().as_secs_f64();
    let completed = |one: &&hera_runtime::engine::Recovered| {
        one.result.as_ref().is_ok_and(|outcome| outcome.status == Status::Completed)
    };
    let done = recovered.iter().filter(completed).count();
    ensure!(done == runs, "{done} of {runs} completed");
    let first = procedures.first.get().context("a procedure was called")?;
    Ok((first.duration_since(start).as_secs_f64(), runs as f64 / seconds))
}

/// Bytes of this process that are in memory.
fn resident() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let word = line.and_then(|line| line.split_whitespace().next()).context("a resident size")?;
    Ok(word.parse::<f64>()? * 1024.0)
}
