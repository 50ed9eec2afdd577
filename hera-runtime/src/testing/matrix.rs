//! The crash matrix of a service's flows: one call in its tests.
//!
//! From the plan of each flow the kit makes its cases, plays each on a database of its own, and judges it:
//!
//! - **what goes wrong by itself**: each declared error of each node, failures of the machinery, panics,
//!   lost answers, calls that hang; the same in compensations; each write of the store that is not
//!   written, or written without an answer;
//! - **what befalls a process** before, inside and after each node, call, compensation, commit and other
//!   write: it is killed; the same request comes again; it stands still until another one has finished its
//!   run, and wakes; another one takes its run over while it goes on.
//!
//! After each case the run is over, or parked where the analysis of its flow says that it may be; each
//! effect is there once, or gone; calls to the outside were repeated with the same key and inputs alone; the
//! journal is legal; and the same request gets the same answer. A point of a plan that no case reached is
//! a finding too.
//!
//! ```no_run
//! use hera_runtime::engine::Engine;
//! use hera_runtime::flow::{BoxFuture, Orchestration};
//! use hera_runtime::testing::matrix::{self, Asked, Subject, Trouble};
//!
//! struct Till;
//!
//! impl Subject for Till {
//!     fn orchestrations(&self) -> Vec<Orchestration> {
//!         vec![/* cart::v1::orchestration(Procedures) */]
//!     }
//!
//!     fn stories(&self) -> Vec<String> {
//!         vec!["a line is added".to_owned()]
//!     }
//!
//!     fn prepare<'a>(
//!         &'a self,
//!         engine: &'a Engine,
//!         story: &'a str,
//!     ) -> BoxFuture<'a, Result<Asked, Trouble>> {
//!         Box::pin(async move { Err("write the shop's rows, and say what is asked".into()) })
//!     }
//! }
//!
//! # #[cfg(feature = "sqlite")]
//! #[test]
//! fn nothing_is_lost_doubled_or_half_undone() {
//!     matrix::run(|| Till, &matrix::Sqlite).assert();
//! }
//! ```
//!
//! [`Made`] is a subject that needs no procedures: it makes them, and the requests, from the plans.
//! `matrix::run(|| &made, …)` plays all of its cases with the same one.
//!
//! # What it shows, and what not
//!
//! Processes are engines with a runtime of their own in the test's process. One that is killed is dropped at
//! its point: none of its tasks goes on, its open transactions are rolled back, its lease is ended. One
//! that is frozen is not run. The real death of a process, of the database's server, or of the power is
//! not shown by this. Time is virtual. On a store with one writer nobody can go on while a transaction of
//! another process is open; there, such points have no frozen process and no lost lease.
//!
//! # Environment
//!
//! Without more, each point of a flow is struck in the first kind of run that passes it, and on PostgreSQL
//! the four blows take turns at the points. `HERA_MATRIX=full` plays each blow at each point of each kind
//! of run. `HERA_MATRIX_ONLY='…'` with the
//! name of a case plays this one alone.

mod calls;
mod case;
mod fault;
mod generate;
mod judge;
mod made;
pub(super) mod payloads;
mod place;
mod play;
mod points;
mod process;
mod report;
mod rounds;
mod subject;
mod tables;
mod watched;

use std::time::Instant;

pub use made::Made;
#[cfg(all(feature = "postgres", unix))]
pub use place::Postgres;
#[cfg(feature = "sqlite")]
pub use place::Sqlite;
pub use place::{Place, Places};
pub use report::{Finding, FlowReport, Report};
pub use subject::{Asked, Effect, Effects, Heard, Subject, Trouble};

use rounds::Rounds;

/// The environment variable that asks for all cases.
const SIZE: &str = "HERA_MATRIX";
/// The environment variable with the one case to play.
const ONLY: &str = "HERA_MATRIX_ONLY";

/// Puts all stories of a subject through the matrix. It is made anew for each case, so that what it knows
/// of the outside is this case's own; several cases are played beside each other.
#[must_use]
pub fn run<'a, S: Subject + 'a>(
    subject: impl Fn() -> S + Sync + 'a,
    places: &'a dyn Places,
) -> Report {
    let begun = Instant::now();
    let size = std::env::var(SIZE).unwrap_or_default();
    let subject = || Box::new(subject()) as Box<dyn Subject + 'a>;
    let rounds = Rounds::new(&subject, places, size == "full", std::env::var(ONLY).ok());
    let test = std::thread::current().name().filter(|name| *name != "main").map(str::to_owned);
    let flows = rounds.play();
    Report { flows, store: places.name().to_owned(), took: begun.elapsed(), test }
}
