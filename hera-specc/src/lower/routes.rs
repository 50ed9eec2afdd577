//! A route orchestration: each route becomes a flow of an [`ir::Orchestration`](crate::ir::Orchestration).
//!
//! The handler of a route is a node, and so is each procedure that its `after` hook names under
//! `success`; the event of the route starts the chain of them, in that order. Boundaries name handlers
//! where those of a graph name nodes. All that follows treats a route as any other flow.

mod hooks;
mod ids;
mod middleware;
pub(super) mod route;

use super::keys::Keys;
use super::procedure::{head, intent, missing};
use super::{Cx, Input, boundaries, nodes, policies, says, shape, smart_code};
use crate::ast::Node;
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::{Chain, Kind, Orchestration, RetryPolicy, SmartCode};
use crate::source::{Span, Spanned};

use route::Route;

pub(super) const KEYS: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &[
        "smart_code",
        "intent",
        "routes",
        "transaction_boundaries",
        "after",
        "middleware",
        "error_handling",
        "retry_policy",
        "compensation_policy",
        "concurrency_key",
        "on_park",
        "deadline",
        "description",
        "name",
        "notes",
        "scope",
    ],
    idle: &["observability", "version", "status", "tags", "owner", "execution_modes"],
    missed: &["configuration", "triggers", "edges", "before"],
};
pub(super) const ERROR_HANDLING: Keys = Keys {
    noun: "field of `error_handling`",
    unknown: &catalogue::HS0202,
    known: &["retry_policy", "description", "note"],
    idle: &["default_strategy"],
    missed: &["special_handling", "on_final_failure"],
};

/// Lowers a route orchestration; `None` where it has no usable smart code.
pub(super) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node) -> Option<Orchestration> {
    KEYS.judge(cx, root.map()?);
    let code = head(cx, root);
    if root.get("intent").is_none() && root.get("description").is_none() {
        missing(cx, root, "intent", "add `intent: >` with one sentence");
    }
    let intent = intent(cx, root);
    let routes = root.entry("routes").map_or_else(Vec::new, |entry| route::lower(cx, entry));
    let hooks = root.entry("after").map_or_else(Vec::new, |e| hooks::lower(cx, e, &routes));
    if let Some(entry) = root.entry("middleware") {
        middleware::judge(cx, &entry.value);
    }
    let nodes = ids::nodes(&routes, &hooks);
    smart_code::judge_runs(cx, &nodes.list);
    let chains = routes.iter().filter_map(|route| chain(route, &hooks, &nodes)).collect();
    let boundaries = root
        .entry("transaction_boundaries")
        .map_or_else(Vec::new, |entry| boundaries::lower(cx, entry, &nodes));
    let retry = retry(cx, root);
    let at = code.as_ref().map_or(root.span.at_start(), |code| code.span);
    let compensation = policies::compensation(cx, root.entry("compensation_policy"), at);
    let triggers = routes.into_iter().filter_map(Route::into_trigger).collect();
    Some(Orchestration {
        file: input.file,
        judged: input.judged,
        kind: Kind::RouteOrchestration,
        code: code?,
        intent,
        triggers,
        nodes: nodes.list,
        chains,
        boundaries,
        retry,
        compensation,
        run: policies::run(cx, root),
        relaxed: says::relaxed(root),
        audit_events: Vec::new(),
        flows: Vec::new(),
    })
}

/// What the event of a route starts: its handler, then what its hook names.
fn chain(route: &Route, hooks: &[hooks::Hook], nodes: &nodes::Nodes) -> Option<Chain> {
    let handler = route.handler.as_ref()?;
    let event = route.event.clone()?;
    let place = |code: &Spanned<SmartCode>| -> Option<Spanned<usize>> {
        match nodes.find(code.value.canonical()) {
            nodes::Found::Node(at) => Some(Spanned::new(at, code.span)),
            nodes::Found::Poisoned | nodes::Found::Unknown => None,
        }
    };
    let hook = hooks.iter().find(|hook| hook.handler == handler.value);
    let after = hook.into_iter().flat_map(|hook| &hook.success);
    let nodes = std::iter::once(handler).chain(after).filter_map(place).collect();
    Some(Chain { span: handler.span, event: Some(event), nodes })
}

/// `retry_policy` at the top, or under `error_handling`, where it counts as well (HS1706).
fn retry(cx: &mut Cx<'_>, root: &Node) -> RetryPolicy {
    let handling = root.get("error_handling");
    if let Some(node) = handling {
        let help = "write `retry_policy:` with `max_attempts:` at the top";
        if let Some(entries) = shape::map(cx, node, "error_handling", help) {
            ERROR_HANDLING.judge(cx, entries);
        }
    }
    let nested = handling.and_then(|node| node.entry("retry_policy"));
    let top = root.entry("retry_policy");
    if let Some(entry) = nested {
        cx.report(nested_policy(entry.key.span, top.map(|top| top.key.span)));
    }
    top.or(nested).map_or_else(RetryPolicy::default, |entry| policies::retry(cx, entry))
}

fn nested_policy(span: Span, top: Option<Span>) -> Diagnostic {
    let message = "the retry policy stands under `error_handling`, not at the top";
    let found = Diagnostic::new(&catalogue::HS1706, span, message);
    match top {
        None => found.note("it counts all the same").help("move it to the top of the file"),
        Some(top) => found
            .severity(Severity::Warning)
            .secondary(top, "this one counts")
            .help("keep one of the two"),
    }
}
