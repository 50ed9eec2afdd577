//! `explain`.

use serde_json::{Value as Json, json};

use crate::run;

const CART: &str = "specs/salon/pos/cart.orchestration.yml";
const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";

#[test]
fn a_rule_has_a_page() {
    let page = run(&["explain", "hs0502"]).ends(0).stdout;
    assert!(page.starts_with("# HS0502"), "{page}");
    for heading in ["What it finds", "Why it matters", "Example", "Instead"] {
        assert!(page.contains(&format!("## {heading}")), "{page}");
    }
    assert_eq!(run(&["explain", "graph-cycle"]).ends(0).stdout, page);
    let json = run(&["explain", "HS0502", "--json"]).ends(0).json();
    assert_eq!((&json["name"], &json["severity"]), (&json!("graph-cycle"), &json!("error")));
}

#[test]
fn an_unknown_rule_names_the_nearest() {
    run(&["explain", "HS0592"]).ends(2).says("did you mean `HS0502`?");
    run(&["explain", "grph-cycle"]).ends(2).says("did you mean `graph-cycle`?");
    run(&["explain", "HS0502", "--event", ADD]).ends(2);
}

#[test]
fn all_rules_are_listed() {
    let list = run(&["explain"]).ends(0).stdout;
    assert!(list.lines().count() > 80, "{list}");
    assert!(list.lines().any(|line| line == "HS0502  error    graph-cycle"), "{list}");
    assert!(run(&["explain", "--json"]).ends(0).json().as_array().is_some_and(|it| it.len() > 80));
}

fn add() -> Json {
    run(&["explain", CART, "--event", ADD, "--uses", "specs", "--json"]).ends(0).json()
}

#[test]
fn each_input_tells_its_source() {
    let flow = add();
    let node = |id: &str| {
        let nodes = flow["nodes"].as_array().expect("a list");
        nodes.iter().find(|node| node["id"] == id).expect("the node is there").clone()
    };
    let source = |inputs: &Json, name: &str| {
        let inputs = inputs.as_array().expect("a list");
        let input = inputs.iter().find(|input| input["name"] == name).expect("it is there");
        (input["tier"].clone(), input["source"].clone())
    };
    let reserve = node("RESERVE_SOFT");
    assert_eq!(reserve["order"], 2);
    assert_eq!(reserve["effects"], "external");
    assert_eq!(reserve["boundary"], "add_line_txn");
    assert_eq!(reserve["when"], "$.payload.line_type == 'RETAIL'");
    let tiers = [
        ("organization_id", "context", "context"),
        ("cart_id", "path", "path"),
        ("product_id", "with", "with: $.payload.entity_id"),
        ("quantity", "payload", "payload"),
    ];
    for (name, tier, text) in tiers {
        assert_eq!(source(&reserve["inputs"], name), (json!(tier), json!(text)), "{name}");
    }
    let inverse = &node("PERSIST_ADD")["compensation"];
    assert_eq!(inverse["procedure"], "HERA.SALON.POS.CART.REMOVE_LINE.v1");
    assert_eq!(source(&inverse["inputs"], "line_id").0, "output");
    assert_eq!(node("VALIDATE_ADD")["boundary"], Json::Null);
}

#[test]
fn payload_permissions_commits_and_ends_are_told() {
    let flow = add();
    let field = |name: &str| {
        let fields = flow["payload"].as_array().expect("a list");
        fields.iter().find(|field| field["name"] == name).expect("it is there").clone()
    };
    assert_eq!(
        (&field("cart_id")["origin"], &field("cart_id")["required"]),
        (&json!("path"), &json!("always"))
    );
    assert_eq!(flow["permissions"], json!(["cart_write", "inventory_reserve"]));
    let commits: Vec<&Json> =
        flow["commits"].as_array().expect("a list").iter().map(|it| &it["boundary"]).collect();
    assert_eq!(commits, ["add_line_txn", "reprice_txn"]);
    assert_eq!(flow["commits"][0]["external"], json!(["RESERVE_SOFT"]));
    assert_eq!(flow["commits"][0]["transaction"], json!(["PERSIST_ADD"]));
    let ends = |node: &str, error: &str| {
        let rows = flow["ends"].as_array().expect("a list");
        let row = rows.iter().find(|row| row["node"] == node && row["error"] == error);
        row.expect("it is there")["ends"].clone()
    };
    assert_eq!(ends("VALIDATE_ADD", "CART_NOT_FOUND"), json!(["failed"]));
    assert_eq!(ends("RESERVE_SOFT", "OUT_OF_STOCK"), json!(["failed"]));
    assert_eq!(ends("PERSIST_ADD", "CART_FULL"), json!(["failed", "compensated"]));
    assert_eq!(ends("REPRICE_AFTER_ADD", "UNKNOWN"), json!(["compensated"]));
    assert_eq!(flow["no_way_back"], json!([]), "the cart can always go back");
}

#[test]
fn a_person_reads_the_same() {
    let page = run(&["explain", CART, "--event", ADD, "--uses", "specs"]).ends(0).stdout;
    for text in [
        "starts on API.POST./api/v1/salon/pos/carts/:id/lines",
        "when $.payload.line_type == 'RETAIL'",
        "← with: $.payload.entity_id",
        "undone by HERA.SALON.INV.RESERVE.RELEASE.v1",
        "RESERVE_SOFT outside, with a durable intent before; then PERSIST_ADD in one serializable",
        "Where a run ends when a node fails for good",
    ] {
        assert!(page.contains(text), "no {text:?} in\n{page}");
    }
    assert!(!page.contains('\u{1b}'), "no colour without a terminal");
    let all = run(&["explain", CART, "--uses", "specs", "--json"]).ends(0).json();
    assert_eq!(all.as_array().map(Vec::len), Some(4), "all events without --event");
}

#[test]
fn a_pivot_is_told() {
    let file = "specs/salon/pos/returns.orchestration.yml";
    let event = "POS.PAYMENT.REFUND.REQUESTED";
    let flow = run(&["explain", file, "--event", event, "--uses", "specs", "--json"]).json();
    assert_eq!(flow["no_way_back"][0]["pivot"], "PROCESS_REFUND");
    assert_eq!(flow["no_way_back"][0]["fails"], "POST_GL_REVERSAL");
    assert_eq!(flow["no_way_back"][0]["outage"], false);
}

#[test]
fn what_cannot_be_explained_is_told() {
    run(&["explain", CART, "--event", "POS.CART.LINE_AD.REQUESTED"]).ends(2).says("did you mean");
    run(&["explain", "nowhere.yml"]).ends(2).says("nowhere.yml");
    let procedure = "specs/salon/pos/procedures/cart.reprice.yml";
    run(&["explain", procedure]).ends(2).says("procedure");
}
