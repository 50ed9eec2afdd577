//! Builds what is measured and what measures, then measures.

use super::run::cargo;

/// Prints the table of the named groups of rows, of all where none is named.
pub(crate) fn run(quick: bool, groups: &[String]) -> anyhow::Result<()> {
    let programs = ["build", "--package", "hera-benches", "--bins"];
    cargo(&[&programs[..], &["--release"]].concat(), &[])?;
    let of_engine = |group: &String| group.split('/').next() == Some("engine");
    if groups.is_empty() || !groups.iter().all(of_engine) {
        // As cargo builds it for a build script.
        cargo(&["build", "--package", "hera-benches", "--bin", "stages"], &[])?;
        cargo(&["build", "--release", "--manifest-path", "benches/peers/Cargo.toml"], &[])?;
    }
    let mut table =
        vec!["run", "--quiet", "--release", "--package", "hera-benches", "--bin", "table", "--"];
    table.extend(quick.then_some("--quick"));
    table.extend(groups.iter().map(String::as_str));
    cargo(&table, &[])
}
