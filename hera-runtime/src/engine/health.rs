//! How an engine is: what a service answers to those who watch it.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::retention::Keeping;
use super::{Engine, PLATFORM};
use crate::context::StoreError;
use crate::ports::RunId;

/// How long the store may take to answer until it counts as away.
const ANSWER_MS_MAX: i64 = 2_000;
/// Runs without an owner that are named.
pub(super) const LEFT_MAX: usize = 100;

/// How an engine is.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// Why the store does not answer, if it does not.
    pub store: Option<StoreError>,
    /// Whether it shuts down.
    pub closing: bool,
    /// Requests and acts inside.
    pub inside: usize,
    /// Requests whose runs are driven.
    pub driving: usize,
    /// Runs that nobody goes on with: such as this process had to stop, and what [`Engine::attend`] could not take
    /// over, and why. At most 100.
    pub left: Vec<(RunId, String)>,
    /// Parked runs that [`Engine::attend`] cannot do for what is due: past their deadline and their pivot, unreadable,
    /// or of a plan that this program does not have. At most 100.
    pub late: Vec<(RunId, String)>,
    /// Why runs that were left behind, or are parked, could not be looked for when it was tried last, if so.
    pub recovery: Option<String>,
    /// Why old runs could not be pruned when it was tried last, if so.
    pub retention: Option<String>,
}

impl Health {
    /// Whether requests may be sent here: it is open, and its store answers. One that has no room says so to
    /// each request.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.store.is_none() && !self.closing
    }

    /// For a probe.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let told = |(run, why): &(RunId, String)| json!({"run_id": run.to_string(), "why": why});
        let runs = |list: &[(RunId, String)]| list.iter().map(told).collect::<Vec<_>>();
        json!({
            "ready": self.is_ready(),
            "store": self.store.as_ref().map(ToString::to_string),
            "closing": self.closing,
            "inside": self.inside,
            "driving": self.driving,
            "left": runs(&self.left),
            "late": runs(&self.late),
            "recovery": self.recovery,
            "retention": self.retention,
        })
    }
}

impl Engine {
    /// How it is now. Asks the store, and waits 2 seconds for its answer at most.
    pub async fn health(&self) -> Health {
        let shared = &self.shared;
        let clock = &shared.world.clock;
        let until = clock.now().checked_add(SignedDuration::from_millis(ANSWER_MS_MAX));
        let until = until.unwrap_or(jiff::Timestamp::MAX);
        let asked =
            crate::driver::within(&**clock, until, self.store().organization(PLATFORM)).await;
        let store = match asked {
            // It can be read; but what this process writes is fenced.
            Some(Ok(_)) if self.store().term().is_none() => {
                let what = "the lease was over, and is not renewed".to_owned();
                Some(StoreError::Unavailable { what })
            }
            Some(Ok(_)) => None,
            Some(Err(error)) => Some(error),
            None => {
                let what = format!(
                    "no answer in {:?}",
                    Duration::from_millis(ANSWER_MS_MAX.unsigned_abs())
                );
                Some(StoreError::Unavailable { what })
            }
        };
        let mut left: BTreeMap<RunId, String> = shared.left.list().into_iter().collect();
        let owner = self.store().owner();
        for (run, why) in shared.stopped.list() {
            let asked = match &store {
                None => crate::driver::within(&**clock, until, self.store().fencing(run)).await,
                Some(_) => None,
            };
            match asked {
                // How one ended that another process took over is nobody's news.
                Some(Ok(told)) if told.is_none_or(|(its_owner, _)| its_owner != owner) => {}
                _ => _ = left.insert(run, why),
            }
        }
        let left = left.into_iter().take(LEFT_MAX).collect();
        Health {
            store,
            closing: shared.gate.is_closed(),
            inside: shared.gate.inside(),
            driving: shared.gate.driving(),
            left,
            late: shared.late.list(),
            recovery: shared.unlooked.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            retention: shared.keeping.as_ref().and_then(Keeping::failed),
        }
    }
}
