//! HS1501: a field that has another name in Rust.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::rust_names::scopes;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    let fields = ["input", "output field", "record field"];
    for scope in scopes(cx).iter().filter(|scope| fields.contains(&scope.noun)) {
        for name in scope.names.iter().filter(|name| name.rust != name.spec) {
            // What cannot even be raw is HS1506.
            if super::hs1506_impossible_name::is_impossible(name) {
                continue;
            }
            if reported.insert((name.span, name.spec)) {
                diags.push(Diagnostic::new(
                    &catalogue::HS1501,
                    name.span,
                    format!("{} `{}` is called `{}` in Rust", scope.noun, name.spec, name.rust),
                ));
            }
        }
    }
}
