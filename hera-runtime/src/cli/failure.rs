//! Why a command has no reply of its own.

use std::fmt::{self, Write as _};

use serde_json::{Map, Value, json};

use super::paint::{self, Paint};
use crate::context::StoreError;
use crate::engine::{BuildError, ExecuteError};

/// A command that did not do what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The exit status: 2 refused, 3 the machine failed.
    pub status: u8,
    /// A word for programs.
    pub code: &'static str,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What would be right, where that is known: lines for people.
    pub help: Vec<String>,
    /// More for programs.
    pub facts: Map<String, Value>,
}

impl Failure {
    /// The request cannot be done as it is.
    pub fn refused(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { status: 2, code, message: message.into(), help: Vec::new(), facts: Map::new() }
    }

    /// The machine failed; the request may be right.
    pub fn machine(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { status: 3, ..Failure::refused(code, message) }
    }

    /// Adds a line of advice.
    #[must_use]
    pub fn help(mut self, line: impl Into<String>) -> Failure {
        self.help.push(line.into());
        self
    }

    /// Adds a fact for programs.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Failure {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// The JSON of the contract.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = self.facts.clone();
        json.insert("error".to_owned(), self.error());
        Value::Object(json)
    }

    /// For people; writing to a string cannot fail.
    pub(super) fn text(&self, paint: Paint) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{} {}", paint.bad("error:"), paint::clean(&self.message));
        for line in &self.help {
            let _ = writeln!(text, "  {}", paint::clean(line));
        }
        text
    }

    /// The JSON of the error alone.
    pub(super) fn error(&self) -> Value {
        json!({"code": self.code, "node": null, "message": self.message})
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match error {
            StoreError::Unfit { .. } => Failure::refused("UNFIT_DATABASE", error.to_string()),
            _ => Failure::machine("STORE_FAILURE", error.to_string()),
        }
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Failure {
        Failure::machine("UNFIT_SERVICE", error.to_string())
    }
}

impl From<ExecuteError> for Failure {
    fn from(error: ExecuteError) -> Failure {
        let message = error.to_string();
        let code = match &error {
            ExecuteError::UnknownOrchestration { .. } => "UNKNOWN_ORCHESTRATION",
            ExecuteError::UnknownEvent { .. } => "UNKNOWN_EVENT",
            ExecuteError::WhichEvent { .. } => "WHICH_EVENT",
            ExecuteError::Forbidden { .. } => "FORBIDDEN",
            ExecuteError::UnknownOrganization { .. } => "UNKNOWN_ORGANIZATION",
            ExecuteError::BadKey { .. } => "BAD_KEY",
            ExecuteError::PayloadTooLong { .. } => "PAYLOAD_TOO_LONG",
            ExecuteError::PayloadUnfit { .. } => "PAYLOAD_UNFIT",
            ExecuteError::Overloaded { .. } => "OVERLOADED",
            ExecuteError::ShuttingDown => "SHUTTING_DOWN",
            ExecuteError::Refused(_) => "REFUSED",
            ExecuteError::KeyReused { .. } => "KEY_REUSED",
            ExecuteError::UnknownRun { .. } => "UNKNOWN_RUN",
            ExecuteError::ActRefused { .. } => "ACT_REFUSED",
            ExecuteError::Owned { .. } => "OWNED",
            ExecuteError::PlanMissing { .. } => "PLAN_MISSING",
            ExecuteError::Store(_) => "STORE_FAILURE",
            ExecuteError::Fault(_) => "ENGINE_FAULT",
        };
        match error.is_refusal() {
            true => Failure::refused(code, message),
            false => Failure::machine(code, message),
        }
    }
}
