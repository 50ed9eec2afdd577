//! What becomes of our own specs when something in them is changed.
//!
//! Each mutation is refused; or it says the same in other words; or what is emitted for it compiles, and
//! behaves as the simulator says. The table is printed. `HERA_MUTATIONS=all` tries every mutation that
//! there is instead of a selection, package by package, and tells how far it is (`-- --nocapture`).

mod operators;
mod service;

use std::collections::BTreeMap;
use std::time::Instant;

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
/// Mutations that are judged before what was taken of them is compiled.
const AT_ONCE: usize = 250;
/// Mutants that are compiled together.
const IN_A_PACKAGE: usize = 100;

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

/// A mutation that was taken: its code, and its runs with what the simulator says of each.
struct Taken {
    number: usize,
    about: String,
    operator: Operator,
    code: Code,
    cases: Vec<(Json, Json)>,
}

/// What was found out about a mutation, before its code is compiled.
enum Found {
    Refused(Vec<&'static str>),
    MeansTheSame,
    Taken(Box<Taken>),
}

/// The specs as they are.
struct Base {
    files: Vec<SpecFile>,
    taken: Taken,
}

/// A mutation with its number, and which of the files it is of.
struct Numbered {
    number: usize,
    file: usize,
    mutation: Mutation,
}

impl Base {
    fn read() -> Base {
        let files = specs();
        let outcome = compile(&files, None);
        let code = Code::of(outcome.emission.as_ref().expect("our specs are taken"), None);
        let (about, operator) = ("nothing".to_owned(), Operator::Drop);
        let cases = cases(0, &outcome, &|_| true);
        Base { files, taken: Taken { number: 0, about, operator, code, cases } }
    }

    /// Compiles the specs with one of them mutated.
    fn judge(&self, Numbered { number, file, mutation }: &Numbered) -> Found {
        let mut files = self.files.clone();
        files[*file].bytes = mutation.text.clone().into_bytes();
        let outcome = compile(&files, None);
        let Some(emission) = &outcome.emission else {
            let errors = outcome.diags.as_slice().iter();
            let errors = errors.filter(|found| found.severity == Severity::Error);
            return Found::Refused(errors.map(|found| found.rule.code).collect());
        };
        let base = &self.taken.code;
        let code = Code::of(emission, Some(base));
        if code.means(base) {
            return Found::MeansTheSame;
        }
        let operator = mutation.operator;
        let about = format!("{}: {operator:?} {}", files[*file].relative, mutation.about);
        let cases = cases(*number, &outcome, &|event| code.runs(base, event));
        Found::Taken(Box::new(Taken { number: *number, about, operator, code, cases }))
    }

    /// The same for several, beside each other.
    fn judge_all(&self, mutations: &[Numbered]) -> Vec<Found> {
        let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
        let each = mutations.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let judge = |part: &'_ [Numbered]| part.iter().map(|it| self.judge(it)).collect();
            let parts: Vec<_> = mutations
                .chunks(each)
                .map(|part| scope.spawn(move || -> Vec<Found> { judge(part) }))
                .collect();
            parts.into_iter().flat_map(|part| part.join().expect("judged")).collect()
        })
    }
}

#[test]
fn what_is_mutated_is_refused_or_behaves_as_the_simulator_says() {
    let begun = Instant::now();
    let base = Base::read();
    let of_file = |(file, it)| selection(it).into_iter().map(move |mutation| (file, mutation));
    let mutations = base.files.iter().enumerate().flat_map(of_file).enumerate();
    let mutations: Vec<Numbered> = mutations
        .map(|(at, (file, mutation))| Numbered { number: at + 1, file, mutation })
        .collect();
    let mut table: BTreeMap<(Operator, End), usize> = BTreeMap::new();
    let mut refusals: BTreeMap<&'static str, usize> = BTreeMap::new();
    let (mut waiting, mut done, mut taken, mut runs) = (Vec::new(), 0, 0, 0);
    for part in mutations.chunks(AT_ONCE) {
        for (it, found) in part.iter().zip(base.judge_all(part)) {
            let end = match found {
                Found::Refused(codes) => {
                    codes.into_iter().for_each(|code| *refusals.entry(code).or_default() += 1);
                    End::Refused
                }
                Found::MeansTheSame => End::MeansTheSame,
                Found::Taken(it) => {
                    waiting.push(*it);
                    continue;
                }
            };
            *table.entry((it.mutation.operator, end)).or_default() += 1;
        }
        done += part.len();
        while waiting.len() >= IN_A_PACKAGE || (done == mutations.len() && !waiting.is_empty()) {
            let package: Vec<Taken> = waiting.drain(..waiting.len().min(IN_A_PACKAGE)).collect();
            runs += behave(&base.taken, &package);
            taken += package.len();
            package.iter().for_each(|it| {
                *table.entry((it.operator, End::Behaves)).or_default() += 1;
            });
        }
        let (of, took) = (mutations.len(), begun.elapsed().as_secs());
        eprintln!("{done} of {of} mutations judged, {taken} compiled, {runs} runs: {took} s");
    }
    print(&table, &refusals, mutations.len(), runs);
    let number = mutations.len();
    assert!(number >= 200 && taken >= 30, "{number} mutations, {taken} taken");
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

/// Compiles the code of all, and holds every run of it against the simulator. Gives the number of runs. Code
/// that means the same is compiled once.
fn behave(base: &Taken, taken: &[Taken]) -> usize {
    let all: Vec<&Taken> = std::iter::once(base).chain(taken).collect();
    let mut compiled: Vec<(String, &Taken)> = Vec::new();
    let mut runs: Vec<Json> = Vec::new();
    let mut wanted: Vec<(&str, &Json)> = Vec::new();
    for taken in all {
        let meaning = taken.code.meaning_beside(&base.code);
        let known = compiled.iter().find(|(known, _)| *known == meaning).map(|(_, it)| it.number);
        let number = known.unwrap_or(taken.number);
        for (run, expected) in &taken.cases {
            let mut run = run.clone();
            run["mutant"] = json!(number);
            runs.push(run);
            wanted.push((&taken.about, expected));
        }
        if known.is_none() {
            compiled.push((meaning, taken));
        }
    }
    let codes = compiled.iter().map(|(_, taken)| (taken.number, &taken.code));
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

/// The runs of those flows of a mutant that are meant, each with what the simulator says of it.
fn cases(number: usize, outcome: &Outcome, is_meant: &dyn Fn(&str) -> bool) -> Vec<(Json, Json)> {
    let mut cases = Vec::new();
    let specs = &outcome.specs;
    for orchestration in &specs.orchestrations {
        for flow in &orchestration.flows {
            if !is_meant(&flow.event.value) {
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
                cases.push((run(number, subject, payload, &outputs, failures), told(&dry)));
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
