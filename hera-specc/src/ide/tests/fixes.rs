//! Quick fixes and the outline.

use super::{FLOW, flow, with};
use crate::ide::{At, Entry, Ide};
use crate::source::Span;

fn here(at: At) -> Span {
    Span { file: at.file, start: at.offset, end: at.offset }
}

fn titles((ide, at): (Ide, At)) -> Vec<String> {
    ide.fixes(here(at)).into_iter().map(|fix| fix.title).collect()
}

#[test]
fn a_fix_says_what_it_does() {
    let found = titles(flow("-> RESERVE ->", "-> RESERV$0 ->"));
    assert_eq!(found, ["Replace `RESERV` by `RESERVE`"]);
    let found = titles(flow("mode: validate_only", "mode: vali$0date"));
    assert_eq!(found, ["Replace `validate` by `validate_only`"]);
    assert!(titles(flow("mode: validate_only", "mode: valid$0ate_only")).is_empty());
}

#[test]
fn all_of_a_file_is_mended_at_once_and_nothing_else() {
    let text = FLOW
        .replace("-> RESERVE ->", "-> RESERV ->")
        .replace("mode: validate_only", "mode: validate  # how")
        .replace("backoff: exponential", "backoff: exponentiel$0");
    let (ide, at) = with(&text);
    let wanted = FLOW.replace("mode: validate_only", "mode: validate_only  # how");
    assert_eq!(ide.mended_text(at.file).as_deref(), Some(wanted.as_str()));
    let (ide, at) = flow("- id: CHECK", "- id: $0CHECK");
    assert_eq!(ide.mended_text(at.file), None);
}

#[test]
fn the_outline_has_all_parts_and_names_inside_of_entries() {
    let (ide, at) = flow("- id: CHECK", "- id: $0CHECK");
    let outline = ide.outline(at.file);
    let told: Vec<String> = outline
        .iter()
        .map(|section| {
            let parts: Vec<_> = section.children.iter().map(|part| part.name.as_str()).collect();
            format!("{}: {}", section.name, parts.join(", "))
        })
        .collect();
    assert_eq!(
        told[2..6],
        [
            "triggers: LOAN.REQUESTED",
            "graph: CHECK, RESERVE, WRITE",
            "edges: LOAN.REQUESTED → CHECK → RESERVE → WRITE",
            "transaction_boundaries: loan_txn",
        ]
    );
    let held = |entry: &Entry| {
        entry.span.start <= entry.name_span.start && entry.name_span.end <= entry.span.end
    };
    assert!(outline.iter().chain(outline.iter().flat_map(|entry| &entry.children)).all(held));
}
