//! A salon's point of sale, as an ordinary user of the HERA compiler and runtime.
//!
//! The flows stand in `specs/`; the compiler makes [`specs`] of them when this crate is built: types,
//! traits and state machines. [`procedures`] implements the traits over [`books`] and [`customers`] (rows),
//! [`cart`] (rules) and [`pricing`] (arithmetic); [`service`] puts all of it on an engine. [`inventory`] is a
//! second service with a database of its own, which the flows call over the network: what happens
//! there is outside every transaction of the till, and is why flows have compensations.

pub mod books;
pub mod cart;
pub mod catalogue;
pub mod commands;
pub mod customers;
pub mod demo;
pub mod inventory;
pub mod pricing;
pub mod procedures;
pub mod service;

/// What the compiler made of the specs.
pub mod specs {
    hera_runtime::include_specs!();
}
