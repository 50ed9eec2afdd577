//! The verdict on a run that is over: what its journal, its calls and its rows may not say.

mod ends;
mod outside;

use hera_core::plan::Effects as Kind;
use hera_core::{Entry, Machine, NodeIx, NodeState, Status};
use serde_json::Value;

use super::calls::Called;
use super::fault::Strike;
use super::subject::{Effects, Heard};
use crate::flow::{FlowDef, State};
use crate::ports::{JournalLine, RunRecord};

/// All that is known of a run that is over, or waits for a person.
pub(super) struct Evidence<'a> {
    pub(super) flow: &'static FlowDef,
    pub(super) strikes: &'a [Strike],
    pub(super) record: &'a RunRecord,
    pub(super) lines: &'a [JournalLine],
    pub(super) calls: &'a [Called],
    /// What other systems say, if they say anything.
    pub(super) heard: Option<&'a [Heard]>,
    pub(super) effects: Option<&'a Effects>,
}

/// The machine of a run whose journal is legal.
type Replayed = Machine<State>;

/// What is wrong, in the order of what a person wants to know first.
pub(super) fn judge(evidence: &Evidence<'_>) -> Result<(), String> {
    let machine = replay(evidence)?;
    ends::hold(evidence)?;
    nothing_half_undone(evidence, &machine)?;
    if let Some(effects) = evidence.effects {
        rows(evidence.flow, &machine, effects)?;
    }
    outside::hold(evidence, &machine)
}

/// The journal, once more: it may not say what the machine does not take, nor anything twice.
fn replay(evidence: &Evidence<'_>) -> Result<Replayed, String> {
    let header = &evidence.record.header;
    let state = evidence.flow.admit_run(&header.context, &header.payload);
    let state = state.map_err(|refusal| format!("the stored payload: {refusal}"))?;
    let entries = evidence.lines.iter().map(|line| line.entry.clone());
    let machine = Machine::replay(State::new(state), entries)
        .map_err(|fault| format!("the journal cannot be: {fault}"))?;
    let mut tokens: Vec<String> = evidence.lines.iter().filter_map(JournalLine::token).collect();
    let count = tokens.len();
    tokens.sort();
    tokens.dedup();
    if tokens.len() < count {
        return Err(format!("a token is twice in the journal: {}", told(evidence.lines)));
    }
    if machine.status() != evidence.record.status {
        return Err(format!(
            "the header says {}, and the journal {}",
            evidence.record.status.as_str(),
            machine.status().as_str()
        ));
    }
    Ok(machine)
}

/// What a run that did not complete may not leave.
fn nothing_half_undone(evidence: &Evidence<'_>, machine: &Replayed) -> Result<(), String> {
    let plan = evidence.flow.plan;
    let status = evidence.record.status;
    for node in plan.node_ixs() {
        let (facts, state) = (plan.node(node), machine.state(node));
        let fits = match status {
            Status::Completed => matches!(state, NodeState::Done | NodeState::Skipped),
            Status::Parked => true,
            _ if facts.effects == Kind::None => true,
            _ => matches!(
                state,
                NodeState::Pending
                    | NodeState::Skipped
                    | NodeState::Compensated
                    | NodeState::Refused { .. }
            ),
        };
        if !fits {
            return Err(format!(
                "half done: it is {}, and {} is {state:?}",
                status.as_str(),
                facts.id
            ));
        }
    }
    Ok(())
}

/// How often the rows of each node were written and taken back, against what the journal says.
fn rows(flow: &FlowDef, machine: &Replayed, effects: &Effects) -> Result<(), String> {
    let plan = flow.plan;
    for node in plan.node_ixs() {
        let facts = plan.node(node);
        let inside = facts.effects == Kind::Transactional;
        let undone_inside = facts
            .compensation
            .as_ref()
            .is_some_and(|inverse| inverse.effects == Kind::Transactional);
        let state = machine.state(node);
        let done = matches!(state, NodeState::Done | NodeState::Compensated)
            || matches!(state, NodeState::Stuck | NodeState::Undoing);
        let undone = state == NodeState::Compensated;
        let wanted = (u32::from(inside && done), u32::from(undone_inside && undone));
        let found = effects.get(&*facts.id).copied().unwrap_or_default();
        if found != wanted {
            return Err(format!(
                "{} is {state:?}: its rows were written {} times and taken back {} times, \
                 and not {} and {}",
                facts.id, found.0, found.1, wanted.0, wanted.1
            ));
        }
    }
    Ok(())
}

/// The keys and inputs of intents, and of the intents of compensations, by node.
fn intents(lines: &[JournalLine], back: bool) -> impl Iterator<Item = (&str, &str, &Value)> {
    lines.iter().filter_map(move |line| match &line.entry {
        Entry::Intent { node, key, input, .. } if !back => Some((&**node, &**key, input)),
        Entry::CompensationIntent { node, key, input } if back => Some((&**node, &**key, input)),
        _ => None,
    })
}

fn id(flow: &FlowDef, node: NodeIx) -> &str {
    &flow.plan.node(node).id
}

/// The journal in a line.
pub(super) fn told(lines: &[JournalLine]) -> String {
    let entries = lines.iter().map(|line| match &line.entry {
        Entry::Skipped { node } => format!("{node} skipped"),
        Entry::Intent { node, .. } => format!("{node} intended"),
        Entry::Succeeded { node, .. } => format!("{node} done"),
        Entry::Committed { boundary, .. } => format!("{boundary} committed"),
        Entry::AttemptFailed { node, failure, .. } => {
            format!("{node} failed with {}", failure.code)
        }
        Entry::Violated { node, .. } => format!("{node} done, and broken"),
        Entry::ResolvedDone { node, .. } => format!("{node} asked, and done"),
        Entry::ResolvedNoEffect { node, .. } => format!("{node} asked, and not done"),
        Entry::ResolveFailed { node, .. } => format!("{node} asked, and no answer"),
        Entry::CompensationIntent { node, .. } => format!("{node} to be undone"),
        Entry::Compensated { node, .. } => format!("{node} undone"),
        Entry::CompensationFailed { node, failure, .. } => {
            format!("{node} not undone: {}", failure.code)
        }
        Entry::Parked { node, .. } => format!("parked for {node}"),
        act => format!("{act:?}"),
    });
    entries.collect::<Vec<_>>().join(", ")
}
