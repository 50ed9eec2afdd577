//! `explain`: the page of a rule, or a flow in plain words.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hera_specc::diag::{Rule, catalogue};
use hera_specc::explain::{Explained, explain, page};
use hera_specc::simulate::Misuse;
use serde_json::json;

use super::{flows, terminal, usage};

/// Explain a rule, or what an event does: bindings, boundaries, ways back
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code of a rule (HSnnnn) or its name, or the file of an orchestration; all rules without it
    #[arg(value_name = "CODE|FILE")]
    subject: Option<String>,
    #[command(flatten)]
    flows: flows::Meant,
    /// Print JSON: for a file one object per event (a list of them where several are meant)
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  All rules:
    hera-specc explain

  What a rule finds, why it matters, and how to mend it:
    hera-specc explain HS0502

  Where each input of a flow comes from, what commits when, and where it ends when a node fails:
    hera-specc explain specs/salon/pos/cart.orchestration.yml --uses specs \\
      --event POS.CART.LINE_ADD.REQUESTED";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.subject {
        None => list(args.json),
        Some(subject) if is_file(subject) => file(args, Path::new(subject)),
        Some(subject) => rule(args, subject),
    }
}

/// A code has no dot and no slash, and a spec file has an extension or is there.
fn is_file(subject: &str) -> bool {
    subject.contains(['.', '/', '\\']) || Path::new(subject).is_file()
}

fn list(as_json: bool) -> anyhow::Result<ExitCode> {
    if as_json {
        let rules = catalogue::RULES.iter().map(|rule| row(rule));
        terminal::line(format!("{:#}", serde_json::Value::Array(rules.collect())))?;
    } else {
        let told =
            |rule: &&Rule| format!("{}  {:<7}  {}\n", rule.code, rule.severity.as_str(), rule.name);
        terminal::out(&catalogue::RULES.iter().map(told).collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(rule: &Rule) -> serde_json::Value {
    json!({"code": rule.code, "severity": rule.severity.as_str(), "name": rule.name})
}

fn rule(args: &Args, subject: &str) -> anyhow::Result<ExitCode> {
    let named = |rule: &&&Rule| rule.name.eq_ignore_ascii_case(subject);
    let found = catalogue::find(subject).or_else(|| catalogue::RULES.iter().find(named).copied());
    let Some(rule) = found else {
        let known: Vec<&str> = catalogue::RULES.iter().map(|rule| rule.code).collect();
        let names = catalogue::RULES.iter().map(|rule| rule.name);
        let mut misuse =
            Misuse::unknown(&format!("rule `{subject}`"), subject, known.into_iter().chain(names));
        misuse.known = vec!["`hera-specc explain` lists all rules".to_owned()];
        return Ok(usage(misuse));
    };
    if args.flows.event.is_some() || !args.flows.uses.is_empty() {
        return Ok(usage("--event and --uses go with a file, not with a rule"));
    }
    if args.json {
        let mut row = row(rule);
        row["page"] = rule.page.into();
        terminal::line(format!("{row:#}"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let paint = terminal::paint();
    let told = |line: &str| match line.starts_with('#') {
        true => format!("{}\n", paint.bold(line)),
        false => format!("{line}\n"),
    };
    terminal::out(&rule.page.lines().map(told).collect::<String>())?;
    Ok(ExitCode::SUCCESS)
}

fn file(args: &Args, path: &Path) -> anyhow::Result<ExitCode> {
    let loaded = match flows::load(&PathBuf::from(path), &args.flows.uses)? {
        Ok(loaded) => loaded,
        Err(status) => return Ok(status),
    };
    let meant = match loaded.flows(args.flows.event.as_deref()) {
        Ok(meant) => meant,
        Err(status) => return Ok(status),
    };
    let (specs, sources) = (&loaded.analysis.specs, &loaded.analysis.sources);
    let all = meant.iter().map(|flow| explain(specs, loaded.orchestration(), flow, sources));
    let all: Vec<Explained> = all.collect();
    loaded.warn();
    if args.json {
        let text = match all.as_slice() {
            [one] => serde_json::to_string_pretty(one)?,
            all => serde_json::to_string_pretty(all)?,
        };
        terminal::line(text)?;
    } else {
        let pages: Vec<String> = all.iter().map(|one| page(one, terminal::paint())).collect();
        terminal::out(&pages.join("\n\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}
