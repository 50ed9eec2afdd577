//! What a checker of expressions has to be told: the names of one flow, or of one procedure.

use crate::diag::Diagnostic;
use crate::ir::Type;
use crate::ir::expr::{Path, Ref};

/// Knows the values that a path can name.
pub trait Env {
    /// What the head of a path is. The fields after it are looked up by the checker.
    fn resolve(&self, path: &Path) -> Resolution;

    /// Whether the path says `output` where that can be left out: `$.nodes.A.output.q` is `$.nodes.A.q`.
    fn is_long(&self, _path: &Path) -> bool {
        false
    }
}

/// What the head of a path is.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// A value of the run.
    Value {
        /// Which.
        value: Ref,
        /// Its own type.
        ty: Type,
        /// Whether it may be absent.
        optional: bool,
        /// How many of the path's segments name it; the rest lead into its records.
        taken: usize,
        /// What is said where it is read without `exists`: its node may have been skipped.
        unguarded: Option<Box<Diagnostic>>,
    },
    /// Nothing; what is said about it. Of a bare word it is said only where it is no variant of an enum.
    Unknown(Box<Diagnostic>),
    /// Something broken that has already been reported.
    Poisoned,
}

impl Resolution {
    /// A value under one segment.
    #[must_use]
    pub fn value(value: Ref, ty: Type, optional: bool) -> Resolution {
        Resolution::Value { value, ty, optional, taken: 1, unguarded: None }
    }
}
