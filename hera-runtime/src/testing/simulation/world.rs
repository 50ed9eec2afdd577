//! What all parts of a simulation share.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Arguments;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::time::Duration;

use uuid::Uuid;

use super::clock::TrueClock;
use super::dice::{Dice, Streams};
use super::events::Event;
use super::ledger::Ledger;
use super::outside::Outside;
use super::service::{Known, Service};
use super::trace::Trace;
use super::{Defect, Simulation};
use crate::engine::RunOutcome;
use crate::flow::FlowDef;
use crate::ports::RunHeader;
use crate::testing::matrix::payloads::Outputs;
use crate::watched::Watched;

/// Steps that no simulation needs: whoever takes more runs in circles.
const STEPS_MAX: u64 = 2_000_000;

/// The flow of a key's run, and what its nodes answer where that is not their own choice.
type OfKey = (&'static FlowDef, Option<Arc<Outputs>>);

/// The world of one simulation.
pub(super) struct World {
    pub(super) dice: Streams,
    pub(super) clock: TrueClock,
    pub(super) outside: Outside,
    pub(super) ledger: Ledger,
    /// The flows of this simulation.
    pub(super) flows: Vec<Known>,
    /// The same for engines that take them as drawn ones. It stays in memory: a list of few words for each seed.
    drawn: OnceLock<&'static [&'static FlowDef]>,
    pub(super) service: Option<Service>,
    /// Which flow a key's run is of, and what its nodes answer where that is not their own choice.
    asked: Mutex<BTreeMap<String, OfKey>>,
    pub(super) defect: Option<Defect>,
    without: BTreeSet<Event>,
    stormy: AtomicBool,
    ids: AtomicU64,
    book: Mutex<Book>,
    broken: Watched<bool>,
    /// What callers were answered.
    pub(super) answers: Mutex<Vec<RunOutcome>>,
    /// Whose engines said that they are shut down.
    over: Mutex<BTreeSet<Uuid>>,
}

struct Book {
    trace: Trace,
    counts: BTreeMap<Event, u64>,
    violation: Option<String>,
}

impl World {
    pub(super) fn new(seed: u64, settings: &Simulation, flows: Vec<Known>) -> Arc<World> {
        let (trace, counts) = (Trace::new(), BTreeMap::new());
        Arc::new(World {
            dice: Streams::new(seed),
            clock: TrueClock::new(),
            outside: Outside::default(),
            ledger: Ledger::default(),
            flows,
            drawn: OnceLock::new(),
            service: settings.service.clone(),
            asked: Mutex::default(),
            defect: settings.defect,
            without: settings.without.clone(),
            stormy: AtomicBool::new(true),
            ids: AtomicU64::new(0),
            book: Mutex::new(Book { trace, counts, violation: None }),
            broken: Watched::new(false),
            answers: Mutex::default(),
            over: Mutex::default(),
        })
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One step of somebody.
    pub(super) fn step(&self, who: &str, what: Arguments<'_>) {
        let mut book = self.book();
        book.trace.step(self.clock.elapsed(), who, what);
        self.stop_the_endless(book);
    }

    /// One step of somebody that is worth no line.
    pub(super) fn tick(&self, who: &str) {
        let mut book = self.book();
        book.trace.tick(self.clock.elapsed(), who);
        self.stop_the_endless(book);
    }

    fn stop_the_endless(&self, book: MutexGuard<'_, Book>) {
        if book.trace.steps() > STEPS_MAX {
            drop(book);
            self.violated(format!("it does not come to rest within {STEPS_MAX} steps"));
        }
    }

    pub(super) fn count(&self, event: Event) {
        *self.book().counts.entry(event).or_default() += 1;
    }

    /// Whether one of these things goes wrong now, one time in so many. In calm weather nothing does.
    pub(super) fn strikes(&self, dice: &Dice, event: Event, one_in: u64) -> bool {
        // Rolled in any case: what is left out changes no other roll.
        let strikes = dice.one_in(one_in) && self.is_stormy() && !self.without.contains(&event);
        if strikes {
            self.count(event);
        }
        strikes
    }

    pub(super) fn is_stormy(&self) -> bool {
        self.stormy.load(Ordering::Relaxed)
    }

    /// From now on nothing goes wrong.
    pub(super) fn calm_down(&self) {
        self.stormy.store(false, Ordering::Relaxed);
    }

    /// Something was seen that must not be: the first one counts.
    pub(super) fn violated(&self, what: String) {
        let mut book = self.book();
        if book.violation.is_none() {
            let at = self.clock.elapsed();
            book.trace.step(at, "!!!", format_args!("{what}"));
            book.violation = Some(what);
        }
        drop(book);
        self.broken.set(true);
    }

    /// Goes on until the end, or until something was seen that must not be.
    pub(super) async fn first_of(&self, work: impl Future<Output = ()>) {
        let (mut work, mut broken) = (pin!(work), pin!(self.broken.wait_for(|broken| broken)));
        poll_fn(|cx| match work.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(()),
            Poll::Pending => broken.as_mut().poll(cx),
        })
        .await;
    }

    pub(super) fn flow_numbers(&self) -> Vec<u64> {
        self.flows.iter().map(|known| known.number).collect()
    }

    /// The flows, for an engine that knows no service.
    pub(super) fn drawn(&self) -> &'static [&'static FlowDef] {
        self.drawn
            .get_or_init(|| self.flows.iter().map(|known| known.flow).collect::<Vec<_>>().leak())
    }

    /// From now on this key is known.
    pub(super) fn asks(&self, key: &str, flow: &'static FlowDef, outputs: Option<Arc<Outputs>>) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.insert(key.to_owned(), (flow, outputs));
    }

    /// The flow of this key's run, and what its nodes answer where that is not their own choice.
    pub(super) fn asked(&self, key: &str) -> Option<OfKey> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// A caller gets this answer.
    pub(super) fn answered(&self, outcome: RunOutcome) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
    }

    /// This worker's engine is shut down: nothing comes of it any more.
    pub(super) fn is_shut_down(&self, owner: Uuid) {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).insert(owner);
    }

    pub(super) fn is_over(&self, owner: Uuid) -> bool {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).contains(&owner)
    }

    /// The value, or what must not be.
    pub(super) fn held<T>(&self, seen: Result<T, String>) -> Option<T> {
        seen.map_err(|what| self.violated(what)).ok()
    }

    pub(super) fn fresh_id(&self) -> Uuid {
        let number = self.ids.fetch_add(1, Ordering::Relaxed) + 1;
        Uuid::from_u64_pair(number, self.dice.ids.next())
    }

    /// Lets others go on for a moment; now and then a longer one.
    pub(super) async fn pause(&self, dice: &Dice) {
        match dice.roll(4) {
            0 => tokio::time::sleep(dice.ms(1, 15)).await,
            1 => tokio::task::yield_now().await,
            _ => {}
        }
    }

    /// The flow of a run.
    pub(super) fn known(&self, header: &RunHeader) -> Option<&Known> {
        self.flows.iter().find(|known| {
            (known.orchestration, known.flow.event) == (&*header.orchestration, &*header.event)
        })
    }

    pub(super) fn told(&self) -> Told {
        let book = self.book();
        Told {
            steps: book.trace.steps(),
            hash: book.trace.hash(),
            time: self.clock.elapsed(),
            counts: book.counts.clone(),
            violation: book.violation.clone(),
            tail: book.trace.tail(),
        }
    }
}

/// What a world tells at its end.
pub(super) struct Told {
    pub(super) steps: u64,
    pub(super) hash: u64,
    pub(super) time: Duration,
    pub(super) counts: BTreeMap<Event, u64>,
    pub(super) violation: Option<String>,
    pub(super) tail: Vec<String>,
}
