//! Going on with what was left behind, for as long as a service lives.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;

use super::{Engine, RECOVER_AT_ONCE_MAX};
use crate::ports::RunId;

/// How often a service looks for runs that nobody drives.
const LOOK_EVERY: Duration = Duration::from_secs(1);

impl Engine {
    /// Goes on with runs whose owner died, in whatever process, and with own ones that had to stop: for
    /// as long as it is polled. A service does this beside its work, or calls [`Engine::recover`] once
    /// where it is the only one.
    ///
    /// What fails is tried again after what was not tried yet: a run without a plan in this program is
    /// left to others, and keeps nobody waiting.
    pub async fn attend(&self) {
        let mut going: JoinSet<(RunId, bool)> = JoinSet::new();
        let mut under_way = BTreeSet::new();
        let mut failed = BTreeSet::new();
        loop {
            // A store that does not answer now is asked again.
            let mut abandoned = self.store().abandoned().await.unwrap_or_default();
            failed.retain(|run| abandoned.contains(run));
            abandoned.sort_by_key(|run| failed.contains(run));
            let driven = self.shared.active.driven();
            for run in abandoned {
                if under_way.len() >= RECOVER_AT_ONCE_MAX {
                    break;
                }
                if driven.contains(&run) || !under_way.insert(run) {
                    continue;
                }
                let engine = self.clone();
                going.spawn(async move { (run, engine.resume_owned(run).await.is_ok()) });
            }
            let look = self.shared.world.clock.now().checked_add(LOOK_EVERY);
            let look = look.unwrap_or(Timestamp::MAX);
            self.shared.world.clock.sleep_until(look).await;
            while let Some(ended) = going.try_join_next() {
                // How it ended is in the store, for whoever asks.
                let Ok((run, went_on)) = ended else { continue };
                under_way.remove(&run);
                if !went_on {
                    failed.insert(run);
                }
            }
            if going.is_empty() {
                under_way.clear(); // what broke off is not under way either
            }
        }
    }
}
