//! A person's word: which act is legal when, and what it changes.
//!
//! An act is an entry like any other, so that who drives the run next, here or elsewhere, sees it in
//! the journal. It is written while nothing is in flight for whoever writes it: a driver that still has
//! work in flight is fenced by the write, and takes the run over from the journal.

use crate::entry::Direction;
use crate::flow::{Fault, Flow};
use crate::machine::Machine;
use crate::machine::state::{NodeState, Parked, Phase, Tries, Word};
use crate::plan::{Effects, NodeIx};

impl<F: Flow> Machine<F> {
    /// Ends the run: nothing goes forward any more, and what it did is taken back.
    pub(super) fn cancel(&mut self) -> Result<(), Fault> {
        self.ensure_still()?;
        if self.is_complete() {
            return Err(Fault::new("the run is over"));
        }
        let back = matches!(&self.parked, Some(Parked { direction: Direction::Back, .. }));
        if back || (self.parked.is_none() && self.is_turned()) {
            return Err(Fault::new("the run is on its way back already"));
        }
        if let Some(pivot) = self.pivot() {
            let id = &self.plan().node(pivot).id;
            return Err(Fault::new(format!(
                "`{id}` is done or may be done, and has no compensation: the run is past its pivot"
            )));
        }
        self.take_over()?;
        self.settled = true;
        self.parked = None;
        self.word = Some(Word::Cancel);
        Ok(())
    }

    /// Lets a parked run go on the way on which it is parked.
    pub(super) fn retry(&mut self, payload: Option<&F::Value>) -> Result<(), Fault> {
        self.ensure_still()?;
        match (&self.parked, payload) {
            (None, _) => Err(Fault::new("the run is not parked")),
            (Some(Parked { direction: Direction::Forward, .. }), payload) => {
                if let Some(payload) = payload {
                    self.correct(payload)?;
                }
                self.go_forward();
                Ok(())
            }
            (Some(_), Some(_)) => {
                Err(Fault::new("the run is on its way back: no payload is read there any more"))
            }
            (Some(_), None) => {
                self.go_back_again();
                Ok(())
            }
        }
    }

    /// Sends a run back that is parked forward. What has no compensation stays.
    pub(super) fn send_back(&mut self) -> Result<(), Fault> {
        self.ensure_still()?;
        match &self.parked {
            Some(Parked { direction: Direction::Forward, .. }) => {
                self.parked = None;
                self.word = Some(Word::Compensate);
                Ok(())
            }
            Some(_) => Err(Fault::new("the run is on its way back already: retry it")),
            None => Err(Fault::new("the run is not parked")),
        }
    }

    fn ensure_still(&self) -> Result<(), Fault> {
        match self.in_flight.is_empty() {
            true => Ok(()),
            false => Err(Fault::new("work is in flight: an act comes between two drives")),
        }
    }

    /// The first node whose effect is there or may be there, and that nothing takes back.
    fn pivot(&self) -> Option<NodeIx> {
        let may_stand = |node: &NodeIx| match self.plan().node(*node).effects {
            Effects::None => false,
            Effects::Transactional => self.completed.contains(node),
            Effects::External => self.state(*node).stands() || self.state(*node).is_callable(),
        };
        let open = |node: &NodeIx| self.plan().node(*node).compensation.is_none();
        self.plan().node_ixs().filter(may_stand).find(open)
    }

    /// Replaces the payload, under the same outputs.
    fn correct(&mut self, payload: &F::Value) -> Result<(), Fault> {
        let origin = self.origin.corrected(payload)?;
        let flow = self.flow_on(origin.clone(), |_| false)?;
        self.origin = origin;
        self.flow = flow;
        Ok(())
    }

    /// Opens what failed. An external node that said no is asked anew: under another key, since its
    /// system may remember the refusal. One that may be done keeps key and inputs.
    fn go_forward(&mut self) {
        self.parked = None;
        self.cause = None;
        self.settled = false;
        for row in self.boundaries.iter_mut().filter(|row| row.phase != Phase::Committed) {
            row.phase = Phase::Open;
            row.tries = Tries::default();
        }
        for node in self.plan().node_ixs() {
            match self.state(node) {
                NodeState::Refused { .. } => {
                    let row = self.row_mut(node);
                    row.enter(NodeState::Pending);
                    row.round += 1;
                }
                NodeState::Unknown => self.doubt_again(node),
                _ => {}
            }
        }
    }

    /// Repeats the compensations that failed. One that said no is called under another key.
    fn go_back_again(&mut self) {
        self.parked = None;
        for node in self.undo_list() {
            match self.state(node) {
                NodeState::Stuck => self.try_again(node),
                NodeState::Unknown if self.needs_answer(node) => self.doubt_again(node),
                _ => {}
            }
        }
    }

    /// One that said nothing, or said yes with an answer that breaks an invariant, may have undone: its key stays.
    fn try_again(&mut self, node: NodeIx) {
        let external = self.undone_outside(node);
        let row = self.row_mut(node);
        let may_be_done = row
            .failure
            .as_ref()
            .is_some_and(|failure| failure.kind.is_infrastructure() || failure.breaks_invariant());
        row.enter(match &row.output {
            _ if may_be_done && external => NodeState::Undoing,
            Some(_) => NodeState::Done,
            None => NodeState::Unknown,
        });
        row.undo_round += u32::from(!may_be_done);
    }

    fn doubt_again(&mut self, node: NodeIx) {
        self.row_mut(node).enter(NodeState::InDoubt);
        self.completed.retain(|other| *other != node);
    }
}
