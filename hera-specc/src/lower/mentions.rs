//! Files that are no specs, and what they name all the same: test plans call procedures, event files wait
//! for events on conditions and by the clock. Nothing is compiled from them, so that what is wrong there
//! is a warning.

use super::{Cx, expr, schedule};
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostics, Severity, catalogue};
use crate::ir::{Mention, SmartCode};
use crate::source::Spanned;

/// Keys under which a code alone names a procedure, or an event.
const KEYS: [&str; 5] = ["procedure", "call", "run", "handler", "event"];
/// Keys beside an event under which a condition stands.
const CONDITIONS: [&str; 2] = ["condition", "when"];
/// The lists of an event file: what starts by an event, and what by the clock.
const BY_EVENT: &str = "event_triggers";
const BY_CLOCK: &str = "scheduled_triggers";

/// The codes that a file names; conditions and schedules of an event file are judged.
pub(super) fn lower(cx: &mut Cx<'_>, root: &Node) -> Vec<Mention> {
    let mut found = Vec::new();
    collect(root, &mut found);
    let triggers = |key: &str| root.get(key).and_then(Node::list).unwrap_or_default();
    for trigger in triggers(BY_EVENT) {
        for condition in CONDITIONS.iter().filter_map(|key| trigger.get(key)) {
            judge_condition(cx, condition);
        }
    }
    for entries in triggers(BY_CLOCK).iter().filter_map(Node::map) {
        judge_schedule(cx, entries);
    }
    found
}

fn collect(node: &Node, found: &mut Vec<Mention>) {
    match &node.value {
        Value::Scalar(_) => {}
        Value::List(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Map(entries) => {
            for entry in entries {
                let key = KEYS.iter().find(|key| **key == entry.key.value);
                let code = entry.value.text().and_then(|text| SmartCode::new(text.trim()));
                if let (Some(key), Some(code)) = (key, code) {
                    found.push(Mention { key, code: Spanned::new(code, entry.value.span) });
                }
                collect(&entry.value, found);
            }
        }
    }
}

/// HS0719. A condition in another language than ours is left alone.
fn judge_condition(cx: &mut Cx<'_>, condition: &Node) {
    let mut found = Diagnostics::new();
    expr::parse(cx.sources, condition, &mut found);
    found.retain_mut(|found| {
        found.severity = Severity::Warning;
        found.rule.code == catalogue::HS0719.code
    });
    cx.diags.extend(found);
}

/// HS0611.
fn judge_schedule(cx: &mut Cx<'_>, entries: &[Entry]) {
    let mut found = Diagnostics::new();
    schedule::judge(&mut Cx::new(cx.sources, &mut found), entries);
    found.retain_mut(|found| {
        found.severity = Severity::Warning;
        true
    });
    cx.diags.extend(found);
}
