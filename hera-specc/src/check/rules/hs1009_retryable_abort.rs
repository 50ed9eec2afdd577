//! HS1009: an error that its procedure calls an abort is listed as retryable.

use crate::check::cx::Cx;
use crate::check::references::references;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{ErrorDecl, Orchestration};
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for listed in &orchestration.retry.retryable_errors {
            if let Some(error) = abort(cx, orchestration, &listed.value) {
                diags.push(found(listed, error));
            }
        }
    }
}

/// The first declaration of the code that says `action: abort`.
fn abort<'a>(cx: &Cx<'a>, orchestration: &Orchestration, code: &str) -> Option<&'a ErrorDecl> {
    let procedures = references(orchestration)
        .filter(|reference| !reference.compensation)
        .filter_map(|reference| cx.procedure(&reference.code.value));
    procedures.flat_map(|procedure| procedure.errors.iter().flatten()).find(|error| {
        let action = error.action.as_deref().unwrap_or_default().trim();
        error.code.value == code && action.eq_ignore_ascii_case("abort")
    })
}

fn found(listed: &Spanned<String>, error: &ErrorDecl) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS1009,
        listed.span,
        format!("error `{listed}` is `abort` in the procedure but retryable here"),
    )
    .label("asks for another attempt")
    .secondary(error.code.span, "asks for none")
    .help("remove it here, or change its `action` there")
}
