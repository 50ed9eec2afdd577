//! The order of things inside a boundary.
//!
//! External nodes come first, in plan order: they are called before the transaction opens. The
//! others follow in plan order, and among them the external nodes that depend on one of them
//! (`external_in_transaction`). Plan order is topological, so no node steps before its
//! predecessors.

use crate::flow::Flow;
use crate::plan::{BoundaryIx, Effects, NodeIx, Plan};

use super::Machine;
use super::state::{NodeState, Phase};

/// The next step of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its condition is false: apply [`Entry::Skipped`](crate::Entry::Skipped).
    Skip(NodeIx),
    /// An external node comes next: make [`Entry::Intent`](crate::Entry::Intent) durable, outside the
    /// transaction where one is open, and apply it.
    Intend(NodeIx),
    /// Call this external node with the key and inputs of its intent.
    Call(NodeIx),
    /// Run this node in the boundary's transaction (a `validate_only` one in its read-only view).
    Invoke(NodeIx),
    /// All nodes are done or skipped.
    Commit,
}

impl<F: Flow> Machine<F> {
    /// The next step of an attempt of `boundary`, a pure function of what was applied.
    ///
    /// Predecessors in other boundaries have committed before the attempt was handed out.
    pub fn step(&self, boundary: BoundaryIx) -> Step {
        let Some(node) = self.turn(boundary) else { return Step::Commit };
        let external = is_external(self.plan(), node);
        match self.state(node) {
            _ if self.is_unwanted(node) => Step::Skip(node),
            NodeState::Pending if external => Step::Intend(node),
            _ if external => Step::Call(node),
            _ => Step::Invoke(node),
        }
    }

    /// The external nodes that are called next in boundaries that may be attempted, and have no
    /// intent yet: their intents ride on the commit that makes their boundary ready, or on the start
    /// of the run. An external node that waits inside its own transaction is never among them.
    pub fn due_intents(&self) -> Vec<NodeIx> {
        if self.is_turned() {
            return Vec::new();
        }
        let next = |boundary| match self.step(boundary) {
            Step::Intend(node) if !waits_inside(self.plan(), node) => Some(node),
            _ => None,
        };
        self.plan().boundary_ixs().filter(|b| self.is_ready(*b)).filter_map(next).collect()
    }

    /// Whether the intent of `node` may be written now.
    ///
    /// Intents are written outside the transaction, and skips may be written inside it. So replay
    /// can meet an intent before the skips that came before it, and before all else that its
    /// transaction holds, but never before the answer of an external node that comes first.
    pub(super) fn may_intend(&self, node: NodeIx) -> bool {
        let plan = self.plan();
        if !is_external(plan, node) || self.state(node) != NodeState::Pending {
            return false;
        }
        let inside = inside(plan, plan.node(node).boundary);
        let is_inside = |node: NodeIx| inside.binary_search(&node).is_ok();
        let nodes = plan.boundary(plan.node(node).boundary).nodes.iter().copied();
        let mut before = nodes.take_while(|other| *other != node);
        let passed = |other: NodeIx| self.state(other).is_settled() || self.is_unwanted(other);
        before.all(|other| is_inside(other) || passed(other))
            && (is_inside(node) || !self.is_unwanted(node))
    }

    /// Whether `boundary` may be attempted as far as the boundaries before it are concerned.
    pub(super) fn is_ready(&self, boundary: BoundaryIx) -> bool {
        let phase = |b: BoundaryIx| self.boundaries[b.0 as usize].phase;
        phase(boundary) == Phase::Open
            && self.plan().boundary(boundary).after.iter().all(|b| phase(*b) == Phase::Committed)
    }

    /// Whether a node would be skipped, its predecessors being done.
    fn is_unwanted(&self, node: NodeIx) -> bool {
        self.state(node) == NodeState::Pending
            && self.plan().node(node).conditional
            && !self.flow.condition(node)
    }

    /// The node whose turn it is.
    fn turn(&self, boundary: BoundaryIx) -> Option<NodeIx> {
        let inside = inside(self.plan(), boundary);
        let open = |node: &NodeIx| !self.state(*node).is_settled();
        let nodes = self.plan().boundary(boundary).nodes.iter().copied();
        let mut outside = nodes.filter(|node| inside.binary_search(node).is_err());
        outside.find(open).or_else(|| inside.iter().copied().find(open))
    }
}

/// Whether a node changes something outside the database.
pub(crate) fn is_external(plan: &Plan, node: NodeIx) -> bool {
    plan.node(node).effects == Effects::External
}

/// The nodes of a boundary that belong to its transaction: those that are not external, and the
/// external ones that depend on one of them. In plan order.
pub(crate) fn inside(plan: &Plan, boundary: BoundaryIx) -> Vec<NodeIx> {
    let mut inside = Vec::new();
    for node in plan.boundary(boundary).nodes.iter().copied() {
        // Few boundaries have an external node, and it has few predecessors.
        let waits = |before: &NodeIx| inside.binary_search(before).is_ok();
        if !is_external(plan, node) || plan.node(node).after.iter().any(waits) {
            inside.push(node);
        }
    }
    inside
}

/// The nodes of a boundary in the order in which an attempt turns to them: what is called before its
/// transaction opens, then what the transaction holds. A journal of the boundary has this order, too.
#[must_use]
pub fn turns(plan: &Plan, boundary: BoundaryIx) -> (Vec<NodeIx>, Vec<NodeIx>) {
    let inside = inside(plan, boundary);
    let nodes = plan.boundary(boundary).nodes.iter().copied();
    (nodes.filter(|node| inside.binary_search(node).is_err()).collect(), inside)
}

/// Whether an external node depends on the transaction of its own boundary.
pub(crate) fn waits_inside(plan: &Plan, node: NodeIx) -> bool {
    is_external(plan, node) && inside(plan, plan.node(node).boundary).binary_search(&node).is_ok()
}
