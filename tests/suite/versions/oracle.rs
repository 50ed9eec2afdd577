//! Whether a run may be taken over, found out by taking it over: the new machine replays the journal,
//! the calls that were made are compared by their values, and the run is brought to every kind of end.

use std::collections::BTreeSet;
use std::sync::Arc;

use hera_core::entry::implicit::{INVARIANT_VIOLATED, PRECONDITION_FAILED};
use hera_core::entry::infrastructure::NETWORK_TIMEOUT;
use hera_core::plan::{Effects, Mode};
use hera_core::sim::{Report, Script, simulate_watched};
use hera_core::{Entry, Machine, NodeIx, NodeState, Status};
use hera_specc::simulate::State;
use serde_json::Value as Json;

use super::dice::Dice;
use super::world::World;

/// Takes over a run of `old` and says what goes wrong.
pub(super) fn take_over(
    old: &World<'_>,
    new: &World<'_>,
    payload: &Json,
    journal: &[Entry<Json>],
    outputs: &[Json],
    dice: &mut Dice,
) -> Result<(), String> {
    let start = old.admit(payload).expect("it was admitted");
    let then = old.replay(&start, journal).expect("it was written so");
    let start = new.admit(payload).ok_or("the payload is refused")?;
    let now = new.replay(&start, journal).map_err(|fault| fault.message)?;
    for node in old.plan.node_ixs() {
        same(old, new, node, &then, &now)?;
    }
    declared(new, journal)?;
    held(&Both { old, new, then: &then, now: &now, outputs }, journal)?;
    finish(old, new, &then, &now, dice)
}

/// What was called is what the new flow would have called.
fn same(
    old: &World<'_>,
    new: &World<'_>,
    node: NodeIx,
    then: &Machine<State<'_>>,
    now: &Machine<State<'_>>,
) -> Result<(), String> {
    let before = old.plan.node(node);
    let state = then.state(node);
    if matches!(state, NodeState::Pending | NodeState::Skipped) {
        return Ok(());
    }
    let id = &before.id;
    let known = new.plan.find(id).ok_or_else(|| format!("`{id}` is unknown"))?;
    let after = new.plan.node(known);
    let facts = |node: &hera_core::plan::Node| (node.procedure.clone(), node.mode, node.effects);
    if facts(before) != facts(after) {
        return Err(format!("`{id}` runs something else"));
    }
    let (was, is) = (old.input(node, then.flow()), new.input(known, now.flow()));
    if was != is {
        return Err(format!("`{id}` was called with {was}, and would be with {is}"));
    }
    let inverse = |node: &hera_core::plan::Node| {
        node.compensation.as_ref().map(|inverse| (inverse.procedure.clone(), inverse.effects))
    };
    let name = |node: &hera_core::plan::Node| inverse(node).map(|(code, _)| code);
    if before.effects == Effects::External && name(before) != name(after) {
        return Err(format!("the intent of `{id}` names another inverse"));
    }
    let undone = matches!(state, NodeState::Undoing | NodeState::Compensated | NodeState::Stuck)
        || then.last_failure(node).is_some() && state == NodeState::Done;
    if undone && inverse(before) != inverse(after) {
        return Err(format!("`{id}` is undone by something else"));
    }
    let (was, is) = (old.undo_input(node, then.flow()), new.undo_input(known, now.flow()));
    if undone && was != is {
        return Err(format!("`{id}` was undone with {was:?}, and would be with {is:?}"));
    }
    Ok(())
}

/// The failures in the journal are such that the new flow knows them.
fn declared(new: &World<'_>, journal: &[Entry<Json>]) -> Result<(), String> {
    for entry in journal {
        let Entry::AttemptFailed { node, failure, retry_at: None, .. } = entry else { continue };
        let known = new.plan.find(node).map(|node| new.plan.node(node));
        let errors = known.into_iter().flat_map(|node| node.errors.iter());
        if !failure.kind.is_infrastructure() && errors.clone().all(|e| e.code != failure.code) {
            return Err(format!("`{node}` does not fail with `{}`", failure.code));
        }
    }
    Ok(())
}

/// A run on both sides; what its nodes return.
struct Both<'b, 'w> {
    old: &'b World<'w>,
    new: &'b World<'w>,
    then: &'b Machine<State<'w>>,
    now: &'b Machine<State<'w>>,
    outputs: &'b [Json],
}

/// What was let through is let through, and what failed for a clause fails for one.
fn held(run: &Both<'_, '_>, journal: &[Entry<Json>]) -> Result<(), String> {
    for entry in journal {
        let id = match entry {
            Entry::Succeeded { node, .. }
            | Entry::Intent { node, .. }
            | Entry::Violated { node, .. }
            | Entry::AttemptFailed { node, .. }
            | Entry::Compensated { node, .. }
            | Entry::CompensationFailed { node, .. } => node,
            _ => continue,
        };
        let (Some(node), Some(known)) = (run.old.plan.find(id), run.new.plan.find(id)) else {
            continue;
        };
        let given = run.old.input(node, run.then.flow());
        let taken = run.new.input(known, run.now.flow());
        let output = &run.outputs[node.0 as usize];
        let outcome = |world: &World<'_>, node: NodeIx, input: &Json| {
            (world.meets(node, input), world.keeps(node, input, output))
        };
        let (before, after) = (outcome(run.old, node, &given), outcome(run.new, known, &taken));
        let undo = |world: &World<'_>, node: NodeIx, data: &State<'_>| {
            world.undo_input(node, data).map(|given| world.undo_meets(node, &given))
        };
        let code = |code: &str, failure: &hera_core::Failure| failure.code == code;
        let fits = match entry {
            // Where the outputs that it read were rolled back, nothing can be said.
            Entry::AttemptFailed { failure, .. } if code(PRECONDITION_FAILED, failure) => {
                before.0 || !after.0
            }
            Entry::AttemptFailed { failure, .. } if code(INVARIANT_VIOLATED, failure) => {
                before.1 || !after.1
            }
            Entry::AttemptFailed { .. } => true,
            Entry::Violated { .. } => (!before.0 || after.0) && (before.1 || !after.1),
            Entry::Succeeded { .. } => before != (true, true) || after == (true, true),
            Entry::Intent { .. } => !before.0 || after.0,
            _ => {
                let before = undo(run.old, node, run.then.flow());
                before.is_none() || before == undo(run.new, known, run.now.flow())
            }
        };
        if !fits {
            return Err(format!("a clause of `{id}` judges otherwise"));
        }
    }
    Ok(())
}

/// Brings the run to its end, undisturbed and with each node failing in each way.
fn finish(
    old: &World<'_>,
    new: &World<'_>,
    then: &Machine<State<'_>>,
    now: &Machine<State<'_>>,
    dice: &mut Dice,
) -> Result<(), String> {
    let standing = |node: &NodeIx| {
        let committed = then.committed().contains(&old.plan.node(*node).boundary);
        let external = old.plan.node(*node).effects == Effects::External;
        then.state(*node) == NodeState::Done && (committed || external)
    };
    let done: BTreeSet<String> =
        old.plan.node_ixs().filter(standing).map(|n| old.plan.node(n).id.to_string()).collect();
    let mut scripts = vec![Script::new()];
    for node in new.plan.node_ixs() {
        let codes = new.plan.node(node).errors.iter().map(|error| error.code.to_string());
        let codes = codes.chain([NETWORK_TIMEOUT.to_owned()]);
        scripts.extend(codes.map(|code| Script::new().fail(node, code, None)));
        scripts.push(Script::new().fail_compensation(node, "BUSY", None));
    }
    for (at, script) in scripts.into_iter().enumerate() {
        if at > 0 && !dice.one_in(3) {
            continue;
        }
        let outputs = new.outputs(dice);
        let mut doubled = None;
        let mut undone = Vec::new();
        let report = simulate_watched(
            now.clone(),
            &script,
            &mut |node| match new
                .typed(&Entry::Succeeded {
                    node: new.plan.node(node).id.clone(),
                    output: outputs[node.0 as usize].clone(),
                })
                .expect("outputs are of their types")
            {
                Entry::Succeeded { output, .. } => output,
                _ => Arc::default(),
            },
            &mut |_, entry| match entry {
                Entry::Succeeded { node, .. } if done.contains(node.as_ref()) => {
                    doubled = Some(node.to_string());
                }
                Entry::Compensated { node, .. } => undone.push(node.to_string()),
                _ => {}
            },
        );
        let report = report.map_err(|fault| fault.message)?;
        if let Some(node) = doubled {
            return Err(format!("`{node}` is done twice"));
        }
        ledger(new, &done, then, &report)?;
        for node in undone {
            let at = new.plan.find(&node).expect("a node of the plan");
            let readable = done.contains(&node) && new.plan.node(at).mode == Mode::Persist;
            if readable && new.undo_input(at, now.flow()).is_none() {
                return Err(format!("the inverse of `{node}` lacks an input"));
            }
        }
    }
    Ok(())
}

/// What stood before is still known, or undone once.
fn ledger(
    new: &World<'_>,
    done: &BTreeSet<String>,
    then: &Machine<State<'_>>,
    report: &Report,
) -> Result<(), String> {
    let names = |list: &[hera_core::plan::Text]| -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    };
    let (executed, compensated) = (names(&report.executed), names(&report.compensated));
    let once: BTreeSet<&String> = compensated.iter().collect();
    if once.len() != compensated.len() {
        return Err(format!("undone twice: {compensated:?}"));
    }
    let earlier = then.compensated().len();
    if compensated.len() < earlier {
        return Err("what was undone is forgotten".to_owned());
    }
    for node in done.iter().filter(|node| new.has_effect(node)) {
        let fits = match report.outcome {
            Status::Completed => executed.contains(node) && !compensated.contains(node),
            Status::Compensated | Status::Failed => compensated.contains(node),
            _ => executed.contains(node) || compensated.contains(node),
        };
        if !fits {
            return Err(format!("the effect of `{node}` is lost ({:?})", report.outcome));
        }
    }
    Ok(())
}
