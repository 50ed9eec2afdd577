//! HS1005: something outside the database is called again after a failure, and does not say that it
//! may be.

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let retry = &orchestration.retry;
        if retry.max_attempts < 2 {
            continue;
        }
        for node in orchestration.nodes.iter().filter(|node| node.mode() == Mode::Persist) {
            let Some(procedure) = cx.procedure(&node.run.value) else { continue };
            // What a rollback takes back can be repeated.
            let effects = procedure.effects.filter(|e| e.value == Effects::External);
            let (Some(effects), None) = (effects, procedure.idempotency) else { continue };
            let attempts = words::count(retry.max_attempts as usize, "attempt");
            let mut found = Diagnostic::new(
                &catalogue::HS1005,
                node.id.span,
                format!("`{}` is retried but not declared idempotent", node.id),
            )
            .label("a second call may do it twice")
            .secondary(effects.span, "no rollback takes this back");
            if let Some(policy) = retry.span {
                found = found.secondary(policy, format!("up to {attempts}"));
            }
            diags.push(found.note("each attempt gets the same idempotency key, to hand on").help(
                format!(
                    "let `{}` do nothing on a second call with one key, and say `idempotency: key` \
                         there",
                    procedure.code.value.written()
                ),
            ));
        }
    }
}
