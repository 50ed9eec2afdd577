//! Anchors and aliases: kept, expanded within limits, and reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::Node;
use crate::diag::catalogue::HS0009;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::parse::{DEPTH_MAX, EXPANDED_NODES_MAX};
use crate::source::Span;

/// The anchors of a document.
#[derive(Default)]
pub(super) struct Anchors {
    definitions: BTreeMap<usize, Definition>,
    values: BTreeMap<usize, Kept>,
    /// Anchors on collections that are still open.
    open: BTreeSet<usize>,
    expanded: usize,
}

struct Definition {
    name: String,
    span: Span,
    aliases: Vec<Span>,
}

struct Kept {
    /// `None` where it is larger than any alias may repeat.
    node: Option<Node>,
    size: usize,
    height: usize,
}

/// What an alias stands for.
pub(super) enum Expansion {
    /// A copy of the anchor's value.
    Node { node: Node, size: usize, height: usize },
    /// Nothing: a limit was met and reported.
    Refused,
    /// The copy would nest deeper than the limit.
    TooDeep,
}

/// Labels on one diagnostic.
const ALIAS_LABELS_MAX: usize = 5;

impl Anchors {
    /// An anchor's name is known (just after its value began).
    pub(super) fn define(&mut self, id: usize, name: &str, span: Span) {
        self.definitions
            .insert(id, Definition { name: name.to_owned(), span, aliases: Vec::new() });
    }

    /// The collection under this anchor begins; 0 is no anchor.
    pub(super) fn open(&mut self, id: usize) {
        if id != 0 {
            self.open.insert(id);
        }
    }

    /// It ends.
    pub(super) fn close(&mut self, id: usize) {
        self.open.remove(&id);
    }

    /// Keeps the value of an anchor.
    pub(super) fn keep(&mut self, id: usize, node: &Node, size: usize, height: usize) {
        if id != 0 {
            let node = (size <= EXPANDED_NODES_MAX).then(|| node.clone());
            self.values.insert(id, Kept { node, size, height });
        }
    }

    /// The value of an alias at `span`, below `depth` open collections.
    pub(super) fn expand(
        &mut self,
        id: usize,
        span: Span,
        depth: usize,
        diags: &mut Diagnostics,
    ) -> Expansion {
        let name = self.definitions.get(&id).map_or("", |definition| &definition.name);
        if self.open.contains(&id) {
            let message = format!("alias `*{name}` repeats the value that contains it");
            diags.push(Diagnostic::new(&HS0009, span, message).severity(Severity::Error));
            return Expansion::Refused;
        }
        let Some(kept) = self.values.get(&id) else { return Expansion::Refused };
        let before = self.expanded;
        self.expanded = before.saturating_add(kept.size);
        if self.expanded > EXPANDED_NODES_MAX {
            if before <= EXPANDED_NODES_MAX {
                diags.push(
                    Diagnostic::new(&HS0009, span, "aliases repeat more than 1,000 values")
                        .severity(Severity::Error)
                        .label(format!("`*{name}` stands for {} more", kept.size))
                        .help("split the spec, or write the values where they belong"),
                );
            }
            return Expansion::Refused;
        }
        if let Some(definition) = self.definitions.get_mut(&id) {
            definition.aliases.push(span);
        }
        match &kept.node {
            _ if depth + kept.height > DEPTH_MAX + 1 => Expansion::TooDeep,
            Some(node) => {
                Expansion::Node { node: node.clone(), size: kept.size, height: kept.height }
            }
            None => Expansion::Refused,
        }
    }

    /// One warning for each anchor.
    pub(super) fn report(&self, diags: &mut Diagnostics) {
        for definition in self.definitions.values() {
            let name = &definition.name;
            let message = format!("anchor `&{name}` and its aliases make a spec hard to read");
            let mut diagnostic = Diagnostic::new(&HS0009, definition.span, message)
                .label("the value that is meant stands here")
                .help("repeat the value where it is used");
            for alias in definition.aliases.iter().take(ALIAS_LABELS_MAX) {
                diagnostic = diagnostic.secondary(*alias, "repeated here");
            }
            if definition.aliases.is_empty() {
                diagnostic = diagnostic.note("no alias uses it");
            }
            diags.push(diagnostic);
        }
    }
}
