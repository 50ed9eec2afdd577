//! `concurrency_key` and `deadline`.

use super::super::{Input, flow, lower};
use crate::diag::Diagnostics;
use crate::ir::Specs;
use crate::parse;
use crate::source::SourceMap;

const PROCEDURE: &str = r#"
smart_code: HERA.SALON.POS.CART.ADD.v1
intent: Add.
effects: transactional
inputs:
  required:
    - { cart_id: uuid }
    - { amount: decimal }
    - { tags: "array[string]" }
  optional:
    - { till: string, default: front }
    - { floor: integer, default: 0 }
outputs: { response: [{ total: decimal }] }
happy_path: []
errors: []
"#;

/// Lowers an orchestration with these lines, its flow too.
fn lowered(lines: &str) -> (Specs, Vec<String>) {
    lowered_with(lines, "ADD")
}

/// The same, its node running another procedure.
fn lowered_with(lines: &str, run: &str) -> (Specs, Vec<String>) {
    let text = format!(
        "smart_code: HERA.SALON.POS.ORCH.CART.v1
intent: Cart.
{lines}
triggers:
  - on: API.PATCH./carts/:id
    emit: A.B
graph:
  nodes:
    - {{ id: ONE, run: HERA.SALON.POS.CART.{run}.v1 }}
edges:
  - A.B -> ONE
"
    );
    let (mut sources, mut diags) = (SourceMap::new(), Diagnostics::new());
    let inputs = [("o.yml", text.as_str()), ("p.yml", PROCEDURE)].map(|(path, text)| {
        let file = sources.add(path, text);
        let document = parse::parse(&sources, file, &mut Diagnostics::new());
        Input { file, judged: true, document }
    });
    let mut specs = lower(&sources, &inputs, &mut diags);
    flow::flows(&mut specs, &mut diags);
    diags.sort();
    let said = diags.as_slice().iter().filter(|found| found.rule.code != "HS0416").map(|found| {
        let at = sources.position(found.primary.span.file, found.primary.span.start);
        format!("{}:{} {} {}", at.line, at.column, found.rule.code, found.message)
    });
    (specs, said.collect())
}

fn key(lines: &str) -> Option<String> {
    let (specs, said) = lowered(lines);
    assert_eq!(said, [""; 0], "{lines}");
    specs.orchestrations[0].flows[0].concurrency_key.clone()
}

#[test]
fn a_key_is_a_value_that_is_known_on_admission() {
    assert_eq!(key(""), None);
    assert_eq!(key("concurrency_key: $.payload.cart_id").as_deref(), Some("payload.cart_id"));
    assert_eq!(key("concurrency_key: $.path.id").as_deref(), Some("payload.cart_id"));
    assert_eq!(key("concurrency_key: $.context.actor_id").as_deref(), Some("context.actor_id"));
}

#[test]
fn what_cannot_be_a_key_is_told_at_its_place() {
    let cases = [
        ("$.payload.basket_id", "3:28 HS0721 `basket_id` is no field of the payload of `A.B`"),
        (
            "$.context.started_at",
            "3:28 HS0721 `started_at` of the context cannot be a concurrency key",
        ),
        ("$.nodes.ONE.total", "3:18 HS0709 `$.nodes.ONE.total` cannot be a concurrency key"),
        (
            "$.payload.amount",
            "3:28 HS0702 a concurrency key of type `decimal` tells no run from another",
        ),
        (
            "$.payload.tags",
            "3:28 HS0702 a concurrency key of type `array[string]` tells no run from another",
        ),
        ("$.payload.cart_id == 'x'", "3:18 HS0709 a concurrency key is one field of the run"),
        ("cart_id", "3:18 HS0709 `cart_id` cannot be a concurrency key"),
    ];
    for (text, expected) in cases {
        let (_, said) = lowered(&format!("concurrency_key: {text}"));
        assert_eq!(said, [expected], "{text}");
    }
}

#[test]
fn nothing_is_said_about_fields_that_a_broken_reference_hides() {
    let (_, said) = lowered_with("concurrency_key: $.payload.basket_id", "ADDS");
    assert_eq!(said, [""; 0], "the reference is judged elsewhere");
}

#[test]
fn a_deadline_is_a_duration() {
    let (specs, said) = lowered("deadline: 30m");
    assert_eq!(said, [""; 0]);
    let deadline = specs.orchestrations[0].run.deadline_ms.map(|deadline| deadline.value);
    assert_eq!(deadline, Some(1_800_000));
    let (_, said) = lowered("deadline: soon");
    assert_eq!(said, ["3:11 HS1006 `soon` is not a duration"]);
}

#[test]
fn a_field_that_is_left_to_its_default_is_that_key() {
    let default = |key: &str| {
        let (specs, said) = lowered_with(&format!("concurrency_key: $.payload.{key}"), "ADD");
        assert_eq!(said, [""; 0], "{key}");
        let orchestration = &specs.orchestrations[0];
        let plan = crate::plan::outline(&specs, orchestration, &orchestration.flows[0]);
        plan.run.key_default.map(|default| default.into_owned())
    };
    assert_eq!(default("till").as_deref(), Some("front"));
    assert_eq!(default("floor").as_deref(), Some("0"));
    assert_eq!(default("cart_id"), None);
}

#[test]
fn a_parked_run_keeps_its_key_unless_the_spec_says_so() {
    let releases = |more: &str| {
        let (specs, said) = lowered(&format!("concurrency_key: $.payload.cart_id{more}"));
        let orchestration = &specs.orchestrations[0];
        let plan = crate::plan::outline(&specs, orchestration, &orchestration.flows[0]);
        (plan.run.releases_parked, said)
    };
    assert_eq!(releases(""), (false, vec![]));
    assert_eq!(releases("\non_park: keep"), (false, vec![]));
    assert_eq!(releases("\non_park: release"), (true, vec![]));
    let (specs, said) = lowered("on_park: release");
    assert_eq!(said, ["3:1 HS0413 `on_park` has no effect without a concurrency key"]);
    let orchestration = &specs.orchestrations[0];
    let plan = crate::plan::outline(&specs, orchestration, &orchestration.flows[0]);
    assert!(!plan.run.releases_parked);
}

#[test]
fn of_the_timeouts_of_a_node_and_of_its_procedure_the_shorter_counts() {
    let timeout = |procedure: &str, node: &str| {
        let files = [
            (
                "o.yml",
                format!(
                    "smart_code: HERA.SALON.POS.ORCH.CART.v1
intent: Cart.
triggers:
  - {{ on: API.PATCH./carts/:id, emit: A.B }}
graph:
  nodes:
    - {{ id: ONE, run: HERA.SALON.POS.CART.ADD.v1{node} }}
edges: [A.B -> ONE]
transaction_boundaries:
  - {{ name: one_txn, applies_to: [ONE], timeout: 9s }}
"
                ),
            ),
            ("p.yml", format!("{PROCEDURE}{procedure}")),
        ];
        let (mut sources, mut diags) = (SourceMap::new(), Diagnostics::new());
        let inputs = files.map(|(path, text)| {
            let file = sources.add(path, text);
            let document = parse::parse(&sources, file, &mut Diagnostics::new());
            Input { file, judged: true, document }
        });
        let mut specs = lower(&sources, &inputs, &mut diags);
        flow::flows(&mut specs, &mut diags);
        let orchestration = &specs.orchestrations[0];
        let plan = crate::plan::outline(&specs, orchestration, &orchestration.flows[0]);
        (plan.nodes[0].timeout_ms, plan.boundaries[0].timeout_ms)
    };
    assert_eq!(timeout("", ""), (None, Some(9_000)));
    assert_eq!(timeout("timeout: 2s\n", ""), (Some(2_000), Some(9_000)));
    assert_eq!(timeout("timeout: 2s\n", ", timeout: 1s"), (Some(1_000), Some(9_000)));
    assert_eq!(timeout("timeout: 2s\n", ", timeout: 3s"), (Some(2_000), Some(9_000)));
}
