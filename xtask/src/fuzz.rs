//! Runs the fuzz targets, each for a while, from seeds made of our own specs, cases and pages.

mod seeds;

use std::fs;
use std::process::Command;

use anyhow::{Context, bail};

use super::run::root;

/// All targets, in the order in which they run.
const TARGETS: [&str; 4] = ["yaml", "condition", "edges", "check"];
/// The longest input: a real orchestration with two procedures.
const INPUT_BYTES_MAX: u32 = 8 * 1024;
/// An input that takes longer is a finding, for the compiler is near-linear.
const INPUT_SECONDS_MAX: u32 = 10;
const MEMORY_MIB_MAX: u32 = 2 * 1024;

/// Runs one target, or all in turn, for `seconds` each. A finding fails, and stays in `fuzz/artifacts`.
/// The same `seed` draws the same inputs.
pub(crate) fn run(target: Option<&str>, seconds: u32, seed: Option<u32>) -> anyhow::Result<()> {
    let targets: Vec<&str> = match target {
        None => TARGETS.to_vec(),
        Some(named) if TARGETS.contains(&named) => vec![named],
        Some(other) => bail!("there is no target `{other}`: they are {}", TARGETS.join(", ")),
    };
    let seen = Command::new("cargo").args(["fuzz", "--version"]).output();
    if !seen.is_ok_and(|output| output.status.success()) {
        bail!("cargo-fuzz is missing: `cargo install --locked cargo-fuzz`, once; stable will do");
    }
    for target in targets {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let count = seeds::write(target, &corpus)?;
        eprintln!("▶ fuzz {target} for {seconds} s from {count} seeds");
        run_one(target, seconds, seed)?;
    }
    Ok(())
}

/// Without a sanitizer, which would need the nightly toolchain: our code has no `unsafe`.
fn run_one(target: &str, seconds: u32, seed: Option<u32>) -> anyhow::Result<()> {
    let built = Command::new("cargo")
        .args(["fuzz", "build", "--sanitizer", "none", target])
        .current_dir(root())
        .status()
        .context("cannot start cargo fuzz")?;
    if !built.success() {
        bail!("fuzz target `{target}` does not build");
    }
    let status = Command::new("cargo")
        .args(["fuzz", "run", "--sanitizer", "none", target, "--"])
        .arg("-dict=fuzz/hera.dict")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={INPUT_BYTES_MAX}"))
        .arg(format!("-timeout={INPUT_SECONDS_MAX}"))
        .arg(format!("-rss_limit_mb={MEMORY_MIB_MAX}"))
        .arg("-print_final_stats=1")
        .args(seed.map(|seed| format!("-seed={seed}")))
        .current_dir(root())
        .status()
        .context("cannot start cargo fuzz")?;
    if !status.success() {
        bail!("fuzz target `{target}` found something: see fuzz/artifacts/{target}");
    }
    Ok(())
}
