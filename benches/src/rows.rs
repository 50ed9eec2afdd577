//! What is measured: a module for each group of rows, and the names by which they are asked for.

mod check;
mod cold;
mod compile;
mod engine;
mod rebuild;
mod rustc;

use anyhow::bail;

use crate::project::Place;
use crate::table::Report;

type Group = fn(&Place) -> anyhow::Result<Report>;

/// The groups in the order of the table. One that is asked for by the part before the stroke comes with all
/// of its kind.
const GROUPS: [(&str, Group); 12] = [
    ("check", |place| Ok(check::rows(place)?.into())),
    ("compile", |place| Ok(compile::rows(place)?.into())),
    ("rustc", |place| Ok(rustc::rows(place)?.into())),
    ("rebuild", |place| Ok(rebuild::rows(place)?.into())),
    ("cold", |place| Ok(cold::rows(place)?.into())),
    ("engine/1", engine::at_1),
    ("engine/16", engine::at_16),
    ("engine/64", engine::at_64),
    ("engine/flow", engine::flow),
    ("engine/finished", engine::finished),
    ("engine/unfinished", engine::unfinished),
    ("engine/waiting", engine::waiting),
];

/// The rows of the named groups; of all, where none is named.
///
/// # Errors
/// When there is no such group, or something cannot be measured.
pub fn rows(place: &Place, names: &[String]) -> anyhow::Result<Report> {
    let is_asked = |known: &str, name: &str| {
        known == name || known.split_once('/').is_some_and(|(kind, _)| kind == name)
    };
    if let Some(odd) =
        names.iter().find(|name| GROUPS.iter().all(|(known, _)| !is_asked(known, name)))
    {
        bail!("there is no group `{odd}`: they are {}", GROUPS.map(|(name, _)| name).join(", "));
    }
    let mut report = Report::default();
    for (known, group) in GROUPS {
        if names.is_empty() || names.iter().any(|name| is_asked(known, name)) {
            eprintln!("▶ {known}");
            let Report { rows, needs } = group(place)?;
            report.rows.extend(rows);
            report.needs.extend(needs);
        }
    }
    Ok(report)
}
