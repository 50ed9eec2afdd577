//! What becomes of our own specs when something in them is changed.
//!
//! Each mutation is refused; or it says the same in other words; or what is emitted for it compiles, and
//! behaves as the simulator says. The table is printed. `HERA_MUTATIONS=all` tries every mutation that
//! there is instead of a selection.

mod operators;
mod service;

use std::collections::BTreeMap;

use hera_core::entry::infrastructure::{NETWORK_TIMEOUT, UNKNOWN};
use hera_specc::diag::Severity;
use hera_specc::simulate::{self, Failing, Given, Subject};
use hera_specc::{Outcome, SpecFile, compile, host};
use serde_json::{Value as Json, json};

use crate::support;
use operators::{Mutation, Operator, all, spread};
use service::Code;

/// Mutations of each kind that are tried of an orchestration, and of a procedure.
const OF_AN_ORCHESTRATION: usize = 8;
const OF_A_PROCEDURE: usize = 1;

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Refused,
    MeansTheSame,
    Behaves,
}

fn specs() -> Vec<SpecFile> {
    host::read(&[support::workspace().join("specs")], true).expect("our specs can be read")
}

fn selection(file: &SpecFile) -> Vec<Mutation> {
    let text = std::str::from_utf8(&file.bytes).expect("our specs are UTF-8");
    let found = all(text);
    let count = match file.relative.contains("orchestration") {
        true => OF_AN_ORCHESTRATION,
        false => OF_A_PROCEDURE,
    };
    match std::env::var_os("HERA_MUTATIONS") {
        Some(_) => found,
        None => spread(found, &|_| count),
    }
}

/// A mutation that was taken: its code and its specs.
struct Taken {
    number: usize,
    about: String,
    operator: Operator,
    code: Code,
    outcome: Outcome,
}

#[test]
fn what_is_mutated_is_refused_or_behaves_as_the_simulator_says() {
    let files = specs();
    let outcome = compile(&files, None);
    let code = Code::of(outcome.emission.as_ref().expect("our specs are taken"));
    let base =
        Taken { number: 0, about: "nothing".into(), operator: Operator::Drop, code, outcome };
    let mut table: BTreeMap<(Operator, End), usize> = BTreeMap::new();
    let mut refusals: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut taken = Vec::new();
    let mut number = 0;
    for (at, file) in files.iter().enumerate() {
        for mutation in selection(file) {
            number += 1;
            let mut files = files.clone();
            files[at].bytes = mutation.text.into_bytes();
            let outcome = compile(&files, None);
            let operator = mutation.operator;
            let Some(emission) = &outcome.emission else {
                let errors = outcome.diags.as_slice().iter();
                for found in errors.filter(|found| found.severity == Severity::Error) {
                    *refusals.entry(found.rule.code).or_default() += 1;
                }
                *table.entry((operator, End::Refused)).or_default() += 1;
                continue;
            };
            let code = Code::of(emission);
            if code.means(&base.code) {
                *table.entry((operator, End::MeansTheSame)).or_default() += 1;
                continue;
            }
            let about = format!("{}: {operator:?} {}", file.relative, mutation.about);
            taken.push(Taken { number, about, operator, code, outcome });
        }
    }
    let runs = behave(&base, &taken);
    for taken in &taken {
        *table.entry((taken.operator, End::Behaves)).or_default() += 1;
    }
    print(&table, &refusals, number, runs);
    assert!(number >= 200 && taken.len() >= 30, "{number} mutations, {} taken", taken.len());
}

fn print(
    table: &BTreeMap<(Operator, End), usize>,
    refusals: &BTreeMap<&'static str, usize>,
    mutations: usize,
    runs: usize,
) {
    println!("| mutation | refused | says the same | compiles, and behaves as simulated |");
    println!("|---|---|---|---|");
    for operator in Operator::ALL {
        let of = |end| table.get(&(operator, end)).copied().unwrap_or(0);
        let (refused, same, behaves) = (of(End::Refused), of(End::MeansTheSame), of(End::Behaves));
        println!("| {operator:?} | {refused} | {same} | {behaves} |");
    }
    println!("{mutations} mutations; {runs} runs of generated machines held against the simulator");
    let codes: Vec<String> = refusals.iter().map(|(code, n)| format!("{code} {n}")).collect();
    println!("refused with: {}", codes.join(", "));
}

/// Compiles the code of all, and holds every run of it against the simulator. Gives the number of runs.
fn behave(base: &Taken, taken: &[Taken]) -> usize {
    let mut runs: Vec<Json> = Vec::new();
    let mut wanted: Vec<(&str, Json)> = Vec::new();
    for taken in std::iter::once(base).chain(taken) {
        for (run, expected) in cases(taken, base) {
            runs.push(run);
            wanted.push((&taken.about, expected));
        }
    }
    let codes = std::iter::once(base).chain(taken).map(|taken| (taken.number, &taken.code));
    let told = service::run(&codes.collect::<Vec<_>>(), &runs);
    assert_eq!(told.len(), runs.len());
    for ((run, told), (about, wanted)) in runs.iter().zip(&told).zip(&wanted) {
        let keys: Vec<&String> = wanted.as_object().expect("an object").keys().collect();
        for key in keys {
            assert_eq!(told[key], wanted[key], "{about}: {key} of {run}\nit came to {told}");
        }
    }
    runs.len()
}

/// The runs of all flows of a mutant, each with what the simulator says of it.
fn cases(taken: &Taken, base: &Taken) -> Vec<(Json, Json)> {
    let nothing = taken.number == base.number;
    let mut cases = Vec::new();
    let specs = &taken.outcome.specs;
    for orchestration in &specs.orchestrations {
        for flow in &orchestration.flows {
            if !nothing && !taken.code.runs(&base.code, &flow.event.value) {
                continue;
            }
            let subject = Subject { specs, orchestration, flow };
            let nodes = flow.nodes.iter().enumerate().map(|(at, node)| {
                let id = orchestration.nodes[node.node].id.value.clone();
                (id, simulate::sample_answer(specs, flow, at))
            });
            let outputs: BTreeMap<String, Json> = nodes.collect();
            let full = simulate::sample_payload(flow);
            let given = |payload: &Json| Given {
                payload: payload.clone(),
                outputs: outputs.clone(),
                ..Given::default()
            };
            let mut add = |payload: &Json, failures: &[Failing]| {
                let given = Given { failures, ..given(payload) };
                let dry = simulate::dry_run(subject, &given).expect("the flow can run");
                cases.push((run(taken.number, subject, payload, &outputs, failures), told(&dry)));
                dry.executed
            };
            let executed = add(&full, &[]);
            add(&json!({}), &[]);
            add(&json!({"no_such_field": 1}), &[]);
            for node in &executed {
                for (code, times) in failures(subject, node) {
                    add(&full, &[Failing { node: node.clone(), code, times }]);
                }
            }
        }
    }
    cases
}

/// How a node of a flow is made to fail: with each of its codes, for a while, and in doubt.
fn failures(subject: Subject<'_>, node: &str) -> Vec<(String, Option<u32>)> {
    let plan = simulate::plan(subject, &std::collections::BTreeSet::new());
    let node = plan.node(plan.find(node).expect("a node of the flow"));
    let declared = node.errors.iter().map(|error| (error.code.to_string(), None));
    let always = [NETWORK_TIMEOUT, UNKNOWN].map(|code| (code.to_owned(), None));
    declared.chain(always).chain([(NETWORK_TIMEOUT.to_owned(), Some(1))]).collect()
}

fn run(
    mutant: usize,
    subject: Subject<'_>,
    payload: &Json,
    outputs: &BTreeMap<String, Json>,
    failures: &[Failing],
) -> Json {
    let failures: Vec<Json> = failures
        .iter()
        .map(|failing| json!({"node": failing.node, "code": failing.code, "times": failing.times}))
        .collect();
    json!({
        "mutant": mutant, "event": subject.flow.event.value, "payload": payload,
        "outputs": outputs, "failures": failures,
    })
}

/// What the generated machine has to come to.
fn told(dry: &simulate::DryRun) -> Json {
    if dry.outcome == simulate::REFUSED {
        return json!({"outcome": simulate::REFUSED});
    }
    let mut told = serde_json::to_value(dry).expect("a report");
    let map = told.as_object_mut().expect("an object");
    map.remove("event");
    map.insert("unbound".to_owned(), json!([]));
    told
}
