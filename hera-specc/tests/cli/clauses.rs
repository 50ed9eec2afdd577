//! Preconditions and invariants: what a dry run and an explanation say of them.

use serde_json::{Value as Json, json};

use crate::{Done, folder, run_in};

/// Weighing is done outside; packing reads what it returned.
const WEIGH: &str = "smart_code: HERA.SHOP.PARCEL.WEIGH.v1
intent: Weigh a parcel.
effects: external
permissions: [packer]
preconditions:
  - pieces > 0 and pieces <= limit
  - if kind == FRAGILE then exists(note)
  - the scale is there
invariants:
  - grams > 0
inputs:
  required:
    - { name: organization_id, type: uuid, where: context }
    - pieces: integer
    - kind: enum[PLAIN, FRAGILE]
  optional:
    - { name: limit, type: integer, default: 10 }
    - note: string
outputs:
  response:
    grams: integer
happy_path:
  - step: weigh
errors:
  - code: SCALE_BROKEN
    when: it is
example_payload: { pieces: 1, kind: PLAIN }
";
const PACK: &str = "smart_code: HERA.SHOP.PARCEL.PACK.v1
intent: Pack a parcel.
effects: transactional
permissions: [packer]
preconditions:
  - grams <= 5000
inputs:
  required:
    - { name: organization_id, type: uuid, where: context }
    - grams: integer
outputs:
  response:
    packed: boolean
happy_path:
  - step: pack
errors:
  - code: NO_BOX
    when: there is none
example_payload: { grams: 1 }
";
const UNWEIGH: &str = "smart_code: HERA.SHOP.PARCEL.UNWEIGH.v1
intent: Forget the weight.
effects: external
permissions: [packer]
preconditions:
  - pieces > 0
inputs:
  required:
    - { name: organization_id, type: uuid, where: context }
    - pieces: integer
outputs:
  response:
    done: boolean
happy_path:
  - step: forget
errors:
  - code: SCALE_BROKEN
    when: it is
example_payload: { pieces: 1 }
";
const SHIP: &str = "smart_code: HERA.SHOP.PARCEL.ORCH.SHIP.v1
intent: Ship a parcel.
triggers:
  - on: API.POST./api/v1/parcels
    emit: SHOP.PARCEL.SHIP.REQUESTED
graph:
  nodes:
    - id: CHECK
      run: HERA.SHOP.PARCEL.WEIGH.v1
      mode: validate_only
    - id: WEIGH
      run: HERA.SHOP.PARCEL.WEIGH.v1
      when: $.payload.kind == 'FRAGILE'
      compensation: HERA.SHOP.PARCEL.UNWEIGH.v1
    - id: PACK
      run: HERA.SHOP.PARCEL.PACK.v1
      with:
        grams: $.payload.grams
edges:
  - SHOP.PARCEL.SHIP.REQUESTED -> CHECK -> WEIGH -> PACK
transaction_boundaries:
  - name: ship_txn
    applies_to: [WEIGH, PACK]
retry_policy: { max_attempts: 2, backoff: fixed, base_delay_ms: 10, max_delay_ms: 10 }
compensation_policy: { auto_compensate: true }
";
const EVENT: &str = "SHOP.PARCEL.SHIP.REQUESTED";

fn shop(ship: &str) -> tempfile::TempDir {
    let folder = folder(&[
        ("specs/weigh.yml", WEIGH),
        ("specs/pack.yml", PACK),
        ("specs/unweigh.yml", UNWEIGH),
        ("specs/ship.yml", ship),
    ]);
    run_in(folder.path(), &["check", "specs"]).ends(0);
    folder
}

fn ship(ship: &str, payload: &Json, more: &[&str]) -> Done {
    let (folder, payload) = (shop(ship), payload.to_string());
    let args =
        ["simulate", "specs/ship.yml", "--uses", "specs", "--event", EVENT, "--payload", &payload];
    run_in(folder.path(), &[&args, more].concat())
}

/// The weight comes from the node before, so that admission cannot know it.
fn late() -> String {
    SHIP.replace("$.payload.grams", "$.nodes.WEIGH.grams")
        .replace("      when: $.payload.kind == 'FRAGILE'\n", "")
}

#[test]
fn admission_refuses_by_node_and_clause() {
    let refused = |payload: Json| {
        let run = ship(SHIP, &payload, &["--json"]).ends(1).json();
        assert_eq!(run["outcome"], "refused");
        assert_eq!(run["error"]["code"], "PRECONDITION_FAILED");
        (run["error"]["node"].clone(), run["error"]["message"].as_str().unwrap().to_owned())
    };
    let (node, message) = refused(json!({"pieces": 0, "kind": "PLAIN", "grams": 1}));
    assert_eq!(node, "CHECK");
    assert_eq!(
        message,
        "`CHECK`: the precondition `pieces > 0 and pieces <= limit` of `HERA.SHOP.PARCEL.WEIGH.v1` \
         does not hold"
    );
    // The default is filled in, and a node that does not run asks for nothing.
    refused(json!({"pieces": 11, "kind": "PLAIN", "grams": 1}));
    ship(SHIP, &json!({"pieces": 11, "limit": 12, "kind": "PLAIN", "grams": 1}), &[]).ends(0);
    let (_, message) = refused(json!({"pieces": 1, "kind": "FRAGILE", "grams": 9000}));
    for told in
        ["`CHECK`: the precondition `if kind", "`WEIGH`: the precondition `if kind", "`PACK`"]
    {
        assert!(message.contains(told), "{message}");
    }
    let story = ship(SHIP, &json!({"pieces": 0, "kind": "PLAIN", "grams": 1}), &[]).ends(1).stdout;
    assert!(story.contains("refused: nothing ran") && !story.contains("because CHECK"), "{story}");
}

#[test]
fn a_missing_field_is_listed_and_its_clauses_are_not_judged() {
    let run = ship(SHIP, &json!({"kind": "PLAIN", "grams": 1}), &["--json"]).ends(0).json();
    assert_eq!(run["missing"], json!(["pieces"]));
}

#[test]
fn what_a_node_can_fail_with_is_what_its_clauses_say() {
    let good = json!({"pieces": 1, "kind": "PLAIN", "note": "x"});
    let fail = |what: &str| ship(&late(), &good, &["--json", "--fail", what]);
    // The answer breaks the invariant: the effect is there, and is taken back.
    let broken = fail("WEIGH=INVARIANT_VIOLATED").ends(1).json();
    assert_eq!(
        (&broken["outcome"], &broken["compensated"]),
        (&json!("compensated"), &json!(["WEIGH"]))
    );
    assert_eq!(broken["attempts"]["WEIGH"], 1);
    let unmet = fail("PACK=PRECONDITION_FAILED").ends(1).json();
    assert_eq!(
        (&unmet["outcome"], &unmet["compensated"]),
        (&json!("compensated"), &json!(["WEIGH"]))
    );
    // Judged on admission; nothing is promised; nothing is returned.
    for never in
        ["WEIGH=PRECONDITION_FAILED", "PACK=INVARIANT_VIOLATED", "CHECK=INVARIANT_VIOLATED"]
    {
        fail(never).ends(2).says("there is no error");
    }
}

#[test]
fn an_explanation_says_what_is_judged_when() {
    let folder = shop(&late());
    let args = ["explain", "specs/ship.yml", "--uses", "specs", "--event", EVENT];
    let page = run_in(folder.path(), &args).ends(0).stdout;
    for line in [
        "on admission: pieces > 0 and pieces <= limit",
        "right after it: grams > 0",
        "right before it: grams <= 5000",
    ] {
        assert!(page.contains(line), "no {line:?} in\n{page}");
    }
    let json = run_in(folder.path(), &[&args[..], &["--json"]].concat()).ends(0).json();
    assert_eq!(json["nodes"][1]["clauses"][2], json!({"text": "grams > 0", "when": "after"}));
    assert_eq!(json["nodes"][2]["clauses"], json!([{"text": "grams <= 5000", "when": "before"}]));
    let ends = json["ends"].as_array().unwrap();
    let end = |node: &str, error: &str| {
        ends.iter().find(|end| end["node"] == node && end["error"] == error).map(|end| &end["ends"])
    };
    assert_eq!(end("WEIGH", "INVARIANT_VIOLATED"), Some(&json!(["compensated"])));
    assert_eq!(end("PACK", "PRECONDITION_FAILED"), Some(&json!(["compensated"])));
    assert_eq!(end("WEIGH", "PRECONDITION_FAILED"), None);
}

#[test]
fn a_changed_clause_is_a_changed_plan_and_changed_prose_is_not() {
    let plan = |weigh: &str| {
        let folder = folder(&[
            ("weigh.yml", weigh),
            ("pack.yml", PACK),
            ("unweigh.yml", UNWEIGH),
            ("ship.yml", SHIP),
        ]);
        run_in(folder.path(), &["lock", "."]).ends(0);
        let lock = std::fs::read_to_string(folder.path().join("hera.lock")).unwrap();
        lock.lines().filter(|line| line.starts_with("plan")).map(str::to_owned).collect::<Vec<_>>()
    };
    let own = plan(WEIGH);
    assert_eq!(plan(&WEIGH.replace("the scale is there", "a scale is there")), own);
    assert_eq!(plan(&WEIGH.replace("grams > 0", "grams  >  0")), own);
    for changed in
        [WEIGH.replace("grams > 0", "grams >= 0"), WEIGH.replace("pieces > 0", "pieces > 1")]
    {
        let other = plan(&changed);
        let differ = own.iter().zip(&other).filter(|(a, b)| a != b).count();
        assert_eq!(differ, 2, "the contract of WEIGH and the plan of SHIP: {own:#?} {other:#?}");
    }
}
