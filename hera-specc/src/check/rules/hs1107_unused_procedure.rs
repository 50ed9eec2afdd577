//! HS1107: a procedure that no orchestration and no workflow runs.

use crate::check::cx::Cx;
use crate::check::references::{references, steps};
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::known::KnownSet;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    // Where nothing runs procedures, all are called directly; what an unreadable file runs, nobody knows.
    if cx.orchestrations().next().is_none() || !cx.specs.broken.is_empty() {
        return;
    }
    let flows = cx.specs.orchestrations.iter().flat_map(references);
    let workflows = cx.workflows().flat_map(steps);
    // Another version of what is used waits for its turn (HS1104), or for runs in flight.
    let codes = flows.chain(workflows).map(|reference| reference.code);
    let mentions = cx.specs.mentions.iter().map(|mention| &mention.code);
    let used: KnownSet<&str> = codes.chain(mentions).map(|code| code.value.base()).collect();
    for procedure in cx.procedures() {
        if procedure.entrypoint || used.contains(procedure.code.value.base()) {
            continue;
        }
        diags.push(
            Diagnostic::new(
                &catalogue::HS1107,
                cx.code_span(&procedure.code),
                format!(
                    "procedure `{}` is used by no orchestration",
                    procedure.code.value.written()
                ),
            )
            .label("nothing runs this")
            .help("mark it `entrypoint: true` if it is called directly, or remove it"),
        );
    }
}
