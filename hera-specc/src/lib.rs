//! The HERA spec compiler.
pub mod ast;
pub mod diag;
pub mod ir;
pub mod lower;
pub mod parse;
pub mod source;
