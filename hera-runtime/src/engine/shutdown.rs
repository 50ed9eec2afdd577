//! The end of an engine: nothing new comes in, what is under way ends or stops where it is durable.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Engine;

impl Engine {
    /// Shuts the engine down: refuses what comes, lets go on what is under way for `grace`, and then stops
    /// every run at its next durable point; other processes are told, and go on with it at once. Says how many had
    /// to be stopped so.
    ///
    /// It returns once nobody is inside. A call to the outside is never cut off: it is waited for, as long
    /// as its time-out allows.
    pub async fn shutdown(&self, grace: Duration) -> usize {
        let shared = &self.shared;
        shared.gate.close();
        let clock = &*shared.world.clock;
        let grace = SignedDuration::try_from(grace).unwrap_or(SignedDuration::MAX);
        let until = clock.now().checked_add(grace).unwrap_or(Timestamp::MAX);
        let stopped = match crate::driver::within(clock, until, shared.gate.empty()).await {
            Some(()) => 0,
            None => {
                shared.stopping.store(true, std::sync::atomic::Ordering::SeqCst);
                let stopped = shared.active.recall_all();
                shared.gate.empty().await;
                stopped
            }
        };
        // Where the store does not answer, others see it by the clock.
        let _ = shared.world.store.leave().await;
        stopped
    }
}
