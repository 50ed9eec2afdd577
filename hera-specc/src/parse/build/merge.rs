//! Merge keys: `<<` adds the entries of another mapping that its own mapping does not have.

use std::collections::BTreeSet;

use crate::ast::{Entry, Node, Value};
use crate::diag::catalogue::HS0010;
use crate::diag::{Diagnostic, Diagnostics, Severity};

/// The entries of a mapping with its merge key, if it has one, written out.
pub(super) fn merge(mut entries: Vec<Entry>, diags: &mut Diagnostics) -> Vec<Entry> {
    let Some(at) = entries.iter().position(|entry| entry.key.value == "<<") else { return entries };
    let Entry { key, value } = entries.remove(at);
    let sources = match value.value {
        Value::Map(map) => vec![map],
        Value::List(items) if items.iter().all(|item| item.map().is_some()) => {
            items.into_iter().filter_map(into_map).collect()
        }
        _ => {
            let found = Node { value: value.value, span: value.span }.kind();
            diags.push(
                Diagnostic::new(&HS0010, value.span, "merge key `<<` needs a mapping")
                    .severity(Severity::Error)
                    .label(format!("this is {found}"))
                    .help("write the keys out"),
            );
            return entries;
        }
    };
    diags.push(
        Diagnostic::new(&HS0010, key.span, "merge key `<<` hides which keys this mapping has")
            .help("write the keys out"),
    );
    let mut taken: BTreeSet<String> = entries.iter().map(|e| e.key.value.clone()).collect();
    for entry in sources.into_iter().flatten() {
        if taken.insert(entry.key.value.clone()) {
            entries.push(entry);
        }
    }
    entries
}

fn into_map(node: Node) -> Option<Vec<Entry>> {
    match node.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}
