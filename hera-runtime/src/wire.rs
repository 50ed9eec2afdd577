//! How typed values travel as JSON: in payloads, journals and answers.
//!
//! Decimals, uuids, dates and timestamps are strings; a decimal is also read from a JSON number of at
//! most 15 significant digits, more than a double can hold is refused. Generated structs are [`Record`]s,
//! whose code is two lists of fields without a branch: rustc needs less than half of the time for it that
//! it needs with a `?` behind each field, and serde derives are not needed.
//!
//! What is generic here is compiled anew for each generated type. So it passes errors by the side, in a
//! [`FirstError`]: a `Result` that holds one is moved and dropped in each such copy.

mod error;
mod record;

use hera_core::strict::Strict;
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

pub use error::{FirstError, WireError};
pub use record::{Fields, Object, Record, object};

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

    /// Reads it back; `None` where the JSON is not of the type, and then `first` is told what was expected.
    fn try_decode(value: &Value, first: &FirstError) -> Option<Self>;

    /// Reads it back.
    ///
    /// # Errors
    /// When the JSON is not of the type; the message says what was expected.
    fn decode(value: &Value) -> Result<Self, WireError> {
        let first = FirstError::default();
        match Self::try_decode(value, &first) {
            Some(decoded) => Ok(decoded),
            None => Err(first.take_or_bug()),
        }
    }

    /// A value that fills the place of one that does not decode, while the rest of its record is read. The
    /// record is refused then, so nobody meets it.
    fn blank() -> Self;
}

macro_rules! wire_as_text {
    ($ty:ty, $what:literal, $encode:expr) => {
        impl Wire for $ty {
            fn encode(&self) -> Value {
                let encode: fn(&$ty) -> String = $encode;
                Value::String(encode(self))
            }

            fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
                let parsed = value.as_str().and_then(|text| text.parse().ok());
                first.unless(parsed, $what, value)
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

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        first.unless(value.as_str().map(str::to_owned), "text", value)
    }

    fn blank() -> Self {
        String::new()
    }
}

impl Wire for bool {
    fn encode(&self) -> Value {
        Value::Bool(*self)
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        first.unless(value.as_bool(), "true or false", value)
    }

    fn blank() -> Self {
        false
    }
}

impl Wire for i64 {
    fn encode(&self) -> Value {
        Value::from(*self)
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        first.unless(value.as_i64(), "an integer of 64 bits", value)
    }

    fn blank() -> Self {
        0
    }
}

impl Wire for Decimal {
    fn encode(&self) -> Value {
        Value::String(self.normalize().to_string())
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        const WHAT: &str = "a decimal";
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                let written = number.to_string();
                let mantissa = written.split(['e', 'E']).next().unwrap_or_default();
                let digits = mantissa.chars().filter(char::is_ascii_digit).count();
                if !number.is_i64() && !number.is_u64() && digits > EXACT_DIGITS_MAX {
                    first.note(WireError::new(format!(
                        "the number {written} has more digits than a JSON number keeps: \
                         write it as a string"
                    )));
                    return None;
                }
                written
            }
            _ => return first.unless(None, WHAT, value),
        };
        let exact = Decimal::from_str_exact(&written);
        let decimal = exact.or_else(|_| Decimal::from_scientific(&written));
        first.unless(decimal.ok(), WHAT, value)
    }

    fn blank() -> Self {
        Decimal::ZERO
    }
}

impl Wire for Value {
    fn encode(&self) -> Value {
        self.clone()
    }

    fn try_decode(value: &Value, _first: &FirstError) -> Option<Self> {
        Some(value.clone())
    }

    fn blank() -> Self {
        Value::Null
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn encode(&self) -> Value {
        Value::Array(self.iter().map(Wire::encode).collect())
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        let items = first.unless(value.as_array(), "a list", value)?;
        let (mut decoded, inner) = (Vec::with_capacity(items.len()), FirstError::default());
        for (at, item) in items.iter().enumerate() {
            let Some(item) = T::try_decode(item, &inner) else {
                first.note(inner.take_or_bug().under(&format!("[{at}]")));
                return None;
            };
            decoded.push(item);
        }
        Some(decoded)
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

/// The place of a word among those of a generated enum; `None` where it is none of them, and then `first`
/// is told so.
#[must_use]
pub fn place(value: &Value, words: &[&str], first: &FirstError) -> Option<usize> {
    let text = value.as_str();
    let place = text.and_then(|text| words.iter().position(|word| *word == text));
    if place.is_none() {
        first.note(WireError::expected(&format!("one of {}", words.join(", ")), value));
    }
    place
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
