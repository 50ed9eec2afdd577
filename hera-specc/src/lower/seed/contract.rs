//! A file that a playbook seed loads: what it holds, told by its shape, and the slugs in it.

use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Contract, Holds, Item};
use crate::lower::{Cx, Input, shape};
use crate::source::Spanned;

/// The list by which a contract is told, and what each of its entries has to have.
const LISTS: [(&str, Holds, &[&str]); 8] = [
    ("organizations", Holds::Organizations, &["organization_name", "organization_code"]),
    ("items", Holds::Entities, &["slug", "entity_type", "name"]),
    ("procedures", Holds::Codes, &[]),
    ("allocations", Holds::Codes, &["code"]),
    ("views", Holds::ReadModels, &["name"]),
    ("reports", Holds::ReadModels, &["report_code"]),
    ("cases", Holds::Tests, &["name"]),
    ("rows", Holds::Values, &[]),
];
const VALUE: [&str; 3] = ["entity_slug", "key_slug", "value"];
const LINK: [&str; 3] = ["from_slug", "to_slug", "relationship_type"];
/// Types of values.
const VALUE_TYPES: [&str; 8] =
    ["text", "number", "boolean", "date", "datetime", "timestamp", "json", "url"];

/// Lowers a contract.
pub(in crate::lower) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node) -> Contract {
    let (file, judged) = (input.file, input.judged);
    let mut contract = Contract { file, judged, holds: None, items: Vec::new(), slugs: Vec::new() };
    if root.get("smart_code").is_none() {
        let at = root.map().and_then(|entries| entries.first()).map_or(root.span, |e| e.key.span);
        let message = "this contract has no `smart_code`";
        cx.report(
            Diagnostic::new(&catalogue::HS1804, cx.first_line(at), message)
                .help("add `smart_code: HERA.<INDUSTRY>.<MODULE>.<NAME>.v1` at the top"),
        );
    }
    let found = LISTS.iter().find_map(|list| Some((root.entry(list.0)?, list)));
    let Some((entry, (_, holds, keys))) = found else {
        unknown(cx, root);
        return contract;
    };
    contract.holds = Some(*holds);
    let Some(entries) = shape::list(cx, &entry.value, &entry.key.value, "list the entries") else {
        return contract;
    };
    if entry.key.value == "rows" {
        rows(cx, entries, &mut contract);
    } else {
        for item in entries {
            has_keys(cx, item, &entry.key.value, keys);
            if *holds == Holds::Entities {
                contract.items.extend(self::item(item));
            }
        }
    }
    quoted(root, &mut contract.slugs);
    contract
}

/// HS1804: nobody knows what the file holds.
fn unknown(cx: &mut Cx<'_>, root: &Node) {
    let at = root.map().and_then(|entries| entries.first()).map_or(root.span, |e| e.key.span);
    let known: Vec<String> = LISTS.iter().map(|(name, ..)| format!("`{name}`")).collect();
    cx.report(
        Diagnostic::new(
            &catalogue::HS1804,
            cx.first_line(at),
            "nobody knows what this contract holds",
        )
        .help(format!("a contract has one of the lists {}", known.join(", "))),
    );
}

/// HS1805: what an entry lacks.
fn has_keys(cx: &mut Cx<'_>, item: &Node, list: &str, keys: &[&str]) -> bool {
    let help = format!("write `{}:` for each", keys.first().unwrap_or(&"name"));
    if keys.is_empty() {
        return true;
    }
    let Some(entries) = shape::map(cx, item, &format!("an entry of `{list}`"), &help) else {
        return false;
    };
    let absent: Vec<&str> = keys
        .iter()
        .copied()
        .filter(|key| item.get(key).is_none_or(|node| key.ends_with("slug") && node.is_null()))
        .collect();
    if absent.is_empty() {
        return true;
    }
    let names: Vec<String> = absent.iter().map(|key| format!("`{key}`")).collect();
    let at = entries.first().map_or(item.span, |entry| entry.key.span);
    let message = format!("this entry of `{list}` has no {}", names.join(", no "));
    let found = Diagnostic::new(&catalogue::HS1805, cx.first_line(at), message);
    let near = |key: &&str| {
        let free = entries.iter().map(|entry: &Entry| &entry.key);
        let mut close = free.filter(|name| crate::diag::nearest(&name.value, [*key]).is_some());
        close.next().map(|name| (name.span, (*key).to_owned()))
    };
    cx.report(match absent.iter().find_map(near) {
        Some((span, key)) => found.help(format!("did you mean `{key}`?")).suggest(span, key),
        None => found.help(format!("add {}", names.join(" and "))),
    });
    false
}

fn item(node: &Node) -> Option<Item> {
    let text = |node: Option<&Node>| node.and_then(Node::text).map(|text| text.trim().to_owned());
    let slug = node.get("slug")?;
    Some(Item {
        slug: Spanned::new(slug.text()?.trim().to_owned(), slug.span),
        entity_type: text(node.get("entity_type"))?,
        inner_type: text(node.get("metadata").and_then(|metadata| metadata.get("entity_type"))),
    })
}

/// Values and links; what a row is is told by its keys.
fn rows(cx: &mut Cx<'_>, rows: &[Node], contract: &mut Contract) {
    let link =
        |row: &Node| row.get("relationship_type").is_some() || row.get("from_slug").is_some();
    if rows.first().is_some_and(link) {
        contract.holds = Some(Holds::Relationships);
    }
    for row in rows {
        let is_link = link(row);
        let keys = if is_link { LINK } else { VALUE };
        has_keys(cx, row, "rows", &keys);
        for key in keys.iter().filter(|key| **key != "value") {
            let Some(node) = row.get(key) else { continue };
            if let Some(slug) = shape::text(cx, node, key).filter(|slug| !slug.value.is_empty()) {
                contract.slugs.push(slug);
            }
        }
        if !is_link {
            value(cx, row);
        }
    }
}

/// HS1805: a value that is not of its type.
fn value(cx: &mut Cx<'_>, row: &Node) {
    let Some(kind) = row.get("value_type") else { return };
    let Some(word) = kind.text().map(str::trim) else { return };
    if !VALUE_TYPES.contains(&word) {
        let found =
            shape::unknown_word(&catalogue::HS0213, kind.span, "value_type", word, &VALUE_TYPES);
        cx.report(found);
        return;
    }
    let Some(value) = row.get("value").filter(|value| !value.is_null()) else { return };
    let fits = match word {
        "number" => value.text().is_some_and(|t| t.trim().parse::<rust_decimal::Decimal>().is_ok()),
        "boolean" => value.boolean().is_some(),
        "json" => true,
        _ => value.scalar().is_some(),
    };
    if !fits {
        let message = format!("the value is no {word}");
        cx.report(
            Diagnostic::new(&catalogue::HS1805, cx.first_line(value.span), message)
                .secondary(kind.span, "its type")
                .help("correct the value, or its `value_type`"),
        );
    }
}

/// Texts of the form `KIND::slug`, wherever they stand.
fn quoted(node: &Node, slugs: &mut Vec<Spanned<String>>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|entry| quoted(&entry.value, slugs)),
        Value::List(items) => items.iter().for_each(|item| quoted(item, slugs)),
        Value::Scalar(_) => {
            let Some(text) = node.text().map(str::trim) else { return };
            let Some((kind, slug)) = text.split_once("::") else { return };
            let word = |b: u8| b.is_ascii_uppercase() || b == b'_';
            let named = !kind.is_empty() && kind.bytes().all(word);
            let known = slugs.iter().any(|known| known.span == node.span);
            if named && !known && !slug.is_empty() && !slug.contains(char::is_whitespace) {
                slugs.push(Spanned::new(text.to_owned(), node.span));
            }
        }
    }
}
