//! HS1502: two names of a spec become one Rust name.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::cx::Cx;
use crate::check::rust_names::{Name, scopes};
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for scope in scopes(cx) {
        let mut first: BTreeMap<&str, &Name<'_>> = BTreeMap::new();
        for name in &scope.names {
            let before = *first.entry(&name.rust).or_insert(name);
            // The same name twice is a fault of its own, reported before.
            if before.spec == name.spec || !reported.insert((name.span, name.spec, before.spec)) {
                continue;
            }
            let message = format!(
                "{} `{}` and `{}` become the same Rust name `{}`",
                scope.plural, before.spec, name.spec, name.rust
            );
            let found = Diagnostic::new(&catalogue::HS1502, name.span, message);
            let found = if before.span == name.span {
                found
            } else {
                let label = format!("also `{}`", name.rust);
                found.label(format!("`{}`", name.rust)).secondary(before.span, label)
            };
            diags.push(found.help("rename one"));
        }
    }
}
