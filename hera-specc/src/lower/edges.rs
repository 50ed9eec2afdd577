//! Edge lines: `EVENT -> NODE -> NODE`, with `->` or `→`; also `[EVENT, NODE]` and `{from, to}`.

use std::collections::BTreeSet;

use super::Cx;
use super::expr::text::Text;
use super::nodes::{Found, Nodes};
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Chain, Trigger};
use crate::source::{Span, Spanned};

/// Arrows that other notations have.
const STRANGE_ARROWS: [&str; 5] = ["-->", "=>", "⇒", "~>", "—>"];
/// The most edge lines.
const CHAINS_MAX: usize = 16_384;

/// What lowering edges needs to know.
struct Edges<'n> {
    nodes: &'n Nodes,
    events: BTreeSet<&'n str>,
    chains: Vec<Chain>,
}

/// The chains under `edges`.
pub(super) fn lower(
    cx: &mut Cx<'_>,
    entry: &Entry,
    nodes: &Nodes,
    triggers: &[Trigger],
) -> Vec<Chain> {
    let help = "put `- EVENT -> NODE` on a line for each chain";
    let items = match &entry.value.value {
        // One chain alone.
        Value::Scalar(_) if !entry.value.is_null() => std::slice::from_ref(&entry.value),
        _ => shape::list(cx, &entry.value, "edges", help).unwrap_or_default(),
    };
    if items.len() > CHAINS_MAX {
        let message = format!("there are {} edge lines, the most are {CHAINS_MAX}", items.len());
        cx.report(
            Diagnostic::new(&catalogue::HS0504, entry.key.span, message)
                .help("split the orchestration"),
        );
        return Vec::new();
    }
    let events = triggers.iter().map(|trigger| trigger.emit.value.as_str()).collect();
    let mut edges = Edges { nodes, events, chains: Vec::new() };
    for item in items {
        edges.item(cx, item);
    }
    judge_arrows(cx, items);
    edges.chains
}

/// One name of a chain; an empty one stands where a node was expected.
type Name = Spanned<String>;

impl Edges<'_> {
    fn item(&mut self, cx: &mut Cx<'_>, item: &Node) {
        let names = match &item.value {
            Value::Scalar(scalar) if !item.is_null() => {
                split(cx, &Text::of_scalar(cx.sources, scalar, item.span))
            }
            Value::List(names) => {
                names.iter().filter_map(|name| shape::text(cx, name, "an edge")).collect()
            }
            Value::Map(_) if item.get("from").is_some() && item.get("to").is_some() => {
                let ends = ["from", "to"].into_iter().filter_map(|key| item.get(key));
                ends.filter_map(|end| shape::text(cx, end, "an edge")).collect()
            }
            _ => {
                shape::wrong(cx, item, "an edge", "`EVENT -> NODE`", "");
                return;
            }
        };
        self.chain(cx, item.span, names);
    }

    fn chain(&mut self, cx: &mut Cx<'_>, span: Span, names: Vec<Name>) {
        let count = names.len();
        let mut chain = Chain { span, event: None, nodes: Vec::new() };
        let mut sound = true;
        for (at, name) in names.into_iter().enumerate() {
            if name.value.is_empty() {
                sound = false;
                if count > 1 || at > 0 {
                    cx.report(no_node(cx.sources.slice(span), at, count, name.span));
                }
                continue;
            }
            match self.nodes.find(&name.value) {
                Found::Node(node) => push(cx, &mut chain, name, node),
                Found::Poisoned => {}
                Found::Unknown if self.is_event(&name.value) => {
                    if at == 0 {
                        chain.event = Some(name);
                    } else {
                        event_inside(cx, &name);
                        sound = false;
                    }
                }
                Found::Unknown => {
                    cx.report(self.unknown(&name));
                    sound = false;
                }
            }
        }
        if count == 1 && sound {
            lone(cx, span, chain.event.is_some());
        }
        if chain.nodes.is_empty() || self.is_twin(cx, &chain) {
            return;
        }
        self.chains.push(chain);
    }

    /// Names with a dot are events, and all that a trigger emits.
    fn is_event(&self, name: &str) -> bool {
        let dotted = name.contains('.') && !name.contains(char::is_whitespace);
        dotted || self.events.contains(name)
    }

    fn unknown(&self, name: &Name) -> Diagnostic {
        let found = self.nodes.unknown(&catalogue::HS0501, &name.value, name.span);
        if name.value.contains(['[', ',', '&']) {
            return found
                .help("write one chain for each branch: they join where they name the same node");
        }
        found
    }

    /// HS0508: the same chain again.
    fn is_twin(&self, cx: &mut Cx<'_>, chain: &Chain) -> bool {
        let key = |chain: &Chain| -> (Option<String>, Vec<usize>) {
            let event = chain.event.as_ref().map(|event| event.value.clone());
            (event, chain.nodes.iter().map(|node| node.value).collect())
        };
        let Some(first) = self.chains.iter().find(|other| key(other) == key(chain)) else {
            return false;
        };
        cx.report(
            Diagnostic::new(&catalogue::HS0508, chain.span, "this chain is given twice")
                .secondary(first.span, "first given here")
                .help("remove it"),
        );
        true
    }
}

/// Adds a node unless it follows itself (HS0503).
fn push(cx: &mut Cx<'_>, chain: &mut Chain, name: Name, node: usize) {
    if chain.nodes.last().is_some_and(|before| before.value == node) {
        let message = format!("node `{}` depends on itself", name.value);
        cx.report(
            Diagnostic::new(&catalogue::HS0503, name.span, message)
                .help("remove the repeated name"),
        );
        return;
    }
    chain.nodes.push(Spanned::new(node, name.span));
}

fn event_inside(cx: &mut Cx<'_>, name: &Name) {
    let message = format!("event `{}` stands in the middle of a chain", name.value);
    cx.report(
        Diagnostic::new(&catalogue::HS0509, name.span, message)
            .help("start a new chain with it: an event is emitted by a trigger"),
    );
}

fn no_node(line: &str, at: usize, count: usize, span: Span) -> Diagnostic {
    let last = at + 1 == count;
    let message = if at == 0 {
        "expected a node before the arrow"
    } else {
        "expected a node after the arrow"
    };
    let found = Diagnostic::new(&catalogue::HS0504, span, message);
    let trimmed = line.trim_end_matches(|c: char| c.is_whitespace() || "->→".contains(c));
    if last && at > 0 {
        return found.help(format!("remove the arrow: `{}`", shape::shorten(trimmed)));
    }
    found.help("remove the arrow, or name the node")
}

/// A chain of one name makes no edge.
fn lone(cx: &mut Cx<'_>, span: Span, event: bool) {
    let message = if event { "this event leads to no node" } else { "this chain has no arrow" };
    cx.report(
        Diagnostic::new(&catalogue::HS0504, span, message)
            .help("add `-> NODE`, or remove the line"),
    );
}

/// The names between the arrows. Arrows of other notations are reported and taken for what they mean.
fn split(cx: &mut Cx<'_>, text: &Text<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    let mut rest = text.text;
    let mut at = 0;
    loop {
        let strange = STRANGE_ARROWS.iter().map(|arrow| (rest.find(arrow), *arrow, true));
        let arrows = ["->", "→"].into_iter().map(|arrow| (rest.find(arrow), arrow, false));
        let found =
            strange.chain(arrows).filter_map(|(from, arrow, odd)| Some((from?, arrow, odd)));
        // Of two that overlap the one that starts first is meant: `-->` and not its `->`.
        let next = found.min_by_key(|(from, arrow, _)| (*from, usize::MAX - arrow.len()));
        let part = next.map_or(rest, |(from, ..)| &rest[..from]);
        names.push(name(text, at, part, next.map(|(_, arrow, _)| arrow.len())));
        let Some((from, arrow, odd)) = next else { return names };
        if odd {
            let span = text.span(at + from, at + from + arrow.len());
            cx.report(
                Diagnostic::new(&catalogue::HS0504, span, format!("`{arrow}` is not an arrow"))
                    .help("write `->`")
                    .suggest(span, "->"),
            );
        }
        at += from + arrow.len();
        rest = &rest[from + arrow.len()..];
    }
}

/// One name; an empty one has the place of its arrow: the next one at the start, else the one before.
fn name(text: &Text<'_>, at: usize, part: &str, arrow: Option<usize>) -> Name {
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let from = at + part.len() - part.trim_start().len();
        let span = text.span(from, from + trimmed.len());
        return Spanned::new(trimmed.to_owned(), span);
    }
    let (from, to) = match arrow {
        Some(len) if at == 0 => (part.len(), part.len() + len),
        _ => {
            let before = text.text[..at].trim_end_matches(' ');
            let len = before.chars().next_back().map_or(0, char::len_utf8);
            let dash = before[..before.len() - len].ends_with('-');
            (before.len() - len - usize::from(dash), before.len())
        }
    };
    Spanned::new(String::new(), text.span(from, to))
}

/// HS0505: both arrows in one file.
fn judge_arrows(cx: &mut Cx<'_>, items: &[Node]) {
    let line = |arrow: &str| {
        let has = |item: &&Node| item.text().is_some_and(|text| text.contains(arrow));
        items.iter().find(has).map(|item| {
            let text = cx.sources.slice(item.span);
            let at = text.find(arrow).unwrap_or(0);
            item.span.part(at, arrow.len())
        })
    };
    let (Some(ascii), Some(unicode)) = (line("->"), line("→")) else { return };
    let (first, second) = if ascii < unicode { (ascii, unicode) } else { (unicode, ascii) };
    cx.report(
        Diagnostic::new(&catalogue::HS0505, second, "arrows `->` and `→` are mixed in one file")
            .secondary(first, "the other form stands here")
            .help("use one of them"),
    );
}
