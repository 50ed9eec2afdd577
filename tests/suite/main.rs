//! Tests across the crates: one binary, one module for each subject.

mod corpus;
mod lowering;
mod support;
