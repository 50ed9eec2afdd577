//! Thin durable runtime for generated HERA flows.

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
pub mod stores;
pub mod testing;
pub mod wire;

pub use context::{Context, External, Transaction, View};
pub use hera_core as core;
pub use procedure::{DeclaredError, Fail};

pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
pub use serde_json::Value;
pub use uuid::Uuid;

/// Takes in the code that `hera_specc::Builder` wrote when the service was built.
#[macro_export]
macro_rules! include_specs {
    () => {
        include!(concat!(env!("OUT_DIR"), "/hera.rs"));
    };
}
