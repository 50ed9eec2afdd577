//! Values that fit a type in the spec's words: for examples, and for what a node would return.
//!
//! The procedures' own `example_payload`s come first. Nothing here is random: the same spec gives the
//! same sample.

use hera_core::{NodeIx, Plan};
use serde_json::{Map, Value, json};

use crate::context::Context;
use crate::flow::{FlowDef, Orchestration};

/// How deep a type may nest; deeper ones are sampled as null.
const DEPTH_MAX: u32 = 16;

/// A payload that the flow admits, for people to start from.
pub(crate) fn payload(
    orchestration: &Orchestration,
    flow: &FlowDef,
    context: &Context,
) -> Map<String, Value> {
    let examples = examples(orchestration, flow.plan);
    let mut payload = Map::new();
    for field in flow.fields {
        let shown = examples.iter().find_map(|example| example.get(field.name)).cloned();
        let value = shown.or_else(|| field.required.then(|| of_type(field.ty, 0)));
        if let Some(value) = value {
            payload.insert(field.name.to_owned(), value);
        }
    }
    complete(flow, context, payload)
}

/// The payload with samples of what is required only because of a condition that holds now.
pub(crate) fn complete(
    flow: &FlowDef,
    context: &Context,
    mut payload: Map<String, Value>,
) -> Map<String, Value> {
    if let Ok((_, missing)) = (flow.draft)(context, &Value::Object(payload.clone())) {
        for name in missing {
            let field = flow.fields.iter().find(|field| field.name == name);
            let value = field.map_or(Value::Null, |field| of_type(field.ty, 0));
            payload.insert(name, value);
        }
    }
    payload
}

/// The example payloads of the procedures of a flow, in the order of its nodes.
fn examples(orchestration: &Orchestration, plan: &Plan) -> Vec<Value> {
    let mut seen: Vec<&str> = Vec::new();
    let mut examples = Vec::new();
    for node in plan.nodes.iter() {
        if seen.contains(&&*node.procedure) {
            continue;
        }
        seen.push(&node.procedure);
        let mut tree = procedure_tree(orchestration, &node.procedure);
        // Of a list of examples the first one: parts of several make no payload.
        examples.extend(match tree.get_mut("example_payload").map(Value::take) {
            Some(Value::Array(list)) => list.into_iter().next(),
            example => example,
        });
    }
    examples
}

fn procedure_tree(orchestration: &Orchestration, procedure: &str) -> Value {
    let specs = orchestration.procedures.iter();
    let spec = specs.copied().find(|spec| spec.smart_code == procedure);
    // It is JSON: the compiler wrote it.
    spec.and_then(|spec| serde_json::from_str(spec.canonical).ok()).unwrap_or_default()
}

/// What a node would return, as far as its procedure declares it.
pub(crate) fn output(orchestration: &Orchestration, plan: &Plan, node: NodeIx) -> Value {
    let tree = procedure_tree(orchestration, &plan.node(node).procedure);
    match tree.pointer("/outputs/response") {
        Some(response) => of_tree(response, 0),
        None => json!({}),
    }
}

/// A response as it is declared: a type, a map of fields, or a list of them.
fn of_tree(declared: &Value, depth: u32) -> Value {
    match declared {
        _ if depth > DEPTH_MAX => Value::Null,
        Value::String(ty) => of_type(ty, depth),
        Value::Object(fields) => match fields.get("type") {
            Some(Value::String(ty)) => of_type(ty, depth),
            _ => {
                let sampled =
                    fields.iter().map(|(name, ty)| (name.clone(), of_tree(ty, depth + 1)));
                Value::Object(sampled.collect())
            }
        },
        Value::Array(fields) => {
            let mut sampled = Map::new();
            for field in fields.iter().filter_map(Value::as_object) {
                match field.get("name").and_then(Value::as_str) {
                    Some(name) => {
                        let ty = field.get("type").unwrap_or(&Value::Null);
                        sampled.insert(name.to_owned(), of_tree(ty, depth + 1));
                    }
                    None => sampled.extend(
                        field.iter().map(|(name, ty)| (name.clone(), of_tree(ty, depth + 1))),
                    ),
                }
            }
            Value::Object(sampled)
        }
        _ => Value::Null,
    }
}

/// The words of an enum, or the truths of a boolean.
pub(crate) fn values(ty: &str) -> Vec<Value> {
    let ty = split(ty, '|').first().copied().unwrap_or_default().trim();
    match inside(ty, "enum[", ']') {
        Some(words) => split(words, ',').iter().map(|word| json!(word.trim())).collect(),
        None if ty == "boolean" => vec![json!(true), json!(false)],
        None => Vec::new(),
    }
}

/// A value of a type in the spec's words.
fn of_type(ty: &str, depth: u32) -> Value {
    let ty = split(ty, '|').first().copied().unwrap_or_default().trim();
    if depth > DEPTH_MAX {
        return Value::Null;
    }
    if let Some(item) = ty.strip_suffix("[]") {
        return json!([of_type(item, depth + 1)]);
    }
    if let Some(item) = inside(ty, "array[", ']') {
        return json!([of_type(item, depth + 1)]);
    }
    if let Some(words) = inside(ty, "enum[", ']') {
        return split(words, ',').first().map_or(Value::Null, |word| json!(word.trim()));
    }
    if let Some(fields) = inside(ty, "{", '}') {
        let field = |field: &&str| {
            let (name, ty) = field.split_once(':').unwrap_or((field, "string"));
            (name.trim().to_owned(), of_type(ty, depth + 1))
        };
        return Value::Object(split(fields, ',').iter().map(field).collect());
    }
    match ty {
        "uuid" => json!("00000000-0000-4000-8000-000000000001"),
        "integer" => json!(1),
        "number" | "decimal" => json!("1"),
        "boolean" => json!(true),
        "date" => json!("2026-01-31"),
        "timestamp" | "datetime" => json!("2026-01-31T09:30:00Z"),
        "array" => json!([]),
        "object" | "jsonb" | "json" => json!({}),
        _ => json!("text"),
    }
}

fn inside<'a>(ty: &'a str, open: &str, close: char) -> Option<&'a str> {
    ty.strip_prefix(open)?.strip_suffix(close)
}

/// The parts between separators that stand outside of all brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, char) in text.char_indices() {
        match char {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ if char == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + char.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_in_words_has_a_value() {
        assert_eq!(of_type("enum[SERVICE, RETAIL]", 0), json!("SERVICE"));
        assert_eq!(of_type("uuid|slug", 0), of_type("uuid", 0));
        let split = of_type("array[{staff_id: uuid, pct: decimal}]", 0);
        assert_eq!(split[0]["pct"], json!("1"));
        assert_eq!(of_type(&"array[".repeat(100), 0), json!("text"));
    }

    #[test]
    fn a_response_is_a_map_or_a_list() {
        let map = json!({"id": "uuid", "total": {"net": "decimal"}});
        assert_eq!(of_tree(&map, 0)["total"], json!({"net": "1"}));
        let list = json!([{"id": "uuid"}, {"name": "n", "type": "integer"}]);
        assert_eq!(of_tree(&list, 0)["n"], json!(1));
    }
}
