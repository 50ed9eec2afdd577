//! Keys: plain strings, each once in its mapping.

use std::collections::BTreeMap;

use crate::ast::{Entry, Node, Style, Value};
use crate::diag::catalogue::{HS0006, HS0012};
use crate::diag::{Diagnostic, Diagnostics};
use crate::parse::faults;
use crate::parse::words::Words;
use crate::source::{Span, Spanned};

/// The key whose value comes next.
pub(super) enum Pending {
    /// The next value is a key.
    None,
    Key(Spanned<String>),
    /// The key was no string or was given before: its value is read and dropped.
    Broken,
}

/// More keys than this are looked up in a tree; fewer are gone through faster.
const LOOKED_THROUGH_MAX: usize = 16;

/// The keys that a mapping of many has so far.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, Span>);

impl Seen {
    /// Where the mapping has the key already; `entries` are all that it has.
    fn first(&mut self, entries: &[Entry], key: &str) -> Option<Span> {
        if entries.len() <= LOOKED_THROUGH_MAX {
            let found = entries.iter().find(|entry| entry.key.value == key);
            return found.map(|entry| entry.key.span);
        }
        for entry in &entries[self.0.len()..] {
            self.0.insert(entry.key.value.clone(), entry.key.span);
        }
        self.0.get(key).copied()
    }
}

/// A key is a string that its mapping does not have yet.
pub(super) fn accept(
    text: &str,
    node: Node,
    entries: &[Entry],
    seen: &mut Seen,
    words: &mut Words,
    diags: &mut Diagnostics,
) -> Pending {
    let span = node.span;
    let Value::Scalar(scalar) = node.value else {
        diags.push(faults::collection_as_key(text, span));
        return Pending::Broken;
    };
    if scalar.text.is_empty() && scalar.style == Style::Plain {
        diags.push(
            Diagnostic::new(&HS0012, span, "a key is missing before `:`")
                .help("write the key: `key: value`"),
        );
        return Pending::Broken;
    }
    words.key(&scalar, span);
    if let Some(first) = seen.first(entries, &scalar.text) {
        diags.push(
            Diagnostic::new(&HS0006, span, format!("key `{}` is given twice", scalar.text))
                .label("given again here")
                .secondary(first, "first given here")
                .help("rename one, or merge the two"),
        );
        return Pending::Broken;
    }
    Pending::Key(Spanned::new(scalar.text, span))
}
