//! What `diff` says of runs in flight, held against taking them over: every journal that a small random
//! flow can have written, under random changes of the flow.

mod dice;
mod golden;
mod journals;
mod oracle;
mod sketch;
mod world;

use hera_specc::diff::{FlowDiff, Options, PlanChange, Verdict, diff};
use hera_specc::{Analysis, SpecFile, analyse};
use serde_json::Value as Json;

use dice::Dice;
use journals::Journals;
use sketch::{EVENT, Sketch};
use world::World;

/// What was seen.
#[derive(Debug, Default)]
struct Seen {
    undecided: usize,
    changed: usize,
    journals: usize,
    goes: usize,
    stays: usize,
    impossible: usize,
    /// Runs that could be taken over, and of which that was not said.
    strict: usize,
    wrong: Vec<String>,
}

/// The flow of some specs; `None` where they have none.
fn world<'a>(analysis: &'a Analysis, code: &str) -> Option<World<'a>> {
    let specs = &analysis.specs;
    let orchestration = specs.orchestrations.iter().find(|o| o.code.value.canonical() == code)?;
    let flow = orchestration.flows.iter().find(|flow| flow.event.value == EVENT)?;
    Some(World::new(specs, orchestration, flow))
}

/// The old orchestration over the new procedures.
fn kept(old: &[SpecFile], new: &[SpecFile]) -> Vec<SpecFile> {
    let flow = |file: &&SpecFile| file.path.ends_with("/flow.yml");
    let others = new.iter().filter(|file| !file.path.ends_with("/flow.yml"));
    old.iter().filter(flow).chain(others).cloned().collect()
}

fn seed(seed: u64, seen: &mut Seen) {
    let mut dice = Dice(seed);
    let before = Sketch::random(&mut dice);
    let mut after = before.clone();
    let changes = if dice.one_in(2) { 1 } else { dice.roll(3) + 1 };
    (0..changes).for_each(|_| after.change(&mut dice));
    if dice.one_in(3) {
        after.change_clause(&mut dice);
    }
    if dice.one_in(3) {
        after.bump();
    }
    let (old_files, new_files) = (before.files("old"), after.files("new"));
    let report = diff(&old_files, &new_files, &Options::default());
    let [flow] = report.flows.as_slice() else { panic!("seed {seed}: one flow") };
    if flow.undecided.is_some() {
        seen.undecided += 1;
        return;
    }
    if flow.plan != PlanChange::Same {
        seen.changed += 1;
    }
    let (old, new) = (analyse(&old_files), analyse(&new_files));
    let kept = analyse(&kept(&old_files, &new_files));
    let old = world(&old, &before.code()).expect("it was decided");
    let (new, kept) = (world(&new, &after.code()), world(&kept, &before.code()));
    let outputs = old.outputs(&mut dice);
    for _ in 0..2 {
        let payload = old.payload(&mut dice);
        let Some(start) = old.admit(&payload) else { continue };
        let mut all = Journals {
            world: &old,
            start,
            outputs: &outputs,
            dice: dice.clone(),
            found: Vec::new(),
        };
        all.gather(2);
        for journal in &all.found {
            let (new, kept) = (new.as_ref(), kept.as_ref());
            let case = Case { flow, old: &old, new, kept, outputs: &outputs };
            case.judge(seed, &payload, journal, &mut dice, seen);
        }
    }
}

struct Case<'c, 'a> {
    flow: &'c FlowDiff,
    old: &'c World<'a>,
    new: Option<&'c World<'a>>,
    kept: Option<&'c World<'a>>,
    outputs: &'c [Json],
}

impl Case<'_, '_> {
    fn judge(
        &self,
        seed: u64,
        payload: &Json,
        journal: &[hera_core::Entry<Json>],
        dice: &mut Dice,
        seen: &mut Seen,
    ) {
        let facts = world::facts(journal, &self.old.plan);
        let verdict = self.flow.verdict_of(facts.into_keys());
        let mut take_over = |world: Option<&World<'_>>| match world {
            Some(world) => oracle::take_over(self.old, world, payload, journal, self.outputs, dice),
            None => Err("there is no such flow".to_owned()),
        };
        let goes = take_over(self.new);
        seen.journals += 1;
        let (said, found) = match verdict {
            Verdict::Continue => {
                seen.goes += 1;
                ("continue", goes)
            }
            Verdict::Stay => {
                seen.stays += 1;
                seen.strict += usize::from(goes.is_ok());
                ("stay", take_over(self.kept))
            }
            Verdict::Impossible => {
                seen.impossible += 1;
                seen.strict += usize::from(goes.is_ok());
                return;
            }
            Verdict::NotDecided | Verdict::Stranded => panic!("seed {seed}: the flow was decided"),
        };
        if let Err(reason) = found
            && seen.wrong.len() < 5
        {
            seen.wrong.push(format!("seed {seed}: {said}, but {reason}: {payload} {journal:?}"));
        }
    }
}

#[test]
fn a_run_that_may_continue_can() {
    let from = std::env::var("HERA_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let count = std::env::var("HERA_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(160);
    let mut seen = Seen::default();
    (from..from + count).for_each(|at| seed(at, &mut seen));
    println!("{seen:#?}");
    assert!(seen.wrong.is_empty(), "{:#?}", seen.wrong);
    if count >= 160 {
        assert!(seen.changed > 50 && seen.goes > 500 && seen.stays > 200 && seen.impossible > 200);
    }
}
