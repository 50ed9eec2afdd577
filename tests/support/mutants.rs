//! The program around the code of mutated specs: reads runs from a file, drives the generated machines
//! through them, and writes what they came to.

use std::collections::BTreeMap;

use hera_runtime::core::sim::{Script, simulate_watched};
use hera_runtime::core::{Entry, Machine, NodeIx};
use hera_runtime::flow::{FlowDef, FlowState, State};
use hera_runtime::{Context, Timestamp, Uuid, Value};
use serde_json::json;

fn main() {
    let path = std::env::args().nth(1).expect("the file of the runs");
    let text = std::fs::read_to_string(path).expect("the runs can be read");
    let runs: Vec<Value> = serde_json::from_str(&text).expect("the runs are a list");
    let flows = mutants::flows();
    let told: Vec<Value> = runs.iter().map(|run| outcome(&flows, run)).collect();
    println!("{}", Value::Array(told));
}

fn outcome(flows: &[(usize, &'static FlowDef)], run: &Value) -> Value {
    let mutant = run["mutant"].as_u64().expect("a number");
    let event = run["event"].as_str().expect("an event");
    let flow = flows.iter().find(|(at, flow)| *at as u64 == mutant && flow.event == event);
    let flow = flow.unwrap_or_else(|| panic!("mutant {mutant} has no {event}")).1;
    let Ok((state, missing)) = (flow.draft)(&context(), &run["payload"]) else {
        return json!({"outcome": "refused"});
    };
    let mut script = Script::new();
    for failure in run["failures"].as_array().expect("a list") {
        let node = flow.plan.find(failure["node"].as_str().expect("an id")).expect("a node");
        let times = failure["times"].as_u64().map(|times| u32::try_from(times).expect("small"));
        script = script.fail(node, failure["code"].as_str().expect("a code"), times);
    }
    let outputs: BTreeMap<String, Value> =
        serde_json::from_value(run["outputs"].clone()).expect("a map");
    let mut shadow = state.boxed_clone();
    let mut unbound = Vec::new();
    let report = simulate_watched(
        Machine::new(State::new(state)),
        &script,
        &mut |node: NodeIx| outputs[&*flow.plan.node(node).id].clone(),
        &mut |_, entry| follow(&mut *shadow, flow, entry, &mut unbound),
    );
    match report {
        Ok(report) => {
            let mut told = serde_json::to_value(report).expect("a report");
            told["missing"] = missing.clone().into();
            // A payload that lacks something cannot be bound.
            told["unbound"] = if missing.is_empty() { unbound.into() } else { json!([]) };
            told
        }
        Err(fault) => json!({"fault": fault.message}),
    }
}

/// Binds the inputs of what happens, as a driver would.
fn follow(
    state: &mut dyn FlowState,
    flow: &FlowDef,
    entry: &Entry<Value>,
    unbound: &mut Vec<String>,
) {
    let ix = |node: &str| flow.plan.find(node).expect("a node");
    match entry {
        Entry::Succeeded { node, output } | Entry::Violated { node, output, .. } => {
            unbound.extend(state.input(ix(node)).err().map(|unbound| unbound.to_string()));
            unbound.extend(state.record(ix(node), output).err().map(|unbound| unbound.to_string()));
        }
        Entry::Compensated { node, .. } => {
            unbound.extend(state.compensation_input(ix(node)).err().map(|unbound| unbound.to_string()));
        }
        _ => {}
    }
}

/// The context of a dry run.
fn context() -> Context {
    let id = |name: &str| Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes());
    Context {
        organization_id: id("organization_id"),
        actor_id: id("actor_id"),
        correlation_id: "sample correlation id".to_owned(),
        idempotency_key: "sample idempotency key".to_owned(),
        started_at: Timestamp::constant(1_767_225_600, 0),
    }
}
