//! What a program needs: processor time and memory of a process and all its children.
//!
//! Processor time is counted, and not time on the wall, since other work on the machine only waits then.
//! Where two are compared they run by turns, and the best of each counts: noise only adds.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use wait4::Wait4;

/// What a process and its children needed.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Processor time, of the user and of the system.
    pub cpu_s: f64,
    /// The most memory that one of the processes held.
    pub peak_mib: f64,
    /// What it printed.
    pub stdout: String,
}

impl Cost {
    /// The number that the program printed behind `key`, or alone when `key` is empty.
    ///
    /// # Errors
    /// When it printed no such thing.
    pub fn number(&self, key: &str) -> anyhow::Result<f64> {
        let mut lines = self.stdout.lines();
        let found = lines.find_map(|line| {
            let mut words = line.trim().strip_prefix(key)?.split_whitespace();
            words.next()?.parse().ok()
        });
        found.with_context(|| format!("no `{key}` in {:?}", self.stdout))
    }
}

/// Runs a program to its end; what it complains about goes to `log`.
///
/// # Errors
/// When it cannot be started or fails, with what it complained about.
pub fn cost(command: &mut Command, log: &Path) -> anyhow::Result<Cost> {
    let complaints = File::create(log).with_context(|| format!("cannot write {log:?}"))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(complaints)
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let mut stdout = String::new();
    child.stdout.take().context("it is piped")?.read_to_string(&mut stdout)?;
    let used = child.wait4()?;
    if !used.status.success() {
        bail!("{command:?} failed:\n{}", std::fs::read_to_string(log)?);
    }
    let cpu_s = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(Cost { cpu_s, peak_mib: used.rusage.maxrss as f64 / (1024.0 * 1024.0), stdout })
}

/// The least of `rounds` runs of each, which take turns.
///
/// # Errors
/// Those of the runs.
pub fn by_turns<const N: usize>(
    what: &str,
    rounds: usize,
    mut runs: [&mut dyn FnMut() -> anyhow::Result<f64>; N],
) -> anyhow::Result<[f64; N]> {
    let mut best = [f64::INFINITY; N];
    for round in 1..=rounds {
        eprintln!("  {what}, round {round} of {rounds}");
        for (best, run) in best.iter_mut().zip(&mut runs) {
            *best = best.min(run()?);
        }
    }
    Ok(best)
}
