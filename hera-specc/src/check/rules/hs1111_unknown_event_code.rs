//! HS1111: a file waits for an event whose smart code nothing defines and nothing emits.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::SmartCode;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let specs = cx.specs;
    let triggers = specs.orchestrations.iter().flat_map(|spec| &spec.triggers);
    let events: BTreeSet<&str> = triggers.map(|trigger| trigger.emit.value.as_str()).collect();
    let outputs = specs.procedures.iter().flat_map(|spec| &spec.emits);
    let outputs: BTreeSet<&str> = outputs.map(|code| code.value.canonical()).collect();
    let happens = |code: &SmartCode| {
        !cx.index.definitions(code).is_empty()
            || outputs.contains(code.canonical())
            || events.contains(code.written())
    };
    for mention in specs.mentions.iter().filter(|mention| mention.is_event()) {
        let code = &mention.code;
        if !happens(&code.value) {
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1111,
                    cx.code_span(code),
                    format!("nothing defines or emits `{}`", code.value.written()),
                )
                .label("this event never comes")
                .help("name the code of a spec, the event of a trigger, or one among the outputs of a procedure"),
            );
        }
    }
}
