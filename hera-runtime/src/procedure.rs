//! What the generated procedure traits are made of: how a procedure says no.

use hera_core::{Failure, FailureKind};

use crate::context::StoreError;

/// The declared errors of a procedure: implemented by generated enums.
pub trait DeclaredError: Send + Sync + 'static {
    /// The code of each error in the spec, and what the spec says about it.
    const CASES: &'static [(&'static str, &'static str)];

    /// Its place among [`DeclaredError::CASES`].
    fn place(&self) -> usize;

    /// The code in the spec.
    fn code(&self) -> &'static str {
        Self::CASES[self.place()].0
    }

    /// What the spec says about it.
    fn describe(&self) -> &'static str {
        Self::CASES[self.place()].1
    }
}

/// How a procedure fails: with one of its declared errors, or because the machinery under it did.
///
/// `?` turns both a declared error and a [`StoreError`] into it.
#[derive(Debug)]
pub enum Fail<E> {
    /// The procedure says no.
    Declared {
        /// With this error.
        error: E,
        /// And these words; the spec's own where the procedure adds none.
        message: Option<String>,
    },
    /// The machinery failed: the attempt is repeated.
    Infrastructure {
        /// One of [`hera_core::entry::infrastructure`].
        code: &'static str,
        /// What happened.
        message: String,
    },
}

impl<E: DeclaredError> Fail<E> {
    /// A declared error with a message for the person who gets it.
    pub fn because(error: E, message: impl Into<String>) -> Fail<E> {
        Fail::Declared { error, message: Some(message.into()) }
    }

    /// No answer in time from another system: nobody knows whether it acted.
    pub fn no_answer(message: impl Into<String>) -> Fail<E> {
        Fail::Infrastructure {
            code: hera_core::entry::infrastructure::NETWORK_TIMEOUT,
            message: message.into(),
        }
    }

    /// The engine's form of it.
    pub fn into_failure(self) -> Failure {
        match self {
            Fail::Declared { error, message } => Failure {
                code: error.code().to_owned(),
                message: message.unwrap_or_else(|| error.describe().to_owned()),
                kind: FailureKind::Declared,
            },
            Fail::Infrastructure { code, message } => {
                Failure { code: code.to_owned(), message, kind: FailureKind::Infrastructure }
            }
        }
    }
}

impl<E: DeclaredError> From<E> for Fail<E> {
    fn from(error: E) -> Fail<E> {
        Fail::Declared { error, message: None }
    }
}

impl<E> From<StoreError> for Fail<E> {
    fn from(error: StoreError) -> Fail<E> {
        Fail::Infrastructure { code: error.code(), message: error.to_string() }
    }
}
