//! The memory of runs that wait, and of those that are over.

use super::ours;
use super::places::fresh;
use crate::project::Place;
use crate::table::{Report, Row};

/// Bytes of a run that waits, with the caller that waits for it.
const WAITING_BYTES_MAX: f64 = 10_000.0;
/// Bytes of a run that is over: none, but the allocator moves by whole pages.
const FINISHED_BYTES_MAX: f64 = 64.0;

pub(in crate::rows) fn waiting(place: &Place) -> anyhow::Result<Report> {
    let runs = if place.quick { ["2000", "20000"] } else { ["8000", "80000"] };
    let [waiting, finished] = runs;
    let mut rows = Vec::new();
    for (kind, runs, what, goal) in [
        ("attempt", waiting, "memory of a run that waits for its next attempt", WAITING_BYTES_MAX),
        ("key", waiting, "memory of a run that waits for its concurrency key", WAITING_BYTES_MAX),
        ("finished", finished, "memory of a run that is over", FINISHED_BYTES_MAX),
    ] {
        let bytes = ours(place, &["memory", kind, &fresh(place)?, runs])?.number("bytes")?;
        rows.push(Row::absolute(what, bytes.round(), goal, "B"));
    }
    fresh(place)?;
    Ok(Report::from(rows))
}
