//! The tests of cart and customers once more, on PostgreSQL.

// Each file brings its own support along.
#![allow(clippy::duplicate_mod)]

#[path = "customers.rs"]
mod customers;
#[path = "till.rs"]
mod till;
