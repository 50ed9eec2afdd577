//! Tests across the crates: one binary, one module for each subject.

mod corpus;
mod expression_pages;
mod expressions;
mod hostile;
mod lowering;
mod lowering_pages;
mod oracle;
mod support;
