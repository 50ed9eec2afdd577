//! One process of a case: a store opened as an owner, an engine, and a runtime of its own.
//!
//! A runtime runs while it is waited for and not otherwise. So a process that nobody waits for is frozen,
//! with all its timers, and one that is dropped is gone at the point where it stood: its tasks never
//! wake, its transactions are rolled back, its locks are free.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use uuid::Uuid;

use super::calls::{Book, Watching};
use super::fault::Strikes;
use super::place::Place;
use super::points::{Hooks, Points};
use super::watched::WatchedStore;
use crate::driver::{First, first};
use crate::engine::Engine;
use crate::flow::{Dispatch, Orchestration};
use crate::ports::{Ids, Store, SystemIds};
use crate::testing::clock::VirtualClock;

/// How long a case may wait for something that does not come, in real time.
const REAL_WAIT_MAX: Duration = Duration::from_secs(60);

/// What the processes of a case have in common.
pub(super) struct Scene {
    pub(super) place: Arc<dyn Place>,
    pub(super) orchestrations: Vec<Orchestration>,
    pub(super) clock: VirtualClock,
    pub(super) strikes: Arc<Strikes>,
    pub(super) book: Arc<Book>,
}

/// A process.
pub(super) struct Process {
    /// Its tasks go first, then what they use.
    runtime: Runtime,
    pub(super) engine: Engine,
    pub(super) store: WatchedStore,
    pub(super) points: Arc<Points>,
    pub(super) owner: Uuid,
}

impl Process {
    pub(super) fn start(scene: &Scene) -> Result<Process, String> {
        let clock = scene.clock.beside();
        let runtime = clock.runtime().map_err(|error| format!("a runtime: {error}"))?;
        let opened = wait(&runtime, scene.place.open())?;
        let opened = opened.map_err(|error| format!("the store does not open: {error}"))?;
        let owner = opened.owner();
        let points = Points::new(Arc::clone(&scene.strikes));
        let strikes = Arc::clone(&scene.strikes);
        let store = WatchedStore::new(opened, Arc::clone(&points), strikes, clock.clone());
        let watching = |inner: &Arc<dyn Dispatch>| -> Arc<dyn Dispatch> {
            Arc::new(Watching {
                inner: Arc::clone(inner),
                by: owner,
                points: Arc::clone(&points),
                strikes: Arc::clone(&scene.strikes),
                book: Arc::clone(&scene.book),
                clock: clock.clone(),
            })
        };
        let watched = scene.orchestrations.iter().map(|orchestration| Orchestration {
            dispatch: watching(&orchestration.dispatch),
            ..orchestration.clone()
        });
        let engine = Engine::builder(store.clone())
            .orchestrations(watched)
            .clock(clock)
            .ids(Steady)
            .crash_points(Hooks(Arc::clone(&points)))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Process { runtime, engine, store, points, owner })
    }

    /// Runs until `work` is done.
    pub(super) fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, String> {
        wait(&self.runtime, work)
    }

    /// Runs until somebody stands still at the point of this process, or `work` is done first.
    pub(super) fn run_to_point<T>(
        &self,
        work: &mut (impl Future<Output = T> + Unpin),
    ) -> Result<Option<T>, String> {
        let ended = self.run(first(self.points.stopped(), work))?;
        Ok(match ended {
            First::Left(()) => None,
            First::Right(ended) => Some(ended),
        })
    }

    /// Has `work` go on whenever this process runs.
    pub(super) fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.runtime.spawn(work)
    }
}

fn wait<T>(runtime: &Runtime, work: impl Future<Output = T>) -> Result<T, String> {
    runtime
        .block_on(async { tokio::time::timeout(REAL_WAIT_MAX, work).await })
        .map_err(|_| format!("nothing moves: it waited for {} s", REAL_WAIT_MAX.as_secs()))
}

/// Fresh ids, and no jitter: cases of one kind go alike.
struct Steady;

impl Ids for Steady {
    fn fresh(&self) -> Uuid {
        SystemIds.fresh()
    }

    fn jitter(&self, _most: u64) -> u64 {
        0
    }
}
