//! Graph orchestrations.

use super::lowered;
use crate::ir::{self, On, Type};

fn orchestration(text: &str) -> (ir::Orchestration, Vec<String>) {
    let (mut specs, said) = lowered("o.yml", text);
    (specs.orchestrations.remove(0), said)
}

pub(super) const CART: &str = "
smart_code: HERA.SALON.POS.ORCH.CART.v1
intent: Cart.
triggers:
  - on: API.PATCH./v1.2/carts/:id/lines/:lineId
    emit: A.B
    bind: { qty: $.payload.quantity }
    payload: { required: [{ quantity: decimal }], optional: [{ notes: string }] }
  - on: EVENT.stock.changed
    emit: C.D
graph:
  nodes:
    - { id: ONE, run: HERA.SALON.POS.CART.ADD.v1, mode: validate_only, timeout: 5s }
    - id: TWO
      run: HERA.SALON.POS.CART.ADD.v1
      when: $.payload.quantity > 0
      with: { qty: 2 }
      compensation: { run: HERA.SALON.POS.CART.UNDO.v1, with: { qty: $.payload.quantity } }
edges:
  - A.B → ONE → TWO
  - [C.D, TWO]
transaction_boundaries:
  - { name: t, applies_to: [TWO], isolation: read_committed, timeout: 2m }
retry_policy: { max_attempts: 5, backoff: fixed, base_delay_ms: 10 }
compensation_policy: { auto_compensate: false, compensation_timeout_ms: 10000, require: full }
";

#[test]
fn an_orchestration_in_full() {
    let (cart, said) = orchestration(CART);
    assert_eq!(said, [""; 0]);
    let On::Api { method, path, params } = &cart.triggers[0].on.value else {
        panic!("the first trigger is a route");
    };
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/v1.2/carts/:id/lines/:lineId"));
    let fields: Vec<&str> = params.iter().map(|param| param.field.as_str()).collect();
    assert_eq!(fields, ["cart_id", "line_id"]);
    let payload = cart.triggers[0].payload.as_deref().unwrap_or_default();
    assert_eq!(payload.iter().map(|field| field.required).collect::<Vec<_>>(), [true, false]);
    assert_eq!(payload[0].ty.value, Type::Decimal);
    assert_eq!(cart.triggers[1].on.value, On::Event { subject: "stock.changed".to_owned() });
    assert_eq!(cart.nodes[0].timeout_ms.map(|timeout| timeout.value), Some(5_000));
    assert!(cart.nodes[1].when.is_some() && cart.nodes[1].with.len() == 1);
    assert!(cart.nodes[1].compensation.as_ref().is_some_and(|inverse| inverse.with.len() == 1));
    let chains: Vec<_> = cart
        .chains
        .iter()
        .map(|chain| {
            let event = chain.event.as_ref().map(|event| event.value.as_str());
            (event, chain.nodes.iter().map(|node| node.value).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(chains, [(Some("A.B"), vec![0, 1]), (Some("C.D"), vec![1])]);
    assert_eq!(cart.boundaries[0].timeout_ms.map(|timeout| timeout.value), Some(120_000));
    assert_eq!((cart.retry.max_attempts, cart.retry.base_delay_ms), (5, 10));
    assert!(!cart.compensation.auto.value && cart.compensation.require_full.is_some());
}

#[test]
fn a_broken_node_is_silent_afterwards() {
    let text = CART.replace("      run: HERA.SALON.POS.CART.ADD.v1\n", "");
    let (cart, said) = orchestration(&text);
    assert_eq!(said, ["14:11 HS0401 node `TWO` has no `run`"]);
    assert_eq!((cart.nodes.len(), cart.chains.len(), cart.boundaries.len()), (1, 1, 0));
}

#[test]
fn edges_that_are_wrong() {
    let said = |edges: &str| {
        let text = CART.replace("  - A.B → ONE → TWO\n  - [C.D, TWO]\n", edges);
        let (_, said) = orchestration(&text);
        said
    };
    assert_eq!(said("  - A.B -> ONE -> TOW\n"), ["20:19 HS0501 unknown node `TOW`"]);
    assert_eq!(said("  - A.B -> ONE -> ONE\n"), ["20:19 HS0503 node `ONE` depends on itself"]);
    assert_eq!(said("  - A.B -> ONE ->\n"), ["20:16 HS0504 expected a node after the arrow"]);
    assert_eq!(said("  - -> ONE -> TWO\n"), ["20:5 HS0504 expected a node before the arrow"]);
    assert_eq!(said("  - A.B => ONE\n"), ["20:9 HS0504 `=>` is not an arrow"]);
    assert_eq!(said("  - A.B --> ONE\n"), ["20:9 HS0504 `-->` is not an arrow"]);
    assert_eq!(said("  - A.B\n"), ["20:5 HS0504 this event leads to no node"]);
    assert_eq!(
        said("  - A.B -> ONE -> C.D\n"),
        ["20:19 HS0509 event `C.D` stands in the middle of a chain"]
    );
    assert_eq!(
        said("  - A.B -> ONE\n  - A.B → ONE\n"),
        [
            "21:5 HS0508 this chain is given twice",
            "21:9 HS0505 arrows `->` and `→` are mixed in one file",
        ]
    );
}

#[test]
fn triggers_that_are_wrong() {
    let said = |on: &str| {
        let text = CART.replace("API.PATCH./v1.2/carts/:id/lines/:lineId", on);
        let (cart, said) = orchestration(&text);
        assert_eq!(cart.triggers.len(), 2, "the event stays known");
        said
    };
    assert_eq!(said("API.POST/x"), ["5:9 HS0601 `API.POST/x` is not a trigger"]);
    assert_eq!(said("API.PSOT./x"), ["5:13 HS0602 unknown method `PSOT`"]);
    assert_eq!(said("API.POST./a/:id/b/:id"), ["5:27 HS0603 path parameter `:id` occurs twice"]);
    assert_eq!(said("API.POST.x"), ["5:18 HS0601 path `x` does not start with `/`"]);
}

#[test]
fn boundaries_and_policies_that_are_wrong() {
    let said = |from: &str, to: &str| orchestration(&CART.replace(from, to)).1;
    assert_eq!(said("[TWO]", "[TOW]"), ["23:29 HS0801 unknown node `TOW`"]);
    assert_eq!(said("[TWO]", "[]"), ["23:13 HS0804 boundary `t` applies to no node"]);
    assert_eq!(said("[TWO]", "[TWO, TWO]"), ["23:34 HS0802 `TWO` is listed twice in `t`"]);
    assert_eq!(said("timeout: 5s", "timeout: 5x"), ["13:81 HS1006 `5x` is not a duration"]);
    assert_eq!(
        said("max_attempts: 5", "max_attempts: 0"),
        ["24:31 HS1001 `max_attempts` must be 1..=100, found 0"]
    );
    assert_eq!(said("backoff: fixed", "backoff: fixd"), ["24:43 HS1003 unknown backoff `fixd`"]);
    assert_eq!(
        said("base_delay_ms: 10", "base_delay_ms: 10, max_delay_ms: 5"),
        ["24:65 HS1004 `base_delay_ms` (10) exceeds `max_delay_ms` (5)"]
    );
    assert_eq!(
        said("mode: validate_only", "mode: validate"),
        ["13:57 HS0405 unknown mode `validate`"]
    );
}
