//! Flows by number: random plans that a service could have, and the typed data of their runs.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use hera_core::Fault;
use hera_core::entry::implicit;
use hera_core::plan::{
    Backoff, Boundary, BoundaryIx, Compensation, CompensationPolicy, DeclaredError, Effects,
    Isolation, Jitter, Mode, Node, NodeIx, Plan, Retry, RunPolicy,
};
use serde_json::{Map, Value, json};

use super::dice::Dice;
use crate::context::Context;
use crate::flow::{Admission, FlowDef, FlowState, Refusal, Spec, Unbound};

/// The orchestration of all random flows.
pub(super) const CODE: &str = "HERA.TEST.SIMULATION.ORCH.RANDOM.v1";
/// Different random flows. They stay in memory once drawn, so there is a bound.
pub(super) const FLOWS: u64 = 2_048;
/// Nodes of a flow.
const NODES_MAX: u64 = 6;
/// The field of a payload that says which flow is meant.
const NUMBER: &str = "flow";
/// The field with the concurrency key, of those flows that have one, and how many different ones there are.
const KEY: &str = "key";
const KEYS: u64 = 2;
/// The time that a run has, of those flows that say it.
const DEADLINE_MS: (u64, u64) = (2_000, 60_000);

pub(super) static SPEC: Spec = Spec {
    kind: "graph_orchestration",
    name: CODE,
    smart_code: CODE,
    intent: "Random flows.",
    file: "simulation.yml",
    sum: "0",
    canonical: "{}",
};

static DRAWN: Mutex<BTreeMap<u64, &'static FlowDef>> = Mutex::new(BTreeMap::new());

/// The flow with this number, the same in every process.
pub(super) fn flow(number: u64) -> &'static FlowDef {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn.entry(number).or_insert_with(|| {
        let plan: &'static Plan = Box::leak(Box::new(plan(number)));
        Box::leak(Box::new(FlowDef {
            event: format!("SIMULATION.FLOW_{number}.REQUESTED").leak(),
            triggers: &[],
            plan,
            fields: &[],
            permissions: &[],
            conditions: &[],
            errors: &[],
            admit,
            draft: |_, _| Err(Refusal::default()),
        }))
    })
}

fn admit(_: &Context, payload: &Value) -> Admission {
    let number = payload[NUMBER].as_u64().unwrap_or_default();
    let plan = flow(number).plan;
    Ok(Box::new(Data { plan, payload: payload.clone(), outputs: BTreeMap::new() }))
}

/// A payload for this flow: for each node whether it runs, and something that it reads.
pub(super) fn payload(number: u64, dice: &Dice) -> Value {
    let key = format!("c{}", dice.roll(KEYS));
    let mut payload =
        Map::from_iter([(NUMBER.to_owned(), json!(number)), (KEY.to_owned(), json!(key))]);
    for node in flow(number).plan.nodes.iter() {
        payload.insert(node.id.to_string(), own_part(dice));
    }
    Value::Object(payload)
}

/// The same payload, corrected for one node.
pub(super) fn corrected(payload: &Value, dice: &Dice) -> Value {
    let mut payload = payload.clone();
    let number = payload[NUMBER].as_u64().unwrap_or_default();
    if let Some(node) = dice.pick(&flow(number).plan.nodes) {
        payload[&*node.id] = own_part(dice);
    }
    payload
}

fn own_part(dice: &Dice) -> Value {
    json!({"on": !dice.one_in(3), "amount": dice.roll(1_000)})
}

/// The typed data of a run: a table.
#[derive(Clone)]
struct Data {
    plan: &'static Plan,
    payload: Value,
    outputs: BTreeMap<NodeIx, Value>,
}

impl FlowState for Data {
    fn plan(&self) -> &'static Plan {
        self.plan
    }

    fn condition(&self, node: NodeIx) -> bool {
        self.payload[&*self.plan.node(node).id]["on"] == true
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        self.outputs.insert(node, output.clone());
        Ok(())
    }

    fn input(&self, node: NodeIx) -> Result<Value, Unbound> {
        let before = self.plan.node(node).after.iter();
        let before: Vec<&Value> = before.filter_map(|node| self.outputs.get(node)).collect();
        Ok(json!({"own": self.payload[&*self.plan.node(node).id]["amount"], "before": before}))
    }

    fn compensation_input(&self, node: NodeIx) -> Result<Value, Unbound> {
        let facts = self.plan.node(node);
        let reads = facts.compensation.as_ref().is_some_and(|inverse| inverse.needs_output);
        match self.outputs.get(&node) {
            None if reads => {
                Err(Fault::new("the compensation reads an output that is not there").into())
            }
            Some(output) if reads => Ok(json!({"output": output})),
            _ => Ok(json!({"own": self.payload[&*facts.id]["amount"]})),
        }
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(self.clone())
    }
}

fn plan(number: u64) -> Plan {
    let dice = Dice::new(number, "plan");
    let count = dice.between(1, NODES_MAX);
    let mut nodes: Vec<Node> = Vec::new();
    let mut members: Vec<Vec<NodeIx>> = Vec::new();
    for at in 0..u32::try_from(count).unwrap_or_default() {
        let mut node = node(number, at, &dice);
        // Only neighbours share a boundary, so that no two wait for each other; what is called outside
        // runs before the transaction, so nothing of it may come first.
        let last = members.last().map(Vec::as_slice).unwrap_or_default();
        let called = |ix: &NodeIx| nodes[ix.0 as usize].effects == Effects::External;
        let fits = node.effects != Effects::External || last.iter().all(called);
        if last.is_empty() || !fits || !dice.one_in(3) {
            members.push(Vec::new());
        }
        let own = members.len() - 1;
        members[own].push(NodeIx(at));
        node.boundary = BoundaryIx(u32::try_from(own).unwrap_or_default());
        nodes.push(node);
    }
    let boundaries = members.into_iter().map(|own| boundary(own, &nodes, &dice));
    let base_delay_ms = dice.between(1, 800);
    Plan {
        orchestration: CODE.into(),
        event: format!("SIMULATION.FLOW_{number}.REQUESTED").into(),
        sum: format!("sum of {number}").into(),
        boundaries: boundaries.collect(),
        nodes: nodes.into(),
        retry: Retry {
            max_attempts: u32::try_from(dice.between(1, 4)).unwrap_or(1),
            backoff: [Backoff::Fixed, Backoff::Linear, Backoff::Exponential]
                [usize::try_from(dice.roll(3)).unwrap_or_default()],
            base_delay_ms,
            max_delay_ms: base_delay_ms * dice.between(1, 8),
            jitter: [Jitter::None, Jitter::Equal, Jitter::Full]
                [usize::try_from(dice.roll(3)).unwrap_or_default()],
        },
        compensation: CompensationPolicy {
            auto: !dice.one_in(10),
            timeout_ms: (!dice.one_in(4)).then(|| dice.between(300, 3_000)),
            preserve_failed_state: dice.one_in(2),
        },
        run: RunPolicy {
            concurrency_key: dice.one_in(3).then(|| format!("payload.{KEY}").into()),
            deadline_ms: dice.one_in(5).then(|| dice.between(DEADLINE_MS.0, DEADLINE_MS.1)),
            key_default: None,
            releases_parked: dice.one_in(3),
        },
    }
}

fn node(flow: u64, at: u32, dice: &Dice) -> Node {
    let (mode, effects) = match dice.roll(5) {
        0 => (Mode::ValidateOnly, Effects::None),
        1 | 2 => (Mode::Persist, Effects::Transactional),
        _ => (Mode::Persist, Effects::External),
    };
    let after = (0..at)
        .filter(|before| (before + 1 == at && !dice.one_in(4)) || dice.one_in(4))
        .map(NodeIx);
    let codes: &[(&str, bool)] = match dice.roll(4) {
        0 => &[("NO", false)],
        1 => &[("NO", false), ("BUSY", true)],
        2 => &[("BUSY", true)],
        _ => &[],
    };
    let declared = |(code, retryable): &(&'static str, bool)| DeclaredError {
        code: (*code).into(),
        retryable: *retryable,
    };
    let mut errors: Vec<DeclaredError> = codes.iter().map(declared).collect();
    if effects != Effects::None && dice.one_in(3) {
        let code = implicit::INVARIANT_VIOLATED.into();
        errors.push(DeclaredError { code, retryable: false });
    }
    Node {
        id: format!("N{at}").into(),
        procedure: format!("HERA.TEST.SIMULATION.F{flow}.N{at}.v1").into(),
        mode,
        effects,
        after: after.collect(),
        boundary: BoundaryIx(0),
        conditional: dice.one_in(5),
        compensation: inverse(flow, at, effects, dice),
        errors: errors.into(),
        timeout_ms: (!dice.one_in(6)).then(|| dice.between(300, 3_000)),
    }
}

fn inverse(flow: u64, at: u32, effects: Effects, dice: &Dice) -> Option<Compensation> {
    if effects == Effects::None || dice.one_in(5) {
        return None;
    }
    let inside = effects == Effects::Transactional && !dice.one_in(3);
    Some(Compensation {
        procedure: format!("HERA.TEST.SIMULATION.F{flow}.UNDO_N{at}.v1").into(),
        effects: if inside { Effects::Transactional } else { Effects::External },
        needs_output: dice.one_in(4),
        errors: vec![
            DeclaredError { code: "STUCK".into(), retryable: false },
            DeclaredError { code: "LATER".into(), retryable: true },
        ]
        .into(),
    })
}

fn boundary(own: Vec<NodeIx>, nodes: &[Node], dice: &Dice) -> Boundary {
    let node = |ix: &NodeIx| &nodes[ix.0 as usize];
    let name = own.first().map(|first| format!("B{}", first.0)).unwrap_or_default();
    let index = own.first().map(|first| node(first).boundary);
    let before = own.iter().flat_map(|member| node(member).after.iter());
    let mut after: Vec<BoundaryIx> =
        before.map(|before| node(before).boundary).filter(|other| Some(*other) != index).collect();
    after.sort();
    after.dedup();
    Boundary {
        name: name.into(),
        nodes: own.into(),
        after: after.into(),
        declared: true,
        isolation: match dice.roll(6) {
            0 => Isolation::ReadCommitted,
            1 => Isolation::RepeatableRead,
            _ => Isolation::Serializable,
        },
        timeout_ms: dice.one_in(3).then(|| dice.between(1_000, 8_000)),
    }
}
