//! How every run of our flows ends: each node failing by each of its declared codes, by an outage and
//! in doubt, under each truth of the conditions; and the same held against the proof of the ways back.
//!
//! `golden/outcomes.txt` is the table, checked by hand against the design's section on failure.
//! `HERA_BLESS=1` writes it; the change is then reviewed like code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use hera_core::entry::infrastructure::{NETWORK_TIMEOUT, UNKNOWN};
use hera_core::plan::Effects;
use hera_specc::explain::explain;
use hera_specc::ir::{Flow, Orchestration};
use hera_specc::simulate::{self, DryRun, Failing, Given, Subject};
use hera_specc::{Analysis, SpecFile, analyse, host};
use serde_json::{Value as Json, json};

use crate::support;

const FILE: &str = "tests/golden/outcomes.txt";

/// What decides the conditions of an event.
struct World {
    event: &'static str,
    title: &'static str,
    payload: Json,
    /// The node and what it returns.
    output: Option<(&'static str, Json)>,
}

fn world(event: &'static str, title: &'static str, payload: Json) -> World {
    World { event, title, payload, output: None }
}

/// Every truth of the conditions of our flows.
fn worlds() -> Vec<World> {
    let deleted = |title, line_type: &str| World {
        output: Some(("PERSIST_DELETE", json!({"line_type": line_type}))),
        ..world("POS.CART.LINE_DELETE.REQUESTED", title, json!({}))
    };
    let returned = |title, good: bool, damaged: bool| {
        let payload = json!({"has_good_items": good, "has_damaged_items": damaged});
        world("POS.RETURN.RETAIL.REQUESTED", title, payload)
    };
    let always = |event| world(event, "always", json!({}));
    vec![
        world("POS.CART.LINE_ADD.REQUESTED", "a retail line", json!({"line_type": "RETAIL"})),
        world("POS.CART.LINE_ADD.REQUESTED", "a service line", json!({"line_type": "SERVICE"})),
        world(
            "POS.CART.LINE_UPDATE.REQUESTED",
            "stock is affected",
            json!({"affects_inventory": true, "quantity": 3, "expected_quantity": 2}),
        ),
        world(
            "POS.CART.LINE_UPDATE.REQUESTED",
            "stock is not affected",
            json!({"affects_inventory": false}),
        ),
        deleted("a retail line", "RETAIL"),
        deleted("a service line", "SERVICE"),
        always("POS.CART.REPRICE.REQUESTED"),
        always("POS.CHECKOUT.START.REQUESTED"),
        always("POS.PAYMENT.INTENT.REQUESTED"),
        always("POS.PAYMENT.CAPTURE.REQUESTED"),
        always("POS.CHECKOUT.COMMIT.REQUESTED"),
        returned("good and damaged goods", true, true),
        returned("good goods", true, false),
        returned("damaged goods", false, true),
        returned("neither", false, false),
        always("POS.SERVICE.ADJUSTMENT.REQUESTED"),
        always("POS.PAYMENT.REFUND.REQUESTED"),
        always("POST.API.V1.SALON.CUSTOMERS"),
        always("GET.API.V1.SALON.CUSTOMERS.BY_ID"),
        always("PATCH.API.V1.SALON.CUSTOMERS.BY_ID"),
        always("POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE"),
    ]
}

fn read(folder: &Path) -> Analysis {
    let files: Vec<SpecFile> = host::read(&[folder.to_owned()], true).expect("it can be read");
    analyse(&files)
}

fn flows(analysis: &Analysis) -> impl Iterator<Item = Subject<'_>> {
    let specs = &analysis.specs;
    specs.orchestrations.iter().flat_map(move |orchestration: &Orchestration| {
        let subject = move |flow| Subject { specs, orchestration, flow };
        orchestration.flows.iter().map(subject)
    })
}

/// A complete payload for the flow, with these fields over the samples.
fn payload(flow: &Flow, over: &Json) -> Json {
    let mut payload = simulate::sample_payload(flow);
    for (name, value) in over.as_object().into_iter().flatten() {
        payload[name] = value.clone();
    }
    payload
}

/// A run in which `node` always fails so.
fn run(subject: Subject<'_>, given: &Given<'_>, failing: &[Failing]) -> DryRun {
    let given = Given { failures: failing, ..given.clone() };
    simulate::dry_run(subject, &given).expect("the flow can run")
}

fn failing(node: &str, code: &str, times: Option<u32>) -> Failing {
    Failing { node: node.to_owned(), code: code.to_owned(), times }
}

/// The codes of a node, as the table lists them.
fn codes(run: &DryRun, node: &str) -> Vec<String> {
    let ix = run.plan.find(node).expect("the node is of the plan");
    let declared = run.plan.node(ix).errors.iter().map(|error| error.code.to_string());
    declared.chain([NETWORK_TIMEOUT, UNKNOWN].map(str::to_owned)).collect()
}

/// What a run came to, in a line.
fn told(run: &DryRun) -> String {
    let mut told = run.outcome.to_owned();
    let lists = [
        ("did", &run.executed),
        ("committed", &run.commits),
        ("rolled back", &run.rolled_back),
        ("undid", &run.compensated),
    ];
    for (what, list) in lists {
        if !list.is_empty() {
            let _ = write!(told, "; {what} {}", list.join(" "));
        }
    }
    if let Some(parked) = &run.parked {
        let _ = write!(told, "; {:?} for {}", parked.direction, parked.node);
    }
    told
}

/// The block of one world: the run without failure, then each failure; codes that end alike share a
/// line.
fn block(subject: Subject<'_>, world: &World) -> String {
    let outputs = world.output.iter().map(|(node, json)| ((*node).to_owned(), json.clone()));
    let given = Given {
        payload: payload(subject.flow, &world.payload),
        outputs: outputs.collect(),
        ..Given::default()
    };
    let fine = run(subject, &given, &[]);
    assert_eq!(fine.outcome, "completed", "{}", world.event);
    assert!(fine.missing.is_empty(), "{} lacks {:?}", world.event, fine.missing);
    let mut text =
        format!("{} ({})\n  without failure\n    {}\n", world.event, world.title, told(&fine));
    if !fine.skipped.is_empty() {
        let _ = writeln!(text, "    skipped {}", fine.skipped.join(" "));
    }
    for node in &fine.executed {
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for code in codes(&fine, node) {
            let line = told(&run(subject, &given, &[failing(node, &code, None)]));
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, codes)) => codes.push(code),
                None => lines.push((line, vec![code])),
            }
        }
        for (line, codes) in lines {
            let _ = writeln!(text, "  {node} with {}\n    {line}", codes.join(" "));
        }
        doubt(&mut text, subject, &given, &fine, node);
        // Two outages are repaired by the third attempt.
        let mended = run(subject, &given, &[failing(node, NETWORK_TIMEOUT, Some(2))]);
        assert_eq!(mended.outcome, "completed", "{node} answers at its third call");
        assert_eq!(mended.attempts[node.as_str()], 3, "{node}");
    }
    text
}

/// An external node in doubt that answers when it is asked again: its effect is there, or it is not.
fn doubt(text: &mut String, subject: Subject<'_>, given: &Given<'_>, fine: &DryRun, node: &str) {
    let ix = fine.plan.find(node).expect("the node is of the plan");
    if fine.plan.node(ix).effects != Effects::External {
        return;
    }
    let attempts = fine.plan.retry.max_attempts;
    let code = fine.plan.node(ix).errors.first().expect("there is always one").code.to_string();
    let unknown = failing(node, UNKNOWN, Some(attempts));
    let there = told(&run(subject, given, std::slice::from_ref(&unknown)));
    let absent = told(&run(subject, given, &[unknown, failing(node, &code, None)]));
    let _ = writeln!(text, "  {node} in doubt, and its effect is there\n    {there}");
    let _ = writeln!(text, "  {node} in doubt, and {code} when asked again\n    {absent}");
}

#[test]
fn our_flows_end_as_the_table_says() {
    let analysis = read(&support::workspace().join("specs"));
    let worlds = worlds();
    let known: BTreeSet<&str> = worlds.iter().map(|world| world.event).collect();
    let all: BTreeSet<&str> = flows(&analysis).map(|it| it.flow.event.value.as_str()).collect();
    assert_eq!(known, all, "each event of our specs stands in the table");
    let mut found = String::new();
    for world in &worlds {
        let subject = flows(&analysis).find(|it| it.flow.event.value == world.event);
        found += &block(subject.expect("it is known"), world);
        found.push('\n');
    }
    let path = support::workspace().join(FILE);
    if std::env::var_os("HERA_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the table can be written");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{FILE} is stale: run the tests with HERA_BLESS=1 and look at the diff"
    );
}

/// Holds all runs of a flow with one failing node against what must be true of every run, and
/// against the proof of the ways back. Gives the number of runs.
fn hold(analysis: &Analysis, subject: Subject<'_>, given: &Given<'_>) -> usize {
    let fine = run(subject, given, &[]);
    let explained = explain(subject.specs, subject.orchestration, subject.flow, &analysis.sources);
    let ends: BTreeMap<(&str, &str), &Vec<&str>> = explained
        .ends
        .iter()
        .map(|end| ((end.node.as_str(), end.error.as_str()), &end.ends))
        .collect();
    let mut runs = 0;
    for node in &fine.executed {
        for code in codes(&fine, node) {
            let run = run(subject, given, &[failing(node, &code, None)]);
            let what = format!("{}: {node} with {code}: {}", run.event, told(&run));
            let row = if code == NETWORK_TIMEOUT { UNKNOWN } else { code.as_str() };
            let ends = ends[&(node.as_str(), row)];
            assert!(ends.contains(&run.outcome), "{what}, and the proof says {ends:?}");
            invariants(&run, node, &what);
            runs += 1;
        }
    }
    runs
}

/// What is true of every run that failed for good.
fn invariants(run: &DryRun, failed: &str, what: &str) {
    let node = |id: &str| run.plan.node(run.plan.find(id).expect("of the plan"));
    let error = run.error.as_ref().expect(what);
    assert_eq!(error.node.as_deref(), Some(failed), "{what}");
    // What is undone is undone once, had its effect (or is in doubt), and was not rolled back.
    let undone: BTreeSet<&String> = run.compensated.iter().collect();
    assert_eq!(undone.len(), run.compensated.len(), "{what}");
    for id in &run.compensated {
        assert!(run.executed.contains(id) || id == failed, "{what}");
        assert!(node(id).compensation.is_some(), "{what}");
        assert!(!run.skipped.contains(id), "{what}");
        let boundary = &run.plan.boundary(node(id).boundary).name;
        let external = node(id).effects == Effects::External;
        assert!(external || run.commits.iter().any(|name| boundary == name), "{what}");
    }
    let left = run.executed.iter().filter(|id| node(id).effects != Effects::None);
    let left: Vec<&String> = left.filter(|id| !undone.contains(id)).collect();
    match run.outcome {
        // All that was done is undone, in reverse order of completion.
        "compensated" => {
            assert!(!run.compensated.is_empty() && left.is_empty(), "{what}");
            let order: Vec<&String> = run.compensated.iter().filter(|id| *id != failed).collect();
            let done: Vec<&String> = run
                .executed
                .iter()
                .rev()
                .filter(|id| undone.contains(id) && *id != failed)
                .collect();
            assert_eq!(order, done, "{what}");
        }
        "failed" => {
            assert!(run.compensated.is_empty() && run.commits.is_empty(), "{what}");
            assert!(left.is_empty(), "{what}");
        }
        // Nothing is undone before a person says so, and the one for which it is parked is the reason.
        "parked" => {
            assert!(run.compensated.is_empty(), "{what}");
            let parked = run.parked.as_ref().expect(what);
            assert!(run.executed.iter().any(|id| parked.node == *id) || parked.node == *failed);
        }
        other => panic!("{what}: a run cannot end {other}"),
    }
}

#[test]
fn our_flows_end_as_the_proof_says() {
    let analysis = read(&support::workspace().join("specs"));
    let mut runs = 0;
    for world in worlds() {
        let subject = flows(&analysis).find(|it| it.flow.event.value == world.event);
        let subject = subject.expect("it is known");
        let outputs = world.output.iter().map(|(node, json)| ((*node).to_owned(), json.clone()));
        let given = Given {
            payload: payload(subject.flow, &world.payload),
            outputs: outputs.collect(),
            ..Given::default()
        };
        runs += hold(&analysis, subject, &given);
    }
    println!("{runs} runs of our flows");
    assert!(runs > 200, "only {runs} runs");
}

#[test]
fn the_flows_of_the_corpus_end_as_the_proof_says() {
    let Some(corpus) = support::corpus() else { return };
    let analysis = read(&corpus);
    let (mut runs, mut all) = (0, 0);
    for subject in flows(&analysis) {
        // Payloads of real specs are not known: conditions are all true or, without a payload, false.
        for payload in [simulate::sample_payload(subject.flow), json!({})] {
            let given = Given { payload, ..Given::default() };
            runs += hold(&analysis, subject, &given);
        }
        all += 1;
    }
    println!("{runs} runs of {all} real flows");
    assert!(all > 5 && runs > 100, "only {runs} runs of {all} flows");
}
