//! What a flow is: which nodes it has, in which order, which of them commit together, and where their
//! inputs come from. `explain` tells what all other commands and the generated code go by.

use serde_json::{Value as Json, json};

use crate::{folder, run_in};

/// A procedure that has these inputs beside the organisation, and returns these fields.
pub(super) fn procedure(name: &str, more: &str, inputs: &str, outputs: &str) -> (String, String) {
    let text = format!(
        "smart_code: HERA.SHOP.TILL.{name}.v1
intent: Do it.
permissions: [till]
{more}inputs:
  required:
    - {{ name: organization_id, type: uuid, where: context }}
{inputs}outputs:
  response:
    done: boolean
{outputs}happy_path: [{{ step: work }}]
errors: [{{ code: NO, when: never }}]
"
    );
    (format!("{}.yml", name.to_lowercase()), text)
}

/// `PLAIN` asks for nothing; the others are those of the test.
fn explained(orchestration: &str, procedures: &[(String, String)], event: &str) -> Json {
    let plain = procedure("PLAIN", "effects: transactional\n", "", "");
    let head = "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1\nintent: Sell.\n";
    let flow = format!("{head}{orchestration}");
    let mut files = vec![("sale.yml", flow.as_str()), (plain.0.as_str(), plain.1.as_str())];
    files.extend(procedures.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let specs = folder(&files);
    let args = ["explain", "sale.yml", "--uses", ".", "--event", event, "--json"];
    run_in(specs.path(), &args).ends(0).json()
}

pub(super) fn list<'a>(json: &'a Json, key: &str) -> &'a Vec<Json> {
    json[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {json}"))
}

fn named<'a>(items: &'a [Json], key: &str, name: &str) -> &'a Json {
    let found = items.iter().find(|item| item[key] == name);
    found.unwrap_or_else(|| panic!("no `{name}` in {items:?}"))
}

/// Each node with those that have to be done before it.
fn nodes(flow: &Json) -> Json {
    list(flow, "nodes").iter().map(|node| json!([node["id"], node["after"]])).collect()
}

const TWO_EVENTS: &str = "
triggers:
  - { on: API.POST./sales, emit: SALE.A }
  - { on: API.POST./returns, emit: SALE.B }
graph:
  nodes:
    - { id: FOUR, run: HERA.SHOP.TILL.PLAIN.v1 }
    - { id: TWO, run: HERA.SHOP.TILL.PLAIN.v1 }
    - { id: ONE, run: HERA.SHOP.TILL.PLAIN.v1 }
    - { id: THREE, run: HERA.SHOP.TILL.PLAIN.v1 }
edges:
  - SALE.A -> ONE -> THREE
  - SALE.A -> TWO -> THREE
  - SALE.B -> THREE
  - THREE -> FOUR
transaction_boundaries:
  - { name: late_txn, applies_to: [ONE, THREE, FOUR], isolation: read_committed }
";

#[test]
fn a_flow_is_the_union_of_its_chains() {
    let first = explained(TWO_EVENTS, &[], "SALE.A");
    let before = json!(["TWO", "ONE"]);
    let wanted = json!([["TWO", []], ["ONE", []], ["THREE", before], ["FOUR", ["THREE"]]]);
    assert_eq!(nodes(&first), wanted, "a chain that starts with a node goes with that node");
    let second = explained(TWO_EVENTS, &[], "SALE.B");
    assert_eq!(nodes(&second), json!([["THREE", []], ["FOUR", ["THREE"]]]), "and no other node");
}

#[test]
fn a_boundary_counts_in_each_flow_with_the_nodes_that_it_has_there() {
    let commits = |event: &str| {
        let flow = explained(TWO_EVENTS, &[], event);
        let told = |it: &Json| json!([it["boundary"], it["transaction"], it["isolation"]]);
        list(&flow, "commits").iter().map(told).collect::<Json>()
    };
    let late = |nodes: Json| json!(["late_txn", nodes, "read_committed"]);
    let alone = json!(["TWO", ["TWO"], "serializable"]);
    assert_eq!(commits("SALE.A"), json!([alone, late(json!(["ONE", "THREE", "FOUR"]))]));
    assert_eq!(commits("SALE.B"), json!([late(json!(["THREE", "FOUR"]))]));
}

/// FIRST returns fields, LAST has one input; where LAST takes it from.
struct Case {
    what: &'static str,
    path: &'static str,
    first: &'static str,
    outputs: &'static str,
    last: &'static str,
    input: &'static str,
    tier: &'static str,
}

const PLAIN: Case = Case {
    what: "nobody else has it",
    path: "/carts/:id",
    first: "",
    outputs: "",
    last: "",
    input: "total: decimal",
    tier: "payload",
};

/// The tier of LAST's input.
fn tier(case: &Case) -> Json {
    let Case { what, path, first, outputs, last, input, .. } = case;
    let orchestration = format!(
        "triggers:
  - {{ on: API.POST.{path}, emit: SALE.A }}
graph:
  nodes:
    - {{ id: FIRST, run: HERA.SHOP.TILL.FIRST.v1{first} }}
    - {{ id: LAST, run: HERA.SHOP.TILL.LAST.v1{last} }}
edges: [SALE.A -> FIRST -> LAST]
"
    );
    let outputs = if outputs.is_empty() { "" } else { &format!("    {outputs}\n") };
    let effects = "effects: transactional\n";
    let first = procedure("FIRST", effects, "", outputs);
    let last = procedure("LAST", effects, &format!("    - {{ {input} }}\n"), "");
    let flow = explained(&orchestration, &[first, last], "SALE.A");
    let inputs = list(named(list(&flow, "nodes"), "id", "LAST"), "inputs");
    assert_eq!(inputs.len(), 2, "{what}");
    inputs[1]["tier"].clone()
}

#[test]
fn an_earlier_source_of_an_input_wins() {
    let cases = [
        PLAIN,
        Case {
            what: "the path wins over the payload",
            input: "cart_id: uuid",
            tier: "path",
            ..PLAIN
        },
        Case {
            what: "an output wins over the path",
            outputs: "cart_id: uuid",
            input: "cart_id: uuid",
            tier: "output",
            ..PLAIN
        },
        Case {
            what: "the context wins over an output",
            outputs: "actor_id: uuid",
            input: "actor_id: uuid",
            tier: "context",
            ..PLAIN
        },
        Case {
            what: "`where: path` wins over the context",
            path: "/people/:actor_id",
            input: "name: actor_id, type: uuid, where: path",
            tier: "path",
            ..PLAIN
        },
        Case {
            what: "`where: headers` wins over an output",
            outputs: "token: string",
            input: "name: token, type: string, where: headers",
            tier: "header",
            ..PLAIN
        },
        Case {
            what: "`with` wins over `where`",
            path: "/people/:actor_id",
            last: ", with: { actor_id: $.payload.who }",
            input: "name: actor_id, type: uuid, where: path",
            tier: "with",
            ..PLAIN
        },
        Case {
            what: "`where: payload` speaks of the procedure's own call",
            outputs: "total: decimal",
            input: "name: total, type: decimal, where: payload",
            tier: "output",
            ..PLAIN
        },
    ];
    for case in cases {
        assert_eq!(tier(&case), case.tier, "{}", case.what);
    }
}

#[test]
fn an_output_serves_where_it_is_of_the_type_and_always_there() {
    let returned = Case { outputs: "total: decimal", ..PLAIN };
    assert_eq!(tier(&returned), "output");
    let cases = [
        Case { what: "another type", outputs: "total: string", ..PLAIN },
        Case { what: "a check returns nothing", first: ", mode: validate_only", ..returned },
    ];
    for case in cases {
        assert_eq!(tier(&case), "payload", "{}", case.what);
    }
    let skipped = Case { first: ", when: $.payload.sold == true", ..returned };
    assert_eq!(tier(&skipped), "payload", "a node that may be skipped may return nothing");
}

/// CHECK always runs, PACK only when its condition holds.
fn packing(when: &str, inputs: &str) -> Json {
    let orchestration = format!(
        "triggers:
  - {{ on: API.POST./sales, emit: SALE.A }}
graph:
  nodes:
    - {{ id: CHECK, run: HERA.SHOP.TILL.CHECK.v1 }}
    - {{ id: PACK, run: HERA.SHOP.TILL.PACK.v1, when: {when} }}
edges: [SALE.A -> CHECK -> PACK]
"
    );
    let effects = "effects: transactional\n";
    let check = procedure("CHECK", effects, "    - { gift: boolean }\n", "    heavy: boolean\n");
    let pack = procedure("PACK", effects, inputs, "");
    let flow = explained(&orchestration, &[check, pack], "SALE.A");
    let field = |name: &str| {
        let field = named(list(&flow, "payload"), "name", name);
        json!([field["required"], field["when"], field["type"]])
    };
    json!({"gift": field("gift"), "box": field("box")})
}

#[test]
fn what_only_a_conditional_node_needs_is_required_when_its_condition_holds() {
    let needs = "    - { box: string }\n";
    let told = packing("$.payload.gift == true", needs);
    assert_eq!(told["gift"], json!(["always", [], "boolean"]));
    assert_eq!(told["box"], json!(["when", ["PACK"], "string"]));
    // Admission knows no outputs.
    let told = packing("$.nodes.CHECK.heavy == true", needs);
    assert_eq!(told["box"], json!(["always", [], "string"]));
    let has_default = "  optional:\n    - { name: box, type: string, default: small }\n";
    let told = packing("$.nodes.CHECK.heavy == true", has_default);
    assert_eq!(told["box"], json!(["never", [], "string"]));
}

#[test]
fn a_field_that_a_condition_alone_reads_may_be_absent_and_is_of_the_type_of_its_use() {
    for (when, ty) in [
        ("$.payload.box == 'small'", "string"),
        ("$.payload.box > 1", "decimal"),
        ("$.payload.box == true", "boolean"),
    ] {
        assert_eq!(packing(when, "")["box"], json!(["never", [], ty]), "{when}");
    }
}

#[test]
fn admission_asks_for_what_a_conditional_node_needs_when_it_runs() {
    let effects = "effects: transactional\n";
    let sell = procedure("SELL", effects, "    - { gift: boolean }\n", "");
    let pack = procedure("PACK", effects, "    - { box: string }\n", "");
    let flow = "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - { on: API.POST./sales, emit: SALE.A }
graph:
  nodes:
    - { id: SELL, run: HERA.SHOP.TILL.SELL.v1 }
    - { id: PACK, run: HERA.SHOP.TILL.PACK.v1, when: $.payload.gift == true }
edges: [SALE.A -> SELL -> PACK]
";
    let specs = folder(&[("sale.yml", flow), (&sell.0, &sell.1), (&pack.0, &pack.1)]);
    let missing = |payload: Json| {
        let payload = payload.to_string();
        let args = ["simulate", "sale.yml", "--uses", ".", "--json", "--payload", &payload];
        run_in(specs.path(), &args).ends(0).json()["missing"].clone()
    };
    assert_eq!(missing(json!({"gift": true})), json!(["box"]));
    assert_eq!(missing(json!({"gift": true, "box": "small"})), json!([]));
    assert_eq!(missing(json!({"gift": false})), json!([]), "it does not run");
}

#[test]
fn a_compensation_takes_its_inputs_from_the_node_that_it_undoes() {
    let input = |fields: &[&str]| -> String {
        fields.iter().map(|field| format!("    - {{ {field} }}\n")).collect()
    };
    let effects = "effects: transactional\n";
    let own = ["sale_id: uuid", "amount: decimal", "place: string"];
    let pay = procedure("PAY", effects, &input(&own), "    sale_id: uuid\n    place: uuid\n");
    let inverse = [&own[..], &["reason: string", "actor_id: uuid"]].concat();
    let refund = procedure("REFUND", effects, &input(&inverse), "");
    let flow = "
triggers:
  - { on: API.POST./sales, emit: SALE.A }
graph:
  nodes:
    - id: PAY
      run: HERA.SHOP.TILL.PAY.v1
      compensation: { run: HERA.SHOP.TILL.REFUND.v1, with: { reason: \"'undone'\" } }
edges: [SALE.A -> PAY]
";
    let flow = explained(flow, &[pay, refund], "SALE.A");
    let inputs = list(&list(&flow, "nodes")[0]["compensation"], "inputs");
    let tiers: Vec<Json> = inputs.iter().map(|it| json!([it["name"], it["tier"]])).collect();
    let wanted = json!([
        ["organization_id", "input"],
        ["sale_id", "output"],
        ["amount", "input"],
        // What the node returned by this name is of another type.
        ["place", "input"],
        ["reason", "with"],
        ["actor_id", "context"],
    ]);
    assert_eq!(Json::from(tiers), wanted);
}

#[test]
fn the_trait_says_that_a_verdict_may_be_stale() {
    let check = "mode: validate_only";
    let flow = format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A }}
graph:
  nodes:
    - {{ id: CHECK, run: HERA.SHOP.TILL.PLAIN.v1, {check} }}
    - {{ id: WRITE, run: HERA.SHOP.TILL.PLAIN.v1 }}
edges: [SALE.A -> CHECK -> WRITE]
"
    );
    let plain = procedure("PLAIN", "effects: transactional\n", "", "");
    let specs = folder(&[("specs/sale.yml", &flow), ("specs/plain.yml", &plain.1)]);
    run_in(specs.path(), &["compile", "specs", "--out", "code"]).ends(0);
    let code = std::fs::read_to_string(specs.path().join("code/plain.rs")).expect("it is there");
    let (doc, _) = code.split_once("fn validate(").expect("a node validates");
    let doc = &doc[doc.rfind("trait Plain").expect("in the trait")..];
    assert!(doc.contains("may be stale when something commits: check again there"), "{doc}");
}

/// The report about two boundaries with these edges between their nodes.
fn judged(edges: &str) -> String {
    let node = |id: char| format!("    - {{ id: {id}{id}, run: HERA.SHOP.TILL.PLAIN.v1 }}\n");
    let nodes: String = "ABCDE".chars().map(node).collect();
    let plain = procedure("PLAIN", "effects: transactional\n", "", "");
    let flow = format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A }}
graph:
  nodes:
{nodes}edges:
{edges}transaction_boundaries:
  - {{ name: first_txn, applies_to: [AA, BB] }}
  - {{ name: second_txn, applies_to: [CC, DD] }}
"
    );
    let specs = folder(&[("sale.yml", &flow), (&plain.0, &plain.1)]);
    let args = ["check", ".", "--allow", "HS0903", "--allow", "HS0808"];
    run_in(specs.path(), &args).stderr
}

#[test]
fn boundaries_that_would_wait_for_each_other_are_refused_with_the_cycle() {
    let fine = judged("  - SALE.A -> AA -> BB -> CC -> DD -> EE\n");
    assert!(!fine.contains("HS0803"), "{fine}");
    let each_other = "`first_txn` -> `second_txn` -> `first_txn`";
    let cases = [
        // A path leaves a boundary and comes back, by a boundary or by a node that has none.
        ("  - SALE.A -> AA -> CC -> BB -> DD -> EE\n", each_other),
        ("  - SALE.A -> AA -> EE -> BB -> CC -> DD\n", "`first_txn` -> `EE` -> `first_txn`"),
        // No path comes back, and each waits for the other all the same.
        ("  - SALE.A -> AA -> CC -> EE\n  - SALE.A -> DD -> BB\n", each_other),
    ];
    for (edges, cycle) in cases {
        let report = judged(edges);
        let wanted = format!("error[HS0803]: boundaries wait for each other: {cycle}");
        assert!(report.contains(&wanted), "{edges}\n{report}");
    }
}
