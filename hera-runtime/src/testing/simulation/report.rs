//! What came of a simulation.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::world::Told;
use super::{Event, Simulation};

/// What came of one seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    seed: u64,
    simulation: Simulation,
    steps: u64,
    hash: u64,
    time: Duration,
    counts: BTreeMap<Event, u64>,
    violation: Option<String>,
    tail: Vec<String>,
}

impl Report {
    pub(super) fn new(seed: u64, simulation: Simulation, told: Told) -> Report {
        let Told { steps, hash, time, counts, violation, tail } = told;
        Report { seed, simulation, steps, hash, time, counts, violation, tail }
    }

    /// What was simulated.
    #[must_use]
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What was seen that must not be; nothing else happened after it.
    #[must_use]
    pub fn violation(&self) -> Option<&str> {
        self.violation.as_deref()
    }

    /// How many steps it took: operations of the store, calls, answers, troubles.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// A hash of all steps with their times: the same for the same seed.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// How long it took in simulated time.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.time
    }

    /// How often this happened.
    #[must_use]
    pub fn count(&self, event: Event) -> u64 {
        self.counts.get(&event).copied().unwrap_or_default()
    }

    /// The last steps, each in one line.
    #[must_use]
    pub fn tail(&self) -> &[String] {
        &self.tail
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.tail.iter().filter(|_| self.violation.is_some()) {
            writeln!(f, "{line}")?;
        }
        let (seed, steps, hash, time) = (self.seed, self.steps, self.hash, self.time);
        writeln!(f, "seed {seed}: {steps} steps in {time:?} of simulated time, hash {hash:016x}")?;
        if let Some(violation) = &self.violation {
            writeln!(f, "violation: {violation}")?;
            write!(f, "repeat: HERA_SIM_SEED={seed}")?;
            let (of_it, usual) = (&self.simulation, Simulation::default());
            if of_it.requests_max != usual.requests_max {
                write!(f, " HERA_SIM_REQUESTS={}", of_it.requests_max)?;
            }
            if of_it.workers_max != usual.workers_max {
                write!(f, " HERA_SIM_WORKERS={}", of_it.workers_max)?;
            }
            let without: Vec<&str> =
                self.simulation.without.iter().map(|event| event.name()).collect();
            if !without.is_empty() {
                write!(f, " HERA_SIM_WITHOUT={}", without.join(","))?;
            }
            match of_it.service {
                None => writeln!(f, " cargo test -p hera-runtime --test simulation")?,
                Some(_) => writeln!(f, " cargo test, the test of this simulation")?,
            }
        }
        Ok(())
    }
}
