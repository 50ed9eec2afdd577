//! Many seeds, one after the other, until one sees what must not be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, Instant};

use super::{Event, Report, Simulation};

/// Seeds after which everything has to have happened.
const SEEDS_FOR_ALL: u64 = 100;

/// Which seeds are simulated, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    /// The first one.
    pub first: u64,
    /// How many, at most.
    pub count: u64,
    /// For how long, at most, in real time.
    pub most: Duration,
}

impl Seeds {
    /// As the environment wants it: `HERA_SIM_SEED` repeats one seed, or is the first of `HERA_SIM_SEEDS`;
    /// `HERA_SIM_SECONDS` is for how long, at most. Where it says nothing, all that fit into this time.
    ///
    /// # Panics
    /// When one of them is no number.
    #[must_use]
    pub fn from_env(most: Duration) -> Seeds {
        let first = number("HERA_SIM_SEED");
        let count = number("HERA_SIM_SEEDS").or(first.map(|_| 1)).unwrap_or(u64::MAX);
        let most = number("HERA_SIM_SECONDS").map_or(most, Duration::from_secs);
        Seeds { first: first.unwrap_or(1), count, most }
    }
}

/// What came of many seeds.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Seeds that were simulated to their end.
    pub seeds: u64,
    /// The steps of all of them.
    pub steps: u64,
    /// Their simulated time.
    pub time: Duration,
    /// How often what happened.
    pub events: BTreeMap<Event, u64>,
    /// The first seed that saw what must not be, as it was and as simple as it gets.
    pub found: Option<Box<(Report, Report)>>,
}

impl Simulation {
    /// The same, as the environment wants it: `HERA_SIM_REQUESTS` and `HERA_SIM_WORKERS` at most,
    /// `HERA_SIM_WITHOUT` these troubles.
    ///
    /// # Panics
    /// When the environment names what there is not.
    #[must_use]
    pub fn as_environment_says(mut self) -> Simulation {
        let size = |name| number(name).and_then(|size| usize::try_from(size).ok());
        self.requests_max = size("HERA_SIM_REQUESTS").unwrap_or(self.requests_max);
        self.workers_max = size("HERA_SIM_WORKERS").unwrap_or(self.workers_max);
        let without = std::env::var("HERA_SIM_WITHOUT").unwrap_or_default();
        for name in without.split(',').filter(|name| !name.is_empty()) {
            let event = Event::ALL.iter().find(|event| event.name() == name);
            self.without.insert(*event.unwrap_or_else(|| panic!("nothing is called {name}")));
        }
        self
    }

    /// Simulates one seed after the other, until one sees what must not be.
    #[must_use]
    pub fn search(&self, seeds: Seeds) -> Search {
        let begun = Instant::now();
        let mut search = Search::default();
        for seed in seeds.first..seeds.first.saturating_add(seeds.count) {
            if begun.elapsed() > seeds.most {
                break;
            }
            let report = self.run(seed);
            if report.violation().is_some() {
                let simple = self.shrink(seed).unwrap_or_else(|| report.clone());
                search.found = Some(Box::new((report, simple)));
                break;
            }
            search.add(&report);
        }
        search
    }
}

impl Search {
    fn add(&mut self, report: &Report) {
        self.seeds += 1;
        self.steps += report.steps();
        self.time += report.time();
        for event in Event::ALL {
            *self.events.entry(*event).or_default() += report.count(*event);
        }
    }

    /// What should have happened by now, and never did.
    #[must_use]
    pub fn missing(&self) -> BTreeSet<Event> {
        let never = self.events.iter().filter(|(_, count)| **count == 0);
        never.filter(|_| self.seeds >= SEEDS_FOR_ALL).map(|(event, _)| *event).collect()
    }

    /// Ends a test if a seed saw what must not be.
    ///
    /// # Panics
    /// When one did.
    pub fn assert(&self) {
        if let Some((report, simple)) = self.found.as_deref() {
            panic!("{report}\nand as simple as it gets:\n{simple}");
        }
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Search { seeds, steps, time, events, .. } = self;
        writeln!(f, "{seeds} seeds, {steps} steps, {} s of simulated time", time.as_secs())?;
        let counts = events.iter().map(|(event, count)| format!("{event} {count}"));
        f.write_str(&counts.collect::<Vec<_>>().join(", "))
    }
}

fn number(name: &str) -> Option<u64> {
    let said = std::env::var(name).ok()?;
    Some(said.parse().unwrap_or_else(|_| panic!("{name} is no number: {said}")))
}
