//! What a developer of this workspace runs: `cargo xtask --help`.

mod arrows;
mod bench;
mod codegen;
mod fuzz;
mod pages;
mod postgres;
mod run;

use clap::{Parser, Subcommand};

/// The chores of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run all tests; installs a PostgreSQL server from the distribution's packages where none is there
    Test,
    /// Run what CI runs: the gates, then the tests
    Ci,
    /// Format, arrows, licences and banned crates, freshness, lints, docs
    Gates,
    /// Write `generated/` and the lock file anew from `specs/`
    Codegen {
        /// Write nothing; fail when something would change
        #[arg(long)]
        check: bool,
    },
    /// Write `docs/rules.md` anew from the pages of the rules
    Pages {
        /// Write nothing; fail when something would change
        #[arg(long)]
        check: bool,
    },
    /// Feed the compiler with random texts; a finding stays in `fuzz/artifacts`
    Fuzz {
        /// How long each target runs
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Draws the same inputs each time; drawn itself unless it is given
        #[arg(long)]
        seed: Option<u32>,
        /// One of yaml, condition, edges, check; all of them unless it is named
        target: Option<String>,
    },
    /// Measure compiler and engine against their peers and print one table, with the goal of each row
    ///
    /// Ours and the peer run by turns, and the best round of each counts, so other work on the machine
    /// disturbs less. `docs/benchmarks.md` says what each row means, and how long it takes.
    Bench {
        /// Fewer rounds, for a first look
        #[arg(long)]
        quick: bool,
        /// Some of check, compile, rustc, rebuild, cold, engine (or a part of that: engine/1, engine/16,
        /// engine/64, engine/flow, engine/finished, engine/unfinished, engine/waiting); all unless named
        groups: Vec<String>,
    },
    /// Fail when a crate uses another one that it must not know
    Arrows,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Test => run::test(),
        Task::Ci => run::ci(),
        Task::Gates => run::gates(),
        Task::Codegen { check } => codegen::run(check),
        Task::Pages { check } => pages::run(check),
        Task::Fuzz { seconds, seed, target } => fuzz::run(target.as_deref(), seconds, seed),
        Task::Bench { quick, groups } => bench::run(quick, &groups),
        Task::Arrows => arrows::run(),
    }
}
