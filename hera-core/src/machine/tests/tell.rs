//! The language of the stories.

use crate::entry::{Direction, Entry, Failure, FailureKind, implicit, infrastructure};
use crate::flow::Flow;
use crate::machine::{Action, Attempt, Machine, Retrial, Step, Work};
use crate::plan::{NodeIx, Plan};
use crate::testkit::{Table, plan};

/// When every retry of a story may start.
const LATER: i64 = 7;

/// A run, told line by line; each line is checked.
pub(super) struct Story {
    pub(super) machine: Machine<Table>,
}

impl Story {
    pub(super) fn new(sketch: &str) -> Story {
        Story::of(plan(sketch))
    }

    pub(super) fn of(plan: Plan) -> Story {
        Story { machine: Machine::new(Table::new(plan)) }
    }

    /// With the conditions of these nodes false.
    pub(super) fn without(sketch: &str, off: &str) -> Story {
        let plan = plan(sketch);
        let off: Vec<NodeIx> = off.split_whitespace().map(|id| plan.find(id).unwrap()).collect();
        Story { machine: Machine::new(Table::new(plan).without(off)) }
    }

    /// Applies entries, told as `ok A, commit A`.
    pub(super) fn apply(mut self, entries: &str) -> Story {
        for line in entries.split(',') {
            let entry = entry(&self.machine, line);
            if let Err(fault) = self.machine.apply(&entry) {
                panic!("{line}: {fault}");
            }
        }
        self
    }

    /// An entry that cannot be.
    pub(super) fn refuses(mut self, line: &str) -> Story {
        let before = self.machine.clone();
        let entry = entry(&self.machine, line);
        assert!(self.machine.apply(&entry).is_err(), "{line} was taken");
        assert_eq!(self.machine, before, "a refused entry left a trace");
        self
    }

    pub(super) fn next(mut self, expected: &str) -> Story {
        let action = self.machine.next();
        assert_eq!(action_text(&self.machine, &action), expected);
        self
    }

    pub(super) fn step(self, boundary: &str, expected: &str) -> Story {
        let ix = self.machine.plan().find_boundary(boundary).unwrap();
        let id = |node| self.machine.plan().node(node).id.to_string();
        let step = match self.machine.step(ix) {
            Step::Skip(node) => format!("skip {}", id(node)),
            Step::Intend(node) => format!("intend {}", id(node)),
            Step::Call(node) => format!("call {}", id(node)),
            Step::Invoke(node) => format!("invoke {}", id(node)),
            Step::Commit => "commit".to_owned(),
        };
        assert_eq!(step, expected);
        self
    }

    pub(super) fn due(self, expected: &str) -> Story {
        assert_eq!(ids(&self.machine, self.machine.due_intents()), expected);
        self
    }

    pub(super) fn executed(self, expected: &str) -> Story {
        assert_eq!(ids(&self.machine, self.machine.executed()), expected);
        for node in self.machine.plan().node_ixs() {
            assert_eq!(self.machine.output(node).copied(), self.machine.flow().output(node));
        }
        self
    }

    pub(super) fn may_start(self, boundary: &str, expected: bool) -> Story {
        assert_eq!(self.machine.may_start(self.work(boundary)), expected);
        self
    }

    pub(super) fn withdraw(mut self, boundary: &str) -> Story {
        self.machine.withdraw(self.work(boundary));
        self
    }

    pub(super) fn take_over(mut self) -> Story {
        self.machine.take_over().unwrap();
        self
    }

    fn work(&self, boundary: &str) -> Work {
        Work::Boundary(self.machine.plan().find_boundary(boundary).unwrap())
    }
}

/// The entry that a line tells. Attempts are the ones that are due, and a failure is retried when
/// the machine says so.
pub(super) fn entry(machine: &Machine<Table>, line: &str) -> Entry<u32> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let name = words[words.len() - 1];
    let plan = machine.plan();
    let ix = |id: &str| plan.find(id).expect("a node of the sketch");
    let node = |id: &str| plan.node(ix(id)).id.clone();
    let output = |id: &str| ix(id).0 + 100;
    let later = |retried: bool| retried.then_some(LATER);
    match words[..] {
        ["skip", id] => Entry::Skipped { node: node(id) },
        ["intend", id] => {
            Entry::Intent { node: node(id), key: id.to_owned(), input: 0, compensation: None }
        }
        ["ok", id] => Entry::Succeeded { node: node(id), output: output(id) },
        ["commit", _] => {
            let attempt = machine.attempt(plan.find_boundary(name).unwrap());
            Entry::Committed { boundary: name.to_owned().into(), attempt }
        }
        ["fail", id, code] => {
            let (boundary, failure) = (plan.node(ix(id)).boundary, failure(code));
            Entry::AttemptFailed {
                boundary: plan.boundary(boundary).name.clone(),
                attempt: machine.attempt(boundary),
                node: node(id),
                retry_at: later(machine.retries(boundary, ix(id), &failure)),
                failure,
            }
        }
        ["violate", id] => {
            let boundary = plan.node(ix(id)).boundary;
            Entry::Violated {
                boundary: plan.boundary(boundary).name.clone(),
                attempt: machine.attempt(boundary),
                node: node(id),
                output: output(id),
                failure: failure(implicit::INVARIANT_VIOLATED),
            }
        }
        ["found", id] => Entry::ResolvedDone { node: node(id), output: output(id), broken: None },
        ["found_broken", id] => {
            let broken = Some(failure(implicit::INVARIANT_VIOLATED));
            Entry::ResolvedDone { node: node(id), output: output(id), broken }
        }
        ["absent", id] => Entry::ResolvedNoEffect { node: node(id), failure: failure("NO") },
        ["silent", id] => Entry::ResolveFailed {
            node: node(id),
            attempt: machine.resolve_attempt(ix(id)),
            failure: failure(infrastructure::UNKNOWN),
            retry_at: later(machine.resolve_retries(ix(id))),
        },
        ["intend-back", id] => {
            Entry::CompensationIntent { node: node(id), key: id.to_owned(), input: 0 }
        }
        ["undo", id] => {
            Entry::Compensated { node: node(id), attempt: machine.compensation_attempt(ix(id)) }
        }
        ["undo-fail", id, code] => {
            let failure = failure(code);
            Entry::CompensationFailed {
                node: node(id),
                attempt: machine.compensation_attempt(ix(id)),
                retry_at: later(machine.compensation_retries(ix(id), &failure)),
                failure,
            }
        }
        ["cancel", _] => Entry::CancelRequested { reason: "it has to".to_owned() },
        ["retry", _] => Entry::RetryRequested { reason: "it has to".to_owned(), payload: None },
        ["retry", "with", off] => {
            Entry::RetryRequested { reason: "it has to".to_owned(), payload: Some(ix(off).0) }
        }
        ["send", "back"] => Entry::CompensateRequested { reason: "it has to".to_owned() },
        ["park", direction, id] => Entry::Parked {
            direction: match direction {
                "back" => Direction::Back,
                _ => Direction::Forward,
            },
            node: node(id),
            reason: "so it is".to_owned(),
        },
        _ => panic!("what is {line}?"),
    }
}

/// A failure with this code, of the kind that the code tells.
pub(super) fn failure(code: &str) -> Failure {
    let kind = FailureKind::of_code(code);
    Failure { code: code.to_owned(), message: String::new(), kind }
}

fn ids(machine: &Machine<Table>, nodes: impl IntoIterator<Item = NodeIx>) -> String {
    let ids = nodes.into_iter().map(|node| machine.flow().plan().node(node).id.to_string());
    ids.collect::<Vec<_>>().join(" ")
}

/// `run A#1 B#2@7`: the boundaries with the number of their attempt and when it may start.
fn action_text(machine: &Machine<Table>, action: &Action) -> String {
    let plan = machine.plan();
    let number = |attempt: u32, not_before: Option<i64>| match not_before {
        Some(at) => format!("#{attempt}@{at}"),
        None => format!("#{attempt}"),
    };
    let boundary = |attempt: &Attempt| {
        let name = &plan.boundary(attempt.boundary).name;
        format!(" {name}{}", number(attempt.attempt, attempt.not_before))
    };
    let retrial = |retrial: &Retrial| {
        let id = &plan.node(retrial.node).id;
        format!("{id}{}", number(retrial.attempt, retrial.not_before))
    };
    match action {
        Action::Run(attempts) => {
            format!("run{}", attempts.iter().map(boundary).collect::<String>())
        }
        Action::Resolve(again) => format!("resolve {}", retrial(again)),
        Action::Compensate(again) => format!("compensate {}", retrial(again)),
        Action::Park(parked) => {
            let direction = format!("{:?}", parked.direction).to_lowercase();
            format!("park {direction} {}", plan.node(parked.node).id)
        }
        Action::Await => "await".to_owned(),
        Action::Idle => "idle".to_owned(),
        Action::Done(status) => format!("done {}", status.as_str()),
    }
}
