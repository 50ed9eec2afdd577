//! What a run holds of a process's memory: while it waits, and once it is over.

use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use hera_load::drained;
use hera_runtime::engine::{Engine, Limits};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::CrashPoints;

use crate::flow::Procedures;
use crate::load;

/// How long it takes at most from what can be seen of a run until it waits.
const SETTLED: Duration = Duration::from_millis(300);
const LOOK_EVERY: Duration = Duration::from_millis(1);
const CALLERS: usize = 64;

/// Counts the runs that have lined up for their key.
struct Queued(Arc<AtomicUsize>);

impl CrashPoints for Queued {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        if point == "after:enqueue" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        Box::pin(ready(()))
    }
}

/// Bytes of each run of a kind: `attempt` and `key` are runs that wait for that, callers included, and
/// `finished` ones that are over.
pub(crate) async fn per_run(kind: &str, folder: &str, runs: usize) -> anyhow::Result<f64> {
    let (procedures, queued) = (Arc::new(Procedures::default()), Arc::<AtomicUsize>::default());
    let limits = Limits { runs_at_once_max: runs, ..Limits::default() };
    let points = Queued(Arc::clone(&queued));
    let engine = load::engine(folder, Arc::clone(&procedures), |builder| {
        builder.limits(limits).crash_points(points)
    });
    let engine = engine.await?;
    // What the process itself and the store's caches hold is there after the first quarter.
    let first = runs / 4;
    let mut held = [0.0; 2];
    for (held, until) in held.iter_mut().zip([first, runs]) {
        match kind {
            "attempt" => {
                waiting(&engine, "CART.OUTAGE.REQUESTED", &procedures.outages, until).await
            }
            "key" => waiting(&engine, "CART.QUEUE.REQUESTED", &queued, until).await,
            "finished" => {
                let engine = engine.clone();
                let run = move || load::complete(engine.clone(), "CART.STEPS.REQUESTED");
                let most = if until == first { first } else { runs - first };
                drained(CALLERS, (Duration::MAX, most), run).await?;
            }
            _ => bail!("there is no such kind of run: {kind}"),
        }
        tokio::time::sleep(SETTLED).await;
        *held = resident()?;
    }
    Ok((held[1] - held[0]) / (runs - first) as f64)
}

/// Asks for runs until so many wait; for a few at a time, since memory that all of them need to begin would
/// stay the process's.
async fn waiting(engine: &Engine, event: &'static str, seen: &AtomicUsize, until: usize) {
    for asked in seen.load(Ordering::Relaxed)..until {
        while asked >= seen.load(Ordering::Relaxed) + CALLERS {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let engine = engine.clone();
        tokio::spawn(async move { engine.execute(load::request(event)).await });
    }
    while seen.load(Ordering::Relaxed) < until {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Bytes of this process that are in memory.
fn resident() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let word = line.and_then(|line| line.split_whitespace().next()).context("a resident size")?;
    Ok(word.parse::<f64>()? * 1024.0)
}
