//! Every name of a set of specs with all its places.

use std::collections::BTreeMap;

use super::At;
use crate::source::{FileId, Span, Spanned};

/// What a name stands for. Two names of one symbol mean the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// A smart code, in its canonical form.
    Code(String),
    /// A node of an orchestration's file.
    Node(FileId, String),
    /// An event.
    Event(String),
    /// A boundary of an orchestration's file.
    Boundary(FileId, String),
    /// The code of an error.
    Error(String),
    /// An input of the procedure of this canonical code.
    Input(String, String),
    /// An output field of the procedure of this canonical code.
    Output(String, String),
    /// A field of the payload, the path or the headers in an orchestration's file.
    Payload(FileId, String),
    /// A field of the run's context.
    Context(String),
}

impl Symbol {
    /// The name as it stands in a text.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Symbol::Code(name)
            | Symbol::Node(_, name)
            | Symbol::Event(name)
            | Symbol::Boundary(_, name)
            | Symbol::Error(name)
            | Symbol::Input(_, name)
            | Symbol::Output(_, name)
            | Symbol::Payload(_, name)
            | Symbol::Context(name) => name,
        }
    }
}

/// A place of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The name itself.
    pub span: Span,
    /// Whether it is declared here, not only used.
    pub declares: bool,
}

/// All names with all their places.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// In the order of their places, none overlapping another.
    names: Vec<Spanned<Symbol>>,
    places: BTreeMap<Symbol, Vec<Occurrence>>,
}

impl Index {
    /// From names in any order. Of names in one place (an alias repeats what its anchor holds) the
    /// first counts.
    pub(super) fn new(mut found: Vec<(Spanned<Symbol>, bool)>) -> Index {
        found.sort_by_key(|(name, _)| (name.span.file, name.span.start, name.span.end));
        let mut index = Index::default();
        for (name, declares) in found {
            let free = index.names.last().is_none_or(|before: &Spanned<Symbol>| {
                before.span.file != name.span.file || before.span.end <= name.span.start
            });
            if free {
                let occurrence = Occurrence { span: name.span, declares };
                index.places.entry(name.value.clone()).or_default().push(occurrence);
                index.names.push(name);
            }
        }
        index
    }

    /// The name that a place touches; its end counts, for there the cursor stands after typing.
    pub(super) fn at(&self, at: At) -> Option<&Spanned<Symbol>> {
        let after = self
            .names
            .partition_point(|name| (name.span.file, name.span.start) <= (at.file, at.offset));
        let found = &self.names[after.checked_sub(1)?];
        (found.span.file == at.file && at.offset <= found.span.end).then_some(found)
    }

    /// All places of a symbol.
    pub(super) fn places(&self, symbol: &Symbol) -> &[Occurrence] {
        self.places.get(symbol).map_or(&[], Vec::as_slice)
    }

    /// The places that declare a symbol.
    pub(super) fn declarations(&self, symbol: &Symbol) -> impl Iterator<Item = Span> {
        self.places(symbol).iter().filter(|place| place.declares).map(|place| place.span)
    }

    /// All symbols, sorted.
    pub(super) fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.places.keys()
    }
}
