//! `check`: a long flow with all rules against the typed parse of the same file; a real tree of specs.

use crate::measure::by_turns;
use crate::project::Place;
use crate::table::Row;

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    let folder = place.at("flow");
    let folder = folder.to_string_lossy();
    place.ours("release", "specs", &["flow", "10000", &folder])?;
    let file = format!("{folder}/flow.orchestration.yml");
    let mut peak_mib = 0.0_f64;
    let [long, short, yaml] = by_turns(
        "10,000 nodes, 1,000 nodes, yaml_serde",
        place.rounds(2, 5),
        [
            &mut || {
                let cost = place.ours("release", "stages-cli", &["flow", "10000", "1"])?;
                peak_mib = peak_mib.max(cost.peak_mib);
                cost.number("all")
            },
            &mut || place.ours("release", "stages-cli", &["flow", "1000", "1"])?.number("all"),
            &mut || place.peer(&["yaml", &file, "1"])?.number(""),
        ],
    )?;
    let [released, plain] = by_turns(
        "our specs, with and without optimisation",
        place.rounds(2, 5),
        [
            &mut || place.ours("release", "stages-cli", &["specs", "0", "3"])?.number("all"),
            &mut || place.ours("debug", "stages", &["specs", "0", "3"])?.number("all"),
        ],
    )?;
    Ok(vec![
        Row::ratio("check of 10,000 nodes, 30,000 edges", long, (yaml, "yaml_serde"), 3.0, "ms"),
        Row::absolute("the same", long, 200.0, "ms"),
        Row::ratio("10,000 over 1,000 nodes", long, (short, "1,000 nodes"), 12.0, "ms"),
        Row::absolute("memory of check at 10,000 nodes", peak_mib, 200.0, "MiB"),
        Row::absolute("check of all of specs/", released, 5.0, "ms"),
        Row::absolute("the same, not optimised", plain, 40.0, "ms"),
    ])
}
