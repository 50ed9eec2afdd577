//! The HERA spec compiler.
pub mod ast;
pub mod check;
pub mod diag;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod parse;
pub mod plan;
pub mod simulate;
pub mod source;
pub mod tree;
