//! Completion, in documents as they look while a person types.

use super::{FLOW, WRITE, at, flow, with};
use crate::ide::{At, Ide, Proposal};

/// The labels at the cursor.
#[track_caller]
fn labels((ide, at): (Ide, At)) -> Vec<String> {
    ide.complete(at).proposals.into_iter().map(|proposal| proposal.label).collect()
}

/// The text after the proposal with this label is taken.
#[track_caller]
fn taken((ide, at): (Ide, At), label: &str) -> String {
    let all = ide.complete(at).proposals;
    let found = all.iter().find(|proposal| proposal.label == label);
    let Proposal { edit, .. } = found.unwrap_or_else(|| panic!("no {label} in {all:#?}"));
    let mut text = ide.sources().text(at.file).to_owned();
    text.replace_range(edit.span.range(), &edit.text);
    text
}

#[test]
fn smart_codes_in_a_file_that_does_not_parse() {
    let text = "\
smart_code: HERA.LIB.DESK.ORCH.LOAN.v1
graph:
  nodes:
    - id: RESERVE
      run: HERA.LIB.STA$0
      with {
edges:
  - [LOAN.REQUESTED -> RESERVE
";
    let codes = ["HERA.LIB.STACKS.BOOK.RELEASE.v1", "HERA.LIB.STACKS.BOOK.RESERVE.v1"];
    assert_eq!(labels(with(text)), codes);
    let done = taken(with(text), codes[1]);
    assert_eq!(done, text.replace("HERA.LIB.STA$0", codes[1]));
}

#[test]
fn smart_codes_of_compensations_and_with_nothing_typed() {
    let all = [
        "HERA.LIB.STACKS.BOOK.RELEASE.v1",
        "HERA.LIB.STACKS.BOOK.RESERVE.v1",
        "HERA.LIB.DESK.LOAN.WRITE.v1",
    ];
    let found = labels(flow("compensation: HERA.LIB.STACKS.BOOK.RELEASE.v1", "compensation: $0"));
    assert_eq!(found, all);
    let found = labels(flow(
        "compensation: HERA.LIB.STACKS.BOOK.RELEASE.v1",
        "compensation: {run: HERA.LIB.STACKS.BOOK.REL$0}",
    ));
    assert_eq!(found, all[..1]);
}

#[test]
fn events_and_nodes_in_edges() {
    let after = "  - LOAN.REQUESTED -> CHECK -> RESERVE -> WRITE";
    assert_eq!(labels(flow(after, "  - $0")), ["LOAN.REQUESTED", "CHECK", "RESERVE", "WRITE"]);
    assert_eq!(labels(flow(after, "  - LOAN.REQUESTED -> $0")), ["CHECK", "RESERVE", "WRITE"]);
    assert_eq!(labels(flow(after, "  - LOAN.REQUESTED → CHECK → RES$0")), ["RESERVE"]);
    let done = taken(flow(after, "  - LOAN.REQUESTED → CHECK → re$0"), "RESERVE");
    assert!(done.contains("- LOAN.REQUESTED → CHECK → RESERVE\n"), "{done}");
}

#[test]
fn nodes_of_boundaries_free_ones_first() {
    let found = labels(flow("[RESERVE, WRITE]", "[RESERVE, $0]"));
    assert_eq!(found, ["CHECK", "WRITE", "RESERVE"]);
    assert_eq!(labels(flow("[RESERVE, WRITE]", "[RESERVE, WRI$0")), ["WRITE"]);
    let below = "\n      - RESERVE\n      - CH$0";
    assert_eq!(labels(flow(" [RESERVE, WRITE]", below)), ["CHECK"]);
}

#[test]
fn fields_behind_paths() {
    let when = "when: $.payload.kind == 'PAPER'";
    assert_eq!(
        labels(flow(when, "when: $.$0")),
        ["payload", "context", "nodes", "path", "headers"]
    );
    assert_eq!(labels(flow(when, "when: $.payload.$0")), ["book_id", "count", "kind"]);
    assert_eq!(labels(flow(when, "when: $.nodes.$0")), ["CHECK", "RESERVE", "WRITE"]);
    assert_eq!(labels(flow(when, "when: true && $.nodes.WRITE.$0")), ["loan_id"]);
    assert!(labels(flow(when, "when: $.context.$0")).contains(&"actor_id".to_owned()));
    assert_eq!(labels(flow("copies: $.payload.count", "copies: $.payload.co$0")), ["count"]);
    let start = labels(flow(when, "when: $0"));
    assert!(start.contains(&"$.payload".to_owned()) && start.contains(&"exists".to_owned()));
}

#[test]
fn variants_behind_a_comparison() {
    let when = "when: $.payload.kind == 'PAPER'";
    assert_eq!(labels(flow(when, "when: $.payload.kind == '$0")), ["PAPER", "DIGITAL"]);
    assert_eq!(labels(flow(when, "when: \"$.payload.kind != 'D$0'\"")), ["DIGITAL"]);
    assert_eq!(labels(flow(when, "when: $.payload.kind in ['PAPER', 'D$0']")), ["DIGITAL"]);
    let done = taken(flow(when, "when: $.payload.kind == 'DI$0'"), "DIGITAL");
    assert!(done.contains("when: $.payload.kind == 'DIGITAL'\n"), "{done}");
    assert!(labels(flow(when, "when: $.payload.count == '$0")).is_empty());
}

#[test]
fn keys_that_are_not_there_yet() {
    let found = labels(flow("      mode: validate_only\n", "      $0\n"));
    assert_eq!(found[..3], ["mode", "when", "with"]);
    assert!(!found.contains(&"run".to_owned()));
    let found = labels(flow("  backoff: exponential", "  back$0"));
    assert_eq!(found, ["backoff"]);
    let done = taken(flow("  backoff: exponential", "  back$0"), "backoff");
    assert!(done.contains("  backoff: \n"), "{done}");
    let found =
        labels(flow("    applies_to: [RESERVE, WRITE]\n", "    applies_to: [WRITE]\n    iso$0\n"));
    assert_eq!(found[0], "isolation");
    let found = labels(flow("auto_compensate: true", "auto_compensate: true\n  requ$0"));
    assert_eq!(found, ["require"]);
}

#[test]
fn a_key_is_replaced_whole() {
    let done = taken(flow("      mode: validate_only", "      mo$0del: validate_only"), "mode");
    assert!(done.contains("      mode: validate_only\n"), "{done}");
}

#[test]
fn inputs_as_keys_of_with() {
    let found = labels(flow("        copies: $.payload.count\n", "        $0\n"));
    assert_eq!(found, ["book_id", "copies"]);
    let found = labels(flow("copies: $.payload.count\n", "copies: $.payload.count\n        b$0\n"));
    assert_eq!(found, ["book_id"]);
}

#[test]
fn words_out_of_a_few() {
    assert_eq!(labels(flow("mode: validate_only", "mode: $0")), ["validate_only", "persist"]);
    assert_eq!(labels(flow("backoff: exponential", "backoff: lin$0")), ["linear"]);
    assert_eq!(labels(flow("auto_compensate: true", "auto_compensate: $0")), ["true", "false"]);
    let found = labels(flow("- SHELF_LOCKED", "- SHELF_LOCKED\n    - BOOK$0"));
    assert_eq!(found, ["BOOK_LENT"]);
    let found = labels(flow("emit: LOAN.REQUESTED", "emit: $0"));
    assert_eq!(found, ["LOAN.REQUESTED"]);
}

#[test]
fn in_procedures() {
    let edited = |from: &str, to: &str| {
        let text = WRITE.replacen(from, to, 1);
        labels(at(&[("write.yml", text.as_str()), ("flow.yml", FLOW)]))
    };
    assert_eq!(
        edited("effects: transactional", "effects: $0"),
        ["none", "transactional", "external"]
    );
    assert_eq!(edited("where: context", "where: con$0"), ["context"]);
    assert_eq!(edited("type: integer", "type: int$0"), ["integer"]);
    assert_eq!(edited("loan_id: uuid", "loan_id: deci$0"), ["decimal"]);
    assert_eq!(edited("    http_status: 409", "    retry$0"), ["retryable"]);
    assert_eq!(edited("permissions: [lend]", "time$0"), ["timeout"]);
}

#[test]
fn rules_in_a_comment() {
    let found = labels(flow("    emit: LOAN", "    # hera: allow(HS050$0)\n    emit: LOAN"));
    assert!(found.contains(&"HS0502".to_owned()), "{found:?}");
    let text = flow("    emit: LOAN", "    # hera: allow(HS0501, HS14$0\n    emit: LOAN");
    assert!(labels(text).contains(&"HS1401".to_owned()));
    assert!(labels(flow("    emit: LOAN", "    # of old $0\n    emit: LOAN")).is_empty());
}

#[test]
fn every_cut_of_a_document_gets_an_answer() {
    for text in [FLOW, WRITE] {
        for end in (0..text.len()).step_by(7) {
            let cut = format!("{}$0", &text[..end]);
            let (ide, at) = at(&[("cut.yml", cut.as_str()), ("write.yml", WRITE)]);
            assert!(ide.complete(at).proposals.len() <= 500);
            for name in ide.outline(at.file) {
                assert!(name.span.end as usize <= end, "{name:?}");
            }
            assert!(ide.hover(at).is_none_or(|hover| hover.span.end as usize <= end));
            assert!(ide.definition(at).is_none_or(|(span, _)| span.end as usize <= end));
        }
    }
}

#[test]
fn too_many_proposals_are_cut_and_the_answer_says_so() {
    let nodes: String =
        (0..600).map(|n| format!("    - id: N{n}\n      run: HERA.A.B.C.v1\n")).collect();
    let text =
        format!("smart_code: HERA.A.B.ORCH.C.v1\ngraph:\n  nodes:\n{nodes}edges:\n  - A.B -> $0\n");
    let (ide, at) = with(&text);
    let found = ide.complete(at);
    assert_eq!((found.proposals.len(), found.cut), (500, true));
}
