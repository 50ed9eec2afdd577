//! The colours of the formats that others lay out, and the names of classes in all.

use super::legend::Entry;
use super::model::{Kind, Note, Shape};

/// How a shape or an entry of the legend is coloured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
    pub(super) text: &'static str,
    pub(super) dashes: Dashes,
    pub(super) width: u8,
}

/// How a border is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dashes {
    Solid,
    Dashed,
    Dotted,
}

/// What is said about a shape beside its kind; each is a class. The later goes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Skippable,
    Parks,
    Pivot,
}

impl Mark {
    pub(super) const ALL: [Mark; 3] = [Mark::Skippable, Mark::Parks, Mark::Pivot];

    pub(super) fn class(self) -> &'static str {
        match self {
            Mark::Skippable => "skippable",
            Mark::Parks => "parks",
            Mark::Pivot => "pivot",
        }
    }

    /// Whether a shape bears it.
    pub(super) fn is_on(self, shape: &Shape) -> bool {
        let mut notes = shape.notes.iter();
        match self {
            Mark::Skippable => shape.when.is_some(),
            Mark::Parks => notes.any(|note| matches!(note, Note::Parks { .. })),
            Mark::Pivot => notes.any(|note| matches!(note, Note::Pivot { .. })),
        }
    }

    fn change(self, look: Look) -> Look {
        match self {
            Mark::Skippable => Look { dashes: Dashes::Dotted, ..look },
            Mark::Parks => Look { line: "#dc2626", width: 2, ..look },
            Mark::Pivot => Look { line: "#b45309", width: 4, ..look },
        }
    }
}

impl Kind {
    pub(super) const ALL: [Kind; 6] =
        [Kind::Start, Kind::Check, Kind::Read, Kind::Write, Kind::Call, Kind::Undo];

    /// Its class. No keyword of Mermaid is among them: `call` would be one.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Start => "start",
            Kind::Check => "check",
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Call => "external",
            Kind::Undo => "undo",
        }
    }

    pub(super) fn look(self) -> Look {
        let (fill, line, text) = match self {
            Kind::Start => ("#1f2937", "#1f2937", "#ffffff"),
            Kind::Check => ("#ecfdf5", "#059669", "#064e3b"),
            Kind::Read => ("#f9fafb", "#6b7280", "#111827"),
            Kind::Write => ("#eff6ff", "#2563eb", "#1e3a8a"),
            Kind::Call => ("#fff7ed", "#ea580c", "#7c2d12"),
            Kind::Undo => ("#ffffff", "#6b7280", "#374151"),
        };
        let dashes = if self == Kind::Undo { Dashes::Dashed } else { Dashes::Solid };
        Look { fill, line, text, dashes, width: 1 }
    }
}

/// How a shape looks with all its marks.
pub(super) fn look(shape: &Shape) -> Look {
    let marks = Mark::ALL.into_iter().filter(|mark| mark.is_on(shape));
    marks.fold(shape.kind.look(), |look, mark| mark.change(look))
}

impl Entry {
    pub(super) fn look(self) -> Look {
        let plain = Kind::Read.look();
        match self {
            Entry::Kind(kind) => kind.look(),
            Entry::Mark(mark) => mark.change(plain),
            Entry::Boundary => Look { fill: "#f3f4f6", ..plain },
            Entry::WayBack => Look { fill: "#ffffff", dashes: Dashes::Dashed, ..plain },
        }
    }
}
