//! `schema`: the language as a JSON Schema.

use std::process::ExitCode;

use clap::ValueEnum;
use hera_specc::schema::{Part, schema};

/// Print a JSON Schema of the language, so that an editor completes and checks while you write
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// One kind of documents; all of them, told from each other by their shape, without it
    #[arg(value_enum)]
    kind: Option<Kind>,
    /// Refuse unknown keys too, about which the compiler only warns
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Procedure,
    Orchestration,
    Route,
    Workflow,
    Seed,
}

const EXAMPLES: &str = "\
Examples:
  Once, beside the specs; renew it with the compiler:
    hera-specc schema --strict > specs/hera.schema.json

  In the settings of an editor with yaml-language-server (VS Code: the YAML extension):
    \"yaml.schemas\": { \"./specs/hera.schema.json\": \"specs/**/*.yml\" }

  Or in the first line of a spec:
    # yaml-language-server: $schema=../hera.schema.json

Without --strict every spec passes that the compiler accepts. The schema knows keys, shapes and words;
names, types, conditions and order are judged by `hera-specc check`. JSON Schema draft 2020-12.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let part = args.kind.map(|kind| match kind {
        Kind::Procedure => Part::Procedure,
        Kind::Orchestration => Part::Orchestration,
        Kind::Route => Part::Route,
        Kind::Workflow => Part::Workflow,
        Kind::Seed => Part::Seed,
    });
    super::terminal::line(format!("{:#}", schema(part, args.strict)))?;
    Ok(ExitCode::SUCCESS)
}
