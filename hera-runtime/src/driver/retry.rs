//! When a failed attempt is repeated, when a transaction that lost against another one is begun again, and
//! how failures of the machinery are told.

use hera_core::entry::infrastructure;
use hera_core::plan::{Backoff, Jitter, Retry};
use hera_core::{Failure, FailureKind, Fault};

use super::{Drive, DriveError};
use crate::context::StoreError;
use crate::flow::{ENGINE_FAULT, Unbound};

/// How an attempt begins its transaction again when another one won: that is no failure, and the same may
/// well succeed soon, but not where both come back at the same time.
const AGAIN: Retry = Retry {
    max_attempts: 20,
    backoff: Backoff::Exponential,
    base_delay_ms: 1,
    max_delay_ms: 256,
    jitter: Jitter::Full,
};

/// Why an attempt does not go on.
pub(super) enum Stop {
    /// It failed, as nodes do.
    Failed(Failure),
    /// Driving the run stops.
    Drive(DriveError),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Drive(fault.into())
    }
}

impl From<Unbound> for Stop {
    fn from(unbound: Unbound) -> Stop {
        match unbound.failure() {
            Ok(failure) => Stop::Failed(failure),
            Err(fault) => fault.into(),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        match failure.kind {
            // Never a reason to retry or to compensate.
            FailureKind::Infrastructure if failure.code == ENGINE_FAULT => {
                Fault::new(failure.message).into()
            }
            _ => Stop::Failed(failure),
        }
    }
}

impl From<DriveError> for Stop {
    fn from(error: DriveError) -> Stop {
        match error {
            DriveError::Store(error) => error.into(),
            other => Stop::Drive(other),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        match error {
            // Another owner, another run, a journal that is not what was written: no attempt of
            // this driver can help.
            StoreError::Fenced { .. }
            | StoreError::Duplicate
            | StoreError::Corrupt { .. }
            | StoreError::Closed => Stop::Drive(error.into()),
            _ => Stop::Failed(Failure {
                code: error.code().to_owned(),
                message: error.to_string(),
                kind: FailureKind::Infrastructure,
            }),
        }
    }
}

/// No answer in time.
pub(super) fn timed_out(what: &str) -> Failure {
    Failure {
        code: infrastructure::NETWORK_TIMEOUT.to_owned(),
        message: format!("{what} took longer than it may"),
        kind: FailureKind::Infrastructure,
    }
}

impl Drive {
    /// When the next attempt may start after `failed` attempts, in milliseconds since the epoch.
    pub(super) fn retry_at(&self, failed: u32) -> i64 {
        let wait = self.plan.retry.wait_ms(failed, |most| self.world.ids.jitter(most));
        self.in_ms(wait).as_millisecond()
    }

    /// Waits, if a transaction may be begun again that lost so often against others.
    pub(super) async fn again_after(&self, lost: u32) -> bool {
        let may = lost <= AGAIN.max_attempts;
        if may {
            let wait = AGAIN.wait_ms(lost, |most| self.world.ids.jitter(most));
            self.world.clock.sleep_until(self.in_ms(wait)).await;
        }
        may
    }
}
