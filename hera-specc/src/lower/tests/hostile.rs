//! Damaged documents: no panic, and every finding points into the file.

use proptest::prelude::*;

use super::super::{Input, lower};
use crate::diag::Diagnostics;
use crate::parse;
use crate::source::{SourceMap, Span};

const PROCEDURE: &str = "
smart_code: HERA.SALON.POS.CART.ADD_LINE.v1
intent: Ein Satz mit Ümläuten → ok.
scope: { in_scope: [a], out_of_scope: [a] }
preconditions:
  - has_permissions: [pos_operator]
  - when: x
inputs:
  required:
    - cart_id: uuid
    - { name: lines, type: array, schema: { id: uuid, kind: 'enum[A, B]' } }
  optional:
    - staff: array[{staff_id, pct:number}]
    - gift: boolean=false
    - n: { type: integer, default: 3 }
outputs: { response: { id: uuid, entity: { type: string, name: string } } }
happy_path: [{ step: one }, { if x: [two] }]
errors: [{ code: NOT_FOUND, http_status: 404 }, { code: nope }]
timeout: 5s
example_payload: { cart_id: x, lines: [{ id: y, kind: C }], m: 1 }
";

/// Replaces `len` characters at `at` by `with`.
fn damage(text: &str, at: usize, len: usize, with: &str) -> String {
    let count = text.chars().count();
    let at = at % count;
    let head: String = text.chars().take(at).collect();
    let tail: String = text.chars().skip(at + len).collect();
    format!("{head}{with}{tail}")
}

fn in_file(text: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
}

fn judge(text: &str) {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yml", text);
    let document = parse::parse(&sources, file, &mut Diagnostics::new());
    let mut diags = Diagnostics::new();
    lower(&sources, &[Input { file, judged: true, document }], &mut diags);
    for found in diags.as_slice() {
        let places = found.labels.iter().map(|label| label.span);
        let fixes = found.suggestions.iter().map(|suggestion| suggestion.span);
        for span in places.chain(fixes).chain([found.primary.span]) {
            assert!(in_file(text, span), "{} {} at {span:?}", found.rule.code, found.message);
        }
    }
}

proptest! {
    #[test]
    fn damaged_documents_are_judged(
        graph in any::<bool>(),
        hits in prop::collection::vec((any::<usize>(), 0usize..12, "[-a-zA-Z:{}\\[\\],>|'\"#$. →ü\n0-9=]{0,4}"), 1..6),
    ) {
        let mut text = if graph { super::graphs::CART } else { PROCEDURE }.to_owned();
        for (at, len, with) in hits {
            text = damage(&text, at, len, &with);
        }
        judge(&text);
    }
}

#[test]
fn odd_values_at_every_key() {
    for text in [PROCEDURE, super::graphs::CART] {
        for line in text.lines().filter(|line| line.contains(':')) {
            let key = line.split_once(':').map_or("", |(key, _)| key);
            for odd in ["", " []", " {}", " [[]]", " ~", " ''", " 1", " { a: { b: [c] } }", " '→'"]
            {
                judge(&text.replacen(line, &format!("{key}:{odd}"), 1));
            }
        }
    }
}
