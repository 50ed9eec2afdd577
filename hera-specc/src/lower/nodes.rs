//! The nodes of a graph.

use std::collections::BTreeSet;

use hera_core::plan::Mode;

use super::keys::Keys;
use super::{Cx, expr, scalars, shape, smart_code};
use crate::ast::{Entry, Node as Tree};
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::{Expr, Node, NodeCompensation, SmartCode};
use crate::known::Known;
use crate::source::{Span, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "node field",
    unknown: &catalogue::HS0404,
    known: &[
        "id",
        "run",
        "mode",
        "when",
        "with",
        "timeout",
        "compensation",
        "else",
        "description",
        "note",
        "intent",
    ],
    idle: &["name", "tags"],
    missed: &["retry_policy", "retry", "depends_on", "after", "boundary", "isolation"],
};
pub(super) const COMPENSATION: Keys = Keys {
    noun: "field of a compensation",
    unknown: &catalogue::HS0404,
    known: &["run", "with", "description", "note"],
    idle: &[],
    missed: &["timeout", "retry_policy", "when"],
};
const MODES: [(&str, Mode); 2] =
    [("validate_only", Mode::ValidateOnly), ("persist", Mode::Persist)];
/// More nodes than this are hard to read (HS0409).
const NODES_READABLE: usize = 512;
/// More nodes than this are refused (HS0409).
const NODES_MAX: usize = 16_384;

/// The nodes of a graph, and the names of those that are broken and reported.
#[derive(Default)]
pub(super) struct Nodes {
    /// In the order of the file; ids are unique.
    pub(super) list: Vec<Node>,
    /// Position by id.
    by_id: Known<String, usize>,
    /// Ids of nodes that were dropped: what names them stays silent.
    poisoned: BTreeSet<String>,
    /// Whether they are the handlers and hooks of routes, which are named by their codes.
    handlers: bool,
}

/// What a name in an edge or a boundary is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A node: its position.
    Node(usize),
    /// A node that was broken and is already reported.
    Poisoned,
    /// Nothing.
    Unknown,
}

impl Nodes {
    /// The nodes of routes: named by the canonical codes of what they run.
    pub(super) fn of_handlers(list: Vec<Node>) -> Nodes {
        let code = |node: &Node| node.run.value.canonical().to_owned();
        let by_id = list.iter().enumerate().map(|(at, node)| (code(node), at)).collect();
        Nodes { list, by_id, poisoned: BTreeSet::new(), handlers: true }
    }

    /// The node that a name means.
    pub(super) fn find(&self, id: &str) -> Found {
        let code = if self.handlers { SmartCode::new(id) } else { None };
        match self.by_id.get(code.as_ref().map_or(id, SmartCode::canonical)) {
            Some(at) => Found::Node(*at),
            None if self.poisoned.contains(id) => Found::Poisoned,
            None => Found::Unknown,
        }
    }

    /// A finding of `rule` about a name that no node has.
    pub(super) fn unknown(
        &self,
        rule: &'static crate::diag::Rule,
        name: &str,
        span: Span,
    ) -> Diagnostic {
        let noun = if self.handlers { "handler" } else { "node" };
        let found =
            Diagnostic::new(rule, span, format!("unknown {noun} `{}`", shape::shorten(name)));
        // In a large graph the search for each wrong name would take too long.
        let small = self.list.len() <= NODES_READABLE;
        let ids = self.by_id.keys().map(String::as_str).filter(|_| small);
        let ids: BTreeSet<&str> = ids.collect();
        let Some(meant) = crate::diag::nearest(name, ids) else {
            return found.help(if self.handlers {
                "name the handler of a route, or a procedure of an `after` hook"
            } else {
                "declare it under `graph.nodes`, or correct the name"
            });
        };
        let found = match self.find(meant) {
            Found::Node(at) => found.secondary(self.list[at].id.span, "a similar id stands here"),
            _ => found,
        };
        found.help(format!("did you mean `{meant}`?")).suggest(span, meant)
    }

    fn push(&mut self, node: Node) {
        self.by_id.insert(node.id.value.clone(), self.list.len());
        self.list.push(node);
    }
}

/// The nodes under `graph.nodes`.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Nodes {
    let mut nodes = Nodes::default();
    let help = "put `- id: NODE` with `run:` for each";
    let Some(items) = shape::list(cx, &entry.value, "nodes", help) else { return nodes };
    if items.is_empty() {
        cx.report(
            Diagnostic::new(&catalogue::HS0408, entry.key.span, "the graph has no nodes")
                .help("add `- id: VALIDATE` with `run: HERA....v1`"),
        );
    }
    if items.len() > NODES_READABLE {
        let message = format!("the graph has {} nodes", items.len());
        let found = Diagnostic::new(&catalogue::HS0409, entry.key.span, message)
            .help("split it into orchestrations that are linked by events");
        let refused = items.len() > NODES_MAX;
        cx.report(if refused { found.severity(Severity::Error) } else { found });
        if refused {
            for id in items.iter().filter_map(|item| item.get("id")?.text()) {
                nodes.poisoned.insert(id.trim().to_owned());
            }
            return nodes;
        }
    }
    for item in items {
        one(cx, item, &mut nodes);
    }
    nodes
}

fn one(cx: &mut Cx<'_>, item: &Tree, nodes: &mut Nodes) {
    let help = "write `- id: VALIDATE_ADD` with `run: HERA....v1`";
    let Some(entries) = shape::map(cx, item, "a node", help) else { return };
    KEYS.judge(cx, entries);
    let first = entries.first().map_or(item.span, |entry| entry.key.span);
    let id = id(cx, item, first);
    let run = match item.get("run") {
        Some(node) => smart_code::reference(cx, node, "run"),
        None => {
            let (span, name) = match &id {
                Some(id) => (id.span, format!("node `{}`", id.value)),
                None => (first, "this node".to_owned()),
            };
            cx.report(
                Diagnostic::new(&catalogue::HS0401, span, format!("{name} has no `run`"))
                    .help("add `run: HERA....v1`, the procedure that it runs"),
            );
            None
        }
    };
    let mode = item.get("mode").and_then(|node| mode(cx, node));
    let when = item.get("when").and_then(|node| expr::parse(cx.sources, node, cx.diags));
    let with = item.get("with").map_or_else(Vec::new, |node| bindings(cx, node, "with"));
    let timeout_ms = item.get("timeout").and_then(|node| scalars::duration(cx, node, "timeout"));
    let compensation = item.get("compensation").and_then(|node| compensation(cx, node));
    let retry = item.get("retry_policy").or_else(|| item.get("retry"));
    let retry = retry
        .filter(|node| !node.is_null())
        .map(|node| Spanned::new(crate::tree::json(node), node.span));
    let words = [("SKIP", ())];
    let else_skip = item.get("else").and_then(|node| shape::choice(cx, node, "else", &words));
    let else_skip = else_skip.is_some();
    let Some(id) = id else { return };
    if let Some(at) = nodes.by_id.get(&id.value) {
        let message = format!("node id `{}` is used twice", id.value);
        cx.report(
            Diagnostic::new(&catalogue::HS0402, id.span, message)
                .secondary(nodes.list[*at].id.span, "first used here")
                .help(format!("rename one: `{}_2`", id.value)),
        );
        return;
    }
    let Some(run) = run else {
        nodes.poisoned.insert(id.value);
        return;
    };
    let span = item.span;
    nodes.push(Node {
        span,
        id,
        run,
        mode,
        when,
        with,
        timeout_ms,
        compensation,
        retry,
        else_skip,
    });
}

fn id(cx: &mut Cx<'_>, item: &Tree, first: Span) -> Option<Spanned<String>> {
    let Some(node) = item.get("id").filter(|node| !node.is_null()) else {
        cx.report(
            Diagnostic::new(&catalogue::HS0401, first, "node has no `id`")
                .help("add `id: VALIDATE_ADD`"),
        );
        return None;
    };
    let id = shape::text(cx, node, "id")?;
    if scalars::is_screaming(&id.value) && scalars::is_name(&id.value) {
        scalars::judge_length(cx, "a node", &id.value, id.span);
        return Some(id);
    }
    let better = scalars::screaming(&id.value);
    // Names that no edge could name or no Rust type could have are errors.
    if !scalars::is_name(&id.value) {
        let message = format!("`{}` cannot be the id of a node", shape::shorten(&id.value));
        let found = Diagnostic::new(&catalogue::HS0317, id.span, message);
        let usable = scalars::is_screaming(&better) && scalars::is_name(&better);
        cx.report(if usable {
            found.help(format!("write `{better}`")).suggest(id.span, better)
        } else {
            found.help("an id has capitals, digits and `_`, at most 128, and starts with a letter")
        });
        return Some(id);
    }
    let message = format!("node id `{}` is not SCREAMING_SNAKE_CASE", id.value);
    cx.report(
        Diagnostic::new(&catalogue::HS0403, id.span, message)
            .help(format!("write `{better}`, here and in the edges and boundaries")),
    );
    Some(id)
}

fn mode(cx: &mut Cx<'_>, node: &Tree) -> Option<Spanned<Mode>> {
    let written = shape::text(cx, node, "mode")?;
    let found = MODES.iter().find(|(name, _)| *name == written.value);
    if let Some((_, mode)) = found {
        return Some(Spanned::new(*mode, node.span));
    }
    let names = MODES.map(|(name, _)| name);
    let lower = written.value.to_ascii_lowercase();
    let short = ["validate", "validation", "check", "dry_run", "readonly", "read_only"];
    let meant = short.contains(&lower.as_str()).then_some("validate_only");
    let found = match meant {
        Some(meant) => {
            let message = format!("unknown mode `{}`", written.value);
            Diagnostic::new(&catalogue::HS0405, node.span, message)
                .help(format!("did you mean `{meant}`?"))
                .suggest(node.span, meant)
        }
        None => shape::unknown_word(&catalogue::HS0405, node.span, "mode", &written.value, &names),
    };
    cx.report(found);
    None
}

/// `CODE`, or `{run: CODE, with: {..}}`.
fn compensation(cx: &mut Cx<'_>, node: &Tree) -> Option<NodeCompensation> {
    if node.is_null() {
        return None;
    }
    let Some(entries) = node.map() else {
        let run = smart_code::reference(cx, node, "compensation")?;
        return Some(NodeCompensation { run, with: Vec::new() });
    };
    COMPENSATION.judge(cx, entries);
    let with = node.get("with").map_or_else(Vec::new, |node| bindings(cx, node, "with"));
    let Some(run) = node.get("run") else {
        let span = cx.first_line(node.span);
        cx.report(
            Diagnostic::new(&catalogue::HS0401, span, "this compensation has no `run`")
                .help("add `run: HERA....v1`, the procedure that undoes the node"),
        );
        return None;
    };
    let run = smart_code::reference(cx, run, "run")?;
    Some(NodeCompensation { run, with })
}

/// `{input: expression}` under `with` or `bind`.
pub(super) fn bindings(cx: &mut Cx<'_>, node: &Tree, key: &str) -> Vec<(Spanned<String>, Expr)> {
    let help = format!("write `{key}: {{ cart_id: $.payload.cart_id }}`");
    let entries = shape::map(cx, node, key, &help).unwrap_or_default();
    let mut bindings = Vec::with_capacity(entries.len());
    for entry in entries {
        let named = scalars::judge_name(cx, "an input", &entry.key.value, entry.key.span);
        let value = expr::parse_value(cx.sources, &entry.value, cx.diags);
        if let (true, Some(value)) = (named, value) {
            bindings.push((entry.key.clone(), value));
        }
    }
    bindings
}
