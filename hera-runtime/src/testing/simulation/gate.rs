//! Whether a worker's process goes on: each of its tasks passes this gate before and after all that it
//! does in the world.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::watched::Watched;

/// How a process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    /// It goes on.
    Awake,
    /// It stands still.
    Frozen,
    /// It is gone.
    Dead,
}

/// The gate of one process.
#[derive(Clone)]
pub(super) struct Gate(Watched<Life>);

impl Gate {
    pub(super) fn new() -> Gate {
        Gate(Watched::new(Life::Awake))
    }

    pub(super) fn life(&self) -> Life {
        self.0.get()
    }

    /// Nobody comes back from the dead.
    pub(super) fn set(&self, life: Life) {
        self.0.update(|was| (was != Life::Dead && was != life).then_some(life));
    }

    /// Returns once the process goes on; never when it is dead. What waits here then is dropped with the
    /// simulation: like a killed process, it runs no destructor before.
    pub(super) async fn pass(&self) {
        self.0.wait_for(|life| life != Life::Frozen).await;
        if self.life() == Life::Dead {
            pending::<()>().await;
        }
    }

    /// What comes of it, unless the process dies before.
    pub(super) async fn unless_dead<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let (mut work, mut died) = (pin!(work), pin!(self.died()));
        poll_fn(|cx| {
            if let Poll::Ready(value) = work.as_mut().poll(cx) {
                return Poll::Ready(Some(value));
            }
            died.as_mut().poll(cx).map(|()| None)
        })
        .await
    }

    /// Returns once the process is dead.
    pub(super) async fn died(&self) {
        self.0.wait_for(|life| life == Life::Dead).await;
    }
}
