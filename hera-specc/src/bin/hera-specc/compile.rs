//! `compile`: check, then write the code.

use std::path::PathBuf;
use std::process::ExitCode;

use hera_specc::{compile_with, host};

use super::{input, levels};

/// Check specs, then write the Rust code for them
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    specs: input::Specs,
    /// Folder for the code: one file per spec, and `hera.rs` that nests them
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    levels: levels::Levels,
    /// Write nothing; fail when something would change
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str = "\
Examples:
  Write the code for all specs:
    hera-specc compile specs --out generated/src

  In a pipeline: fail when the committed code is not what the specs say:
    hera-specc compile specs --out generated/src --check

A service has no need of this: its build.rs does the same with `hera_specc::Builder`.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let files = args.specs.read()?;
    let lock = args.specs.lock()?;
    let settings = args.levels.settings(&args.specs.paths)?;
    let outcome = compile_with(&files, lock.as_deref(), &settings);
    let status = input::report(&outcome, false);
    let Some(emission) = &outcome.emission else { return Ok(status) };
    let changed = host::write(emission, &args.out, args.check)?;
    if args.check && !changed.is_empty() {
        for path in &changed {
            eprintln!("hera-specc: {} is not up to date", path.display());
        }
        eprintln!("hera-specc: run the same command without `--check`");
        return Ok(ExitCode::from(super::FOUND));
    }
    let total = emission.files.len() + 1;
    eprintln!("hera-specc: {total} files, {} changed", changed.len());
    Ok(status)
}
