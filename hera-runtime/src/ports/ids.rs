//! Randomness, as the engine sees it.

use uuid::Uuid;

/// Where fresh ids and jitter come from.
pub trait Ids: Send + Sync {
    /// An id that nobody has; later ones sort after earlier ones.
    fn fresh(&self) -> Uuid;

    /// A random number from 0 to `most`, both included.
    fn jitter(&self, most: u64) -> u64;
}

/// Ids of the current time, and the machine's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn fresh(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn jitter(&self, most: u64) -> u64 {
        let (random, _) = Uuid::new_v4().as_u64_pair();
        most.checked_add(1).map_or(random, |range| random % range)
    }
}
