//! Open snapshots and transactions, and all that can become of a COMMIT.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use hera_core::{Entry, Status};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Door, unavailable};
use crate::context::{Cell, Record, StoreError, Table};
use crate::engine::PLATFORM;
use crate::ports::{
    Fence, JournalLine, JournalWrite, Query, Reads, RunId, Session, Store as _, StoreFuture,
};
use crate::testing::simulation::Defect;
use crate::testing::simulation::dice::Dice;
use crate::testing::simulation::events::Event;
use crate::testing::simulation::words::{Lines, Short};

/// How a COMMIT takes place that nobody waits for any more.
const LATE: &str = "late";
/// One in so many COMMITs.
const COMMIT_FAILS_ONE_IN: u64 = 40;
const COMMIT_LOSES_ONE_IN: u64 = 40;
const COMMIT_SLOW_ONE_IN: u64 = 40;
const ANSWER_LOST_ONE_IN: u64 = 30;
const COMMIT_LATE_ONE_IN: u64 = 60;
/// How long a slow COMMIT takes, and a late one after its answer was given up.
const SLOW_MS: (u64, u64) = (100, 9_000);
const LATE_MS: (u64, u64) = (1, 4_000);

/// A snapshot.
pub(super) struct DoorReads {
    door: Door,
    reads: Arc<dyn Reads>,
}

impl DoorReads {
    pub(super) fn new(door: Door, reads: Arc<dyn Reads>) -> DoorReads {
        DoorReads { door, reads }
    }
}

impl Reads for DoorReads {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        Box::pin(self.door.pass(self.reads.get(table, id)))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        Box::pin(self.door.pass(self.reads.find(table, query)))
    }
}

/// COMMITs that are under way although nobody waits for them any more. What is in them knows this as well, so
/// that it must not keep them.
#[derive(Default)]
pub(super) struct Late(Mutex<BTreeMap<RunId, Vec<Weak<UnderWay>>>>);

/// One of them. Who takes what it holds ends it.
struct UnderWay {
    door: Door,
    session: Arc<dyn Session>,
    write: Mutex<Option<JournalWrite>>,
}

impl Late {
    fn add(&self, late: &Arc<UnderWay>, run: RunId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(run).or_default().push(Arc::downgrade(late));
    }

    /// Whatever is under way for this run takes place now, or never.
    pub(super) async fn settle(&self, run: RunId, dice: &Dice) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&run);
        for late in all.unwrap_or_default() {
            // Rolled in any case: what took place already changes no other roll.
            let takes_place = dice.one_in(2);
            match late.upgrade() {
                Some(late) if takes_place => late.take_place().await,
                Some(late) => late.session.rollback(),
                None => {}
            }
        }
    }
}

impl UnderWay {
    async fn take_place(&self) {
        let write = self.write.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(write) = write {
            // Nobody hears of it.
            let _ = self.door.committed_now(&*self.session, Some(write), LATE).await;
        }
    }
}

/// An open transaction.
pub(super) struct DoorSession {
    door: Door,
    session: Arc<dyn Session>,
    lost: AtomicBool,
}

impl DoorSession {
    pub(super) fn new(door: Door, session: Arc<dyn Session>) -> DoorSession {
        DoorSession { door, session, lost: AtomicBool::new(false) }
    }

    async fn commit_through(&self, write: Option<JournalWrite>) -> Result<(), StoreError> {
        let (door, world) = (&self.door, &self.door.world);
        let dice = &world.dice.store;
        door.gate.pass().await;
        if world.strikes(dice, Event::CommitFails, COMMIT_FAILS_ONE_IN) {
            self.session.rollback();
            return Err(unavailable());
        }
        let loses = world.strikes(dice, Event::TransactionLoses, COMMIT_LOSES_ONE_IN);
        if loses && door.store.writes_beside_transactions() {
            self.session.rollback();
            self.lost.store(true, Ordering::Relaxed);
            return Err(StoreError::Busy);
        }
        if world.strikes(dice, Event::CommitSlow, COMMIT_SLOW_ONE_IN) {
            tokio::time::sleep(dice.ms(SLOW_MS.0, SLOW_MS.1)).await;
        }
        door.gate.pass().await;
        let late = world.strikes(dice, Event::CommitLate, COMMIT_LATE_ONE_IN);
        if let (true, Some(write)) = (late && door.store.writes_beside_transactions(), &write) {
            self.leave(write.clone());
            return Err(unavailable());
        }
        let committed = door.committed_now(&*self.session, write, "commits").await;
        if self.session.lost() {
            world.count(Event::Lost);
        }
        let answer_lost = world.strikes(dice, Event::CommitAnswerLost, ANSWER_LOST_ONE_IN);
        if committed.is_ok() && answer_lost {
            return Err(unavailable());
        }
        world.pause(dice).await;
        door.gate.pass().await;
        committed
    }

    /// Gives up the answer of a COMMIT that takes place later.
    fn leave(&self, write: JournalWrite) {
        let (door, run) = (self.door.clone(), write.run);
        let wait = door.world.dice.store.ms(LATE_MS.0, LATE_MS.1);
        let session = Arc::clone(&self.session);
        let late = Arc::new(UnderWay { door, session, write: Mutex::new(Some(write)) });
        self.door.late.add(&late, run);
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            late.take_place().await;
        });
    }
}

impl Door {
    /// Commits, and looks whether it should have been possible.
    async fn committed_now(
        &self,
        session: &dyn Session,
        write: Option<JournalWrite>,
        how: &str,
    ) -> Result<(), StoreError> {
        let Some(write) = write else { return session.commit(None).await };
        let world = &self.world;
        if world.defect == Some(Defect::LosesCommits) && world.dice.store.one_in(50) {
            session.rollback();
            return Ok(());
        }
        let seen = write.clone();
        let committed = session.commit(Some(self.spoiled(write).await)).await;
        if committed.is_ok() && how != LATE && world.is_over(self.store.owner()) {
            world.violated(format!("run {} is written after a shutdown", seen.run));
        }
        if committed.is_ok() {
            let flow = match &seen.fence {
                Fence::New(header) => world.known(header).map(|known| known.flow),
                _ => None,
            };
            world.held(world.ledger.written(self.store.owner(), flow, &seen));
            self.count(&seen);
        }
        if matches!(committed, Err(StoreError::Fenced { .. })) {
            world.count(Event::Fenced);
        }
        let (run, status, lines) = (Short(seen.run), seen.status.as_str(), Lines(&seen.lines));
        world.step(&self.name, format_args!("{how} {run} {status} {lines}: {committed:?}"));
        committed
    }

    /// What the store makes of a write, where it has a defect.
    async fn spoiled(&self, write: JournalWrite) -> JournalWrite {
        let stands = match (self.world.defect, &write.fence) {
            (Some(Defect::IgnoresFence), Fence::Version(_)) => {
                self.store.load(write.run).await.ok().flatten()
            }
            _ => None,
        };
        let Some((record, lines)) = stands else { return write };
        let fence = Fence::Act { version: record.version, takes: false };
        let next = lines.last().map_or(1, |line| line.number + 1);
        let numbered = write.lines.into_iter().zip(next..);
        let lines = numbered.map(|(line, number)| JournalLine { number, ..line });
        JournalWrite { fence, lines: lines.collect(), ..write }
    }

    fn count(&self, write: &JournalWrite) {
        for line in &write.lines {
            match &line.entry {
                Entry::Compensated { .. } => self.world.count(Event::Undone),
                Entry::CancelRequested { .. } if line.about["actor"] == PLATFORM.to_string() => {
                    self.world.count(Event::PastDeadline);
                }
                entry if entry.is_act() => self.world.count(Event::ActTaken),
                _ => {}
            }
        }
        if write.status == Status::Parked {
            self.world.count(Event::Parked);
        }
    }
}

impl Reads for DoorSession {
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>> {
        Box::pin(self.door.pass(self.session.get(table, id)))
    }

    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>> {
        Box::pin(self.door.pass(self.session.find(table, query)))
    }
}

impl Session for DoorSession {
    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.door.enter_for_writing().await?;
            self.session.insert(table, id, cells, at).await
        })
    }

    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.door.enter_for_writing().await?;
            self.session.update(table, id, cells, at).await
        })
    }

    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.door.enter_for_writing().await?;
            self.session.remove(table, id).await
        })
    }

    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()> {
        Box::pin(self.commit_through(write))
    }

    fn lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed) || self.session.lost()
    }

    fn rollback(&self) {
        self.session.rollback();
    }
}
