//! The run of a request: begun, found under its key, gone on with.

use std::sync::Arc;

use super::accept::{Accepted, Tell};
use super::active::{Claim, Slot};
use super::hands::{Hand, Held};
use super::outcome::{self, ExecuteError, RunOutcome};
use super::request::Request;
use super::ride::Ride;
use super::{Shared, stored_state};
use crate::context::StoreError;
use crate::driver::{Book, Recall, first};
use crate::flow::{FlowDef, Orchestration};
use crate::ports::{JournalLine, RunHeader, RunId, RunRecord, Taken};

/// How many parts of a look it takes until whoever waits for a run to be durable looks for it again.
const LOOK_PARTS: u32 = 20;

/// In whose name a run is gone on with.
pub(super) enum By {
    /// The engine's own.
    Hand(Hand),
    /// A request's, which needs a place for it.
    Request,
    /// A person's word.
    Word,
}

impl Shared {
    /// Does a request to its end. Who waits for its run to be durable alone (`tell`) waits for no other's end.
    pub(super) async fn execute(
        self: &Arc<Self>,
        request: Request,
        tell: Tell,
    ) -> Result<RunOutcome, ExecuteError> {
        // What waits holds nothing of what came before: each part is let go when it is over.
        let admitted = Box::pin(self.admit(request)).await?;
        let header = admitted.header;
        let waits = tell.is_none();
        let slot = match waits {
            true => self.claim(&header.code).await,
            false => {
                let found = Box::pin(self.claim_or_find(&header, admitted.key_is_given));
                match found.await? {
                    Ok(slot) => slot,
                    Err(found) => return Ok(found),
                }
            }
        };
        if admitted.key_is_given
            && let Some(stored) = self.world.store.find_run(&header.code).await?
        {
            return Box::pin(self.answer(slot, stored, &header, waits)).await;
        }
        let book = Box::new(Book::open(admitted.state, Arc::clone(&header)));
        let way = (admitted.orchestration, admitted.flow);
        match self.begin(&slot, way, &header, book, tell).await {
            // Another process was faster: its run is the one.
            Err(ExecuteError::Store(StoreError::Duplicate)) => {
                let stored = self.world.store.find_run(&header.code).await?;
                let stored = stored.ok_or(ExecuteError::Store(StoreError::Duplicate))?;
                Box::pin(self.answer(slot, stored, &header, waits)).await
            }
            driven => Box::pin(self.kept(header.id, driven)).await,
        }
    }

    /// Waits for the turn of an idempotency key.
    async fn claim(&self, code: &str) -> Slot {
        loop {
            match self.active.claim(code) {
                Claim::Mine(slot) => return slot,
                Claim::Busy(over) => over.wait().await,
            }
        }
    }

    /// The same for who does not wait for the end of the run that has the key: that is found once it is durable.
    async fn claim_or_find(
        self: &Arc<Self>,
        header: &RunHeader,
        key_is_given: bool,
    ) -> Result<Result<Slot, RunOutcome>, ExecuteError> {
        loop {
            if key_is_given && let Some(stored) = self.world.store.find_run(&header.code).await? {
                return self.found(&stored, header).await.map(Err);
            }
            match self.active.claim(&header.code) {
                Claim::Mine(slot) => return Ok(Ok(slot)),
                Claim::Busy(over) => {
                    let look = self.world.look_every_part(LOOK_PARTS);
                    first(over.wait(), self.world.clock.sleep_until(look)).await;
                }
            }
        }
    }

    /// Drives a new run to its end, and tells when it is durable.
    async fn begin(
        self: &Arc<Self>,
        slot: &Slot,
        (orchestration, flow): (&Orchestration, &'static FlowDef),
        header: &Arc<RunHeader>,
        mut book: Box<Book>,
        tell: Tell,
    ) -> Result<RunOutcome, ExecuteError> {
        let term = self.world.store.term();
        if header.concurrency_key.is_some() || tell.is_some() {
            // From its first commit on it is this process's, who looks for runs without a driver knows.
            slot.driven(header.id, Recall::loose(), book.version());
            Box::pin(self.enqueue(header, &mut book)).await?;
        }
        if let Some(tell) = tell {
            let _ = tell.send(Accepted { run: header.id, repeated: false }); // who went away
        }
        match self.line_up(slot, flow, header, book, &mut None).await? {
            Ok(book) => {
                let (dispatch, header) = (self.dispatch(orchestration), Arc::clone(header));
                let held = Held::Place(Some(self.gate.place().await?));
                let ride = Ride { slot, dispatch, flow, header, term, taken: None, held };
                // Whoever waits in line holds nothing of what comes after.
                Box::pin(self.drive(ride, book)).await
            }
            Err(ended) => Ok(ended),
        }
    }

    /// The answer of the run that has the key already. One that had to stop here goes on, and is waited for by who
    /// waits at all.
    async fn answer(
        self: &Arc<Self>,
        slot: Slot,
        stored: RunRecord,
        header: &RunHeader,
        waits: bool,
    ) -> Result<RunOutcome, ExecuteError> {
        if !waits {
            drop(slot);
            return self.found(&stored, header).await;
        }
        let outcome = self.as_it_stands(&stored, header).await?;
        let run = outcome.run_id;
        if !self.stopped.has(run) {
            return Ok(outcome);
        }
        let (record, lines) = self.load(run).await?;
        match self.resume_in(&slot, record, &lines, By::Request).await {
            // It is another's by now, or of a plan that another has.
            Err(ExecuteError::Owned { .. } | ExecuteError::PlanMissing { .. }) => Ok(outcome),
            resumed => Ok(RunOutcome { repeated: true, ..resumed? }),
        }
    }

    /// The same for who does not wait for its end: one that had to stop here goes on beside.
    async fn found(
        self: &Arc<Self>,
        stored: &RunRecord,
        header: &RunHeader,
    ) -> Result<RunOutcome, ExecuteError> {
        let outcome = self.as_it_stands(stored, header).await?;
        if self.stopped.has(outcome.run_id) {
            self.go_on_beside(outcome.run_id, By::Request);
        }
        Ok(outcome)
    }

    /// The run that has the key already, whoever drives it.
    async fn as_it_stands(
        &self,
        stored: &RunRecord,
        header: &RunHeader,
    ) -> Result<RunOutcome, ExecuteError> {
        let run = stored.header.id;
        if stored.header.fingerprint != header.fingerprint {
            return Err(ExecuteError::KeyReused { run });
        }
        let (record, lines) = self.load(run).await?;
        Ok(RunOutcome { repeated: true, ..RunOutcome::of_journal(&record, &lines) })
    }

    /// Goes on with a run.
    pub(super) async fn resume(
        self: &Arc<Self>,
        run: RunId,
        by: By,
    ) -> Result<RunOutcome, ExecuteError> {
        let (record, lines) = self.load(run).await?;
        let Claim::Mine(slot) = self.active.claim(&record.header.code) else {
            return Err(ExecuteError::Owned { run });
        };
        self.resume_in(&slot, record, &lines, by).await
    }

    /// Goes on with a run as it was found, now that nobody else of this process drives it.
    pub(super) async fn resume_in(
        self: &Arc<Self>,
        slot: &Slot,
        record: RunRecord,
        lines: &[JournalLine],
        by: By,
    ) -> Result<RunOutcome, ExecuteError> {
        let run = record.header.id;
        let resumed = self.take_over(slot, record, lines, by).await;
        Box::pin(self.kept(run, resumed)).await
    }

    async fn take_over(
        self: &Arc<Self>,
        slot: &Slot,
        record: RunRecord,
        lines: &[JournalLine],
        by: By,
    ) -> Result<RunOutcome, ExecuteError> {
        let run = record.header.id;
        if !outcome::goes_on(record.status) {
            return Ok(RunOutcome::of_journal(&record, lines));
        }
        let (orchestration, flow) = self.flow_of(&record.header)?;
        // Before the take-over: a journal that cannot be read is left to whoever can.
        let book = Book::replay(stored_state(flow, &record.header)?, &record, lines)?;
        self.reach("before:take_over").await;
        let store = &self.world.store;
        let term = store.term();
        // What had to stop here may have calls under way as well.
        let other = record.owner != store.owner() && store.owners_may_wake();
        let may_wake = other || self.stopped.may_have(run);
        let taken = self.world.store.take_over(run, record.version).await;
        self.reach("after:take_over").await;
        let as_read = lines.last().map_or(0, |line| line.number);
        let Taken { version, last_line } = taken.map_err(|error| match error {
            StoreError::Fenced { .. } => ExecuteError::Owned { run },
            error => {
                // Its COMMIT may be under way: then it is this process's, and of its old owner nothing is known.
                self.stopped.keep(run, error.to_string());
                error.into()
            }
        })?;
        // It is driven from here on, though it may wait for its key or for a place.
        slot.driven(run, Recall::loose(), version);
        let taken = may_wake.then(|| self.world.clock.now());
        let (record, book) = match last_line == as_read {
            true => (record, book.taken_over(version)),
            // Its older owner has added lines until then.
            false => {
                let (record, lines) = self.load(run).await?;
                let book = Book::replay(stored_state(flow, &record.header)?, &record, &lines)?;
                (record, book)
            }
        };
        let book = Box::new(book);
        let (mut hand, is_request) = match by {
            By::Hand(hand) => (Some(hand), false),
            By::Request => (None, true),
            By::Word => (None, false),
        };
        match self.line_up(slot, flow, &record.header, book, &mut hand).await? {
            Ok(book) => {
                let (dispatch, header) = (self.dispatch(orchestration), Arc::new(record.header));
                let held = match hand {
                    Some(hand) => Held::Hand(hand),
                    None if is_request => Held::Place(Some(self.gate.place().await?)),
                    None => Held::Word,
                };
                let ride = Ride { slot, dispatch, flow, header, term, taken, held };
                Box::pin(self.drive(ride, book)).await
            }
            Err(ended) => Ok(ended),
        }
    }

    /// The same after a word on a run that may have been written, and whose answer is lost.
    pub(super) async fn kept_if_said(&self, run: RunId, error: ExecuteError) -> ExecuteError {
        if is_away(&error) && !self.active.driven().contains(&run) {
            let kept = self.kept(run, Err(error.clone())).await;
            return kept.err().unwrap_or(error);
        }
        error
    }

    /// Keeps in mind what had to stop, until somebody has gone on with it: it is named, and may have calls under way.
    pub(super) async fn kept(
        &self,
        run: RunId,
        driven: Result<RunOutcome, ExecuteError>,
    ) -> Result<RunOutcome, ExecuteError> {
        let store = &self.world.store;
        match &driven {
            Ok(_) => {
                self.stopped.forget(run);
                self.left.forget(run);
            }
            Err(ExecuteError::Owned { .. }) if self.stopped.has(run) => {
                let owner = store.fencing(run).await;
                if owner.is_ok_and(|told| told.is_none_or(|(owner, _)| owner != store.owner())) {
                    self.stopped.forget(run);
                }
            }
            Err(
                why @ (ExecuteError::Store(_)
                | ExecuteError::Fault(_)
                | ExecuteError::Overloaded { .. }),
            ) => match store.load(run).await {
                Ok(Some((record, _))) if !outcome::goes_on(record.status) => {
                    self.stopped.forget(run);
                }
                Ok(Some((record, _))) if record.owner != store.owner() => {}
                // It was never written, unless that is under way yet.
                Ok(None) if !is_away(why) => {}
                _ => self.stopped.keep(run, why.to_string()),
            },
            Err(_) => {}
        }
        driven
    }
}

/// Whether nobody knows what became of a write.
fn is_away(error: &ExecuteError) -> bool {
    matches!(error, ExecuteError::Store(StoreError::Unavailable { .. }))
}
