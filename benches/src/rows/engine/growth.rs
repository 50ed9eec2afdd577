//! Full tables: runs that are over, and runs that a process left behind.

use super::ours;
use super::places::fresh;
use crate::project::Place;
use crate::table::{Report, Row};

/// Many finished runs in the tables, against none.
pub(in crate::rows) fn finished(place: &Place) -> anyhow::Result<Report> {
    let most = if place.quick { 100_000 } else { 1_000_000 };
    let seconds = if place.quick { "1" } else { "3" };
    let folder = fresh(place)?;
    let empty_folder = format!("{folder}/empty");
    let mut rows = Vec::new();
    for runs in [1_000_u32, 10_000, 100_000, 1_000_000].into_iter().filter(|runs| *runs <= most) {
        ours(place, &["fill", &folder, &runs.to_string()])?;
        let (mut full, mut empty) = (0.0_f64, 0.0_f64);
        for _ in 0..place.rounds(2, 3) {
            let load = |there: &str| {
                ours(place, &["load", "steps", there, "64", seconds])?.number("runs_per_s")
            };
            full = full.max(load(&folder)?);
            std::fs::create_dir_all(&empty_folder)?;
            empty = empty.max(load(&empty_folder)?);
            std::fs::remove_dir_all(&empty_folder)?;
        }
        let what = format!("10^{} finished runs in the tables, 64 at a time", runs.ilog10());
        rows.push(Row::at_least(&what, full, (empty, "empty tables"), 0.9, "runs/s"));
    }
    fresh(place)?;
    Ok(Report::from(rows))
}

/// Many runs that a process left behind after their first boundary. Each is claimed, which is one durable write, and
/// has three boundaries left: as many writes as a new run.
pub(in crate::rows) fn unfinished(place: &Place) -> anyhow::Result<Report> {
    let runs: u32 = if place.quick { 10_000 } else { 100_000 };
    let count = runs.to_string();
    let normal =
        ours(place, &["load", "steps", &fresh(place)?, "64", "3"])?.number("runs_per_s")?;
    let folder = fresh(place)?;
    ours(place, &["leave", &folder, &count])?;
    let recovered = ours(place, &["recover", &folder, &count])?;
    fresh(place)?;
    let what = format!("10^{} unfinished runs after a crash: the first goes on", runs.ilog10());
    let claimed = recovered.number("per_s")?;
    Ok(Report::from(vec![
        Row::absolute(&what, recovered.number("first_s")?, 1.0, "s"),
        Row::at_least(
            "the same, all of them claimed and driven to their end",
            claimed,
            (normal, "64 at a time"),
            0.5,
            "runs/s",
        ),
        Row::told("the same, most memory", recovered.peak_mib, "MiB"),
    ]))
}
