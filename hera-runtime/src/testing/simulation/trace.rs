//! What happened, as a hash of all of it and as text of the last of it.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

/// Lines that are kept.
const LINES_MAX: usize = 400;

/// The steps of a simulation.
#[derive(Debug)]
pub(super) struct Trace {
    steps: u64,
    hash: u64,
    tail: VecDeque<String>,
}

impl Trace {
    pub(super) fn new() -> Trace {
        Trace { steps: 0, hash: 0xcbf2_9ce4_8422_2325, tail: VecDeque::new() }
    }

    /// One step at this time, in one line.
    pub(super) fn step(&mut self, at: Duration, who: &str, what: std::fmt::Arguments<'_>) {
        let mut line = match self.tail.len() < LINES_MAX {
            true => String::new(),
            false => self.tail.pop_front().unwrap_or_default(),
        };
        line.clear();
        // A string takes all that is written.
        let _ = write!(line, "{:>9.3} {who:<4} {what}", at.as_secs_f64());
        self.mix(line.bytes());
        self.steps += 1;
        self.tail.push_back(line);
    }

    /// One step that is worth no line.
    pub(super) fn tick(&mut self, at: Duration, who: &str) {
        self.steps += 1;
        let at = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        self.mix(at.to_le_bytes());
        self.mix(who.bytes());
    }

    /// FNV-1a: it has to be the same everywhere, and no more.
    fn mix(&mut self, bytes: impl IntoIterator<Item = u8>) {
        for byte in bytes {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn tail(&self) -> Vec<String> {
        self.tail.iter().cloned().collect()
    }
}
