//! Calls to the outside: an intent that is durable before, an answer in time or none.

use std::time::Duration;

use hera_core::{Entry, NodeIx};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::book::Recorded;
use super::retry::{Stop, timed_out};
use super::wait::{guarded, in_time};
use super::{Drive, DriveError, Heard};
use crate::context::External;
use crate::flow::{Answer, Call};

/// How long the engine waits for an answer where neither node nor boundary says it.
pub(super) const CALL_MS_DEFAULT: u64 = 30_000;

/// What is called, and in whose name.
pub(super) struct Errand<'a> {
    /// `external`, `resolve` or `undo`: what crash points call it.
    pub(super) purpose: &'static str,
    pub(super) node: NodeIx,
    pub(super) procedure: &'a str,
    pub(super) recorded: &'a Recorded,
    /// For a compensation: the key of the call that it undoes.
    pub(super) undoes: Option<String>,
    pub(super) deadline: Timestamp,
}

impl Drive {
    /// The intent of an external node: its key, and its inputs as they are known now.
    pub(super) fn intent(&self, node: NodeIx, input: Value) -> (Entry<Value>, Map<String, Value>) {
        let facts = self.plan.node(node);
        let entry = Entry::Intent {
            node: facts.id.clone(),
            key: self.key(node),
            input,
            compensation: facts.compensation.as_ref().map(|inverse| inverse.procedure.clone()),
        };
        let mut about = self.about(node);
        about.remove("key"); // the entry says it
        (entry, about)
    }

    /// Calls the world outside once. Outside the term in which it began, a drive calls nobody and is called back:
    /// nothing has failed, and whoever has the run goes on from its journal.
    pub(super) async fn call(&self, errand: Errand<'_>) -> Result<Answer, Stop> {
        let Errand { purpose, node, procedure, recorded, undoes, deadline } = errand;
        let point = format!("{purpose}:{}", self.plan.node(node).id);
        let external = External::new(self.facts(node, recorded.key.clone(), undoes), deadline);
        self.reach("before", &point).await;
        // Whoever took the run over may have called, or undone, what this would do once more.
        if self.term.is_none() || self.world.store.term() != self.term {
            return Err(Stop::Drive(DriveError::Recalled(Heard::default())));
        }
        // The last moment: what began before is waited for.
        if let Some(error) = self.halted() {
            return Err(Stop::Drive(error));
        }
        let most = deadline.duration_since(self.now());
        self.heard.calls(&recorded.key, most.try_into().unwrap_or_default());
        let call = async {
            self.dispatch.invoke(procedure, Call::External(&external), &recorded.input).await
        };
        let answer = in_time(&*self.world.clock, deadline, guarded(call)).await;
        self.reach("after", &point).await;
        Ok(answer.unwrap_or_else(|| Err(timed_out("the call")))?)
    }
}

/// Milliseconds of a duration, for the journal.
pub(super) fn millis(duration: Duration) -> Value {
    Value::from(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}
