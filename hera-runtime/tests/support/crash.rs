//! Crashes within the process: at a point, everything stops and is dropped.

use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use hera_core::Status;
use hera_runtime::engine::{Engine, ExecuteError, Request, RunOutcome};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{CrashPoints, RunId, RunQuery};
use tokio::sync::Notify;

use super::lab::Lab;

/// Stops for good at the n-th point, from 0.
#[derive(Clone)]
pub struct StopAt {
    pub at: usize,
    pub reached: Arc<AtomicUsize>,
    pub names: Arc<Mutex<Vec<String>>>,
    pub stopped: Arc<Notify>,
}

impl StopAt {
    pub fn new(at: usize) -> StopAt {
        StopAt { at, reached: Arc::default(), names: Arc::default(), stopped: Arc::default() }
    }
}

impl CrashPoints for StopAt {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        self.names.lock().unwrap().push(point.to_owned());
        if self.reached.fetch_add(1, Ordering::SeqCst) < self.at {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(async {
            self.stopped.notify_one();
            std::future::pending::<()>().await;
        })
    }
}

/// What came of a try that may crash.
pub enum Tried {
    Crashed(String),
    Ended(Result<RunOutcome, ExecuteError>),
}

/// Recovers, then executes `request`, and crashes at the `at`-th point of both. All is dropped
/// afterwards, as a dead process would leave it.
pub fn try_once(dir: &Path, lab: &Arc<Lab>, request: Request, at: usize) -> Tried {
    attempt(dir, lab, at, |engine| Box::pin(async move { engine.execute(request).await }))
}

/// The same with an act on the one run that is there.
pub fn try_acting(
    dir: &Path,
    lab: &Arc<Lab>,
    at: usize,
    act: impl for<'a> FnOnce(&'a Engine, RunId) -> BoxFuture<'a, Result<RunOutcome, ExecuteError>>
    + Send
    + 'static,
) -> Tried {
    attempt(dir, lab, at, |engine| {
        Box::pin(async move {
            let runs = engine.runs(RunQuery::default()).await?.runs;
            act(engine, runs[0].header.id).await
        })
    })
}

fn attempt(
    dir: &Path,
    lab: &Arc<Lab>,
    at: usize,
    work: impl for<'a> FnOnce(&'a Engine) -> BoxFuture<'a, Result<RunOutcome, ExecuteError>>,
) -> Tried {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stop = StopAt::new(at);
    let engine = runtime.block_on(async {
        let engine = super::engine(dir, lab, |builder| builder.crash_points(stop.clone())).await;
        super::organizations(&engine).await;
        engine
    });
    let ended = runtime.block_on(async {
        tokio::select! {
            biased;
            () = stop.stopped.notified() => None,
            ended = go(&engine, work) => Some(ended),
        }
    });
    // The tasks go first, then the store with its locks.
    drop(runtime);
    drop(engine);
    match ended {
        Some(ended) => Tried::Ended(ended),
        None => Tried::Crashed(stop.names.lock().unwrap().last().unwrap().clone()),
    }
}

async fn go(
    engine: &Engine,
    work: impl for<'a> FnOnce(&'a Engine) -> BoxFuture<'a, Result<RunOutcome, ExecuteError>>,
) -> Result<RunOutcome, ExecuteError> {
    loop {
        for recovered in engine.recover().await? {
            recovered.result?;
        }
        // The dead count as alive until their lease is over.
        let runs = engine.runs(RunQuery::default()).await?.runs;
        if !runs.iter().any(|run| matches!(run.status, Status::Running | Status::Compensating)) {
            return work(engine).await;
        }
        tokio::time::sleep(super::LEASE / 20).await;
    }
}
