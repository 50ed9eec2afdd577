//! The contracts of a playbook seed.

use super::cx::Cx;
use crate::ir::{Contract, Item, Seed};

/// The contracts of a seed that could be read, in the order of its manifest.
pub(super) fn contracts<'a>(cx: &Cx<'a>, seed: &Seed) -> Vec<&'a Contract> {
    let files = seed.contracts.iter().filter_map(|(_, file)| *file);
    files.filter_map(|file| cx.specs.contracts.iter().find(|found| found.file == file)).collect()
}

/// The entities of a seed.
pub(super) fn items<'a>(cx: &Cx<'a>, seed: &Seed) -> Vec<&'a Item> {
    contracts(cx, seed).into_iter().flat_map(|contract| &contract.items).collect()
}
