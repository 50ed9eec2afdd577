//! HS1806: two entities of a playbook seed have the same type and slug.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::contracts::items;
use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    // Two manifests may list the same files: what is wrong there is said once.
    let mut told = BTreeSet::new();
    for seed in cx.seeds() {
        let mut known = BTreeMap::new();
        for item in items(cx, seed) {
            let key = (item.entity_type.as_str(), item.slug.value.as_str());
            let first = *known.entry(key).or_insert(item.slug.span);
            if first == item.slug.span || !told.insert(item.slug.span) {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1806,
                    item.slug.span,
                    format!("slug `{}` is given to two entities of type `{}`", item.slug, key.0),
                )
                .secondary(first, "first given here")
                .help("rename one, or remove it"),
            );
        }
    }
}
