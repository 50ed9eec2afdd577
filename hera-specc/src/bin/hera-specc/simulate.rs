//! `simulate`: the dry run of an event.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use hera_core::Plan;
use hera_core::strict::Strict;
use hera_specc::ir::{Flow, SmartCode};
use hera_specc::simulate::{self, DryRun, Failing, Given, Misuse, Subject};
use serde_json::Value as Json;

use super::{flows, terminal, usage};

/// Run an event in the mind: order, conditions, boundaries, failures and the way back
///
/// Drives the same machine as a service, without a database and without procedures: each node returns
/// sample values of its declared types. A procedure without a file is taken to succeed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file of the orchestration
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    flows: flows::Meant,
    /// The payload as JSON, with the path's and headers' fields among it
    #[arg(long, value_name = "JSON", default_value = "{}")]
    payload: String,
    /// A node fails: with a code that its procedure declares, one of the machinery (NETWORK_TIMEOUT …),
    /// or UNKNOWN (in doubt); at every call, or at so many
    #[arg(long, value_name = "NODE=CODE[:TIMES]")]
    fail: Vec<Failing>,
    /// Take the procedure with this smart code to be external
    #[arg(long, value_name = "CODE")]
    external: Vec<String>,
    /// What a node returns, in place of sample values: NODE={"field": value}
    #[arg(long, value_name = "NODE=JSON")]
    output: Vec<String>,
    /// Print one JSON object (a list of them where several events are meant)
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  All events of a file:
    hera-specc simulate specs/salon/pos/cart.orchestration.yml --uses specs

  One event, with a payload (what is missing is listed):
    hera-specc simulate specs/salon/pos/cart.orchestration.yml --uses specs \\
      --event POS.CART.LINE_ADD.REQUESTED --payload '{\"line_type\": \"RETAIL\"}'

  The way back when a node fails for good, and a retry that helps:
    … --fail PERSIST_ADD=CART_NOT_ACTIVE
    … --fail RESERVE_SOFT=NETWORK_TIMEOUT:2

Exit status: 0 completed, 1 another end or refused, 2 wrong use.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let payload: Json = match serde_json::from_str(&args.payload) {
        Ok(Strict(payload)) => payload,
        Err(error) => return Ok(usage(format!("--payload is no JSON: {error}"))),
    };
    let outputs = match outputs(&args.output) {
        Ok(outputs) => outputs,
        Err(told) => return Ok(usage(told)),
    };
    let loaded = match flows::load(&args.file, &args.flows.uses)? {
        Ok(loaded) => loaded,
        Err(status) => return Ok(status),
    };
    let orchestration = loaded.orchestration();
    let meant = match loaded.flows(args.flows.event.as_deref()) {
        Ok(meant) => meant,
        Err(status) => return Ok(status),
    };
    let specs = &loaded.analysis.specs;
    let subjects = meant.iter().map(|flow| Subject { specs, orchestration, flow });
    let external = args.external.iter().map(|code| canonical(code)).collect();
    let plans: Vec<Plan> =
        subjects.clone().map(|subject| simulate::plan(subject, &external)).collect();
    if let Err(misuse) = judge(args, &plans, &outputs) {
        return Ok(usage(misuse));
    }
    let elsewhere = match args.flows.event {
        Some(_) => BTreeSet::new(),
        None => meant.iter().flat_map(|flow| names(flow)).collect(),
    };
    let given = Given { payload, failures: &args.fail, external, outputs, elsewhere };
    let mut runs = Vec::new();
    for subject in subjects {
        match simulate::dry_run(subject, &given) {
            Ok(run) => runs.push((run, subject)),
            Err(fault) => {
                eprintln!("hera-specc: `{}` cannot run: {fault}", subject.flow.event.value);
                return Ok(ExitCode::from(super::FOUND));
            }
        }
    }
    loaded.warn();
    if args.json {
        terminal::line(as_json(&runs)?)?;
    } else {
        let sources = &loaded.analysis.sources;
        let told = |(run, subject): &(DryRun, Subject<'_>)| {
            simulate::story(run, *subject, sources, terminal::paint())
        };
        terminal::out(&runs.iter().map(told).collect::<Vec<_>>().join("\n"))?;
    }
    let completed = runs.iter().all(|(run, _)| run.completed());
    Ok(if completed { ExitCode::SUCCESS } else { ExitCode::from(super::FOUND) })
}

fn as_json(runs: &[(DryRun, Subject<'_>)]) -> serde_json::Result<String> {
    match runs {
        [(run, _)] => serde_json::to_string_pretty(run),
        runs => serde_json::to_string_pretty(&runs.iter().map(|(run, _)| run).collect::<Vec<_>>()),
    }
}

fn outputs(given: &[String]) -> Result<BTreeMap<String, Json>, String> {
    let parse = |text: &String| {
        let (node, json) = text
            .split_once('=')
            .ok_or_else(|| format!("--output `{text}` is not of the form NODE=JSON"))?;
        let Strict(json) = serde_json::from_str(json)
            .map_err(|error| format!("--output of `{node}` is no JSON: {error}"))?;
        Ok((node.to_owned(), json))
    };
    given.iter().map(parse).collect()
}

/// Refuses nodes, codes and procedures that there are not.
fn judge(args: &Args, plans: &[Plan], outputs: &BTreeMap<String, Json>) -> Result<(), Misuse> {
    let plans: Vec<&Plan> = plans.iter().collect();
    args.fail.iter().try_for_each(|failing| simulate::validate(failing, &plans))?;
    let nodes = || plans.iter().flat_map(|plan| plan.nodes.iter());
    for node in outputs.keys() {
        if !nodes().any(|known| known.id == *node) {
            let known = nodes().map(|node| node.id.as_ref());
            return Err(Misuse::unknown(&format!("node `{node}`"), node, known));
        }
    }
    let run = nodes().map(|node| node.procedure.as_ref());
    let undo = nodes().filter_map(|node| Some(node.compensation.as_ref()?.procedure.as_ref()));
    let procedures: Vec<&str> = run.chain(undo).collect();
    for code in &args.external {
        if !procedures.contains(&canonical(code).as_str()) {
            let what = format!("procedure `{code}` in these flows");
            return Err(Misuse::unknown(&what, code, procedures));
        }
    }
    Ok(())
}

fn canonical(code: &str) -> String {
    SmartCode::new(code).map_or_else(|| code.to_owned(), |code| code.canonical().to_owned())
}

fn names(flow: &Flow) -> impl Iterator<Item = &str> {
    flow.payload.iter().map(|field| field.name.as_str())
}
