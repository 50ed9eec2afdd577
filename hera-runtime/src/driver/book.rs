//! The book of a run: its machine, and what of it is not durable yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use hera_core::{Entry, Fault, Machine, NodeIx, NodeState, Status};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::context::Context;
use crate::flow::{FlowState, State};
use crate::ports::{Fence, JournalLine, JournalWrite, RunError, RunHeader, RunId, RunRecord};

/// The machine of a run with all that a write of it needs. A copy of it is what could be true next.
#[derive(Clone)]
pub(crate) struct Book {
    pub(crate) machine: Machine<State>,
    /// Applied, and not durable yet.
    pending: Vec<JournalLine>,
    /// The number of the next line.
    next_line: i64,
    fence: Fence,
    /// What the header says.
    stored: Option<Status>,
    intents: BTreeMap<NodeIx, Arc<Recorded>>,
    undo_intents: BTreeMap<NodeIx, Arc<Recorded>>,
    /// When a node was called last that gave no answer at all.
    unanswered: BTreeMap<NodeIx, Timestamp>,
}

/// When a call began that came to nothing, in what is noted beside its entry.
pub(super) const CALLED_AT: &str = "called_at";

/// What an intent recorded: used by every later attempt, so that nothing is computed twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) key: String,
    pub(crate) input: Value,
}

impl Book {
    /// A run of which nothing is durable.
    pub(crate) fn open(state: Box<dyn FlowState>, header: Arc<RunHeader>) -> Book {
        Book {
            machine: Machine::new(State::new(state)),
            pending: Vec::new(),
            next_line: 1,
            fence: Fence::New(header),
            stored: None,
            intents: BTreeMap::new(),
            undo_intents: BTreeMap::new(),
            unanswered: BTreeMap::new(),
        }
    }

    /// A run as it is stored.
    ///
    /// # Errors
    /// When the journal cannot be, which is an engine fault.
    pub(crate) fn replay(
        state: Box<dyn FlowState>,
        record: &RunRecord,
        lines: &[JournalLine],
    ) -> Result<Book, Fault> {
        let entries = lines.iter().map(|line| line.entry.clone());
        let mut book = Book {
            machine: Machine::replay(State::new(state), entries)?,
            pending: Vec::new(),
            next_line: lines.last().map_or(1, |line| line.number + 1),
            fence: Fence::Version(record.version),
            stored: Some(record.status),
            intents: BTreeMap::new(),
            undo_intents: BTreeMap::new(),
            unanswered: BTreeMap::new(),
        };
        for line in lines {
            book.remember(line);
        }
        Ok(book)
    }

    /// The same of a run that was taken over, in whose journal nothing was written meanwhile.
    pub(crate) fn taken_over(mut self, version: i64) -> Book {
        self.fence = Fence::Version(version);
        self
    }

    /// Takes in a fact, or refuses it and is of no use any more.
    pub(crate) fn tell(
        &mut self,
        entry: Entry<Value>,
        about: Map<String, Value>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        self.machine.apply(&entry)?;
        let line = JournalLine { number: self.next_line, entry, at, about };
        self.remember(&line);
        self.pending.push(line);
        self.next_line += 1;
        Ok(())
    }

    fn remember(&mut self, line: &JournalLine) {
        let (node, key, input, undo) = match &line.entry {
            Entry::Intent { node, key, input, .. } => (node, key, input, false),
            Entry::CompensationIntent { node, key, input } => (node, key, input, true),
            Entry::ResolveFailed { node, .. } => {
                let called = line.about.get(CALLED_AT).and_then(Value::as_str);
                let called = called.and_then(|at| at.parse().ok()).unwrap_or(line.at);
                let ix = self.machine.plan().find(node);
                self.unanswered.extend(ix.map(|ix| (ix, called)));
                return;
            }
            Entry::ResolvedDone { node, .. } => {
                if let Some(ix) = self.machine.plan().find(node) {
                    self.unanswered.remove(&ix);
                }
                return;
            }
            _ => return,
        };
        if let Some(ix) = self.machine.plan().find(node) {
            let recorded = Arc::new(Recorded { key: key.clone(), input: input.clone() });
            let intents = if undo { &mut self.undo_intents } else { &mut self.intents };
            intents.insert(ix, recorded);
        }
    }

    /// What a node's intent recorded.
    pub(crate) fn intended(&self, node: NodeIx) -> Result<&Arc<Recorded>, Fault> {
        self.intents.get(&node).ok_or_else(|| Fault::new("a call has no intent"))
    }

    /// When a node was called last, if nobody knows what became of that.
    pub(crate) fn unanswered(&self, node: NodeIx) -> Option<Timestamp> {
        self.unanswered.get(&node).copied()
    }

    /// What the intent of a node's compensation recorded.
    pub(crate) fn undo_intended(&self, node: NodeIx) -> Result<&Arc<Recorded>, Fault> {
        self.undo_intents.get(&node).ok_or_else(|| Fault::new("a compensation has no intent"))
    }

    /// The typed data.
    pub(crate) fn data(&self) -> &dyn FlowState {
        self.machine.flow().data()
    }

    /// Whether the header would say something else than that the run goes on.
    pub(crate) fn is_turning(&self) -> bool {
        self.machine.status() != Status::Running
    }

    /// Whether journal and header say all that is known.
    pub(crate) fn is_durable(&self) -> bool {
        self.pending.is_empty() && self.stored == Some(self.machine.status())
    }

    /// All that is not durable, as one write. From then on this is the book as it is once that took place:
    /// if it does not, it is of no use any more.
    pub(crate) fn write(&mut self, run: RunId, context: &Context, at: Timestamp) -> JournalWrite {
        let status = self.machine.status();
        let turns = !matches!(self.fence, Fence::Version(_))
            || self.pending.is_empty()
            || self.stored != Some(status);
        let after = Fence::Version(self.version() + i64::from(turns));
        self.stored = Some(status);
        let releases = status == Status::Parked && self.machine.plan().run.releases_parked;
        JournalWrite {
            run,
            organization_id: context.organization_id,
            actor_id: context.actor_id,
            fence: std::mem::replace(&mut self.fence, after),
            turns,
            status,
            releases: releases && turns,
            error: self.error(),
            lines: std::mem::take(&mut self.pending),
            at,
        }
    }

    /// A person's word, as the next write: whoever owns the run.
    ///
    /// # Errors
    /// Why it cannot be said now.
    pub(crate) fn act(
        &mut self,
        entry: Entry<Value>,
        about: Map<String, Value>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        if let Fence::Version(version) = self.fence {
            // Who parked a run drives it no more.
            let takes = self.machine.status() == Status::Parked;
            self.fence = Fence::Act { version, takes };
        }
        self.tell(entry, about, at)
    }

    /// The version of the header after the last write.
    pub(crate) fn version(&self) -> i64 {
        match self.fence {
            Fence::New(_) => 0,
            Fence::Version(version) | Fence::Act { version, .. } => version,
        }
    }

    /// Why the run does not complete.
    pub(crate) fn error(&self) -> Option<RunError> {
        let cause = self.machine.cause()?;
        Some(RunError {
            code: cause.failure.code.clone(),
            node: self.machine.plan().node(cause.node).id.to_string(),
            message: cause.failure.message.clone(),
        })
    }

    /// What the nodes returned whose work stands.
    pub(crate) fn outputs(&self) -> Map<String, Value> {
        let plan = self.machine.plan();
        let stands = |node: &NodeIx| self.machine.state(*node) == NodeState::Done;
        let nodes = plan.node_ixs().filter(stands);
        let outputs = nodes.filter_map(|node| {
            let output = self.machine.output(node).filter(|output| !output.is_null())?;
            Some((plan.node(node).id.to_string(), output.clone()))
        });
        outputs.collect()
    }
}
