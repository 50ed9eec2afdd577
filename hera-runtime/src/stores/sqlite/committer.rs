//! Who commits for many: a thread of its own, so that no worker of the runtime stands still while the disk
//! syncs and the next boundaries are computed meanwhile.
//!
//! Steps of journals that need nothing else of a transaction are left in its inbox, and it writes them itself, as
//! they come. In a steady load those who were answered together come back together: it commits when as many
//! are there as it answered last, or have a session open now, but waits no longer than a COMMIT takes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::journal::{self, Step};
use super::seat::{Answer, Seat};
use super::writer::Core;
use crate::context::StoreError;

/// The shortest and the longest time that it waits for others, in microseconds.
const PATIENCE_US: (u64, u64) = (20, 2_000);
/// How much the last COMMIT counts beside all before it: one in so many.
const PATIENCE_PARTS: u32 = 4;
/// With how many it goes on to write while more are to come: one wake-up for them.
const CHUNK: usize = 8;

/// A step of a journal, in a transaction with nothing else.
pub(super) struct Job {
    /// Shared, so that it is freed where it was made.
    pub(super) step: Arc<Step>,
    pub(super) tell: oneshot::Sender<Answer>,
}

/// What is to be committed next.
#[derive(Default)]
struct Inbox {
    jobs: Vec<Job>,
    /// Sessions that left their writes in the open transaction.
    left: usize,
    /// With how many the thread wants to be woken.
    wake_at: usize,
    over: bool,
}

impl Inbox {
    fn len(&self) -> usize {
        self.jobs.len() + self.left
    }

    /// The jobs, and how many sessions left their writes.
    fn take(&mut self) -> (Vec<Job>, usize) {
        (std::mem::take(&mut self.jobs), std::mem::take(&mut self.left))
    }
}

/// The way to the thread. Dropping it ends the thread.
pub(super) struct Committer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    inbox: Mutex<Inbox>,
    filled: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, inbox: &mut Inbox) {
        if inbox.len() >= inbox.wake_at {
            inbox.wake_at = usize::MAX;
            self.filled.notify_one();
        }
    }
}

impl Committer {
    pub(super) fn new() -> Committer {
        Committer { shared: Arc::default(), thread: Mutex::default() }
    }

    /// Whether nobody waits for it.
    pub(super) fn is_idle(&self) -> bool {
        self.shared.lock().len() == 0
    }

    /// Hands over a step of a journal; gives it back where there is no thread.
    pub(super) fn hand_over(&self, core: &Arc<Core>, job: Job) -> Result<(), Job> {
        if !self.runs(core) {
            return Err(job);
        }
        let mut inbox = self.shared.lock();
        inbox.jobs.push(job);
        self.shared.wake(&mut inbox);
        Ok(())
    }

    /// Says that a session left its writes in the open transaction; false where there is no thread.
    pub(super) fn left(&self, core: &Arc<Core>) -> bool {
        if !self.runs(core) {
            return false;
        }
        let mut inbox = self.shared.lock();
        inbox.left += 1;
        self.shared.wake(&mut inbox);
        true
    }

    /// Starts the thread where it does not run yet.
    fn runs(&self, core: &Arc<Core>) -> bool {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            let (shared, core) = (Arc::clone(&self.shared), Arc::clone(core));
            let work = move || run(&shared, &core);
            let name = "hera-commit".to_owned();
            *thread = thread::Builder::new().name(name).spawn(work).ok();
        }
        thread.is_some()
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        self.shared.lock().over = true;
        self.shared.filled.notify_one();
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // It ends after what it is at, and panics nowhere.
            let _ = thread.join();
        }
    }
}

fn run(shared: &Shared, core: &Core) {
    let mut patience = Duration::from_micros(PATIENCE_US.1);
    while let Some(inbox) = first(shared) {
        let together = fill(shared, core, inbox, Instant::now() + patience);
        let mut seat = core.seat.blocking_lock();
        let since = Instant::now();
        let ended = seat.commit();
        let took = since.elapsed();
        core.checkpointer.look(&core.seat);
        drop(seat);
        core.answered(together);
        let _ = ended.tell(); // whoever waits for it
        patience = (patience * (PATIENCE_PARTS - 1) + took) / PATIENCE_PARTS;
        let bounds = (Duration::from_micros(PATIENCE_US.0), Duration::from_micros(PATIENCE_US.1));
        patience = patience.clamp(bounds.0, bounds.1);
    }
}

/// Fills the batch until nobody is missing or left to wait for, and says how many it took.
fn fill(shared: &Shared, core: &Core, first: MutexGuard<'_, Inbox>, until: Instant) -> usize {
    let target = core.crowd();
    let (mut inbox, mut together) = (first, 0);
    while inbox.len() > 0 {
        let (jobs, left) = inbox.take();
        drop(inbox);
        together += jobs.len() + left;
        // Behind all who want the connection now: they join.
        if !jobs.is_empty() && join(&mut core.seat.blocking_lock(), jobs) {
            break;
        }
        inbox = gather(shared, target.saturating_sub(together), until);
    }
    together
}

/// Waits until somebody is there; nothing when it is all over.
fn first(shared: &Shared) -> Option<MutexGuard<'_, Inbox>> {
    let mut inbox = shared.lock();
    while inbox.len() == 0 {
        if inbox.over {
            return None;
        }
        inbox.wake_at = 1;
        inbox = shared.filled.wait(inbox).unwrap_or_else(PoisonError::into_inner);
    }
    Some(inbox)
}

/// Waits until some of those who are still to come are there, and not too long.
fn gather(shared: &Shared, missing: usize, until: Instant) -> MutexGuard<'_, Inbox> {
    let mut inbox = shared.lock();
    let wanted = missing.min(CHUNK);
    while inbox.len() < wanted && !inbox.over {
        let Some(left) = until.checked_duration_since(Instant::now()) else { break };
        inbox.wake_at = wanted;
        let waited = shared.filled.wait_timeout(inbox, left);
        inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    inbox
}

/// Writes steps of journals into the batch, and says whether it is full.
fn join(seat: &mut Seat, jobs: Vec<Job>) -> bool {
    let mut busy = false;
    for Job { step, tell } in jobs {
        let written = match busy {
            false => join_one(seat, &step),
            // Another process writes: one wait for it is enough.
            true => Err(StoreError::Busy),
        };
        busy = written == Err(StoreError::Busy);
        seat.wait(written, tell);
    }
    seat.is_full()
}

/// Writes a step of a journal and nothing else. After a failure nothing of it is in the batch.
fn join_one(seat: &mut Seat, step: &Step) -> Answer {
    seat.settle();
    if !seat.is_shared() {
        seat.begin_waiting()?;
    }
    write_into(seat, step)
}

/// The same in a transaction that is open.
pub(super) fn write_into(seat: &mut Seat, step: &Step) -> Answer {
    match journal::write(&seat.connection, step) {
        Ok(()) => seat.keep(false),
        Err(broken) if broken.clean && seat.is_shared() && !seat.connection.is_autocommit() => {
            Err(broken.error)
        }
        Err(broken) if seat.is_shared() => seat.give_up().and(Err(broken.error)),
        Err(broken) => seat.take_back(false).and(Err(broken.error)),
    }
}
