//! Definition and references.

use super::{FLOW, RESERVE, WRITE, at, flow, lines, with};
use crate::ide::{At, Ide};

#[track_caller]
fn defined((ide, at): (Ide, At)) -> Vec<String> {
    ide.definition(at).map_or_else(Vec::new, |(_, targets)| lines(&ide, targets))
}

#[track_caller]
fn used((ide, at): (Ide, At)) -> Vec<String> {
    lines(&ide, ide.references(at).into_iter().map(|place| place.span))
}

#[test]
fn a_smart_code_leads_to_its_file() {
    let found = defined(flow("run: HERA.LIB.STACKS.BOOK", "run: HERA.LIB.STACKS.$0BOOK"));
    assert_eq!(found, ["reserve.yml: smart_code: HERA.LIB.STACKS.BOOK.RESERVE.v1"]);
    let found = defined(flow("compensation: HERA", "compensation: $0HERA"));
    assert_eq!(found, ["release.yml: smart_code: HERA.LIB.STACKS.BOOK.RELEASE.v1"]);
}

#[test]
fn a_code_with_a_capital_marker_leads_there_too() {
    let found = defined(flow("STACKS.BOOK.RESERVE.v1", "STACKS.BOOK.RESERVE.V1$0"));
    assert_eq!(found, ["reserve.yml: smart_code: HERA.LIB.STACKS.BOOK.RESERVE.v1"]);
}

#[test]
fn a_node_leads_to_its_id_from_everywhere() {
    let id = ["flow.yml: - id: RESERVE"];
    assert_eq!(defined(flow("CHECK -> RESERVE ->", "CHECK -> RES$0ERVE ->")), id);
    assert_eq!(defined(flow("[RESERVE, WRITE]", "[$0RESERVE, WRITE]")), id);
    assert_eq!(defined(flow("$.nodes.RESERVE.shelf", "$.nodes.RESERVE$0.shelf")), id);
}

#[test]
fn an_event_leads_to_its_trigger() {
    let found = defined(flow("- LOAN.REQUESTED", "- LOAN.REQ$0UESTED"));
    assert_eq!(found, ["flow.yml: emit: LOAN.REQUESTED"]);
}

#[test]
fn an_error_leads_to_the_procedures_that_declare_it() {
    let found = defined(flow("- SHELF_LOCKED", "- $0SHELF_LOCKED"));
    assert_eq!(found, ["reserve.yml: - code: SHELF_LOCKED"]);
}

#[test]
fn fields_lead_to_where_they_are_declared() {
    let shelf = defined(flow("RESERVE.shelf", "RESERVE.sh$0elf"));
    assert_eq!(shelf, ["reserve.yml: shelf: string"]);
    let copies = defined(flow("copies: $.payload", "co$0pies: $.payload"));
    assert_eq!(copies, ["reserve.yml: - name: copies"]);
    let kind = defined(flow("$.payload.kind == 'PAPER'", "$.payload.ki$0nd == 'PAPER'"));
    assert_eq!(kind, ["write.yml: - name: kind"]);
    let count = WRITE.replace("- count > 0", "- co$0unt > 0");
    let files = [("flow.yml", FLOW), ("write.yml", count.as_str()), ("reserve.yml", RESERVE)];
    assert_eq!(defined(at(&files)), ["write.yml: - name: count"]);
}

#[test]
fn references_go_across_files_in_order() {
    let text = WRITE.replace("smart_code: HERA", "smart_code: $0HERA");
    let files = [("flow.yml", FLOW), ("write.yml", text.as_str())];
    assert_eq!(
        used(at(&files)),
        [
            "flow.yml: run: HERA.LIB.DESK.LOAN.WRITE.v1",
            "flow.yml: run: HERA.LIB.DESK.LOAN.WRITE.v1",
            "write.yml: smart_code: HERA.LIB.DESK.LOAN.WRITE.v1",
        ]
    );
}

#[test]
fn the_places_of_a_node() {
    assert_eq!(
        used(flow("- id: RESERVE", "- id: $0RESERVE")),
        [
            "flow.yml: - id: RESERVE",
            "flow.yml: when: exists($.nodes.RESERVE.shelf) || $.payload.kind == 'DIGITAL'",
            "flow.yml: - LOAN.REQUESTED -> CHECK -> RESERVE -> WRITE",
            "flow.yml: applies_to: [RESERVE, WRITE]",
        ]
    );
}

#[test]
fn a_file_that_does_not_parse_still_has_its_names() {
    let broken = FLOW
        .replace("- id: RESERVE", "- id: $0RESERVE")
        .replace("mode: validate_only", "mode: validate_only: [")
        .replace("max_attempts: 3", "max_attempts 3");
    assert_eq!(used(with(&broken)).len(), 4);
}

#[test]
fn guards_of_a_workflow_definition_lead_to_their_procedures() {
    let workflow = "\
smart_code: HERA.LIB.DESK.WF.LOAN.v1
definition:
  code: HERA.LIB.DESK.LOAN.FLOW.v1
  states: [open]
  transitions:
    - from: open
      to: open
      guards: [HERA.LIB.DESK.$0LOAN.WRITE.v1]
";
    let found = defined(at(&[("wf.yml", workflow), ("write.yml", WRITE)]));
    assert_eq!(found, ["write.yml: smart_code: HERA.LIB.DESK.LOAN.WRITE.v1"]);
}

#[test]
fn prose_and_white_space_have_no_name() {
    assert!(defined(flow("intent: Lend a book.", "intent: Lend $0a book.")).is_empty());
    assert!(used(flow("    emit:", "$0    emit:")).is_empty());
}
