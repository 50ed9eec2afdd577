//! The engine: admits requests, drives runs, takes over what a crash left behind.
//!
//! It promises that a request under one idempotency key is done once and answered the same, and that
//! a run goes on from its journal alone. It decides nothing about flows: that is the machine's.

mod accept;
mod active;
mod acts;
mod admit;
mod builder;
mod deadline;
mod hands;
mod health;
mod later;
mod left;
mod limits;
mod outcome;
mod parked;
mod queue;
mod reading;
mod recovery;
mod request;
mod retention;
mod ride;
mod rows;
mod serve;
mod shutdown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use hera_core::Fault;
use uuid::Uuid;

use crate::context::StoreError;
use crate::driver::World;
use crate::flow::{BoxFuture, FlowDef, FlowState, Orchestration};
use crate::ports::{JournalLine, Organization, RunHeader, RunId, RunRecord, Store};
use crate::testing::faults::Faults;

pub use accept::Accepted;
pub use acts::Act;
pub(crate) use admit::canonical;
#[cfg(feature = "cli")]
pub(crate) use admit::choose;
pub use builder::{BuildError, EngineBuilder};
pub use health::Health;
pub use later::LaterAttempts;
pub use limits::Limits;
pub use outcome::{ExecuteError, ParkedRun, RunOutcome};
pub use reading::{RunDetail, TrailLine};
pub use recovery::Recovered;
pub use request::{Permissions, Request};
pub use retention::{PruneError, Retention};

use active::Active;
use left::Left;
use limits::{Gate, Inside};
use queue::Queue;
use retention::Keeping;
use serve::By;

/// The platform's organisation: registry and audit belong to it.
pub const PLATFORM: Uuid = Uuid::nil();

/// Runs the orchestrations of a service on a store. Clones share it.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    world: Arc<World>,
    /// By canonical smart code.
    orchestrations: BTreeMap<&'static str, Orchestration>,
    /// Those that are there, as far as it was asked.
    organizations: Mutex<BTreeSet<Uuid>>,
    active: Active,
    faults: Option<Arc<Faults>>,
    gate: Gate,
    /// Whether every drive stops at its next durable point.
    stopping: AtomicBool,
    later: Option<LaterAttempts>,
    keeping: Option<Keeping>,
    queue: Queue,
    /// Runs that had to stop here.
    stopped: Left,
    /// Runs that nobody could take over.
    left: Left,
    /// Parked runs for which what is due cannot be done.
    late: Left,
    /// Why nobody knows which runs were left behind, as it was tried last.
    unlooked: Mutex<Option<String>>,
}

impl Engine {
    /// The store, for whoever reads it.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.shared.world.store
    }

    /// The orchestrations of the service, by code.
    pub fn orchestrations(&self) -> impl Iterator<Item = &Orchestration> {
        self.shared.orchestrations.values()
    }

    /// The orchestration with this code, in either spelling of its version.
    #[must_use]
    pub fn orchestration(&self, code: &str) -> Option<&Orchestration> {
        self.shared.orchestrations.get(admit::canonical(code).as_str())
    }

    /// Creates an organisation, and says whether it was not there yet. Doing it again is harmless.
    ///
    /// # Errors
    /// When the store fails, or another organisation has the code.
    pub async fn create_organization(
        &self,
        organization: &Organization,
        actor_id: Uuid,
    ) -> Result<bool, StoreError> {
        self.store().create_organization(organization, actor_id).await
    }

    /// Runs a flow to its end, or answers with the run that its idempotency key names.
    ///
    /// A caller that goes away cancels nothing: the run goes on without it.
    ///
    /// # Errors
    /// When the request is refused (nothing is stored then), or driving the run had to stop (it is
    /// stored, and [`Engine::recover`] goes on with it). A run that fails is no error.
    pub async fn execute(&self, request: Request) -> Result<RunOutcome, ExecuteError> {
        let inside = self.shared.gate.request()?;
        let shared = Arc::clone(&self.shared);
        detached(inside, Box::pin(async move { shared.serve(request, None).await })).await
    }

    /// Goes on with a run whose owner is gone. One that is over, or waits for a person, is answered
    /// as it stands.
    ///
    /// # Errors
    /// When there is no such run, somebody else drives it, or driving it had to stop again.
    pub async fn resume(&self, run: RunId) -> Result<RunOutcome, ExecuteError> {
        let inside = self.shared.gate.word()?;
        let shared = Arc::clone(&self.shared);
        detached(inside, Box::pin(async move { shared.resume(run, By::Word).await })).await
    }
}

/// Runs to its end whatever becomes of the caller, and is inside until then.
async fn detached<T: Send + 'static>(
    inside: Inside,
    work: BoxFuture<'static, Result<T, ExecuteError>>,
) -> Result<T, ExecuteError> {
    let work = async move {
        let _inside = inside;
        work.await
    };
    match tokio::spawn(work).await {
        Ok(result) => result,
        Err(_) => Err(ExecuteError::Fault(Fault::new("the engine broke off"))),
    }
}

/// The typed data of a stored run, before any node ran.
fn stored_state(
    flow: &'static FlowDef,
    header: &RunHeader,
) -> Result<Box<dyn FlowState>, ExecuteError> {
    let state = flow.admit_run(&header.context, &header.payload);
    state.map_err(|_| Fault::new("the stored payload is not admitted any more").into())
}

impl Shared {
    /// Whether every drive stops at its next durable point.
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    async fn load(&self, run: RunId) -> Result<(RunRecord, Vec<JournalLine>), ExecuteError> {
        let loaded = self.world.store.load(run).await?;
        loaded.ok_or(ExecuteError::UnknownRun { run })
    }

    /// The flow that a run started with.
    fn flow_of(
        &self,
        header: &RunHeader,
    ) -> Result<(&Orchestration, &'static FlowDef), ExecuteError> {
        let orchestration = self.orchestrations.get(header.orchestration.as_str());
        let found = orchestration.and_then(|orchestration| {
            let same =
                |flow: &&FlowDef| flow.event == header.event && flow.plan.sum == header.plan_sum;
            orchestration.flows.iter().copied().find(same).map(|flow| (orchestration, flow))
        });
        found.ok_or_else(|| ExecuteError::PlanMissing {
            run: header.id,
            orchestration: header.orchestration.clone(),
            sum: header.plan_sum.clone(),
        })
    }

    async fn reach(&self, point: &str) {
        if let Some(crash) = &self.world.crash {
            crash.reach(point).await;
        }
    }

    /// The codes of the service's orchestrations.
    fn codes(&self) -> BTreeSet<&'static str> {
        self.orchestrations.keys().copied().collect()
    }
}
