//! `compile` with formatting against typify on as many types.

use crate::measure::by_turns;
use crate::project::Place;
use crate::specs::{self, Procedures};
use crate::table::Row;

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    // Each procedure has an input and an output; one file is the orchestration.
    let types = 2 * (specs::flow(1000, 1, Procedures::Own).len() - 1);
    let out = place.at("typify.rs");
    let typify = ["typify", &types.to_string(), &out.to_string_lossy(), "1"];
    let [shared, own, typify] = by_turns(
        "1,000 nodes, with types of their own, typify",
        place.rounds(2, 5),
        [
            &mut || place.ours("release", "stages", &["flow", "1000", "1", "emit"])?.number("all"),
            &mut || place.ours("release", "stages", &["own", "1000", "1", "emit"])?.number("all"),
            &mut || place.peer(&typify)?.number(""),
        ],
    )?;
    let what = format!("compile of 1,000 nodes, {types} types");
    Ok(vec![
        Row::ratio(&what, own, (typify, "typify"), 0.5, "ms"),
        Row::absolute("compile of 1,000 nodes", shared, 250.0, "ms"),
    ])
}
