//! Admission that says no: what is wrong with a payload, what is missing, which preconditions it does not
//! meet.

use std::fmt;

use hera_core::entry::implicit;
use serde_json::Value;

use super::Typed;
use super::step::unmet;
use crate::wire::{Fields, Problem};

/// A payload that was refused on admission, before anything durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, one per field.
    pub problems: Vec<Problem>,
    /// Preconditions that do not hold; judged once all fields are right.
    pub unmet: Vec<Unmet>,
    /// In a dry run: required fields that are missing besides.
    pub missing: Vec<String>,
}

impl Refusal {
    /// What kind of refusal it is: `REFUSED`, or `PRECONDITION_FAILED`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.unmet.is_empty() {
            true => "REFUSED",
            false => implicit::PRECONDITION_FAILED,
        }
    }

    /// The fields of a payload.
    ///
    /// # Errors
    /// When it is not an object.
    pub fn fields(payload: &Value) -> Result<Fields<'_>, Refusal> {
        Fields::of(payload).map_err(|error| {
            Refusal::from(vec![Problem { field: error.path, message: error.message }])
        })
    }

    /// Refuses when a required field is missing.
    ///
    /// # Errors
    /// All that is missing.
    pub fn unless_complete(missing: &[String]) -> Result<(), Refusal> {
        if missing.is_empty() {
            return Ok(());
        }
        let problem = |field: &String| Problem {
            field: field.clone(),
            message: "is required, but missing".to_owned(),
        };
        Err(missing.iter().map(problem).collect::<Vec<_>>().into())
    }

    /// Refuses when a precondition over what the request brings does not hold.
    ///
    /// # Errors
    /// All that do not.
    pub fn unless_met<S: Typed>(state: &S, missing: &[String]) -> Result<(), Refusal> {
        match unmet(state) {
            unmet if unmet.is_empty() => Ok(()),
            unmet => Err(Refusal { problems: Vec::new(), unmet, missing: missing.to_vec() }),
        }
    }
}

/// A precondition that a request does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The node that could not run.
    pub node: &'static str,
    /// Canonical smart code of its procedure.
    pub procedure: &'static str,
    /// The clause, as the spec has it.
    pub clause: &'static str,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unmet { node, procedure, clause } = self;
        write!(f, "`{node}`: the precondition `{clause}` of `{procedure}` does not hold")
    }
}

impl From<Vec<Problem>> for Refusal {
    fn from(problems: Vec<Problem>) -> Refusal {
        Refusal { problems, ..Refusal::default() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the payload is refused: ")?;
        for (at, unmet) in self.unmet.iter().enumerate() {
            write!(f, "{}{unmet}", if at == 0 { "" } else { "; " })?;
        }
        for (at, Problem { field, message }) in self.problems.iter().enumerate() {
            let joint = if at == 0 { "" } else { "; " };
            match field.as_str() {
                "" => write!(f, "{joint}{message}")?,
                field => write!(f, "{joint}`{field}` {message}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
