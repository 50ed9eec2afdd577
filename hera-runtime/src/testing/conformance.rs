//! What every store promises, as a suite: for the stores of this crate, and for yours.
//!
//! ```no_run
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use hera_runtime::ports::{Store, StoreFuture};
//! use hera_runtime::stores::sqlite::SqliteStore;
//! use hera_runtime::testing::conformance::{self, Database};
//!
//! struct Mine;
//!
//! impl Database for Mine {
//!     fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
//!         Box::pin(async { Ok(Arc::new(SqliteStore::open("mine.db")?) as Arc<dyn Store>) })
//!     }
//!
//!     fn dead_after(&self) -> Duration {
//!         Duration::ZERO
//!     }
//! }
//!
//! # async fn test() {
//! let report = conformance::run(&Mine).await;
//! assert!(report.broken().next().is_none(), "{report}");
//! # }
//! ```

mod check;
mod keys;
mod retention;
mod rows;
mod runs;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::flow::BoxFuture;
use crate::ports::{Store, StoreFuture};

/// A database that the suite opens as often as it needs: each time as another owner.
pub trait Database: Send + Sync {
    /// Opens it once more.
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>>;

    /// The longest time after which an owner that was dropped counts as dead.
    fn dead_after(&self) -> Duration;
}

/// A promise, and the case that holds a store to it.
struct Case {
    name: &'static str,
    run: for<'a> fn(&'a dyn Database) -> BoxFuture<'a, Result<(), String>>,
}

macro_rules! cases {
    ($($room:ident :: $name:ident),* $(,)?) => {
        &[$(Case { name: stringify!($name), run: |database| Box::pin($room::$name(database)) }),*]
    };
}

const CASES: &[Case] = cases![
    rows::rows_come_back_as_they_were_written,
    rows::a_row_of_another_organisation_does_not_exist,
    rows::what_is_not_committed_is_gone_and_seen_by_nobody,
    rows::a_snapshot_stays_as_it_was,
    rows::values_that_do_not_fit_are_refused_and_not_rounded,
    rows::lines_of_a_business_may_say_the_same,
    rows::a_line_belongs_to_a_transaction,
    rows::after_a_refused_write_the_transaction_goes_on,
    rows::a_transaction_that_is_over_does_nothing,
    rows::those_who_count_at_once_lose_no_count,
    rows::an_organisation_is_created_once,
    runs::a_run_comes_back_as_it_was_written,
    runs::a_code_is_taken_once,
    runs::a_boundary_commits_once,
    runs::of_many_steps_at_once_each_holds_or_fails_alone,
    runs::lines_alone_leave_the_version,
    runs::a_stale_write_takes_its_rows_with_it,
    runs::a_run_is_taken_over_only_from_the_dead,
    runs::an_act_fences_the_owner,
    runs::an_act_on_a_run_that_nobody_drives_takes_it,
    runs::who_lost_a_run_fences_nobody_by_asking,
    runs::runs_are_listed_the_newest_first,
    keys::a_key_belongs_to_one_run_until_it_is_over,
    keys::a_run_gives_its_key_up_in_the_step_that_parks_it,
    keys::a_key_is_for_the_owner_of_the_run_to_take,
    keys::of_many_who_ask_at_once_one_gets_the_key,
    retention::only_what_is_over_and_old_enough_is_pruned,
    retention::a_pruned_run_keeps_its_header_and_its_acts,
    retention::who_read_a_run_before_it_was_pruned_does_not_write_it,
    retention::runs_to_prune_come_page_by_page,
    retention::nobody_prunes_runs_of_another_organisation,
    retention::of_many_who_prune_at_once_each_run_is_pruned_once,
];

/// How each promise was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    outcomes: Vec<(&'static str, Result<(), String>)>,
}

impl Report {
    /// The promises that are not kept, and what was seen instead.
    pub fn broken(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.outcomes
            .iter()
            .filter_map(|(name, outcome)| Some((*name, outcome.as_ref().err()?.as_str())))
    }

    /// How many promises were tried.
    #[must_use]
    pub fn tried(&self) -> usize {
        self.outcomes.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome) in &self.outcomes {
            match outcome {
                Ok(()) => writeln!(f, "kept    {name}")?,
                Err(why) => writeln!(f, "BROKEN  {name}: {why}")?,
            }
        }
        Ok(())
    }
}

/// Holds a database to all promises. It may hold other organisations' rows; the suite uses its own.
pub async fn run(database: &dyn Database) -> Report {
    let mut report = Report::default();
    for case in CASES {
        let outcome = (case.run)(database).await;
        report.outcomes.push((case.name, outcome));
    }
    report
}
