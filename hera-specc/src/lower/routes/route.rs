//! The routes under `routes`, each with its method, path, handler and event.

use std::collections::BTreeMap;

use hera_core::names::event_of_route;

use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Expr, Field, On, SmartCode, Trigger};
use crate::lower::keys::Keys;
use crate::lower::nodes::bindings;
use crate::lower::{Cx, outputs, path, shape, smart_code, triggers};
use crate::source::{Span, Spanned};

pub(in crate::lower) const KEYS: Keys = Keys {
    noun: "field of a route",
    unknown: &catalogue::HS0202,
    known: &["http", "handler", "event", "bind", "payload", "description", "intent", "note"],
    idle: &["name", "tags", "summary"],
    missed: &[
        "with",
        "timeout",
        "auth",
        "permissions",
        "middleware",
        "when",
        "rate_limit",
        "cache",
    ],
};
/// More routes than this are refused.
const ROUTES_MAX: usize = 1_024;
const HELP: &str = "write `- http: POST /path` with `handler: HERA....v1`";

/// A route. What was broken in it, and reported, is absent.
pub(super) struct Route {
    /// The whole entry.
    pub(super) span: Span,
    http: Option<Spanned<On>>,
    /// The procedure that answers.
    pub(super) handler: Option<Spanned<SmartCode>>,
    /// The event that stands for a request; `None` where there is no name for it.
    pub(super) event: Option<Spanned<String>>,
    bind: Vec<(Spanned<String>, Expr)>,
    payload: Option<Vec<Field>>,
}

impl Route {
    /// What starts its flow.
    pub(super) fn into_trigger(self) -> Option<Trigger> {
        let Route { span, http, event, bind, payload, .. } = self;
        let (on, emit) = (http?, event?);
        Some(Trigger { span, on, emit, bind, payload, open: None, shared: false })
    }
}

/// The routes; events are unique.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Vec<Route> {
    let items = shape::list(cx, &entry.value, "routes", HELP).unwrap_or_default();
    if items.is_empty() || items.len() > ROUTES_MAX {
        let message = match items.len() {
            0 => "this orchestration has no routes".to_owned(),
            n => format!("this orchestration has {n} routes; the most are {ROUTES_MAX}"),
        };
        cx.report(Diagnostic::new(&catalogue::HS1701, entry.key.span, message).help(HELP));
        return Vec::new();
    }
    let mut routes: Vec<Route> = items.iter().filter_map(|item| one(cx, item)).collect();
    unique(cx, &mut routes);
    routes
}

fn one(cx: &mut Cx<'_>, item: &Node) -> Option<Route> {
    let entries = shape::map(cx, item, "a route", HELP)?;
    KEYS.judge(cx, entries);
    let first = entries.first().map_or(item.span, |entry| entry.key.span);
    for key in ["http", "handler"] {
        if item.get(key).is_none_or(Node::is_null) {
            let message = format!("this route has no `{key}`");
            cx.report(Diagnostic::new(&catalogue::HS1701, first, message).help(HELP));
        }
    }
    let present = |key: &str| item.get(key).filter(|node| !node.is_null());
    let http =
        present("http").and_then(|node| Some(Spanned::new(path::route(cx, node)?, node.span)));
    let handler = present("handler").and_then(|node| smart_code::reference(cx, node, "handler"));
    let event = event(cx, item, http.as_ref());
    let bind = present("bind").map_or_else(Vec::new, |node| bindings(cx, node, "bind"));
    let payload = present("payload").map(|node| outputs::payload(cx, node));
    Some(Route { span: item.span, http, handler, event, bind, payload })
}

/// `event`, or the name that follows from method and path.
fn event(cx: &mut Cx<'_>, item: &Node, http: Option<&Spanned<On>>) -> Option<Spanned<String>> {
    if let Some(node) = item.get("event").filter(|node| !node.is_null()) {
        let event = shape::text(cx, node, "event")?;
        triggers::judge_event(cx, &event);
        return Some(event);
    }
    let http = http?;
    let On::Api { method, path, .. } = &http.value else { return None };
    let name = event_of_route(method, path);
    if triggers::is_event(&name) {
        return Some(Spanned::new(name, http.span));
    }
    let message = "no name of an event follows from this path";
    cx.report(
        Diagnostic::new(&catalogue::HS1702, http.span, message)
            .help("give it one beside `http`: `event: CUSTOMER.CREATE.REQUESTED`"),
    );
    None
}

/// HS1702: two routes with one event. The second one gets none.
fn unique(cx: &mut Cx<'_>, routes: &mut [Route]) {
    let mut known: BTreeMap<String, (Span, Option<On>)> = BTreeMap::new();
    for route in routes {
        let Some(event) = route.event.clone() else { continue };
        let on = route.http.as_ref().map(|http| http.value.clone());
        let Some((first, same)) = known.get(&event.value) else {
            known.insert(event.value, (event.span, on));
            continue;
        };
        // The same route twice is said by HS0604.
        if *same != on {
            cx.report(
                Diagnostic::new(
                    &catalogue::HS1702,
                    event.span,
                    format!("two routes have the event `{}`", event.value),
                )
                .secondary(*first, "the other one")
                .help("give one of them another name: `event: CUSTOMER.CREATE.REQUESTED`"),
            );
            route.event = None;
        }
    }
}
