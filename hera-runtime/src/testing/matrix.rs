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
//! journal is legal; and the same request gets the same answer. A point of a plan that no case reached, or
//! at which no process was struck, is a finding too.
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

mod beside;
mod calls;
mod case;
mod child;
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

use std::sync::atomic::AtomicUsize;
use std::time::Instant;

pub use made::Made;
#[cfg(all(feature = "postgres", unix))]
pub use place::Postgres;
#[cfg(feature = "sqlite")]
pub use place::Sqlite;
pub use place::{Place, Places};
pub use report::{Finding, FlowReport, Report};
pub use subject::{Asked, Effect, Effects, Heard, Subject, Trouble};

use play::Children;
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
    play(subject, places, false)
}

/// The same with real kills: whoever is killed is a process of its own, this test's program once more, and
/// is ended with SIGKILL at its point. At each point that is struck somebody is killed, and the other blows are
/// played as in [`run`]. [`Subject::share`] and [`Subject::join`] give such a process the same outside.
///
/// It has to be called once, in a test of the usual harness: its name is that of the thread.
#[must_use]
pub fn run_with_real_kills<'a, S: Subject + 'a>(
    subject: impl Fn() -> S + Sync + 'a,
    places: &'a dyn Places,
) -> Report {
    play(subject, places, true)
}

fn play<'a, S: Subject + 'a>(
    subject: impl Fn() -> S + Sync + 'a,
    places: &'a dyn Places,
    kills: bool,
) -> Report {
    let subject = || Box::new(subject()) as Box<dyn Subject + 'a>;
    if kills {
        child::obey(&subject, places);
    }
    let begun = Instant::now();
    let size = std::env::var(SIZE).unwrap_or_default();
    let test = std::thread::current().name().filter(|name| *name != "main").map(str::to_owned);
    let children = kills
        .then(|| Children { test: test.clone().unwrap_or_default(), killed: AtomicUsize::new(0) });
    let only = std::env::var(ONLY).ok();
    let rounds = Rounds::new(&subject, places, size == "full", only, children);
    let (flows, killed) = (rounds.play(), rounds.killed());
    Report { flows, store: places.name().to_owned(), killed, took: begun.elapsed(), test }
}
