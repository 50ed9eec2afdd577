//! Random small plans in a hostile world: whatever fails, dies or interleaves, every run ends, and
//! its end is true of the world outside.

use std::collections::BTreeMap;

use crate::entry::{Direction, Entry, Status};
use crate::machine::Machine;
use crate::machine::step::{inside, is_external};
use crate::plan::{Effects, NodeIx, Plan};
use crate::testkit::{Dice, Table, try_plan};

use super::world::{Effect, Odds, World};

const RUNS: u64 = 20_000;

/// A random plan of up to seven nodes.
pub(crate) fn sketch(dice: &mut Dice) -> Plan {
    loop {
        let count = 1 + dice.roll(7);
        let line = |at: usize, dice: &mut Dice| {
            let kind = ["check", "write", "write", "call"][dice.roll(4)];
            let mut line = format!("N{at} {kind}");
            if !dice.one_in(3) {
                line += [" undo", " undo-outside", " undo-by-output"][dice.roll(3)];
            }
            if dice.one_in(3) {
                line += " when";
            }
            if dice.one_in(2) {
                line += &format!(" in b{}", dice.roll(3));
            }
            line += [
                " errors NO",
                " errors NO BUSY?",
                " errors BUSY?",
                " errors NO INVARIANT_VIOLATED",
                "",
            ][dice.roll(5)];
            line += " after";
            for before in 0..at {
                if dice.one_in(3) {
                    line += &format!(" N{before}");
                }
            }
            line
        };
        let lines: Vec<String> = (0..count).map(|at| line(at, dice)).collect();
        if let Some(mut plan) = try_plan(&lines.join("\n")) {
            plan.retry.max_attempts = u32::try_from(1 + dice.roll(3)).unwrap();
            plan.compensation.auto = !dice.one_in(5);
            return plan;
        }
    }
}

#[test]
fn every_run_ends_and_tells_the_truth() {
    let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut crashes, mut acts) = (0, 0);
    for seed in 0..RUNS {
        let mut dice = Dice(seed);
        let plan = sketch(&mut dice);
        let off: Vec<NodeIx> = plan.node_ixs().filter(|_| dice.one_in(3)).collect();
        let mut one_in = |choices: &[usize]| choices[dice.roll(choices.len())];
        let odds = Odds {
            declared: one_in(&[0, 4, 20]),
            infrastructure: one_in(&[0, 3, 10]),
            undo_fails: one_in(&[0, 3]),
            crash: one_in(&[0, 5, 30]),
            act: one_in(&[0, 0, 3, 30]),
        };
        let table = Table::new(plan).without(off);
        let mut world = World::new(table.clone(), odds, dice);
        // The seed is printed when a check below fails.
        let shown = Seed(seed);
        let status = world.run();
        truth(&world, status);
        prefixes(&table, &world);
        drop(shown);
        crashes += world.crashes;
        acts += world.acts;
        *ends.entry(status.as_str()).or_default() += 1;
    }
    println!("{RUNS} runs on {RUNS} plans with {crashes} crashes and {acts} acts ended: {ends:?}");
    assert_eq!(ends.len(), 5, "each end is met");
}

/// Says its seed when it is dropped in a panic.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("seed {}", self.0);
        }
    }
}

fn truth(world: &World, status: Status) {
    let machine = &world.machine;
    let plan = machine.plan();
    assert!(status == machine.status());
    let there: Vec<NodeIx> = world
        .effects
        .iter()
        .filter_map(|(node, effect)| (*effect == Effect::There).then_some(*node))
        .collect();
    match status {
        Status::Completed => {
            let effective = |node: &NodeIx| plan.node(*node).effects != Effects::None;
            let mut executed: Vec<NodeIx> = machine.executed().filter(effective).collect();
            executed.sort();
            assert_eq!(there, executed, "what is there is what is told");
            assert_eq!(machine.executed().count() + machine.skipped().count(), plan.nodes.len());
        }
        Status::Compensated if sent_back(world) => {
            let left = there.iter().find(|node| plan.node(**node).compensation.is_some());
            assert_eq!(left, None, "what can be undone is undone");
        }
        Status::Failed | Status::Compensated | Status::Cancelled => {
            assert!(there.is_empty(), "{there:?} is still there");
        }
        Status::Parked => assert!(machine.parked().is_some()),
        status => panic!("{status:?} is no end"),
    }
    let twice = |(at, node)| world.undone[..at].contains(node);
    assert!(!world.undone.iter().enumerate().any(twice), "undone twice");
    assert_eq!(world.undone, machine.compensated());
    assert!(status != Status::Failed || world.undone.is_empty());
    if !parked_back(world) {
        in_reverse(world);
    }
    bounded(world);
}

/// Whether a person sent the run back past its pivot.
fn sent_back(world: &World) -> bool {
    world.journal.iter().any(|entry| matches!(entry, Entry::CompensateRequested { .. }))
}

/// Whether a compensation stopped the run: the others went on, so what is repeated comes late.
fn parked_back(world: &World) -> bool {
    let back =
        |entry: &Entry<u32>| matches!(entry, Entry::Parked { direction: Direction::Back, .. });
    world.journal.iter().any(back)
}

/// Each undo comes after its effect and before the undo of whatever its node depends on.
fn in_reverse(world: &World) {
    let plan = world.machine.plan();
    for (at, node) in world.undone.iter().enumerate() {
        assert_ne!(plan.node(*node).effects, Effects::None);
        for before in plan.node(*node).after.iter() {
            assert!(!world.undone[..at].contains(before), "{before} was undone before {node}");
        }
    }
    assert!(in_order(&made(world), &world.undone), "not in reverse order of completion");
}

/// The nodes whose effects came about, the latest first, by the journal alone: outside with the
/// answer (or with the word that nobody knows), in a transaction with its commit.
fn made(world: &World) -> Vec<NodeIx> {
    let plan = world.machine.plan();
    let mut made: Vec<NodeIx> = Vec::new();
    for entry in &world.journal {
        match entry {
            Entry::Succeeded { node, .. }
            | Entry::Violated { node, .. }
            | Entry::ResolvedDone { node, .. }
            | Entry::ResolveFailed { node, retry_at: None, .. } => {
                let node = plan.find(node).unwrap();
                made.retain(|other| *other != node);
                made.extend(is_external(plan, node).then_some(node));
            }
            Entry::Committed { boundary, .. } => {
                let inside = inside(plan, plan.find_boundary(boundary).unwrap());
                made.retain(|node| !inside.contains(node));
                made.extend(inside);
            }
            _ => {}
        }
    }
    made.reverse();
    made
}

/// Whether `part` is a selection of `whole`, in its order.
fn in_order(whole: &[NodeIx], part: &[NodeIx]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|node| whole.any(|other| other == node))
}

fn bounded(world: &World) {
    let max = world.machine.plan().retry.max_attempts;
    for entry in &world.journal {
        let (Entry::Committed { attempt, .. }
        | Entry::AttemptFailed { attempt, .. }
        | Entry::Violated { attempt, .. }
        | Entry::ResolveFailed { attempt, .. }
        | Entry::Compensated { attempt, .. }
        | Entry::CompensationFailed { attempt, .. }) = entry
        else {
            continue;
        };
        assert!(*attempt <= max, "{entry:?}");
    }
}

/// Every prefix of the journal can be taken over, and what is refused leaves no trace.
fn prefixes(table: &Table, world: &World) {
    let mut machine = Machine::new(table.clone());
    for (at, entry) in world.journal.iter().enumerate() {
        // One stranger for each entry: the runs are many.
        if let Some(strange) = world.journal.get((at * 7 + 3) % world.journal.len()) {
            let mut other = machine.clone();
            if other.apply(strange).is_err() {
                assert_eq!(other, machine, "{strange:?} left a trace");
            }
        }
        machine.apply(entry).unwrap();
        let heir = Machine::replay(table.clone(), world.journal[..=at].iter().cloned()).unwrap();
        let mut taken_over = machine.clone();
        taken_over.take_over().unwrap();
        assert_eq!(heir, taken_over);
    }
}
