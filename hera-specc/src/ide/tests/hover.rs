//! What stands in a hover.

use super::{WRITE, at, flow};
use crate::ide::{At, Ide};

#[track_caller]
fn told((ide, at): (Ide, At)) -> String {
    ide.hover(at).expect("there is something to say").markdown
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn a_procedure() {
    let text = told(flow(
        "run: HERA.LIB.STACKS.BOOK.RESERVE.v1",
        "run: HERA.LIB.STACKS.BOOK.RES$0ERVE.v1",
    ));
    says(
        &text,
        &[
            "procedure **HERA.LIB.STACKS.BOOK.RESERVE.v1**",
            "Take the book from its shelf.",
            "Effects: external.",
            "| `copies` | `integer` | How many |",
            "| `shelf` | `string` |",
            "- `SHELF_LOCKED`: nobody has the key",
        ],
    );
}

#[test]
fn a_node_with_its_inputs_its_boundary_and_its_ends() {
    let text = told(flow("-> RESERVE ->", "-> $0RESERVE ->"));
    says(
        &text,
        &[
            "node **RESERVE** runs `HERA.LIB.STACKS.BOOK.RESERVE.v1`",
            "on `LOAN.REQUESTED`",
            "runs when `$.payload.kind == 'PAPER'`",
            "runs after `CHECK`",
            "commits in `loan_txn`",
            "is undone by `HERA.LIB.STACKS.BOOK.RELEASE.v1`",
            "| `copies` | `integer` | with: $.payload.count |",
            "| `book_id` | `uuid` | path |",
            "- when it fails with `SHELF_LOCKED`: **failed**",
        ],
    );
}

#[test]
fn an_event_a_boundary_and_an_error() {
    let text = told(flow("- LOAN.REQUESTED", "- LOAN.$0REQUESTED"));
    says(&text, &["emitted on `API.POST./loans/:bookId`", "starts `CHECK`, `RESERVE`, `WRITE`"]);
    says(&text, &["| `kind` (required) | `enum[PAPER, DIGITAL]` | What kind of book it is |"]);
    let text = told(flow("name: loan_txn", "name: loan$0_txn"));
    says(&text, &["`RESERVE`, `WRITE` commit together", "SERIALIZABLE"]);
    let text = told(flow("- SHELF_LOCKED", "- SHELF_$0LOCKED"));
    says(&text, &["of `HERA.LIB.STACKS.BOOK.RESERVE.v1`: nobody has the key"]);
}

#[test]
fn fields() {
    let text = told(flow("$.payload.kind == 'PAPER'", "$.payload.$0kind == 'PAPER'"));
    says(
        &text,
        &["`kind: enum[PAPER, DIGITAL]`", "payload field, required", "What kind of book it is"],
    );
    let text = told(flow("RESERVE.shelf", "RESERVE.sh$0elf"));
    says(&text, &["`shelf: string`", "output of `HERA.LIB.STACKS.BOOK.RESERVE.v1`"]);
    let text = told(flow("copies: $.payload", "co$0pies: $.payload"));
    says(&text, &["`copies: integer`", "required input", "How many"]);
    let text = told(flow("copies: $.payload.count", "copies: $.context.actor$0_id"));
    says(&text, &["`actor_id: uuid`", "Who asked for it."]);
}

#[test]
fn a_rule_in_a_comment_and_a_key() {
    let text =
        told(flow("    emit: LOAN", "    # hera: allow(HS05$002): they meet\n    emit: LOAN"));
    says(&text, &["**HS0502**", "## Why it matters"]);
    let text = told(flow("      mode: validate", "      mo$0de: validate"));
    says(&text, &["`mode`: `validate_only` checks and writes nothing"]);
    let text = WRITE.replace("effects: trans", "eff$0ects: trans");
    says(&told(at(&[("write.yml", text.as_str())])), &["`effects`: What it changes"]);
}

#[test]
fn a_node_of_a_broken_file_is_still_told() {
    let text = told(flow(
        "  - LOAN.REQUESTED -> CHECK -> RESERVE -> WRITE\ntransaction_boundaries:",
        "  - LOAN.REQUESTED -> CHECK -> $0RESERVE -> WRITE\ntransaction_boundaries: [\nx: \"",
    ));
    says(&text, &["node **RESERVE**", "| `copies` | `integer` | with: $.payload.count |"]);
}

#[test]
fn prose_has_nothing_to_say() {
    let (ide, at) = flow("intent: Lend a book.", "intent: Lend a bo$0ok.");
    assert_eq!(ide.hover(at), None);
}
