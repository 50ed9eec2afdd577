//! The points beside nodes and commits that a story must pass by its plan: intents, questions about calls in
//! doubt, failures on the way back, places in a line, runs that are taken over.
//!
//! Two kinds of points are left out, since no story has to pass them. `undo_intent` and `park` are writes of
//! their own only where a person or a deadline turns a run: elsewhere they ride on the write before. A write
//! that an accident of branches makes necessary is in one run and not in the next.

use std::collections::BTreeSet;

use hera_core::NodeIx;
use hera_core::machine::turns;
use hera_core::plan::{BoundaryIx, Effects, Plan};

use crate::driver::calls_inside;

/// The points where a run is taken over. Who is struck is the first process of a case, so nobody is at these.
const TAKEN_OVER: &str = "take_over";

/// Whether processes of a case can be struck there.
pub(super) fn can_be_struck(point: &str) -> bool {
    !point.ends_with(&format!(":{TAKEN_OVER}"))
}

/// What the points are about, without `before:` and `after:`, for a story in which these nodes run and these
/// are undone where something goes wrong.
pub(super) fn beside(plan: &Plan, runs: &[NodeIx], undone: &BTreeSet<String>) -> Vec<String> {
    let story = Story { plan, runs };
    let mut about = Vec::new();
    let is_keyed = plan.run.concurrency_key.is_some();
    if is_keyed {
        about.push("enqueue".to_owned());
    }
    for boundary in plan.boundary_ixs().filter(|boundary| story.writes_first(*boundary)) {
        let name = &plan.boundary(boundary).name;
        if !is_keyed && story.opens_with_rows(boundary) {
            about.push(format!("ahead:{name}"));
        }
        about.extend(story.first_call(boundary).map(|id| format!("intent:{id}")));
    }
    for node in runs.iter().filter(|node| story.is(**node, Effects::External)) {
        let id = &plan.node(*node).id;
        about.extend([format!("resolve:{id}"), format!("resolved:{id}")]);
    }
    about.extend(story.end().map(|name| format!("commit:{name}")));
    about.extend(undone.iter().map(|id| format!("undo_failure:{id}")));
    if is_keyed || story.is_durable_before_its_end() {
        about.push(TAKEN_OVER.to_owned());
    }
    about
}

/// A plan, and the nodes of it that run.
struct Story<'a> {
    plan: &'a Plan,
    runs: &'a [NodeIx],
}

impl Story<'_> {
    fn is(&self, node: NodeIx, effects: Effects) -> bool {
        self.runs.contains(&node) && self.plan.node(node).effects == effects
    }

    fn writes(&self, boundary: BoundaryIx) -> bool {
        let nodes = &self.plan.boundary(boundary).nodes;
        nodes.iter().any(|node| self.runs.contains(node) && !self.is(*node, Effects::None))
    }

    /// Whether all others that write wait for it.
    fn writes_first(&self, boundary: BoundaryIx) -> bool {
        let mut later = self.plan.boundary_ixs().filter(|other| *other != boundary);
        self.writes(boundary)
            && later.all(|other| !self.writes(other) || self.comes_after(other, boundary))
    }

    fn comes_after(&self, later: BoundaryIx, sooner: BoundaryIx) -> bool {
        let after = &self.plan.boundary(later).after;
        after.contains(&sooner) || after.iter().any(|between| self.comes_after(*between, sooner))
    }

    /// Whether its transaction has rows before anything else is durable, and calls while they are open.
    fn opens_with_rows(&self, boundary: BoundaryIx) -> bool {
        let (before, inside) = turns(self.plan, boundary);
        let calls = |node: &NodeIx| self.is(*node, Effects::External);
        let first = inside.iter().find(|node| !self.is(**node, Effects::None));
        calls_inside(self.plan, boundary).is_some()
            && !before.iter().any(calls)
            && first.is_some_and(|node| self.is(*node, Effects::Transactional))
    }

    /// The first call of a boundary: what was answered before it is remembered, and not written.
    fn first_call(&self, boundary: BoundaryIx) -> Option<&str> {
        let (before, inside) = turns(self.plan, boundary);
        let mut nodes = before.into_iter().chain(inside);
        let node = nodes.find(|node| self.is(*node, Effects::External))?;
        Some(&self.plan.node(node).id)
    }

    /// The boundary whose commit is the end of a run that changes nothing, and is written for that.
    fn end(&self) -> Option<&str> {
        match &*self.plan.boundaries {
            [only] if !self.writes(BoundaryIx(0)) => Some(&only.name),
            _ => None,
        }
    }

    fn is_durable_before_its_end(&self) -> bool {
        let calls = self.runs.iter().any(|node| self.is(*node, Effects::External));
        calls || self.plan.boundary_ixs().filter(|boundary| self.writes(*boundary)).count() > 1
    }
}
