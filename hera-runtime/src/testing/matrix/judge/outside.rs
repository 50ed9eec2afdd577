//! Calls to the outside: each with its intent, repeated only as the same, and taken back where the run did
//! not complete.

use std::collections::BTreeMap;

use hera_core::plan::Effects as Kind;
use hera_core::{NodeIx, NodeState, Status};

use super::{Evidence, Replayed, id, intents};
use crate::testing::matrix::calls::{Called, End};
use crate::testing::matrix::subject::Effect;

/// Whether what happened outside fits the journal.
pub(super) fn hold(evidence: &Evidence<'_>, machine: &Replayed) -> Result<(), String> {
    for called in evidence.calls {
        as_intended(evidence, called)?;
    }
    nothing_after_undoing(evidence.calls)?;
    for node in machine.plan().node_ixs() {
        told_by_calls(evidence, machine, node)?;
    }
    match evidence.heard {
        Some(_) => told_by_others(evidence, machine),
        None => Ok(()),
    }
}

/// A call has the key and the inputs of a durable intent, at every attempt.
fn as_intended(evidence: &Evidence<'_>, called: &Called) -> Result<(), String> {
    let back = called.undoes.is_some();
    let what = if back { "compensation" } else { "call" };
    let mut known = intents(evidence.lines, back).filter(|(node, ..)| *node == called.node);
    let Some((_, _, input)) = known.find(|(_, key, _)| *key == called.key) else {
        return Err(format!("a {what} of {} with a key that no intent has", called.node));
    };
    if *input != called.input {
        return Err(format!(
            "a {what} of {} with other inputs than those of its intent: {}, and not {input}",
            called.node, called.input
        ));
    }
    Ok(())
}

/// What is undone is not called again.
fn nothing_after_undoing(calls: &[Called]) -> Result<(), String> {
    for (at, undo) in calls.iter().enumerate() {
        let Some(key) = &undo.undoes else { continue };
        if let Some(again) =
            calls[at..].iter().find(|call| call.undoes.is_none() && call.key == *key)
        {
            return Err(format!("{} was called again after it was undone", again.node));
        }
    }
    Ok(())
}

/// What the procedures answered, against what the journal says.
fn told_by_calls(evidence: &Evidence<'_>, machine: &Replayed, node: NodeIx) -> Result<(), String> {
    let plan = machine.plan();
    let facts = plan.node(node);
    let id = id(evidence.flow, node);
    let any = |back: bool, end: End| {
        let mut calls = evidence.calls.iter().filter(|call| call.node == id);
        calls.any(|call| call.undoes.is_some() == back && call.end == end)
    };
    let inverse_outside =
        facts.compensation.as_ref().is_some_and(|inverse| inverse.effects == Kind::External);
    let state = machine.state(node);
    let outside = facts.effects == Kind::External;
    let wrong = match state {
        NodeState::Done if outside && !any(false, End::Done) => "done, and nobody answered so",
        NodeState::Compensated if inverse_outside && !any(true, End::Done) => {
            "undone, and nobody answered so"
        }
        NodeState::Done if any(true, End::Done) => "done, and was undone",
        NodeState::Pending | NodeState::Skipped | NodeState::Refused { .. }
            if outside && any(false, End::Done) =>
        {
            "not done, and yet it was called and answered"
        }
        _ => return Ok(()),
    };
    Err(format!("half done: {id} is {wrong} (it is {state:?})"))
}

/// What other systems say themselves: each effect once, by a key of the journal, and gone where the run
/// did not complete.
fn told_by_others(evidence: &Evidence<'_>, machine: &Replayed) -> Result<(), String> {
    let plan = machine.plan();
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for heard in evidence.heard.unwrap_or_default() {
        let (done, undone) = counts.entry(&heard.key).or_default();
        match heard.what {
            Effect::Done => *done += 1,
            Effect::Undone => *undone += 1,
        }
    }
    let keys: BTreeMap<&str, &str> =
        intents(evidence.lines, false).map(|(node, key, _)| (key, node)).collect();
    for (key, (done, undone)) in &counts {
        if *done > 1 || *undone > 1 {
            return Err(format!(
                "another system did the same {done} times and undid it {undone} times (key {key})"
            ));
        }
        let Some(node) = keys.get(key).and_then(|node| plan.find(node)) else {
            if *done > 0 {
                return Err(format!(
                    "another system was called with a key that no intent has: {key}"
                ));
            }
            continue;
        };
        let facts = plan.node(node);
        let outside =
            facts.compensation.as_ref().is_some_and(|inverse| inverse.effects == Kind::External);
        let status = evidence.record.status;
        let wrong = match status {
            Status::Completed => *undone > 0,
            Status::Parked => false,
            _ => outside && *done > 0 && *undone == 0,
        };
        if wrong {
            return Err(format!(
                "half undone: the run is {}, and {} was done {done} times and undone {undone} times \
                 outside",
                status.as_str(),
                facts.id
            ));
        }
    }
    Ok(())
}
