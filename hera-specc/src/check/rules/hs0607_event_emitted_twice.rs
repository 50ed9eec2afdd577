//! HS0607: two triggers emit one event.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Trigger;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut first: BTreeMap<&str, &Trigger> = BTreeMap::new();
        for trigger in &orchestration.triggers {
            let Some(before) = first.get(trigger.emit.value.as_str()) else {
                first.insert(&trigger.emit.value, trigger);
                continue;
            };
            if trigger.shared || before.shared {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0607,
                    trigger.emit.span,
                    format!("event `{}` is emitted by two triggers", trigger.emit),
                )
                .label("here again")
                .secondary(before.emit.span, "first emitted here")
                .note("both start the same flow, with one payload for both")
                .help("intended? say `shared: true`; else give one of them an event and chains of its own"),
            );
        }
    }
}
