hera_macros::orchestration!(
    r#"
smart_code: HERA.DEMO.FRONT.ORCH.BROKEN.v1
intent: Greet a guest.
triggers:
  - on: API.POST./guests/:guestId/greeting
    emit: FRONT.GREETING.REQUESTED
graph:
  nodes:
    - id: GREET
      run: HERA.DEMO.FRONT.GUEST.GREET.v1
edges:
  - FRONT.GREETING.REQUESTED -> GREAT
"#,
    procedures = "../specs/procedures"
);

fn main() {}
