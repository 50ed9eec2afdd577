//! Specs of any size, and what the compiler needs for them.
//!
//! `cargo xtask bench` measures us and our peers by turns and prints one table: [`rows`] says what is
//! measured, [`measure`] how, [`table`] how it is shown, and [`project`] makes the packages that are built.

pub mod measure;
pub mod project;
pub mod rows;
pub mod specs;
pub mod stages;
pub mod table;
