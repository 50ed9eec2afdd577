//! What is wrong with JSON that is not of the expected type, and where it is left.

use std::cell::Cell;
use std::fmt;

use serde_json::Value;

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

/// Where a reader leaves what is wrong: the first error counts.
#[derive(Default)]
pub struct FirstError(Cell<Option<WireError>>);

impl FirstError {
    /// Keeps an error, unless there is one.
    pub fn note(&self, error: WireError) {
        let first = self.0.take().unwrap_or(error);
        self.0.set(Some(first));
    }

    /// What was read; where that is nothing, notes what was expected.
    pub fn unless<T>(&self, read: Option<T>, expected: &str, found: &Value) -> Option<T> {
        if read.is_none() {
            self.note(WireError::expected(expected, found));
        }
        read
    }

    /// The error, which is then forgotten.
    pub(crate) fn take(&self) -> Option<WireError> {
        self.0.take()
    }

    /// The error behind a value that was not read.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn take_or_bug(&self) -> WireError {
        self.take().expect("who reads nothing says why")
    }
}
