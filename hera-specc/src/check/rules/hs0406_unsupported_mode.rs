//! HS0406: a node persists with a procedure that changes nothing.

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for node in &orchestration.nodes {
            let Some(mode) = node.mode.filter(|mode| mode.value == Mode::Persist) else { continue };
            let effects = cx.procedure(&node.run.value).and_then(|procedure| procedure.effects);
            let Some(effects) = effects.filter(|effects| effects.value == Effects::None) else {
                continue;
            };
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0406,
                    mode.span,
                    format!("procedure `{}` does not support mode `persist`", node.run.value),
                )
                .label("there is nothing to persist")
                .secondary(effects.span, "it changes nothing")
                .help("its modes are: `validate_only`; to read its output, leave the mode out"),
            );
        }
    }
}
