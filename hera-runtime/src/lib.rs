//! Thin durable runtime for generated HERA flows.

pub mod context;
mod driver;
pub mod engine;
pub mod expr;
pub mod flow;
pub mod ports;
pub mod procedure;
pub mod stores;
pub mod testing;
pub mod wire;

pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
pub use serde_json::Value;
pub use uuid::Uuid;
