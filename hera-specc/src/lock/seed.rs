//! What a playbook seed loads: over this its sum is taken.

use std::fmt::{self, Write as _};

use crate::ir::Seed;
use crate::source::FileId;

/// The sum over what the seed loads; `sum` gives the sum over a file's tree.
pub(super) fn sum(seed: &Seed, sum: &dyn Fn(FileId) -> String) -> String {
    let mut text = format!("hera-seed {}\n{}\n", super::FORMAT, seed.code.value.canonical());
    meaning(seed, sum, &mut text).expect("writing to a string does not fail");
    crate::plan::sum(&text)
}

fn meaning(seed: &Seed, sum: &dyn Fn(FileId) -> String, out: &mut String) -> fmt::Result {
    for (name, file) in &seed.contracts {
        writeln!(out, "contract {name} {}", file.map_or_else(String::new, sum))?;
    }
    for edge in &seed.edges {
        let [first, then] = [edge.first, edge.then].map(|at| &seed.contracts[at].0);
        writeln!(out, "before {first} {then}")?;
    }
    Ok(())
}
