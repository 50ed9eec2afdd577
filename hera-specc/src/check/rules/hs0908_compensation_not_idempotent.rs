//! HS0908: a compensation does not say that it may run twice. A transactional one cannot: it commits with
//! the journal that says so.

use std::collections::BTreeSet;

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for (orchestration, _) in cx.orchestrations() {
        for node in orchestration.nodes.iter().filter(|node| node.mode() == Mode::Persist) {
            let Some(inverse) = &node.compensation else { continue };
            let Some(procedure) = cx.procedure(&inverse.run.value) else { continue };
            let once = procedure.effects.is_some_and(|e| e.value == Effects::Transactional);
            // One procedure is asked once, whatever it undoes.
            if once
                || procedure.idempotency.is_some()
                || !told.insert(procedure.code.value.canonical())
            {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0908,
                    cx.code_span(&inverse.run),
                    format!("compensation of `{}` is not declared idempotent", node.id),
                )
                .label("may run twice after a crash")
                .secondary(cx.code_span(&procedure.code), "declare it here")
                .note("it gets the same key each time")
                .help("make a second call with one key do nothing, and say `idempotency: key`"),
            );
        }
    }
}
