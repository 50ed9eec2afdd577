//! Making a violation simpler: with fewer requests, and without the troubles that it does not need.

use super::{Event, Report, Simulation};

/// How many simulations it may take.
const TRIES_MAX: usize = 200;

impl Simulation {
    /// The simplest simulation of a seed that still sees a violation, with its report; nothing where the seed
    /// sees none. It may be another violation than the first: what is simpler to see is worth more.
    #[must_use]
    pub fn shrink(&self, seed: u64) -> Option<Report> {
        let mut best = self.run(seed);
        best.violation()?;
        let mut tries = TRIES_MAX;
        let mut better = |best: &mut Report, simpler: Simulation| {
            if tries == 0 || simpler == *best.simulation() {
                return;
            }
            tries -= 1;
            let report = simpler.run(seed);
            if report.violation().is_some() {
                *best = report;
            }
        };
        for event in Event::ALL.iter().filter(|event| event.is_trouble()) {
            let mut simpler = best.simulation().clone();
            simpler.without.insert(*event);
            better(&mut best, simpler);
        }
        for workers_max in 1..self.workers_max {
            let simpler = Simulation { workers_max, ..best.simulation().clone() };
            better(&mut best, simpler);
        }
        for requests_max in 1..self.requests_max {
            if best.simulation().requests_max > requests_max {
                let simpler = Simulation { requests_max, ..best.simulation().clone() };
                better(&mut best, simpler);
            }
        }
        Some(best)
    }
}
