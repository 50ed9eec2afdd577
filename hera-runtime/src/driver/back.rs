//! The way back: what is in doubt is asked, what stands is undone, each step durable.

use std::sync::Arc;

use hera_core::machine::Retrial;
use hera_core::plan::{Compensation, Effects, Isolation};
use hera_core::{Entry, Failure, FailureKind, Fault, NodeIx, Work};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::book::{Book, CALLED_AT};
use super::external::{CALL_MS_DEFAULT, Errand};
use super::retry::{Stop, timed_out};
use super::wait::{First, first, guarded, within, within_own};
use super::{Drive, DriveError, Heard, JOURNAL_ALONE};
use crate::context::{StoreError, Transaction, View};
use crate::flow::{Answer, Call};
use crate::ports::{Session, undo_token};

impl Drive {
    /// Asks an external node in doubt again, to learn what became of it.
    pub(super) async fn resolve(&self, retrial: Retrial) -> Result<(), DriveError> {
        let node = retrial.node;
        self.wait_back(Work::Resolve(node), retrial.not_before).await?;
        let (facts, called) = (self.plan.node(node), self.now());
        let recorded = self.book.lock().await.intended(node)?.clone();
        let errand = Errand {
            purpose: "resolve",
            node,
            procedure: &facts.procedure,
            recorded: &recorded,
            undoes: None,
            deadline: self.in_ms(facts.timeout_ms.unwrap_or(CALL_MS_DEFAULT)),
        };
        let answer = match self.heard.get(&recorded.key) {
            Some(answer) => Ok(answer),
            None => self.call(errand).await.and_then(|answer| Ok(self.bounded(answer)?)),
        };
        let answer = match answer {
            Ok(answer) => Ok(answer),
            Err(Stop::Failed(failure)) => Err(failure),
            Err(Stop::Drive(error)) => return Err(error),
        };
        let id = facts.id.clone();
        let tell = |book: &mut Book| {
            let mut about = self.about(node);
            let entry = match answer {
                Ok(Answer { output, broken }) => Entry::ResolvedDone { node: id, output, broken },
                Err(failure) if failure.kind == FailureKind::Declared => {
                    Entry::ResolvedNoEffect { node: id, failure }
                }
                Err(failure) => {
                    let retries = book.machine.resolve_retries(node);
                    let retry_at = retries.then(|| self.retry_at(retrial.attempt));
                    about.insert(CALLED_AT.to_owned(), called.to_string().into());
                    Entry::ResolveFailed { node: id, attempt: retrial.attempt, failure, retry_at }
                }
            };
            book.tell(entry, about, self.now())
        };
        self.write_alone(&format!("resolved:{}", facts.id), tell).await
    }

    /// Undoes a node once.
    pub(super) async fn compensate(&self, retrial: Retrial) -> Result<(), DriveError> {
        let node = retrial.node;
        self.wait_back(Work::Compensate(node), retrial.not_before).await?;
        let inverse = self.plan.node(node).compensation.as_ref();
        let inverse = inverse.ok_or_else(|| Fault::new("a node without compensation"))?;
        let undone = match inverse.effects {
            Effects::External => self.undo_outside(retrial, inverse).await,
            Effects::Transactional => self.undo_inside(retrial, inverse).await,
            Effects::None => self.undo_nothing(retrial, inverse).await,
        };
        match undone {
            Ok(()) => Ok(()),
            Err(Stop::Failed(failure)) => self.compensation_failed(retrial, failure).await,
            Err(Stop::Drive(error)) => Err(error),
        }
    }

    async fn undo_outside(&self, retrial: Retrial, inverse: &Compensation) -> Result<(), Stop> {
        let node = retrial.node;
        let id = &self.plan.node(node).id;
        if !self.book.lock().await.machine.compensation_intended(node) {
            let point = format!("undo_intent:{id}");
            let input = self.book.lock().await.data().compensation_input(node)?;
            let (entry, about) = self.undo_intent(node, input);
            let tell = |book: &mut Book| book.tell(entry, about, self.now());
            // Without a durable intent there is nothing that could have failed.
            self.write_alone(&point, tell).await.map_err(Stop::Drive)?;
        }
        let book = self.book.lock().await;
        let recorded = book.undo_intended(node)?.clone();
        // Intents of calls that were made under another key are in the journal: that key counts.
        let undoes = book.intended(node).map_or_else(|_| self.key(node), |call| call.key.clone());
        drop(book);
        let errand = Errand {
            purpose: "undo",
            node,
            procedure: &inverse.procedure,
            recorded: &recorded,
            undoes: Some(undoes),
            deadline: self.undo_deadline(),
        };
        self.call(errand).await?.kept()?;
        let session = self.begin(JOURNAL_ALONE).await?;
        self.undone(&session, retrial).await
    }

    async fn undo_inside(&self, retrial: Retrial, inverse: &Compensation) -> Result<(), Stop> {
        let deadline = self.undo_deadline();
        let mut lost = 0;
        loop {
            let ready = async {
                let session = self.begin(Isolation::Serializable).await?;
                session.ready().await?;
                Ok::<_, StoreError>(session)
            };
            let session = within(&*self.world.clock, deadline, ready).await;
            let session = session.ok_or_else(|| timed_out("the wait for the database"))??;
            let undone = self.undo_in(&session, retrial, inverse, deadline).await;
            // Another transaction won: nobody failed.
            let has_lost = matches!(undone, Err(Stop::Failed(_))) && session.lost();
            session.rollback();
            lost += u32::from(has_lost);
            if !has_lost || !self.again_after(lost).await {
                return undone;
            }
        }
    }

    async fn undo_in(
        &self,
        session: &Arc<dyn Session>,
        retrial: Retrial,
        inverse: &Compensation,
        deadline: Timestamp,
    ) -> Result<(), Stop> {
        let node = retrial.node;
        let input = self.book.lock().await.data().compensation_input(node)?;
        let facts = self.facts(node, self.undo_key(node), Some(self.key(node)));
        let mut transaction = Transaction::new(facts, Arc::clone(session));
        let call = async {
            let call = Call::Persist(&mut transaction);
            self.dispatch.invoke(&inverse.procedure, call, &input).await
        };
        let until = (deadline, Timestamp::MAX);
        let answer = within_own(&*self.world.clock, &**session, until, guarded(call)).await;
        answer.unwrap_or_else(|| Err(timed_out("the compensation")))?.kept()?;
        self.undone(session, retrial).await
    }

    async fn undo_nothing(&self, retrial: Retrial, inverse: &Compensation) -> Result<(), Stop> {
        let node = retrial.node;
        let input = self.book.lock().await.data().compensation_input(node)?;
        let facts = self.facts(node, self.undo_key(node), Some(self.key(node)));
        let view = View::new(facts, self.world.store.view(self.scope()).await?);
        let call =
            async { self.dispatch.invoke(&inverse.procedure, Call::Validate(&view), &input).await };
        let answer = within(&*self.world.clock, self.undo_deadline(), guarded(call)).await;
        answer.unwrap_or_else(|| Err(timed_out("the compensation")))?.kept()?;
        drop(view);
        let session = self.begin(JOURNAL_ALONE).await?;
        self.undone(&session, retrial).await
    }

    async fn undone(&self, session: &Arc<dyn Session>, retrial: Retrial) -> Result<(), Stop> {
        let id = self.plan.node(retrial.node).id.clone();
        let (point, token) = (format!("undone:{id}"), undo_token(&id));
        let entry = Entry::Compensated { node: id, attempt: retrial.attempt };
        let about = self.undo_about(retrial.node);
        let tell = |book: &mut Book| book.tell(entry, about, self.now());
        Ok(self.write(session, &point, Some(&token), tell).await?)
    }

    async fn compensation_failed(
        &self,
        retrial: Retrial,
        failure: Failure,
    ) -> Result<(), DriveError> {
        let Retrial { node, attempt, .. } = retrial;
        let id = self.plan.node(node).id.clone();
        let point = format!("undo_failure:{id}");
        let tell = |book: &mut Book| {
            let retries = book.machine.compensation_retries(node, &failure);
            let retry_at = retries.then(|| self.retry_at(attempt));
            let entry = Entry::CompensationFailed { node: id, attempt, failure, retry_at };
            book.tell(entry, self.undo_about(node), self.now())
        };
        self.write_alone(&point, tell).await
    }

    /// Whether a node is undone by a call that needs an intent first, and has none.
    pub(super) fn needs_undo_intent(&self, book: &Book, node: NodeIx) -> bool {
        let inverse = self.plan.node(node).compensation.as_ref();
        inverse.is_some_and(|inverse| inverse.effects == Effects::External)
            && !book.machine.compensation_intended(node)
    }

    /// The intent of an external compensation.
    pub(super) fn undo_intent(
        &self,
        node: NodeIx,
        input: Value,
    ) -> (Entry<Value>, Map<String, Value>) {
        let (node_id, key) = (self.plan.node(node).id.clone(), self.undo_key(node));
        let entry = Entry::CompensationIntent { node: node_id, key, input };
        (entry, self.undo_about(node))
    }

    fn undo_about(&self, node: NodeIx) -> Map<String, Value> {
        let mut about = Map::new();
        if let Some(inverse) = &self.plan.node(node).compensation {
            let procedure = Value::String(inverse.procedure.to_string());
            about.insert("procedure".to_owned(), procedure);
        }
        about.insert("key".to_owned(), Value::String(self.undo_key(node)));
        about
    }

    fn undo_deadline(&self) -> Timestamp {
        self.in_ms(self.plan.compensation.timeout_ms.unwrap_or(CALL_MS_DEFAULT))
    }

    /// Waits until the time of a retrial has come. Nothing turns a run on its way back; but it may be called
    /// back.
    async fn wait_back(&self, work: Work, policy: Option<i64>) -> Result<(), DriveError> {
        let not_before = self.not_before(work, policy).await;
        let at = not_before.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let Some(at) = at else { return Ok(()) };
        match first(self.world.clock.sleep_until(at), self.recalled()).await {
            First::Left(()) => Ok(()),
            First::Right(()) => Err(DriveError::Recalled(Heard::default())),
        }
    }
}
