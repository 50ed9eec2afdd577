//! Words that YAML 1.1 tools read as booleans.

use crate::ast::{Node, Scalar, Style};
use crate::diag::catalogue::HS0015;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::Span;

/// What `word` means to YAML 1.1, if it is not what it means here.
fn meaning(word: &str) -> Option<bool> {
    match word {
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Such words as keys: one note for each file, since `on:` is in the template itself.
#[derive(Default)]
pub(super) struct Words {
    first: Option<(String, bool, Span)>,
    keys: usize,
}

impl Words {
    /// Looks at a key.
    pub(super) fn key(&mut self, scalar: &Scalar, span: Span) {
        if scalar.style != Style::Plain {
            return;
        }
        if let Some(meaning) = meaning(&scalar.text) {
            self.keys += 1;
            self.first.get_or_insert_with(|| (scalar.text.clone(), meaning, span));
        }
    }

    /// Looks at a value and reports it.
    pub(super) fn value(&mut self, node: &Node, diags: &mut Diagnostics) {
        let Some(word) = node.plain() else { return };
        let Some(meaning) = meaning(word) else { return };
        let message = format!("`{word}` is a string here, but `{meaning}` to YAML 1.1 tools");
        diags.push(
            Diagnostic::new(&HS0015, node.span, message)
                .help(format!("quote it, or write `{meaning}` if a boolean is meant"))
                .suggest(node.span, format!("\"{word}\"")),
        );
    }

    /// Reports the keys.
    pub(super) fn report(&mut self, diags: &mut Diagnostics) {
        let Some((word, meaning, span)) = self.first.take() else { return };
        let message =
            format!("key `{word}` is a plain word here, but `{meaning}` to YAML 1.1 tools");
        let mut diagnostic = Diagnostic::new(&HS0015, span, message).severity(Severity::Note);
        if self.keys > 1 {
            diagnostic = diagnostic.note(format!("{} keys of this file are such words", self.keys));
        }
        diags.push(diagnostic.note("nothing has to be done unless another tool reads this file"));
    }
}
