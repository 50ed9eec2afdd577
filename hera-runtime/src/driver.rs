//! The driver: performs what the machine of a run says, through the ports.
//!
//! Nothing is written before it has to be: what needs no transaction is remembered and rides on the
//! next commit. Every write is prepared on a copy of the book, committed together with the rows that
//! belong to it, and only then becomes the book, so that journal and memory never differ. The writer
//! is always taken before the book, never the other way round.

mod attempt;
mod back;
mod book;
mod external;
mod predecessor;
mod recall;
mod rest;
mod retry;
mod size;
mod turn;
mod under_way;
mod wait;
mod world;

use std::sync::Arc;

use hera_core::machine::Parked;
use hera_core::plan::Isolation;
use hera_core::{Action, Entry, Fault, NodeIx, Plan};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::context::{Context, Facts, StoreError};
use crate::flow::{Dispatch, Unbound};
use crate::ports::{RunId, Scope, Session};
use crate::watched::Watched;

use recall::{HeardBook, Signal};
use turn::InTurn;
use under_way::UnderWay;

pub(crate) use attempt::calls_inside;
pub(crate) use book::Book;
pub(crate) use predecessor::Predecessor;
pub(crate) use recall::{Heard, Recall};
pub(crate) use rest::Rest;
pub(crate) use size::{json_bytes, unkept};
pub(crate) use wait::{First, first, within};
pub(crate) use world::World;

/// A transaction with nothing but journal in it: the fence decides, by what is committed then.
pub(crate) const JOURNAL_ALONE: Isolation = Isolation::ReadCommitted;

/// Why driving a run stops before the run does. The run stays as it is stored: it is taken over
/// later, and nothing is compensated for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DriveError {
    /// The store failed where no attempt could be repeated.
    Store(StoreError),
    /// Journal, plan and program do not fit together.
    Fault(Fault),
    /// Somebody else wrote into the journal, or is about to: it has to be read again. What answered
    /// meanwhile and could not be written comes with it.
    Recalled(Heard),
    /// Nothing is to be done for long.
    Rests(Rest),
}

impl From<StoreError> for DriveError {
    fn from(error: StoreError) -> DriveError {
        DriveError::Store(error)
    }
}

impl From<Fault> for DriveError {
    fn from(fault: Fault) -> DriveError {
        DriveError::Fault(fault)
    }
}

/// One run, being driven.
pub(crate) struct Drive {
    world: Arc<World>,
    dispatch: Arc<dyn Dispatch>,
    plan: &'static Plan,
    run: RunId,
    context: Arc<Context>,
    book: Mutex<Book>,
    /// The store's term before it was known that the run is this process's.
    term: Option<u64>,
    /// What came before this drive.
    before: Predecessor,
    /// Whose turn it is to write, where the store has one writer.
    turn: Arc<Mutex<()>>,
    /// Whether new work may start.
    signal: Watched<Signal>,
    /// For each node, how often a person let it and its compensation be called anew.
    rounds: Vec<(u32, u32)>,
    /// Answers of external nodes that no write has told yet.
    heard: HeardBook,
}

impl Drive {
    pub(crate) fn new(
        world: Arc<World>,
        dispatch: Arc<dyn Dispatch>,
        plan: &'static Plan,
        run: RunId,
        context: Context,
        term: Option<u64>,
        book: Book,
    ) -> Drive {
        let signal = Watched::new(Signal::of(&book));
        let rounds = |node| (book.machine.round(node), book.machine.undo_round(node));
        let rounds = plan.node_ixs().map(rounds).collect();
        let (context, heard) = (Arc::new(context), HeardBook::default());
        let (book, turn) = (Mutex::new(book), Arc::default());
        let before = Predecessor::default();
        Drive {
            world,
            dispatch,
            plan,
            run,
            context,
            book,
            term,
            before,
            turn,
            signal,
            rounds,
            heard,
        }
    }

    /// Drives the run until it is over or waits for a person, and returns its book.
    ///
    /// # Errors
    /// When driving has to stop before that.
    pub(crate) async fn finish(self: Arc<Self>) -> Result<Box<Book>, DriveError> {
        let mut attempts = UnderWay::default();
        let ended = self.perform(&mut attempts).await;
        if self.is_recalled(&ended) {
            // A call that is under way is worth its answer: nobody has to ask again.
            self.signal.set(Signal::Recalled);
            while attempts.next().await.is_some() {}
            return Err(DriveError::Recalled(self.heard.take()));
        }
        // Whoever goes on with the run finds nobody of this drive at work.
        attempts.shutdown().await;
        ended?;
        let drive = Arc::into_inner(self).ok_or_else(|| Fault::new("an attempt goes on"))?;
        Ok(Box::new(drive.book.into_inner()))
    }

    /// Performs one action after the other.
    async fn perform(self: &Arc<Self>, attempts: &mut UnderWay) -> Result<(), DriveError> {
        loop {
            let mut book = attempts.beside(self.book.lock()).await;
            let action = match self.signal.get() {
                // What is withdrawn would be handed out again at once, and for good.
                Signal::Recalled => return Err(DriveError::Recalled(Heard::default())),
                // What goes forward in the book may be on its way back in the journal.
                Signal::Lost => Action::Await,
                Signal::Forward | Signal::Turned => book.machine.next(),
            };
            drop(book);
            match action {
                Action::Run(ready) => {
                    if attempts.is_empty() {
                        self.rest(ready.iter().map(|attempt| attempt.not_before)).await?;
                    }
                    for attempt in ready {
                        attempts.start(Arc::clone(self).attempt(attempt));
                    }
                }
                Action::Await => match first(attempts.next(), self.recalled()).await {
                    First::Left(Some(ended)) => ended?,
                    First::Left(None) => {
                        return Err(Fault::new("nothing is under way to wait for").into());
                    }
                    First::Right(()) => return Err(DriveError::Recalled(Heard::default())),
                },
                Action::Resolve(retrial) => {
                    self.rest([retrial.not_before]).await?;
                    self.resolve(retrial).await?;
                }
                Action::Compensate(retrial) => {
                    self.rest([retrial.not_before]).await?;
                    self.compensate(retrial).await?;
                }
                Action::Park(parked) => self.park(parked).await?,
                Action::Idle | Action::Done(_) => return self.settle().await,
            }
        }
    }

    /// Makes the end durable where it did not ride on the last write: work that waited in a back-off
    /// is given up without one.
    async fn settle(&self) -> Result<(), DriveError> {
        if self.book.lock().await.is_durable() {
            return Ok(());
        }
        self.write_alone("end", |_| Ok(())).await
    }

    async fn park(&self, parked: Parked) -> Result<(), DriveError> {
        let node = self.plan.node(parked.node).id.clone();
        let entry = Entry::Parked { direction: parked.direction, node, reason: parked.reason };
        self.write_alone("park", |book| book.tell(entry, Map::new(), self.now())).await
    }

    /// Writes outside any boundary: in a transaction of its own, which reads nothing that others change.
    async fn write_alone(
        &self,
        point: &str,
        tell: impl FnOnce(&mut Book) -> Result<(), Fault>,
    ) -> Result<(), DriveError> {
        let session = self.begin(JOURNAL_ALONE).await?;
        self.write(&session, point, None, tell).await
    }

    /// Makes facts durable together with what `session` has written, and the run's book with them.
    ///
    /// After an error the session is over and the book is as it was. `token` tells whether a COMMIT
    /// whose answer was lost took place.
    async fn write(
        &self,
        session: &Arc<dyn Session>,
        point: &str,
        token: Option<&str>,
        tell: impl FnOnce(&mut Book) -> Result<(), Fault>,
    ) -> Result<(), DriveError> {
        let mut book = self.book.lock().await;
        let mut next = book.clone();
        tell(&mut next)?;
        self.foresee(&mut next)?;
        let write = next.write(self.run, &self.context, self.now());
        self.reach("before", point).await;
        let written = session.commit(Some(write)).await;
        self.reach("after", point).await;
        if let Err(error) = written {
            let lost = matches!(error, StoreError::Unavailable { .. });
            let landed = match token {
                Some(token) if lost => self.has_landed(token, next.version()).await?,
                _ => false,
            };
            if !landed {
                self.may_have_turned(lost && next.machine.is_turned(), &book);
                return Err(error.into());
            }
        }
        self.turn(&next);
        *book = next;
        Ok(())
    }

    /// Whether a COMMIT whose answer was lost took place, and made this version. The token alone does not tell:
    /// whoever took the run over meanwhile has done the same work, with other outputs.
    async fn has_landed(&self, token: &str, version: i64) -> Result<bool, StoreError> {
        let store = &self.world.store;
        if !store.committed(self.run, token).await? {
            return Ok(false);
        }
        match store.fencing(self.run).await? == Some((store.owner(), version)) {
            true => Ok(true),
            false => Err(StoreError::Fenced { run: self.run.0 }),
        }
    }

    /// Adds what has to be durable next anyway: it rides on this write and saves one.
    fn foresee(&self, book: &mut Book) -> Result<(), Fault> {
        // Nothing comes next here: what is not begun has no intent.
        if self.halted().is_some() {
            return Ok(());
        }
        for node in book.machine.due_intents() {
            // One that cannot be called has no intent; its own attempt says so.
            let Some(input) = bound(book.data().input(node))? else { continue };
            let (entry, about) = self.intent(node, input);
            book.tell(entry, about, self.now())?;
        }
        if !book.machine.is_turned() {
            return Ok(());
        }
        match book.machine.clone().next() {
            Action::Park(Parked { direction, node, reason }) => {
                let node = self.plan.node(node).id.clone();
                book.tell(Entry::Parked { direction, node, reason }, Map::new(), self.now())
            }
            Action::Compensate(retrial) if self.needs_undo_intent(book, retrial.node) => {
                let node = retrial.node;
                let Some(input) = bound(book.data().compensation_input(node))? else {
                    return Ok(());
                };
                let (entry, about) = self.undo_intent(node, input);
                book.tell(entry, about, self.now())
            }
            _ => Ok(()),
        }
    }

    async fn begin(&self, isolation: Isolation) -> Result<Arc<dyn Session>, StoreError> {
        let store = &self.world.store;
        if store.writes_beside_transactions() {
            return store.begin(self.scope(), isolation).await;
        }
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let session = store.begin(self.scope(), isolation).await?;
        Ok(Arc::new(InTurn::new(session, turn)))
    }

    fn scope(&self) -> Scope {
        let (organization_id, actor_id) = (self.context.organization_id, self.context.actor_id);
        Scope { organization_id, actor_id }
    }

    fn now(&self) -> Timestamp {
        self.world.clock.now()
    }

    fn in_ms(&self, ms: u64) -> Timestamp {
        let wait = SignedDuration::from_millis(i64::try_from(ms).unwrap_or(i64::MAX));
        self.now().checked_add(wait).unwrap_or(Timestamp::MAX)
    }

    async fn reach(&self, when: &str, point: &str) {
        if let Some(crash) = &self.world.crash {
            crash.reach(&format!("{when}:{point}")).await;
        }
    }

    /// The key that goes with every call of a node.
    fn key(&self, node: NodeIx) -> String {
        self.derive("node", node, self.rounds[node.0 as usize].0)
    }

    /// The key that goes with every call of a node's compensation.
    fn undo_key(&self, node: NodeIx) -> String {
        self.derive("undo", node, self.rounds[node.0 as usize].1)
    }

    /// The same at every attempt. What said no is called anew in another round, if a person says so.
    fn derive(&self, purpose: &str, node: NodeIx, round: u32) -> String {
        let id = &self.plan.node(node).id;
        let name = match round {
            0 => format!("{purpose}/{id}"),
            round => format!("{purpose}/{id}/{round}"),
        };
        Uuid::new_v5(&self.run.0, name.as_bytes()).to_string()
    }

    fn facts(&self, node: NodeIx, key: String, undoes: Option<String>) -> Facts {
        Facts {
            context: Arc::clone(&self.context),
            node: Arc::from(&*self.plan.node(node).id),
            key,
            undoes,
            now: self.now(),
            ids: Arc::clone(&self.world.ids),
        }
    }

    /// What a journal line says about a node besides its entry.
    fn about(&self, node: NodeIx) -> Map<String, Value> {
        let mut about = Map::new();
        let procedure = self.plan.node(node).procedure.to_string();
        about.insert("procedure".to_owned(), Value::String(procedure));
        about.insert("key".to_owned(), Value::String(self.key(node)));
        about
    }
}

/// Inputs, where there are such as can be called with.
fn bound(input: Result<Value, Unbound>) -> Result<Option<Value>, Fault> {
    match input {
        Ok(input) => Ok(Some(input)),
        Err(unbound) => unbound.failure().map(|_| None),
    }
}
