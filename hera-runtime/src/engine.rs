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
mod shutdown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use hera_core::Fault;
use uuid::Uuid;

use crate::context::StoreError;
use crate::driver::{Book, World};
use crate::flow::{BoxFuture, FlowDef, FlowState, Orchestration};
use crate::ports::{JournalLine, Organization, RunHeader, RunId, RunRecord, Store, Taken};
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

use accept::Tell;
use active::{Active, Claim, Slot};
use hands::{Hand, Held};
use left::Left;
use limits::{Gate, Inside};
use queue::Queue;
use retention::Keeping;
use ride::Ride;

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
    /// Runs that had to stop here, or that nobody could take over.
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
        detached(inside, Box::pin(async move { shared.resume(run, None).await })).await
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
    async fn execute(
        self: &Arc<Self>,
        request: Request,
        tell: Tell,
    ) -> Result<RunOutcome, ExecuteError> {
        // What waits holds nothing of what came before: each part is let go when it is over.
        let admitted = Box::pin(self.admit(request)).await?;
        let header = admitted.header;
        // Who waits for no more than that does not wait for the run that is there.
        if tell.is_some()
            && admitted.key_is_given
            && let Some(stored) = self.world.store.find_run(&header.code).await?
            && !self.left.has(stored.header.id)
        {
            return self.as_it_stands(&stored, &header).await;
        }
        let slot = self.claim(&header.code).await;
        if admitted.key_is_given
            && let Some(stored) = self.world.store.find_run(&header.code).await?
        {
            return Box::pin(self.answer(&slot, stored, &header)).await;
        }
        let book = Box::new(Book::open(admitted.state, Arc::clone(&header)));
        let way = (admitted.orchestration, admitted.flow);
        match self.begin(&slot, way, &header, book, tell).await {
            // Another process was faster: its run is the one.
            Err(ExecuteError::Store(StoreError::Duplicate)) => {
                let stored = self.world.store.find_run(&header.code).await?;
                let stored = stored.ok_or(ExecuteError::Store(StoreError::Duplicate))?;
                Box::pin(self.answer(&slot, stored, &header)).await
            }
            driven => driven,
        }
    }

    /// Drives a new run to its end, and tells when it is durable.
    async fn begin(
        self: &Arc<Self>,
        slot: &Slot,
        (orchestration, flow): (&Orchestration, &'static FlowDef),
        header: &Arc<RunHeader>,
        mut book: Box<Book>,
        tell: Tell,
    ) -> Result<RunOutcome, ExecuteError> {
        let term = self.world.store.term();
        if header.concurrency_key.is_some() || tell.is_some() {
            Box::pin(self.enqueue(header, &mut book)).await?;
        }
        if let Some(tell) = tell {
            let _ = tell.send(Accepted { run: header.id, repeated: false }); // who went away
        }
        match self.line_up(slot, flow, header, book, &mut None).await? {
            Ok(book) => {
                let (dispatch, header) = (self.dispatch(orchestration), Arc::clone(header));
                let held = Held::Place(Some(self.gate.place().await?));
                let ride = Ride { slot, dispatch, flow, header, term, taken: None, held };
                // Whoever waits in line holds nothing of what comes after.
                Box::pin(self.drive(ride, book)).await
            }
            Err(ended) => Ok(ended),
        }
    }

    /// The answer of the run that has the key already. One that had to stop here goes on.
    async fn answer(
        self: &Arc<Self>,
        slot: &Slot,
        stored: RunRecord,
        header: &RunHeader,
    ) -> Result<RunOutcome, ExecuteError> {
        let outcome = self.as_it_stands(&stored, header).await?;
        if !outcome::goes_on(outcome.status) || !self.left.has(outcome.run_id) {
            return Ok(outcome);
        }
        let (record, lines) = self.load(outcome.run_id).await?;
        let outcome = self.resume_in(slot, record, &lines, None).await?;
        Ok(RunOutcome { repeated: true, ..outcome })
    }

    /// The run that has the key already, whoever drives it.
    async fn as_it_stands(
        &self,
        stored: &RunRecord,
        header: &RunHeader,
    ) -> Result<RunOutcome, ExecuteError> {
        let run = stored.header.id;
        if stored.header.fingerprint != header.fingerprint {
            return Err(ExecuteError::KeyReused { run });
        }
        let (record, lines) = self.load(run).await?;
        Ok(RunOutcome { repeated: true, ..RunOutcome::of_journal(&record, &lines) })
    }

    /// Goes on with a run; by itself with a `hand`.
    async fn resume(
        self: &Arc<Self>,
        run: RunId,
        hand: Option<Hand>,
    ) -> Result<RunOutcome, ExecuteError> {
        let (record, lines) = self.load(run).await?;
        let Claim::Mine(slot) = self.active.claim(&record.header.code) else {
            return Err(ExecuteError::Owned { run });
        };
        self.resume_in(&slot, record, &lines, hand).await
    }

    /// Goes on with a run as it was found, now that nobody else of this process drives it.
    async fn resume_in(
        self: &Arc<Self>,
        slot: &Slot,
        record: RunRecord,
        lines: &[JournalLine],
        mut hand: Option<Hand>,
    ) -> Result<RunOutcome, ExecuteError> {
        let run = record.header.id;
        if !outcome::goes_on(record.status) {
            return Ok(RunOutcome::of_journal(&record, lines));
        }
        let (orchestration, flow) = self.flow_of(&record.header)?;
        // Before the take-over: a journal that cannot be read is left to whoever can.
        let book = Book::replay(stored_state(flow, &record.header)?, &record, lines)?;
        self.reach("before:take_over").await;
        let store = &self.world.store;
        let term = store.term();
        // What had to stop here may have calls under way as well.
        let other = record.owner != store.owner() && store.owners_may_wake();
        let may_wake = other || self.left.has(run);
        let taken = self.world.store.take_over(run, record.version).await;
        self.reach("after:take_over").await;
        let as_read = lines.last().map_or(0, |line| line.number);
        let Taken { version, last_line } = taken.map_err(|error| match error {
            StoreError::Fenced { .. } => ExecuteError::Owned { run },
            // It may be this process's by now.
            error => {
                self.left.keep(run, error.to_string());
                error.into()
            }
        })?;
        let taken = may_wake.then(|| self.world.clock.now());
        let (record, book) = match last_line == as_read {
            true => (record, book.taken_over(version)),
            // Its older owner has added lines until then.
            false => {
                let (record, lines) = self.load(run).await?;
                let book = Book::replay(stored_state(flow, &record.header)?, &record, &lines)?;
                (record, book)
            }
        };
        let book = Box::new(book);
        match self.line_up(slot, flow, &record.header, book, &mut hand).await? {
            Ok(book) => {
                let (dispatch, header) = (self.dispatch(orchestration), Arc::new(record.header));
                let held = hand.map_or(Held::Word, Held::Hand);
                let ride = Ride { slot, dispatch, flow, header, term, taken, held };
                Box::pin(self.drive(ride, book)).await
            }
            Err(ended) => Ok(ended),
        }
    }

    /// Whether every drive stops at its next durable point.
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Waits for the turn of an idempotency key.
    async fn claim(&self, code: &str) -> Slot {
        loop {
            match self.active.claim(code) {
                Claim::Mine(slot) => return slot,
                Claim::Busy(over) => over.wait().await,
            }
        }
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
