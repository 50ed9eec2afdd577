//! Tests across the crates: one binary, one module for each subject.

mod corpus;
mod expression_pages;
mod expressions;
mod fixes;
mod hostile;
mod injected;
mod lowering;
mod oracle;
mod pages;
mod support;
mod ui;
