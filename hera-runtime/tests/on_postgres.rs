//! The tests of the engine once more, on PostgreSQL.

#[path = "acts.rs"]
mod acts;
#[path = "admission.rs"]
mod admission;
#[path = "engine.rs"]
mod engine;
