//! Group commit: steps of runs whose procedures sent no statement wait for each other, and those of one
//! organisation are written by one transaction. Who is alone waits for nobody.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use deadpool_postgres::Pool;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::failure::unavailable;
use super::journal::{self, Journal};
use crate::context::StoreError;
use crate::ports::{JournalWrite, RunId};

/// Transactions of one organisation at once: while one is made durable, the next is written.
const LANES: usize = 2;
/// Steps that one transaction writes.
const STEPS_MAX: usize = 64;

/// What commits steps of runs. Clones share it.
#[derive(Clone)]
pub(super) struct Committer {
    pool: Pool,
    journal: Arc<Journal>,
    queues: Arc<Mutex<HashMap<Uuid, Queue>>>,
}

/// What waits in an organisation; no longer than a lane is busy with it.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    lanes: usize,
}

/// A step, and who waits for it.
struct Waiting {
    write: JournalWrite,
    answer: oneshot::Sender<Result<(), StoreError>>,
}

impl Committer {
    pub(super) fn new(pool: Pool, journal: Arc<Journal>) -> Committer {
        Committer { pool, journal, queues: Arc::default() }
    }

    /// Writes a step of a run, in a transaction that holds nothing but steps of its organisation.
    pub(super) async fn commit(&self, write: JournalWrite) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        let organization = write.organization_id;
        if self.enqueue(Waiting { write, answer }) {
            let lane = Lane { committer: self.clone(), organization, is_open: true };
            tokio::spawn(lane.run());
        }
        // As when a connection breaks: nobody knows what came of it.
        answered.await.unwrap_or_else(|_| Err(unavailable("the commit was given up")))
    }

    /// Whether a new lane has to take care of it.
    fn enqueue(&self, waiting: Waiting) -> bool {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(waiting.write.organization_id).or_default();
        queue.waiting.push_back(waiting);
        let opens = queue.lanes < LANES;
        queue.lanes += usize::from(opens);
        opens
    }
}

/// One after the other, transactions of one organisation.
struct Lane {
    committer: Committer,
    organization: Uuid,
    is_open: bool,
}

impl Lane {
    async fn run(mut self) {
        while let Some(steps) = self.next() {
            self.commit(steps).await;
        }
    }

    /// What waits now; closes the lane where nothing does.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let queues = Arc::clone(&self.committer.queues);
        let mut queues = queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.get_mut(&self.organization)?;
        if queue.waiting.is_empty() {
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
                    step.tell(&held);
                }
                held => step.tell(held),
            }
        }
    }

    async fn write(&self, steps: &[Waiting]) -> Result<BTreeSet<Uuid>, StoreError> {
        let Committer { pool, journal, .. } = &self.committer;
        let writes: Vec<_> = steps.iter().map(|step| &step.write).collect();
        journal.commit_all(pool, self.organization, &writes).await
    }

    fn close(&mut self, queues: &mut HashMap<Uuid, Queue>) {
        self.is_open = false;
        if let Entry::Occupied(mut queue) = queues.entry(self.organization) {
            queue.get_mut().lanes -= 1;
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
            let queues = Arc::clone(&self.committer.queues);
            self.close(&mut queues.lock().unwrap_or_else(PoisonError::into_inner));
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
