//! Requests that are answered once their run is durable, and done after that.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::outcome::{ExecuteError, RunOutcome};
use super::request::Request;
use super::{Engine, detached};
use crate::driver::{First, first};
use crate::ports::RunId;

/// A run that is durable, and goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The run: [`Engine::run`] tells how it stands.
    pub run: RunId,
    /// Whether an earlier request with the same idempotency key had made it.
    pub repeated: bool,
}

impl From<RunOutcome> for Accepted {
    fn from(outcome: RunOutcome) -> Accepted {
        Accepted { run: outcome.run_id, repeated: outcome.repeated }
    }
}

/// Who waits for a run to be durable.
pub(super) type Tell = Option<oneshot::Sender<Accepted>>;

impl Engine {
    /// Makes a run durable and answers then, with one commit more than [`Engine::execute`] needs: the run is done
    /// after that, by this process or, if that dies, by whoever takes it over. It counts among the requests of
    /// [`Limits`](super::Limits) until it is over or parked.
    ///
    /// How it ended is answered by [`Engine::run`], and to `execute` with the same idempotency key. With the key of a
    /// run that is there, that run is the answer, at once.
    ///
    /// # Errors
    /// When the request is refused, or could not be made durable: nothing is done then, unless the answer of the store
    /// was lost. The same request with its key is safe to send again.
    pub async fn accept(&self, request: Request) -> Result<Accepted, ExecuteError> {
        let inside = self.shared.gate.request()?;
        let shared = Arc::clone(&self.shared);
        let (tell, told) = oneshot::channel();
        let work = async move { shared.serve(request, Some(tell)).await };
        let mut work = Box::pin(detached(inside, Box::pin(work)));
        match first(told, work.as_mut()).await {
            First::Left(Ok(accepted)) => Ok(accepted),
            // It ended before: by an error, or as a run that was there.
            First::Left(Err(_)) => work.await.map(Accepted::from),
            First::Right(ended) => ended.map(Accepted::from),
        }
    }
}
