//! `runs cancel`, `retry`, `compensate`: a person's word, with its reason.

use clap::Args;
use hera_core::Status;

use super::execute::{ended, read_payload};
use super::failure::Failure;
use super::paint::Paint;
use super::runs::{RunsCommand, run_id};
use super::service::Service;
use super::{Options, Reply};
use crate::engine::{Act, Engine, ExecuteError, RunOutcome};
use crate::ports::RunId;

/// A run, and why somebody acts on it.
#[derive(Args, Clone, Debug)]
pub struct Word {
    /// The run, as `runs list` names it
    #[arg(value_parser = run_id)]
    pub(super) id: RunId,

    /// Why: stands in the run's journal beside who acted
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

impl RunsCommand {
    /// The run of an act.
    pub(super) fn acted_on(&self) -> Option<RunId> {
        match self {
            RunsCommand::Cancel(word) | RunsCommand::Compensate(word) => Some(word.id),
            RunsCommand::Retry { word, .. } => Some(word.id),
            _ => None,
        }
    }

    /// Says it, and drives the run on where nobody else does.
    pub(super) async fn act(
        &self,
        engine: &Engine,
        service: &Service,
        options: &Options,
        paint: Paint,
    ) -> Result<Reply, Failure> {
        let by =
            |word: &Word| Act { actor_id: options.actor(service), reason: word.reason.clone() };
        let told: Result<RunOutcome, ExecuteError> = match self {
            RunsCommand::Cancel(word) => engine.cancel(word.id, by(word)).await,
            RunsCommand::Compensate(word) => engine.compensate(word.id, by(word)).await,
            RunsCommand::Retry { word, payload } => {
                let payload = payload.as_deref().map(read_payload).transpose()?;
                engine.retry(word.id, by(word), payload).await
            }
            _ => return Err(Failure::refused("NO_ACT", "this is no act on a run")),
        };
        let outcome = told?;
        Ok(Reply {
            status: u8::from(!self.is_wished(outcome.status)),
            text: ended(&outcome, paint),
            json: outcome.to_json(),
        })
    }

    /// Whether the run stands where the act wants it.
    fn is_wished(&self, status: Status) -> bool {
        match self {
            RunsCommand::Cancel(_) => status == Status::Cancelled,
            RunsCommand::Compensate(_) => status == Status::Compensated,
            // Parked back it ends so, too.
            _ => matches!(status, Status::Completed | Status::Compensated | Status::Cancelled),
        }
    }
}
