//! The tree of a document as JSON: without comments, places and the order of keys.

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value as Json};

use crate::ast::{Node, Style, Value};

/// The tree as JSON by the YAML 1.2 core schema. A number that JSON would change stays text.
#[must_use]
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.value.clone(), json(&entry.value)));
            Json::Object(pairs.collect::<Map<_, _>>())
        }
        Value::Scalar(_) if node.is_null() => Json::Null,
        Value::Scalar(scalar) => match (node.boolean(), scalar.style) {
            (Some(flag), _) => Json::Bool(flag),
            (None, Style::Plain) => number(&scalar.text).unwrap_or_else(|| text(&scalar.text)),
            (None, _) => text(&scalar.text),
        },
    }
}

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

fn number(text: &str) -> Option<Json> {
    if let Ok(integer) = text.parse::<i64>() {
        return (integer.to_string() == text).then(|| Json::Number(integer.into()));
    }
    let exact: Decimal = text.parse().ok()?;
    let number = Number::from_f64(text.parse().ok()?)?;
    let kept: Decimal = number.to_string().parse().ok()?;
    (kept == exact).then_some(Json::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_json_would_change_stay_text() {
        assert_eq!(number("12"), Some(Json::from(12)));
        assert_eq!(number("0.1"), Some(Json::from(0.1)));
        assert_eq!(number("007"), None);
        assert_eq!(number("0.12345678901234567890"), None);
    }
}
