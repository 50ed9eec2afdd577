//! What an orchestration does about failures.

use hera_core::plan::{Backoff, Jitter};

use super::expr::Path;
use crate::source::{Span, Spanned};

/// The retry policy.
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    /// The place of `retry_policy`, if it is there.
    pub span: Option<Span>,
    /// All attempts, the first one too.
    pub max_attempts: u32,
    /// How the delay grows.
    pub backoff: Backoff,
    /// Delay before the second attempt, in milliseconds.
    pub base_delay_ms: u64,
    /// Bound of every delay, in milliseconds.
    pub max_delay_ms: u64,
    /// Codes that are retried although no procedure marks them so.
    pub retryable_errors: Vec<Spanned<String>>,
    /// How much of each delay is random, if it says so.
    pub jitter: Option<Spanned<Jitter>>,
}

impl Default for RetryPolicy {
    /// No `retry_policy`: three attempts, exponential from 100 ms to 5 s, as in the seed.
    fn default() -> RetryPolicy {
        RetryPolicy {
            span: None,
            max_attempts: 3,
            backoff: Backoff::Exponential,
            base_delay_ms: 100,
            max_delay_ms: 5_000,
            retryable_errors: Vec::new(),
            jitter: None,
        }
    }
}

/// What holds for each run as a whole.
#[derive(Clone, Debug, Default)]
pub struct RunPolicy {
    /// How long a run may take, in milliseconds.
    pub deadline_ms: Option<Spanned<u64>>,
    /// Runs with the same value there go one at a time.
    pub concurrency_key: Option<Spanned<Path>>,
    /// The place of `on_park: release`: a parked run gives its key up.
    pub releases_parked: Option<Span>,
}

/// The compensation policy.
#[derive(Clone, Debug)]
pub struct CompensationPolicy {
    /// The place of `compensation_policy`, if it is there.
    pub span: Option<Span>,
    /// Whether the way back starts by itself.
    pub auto: Spanned<bool>,
    /// Longest time of one attempt of a compensation, in milliseconds.
    pub timeout_ms: Option<Spanned<u64>>,
    /// Whether inputs and outputs of a failed attempt stay in the journal.
    pub preserve_failed_state: bool,
    /// Whether parking is refused (`require: full`).
    pub require_full: Option<Span>,
}
