//! Simulation by seed: the whole engine, with several workers, a world outside, callers and operators, on
//! one thread and in simulated time, while all goes wrong that can.
//!
//! A seed decides everything: the flows, who asks for what and when, which worker dies or stands still, which
//! COMMIT's answer is lost. The same seed gives the same steps, to the last one ([`Report::hash`]), so that what
//! one seed found is found again, under a debugger or with some of the troubles left out.
//!
//! While it runs, every write is held to what the [ports](crate::ports) promise, and every call outside to its
//! intent. Then the weather calms down: nothing goes wrong any more, operators retry what is parked, and all
//! runs have to end, with rows, calls, journals and answers that agree with each other.
//!
//! ```
//! use hera_runtime::testing::simulation::Simulation;
//!
//! let report = Simulation::default().run(7);
//! assert!(report.violation().is_none(), "{report}");
//! ```

mod callers;
mod clock;
mod dice;
mod door;
mod events;
mod flows;
mod gate;
mod ledger;
mod outside;
mod procedures;
mod report;
mod retention;
mod search;
mod service;
mod shrink;
mod trace;
mod verdict;
mod words;
mod workers;
mod world;

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

use hera_core::Status;
use serde_json::Value;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::context::StoreError;
use crate::engine::Engine;
use crate::flow::{Dispatch, Orchestration};
use crate::ports::{Organization, Scope, Store as _};
use crate::testing::memory::{MemoryDatabase, MemoryStore, Settings};

use callers::Callers;
use dice::Dice;
use service::{Known, Service};
use workers::Workers;
use world::World;

pub use events::Event;
pub use report::Report;
pub use search::{Search, Seeds};

/// Whose runs they are, and who asks.
const SALON: Uuid = Uuid::from_u128(0x5a);
const ACTOR: Uuid = Uuid::from_u128(0xac);

/// How long a lease holds, where there are leases.
const LEASE: Duration = Duration::from_secs(6);
/// The different flows of one simulation.
const FLOWS_MAX: u64 = 4;
/// How long the weather is bad.
const STORM_MS: (u64, u64) = (10_000, 60_000);
/// After how long in calm weather all runs have to be over.
const REST_MAX: Duration = Duration::from_secs(1_800);

/// What is simulated. The default is what is found in the field: change it to look closer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Simulation {
    /// Workers that share the work, at most so many; a seed may have fewer.
    pub workers_max: usize,
    /// Requests, at most so many; a seed may have fewer.
    pub requests_max: usize,
    /// What does not happen: to learn which of the troubles a violation needs.
    pub without: BTreeSet<Event>,
    /// A defect that is put in on purpose, to see that it is found.
    pub defect: Option<Defect>,
    /// Whose flows they are; else they are random ones.
    service: Option<Service>,
}

impl Default for Simulation {
    fn default() -> Simulation {
        let (without, defect, service) = (BTreeSet::new(), None, None);
        Simulation { workers_max: 4, requests_max: 16, without, defect, service }
    }
}

/// A defect that is put in on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Defect {
    /// The store writes whatever the fence says.
    IgnoresFence,
    /// The store acknowledges a commit that it forgets.
    LosesCommits,
    /// The store never finds a run that nobody drives.
    SeesNothingAbandoned,
    /// The store gives a concurrency key to whoever asks.
    SharesKeys,
    /// The store prunes all that is over, whatever it is told to.
    PrunesMore,
    /// What is undone in the database is undone twice.
    UndoesTwice,
}

impl Simulation {
    /// Simulates the flows of a service instead of random ones. Their procedures, and the requests, are made
    /// from their plans; what is given leads to these procedures.
    ///
    /// ```text
    /// Simulation::of(|procedures| vec![cart::over(procedures.clone()), checkout::over(procedures)])
    /// ```
    #[must_use]
    pub fn of(
        over: impl Fn(Arc<dyn Dispatch>) -> Vec<Orchestration> + Send + Sync + 'static,
    ) -> Simulation {
        let service = Some(Service::new(Box::new(over)));
        Simulation { service, ..Simulation::default() }
    }

    /// The events of the service's flows that are simulated: those for which a request could be made.
    #[must_use]
    pub fn events(&self) -> Vec<&'static str> {
        let known = self.service.iter().flat_map(|service| service.known());
        known.map(|known| known.flow.event).collect()
    }

    /// Simulates what this seed decides, up to the first violation.
    ///
    /// # Panics
    /// When the machine gives no runtime for one thread.
    #[must_use]
    pub fn run(&self, seed: u64) -> Report {
        self.play(seed).0
    }

    /// The same, with what is left of its world: nothing.
    fn play(&self, seed: u64) -> (Report, Weak<World>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime without threads and input needs nothing of the machine");
        let ended = runtime.block_on(async {
            let stage = Stage::set(self, seed).await;
            stage.world.first_of(stage.play()).await;
            (stage.world.told(), Arc::downgrade(&stage.world))
        });
        let (told, world) = ended;
        // Whatever still waits is dropped here.
        drop(runtime);
        (Report::new(seed, self.clone(), told), world)
    }
}

/// All that a simulation needs.
struct Stage {
    world: Arc<World>,
    callers: Callers,
    workers: Arc<Workers>,
    observer: MemoryStore,
    requests: usize,
    storm: Duration,
}

impl Stage {
    async fn set(settings: &Simulation, seed: u64) -> Stage {
        let dice = Dice::new(seed, "stage");
        let all = settings.service.as_ref().map(Service::known);
        let count = all.map_or(flows::FLOWS, |all| all.len() as u64);
        let flows = (0..dice.between(1, FLOWS_MAX)).map(|_| dice.roll(count));
        let flows: BTreeSet<u64> = flows.collect();
        let flows = flows.into_iter().filter_map(|number| match all {
            Some(all) => all.get(usize::try_from(number).ok()?).cloned(),
            None => Some(Known::random(number)),
        });
        let world = World::new(seed, settings, flows.collect());
        let store =
            Settings { lease: (!dice.one_in(4)).then_some(LEASE), one_writer: dice.one_in(3) };
        let database = MemoryDatabase::new(store, Arc::new(world.clock));
        let observer = database.open(world.fresh_id());
        world.step("sim", format_args!("{store:?}, flows {:?}", world.flow_numbers()));
        let begun = begin(&observer).await;
        world.held(begun.map_err(|error| format!("the store does not begin: {error}")));
        let least = |most: usize| 1.min(most) as u64;
        let workers = dice.between(least(settings.workers_max), settings.workers_max as u64);
        let requests = dice.between(least(settings.requests_max), settings.requests_max as u64);
        let count = usize::try_from(workers).unwrap_or(1);
        let workers = Workers::start(&world, &database, store.lease, count);
        let callers = Callers { world: Arc::clone(&world), workers: Arc::clone(&workers) };
        let requests = usize::try_from(requests).unwrap_or(1);
        let storm = dice.ms(STORM_MS.0, STORM_MS.1);
        Stage { world, callers, workers, observer, requests, storm }
    }

    async fn play(&self) {
        let world = &self.world;
        let mut asked = JoinSet::new();
        let most = u64::try_from(self.storm.as_millis()).unwrap_or(u64::MAX);
        for number in 0..self.requests {
            let after = world.dice.clients.ms(0, most);
            asked.spawn(self.callers.clone().ask(number, after));
        }
        tokio::spawn(Arc::clone(&self.workers).suffer());
        tokio::spawn(self.callers.clone().operate());
        tokio::spawn(self.callers.clone().keep_house());
        tokio::time::sleep(self.storm).await;

        world.calm_down();
        self.workers.heal();
        world.step("sim", format_args!("the weather calms down"));
        let rest = tokio::time::timeout(REST_MAX, self.come_to_rest(&mut asked)).await;
        if rest.is_err() {
            let open: Vec<String> = self
                .callers
                .open()
                .iter()
                .map(|(run, status)| format!("{run} {}", status.as_str()))
                .collect();
            let callers = asked.len();
            let what = format!("after {REST_MAX:?} of calm {callers} callers wait, and: {open:?}");
            return world.violated(what);
        }
        let engine = match Engine::builder(self.observer.clone()).build() {
            Ok(engine) => engine,
            Err(error) => return world.violated(error.to_string()),
        };
        world.held(verdict::judge(world, &self.observer, &engine).await);
    }

    /// Retries what is parked until nothing is open and all callers have their answer: some may wait for a
    /// run that is behind a parked one.
    async fn come_to_rest(&self, asked: &mut JoinSet<()>) {
        loop {
            while asked.try_join_next().is_some() {}
            let open = self.callers.open();
            if open.is_empty() && asked.is_empty() {
                return;
            }
            for (run, status) in open {
                if status == Status::Parked {
                    self.callers.act(run, Event::Retry, Value::Null).await;
                }
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

/// What is there before anything happens: an organisation, and a counter.
async fn begin(store: &MemoryStore) -> Result<(), StoreError> {
    let (name, code) = ("simulation".to_owned(), "simulation".to_owned());
    store.create_organization(&Organization { id: SALON, name, code }, ACTOR).await?;
    let Ok(engine) = Engine::builder(store.clone()).build() else { return Ok(()) };
    let mut tx = engine.begin(Scope { organization_id: SALON, actor_id: ACTOR }).await?;
    procedures::begin_to_count(&mut tx).await?;
    engine.commit(tx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_world() {
        for seed in 1..=60 {
            let (report, world) = Simulation::default().play(seed);
            assert_eq!(world.strong_count(), 0, "{report}");
        }
    }
}
