//! The tests of the engine once more, on PostgreSQL.

#![allow(clippy::duplicate_mod, reason = "each file brings its own support along")]

#[path = "accept.rs"]
mod accept;
#[path = "acts.rs"]
mod acts;
#[path = "admission.rs"]
mod admission;
#[path = "archive.rs"]
mod archive;
#[path = "attempts.rs"]
mod attempts;
#[path = "engine.rs"]
mod engine;
#[path = "inside.rs"]
mod inside;
#[path = "left.rs"]
mod left;
#[path = "limits.rs"]
mod limits;
#[path = "queue.rs"]
mod queue;
#[path = "retention.rs"]
mod retention;
#[path = "versions.rs"]
mod versions;
