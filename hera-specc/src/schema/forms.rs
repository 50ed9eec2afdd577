//! The forms of values that many keys share.

use serde_json::{Map, Value as Json, json};

/// A HERA smart code, in either case of the version's letter.
const SMART_CODE: &str = r"^\s*HERA(\.[A-Z0-9_]{2,30}){3,9}\.[vV][1-9][0-9]*\s*$";
/// A number with a unit; a bare number is milliseconds.
const DURATION: &str = r"^\s*[0-9][0-9_]*\s*(ms|s|m|min|h)?\s*$";
/// Capitals, digits and `_` between dots.
const EVENT: &str = r"^\s*[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)+\s*$";

/// Definitions by name.
pub(super) fn definitions() -> Map<String, Json> {
    let forms = json!({
        "text": {
            "description": "Any text on one value; numbers and dates are read as text.",
            "type": ["string", "number", "boolean", "null"],
        },
        "smart_code": {
            "description": "An identity: `HERA.{INDUSTRY}.{MODULE}.….{NAME}.v{N}`.",
            "type": "string",
            "pattern": SMART_CODE,
            "examples": ["HERA.SALON.POS.CART.ADD_LINE.v1"],
        },
        "duration": {
            "description": "`500ms`, `10s`, `2m`, `1h`; a bare number is milliseconds.",
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": DURATION, "examples": ["500ms", "10s"]},
            ],
        },
        "event": {
            "description": "The name of an event.",
            "type": "string",
            "pattern": EVENT,
            "examples": ["POS.CART.LINE_ADD.REQUESTED"],
        },
        "trigger_source": {
            "description": "`API.{METHOD}.{path}` or `EVENT.{subject}`.",
            "type": "string",
            "examples": ["API.POST./api/v1/carts/:id/lines", "EVENT.order.paid"],
        },
        "names": {
            "description": "A list of names, or one.",
            "anyOf": [
                {"$ref": "#/$defs/text"},
                {"type": "array", "items": {"$ref": "#/$defs/text"}},
            ],
        },
        "bindings": {
            "description": "Expressions by the name of the input that they give.",
            "type": ["object", "null"],
            "additionalProperties": true,
        },
    });
    match forms {
        Json::Object(forms) => forms,
        _ => unreachable!("it is written as an object above"),
    }
}

/// One word of several, in any case; editors offer the words as written here.
pub(super) fn word(words: &[&str]) -> Json {
    let any: Vec<String> = words.iter().map(|word| in_any_case(word)).collect();
    json!({"anyOf": [
        {"enum": words},
        {"type": "string", "pattern": format!(r"^\s*({})\s*$", any.join("|"))},
        {"type": "null"},
    ]})
}

fn in_any_case(word: &str) -> String {
    let letter = |c: char| match c.is_ascii_alphabetic() {
        true => format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase()),
        false => c.to_string(),
    };
    word.chars().map(letter).collect()
}

/// One word of several, exactly.
pub(super) fn exact(words: &[&str]) -> Json {
    let mut all: Vec<Json> = words.iter().map(|word| json!(word)).collect();
    all.push(Json::Null);
    json!({"enum": all})
}

/// A list, or nothing.
pub(super) fn list(item: &str) -> Json {
    json!({"type": ["array", "null"], "items": {"$ref": format!("#/$defs/{item}")}})
}

/// A list with something in it, and no more than this.
pub(super) fn several(item: &str, most: usize) -> Json {
    json!({
        "type": "array",
        "items": {"$ref": format!("#/$defs/{item}")},
        "minItems": 1,
        "maxItems": most,
    })
}

/// A form by its name.
pub(super) fn form(name: &str) -> Json {
    json!({"$ref": format!("#/$defs/{name}")})
}
