//! HS1503: two specs become one Rust module, or one of them lies inside the other's.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::emit::names;
use crate::ir::SmartCode;
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let procedures = cx.specs.procedures.iter().map(|spec| (&spec.code, spec.judged));
    let orchestrations = cx.specs.orchestrations.iter().map(|spec| (&spec.code, spec.judged));
    let mut modules: BTreeMap<Vec<String>, (&Spanned<SmartCode>, bool)> = BTreeMap::new();
    let seeds = cx.specs.seeds.iter().map(|spec| (&spec.code, spec.judged));
    for (code, judged) in procedures.chain(orchestrations).chain(seeds) {
        let path = names::modules(&code.value);
        match modules.get(&path) {
            // One code for two specs is HS1102.
            Some((first, _)) if first.value == code.value => {}
            Some((first, known)) if judged || *known => {
                let message = format!(
                    "`{}` and `{}` become the same Rust module `{}`",
                    first.value,
                    code.value,
                    path.join("::")
                );
                let (at, other) = if judged { (code, *first) } else { (*first, code) };
                diags.push(found(cx, at, other, message));
            }
            Some(_) => {}
            None => {
                modules.insert(path, (code, judged));
            }
        }
    }
    for (path, (code, judged)) in &modules {
        let outer = (1..path.len()).find_map(|len| modules.get(&path[..len]));
        if let Some((outer, _)) = outer.filter(|(_, known)| *judged || *known) {
            let (at, other) = if *judged { (*code, *outer) } else { (*outer, *code) };
            let message = format!(
                "the Rust module of `{}` lies inside the module of `{}`",
                code.value, outer.value
            );
            diags.push(found(cx, at, other, message));
        }
    }
}

fn found(
    cx: &Cx<'_>,
    code: &Spanned<SmartCode>,
    other: &Spanned<SmartCode>,
    message: String,
) -> Diagnostic {
    Diagnostic::new(&catalogue::HS1503, cx.code_span(code), message)
        .secondary(cx.code_span(other), "the other one")
        .help("rename one")
}
