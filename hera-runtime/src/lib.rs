//! Thin durable runtime for generated HERA flows.
//!
//! A service takes in what the compiler generated ([`include_specs!`]), implements a trait per procedure,
//! and hands its orchestrations to the operator command line ([`cli`]) or to an [`engine::Engine`] of its
//! own:
//!
//! ```text
//! specs → hera-specc in build.rs → include_specs!() → impl the traits → cli::main(&service)
//! ```
//!
//! # What a procedure may touch
//!
//! | `effects` in the spec | method | gets | may |
//! |---|---|---|---|
//! | any, as `validate_only` | `validate` | [`&View`](View) | read |
//! | `none` | `read` | [`&View`](View) | read |
//! | `transactional` | `persist` | [`&mut Transaction`](Transaction) | read and write in its boundary's transaction |
//! | `external` | `call` | [`&External`](External) | call another system, with [`External::key`] as its idempotency key |
//!
//! Views and transactions give the Sacred Six as tables: `entities()`, `dynamic_data()`, `relationships()`,
//! `transactions()` and `lines()`, with rows such as [`context::Entity`] and
//! [`context::UniversalTransaction`]. Organisation and actor are filled in; rows of another organisation
//! do not exist.
//!
//! # How a procedure says no
//!
//! With one of its declared errors: `return Err(Error::CartNotFound.into())`, or with words of its own,
//! `Err(Fail::because(Error::CartNotFound, "…"))`. `?` on a table's answer turns a failure of the store
//! into an infrastructure failure, which is retried. [`Fail::no_answer`] says that another system did not
//! answer, so that nobody knows whether it acted. See [`Fail`].
//!
//! # What is promised
//!
//! A boundary is one transaction with its journal lines; an external call has a durable intent before it;
//! what fails for good is rolled back, undone in reverse order, or parked; a run whose process died goes on
//! from its journal. With the feature `postgres` several processes share the work on one database; `sqlite`
//! (the default) keeps everything in one file. [`hera_core`] holds the semantics, [`ports`] what a store has to promise.

mod bells;
pub mod bind;
#[cfg(feature = "cli")]
pub mod cli;
pub mod context;
mod driver;
pub mod engine;
pub mod expr;
pub mod flow;
pub mod ports;
pub mod procedure;
pub mod registry;
mod sample;
pub mod stores;
pub mod testing;
mod watched;
pub mod wire;

pub use context::{Context, External, Transaction, View};
pub use hera_core as core;
pub use procedure::{DeclaredError, Fail};

pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
pub use serde_json::Value;
pub use uuid::Uuid;

/// The guide, whose code is tested.
#[cfg(all(doctest, feature = "sqlite"))]
#[doc = include_str!("../../docs/running.md")]
pub struct Running;

/// Takes in the code that `hera_specc::Builder` wrote when the service was built.
#[macro_export]
macro_rules! include_specs {
    () => {
        include!(concat!(env!("OUT_DIR"), "/hera.rs"));
    };
}
