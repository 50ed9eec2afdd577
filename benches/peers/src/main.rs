//! `hera-peers yaml FILE [RUNS]`, `hera-peers typify|prost|serde TYPES OUT [RUNS]`: what a peer needs for as
//! much, in milliseconds of processor time on standard output. `OUT` gets the code that it made.

mod types;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;

/// An orchestration as a program without a compiler would read it.
#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Orchestration {
    smart_code: String,
    intent: String,
    triggers: Vec<Trigger>,
    graph: Graph,
    edges: Vec<String>,
    transaction_boundaries: Vec<Boundary>,
    retry_policy: BTreeMap<String, yaml_serde::Value>,
    compensation_policy: BTreeMap<String, yaml_serde::Value>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Trigger {
    on: String,
    emit: String,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Graph {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Node {
    id: String,
    run: String,
    when: Option<String>,
    compensation: Option<String>,
    with: BTreeMap<String, String>,
    timeout: u64,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Boundary {
    name: String,
    applies_to: Vec<String>,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["yaml", file, runs @ ..] => yaml(Path::new(file), count(runs)?),
        [kind @ ("typify" | "prost" | "serde"), types, out, runs @ ..] => {
            let code = generate(kind, types.parse()?, count(runs)?)?;
            Ok(std::fs::write(out, code)?)
        }
        _ => bail!("hera-peers yaml FILE [RUNS] | typify|prost|serde TYPES OUT [RUNS]"),
    }
}

/// How often something runs.
fn count(rest: &[&str]) -> anyhow::Result<usize> {
    match rest {
        [] => Ok(5),
        [runs] => Ok(runs.parse()?),
        _ => bail!("too many arguments"),
    }
}

fn yaml(file: &Path, runs: usize) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file)?;
    measured(runs, || Ok(yaml_serde::from_str::<Orchestration>(&text)?))?;
    Ok(())
}

fn generate(kind: &str, count: usize, runs: usize) -> anyhow::Result<String> {
    match kind {
        "typify" => {
            let schema = types::schema(count);
            measured(runs, || types::typify(&schema))
        }
        "prost" => {
            let proto = types::proto(count);
            let folder = std::env::temp_dir().join(format!("hera-peers-{}", std::process::id()));
            std::fs::create_dir_all(&folder).context("no folder for the proto")?;
            std::fs::write(folder.join("bench.proto"), proto)?;
            let code = measured(runs, || types::prost(&folder));
            std::fs::remove_dir_all(&folder)?;
            code
        }
        _ => Ok(types::serde(count)),
    }
}

/// Prints the best of some runs: what else runs on the machine only adds to it.
fn measured<T>(runs: usize, work: impl Fn() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let mut best = f64::INFINITY;
    let mut last = None;
    for _ in 0..runs {
        let start = cpu_ms();
        last = Some(black_box(work()?));
        best = best.min(cpu_ms() - start);
    }
    println!("{best:.3}");
    last.context("it ran")
}

/// Processor time of this process.
fn cpu_ms() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
