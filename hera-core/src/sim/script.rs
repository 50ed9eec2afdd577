//! What goes wrong in a simulation.

use std::collections::{BTreeMap, VecDeque};

use crate::entry::{Failure, FailureKind};
use crate::plan::NodeIx;

/// Which nodes and compensations fail, how, and how often. Several failures of one node happen one
/// after the other; then it succeeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    nodes: BTreeMap<NodeIx, VecDeque<Scripted>>,
    compensations: BTreeMap<NodeIx, VecDeque<Scripted>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Scripted {
    code: String,
    /// Absent: always.
    times: Option<u32>,
}

impl Script {
    /// Nothing goes wrong.
    #[must_use]
    pub fn new() -> Script {
        Script::default()
    }

    /// `node` fails with this code: always, or so many calls. A code of
    /// [`infrastructure::ALL`](crate::entry::infrastructure::ALL) leaves an external node in doubt;
    /// each other one is taken as declared.
    #[must_use]
    pub fn fail(mut self, node: NodeIx, code: impl Into<String>, times: Option<u32>) -> Script {
        let scripted = Scripted { code: code.into(), times };
        self.nodes.entry(node).or_default().push_back(scripted);
        self
    }

    /// The compensation of `node` fails with this code: always, or so many attempts.
    #[must_use]
    pub fn fail_compensation(
        mut self,
        node: NodeIx,
        code: impl Into<String>,
        times: Option<u32>,
    ) -> Script {
        let scripted = Scripted { code: code.into(), times };
        self.compensations.entry(node).or_default().push_back(scripted);
        self
    }
}

/// A script, and how far it is played.
pub(super) struct Cursor {
    left: Script,
}

impl Cursor {
    pub(super) fn new(script: &Script) -> Cursor {
        Cursor { left: script.clone() }
    }

    /// How the next call of a node fails, if it does.
    pub(super) fn call(&mut self, node: NodeIx) -> Option<Failure> {
        self.left.nodes.get_mut(&node).and_then(play)
    }

    /// How the next attempt to undo a node fails, if it does.
    pub(super) fn undo(&mut self, node: NodeIx) -> Option<Failure> {
        self.left.compensations.get_mut(&node).and_then(play)
    }

    /// Whether the next call of a node fails with this code.
    pub(super) fn fails_with(&self, node: NodeIx, code: &str) -> bool {
        let mut left = self.left.nodes.get(&node).into_iter().flatten();
        left.find(|next| next.times != Some(0)).is_some_and(|next| next.code == code)
    }
}

fn play(left: &mut VecDeque<Scripted>) -> Option<Failure> {
    while left.front()?.times == Some(0) {
        left.pop_front();
    }
    let next = left.front_mut()?;
    next.times = next.times.map(|times| times - 1);
    Some(Failure {
        code: next.code.clone(),
        message: format!("simulated failure {}", next.code),
        kind: FailureKind::of_code(&next.code),
    })
}
