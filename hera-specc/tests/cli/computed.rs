//! Inputs that are computed: what becomes of a run for which a result is more than its type holds.

use serde_json::{Value as Json, json};

use crate::flows::{list, procedure};
use crate::{Done, folder, run_in};

/// Reserves, counting; then takes what `take` computes, and takes back what `back` does.
fn said(take: &str, back: &str, policy: &str, args: &[&str]) -> Done {
    let files = files(take, back, policy);
    let files: Vec<_> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    run_in(folder(&files).path(), args)
}

fn files(take: &str, back: &str, policy: &str) -> Vec<(String, String)> {
    let sale = format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A, payload: {{ n: integer }} }}
graph:
  nodes:
    - id: RESERVE
      run: HERA.SHOP.TILL.RESERVE.v1
      compensation: {{ run: HERA.SHOP.TILL.BACK.v1, with: {{ cents: {back} }} }}
    - {{ id: TAKE, run: HERA.SHOP.TILL.TAKE.v1, with: {{ cents: {take} }} }}
edges: [SALE.A -> RESERVE -> TAKE]
compensation_policy: {{ auto_compensate: true{policy} }}
"
    );
    let effects = "effects: transactional\n";
    let cents = "    - { name: cents, type: integer }\n";
    let (undone, back) = procedure("BACK", effects, cents, "");
    let back = back.replace("errors: [{ code: NO, when: never }]", "errors: []");
    vec![
        ("sale.yml".to_owned(), sale),
        procedure("RESERVE", effects, "", "    count: integer\n"),
        procedure("TAKE", effects, cents, ""),
        (undone, back),
    ]
}

const OF_REQUEST: &str = "$.payload.n * 100";
const OF_OUTPUT: &str = "$.nodes.RESERVE.count * 100";

fn explained(take: &str, back: &str) -> Json {
    let args = ["explain", "sale.yml", "--uses", ".", "--event", "SALE.A", "--json"];
    said(take, back, "", &args).ends(0).json()
}

#[test]
fn what_a_request_brings_is_computed_on_admission() {
    let told = explained(OF_REQUEST, OF_REQUEST);
    let judged = json!([{ "text": "cents fits its type", "when": "admission" }]);
    let nodes = list(&told, "nodes");
    assert_eq!((&nodes[1]["clauses"], &nodes[0]["compensation"]["clauses"]), (&judged, &judged));
    let much = r#"{"n": 9223372036854775807}"#;
    let args =
        ["simulate", "sale.yml", "--uses", ".", "--event", "SALE.A", "--payload", much, "--json"];
    let refused = said(OF_REQUEST, "1", "", &args).json();
    assert_eq!(
        (&refused["outcome"], &refused["error"]["code"]),
        (&json!("refused"), &json!("PRECONDITION_FAILED"))
    );
    let some = [
        "simulate",
        "sale.yml",
        "--uses",
        ".",
        "--event",
        "SALE.A",
        "--payload",
        r#"{"n": 3}"#,
        "--json",
    ];
    assert_eq!(said(OF_REQUEST, "1", "", &some).json()["outcome"], "completed");
}

#[test]
fn a_list_leaves_out_nothing_that_is_too_large() {
    let refused = |payload: &str| {
        let event = ["--event", "SALE.A", "--payload", payload, "--json"];
        let args = [&["simulate", "sale.yml", "--uses", "."], event.as_slice()].concat();
        said("'sum([$.payload.n * 100, 5])'", "1", "", &args).json()["outcome"] == "refused"
    };
    assert!(refused(r#"{"n": 9223372036854775807}"#), "it would be 5");
    assert!(!refused(r#"{"n": 3}"#));
}

#[test]
fn what_a_node_returned_is_computed_late_and_fails_the_next_one() {
    let told = explained(OF_OUTPUT, "1");
    let judged = json!([{ "text": "cents fits its type", "when": "before" }]);
    assert_eq!(list(&told, "nodes")[1]["clauses"], judged);
    let outputs = r#"RESERVE={"count": 9223372036854775807}"#;
    let simulated = |take: &str, back: &str, outputs: &str| {
        let args = [
            "simulate", "sale.yml", "--uses", ".", "--event", "SALE.A", "--output", outputs,
            "--json",
        ];
        let run = said(take, back, "", &args).json();
        (run["outcome"].clone(), run["error"]["code"].clone())
    };
    let failed = json!("PRECONDITION_FAILED");
    assert_eq!(simulated(OF_OUTPUT, "1", outputs), (json!("compensated"), failed.clone()));
    assert_eq!(simulated(OF_OUTPUT, OF_OUTPUT, outputs), (json!("parked"), failed));
    let few = r#"RESERVE={"count": 3}"#;
    assert_eq!(simulated(OF_OUTPUT, OF_OUTPUT, few), (json!("completed"), Json::Null));
}

#[test]
fn a_compensation_that_is_given_what_is_computed_late_can_refuse() {
    let refused = |back: &str| {
        let run = said("1", back, ", require: full", &["check", "."]);
        run.stderr.contains("the compensation of `RESERVE` can refuse with `PRECONDITION_FAILED`")
    };
    assert!(refused(OF_OUTPUT));
    assert!(!refused(OF_REQUEST) && !refused("$.nodes.RESERVE.count"));
}

#[test]
fn a_version_that_computes_on_admission_leaves_runs_in_flight_where_they_are() {
    let hindered = |then: &str, now: &str| {
        let versions = [("old", then), ("new", now)];
        let mut all = Vec::new();
        for (folder, take) in versions {
            let files = files(take, "1", "").into_iter();
            all.extend(files.map(|(name, text)| (format!("{folder}/{name}"), text)));
        }
        let all: Vec<_> = all.iter().map(|(name, text)| (&**name, &**text)).collect();
        let specs = folder(&all);
        let told = run_in(specs.path(), &["diff", "old", "new", "--json"]);
        told.stdout.contains("admission computes `cents` of `TAKE`")
    };
    assert!(hindered("$.payload.n", OF_REQUEST));
    assert!(!hindered(OF_REQUEST, OF_REQUEST) && !hindered(OF_REQUEST, "$.payload.n"));
}
