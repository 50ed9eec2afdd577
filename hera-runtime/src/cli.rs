//! The operator commands of every service: `list`, `simulate`, `execute`, `validate`, `register`,
//! `query` and `runs`.
//!
//! A service hands over what it runs as a [`Service`]. One with no commands of its own calls [`main`]:
//!
//! ```
//! use std::process::ExitCode;
//!
//! use hera_runtime::cli::{self, Service};
//! use hera_runtime::flow::{Orchestration, Spec};
//!
//! /// With the generated `SPECS`, and what the generated `orchestration(procedures)` returns.
//! fn till(specs: &'static [&'static Spec], cart: Orchestration) -> ExitCode {
//!     cli::main(&Service::new("till", specs).orchestration(cart))
//! }
//! ```
//!
//! One that has some flattens [`Command`] into its own clap enum and awaits [`Command::run`]; its own
//! commands take the same [`Options`] and open the same engine with [`Options::engine`].
//!
//! Each command is a function to a [`Reply`]: text for people, or the JSON of the contract with
//! `--json`, and an exit status (0 done, 1 done with another end, 2 refused, 3 the machine failed).
//! Printing happens here alone. Human text never holds a payload, and control characters of stored
//! text never reach the terminal.

mod acts;
mod command;
mod execute;
mod failure;
mod faults;
mod find;
mod list;
mod options;
mod paint;
mod prune;
mod query;
mod register;
mod runs;
mod service;
mod simulate;
mod steps;
mod told;
mod validate;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};
use serde_json::Value;

pub use command::Command;
pub use execute::Execute;
pub use failure::Failure;
pub use list::List;
pub use options::Options;
pub use paint::Paint;
pub use query::{Query, QueryCommand};
pub use register::Register;
pub use runs::{Runs, RunsCommand};
pub use service::Service;
pub use simulate::Simulate;
pub use validate::Validate;

/// What a command has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// 0 done, 1 done with another end than the wished one, 2 refused, 3 the machine failed.
    pub status: u8,
    /// For people.
    pub text: String,
    /// For programs.
    pub json: Value,
}

/// What goes to the two streams, and how the program ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The exit status.
    pub status: u8,
    /// For the standard output.
    pub stdout: String,
    /// For the standard error.
    pub stderr: String,
}

/// The operator commands alone, for a service without commands of its own.
#[derive(Debug, Parser)]
struct Operator {
    #[command(subcommand)]
    command: Command,
}

/// The whole `main` of a service: reads the command line, runs the command, prints.
#[must_use]
pub fn main(service: &Service) -> ExitCode {
    let command = match read(service, std::env::args_os()) {
        Ok(command) => command,
        Err(error) => error.exit(),
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(command.run(service)),
        Err(error) => {
            eprintln!("error: the program cannot start its executor: {error}");
            ExitCode::from(3)
        }
    }
}

/// Reads the arguments (the program's name first) and runs the command, without printing.
pub async fn answer(service: &Service, args: impl IntoIterator<Item = OsString>) -> Output {
    match read(service, args) {
        Ok(command) => command.output(service, Paint::plain()).await,
        Err(error) => {
            let text = error.render().to_string();
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            let (stdout, stderr) = match error.use_stderr() {
                true => (String::new(), text),
                false => (text, String::new()),
            };
            Output { status, stdout, stderr }
        }
    }
}

fn read(
    service: &Service,
    args: impl IntoIterator<Item = OsString>,
) -> Result<Command, clap::Error> {
    let parser = Operator::command().name(service.name()).about(service.about_text());
    let read = parser.try_get_matches_from(args).and_then(|all| Operator::from_arg_matches(&all));
    read.map(|operator| operator.command)
}

impl Output {
    /// What a reply or a failure looks like: JSON on the standard output, or text for people, failures
    /// on the standard error. For a service's own commands.
    #[must_use]
    pub fn of(reply: Result<Reply, Failure>, json: bool, paint: Paint) -> Output {
        let (status, stdout, stderr) = match reply {
            Ok(reply) if json => (reply.status, format!("{}\n", reply.json), String::new()),
            Ok(reply) => (reply.status, reply.text, String::new()),
            Err(failure) if json => {
                (failure.status, format!("{}\n", failure.to_json()), String::new())
            }
            Err(failure) => (failure.status, String::new(), failure.text(paint)),
        };
        Output { status, stdout, stderr }
    }

    /// Writes it out. A reader that has gone away is no failure.
    pub fn print(self) -> ExitCode {
        let mut stdout = std::io::stdout().lock();
        let _ = stdout.write_all(self.stdout.as_bytes()).and_then(|()| stdout.flush());
        let _ = std::io::stderr().write_all(self.stderr.as_bytes());
        ExitCode::from(self.status)
    }
}
