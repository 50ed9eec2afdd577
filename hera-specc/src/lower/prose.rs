//! Preconditions and invariants as written, parsed where they parse, and the permissions that stand
//! among them.
//!
//! A colon in an unquoted entry makes a mapping of what was meant as text; the text is taken back
//! from the file then.

use super::Cx;
use super::{expr, shape};
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::Clause;
use crate::source::Spanned;

/// What `preconditions` says.
pub(super) struct Preconditions {
    /// Prose and conditions.
    pub(super) clauses: Vec<Clause>,
    /// `has_permissions` and `permissions`.
    pub(super) permissions: Option<Vec<Spanned<String>>>,
}

/// The entries of `preconditions`.
pub(super) fn preconditions(cx: &mut Cx<'_>, entry: &Entry) -> Preconditions {
    let mut found = Preconditions { clauses: Vec::new(), permissions: None };
    for item in items(cx, entry) {
        match item.map() {
            Some([only])
                if matches!(only.key.value.as_str(), "permissions" | "has_permissions") =>
            {
                if let Some(permissions) = permissions(cx, &only.value) {
                    found.permissions.get_or_insert_default().extend(permissions);
                }
            }
            _ => found.clauses.extend(clause(cx, item)),
        }
    }
    found
}

/// The entries of `invariants`.
pub(super) fn invariants(cx: &mut Cx<'_>, entry: &Entry) -> Vec<Clause> {
    items(cx, entry).iter().filter_map(|item| clause(cx, item)).collect()
}

fn items<'n>(cx: &mut Cx<'_>, entry: &'n Entry) -> &'n [Node] {
    // One text alone is one entry.
    if entry.value.text().is_some() {
        return std::slice::from_ref(&entry.value);
    }
    let help = "put `- ` before each entry";
    shape::list(cx, &entry.value, &entry.key.value, help).unwrap_or_default()
}

fn clause(cx: &Cx<'_>, item: &Node) -> Option<Clause> {
    let text = match &item.value {
        _ if item.is_null() => return None,
        Value::Scalar(scalar) => scalar.text.trim().to_owned(),
        _ => shape::line(cx.sources.slice(item.span)),
    };
    let text = (!text.is_empty()).then(|| Spanned::new(text, item.span))?;
    let parsed = expr::parse_quiet(cx.sources, &text);
    Some(Clause { text, parsed, condition: None })
}

/// `permissions`: a list of names, or `public`, which needs none. An empty list says nothing.
pub(super) fn permissions(cx: &mut Cx<'_>, node: &Node) -> Option<Vec<Spanned<String>>> {
    match &node.value {
        _ if node.is_null() => None,
        Value::Scalar(scalar) if scalar.text.trim() == "public" => Some(Vec::new()),
        Value::Scalar(scalar) => Some(vec![Spanned::new(scalar.text.trim().to_owned(), node.span)]),
        Value::List(items) => {
            let mut names: Vec<Spanned<String>> = Vec::new();
            for item in items {
                let Some(name) = shape::text(cx, item, "permissions") else { continue };
                if name.value == "public" && items.len() > 1 {
                    let message = "`public` stands beside other permissions";
                    cx.report(
                        Diagnostic::new(&catalogue::HS0213, name.span, message)
                            .help("keep `permissions: public`, or remove `public` from the list"),
                    );
                } else if name.value == "public" {
                    return Some(Vec::new());
                } else if !names.iter().any(|other| other.value == name.value) {
                    names.push(name);
                }
            }
            Some(names).filter(|names| !names.is_empty())
        }
        Value::Map(_) => {
            shape::wrong(cx, node, "permissions", "a list", "write `permissions: [pos_operator]`");
            None
        }
    }
}
