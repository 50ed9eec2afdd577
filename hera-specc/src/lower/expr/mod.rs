//! Expressions: `when`, `with`, `bind`, and the preconditions and invariants that are conditions.
//!
//! [`parse()`] turns a scalar into an [`Expr`](crate::ir::Expr) whose parts know their places in the
//! file. [`check()`] resolves the names by an [`Env`] and gives every part its type. No text makes it panic: length and depth are bounded.

mod calls;
mod compare;
mod constant;
mod cursor;
mod env;
mod faults;
mod fit;
mod fold;
mod grammar;
mod guards;
mod lex;
mod operand;
mod parse;
mod reads;
#[cfg(feature = "tools")]
pub(in crate::lower) mod scan;
pub(in crate::lower) mod text;
mod type_faults;
mod types;

#[cfg(test)]
mod parse_tests;
#[cfg(test)]
pub(crate) mod type_tests;

pub use env::{Env, Resolution};
pub use guards::{holds_only_after, holds_only_where};
pub use parse::{parse, parse_quiet, parse_value};
pub use reads::infer_reads;
pub use types::{check, check_clause, check_condition, check_where};
