//! A small hostile world for the machine: random plans, a driver whose boundaries really interleave,
//! a journal that loses what was not durable when its owner dies, and an outside that remembers.

use std::collections::BTreeMap;

use crate::entry::{Entry, Failure, Status};
use crate::machine::{Action, Attempt, Machine, Retrial, Step, Work};
use crate::plan::{BoundaryIx, Effects, NodeIx};
use crate::testkit::{Dice, Table};

use super::tell::failure;

/// More turns than any run of a small plan needs.
const TURNS_MAX: usize = 2_000;

/// What really happened to a node's effect, whatever the machine believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is there; outside, or in an open transaction.
    There,
    /// It was there and is undone.
    Undone,
}

/// How likely things go wrong: one in so many, never for 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    pub(super) declared: usize,
    pub(super) infrastructure: usize,
    pub(super) undo_fails: usize,
    pub(super) crash: usize,
    /// How often a person acts.
    pub(super) act: usize,
}

/// An attempt under way, with the entries that its transaction holds.
struct Running {
    attempt: Attempt,
    started: bool,
    held: Vec<Entry<u32>>,
}

pub(super) struct World {
    pub(super) machine: Machine<Table>,
    fresh: Table,
    pub(super) journal: Vec<Entry<u32>>,
    /// Entries that need not be durable before the next that do.
    buffer: Vec<Entry<u32>>,
    running: Vec<Running>,
    pub(super) effects: BTreeMap<NodeIx, Effect>,
    /// In order.
    pub(super) undone: Vec<NodeIx>,
    pub(super) crashes: usize,
    pub(super) acts: usize,
    odds: Odds,
    dice: Dice,
}

impl World {
    pub(super) fn new(table: Table, odds: Odds, dice: Dice) -> World {
        World {
            machine: Machine::new(table.clone()),
            fresh: table,
            journal: Vec::new(),
            buffer: Vec::new(),
            running: Vec::new(),
            effects: BTreeMap::new(),
            undone: Vec::new(),
            crashes: 0,
            acts: 0,
            odds,
            dice,
        }
    }

    /// Drives the run to its end.
    pub(super) fn run(&mut self) -> Status {
        for _ in 0..TURNS_MAX {
            if self.happens(self.odds.crash) {
                self.crash();
            }
            if self.happens(self.odds.act) {
                self.act();
            }
            match self.machine.next() {
                Action::Run(attempts) => self.start(attempts),
                Action::Await => self.turn(),
                Action::Resolve(again) => self.resolve(again),
                Action::Compensate(again) => self.compensate(again),
                Action::Park(parked) => {
                    let node = self.id(parked.node);
                    let (direction, reason) = (parked.direction, parked.reason);
                    self.write(Entry::Parked { direction, node, reason });
                }
                Action::Idle if self.happens(self.odds.act) => self.act(),
                Action::Idle => return Status::Parked,
                Action::Done(status) => return status,
            }
        }
        panic!("the run does not end: {:#?}", self.journal);
    }

    fn start(&mut self, attempts: Vec<Attempt>) {
        let running = |attempt| Running { attempt, started: false, held: Vec::new() };
        self.running.extend(attempts.into_iter().map(running));
        let due = self.machine.due_intents();
        // A driver may let intents ride ahead, or not.
        if self.happens(2) {
            for node in due {
                let intent = self.intent(node);
                self.write(intent);
            }
        }
    }

    /// One step of one attempt.
    fn turn(&mut self) {
        assert!(!self.running.is_empty(), "the machine waits for nothing");
        let at = self.dice.roll(self.running.len());
        let boundary = self.running[at].attempt.boundary;
        if !self.running[at].started && !self.machine.may_start(Work::Boundary(boundary)) {
            self.running.remove(at);
            self.machine.withdraw(Work::Boundary(boundary));
            return;
        }
        self.running[at].started = true;
        match self.machine.step(boundary) {
            Step::Skip(node) => self.hold(at, Entry::Skipped { node: self.id(node) }),
            Step::Intend(node) => {
                let intent = self.intent(node);
                self.write(intent);
            }
            Step::Call(node) => self.call(at, node),
            Step::Invoke(node) => match self.trouble(node) {
                Some(failure) => self.fail(at, node, failure),
                None => {
                    if self.machine.plan().node(node).effects == Effects::Transactional {
                        assert_eq!(self.effects.insert(node, Effect::There), None, "twice");
                    }
                    self.hold(at, Entry::Succeeded { node: self.id(node), output: node.0 });
                }
            },
            Step::Commit => self.commit(at),
        }
    }

    fn call(&mut self, at: usize, node: NodeIx) {
        let failure = self.trouble(node);
        let silent = failure.as_ref().is_some_and(|f| f.kind.is_infrastructure());
        if failure.is_none() || (silent && self.happens(2)) {
            self.effects.insert(node, Effect::There);
        }
        match failure {
            Some(failure) if failure.breaks_invariant() => self.violate(at, node, failure),
            Some(failure) if silent || !self.effects.contains_key(&node) => {
                self.fail(at, node, failure);
            }
            // An effect that is there is found by its key: the answer cannot be a refusal.
            _ => {
                let answer = Entry::Succeeded { node: self.id(node), output: node.0 };
                self.take(&answer);
                self.buffer.push(answer);
            }
        }
    }

    /// It did its work, and answers what it must not.
    fn violate(&mut self, at: usize, node: NodeIx, failure: Failure) {
        let Running { attempt: Attempt { boundary, attempt, .. }, .. } = self.running.remove(at);
        self.effects.insert(node, Effect::There);
        self.roll_back(boundary);
        self.write(Entry::Violated {
            boundary: self.machine.plan().boundary(boundary).name.clone(),
            attempt,
            node: self.id(node),
            output: node.0,
            failure,
        });
    }

    fn commit(&mut self, at: usize) {
        let Running { attempt, held, .. } = self.running.remove(at);
        let plan = self.machine.plan();
        let boundary = plan.boundary(attempt.boundary);
        let commit = Entry::Committed { boundary: boundary.name.clone(), attempt: attempt.attempt };
        let writes = boundary.nodes.iter().any(|node| plan.node(*node).effects != Effects::None);
        self.take(&commit);
        self.buffer.extend(held);
        self.buffer.push(commit);
        if writes {
            self.flush();
        }
    }

    fn fail(&mut self, at: usize, node: NodeIx, failure: Failure) {
        let Running { attempt: Attempt { boundary, attempt, .. }, .. } = self.running.remove(at);
        let retried = self.machine.retries(boundary, node, &failure);
        self.roll_back(boundary);
        self.write(Entry::AttemptFailed {
            boundary: self.machine.plan().boundary(boundary).name.clone(),
            attempt,
            node: self.id(node),
            failure,
            retry_at: retried.then_some(0),
        });
    }

    fn resolve(&mut self, again: Retrial) {
        let node = self.id(again.node);
        match self.trouble(again.node) {
            Some(failure) if failure.kind.is_infrastructure() => {
                let retried = self.machine.resolve_retries(again.node);
                self.write(Entry::ResolveFailed {
                    node,
                    attempt: again.attempt,
                    failure,
                    retry_at: retried.then_some(0),
                });
            }
            Some(failure)
                if !failure.breaks_invariant() && !self.effects.contains_key(&again.node) =>
            {
                self.write(Entry::ResolvedNoEffect { node, failure });
            }
            _ => {
                self.effects.insert(again.node, Effect::There);
                self.write(Entry::ResolvedDone { node, output: again.node.0, broken: None });
            }
        }
    }

    fn compensate(&mut self, again: Retrial) {
        let plan = self.machine.plan();
        let inverse =
            plan.node(again.node).compensation.as_ref().expect("only what has an inverse");
        if inverse.effects == Effects::External && !self.machine.compensation_intended(again.node) {
            let node = self.id(again.node);
            self.write(Entry::CompensationIntent { node, key: String::new(), input: 0 });
        }
        if self.happens(self.odds.undo_fails) {
            let failure = failure(["NO", "BUSY", "STORE_FAILURE"][self.dice.roll(3)]);
            let retried = self.machine.compensation_retries(again.node, &failure);
            self.write(Entry::CompensationFailed {
                node: self.id(again.node),
                attempt: again.attempt,
                failure,
                retry_at: retried.then_some(0),
            });
            return;
        }
        if let Some(effect) = self.effects.get_mut(&again.node) {
            assert_eq!(*effect, Effect::There, "undone twice");
            *effect = Effect::Undone;
        }
        self.undone.push(again.node);
        self.write(Entry::Compensated { node: self.id(again.node), attempt: again.attempt });
    }

    /// A person acts: whoever drives the run is fenced, and goes on from the journal.
    fn act(&mut self) {
        self.crash();
        self.crashes -= 1;
        let reason = "a person's word".to_owned();
        let act = match self.dice.roll(16) {
            0 => Entry::CancelRequested { reason },
            1..=5 => Entry::CompensateRequested { reason },
            6..=10 => Entry::RetryRequested { reason, payload: None },
            _ => Entry::RetryRequested { reason, payload: Some(0) },
        };
        let before = self.machine.clone();
        if self.machine.apply(&act).is_ok() {
            self.acts += 1;
            self.journal.push(act);
        } else {
            assert_eq!(self.machine, before, "{act:?} left a trace");
        }
    }

    /// The owner dies, and another one takes over what the journal tells.
    fn crash(&mut self) {
        self.crashes += 1;
        let lost_nothing = self.buffer.is_empty();
        self.buffer.clear();
        for running in std::mem::take(&mut self.running) {
            self.roll_back(running.attempt.boundary);
        }
        let heir = Machine::replay(self.fresh.clone(), self.journal.iter().cloned());
        let heir = heir.expect("what was written can be read");
        self.machine.take_over().expect("outputs that were taken once");
        if lost_nothing {
            assert_eq!(heir, self.machine, "the journal tells another story");
        }
        self.machine = heir;
    }

    fn roll_back(&mut self, boundary: BoundaryIx) {
        let plan = self.machine.plan();
        self.effects.retain(|node, _| {
            let node = plan.node(*node);
            node.boundary != boundary || node.effects == Effects::External
        });
    }

    /// Applies an entry that its transaction holds.
    fn hold(&mut self, at: usize, entry: Entry<u32>) {
        self.take(&entry);
        self.running[at].held.push(entry);
    }

    /// Makes an entry durable, after all that waits for it.
    fn write(&mut self, entry: Entry<u32>) {
        self.take(&entry);
        self.buffer.push(entry);
        self.flush();
    }

    fn flush(&mut self) {
        self.journal.append(&mut self.buffer);
    }

    fn take(&mut self, entry: &Entry<u32>) {
        if let Err(fault) = self.machine.apply(entry) {
            panic!("{entry:?}: {fault}, after {:#?}", self.journal);
        }
    }

    fn intent(&self, node: NodeIx) -> Entry<u32> {
        Entry::Intent { node: self.id(node), key: String::new(), input: 0, compensation: None }
    }

    fn trouble(&mut self, node: NodeIx) -> Option<Failure> {
        if self.happens(self.odds.infrastructure) {
            return Some(failure(["UNKNOWN", "STORE_FAILURE"][self.dice.roll(2)]));
        }
        if !self.happens(self.odds.declared) {
            return None;
        }
        let errors = &self.machine.plan().node(node).errors;
        let codes: Vec<String> = errors.iter().map(|error| error.code.to_string()).collect();
        Some(failure(codes.get(self.dice.roll(codes.len().max(1))).map_or("NO", |code| code)))
    }

    fn happens(&mut self, one_in: usize) -> bool {
        one_in > 0 && self.dice.one_in(one_in)
    }

    fn id(&self, node: NodeIx) -> crate::plan::Text {
        self.machine.plan().node(node).id.clone()
    }
}
