//! The whole engine in a simulation by seed.
//!
//! `HERA_SIM_SEED` repeats one seed, or is the first of `HERA_SIM_SEEDS`; `HERA_SIM_SECONDS` is for how long, at most. What is found
//! is made simpler before it is told: with `HERA_SIM_REQUESTS` and `HERA_SIM_WORKERS` at most, `HERA_SIM_WITHOUT` these troubles.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use hera_runtime::testing::simulation::{Defect, Event, Report, Simulation};

/// How long CI simulates.
const SECONDS: u64 = 25;
/// Seeds after which everything has to have happened.
const SEEDS_FOR_ALL: u64 = 100;
/// Seeds within which a defect is found.
const SEEDS_FOR_A_DEFECT: u64 = 60;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

/// What is simulated, as the environment wants it.
fn simulation() -> Simulation {
    let mut simulation = Simulation::default();
    if let Some(requests) = number("HERA_SIM_REQUESTS") {
        simulation.requests_max = usize::try_from(requests).unwrap();
    }
    if let Some(workers) = number("HERA_SIM_WORKERS") {
        simulation.workers_max = usize::try_from(workers).unwrap();
    }
    let without = std::env::var("HERA_SIM_WITHOUT").unwrap_or_default();
    for name in without.split(',').filter(|name| !name.is_empty()) {
        let event = Event::ALL.iter().find(|event| event.name() == name);
        simulation.without.insert(*event.unwrap_or_else(|| panic!("nothing is called {name}")));
    }
    simulation
}

/// Counts over many seeds.
#[derive(Default)]
struct Counts {
    seeds: u64,
    steps: u64,
    time: Duration,
    events: BTreeMap<Event, u64>,
}

impl Counts {
    fn add(&mut self, report: &Report) {
        self.seeds += 1;
        self.steps += report.steps();
        self.time += report.time();
        for event in Event::ALL {
            *self.events.entry(*event).or_default() += report.count(*event);
        }
    }

    fn print(&self) {
        let Counts { seeds, steps, time, events } = self;
        println!("{seeds} seeds, {steps} steps, {} s of simulated time", time.as_secs());
        let counts = events.iter().map(|(event, count)| format!("{event} {count}"));
        println!("{}", counts.collect::<Vec<_>>().join(", "));
    }
}

#[test]
fn the_engine_keeps_its_promises_whatever_goes_wrong() {
    let simulation = simulation();
    let first = number("HERA_SIM_SEED");
    let seeds = number("HERA_SIM_SEEDS").or(first.map(|_| 1)).unwrap_or(u64::MAX);
    let most = Duration::from_secs(number("HERA_SIM_SECONDS").unwrap_or(SECONDS));
    let started = Instant::now();
    let mut counts = Counts::default();
    let first = first.unwrap_or(1);
    println!("from seed {first} on");
    for seed in first..first.saturating_add(seeds) {
        if started.elapsed() > most {
            break;
        }
        let report = simulation.run(seed);
        if report.violation().is_some() {
            panic!("{report}\nand as simple as it gets:\n{}", simulation.shrink(seed).unwrap());
        }
        counts.add(&report);
    }
    counts.print();
    let missing = counts.events.iter().filter(|(_, count)| **count == 0).map(|(event, _)| *event);
    let missing: BTreeSet<Event> = missing.collect();
    let complete = counts.seeds < SEEDS_FOR_ALL || missing.is_subset(&simulation.without);
    assert!(complete, "a simulation in which this never happens shows nothing: {missing:?}");
}

#[test]
fn a_seed_decides_everything() {
    let run = |seed| Simulation::default().run(seed);
    let mut hashes = BTreeSet::new();
    for seed in 1..=20 {
        let (once, again) = (run(seed), run(seed));
        assert_eq!(once, again, "seed {seed}");
        hashes.insert(once.hash());
    }
    assert_eq!(hashes.len(), 20, "each seed is another story");
}

/// Seeds that found something. Each tells its story as long as nothing else of the simulation changes.
const FOUND: [(u64, &str); 2] = [
    (539_932, "an owner that lost the answer of a COMMIT took the next owner's same commit for its own"),
    (1_006_892, "a run that was given up amid a call, and resumed, was undone before that call arrived"),
];

#[test]
fn what_was_found_is_mended() {
    for (seed, what) in FOUND {
        let report = Simulation::default().run(seed);
        assert!(report.violation().is_none(), "{what}: {report}");
    }
}

/// Seeds until a defect is found, and how.
fn found(defect: Defect) -> String {
    let mut simulation = Simulation::default();
    simulation.defect = Some(defect);
    for seed in 1..=SEEDS_FOR_A_DEFECT {
        if let Some(violation) = simulation.run(seed).violation() {
            println!("{defect:?} is found by seed {seed}: {violation}");
            return violation.to_owned();
        }
    }
    panic!("{defect:?} is not found within {SEEDS_FOR_A_DEFECT} seeds");
}

#[test]
fn a_store_that_ignores_the_fence_is_found() {
    let violation = found(Defect::IgnoresFence);
    assert!(violation.contains("a stale write counted"), "{violation}");
}

#[test]
fn a_store_that_loses_a_commit_is_found() {
    found(Defect::LosesCommits);
}

#[test]
fn a_store_that_finds_nothing_abandoned_is_found() {
    let violation = found(Defect::SeesNothingAbandoned);
    assert!(violation.contains("callers wait"), "{violation}");
}

#[test]
fn a_store_that_shares_keys_is_found() {
    let violation = found(Defect::SharesKeys);
    assert!(violation.contains("which has its key"), "{violation}");
}

#[test]
fn an_undoing_that_is_done_twice_is_found() {
    let violation = found(Defect::UndoesTwice);
    assert!(violation.contains("is undone, and is not there"), "{violation}");
}

#[test]
fn a_violation_is_made_simpler() {
    let mut simulation = Simulation::default();
    simulation.defect = Some(Defect::UndoesTwice);
    assert!((1..).find_map(|seed| simulation.shrink(seed)).is_some_and(|simpler| {
        let (steps, left) = (simpler.steps(), simpler.simulation());
        let troubles = Event::ALL.iter().filter(|event| event.is_trouble()).count();
        println!("{steps} steps, without {} of {troubles} troubles", left.without.len());
        simpler.violation().is_some() && left.without.len() * 2 > troubles
    }));
    assert!(Simulation::default().shrink(1).is_none(), "there is nothing to make simpler");
}

#[test]
fn a_violation_is_told_with_the_way_to_repeat_it() {
    let mut simulation = Simulation::default();
    simulation.defect = Some(Defect::UndoesTwice);
    let report = (1..).map(|seed| simulation.run(seed)).find(|report| report.violation().is_some());
    let told = report.unwrap().to_string();
    assert!(told.contains("HERA_SIM_SEED="), "{told}");
    assert!(told.contains(" is killed") || told.contains(" commits "), "{told}");
}
