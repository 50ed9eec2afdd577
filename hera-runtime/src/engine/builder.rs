//! Building an engine: what it works with, and whether the flows go with the store.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use thiserror::Error;

use super::active::Active;
use super::later::LaterAttempts;
use super::left::Left;
use super::limits::{Gate, Limits};
use super::queue::Queue;
use super::retention::{Keeping, Retention};
use super::{Engine, Shared};
use crate::driver::{World, calls_inside};
use crate::flow::{FlowDef, Orchestration};
use crate::ports::{Clock, CrashPoints, Ids, Store, SystemClock, SystemIds};
use crate::testing::faults::Faults;

/// How often an engine looks for what others did, and the least that can be said.
const LOOK_EVERY_DEFAULT: Duration = Duration::from_secs(1);
const LOOK_EVERY_MIN: Duration = Duration::from_millis(10);

/// Collects what an engine needs.
pub struct EngineBuilder {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    crash: Option<Arc<dyn CrashPoints>>,
    faults: Option<Faults>,
    limits: Limits,
    later: Option<LaterAttempts>,
    look_every: Duration,
    retention: Option<Retention>,
    orchestrations: Vec<Orchestration>,
}

/// Why an engine cannot be built: what the compiler's output does not allow on this store.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BuildError {
    /// Two orchestrations with one code.
    #[error("`{0}` is registered twice")]
    Twice(&'static str),
    /// An external node depends on a transactional node of its own boundary, and the store cannot
    /// write the intent beside the open transaction.
    #[error(
        "`{node}` of `{orchestration}` calls the outside within the transaction of its boundary: \
         this store cannot make its intent durable meanwhile"
    )]
    ExternalInTransaction {
        /// The orchestration.
        orchestration: &'static str,
        /// The node.
        node: String,
    },
}

impl Engine {
    /// Starts to build an engine on a store.
    #[must_use]
    pub fn builder(store: impl Store + 'static) -> EngineBuilder {
        EngineBuilder {
            store: Arc::new(store),
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds),
            crash: None,
            faults: None,
            limits: Limits::default(),
            later: None,
            look_every: LOOK_EVERY_DEFAULT,
            retention: None,
            orchestrations: Vec::new(),
        }
    }
}

impl EngineBuilder {
    /// Adds an orchestration with its procedures.
    #[must_use]
    pub fn orchestration(mut self, orchestration: Orchestration) -> EngineBuilder {
        self.orchestrations.push(orchestration);
        self
    }

    /// Adds several.
    #[must_use]
    pub fn orchestrations(mut self, all: impl IntoIterator<Item = Orchestration>) -> EngineBuilder {
        self.orchestrations.extend(all);
        self
    }

    /// Another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> EngineBuilder {
        self.clock = Arc::new(clock);
        self
    }

    /// Other ids than random ones.
    #[must_use]
    pub fn ids(mut self, ids: impl Ids + 'static) -> EngineBuilder {
        self.ids = Arc::new(ids);
        self
    }

    /// Is told before and after each durable write and each external call: for the kill test.
    #[must_use]
    pub fn crash_points(mut self, points: impl CrashPoints + 'static) -> EngineBuilder {
        self.crash = Some(Arc::new(points));
        self
    }

    /// Lets nodes fail on demand: for drills and demonstrations.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> EngineBuilder {
        self.faults = Some(faults);
        self
    }

    /// How much it takes on, where the defaults do not fit.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> EngineBuilder {
        self.limits = limits;
        self
    }

    /// Tries runs that an outage has parked forward again by itself, as [`Engine::attend`] looks. Without
    /// it they wait for a person's `retry`.
    #[must_use]
    pub fn later_attempts(mut self, policy: LaterAttempts) -> EngineBuilder {
        self.later = Some(policy);
        self
    }

    /// How often it looks in the store for what other processes did: a word on a run that waits, a
    /// concurrency key that is free, runs that a dead process left. A second, where nobody says it. What a
    /// store tells ([`Store::woken`]) is seen at once; a process that dies tells nothing.
    #[must_use]
    pub fn look_every(mut self, every: Duration) -> EngineBuilder {
        self.look_every = every.max(LOOK_EVERY_MIN);
        self
    }

    /// Prunes runs that are over and of that age by itself, as [`Engine::attend`] looks: at once, and then each
    /// hour. Without it they stay until [`Engine::prune`].
    #[must_use]
    pub fn retention(mut self, retention: Retention) -> EngineBuilder {
        self.retention = Some(retention);
        self
    }

    /// The engine.
    ///
    /// # Errors
    /// When the orchestrations do not go together, or not with the store.
    pub fn build(self) -> Result<Engine, BuildError> {
        let mut orchestrations = BTreeMap::new();
        for orchestration in self.orchestrations {
            let code = orchestration.spec.smart_code;
            if !self.store.writes_beside_transactions() {
                let node = orchestration.flows.iter().copied().find_map(waits_inside);
                if let Some(node) = node {
                    return Err(BuildError::ExternalInTransaction { orchestration: code, node });
                }
            }
            if orchestrations.insert(code, orchestration).is_some() {
                return Err(BuildError::Twice(code));
            }
        }
        let (store, clock, ids, crash) = (self.store, self.clock, self.ids, self.crash);
        let output_bytes_max = self.limits.output_bytes_max;
        let look_every = self.look_every;
        let world = Arc::new(World { store, clock, ids, crash, output_bytes_max, look_every });
        let faults = self.faults.map(Arc::new);
        let shared = Shared {
            world,
            orchestrations,
            organizations: Mutex::default(),
            active: Active::default(),
            faults,
            gate: Gate::new(self.limits),
            stopping: AtomicBool::new(false),
            later: self.later,
            keeping: self.retention.map(Keeping::new),
            queue: Queue::default(),
            stopped: Left::default(),
            left: Left::default(),
            late: Left::default(),
            unlooked: Mutex::default(),
        };
        Ok(Engine { shared: Arc::new(shared) })
    }
}

/// The first external node that is called while the transaction of its boundary is open.
fn waits_inside(flow: &FlowDef) -> Option<String> {
    let plan = flow.plan;
    let node = plan.boundary_ixs().find_map(|boundary| calls_inside(plan, boundary))?;
    Some(plan.node(node).id.to_string())
}
