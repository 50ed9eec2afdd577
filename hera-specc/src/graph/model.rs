//! A picture as plain data: what is drawn, not where.

use serde::Serialize;

/// The flows of an orchestration, or some of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Canonical smart code of the orchestration.
    pub orchestration: String,
    /// One for each event.
    pub flows: Vec<Flow>,
}

/// What one event starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The event.
    pub event: String,
    /// The start, then the nodes in their order, then their inverses.
    pub shapes: Vec<Shape>,
    /// The boundaries in the order of their first nodes.
    pub boxes: Vec<Box>,
    /// The arrows between shapes.
    pub arrows: Vec<Arrow>,
}

/// The event, a node, or the inverse of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// What it is.
    pub kind: Kind,
    /// The event, the node's id; for an inverse its smart code.
    pub title: String,
    /// What is said below the title: triggers, or the procedure.
    pub lines: Vec<String>,
    /// The condition, as written: the node may be skipped.
    pub when: Option<String>,
    /// What a reader has to be told.
    pub notes: Vec<Note>,
    /// The box that it stands in: a position in [`Flow::boxes`].
    pub inside: Option<usize>,
}

/// What a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The event with its triggers.
    Start,
    /// A node that checks only.
    Check,
    /// A node that changes nothing.
    Read,
    /// A node that writes in the transaction of its boundary.
    Write,
    /// A node that is called outside every transaction.
    Call,
    /// The inverse of a node.
    Undo,
}

/// What a reader has to be told about a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// It stays when one of these nodes fails.
    Pivot {
        /// The nodes, in the order of the flow; itself where its own effect may stand.
        fails: Vec<String>,
        /// Whether only an outage leads there.
        outage: bool,
    },
    /// A run can park here.
    Parks {
        /// The declared errors that park it.
        errors: Vec<String>,
        /// Whether an outage does.
        outage: bool,
    },
    /// The inverse reads the node's output, so it waits while nobody knows whether the node ran.
    NotInDoubt,
    /// The procedure has no file, so what is drawn is a guess.
    NoFile,
}

/// Nodes that commit together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Box {
    /// Its name; for a node outside all boundaries the node's id.
    pub name: String,
    /// Whether the spec declares it.
    pub declared: bool,
    /// Whether it commits something.
    pub commits: bool,
    /// The isolation level, where it is not the usual one.
    pub isolation: Option<String>,
}

/// An arrow between two shapes, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Arrow {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it means.
    pub way: Way,
}

/// What an arrow means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The second starts when the first is done or skipped.
    Forward,
    /// The second undoes the first.
    Undone,
    /// On the way back the second comes after the first.
    Back,
}

impl Flow {
    /// The position of the inverse of the shape at a position.
    #[must_use]
    pub fn undo_of(&self, shape: usize) -> Option<usize> {
        let mut arrows = self.arrows.iter();
        arrows.find(|a| a.from == shape && a.way == Way::Undone).map(|arrow| arrow.to)
    }

    /// The shapes of a box.
    pub fn inside(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.shapes.len()).filter(move |shape| self.shapes[*shape].inside == Some(at))
    }
}
