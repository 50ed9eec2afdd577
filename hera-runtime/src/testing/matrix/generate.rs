//! What a matrix consists of, made from the plan of a flow: points that have to be passed, and things
//! that can go wrong.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::entry::implicit;
use hera_core::plan::{Effects, Node, Plan};
use hera_core::sim::{Script, simulate};
use hera_core::{Entry, Machine, NodeIx};
use serde_json::Value;

use super::beside::beside;
use super::fault::{Fault, Site, Strike};
use super::play::Played;
use crate::flow::State;

/// What a story's run showed of its flow.
pub(super) struct Seen<'a> {
    plan: &'static Plan,
    /// The nodes that run in it, in plan order.
    pub(super) runs: Vec<NodeIx>,
    played: &'a Played,
    outputs: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Seen<'a> {
    pub(super) fn of(played: &'a Played) -> Seen<'a> {
        let plan = played.flow.plan;
        let (mut skipped, mut outputs) = (BTreeSet::new(), BTreeMap::new());
        for line in &played.lines {
            match &line.entry {
                Entry::Skipped { node } => _ = skipped.insert(&**node),
                Entry::Succeeded { node, output } => _ = outputs.insert(&**node, output),
                _ => {}
            }
        }
        let runs = plan.node_ixs().filter(|node| !skipped.contains(&*plan.node(*node).id));
        Seen { plan, runs: runs.collect(), played, outputs }
    }

    fn nodes(&self) -> impl Iterator<Item = &'static Node> {
        self.runs.iter().map(|node| self.plan.node(*node))
    }

    /// Everything that can go wrong with a procedure of it, one by one.
    pub(super) fn strikes(&self) -> Vec<Strike> {
        self.nodes().flat_map(|node| faults(node, self.plan.retry.max_attempts)).collect()
    }

    /// The nodes that are undone when this goes wrong, as the simulator says.
    fn undone_by(&self, strike: &Strike) -> Vec<String> {
        let Site::Node(node) = &strike.site else { return Vec::new() };
        if !strike.lasts(self.plan.retry.max_attempts) {
            return Vec::new();
        }
        let (header, Some(node)) = (&self.played.record.header, self.plan.find(node)) else {
            return Vec::new();
        };
        let Ok(state) = self.played.flow.admit_run(&header.context, &header.payload) else {
            return Vec::new();
        };
        let script = Script::new().fail(node, strike.code(), None);
        let mut outputs = |node: NodeIx| {
            let id = &*self.plan.node(node).id;
            self.outputs.get(id).map_or(Value::Null, |output| (*output).clone())
        };
        let report = simulate(Machine::new(State::new(state)), &script, &mut outputs);
        let undone = report.map(|report| report.compensated).unwrap_or_default();
        undone.iter().map(|node| node.to_string()).collect()
    }

    /// The points that the plan has in this story, forward and on its ways back.
    pub(super) fn points(&self) -> BTreeSet<String> {
        let (mut points, mut inside) = (BTreeSet::new(), Vec::new());
        let mut around = |what: String, and_inside: bool| {
            points.insert(format!("before:{what}"));
            points.insert(format!("after:{what}"));
            if and_inside {
                points.insert(format!("inside:{what}"));
            }
        };
        for node in self.nodes() {
            match node.effects {
                Effects::External => around(format!("external:{}", node.id), false),
                _ => around(format!("node:{}", node.id), true),
            }
            let boundary = self.plan.boundary(node.boundary);
            if node.effects != Effects::None {
                around(format!("commit:{}", boundary.name), false);
            }
        }
        let strikes = self.strikes();
        let undone: BTreeSet<String> =
            strikes.iter().flat_map(|strike| self.undone_by(strike)).collect();
        for node in self.nodes().filter(|node| undone.contains(&*node.id)) {
            let inverse = node.compensation.as_ref().map(|inverse| inverse.effects);
            match inverse {
                Some(Effects::External) => {
                    around(format!("undo:{}", node.id), false);
                    inside.push(format!("inside:inverse:{}", node.id));
                }
                _ => around(format!("inverse:{}", node.id), true),
            }
            around(format!("undone:{}", node.id), false);
        }
        for node in self.nodes() {
            let failing = strikes.iter().any(|strike| {
                matches!(&strike.site, Site::Node(id) if *id == node.id)
                    && strike.lasts(self.plan.retry.max_attempts)
            });
            if failing {
                around(format!("failure:{}", self.plan.boundary(node.boundary).name), false);
            }
        }
        for what in beside(self.plan, &self.runs, &undone) {
            around(what, false);
        }
        let external = self.nodes().filter(|node| node.effects == Effects::External);
        points.extend(external.map(|node| format!("inside:node:{}", node.id)));
        points.extend(inside);
        points
    }

    /// For each node that can be undone, what goes wrong first so that it is.
    pub(super) fn ways_back(&self) -> BTreeMap<String, Strike> {
        let mut ways: BTreeMap<String, Strike> = BTreeMap::new();
        for strike in self.strikes() {
            for node in self.undone_by(&strike) {
                ways.entry(node).or_insert_with(|| strike.clone());
            }
        }
        ways
    }

    /// Everything that can go wrong with the compensation of a node.
    pub(super) fn inverse_strikes(&self, node: &str) -> Vec<Strike> {
        let node = self.plan.find(node).map(|node| self.plan.node(node));
        let Some(inverse) = node.and_then(|node| Some((node, node.compensation.as_ref()?))) else {
            return Vec::new();
        };
        let (node, inverse) = inverse;
        let strike =
            |fault, times| Strike { site: Site::Inverse(node.id.to_string()), fault, times };
        let declared = inverse
            .errors
            .iter()
            .map(|error| strike(Fault::Declared(error.code.to_string()), None));
        let mut strikes: Vec<Strike> = declared.collect();
        strikes.push(strike(Fault::Early, None));
        if self.plan.retry.max_attempts > 1 {
            strikes.extend(
                [Fault::Early, Fault::Late, Fault::Panic, Fault::Lost, Fault::Hang]
                    .map(|fault| strike(fault, Some(1))),
            );
        }
        strikes
    }
}

/// Everything that can go wrong with a node.
fn faults(node: &Node, attempts: u32) -> Vec<Strike> {
    let strike = |fault, times| Strike { site: Site::Node(node.id.to_string()), fault, times };
    let external = node.effects == Effects::External;
    let mut strikes = Vec::new();
    let declares_nothing = node.errors.is_empty();
    let codes = node.errors.iter().map(|error| error.code.to_string());
    let codes = codes.chain(declares_nothing.then(|| implicit::UNKNOWN_ERROR.to_owned()));
    for code in codes {
        if code == implicit::INVARIANT_VIOLATED {
            strikes.push(strike(Fault::Broken, None));
            continue;
        }
        strikes.push(strike(Fault::Declared(code.clone()), None));
        // A call that says no has done nothing; what is written is taken back with the transaction.
        if node.effects == Effects::Transactional {
            strikes.push(strike(Fault::DeclaredLate(code), None));
        }
    }
    strikes.push(strike(Fault::Early, None));
    strikes.push(strike(Fault::Panic, None));
    if external {
        strikes.push(strike(Fault::Lost, None));
    }
    if attempts > 1 {
        let once = [Fault::Early, Fault::Late, Fault::Panic, Fault::Lost, Fault::Hang];
        strikes.extend(once.map(|fault| strike(fault, Some(1))));
    }
    strikes
}

/// What can go wrong with the writes among these points.
pub(super) fn writes<'a>(points: impl Iterator<Item = &'a str>) -> Vec<Strike> {
    const CALLS: [&str; 6] = ["external:", "resolve:", "undo:", "node:", "inverse:", "take_over"];
    let writes = points.filter_map(|point| point.strip_prefix("before:"));
    let writes = writes.filter(|point| !CALLS.iter().any(|call| point.starts_with(call)));
    let mut names: Vec<&str> = Vec::new();
    for name in writes {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let both = |name: &str| {
        [Fault::Unwritten, Fault::Unanswered].map(|fault| Strike {
            site: Site::Write(name.to_owned()),
            fault,
            times: Some(1),
        })
    };
    names.into_iter().flat_map(both).collect()
}
