//! Runs that a process left behind, and another that goes on with them.

use std::future::{pending, ready};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use hera_core::Status;
use hera_runtime::engine::Recovered;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::CrashPoints;
use tokio::sync::Notify;

use crate::copies;
use crate::flow::Procedures;
use crate::load;

/// Holds each run once its first boundary is durable.
struct Hold(Arc<Notify>);

impl CrashPoints for Hold {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        if point != "after:commit:VALIDATE" {
            return Box::pin(ready(()));
        }
        self.0.notify_one();
        Box::pin(pending())
    }
}

/// Starts a run that stands still after its first boundary, and copies it. Who calls this ends the process
/// next, as one that is killed.
pub(crate) async fn leave(folder: &str, runs: u32) -> anyhow::Result<()> {
    let held = Arc::new(Notify::new());
    let hold = Hold(Arc::clone(&held));
    let engine = load::engine(folder, Arc::default(), |builder| builder.crash_points(hold)).await?;
    tokio::spawn(async move { engine.execute(load::request("CART.STEPS.REQUESTED")).await });
    held.notified().await;
    copies::fill(Path::new(folder), runs.saturating_sub(1))
}

/// Goes on with all: seconds until the first procedure is called, and runs per second.
pub(crate) async fn recover(folder: &str, runs: usize) -> anyhow::Result<(f64, f64)> {
    let procedures = Arc::new(Procedures::default());
    let start = Instant::now();
    let engine = load::engine(folder, Arc::clone(&procedures), |builder| builder).await?;
    let recovered = engine.recover().await?;
    let seconds = start.elapsed().as_secs_f64();
    let completed = |one: &&Recovered| {
        one.result.as_ref().is_ok_and(|outcome| outcome.status == Status::Completed)
    };
    let done = recovered.iter().filter(completed).count();
    ensure!(done == runs, "{done} of {runs} completed");
    let first = procedures.first.get().context("a procedure was called")?;
    Ok((first.duration_since(start).as_secs_f64(), runs as f64 / seconds))
}
