//! What a spec says about itself and nothing enforces: entities that it writes, lines that it logs,
//! checks that it switches off. Whatever is of another shape is documentation and stays silent.

use super::Cx;
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::ir::{Log, Relaxed, SmartCode, Write};
use crate::source::{Span, Spanned};

/// The most entities and lines of a procedure, and the most fields of a line.
const SAID_MAX: usize = 256;
/// Lists of `outputs` that name entities, and whether these are new.
const WRITES: [(&str, bool); 4] = [
    ("entities_created", true),
    ("entities_updated", false),
    ("entities_deleted", false),
    ("entities_written", false),
];

/// The entities under `outputs`.
pub(super) fn writes(outputs: &Node) -> Vec<Write> {
    let lists = WRITES.iter().filter_map(|(key, creates)| Some((outputs.get(key)?, *creates)));
    lists
        .flat_map(|(list, creates)| {
            let items = list.list().unwrap_or_default().iter().filter_map(entity);
            items.map(move |entity| Write { entity, creates })
        })
        .take(SAID_MAX)
        .collect()
}

/// `stock_level`, `{entity_type: stock_level}`, or `stock_level: what changes`.
fn entity(item: &Node) -> Option<Spanned<String>> {
    let named = ["entity_type", "entity", "slug", "type", "name"];
    let node = match item.map() {
        None => item,
        Some(entries) => match (named.iter().find_map(|key| item.get(key)), entries) {
            (Some(node), _) => node,
            (None, [only]) => return Some(only.key.clone()),
            (None, _) => return None,
        },
    };
    let text = node.text()?.trim();
    let word = !text.is_empty() && !text.contains(char::is_whitespace);
    word.then(|| Spanned::new(text.to_owned(), node.span))
}

/// The smart codes in the texts under `outputs`, each once: `- when retail -> HERA.SALON.INV.HOLD.RELEASE.v1`.
/// The response holds types.
pub(super) fn emits(cx: &Cx<'_>, outputs: &Node) -> Vec<Spanned<SmartCode>> {
    let mut found = Vec::new();
    for entry in outputs.map().unwrap_or_default() {
        if entry.key.value != "response" {
            codes(cx, &entry.value, &mut found);
        }
    }
    found
}

fn codes(cx: &Cx<'_>, node: &Node, found: &mut Vec<Spanned<SmartCode>>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| codes(cx, item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| codes(cx, &entry.value, found)),
        Value::Scalar(_) => {
            let text = cx.sources.slice(node.span);
            for (at, _) in text.match_indices("HERA.") {
                let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
                let len = text[at..].find(|c| !word(c)).unwrap_or(text.len() - at);
                let code = text[at..at + len].trim_end_matches('.');
                let Some(code) = SmartCode::new(code) else { continue };
                let known = found.iter().any(|one| one.value.canonical() == code.canonical());
                if !known && found.len() < SAID_MAX {
                    let span = node.span.part(at, code.written().len());
                    found.push(Spanned::new(code, span));
                }
            }
        }
    }
}

/// The lines under `observability.logs`: names, or `- started: { id, who }`.
pub(super) fn logs(observability: &Node) -> Vec<Log> {
    let items = observability.get("logs").and_then(Node::list).unwrap_or_default();
    items.iter().filter_map(log).take(SAID_MAX).collect()
}

fn log(item: &Node) -> Option<Log> {
    match item.map() {
        Some([only]) => Some(Log { name: only.key.clone(), fields: fields(&only.value) }),
        Some(_) => {
            let name = item.get("name").or_else(|| item.get("event"))?;
            let listed = item.get("fields").or_else(|| item.get("with"));
            Some(Log { name: word(name)?, fields: listed.map_or_else(Vec::new, fields) })
        }
        None => Some(Log { name: word(item)?, fields: Vec::new() }),
    }
}

fn fields(node: &Node) -> Vec<Spanned<String>> {
    let found = match &node.value {
        Value::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
        Value::List(items) => items.iter().filter_map(word).collect(),
        Value::Scalar(_) => Vec::new(),
    };
    found.into_iter().take(SAID_MAX).collect()
}

fn word(node: &Node) -> Option<Spanned<String>> {
    Some(Spanned::new(node.text()?.trim().to_owned(), node.span))
}

/// The checks that an orchestration switches off: `check_permissions: false`, and what stands under
/// `skip_validations` in `production`.
pub(super) fn relaxed(root: &Node) -> Vec<Relaxed> {
    let production = root.get("execution_modes").and_then(|modes| modes.get("production"));
    let places = [
        root.get("validation"),
        production,
        production.and_then(|production| production.get("validation")),
    ];
    let places = places.into_iter().flatten();
    let unchecked = places
        .filter_map(|place| place.entry("check_permissions"))
        .filter(|entry| entry.value.boolean() == Some(false))
        .map(|entry| switched_off(entry, Vec::new()));
    let skipped = production.and_then(|production| production.entry("skip_validations"));
    let skipped = skipped.and_then(|entry| {
        let listed = match entry.value.list() {
            Some(items) => items.iter().filter_map(Node::text).map(str::to_owned).collect(),
            None => entry.value.text().map(str::to_owned).into_iter().collect::<Vec<_>>(),
        };
        (!listed.is_empty()).then(|| switched_off(entry, listed))
    });
    unchecked.chain(skipped).collect()
}

fn switched_off(entry: &Entry, skips: Vec<String>) -> Relaxed {
    Relaxed { key: entry.key.value.clone(), value: entry.value.span, skips }
}

/// Where a key says yes in any words: `idempotency: true`, `idempotency: { key: [cart_id] }`.
pub(super) fn claim(root: &Node, key: &str) -> Option<Span> {
    let entry = root.entry(key)?;
    let said = !entry.value.is_null() && entry.value.boolean() != Some(false);
    let none = entry.value.text().is_some_and(|text| text.trim().eq_ignore_ascii_case("none"));
    (said && !none).then_some(entry.key.span)
}

/// Whether a key is `true`; what is no boolean is reported.
pub(super) fn flag(cx: &mut Cx<'_>, root: &Node, key: &str) -> bool {
    let value = root.get(key).and_then(|node| shape::boolean(cx, node, key));
    value.unwrap_or(false)
}
