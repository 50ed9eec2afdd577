//! HS0909: a compensation gets less time than its procedure asks for.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let Some(given) = orchestration.compensation.timeout_ms else { continue };
        let mut told = BTreeSet::new();
        for inverse in orchestration.nodes.iter().filter_map(|node| node.compensation.as_ref()) {
            let Some(procedure) = cx.procedure(&inverse.run.value) else { continue };
            let Some(own) = procedure.timeout_ms.filter(|own| own.value > given.value) else {
                continue;
            };
            if !told.insert(procedure.code.value.canonical()) {
                continue;
            }
            let [short, long] = [given.value, own.value].map(words::duration);
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0909,
                    given.span,
                    format!(
                        "compensation timeout ({short}) is shorter than that of `{}` ({long})",
                        procedure.code.value.written()
                    ),
                )
                .label("ends each attempt of a compensation")
                .secondary(own.span, "the procedure asks for this long")
                .secondary(cx.code_span(&inverse.run), "runs as a compensation here")
                .help(format!("raise it to {long}")),
            );
        }
    }
}
