//! HS1810: a slug that no entity of the playbook seed has.

use std::collections::BTreeSet;

use crate::check::contracts::{contracts, items};
use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};
use crate::ir::Item;

/// The most entities among which a similar slug is looked for.
const COMPARED_MAX: usize = 2_048;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    let all: Vec<&Item> = cx.specs.contracts.iter().flat_map(|contract| &contract.items).collect();
    let everywhere = names(&all);
    for seed in cx.seeds() {
        let own = items(cx, seed);
        let spaces: BTreeSet<&str> = own.iter().flat_map(|item| spaces(item)).collect();
        for slug in contracts(cx, seed).into_iter().flat_map(|contract| &contract.slugs) {
            let name = slug.value.replace("::", ":");
            if everywhere.contains(&name) || !told.insert(slug.span) {
                continue;
            }
            let near = own.iter().take(COMPARED_MAX).map(|item| item.slug.value.as_str());
            let meant = nearest(&slug.value, near);
            let space = name.split_once([':', '.']).map(|(space, _)| space);
            // What belongs to a family of which this playbook knows nothing, another one brings.
            if meant.is_none() && !space.is_some_and(|space| spaces.contains(space)) {
                continue;
            }
            let found = Diagnostic::new(
                &catalogue::HS1810,
                slug.span,
                format!("no entity has the slug `{slug}`"),
            );
            diags.push(match meant {
                Some(meant) => found.help(format!("did you mean `{meant}`?")),
                None => found.help("add it to the `items` of a contract, or correct the slug"),
            });
        }
    }
}

/// All names by which entities are called.
fn names(items: &[&Item]) -> BTreeSet<String> {
    let of = |item: &&Item| {
        let kinds = [Some(item.entity_type.as_str()), item.inner_type.as_deref()];
        let typed = kinds.into_iter().flatten().map(|kind| format!("{kind}:{}", item.slug));
        typed.chain([item.slug.value.clone()]).collect::<Vec<_>>()
    };
    items.iter().flat_map(of).collect()
}

/// The families of an entity: what stands before the first `:` or `.` of its slug, and what it is.
fn spaces(item: &Item) -> impl Iterator<Item = &str> {
    let family = item.slug.value.split_once([':', '.']).map(|(family, _)| family);
    family.into_iter().chain(item.inner_type.as_deref())
}
