//! Which entry is legal in which state, and what it changes.
//!
//! Total: each function first checks, then (where typed data is concerned) tries, and only then
//! changes the machine, so that a refused entry leaves no trace. Legality depends on earlier entries;
//! what is in flight can only make it stricter, so a journal that was written can be replayed.

mod acts;
mod back;

use std::sync::Arc;

use crate::entry::{Entry, Failure, FailureKind};
use crate::flow::{Fault, Flow};
use crate::plan::{BoundaryIx, NodeIx};

use super::state::{Cause, NodeState, Phase};
use super::step::{inside, is_external};
use super::{Machine, Step, Work};

impl<F: Flow> Machine<F> {
    /// Takes in one fact, or refuses it and stays as it was; on write and on replay alike.
    ///
    /// # Errors
    /// When the fact cannot follow on what was applied before: an engine fault.
    pub fn apply(&mut self, entry: &Entry<F::Value>) -> Result<(), Fault> {
        if self.parked.is_some() && !entry.is_act() {
            return Err(Fault::new("the run is parked: it takes a person's word only"));
        }
        match entry {
            Entry::Skipped { node } => self.skip(self.find(node)?),
            Entry::Intent { node, .. } => self.intend(self.find(node)?),
            Entry::Succeeded { node, output } => self.succeed(self.find(node)?, output),
            Entry::Committed { boundary, attempt } => {
                self.commit(self.find_boundary(boundary)?, *attempt)
            }
            Entry::AttemptFailed { boundary, attempt, node, failure, retry_at } => {
                let (boundary, node) = (self.find_boundary(boundary)?, self.find(node)?);
                self.fail(boundary, *attempt, node, failure, *retry_at)
            }
            Entry::Violated { boundary, attempt, node, output, failure } => {
                let (boundary, node) = (self.find_boundary(boundary)?, self.find(node)?);
                self.violate(boundary, *attempt, node, output, failure)
            }
            Entry::ResolvedDone { node, output, broken } => {
                self.resolve_done(self.find(node)?, output, broken.as_ref())
            }
            Entry::ResolvedNoEffect { node, failure } => {
                self.resolve_refused(self.find(node)?, failure)
            }
            Entry::ResolveFailed { node, attempt, failure, retry_at } => {
                self.resolve_failed(self.find(node)?, *attempt, failure, *retry_at)
            }
            Entry::CompensationIntent { node, .. } => self.intend_back(self.find(node)?),
            Entry::Compensated { node, attempt } => self.compensate(self.find(node)?, *attempt),
            Entry::CompensationFailed { node, attempt, failure, retry_at } => {
                self.compensation_failed(self.find(node)?, *attempt, failure, *retry_at)
            }
            Entry::Parked { direction, node, reason } => {
                self.park(*direction, self.find(node)?, reason)
            }
            Entry::CancelRequested { .. } => self.cancel(),
            Entry::RetryRequested { payload, .. } => self.retry(payload.as_ref()),
            Entry::CompensateRequested { .. } => self.send_back(),
        }
    }

    fn skip(&mut self, node: NodeIx) -> Result<(), Fault> {
        let boundary = self.forward(node)?;
        self.ensure(self.step(boundary) == Step::Skip(node), node, "cannot be skipped now")?;
        self.row_mut(node).enter(NodeState::Skipped);
        Ok(())
    }

    pub(crate) fn intend(&mut self, node: NodeIx) -> Result<(), Fault> {
        self.forward(node)?;
        self.ensure(self.may_intend(node), node, "cannot have an intent now")?;
        self.row_mut(node).enter(NodeState::Intended);
        Ok(())
    }

    fn succeed(&mut self, node: NodeIx, output: &F::Value) -> Result<(), Fault> {
        let boundary = self.forward(node)?;
        let external = is_external(self.plan(), node);
        let turn = if external {
            self.state(node).is_callable()
        } else {
            self.step(boundary) == Step::Invoke(node)
        };
        self.ensure(turn, node, "cannot succeed now")?;
        self.record(node, output)?;
        if external {
            self.completed.push(node);
        }
        Ok(())
    }

    fn commit(&mut self, boundary: BoundaryIx, attempt: u32) -> Result<(), Fault> {
        self.attempted(boundary, attempt)?;
        if self.step(boundary) != Step::Commit {
            return Err(self.refuse_boundary(boundary, "cannot commit now"));
        }
        // An external node completes with its answer, all others with the commit.
        let inside = inside(self.plan(), boundary);
        self.completed.retain(|node| inside.binary_search(node).is_err());
        let done = inside.into_iter().filter(|node| self.state(*node) == NodeState::Done);
        let done: Vec<NodeIx> = done.collect();
        self.completed.extend(done);
        self.committed.push(boundary);
        self.boundary_mut(boundary).phase = Phase::Committed;
        self.in_flight.remove(&Work::Boundary(boundary));
        Ok(())
    }

    fn fail(
        &mut self,
        boundary: BoundaryIx,
        attempt: u32,
        node: NodeIx,
        failure: &Failure,
        retry_at: Option<i64>,
    ) -> Result<(), Fault> {
        self.attempted(boundary, attempt)?;
        let member = self.plan().node(node).boundary == boundary;
        self.ensure(member, node, "is not in the boundary that failed")?;
        let retried = retry_at.is_none() || self.policy_retries(boundary, node, failure);
        self.ensure(retried, node, "may not be attempted again after this failure")?;
        let unanswered = is_external(self.plan(), node) && failure.breaks_invariant();
        self.ensure(!unanswered, node, "can break an invariant by an answer only")?;
        self.flow = self.flow_without(|other| other == boundary)?;

        let again = retry_at.is_some() && !self.is_turned();
        self.roll_back(boundary, |member, state| match state {
            state if !state.is_callable() => state,
            _ if member == node && failure.kind == FailureKind::Declared => {
                NodeState::Refused { again }
            }
            NodeState::Refused { .. } if member != node => state,
            _ => NodeState::InDoubt,
        });
        let row = self.boundary_mut(boundary);
        row.tries = row.tries.after(retry_at);
        match again {
            true => _ = self.in_flight.remove(&Work::Boundary(boundary)),
            false => self.turn_around(boundary, node, failure),
        }
        Ok(())
    }

    /// An external node answered what it must not: it is done, and its boundary failed for good.
    fn violate(
        &mut self,
        boundary: BoundaryIx,
        attempt: u32,
        node: NodeIx,
        output: &F::Value,
        failure: &Failure,
    ) -> Result<(), Fault> {
        self.attempted(boundary, attempt)?;
        let member = self.plan().node(node).boundary == boundary;
        self.ensure(member, node, "is not in the boundary that failed")?;
        let called = is_external(self.plan(), node) && self.state(node).is_callable();
        self.ensure(called, node, "has not been called, so it cannot have answered")?;
        self.ensure(failure.breaks_invariant(), node, "answered, so it broke an invariant")?;
        let mut flow = self.flow_without(|other| other == boundary)?;
        flow.record(node, output)?;

        self.flow = flow;
        self.done(node, output);
        self.completed.push(node);
        self.roll_back(boundary, |_, state| match state {
            NodeState::Intended => NodeState::InDoubt,
            state => state,
        });
        let row = self.boundary_mut(boundary);
        row.tries = row.tries.after(None);
        self.turn_around(boundary, node, failure);
        Ok(())
    }

    /// A boundary failed for good; the first one that does turns the run around.
    fn turn_around(&mut self, boundary: BoundaryIx, node: NodeIx, failure: &Failure) {
        self.boundary_mut(boundary).phase = Phase::Failed;
        self.cause.get_or_insert_with(|| Cause { node, failure: failure.clone() });
        self.in_flight.remove(&Work::Boundary(boundary));
    }

    // ---- what has to hold ----

    /// The boundary of a node that may go forward.
    fn forward(&self, node: NodeIx) -> Result<BoundaryIx, Fault> {
        let boundary = self.plan().node(node).boundary;
        self.ensure(self.may_go_on(boundary), node, "is in a boundary that is not under way")?;
        Ok(boundary)
    }

    fn attempted(&self, boundary: BoundaryIx, attempt: u32) -> Result<(), Fault> {
        if !self.may_go_on(boundary) {
            return Err(self.refuse_boundary(boundary, "is not under way"));
        }
        if attempt != self.attempt(boundary) {
            return Err(self.refuse_boundary(boundary, "has another attempt under way"));
        }
        Ok(())
    }

    fn may_go_on(&self, boundary: BoundaryIx) -> bool {
        !self.settled && self.undo.is_none() && self.is_ready(boundary)
    }

    // ---- changes ----

    /// Takes in an output, if the typed data does.
    fn record(&mut self, node: NodeIx, output: &F::Value) -> Result<(), Fault> {
        self.flow.record(node, output)?;
        self.done(node, output);
        Ok(())
    }

    fn done(&mut self, node: NodeIx, output: &F::Value) {
        let row = self.row_mut(node);
        row.enter(NodeState::Done);
        row.output = Some(Arc::new(output.clone()));
    }

    /// The typed data without what attempts of these boundaries did in their transactions.
    pub(super) fn flow_without(&self, lost: impl Fn(BoundaryIx) -> bool) -> Result<F, Fault> {
        self.flow_on(self.origin.clone(), lost)
    }

    /// The same, on other typed data to begin with.
    fn flow_on(&self, mut flow: F, lost: impl Fn(BoundaryIx) -> bool) -> Result<F, Fault> {
        for node in self.plan().node_ixs() {
            let gone = lost(self.plan().node(node).boundary) && !is_external(self.plan(), node);
            if let (Some(output), false) = (&self.row(node).output, gone) {
                flow.record(node, output)?;
            }
        }
        Ok(flow)
    }

    /// Forgets what an attempt did in its transaction; `external` says what becomes of the others.
    pub(super) fn roll_back(
        &mut self,
        boundary: BoundaryIx,
        external: impl Fn(NodeIx, NodeState) -> NodeState,
    ) {
        for node in self.plan().boundary(boundary).nodes.to_vec() {
            let state = self.state(node);
            if is_external(self.plan(), node) && state != NodeState::Skipped {
                self.row_mut(node).state = external(node, state);
            } else {
                self.row_mut(node).forget();
            }
        }
    }

    // ---- names ----

    fn find(&self, id: &str) -> Result<NodeIx, Fault> {
        let node = self.plan().find(id);
        node.ok_or_else(|| Fault::new(format!("the plan has no node `{id}`")))
    }

    fn find_boundary(&self, name: &str) -> Result<BoundaryIx, Fault> {
        let boundary = self.plan().find_boundary(name);
        boundary.ok_or_else(|| Fault::new(format!("the plan has no boundary `{name}`")))
    }

    fn ensure(&self, holds: bool, node: NodeIx, what: &str) -> Result<(), Fault> {
        if holds {
            return Ok(());
        }
        let id = &self.plan().node(node).id;
        Err(Fault::new(format!("`{id}` {what} (it is {:?})", self.state(node))))
    }

    fn refuse_boundary(&self, boundary: BoundaryIx, what: &str) -> Fault {
        let name = &self.plan().boundary(boundary).name;
        Fault::new(format!("boundary `{name}` {what}"))
    }
}
