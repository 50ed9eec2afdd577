//! The whole engine in a simulation by seed.
//!
//! `HERA_SIM_SEED` repeats one seed, or is the first of `HERA_SIM_SEEDS`; `HERA_SIM_SECONDS` is for how long, at most. What is found
//! is made simpler before it is told: with `HERA_SIM_REQUESTS` and `HERA_SIM_WORKERS` at most, `HERA_SIM_WITHOUT` these troubles.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use std::collections::BTreeSet;
use std::time::Duration;

use hera_runtime::testing::simulation::{Defect, Event, Seeds, Simulation};

/// How long CI simulates.
const TIME: Duration = Duration::from_secs(25);
/// Seeds within which a defect is found.
const SEEDS_FOR_A_DEFECT: u64 = 60;

#[test]
fn the_engine_keeps_its_promises_whatever_goes_wrong() {
    let simulation = Simulation::default().as_environment_says();
    let seeds = Seeds::from_env(TIME);
    println!("from seed {} on", seeds.first);
    let search = simulation.search(seeds);
    println!("{search}");
    search.assert();
    let missing = search.missing();
    let complete = missing.is_subset(&simulation.without);
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

/// Seeds that found something, without what there was not yet. Each tells its story as long as nothing else of the
/// simulation changes.
const FOUND: [(u64, &[Event], &str); 5] = [
    (
        539_932,
        &[Event::Prune],
        "an owner that lost the answer of a COMMIT took the next owner's same commit for its own",
    ),
    (
        1_006_892,
        &[Event::Prune],
        "a run that was given up amid a call, and resumed, was undone before that call arrived",
    ),
    (
        1_029_539,
        &[Event::Prune],
        "who lost its lease by the database's clock alone renewed it, and called for a run that was over",
    ),
    (
        101_002,
        &[],
        "who had the key of a run before it parked went on beside the run that has it now",
    ),
    (
        131_793,
        &[],
        "who lost the answer of the write that turned its run around called what was next on the way forward",
    ),
];

#[test]
fn what_was_found_is_mended() {
    for (seed, without, what) in FOUND {
        let mut simulation = Simulation::default();
        simulation.without.extend(without);
        let report = simulation.run(seed);
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
fn a_store_that_prunes_more_than_it_is_told_is_found() {
    let violation = found(Defect::PrunesMore);
    assert!(violation.contains("prune"), "{violation}");
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
