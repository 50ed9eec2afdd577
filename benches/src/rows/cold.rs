//! What it costs to have the compiler as a build dependency, from nothing.

use std::collections::BTreeSet;
use std::fs;

use crate::measure::by_turns;
use crate::project::Place;
use crate::table::Row;

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    let specc = place.source("hera-specc");
    let dependency = format!(
        "[build-dependencies]\nhera-specc = {{ path = {specc:?}, default-features = false }}\n"
    );
    let files = [
        ("build.rs", "fn main() {\n    hera_specc::Builder::new(\"specs\").build();\n}\n"),
        ("src/lib.rs", ""),
    ];
    let package = place.package("cold", &dependency, "Cargo.lock", &files)?;
    fs::create_dir_all(place.at("cold/specs"))?;
    package.cargo_whole("cold-target", &["fetch"])?;
    let [cpu] = by_turns(
        "from nothing",
        place.rounds(1, 2),
        [&mut || {
            let target = place.at("cold-target");
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            Ok(package.cargo_whole("cold-target", &["build", "--offline"])?.cpu_s)
        }],
    )?;
    let tree = ["tree", "--edges", "normal,build", "--prefix", "none"];
    let tree = package.cargo_whole("cold-target", &tree)?.stdout;
    let crates: BTreeSet<&str> =
        tree.lines().skip(1).map(|line| line.trim_end_matches(" (*)")).collect();
    Ok(vec![
        Row::absolute("cold cost as a build dependency", cpu, 8.0, "CPU s"),
        Row::absolute("crates of it, our two included", crates.len() as f64, 30.0, ""),
    ])
}
