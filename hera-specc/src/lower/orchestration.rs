//! A graph orchestration: its sections into [`ir::Orchestration`](crate::ir::Orchestration).

use super::keys::Keys;
use super::procedure::{head, intent, missing};
use super::{
    Cx, Input, boundaries, edges, nodes, policies, rename, says, shape, smart_code, triggers,
};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Kind, Orchestration, RetryPolicy};
use crate::source::Spanned;

pub(super) const KEYS: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &[
        "smart_code",
        "intent",
        "triggers",
        "graph",
        "edges",
        "transaction_boundaries",
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
    idle: &["observability", "validation", "execution_modes", "version", "status", "tags", "owner"],
    missed: &["timeout", "middleware", "error_handling"],
};
pub(super) const GRAPH: Keys = Keys {
    noun: "field of the graph",
    unknown: &catalogue::HS0404,
    known: &["nodes", "edges", "description", "note"],
    idle: &[],
    missed: &[],
};

/// Lowers a graph orchestration; `None` where it has no usable smart code.
pub(super) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node) -> Option<Orchestration> {
    KEYS.judge(cx, root.map()?);
    let code = head(cx, root);
    if let Some(code) = &code {
        smart_code::judge_orchestration(cx, code);
    }
    if root.get("intent").is_none() && root.get("description").is_none() {
        missing(cx, root, "intent", "add `intent: >` with one sentence");
    }
    if root.get("triggers").is_none() {
        missing(cx, root, "triggers", "add `triggers:` with `- on: API.POST./path` and `emit:`");
    }
    let intent = intent(cx, root);
    let triggers = root.entry("triggers").map_or_else(Vec::new, |e| triggers::lower(cx, e));
    let nodes = graph(cx, root);
    smart_code::judge_runs(cx, &nodes.list);
    let chains = match edges_entry(cx, root) {
        Some(entry) => edges::lower(cx, entry, &nodes, &triggers),
        None => {
            missing(cx, root, "edges", "add `edges:` with `- EVENT -> NODE`");
            Vec::new()
        }
    };
    let boundaries = root
        .entry("transaction_boundaries")
        .map_or_else(Vec::new, |entry| boundaries::lower(cx, entry, &nodes));
    rename::suggest(cx, &nodes.list, &chains, &boundaries);
    let retry =
        root.entry("retry_policy").map_or_else(RetryPolicy::default, |e| policies::retry(cx, e));
    let at = code.as_ref().map_or(root.span.at_start(), |code| code.span);
    let compensation = policies::compensation(cx, root.entry("compensation_policy"), at);
    Some(Orchestration {
        file: input.file,
        judged: input.judged,
        kind: Kind::GraphOrchestration,
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
        audit_events: audit_events(root),
        flows: Vec::new(),
    })
}

/// The names under `observability.audit_events`.
fn audit_events(root: &Node) -> Vec<Spanned<String>> {
    let events = root.get("observability").and_then(|node| node.get("audit_events"));
    let names = events.and_then(Node::list).into_iter().flatten();
    names.filter_map(|name| Some(Spanned::new(name.text()?.to_owned(), name.span))).collect()
}

fn graph(cx: &mut Cx<'_>, root: &Node) -> nodes::Nodes {
    let Some(entry) = root.entry("graph") else {
        let first = root.map().and_then(|entries| entries.first());
        let span = first.map_or(root.span.at_start(), |entry| entry.key.span);
        cx.report(no_nodes(span));
        return nodes::Nodes::default();
    };
    let help = "write `graph:` with `nodes:` below";
    let Some(entries) = shape::map(cx, &entry.value, "graph", help) else {
        return nodes::Nodes::default();
    };
    GRAPH.judge(cx, entries);
    match entry.value.entry("nodes") {
        Some(entry) => nodes::lower(cx, entry),
        None => {
            cx.report(no_nodes(entry.key.span));
            nodes::Nodes::default()
        }
    }
}

fn no_nodes(span: crate::source::Span) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0408, span, "the graph has no nodes")
        .help("add them under `graph.nodes`")
}

/// `edges` at the top or under `graph`; both at once is a key too many.
fn edges_entry<'n>(cx: &mut Cx<'_>, root: &'n Node) -> Option<&'n Entry> {
    let top = root.entry("edges");
    let inner = root.get("graph").and_then(|graph| graph.entry("edges"));
    if let (Some(top), Some(inner)) = (top, inner) {
        cx.report(
            Diagnostic::new(
                &catalogue::HS0203,
                inner.key.span,
                "`edges` is given twice: at the top and under `graph`",
            )
            .secondary(top.key.span, "first given here")
            .help("keep one of the two lists"),
        );
    }
    top.or(inner)
}
