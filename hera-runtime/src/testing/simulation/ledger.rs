//! What is committed, as this simulation saw it happen, beside the store: held to the port's promises with
//! every write, and against the store at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hera_core::{Entry, Machine, NodeIx, NodeState, Status};
use serde_json::Value;
use uuid::Uuid;

use super::retention::ARCHIVIST;
use crate::context::Context;
use crate::flow::{FlowDef, State};
use crate::ports::{
    Fence, JournalLine, JournalWrite, PAYLOAD_PRUNED, Pruned, RunHeader, RunId, RunRecord,
};

/// A run as it has to be.
pub(super) struct Shadow {
    pub(super) header: RunHeader,
    pub(super) owner: Uuid,
    pub(super) version: i64,
    pub(super) status: Status,
    pub(super) lines: Vec<JournalLine>,
    pub(super) machine: Machine<State>,
    tokens: BTreeSet<String>,
    /// Whether it has begun, and has its concurrency key since.
    holds: bool,
    /// Whether an archive has it, and whether it was pruned.
    kept: bool,
    pruned: Option<Pruned>,
}

/// All runs.
#[derive(Default)]
pub(super) struct Ledger(Mutex<BTreeMap<RunId, Shadow>>);

impl Ledger {
    pub(super) fn runs(&self) -> MutexGuard<'_, BTreeMap<RunId, Shadow>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a write that the store has taken in, by this owner; says why it should not have.
    pub(super) fn written(
        &self,
        owner: Uuid,
        flow: Option<&'static FlowDef>,
        write: &JournalWrite,
    ) -> Result<(), String> {
        let mut runs = self.runs();
        if let Fence::New(header) = &write.fence {
            if runs.values().any(|other| other.header.code == header.code) {
                return Err(format!("run {} has a code that is taken", write.run));
            }
            let flow = flow.ok_or_else(|| format!("run {} is of no flow", write.run))?;
            let data = flow.admit_run(&header.context, &header.payload);
            let data = data.map_err(|refusal| format!("run {}: {refusal}", write.run))?;
            let shadow = Shadow {
                header: (**header).clone(),
                owner,
                version: 0,
                status: Status::Running,
                lines: Vec::new(),
                machine: Machine::new(State::new(data)),
                tokens: BTreeSet::new(),
                holds: false,
                kept: false,
                pruned: None,
            };
            runs.entry(write.run).or_insert(shadow);
        }
        let shadow = runs.get_mut(&write.run);
        let shadow = shadow.ok_or_else(|| format!("run {} is written before it is", write.run))?;
        shadow.take(owner, write).map_err(|why| format!("run {}: {why}", write.run))?;
        // Acts alone are no work.
        let works = write.lines.iter().any(|line| !line.entry.is_act());
        let shadow = &runs[&write.run];
        let beside = runs.iter().find(|(run, other)| {
            works && **run != write.run && shadow.excludes(other) && other.holds
        });
        match beside {
            Some((other, _)) => {
                Err(format!("run {} goes on beside {other}, which has its key", write.run))
            }
            None => Ok(()),
        }
    }

    /// Takes in a take-over.
    pub(super) fn taken_over(
        &self,
        owner: Uuid,
        run: RunId,
        version: i64,
        lives: impl Fn(Uuid) -> bool,
    ) -> Result<bool, String> {
        let mut runs = self.runs();
        let shadow =
            runs.get_mut(&run).ok_or_else(|| format!("run {run} is taken before it is"))?;
        let from_other = shadow.owner != owner;
        if from_other && lives(shadow.owner) {
            return Err(format!("run {run} is taken over from an owner that lives"));
        }
        if shadow.version + 1 != version {
            let stood = shadow.version;
            return Err(format!("run {run} is taken over as {version}, and stood at {stood}"));
        }
        (shadow.owner, shadow.version) = (owner, version);
        Ok(from_other)
    }

    /// Takes in a run that is put into an archive.
    pub(super) fn kept(&self, record: &RunRecord, lines: &[JournalLine]) -> Result<(), String> {
        let (mut runs, run) = (self.runs(), record.header.id);
        let shadow = runs.get_mut(&run).ok_or_else(|| format!("run {run} is kept, and is none"))?;
        shadow.kept = true;
        match shadow.differs(Some(&(record.clone(), lines.to_vec()))) {
            Some(differs) => Err(format!("run {run} is not kept as it was: {differs}")),
            None => Ok(()),
        }
    }

    /// Takes in that a run is pruned; says whether it was not before.
    pub(super) fn pruned(&self, run: RunId, mark: Pruned) -> Result<bool, String> {
        let mut runs = self.runs();
        let shadow =
            runs.get_mut(&run).ok_or_else(|| format!("run {run} is pruned, and is none"))?;
        if shadow.pruned.is_some() {
            return Ok(false);
        }
        if !shadow.status.is_final() {
            return Err(format!("run {run} is pruned, and is {}", shadow.status.as_str()));
        }
        if mark.actor_id == ARCHIVIST && !shadow.kept {
            return Err(format!("run {run} is pruned, and was to be kept before"));
        }
        (shadow.pruned, shadow.version) = (Some(mark), shadow.version + 1);
        Ok(true)
    }

    /// Whether this owner has the run of a context.
    pub(super) fn is_owner(&self, owner: Uuid, context: &Context) -> bool {
        let runs = self.runs();
        let run = context.correlation_id.parse().ok().and_then(|run| runs.get(&run));
        run.is_some_and(|shadow| shadow.owner == owner)
    }

    /// Whether a call has its durable intent.
    pub(super) fn intends(&self, run: RunId, key: &str, input: &Value) -> Result<(), String> {
        let runs = self.runs();
        let lines = runs.get(&run).map(|shadow| shadow.lines.as_slice()).unwrap_or_default();
        let intent = lines.iter().find_map(|line| match &line.entry {
            Entry::Intent { key: of, input, .. }
            | Entry::CompensationIntent { key: of, input, .. }
                if of == key =>
            {
                Some(input)
            }
            _ => None,
        });
        match intent {
            None => Err(format!("run {run} calls {key} without a durable intent")),
            Some(intended) if intended != input => {
                Err(format!("run {run} calls {key} with {input}, and meant {intended}"))
            }
            Some(_) => Ok(()),
        }
    }
}

impl Shadow {
    fn take(&mut self, owner: Uuid, write: &JournalWrite) -> Result<(), String> {
        let (stood, whose) = (self.version, self.owner);
        match write.fence {
            Fence::New(_) => {}
            Fence::Version(version) if version != stood || owner != whose => {
                return Err(format!(
                    "a stale write counted: {owner} at {version}, and it is {whose}'s at {stood}"
                ));
            }
            Fence::Act { version, .. } if version != stood => {
                return Err(format!("an act on {version} counted, and it stood at {stood}"));
            }
            Fence::Version(_) | Fence::Act { .. } => {}
        }
        if self.status.is_final() {
            return Err(format!("it is {}, and is written again", self.status.as_str()));
        }
        for line in &write.lines {
            self.tell(line)?;
        }
        if matches!(write.fence, Fence::Act { takes: true, .. }) {
            self.owner = owner;
        }
        self.holds |= write.lines.iter().any(|line| !line.entry.is_act());
        self.holds &= !write.releases && !write.status.is_final();
        if write.turns {
            self.version += 1;
            self.status = write.status;
            let told = self.machine.status();
            let rests = |status: Status| status.is_final() || status == Status::Parked;
            if rests(write.status) && told != write.status {
                let (told, said) = (told.as_str(), write.status.as_str());
                return Err(format!("its header says {said}, and its journal says {told}"));
            }
        }
        Ok(())
    }

    fn tell(&mut self, line: &JournalLine) -> Result<(), String> {
        let next = self.lines.last().map_or(1, |last| last.number + 1);
        if line.number != next {
            return Err(format!("line {} is written where {next} comes next", line.number));
        }
        if let Some(token) = line.token()
            && !self.tokens.insert(token.clone())
        {
            return Err(format!("{token} stands in the journal twice"));
        }
        let told = self.machine.apply(&line.entry);
        told.map_err(|fault| format!("line {next} cannot be: {fault} ({:?})", line.entry))?;
        self.lines.push(line.clone());
        Ok(())
    }

    /// Whether another run has the same concurrency key.
    fn excludes(&self, other: &Shadow) -> bool {
        let key = &self.header.concurrency_key;
        key.is_some() && *key == other.header.concurrency_key
    }

    /// Whether a person said something about it.
    pub(super) fn has_acts(&self) -> bool {
        self.lines.iter().any(|line| line.entry.is_act())
    }

    /// Where a node stands.
    pub(super) fn state(&self, node: NodeIx) -> NodeState {
        self.machine.state(node)
    }

    /// What differs in the store.
    pub(super) fn differs(&self, stored: Option<&(RunRecord, Vec<JournalLine>)>) -> Option<String> {
        let Some((record, lines)) = stored else { return Some("it is gone".to_owned()) };
        let (header, left) = self.left();
        let ours = (self.owner, self.version, self.status, &header, self.pruned);
        let stored = (record.owner, record.version, record.status, &record.header, record.pruned);
        if ours != stored {
            return Some(format!("its header is {record:?}, and was written as {ours:?}"));
        }
        if left != *lines {
            let (written, there) = (left.len(), lines.len());
            return Some(format!("{written} lines have to be there, and {there} others are"));
        }
        None
    }

    /// What has to be left of its header and its journal.
    fn left(&self) -> (RunHeader, Vec<JournalLine>) {
        if self.pruned.is_none() {
            return (self.header.clone(), self.lines.clone());
        }
        let acts = self.lines.iter().filter(|line| line.entry.is_act()).cloned();
        let acts = acts.map(|mut line| {
            if let Entry::RetryRequested { payload, .. } = &mut line.entry
                && payload.take().is_some()
            {
                line.about.insert(PAYLOAD_PRUNED.to_owned(), Value::Bool(true));
            }
            line
        });
        (RunHeader { payload: Value::Null, ..self.header.clone() }, acts.collect())
    }
}
