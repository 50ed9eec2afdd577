//! HS0215: entries of prose that a colon turned into mappings.

use super::Cx;
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};

/// Keys that mean something among preconditions.
const PERMISSIONS: [&str; 2] = ["permissions", "has_permissions"];

/// Judges the entries of `preconditions` or `invariants`.
pub(super) fn judge(cx: &mut Cx<'_>, section: &Entry) {
    for item in section.value.list().into_iter().flatten() {
        let Some([first, ..]) = item.map() else { continue };
        let key = first.key.value.as_str();
        let found = if PERMISSIONS.contains(&key) && section.key.value == "preconditions" {
            let message = format!("`{key}` is no precondition: it is read as the permissions");
            Diagnostic::new(&catalogue::HS0215, first.key.span, message)
                .help("write `permissions: [..]` at the top of the procedure")
        } else {
            mapping(cx, item, first)
        };
        cx.report(found);
    }
}

fn mapping(cx: &Cx<'_>, item: &Node, first: &Entry) -> Diagnostic {
    let key = &first.key;
    let message = format!("`{key}` is a key to YAML because of the colon behind it");
    let found = Diagnostic::new(&catalogue::HS0215, key.span, message)
        .note("the entry is taken as one text all the same");
    let text = cx.sources.slice(item.span);
    let plain = !text.contains(['\n', '"', '\\', '#', '{', '[']) && !text.starts_with('\'');
    match plain {
        true => found.help("quote the entry").suggest(item.span, format!("\"{text}\"")),
        false => found.help("quote the entry, or write it without the colon"),
    }
}
