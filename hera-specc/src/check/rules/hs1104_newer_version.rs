//! HS1104: a reference names a version that has a successor.

use crate::check::cx::Cx;
use crate::check::index::{Resolved, number};
use crate::check::references::all;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    // Most specs have one version of each procedure, and nothing to say then.
    if !cx.index.has_versions() {
        return;
    }
    for reference in all(cx) {
        let code = &reference.code.value;
        let (Resolved::Procedure, Some(newest)) = (cx.index.resolve(code), cx.index.newest(code))
        else {
            continue;
        };
        if number(&newest.code.value) <= number(code) {
            continue;
        }
        let newer = newest.code.value.version();
        let Some(current) = cx.index.definitions(code).first() else { continue };
        let [old, new] = [current, newest].map(|spec| cx.sources.path(spec.file));
        diags.push(
            Diagnostic::new(
                &catalogue::HS1104,
                cx.code_span(reference.code),
                format!("a newer version `{newer}` of `{}` exists", code.base()),
            )
            .label(format!("{} stays on `{}`", reference.user, code.version()))
            .secondary(cx.code_span(&newest.code), "the newest version")
            .help(format!(
                "`hera-specc diff {} {} --in {old} {new}` compares them; then run `{newer}`",
                code.canonical(),
                newest.code.value.canonical()
            )),
        );
    }
}
