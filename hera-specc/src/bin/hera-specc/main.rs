//! The command line of the compiler: one file per command, no logic of its own.

mod check;
mod compile;
mod diff;
mod explain;
mod fix;
mod flows;
mod graph;
mod input;
mod levels;
mod lock;
#[cfg(feature = "lsp")]
mod lsp;
mod new;
mod schema;
mod simulate;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hera_specc::simulate::Misuse;

/// A check makes many small pieces and lets most of them go at once: this one is faster at that than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiler of HERA procedure and orchestration specs.
///
/// Checks YAML specs, compiles them to typed Rust state machines, and shows what their flows do. It
/// needs no database. Exit status: 0 no error, 1 errors found, 2 wrong use, 3 a failure of the machine.
#[derive(Parser)]
#[command(name = "hera-specc", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Start with:
  hera-specc new procedure > specs/loan.yml       a commented spec to begin with
  hera-specc schema --strict > hera.schema.json   help for your editor while you write
  hera-specc check specs                          every fault of every spec
  hera-specc explain HS0502                       what a rule means
  hera-specc explain FILE --event EVENT           what an event does
  hera-specc graph FILE --event EVENT             the same as a picture
  hera-specc simulate FILE --event EVENT          what happens when it comes
  hera-specc compile specs --out generated/src    the code
  hera-specc diff git:main specs                  what a change means for runs in flight
  hera-specc lock specs                           pin what is released
  hera-specc lsp                                  help in your editor, which starts it

Each command has examples of its own: `hera-specc simulate --help`.";

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Compile(compile::Args),
    Explain(explain::Args),
    Graph(graph::Args),
    Simulate(simulate::Args),
    Diff(diff::Args),
    Lock(lock::Args),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Args),
    Schema(schema::Args),
    New(new::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    let done = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Graph(args) => graph::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Lock(args) => lock::run(&args),
        #[cfg(feature = "lsp")]
        Command::Lsp(args) => lsp::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::New(args) => new::run(&args),
    };
    match done {
        Ok(status) => status,
        Err(error) => match error.downcast_ref::<Misuse>() {
            Some(misuse) => usage(misuse),
            None => {
                eprintln!("hera-specc: {error:#}");
                ExitCode::from(FAILURE)
            }
        },
    }
}

/// Errors were found.
const FOUND: u8 = 1;
/// The command line asks for something that there is not.
const USAGE: u8 = 2;
/// The machine fails: a file cannot be read or written.
const FAILURE: u8 = 3;

/// Ends for wrong use, with what is wrong.
fn usage(told: impl std::fmt::Display) -> ExitCode {
    eprintln!("hera-specc: {told}");
    ExitCode::from(USAGE)
}
