//! What a change costs: of a node, of the user's own code, and no change at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;

use crate::measure::by_turns;
use crate::project::{Package, Place};
use crate::table::Row;

/// Specs of the service whose node is changed.
const NODES: usize = 100;
const TARGET: &str = "rebuild-target";
const FLOW: &str = "specs/flow.orchestration.yml";

pub(super) fn rows(place: &Place) -> anyhow::Result<Vec<Row>> {
    let flows = flows(place)?;
    let floor = [("src/main.rs", "fn main() {}\n")];
    let app = place.package(
        "rebuild-app",
        "[dependencies]\nrebuild-flows = { path = \"../rebuild-flows\" }\n",
        "Cargo.lock",
        &floor,
    )?;
    let hello = place.package("rebuild-hello", "", "Cargo.lock", &floor)?;
    let mut rows = node(place, &flows)?;
    rows.extend(user(place, &app, &hello)?);
    rows.extend(idle(place, &flows, &hello)?);
    Ok(rows)
}

/// A package that compiles specs when it is built.
fn flows(place: &Place) -> anyhow::Result<Package<'_>> {
    let (specc, runtime) = (place.source("hera-specc"), place.source("hera-runtime"));
    let dependencies = format!(
        "[dependencies]\nhera-runtime = {{ path = {runtime:?}, default-features = false }}\n\n\
         [build-dependencies]\nhera-specc = {{ path = {specc:?}, default-features = false }}\n"
    );
    let files = [
        ("build.rs", "fn main() {\n    hera_specc::Builder::new(\"specs\").build();\n}\n"),
        ("src/lib.rs", "hera_runtime::include_specs!();\n"),
    ];
    let package = place.package("rebuild-flows", &dependencies, "Cargo.lock", &files)?;
    let specs = place.at("rebuild-flows/specs");
    place.ours("release", "specs", &["own", &NODES.to_string(), &specs.to_string_lossy()])?;
    Ok(package)
}

/// One node changed against a build from nothing but the dependencies.
fn node(place: &Place, flows: &Package<'_>) -> anyhow::Result<Vec<Row>> {
    let text = flows.read(FLOW)?;
    flows.cargo(TARGET, &["build"])?;
    let mut turn = 0;
    let [fresh, changed] = by_turns(
        "fresh, one node changed",
        place.rounds(2, 3),
        [
            &mut || {
                flows.cargo(TARGET, &["clean", "--package", "rebuild-flows"])?;
                Ok(flows.cargo(TARGET, &["build"])?.cpu_s)
            },
            &mut || {
                turn += 1;
                flows.write(
                    FLOW,
                    &text.replacen("timeout: 1000\n", &format!("timeout: {turn}\n"), 1),
                )?;
                Ok(flows.cargo(TARGET, &["build"])?.cpu_s)
            },
        ],
    )?;
    let what = format!("one node of {NODES} changed, rebuild");
    Ok(vec![Row::ratio(&what, changed, (fresh, "fresh"), 0.6, "CPU s")])
}

/// The user's code edited, with the output in a crate of its own.
fn user(place: &Place, app: &Package<'_>, hello: &Package<'_>) -> anyhow::Result<Vec<Row>> {
    let mut turn = 0;
    let mut edited = |package: &Package<'_>, body: &str| {
        turn += 1;
        let text = format!("fn main() {{\n    {body}\n    println!(\"{turn}\");\n}}\n");
        package.write("src/main.rs", &text)?;
        Ok(package.cargo(TARGET, &["build"])?.cpu_s)
    };
    let uses = "println!(\"{}\", rebuild_flows::SPECS.len());";
    edited(app, uses)?;
    edited(hello, "")?;
    let edited = std::cell::RefCell::new(edited);
    let [ours, floor] = by_turns(
        "user code edited, hello world edited",
        place.rounds(3, 7),
        [&mut || edited.borrow_mut()(app, uses), &mut || edited.borrow_mut()(hello, "")],
    )?;
    let what = "user code edited, output in a crate of its own";
    Ok(vec![Row::ratio(what, ours, (floor, "hello world"), 1.3, "CPU s")])
}

/// Nothing changed, and a spec touched whose text stays.
fn idle(place: &Place, flows: &Package<'_>, hello: &Package<'_>) -> anyhow::Result<Vec<Row>> {
    let outside = outside(place, flows)?;
    for package in [flows, hello, &outside] {
        package.cargo(TARGET, &["build"])?;
    }
    let build = |package: &Package<'_>| Ok(package.cargo(TARGET, &["build"])?.cpu_s);
    let [ours, floor, crates] = by_turns(
        "no change, an empty crate, an empty crate with the same crates",
        place.rounds(5, 15),
        [&mut || build(flows), &mut || build(hello), &mut || build(&outside)],
    )?;
    let before = written(&place.at(TARGET))?;
    flows.write(FLOW, &flows.read(FLOW)?)?;
    flows.cargo(TARGET, &["build"])?;
    let after = written(&place.at(TARGET))?;
    let again = after.iter().filter(|file| !before.contains(file)).count();
    Ok(vec![
        Row::ratio("no change, `cargo build`", ours, (floor, "empty crate"), 1.3, "CPU s"),
        Row::ratio("the same", ours, (crates, "same outside crates"), 1.3, "CPU s"),
        Row::absolute("files of code rewritten when a spec is touched", again as f64, 0.0, ""),
    ])
}

/// An empty package with all crates of `flows` but ours, in their versions and with their features: what
/// cargo asks of them stands in its row, and what it asks of ours is the difference.
fn outside<'p>(place: &'p Place, flows: &Package<'_>) -> anyhow::Result<Package<'p>> {
    let tree = ["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}|{f}"];
    let mut crates: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for line in flows.cargo(TARGET, &tree)?.stdout.lines().filter(|line| !line.contains("(/")) {
        let (package, features) = line.trim_end_matches(" (*)").split_once('|').context("a bar")?;
        let mut words = package.split(' ');
        let name = words.next().context("a name")?.to_owned();
        let version = words.next().context("a version")?.trim_start_matches('v').to_owned();
        let features = features.split(',').filter(|feature| !feature.is_empty());
        crates.entry((name, version)).or_default().extend(features.map(str::to_owned));
    }
    let mut manifest = "[dependencies]\n".to_owned();
    for (at, ((name, version), features)) in crates.iter().enumerate() {
        let features: Vec<&String> = features.iter().collect();
        writeln!(
            manifest,
            "c{at} = {{ package = {name:?}, version = \"={version}\", default-features = false, \
             features = {features:?} }}"
        )?;
    }
    place.package("rebuild-outside", &manifest, "Cargo.lock", &[("src/lib.rs", "")])
}

/// The generated files and when they were written.
fn written(target: &Path) -> anyhow::Result<Vec<(PathBuf, SystemTime)>> {
    let mut files = Vec::new();
    let mut folders = vec![target.join("debug/build")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("no folder {folder:?}"))? {
            let entry = entry?;
            let kind = entry.metadata()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|end| end == "rs") {
                files.push((entry.path(), kind.modified()?));
            }
        }
    }
    anyhow::ensure!(!files.is_empty(), "no code was generated");
    Ok(files)
}
