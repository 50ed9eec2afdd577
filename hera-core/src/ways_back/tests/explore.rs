//! All runs of a small flow under one truth of its conditions: every interleaving, every final
//! failure, crashes and take-overs at every point, every answer about what is in doubt. The real
//! machine is driven; states that were seen are not entered twice.

use std::collections::BTreeMap;

use crate::entry::{Direction, Entry, Failure, FailureKind, implicit, infrastructure};
use crate::machine::{Action, Machine, NodeState, Retrial, Step, Work};
use crate::plan::{BoundaryIx, Effects, NodeIx, Plan, Text};
use crate::testkit::Table;

use super::Ends;

/// How much may go wrong in one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Failures of attempts, final or not.
    pub(super) failures: u32,
    pub(super) crashes: u32,
}

/// What was seen to happen after a failure of a node with a code.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) ends: BTreeMap<(NodeIx, String), Ends>,
    /// A node without compensation stood when the run parked: pivot, failing node, code.
    pub(super) stood: BTreeMap<(NodeIx, NodeIx, String), ()>,
    /// How often a run parked because a compensation could not read an output.
    pub(super) unknown: BTreeMap<NodeIx, ()>,
    pub(super) states: usize,
    /// All different runs, counted through the states that they share.
    pub(super) runs: u64,
}

#[derive(Clone)]
struct Point {
    machine: Machine<Table>,
    /// Attempts under way, and whether they have started.
    running: Vec<(BoundaryIx, bool)>,
    left: Budget,
}

/// Enters all states, and adds what is seen to `seen`.
pub(super) fn explore(table: Table, budget: Budget, seen: &mut Seen) {
    let start = Point { machine: Machine::new(table), running: Vec::new(), left: budget };
    let mut known = BTreeMap::new();
    let runs = start.enter(&mut known, seen);
    seen.states += known.len();
    seen.runs = seen.runs.saturating_add(runs);
}

impl Point {
    /// How many runs go on from here.
    fn enter(mut self, known: &mut BTreeMap<Vec<u8>, u64>, seen: &mut Seen) -> u64 {
        let key = self.key();
        if let Some(runs) = known.get(&key) {
            return *runs;
        }
        let mut next = Vec::new();
        if self.left.crashes > 0 {
            let mut crashed = self.clone();
            crashed.left.crashes -= 1;
            crashed.running.clear();
            crashed.machine.take_over().unwrap();
            next.push(crashed);
        }
        match self.machine.next() {
            Action::Run(attempts) => {
                self.running.extend(attempts.iter().map(|attempt| (attempt.boundary, false)));
                let mut ahead = self.clone();
                for node in ahead.machine.due_intents() {
                    ahead.machine.intend(node).unwrap();
                    next.push(ahead.clone());
                }
                next.push(self);
            }
            Action::Await => self.turns(&mut next),
            Action::Resolve(again) => self.resolutions(again, &mut next),
            Action::Compensate(again) => {
                if needs_intent(&self.machine, again.node) {
                    self.machine.intend_back(again.node).unwrap();
                }
                let node = self.id(again.node);
                next.push(self.after(&Entry::Compensated { node, attempt: again.attempt }));
            }
            Action::Park(parked) => {
                assert_eq!(parked.direction, Direction::Forward);
                self.end(seen, |ends| ends.parked = true);
                self.stood(seen);
            }
            Action::Idle => unreachable!("no point lies behind a parked one"),
            Action::Done(status) => match status.as_str() {
                "completed" => {}
                "failed" => self.end(seen, |ends| ends.failed = true),
                "compensated" => self.end(seen, |ends| ends.compensated = true),
                status => panic!("{status} is no end"),
            },
        }
        let runs = match next.is_empty() {
            true => 1,
            false => next
                .into_iter()
                .fold(0_u64, |runs, point| runs.saturating_add(point.enter(known, seen))),
        };
        known.insert(key, runs);
        runs
    }

    /// Every next step of every attempt under way.
    fn turns(&self, next: &mut Vec<Point>) {
        for (at, (boundary, started)) in self.running.iter().copied().enumerate() {
            let mut point = self.clone();
            if !started && !point.machine.may_start(Work::Boundary(boundary)) {
                point.running.remove(at);
                point.machine.withdraw(Work::Boundary(boundary));
                next.push(point);
                continue;
            }
            point.running[at].1 = true;
            match point.machine.step(boundary) {
                Step::Skip(node) => next.push(point.after(&Entry::Skipped { node: self.id(node) })),
                Step::Intend(node) => {
                    point.machine.intend(node).unwrap();
                    next.push(point);
                }
                Step::Call(node) | Step::Invoke(node) => point.calls(at, node, next),
                Step::Commit => {
                    let attempt = point.machine.attempt(boundary);
                    let boundary = self.plan().boundary(boundary).name.clone();
                    point.running.remove(at);
                    next.push(point.after(&Entry::Committed { boundary, attempt }));
                }
            }
        }
    }

    /// Every outcome of a call.
    fn calls(self, at: usize, node: NodeIx, next: &mut Vec<Point>) {
        let succeeded = Entry::Succeeded { node: self.id(node), output: 0 };
        if self.left.failures > 0 {
            for failure in failures(self.plan(), node) {
                let mut point = self.clone();
                point.left.failures -= 1;
                let external = self.plan().node(node).effects == Effects::External;
                next.push(match external && failure.breaks_invariant() {
                    true => point.violated(at, node, failure),
                    false => point.failed(at, node, failure),
                });
            }
        }
        next.push(self.after(&succeeded));
    }

    fn failed(mut self, at: usize, node: NodeIx, failure: Failure) -> Point {
        let (boundary, _) = self.running.remove(at);
        let retried = self.machine.retries(boundary, node, &failure);
        let entry = Entry::AttemptFailed {
            boundary: self.plan().boundary(boundary).name.clone(),
            attempt: self.machine.attempt(boundary),
            node: self.id(node),
            failure,
            retry_at: retried.then_some(0),
        };
        self.after(&entry)
    }

    fn violated(mut self, at: usize, node: NodeIx, failure: Failure) -> Point {
        let (boundary, _) = self.running.remove(at);
        let entry = Entry::Violated {
            boundary: self.plan().boundary(boundary).name.clone(),
            attempt: self.machine.attempt(boundary),
            node: self.id(node),
            output: 0,
            failure,
        };
        self.after(&entry)
    }

    /// Every answer about a node in doubt.
    fn resolutions(&self, again: Retrial, next: &mut Vec<Point>) {
        let node = self.id(again.node);
        let retried = self.machine.resolve_retries(again.node);
        let breaks =
            failures(self.plan(), again.node).into_iter().filter(Failure::breaks_invariant);
        for broken in breaks.map(Some).chain([None]) {
            let done = Entry::ResolvedDone { node: node.clone(), output: 0, broken };
            next.push(self.clone().after(&done));
        }
        let refusal = Entry::ResolvedNoEffect { node: node.clone(), failure: failure("NO") };
        next.push(self.clone().after(&refusal));
        next.push(self.clone().after(&Entry::ResolveFailed {
            node,
            attempt: again.attempt,
            failure: failure(infrastructure::UNKNOWN),
            retry_at: retried.then_some(0),
        }));
    }

    fn after(mut self, entry: &Entry<u32>) -> Point {
        self.machine.apply(entry).unwrap();
        self
    }

    fn end(&self, seen: &mut Seen, set: impl Fn(&mut Ends)) {
        let cause = self.machine.cause().expect("the run failed");
        set(seen.ends.entry((cause.node, cause.failure.code.clone())).or_default());
    }

    fn stood(&self, seen: &mut Seen) {
        let plan = self.plan();
        let cause = self.machine.cause().expect("the run failed");
        let executed: Vec<NodeIx> = self.machine.executed().collect();
        for node in plan.node_ixs() {
            let unknown = self.machine.state(node) == NodeState::Unknown;
            let effective = plan.node(node).effects != Effects::None;
            if !effective || !(unknown || executed.contains(&node)) {
                continue;
            }
            match &plan.node(node).compensation {
                None => {
                    seen.stood.insert((node, cause.node, cause.failure.code.clone()), ());
                }
                Some(inverse) if unknown && inverse.needs_output => {
                    seen.unknown.insert(node, ());
                }
                Some(_) => {}
            }
        }
    }

    /// All that tells this point from others, but for the order in which things completed.
    fn key(&self) -> Vec<u8> {
        let (machine, plan) = (&self.machine, self.plan());
        let mut key = vec![self.left.failures, self.left.crashes];
        for node in plan.node_ixs() {
            key.extend([code(machine.state(node)), machine.resolve_attempt(node)]);
        }
        for boundary in plan.boundary_ixs() {
            let under_way = self.running.iter().find(|running| running.0 == boundary);
            let under_way = under_way.map_or(0, |running| 1 + u32::from(running.1));
            let committed = u32::from(machine.committed().contains(&boundary));
            key.extend([machine.attempt(boundary), committed, under_way]);
        }
        if let Some(cause) = machine.cause() {
            let errors = &plan.node(cause.node).errors;
            let error = errors.iter().position(|error| error.code == cause.failure.code);
            let other = u32::from(cause.failure.kind.is_infrastructure());
            key.extend([cause.node.0, error.map_or(other, |at| 2 + u32::try_from(at).unwrap())]);
        }
        key.into_iter().map(|small| u8::try_from(small).unwrap()).collect()
    }

    fn plan(&self) -> &Plan {
        self.machine.plan()
    }

    fn id(&self, node: NodeIx) -> Text {
        self.plan().node(node).id.clone()
    }
}

fn code(state: NodeState) -> u32 {
    match state {
        NodeState::Pending => 0,
        NodeState::Skipped => 1,
        NodeState::Done => 2,
        NodeState::Intended => 3,
        NodeState::Refused { again: false } => 4,
        NodeState::Refused { again: true } => 5,
        NodeState::InDoubt => 6,
        NodeState::Unknown => 7,
        NodeState::Undoing => 8,
        NodeState::Compensated => 9,
        NodeState::Stuck => 10,
    }
}

fn needs_intent(machine: &Machine<Table>, node: NodeIx) -> bool {
    let inverse = machine.plan().node(node).compensation.as_ref();
    inverse.is_some_and(|inverse| inverse.effects == Effects::External)
        && !machine.compensation_intended(node)
}

/// Every way in which a call can fail.
fn failures(plan: &Plan, node: NodeIx) -> Vec<Failure> {
    let declared = plan.node(node).errors.iter().map(|error| error.code.to_string());
    let mut codes: Vec<String> = declared.collect();
    if codes.is_empty() {
        codes.push(implicit::UNKNOWN_ERROR.to_owned());
    }
    codes.push(infrastructure::UNKNOWN.to_owned());
    codes.iter().map(|code| failure(code)).collect()
}

fn failure(code: &str) -> Failure {
    let kind: FailureKind = FailureKind::of_code(code);
    Failure { code: code.to_owned(), message: String::new(), kind }
}
