//! What is measured: a module for each group of rows, and the names by which they are asked for.

mod check;
mod cold;
mod compile;
mod engine;
mod rebuild;
mod rustc;

use anyhow::bail;

use crate::project::Place;
use crate::table::Row;

type Group = fn(&Place) -> anyhow::Result<Vec<Row>>;

/// The groups in the order of the table.
const GROUPS: [(&str, Group); 6] = [
    ("check", check::rows),
    ("compile", compile::rows),
    ("rustc", rustc::rows),
    ("rebuild", rebuild::rows),
    ("cold", cold::rows),
    ("engine", engine::rows),
];

/// The rows of the named groups; of all, where none is named.
///
/// # Errors
/// When there is no such group, or something cannot be measured.
pub fn rows(place: &Place, names: &[String]) -> anyhow::Result<Vec<Row>> {
    if let Some(odd) = names.iter().find(|name| GROUPS.iter().all(|(known, _)| known != name)) {
        bail!("there is no group `{odd}`: they are {}", GROUPS.map(|(name, _)| name).join(", "));
    }
    let mut rows = Vec::new();
    for (name, group) in GROUPS {
        if names.is_empty() || names.iter().any(|asked| asked == name) {
            eprintln!("▶ {name}");
            rows.extend(group(place)?);
        }
    }
    Ok(rows)
}
