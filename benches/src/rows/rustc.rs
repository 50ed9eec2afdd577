//! What rustc needs for the code: against prost's for as many messages, and the same types with serde.

use crate::measure::{Cost, by_turns};
use crate::project::{Package, Place};
use crate::specs::{self, Procedures};
use crate::table::Row;

const NODES: usize = 1000;
/// All packages share what they depend on.
const TARGET: &str = "rustc-target";

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    let types = 2 * (specs::flow(NODES, 1, Procedures::Own).len() - 1);
    let ours = ours(place)?;
    let prost = peer(place, "prost", types, "prost = \"0.14\"\n", "benches/peers/Cargo.lock")?;
    let derive = "serde = { version = \"1\", features = [\"derive\"] }\n";
    let serde = peer(place, "serde", types, derive, "Cargo.lock")?;
    for package in [&ours, &prost, &serde] {
        build(package)?;
    }
    let (mut peak, mut peer_peak) = (0.0_f64, 0.0_f64);
    let [cpu, prost, serde] = by_turns(
        "ours, prost, serde",
        place.rounds(1, 3),
        [
            &mut || {
                let cost = build(&ours)?;
                peak = peak.max(cost.peak_mib);
                Ok(cost.cpu_s)
            },
            &mut || {
                let cost = build(&prost)?;
                peer_peak = peer_peak.max(cost.peak_mib);
                Ok(cost.cpu_s)
            },
            &mut || Ok(build(&serde)?.cpu_s),
        ],
    )?;
    let what = format!("rustc on {NODES} nodes, {types} types");
    let unit = "CPU s";
    Ok(vec![
        Row::ratio(&what, cpu, (prost, "prost"), 0.6, unit),
        Row::ratio("the same", cpu, (serde, "serde derives"), 0.25, unit),
        Row::ratio("memory of it", peak, (peer_peak, "prost"), 0.6, "MiB"),
        Row::absolute("the same", peak, 1024.0, "MiB"),
    ])
}

fn ours(place: &Place) -> anyhow::Result<Package<'_>> {
    let runtime = place.source("hera-runtime");
    let dependency = format!(
        "[dependencies]\nhera-runtime = {{ path = {runtime:?}, default-features = false }}\n"
    );
    let package = place.package("rustc-ours", &dependency, "Cargo.lock", &[])?;
    let (specs, code) = (place.at("own"), place.at("rustc-ours/src"));
    let arguments = ["own", &NODES.to_string(), &specs.to_string_lossy(), &code.to_string_lossy()];
    place.ours("release", "specs", &arguments)?;
    package.write("src/lib.rs", "include!(\"hera.rs\");\n")?;
    Ok(package)
}

fn peer<'p>(
    place: &'p Place,
    kind: &str,
    types: usize,
    dependency: &str,
    lock: &str,
) -> anyhow::Result<Package<'p>> {
    let name = format!("rustc-{kind}");
    let dependency = format!("[dependencies]\n{dependency}");
    let package =
        place.package(&name, &dependency, lock, &[("src/lib.rs", "include!(\"made.rs\");\n")])?;
    let made = place.at(&name).join("src/made.rs");
    place.peer(&[kind, &types.to_string(), &made.to_string_lossy(), "1"])?;
    Ok(package)
}

/// Builds the package anew, and nothing that it depends on.
fn build(package: &Package<'_>) -> anyhow::Result<Cost> {
    let text = package.read("src/lib.rs")?;
    package.write("src/lib.rs", &text)?;
    package.cargo_whole(TARGET, &["build"])
}
