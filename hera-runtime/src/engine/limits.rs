//! How much an engine takes on, and the door that holds it to that.
//!
//! Whoever comes in is counted until he leaves. What is too much is refused at once, with nothing
//! stored: a queue that grows without bound only hides that a service is too slow.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::outcome::ExecuteError;
use crate::watched::Watched;

/// How much an engine takes on. What stands in the specs is not limited here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests whose runs are driven at the same time. Runs that are taken over do not count.
    pub runs_at_once_max: usize,
    /// Requests that wait for that; the next one is refused.
    pub requests_waiting_max: usize,
    /// Words that people have on runs, and that are not done yet; the next one is refused.
    pub words_at_once_max: usize,
    /// The longest payload of a request, in bytes of JSON.
    pub payload_bytes_max: usize,
    /// The longest output of one procedure, in bytes of JSON: a longer one fails its attempt.
    pub output_bytes_max: usize,
    /// The longest journal of a run that is tried once more, in lines. A store reads twice as many.
    pub journal_lines_max: usize,
}

impl Default for Limits {
    /// 1,000 runs at once, 10,000 requests that wait, 1,000 words; 1 MiB for a payload, and for an output; 50,000
    /// lines.
    fn default() -> Limits {
        Limits {
            runs_at_once_max: 1_000,
            requests_waiting_max: 10_000,
            words_at_once_max: 1_000,
            payload_bytes_max: 1 << 20,
            output_bytes_max: 1 << 20,
            journal_lines_max: 50_000,
        }
    }
}

/// The door of an engine.
pub(super) struct Gate {
    limits: Limits,
    /// How many are inside.
    inside: Watched<usize>,
    /// Places for requests that are driven.
    places: Arc<Semaphore>,
    /// Places for words on runs.
    words: Arc<Semaphore>,
    /// Whether the engine shuts down, for good.
    closed: Watched<bool>,
}

/// Somebody inside, until it is dropped.
pub(super) struct Inside {
    _counted: Counted,
    _word: Option<OwnedSemaphorePermit>,
}

struct Counted {
    count: Watched<usize>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.count.update(|count| Some(count - 1));
    }
}

impl Gate {
    pub(super) fn new(limits: Limits) -> Gate {
        let places =
            |count: usize| Arc::new(Semaphore::new(count.clamp(1, Semaphore::MAX_PERMITS)));
        let (places, words) = (places(limits.runs_at_once_max), places(limits.words_at_once_max));
        Gate { limits, inside: Watched::new(0), places, words, closed: Watched::new(false) }
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Lets a request in, if there is room for it.
    pub(super) fn request(&self) -> Result<Inside, ExecuteError> {
        let Limits { runs_at_once_max, requests_waiting_max, .. } = self.limits;
        let most = runs_at_once_max.saturating_add(requests_waiting_max);
        self.enter(most)?.ok_or(ExecuteError::Overloaded { requests: most })
    }

    /// Lets in somebody with a word on a run, if there is room for it: however many requests there are.
    pub(super) fn word(&self) -> Result<Inside, ExecuteError> {
        let inside = self.visit()?;
        let word = Arc::clone(&self.words).try_acquire_owned();
        let requests = self.limits.words_at_once_max;
        let word = word.map_err(|_| ExecuteError::Overloaded { requests })?;
        Ok(Inside { _word: Some(word), ..inside })
    }

    /// Lets in the engine itself, which goes on with a run that is there.
    pub(super) fn visit(&self) -> Result<Inside, ExecuteError> {
        self.enter(usize::MAX)?.ok_or(ExecuteError::ShuttingDown)
    }

    fn enter(&self, most: usize) -> Result<Option<Inside>, ExecuteError> {
        let mut entered = false;
        self.inside.update(|count| {
            entered = count < most;
            entered.then_some(count + 1)
        });
        let inside = entered
            .then(|| Inside { _counted: Counted { count: self.inside.clone() }, _word: None });
        // Counted before it is asked: who shuts down counts after it has closed.
        match self.is_closed() {
            true => Err(ExecuteError::ShuttingDown),
            false => Ok(inside),
        }
    }

    /// Waits for a place to drive a run.
    pub(super) async fn place(&self) -> Result<OwnedSemaphorePermit, ExecuteError> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        place.map_err(|_| ExecuteError::ShuttingDown)
    }

    /// Lets nobody in any more; who waits for a place is sent away.
    pub(super) fn close(&self) {
        self.closed.set(true);
        self.places.close();
    }

    /// Returns once it is closed.
    pub(super) async fn closed(&self) {
        self.closed.wait_for(|closed| closed).await;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// How many are inside now.
    pub(super) fn inside(&self) -> usize {
        self.inside.get()
    }

    /// How many runs of requests are driven now.
    pub(super) fn driving(&self) -> usize {
        self.limits.runs_at_once_max.saturating_sub(self.places.available_permits())
    }

    /// Returns once nobody is inside.
    pub(super) async fn empty(&self) {
        self.inside.wait_for(|count| count == 0).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(runs_at_once_max: usize, requests_waiting_max: usize) -> Gate {
        let words_at_once_max = 1;
        Gate::new(Limits {
            runs_at_once_max,
            requests_waiting_max,
            words_at_once_max,
            ..Limits::default()
        })
    }

    #[test]
    fn what_is_too_much_is_refused_until_somebody_leaves() {
        let gate = gate(1, 1);
        let first = gate.request().expect("there is room");
        let second = gate.request().expect("there is room to wait");
        assert_eq!(gate.request().err(), Some(ExecuteError::Overloaded { requests: 2 }));
        let word = gate.word().expect("there is room for a word, however many requests there are");
        assert_eq!(gate.inside(), 3);
        assert_eq!(gate.word().err(), Some(ExecuteError::Overloaded { requests: 1 }));
        assert_eq!(gate.inside(), 3, "who was refused is not inside");
        let own = gate.visit().expect("the engine itself is always let in");
        drop((first, word, own));
        drop(gate.word().expect("there is room again"));
        let third = gate.request().expect("one has left");
        assert_eq!(gate.inside(), 2);
        drop((second, third));
        assert_eq!(gate.inside(), 0);
    }

    #[tokio::test]
    async fn a_closed_door_lets_nobody_in_and_sends_the_waiting_away() {
        let gate = gate(1, 1);
        let held = gate.place().await.expect("the only place");
        let mut waiting = std::pin::pin!(gate.place());
        assert!(futures_pending(&mut waiting).await, "the place is taken");
        gate.close();
        assert_eq!(waiting.await.err(), Some(ExecuteError::ShuttingDown));
        assert_eq!(gate.request().err(), Some(ExecuteError::ShuttingDown));
        assert_eq!(gate.visit().err(), Some(ExecuteError::ShuttingDown));
        assert_eq!(gate.inside(), 0, "who was sent away is not inside");
        drop(held);
    }

    async fn futures_pending<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_pending())
        })
        .await
    }
}
