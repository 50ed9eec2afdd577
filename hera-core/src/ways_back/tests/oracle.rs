//! The proof against the machine: for some thousands of random small flows, what the proof says and
//! what exhaustive execution sees, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{NodeIx, Plan};
use crate::testkit::{Dice, Table, try_plan};
use crate::ways_back::{FailureClass, NoWayBack, WaysBack, ways_back};

use super::explore::{Budget, Seen, explore};

const PLANS: u64 = 3_000;

/// A condition over `x` in 0..3 and `y` in 0..2, so that some exclude and some imply each other.
#[derive(Clone, Copy, Debug)]
enum Condition {
    Is(usize),
    IsNot(usize),
    Y(usize),
}

impl Condition {
    fn roll(dice: &mut Dice) -> Condition {
        match dice.roll(4) {
            0 => Condition::IsNot(dice.roll(3)),
            1 => Condition::Y(dice.roll(2)),
            _ => Condition::Is(dice.roll(3)),
        }
    }

    fn holds(self, (x, y): (usize, usize)) -> bool {
        match self {
            Condition::Is(value) => x == value,
            Condition::IsNot(value) => x != value,
            Condition::Y(value) => y == value,
        }
    }
}

const VALUES: [(usize, usize); 6] = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)];

#[test]
fn the_proof_agrees_with_all_runs() {
    let (mut states, mut runs, mut parking, mut too_many) = (0, 0_u64, 0, 0);
    for seed in 0..PLANS {
        let mut dice = Dice(seed);
        let plan = sketch(&mut dice);
        let conditions: BTreeMap<NodeIx, Condition> = plan
            .node_ixs()
            .filter(|node| plan.node(*node).conditional)
            .map(|node| (node, Condition::roll(&mut dice)))
            .collect();
        let together = |one: NodeIx, other: NodeIx| {
            VALUES.iter().any(|at| conditions[&one].holds(*at) && conditions[&other].holds(*at))
        };
        let proof = ways_back(&plan, &together);
        // More than one attempt and more than one failure are costly: some flows have them.
        let failures = if plan.retry.max_attempts > 1 || dice.one_in(8) { 2 } else { 1 };
        let mut seen = Seen::default();
        let table = Table::new(plan.clone());
        let truths: BTreeSet<Vec<NodeIx>> = VALUES
            .iter()
            .map(|at| conditions.iter().filter(|c| !c.1.holds(*at)).map(|c| *c.0).collect())
            .collect();
        for off in truths {
            explore(table.clone().without(off), Budget { failures, crashes: 1 }, &mut seen);
        }
        states += seen.states;
        runs = runs.saturating_add(seen.runs);
        let context = format!("seed {seed}: {plan:#?} {conditions:?} {proof:#?}");
        too_many += agree(&plan, &proof, &seen, failures, &context);
        parking += usize::from(proof.rows.iter().any(|row| row.ends.parked));
    }
    println!(
        "{PLANS} plans ({parking} can park), {runs} runs over {states} states: no disagreement; \
         {too_many} ends other than parking were claimed and not seen"
    );
    assert!(parking > 500, "parking plans are met");
}

/// Compares; returns how many ends (other than parking) the proof claims that no run shows.
fn agree(plan: &Plan, proof: &WaysBack, seen: &Seen, failures: u32, context: &str) -> usize {
    let mut too_many = 0;
    for row in &proof.rows {
        let key = (row.node, row.error.to_string());
        let found = seen.ends.get(&key).copied().unwrap_or_default();
        let claimed = row.ends;
        assert!(claimed.failed || !found.failed, "{row:?} can fail: {context}");
        assert!(claimed.compensated || !found.compensated, "{row:?} can go back: {context}");
        // A node that retries need not fail for good within the budget.
        let exhausted = plan.retry.max_attempts <= failures || row.class == FailureClass::Final;
        assert!(
            found.parked == claimed.parked || (claimed.parked && !exhausted),
            "{row:?}, seen {found:?}: {context}"
        );
        if exhausted {
            too_many += usize::from(claimed.failed != found.failed)
                + usize::from(claimed.compensated != found.compensated);
        }
    }
    assert!(
        seen.ends
            .keys()
            .all(|key| proof.rows.iter().any(|row| row.node == key.0 && row.error == key.1))
    );

    let listed = |pairs: &[NoWayBack]| -> BTreeSet<(NodeIx, NodeIx, String)> {
        let each = pairs.iter().flat_map(|pair| {
            pair.errors.iter().map(|error| (pair.pivot, pair.fails, error.to_string()))
        });
        each.collect()
    };
    let finals: BTreeSet<(NodeIx, String)> = proof
        .rows
        .iter()
        .filter(|row| row.class == FailureClass::Final)
        .map(|row| (row.node, row.error.to_string()))
        .collect();
    let stood = |last: bool| -> BTreeSet<(NodeIx, NodeIx, String)> {
        let is_final =
            |key: &&(NodeIx, NodeIx, String)| finals.contains(&(key.1, key.2.clone())) == last;
        seen.stood.keys().filter(is_final).cloned().collect()
    };
    // Warnings: exactly the pairs that some run shows.
    assert_eq!(listed(&proof.no_way_back), stood(true), "{context}");
    // Notes: each is shown, and what they leave out is a failure with a warning of its own.
    let outages = listed(&proof.outages);
    let warned: BTreeSet<(NodeIx, NodeIx)> =
        proof.no_way_back.iter().map(|pair| (pair.pivot, pair.fails)).collect();
    let noted = stood(false);
    if plan.retry.max_attempts <= failures {
        assert!(outages.is_subset(&noted), "{outages:?} {noted:?} {context}");
    }
    for pair in &noted {
        assert!(outages.contains(pair) || warned.contains(&(pair.0, pair.1)), "{pair:?} {context}");
    }
    let doubtful: BTreeSet<NodeIx> = proof.in_doubt.iter().copied().collect();
    let unknown: BTreeSet<NodeIx> = seen.unknown.keys().copied().collect();
    assert!(unknown.is_subset(&doubtful), "{context}");
    too_many
}

/// A random plan of up to five nodes.
fn sketch(dice: &mut Dice) -> Plan {
    loop {
        let count = 1 + dice.roll(5);
        let mut lines = Vec::new();
        for at in 0..count {
            let kind = ["check", "write", "write", "call"][dice.roll(4)];
            let mut line = format!("N{at} {kind}");
            line += ["", " undo", " undo-outside", " undo-by-output"][dice.roll(4)];
            line += ["", "", " when"][dice.roll(3)];
            line += ["", " in b0", " in b0", " in b1"][dice.roll(4)];
            line += [
                " errors NO",
                " errors NO BUSY?",
                " errors BUSY?",
                " errors INVARIANT_VIOLATED NO",
                "",
            ][dice.roll(5)];
            line += " after";
            for before in (0..at).filter(|_| dice.one_in(3)) {
                line += &format!(" N{before}");
            }
            lines.push(line);
        }
        if let Some(mut plan) = try_plan(&lines.join("\n")) {
            plan.retry.max_attempts = if dice.one_in(4) { 2 } else { 1 };
            plan.compensation.auto = !dice.one_in(6);
            return plan;
        }
    }
}
