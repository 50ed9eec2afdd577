//! HS1405: an audit event that neither the runtime nor anything else writes.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};

/// What the journal of every run holds: its states, its nodes, its ways back, operators' acts.
const KNOWN: [&str; 11] = [
    "compensation_applied",
    "flow_cancelled",
    "flow_compensated",
    "flow_completed",
    "flow_failed",
    "flow_parked",
    "flow_started",
    "node_executed",
    "node_failed",
    "node_skipped",
    "operator_acted",
];

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let more = || cx.vocabularies.audit_events.iter().flatten().map(String::as_str);
    let events = cx.orchestrations().flat_map(|(spec, _)| &spec.audit_events);
    for event in events {
        let known = || KNOWN.into_iter().chain(more());
        let name = event.value.as_str();
        if known().any(|known| known == name) {
            continue;
        }
        let message = format!("audit event `{name}` is unknown to the runtime");
        let found =
            Diagnostic::new(&catalogue::HS1405, event.span, message).label("nothing writes it");
        diags.push(match nearest(name, known()) {
            Some(meant) => {
                found.help(format!("did you mean `{meant}`?")).suggest(event.span, meant)
            }
            None => found.help(format!(
                "known: {}; list what something else writes under `audit_events` in hera.toml",
                KNOWN.map(|known| format!("`{known}`")).join(", ")
            )),
        });
    }
}
