//! What comes of a request.

use hera_core::{Direction, Entry, Fault, Status};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use thiserror::Error;
use uuid::Uuid;

use crate::context::StoreError;
use crate::driver::Book;
use crate::flow::Refusal;
use crate::ports::{JournalLine, RunError, RunId, RunRecord};

/// Where a run stands, and what it gave.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutcome {
    /// The run.
    pub run_id: RunId,
    /// Where it stands.
    pub status: Status,
    /// The event that started it.
    pub event: String,
    /// What the nodes returned whose work stands, by node.
    pub outputs: Map<String, Value>,
    /// Why it did not complete.
    pub error: Option<RunError>,
    /// For what it waits for a person.
    pub parked: Option<ParkedRun>,
    /// Whether this is the stored answer to an earlier request with the same key.
    pub repeated: bool,
    /// When it was pruned, if it was: what its nodes returned is not known any more.
    pub pruned_at: Option<Timestamp>,
}

/// For what a run waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedRun {
    /// Which way it would go on.
    pub direction: Direction,
    /// The node for which it is parked.
    pub node: String,
    /// Why, as a sentence.
    pub reason: String,
}

impl RunOutcome {
    pub(super) fn of_book(run_id: RunId, event: String, book: &Book) -> RunOutcome {
        let parked = book.machine.parked().map(|parked| ParkedRun {
            direction: parked.direction,
            node: book.machine.plan().node(parked.node).id.to_string(),
            reason: parked.reason.clone(),
        });
        RunOutcome {
            run_id,
            status: book.machine.status(),
            event,
            outputs: book.outputs(),
            error: book.error(),
            parked,
            repeated: false,
            pruned_at: None,
        }
    }

    pub(super) fn of_journal(record: &RunRecord, lines: &[JournalLine]) -> RunOutcome {
        let mut outputs = Map::new();
        let mut parked = None;
        for line in lines {
            match &line.entry {
                Entry::Succeeded { node, output }
                | Entry::ResolvedDone { node, output, .. }
                | Entry::Violated { node, output, .. }
                    if !output.is_null() =>
                {
                    outputs.insert(node.to_string(), output.clone());
                }
                Entry::CompensationIntent { node, .. } | Entry::Compensated { node, .. } => {
                    outputs.remove(&**node);
                }
                Entry::CompensationFailed { node, retry_at: None, .. } => {
                    outputs.remove(&**node);
                }
                Entry::RetryRequested { .. } | Entry::CompensateRequested { .. } => parked = None,
                Entry::Parked { direction, node, reason } => {
                    parked = Some(ParkedRun {
                        direction: *direction,
                        node: node.to_string(),
                        reason: reason.clone(),
                    });
                }
                _ => {}
            }
        }
        RunOutcome {
            run_id: record.header.id,
            status: record.status,
            event: record.header.event.clone(),
            outputs,
            error: record.error.clone(),
            parked: parked.filter(|_| record.status == Status::Parked),
            repeated: false,
            pruned_at: record.pruned.map(|pruned| pruned.at),
        }
    }

    /// The form of the command line's contract. `pruned_at` is there for a pruned run alone.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = json!({
            "run_id": self.run_id.to_string(),
            "status": self.status.as_str(),
            "event": self.event,
            "outputs": self.outputs,
            "error": self.error.as_ref().map(|error| json!({
                "code": error.code, "node": error.node, "message": error.message,
            })),
        });
        if let Some(at) = self.pruned_at {
            json["pruned_at"] = at.to_string().into();
        }
        json
    }
}

/// Whether a run in this state is driven, or should be.
pub(super) fn goes_on(status: Status) -> bool {
    matches!(status, Status::Running | Status::Compensating)
}

/// Why a request has no outcome.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ExecuteError {
    /// The service has no such orchestration.
    #[error("there is no orchestration `{code}`; there are: {}", known.join(", "))]
    UnknownOrchestration {
        /// What was asked for.
        code: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The orchestration has no such event.
    #[error("there is no event `{event}`; there are: {}", events.join(", "))]
    UnknownEvent {
        /// What was asked for.
        event: String,
        /// What there is.
        events: Vec<String>,
    },
    /// The orchestration has several events, and none was named.
    #[error("say which event is meant: {}", events.join(", "))]
    WhichEvent {
        /// What there is.
        events: Vec<String>,
    },
    /// The actor may not run the flow.
    #[error("the actor lacks permissions: {}", missing.join(", "))]
    Forbidden {
        /// What is missing.
        missing: Vec<String>,
    },
    /// The organisation does not exist.
    #[error("there is no organisation {id}")]
    UnknownOrganization {
        /// Its id.
        id: Uuid,
    },
    /// The idempotency key or the correlation id cannot be one.
    #[error("the {what} has to be 1 to {bytes_max} bytes of text without control characters")]
    BadKey {
        /// Which of them.
        what: &'static str,
        /// The bound.
        bytes_max: usize,
    },
    /// The payload is too long.
    #[error("the payload has {bytes} bytes of JSON; {bytes_max} are taken at most")]
    PayloadTooLong {
        /// What it has.
        bytes: usize,
        /// The bound.
        bytes_max: usize,
    },
    /// The payload holds what no journal keeps.
    #[error("the payload has {what}; a journal takes none of that")]
    PayloadUnfit {
        /// What it has.
        what: &'static str,
    },
    /// The engine has too much to do. Nothing is stored: the same request may go well a moment later.
    #[error("the service has {requests} requests to do, and takes no more: ask again later")]
    Overloaded {
        /// How many requests it has.
        requests: usize,
    },
    /// The engine shuts down. A run that was durable goes on wherever somebody takes it over.
    #[error("the service shuts down: ask again with the same key, elsewhere or after its start")]
    ShuttingDown,
    /// The payload is refused.
    #[error("{0}")]
    Refused(Refusal),
    /// The key belongs to another request.
    #[error("the idempotency key belongs to run {run}, which had another event or payload")]
    KeyReused {
        /// The run that has the key.
        run: RunId,
    },
    /// There is no such run.
    #[error("there is no run {run}")]
    UnknownRun {
        /// What was asked for.
        run: RunId,
    },
    /// The act is not possible where the run stands.
    #[error("run {run} takes no `{act}` now: {reason}")]
    ActRefused {
        /// The run.
        run: RunId,
        /// `cancel`, `retry` or `compensate`.
        act: &'static str,
        /// Why, as a sentence.
        reason: String,
    },
    /// Somebody drives the run.
    #[error("run {run} is being driven by somebody who is alive")]
    Owned {
        /// The run.
        run: RunId,
    },
    /// The program does not have the plan that the run started with.
    #[error(
        "run {run} started with a plan of `{orchestration}` that this program does not have ({sum})"
    )]
    PlanMissing {
        /// The run.
        run: RunId,
        /// Its orchestration.
        orchestration: String,
        /// The fingerprint of its plan.
        sum: String,
    },
    /// The store failed; a run that was durable before is taken over later.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Journal, plan and program do not fit together.
    #[error("engine fault: {0}")]
    Fault(#[from] Fault),
}

impl ExecuteError {
    /// Whether the request is at fault, and not the machinery, its load, or who drives the run: what was asked for
    /// is not done then, and asking again does not help.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(
            self,
            ExecuteError::Store(_)
                | ExecuteError::Fault(_)
                | ExecuteError::PlanMissing { .. }
                | ExecuteError::Owned { .. }
                | ExecuteError::Overloaded { .. }
                | ExecuteError::ShuttingDown
        )
    }
}
