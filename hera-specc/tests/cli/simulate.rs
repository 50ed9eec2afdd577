//! `simulate`.

use serde_json::{Value as Json, json};

use crate::{Done, folder, run, run_in};

const CART: &str = "specs/salon/pos/cart.orchestration.yml";
const RETURNS: &str = "specs/salon/pos/returns.orchestration.yml";
const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";
const RETAIL: &str = r#"{"line_type": "RETAIL", "quantity": 2,
    "cart_id": "b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11",
    "entity_id": "2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21"}"#;

/// A dry run of the ADD flow.
fn add(more: &[&str]) -> Done {
    let args = ["simulate", CART, "--uses", "specs", "--event", ADD, "--json", "--payload", RETAIL];
    run(&[&args, more].concat())
}

#[test]
fn the_json_is_that_of_the_contract() {
    let done = add(&[]).ends(0);
    let order = [
        "event",
        "outcome",
        "executed",
        "skipped",
        "commits",
        "rolled_back",
        "compensated",
        "attempts",
        "parked",
        "missing",
        "error",
    ];
    let places: Vec<usize> =
        order.iter().map(|key| done.stdout.find(&format!("\n  \"{key}\":")).expect(key)).collect();
    assert!(places.is_sorted(), "{}", done.stdout);
    let wanted = json!({
        "event": ADD,
        "outcome": "completed",
        "executed": ["VALIDATE_ADD", "RESERVE_SOFT", "PERSIST_ADD", "REPRICE_AFTER_ADD"],
        "skipped": [],
        "commits": ["add_line_txn", "reprice_txn"],
        "rolled_back": [],
        "compensated": [],
        "attempts": {
            "VALIDATE_ADD": 1, "RESERVE_SOFT": 1, "PERSIST_ADD": 1, "REPRICE_AFTER_ADD": 1,
        },
        "parked": null,
        "missing": [],
        "error": null,
    });
    assert_eq!(done.json(), wanted);
}

#[test]
fn a_condition_skips() {
    let service = RETAIL.replace("RETAIL", "SERVICE");
    let run = run(&[
        "simulate",
        CART,
        "--uses",
        "specs",
        "--event",
        ADD,
        "--json",
        "--payload",
        &service,
    ]);
    let run = run.ends(0).json();
    assert_eq!(run["skipped"], json!(["RESERVE_SOFT"]));
    assert_eq!(run["attempts"].get("RESERVE_SOFT"), None);
}

#[test]
fn failures_go_back_and_end_with_one() {
    let back = add(&["--fail", "PERSIST_ADD=CART_FULL"]).ends(1).json();
    assert_eq!(back["outcome"], "compensated");
    assert_eq!(back["rolled_back"], json!(["add_line_txn"]));
    assert_eq!(back["compensated"], json!(["RESERVE_SOFT"]));
    assert_eq!(
        (&back["error"]["code"], &back["error"]["node"]),
        (&json!("CART_FULL"), &json!("PERSIST_ADD"))
    );

    let back = add(&["--fail", "REPRICE_AFTER_ADD=UNKNOWN"]).ends(1).json();
    assert_eq!(back["compensated"], json!(["PERSIST_ADD", "RESERVE_SOFT"]), "the last one first");

    let again = add(&["--fail", "RESERVE_SOFT=NETWORK_TIMEOUT:2"]).ends(0).json();
    assert_eq!(
        (&again["outcome"], &again["attempts"]["RESERVE_SOFT"]),
        (&json!("completed"), &json!(3))
    );
}

#[test]
fn a_run_past_its_pivot_parks() {
    let parked = run(&[
        "simulate",
        RETURNS,
        "--uses",
        "specs",
        "--event",
        "POS.PAYMENT.REFUND.REQUESTED",
        "--json",
        "--fail",
        "POST_GL_REVERSAL=POSTING_PERIOD_CLOSED",
    ]);
    let parked = parked.ends(1).json();
    assert_eq!(parked["outcome"], "parked");
    assert_eq!(parked["parked"]["direction"], "forward");
    assert_eq!(parked["parked"]["node"], "PROCESS_REFUND");
    assert!(parked["parked"]["reason"].is_string());
}

#[test]
fn a_payload_is_admitted_or_refused() {
    let with = |payload: &str| {
        let args = ["simulate", CART, "--uses", "specs", "--event", ADD, "--json", "--payload"];
        run(&[&args[..], &[payload]].concat())
    };
    let short = with(r#"{"line_type": "RETAIL"}"#).ends(0).json();
    assert_eq!(short["outcome"], "completed", "missing fields are listed, and it goes on");
    assert_eq!(short["missing"], json!(["cart_id", "entity_id", "quantity"]));
    for (payload, word) in [
        (r#"{"line_type": "GIFT"}"#, "`line_type`: expected one of"),
        (r#"{"qantity": 1}"#, "did you mean `quantity`?"),
        (r#"{"organization_id": "x"}"#, "comes from the context"),
        (r#"{"quantity": "many"}"#, "`quantity`: expected a decimal"),
        ("[]", "a JSON object"),
    ] {
        let refused = with(payload).ends(1).json();
        assert_eq!(refused["outcome"], "refused", "{payload}");
        assert_eq!(refused["executed"], json!([]), "{payload}");
        assert_eq!(refused["error"]["node"], Json::Null, "{payload}");
        let message = refused["error"]["message"].as_str().expect("a text");
        assert!(message.contains(word), "{payload}: {message}");
    }
    with("{").ends(2).says("--payload is no JSON");
    let twice = with("{\"line_type\": \"RETAIL\",\n \"line_type\": \"SERVICE\"}").ends(2);
    twice.says("key `line_type` is given twice at line 2 column 12");
}

#[test]
fn what_there_is_not_ends_with_two() {
    add(&["--fail", "PERSIST_AD=CART_FULL"]).ends(2).says("did you mean `PERSIST_ADD`?");
    add(&["--fail", "PERSIST_ADD=CART_FUL"]).ends(2).says("did you mean `CART_FULL`?");
    add(&["--fail", "PERSIST_UPDATE=UNKNOWN"]).ends(2).says("in the flow of");
    add(&["--fail", "PERSIST_ADD"]).ends(2).says("NODE=CODE");
    add(&["--fail", "PERSIST_ADD=CART_FULL:0"]).ends(2);
    add(&["--external", "HERA.SALON.INV.RESERVE.SOF.v1"]).ends(2).says("did you mean");
    add(&["--output", "PERSIST_AD={}"]).ends(2).says("did you mean");
    run(&["simulate", CART, "--event", "POS.CART.ADD"]).ends(2).says(ADD);
    run(&["simulate", "specs"]).ends(2).says("is a folder");
    run(&["simulate", "nowhere.yml"]).ends(2);
}

#[test]
fn all_events_without_one() {
    let all = run(&["simulate", CART, "--uses", "specs", "--json", "--payload", RETAIL]);
    let all = all.ends(0).json();
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|run| run["outcome"] == "completed"));
}

#[test]
fn a_person_reads_a_timeline() {
    let told = run(&[
        "simulate",
        CART,
        "--uses",
        "specs",
        "--event",
        ADD,
        "--payload",
        RETAIL,
        "--fail",
        "REPRICE_AFTER_ADD=CATALOG_INCOMPLETE",
    ]);
    let told = told.ends(1).stdout;
    let wanted = "\
POS.CART.LINE_ADD.REQUESTED  HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1

    1 VALIDATE_ADD       checks  HERA.SALON.POS.CART.ADD_LINE.v1
      ── add_line_txn
    2 RESERVE_SOFT       is called outside  HERA.SALON.INV.RESERVE.SOFT.v1
    3 PERSIST_ADD        writes  HERA.SALON.POS.CART.ADD_LINE.v1
      add_line_txn       commits
      ── reprice_txn
    4 REPRICE_AFTER_ADD  fails with CATALOG_INCOMPLETE (attempt 1 of 3)
      reprice_txn        rolls back for good
    5 PERSIST_ADD        is undone by HERA.SALON.POS.CART.REMOVE_LINE.v1
    6 RESERVE_SOFT       is undone by HERA.SALON.INV.RESERVE.RELEASE.v1

  compensated: all that had to be undone is undone
    because REPRICE_AFTER_ADD failed with CATALOG_INCOMPLETE
";
    assert_eq!(told, wanted);
}

/// Its only procedure has no file, and its policy is broken.
const SKETCH: &str = "\
smart_code: HERA.SALON.POS.ORCH.MORNING.v1
intent: Greet who comes.
triggers:
  - {on: API.POST./api/v1/morning, emit: MORNING.CAME}
graph:
  nodes:
    - {id: COOK, run: HERA.SALON.POS.COOK.v1, compensation: HERA.SALON.POS.TIDY.v1}
    - {id: SERVE, run: HERA.SALON.POS.SERVE.v1, when: $.payload.hungry == true}
edges: [MORNING.CAME -> COOK -> SERVE]
transaction_boundaries:
  - {name: breakfast, applies_to: [COOK, SERVE]}
retry_policy: {max_attempts: 1, backoff: sometimes}
";

#[test]
fn a_sketch_can_be_simulated() {
    let specs = folder(&[("o.yml", SKETCH)]);
    let dry = |more: &[&str]| {
        let args = ["simulate", "o.yml", "--json", "--payload", r#"{"hungry": true}"#];
        run_in(specs.path(), &[&args, more].concat())
    };
    run_in(specs.path(), &["check", "o.yml"]).ends(1);
    let fine = dry(&[]).ends(0).says("no file for HERA.SALON.POS.COOK.v1");
    assert_eq!(fine.json()["executed"], json!(["COOK", "SERVE"]), "only one event: one object");
    let rolled = dry(&["--fail", "SERVE=UNKNOWN"]).ends(1).json();
    assert_eq!((&rolled["outcome"], &rolled["compensated"]), (&json!("failed"), &json!([])));
    let outside = ["--fail", "SERVE=UNKNOWN", "--external", "HERA.SALON.POS.COOK.V1"];
    let undone = dry(&outside).ends(1).json();
    assert_eq!(
        undone["compensated"],
        json!(["COOK"]),
        "outside the transaction it has to be undone"
    );
    let broken = folder(&[("o.yml", "graph: [")]);
    run_in(broken.path(), &["simulate", "o.yml"]).ends(1).says("error[");
}

const PATIENT: &str = "\
smart_code: HERA.SALON.POS.ORCH.EVENING.v1
intent: Close the till.
triggers:
  - {on: API.POST./api/v1/evening, emit: EVENING.CAME}
graph:
  nodes:
    - {id: COUNT, run: HERA.SALON.POS.COUNT.v1}
edges: [EVENING.CAME -> COUNT]
retry_policy: {max_attempts: 3, backoff: fixed, base_delay_ms: 10, max_delay_ms: 10LISTED}
";
const COUNT: &str = "\
smart_code: HERA.SALON.POS.COUNT.v1
intent: Count.
effects: transactional
inputs:
  required:
    - { name: organization_id, type: uuid, where: context }
outputs:
  response:
    done: boolean
happy_path: [{ step: count }]
errors: [{ code: DRAWER_OPEN, when: it is }, { code: BUSY, when: it is, retryable: true }]
";

#[test]
fn errors_are_final_unless_the_spec_says_otherwise() {
    let played = |listed: &str, fail: &str| {
        let flow = PATIENT.replace("LISTED", listed);
        let specs = folder(&[("o.yml", &flow), ("count.yml", COUNT)]);
        let args = ["simulate", "o.yml", "--uses", ".", "--json", "--fail", fail];
        let run = run_in(specs.path(), &args).json();
        (run["outcome"].as_str().unwrap_or_default().to_owned(), run["attempts"]["COUNT"].clone())
    };
    let ends = |outcome: &str, attempts: u32| (outcome.to_owned(), json!(attempts));
    assert_eq!(played("", "COUNT=DRAWER_OPEN:1"), ends("failed", 1));
    let listed = ", retryable_errors: [DRAWER_OPEN]";
    assert_eq!(played(listed, "COUNT=DRAWER_OPEN:1"), ends("completed", 2));
    assert_eq!(played("", "COUNT=BUSY:2"), ends("completed", 3));
    assert_eq!(played("", "COUNT=BUSY:3"), ends("failed", 3), "three attempts are all");
    for code in ["TEMPORARY_LOCK_FAILURE", "NETWORK_TIMEOUT", "INVENTORY_CONTENTION"] {
        assert_eq!(played("", &format!("COUNT={code}:2")), ends("completed", 3), "{code}");
    }
}
