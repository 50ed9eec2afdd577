//! Specs of any size, and what the compiler needs for them.
//!
//! `cargo xtask bench` runs everything against its peers and prints one table.

pub mod specs;
