//! Transaction boundaries.

use std::collections::BTreeMap;

use hera_core::plan::Isolation;

use super::keys::Keys;
use super::nodes::{Found, Nodes};
use super::{Cx, scalars, shape};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::Boundary;
use crate::source::{Span, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "field of a boundary",
    unknown: &catalogue::HS0404,
    known: &[
        "name",
        "applies_to",
        "isolation",
        "timeout",
        "external_in_transaction",
        "description",
        "note",
        "intent",
    ],
    idle: &["tags"],
    missed: &["retry_policy", "retry"],
};
const ISOLATIONS: [(&str, Isolation); 3] = [
    ("SERIALIZABLE", Isolation::Serializable),
    ("REPEATABLE_READ", Isolation::RepeatableRead),
    ("READ_COMMITTED", Isolation::ReadCommitted),
];

/// The boundaries under `transaction_boundaries`; names are unique, each node is in one at most.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry, nodes: &Nodes) -> Vec<Boundary> {
    let help = "put `- name: add_line_txn` with `applies_to:` for each";
    let items = shape::list(cx, &entry.value, "transaction_boundaries", help).unwrap_or_default();
    let mut boundaries: Vec<Boundary> = Vec::new();
    let mut taken = BTreeMap::new();
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    for item in items {
        let Some(boundary) = one(cx, item, nodes, &mut taken) else { continue };
        if let Some(first) = names.get(&boundary.name.value) {
            let message = format!("boundary name `{}` is used twice", boundary.name.value);
            cx.report(
                Diagnostic::new(&catalogue::HS0807, boundary.name.span, message)
                    .secondary(*first, "first used here")
                    .help("rename one"),
            );
            continue;
        }
        names.insert(boundary.name.value.clone(), boundary.name.span);
        boundaries.push(boundary);
    }
    boundaries
}

fn one(
    cx: &mut Cx<'_>,
    item: &Node,
    nodes: &Nodes,
    taken: &mut BTreeMap<usize, (String, Span)>,
) -> Option<Boundary> {
    let help = "write `name:` and `applies_to: [NODE]`";
    let entries = shape::map(cx, item, "a boundary", help)?;
    KEYS.judge(cx, entries);
    let isolation =
        item.get("isolation").and_then(|node| shape::choice(cx, node, "isolation", &ISOLATIONS));
    let timeout_ms = item.get("timeout").and_then(|node| scalars::duration(cx, node, "timeout"));
    let external_in_transaction = item
        .get("external_in_transaction")
        .and_then(|node| shape::boolean(cx, node, "external_in_transaction"))
        .unwrap_or(false);
    let first = entries.first().map_or(item.span, |entry| entry.key.span);
    let name = item.get("name").and_then(|node| shape::text(cx, node, "name"));
    let named = name.filter(|name| !name.value.is_empty());
    if named.is_none() && item.get("name").is_none_or(|node| node.text().is_none_or(str::is_empty))
    {
        cx.report(
            Diagnostic::new(&catalogue::HS0203, first, "this boundary has no `name`")
                .help("add `name: add_line_txn`"),
        );
    }
    let shown = named.as_ref().map_or("this boundary", |name| name.value.as_str()).to_owned();
    let members = members(cx, item, nodes, &shown, named.as_ref().map_or(first, |n| n.span), taken);
    let name = named?;
    let nodes = members?;
    Some(Boundary { span: item.span, name, nodes, isolation, timeout_ms, external_in_transaction })
}

/// The nodes of a boundary; `None` where there are none.
fn members(
    cx: &mut Cx<'_>,
    item: &Node,
    nodes: &Nodes,
    boundary: &str,
    at: Span,
    taken: &mut BTreeMap<usize, (String, Span)>,
) -> Option<Vec<Spanned<usize>>> {
    let empty = || {
        let message = format!("boundary `{boundary}` applies to no node");
        Diagnostic::new(&catalogue::HS0804, at, message)
            .help("list nodes in `applies_to`, or remove the boundary")
    };
    let Some(node) = item.get("applies_to").filter(|node| !node.is_null()) else {
        cx.report(empty());
        return None;
    };
    let listed = match node.text() {
        Some(_) => std::slice::from_ref(node),
        None => shape::list(cx, node, "applies_to", "write `applies_to: [NODE]`")?,
    };
    if listed.is_empty() {
        cx.report(empty());
        return None;
    }
    let mut members = Vec::with_capacity(listed.len());
    for name in listed {
        let Some(name) = shape::text(cx, name, "applies_to") else { continue };
        match nodes.find(&name.value) {
            Found::Poisoned => {}
            Found::Unknown => {
                cx.report(nodes.unknown(&catalogue::HS0801, &name.value, name.span));
            }
            Found::Node(position) => match taken.get(&position) {
                Some(first) => cx.report(twice(&name, boundary, first)),
                None => {
                    taken.insert(position, (boundary.to_owned(), name.span));
                    members.push(Spanned::new(position, name.span));
                }
            },
        }
    }
    // What it named is reported: an empty rest stays silent.
    (!members.is_empty()).then_some(members)
}

/// HS0802: a node in two boundaries, or twice in one.
fn twice(name: &Spanned<String>, boundary: &str, first: &(String, Span)) -> Diagnostic {
    let (other, span) = first;
    let message = if other == boundary {
        format!("`{}` is listed twice in `{boundary}`", name.value)
    } else {
        format!("`{}` is in two boundaries (`{other}`, `{boundary}`)", name.value)
    };
    Diagnostic::new(&catalogue::HS0802, name.span, message)
        .secondary(*span, "first listed here")
        .help("keep one: a node commits with one boundary")
}
