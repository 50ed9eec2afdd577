//! How long to wait between attempts.
//!
//! Whether a failure is retried at all is the machine's business; jitter is the driver's, which has
//! the random numbers: it waits anything up to the delay given here.

use crate::plan::{Backoff, Retry};

impl Retry {
    /// The longest wait, in milliseconds, after `failed` failed attempts (from 1).
    #[must_use]
    pub fn delay_ms(&self, failed: u32) -> u64 {
        let factor = match self.backoff {
            Backoff::Fixed => 1,
            Backoff::Linear => u64::from(failed.max(1)),
            Backoff::Exponential => 1_u64.checked_shl(failed.saturating_sub(1)).unwrap_or(u64::MAX),
        };
        self.base_delay_ms.saturating_mul(factor).min(self.max_delay_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_as_declared_up_to_its_bound() {
        let delays = |backoff| {
            let retry = Retry { max_attempts: 9, backoff, base_delay_ms: 100, max_delay_ms: 450 };
            [1, 2, 3, 4, 65, u32::MAX].map(|failed| retry.delay_ms(failed))
        };
        assert_eq!(delays(Backoff::Fixed), [100; 6]);
        assert_eq!(delays(Backoff::Linear), [100, 200, 300, 400, 450, 450]);
        assert_eq!(delays(Backoff::Exponential), [100, 200, 400, 450, 450, 450]);
    }
}
