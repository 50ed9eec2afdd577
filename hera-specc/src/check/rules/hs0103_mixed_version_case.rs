//! HS0103: one smart code, written with `.v1` here and with `.V1` there.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::{SmartCode, Specs};
use crate::source::{Span, Spanned};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    if mentions(cx.specs).all(|mention| mention.code.value.is_canonical()) {
        return;
    }
    let mut models: BTreeMap<&str, &Spanned<SmartCode>> = BTreeMap::new();
    for mention in mentions(cx.specs) {
        models.entry(mention.code.value.canonical()).or_insert(mention.code);
    }
    // One that was corrected (HS0104) stands there in other words.
    let stands = |mention: &Mention<'_>| {
        cx.sources.slice(mention.code.span).contains(mention.code.value.written())
    };
    for mention in mentions(cx.specs).filter(|mention| mention.judged && stands(mention)) {
        let model = models[mention.code.value.canonical()];
        if mention.code.value.written() != model.value.written() {
            diags.push(found(cx, mention.code, model));
        }
    }
}

/// A place where a code is written.
struct Mention<'a> {
    code: &'a Spanned<SmartCode>,
    judged: bool,
}

/// All places, those that define a code first: the others should look like them.
fn mentions(specs: &Specs) -> impl Iterator<Item = Mention<'_>> {
    let procedures =
        specs.procedures.iter().map(|spec| Mention { code: &spec.code, judged: spec.judged });
    let orchestrations =
        specs.orchestrations.iter().map(|spec| Mention { code: &spec.code, judged: spec.judged });
    let runs = specs.orchestrations.iter().flat_map(|spec| {
        spec.nodes.iter().flat_map(|node| {
            let inverse = node.compensation.as_ref().map(|compensation| &compensation.run);
            let codes = std::iter::once(&node.run).chain(inverse);
            codes.map(|code| Mention { code, judged: spec.judged })
        })
    });
    procedures.chain(orchestrations).chain(runs)
}

fn found(cx: &Cx<'_>, code: &Spanned<SmartCode>, model: &Spanned<SmartCode>) -> Diagnostic {
    let (here, there) = (marker(&code.value), marker(&model.value));
    let whole = cx.code_span(code);
    let place = |span: Span, text: &str| {
        let len = text.len() + 1;
        span.part((span.range().len()).saturating_sub(len), len)
    };
    Diagnostic::new(
        &catalogue::HS0103,
        place(whole, here),
        format!("`{}` is written with `.{here}` here and with `.{there}` elsewhere", code.value),
    )
    .label(format!("`.{here}`"))
    .secondary(place(cx.code_span(model), there), format!("`.{there}`"))
    .note("both name the same version")
    .help("use one form")
    .suggest(place(whole, here), format!(".{there}"))
}

/// The version as written, without the dot.
fn marker(code: &SmartCode) -> &str {
    code.written().rsplit_once('.').map_or("", |(_, version)| version)
}
