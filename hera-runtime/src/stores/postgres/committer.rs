//! Group commit: steps of runs whose procedures sent no statement wait for each other, and those of one
//! organisation are written by one transaction. Who is alone waits for nobody, and writes in its own task; a step
//! whose header somebody keeps locked is waited for beside the others.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use deadpool_postgres::Pool;
use tokio::sync::{Semaphore, oneshot};
use uuid::Uuid;

use super::connect::LOCK_MS_MAX;
use super::failure::unavailable;
use super::journal::{self, Journal};
use crate::context::StoreError;
use crate::ports::{JournalWrite, RunId};

/// Transactions of one organisation at once. One of them is being written; the others only have to be made
/// durable, which the database does for all together that it finds written.
const LANES: usize = 6;
/// Steps that one transaction writes.
const STEPS_MAX: usize = 64;
/// How long the next lane waits until this one is written; perhaps it waits for a lock.
const TURN_MAX: Duration = Duration::from_millis(10);
/// How long a lane waits for a header that is locked, in milliseconds.
const LANE_LOCK_MS_MAX: i32 = 100;
/// Steps that wait longer at once, each with a connection.
const BESIDE_MAX: usize = 4;

/// What commits steps of runs. Clones share it.
#[derive(Clone)]
pub(super) struct Committer {
    pool: Pool,
    journal: Arc<Journal>,
    beside: Arc<Semaphore>,
    queues: Arc<Mutex<HashMap<Uuid, Queue>>>,
}

/// What waits in an organisation; no longer than a lane is busy with it.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    lanes: usize,
    /// Whether one of the lanes is being written: what comes meanwhile goes together with the next.
    is_written: bool,
}

impl Queue {
    /// Whether what waits is to be written by one more lane, which counts from now on.
    fn opens(&mut self) -> bool {
        let opens = !self.waiting.is_empty() && self.lanes < LANES && !self.is_written;
        self.lanes += usize::from(opens);
        self.is_written |= opens;
        opens
    }
}

/// A step, and who waits for it.
struct Waiting {
    write: JournalWrite,
    answer: oneshot::Sender<Result<(), StoreError>>,
}

impl Committer {
    pub(super) fn new(pool: Pool, journal: Arc<Journal>) -> Committer {
        let beside = Arc::new(Semaphore::new(BESIDE_MAX));
        Committer { pool, journal, beside, queues: Arc::default() }
    }

    /// Writes a step of a run, in a transaction that holds nothing but steps of its organisation.
    pub(super) async fn commit(&self, write: JournalWrite) -> Result<(), StoreError> {
        let organization = write.organization_id;
        if let Some(lane) = self.alone(organization) {
            let written = self.journal.commit_alone(&self.pool, &write, LANE_LOCK_MS_MAX).await;
            drop(lane);
            return match written {
                Err(StoreError::Busy) => self.beside(&write).await,
                written => written,
            };
        }
        let (answer, answered) = oneshot::channel();
        if self.enqueue(Waiting { write, answer }) {
            self.open(organization);
        }
        // As when a connection breaks: nobody knows what came of it.
        answered.await.unwrap_or_else(|_| Err(unavailable("the commit was given up")))
    }

    /// Writes a step of each of several runs of one organisation; calls `written` when they only have to be
    /// made durable.
    async fn write(
        &self,
        steps: &[Waiting],
        lock_ms: i32,
        written: impl FnOnce(),
    ) -> Result<BTreeSet<Uuid>, StoreError> {
        let writes: Vec<_> = steps.iter().map(|step| &step.write).collect();
        let Some(first) = writes.first() else { return Ok(BTreeSet::new()) };
        let organization = first.organization_id;
        self.journal.commit_all(&self.pool, organization, &writes, lock_ms, written).await
    }

    /// Writes a step whose header is locked, as long as that may take.
    async fn beside(&self, write: &JournalWrite) -> Result<(), StoreError> {
        let _turn = self.beside.acquire().await;
        self.journal.commit_alone(&self.pool, write, LOCK_MS_MAX).await
    }

    /// A lane for a step of somebody who is alone in the organisation. A statement that commits says nothing
    /// before: who comes meanwhile does not wait for it.
    fn alone(&self, organization: Uuid) -> Option<Lane> {
        let mut queues = self.queues();
        let Entry::Vacant(free) = queues.entry(organization) else { return None };
        free.insert(Queue { lanes: 1, ..Queue::default() });
        Some(self.lane(organization, false))
    }

    /// Whether a new lane has to take care of it.
    fn enqueue(&self, waiting: Waiting) -> bool {
        let mut queues = self.queues();
        let queue = queues.entry(waiting.write.organization_id).or_default();
        queue.waiting.push_back(waiting);
        queue.opens()
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<Uuid, Queue>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self, organization: Uuid) {
        tokio::spawn(self.lane(organization, true).run());
    }

    fn lane(&self, organization: Uuid, writes: bool) -> Lane {
        let writes = AtomicBool::new(writes);
        Lane { committer: self.clone(), organization, is_open: true, writes }
    }
}

/// One after the other, transactions of one organisation.
struct Lane {
    committer: Committer,
    organization: Uuid,
    is_open: bool,
    /// Whether it is the one that writes.
    writes: AtomicBool,
}

impl Lane {
    async fn run(mut self) {
        while let Some(steps) = self.next() {
            self.commit(steps).await;
        }
    }

    /// What waits now; closes the lane where nothing does.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let committer = self.committer.clone();
        let mut queues = committer.queues();
        let queue = queues.get_mut(&self.organization)?;
        let writes = self.writes.get_mut();
        if !std::mem::replace(&mut queue.is_written, true) {
            *writes = true;
        }
        // The lane that writes opens the next one as soon as it is done.
        if queue.waiting.is_empty() || !*writes {
            self.close(&mut queues);
            return None;
        }
        // Of a run one step at a time: what a person says of it counts before or after.
        let mut runs: BTreeSet<RunId> = BTreeSet::new();
        let mut steps = Vec::new();
        let mut later = VecDeque::new();
        while let Some(waiting) = queue.waiting.pop_front() {
            match steps.len() < STEPS_MAX && runs.insert(waiting.write.run) {
                true => steps.push(waiting),
                false => later.push_back(waiting),
            }
        }
        queue.waiting = later;
        Some(steps)
    }

    async fn commit(&self, steps: Vec<Waiting>) {
        let held = self.write(&steps).await;
        let is_shared = steps.len() > 1;
        for step in steps {
            match &held {
                // What is wrong with one is no matter of the others. But where the connection broke, they
                // may be committed.
                Err(error) if is_shared && !matches!(error, StoreError::Unavailable { .. }) => {
                    let held = self.write(std::slice::from_ref(&step)).await;
                    self.tell(step, &held);
                }
                held => self.tell(step, held),
            }
        }
    }

    async fn write(&self, steps: &[Waiting]) -> Result<BTreeSet<Uuid>, StoreError> {
        let mut held = pin!(self.committer.write(steps, LANE_LOCK_MS_MAX, || self.written()));
        match tokio::time::timeout(TURN_MAX, held.as_mut()).await {
            Ok(held) => held,
            Err(_) => {
                self.written();
                held.await
            }
        }
    }

    /// Says what came of a step; one that has to wait does so beside the lane.
    fn tell(&self, step: Waiting, held: &Result<BTreeSet<Uuid>, StoreError>) {
        match held {
            Err(StoreError::Busy) => {
                let committer = self.committer.clone();
                tokio::spawn(async move {
                    let written = committer.beside(&step.write).await;
                    // Who asked may be gone.
                    let _ = step.answer.send(written);
                });
            }
            held => step.tell(held),
        }
    }

    /// What it wrote only has to be made durable, or waits: the next lane may write.
    fn written(&self) {
        if !self.writes.swap(false, Ordering::AcqRel) {
            return; // it may already
        }
        let opens = self.committer.queues().get_mut(&self.organization).is_some_and(|queue| {
            queue.is_written = false;
            queue.opens()
        });
        if opens {
            self.committer.open(self.organization);
        }
    }

    fn close(&mut self, queues: &mut HashMap<Uuid, Queue>) {
        self.is_open = false;
        if let Entry::Occupied(mut queue) = queues.entry(self.organization) {
            queue.get_mut().lanes -= 1;
            queue.get_mut().is_written &= !std::mem::take(self.writes.get_mut());
            if queue.get().lanes == 0 {
                queue.remove(); // who waits there, after a lane was cut off, hears that it was given up
            }
        }
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        // Cut off in the middle, as when its runtime ends: the next step opens another one, and nobody waits
        // for this one.
        if self.is_open {
            let committer = self.committer.clone();
            self.close(&mut committer.queues());
        }
    }
}

impl Waiting {
    fn tell(self, held: &Result<BTreeSet<Uuid>, StoreError>) {
        let told = match held {
            Ok(held) if held.contains(&self.write.run.0) => Ok(()),
            Ok(_) => Err(journal::refused(&self.write)),
            Err(error) => Err(error.clone()),
        };
        // Who asked may be gone.
        let _ = self.answer.send(told);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::net::TcpListener;
    use std::task::{Context, Waker};

    use hera_core::Status;
    use jiff::Timestamp;
    use tokio::runtime::Builder;

    use super::*;
    use crate::ports::Fence;

    fn step() -> JournalWrite {
        JournalWrite {
            run: RunId(Uuid::new_v4()),
            organization_id: Uuid::nil(),
            actor_id: Uuid::nil(),
            fence: Fence::Version(1),
            turns: false,
            status: Status::Running,
            releases: false,
            error: None,
            lines: Vec::new(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    /// A pool of a server that takes connections, and never answers.
    fn silent() -> (TcpListener, Pool) {
        let server = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = server.local_addr().expect("it is bound").port();
        let mut config = tokio_postgres::Config::new();
        config.host("127.0.0.1").port(port).user("nobody");
        let manager = deadpool_postgres::Manager::new(config, tokio_postgres::NoTls);
        let pool = Pool::builder(manager).max_size(LANES).build();
        (server, pool.expect("it needs no time-out"))
    }

    #[test]
    fn who_waits_for_lanes_that_are_cut_off_hears_it() {
        let (_server, pool) = silent();
        let committer = Committer::new(pool, Arc::new(Journal::new(Uuid::nil())));
        let runtime = || Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (dies, lives) = (runtime(), runtime());
        for _ in 0..LANES {
            let committer = committer.clone();
            dies.spawn(async move { committer.commit(step()).await });
            dies.block_on(async { tokio::time::sleep(TURN_MAX * 3).await }); // each has its own lane
        }

        let mut waiting = pin!(committer.commit(step()));
        let woken = waiting.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(woken.is_pending(), "all lanes are busy: {woken:?}");
        drop(dies);
        let told =
            lives.block_on(async { tokio::time::timeout(Duration::from_secs(5), waiting).await });
        let told = told.expect("nobody waits for good");
        assert_eq!(told, Err(unavailable("the commit was given up")));
        assert!(committer.queues.lock().expect("nobody panicked").is_empty());
    }
}
