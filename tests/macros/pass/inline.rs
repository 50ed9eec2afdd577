//! YAML where it is used.

hera_macros::orchestration!(
    r#"
smart_code: HERA.DEMO.FRONT.ORCH.INLINE.v1
intent: Greet a guest.
triggers:
  - on: API.POST./guests/:guestId/greeting
    emit: FRONT.GREETING.REQUESTED
graph:
  nodes:
    - id: GREET
      run: HERA.DEMO.FRONT.GUEST.GREET.v1
edges:
  - FRONT.GREETING.REQUESTED -> GREET
transaction_boundaries:
  - name: greet_txn
    applies_to: [GREET]
"#,
    procedures = "../specs/procedures"
);

fn main() {
    assert_eq!(demo::front::orch::inline::v1::SPEC.kind, "graph_orchestration");
}
