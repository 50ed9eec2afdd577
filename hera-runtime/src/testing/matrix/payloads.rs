//! Requests made from what a flow declares, so that each condition holds in one of them and does not hold
//! in another.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::plan::Mode;
use hera_core::sim::{Script, simulate};
use hera_core::{Machine, NodeIx};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::context::Context;
use crate::flow::{FlowDef, Orchestration, State};
use crate::sample;

/// What the nodes answer, by node.
pub(in crate::testing) type Outputs = BTreeMap<String, Value>;

/// A request, with what the nodes answer to it.
#[derive(Clone, Debug)]
pub(in crate::testing) struct Made {
    pub(in crate::testing) payload: Value,
    pub(in crate::testing) outputs: Outputs,
    /// The nodes whose condition does not hold.
    pub(in crate::testing) skipped: BTreeSet<String>,
}

/// A change of one value of a request or of an answer.
enum Change<'a> {
    Payload(&'a str, Value),
    Output(&'a str, &'a str, Value),
}

/// Requests of a flow, as few as decide each of its conditions both ways where values that it names do.
pub(in crate::testing) fn of_flow(
    orchestration: &Orchestration,
    flow: &'static FlowDef,
) -> Vec<Made> {
    let context = context();
    let payload = sample::payload(orchestration, flow, &context);
    let plan = flow.plan;
    let outputs: Outputs = plan
        .node_ixs()
        .map(|node| (plan.node(node).id.to_string(), sample::output(orchestration, plan, node)))
        .collect();
    let mut made: Vec<Made> = Vec::new();
    let mut seen: BTreeSet<(String, bool)> = BTreeSet::new();
    let mut consider = |payload: &Map<String, Value>, outputs: &Outputs| {
        let payload = Value::Object(sample::complete(flow, &context, payload.clone()));
        let Some(skipped) = skipped(flow, &context, &payload, outputs) else { return };
        let conditional = plan.nodes.iter().filter(|node| node.conditional);
        let truths = conditional.map(|node| {
            let id = node.id.to_string();
            let runs = !skipped.contains(&id);
            (id, runs)
        });
        let before = seen.len();
        seen.extend(truths);
        if made.is_empty() || seen.len() > before {
            made.push(Made { payload, outputs: outputs.clone(), skipped });
        }
    };
    consider(&payload, &outputs);
    for change in changes(flow, &outputs) {
        let (mut payload, mut outputs) = (payload.clone(), outputs.clone());
        match change {
            Change::Payload(name, value) => _ = payload.insert(name.to_owned(), value),
            Change::Output(node, field, value) => {
                outputs.entry(node.to_owned()).or_default()[field] = value;
            }
        }
        consider(&payload, &outputs);
    }
    made
}

/// The nodes that a request skips; nothing where it is not admitted, or an answer does not fit.
fn skipped(
    flow: &'static FlowDef,
    context: &Context,
    payload: &Value,
    outputs: &Outputs,
) -> Option<BTreeSet<String>> {
    let state = flow.admit_run(context, payload).ok()?;
    let mut answers = |node: NodeIx| answer(flow, outputs, node);
    let report = simulate(Machine::new(State::new(state)), &Script::new(), &mut answers).ok()?;
    Some(report.skipped.iter().map(|node| node.to_string()).collect())
}

/// What a node answers.
pub(in crate::testing) fn answer(flow: &FlowDef, outputs: &Outputs, node: NodeIx) -> Value {
    let facts = flow.plan.node(node);
    match facts.mode {
        Mode::ValidateOnly => Value::Null,
        Mode::Persist => outputs.get(&*facts.id).cloned().unwrap_or_else(|| json!({})),
    }
}

/// The changes that conditions could care about: of what they name, to what they compare it with.
fn changes<'a>(flow: &'a FlowDef, outputs: &'a Outputs) -> Vec<Change<'a>> {
    let conditions: Vec<&str> = flow.conditions.iter().map(|(_, text)| *text).collect();
    let names = |name: &str| conditions.iter().any(|text| text.contains(name));
    let mut values: Vec<Value> = conditions.iter().flat_map(|text| quoted(text)).collect();
    values.extend([json!("another word"), json!(0), json!(1), json!(2), json!(true), json!(false)]);
    let mut changes = Vec::new();
    for field in flow.fields.iter().filter(|field| names(field.name)) {
        let own = sample::values(field.ty);
        let own = if own.is_empty() { values.clone() } else { own };
        changes.extend(own.into_iter().map(|value| Change::Payload(field.name, value)));
    }
    for (node, output) in outputs.iter().filter(|(node, _)| names(node)) {
        for field in output.as_object().into_iter().flat_map(Map::keys).filter(|name| names(name)) {
            let change = |value: &Value| Change::Output(node, field, value.clone());
            changes.extend(values.iter().map(change));
        }
    }
    changes
}

/// The texts that a condition compares with.
fn quoted(condition: &str) -> Vec<Value> {
    let of = |quote: char| condition.split(quote).skip(1).step_by(2).map(|word| json!(word));
    of('\'').chain(of('"')).collect()
}

fn context() -> Context {
    Context {
        organization_id: Uuid::nil(),
        actor_id: Uuid::nil(),
        correlation_id: String::new(),
        idempotency_key: String::new(),
        started_at: Timestamp::UNIX_EPOCH,
    }
}
