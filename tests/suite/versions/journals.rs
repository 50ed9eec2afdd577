//! All journals that a small flow can have written when its process dies: every order of boundaries,
//! every failure, every answer about what is in doubt, within a budget.

use hera_core::entry::implicit;
use hera_core::entry::infrastructure::NETWORK_TIMEOUT;
use hera_core::machine::{Action, Retrial};
use hera_core::plan::Effects;
use hera_core::{BoundaryIx, Entry, Failure, FailureKind, Machine, NodeIx, Step};
use hera_specc::simulate::State;
use serde_json::Value as Json;

use super::dice::Dice;
use super::world::World;

/// Journals beyond which a flow is left.
const JOURNALS_MAX: usize = 200;

/// Gathers the journals of one flow in one world.
pub(super) struct Journals<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) start: State<'a>,
    pub(super) outputs: &'w [Json],
    /// Which way is gone first, where not all can be gone.
    pub(super) dice: Dice,
    pub(super) found: Vec<Vec<Entry<Json>>>,
}

impl<'a> Journals<'_, 'a> {
    /// All journals of runs that are not over; the empty one first.
    pub(super) fn gather(&mut self, failures: u32) {
        self.enter(Vec::new(), failures);
    }

    fn enter(&mut self, journal: Vec<Entry<Json>>, failures: u32) {
        if self.found.len() >= JOURNALS_MAX {
            return;
        }
        let replayed = self.world.replay(&self.start, &journal);
        let mut machine = replayed.expect("a journal can be replayed as it was written");
        let action = machine.next();
        if !matches!(action, Action::Done(_)) {
            self.found.push(journal.clone());
        }
        let mut next: Vec<(Vec<Entry<Json>>, u32)> = Vec::new();
        match action {
            Action::Run(_) | Action::Await => {}
            Action::Resolve(again) => next.extend(self.resolutions(&machine, again, failures)),
            Action::Compensate(again) => next.extend(self.compensations(&machine, again, failures)),
            Action::Park(parked) => {
                let node = self.id(parked.node);
                let (direction, reason) = (parked.direction, parked.reason);
                next.push((vec![Entry::Parked { direction, node, reason }], failures));
            }
            Action::Idle | Action::Done(_) => return,
        }
        // Boundaries that are under way settle also after another one has failed.
        for boundary in self.world.plan.boundary_ixs() {
            if self.is_open(&machine, boundary) {
                self.attempt(machine.clone(), boundary, Vec::new(), failures, &mut next);
            }
        }
        for at in (1..next.len()).rev() {
            next.swap(at, self.dice.roll(at + 1));
        }
        for (group, failures) in next {
            let mut longer = journal.clone();
            longer.extend(group);
            if self.world.replay(&self.start, &longer).is_ok() {
                self.enter(longer, failures);
            }
        }
    }

    fn is_open(&self, machine: &Machine<State<'a>>, boundary: BoundaryIx) -> bool {
        let done = |other: &BoundaryIx| machine.committed().contains(other);
        let failed = machine.cause().is_some() && machine.rolled_back().any(|b| b == boundary);
        !done(&boundary) && !failed && self.world.plan.boundary(boundary).after.iter().all(done)
    }

    /// The ways in which an attempt goes on to its next durable write.
    fn attempt(
        &self,
        mut machine: Machine<State<'a>>,
        boundary: BoundaryIx,
        mut told: Vec<Entry<Json>>,
        failures: u32,
        next: &mut Vec<(Vec<Entry<Json>>, u32)>,
    ) {
        loop {
            let entry = match machine.step(boundary) {
                Step::Skip(node) => Entry::Skipped { node: self.id(node) },
                Step::Intend(node) | Step::Call(node) | Step::Invoke(node)
                    if !self.world.meets(node, &self.world.input(node, machine.flow())) =>
                {
                    let refused = failure(implicit::PRECONDITION_FAILED);
                    let group = self.failed(&machine, boundary, node, &told, refused);
                    return next.push((group, failures));
                }
                Step::Intend(node) => {
                    let compensation = self.world.plan.node(node).compensation.as_ref();
                    let mut group = self.answers(&told);
                    group.push(Entry::Intent {
                        node: self.id(node),
                        key: "key".to_owned(),
                        input: self.world.input(node, machine.flow()),
                        compensation: compensation.map(|inverse| inverse.procedure.clone()),
                    });
                    return next.push((group, failures));
                }
                Step::Call(node) | Step::Invoke(node) => {
                    if failures > 0 {
                        self.fail(&machine, boundary, node, &told, failures - 1, next);
                    }
                    let input = self.world.input(node, machine.flow());
                    if !self.world.keeps(node, &input, &self.output(node)) {
                        let group = self.broken(&machine, boundary, node, &told);
                        return next.push((group, failures));
                    }
                    Entry::Succeeded { node: self.id(node), output: self.output(node) }
                }
                Step::Commit => {
                    let attempt = machine.attempt(boundary);
                    let boundary = self.world.plan.boundary(boundary).name.clone();
                    told.push(Entry::Committed { boundary, attempt });
                    return next.push((told, failures));
                }
            };
            let typed = self.world.typed(&entry).expect("outputs are of their types");
            if machine.apply(&typed).is_err() {
                return;
            }
            told.push(entry);
        }
    }

    fn fail(
        &self,
        machine: &Machine<State<'a>>,
        boundary: BoundaryIx,
        node: NodeIx,
        told: &[Entry<Json>],
        failures: u32,
        next: &mut Vec<(Vec<Entry<Json>>, u32)>,
    ) {
        for failure in self.failures(node) {
            next.push((self.failed(machine, boundary, node, told, failure), failures));
        }
    }

    fn failed(
        &self,
        machine: &Machine<State<'a>>,
        boundary: BoundaryIx,
        node: NodeIx,
        told: &[Entry<Json>],
        failure: Failure,
    ) -> Vec<Entry<Json>> {
        let mut group = self.answers(told);
        let retried = machine.retries(boundary, node, &failure);
        group.push(Entry::AttemptFailed {
            boundary: self.world.plan.boundary(boundary).name.clone(),
            attempt: machine.attempt(boundary),
            node: self.id(node),
            failure,
            retry_at: retried.then_some(0),
        });
        group
    }

    /// A node that returned what it should not: what was called outside is done.
    fn broken(
        &self,
        machine: &Machine<State<'a>>,
        boundary: BoundaryIx,
        node: NodeIx,
        told: &[Entry<Json>],
    ) -> Vec<Entry<Json>> {
        let failure = failure(implicit::INVARIANT_VIOLATED);
        if self.world.plan.node(node).effects != Effects::External {
            return self.failed(machine, boundary, node, told, failure);
        }
        let mut group = self.answers(told);
        group.push(Entry::Violated {
            boundary: self.world.plan.boundary(boundary).name.clone(),
            attempt: machine.attempt(boundary),
            node: self.id(node),
            output: self.output(node),
            failure,
        });
        group
    }

    fn failures(&self, node: NodeIx) -> Vec<Failure> {
        let declared = self.world.plan.node(node).errors.iter().map(|error| error.code.to_string());
        let clauses = [implicit::PRECONDITION_FAILED, implicit::INVARIANT_VIOLATED];
        // A clause fails when it does not hold, and not by chance.
        let mut codes: Vec<String> = declared.filter(|it| !clauses.contains(&&**it)).collect();
        if codes.is_empty() {
            codes.push(implicit::UNKNOWN_ERROR.to_owned());
        }
        codes.push(NETWORK_TIMEOUT.to_owned());
        codes.into_iter().map(|code| failure(&code)).collect()
    }

    fn resolutions(
        &self,
        machine: &Machine<State<'a>>,
        again: Retrial,
        failures: u32,
    ) -> Vec<(Vec<Entry<Json>>, u32)> {
        let (node, attempt) = (self.id(again.node), again.attempt);
        let done = Entry::ResolvedDone {
            node: node.clone(),
            output: self.output(again.node),
            broken: None,
        };
        let refused = Entry::ResolvedNoEffect { node: node.clone(), failure: failure("NO") };
        let mut next = vec![(vec![done], failures), (vec![refused], failures)];
        let retried = machine.resolve_retries(again.node);
        let failure = failure(NETWORK_TIMEOUT);
        let unknown =
            Entry::ResolveFailed { node, attempt, failure, retry_at: retried.then_some(0) };
        next.push((vec![unknown], failures));
        next
    }

    fn compensations(
        &self,
        machine: &Machine<State<'a>>,
        again: Retrial,
        failures: u32,
    ) -> Vec<(Vec<Entry<Json>>, u32)> {
        let (node, attempt) = (self.id(again.node), again.attempt);
        let inverse = self.world.plan.node(again.node).compensation.as_ref();
        let external = inverse.is_some_and(|inverse| inverse.effects == Effects::External);
        if external && !machine.compensation_intended(again.node) {
            let intent =
                Entry::CompensationIntent { node, key: "key".to_owned(), input: Json::Null };
            return vec![(vec![intent], failures)];
        }
        let given = self.world.undo_input(again.node, machine.flow());
        if given.is_some_and(|given| !self.world.undo_meets(again.node, &given)) {
            let failure = failure(implicit::PRECONDITION_FAILED);
            let failed = Entry::CompensationFailed { node, attempt, failure, retry_at: None };
            return vec![(vec![failed], failures)];
        }
        let mut next = vec![(vec![Entry::Compensated { node: node.clone(), attempt }], failures)];
        if failures > 0 {
            let failure = failure("BUSY");
            let retried = machine.compensation_retries(again.node, &failure);
            let retry_at = retried.then_some(0);
            let failed = Entry::CompensationFailed { node, attempt, failure, retry_at };
            next.push((vec![failed], failures - 1));
        }
        next
    }

    /// What external nodes answered and no write has told yet.
    fn answers(&self, told: &[Entry<Json>]) -> Vec<Entry<Json>> {
        let external = |id: &str| {
            let node = self.world.plan.find(id).expect("a node of the plan");
            self.world.plan.node(node).effects == Effects::External
        };
        let answer =
            |entry: &&Entry<Json>| matches!(entry, Entry::Succeeded { node, .. } if external(node));
        told.iter().filter(answer).cloned().collect()
    }

    fn output(&self, node: NodeIx) -> Json {
        self.outputs[node.0 as usize].clone()
    }

    fn id(&self, node: NodeIx) -> hera_core::plan::Text {
        self.world.plan.node(node).id.clone()
    }
}

fn failure(code: &str) -> Failure {
    let kind = FailureKind::of_code(code);
    Failure { code: code.to_owned(), message: String::new(), kind }
}
