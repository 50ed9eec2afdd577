//! How long to wait between attempts.
//!
//! Whether a failure is retried at all is the machine's business; the random numbers of the jitter are
//! the driver's.

use crate::plan::{Backoff, Jitter, Retry};

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

    /// How long to wait after `failed` failed attempts: the delay, and as much of it random as the
    /// policy says, so that those who failed together do not come back together. `random` gives a
    /// number from 0 to its argument, both included.
    #[must_use]
    pub fn wait_ms(&self, failed: u32, random: impl FnOnce(u64) -> u64) -> u64 {
        let delay = self.delay_ms(failed);
        match self.jitter {
            Jitter::None => delay,
            Jitter::Equal => delay - delay / 2 + random(delay / 2),
            Jitter::Full => random(delay),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_as_declared_up_to_its_bound() {
        let delays = |backoff| {
            let retry = Retry {
                max_attempts: 9,
                backoff,
                base_delay_ms: 100,
                max_delay_ms: 450,
                jitter: Jitter::None,
            };
            [1, 2, 3, 4, 65, u32::MAX].map(|failed| retry.delay_ms(failed))
        };
        assert_eq!(delays(Backoff::Fixed), [100; 6]);
        assert_eq!(delays(Backoff::Linear), [100, 200, 300, 400, 450, 450]);
        assert_eq!(delays(Backoff::Exponential), [100, 200, 400, 450, 450, 450]);
    }

    #[test]
    fn the_jitter_is_the_part_of_the_wait_that_is_random() {
        let waits = |jitter| {
            let backoff = Backoff::Fixed;
            let retry =
                Retry { max_attempts: 9, backoff, base_delay_ms: 101, max_delay_ms: 101, jitter };
            [retry.wait_ms(1, |_| 0), retry.wait_ms(1, |most| most)]
        };
        assert_eq!(waits(Jitter::None), [101, 101]);
        assert_eq!(waits(Jitter::Equal), [51, 101]);
        assert_eq!(waits(Jitter::Full), [0, 101]);
    }
}
