//! The HTTP status of each outcome, decided here and nowhere else.
//!
//! | outcome | status |
//! |---|---|
//! | the run completed | 200 |
//! | it is not over: running, on its way back, or parked before a person | 202 |
//! | the payload was refused: a field is wrong, unknown or missing | 400 |
//! | a precondition does not hold, on admission or right before its node | 422 |
//! | a declared error, without a status of its own | 422 |
//! | a declared error with `http_status` | that one |
//! | a declared error whose retries are used up, without a status of its own | 503 |
//! | the machinery failed until the retries were used up | 503 |
//! | an invariant does not hold: the service broke its own promise | 500 |
//! | somebody cancelled the run | 409 |

use crate::entry::{Status, implicit};
use crate::ways_back::FailureClass;

/// A run that completed.
pub const COMPLETED: u16 = 200;
/// A run that is not over.
pub const NOT_OVER: u16 = 202;
/// A payload that is refused.
pub const REFUSED: u16 = 400;
/// A run that was cancelled.
pub const CANCELLED: u16 = 409;
/// A precondition that does not hold, and a declared error that says no more.
pub const UNMET: u16 = 422;
/// An invariant that does not hold.
pub const BROKEN: u16 = 500;
/// The machinery failed.
pub const UNAVAILABLE: u16 = 503;

/// The status of a run that is over because a node failed for good with this code.
#[must_use]
pub fn of_failure(code: &str, class: FailureClass, declared: Option<u16>) -> u16 {
    match (class, declared) {
        (FailureClass::Outage, _) | (FailureClass::Exhausted, None) => UNAVAILABLE,
        _ if code == implicit::INVARIANT_VIOLATED => BROKEN,
        (_, Some(status)) => status,
        (FailureClass::Final, None) => UNMET,
    }
}

/// The status of a run in this state; `failure` is that of the failure that ended it.
#[must_use]
pub fn of_run(status: Status, failure: Option<u16>) -> u16 {
    match status {
        Status::Completed => COMPLETED,
        Status::Running | Status::Compensating | Status::Parked => NOT_OVER,
        Status::Cancelled => CANCELLED,
        Status::Failed | Status::Compensated => failure.unwrap_or(BROKEN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_its_status() {
        use FailureClass::{Exhausted, Final, Outage};
        let table = [
            ("NO", Final, None, 422),
            ("CART_NOT_FOUND", Final, Some(404), 404),
            ("BUSY", Exhausted, None, 503),
            ("BUSY", Exhausted, Some(429), 429),
            ("UNKNOWN", Outage, None, 503),
            (implicit::PRECONDITION_FAILED, Final, None, 422),
            (implicit::INVARIANT_VIOLATED, Final, None, 500),
        ];
        for (code, class, declared, status) in table {
            assert_eq!(of_failure(code, class, declared), status, "{code} {class:?}");
        }
        assert_eq!(of_run(Status::Compensated, Some(404)), 404);
        assert_eq!(of_run(Status::Parked, Some(404)), 202, "it is not over");
    }
}
