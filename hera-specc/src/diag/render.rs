//! Findings for people and machines.
//!
//! Five forms: [`human`] in rustc's look, [`short`] with a line each, [`json`], [`sarif`] and
//! [`github`]. All are functions of findings and texts: paths as given, order as given, the same
//! bytes at every run. Places are clamped to the text, so no finding can make a renderer fail.

mod human;
mod lines;
#[cfg(feature = "tools")]
mod machine;
mod place;

pub use human::{human, reports};
pub use lines::{github, short};
#[cfg(feature = "tools")]
pub use machine::{json, placed, sarif};

use super::{Diagnostics, Severity};

/// How many findings of a severity there are.
fn count(diags: &Diagnostics, severity: Severity) -> usize {
    diags.as_slice().iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// `2 errors and 1 warning`; empty where there is nothing to count. Notes do not count.
#[must_use]
pub fn summary(diags: &Diagnostics) -> String {
    let counted = [(Severity::Error, "error"), (Severity::Warning, "warning")];
    let parts: Vec<String> = counted
        .into_iter()
        .filter_map(|(severity, word)| match count(diags, severity) {
            0 => None,
            1 => Some(format!("1 {word}")),
            n => Some(format!("{n} {word}s")),
        })
        .collect();
    parts.join(" and ")
}

#[cfg(test)]
mod tests;
