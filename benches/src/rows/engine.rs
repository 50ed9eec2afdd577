//! The engine on SQLite against the physical floor: one writer whose every transaction is durable.
//!
//! All take turns in one run, and the best run of each counts. `HERA_BENCH_FINISHED` and
//! `HERA_BENCH_UNFINISHED` say how many runs lie in the tables.

use std::fs;

use anyhow::Context;

use crate::measure::Cost;
use crate::project::Place;
use crate::table::Row;

/// How many runs go at a time, with the goal against the floor where there is one.
const AT_ONCE: [(&str, Option<f64>); 3] = [("1", Some(0.75)), ("16", None), ("64", Some(12.0))];
/// Bytes of a run that waits.
const WAITING_BYTES_MAX: f64 = 10_000.0;

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    let seconds = if place.quick { "1" } else { "3" };
    let mut floor = Best::of("per_s");
    let mut loads = AT_ONCE.map(|_| Best::of("runs_per_s"));
    let (mut declared, mut each) = (Best::of("runs_per_s"), Best::of("runs_per_s"));
    for _ in 0..place.rounds(2, 3) {
        floor.take(ours(place, &["floor", seconds])?)?;
        for (best, (at_once, _)) in loads.iter_mut().zip(AT_ONCE) {
            best.take(ours(place, &["load", "steps", at_once, seconds])?)?;
        }
        declared.take(ours(place, &["load", "declared", "1", seconds])?)?;
        each.take(ours(place, &["load", "each", "1", seconds])?)?;
    }
    let raw = floor.number("per_s")?;
    let mut rows = Vec::new();
    for (best, (at_once, goal)) in loads.iter().zip(AT_ONCE) {
        rows.extend(load(best, at_once, goal, raw)?);
    }
    let (declared, each) = (declared.number("runs_per_s")?, each.number("runs_per_s")?);
    let what = "declared boundaries, one run at a time";
    rows.push(Row::at_least(what, declared, (each, "one per node"), 1.3, "runs/s"));
    let machine = ours(place, &["machine", "200000"])?;
    rows.push(Row::absolute("machine alone, four steps", machine.number("run_us")?, 5.0, "us"));
    rows.push(Row::told("the same, per `next` or `apply`", machine.number("call_ns")?, "ns"));
    let [.., busy] = &loads;
    rows.push(finished(place, seconds)?);
    rows.extend(unfinished(place, busy.number("boundaries_per_s")?)?);
    Ok(rows)
}

fn load(best: &Best, at_once: &str, goal: Option<f64>, raw: f64) -> anyhow::Result<Vec<Row>> {
    let what = format!("four steps, {at_once} at a time");
    let boundaries = best.number("boundaries_per_s")?;
    let floor = (raw, "raw commits");
    let mut rows = vec![match goal {
        Some(goal) => Row::at_least(&what, boundaries, floor, goal, "boundaries/s"),
        None => Row::told(&what, boundaries, "boundaries/s"),
    }];
    let same = |what: &str| format!("the same, {what}");
    rows.push(Row::told(&same("runs"), best.number("runs_per_s")?, "runs/s"));
    let (p50, p99) = (best.number("p50_ms")?, best.number("p99_ms")?);
    rows.push(Row::ratio(&same("p99 of a run"), p99, (p50, "p50"), 4.0, "ms"));
    rows.push(Row::told(&same("processor time per run"), best.number("cpu_us")?, "us"));
    // The log can begin anew while they are counted.
    if let Ok(syncs) = best.number("syncs") {
        let goal = if at_once == "64" { 0.15 } else { 1.0 };
        rows.push(Row::absolute(&same("syncs per boundary"), syncs, goal, ""));
    }
    Ok(rows)
}

/// Many finished runs in the tables, against none.
fn finished(place: &Place, seconds: &str) -> anyhow::Result<Row> {
    let runs = size("HERA_BENCH_FINISHED", "20000");
    let folder = fresh(place, "engine-finished")?;
    ours(place, &["fill", &folder, &runs])?;
    let (mut full, mut empty) = (Best::of("runs_per_s"), Best::of("runs_per_s"));
    for _ in 0..place.rounds(2, 3) {
        full.take(ours(place, &["load", "steps", "64", seconds, &folder])?)?;
        empty.take(ours(place, &["load", "steps", "64", seconds])?)?;
    }
    fs::remove_dir_all(&folder)?;
    let (full, empty) = (full.number("runs_per_s")?, empty.number("runs_per_s")?);
    let what = format!("{runs} finished runs in the tables, 64 at a time");
    Ok(Row::at_least(&what, full, (empty, "empty"), 0.9, "runs/s"))
}

/// Many runs that a process left behind, and what each of them held of its memory.
fn unfinished(place: &Place, normal: f64) -> anyhow::Result<Vec<Row>> {
    let runs = size("HERA_BENCH_UNFINISHED", "2000");
    let folder = fresh(place, "engine-unfinished")?;
    let bytes = ours(place, &["leave", &folder, &runs])?.number("bytes")?;
    let recovered = ours(place, &["recover", &folder, &runs])?;
    fs::remove_dir_all(&folder)?;
    let what = format!("{runs} unfinished runs: the first goes on");
    // Each of them has three of its four boundaries before it.
    let boundaries = recovered.number("per_s")? * 3.0;
    Ok(vec![
        Row::absolute(&what, recovered.number("first_s")?, 1.0, "s"),
        Row::at_least("all of them", boundaries, (normal, "64 at a time"), 0.5, "boundaries/s"),
        Row::absolute("memory of a run that stands still", bytes, WAITING_BYTES_MAX, "B"),
    ])
}

fn ours(place: &Place, arguments: &[&str]) -> anyhow::Result<Cost> {
    eprintln!("  engine {}", arguments.join(" "));
    place.ours("release", "engine", arguments)
}

/// An empty folder of its own.
fn fresh(place: &Place, name: &str) -> anyhow::Result<String> {
    let folder = place.at(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder.to_string_lossy().into_owned())
}

fn size(variable: &str, usual: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

/// The best run of something: the one with the highest rate.
struct Best {
    rate: &'static str,
    cost: Option<Cost>,
}

impl Best {
    fn of(rate: &'static str) -> Best {
        Best { rate, cost: None }
    }

    fn take(&mut self, cost: Cost) -> anyhow::Result<()> {
        let best = self.cost.as_ref().map_or(Ok(0.0), |best| best.number(self.rate))?;
        if cost.number(self.rate)? > best {
            self.cost = Some(cost);
        }
        Ok(())
    }

    fn number(&self, key: &str) -> anyhow::Result<f64> {
        self.cost.as_ref().context("it ran")?.number(key)
    }
}
