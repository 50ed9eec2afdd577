//! Exact values and how they travel as JSON, by the rules of the runtime's wire format.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::ir::Type;
use crate::ir::expr::Literal;

/// Digits of a JSON number that a double holds without loss.
const EXACT_DIGITS_MAX: usize = 15;

/// A value of the spec language.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `uuid`.
    Uuid(Uuid),
    /// `string`, or a word of an enum.
    Text(String),
    /// `integer`.
    Integer(i64),
    /// `decimal`.
    Decimal(Decimal),
    /// `boolean`.
    Boolean(bool),
    /// `date`.
    Date(Date),
    /// `timestamp`.
    Timestamp(Timestamp),
    /// `object`.
    Json(Json),
    /// `array[T]`.
    List(Vec<Value>),
    /// A record; absent fields are left out.
    Record(BTreeMap<String, Value>),
}

/// JSON that is not of the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The path to it, empty at the top: `lines[2].quantity`.
    pub path: String,
    /// What was expected, and what was found.
    pub message: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "`{}`: {}", self.path, self.message)
        }
    }
}

impl std::error::Error for Mismatch {}

impl Mismatch {
    fn new(message: String) -> Mismatch {
        Mismatch { path: String::new(), message }
    }

    fn expected(what: &str, found: &Json) -> Mismatch {
        Mismatch::new(format!("expected {what}, found {}", describe(found)))
    }

    /// The same, one level up.
    fn under(mut self, step: &str) -> Mismatch {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{joint}{}", self.path);
        self
    }
}

impl Value {
    /// Reads JSON; null is the absence of a value.
    ///
    /// # Errors
    /// When it is not of the type.
    pub fn from_json(json: &Json, ty: &Type) -> Result<Option<Value>, Mismatch> {
        match json {
            Json::Null => Ok(None),
            _ => decode(json, ty).map(Some),
        }
    }

    /// The value of a constant of the type; `None` for null, and where it is not of the type.
    #[must_use]
    pub fn from_literal(literal: &Literal, ty: &Type) -> Option<Value> {
        match (literal, ty) {
            (Literal::Null, _) => None,
            (Literal::Boolean(value), _) => Some(Value::Boolean(*value)),
            (Literal::Number(number), Type::Integer) => {
                i64::try_from(*number).ok().map(Value::Integer)
            }
            (Literal::Number(number), _) => Some(Value::Decimal(*number)),
            (Literal::String(text), _) => decode(&Json::from(text.as_str()), ty).ok(),
            (Literal::Json(text), _) => decode(&serde_json::from_str(text).ok()?, ty).ok(),
        }
    }

    /// Its JSON, in canonical form.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Value::Uuid(id) => Json::from(id.to_string()),
            Value::Text(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            Value::Decimal(number) => Json::from(number.normalize().to_string()),
            Value::Boolean(value) => Json::from(*value),
            Value::Date(date) => Json::from(date.to_string()),
            Value::Timestamp(at) => Json::from(at.to_string()),
            Value::Json(json) => json.clone(),
            Value::List(items) => items.iter().map(Value::to_json).collect(),
            Value::Record(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), value.to_json())).collect()
            }
        }
    }

    /// The text of a string or of a word.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn decode(json: &Json, ty: &Type) -> Result<Value, Mismatch> {
    let text = |what: &str| json.as_str().ok_or_else(|| Mismatch::expected(what, json));
    match ty {
        Type::Uuid => parse(text("a uuid")?, json, "a uuid").map(Value::Uuid),
        Type::String => text("text").map(|text| Value::Text(text.to_owned())),
        Type::Integer => {
            let number = json.as_i64().map(Value::Integer);
            number.ok_or_else(|| Mismatch::expected("an integer of 64 bits", json))
        }
        Type::Decimal => decimal(json).map(Value::Decimal),
        Type::Boolean => {
            let value = json.as_bool().map(Value::Boolean);
            value.ok_or_else(|| Mismatch::expected("true or false", json))
        }
        Type::Date => {
            let what = "a date such as `2026-11-23`";
            parse(text(what)?, json, what).map(Value::Date)
        }
        Type::Timestamp => {
            let what = "a timestamp such as `2026-11-23T09:30:00Z`";
            parse(text(what)?, json, what).map(Value::Timestamp)
        }
        Type::Json => Ok(Value::Json(json.clone())),
        Type::Enum(variants) => {
            let known = json.as_str().filter(|word| variants.iter().any(|known| known == word));
            let wrong = || Mismatch::expected(&format!("one of {}", variants.join(", ")), json);
            known.map(|word| Value::Text(word.to_owned())).ok_or_else(wrong)
        }
        Type::Array(item) => {
            let items = json.as_array().ok_or_else(|| Mismatch::expected("a list", json))?;
            let read = |(at, found)| decode(found, item).map_err(|e| e.under(&format!("[{at}]")));
            items.iter().enumerate().map(read).collect::<Result<_, _>>().map(Value::List)
        }
        Type::Record(fields) => record(json, fields),
    }
}

fn record(json: &Json, fields: &[(String, Type)]) -> Result<Value, Mismatch> {
    let map = json.as_object().ok_or_else(|| Mismatch::expected("an object", json))?;
    let mut found = BTreeMap::new();
    for (name, ty) in fields {
        let Some(json) = map.get(name) else { continue };
        if let Some(value) = Value::from_json(json, ty).map_err(|error| error.under(name))? {
            found.insert(name.clone(), value);
        }
    }
    Ok(Value::Record(found))
}

fn parse<T: std::str::FromStr>(text: &str, json: &Json, what: &str) -> Result<T, Mismatch> {
    text.parse().map_err(|_| Mismatch::expected(what, json))
}

/// A decimal from a string, or from a number that a double has kept exactly.
fn decimal(json: &Json) -> Result<Decimal, Mismatch> {
    let written = match json {
        Json::String(text) => text.clone(),
        Json::Number(number) => {
            let written = number.to_string();
            let mantissa = written.split(['e', 'E']).next().unwrap_or_default();
            let digits = mantissa.chars().filter(char::is_ascii_digit).count();
            if !number.is_i64() && !number.is_u64() && digits > EXACT_DIGITS_MAX {
                return Err(Mismatch::new(format!(
                    "the number {written} has more digits than a JSON number keeps: \
                     write it as a string"
                )));
            }
            written
        }
        _ => return Err(Mismatch::expected("a decimal", json)),
    };
    Decimal::from_str_exact(&written)
        .or_else(|_| Decimal::from_scientific(&written))
        .map_err(|_| Mismatch::expected("a decimal", json))
}

/// A short description of a value for messages.
fn describe(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => format!("the boolean {value}"),
        Json::Number(number) => format!("the number {number}"),
        Json::String(text) => {
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("the text `{short}{dots}`")
        }
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_travel_or_are_refused() {
        let words = Type::Enum(["A".to_owned(), "B".to_owned()].into());
        let line =
            Type::Record(vec![("qty".to_owned(), Type::Decimal), ("kind".to_owned(), words)]);
        let lines = Type::Array(Box::new(line));
        let table = [
            (json!("12.50"), Type::Decimal, "\"12.5\""),
            (json!(0.1), Type::Decimal, "\"0.1\""),
            (json!(12345678901234567890u64), Type::Decimal, "\"12345678901234567890\""),
            (
                json!(0.1234567890123456),
                Type::Decimal,
                "the number 0.1234567890123456 has more digits than a JSON number keeps: write it as a string",
            ),
            (json!(1.5), Type::Integer, "expected an integer of 64 bits, found the number 1.5"),
            (json!("2025-01-31"), Type::Date, "\"2025-01-31\""),
            (json!("soon"), Type::Uuid, "expected a uuid, found the text `soon`"),
            (json!([{"qty": 2, "kind": null, "x": 1}]), lines.clone(), r#"[{"qty":"2"}]"#),
            (json!([{"kind": "C"}]), lines, "`[0].kind`: expected one of A, B, found the text `C`"),
        ];
        for (json, ty, wanted) in table {
            let shown = match Value::from_json(&json, &ty) {
                Ok(value) => value.expect("it is there").to_json().to_string(),
                Err(error) => error.to_string(),
            };
            assert_eq!(shown, wanted);
        }
        assert_eq!(Value::from_json(&Json::Null, &Type::Date), Ok(None));
    }
}
