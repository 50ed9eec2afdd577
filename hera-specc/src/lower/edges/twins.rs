//! Chains that stand there twice (HS0508): the second says nothing new.

use std::hash::{Hash, Hasher};

use super::Cx;
use crate::diag::{Diagnostic, catalogue};
use crate::ir::Chain;
use crate::known::Known;
use crate::source::Span;

/// The chains without those that repeat another one, which are reported.
pub(super) fn dropped(cx: &mut Cx<'_>, mut chains: Vec<Chain>) -> Vec<Chain> {
    let mut firsts: Known<Way<'_>, Span> = Known::default();
    firsts.reserve(chains.len());
    let is_twin = chains.iter().map(|chain| {
        let first = *firsts.entry(Way(chain)).or_insert(chain.span);
        let twin = first != chain.span;
        if twin {
            report(cx, chain.span, first);
        }
        twin
    });
    let is_twin: Vec<bool> = is_twin.collect();
    let mut is_twin = is_twin.into_iter();
    chains.retain(|_| !is_twin.next().unwrap_or(false));
    chains
}

/// A chain as what it says, wherever it stands.
struct Way<'a>(&'a Chain);

impl Way<'_> {
    fn event(&self) -> Option<&str> {
        self.0.event.as_ref().map(|event| event.value.as_str())
    }

    fn nodes(&self) -> impl Iterator<Item = usize> {
        self.0.nodes.iter().map(|node| node.value)
    }
}

impl PartialEq for Way<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.event() == other.event() && self.nodes().eq(other.nodes())
    }
}

impl Eq for Way<'_> {}

impl Hash for Way<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.event().hash(state);
        self.nodes().for_each(|node| node.hash(state));
    }
}

fn report(cx: &mut Cx<'_>, twin: Span, first: Span) {
    let found = Diagnostic::new(&catalogue::HS0508, twin, "this chain is given twice")
        .secondary(first, "first given here")
        .help("remove it");
    let line = own_line(cx, twin);
    cx.report(match line {
        Some(line) => found.suggest(line, ""),
        None => found,
    });
}

/// The line of a list item that has one for itself, with its line break.
fn own_line(cx: &Cx<'_>, item: Span) -> Option<Span> {
    let text = cx.sources.text(item.file);
    let (before, after) = (&text[..item.range().start], &text[item.range().end..]);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(after.len(), |at| at + 1);
    let alone = before[start..].trim() == "-" && after[..end].trim().is_empty();
    alone.then(|| Span::new(item.file, start, item.range().end + end))
}
