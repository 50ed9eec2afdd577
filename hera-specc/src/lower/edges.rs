//! Edge lines: `EVENT -> NODE -> NODE`, with `->` or `→`; also `[EVENT, NODE]` and `{from, to}`.

mod twins;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Cx;
use super::expr::text::Text;
use super::nodes::{Found, Nodes};
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Chain, Trigger};
use crate::source::{Span, Spanned};

/// All arrows, each with whether it is of another notation. None starts like another.
const ARROWS: [(&str, bool); 7] = [
    ("->", false),
    ("→", false),
    ("-->", true),
    ("=>", true),
    ("⇒", true),
    ("~>", true),
    ("—>", true),
];
/// The most edge lines.
const CHAINS_MAX: usize = 65_536;

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
    let mut edges = Edges { nodes, events, chains: Vec::with_capacity(items.len()) };
    for item in items {
        edges.item(cx, item);
    }
    judge_arrows(cx, entry.key.span, items);
    twins::dropped(cx, edges.chains)
}

/// One name of a chain; an empty one stands where a node was expected.
type Name<'t> = Spanned<Cow<'t, str>>;

impl Edges<'_> {
    fn item(&mut self, cx: &mut Cx<'_>, item: &Node) {
        let names = match &item.value {
            Value::Scalar(scalar) if !item.is_null() => {
                split(cx, &Text::of_scalar(cx.sources, scalar, item.span))
            }
            Value::List(names) => names.iter().filter_map(|name| one(cx, name)).collect(),
            Value::Map(_) if item.get("from").is_some() && item.get("to").is_some() => {
                let ends = ["from", "to"].into_iter().filter_map(|key| item.get(key));
                ends.filter_map(|end| one(cx, end)).collect()
            }
            _ => {
                shape::wrong(cx, item, "an edge", "`EVENT -> NODE`", "");
                return;
            }
        };
        self.chain(cx, item.span, names);
    }

    fn chain(&mut self, cx: &mut Cx<'_>, span: Span, names: Vec<Name<'_>>) {
        let count = names.len();
        let mut chain = Chain { span, event: None, nodes: Vec::new() };
        let mut sound = true;
        let mut before = None;
        for (at, name) in names.into_iter().enumerate() {
            if name.value.is_empty() {
                sound = false;
                let last = at + 1 == count;
                cx.report(no_node(name.span, before.filter(|_| last), at == 0));
                continue;
            }
            before = Some(name.span);
            match self.nodes.find(&name.value) {
                Found::Node(node) => push(cx, &mut chain, name, node),
                Found::Poisoned => {}
                Found::Unknown if self.is_event(&name.value) => {
                    if at == 0 {
                        chain.event = Some(name.map(Cow::into_owned));
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
        if !chain.nodes.is_empty() {
            self.chains.push(chain);
        }
    }

    /// Names with a dot are events, and all that a trigger emits.
    fn is_event(&self, name: &str) -> bool {
        let dotted = name.contains('.') && !name.contains(char::is_whitespace);
        dotted || self.events.contains(name)
    }

    fn unknown(&self, name: &Name<'_>) -> Diagnostic {
        let found = self.nodes.unknown(&catalogue::HS0501, &name.value, name.span);
        if name.value.contains(['[', ',', '&']) {
            return found
                .help("write one chain for each branch: they join where they name the same node");
        }
        found
    }
}

/// A name that stands alone.
fn one<'t>(cx: &mut Cx<'_>, node: &Node) -> Option<Name<'t>> {
    shape::text(cx, node, "an edge").map(|name| name.map(Cow::Owned))
}

/// Adds a node unless it follows itself (HS0503).
fn push(cx: &mut Cx<'_>, chain: &mut Chain, name: Name<'_>, node: usize) {
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

fn event_inside(cx: &mut Cx<'_>, name: &Name<'_>) {
    let message = format!("event `{}` stands in the middle of a chain", name.value);
    cx.report(
        Diagnostic::new(&catalogue::HS0509, name.span, message)
            .help("start a new chain with it: an event is emitted by a trigger"),
    );
}

/// HS0504; `before` is the last name, where the arrow is the end of the line and can go.
fn no_node(arrow: Span, before: Option<Span>, first: bool) -> Diagnostic {
    let side = if first { "before" } else { "after" };
    let message = format!("expected a node {side} the arrow");
    let found = Diagnostic::new(&catalogue::HS0504, arrow, message);
    match before {
        Some(before) => {
            let tail = before.at_end().to(arrow);
            found.help("remove the arrow, or name the node").suggest(tail, "")
        }
        None => found.help("remove the arrow, or name the node"),
    }
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
pub(super) fn split<'t>(cx: &mut Cx<'_>, text: &Text<'t>) -> Vec<Name<'t>> {
    let mut names = Vec::with_capacity(2);
    let mut rest = text.text;
    let mut at = 0;
    loop {
        let next = next_arrow(rest);
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

/// The first arrow. Of two that overlap the one that starts first is meant: `-->` and not its `->`.
fn next_arrow(text: &str) -> Option<(usize, &'static str, bool)> {
    // The last of these starts all arrows that are not ASCII.
    let is_first = |byte: u8| matches!(byte, b'-' | b'=' | b'~' | 0xe2);
    let starts = text.bytes().enumerate().filter(|(_, byte)| is_first(*byte));
    starts.map(|(from, _)| from).find_map(|from| {
        let mut arrows = ARROWS.iter();
        let (arrow, odd) = arrows.find(|(arrow, _)| text[from..].starts_with(arrow))?;
        Some((from, *arrow, *odd))
    })
}

/// One name; an empty one has the place of its arrow: the next one at the start, else the one before.
fn name<'t>(text: &Text<'t>, at: usize, part: &'t str, arrow: Option<usize>) -> Name<'t> {
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let from = at + part.len() - part.trim_start().len();
        let span = text.span(from, from + trimmed.len());
        return Spanned::new(Cow::Borrowed(trimmed), span);
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
    Spanned::new(Cow::Borrowed(""), text.span(from, to))
}

/// HS0505: both arrows in one file.
fn judge_arrows(cx: &mut Cx<'_>, key: Span, items: &[Node]) {
    // One look at the whole file is much cheaper than one at each line.
    if !cx.sources.text(key.file).contains('→') {
        return;
    }
    let places = |arrow: &str| -> Vec<Span> {
        let lines = items.iter().filter(|item| item.text().is_some());
        let found = lines.flat_map(|item| {
            let text = cx.sources.slice(item.span);
            text.match_indices(arrow).map(|(at, arrow)| item.span.part(at, arrow.len()))
        });
        found.collect()
    };
    let unicode = places("→");
    if unicode.is_empty() {
        return;
    }
    let ascii = places("->");
    let (Some(a), Some(b)) = (ascii.first(), unicode.first()) else { return };
    let (form, first, others) = if a < b { ("->", *a, &unicode) } else { ("→", *b, &ascii) };
    let found =
        Diagnostic::new(&catalogue::HS0505, others[0], "arrows `->` and `→` are mixed in one file");
    let found =
        found.secondary(first, "the other form stands here").help(format!("write `{form}`"));
    cx.report(others.iter().fold(found, |found, other| found.suggest(*other, form)));
}
