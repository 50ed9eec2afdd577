//! The semantics of HERA flows, written once.
//!
//! A [`Plan`] says what a flow is, [`Entry`]s say what happened in a run of it, and the machine is the
//! total, synchronous function from these to what has to be done next. It has no clock, no random,
//! no I/O: the SQLite driver, the simulator and the proof of the ways back all drive the same one.

pub mod entry;
pub mod flow;
pub mod machine;
pub mod plan;
mod retry;
pub mod sim;
#[cfg(test)]
mod testkit;
pub mod ways_back;

pub use entry::{Direction, Entry, Failure, FailureKind, Status};
pub use flow::{Fault, Flow};
pub use machine::{Action, Machine, NodeState, Step, Work};
pub use plan::{BoundaryIx, NodeIx, Plan};
