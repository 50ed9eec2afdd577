//! Tests across the crates: one binary, one module for each subject.

mod broken;
mod catalogue;
mod corpus;
mod corpus_score;
mod doors;
mod expression_pages;
mod expressions;
mod fixes;
mod hostile;
mod injected;
mod lock;
mod lowering;
mod lowering_pages;
mod macros;
mod mutations;
mod names;
mod oracle;
mod outcomes;
mod pages;
mod reruns;
mod semantics;
mod support;
mod tidy;
mod ui;
mod versions;
