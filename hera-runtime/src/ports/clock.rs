//! Time, as the engine sees it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, Unit};

use crate::flow::BoxFuture;

/// The engine's clock.
pub trait Clock: Send + Sync {
    /// Now, in whole microseconds: what every store keeps.
    fn now(&self) -> Timestamp;

    /// Returns once `at` is reached; at once when it is past.
    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.round(Unit::Microsecond).unwrap_or(now)
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let wait = at.duration_since(self.now()).max(SignedDuration::ZERO);
            tokio::time::sleep(Duration::try_from(wait).unwrap_or_default()).await;
        })
    }
}
