//! Callers that each start a run, wait for its end, and start the next.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::engine::{Engine, EngineBuilder, PLATFORM, Request};
use hera_runtime::ports::Organization;
use hera_runtime::stores::sqlite::SqliteStore;

use crate::flow::{self, Procedures};

const SALON: Uuid = Uuid::from_u128(0x5a10);
const ACTOR: Uuid = Uuid::from_u128(0xac7);

/// What a load gave.
pub(crate) struct Load {
    pub(crate) runs: usize,
    pub(crate) seconds: f64,
    pub(crate) cpu_s: f64,
    /// Of each run, sorted, in milliseconds.
    latencies: Vec<f64>,
}

impl Load {
    /// The latency below which this part of the runs stays.
    pub(crate) fn below(&self, part: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
    }
}

/// An engine on the database of a folder.
pub(crate) async fn engine(
    folder: &Path,
    procedures: Arc<Procedures>,
    configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> anyhow::Result<Engine> {
    let store = SqliteStore::open(folder.join("hera.db"))?;
    let builder = Engine::builder(store).orchestration(flow::orchestration(procedures));
    Ok(configure(builder).build()?)
}

/// Whoever runs are asked for.
pub(crate) async fn organizations(engine: &Engine) -> anyhow::Result<()> {
    for (id, name) in [(PLATFORM, "platform"), (SALON, "salon")] {
        let organization = Organization { id, name: name.to_owned(), code: name.to_uppercase() };
        engine.create_organization(&organization, ACTOR).await?;
    }
    Ok(())
}

/// A request for a run of the flow.
pub(crate) fn request(event: &str) -> Request {
    Request::new(flow::CODE, flow::payload(), SALON, ACTOR).event(event)
}

/// So many callers at once, until the time is over or so many runs have begun.
pub(crate) async fn closed_loop(
    engine: &Engine,
    event: &str,
    at_once: usize,
    (length, most): (Duration, usize),
) -> anyhow::Result<Load> {
    let begun = Arc::new(AtomicUsize::new(0));
    let (start, cpu) = (Instant::now(), cpu_s());
    let callers: Vec<_> = (0..at_once)
        .map(|_| {
            let (engine, event, begun) = (engine.clone(), event.to_owned(), Arc::clone(&begun));
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while start.elapsed() < length && begun.fetch_add(1, Ordering::Relaxed) < most {
                    let asked = Instant::now();
                    let outcome = engine.execute(request(&event)).await?;
                    ensure!(outcome.status == Status::Completed, "{:?}", outcome.error);
                    latencies.push(asked.elapsed().as_secs_f64() * 1e3);
                }
                Ok(latencies)
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for caller in callers {
        latencies.extend(caller.await??);
    }
    latencies.sort_by(f64::total_cmp);
    let (runs, seconds) = (latencies.len(), start.elapsed().as_secs_f64());
    Ok(Load { runs, seconds, cpu_s: cpu_s() - cpu, latencies })
}

/// Commits per boundary of a steady load that is short enough for one log: a frame of it that ends a
/// transaction holds the size of the database then.
pub(crate) async fn syncs(
    engine: &Engine,
    folder: &Path,
    (event, boundaries): (&str, usize),
    at_once: usize,
) -> anyhow::Result<f64> {
    let before = Log::read(folder)?;
    let most = if at_once == 1 { 100 } else { 5 * at_once };
    let load = closed_loop(engine, event, at_once, (Duration::MAX, most)).await?;
    let after = Log::read(folder)?;
    ensure!(before.salt == after.salt, "the log began anew meanwhile");
    Ok((after.commits - before.commits) as f64 / (load.runs * boundaries) as f64)
}

struct Log {
    salt: Vec<u8>,
    commits: usize,
}

impl Log {
    fn read(folder: &Path) -> anyhow::Result<Log> {
        const HEADER: usize = 32;
        const FRAME_HEADER: usize = 24;
        let log = std::fs::read(folder.join("hera.db-wal"))?;
        let word = |at: usize| {
            let bytes = log.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_be_bytes)
        };
        let salt = log.get(16..24).context("the log has a header")?.to_vec();
        let frames = (HEADER..log.len()).step_by(FRAME_HEADER + word(8) as usize);
        let of_now = |at: &usize| log.get(at + 8..at + 16) == Some(salt.as_slice());
        let commits = frames.filter(|at| word(at + 4) > 0 && of_now(at)).count();
        Ok(Log { salt, commits })
    }
}

/// Processor time of this process.
fn cpu_s() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
