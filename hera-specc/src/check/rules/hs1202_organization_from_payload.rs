//! HS1202: `organization_id` is declared as part of the payload.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Source;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures() {
        for input in procedure.inputs.iter().filter(|input| input.name.value == "organization_id") {
            let Some(source) = input.source.filter(|source| source.value == Source::Payload) else {
                continue;
            };
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1202,
                    source.span,
                    "`organization_id` is declared as payload",
                )
                .label("never read from there")
                .note("it is always taken from the caller's identity")
                .help("say so: `where: context`")
                .suggest(source.span, "context"),
            );
        }
    }
}
