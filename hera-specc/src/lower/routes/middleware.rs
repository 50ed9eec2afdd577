//! `middleware`: steps around every handler. The runtime does four of them in any case, and the others
//! not at all.

use crate::ast::Node;
use crate::diag::{Diagnostic, Severity, catalogue, nearest};
use crate::lower::{Cx, shape};
use crate::source::Span;

/// What the runtime does for every run, whether it is listed or not.
const ALWAYS: [(&str, &str); 4] = [
    ("org", "every read and write is bound to the caller's organisation"),
    ("validation", "every payload is typed before anything durable"),
    ("audit", "every row and every step of a run names its actor"),
    ("idempotency", "a request with an idempotency key is answered once"),
];
/// What it does not do.
const NEVER: [(&str, &str); 3] = [
    ("auth", "declare `permissions` in the procedures: those are checked"),
    ("profile", "values of profiles are not read"),
    ("locking", "boundaries are serializable unless they say otherwise"),
];

/// Says of each step what it does.
pub(super) fn judge(cx: &mut Cx<'_>, node: &Node) {
    let help = "list steps: `- org: extract_organization_id`";
    for item in shape::list(cx, node, "middleware", help).unwrap_or_default() {
        match (item.map(), item.text()) {
            (Some(entries), _) => {
                for entry in entries {
                    step(cx, &entry.key.value, entry.key.span);
                }
            }
            (None, Some(name)) => step(cx, name.trim(), item.span),
            (None, None) => shape::wrong(cx, item, "middleware", "a step", help),
        }
    }
}

fn step(cx: &mut Cx<'_>, name: &str, span: Span) {
    let shown = shape::shorten(name);
    if let Some((_, what)) = ALWAYS.iter().find(|(known, _)| *known == name) {
        let message = format!("middleware `{shown}` has no effect: the runtime does this always");
        let found = Diagnostic::new(&catalogue::HS1704, span, message).severity(Severity::Note);
        cx.report(found.note(*what));
        return;
    }
    let found =
        Diagnostic::new(&catalogue::HS1704, span, format!("middleware `{shown}` does nothing"));
    let known = || ALWAYS.iter().chain(&NEVER).map(|(known, _)| *known);
    cx.report(match NEVER.iter().find(|(known, _)| *known == name) {
        Some((_, help)) => found.help(*help),
        None => match nearest(name, known()) {
            Some(meant) => {
                found.help(format!("did you mean `{meant}`?")).suggest(span, meant.to_owned())
            }
            None => found.help("the runtime has no such step; remove it"),
        },
    });
}
