//! `check`: all rules over files or folders.

use std::process::ExitCode;

use clap::ValueEnum;
use hera_specc::diag::{Diagnostic, Severity, catalogue, render};
use hera_specc::{Outcome, judge};
use serde_json::json;

use super::{fix, input, terminal};

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
    /// Leave out a rule: HSnnnn
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// Make a rule a warning: HSnnnn
    #[arg(long, value_name = "CODE")]
    warn: Vec<String>,
    /// Make a rule an error: HSnnnn, or `warnings` for all warnings
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
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
    if let Some(code) = unknown_code(args) {
        eprintln!("hera-specc: there is no rule `{code}`; `hera-specc explain` lists all rules");
        return Ok(ExitCode::from(super::USAGE));
    }
    let lock = args.specs.lock()?;
    if args.fix {
        let mended = fix::fix(&args.specs, lock.as_deref(), &|found| is_mended(args, found))?;
        eprintln!("hera-specc: {mended} finding{} mended", if mended == 1 { "" } else { "s" });
    }
    let files = args.specs.read()?;
    let mut outcome = judge(&files, lock.as_deref());
    apply(args, &mut outcome);
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
fn is_mended(args: &Args, found: &Diagnostic) -> bool {
    let allowed = args.allow.iter().any(|code| code.eq_ignore_ascii_case(found.rule.code));
    found.severity != Severity::Note && !allowed
}

fn unknown_code(args: &Args) -> Option<&String> {
    let named = args.allow.iter().chain(&args.warn);
    let denied = args.deny.iter().filter(|code| *code != "warnings");
    named.chain(denied).find(|code| catalogue::find(code).is_none())
}

/// Changes severities as the options say. An error stays an error: it would make wrong code.
fn apply(args: &Args, outcome: &mut Outcome) {
    let listed = |list: &[String], code: &str| list.iter().any(|c| c.eq_ignore_ascii_case(code));
    outcome.diags.retain_mut(|found| {
        let code = found.rule.code;
        if found.severity == Severity::Error {
            return true;
        }
        if listed(&args.allow, code) {
            return false;
        }
        if listed(&args.warn, code) {
            found.severity = Severity::Warning;
        }
        let all = found.severity == Severity::Warning && listed(&args.deny, "warnings");
        if all || listed(&args.deny, code) {
            found.severity = Severity::Error;
        }
        true
    });
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
