//! The engine against what its stores can do at most, against its peers, and against itself with full tables.
//!
//! Everything that is compared takes turns in one run, and the best round of each counts. A peer that cannot
//! be built or run is named with the reason.

mod contenders;
mod growth;
mod places;
mod together;
mod waiting;

use crate::measure::Cost;
use crate::project::Place;
use crate::table::{Report, Row};

pub(super) use growth::{finished, unfinished};
pub(super) use together::{at_1, at_16, at_64};
pub(super) use waiting::waiting;

/// What needs no peer: declared boundaries against one for each node, and the machine without a store.
pub(super) fn flow(place: &Place) -> anyhow::Result<Report> {
    let seconds = if place.quick { "1" } else { "3" };
    let (mut declared, mut each) = (0.0_f64, 0.0_f64);
    for _ in 0..place.rounds(2, 3) {
        for (best, flow) in [(&mut declared, "declared"), (&mut each, "each")] {
            let folder = places::fresh(place)?;
            let cost = ours(place, &["load", flow, &folder, "1", seconds])?;
            *best = best.max(cost.number("runs_per_s")?);
        }
    }
    let machine = ours(place, &["machine", "200000"])?;
    let what = "declared boundaries, 1 at a time";
    Ok(Report::from(vec![
        Row::at_least(what, declared, (each, "one per node"), 1.3, "runs/s"),
        Row::absolute("machine alone, four steps", machine.number("run_us")?, 5.0, "us"),
        Row::told("the same, per `next` or `apply`", machine.number("call_ns")?, "ns"),
    ]))
}

fn ours(place: &Place, arguments: &[&str]) -> anyhow::Result<Cost> {
    eprintln!("  engine {}", shown(arguments));
    place.ours("release", "engine", arguments)
}

/// The arguments without folders and addresses, which say nothing.
fn shown(arguments: &[&str]) -> String {
    let words = arguments.iter().copied().filter(|word| !word.contains('/'));
    words.collect::<Vec<_>>().join(" ")
}
