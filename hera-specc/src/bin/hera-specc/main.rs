//! The command line of the compiler: one file per command, no logic of its own.

mod check;
mod compile;
mod flows;
mod input;
mod simulate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The compiler of HERA procedure and orchestration specs.
///
/// Checks YAML specs, compiles them to typed Rust state machines, and shows what their flows do. It
/// needs no database. Exit status: 0 no error, 1 errors found, 2 wrong use, 3 a failure of the machine.
#[derive(Parser)]
#[command(name = "hera-specc", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Compile(compile::Args),
    Simulate(simulate::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Simulate(args) => simulate::run(&args),
    };
    match done {
        Ok(status) => status,
        Err(error) => {
            eprintln!("hera-specc: {error:#}");
            ExitCode::from(3)
        }
    }
}

/// Errors were found.
const FOUND: u8 = 1;
/// The command line asks for something that there is not.
const USAGE: u8 = 2;

/// Ends for wrong use, with what is wrong.
fn usage(told: impl std::fmt::Display) -> ExitCode {
    eprintln!("hera-specc: {told}");
    ExitCode::from(USAGE)
}
