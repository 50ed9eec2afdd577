//! The simulator and the runtime agree: random flows with random failures come to the same end, by the
//! same way, in a dry run and on a store.
//!
//! Where boundaries run beside each other, the dry run takes one order of many; such a run is held
//! against the proof of the ways back instead. A failing seed is all that a report needs.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::collections::BTreeMap;

use hera_core::sim::{Report, Script, simulate};
use hera_core::ways_back::ways_back;
use hera_core::{Direction, Entry, Machine, Plan as FlowPlan, Status, plan};
use hera_runtime::Value;
use hera_runtime::flow::State;
use serde_json::json;

use support::Bench;
use support::lab::{Lab, Plan};
use support::random::{self, Dice, Drawn};
use support::sketch;

const FLOWS: u64 = 300;
const RUNS_OF_A_FLOW: usize = 3;
/// More calls than any run makes of one node.
const ALWAYS: u32 = 64;

/// How calls of one node, or of its inverse, go wrong.
#[derive(Clone, Debug)]
struct Trouble {
    node: String,
    inverse: bool,
    code: String,
    /// Absent: always.
    times: Option<u32>,
}

impl Trouble {
    fn draw(dice: &mut Dice, plan: &FlowPlan) -> Trouble {
        let node = &plan.nodes[dice.roll(plan.nodes.len())];
        let id = node.id.to_string();
        let times = Some(1 + u32::try_from(dice.roll(4)).unwrap()).filter(|_| !dice.one_in(3));
        if node.compensation.is_some() && dice.one_in(4) {
            let code = ["STUCK", "TEMPORARY_LOCK_FAILURE"][dice.roll(2)].to_owned();
            return Trouble { node: id, inverse: true, code, times };
        }
        let declared: Vec<&str> = node.errors.iter().map(|error| &*error.code).collect();
        let code = match (dice.roll(3), declared.as_slice()) {
            (0 | 1, [_, ..]) => declared[dice.roll(declared.len())],
            (0, _) => "TEMPORARY_LOCK_FAILURE",
            _ => "NETWORK_TIMEOUT",
        };
        Trouble { node: id, inverse: false, code: code.to_owned(), times }
    }

    fn is_infrastructure(&self) -> bool {
        hera_core::entry::infrastructure::ALL.contains(&self.code.as_str())
    }

    fn script(&self, script: Script, plan: &FlowPlan) -> Script {
        let node = plan.find(&self.node).unwrap();
        match self.inverse {
            true => script.fail_compensation(node, &*self.code, self.times),
            false => script.fail(node, &*self.code, self.times),
        }
    }

    fn arrange(&self, lab: &Lab) {
        let code: &'static str = self.code.clone().leak();
        let one = match (self.code.as_str(), self.is_infrastructure()) {
            // A lost answer: what was called has had its effect.
            ("NETWORK_TIMEOUT", _) => Plan::Lose,
            (_, true) => Plan::Break(code),
            (_, false) => Plan::Refuse(code),
        };
        let who = if self.inverse { format!("undo {}", self.node) } else { self.node.clone() };
        let count = usize::try_from(self.times.unwrap_or(ALWAYS)).unwrap();
        lab.plan(&who, std::iter::repeat_n(one, count));
    }
}

/// One trouble, or two of different calls, or none.
fn troubles(dice: &mut Dice, plan: &FlowPlan) -> Vec<Trouble> {
    let mut troubles: Vec<Trouble> = Vec::new();
    for _ in 0..dice.roll(3) {
        let more = Trouble::draw(dice, plan);
        if troubles.iter().all(|one| (&one.node, one.inverse) != (&more.node, more.inverse)) {
            troubles.push(more);
        }
    }
    troubles
}

/// What a run came to, as both worlds can tell it.
#[derive(Debug, PartialEq)]
struct Told {
    status: Status,
    executed: Vec<String>,
    skipped: Vec<String>,
    compensated: Vec<String>,
    attempts: BTreeMap<String, u32>,
    parked: Option<(Direction, String)>,
    cause: Option<(String, String)>,
}

impl Told {
    fn simulated(report: &Report) -> Told {
        let names =
            |list: &[plan::Text]| list.iter().map(ToString::to_string).collect::<Vec<String>>();
        Told {
            status: report.outcome,
            executed: names(&report.executed),
            skipped: names(&report.skipped),
            compensated: names(&report.compensated),
            attempts: report.attempts.iter().map(|(id, n)| (id.to_string(), *n)).collect(),
            parked: report.parked.as_ref().map(|it| (it.direction, it.node.to_string())),
            cause: report.error.as_ref().map(|it| (it.node.to_string(), it.code.clone())),
        }
    }

    /// From the journal that the store gives back, and from the calls that the world saw.
    fn stored(entries: Vec<Entry<Value>>, state: State, calls: &[String]) -> Told {
        let machine = Machine::replay(state, entries).unwrap();
        let plan = machine.plan();
        let id = |node| plan.node(node).id.to_string();
        let mut attempts = BTreeMap::new();
        for call in calls.iter().filter(|call| !call.starts_with("undo ")) {
            *attempts.entry(call.clone()).or_insert(0) += 1;
        }
        Told {
            status: machine.status(),
            executed: machine.executed().map(id).collect(),
            skipped: machine.skipped().map(id).collect(),
            compensated: machine.compensated().iter().copied().map(id).collect(),
            attempts,
            parked: machine.parked().map(|it| (it.direction, id(it.node))),
            cause: machine.cause().map(|it| (id(it.node), it.failure.code.clone())),
        }
    }

    /// Without what depends on who of two that run beside each other is first.
    fn unordered(mut self) -> Told {
        self.executed.sort();
        self
    }
}

/// Whether the proof says that a run whose cause is this failure can end so.
fn is_proved(plan: &FlowPlan, told: &Told) -> bool {
    let Some((node, code)) = &told.cause else { return told.status == Status::Completed };
    let infrastructure = hera_core::entry::infrastructure::ALL.contains(&code.as_str());
    let code = if infrastructure { hera_core::entry::infrastructure::UNKNOWN } else { code };
    let found = ways_back(plan, &|_, _| true);
    let node = plan.find(node).unwrap();
    let row = found.rows.iter().find(|row| row.node == node && row.error == code).unwrap();
    match told.status {
        Status::Failed => row.ends.failed,
        Status::Compensated => row.ends.compensated,
        // A compensation that fails for good parks the run on its way back, wherever that is.
        Status::Parked => row.ends.parked || told.parked.as_ref().unwrap().0 == Direction::Back,
        _ => false,
    }
}

#[derive(Default)]
struct Counts {
    same: usize,
    proved: usize,
    ends: BTreeMap<&'static str, usize>,
}

async fn run(bench: &Bench, drawn: &Drawn, dice: &mut Dice, counts: &mut Counts) {
    let Drawn { flow, text, is_chain, .. } = drawn;
    let plan = flow.plan;
    let troubles = troubles(dice, plan);
    let off: Vec<&plan::Node> =
        plan.nodes.iter().filter(|node| node.conditional && dice.one_in(2)).collect();
    let mut payload: serde_json::Map<String, Value> =
        off.iter().map(|node| (node.id.to_string(), Value::Bool(false))).collect();
    payload.insert(sketch::DRAWN.to_owned(), json!(drawn.number));
    let payload = Value::Object(payload);

    let script =
        troubles.iter().fold(Script::new(), |script, trouble| trouble.script(script, plan));
    let state = || State::new(sketch::state(plan, &payload));
    let mut output = |_| json!({"simulated": true});
    let report = simulate(Machine::new(state()), &script, &mut output).unwrap();
    let simulated = Told::simulated(&report);

    bench.lab.forget();
    troubles.iter().for_each(|trouble| trouble.arrange(&bench.lab));
    let outcome = bench.run(sketch::DRAWN_EVENT, payload.clone()).await;
    let lines = bench.stored(&outcome).await.1;
    let entries: Vec<Entry<Value>> = lines.into_iter().map(|line| line.entry).collect();
    let stored = Told::stored(entries, state(), &bench.lab.calls());

    let what = || format!("flow {}:\n{text}\n{troubles:?}\n{payload}", drawn.number);
    assert_eq!(outcome.status, stored.status, "{}", what());
    *counts.ends.entry(stored.status.as_str()).or_default() += 1;
    if *is_chain || simulated.status == Status::Completed {
        assert_eq!(simulated.unordered(), stored.unordered(), "{}", what());
        counts.same += 1;
    } else {
        for told in [&simulated, &stored] {
            assert!(is_proved(plan, told), "{told:?} is not among the proved ends of {}", what());
        }
        counts.proved += 1;
    }
}

#[tokio::test]
async fn random_flows_end_alike_in_the_simulator_and_on_a_store() {
    let mut counts = Counts::default();
    for seed in 0..FLOWS {
        let mut dice = Dice(seed);
        let drawn = random::draw(&mut dice);
        let bench = Bench::of(drawn.flow).await;
        for _ in 0..RUNS_OF_A_FLOW {
            run(&bench, &drawn, &mut dice, &mut counts).await;
        }
    }
    println!(
        "{FLOWS} random flows: {} runs alike, {} runs beside each other within the proof; {:?}",
        counts.same, counts.proved, counts.ends
    );
    let ends = ["completed", "compensated", "failed", "parked"];
    assert!(ends.iter().all(|end| counts.ends.get(end).is_some_and(|n| *n > 10)), "a dull draw");
    assert!(counts.same > 500 && counts.proved > 20, "a dull draw");
}
