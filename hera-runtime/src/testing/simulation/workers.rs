//! Processes that share the work: they are started, die, stand still, and have wrong clocks.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use super::clock::{ProcessClock, SeededIds};
use super::dice::Dice;
use super::door::Door;
use super::events::Event;
use super::flows;
use super::gate::{Gate, Life};
use super::procedures::Procedures;
use super::world::World;
use crate::engine::Engine;
use crate::flow::Orchestration;
use crate::ports::Store as _;
use crate::testing::memory::{MemoryDatabase, MemoryStore};

/// How often a lease is renewed before it would end.
const RENEWALS: u32 = 3;
/// How long nothing happens to any worker.
const QUIET_MS: (u64, u64) = (200, 5_000);
/// How long a worker is gone, stands still, or stands still for too long.
const GONE_MS: (u64, u64) = (50, 8_000);
const STILL_MS: (u64, u64) = (50, 3_000);
const TOO_LONG_MS: (u64, u64) = (6_500, 20_000);
/// After how long the database misses a worker that died.
const MISSED_MS: (u64, u64) = (0, 3_000);
/// How long a worker that is shut down lets go on what it has, and how long it is still there afterwards.
const GRACE_MS: (u64, u64) = (0, 4_000);
const STILL_THERE_MS: (u64, u64) = (0, 3_000);
/// How far a clock is set.
const CLOCK_MS: (u64, u64) = (10, 60_000);
/// One in so many renewals does not take place.
const RENEWAL_FAILS_ONE_IN: u64 = 25;

/// One process, from its start to its death.
pub(super) struct Process {
    pub(super) name: Arc<str>,
    pub(super) gate: Gate,
    pub(super) clock: ProcessClock,
    store: MemoryStore,
    /// Whether it is being shut down.
    stopping: AtomicBool,
    /// Whether its lease ended, and it had no way to know.
    misled: AtomicBool,
}

/// A process with its engine, which is nothing that the process itself may hold: an engine knows its procedures,
/// and they know their process.
#[derive(Clone)]
pub(super) struct Worker {
    pub(super) process: Arc<Process>,
    /// Nothing if it could not be built.
    pub(super) engine: Option<Engine>,
}

impl Process {
    pub(super) fn owner(&self) -> Uuid {
        self.store.owner()
    }

    pub(super) fn is_misled(&self) -> bool {
        self.misled.load(Ordering::Relaxed)
    }

    /// Renews its lease for as long as it lives.
    async fn keep_alive(self: Arc<Self>, world: Arc<World>, lease: Duration) {
        loop {
            self.gate.pass().await;
            if !world.strikes(&world.dice.workers, Event::RenewalFails, RENEWAL_FAILS_ONE_IN) {
                // Who crashed renews nothing.
                if self.store.renew().is_ok() {
                    self.misled.store(false, Ordering::Relaxed);
                }
            }
            tokio::time::sleep(lease / RENEWALS).await;
        }
    }
}

/// All of them.
pub(super) struct Workers {
    world: Arc<World>,
    database: MemoryDatabase,
    lease: Option<Duration>,
    workers: Mutex<Vec<Worker>>,
    lives: AtomicU64,
}

impl Workers {
    /// Starts so many.
    pub(super) fn start(
        world: &Arc<World>,
        database: &MemoryDatabase,
        lease: Option<Duration>,
        count: usize,
    ) -> Arc<Workers> {
        let workers = Arc::new(Workers {
            world: Arc::clone(world),
            database: database.clone(),
            lease,
            workers: Mutex::default(),
            lives: AtomicU64::new(0),
        });
        for place in 0..count {
            let worker = workers.worker(place);
            workers.workers().push(worker);
        }
        workers
    }

    fn workers(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One that a caller finds.
    pub(super) fn any(&self, dice: &Dice) -> Option<Worker> {
        dice.pick(&self.workers()).cloned()
    }

    fn worker(&self, place: usize) -> Worker {
        let world = &self.world;
        let life = self.lives.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}{life}", ["a", "b", "c", "d"][place % 4]);
        let (owner, gate) = (world.fresh_id(), Gate::new());
        let clock = |gate: &Gate, fast_ms: &Arc<AtomicI64>| ProcessClock {
            truth: world.clock,
            gate: gate.clone(),
            fast_ms: Arc::clone(fast_ms),
        };
        let fast_ms = Arc::default();
        let store = self.database.open(owner);
        let process = Arc::new(Process {
            name: Arc::from(name),
            gate: gate.clone(),
            clock: clock(&gate, &fast_ms),
            store: store.clone(),
            stopping: AtomicBool::new(false),
            misled: AtomicBool::new(false),
        });
        let door = Door::new(world, &gate, &process.name, &self.database, store);
        let work = Procedures { world: Arc::clone(world), process: Arc::clone(&process) };
        let engine = Engine::builder(door)
            .clock(clock(&gate, &fast_ms))
            .ids(SeededIds(Arc::clone(world)))
            .orchestrations(orchestrations(world, work))
            .build();
        let engine = engine.map_err(|error| format!("an engine is not built: {error}"));
        let engine = world.held(engine);
        if let Some(attending) = engine.clone() {
            tokio::spawn(async move { attending.attend().await });
        }
        if let Some(lease) = self.lease {
            tokio::spawn(Arc::clone(&process).keep_alive(Arc::clone(world), lease));
        }
        world.step(&process.name, format_args!("starts as {owner}"));
        Worker { process, engine }
    }

    /// Does to them what happens to processes, for as long as the weather is bad.
    pub(super) async fn suffer(self: Arc<Self>) {
        let world = Arc::clone(&self.world);
        let dice = &world.dice.workers;
        while world.is_stormy() {
            tokio::time::sleep(dice.ms(QUIET_MS.0, QUIET_MS.1)).await;
            let place = usize::try_from(dice.roll(self.workers().len() as u64)).unwrap_or(0);
            let worker = self.workers()[place].clone();
            let process = &worker.process;
            match dice.roll(13) {
                0..=4 => self.kill(place, process),
                5 | 6 => self.freeze(process, Event::Freeze, STILL_MS),
                7 | 8 => self.freeze(process, Event::FreezePastLease, TOO_LONG_MS),
                9 => self.set_clock(process, Event::ClockForward, 1),
                10 => self.set_clock(process, Event::ClockBack, -1),
                11 => self.shut_down(place, &worker),
                _ => self.end_lease(process),
            }
        }
    }

    /// All wake up, and their clocks are right.
    pub(super) fn heal(&self) {
        for Worker { process, .. } in self.workers().iter() {
            process.gate.set(Life::Awake);
            process.clock.fast_ms.store(0, Ordering::Relaxed);
        }
    }

    fn kill(self: &Arc<Self>, place: usize, process: &Arc<Process>) {
        let (world, dice) = (&self.world, &self.world.dice.workers);
        let (missed, gone) = (dice.ms(MISSED_MS.0, MISSED_MS.1), dice.ms(GONE_MS.0, GONE_MS.1));
        if process.gate.life() == Life::Dead || !world.strikes(dice, Event::Kill, 1) {
            return;
        }
        process.gate.set(Life::Dead);
        world.step(&process.name, format_args!("is killed"));
        let owner = process.store.owner();
        // Locks of a process go with it; a connection that broke is noticed later.
        let missed = self.lease.map_or(Duration::ZERO, |_| missed);
        if missed.is_zero() {
            self.database.crash(owner);
        }
        let workers = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(missed).await;
            workers.database.crash(owner);
            tokio::time::sleep(gone).await;
            let worker = workers.worker(place);
            workers.workers()[place] = worker;
        });
    }

    /// Ends a worker as a deployment does. It may still be killed meanwhile.
    fn shut_down(self: &Arc<Self>, place: usize, worker: &Worker) {
        let (world, dice) = (&self.world, &self.world.dice.workers);
        let (grace, still) =
            (dice.ms(GRACE_MS.0, GRACE_MS.1), dice.ms(STILL_THERE_MS.0, STILL_THERE_MS.1));
        let gone = dice.ms(GONE_MS.0, GONE_MS.1);
        let Worker { process, engine: Some(engine) } = worker.clone() else { return };
        if process.gate.life() == Life::Dead || !world.strikes(dice, Event::Shutdown, 1) {
            return;
        }
        if process.stopping.swap(true, Ordering::Relaxed) {
            return;
        }
        world.step(&process.name, format_args!("shuts down, within {grace:?}"));
        let workers = Arc::clone(self);
        tokio::spawn(async move {
            let Some(stopped) = process.gate.unless_dead(engine.shutdown(grace)).await else {
                return; // it was killed, and another one takes its place
            };
            let owner = process.store.owner();
            workers.world.is_shut_down(owner);
            workers.world.step(&process.name, format_args!("is shut down, {stopped} stopped"));
            tokio::time::sleep(still).await;
            if process.gate.life() == Life::Dead {
                return;
            }
            process.gate.set(Life::Dead);
            workers.database.crash(owner);
            tokio::time::sleep(gone).await;
            let worker = workers.worker(place);
            workers.workers()[place] = worker;
        });
    }

    fn freeze(&self, process: &Arc<Process>, event: Event, (least, most): (u64, u64)) {
        let (world, dice) = (&self.world, &self.world.dice.workers);
        let still = dice.ms(least, most);
        if process.gate.life() != Life::Awake || !world.strikes(dice, event, 1) {
            return;
        }
        process.gate.set(Life::Frozen);
        world.step(&process.name, format_args!("stands still for {still:?}"));
        let (world, process) = (Arc::clone(world), Arc::clone(process));
        tokio::spawn(async move {
            tokio::time::sleep(still).await;
            process.gate.set(Life::Awake);
            world.step(&process.name, format_args!("goes on"));
        });
    }

    fn set_clock(&self, process: &Process, event: Event, sign: i64) {
        let (world, dice) = (&self.world, &self.world.dice.workers);
        let by = i64::try_from(dice.between(CLOCK_MS.0, CLOCK_MS.1)).unwrap_or_default();
        if world.strikes(dice, event, 1) {
            process.clock.fast_ms.fetch_add(sign * by, Ordering::Relaxed);
            world.step(&process.name, format_args!("has its clock set by {} ms", sign * by));
        }
    }

    fn end_lease(&self, process: &Process) {
        let (world, dice) = (&self.world, &self.world.dice.workers);
        if self.lease.is_some() && world.strikes(dice, Event::LeaseEnds, 1) {
            process.misled.store(true, Ordering::Relaxed);
            self.database.end_lease(process.store.owner());
            world.step(&process.name, format_args!("has its lease taken away"));
        }
    }
}

fn orchestrations(world: &World, work: Procedures) -> Vec<Orchestration> {
    let dispatch = Arc::new(work);
    if let Some(service) = &world.service {
        return service.orchestrations(dispatch);
    }
    vec![Orchestration { spec: &flows::SPEC, procedures: &[], flows: world.drawn(), dispatch }]
}
