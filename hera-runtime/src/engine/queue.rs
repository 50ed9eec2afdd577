//! Runs with the same concurrency key go one at a time: who waits for whom.
//!
//! The key is in the store, and belongs to a run until it is over: while it is driven, undone or parked,
//! whatever becomes of its process. Where its plan says so, a run that parks gives its key up in the very
//! commit that parks it, and lines up again once somebody lets it go on. A run that waits is durable; first
//! in, first out, by admission. Here is only who is woken when a run of this process gives its key back. What others do is told by the store, or
//! seen by looking.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::Status;
use serde_json::Value;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::active::Slot;
use super::hands::Hand;
use super::outcome::{self, ExecuteError, RunOutcome};
use super::{Shared, stored_state};
use crate::context::{Context, StoreError};
use crate::driver::{Book, JOURNAL_ALONE, Recall, first};
use crate::flow::{BoxFuture, FieldInfo, FlowDef, Refusal};
use crate::ports::{News, RunHeader, RunId, Scope, Store};
use crate::wire::Problem;

/// How much more seldom than the first in line all others look whether their turn has come elsewhere.
const BEHIND: u32 = 10;
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

    /// The first in line looks at once: the key may be free.
    pub(super) fn release(&self, key: &Key) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.get_mut(key);
        if let Some((_, wake)) = line.and_then(Waiting::pop_first) {
            let _ = wake.send(()); // who went away does not wait
        }
    }

    fn is_first(&self, key: &Key, run: RunId) -> bool {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = lines.get(key).and_then(|line| line.keys().next());
        first.is_none_or(|first| *first >= run)
    }
}

impl Place {
    fn is_first(&self) -> bool {
        self.queue.is_first(&self.key, self.run)
    }

    /// Returns once it is woken here, or another process told (`told`) that the key is free while this is
    /// the first in line.
    async fn woken<'a>(&mut self, store: &'a dyn Store, mut told: BoxFuture<'a, ()>) {
        let Place { queue, key, run, woken } = self;
        let elsewhere = async {
            loop {
                told.await;
                if queue.is_first(key, *run) {
                    return;
                }
                told = store.woken(free(key));
            }
        };
        // The sender is in the line as long as this is.
        first(woken, elsewhere).await;
    }

    /// Leaves the line without the key: who comes next may have to look.
    fn give_way(self) {
        let (queue, key) = (self.queue.clone(), self.key.clone());
        drop(self);
        queue.release(&key);
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

/// The news that a key is free.
fn free((organization_id, key): &Key) -> News<'_> {
    News::KeyFree { organization_id: *organization_id, key }
}

/// The concurrency key of a request, as text: what the payload says, or the declared default of what it does
/// not say.
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
    let default = || flow.plan.run.key_default.as_deref().map(Value::from);
    let value = if value.is_null() { default().unwrap_or_default() } else { value };
    let key = match value {
        Value::Null => {
            return Err(refused("is the concurrency key, and has to be there".to_owned()));
        }
        Value::String(text) => spelled(flow.fields, field, text),
        other => other.to_string(),
    };
    match key.len() {
        1..=KEY_BYTES_MAX => Ok(Some(key)),
        _ => Err(refused(format!("is the concurrency key: 1 to {KEY_BYTES_MAX} bytes"))),
    }
}

/// An id in its one spelling: the same cart is the same key, whoever writes it in capitals.
fn spelled(fields: &[FieldInfo], field: &str, text: String) -> String {
    let is_uuid = fields.iter().any(|info| info.name == field && info.ty == "uuid");
    let id = is_uuid.then(|| text.parse::<Uuid>().ok()).flatten();
    id.map_or(text, |id| id.to_string())
}

/// The key of a run, if it needs one.
fn key_of_run(header: &RunHeader) -> Option<Key> {
    Some((header.context.organization_id, header.concurrency_key.clone()?))
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

    /// Lets those go on who wait for the key of a run, if it has it no more.
    pub(super) async fn over(&self, flow: &FlowDef, status: Status, header: &RunHeader) {
        let is_final = status.is_final();
        if is_final {
            self.late.forget(header.id);
        }
        if is_final || status == Status::Parked && flow.plan.run.releases_parked {
            self.give_back(header).await;
        }
    }

    /// A run is over, or parked without its key: that is free, here and in other processes.
    pub(super) async fn give_back(&self, header: &RunHeader) {
        let Some(key) = key_of_run(header) else { return };
        self.queue.release(&key);
        self.world.store.tell(free(&key)).await;
    }

    /// Waits until a run has its concurrency key, if it needs one. Gives its book, or how it ended while it
    /// waited. Meanwhile the `hand` that goes on with it is free for others.
    pub(super) async fn line_up(
        self: &Arc<Self>,
        slot: &Slot,
        flow: &'static FlowDef,
        header: &RunHeader,
        book: Box<Book>,
        hand: &mut Option<Hand>,
    ) -> Result<Result<Box<Book>, RunOutcome>, ExecuteError> {
        match key_of_run(header) {
            None => Ok(Ok(book)),
            // Most need no key, and hold nothing of what waits for one.
            Some(key) => Box::pin(self.wait_in_line(slot, flow, header, book, hand, key)).await,
        }
    }

    async fn wait_in_line(
        self: &Arc<Self>,
        slot: &Slot,
        flow: &'static FlowDef,
        header: &RunHeader,
        mut book: Box<Book>,
        hand: &mut Option<Hand>,
        key: Key,
    ) -> Result<Result<Box<Book>, RunOutcome>, ExecuteError> {
        let (run, store) = (header.id, &*self.world.store);
        let mut before = None;
        loop {
            let recall = Recall::loose();
            slot.driven(run, recall.clone(), book.version());
            if self.is_stopping() {
                return Err(ExecuteError::ShuttingDown);
            }
            let mut place = self.queue.join(key.clone(), run);
            // From before the store is asked, so that nothing is told in between.
            let (told, word) = (store.woken(free(&key)), store.woken(News::Act(run)));
            match store.acquire(run).await {
                Ok(None) => {
                    if let Some(hand) = hand {
                        hand.go_on().await;
                    }
                    return Ok(Ok(book));
                }
                Ok(Some(other))
                    if store.fencing(run).await? == Some((store.owner(), book.version())) =>
                {
                    // For a second look, at least: perhaps nobody has that one in hand.
                    if before.replace(other) == Some(other) {
                        self.go_on_for_others(other);
                    }
                }
                // Somebody had a word since it was read, or took it over: that is seen below.
                Ok(Some(_)) | Err(StoreError::Fenced { .. }) => recall.call(),
                Err(error) => return Err(error.into()),
            }
            if let Some(Err(full)) = hand.as_mut().map(Hand::line_up) {
                place.give_way();
                return Err(full);
            }
            let look = self.world.next_look(if place.is_first() { 1 } else { BEHIND });
            let look = first(self.world.clock.sleep_until(look), recall.called());
            let woken = first(place.woken(store, told), first(word, look));
            first(woken, self.end_by_deadline(flow, header, book.machine.is_turned())).await;

            let (record, lines) = self.load(run).await?;
            if record.owner != store.owner() {
                place.give_way();
                return Err(ExecuteError::Owned { run });
            }
            if !outcome::goes_on(record.status) {
                place.give_way();
                return Ok(Err(RunOutcome::of_journal(&record, &lines)));
            }
            // Somebody had a word, and it goes on all the same.
            if record.version != book.version() {
                *book = Book::replay(stored_state(flow, header)?, &record, &lines)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::memory::{MemoryDatabase, Settings};

    #[test]
    fn an_id_is_one_key_however_it_is_spelled() {
        let field = |name, ty| FieldInfo { name, ty, origin: "payload", required: true };
        let fields = [field("cart_id", "uuid"), field("code", "string")];
        let capitals = "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11";
        let key = |name| spelled(&fields, name, capitals.to_owned());
        assert_eq!(key("cart_id"), capitals.to_lowercase());
        assert_eq!(key("code"), capitals);
        assert_eq!(spelled(&fields, "cart_id", "none".to_owned()), "none");
    }

    #[tokio::test]
    async fn who_leaves_the_line_without_the_key_wakes_the_next() {
        let clock = Arc::new(crate::ports::SystemClock);
        let store = MemoryDatabase::new(Settings::EMBEDDED, clock).open(Uuid::nil());
        let (queue, key) = (Queue::default(), (Uuid::nil(), "key".to_owned()));
        let run = |number| RunId(Uuid::from_u128(number));
        let (one, mut two) = (queue.join(key.clone(), run(1)), queue.join(key.clone(), run(2)));
        assert!(one.is_first() && !two.is_first());
        one.give_way();
        assert!(two.is_first());
        two.woken(&store, store.woken(free(&key))).await;
    }
}
