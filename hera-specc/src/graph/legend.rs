//! The legend: only what is in the picture.

use std::collections::BTreeSet;

use super::model::{Kind, Picture, Way};
use super::palette::Mark;

/// An entry of a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A kind of shapes.
    Kind(Kind),
    /// A mark on some.
    Mark(Mark),
    /// A box.
    Boundary,
    /// The dashed arrows.
    WayBack,
}

impl Entry {
    /// The sign and what it means, in words, where signs cannot be drawn small.
    pub(super) fn words(self) -> String {
        let sign = match self {
            Entry::Kind(Kind::Start) => "dark",
            Entry::Kind(Kind::Check) => "hexagon",
            Entry::Kind(Kind::Read) => "grey",
            Entry::Kind(Kind::Write) => "blue",
            Entry::Kind(Kind::Call) => "double sides",
            Entry::Kind(Kind::Undo) => "dashed border",
            Entry::Mark(Mark::Skippable) => "dotted border",
            Entry::Mark(Mark::Parks) => "red border",
            Entry::Mark(Mark::Pivot) => "thick border",
            Entry::Boundary => "box",
            Entry::WayBack => "dotted arrow",
        };
        format!("{sign}: {}", self.meaning())
    }

    /// What it means.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Entry::Kind(kind) => kind.meaning(),
            Entry::Mark(Mark::Skippable) => "may be skipped",
            Entry::Mark(Mark::Parks) => "a run can park here",
            Entry::Mark(Mark::Pivot) => "pivot, cannot be taken back",
            Entry::Boundary => "boundary, commits together",
            Entry::WayBack => "way back, the last done is undone first",
        }
    }
}

/// What has to be explained in this picture, in a fixed order.
pub(super) fn legend(picture: &Picture) -> Vec<Entry> {
    let shapes = || picture.flows.iter().flat_map(|flow| &flow.shapes);
    let kinds: BTreeSet<Kind> = shapes().map(|shape| shape.kind).collect();
    let marks = Mark::ALL.into_iter().filter(|mark| shapes().any(|shape| mark.is_on(shape)));
    let boundary = picture.flows.iter().any(|flow| !flow.boxes.is_empty());
    let mut arrows = picture.flows.iter().flat_map(|flow| &flow.arrows);
    let way_back = arrows.any(|arrow| arrow.way != Way::Forward);
    let kinds = kinds.into_iter().map(Entry::Kind);
    kinds
        .chain(marks.map(Entry::Mark))
        .chain(boundary.then_some(Entry::Boundary))
        .chain(way_back.then_some(Entry::WayBack))
        .collect()
}
