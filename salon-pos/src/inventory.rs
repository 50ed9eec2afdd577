//! The inventory service: soft reservations of stock, in a process and a database of its own.
//!
//! It promises what a caller that crashes, retries and compensates needs from the outside world:
//! - *Idempotent.* A call has a key. The same key with the same body answers what it answered first;
//!   with another body it is refused.
//! - *Undoable.* A call is undone by its key alone, at most once, whether or not it has arrived. A call
//!   that arrives after it was undone has no effect.
//! - *Accountable.* Each key that arrives is logged in the transaction of its effect, and both are on
//!   the disk before the answer leaves.
//!
//! It can be told to misbehave ([`faults`]), so that a till can be tested against it. It knows nothing
//! of HERA: lines of JSON over TCP, on the loopback interface.

pub mod client;
pub mod command;
pub mod faults;
pub mod protocol;
pub mod server;
pub mod store;

pub use client::{CallError, Client};
pub use protocol::{Answer, Op, Refusal, Request};
