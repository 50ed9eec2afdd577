//! The deadline of a run: it acts like a cancellation, and past the pivot it only raises an alarm.
//!
//! Who drives a run, or waits in line with it, watches its deadline; of parked runs, [`super::parked`] does.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use hera_core::Entry;
use jiff::{SignedDuration, Timestamp};

use super::{Act, PLATFORM, Shared};
use crate::engine::ExecuteError;
use crate::flow::FlowDef;
use crate::ports::RunHeader;

/// How soon a store that did not answer is told again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// When a run has to be over, if its orchestration says so.
pub(super) fn deadline(flow: &FlowDef, header: &RunHeader) -> Option<Timestamp> {
    let ms = i64::try_from(flow.plan.run.deadline_ms?).unwrap_or(i64::MAX);
    let at = header.context.started_at.checked_add(SignedDuration::from_millis(ms));
    Some(at.unwrap_or(Timestamp::MAX))
}

/// Why a run ends by it.
pub(super) fn over(flow: &FlowDef) -> String {
    format!("the deadline of {} ms is over", flow.plan.run.deadline_ms.unwrap_or_default())
}

impl Shared {
    /// Whether any flow has a deadline.
    pub(super) fn has_deadlines(&self) -> bool {
        let mut flows = self.orchestrations.values().flat_map(|known| known.flows);
        flows.any(|flow| flow.plan.run.deadline_ms.is_some())
    }

    /// Ends a run once its deadline is over; never returns. Nothing ends what is on its way back already.
    pub(super) async fn end_by_deadline(
        &self,
        flow: &FlowDef,
        header: &RunHeader,
        turned: bool,
    ) -> Infallible {
        let at = deadline(flow, header).filter(|_| !turned);
        if let Some(at) = at {
            self.world.clock.sleep_until(at).await;
            Box::pin(self.overdue(flow, header)).await;
        }
        pending().await
    }

    /// Says that a run is over its deadline: to the run, or where it cannot end any more, to a person.
    pub(super) async fn overdue(&self, flow: &FlowDef, header: &RunHeader) {
        let reason = over(flow);
        let entry = Entry::CancelRequested { reason: reason.clone() };
        let act = Act { actor_id: PLATFORM, reason: reason.clone() };
        loop {
            match self.say(header.id, None, &act, "cancel", &entry).await {
                Ok(version) => return self.active.recall(&header.code, version),
                Err(ExecuteError::ActRefused { reason: why, .. }) => {
                    return self.late.keep(header.id, format!("{reason}, and {why}"));
                }
                Err(_) => {
                    let again = self.world.clock.now().checked_add(AGAIN_AFTER);
                    self.world.clock.sleep_until(again.unwrap_or(Timestamp::MAX)).await;
                }
            }
        }
    }
}
