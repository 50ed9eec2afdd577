//! HS1506: a name that Rust keeps for itself, even as a raw identifier.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::rust_names::{Name, scopes};
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::emit::names;
use crate::ir::SmartCode;
use crate::source::Spanned;

/// What even `r#` does not make an identifier, as `emit` mends it.
const IMPOSSIBLE: [&str; 4] = ["self_", "Self_", "super_", "crate_"];

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for scope in scopes(cx) {
        for name in scope.names.iter().filter(|name| is_impossible(name)) {
            if reported.insert((name.span, name.spec)) {
                let message = format!(
                    "{} `{}` cannot be a Rust name: `{}` is a keyword that has no raw form",
                    scope.noun,
                    name.spec,
                    name.rust.trim_end_matches('_')
                );
                diags.push(
                    Diagnostic::new(&catalogue::HS1506, name.span, message).help("rename it"),
                );
            }
        }
    }
    let procedures = cx.procedures().map(|spec| &spec.code);
    let orchestrations = cx.orchestrations().map(|(spec, _)| &spec.code);
    for code in procedures.chain(orchestrations) {
        diags_of(cx, code).into_iter().for_each(|found| diags.push(found));
    }
}

/// Whether Rust keeps the name for itself.
pub(super) fn is_impossible(name: &Name<'_>) -> bool {
    IMPOSSIBLE.contains(&name.rust.as_str())
}

fn diags_of(cx: &Cx<'_>, code: &Spanned<SmartCode>) -> Option<Diagnostic> {
    let module = |segment: &&str| {
        IMPOSSIBLE.contains(&names::ident(&names::snake(segment)).to_string().as_str())
    };
    let segment = code.value.segments().find(module)?;
    let whole = cx.code_span(code);
    let place = code
        .value
        .written()
        .find(&format!(".{segment}."))
        .map_or(whole, |offset| whole.part(offset + 1, segment.len()));
    Some(
        Diagnostic::new(
            &catalogue::HS1506,
            place,
            format!("segment `{segment}` cannot be the name of a Rust module"),
        )
        .label(format!("`{}` is a keyword that has no raw form", segment.to_lowercase()))
        .help("rename it"),
    )
}
