//! HS0108: a smart code of an industry that is not on the list.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::SmartCode;
use crate::source::{Span, Spanned};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let Some(known) = &cx.vocabularies.industries else { return };
    for code in heads(cx) {
        let Some(industry) = industry(&code.value) else { continue };
        if known.iter().any(|known| known == industry) {
            continue;
        }
        let whole = cx.code_span(code);
        let span = match cx.sources.slice(whole).find(industry) {
            Some(offset) => whole.part(offset, industry.len()),
            None => whole,
        };
        diags.push(found(industry, span, known));
    }
}

/// The codes that head a judged file.
fn heads<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = &'a Spanned<SmartCode>> {
    let specs = cx.specs;
    let workflows = specs.workflows.iter().filter(|spec| spec.judged).map(|spec| &spec.code);
    let others = specs.others.iter().filter(|spec| spec.judged);
    cx.procedures()
        .map(|spec| &spec.code)
        .chain(cx.orchestrations().map(|(spec, _)| &spec.code))
        .chain(workflows)
        .chain(others.filter_map(|spec| spec.code.as_ref()))
}

/// The first segment after `HERA`.
fn industry(code: &SmartCode) -> Option<&str> {
    code.written().split('.').nth(1)
}

fn found(industry: &str, span: Span, known: &[String]) -> Diagnostic {
    let message = format!("unknown industry `{industry}`");
    let found = Diagnostic::new(&catalogue::HS0108, span, message)
        .label("not on the list of industries in hera.toml");
    super::vocabulary::meant(found, industry, span, known)
}
