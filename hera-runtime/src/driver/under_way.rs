//! The attempts of a drive that are under way.
//!
//! Most runs have one at a time, so one goes on in the task of the drive itself, and costs no task; the
//! others have one each. What the drive awaits meanwhile goes through [`UnderWay::beside`]: its own attempt
//! may hold what it waits for.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use hera_core::Fault;
use tokio::task::{JoinError, JoinSet};

use super::DriveError;
use super::wait::{First, first};

type Ended = Result<(), DriveError>;

/// Attempts that have not been asked yet how they ended.
#[derive(Default)]
pub(super) struct UnderWay {
    own: Own,
    others: JoinSet<Ended>,
}

/// The attempt that goes on in the task of the drive.
#[derive(Default)]
enum Own {
    #[default]
    None,
    Goes(Pin<Box<dyn Future<Output = Ended> + Send>>),
    Over(Ended),
}

impl Own {
    fn is_free(&self) -> bool {
        matches!(self, Own::None)
    }

    /// Goes on. Ready once it is over, and as long as it is not taken.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match self {
            Own::None => Poll::Pending,
            Own::Over(_) => Poll::Ready(()),
            Own::Goes(attempt) => attempt.as_mut().poll(context).map(|ended| {
                *self = Own::Over(ended);
            }),
        }
    }

    fn take(&mut self) -> Option<Ended> {
        match std::mem::take(self) {
            Own::Over(ended) => Some(ended),
            other => {
                *self = other;
                None
            }
        }
    }
}

impl UnderWay {
    pub(super) fn start(&mut self, attempt: impl Future<Output = Ended> + Send + 'static) {
        if self.own.is_free() {
            self.own = Own::Goes(Box::pin(attempt));
        } else {
            self.others.spawn(attempt);
        }
    }

    /// Whether none is under way.
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_free() && self.others.is_empty()
    }

    /// How the next one ended; nothing when none is under way. Whoever drops this loses nothing.
    pub(super) async fn next(&mut self) -> Option<Ended> {
        if self.own.is_free() {
            return self.others.join_next().await.map(told);
        }
        let own = &mut self.own;
        if self.others.is_empty() {
            poll_fn(|context| own.poll(context)).await;
            return self.own.take();
        }
        match first(poll_fn(|context| own.poll(context)), self.others.join_next()).await {
            First::Left(()) => self.own.take(),
            First::Right(ended) => ended.map(told),
        }
    }

    /// Awaits something of the drive while its own attempt goes on.
    pub(super) async fn beside<T>(&mut self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(value),
            Poll::Pending if self.own.poll(context).is_ready() => future.as_mut().poll(context),
            Poll::Pending => Poll::Pending,
        })
        .await
    }

    /// Ends all of them where they are.
    pub(super) async fn shutdown(mut self) {
        self.own = Own::None;
        self.others.shutdown().await;
    }
}

/// Procedures are guarded, so what breaks off is the engine's own fault.
fn told(ended: Result<Ended, JoinError>) -> Ended {
    ended.unwrap_or_else(|_| Err(Fault::new("an attempt broke off").into()))
}
