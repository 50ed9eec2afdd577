//! One attempt of a boundary: its external nodes, then its transaction, then one commit.

mod again;
mod answers;
mod inside;

use std::sync::Arc;
use std::time::Instant;

use hera_core::machine::Attempt;
use hera_core::plan::{Effects, Isolation, Text};
use hera_core::{Entry, Failure, Fault, Machine, NodeIx, NodeState, Step, Work};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::external::{CALL_MS_DEFAULT, Errand, millis};
use super::retry::{Stop, timed_out};
use super::wait::{guarded, within, within_own};
use super::{Drive, DriveError, JOURNAL_ALONE};
use crate::context::{StoreError, Transaction, View};
use crate::flow::{Call, State};
use crate::ports::{Reads, Session, commit_token};

pub(crate) use inside::calls_inside;

/// How long an attempt may take where its boundary does not say it.
const ATTEMPT_MS_DEFAULT: u64 = 60_000;

/// An attempt under way. All that it finds out is its own until it commits.
struct Trial<'a> {
    drive: &'a Drive,
    attempt: Attempt,
    name: Text,
    /// The run as it would be if this attempt committed.
    machine: Machine<State>,
    /// What it would tell the book.
    told: Vec<(Entry<Value>, Map<String, Value>)>,
    /// The open transaction, or the snapshot of a boundary that does not write.
    session: Option<Arc<dyn Session>>,
    snapshot: Option<Arc<dyn Reads>>,
    /// Whether its COMMIT lost against another transaction.
    lost: bool,
    /// Whether a procedure had the transaction in its hands.
    wrote: bool,
    /// What the external node whose turn it is answered, where that breaks an invariant.
    violation: Option<Value>,
    /// The node whose turn it is: what fails without a node of its own fails here.
    current: NodeIx,
    deadline: Timestamp,
}

impl Drive {
    /// Attempts a boundary once, when its time has come, and tells the book how it ended.
    pub(super) async fn attempt(self: Arc<Self>, attempt: Attempt) -> Result<(), DriveError> {
        let work = Work::Boundary(attempt.boundary);
        let not_before = self.not_before(work, attempt.not_before).await;
        self.wait_forward(not_before).await;
        let machine = {
            let mut book = self.book.lock().await;
            if self.halted().is_some() || !book.machine.may_start(work) {
                book.machine.withdraw(work);
                return Ok(());
            }
            book.machine.clone()
        };
        let boundary = self.plan.boundary(attempt.boundary);
        let current = *boundary.nodes.first().ok_or_else(|| Fault::new("an empty boundary"))?;
        let deadline = self.in_ms(boundary.timeout_ms.unwrap_or(ATTEMPT_MS_DEFAULT));
        let mut trial = Trial {
            drive: &self,
            attempt,
            name: boundary.name.clone(),
            machine,
            told: Vec::new(),
            session: None,
            lost: false,
            snapshot: None,
            wrote: false,
            violation: None,
            current,
            deadline,
        };
        let mut lost = 0;
        loop {
            let failed = match trial.run().await {
                Ok(()) => return Ok(()),
                Err(Stop::Failed(failure)) if trial.lost() => {
                    lost += 1;
                    trial.start_again(lost, failure).await?
                }
                Err(Stop::Failed(failure)) => Some(failure),
                Err(Stop::Drive(error)) => return Err(error),
            };
            if let Some(failure) = failed {
                return Box::pin(trial.fail(failure)).await;
            }
        }
    }
}

impl Trial<'_> {
    async fn run(&mut self) -> Result<(), Stop> {
        loop {
            if let Some(error) = self.drive.halted() {
                if matches!(error, DriveError::Recalled(_)) {
                    self.keep_answers().await;
                }
                return Err(Stop::Drive(error));
            }
            match self.machine.step(self.attempt.boundary) {
                Step::Skip(node) => {
                    let id = self.drive.plan.node(node).id.clone();
                    self.tell(Entry::Skipped { node: id }, self.drive.about(node))?;
                }
                Step::Intend(node) => self.intend(node).await?,
                Step::Call(node) => self.call(node).await?,
                Step::Invoke(node) => self.invoke(node).await?,
                Step::Commit => return self.commit().await,
            }
        }
    }

    fn tell(&mut self, entry: Entry<Value>, about: Map<String, Value>) -> Result<(), Fault> {
        self.machine.apply(&entry)?;
        self.told.push((entry, about));
        Ok(())
    }

    fn succeed(&mut self, node: NodeIx, output: Value, since: Instant) -> Result<(), Fault> {
        let id = self.drive.plan.node(node).id.clone();
        let mut about = self.drive.about(node);
        about.insert("attempt".to_owned(), Value::from(self.attempt.attempt));
        about.insert("duration_ms".to_owned(), millis(since.elapsed()));
        self.tell(Entry::Succeeded { node: id, output }, about)
    }

    /// Makes the intent of an external node durable, together with the answers so far: beside the boundary's
    /// transaction, where that is open and the node belongs to it.
    async fn intend(&mut self, node: NodeIx) -> Result<(), Stop> {
        self.current = node;
        self.release()?;
        let drive = self.drive;
        let is_durable =
            || async { drive.book.lock().await.machine.state(node) != NodeState::Pending };
        // The commit before this attempt may have written it already.
        if !is_durable().await {
            let session = self.begin_as(JOURNAL_ALONE).await?;
            let point = format!("intent:{}", drive.plan.node(node).id);
            let answers = self.answers();
            // What it reads of its own transaction is known here alone.
            let input = self.machine.flow().data().input(node)?;
            let write = drive.write(&session, &point, None, |book| {
                for (entry, about) in answers {
                    book.tell(entry, about, drive.now())?;
                }
                match book.machine.state(node) {
                    NodeState::Pending => {
                        let (entry, about) = drive.intent(node, input);
                        book.tell(entry, about, drive.now())
                    }
                    _ => Ok(()),
                }
            });
            write.await?;
            self.forget_answers();
        }
        let facts = drive.plan.node(node);
        let book = drive.book.lock().await;
        let recorded = book.intended(node)?.clone();
        drop(book);
        let compensation = facts.compensation.as_ref().map(|inverse| inverse.procedure.clone());
        let (key, input) = (recorded.key.clone(), recorded.input.clone());
        let entry = Entry::Intent { node: facts.id.clone(), key, input, compensation };
        Ok(self.machine.apply(&entry)?)
    }

    async fn call(&mut self, node: NodeIx) -> Result<(), Stop> {
        self.current = node;
        self.release()?;
        let drive = self.drive;
        let recorded = drive.book.lock().await.intended(node)?.clone();
        let facts = drive.plan.node(node);
        let since = Instant::now();
        let bound = facts.timeout_ms.unwrap_or(CALL_MS_DEFAULT);
        // An earlier attempt may have heard it, and could not write it.
        let answer = match drive.heard.get(&recorded.key) {
            Some(answer) => answer,
            None => {
                let call = drive.call(Errand {
                    purpose: "external",
                    node,
                    procedure: &facts.procedure,
                    recorded: &recorded,
                    undoes: None,
                    deadline: drive.in_ms(bound).min(self.deadline),
                });
                let answer = drive.bounded(self.staying(call).await?)?;
                drive.heard.keep(&recorded.key, &answer);
                answer
            }
        };
        if let Some(failure) = answer.broken {
            self.violation = Some(answer.output);
            return Err(failure.into());
        }
        Ok(self.succeed(node, answer.output, since)?)
    }

    /// Runs a node in the boundary's transaction, or in its view.
    async fn invoke(&mut self, node: NodeIx) -> Result<(), Stop> {
        self.current = node;
        let drive = self.drive;
        let facts = drive.plan.node(node);
        let input = self.machine.flow().data().input(node)?;
        let deadline = || facts.timeout_ms.map_or(Timestamp::MAX, |ms| drive.in_ms(ms));
        let (clock, last) = (&*drive.world.clock, self.deadline);
        let since = Instant::now();
        let call_facts = drive.facts(node, drive.key(node), None);
        let writes = facts.effects == Effects::Transactional;
        let output = if writes {
            let session = self.session().await?;
            self.wrote = true;
            let mut transaction = Transaction::new(call_facts, Arc::clone(&session));
            let call = async {
                let call = Call::Persist(&mut transaction);
                drive.dispatch.invoke(&facts.procedure, call, &input).await
            };
            within_own(clock, &*session, (deadline(), last), guarded(call)).await
        } else {
            let view = View::new(call_facts, self.reads().await?);
            let call = async {
                drive.dispatch.invoke(&facts.procedure, Call::Validate(&view), &input).await
            };
            within(clock, deadline().min(last), guarded(call)).await
        };
        let answer = output.unwrap_or_else(|| Err(timed_out("the procedure")))?;
        let answer = drive.bounded(answer)?;
        // The rollback takes back what breaks an invariant.
        Ok(self.succeed(node, answer.kept()?, since)?)
    }

    /// Commits, or only remembers that there was nothing to write.
    async fn commit(&mut self) -> Result<(), Stop> {
        let drive = self.drive;
        let plan = drive.plan;
        // Who waits for the book, or for the writer, keeps no reader from others.
        self.snapshot = None;
        let entry = Entry::Committed { boundary: self.name.clone(), attempt: self.attempt.attempt };
        self.told.push((entry, Map::new()));
        let has_effect = |node: &NodeIx| {
            plan.node(*node).effects != Effects::None
                && self.machine.state(*node) == NodeState::Done
        };
        let nodes = &plan.boundary(self.attempt.boundary).nodes;
        if !nodes.iter().any(has_effect) && self.remember().await? {
            return Ok(());
        }
        let session = self.session().await?;
        self.session = None;
        let token = commit_token(&self.name);
        let told = self.told.clone();
        let point = format!("commit:{}", self.name);
        // One moment: what was done is durable with the commit.
        let at = drive.now();
        let write = drive.write(&session, &point, Some(&token), |book| {
            told.into_iter().try_for_each(|(entry, about)| book.tell(entry, about, at))
        });
        let written = write.await;
        self.lost = session.lost();
        Ok(written?)
    }

    /// Tells the book without a write: it rides on the next one. Not where the run would be over.
    async fn remember(&mut self) -> Result<bool, Stop> {
        let mut book = self.drive.book.lock().await;
        let mut next = book.clone();
        let at = self.drive.now();
        for (entry, about) in &self.told {
            next.tell(entry.clone(), about.clone(), at)?;
        }
        if next.is_turning() {
            return Ok(false);
        }
        *book = next;
        Ok(true)
    }

    /// Rolls back, and writes that the attempt failed.
    async fn fail(mut self, failure: Failure) -> Result<(), DriveError> {
        if let Some(session) = self.session.take() {
            session.rollback();
        }
        self.snapshot = None; // as in `commit`
        let (drive, attempt, node) = (self.drive, self.attempt, self.current);
        let preserved = self.preserved();
        let answers = self.answers();
        let violation = self.violation.take();
        let point = format!("failure:{}", self.name);
        let tell = |book: &mut super::Book| {
            for (entry, about) in answers {
                book.tell(entry, about, drive.now())?;
            }
            let retries = book.machine.retries(attempt.boundary, node, &failure);
            let (boundary, id) = (self.name, drive.plan.node(node).id.clone());
            let entry = match violation {
                Some(output) => {
                    let attempt = attempt.attempt;
                    Entry::Violated { boundary, attempt, node: id, output, failure }
                }
                None => Entry::AttemptFailed {
                    boundary,
                    attempt: attempt.attempt,
                    node: id,
                    failure,
                    retry_at: retries.then(|| drive.retry_at(attempt.attempt)),
                },
            };
            let mut about = drive.about(node);
            about.extend(preserved);
            book.tell(entry, about, drive.now())
        };
        drive.write_alone(&point, tell).await
    }

    /// Inputs and outputs of the failed attempt, where the policy keeps them.
    fn preserved(&self) -> Map<String, Value> {
        if !self.drive.plan.compensation.preserve_failed_state {
            return Map::new();
        }
        let mut outputs = Map::new();
        for (entry, _) in &self.told {
            if let Entry::Succeeded { node, output } = entry {
                outputs.insert(node.to_string(), output.clone());
            }
        }
        // Where the inputs cannot be bound any more, the outputs alone tell the story.
        let input = self.machine.flow().data().input(self.current).unwrap_or_default();
        Map::from_iter([
            ("failed_input".to_owned(), input),
            ("failed_outputs".to_owned(), Value::Object(outputs)),
        ])
    }

    /// The boundary's transaction; opened when it is needed first.
    async fn session(&mut self) -> Result<Arc<dyn Session>, Stop> {
        if self.session.is_none() {
            self.make_way().await?;
            let session = self.begin().await?;
            let ready = within(&*self.drive.world.clock, self.deadline, session.ready());
            ready.await.unwrap_or(Err(StoreError::Busy))?;
            self.session = Some(session);
        }
        let session = self.session.as_ref().map(Arc::clone);
        Ok(session.ok_or_else(|| Fault::new("a transaction that is not open"))?)
    }

    async fn begin(&self) -> Result<Arc<dyn Session>, Stop> {
        self.begin_as(self.drive.plan.boundary(self.attempt.boundary).isolation).await
    }

    async fn begin_as(&self, isolation: Isolation) -> Result<Arc<dyn Session>, Stop> {
        let begin = self.drive.begin(isolation);
        match within(&*self.drive.world.clock, self.deadline, begin).await {
            Some(session) => Ok(session?),
            None => Err(timed_out("the wait for the database").into()),
        }
    }

    /// What a `validate_only` node sees: the boundary's transaction, if the boundary has one, else a
    /// snapshot.
    async fn reads(&mut self) -> Result<Arc<dyn Reads>, Stop> {
        let plan = self.drive.plan;
        let writes = |node: &NodeIx| plan.node(*node).effects == Effects::Transactional;
        if plan.boundary(self.attempt.boundary).nodes.iter().any(writes) {
            return Ok(self.session().await?);
        }
        if self.snapshot.is_none() {
            self.snapshot = Some(self.drive.world.store.view(self.drive.scope()).await?);
        }
        let snapshot = self.snapshot.as_ref().map(Arc::clone);
        Ok(snapshot.ok_or_else(|| Fault::new("a snapshot that is not open"))?)
    }
}
