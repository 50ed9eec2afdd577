//! The code that `hera-specc` makes of `specs/`, committed so that it can be read and reviewed. The tree
//! of files equals that of the specs; `cargo xtask codegen` renews it, and a test fails when it is stale.
#![deny(warnings, clippy::all)]

include!("hera.rs");
