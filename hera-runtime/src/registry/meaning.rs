//! What a spec means, apart from its prose: what may change without a new version.
//!
//! Prose is what no part of the compiler or the runtime acts upon. Everything else counts, unknown
//! keys too: in doubt a change is one of meaning.

use serde_json::{Map, Value};

/// Keys at the top that hold prose and examples.
const PROSE: [&str; 7] = [
    "intent",
    "scope",
    "happy_path",
    "checks",
    "example_payload",
    "example_response",
    "example_request",
];
/// Keys of a declared error that hold prose.
const ERROR_PROSE: [&str; 2] = ["when", "action"];

/// Whether two specs mean the same.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    meaning(one) == meaning(other)
}

fn meaning(spec: &Value) -> Value {
    let Some(fields) = spec.as_object() else { return spec.clone() };
    let kept = fields.iter().filter(|(name, _)| !PROSE.contains(&name.as_str()));
    let meaning = kept.map(|(name, value)| {
        let value = match name.as_str() {
            "errors" => errors(value),
            _ => undescribed(value),
        };
        (name.clone(), value)
    });
    Value::Object(meaning.collect())
}

fn errors(declared: &Value) -> Value {
    let Some(errors) = declared.as_array() else { return declared.clone() };
    let bare = |error: &Value| match error {
        Value::Object(fields) => without(fields, &ERROR_PROSE),
        other => other.clone(),
    };
    Value::Array(errors.iter().map(bare).collect())
}

/// Without the `description` of whatever has a name of its own. In other maps it may be an input
/// that is called so.
fn undescribed(value: &Value) -> Value {
    match value {
        Value::Object(fields) if ["name", "id"].iter().any(|key| fields.contains_key(*key)) => {
            without(fields, &["description"])
        }
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), undescribed(value)));
            Value::Object(fields.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(undescribed).collect()),
        plain => plain.clone(),
    }
}

fn without(fields: &Map<String, Value>, names: &[&str]) -> Value {
    let kept = fields.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn other_words_mean_the_same() {
        let one = json!({"intent": "a", "inputs": {"required": [
            {"name": "x", "type": "uuid", "description": "old"}]},
            "errors": [{"code": "NO", "when": "w", "action": "a"}]});
        let other = json!({"intent": "b", "scope": {}, "inputs": {"required": [
            {"name": "x", "type": "uuid", "description": "new"}]},
            "errors": [{"code": "NO", "when": "other", "action": "b"}]});
        assert!(same(&one, &other));
    }

    #[test]
    fn types_codes_and_conditions_are_meaning() {
        let one = json!({"inputs": {"required": [{"description": "string"}]},
            "errors": [{"code": "NO"}], "graph": {"nodes": [{"id": "A", "when": "x"}]}});
        for (path, value) in [
            ("/inputs/required/0/description", json!("uuid")),
            ("/errors/0/code", json!("YES")),
            ("/graph/nodes/0/when", json!("y")),
        ] {
            let mut other = one.clone();
            *other.pointer_mut(path).unwrap() = value;
            assert!(!same(&one, &other), "{path}");
        }
    }
}
