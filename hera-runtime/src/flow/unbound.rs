//! Why the inputs of a call cannot be bound.

use hera_core::entry::implicit;
use hera_core::{Failure, FailureKind, Fault};
use thiserror::Error;

/// Why a node, or its compensation, has no inputs.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unbound {
    /// What the compiler proved to be there is not.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A result of its arithmetic does not fit the type of this input, for what the run has found out: the node
    /// fails as it does where a precondition does not hold.
    #[error("input `{input}`: the result does not fit its type")]
    Unfit {
        /// The input.
        input: String,
    },
}

impl Unbound {
    /// The failure that a node ends with.
    ///
    /// # Errors
    /// When none can be blamed: an engine fault.
    pub(crate) fn failure(self) -> Result<Failure, Fault> {
        let message = self.to_string();
        match self {
            Unbound::Fault(fault) => Err(fault),
            Unbound::Unfit { .. } => Ok(Failure {
                code: implicit::PRECONDITION_FAILED.to_owned(),
                message,
                kind: FailureKind::Declared,
            }),
        }
    }
}
