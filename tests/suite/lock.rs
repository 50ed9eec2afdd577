//! The lock file: what it pins stays, and whatever changed is said once, where it changed.

use hera_specc::{SpecFile, compile};

use crate::support::workspace;

const ORCHESTRATION: &str = "\
smart_code: HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1
intent: Add a line to a cart.
triggers:
  - on: API.POST./api/v1/salon/pos/carts/:id/lines
    emit: POS.CART.LINE_ADD.REQUESTED
graph:
  nodes:
    - id: PERSIST_ADD
      run: HERA.SALON.POS.CART.ADD_LINE.v1
edges:
  - POS.CART.LINE_ADD.REQUESTED -> PERSIST_ADD
";

fn procedure() -> String {
    let path = workspace().join("tests/library/pos.cart.add_line.yml");
    std::fs::read_to_string(path).expect("the library can be read")
}

fn files(orchestration: &str, procedure: &str) -> Vec<SpecFile> {
    vec![SpecFile::new("a.yml", orchestration), SpecFile::new("b.yml", procedure)]
}

/// The lock file of these specs.
fn locked(files: &[SpecFile]) -> String {
    compile(files, None).lock.expect("the specs are sound")
}

/// What is said about the lock: severity and file.
fn said(files: &[SpecFile], lock: &str) -> Vec<String> {
    let outcome = compile(files, Some(lock));
    let found = outcome.diags.as_slice().iter().filter(|found| found.rule.code == "HS1108");
    found
        .map(|found| {
            let path = outcome.sources.path(found.primary.span.file);
            format!("{} {path}", found.severity.as_str())
        })
        .collect()
}

#[test]
fn what_changed_is_said_where_it_changed() {
    let procedure = procedure();
    let lock = locked(&files(ORCHESTRATION, &procedure));
    let judge =
        |orchestration: &str, procedure: &str| said(&files(orchestration, procedure), &lock);

    assert!(judge(ORCHESTRATION, &procedure).is_empty());
    let commented = format!("# a comment\n{ORCHESTRATION}");
    assert!(judge(&commented, &procedure).is_empty());

    let reworded = procedure.replace("write the line", "write the line of the cart");
    assert_eq!(judge(ORCHESTRATION, &reworded), ["note b.yml"]);
    let reworded = ORCHESTRATION.replace("Add a line", "Add one line");
    assert_eq!(judge(&reworded, &procedure), ["note a.yml"]);

    // The plan of the flow is another one, too, but only since its procedure is.
    let wider = procedure.replace("quantity: decimal", "quantity: integer");
    assert_eq!(judge(ORCHESTRATION, &wider), ["error b.yml"]);
    let longer = ORCHESTRATION.replace("    - id: PERSIST_ADD", "    - id: WRITE_ADD");
    let longer = longer.replace("-> PERSIST_ADD", "-> WRITE_ADD");
    assert_eq!(judge(&longer, &procedure), ["error a.yml"]);

    let next = wider.replace("ADD_LINE.v1", "ADD_LINE.v2");
    let gone = "warning hera.lock";
    assert_eq!(said(&[SpecFile::new("b.yml", next)], &lock), [gone, gone]);
}

#[test]
fn the_lock_is_the_same_at_every_run() {
    let files = files(ORCHESTRATION, &procedure());
    assert_eq!(locked(&files), locked(&files));
    assert!(locked(&files).contains("plan.\"POS.CART.LINE_ADD.REQUESTED\" = \""));
}
