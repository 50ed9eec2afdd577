//! A worker's clock, which may be wrong, and its ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::gate::Gate;
use super::world::World;
use crate::flow::BoxFuture;
use crate::ports::{Clock, Ids};

/// When all simulations begin: 2026-01-01.
const START_SECOND: i64 = 1_767_225_600;

/// The time that all agree on: the runtime's, which goes on when nobody has anything to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrueClock {
    start: tokio::time::Instant,
}

impl TrueClock {
    pub(super) fn new() -> TrueClock {
        TrueClock { start: tokio::time::Instant::now() }
    }

    /// How long the simulation goes on.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

impl Clock for TrueClock {
    fn now(&self) -> Timestamp {
        let start = Timestamp::new(START_SECOND, 0).unwrap_or(Timestamp::UNIX_EPOCH);
        start.checked_add(self.elapsed()).unwrap_or(Timestamp::MAX)
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(async move { tokio::time::sleep(until(self.now(), at)).await })
    }
}

/// How long it is until then.
pub(super) fn until(now: Timestamp, at: Timestamp) -> Duration {
    let wait = at.duration_since(now).max(SignedDuration::ZERO);
    Duration::try_from(wait).unwrap_or_default()
}

/// A process's clock: right or wrong, and still when the process is frozen.
pub(super) struct ProcessClock {
    pub(super) truth: TrueClock,
    pub(super) gate: Gate,
    /// How much it is fast, in milliseconds.
    pub(super) fast_ms: Arc<AtomicI64>,
}

impl Clock for ProcessClock {
    fn now(&self) -> Timestamp {
        let fast = SignedDuration::from_millis(self.fast_ms.load(Ordering::Relaxed));
        self.truth.now().checked_add(fast).unwrap_or(Timestamp::MAX)
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        // As the machine's clock does it: how long is decided once.
        let wait = until(self.now(), at);
        Box::pin(async move {
            self.gate.pass().await;
            tokio::time::sleep(wait).await;
            self.gate.pass().await;
        })
    }
}

/// Ids in the order in which they are asked for, of the seed.
pub(super) struct SeededIds(pub(super) Arc<World>);

impl Ids for SeededIds {
    fn fresh(&self) -> Uuid {
        self.0.fresh_id()
    }

    fn jitter(&self, most: u64) -> u64 {
        self.0.dice.ids.between(0, most)
    }
}
