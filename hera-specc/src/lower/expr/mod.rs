//! Expressions: `when`, `with`, `bind`, and the preconditions and invariants that are conditions.
//!
//! [`parse()`] turns a scalar into an [`Expr`](crate::ir::Expr) whose parts know their places in the
//! file. It knows neither names nor types. No text makes it panic: length and depth are bounded.

mod cursor;
mod faults;
mod grammar;
mod lex;
mod operand;
mod parse;
mod text;

#[cfg(test)]
mod parse_tests;

pub use parse::{parse, parse_quiet, parse_value};
