//! The machine: what has to be done next in a run, as a function of what happened in it.
//!
//! A driver asks [`Machine::next`], does what it says, writes down what came of it as
//! [`Entry`]s in its journal and applies them; inside a boundary it asks [`Machine::step`]. A
//! crash loses nothing that counts: [`Machine::replay`] of the journal gives the machine back.
//!
//! The machine promises that it is total (an entry that cannot be is refused and changes nothing),
//! that it always comes to an end, that it undoes only what stands, once, in reverse order of
//! completion. It knows no clock, no random, no I/O.

mod apply;
mod back;
mod state;
mod step;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::entry::{Direction, Entry, Failure, Status};
use crate::flow::{Fault, Flow};
use crate::plan::{BoundaryIx, NodeIx, Plan};

use back::Verdict;
use state::{BoundaryRow, NodeRow, Phase, Word};

pub use state::{Cause, NodeState, Parked};
pub use step::{Step, turns};
pub(crate) use step::{inside, is_external};

/// One run of a flow, as far as its journal tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine<F: Flow> {
    /// The typed data before any node ran.
    origin: F,
    /// The typed data with all that was recorded and not rolled back.
    flow: F,
    nodes: Vec<NodeRow<F::Value>>,
    boundaries: Vec<BoundaryRow>,
    /// In order of completion.
    completed: Vec<NodeIx>,
    committed: Vec<BoundaryIx>,
    compensated: Vec<NodeIx>,
    cause: Option<Cause>,
    /// What a person said about the way back.
    word: Option<Word>,
    /// Nothing goes forward any more: what is in doubt is being resolved.
    settled: bool,
    /// What is undone, from the first entry of the way back on.
    undo: Option<Vec<NodeIx>>,
    parked: Option<Parked>,
    /// Handed out, and not yet answered by an entry. Never in the journal.
    in_flight: BTreeSet<Work>,
}

/// What a driver has to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Attempt these boundaries, concurrently.
    Run(Vec<Attempt>),
    /// Call this external node again, with the key and inputs of its intent, to learn what became
    /// of it.
    Resolve(Retrial),
    /// Undo this node.
    Compensate(Retrial),
    /// Write [`Entry::Parked`].
    Park(Parked),
    /// Work is in flight: wait for its entries.
    Await,
    /// The run is parked: nothing happens until a person acts.
    Idle,
    /// The run is over.
    Done(Status),
}

/// An attempt of a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The boundary.
    pub boundary: BoundaryIx,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// When it may start, in milliseconds since the epoch; absent: at once.
    pub not_before: Option<i64>,
}

/// An attempt to resolve or to compensate a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retrial {
    /// The node.
    pub node: NodeIx,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// When it may start, in milliseconds since the epoch; absent: at once.
    pub not_before: Option<i64>,
}

/// Work that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// An attempt of this boundary.
    Boundary(BoundaryIx),
    /// Asking this node again.
    Resolve(NodeIx),
    /// Undoing this node.
    Compensate(NodeIx),
}

impl<F: Flow> Machine<F> {
    /// A run of which nothing has happened.
    pub fn new(flow: F) -> Self {
        let plan = flow.plan();
        Machine {
            nodes: plan.nodes.iter().map(|_| NodeRow::new()).collect(),
            boundaries: plan.boundaries.iter().map(|_| BoundaryRow::new()).collect(),
            completed: Vec::new(),
            committed: Vec::new(),
            compensated: Vec::new(),
            cause: None,
            word: None,
            settled: false,
            undo: None,
            parked: None,
            in_flight: BTreeSet::new(),
            origin: flow.clone(),
            flow,
        }
    }

    /// A run as its journal tells it, taken over from an owner that is gone. Nothing is in flight,
    /// open transactions are rolled back, and each external node that this owner may have been
    /// calling is in doubt.
    ///
    /// # Errors
    /// When the entries do not follow on each other.
    pub fn replay(
        flow: F,
        entries: impl IntoIterator<Item = Entry<F::Value>>,
    ) -> Result<Self, Fault> {
        let mut machine = Machine::new(flow);
        for entry in entries {
            machine.apply(&entry)?;
        }
        machine.take_over()?;
        Ok(machine)
    }

    /// What has to be done next and is not yet in flight. What it hands out is in flight until its
    /// entry is applied or it is withdrawn.
    #[expect(
        clippy::should_implement_trait,
        reason = "the design's word; a machine is no iterator"
    )]
    pub fn next(&mut self) -> Action {
        if self.parked.is_some() {
            return Action::Idle;
        }
        if !self.is_turned() {
            return self.next_forward();
        }
        if !self.in_flight.is_empty() {
            return Action::Await;
        }
        if let Some(node) = self.in_doubt() {
            self.in_flight.insert(Work::Resolve(node));
            return Action::Resolve(self.retrial(node));
        }
        match self.verdict() {
            Some(Verdict::Compensate(node)) => {
                self.in_flight.insert(Work::Compensate(node));
                Action::Compensate(self.retrial(node))
            }
            Some(Verdict::Park(parked)) => Action::Park(parked),
            Some(Verdict::Done(status)) => Action::Done(status),
            None => Action::Await,
        }
    }

    /// Applies what happened and says what has to be done next: the machine in one call.
    ///
    /// # Errors
    /// As [`Machine::apply`].
    pub fn advance(&mut self, entry: &Entry<F::Value>) -> Result<Action, Fault> {
        self.apply(entry)?;
        Ok(self.next())
    }

    /// Whether work that was handed out may still start. A boundary that waits for its time may not
    /// once the run has failed: withdraw it then.
    pub fn may_start(&self, work: Work) -> bool {
        let forward = matches!(work, Work::Boundary(_));
        self.in_flight.contains(&work) && !(forward && self.is_turned())
    }

    /// Takes back work that was handed out and has not started.
    pub fn withdraw(&mut self, work: Work) {
        self.in_flight.remove(&work);
    }

    /// The state of the run.
    pub fn status(&self) -> Status {
        match self.parked {
            Some(_) => Status::Parked,
            None if !self.is_turned() && self.is_complete() => Status::Completed,
            None if !self.is_turned() => Status::Running,
            None => match self.verdict() {
                Some(Verdict::Done(status)) => status,
                Some(Verdict::Compensate(_)) => Status::Compensating,
                Some(Verdict::Park(Parked { direction: Direction::Back, .. })) => {
                    Status::Compensating
                }
                Some(Verdict::Park(_)) | None if self.word.is_none() => Status::Running,
                Some(Verdict::Park(_)) | None => Status::Compensating,
            },
        }
    }

    /// The typed data with all that was recorded and not rolled back.
    pub fn flow(&self) -> &F {
        &self.flow
    }

    /// The plan of the flow.
    pub fn plan(&self) -> &Plan {
        self.flow.plan()
    }

    /// Where a node stands.
    pub fn state(&self, node: NodeIx) -> NodeState {
        self.row(node).state
    }

    /// What a node returned, while that stands. Absent for one that is done without anybody knowing.
    pub fn output(&self, node: NodeIx) -> Option<&F::Value> {
        self.row(node).output.as_deref()
    }

    /// The number of the next attempt of a boundary, or of the one under way, from 1.
    pub fn attempt(&self, boundary: BoundaryIx) -> u32 {
        self.boundaries[boundary.0 as usize].tries.attempt()
    }

    /// The number of the next attempt to resolve a node, from 1.
    pub fn resolve_attempt(&self, node: NodeIx) -> u32 {
        self.row(node).tries.attempt()
    }

    /// The number of the next attempt to compensate a node, from 1.
    pub fn compensation_attempt(&self, node: NodeIx) -> u32 {
        self.row(node).tries.attempt()
    }

    /// Whether the intent of a node's external compensation is durable.
    pub fn compensation_intended(&self, node: NodeIx) -> bool {
        self.state(node) == NodeState::Undoing
    }

    /// The nodes that did their work and were not rolled back, in order of completion: an external
    /// node completes with its answer, the others with their boundary's commit.
    pub fn executed(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.completed.iter().copied().filter(|node| self.output(*node).is_some())
    }

    /// The nodes that are skipped, in plan order.
    pub fn skipped(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.plan().node_ixs().filter(|node| self.state(*node) == NodeState::Skipped)
    }

    /// The boundaries that are done, in order.
    pub fn committed(&self) -> &[BoundaryIx] {
        &self.committed
    }

    /// The boundaries that failed and are not done, in plan order.
    pub fn rolled_back(&self) -> impl Iterator<Item = BoundaryIx> + '_ {
        let failed = |row: &BoundaryRow| row.phase != Phase::Committed && row.tries.failed > 0;
        self.plan().boundary_ixs().filter(move |b| failed(&self.boundaries[b.0 as usize]))
    }

    /// The nodes that are undone, in order.
    pub fn compensated(&self) -> &[NodeIx] {
        &self.compensated
    }

    /// The final failure that turned the run around.
    pub fn cause(&self) -> Option<&Cause> {
        self.cause.as_ref()
    }

    /// For what the run waits for a person.
    pub fn parked(&self) -> Option<&Parked> {
        self.parked.as_ref()
    }

    /// Whether nothing new starts: a boundary failed for good, or a person ended the run.
    pub fn is_turned(&self) -> bool {
        self.cause.is_some() || self.word.is_some()
    }

    /// How often a person let a node be called anew after it had said no: another round, another
    /// idempotency key.
    pub fn round(&self, node: NodeIx) -> u32 {
        self.row(node).round
    }

    /// The same for the node's compensation.
    pub fn undo_round(&self, node: NodeIx) -> u32 {
        self.row(node).undo_round
    }

    /// How the resolution or compensation of a node failed last.
    pub fn last_failure(&self, node: NodeIx) -> Option<&Failure> {
        self.row(node).failure.as_ref()
    }

    fn next_forward(&mut self) -> Action {
        let idle = |b: &BoundaryIx| !self.in_flight.contains(&Work::Boundary(*b));
        let ready = self.plan().boundary_ixs().filter(|b| self.is_ready(*b)).filter(idle);
        let attempt = |boundary: BoundaryIx| {
            let tries = self.boundaries[boundary.0 as usize].tries;
            Attempt { boundary, attempt: tries.attempt(), not_before: tries.retry_at }
        };
        let attempts: Vec<Attempt> = ready.map(attempt).collect();
        self.in_flight.extend(attempts.iter().map(|attempt| Work::Boundary(attempt.boundary)));
        match () {
            () if !attempts.is_empty() => Action::Run(attempts),
            () if self.is_complete() => Action::Done(Status::Completed),
            () => Action::Await,
        }
    }

    /// Makes of a dead owner's machine what its journal allows to say: see [`Machine::replay`].
    pub(crate) fn take_over(&mut self) -> Result<(), Fault> {
        self.in_flight.clear();
        if self.undo.is_some() || self.word.is_some() || self.parked.is_some() {
            return Ok(());
        }
        let phases: Vec<Phase> = self.boundaries.iter().map(|row| row.phase).collect();
        let lost = |boundary: BoundaryIx| phases[boundary.0 as usize] != Phase::Committed;
        self.flow = self.flow_without(lost)?;
        for boundary in self.plan().boundary_ixs().filter(|boundary| lost(*boundary)) {
            self.roll_back(boundary, |_, state| match state.is_callable() {
                true => NodeState::InDoubt,
                false => state,
            });
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.committed.len() == self.boundaries.len()
    }

    fn boundary_in_flight(&self) -> bool {
        self.in_flight.iter().any(|work| matches!(work, Work::Boundary(_)))
    }

    fn retrial(&self, node: NodeIx) -> Retrial {
        let tries = self.row(node).tries;
        Retrial { node, attempt: tries.attempt(), not_before: tries.retry_at }
    }

    fn row(&self, node: NodeIx) -> &NodeRow<F::Value> {
        &self.nodes[node.0 as usize]
    }

    fn row_mut(&mut self, node: NodeIx) -> &mut NodeRow<F::Value> {
        &mut self.nodes[node.0 as usize]
    }

    fn boundary_mut(&mut self, boundary: BoundaryIx) -> &mut BoundaryRow {
        &mut self.boundaries[boundary.0 as usize]
    }
}
