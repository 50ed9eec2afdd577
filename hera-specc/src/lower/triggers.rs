//! Triggers: what starts an event.

use super::Cx;
use super::keys::Keys;
use super::nodes::bindings;
use super::{outputs, path, says, scalars, schedule, shape};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{On, Trigger};
use crate::source::{Span, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "trigger field",
    unknown: &catalogue::HS0202,
    known: &["on", "emit", "bind", "payload", "shared", "description", "note"],
    idle: &["name", "auth"],
    missed: &["schedule", "cron", "every", "queue", "timezone", "delay", "condition", "when"],
};
/// The longest name of an event.
const EVENT_BYTES_MAX: usize = 128;

/// The triggers under `triggers`.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Vec<Trigger> {
    let help = "put `- on: API.POST./path` with `emit:` for each";
    let items = shape::list(cx, &entry.value, "triggers", help).unwrap_or_default();
    items.iter().filter_map(|item| one(cx, item)).collect()
}

fn one(cx: &mut Cx<'_>, item: &Node) -> Option<Trigger> {
    let help = "write `on: API.POST./path` and `emit: POS.CART.LINE_ADD.REQUESTED`";
    let entries = shape::map(cx, item, "a trigger", help)?;
    KEYS.judge(cx, entries);
    let on = match item.get("on") {
        Some(node) => path::on(cx, node).map(|on| Spanned::new(on, node.span)),
        None => {
            let span = entries.first().map_or(item.span, |entry| entry.key.span);
            let message = "this trigger does not say what it listens on";
            cx.report(
                Diagnostic::new(&catalogue::HS0601, span, message).help("add `on: API.POST./path`"),
            );
            None
        }
    };
    let bind = item.get("bind").map_or_else(Vec::new, |node| bindings(cx, node, "bind"));
    let payload =
        item.get("payload").filter(|node| !node.is_null()).map(|node| outputs::payload(cx, node));
    schedule::judge(cx, entries);
    let open = open(cx, item);
    let shared = says::flag(cx, item, "shared");
    let emit = emit(cx, item, entries)?;
    // A broken `on` was reported. The event keeps its trigger, so that nobody asks who emits it.
    let stand_in = On::Event { subject: emit.value.clone() };
    let on = on.unwrap_or(Spanned::new(stand_in, item.span));
    Some(Trigger { span: item.span, on, emit, bind, payload, open, shared })
}

/// Where a trigger says `auth: none`.
fn open(cx: &mut Cx<'_>, item: &Node) -> Option<Span> {
    let node = item.get("auth").filter(|node| node.map().is_none() && node.list().is_none())?;
    let words = [("none", true), ("optional", true), ("required", false)];
    let open = shape::choice(cx, node, "auth", &words)?;
    open.value.then_some(open.span)
}

fn emit(cx: &mut Cx<'_>, item: &Node, entries: &[Entry]) -> Option<Spanned<String>> {
    let help = "write `emit: POS.CART.LINE_ADD.REQUESTED`";
    let Some(node) = item.get("emit").filter(|node| !node.is_null()) else {
        let span = entries.first().map_or(item.span, |entry| entry.key.span);
        let message = "this trigger emits no event";
        cx.report(Diagnostic::new(&catalogue::HS0606, span, message).help(help));
        return None;
    };
    let event = shape::text(cx, node, "emit")?;
    judge_event(cx, &event);
    Some(event)
}

/// HS0606: an event has two or more words of capitals, digits and `_` between dots.
pub(super) fn judge_event(cx: &mut Cx<'_>, event: &Spanned<String>) {
    if is_event(&event.value) {
        return;
    }
    let better: Vec<String> = event.value.split('.').map(scalars::screaming).collect();
    let better = better.join(".");
    let message = format!("event name `{}` is malformed", shape::shorten(&event.value));
    let found = Diagnostic::new(&catalogue::HS0606, event.span, message);
    cx.report(if is_event(&better) {
        found.help(format!("write `{better}`"))
    } else {
        found.help("write words in capitals between dots: `POS.CART.LINE_ADD.REQUESTED`")
    });
}

/// Whether a text can name an event.
pub(super) fn is_event(name: &str) -> bool {
    name.len() <= EVENT_BYTES_MAX
        && name.contains('.')
        && name.split('.').all(scalars::is_screaming)
}
