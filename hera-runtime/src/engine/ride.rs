//! A run in hand: driven to its end, put down while it waits for long, and read again when somebody had a word.

use std::sync::Arc;

use hera_core::Fault;
use jiff::{SignedDuration, Timestamp};

use super::active::Slot;
use super::hands::Held;
use super::outcome::{self, ExecuteError, RunOutcome};
use super::{Shared, stored_state};
use crate::context::StoreError;
use crate::driver::{Book, Drive, DriveError, First, Heard, Predecessor, first};
use crate::flow::{Dispatch, FlowDef, Orchestration};
use crate::ports::{JournalLine, RunHeader, RunRecord};
use crate::testing::faults::FaultyDispatch;

/// How often a drive reads a journal again that nobody else wrote into.
const REREADS_MAX: u32 = 100;

/// After how many of them the pause between two grows no more.
const REREAD_DOUBLINGS_MAX: u32 = 10;

/// How often a drive looks whether its process has a term again.
const TERM_LOOKS_MAX: u32 = 10;

/// With the term before it was read.
type Stored = (Option<u64>, RunRecord, Vec<JournalLine>);

/// A run that this process has in hand.
pub(super) struct Ride<'a> {
    pub(super) slot: &'a Slot,
    pub(super) dispatch: Arc<dyn Dispatch>,
    pub(super) flow: &'static FlowDef,
    pub(super) header: Arc<RunHeader>,
    /// The store's term before it was known that the run is this process's: who lost the lease since then calls
    /// nobody.
    pub(super) term: Option<u64>,
    /// When it was taken over from whoever may have calls under way.
    pub(super) taken: Option<Timestamp>,
    pub(super) held: Held,
}

impl Shared {
    /// The way to an orchestration's procedures.
    pub(super) fn dispatch(&self, orchestration: &Orchestration) -> Arc<dyn Dispatch> {
        let dispatch = Arc::clone(&orchestration.dispatch);
        match &self.faults {
            Some(faults) => FaultyDispatch::around(dispatch, faults),
            None => dispatch,
        }
    }

    /// Drives a run to its end; when somebody's word or a long wait comes in between, from its journal on.
    pub(super) async fn drive(
        self: &Arc<Self>,
        ride: Ride<'_>,
        mut book: Box<Book>,
    ) -> Result<RunOutcome, ExecuteError> {
        let Ride { slot, dispatch, flow, header, mut term, taken, mut held } = ride;
        let run = header.id;
        let mut heard = Heard::default();
        let mut before = Predecessor { taken, waited: None };
        let (mut rereads, mut read_until) = (0, -1);
        loop {
            let (world, dispatch) = (Arc::clone(&self.world), Arc::clone(&dispatch));
            let version = book.version();
            let (context, turned) = (header.context.clone(), book.machine.is_turned());
            let drive = Drive::new(world, dispatch, flow.plan, run, context, term, *book);
            let drive = Arc::new(drive.succeeding(before, heard));
            let recall = drive.recall();
            slot.driven(header.id, recall.clone(), version);
            if self.is_stopping() {
                return Err(ExecuteError::ShuttingDown);
            }
            let ends = self.end_by_deadline(flow, &header, turned);
            // What rests holds nothing of what drives it.
            let First::Left(finished) = first(Box::pin(drive.finish()), ends).await;
            let mut rested = false;
            heard = match finished {
                Ok(book) => return Ok(self.ended(flow, &header, &book).await),
                Err(DriveError::Recalled(heard)) => heard,
                Err(DriveError::Rests(rest)) => {
                    held.put_down()?;
                    let ends = self.end_by_deadline(flow, &header, rest.is_turned);
                    first(self.world.rest(header.id, &rest, &recall), ends).await;
                    if self.world.clock.now() >= rest.until {
                        before.waited = rest.waits_for;
                    }
                    held.take_up(&self.gate).await?;
                    rested = true;
                    rest.heard
                }
                Err(DriveError::Store(error)) => return Err(error.into()),
                Err(DriveError::Fault(fault)) => return Err(fault.into()),
            };
            if self.is_stopping() {
                return Err(ExecuteError::ShuttingDown);
            }
            let (record, lines) = match self.reread(&header).await? {
                Ok((now, record, lines)) => {
                    term = now;
                    (record, lines)
                }
                Err(ended) => {
                    self.over(flow, ended.status, &header).await;
                    return Ok(ended);
                }
            };
            // Nobody wrote into it: a branch began before the run was there, and could not see it; or a COMMIT whose
            // answer was lost did not take place.
            let last_line = lines.last().map_or(0, |line| line.number);
            if last_line != read_until || rested {
                (read_until, rereads) = (last_line, 0);
            } else {
                rereads += 1;
                if rereads > REREADS_MAX {
                    return Err(Fault::new("the journal refuses what fits it").into());
                }
                self.pause(rereads).await;
            }
            *book = Book::replay(stored_state(flow, &header)?, &record, &lines)?;
            // Whoever had it meanwhile may have parked it, and its key went to others.
            if record.version != version && flow.plan.run.releases_parked {
                held.put_down()?;
                book = match self.line_up(slot, flow, &header, book, &mut None).await? {
                    Ok(book) => book,
                    Err(ended) => return Ok(ended),
                };
                held.take_up(&self.gate).await?;
            }
        }
    }

    /// A run of this process as it is stored, in a term of its lease; or how it ended.
    async fn reread(&self, header: &RunHeader) -> Result<Result<Stored, RunOutcome>, ExecuteError> {
        for _ in 0..TERM_LOOKS_MAX {
            let term = self.world.store.term();
            // Never written: the act was on another run, which has the key. That one is the answer.
            let Some((record, lines)) = self.world.store.load(header.id).await? else {
                return Err(StoreError::Duplicate.into());
            };
            // An older owner that comes back.
            if record.owner != self.world.store.owner() {
                return Err(ExecuteError::Owned { run: header.id });
            }
            // Its last write took place, and only the answer was lost: nothing is left to write.
            if !outcome::goes_on(record.status) {
                return Ok(Err(RunOutcome::of_journal(&record, &lines)));
            }
            if term.is_some() {
                return Ok(Ok((term, record, lines)));
            }
            if self.is_stopping() {
                return Err(ExecuteError::ShuttingDown);
            }
            self.world.clock.sleep_until(self.world.next_look(1)).await;
        }
        let what = "the lease was over, and is not renewed".to_owned();
        Err(StoreError::Unavailable { what }.into())
    }

    /// Lets others go on before a journal is read again in vain: a moment at first, and at most as long as
    /// between two looks.
    async fn pause(&self, rereads: u32) {
        let ms = 1_i64 << rereads.min(REREAD_DOUBLINGS_MAX);
        let until = self.world.clock.now().checked_add(SignedDuration::from_millis(ms));
        let until = until.map_or(Timestamp::MAX, |until| until.min(self.world.next_look(1)));
        self.world.clock.sleep_until(until).await;
    }

    /// What a run came to that is driven no more.
    async fn ended(&self, flow: &FlowDef, header: &RunHeader, book: &Book) -> RunOutcome {
        self.over(flow, book.machine.status(), header).await;
        RunOutcome::of_book(header.id, header.event.clone(), book)
    }
}
