//! Random numbers of a seed. Each concern has a stream of its own, so that one more roll here changes
//! nothing there.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A stream of random numbers (splitmix64).
#[derive(Debug)]
pub(super) struct Dice(Mutex<u64>);

impl Dice {
    /// The stream of this name under a seed.
    pub(super) fn new(seed: u64, stream: &str) -> Dice {
        let name = stream.bytes().fold(seed, |sum, byte| mix(sum ^ u64::from(byte)));
        Dice(Mutex::new(name))
    }

    pub(super) fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(*state)
    }

    /// A number from 0, less than `sides`.
    pub(super) fn roll(&self, sides: u64) -> u64 {
        self.next() % sides.max(1)
    }

    pub(super) fn one_in(&self, sides: u64) -> bool {
        self.roll(sides) == 0
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&self, least: u64, most: u64) -> u64 {
        least + self.roll(most - least + 1)
    }

    /// A time from `least` to `most` milliseconds.
    pub(super) fn ms(&self, least: u64, most: u64) -> Duration {
        Duration::from_millis(self.between(least, most))
    }

    pub(super) fn pick<'a, T>(&self, of: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.roll(of.len() as u64)).unwrap_or_default();
        of.get(at)
    }
}

fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// All streams of a seed.
#[derive(Debug)]
pub(super) struct Streams {
    pub(super) ids: Dice,
    pub(super) store: Dice,
    pub(super) procedures: Dice,
    pub(super) outside: Dice,
    pub(super) workers: Dice,
    pub(super) clients: Dice,
    pub(super) operators: Dice,
    pub(super) retention: Dice,
}

impl Streams {
    pub(super) fn new(seed: u64) -> Streams {
        Streams {
            ids: Dice::new(seed, "ids"),
            store: Dice::new(seed, "store"),
            procedures: Dice::new(seed, "procedures"),
            outside: Dice::new(seed, "outside"),
            workers: Dice::new(seed, "workers"),
            clients: Dice::new(seed, "clients"),
            operators: Dice::new(seed, "operators"),
            retention: Dice::new(seed, "retention"),
        }
    }
}
