//! Random failures, random crashes: whatever happens, a run ends as its status says.
//!
//! A failing seed is all that a report needs.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;

use hera_core::Status;
use hera_runtime::context::Entity;
use hera_runtime::engine::RunOutcome;
use hera_runtime::ports::Scope;
use serde_json::json;

use support::crash::{Tried, try_once};
use support::lab::{Lab, Plan};
use support::{ACTOR, SALON, request};

const SEEDS: u64 = 120;
/// Crashes before a run is left to end in peace.
const CRASHES_MAX: usize = 4;

/// Nodes, and the code that each may refuse with.
type Nodes = &'static [(&'static str, Option<&'static str>)];

const FLOWS: &[(&str, Nodes)] = &[
    (
        "LAB.LINE_ADD.REQUESTED",
        &[
            ("VALIDATE", None),
            ("RESERVE", Some("OUT_OF_STOCK")),
            ("PERSIST", Some("CLOSED")),
            ("REPRICE", Some("NO_PRICE")),
        ],
    ),
    (
        "LAB.FORK.REQUESTED",
        &[("START", None), ("LEFT", None), ("RIGHT", None), ("JOIN", Some("NO"))],
    ),
    ("LAB.APART.REQUESTED", &[("ONE", None), ("OTHER", Some("NO"))]),
    ("LAB.CHAIN.REQUESTED", &[("MAKE", None), ("SEND", Some("NO")), ("NOTE", Some("NO"))]),
];

/// Reproducible random numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn plan(&mut self, refusal: Option<&'static str>) -> Plan {
        match (self.roll(12), refusal) {
            (0, _) => Plan::Break("TEMPORARY_LOCK_FAILURE"),
            (1, _) => Plan::Lose,
            (2, _) => Plan::Panic,
            (5, Some(_)) => Plan::Violate,
            (3 | 4, Some(code)) => Plan::Refuse(code),
            _ => Plan::Work,
        }
    }
}

#[test]
fn whatever_happens_a_run_ends_as_its_status_says() {
    for seed in 0..SEEDS {
        let mut dice = Dice(seed);
        let (event, nodes) = FLOWS[usize::try_from(dice.roll(FLOWS.len() as u64)).unwrap()];
        let lab = Lab::new();
        for (node, refusal) in nodes {
            let plans: Vec<Plan> = (0..6).map(|_| dice.plan(*refusal)).collect();
            lab.plan(node, plans);
            let back: Vec<Plan> = (0..2).map(|_| dice.plan(None)).collect();
            lab.plan(&format!("undo {node}"), back);
        }
        let dir = tempfile::tempdir().unwrap();
        let outcome = to_the_end(dir.path(), &lab, event, &mut dice, seed);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(check(dir.path(), &lab, &outcome, seed));
    }
}

fn to_the_end(dir: &Path, lab: &Arc<Lab>, event: &str, dice: &mut Dice, seed: u64) -> RunOutcome {
    for crash in 0..=CRASHES_MAX {
        let at = match crash {
            CRASHES_MAX => usize::MAX,
            _ => usize::try_from(dice.roll(16)).unwrap(),
        };
        let request = request(event, json!({})).idempotency_key("k");
        if let Tried::Ended(ended) = try_once(dir, lab, request, at) {
            return ended.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
    }
    panic!("seed {seed}: the last try cannot crash")
}

async fn check(dir: &Path, lab: &Arc<Lab>, outcome: &RunOutcome, seed: u64) {
    let engine = support::engine(dir, lab, |builder| builder).await;
    let stored = engine.store().load(outcome.run_id).await.unwrap().unwrap().0;
    assert_eq!(stored.status, outcome.status, "seed {seed}: header and answer differ");
    let view = engine.view(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let stands = Entity::filter().entity_type("lab").status("active");
    let rows = view.entities().find(stands).await.unwrap();
    let mut names: Vec<&str> = rows.iter().map(|row| row.entity_name.as_str()).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "seed {seed}: a node wrote twice");
    for effect in lab.outside().values() {
        let same = effect.inputs.windows(2).filter(|pair| pair[0].get("payload").is_some());
        for pair in same.filter(|pair| pair[1].get("payload").is_some()) {
            assert_eq!(pair[0], pair[1], "seed {seed}: a repeated call has other inputs");
        }
        match outcome.status {
            Status::Completed => assert_eq!((effect.done, effect.undone), (1, 0), "seed {seed}"),
            // What was never done may be undone by its key; what was done is undone.
            _ => assert!(effect.undone == 1 || effect.done == 0, "seed {seed}: {effect:?}"),
        }
    }
    match outcome.status {
        Status::Completed => assert!(!rows.is_empty(), "seed {seed}"),
        Status::Compensated | Status::Failed => assert!(rows.is_empty(), "seed {seed}: {names:?}"),
        status => {
            panic!("seed {seed}: every node of these flows can be undone, but it is {status:?}")
        }
    }
}
