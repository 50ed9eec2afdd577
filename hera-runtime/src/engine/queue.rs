//! Runs with the same concurrency key go one at a time: who waits for whom.
//!
//! The key is in the store, and belongs to a run until it is over: while it is driven, undone or parked,
//! whatever becomes of its process. A run that waits is durable; first in, first out, by admission. Here
//! is only who is woken when a run of this process gives its key back. Others are seen by looking.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::active::Slot;
use super::outcome::{self, ExecuteError, RunOutcome};
use super::{Shared, stored_state};
use crate::context::{Context, StoreError};
use crate::driver::{Book, JOURNAL_ALONE, Recall, first};
use crate::flow::{FlowDef, Refusal};
use crate::ports::{RunHeader, RunId, Scope};
use crate::wire::Problem;

/// How often the first in line looks whether its turn has come elsewhere, and all others.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const LOOK_EVERY_BEHIND: Duration = Duration::from_secs(10);
/// The longest key, in bytes.
const KEY_BYTES_MAX: usize = 255;

type Key = (Uuid, String);
type Waiting = BTreeMap<RunId, oneshot::Sender<()>>;

/// Who waits in this process.
#[derive(Clone, Default)]
pub(super) struct Queue(Arc<Mutex<BTreeMap<Key, Waiting>>>);

/// A run in line, until it is dropped.
struct Place {
    queue: Queue,
    key: Key,
    run: RunId,
    woken: oneshot::Receiver<()>,
}

impl Queue {
    fn join(&self, key: Key, run: RunId) -> Place {
        let (wake, woken) = oneshot::channel();
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.entry(key.clone()).or_default().insert(run, wake);
        Place { queue: self.clone(), key, run, woken }
    }

    /// The first in line looks at once: the key is free.
    pub(super) fn release(&self, organization: Uuid, key: &str) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.get_mut(&(organization, key.to_owned()));
        if let Some((_, wake)) = line.and_then(Waiting::pop_first) {
            let _ = wake.send(()); // who went away does not wait
        }
    }
}

impl Place {
    fn is_first(&self) -> bool {
        let lines = self.queue.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = lines.get(&self.key).and_then(|line| line.keys().next());
        first.is_none_or(|first| *first >= self.run)
    }

    /// Returns once it is woken.
    async fn woken(&mut self) {
        // The sender is in the line as long as this is.
        let _ = (&mut self.woken).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut lines = self.queue.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(line) = lines.get_mut(&self.key) else { return };
        line.remove(&self.run);
        if line.is_empty() {
            lines.remove(&self.key);
        }
    }
}

/// The concurrency key of a request, as text.
///
/// # Errors
/// When there is none: a run without its key would go beside all others.
pub(super) fn key_of(
    flow: &FlowDef,
    context: &Context,
    payload: &Value,
) -> Result<Option<String>, Refusal> {
    let Some(path) = flow.plan.run.concurrency_key.as_deref() else { return Ok(None) };
    let field = path.rsplit('.').next().unwrap_or(path);
    let refused =
        |message: String| Refusal::from(vec![Problem { field: field.to_owned(), message }]);
    let value = match path {
        "context.actor_id" => Value::String(context.actor_id.to_string()),
        "context.correlation_id" => Value::String(context.correlation_id.clone()),
        _ => payload.get(field).cloned().unwrap_or_default(),
    };
    let key = match value {
        Value::Null => {
            return Err(refused("is the concurrency key, and has to be there".to_owned()));
        }
        Value::String(text) => text,
        other => other.to_string(),
    };
    match key.len() {
        1..=KEY_BYTES_MAX => Ok(Some(key)),
        _ => Err(refused(format!("is the concurrency key: 1 to {KEY_BYTES_MAX} bytes"))),
    }
}

impl Shared {
    /// Makes a new run durable, so that it keeps its place in the line.
    pub(super) async fn enqueue(
        &self,
        header: &RunHeader,
        book: &mut Book,
    ) -> Result<(), ExecuteError> {
        let context = &header.context;
        let scope = Scope { organization_id: context.organization_id, actor_id: context.actor_id };
        let write = book.write(header.id, context, self.world.clock.now());
        self.reach("before:enqueue").await;
        let session = self.world.store.begin(scope, JOURNAL_ALONE).await?;
        let written = session.commit(Some(write)).await;
        self.reach("after:enqueue").await;
        Ok(written?)
    }

    /// Waits until a run has its concurrency key, if it needs one. Gives its book, or how it ended while it
    /// waited.
    pub(super) async fn line_up(
        &self,
        slot: &Slot,
        flow: &'static FlowDef,
        header: &RunHeader,
        mut book: Book,
    ) -> Result<Result<Book, RunOutcome>, ExecuteError> {
        let Some(key) = &header.concurrency_key else { return Ok(Ok(book)) };
        let (run, organization) = (header.id, header.context.organization_id);
        loop {
            let recall = Recall::loose();
            slot.driven(run, recall.clone(), book.version());
            if self.is_stopping() {
                return Err(ExecuteError::ShuttingDown);
            }
            let mut place = self.queue.join((organization, key.clone()), run);
            match self.world.store.acquire(run).await {
                Ok(None) => return Ok(Ok(book)),
                Ok(Some(_)) => {}
                // Somebody had a word since it was read, or took it over: that is seen below.
                Err(StoreError::Fenced { .. }) => recall.call(),
                Err(error) => return Err(error.into()),
            }
            let every = if place.is_first() { LOOK_EVERY } else { LOOK_EVERY_BEHIND };
            let clock = &self.world.clock;
            let look = clock.now().checked_add(every).unwrap_or(Timestamp::MAX);
            let woken = first(place.woken(), first(clock.sleep_until(look), recall.called()));
            first(woken, self.end_by_deadline(flow, header, book.machine.is_turned())).await;

            let (record, lines) = self.load(run).await?;
            if record.owner != self.world.store.owner() {
                return Err(ExecuteError::Owned { run });
            }
            if !outcome::goes_on(record.status) {
                return Ok(Err(RunOutcome::of_journal(&record, &lines)));
            }
            // Somebody had a word, and it goes on all the same.
            if record.version != book.version() {
                book = Book::replay(stored_state(flow, header)?, &lines, record.version)?;
            }
        }
    }
}
