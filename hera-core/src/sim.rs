//! The simulation: the same machine, driven over a script instead of a world.
//!
//! Every node succeeds at once unless the script says how it fails. Time is virtual, and boundaries
//! that are ready together are attempted one after the other in plan order, so a report is a
//! function of flow and script.

mod script;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::entry::{Direction, Entry, Failure, FailureKind, Status, implicit};
use crate::flow::{Fault, Flow};
use crate::machine::{Action, Attempt, Machine, Retrial, Step, Work};
use crate::plan::{BoundaryIx, Effects, NodeIx, Text};

use script::Cursor;
pub use script::Script;

/// The most steps that one simulation takes; a plan with sane retries needs a few for each node.
const STEPS_MAX: u32 = 1_000_000;

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Report {
    /// The state in which it ended.
    pub outcome: Status,
    /// The nodes that did their work and were not rolled back, in order of completion.
    pub executed: Vec<Text>,
    /// The nodes whose condition was false, in plan order.
    pub skipped: Vec<Text>,
    /// The boundaries that committed with a node that changes something, in order.
    pub commits: Vec<Text>,
    /// The boundaries that hold a node that changes something, failed, and did not commit later.
    pub rolled_back: Vec<Text>,
    /// The nodes whose effects were taken back, in order.
    pub compensated: Vec<Text>,
    /// How often each node was called: all attempts, and the calls to resolve it; never 0.
    pub attempts: BTreeMap<Text, u32>,
    /// For what it waits for a person.
    pub parked: Option<ReportParked>,
    /// The final failure that turned it around.
    pub error: Option<ReportError>,
}

/// For what a simulated run waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct ReportParked {
    /// Which way it would go on.
    pub direction: Direction,
    /// The node for which it is parked.
    pub node: Text,
    /// Why, as a sentence.
    pub reason: String,
}

/// The failure that turned a simulated run around.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct ReportError {
    /// Its code.
    pub code: String,
    /// The node that failed.
    pub node: Text,
    /// What a person reads.
    pub message: String,
}

/// Drives a run to its end. `outputs` says what a node returns when it succeeds.
///
/// # Errors
/// When an output does not fit its node, or the retries of the plan are out of all bounds.
pub fn simulate<F: Flow>(
    machine: Machine<F>,
    script: &Script,
    outputs: &mut dyn FnMut(NodeIx) -> F::Value,
) -> Result<Report, Fault> {
    simulate_watched(machine, script, outputs, &mut |_, _| {})
}

/// As [`simulate`]; `watch` sees each entry that is applied, with the virtual time in milliseconds
/// since the start.
///
/// # Errors
/// As [`simulate`].
pub fn simulate_watched<F: Flow>(
    machine: Machine<F>,
    script: &Script,
    outputs: &mut dyn FnMut(NodeIx) -> F::Value,
    watch: &mut Watch<'_, F::Value>,
) -> Result<Report, Fault> {
    let mut sim = Sim {
        machine,
        script: Cursor::new(script),
        outputs,
        watch,
        now: 0,
        waiting: Vec::new(),
        attempts: BTreeMap::new(),
        steps: 0,
    };
    let outcome = sim.run()?;
    Ok(sim.report(outcome))
}

/// Sees each entry of a simulation as it is applied, with the virtual time in milliseconds.
pub type Watch<'a, V> = dyn FnMut(i64, &Entry<V>) + 'a;

struct Sim<'a, F: Flow> {
    machine: Machine<F>,
    script: Cursor,
    outputs: &'a mut dyn FnMut(NodeIx) -> F::Value,
    watch: &'a mut Watch<'a, F::Value>,
    /// Virtual time in milliseconds.
    now: i64,
    /// Attempts that were handed out and have not started.
    waiting: Vec<Attempt>,
    attempts: BTreeMap<Text, u32>,
    steps: u32,
}

impl<F: Flow> Sim<'_, F> {
    fn run(&mut self) -> Result<Status, Fault> {
        loop {
            self.tick()?;
            match self.machine.next() {
                Action::Run(attempts) => self.waiting.extend(attempts),
                Action::Await => self.start_earliest()?,
                Action::Resolve(again) => self.resolve(again)?,
                Action::Compensate(again) => self.compensate(again)?,
                Action::Park(parked) => self.apply(&Entry::Parked {
                    direction: parked.direction,
                    node: self.id(parked.node),
                    reason: parked.reason,
                })?,
                Action::Idle => return Ok(Status::Parked),
                Action::Done(status) => return Ok(status),
            }
        }
    }

    fn start_earliest(&mut self) -> Result<(), Fault> {
        let when = |attempt: &Attempt| (attempt.not_before.unwrap_or(0), attempt.boundary);
        let earliest = (0..self.waiting.len()).min_by_key(|at| when(&self.waiting[*at]));
        let Some(earliest) = earliest else {
            return Err(Fault::new("the boundaries of the plan wait for each other"));
        };
        let attempt = self.waiting.swap_remove(earliest);
        let work = Work::Boundary(attempt.boundary);
        if !self.machine.may_start(work) {
            self.machine.withdraw(work);
            return Ok(());
        }
        self.sleep(attempt.not_before);
        while self.step(attempt)? {}
        Ok(())
    }

    /// One step of an attempt; false when it is over.
    fn step(&mut self, attempt: Attempt) -> Result<bool, Fault> {
        self.tick()?;
        match self.machine.step(attempt.boundary) {
            Step::Skip(node) => self.apply(&Entry::Skipped { node: self.id(node) })?,
            Step::Intend(node) if self.script.fails_with(node, implicit::PRECONDITION_FAILED) => {
                return self.call(attempt, node);
            }
            Step::Intend(node) => self.machine.intend(node)?,
            Step::Call(node) | Step::Invoke(node) => return self.call(attempt, node),
            Step::Commit => {
                let boundary = self.name(attempt.boundary);
                self.apply(&Entry::Committed { boundary, attempt: attempt.attempt })?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn call(&mut self, attempt: Attempt, node: NodeIx) -> Result<bool, Fault> {
        let Some(failure) = self.ask(node) else {
            self.succeed(node)?;
            return Ok(true);
        };
        // An invariant is checked after the node: what was called outside is done.
        let external = self.machine.plan().node(node).effects == Effects::External;
        if external && failure.breaks_invariant() {
            let output = (self.outputs)(node);
            let (boundary, node) = (self.name(attempt.boundary), self.id(node));
            let attempt = attempt.attempt;
            self.apply(&Entry::Violated { boundary, attempt, node, output, failure })?;
            return Ok(false);
        }
        let retried = self.machine.retries(attempt.boundary, node, &failure);
        self.apply(&Entry::AttemptFailed {
            boundary: self.name(attempt.boundary),
            attempt: attempt.attempt,
            node: self.id(node),
            failure,
            retry_at: self.retry_at(retried, attempt.attempt),
        })?;
        Ok(false)
    }

    fn succeed(&mut self, node: NodeIx) -> Result<(), Fault> {
        let output = (self.outputs)(node);
        self.apply(&Entry::Succeeded { node: self.id(node), output })
    }

    fn resolve(&mut self, again: Retrial) -> Result<(), Fault> {
        self.sleep(again.not_before);
        let node = self.id(again.node);
        let asked = self.ask(again.node);
        let entry = match asked {
            None => Entry::ResolvedDone { node, output: (self.outputs)(again.node), broken: None },
            Some(failure) if failure.breaks_invariant() => {
                let output = (self.outputs)(again.node);
                Entry::ResolvedDone { node, output, broken: Some(failure) }
            }
            Some(failure) if failure.kind == FailureKind::Declared => {
                Entry::ResolvedNoEffect { node, failure }
            }
            Some(failure) => {
                let retried = self.machine.resolve_retries(again.node);
                let retry_at = self.retry_at(retried, again.attempt);
                Entry::ResolveFailed { node, attempt: again.attempt, failure, retry_at }
            }
        };
        self.apply(&entry)
    }

    fn compensate(&mut self, again: Retrial) -> Result<(), Fault> {
        self.sleep(again.not_before);
        let inverse = self.machine.plan().node(again.node).compensation.as_ref();
        let external = inverse.is_some_and(|inverse| inverse.effects == Effects::External);
        if external && !self.machine.compensation_intended(again.node) {
            self.machine.intend_back(again.node)?;
        }
        let (node, attempt) = (self.id(again.node), again.attempt);
        let entry = match self.script.undo(again.node) {
            None => Entry::Compensated { node, attempt },
            Some(failure) => {
                let retried = self.machine.compensation_retries(again.node, &failure);
                let retry_at = self.retry_at(retried, attempt);
                Entry::CompensationFailed { node, attempt, failure, retry_at }
            }
        };
        self.apply(&entry)
    }

    fn apply(&mut self, entry: &Entry<F::Value>) -> Result<(), Fault> {
        self.machine.apply(entry)?;
        (self.watch)(self.now, entry);
        Ok(())
    }

    /// Calls a node: how it fails, if it does.
    fn ask(&mut self, node: NodeIx) -> Option<Failure> {
        *self.attempts.entry(self.id(node)).or_default() += 1;
        self.script.call(node)
    }

    fn retry_at(&self, retried: bool, failed: u32) -> Option<i64> {
        let delay = i64::try_from(self.machine.plan().retry.delay_ms(failed)).unwrap_or(i64::MAX);
        retried.then(|| self.now.saturating_add(delay))
    }

    fn sleep(&mut self, until: Option<i64>) {
        self.now = self.now.max(until.unwrap_or(self.now));
    }

    fn tick(&mut self) -> Result<(), Fault> {
        self.steps += 1;
        if self.steps > STEPS_MAX {
            return Err(Fault::new(format!("the simulation takes more than {STEPS_MAX} steps")));
        }
        Ok(())
    }

    fn report(self, outcome: Status) -> Report {
        let (machine, plan) = (&self.machine, self.machine.plan());
        let id = |node: NodeIx| plan.node(node).id.clone();
        let changes = |node: &NodeIx| plan.node(*node).effects != Effects::None;
        let nodes = |boundary: BoundaryIx| plan.boundary(boundary).nodes.iter().copied();
        let wrote = |b: &BoundaryIx| nodes(*b).any(|n| changes(&n) && machine.output(n).is_some());
        let writes = |b: &BoundaryIx| nodes(*b).any(|n| changes(&n));
        let committed = machine.committed().iter().copied();
        Report {
            outcome,
            executed: machine.executed().map(id).collect(),
            skipped: machine.skipped().map(id).collect(),
            commits: committed.filter(wrote).map(|b| self.name(b)).collect(),
            rolled_back: machine.rolled_back().filter(writes).map(|b| self.name(b)).collect(),
            compensated: machine.compensated().iter().copied().map(id).collect(),
            parked: machine.parked().map(|parked| ReportParked {
                direction: parked.direction,
                node: id(parked.node),
                reason: parked.reason.clone(),
            }),
            error: machine.cause().map(|cause| ReportError {
                code: cause.failure.code.clone(),
                node: id(cause.node),
                message: cause.failure.message.clone(),
            }),
            attempts: self.attempts,
        }
    }

    fn id(&self, node: NodeIx) -> Text {
        self.machine.plan().node(node).id.clone()
    }

    fn name(&self, boundary: BoundaryIx) -> Text {
        self.machine.plan().boundary(boundary).name.clone()
    }
}
