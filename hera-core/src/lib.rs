//! The semantics of HERA flows, written once.
//!
//! - A [`Plan`] says what a flow is, as static data; a [`Flow`] adds what is typed about it.
//! - [`Entry`]s say what happened in a run of it: its journal.
//! - The [`Machine`] is the total, synchronous function from these to what has to be done next.
//! - [`sim::simulate`] drives it over a script; [`ways_back::ways_back`] proves how a flow can end.
//!
//! There is no clock, no random, no I/O within reach: the SQLite driver, the simulator and the test
//! of the proof all drive the same machine.
//!
//! ```
//! use hera_core::plan::{Backoff, Boundary, CompensationPolicy, Effects, Isolation, Jitter, Mode, Node, Retry, RunPolicy};
//! use hera_core::{Action, BoundaryIx, Entry, Fault, Flow, Machine, NodeIx, Plan, Status, Step};
//!
//! /// One node that writes. The compiler generates the plan and the typed data.
//! #[derive(Clone)]
//! struct Greet(Plan);
//!
//! impl Flow for Greet {
//!     type Value = String;
//!     fn plan(&self) -> &Plan { &self.0 }
//!     fn condition(&self, _: NodeIx) -> bool { true }
//!     fn record(&mut self, _: NodeIx, _: &String) -> Result<(), Fault> { Ok(()) }
//! }
//!
//! # let node = Node {
//! #     id: "GREET".into(), procedure: "HERA.DEMO.HELLO.GREET.v1".into(), mode: Mode::Persist,
//! #     effects: Effects::Transactional, after: vec![].into(), boundary: BoundaryIx(0),
//! #     conditional: false, compensation: None, errors: vec![].into(), timeout_ms: None,
//! # };
//! # let boundary = Boundary {
//! #     name: "GREET".into(), nodes: vec![NodeIx(0)].into(), after: vec![].into(), declared: false,
//! #     isolation: Isolation::Serializable, timeout_ms: None,
//! # };
//! # let plan = Plan {
//! #     orchestration: "HERA.DEMO.ORCH.HELLO.v1".into(), event: "DEMO.HELLO".into(), sum: "".into(),
//! #     nodes: vec![node].into(), boundaries: vec![boundary].into(),
//! #     retry: Retry { max_attempts: 1, backoff: Backoff::Fixed, base_delay_ms: 0, max_delay_ms: 0, jitter: Jitter::None },
//! #     compensation: CompensationPolicy { auto: true, timeout_ms: None, preserve_failed_state: false },
//! #     run: RunPolicy::FREE,
//! # };
//! let mut machine = Machine::new(Greet(plan));
//! let Action::Run(attempts) = machine.next() else { panic!() };
//! assert_eq!(machine.step(attempts[0].boundary), Step::Invoke(NodeIx(0)));
//! machine.apply(&Entry::Succeeded { node: "GREET".into(), output: "hello".to_owned() })?;
//! machine.apply(&Entry::Committed { boundary: "GREET".into(), attempt: 1 })?;
//! assert_eq!(machine.next(), Action::Done(Status::Completed));
//! # Ok::<(), Fault>(())
//! ```

pub mod entry;
pub mod flow;
pub mod http;
pub mod machine;
pub mod names;
pub mod plan;
mod retry;
pub mod sim;
#[cfg(feature = "serde")]
pub mod strict;
#[cfg(test)]
mod testkit;
pub mod ways_back;

pub use entry::{Direction, Entry, Failure, FailureKind, Status};
pub use flow::{Fault, Flow};
pub use machine::{Action, Machine, NodeState, Step, Work};
pub use plan::{BoundaryIx, NodeIx, Plan};
