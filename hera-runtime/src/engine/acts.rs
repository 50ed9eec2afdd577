//! A person's word on a run: cancel, retry, compensate.
//!
//! An act is one write of the journal, fenced by the version that it was decided on, whoever owns the
//! run: whichever commits first wins, and the other decides again on what is there then.

use std::sync::Arc;

use hera_core::{Entry, NodeState, Status};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::active::Claim;
use super::hands::Hand;
use super::outcome::{ExecuteError, RunOutcome};
use super::queue::key_of;
use super::serve::By;
use super::{Engine, Shared, detached, stored_state};
use crate::context::{Context, StoreError};
use crate::driver::{Book, JOURNAL_ALONE, json_bytes, unkept};
use crate::flow::FlowState;
use crate::ports::{Fence, JournalLine, JournalWrite, News, RunId, RunRecord, Scope};

/// The longest reason, in bytes.
const REASON_BYTES_MAX: usize = 2_000;
/// How often an act is decided again because the run moved on.
const DECISIONS_MAX: u32 = 100;

/// Who acts on a run, and why: stands in its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who acts.
    pub actor_id: Uuid,
    /// Why, for whoever reads the journal: 1 to 2,000 bytes.
    pub reason: String,
}

impl Engine {
    /// Ends a run: nothing of it goes forward any more, and what it did is taken back. A call to the
    /// outside that is under way is waited for.
    ///
    /// # Errors
    /// When the run is past its pivot, over, or on its way back; or driving it has to stop.
    pub async fn cancel(&self, run: RunId, act: Act) -> Result<RunOutcome, ExecuteError> {
        let entry = Entry::CancelRequested { reason: act.reason.clone() };
        self.act(run, act, "cancel", entry, None).await
    }

    /// Lets a parked run go on: forward from the boundary that failed, or with the compensations that
    /// failed. `payload` replaces the run's own, whole; what is done must not have read what changes.
    ///
    /// # Errors
    /// When the run is not parked, or the payload cannot be; or driving it has to stop.
    pub async fn retry(
        &self,
        run: RunId,
        act: Act,
        payload: Option<Value>,
    ) -> Result<RunOutcome, ExecuteError> {
        let entry = Entry::RetryRequested { reason: act.reason.clone(), payload };
        self.act(run, act, "retry", entry, None).await
    }

    /// The same as the engine's own word, on the run as it was `seen`: of several processes that see it due, one
    /// says it.
    pub(super) async fn retry_later(
        &self,
        run: RunId,
        seen: i64,
        act: Act,
        hand: Hand,
    ) -> Result<RunOutcome, ExecuteError> {
        let entry = Entry::RetryRequested { reason: act.reason.clone(), payload: None };
        self.act(run, act, "retry", entry, Some((Some(seen), hand))).await
    }

    /// A cancel in the engine's own name.
    pub(super) async fn cancel_overdue(
        &self,
        run: RunId,
        act: Act,
        hand: Hand,
    ) -> Result<RunOutcome, ExecuteError> {
        let entry = Entry::CancelRequested { reason: act.reason.clone() };
        self.act(run, act, "cancel", entry, Some((None, hand))).await
    }

    /// Sends a run back that is parked forward: what can be undone is undone, the rest stays.
    ///
    /// # Errors
    /// When the run is not parked forward; or driving it has to stop.
    pub async fn compensate(&self, run: RunId, act: Act) -> Result<RunOutcome, ExecuteError> {
        let entry = Entry::CompensateRequested { reason: act.reason.clone() };
        self.act(run, act, "compensate", entry, None).await
    }

    async fn act(
        &self,
        run: RunId,
        act: Act,
        name: &'static str,
        entry: Entry<Value>,
        own: Option<(Option<i64>, Hand)>,
    ) -> Result<RunOutcome, ExecuteError> {
        // The engine's own words are as many as it has hands.
        let gate = &self.shared.gate;
        let inside = if own.is_some() { gate.visit()? } else { gate.word()? };
        let shared = self.shared.clone();
        let (seen, by) = match own {
            Some((seen, hand)) => (seen, By::Hand(hand)),
            None => (None, By::Word),
        };
        let work = async move {
            match shared.say(run, seen, &act, name, &entry).await {
                Ok(version) => {
                    let gone_on = shared.go_on(run, version, by).await;
                    shared.kept(run, gone_on).await
                }
                Err(error) => Err(shared.kept_if_said(run, error).await),
            }
        };
        detached(inside, Box::pin(work)).await
    }
}

impl Shared {
    /// Writes an act into the journal of a run, or says why it cannot be. Gives the version that it made. One that
    /// was decided on what was `seen` counts for that version alone.
    pub(super) async fn say(
        &self,
        run: RunId,
        seen: Option<i64>,
        act: &Act,
        name: &'static str,
        entry: &Entry<Value>,
    ) -> Result<i64, ExecuteError> {
        let length = act.reason.trim().len();
        if length == 0 || act.reason.len() > REASON_BYTES_MAX {
            let reason = format!("it needs a reason of 1 to {REASON_BYTES_MAX} bytes");
            return Err(ExecuteError::ActRefused { run, act: name, reason });
        }
        if let Some(what) = unkept(&Value::String(act.reason.clone())) {
            let reason = format!("its reason has {what}; a journal takes none of that");
            return Err(ExecuteError::ActRefused { run, act: name, reason });
        }
        for _ in 0..DECISIONS_MAX {
            match self.say_once(run, seen, act, name, entry).await {
                // Somebody else committed first.
                Err(ExecuteError::Store(StoreError::Fenced { .. })) => {}
                said => return said,
            }
        }
        Err(ExecuteError::Store(StoreError::Fenced { run: run.0 }))
    }

    async fn say_once(
        &self,
        run: RunId,
        seen: Option<i64>,
        act: &Act,
        name: &'static str,
        entry: &Entry<Value>,
    ) -> Result<i64, ExecuteError> {
        let refused = |reason: String| ExecuteError::ActRefused { run, act: name, reason };
        if let Entry::RetryRequested { payload: Some(payload), .. } = entry {
            if let Some(what) = unkept(payload) {
                return Err(ExecuteError::PayloadUnfit { what });
            }
            let (bytes, bytes_max) = (json_bytes(payload), self.gate.limits().payload_bytes_max);
            if bytes > bytes_max {
                return Err(ExecuteError::PayloadTooLong { bytes, bytes_max });
            }
        }
        let (record, lines) = self.load(run).await?;
        if record.status.is_final() {
            let pruned = if record.pruned.is_some() { ", and pruned" } else { "" };
            return Err(refused(format!("it is {}{pruned}", record.status.as_str())));
        }
        if seen.is_some_and(|seen| seen != record.version) {
            return Err(refused("it has moved on".to_owned()));
        }
        let lines_max = self.gate.limits().journal_lines_max;
        if lines.len() >= lines_max && matches!(entry, Entry::RetryRequested { .. }) {
            let reason = format!("its journal has {} lines; {lines_max} are enough", lines.len());
            return Err(refused(reason));
        }
        let about = Map::from_iter([("actor".to_owned(), act.actor_id.to_string().into())]);
        let flow = match self.flow_of(&record.header) {
            Ok((_, flow)) => flow,
            Err(_) if lines.is_empty() && matches!(entry, Entry::CancelRequested { .. }) => {
                return self.end_untouched(&record, act, entry.clone(), about).await;
            }
            Err(missing) => return Err(missing),
        };
        let state = stored_state(flow, &record.header)?;
        let mut book = Book::replay(state, &record, &lines)?;
        let before = book.clone();
        let now = self.world.clock.now();
        book.act(entry.clone(), about, now).map_err(|fault| refused(fault.message))?;
        if let Entry::RetryRequested { payload: Some(payload), .. } = entry {
            let key = key_of(flow, &record.header.context, payload);
            if key.as_ref() != Ok(&record.header.concurrency_key) {
                return Err(refused("the payload changes its concurrency key".to_owned()));
            }
            keeps_what_is_done(&before, payload).map_err(refused)?;
        }

        let context = Context { actor_id: act.actor_id, ..record.header.context.clone() };
        let scope = Scope { organization_id: context.organization_id, actor_id: act.actor_id };
        let write = book.write(run, &context, now);
        self.reach(&format!("before:act:{name}")).await;
        let session = self.world.store.begin(scope, JOURNAL_ALONE).await?;
        let written = session.commit(Some(write)).await;
        self.reach(&format!("after:act:{name}")).await;
        written?;
        self.over(flow, book.machine.status(), &record.header).await;
        if record.owner != self.world.store.owner() {
            self.world.store.tell(News::Act(run)).await;
        }
        Ok(record.version + 1)
    }

    /// Ends a run of which nothing is done, and whose plan is not in this program: nothing of it has to be known for
    /// that, and those go on who wait for its concurrency key.
    async fn end_untouched(
        &self,
        record: &RunRecord,
        act: &Act,
        entry: Entry<Value>,
        about: Map<String, Value>,
    ) -> Result<i64, ExecuteError> {
        let (header, at) = (&record.header, self.world.clock.now());
        let scope =
            Scope { organization_id: header.context.organization_id, actor_id: act.actor_id };
        let write = JournalWrite {
            run: header.id,
            organization_id: scope.organization_id,
            actor_id: scope.actor_id,
            fence: Fence::Act { version: record.version, takes: false },
            turns: true,
            status: Status::Cancelled,
            releases: false,
            error: None,
            lines: vec![JournalLine { number: 1, at, entry, about }],
            at,
        };
        let session = self.world.store.begin(scope, JOURNAL_ALONE).await?;
        session.commit(Some(write)).await?;
        self.give_back(header).await;
        if record.owner != self.world.store.owner() {
            self.world.store.tell(News::Act(header.id)).await;
        }
        Ok(record.version + 1)
    }

    /// Goes on with a run after an act: here, or wherever its owner lives.
    async fn go_on(
        self: &Arc<Self>,
        run: RunId,
        version: i64,
        by: By,
    ) -> Result<RunOutcome, ExecuteError> {
        let (record, lines) = self.load(run).await?;
        let (code, mut by) = (&record.header.code, Some(by));
        loop {
            match self.active.claim(code) {
                Claim::Mine(slot) => {
                    let (now, journal) = self.load(run).await?;
                    let by = by.take().unwrap_or(By::Word);
                    match self.resume_in(&slot, now, &journal, by).await {
                        Err(ExecuteError::Owned { .. }) => {
                            let owner =
                                self.world.store.fencing(run).await?.map(|(owner, _)| owner);
                            // Its owner lives elsewhere, and finds the act at its next commit.
                            if owner != Some(self.world.store.owner()) {
                                return Ok(RunOutcome::of_journal(&record, &lines));
                            }
                            // Somebody had another word meanwhile.
                        }
                        resumed => return resumed,
                    }
                }
                Claim::Busy(over) => {
                    self.active.recall(code, version);
                    over.wait().await;
                }
            }
        }
    }
}

/// Whether a corrected payload leaves alone what the nodes read that are done or may be, and which nodes run
/// of those about which that is decided.
fn keeps_what_is_done(book: &Book, payload: &Value) -> Result<(), String> {
    let machine = &book.machine;
    let plan = machine.plan();
    let mut corrected = book.data().corrected(payload).map_err(|fault| fault.message)?;
    let standing = || plan.node_ixs().filter(|node| stands(machine.state(*node)).is_some());
    for node in standing() {
        if let Some(output) = machine.output(node) {
            corrected.record(node, output).map_err(|fault| fault.message)?;
        }
    }
    let skipped = plan.node_ixs().filter(|node| machine.state(*node) == NodeState::Skipped);
    let mut decided = skipped.chain(standing()).filter(|node| plan.node(*node).conditional);
    let runs = |data: &dyn FlowState, node| data.condition(node);
    if let Some(node) = decided.find(|node| runs(book.data(), *node) != runs(&*corrected, *node)) {
        let id = &plan.node(node).id;
        return Err(format!("the payload changes whether `{id}` runs, and that is decided"));
    }
    let read = |data: &dyn FlowState, node| {
        let undo = plan.node(node).compensation.as_ref();
        let undo = undo.map(|_| data.compensation_input(node)).transpose();
        (data.input(node).ok(), undo.ok())
    };
    match standing().find(|node| read(book.data(), *node) != read(&*corrected, *node)) {
        None => Ok(()),
        Some(node) => {
            let (id, how) = (&plan.node(node).id, stands(machine.state(node)).unwrap_or("done"));
            Err(format!("the payload changes what `{id}` has read, and `{id}` {how}"))
        }
    }
}

/// How the work of a node stands, if it does. A call that may be done is asked again with what it read.
fn stands(state: NodeState) -> Option<&'static str> {
    match state {
        NodeState::Done => Some("is done"),
        NodeState::Intended | NodeState::InDoubt | NodeState::Unknown => Some("may be done"),
        _ => None,
    }
}
