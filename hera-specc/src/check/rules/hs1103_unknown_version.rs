//! HS1103: a reference names a version that does not exist, while another one does.

use crate::check::cx::Cx;
use crate::check::index::{Definition, Resolved};
use crate::check::references::{Reference, open};
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::SmartCode;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for reference in open(cx) {
        if let Resolved::OtherVersion(newest) = cx.index.resolve(&reference.code.value) {
            diags.push(found(cx, reference, newest));
        }
    }
}

fn found(cx: &Cx<'_>, reference: &Reference<'_>, newest: &Definition) -> Diagnostic {
    let code = reference.code;
    let (wanted, there) = (written(&code.value), written(&newest.code.value));
    Diagnostic::new(
        &catalogue::HS1103,
        cx.code_span(code),
        format!("version `{wanted}` of `{}` does not exist; `{there}` does", code.value.base()),
    )
    .label("no such version")
    .secondary(cx.code_span(&newest.code), "the newest version")
    .help(format!("run `{}`, or write the version that is meant", newest.code.value.written()))
    .suggest(cx.code_span(code), newest.code.value.written())
}

/// The version as the spec writes it.
fn written(code: &SmartCode) -> &str {
    code.written().rsplit_once('.').map_or(code.version(), |(_, version)| version)
}
