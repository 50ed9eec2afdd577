//! Quotes around text, so that YAML reads it as one value.

use crate::diag::{Diagnostic, Suggestion};
use crate::source::Span;

/// `diagnostic` with the change that puts `value`, which stands at `span`, in quotes.
pub(super) fn suggest_quotes(diagnostic: Diagnostic, value: &str, span: Span) -> Diagnostic {
    let mut diagnostic = diagnostic;
    diagnostic.suggestions.extend(changes(value, span));
    diagnostic
}

fn changes(value: &str, span: Span) -> Vec<Suggestion> {
    let around = |quote: &str| {
        let at = |span, replacement: &str| Suggestion { span, replacement: replacement.to_owned() };
        vec![at(span.at_start(), quote), at(span.at_end(), quote)]
    };
    if !value.contains(['"', '\\']) {
        around("\"")
    } else if !value.contains('\'') {
        around("'")
    } else {
        let inner = value.replace('\\', "\\\\").replace('"', "\\\"");
        vec![Suggestion { span, replacement: format!("\"{inner}\"") }]
    }
}
