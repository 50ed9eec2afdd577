//! HS0906: a compensation that never runs, since its node changes nothing; or one that changes nothing itself.

use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::SmartCode;
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for node in &orchestration.nodes {
            let Some(inverse) = &node.compensation else { continue };
            let report = |why: &str| {
                Diagnostic::new(
                    &catalogue::HS0906,
                    cx.code_span(&inverse.run),
                    format!("compensation of `{}` never runs: {why}", node.id),
                )
                .label("nothing to undo")
                .help("remove it")
            };
            let effects = cx.procedure(&node.run.value).and_then(|procedure| procedure.effects);
            let mode = node.mode.filter(|mode| mode.value == Mode::ValidateOnly);
            match (mode, effects.filter(|effects| effects.value == Effects::None)) {
                (Some(mode), _) => {
                    let found = report("the node is `validate_only`");
                    diags.push(found.secondary(mode.span, "it writes nothing"));
                }
                (None, Some(effects)) => {
                    let found = report("its procedure has no effects");
                    diags.push(found.secondary(effects.span, "it changes nothing"));
                }
                (None, None) => changes_nothing(cx, &node.id, &inverse.run, diags),
            }
        }
    }
}

/// A compensation whose own procedure has no effects: nothing would be undone, and the flow would say that it was.
fn changes_nothing(
    cx: &Cx<'_>,
    undone: &Spanned<String>,
    code: &Spanned<SmartCode>,
    diags: &mut Diagnostics,
) {
    let effects = cx.procedure(&code.value).and_then(|procedure| procedure.effects);
    let Some(effects) = effects.filter(|effects| effects.value == Effects::None) else { return };
    let message =
        format!("compensation of `{undone}` undoes nothing: its procedure has no effects");
    diags.push(
        Diagnostic::new(&catalogue::HS0906, cx.code_span(code), message)
            .label("runs, and leaves everything as it is")
            .secondary(effects.span, "it changes nothing")
            .help(format!(
                "name what takes back the work of `{undone}`, or say what this one changes"
            )),
    );
}
