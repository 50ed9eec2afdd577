//! What specs say about themselves, which nothing enforces: entities written, lines logged, checks
//! switched off. Rules read it.

use crate::source::{Span, Spanned};

/// An entity that a procedure says to write.
#[derive(Clone, Debug)]
pub struct Write {
    /// What kind of entity: `stock_level`.
    pub entity: Spanned<String>,
    /// Whether it makes a new one, and leaves those alone that are there.
    pub creates: bool,
}

/// A line that a procedure says to log.
#[derive(Clone, Debug)]
pub struct Log {
    /// Its name.
    pub name: Spanned<String>,
    /// The values in it, as far as it names them.
    pub fields: Vec<Spanned<String>>,
}

/// A check that an orchestration switches off under `validation` or `execution_modes.production`.
#[derive(Clone, Debug)]
pub struct Relaxed {
    /// The key: `check_permissions`.
    pub key: String,
    /// Its value.
    pub value: Span,
    /// What is skipped, where the value lists it.
    pub skips: Vec<String>,
}
