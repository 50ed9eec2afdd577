//! Transitions and timers of a workflow definition, and the procedures that they name.

use super::States;
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::{SmartCode, Timer, Transition};
use crate::lower::keys::Keys;
use crate::lower::{Cx, shape, smart_code};
use crate::source::Spanned;

pub(in crate::lower) const TRANSITION: Keys = Keys {
    noun: "field of a transition",
    unknown: &catalogue::HS0202,
    known: &["from", "to", "by", "guards", "effects", "description", "note"],
    idle: &["name", "label", "tags"],
    missed: &["when", "condition", "permissions", "timeout"],
};
pub(in crate::lower) const TIMER: Keys = Keys {
    noun: "field of a timer",
    unknown: &catalogue::HS0202,
    known: &["on_enter", "minutes", "on_fire", "to", "name", "description", "note"],
    idle: &["tags"],
    missed: &["hours", "days", "seconds", "when", "repeat"],
};

/// The transitions under `transitions`.
pub(super) fn transitions(cx: &mut Cx<'_>, definition: &Entry, states: &States) -> Vec<Transition> {
    let help = "put `- from: DRAFT`, `to: SUBMITTED` and `by: [employee]` for each";
    let Some(node) = definition.value.get("transitions") else {
        cx.report(
            Diagnostic::new(
                &catalogue::HS0201,
                definition.key.span,
                "the field `transitions` is missing",
            )
            .help(help),
        );
        return Vec::new();
    };
    let items = shape::list(cx, node, "transitions", help).unwrap_or_default();
    items.iter().filter_map(|item| transition(cx, item, states, help)).collect()
}

fn transition(cx: &mut Cx<'_>, item: &Node, states: &States, help: &str) -> Option<Transition> {
    let entries = shape::map(cx, item, "a transition", help)?;
    TRANSITION.judge(cx, entries);
    let mut end = |key: &str| match item.get(key) {
        Some(node) => states.find(cx, node, key),
        None => {
            let span = entries.first().map_or(item.span, |entry| entry.key.span);
            let message = format!("this transition has no `{key}`");
            cx.report(Diagnostic::new(&catalogue::HS0203, span, message).help(help));
            None
        }
    };
    let (from, to) = (end("from"), end("to"));
    let by = roles(cx, item);
    let guards = procedures(cx, item, "guards");
    let effects = procedures(cx, item, "effects");
    Some(Transition { span: item.span, from: from?, to: to?, by, guards, effects })
}

/// The roles under `by`: a list, or one of them.
fn roles(cx: &mut Cx<'_>, item: &Node) -> Vec<Spanned<String>> {
    let Some(node) = item.get("by") else { return Vec::new() };
    let listed = match node.text() {
        Some(_) => std::slice::from_ref(node),
        None => shape::list(cx, node, "by", "write `by: [employee]`").unwrap_or_default(),
    };
    let named = |role: &Spanned<String>| !role.value.is_empty();
    listed.iter().filter_map(|node| shape::text(cx, node, "by")).filter(named).collect()
}

/// The procedures under `guards` or `effects`: a list, or one of them.
fn procedures(cx: &mut Cx<'_>, item: &Node, key: &str) -> Vec<Spanned<SmartCode>> {
    let Some(node) = item.get(key) else { return Vec::new() };
    let listed = match node.text() {
        Some(_) => std::slice::from_ref(node),
        None => shape::list(cx, node, key, "list smart codes of procedures").unwrap_or_default(),
    };
    listed.iter().filter_map(|node| procedure(cx, node, key)).collect()
}

fn procedure(cx: &mut Cx<'_>, node: &Node, key: &str) -> Option<Spanned<SmartCode>> {
    let profile = |text: &str| text.starts_with("$PROFILE") || text.starts_with("[dynamic]");
    if node.text().is_some_and(profile) {
        let message = format!("`{}` has no effect yet", node.text().unwrap_or_default().trim());
        cx.report(
            Diagnostic::new(&catalogue::HS0413, node.span, message)
                .severity(Severity::Warning)
                .help("name the procedure itself"),
        );
        return None;
    }
    smart_code::reference(cx, node, key)
}

/// The timers under `timers`; names are unique.
pub(super) fn timers(cx: &mut Cx<'_>, definition: &Node, states: &States) -> Vec<Timer> {
    let Some(node) = definition.get("timers") else { return Vec::new() };
    let help = "put `- on_enter: STATE`, `minutes: 60` and `on_fire: HERA....v1` for each";
    let items = shape::list(cx, node, "timers", help).unwrap_or_default();
    let mut timers: Vec<Timer> = Vec::new();
    for item in items {
        let Some(timer) = timer(cx, item, states, help) else { continue };
        let same = |other: &&Timer| match (&other.name, &timer.name) {
            (Some(one), Some(two)) => one.value == two.value,
            _ => false,
        };
        if let (Some(first), Some(name)) = (timers.iter().find(same), &timer.name) {
            let message = format!("timer name `{}` is used twice", name.value);
            let first = first.name.as_ref().map_or(first.on_enter.span, |name| name.span);
            cx.report(
                Diagnostic::new(&catalogue::HS1912, name.span, message)
                    .secondary(first, "first used here")
                    .help("rename one: a timer is cancelled by its name"),
            );
        }
        timers.push(timer);
    }
    timers
}

fn timer(cx: &mut Cx<'_>, item: &Node, states: &States, help: &str) -> Option<Timer> {
    let entries = shape::map(cx, item, "a timer", help)?;
    TIMER.judge(cx, entries);
    let first = entries.first().map_or(item.span, |entry| entry.key.span);
    for key in ["on_enter", "minutes", "on_fire"] {
        if item.get(key).is_none() {
            let message = format!("this timer has no `{key}`");
            cx.report(Diagnostic::new(&catalogue::HS0203, first, message).help(help));
        }
    }
    let on_enter = item.get("on_enter").and_then(|node| states.find(cx, node, "on_enter"));
    let minutes = item.get("minutes").and_then(|node| minutes(cx, node));
    let on_fire = item.get("on_fire").and_then(|node| procedure(cx, node, "on_fire"));
    let to = item.get("to").and_then(|node| states.find(cx, node, "to"));
    let name = item.get("name").and_then(|node| shape::text(cx, node, "name"));
    let name = name.filter(|name| !name.value.is_empty());
    Some(Timer { on_enter: on_enter?, minutes, on_fire, to, name })
}

/// HS1910: a whole number of minutes, at least one.
fn minutes(cx: &mut Cx<'_>, node: &Node) -> Option<Spanned<u64>> {
    let written = shape::text(cx, node, "minutes")?;
    if let Some(minutes) = shape::whole(node).filter(|minutes| *minutes > 0) {
        return Some(Spanned::new(minutes, node.span));
    }
    let message = format!("`{}` is not a number of minutes", shape::shorten(&written.value));
    cx.report(
        Diagnostic::new(&catalogue::HS1910, node.span, message)
            .help("write a whole number from 1, without a unit: `minutes: 60`"),
    );
    None
}
