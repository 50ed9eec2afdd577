//! Who is measured under the same load: we on both stores, and our peers on the store that each of them has.

use std::fs;
use std::process::Command;

use anyhow::{Context, bail};

use super::places::{Server, fresh};
use crate::measure::Cost;
use crate::project::Place;
use crate::table::Needs;

/// The peers' packages have one target folder: they share what they can.
const TARGET: &str = "benches/peers/target";
const PYTHON: &str = "benches/peers/target/dbos-python";
const SCRIPT: &str = "benches/peers/dbos-python/bench.py";
const REQUIREMENTS: &str = "benches/peers/dbos-python/requirements.txt";

/// Whether a store's file or server is what holds the runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Ours,
    /// The package of this name.
    Peer(&'static str),
    Python,
}

/// One that is measured.
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) on: On,
    /// Whether each of its commits waits for the disk.
    pub(super) durable: bool,
    /// How many times our rate should be its rate, at 1, 16 and 64 runs at a time.
    pub(super) goals: Option<[f64; 3]>,
    /// It needs more time than the others until a figure is steady.
    slow: bool,
    program: Program,
}

const OURS: Contender = Contender {
    name: "HERA",
    on: On::Sqlite,
    durable: true,
    goals: None,
    slow: false,
    program: Program::Ours,
};

/// All, ours first.
pub(super) const ALL: [Contender; 7] = [
    OURS,
    Contender { on: On::Postgres, ..OURS },
    Contender {
        name: "durare",
        goals: Some([2.0, 15.0, 50.0]),
        program: Program::Peer("durare"),
        ..OURS
    },
    Contender {
        name: "duroxide",
        durable: false,
        goals: Some([30.0, 250.0, 500.0]),
        slow: true,
        program: Program::Peer("duroxide"),
        ..OURS
    },
    Contender {
        name: "steno",
        goals: Some([2.5, 15.0, 50.0]),
        program: Program::Peer("steno"),
        ..OURS
    },
    Contender {
        name: "dbos (Rust)",
        on: On::Postgres,
        goals: Some([1.8, 3.5, 8.0]),
        program: Program::Peer("dbos"),
        ..OURS
    },
    Contender {
        name: "dbos (Python)",
        on: On::Postgres,
        goals: Some([6.0, 30.0, 80.0]),
        slow: true,
        program: Program::Python,
        ..OURS
    },
];

impl Contender {
    pub(super) fn is_ours(&self) -> bool {
        self.program == Program::Ours
    }

    /// The store, and what its commits are worth.
    pub(super) fn store(&self) -> &'static str {
        match (self.on, self.durable) {
            (On::Sqlite, true) => "SQLite, FULL",
            (On::Sqlite, false) => "SQLite, NORMAL",
            (On::Postgres, _) => "PostgreSQL",
        }
    }

    /// Builds its program; the log says the last complaint where that fails.
    pub(super) fn build(&self, place: &Place) -> anyhow::Result<()> {
        match self.program {
            Program::Ours => Ok(()),
            Program::Peer(name) => {
                let manifest = format!("benches/peers/{name}/Cargo.toml");
                let arguments = ["build", "--release", "--locked", "--quiet", "--manifest-path"];
                let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let mut build = Command::new(cargo);
                build.args(arguments).arg(manifest).args(["--target-dir", TARGET]);
                told(place, &mut build)
            }
            Program::Python => {
                let python = place.source(PYTHON).join("bin/python");
                if !python.exists() {
                    told(place, Command::new("python3").args(["-m", "venv", PYTHON]))?;
                }
                let install = ["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS];
                told(place, Command::new(python).args(install))
            }
        }
    }

    /// Measures it once.
    pub(super) fn measure(
        &self,
        place: &Place,
        server: Option<&Server>,
        at_once: usize,
    ) -> anyhow::Result<Needs> {
        eprintln!("  {} on {}, {at_once} at a time", self.name, self.store());
        let seconds = match (place.quick, self.slow) {
            (true, false) => "1",
            (true, true) | (false, false) => "3",
            (false, true) => "6",
        };
        let name = match self.program {
            Program::Ours => "",
            Program::Peer(name) => name,
            Program::Python => "dbos_python",
        };
        let server = match self.on {
            On::Sqlite => None,
            On::Postgres => Some(server.context("there is no PostgreSQL server")?),
        };
        let there = match server {
            None => fresh(place)?,
            Some(server) if self.is_ours() => server.ours()?,
            Some(server) => server.of_peer(name)?,
        };
        let at_once_text = at_once.to_string();
        let asked = [there.as_str(), &at_once_text, seconds];
        let before = server.map(Server::done).transpose()?;
        let cost = match self.program {
            Program::Ours => {
                place.ours("release", "engine", &[&["load", "steps"], &asked[..]].concat())
            }
            Program::Peer(name) => {
                place.program(&format!("{TARGET}/release/hera-peer-{name}"), &asked)
            }
            Program::Python => {
                let arguments = [&[SCRIPT], &asked[..]].concat();
                place.program(&format!("{PYTHON}/bin/python"), &arguments)
            }
        }?;
        let after = server.map(Server::done).transpose()?;
        self.needs(at_once, &cost, before.zip(after))
    }

    fn needs(
        &self,
        at_once: usize,
        cost: &Cost,
        server: Option<(super::places::Done, super::places::Done)>,
    ) -> anyhow::Result<Needs> {
        let (commits, syncs) = match server {
            Some((before, after)) => {
                let runs = cost.number("runs ")?;
                let transactions = (after.transactions - before.transactions) / runs;
                (Some(transactions), Some((after.syncs - before.syncs) / runs))
            }
            // The log can begin anew while they are counted.
            None => {
                let commits = cost.number("commits").ok();
                (commits, commits.filter(|_| self.durable))
            }
        };
        Ok(Needs {
            engine: self.name.to_owned(),
            store: self.store().to_owned(),
            at_once,
            runs_per_s: cost.number("runs_per_s")?,
            p50_ms: cost.number("p50_ms")?,
            p99_ms: cost.number("p99_ms")?,
            commits,
            syncs,
            cpu_us: cost.number("cpu_us")?,
            peak_mib: cost.peak_mib,
        })
    }
}

/// Runs a command in the workspace; where it fails, its last words are the reason.
fn told(place: &Place, command: &mut Command) -> anyhow::Result<()> {
    let log = place.at("log");
    let errors = fs::File::create(&log)?;
    let status = command
        .current_dir(place.source("."))
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(errors)
        .status()
        .with_context(|| format!("cannot start {:?}", command.get_program()))?;
    if status.success() {
        return Ok(());
    }
    let said = fs::read_to_string(&log)?;
    let mut errors = said.lines().filter(|line| line.to_lowercase().starts_with("error"));
    match errors.next_back().or_else(|| said.lines().next_back()) {
        Some(line) => bail!("{line}"),
        None => bail!("{:?} failed", command.get_program()),
    }
}
