//! How typed values travel as JSON: in payloads, journals and answers.
//!
//! Decimals, uuids, dates and timestamps are strings; a decimal is also read from a JSON number of at
//! most 15 significant digits, more than a double can hold is refused. Generated structs are [`Record`]s,
//! whose code is two lists of fields without a branch: rustc needs less than half of the time for it that
//! it needs with a `?` behind each field, and serde derives are not needed.

mod record;

use std::fmt;

use hera_core::strict::Strict;
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

pub use record::{Fields, Object, Record};

/// Reads a JSON text.
///
/// # Errors
/// When it is no JSON, or an object in it gives a key twice; the message names line and column.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|Strict(value)| value)
}

/// One reason for a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, or empty for the payload as a whole.
    pub field: String,
    /// What is wrong with it, and what would be right.
    pub message: String,
}

/// Digits of a JSON number that a double holds without loss.
const EXACT_DIGITS_MAX: usize = 15;

/// A type that travels as JSON.
pub trait Wire: Sized {
    /// Its JSON.
    fn encode(&self) -> Value;

    /// Reads it back.
    ///
    /// # Errors
    /// When the JSON is not of the type; the message says what was expected.
    fn decode(value: &Value) -> Result<Self, WireError>;

    /// A value that fills the place of one that does not decode, while the rest of its record is read. The
    /// record is refused then, so nobody meets it.
    fn blank() -> Self;
}

/// JSON that is not of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// The path to the value, empty at the top: `lines[2].quantity`.
    pub path: String,
    /// What was expected, and what was found.
    pub message: String,
}

impl WireError {
    /// An error at the top.
    pub fn new(message: impl Into<String>) -> WireError {
        WireError { path: String::new(), message: message.into() }
    }

    /// What was expected against what was found.
    pub fn expected(what: &str, found: &Value) -> WireError {
        WireError::new(format!("expected {what}, found {}", describe(found)))
    }

    /// The same error, one level up.
    #[must_use]
    pub fn under(mut self, step: &str) -> WireError {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{step}{joint}{}", self.path);
        self
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "`{}`: {}", self.path, self.message)
        }
    }
}

impl std::error::Error for WireError {}

/// A short description of a value for messages, cut so that no document ends up in a log.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => format!("the boolean {flag}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => {
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("the text `{short}{dots}`")
        }
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn text<'a>(value: &'a Value, what: &str) -> Result<&'a str, WireError> {
    value.as_str().ok_or_else(|| WireError::expected(what, value))
}

macro_rules! wire_as_text {
    ($ty:ty, $what:literal, $encode:expr) => {
        impl Wire for $ty {
            fn encode(&self) -> Value {
                let encode: fn(&$ty) -> String = $encode;
                Value::String(encode(self))
            }

            fn decode(value: &Value) -> Result<Self, WireError> {
                text(value, $what)?.parse().map_err(|_| WireError::expected($what, value))
            }

            fn blank() -> Self {
                Self::default()
            }
        }
    };
}

wire_as_text!(Uuid, "a uuid", |id| id.to_string());
wire_as_text!(Date, "a date such as `2026-11-23`", |date| date.to_string());
wire_as_text!(Timestamp, "a timestamp such as `2026-11-23T09:30:00Z`", |at| at.to_string());

impl Wire for String {
    fn encode(&self) -> Value {
        Value::String(self.clone())
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        text(value, "text").map(str::to_owned)
    }

    fn blank() -> Self {
        String::new()
    }
}

impl Wire for bool {
    fn encode(&self) -> Value {
        Value::Bool(*self)
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        value.as_bool().ok_or_else(|| WireError::expected("true or false", value))
    }

    fn blank() -> Self {
        false
    }
}

impl Wire for i64 {
    fn encode(&self) -> Value {
        Value::from(*self)
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        value.as_i64().ok_or_else(|| WireError::expected("an integer of 64 bits", value))
    }

    fn blank() -> Self {
        0
    }
}

impl Wire for Decimal {
    fn encode(&self) -> Value {
        Value::String(self.normalize().to_string())
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        const WHAT: &str = "a decimal";
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                let written = number.to_string();
                let mantissa = written.split(['e', 'E']).next().unwrap_or_default();
                let digits = mantissa.chars().filter(char::is_ascii_digit).count();
                if !number.is_i64() && !number.is_u64() && digits > EXACT_DIGITS_MAX {
                    return Err(WireError::new(format!(
                        "the number {written} has more digits than a JSON number keeps: \
                         write it as a string"
                    )));
                }
                written
            }
            _ => return Err(WireError::expected(WHAT, value)),
        };
        Decimal::from_str_exact(&written)
            .or_else(|_| Decimal::from_scientific(&written))
            .map_err(|_| WireError::expected(WHAT, value))
    }

    fn blank() -> Self {
        Decimal::ZERO
    }
}

impl Wire for Value {
    fn encode(&self) -> Value {
        self.clone()
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        Ok(value.clone())
    }

    fn blank() -> Self {
        Value::Null
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn encode(&self) -> Value {
        Value::Array(self.iter().map(Wire::encode).collect())
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        let items = value.as_array().ok_or_else(|| WireError::expected("a list", value))?;
        let decode = |(at, item): (usize, &Value)| {
            T::decode(item).map_err(|error| error.under(&format!("[{at}]")))
        };
        items.iter().enumerate().map(decode).collect()
    }

    fn blank() -> Self {
        Vec::new()
    }
}

/// The JSON of a word.
#[must_use]
pub fn spelled(word: &str) -> Value {
    Value::from(word)
}

/// A word of a generated enum, as the variant at its place.
///
/// # Errors
/// When it is none of the words.
pub fn word<T: Copy>(value: &Value, words: &[&str], variants: &[T]) -> Result<T, WireError> {
    // One function for all enums finds the place: this one is compiled anew for each of them.
    match place(value, words) {
        Some(at) if at < variants.len() => Ok(variants[at]),
        _ => Err(not_a_word(value, words)),
    }
}

fn place(value: &Value, words: &[&str]) -> Option<usize> {
    let text = value.as_str()?;
    words.iter().position(|word| *word == text)
}

fn not_a_word(value: &Value, words: &[&str]) -> WireError {
    WireError::expected(&format!("one of {}", words.join(", ")), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn decimals_are_exact_or_refused() {
        assert_eq!(Decimal::decode(&json!("12.50")).unwrap().to_string(), "12.50");
        assert_eq!(Decimal::decode(&json!(0.1)).unwrap().to_string(), "0.1");
        assert_eq!(Decimal::decode(&json!(7)).unwrap(), Decimal::from(7));
        assert!(Decimal::decode(&json!(0.1234567890123456)).is_err());
        assert!(Decimal::decode(&json!(true)).is_err());
    }

    #[test]
    fn an_error_names_its_path() {
        let error = Vec::<Uuid>::decode(&json!(["550e8400-e29b-41d4-a716-446655440000", "x"]));
        assert_eq!(
            error.unwrap_err().under("ids").to_string(),
            "`ids[1]`: expected a uuid, found the text `x`"
        );
    }
}
