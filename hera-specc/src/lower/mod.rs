//! From the tree of a file to its meaning: names resolved, edges split, conditions parsed.

pub mod expr;
