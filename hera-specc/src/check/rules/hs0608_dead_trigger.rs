//! HS0608: a trigger emits an event that starts no chain.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};

use super::hs0507_unknown_event::unknown;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        if cx.edges_are_broken(orchestration.file) {
            continue;
        }
        let unknown = unknown(orchestration, reach);
        for trigger in &orchestration.triggers {
            let event = trigger.emit.value.as_str();
            // A chain that misspells the event is reported there.
            if reach.starts(event) || nearest(event, unknown.keys().copied()).is_some() {
                continue;
            }
            diags.push(
                Diagnostic::new(
                    &catalogue::HS0608,
                    trigger.emit.span,
                    format!("trigger emits `{event}`, which starts no chain"),
                )
                .label("a request would do nothing")
                .secondary(trigger.on.span, "whoever calls this")
                .help(format!("add an edge `- {event} -> NODE`, or remove the trigger")),
            );
        }
    }
}
