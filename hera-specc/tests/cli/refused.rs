//! What is not there where it is needed: at the first node, on the way back, in the caller's context.

use serde_json::Value as Json;

use crate::flows::{list, procedure};
use crate::{folder, run_in};

/// An orchestration of RESERVE, whose entry and trigger go on like this, and TAKE.
fn sale(trigger: &str, reserve: &str) -> String {
    format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A{trigger} }}
graph:
  nodes:
    - {{ id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1{reserve} }}
    - {{ id: TAKE, run: HERA.SHOP.TILL.TAKE.v1 }}
edges: [SALE.A -> RESERVE -> TAKE]
"
    )
}

/// The findings about such a tree, with their codes and severities.
fn found(sale: &str, reserve: &str, back: &str) -> Vec<(String, String)> {
    let effects = "effects: transactional\n";
    let procedures = [("RESERVE", reserve), ("TAKE", ""), ("BACK", back)]
        .map(|(name, inputs)| procedure(name, effects, inputs, ""));
    let mut files = vec![("sale.yml", sale)];
    files.extend(procedures.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let specs = folder(&files);
    let told = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
    let text = |found: &Json, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let all = list(&told, "diagnostics").iter();
    all.map(|found| (text(found, "code"), text(found, "severity"))).collect()
}

fn is_error(found: &[(String, String)], code: &str) -> bool {
    found.iter().any(|(rule, severity)| rule == code && severity == "error")
}

#[test]
fn a_field_that_only_a_trigger_or_a_compensation_reads_is_told() {
    let bound = sale(", bind: { count: $.payload.extra * 2 }", "");
    assert!(is_error(&found(&bound, "    - { count: decimal }\n", ""), "HS0713"));
    let inverse =
        ", compensation: { run: HERA.SHOP.TILL.BACK.v1, with: { count: $.payload.extra * 2 } }";
    let undone = found(&sale("", inverse), "", "    - { count: decimal }\n");
    assert!(is_error(&undone, "HS0713"), "{undone:?}");
    assert!(undone.iter().any(|(code, _)| code == "HS0701"), "{undone:?}");
}

#[test]
fn what_a_trigger_binds_is_an_input_of_its_flow() {
    let count = "    - { count: integer }\n";
    let bound = |name: &str| found(&sale(&format!(", bind: {{ {name}: '3' }}"), ""), count, "");
    assert!(is_error(&bound("coutn"), "HS0412"));
    assert!(!is_error(&bound("count"), "HS0412"));
}

#[test]
fn the_organization_is_the_callers() {
    let with = |value: &str| {
        let with = format!(", with: {{ organization_id: {value} }}");
        let told = found(&sale(", payload: { org: uuid }", &with), "", "");
        told.iter().any(|(code, _)| code == "HS1202")
    };
    assert!(with("$.payload.org"));
    assert!(with("$.context.actor_id"));
    assert!(!with("$.context.organization_id"));
    let bound = sale(", payload: { org: uuid }, bind: { organization_id: $.payload.org }", "");
    assert!(found(&bound, "", "").iter().any(|(code, _)| code == "HS1202"));
}

#[test]
fn a_path_its_headers_and_its_body_are_three_places() {
    let kind = "    - { name: kind, type: string }\n";
    let told = |path: &str, reserve: &str, inputs: &str, code: &str| {
        let sale = sale("", reserve).replace("/sales", path);
        let all = found(&sale, inputs, "");
        let errors: Vec<&str> = all
            .iter()
            .filter(|(_, severity)| severity == "error")
            .map(|(code, _)| code.as_str())
            .collect();
        assert_eq!(errors, if code.is_empty() { vec![] } else { vec![code] }, "{path} {reserve}");
    };
    let when = |read: &str| format!(", when: \"{read} == 'A'\"");
    told("/sales", &when("$.payload.kind"), kind, "");
    told("/sales", &when("$.headers.kind"), kind, "HS0721");
    told("/sales", &when("$.path.kind"), kind, "HS0721");
    told("/sales/:kind", &when("$.path.kind"), kind, "");
    told("/sales/:till", &when("$.path.till"), "", "");
    let said = |place: &str| format!("    - {{ name: kind, type: string, where: {place} }}\n");
    told("/sales", &when("$.headers.kind"), &said("headers"), "");
    told("/sales", &when("$.payload.kind"), &said("headers"), "HS0415");
    told("/sales", "", &said("path"), "HS0721");
    told("/sales/:kind", "", &said("path"), "");
    let list = said("path").replace("string", "'array[string]'");
    told("/sales/:kind", "", &list, "HS0411");
    told(
        "/sales",
        ", with: { other: $.headers.kind }",
        &format!("{kind}{}", kind.replace("kind", "other")),
        "HS0415",
    );
}

#[test]
fn what_an_earlier_node_returns_otherwise_is_told() {
    let told = |returned: &str| {
        let effects = "effects: transactional\n";
        let asked = "    - { name: count, type: integer }\n";
        let (name, reserve) = procedure("RESERVE", effects, "", returned);
        let (other, take) = procedure("TAKE", effects, asked, "");
        let sale = sale("", "");
        let specs = folder(&[("sale.yml", &*sale), (&name, &reserve), (&other, &take)]);
        run_in(specs.path(), &["check", ".", "--notes"]).stderr
    };
    assert!(
        told("    count: decimal\n")
            .contains("`RESERVE` returns `count` as `decimal`, not as `integer`")
    );
    assert!(told("").contains("no earlier node returns it"));
    assert!(!told("    count: integer\n").contains("HS0416"));
}

#[test]
fn what_is_the_callers_is_no_parameter_of_a_path() {
    let told = |path: &str| {
        let specs = sale("", "").replace("/sales", path);
        let (name, reserve) = procedure("RESERVE", "effects: transactional\n", "", "");
        let (other, take) = procedure("TAKE", "effects: transactional\n", "", "");
        let files = [("sale.yml", &*specs), (&name, &reserve), (&other, &take)];
        run_in(folder(&files).path(), &["check", "."]).stderr
    };
    let own = told("/sales/:organization_id");
    assert!(own.contains("an input called `organization_id` is the caller's"), "{own}");
    let other = told("/sales/:till");
    assert!(other.contains("bind the one that it stands for to `$.path.till`"), "{other}");
}

#[test]
fn the_codes_of_the_machinery_are_no_answers() {
    let told = |code: &str| {
        let (name, take) = procedure("TAKE", "effects: transactional\n", "", "");
        let take = take.replace("code: NO", &format!("code: {code}"));
        let specs = folder(&[(&name, &take)]);
        run_in(specs.path(), &["check", "."]).stderr.contains("HS0214")
    };
    assert!(
        ["NETWORK_TIMEOUT", "TEMPORARY_LOCK_FAILURE", "INVENTORY_CONTENTION"].map(told)
            == [true; 3]
    );
    assert!(!told("LINE_REFUSED"));
}

#[test]
fn an_input_that_may_be_absent_is_none_for_a_compensation_that_needs_it() {
    let effects = "effects: transactional\n";
    let needed = |reserve: &str| {
        let procedures = [("RESERVE", reserve), ("TAKE", ""), ("BACK", "    - { note: string }\n")]
            .map(|(name, inputs)| procedure(name, effects, inputs, ""));
        let sale = sale("", ", compensation: HERA.SHOP.TILL.BACK.v1");
        let mut files = vec![("sale.yml", sale.as_str())];
        files.extend(procedures.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let args = ["explain", "sale.yml", "--uses", ".", "--event", "SALE.A", "--json"];
        let told = run_in(folder(&files).path(), &args).ends(0).json();
        let source = &list(&list(&told, "nodes")[0]["compensation"], "inputs")[1]["source"];
        (list(&told, "payload")[0]["required"].clone(), source.as_str() == Some("payload"))
    };
    assert_eq!(needed("  optional:\n    - { note: string }\n"), ("always".into(), true));
    assert_eq!(needed("    - { note: string }\n"), ("always".into(), false));
}

#[test]
fn what_the_context_does_not_know_is_not_taken_from_the_payload() {
    for input in [
        "{ name: till, type: uuid, where: context }",
        "{ name: actor_id, type: string, where: context }",
    ] {
        let told = found(&sale("", ""), &format!("    - {input}\n"), "");
        assert!(is_error(&told, "HS0721"), "{input}: {told:?}");
    }
    let known = found(&sale("", ""), "    - { name: actor_id, type: uuid, where: context }\n", "");
    assert!(!is_error(&known, "HS0721"), "{known:?}");
}

#[test]
fn a_default_is_a_value_of_the_type_that_its_field_comes_to() {
    let two = |reserve: &str, take: &str| {
        let effects = "effects: transactional\n";
        let (first, one) =
            procedure("RESERVE", effects, &format!("  optional:\n    - {reserve}\n"), "");
        let (second, other) =
            procedure("TAKE", effects, &format!("  optional:\n    - {take}\n"), "");
        let sale = sale("", "");
        let specs = folder(&[("sale.yml", &sale), (&first, &one), (&second, &other)]);
        let told = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
        let mine = list(&told, "diagnostics").iter().find(|found| found["code"] == "HS0414");
        mine.map(|found| found["severity"].as_str().unwrap_or_default().to_owned())
    };
    let (error, warning) = (Some("error".to_owned()), Some("warning".to_owned()));
    let cut = "{ name: n, type: decimal, default: 1.5 }";
    assert_eq!(two(cut, "{ name: n, type: integer }"), error, "it would be cut to 1");
    assert_eq!(two("{ name: n, type: integer }", cut), error);
    let wide = "{ name: n, type: 'enum[A, B, C]', default: C }";
    assert_eq!(two(wide, "{ name: n, type: 'enum[A, B]' }"), error, "no such variant");
    assert_eq!(two("{ name: n, type: decimal, default: 2 }", "{ name: n, type: integer }"), None);
    assert_eq!(
        two("{ name: n, type: integer, default: 5 }", "{ name: n, type: integer, default: 7 }"),
        warning
    );
    assert_eq!(
        two("{ name: n, type: integer, default: 5 }", "{ name: n, type: integer, default: 5 }"),
        None
    );
}

/// What a file says after `check --fix`.
fn fixed(name: &str, files: &[(&str, &str)]) -> String {
    let specs = folder(files);
    let _ = run_in(specs.path(), &["check", ".", "--fix"]);
    std::fs::read_to_string(specs.path().join(name)).expect("the file is still there")
}

#[test]
fn a_cure_makes_no_second_illness() {
    let effects = "effects: transactional\n";
    let (name, text) = procedure("RESERVE", effects, "    - { line_id: uuid }\n", "");
    let example =
        "example_payload:\n  other: 1\n  lineid: \"550e8400-e29b-41d4-a716-446655440000\"\n";
    let cured = fixed(&name, &[(name.as_str(), &format!("{text}{example}"))]);
    assert_eq!(
        cured.matches("line_id:").count(),
        2,
        "once as an input, once in the example:\n{cured}"
    );

    // A key that is an input itself is no slip for another one.
    let both = "    - { line_id: uuid }\n    - { line_ids: uuid }\n";
    let (other, two) = procedure("RESERVE", effects, both, "");
    let example = example.replace("lineid", "line_ids");
    let cured = fixed(&other, &[(other.as_str(), &format!("{two}{example}"))]);
    assert_eq!(cured.matches("line_id:").count(), 2, "{cured}");

    let (taken, take) = procedure("TAKE", effects, "", "");
    let nodes = sale("", "").replace("RESERVE,", "takeIt,").replace("id: TAKE,", "id: take_it,");
    let nodes = nodes.replace("RESERVE -> TAKE", "takeIt -> take_it");
    let cured = fixed("sale.yml", &[("sale.yml", &nodes), (&name, &text), (&taken, &take)]);
    assert_eq!(cured, nodes, "two nodes stay two");

    let version = sale("", "").replace("TILL.TAKE.v1", "TILL.TAKE.V01");
    let cured = fixed("sale.yml", &[("sale.yml", &version), (&name, &text), (&taken, &take)]);
    assert!(!cured.contains(".."), "{cured}");
}

#[test]
fn no_procedure_answers_that_the_machinery_failed() {
    for (code, refused) in
        [("PANIC", true), ("STORE_FAILURE", true), ("UNKNOWN", true), ("PANICKED", false)]
    {
        let (name, text) = procedure("RESERVE", "effects: transactional\n", "", "");
        let text = text.replace("code: NO", &format!("code: {code}"));
        let specs = folder(&[(&name, &text)]);
        let told = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
        let found = list(&told, "diagnostics").iter().any(|found| found["code"] == "HS0214");
        assert_eq!(found, refused, "{code}");
    }
}

#[test]
fn a_default_comes_out_of_a_type_wherever_that_is_written() {
    for (packed, unpacked) in [
        ("- gift: boolean=true\n", "- gift: { type: boolean, default: true }\n"),
        ("- gift: 'boolean=true'\n", "- gift: { type: boolean, default: true }\n"),
        (
            "- { name: gift, type: 'boolean=true' }\n",
            "- { name: gift, type: boolean, default: true }\n",
        ),
        (
            "- {type: \"boolean=true\", name: gift}\n",
            "- {type: boolean, default: true, name: gift}\n",
        ),
        (
            "- name: gift\n      type: 'boolean=true'\n",
            "- name: gift\n      type: boolean\n      default: true\n",
        ),
        (
            "- type: boolean=true\n      name: gift\n",
            "- type: boolean\n      default: true\n      name: gift\n",
        ),
    ] {
        let inputs = format!("  optional:\n    {packed}");
        let (name, text) = procedure("RESERVE", "effects: transactional\n", &inputs, "");
        let cured = fixed(&name, &[(name.as_str(), &text)]);
        assert!(cured.contains(unpacked), "{packed} is now {cured}");
        let specs = folder(&[(&name, &cured)]);
        let again = run_in(specs.path(), &["check", "."]).stderr;
        assert!(!again.contains("HS0306") && !again.contains("error"), "{again}");
    }
}

#[test]
fn what_the_payload_calls_optional_and_a_node_needs_is_told() {
    let payload = ", payload: { optional: [{ name: note, type: string }] }";
    let warned = |reserve: &str, input: &str| {
        let told = found(&sale(payload, reserve), input, "");
        assert!(told.iter().all(|(code, severity)| code != "HS0414" || severity == "warning"));
        told.iter().filter(|(code, _)| code == "HS0414").count()
    };
    let needed = "    - { note: string }\n";
    assert_eq!(warned("", needed), 1);
    assert_eq!(warned(", with: { text: $.payload.note }", &needed.replace("note", "text")), 1);
    assert_eq!(warned(", when: exists($.payload.note)", needed), 0, "only where it is there");
    assert_eq!(warned("", "  optional:\n    - { note: string }\n"), 0);
}
