//! Keys: plain strings, each once in its mapping.

use std::collections::BTreeMap;

use crate::ast::{Node, Style, Value};
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

/// A key is a string that its mapping does not have yet.
pub(super) fn accept(
    text: &str,
    node: Node,
    seen: &mut BTreeMap<String, Span>,
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
    if let Some(first) = seen.get(&scalar.text) {
        diags.push(
            Diagnostic::new(&HS0006, span, format!("key `{}` is given twice", scalar.text))
                .label("given again here")
                .secondary(*first, "first given here")
                .help("rename one, or merge the two"),
        );
        return Pending::Broken;
    }
    seen.insert(scalar.text.clone(), span);
    Pending::Key(Spanned::new(scalar.text, span))
}
