//! `new`: a commented spec to begin with.

use std::process::ExitCode;

use clap::ValueEnum;

/// Print a commented spec to begin with: `hera-specc new procedure > specs/loan.yml`
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What kind of spec
    #[arg(value_enum)]
    kind: Kind,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Orchestration,
    Procedure,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let template = match args.kind {
        Kind::Orchestration => hera_specc::templates::ORCHESTRATION,
        Kind::Procedure => hera_specc::templates::PROCEDURE,
    };
    super::terminal::out(template)?;
    Ok(ExitCode::SUCCESS)
}
