//! `check`: all rules over files or folders.

use std::process::ExitCode;

use clap::ValueEnum;
use hera_specc::diag::{Diagnostic, Severity, render};
use hera_specc::{Outcome, judge_with};
use serde_json::json;

use super::{fix, input, levels, terminal};

/// Judge specs by all rules, and report every fault of every file
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    specs: input::Specs,
    /// How findings are printed: `human` on stderr, the others on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Show notes too (the formats for machines always hold them)
    #[arg(long)]
    notes: bool,
    /// Make the changes that errors and warnings propose, then judge what is left
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    levels: levels::Levels,
}

const EXAMPLES: &str = "\
Examples:
  Everything below a folder:
    hera-specc check specs

  One file, whose procedures stand elsewhere:
    hera-specc check specs/salon/pos/cart.orchestration.yml --uses specs

  Mend what can be mended without a person's judgement:
    hera-specc check specs --fix

  For a pipeline: annotations on a pull request, and no warning gets through:
    hera-specc check specs --format github --deny warnings

How loud a rule is, from weak to strong: the rule itself, hera.toml beside Cargo.toml, these options.
An error stays an error, except where the code would be right all the same (`explain HS1604` lists the
rules). In a spec, `# hera: allow(HSnnnn): reason` takes a warning or note away from one entry.

Exit status: 0 no error, 1 errors found, 2 wrong use, 3 a failure of the machine.
`hera-specc explain HSnnnn` tells more about a finding.";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Short,
    Sarif,
    Github,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = args.levels.settings(&args.specs.paths)?;
    let lock = args.specs.lock()?;
    if args.fix {
        let mended = fix::fix(&args.specs, lock.as_deref(), &settings, &is_mended)?;
        eprintln!("hera-specc: {mended} finding{} mended", if mended == 1 { "" } else { "s" });
    }
    let files = args.specs.read()?;
    let outcome = judge_with(&files, lock.as_deref(), &settings);
    match args.format {
        Format::Human => return Ok(input::report(&outcome, args.notes)),
        Format::Json => terminal::line(format!("{:#}", as_json(&outcome)))?,
        Format::Short => terminal::out(&render::short(&outcome.diags, &outcome.sources))?,
        Format::Sarif => {
            terminal::line(format!("{:#}", render::sarif(&outcome.diags, &outcome.sources)))?;
        }
        Format::Github => terminal::out(&render::github(&outcome.diags, &outcome.sources))?,
    }
    Ok(input::status(&outcome))
}

/// Whether `--fix` takes care of a finding: notes are a matter of taste.
fn is_mended(found: &Diagnostic) -> bool {
    found.severity != Severity::Note
}

fn as_json(outcome: &Outcome) -> serde_json::Value {
    let specs = outcome.kinds.iter().map(|(file, kind, code)| {
        json!({
            "file": outcome.sources.path(*file),
            "kind": kind.as_str(),
            "smart_code": code,
        })
    });
    json!({
        "diagnostics": render::json(&outcome.diags, &outcome.sources),
        "specs": specs.collect::<Vec<_>>(),
    })
}
