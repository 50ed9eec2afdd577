//! The points at which one process of a case can be stopped, and what it passed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::child::{self, Note};
use super::fault::Strikes;
use crate::flow::BoxFuture;
use crate::ports::CrashPoints;

/// A point of a run: its name, and how often it was reached before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Point {
    /// `before:commit:add_line_txn`, `inside:node:PERSIST_ADD` and so on.
    pub(super) name: String,
    /// The first time is 1.
    pub(super) time: u32,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.name, self.time)
    }
}

/// A point that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Passed {
    pub(super) point: Point,
    /// Whether a transaction of the process was open.
    pub(super) in_transaction: bool,
}

/// What one process passes, and where it stands still.
pub(super) struct Points {
    passed: Mutex<Trace>,
    strikes: Arc<Strikes>,
    /// Transactions of this process that are open.
    pub(super) open: AtomicUsize,
    /// Those of them in which rows were written.
    pub(super) writing: AtomicUsize,
    stopped: Notify,
    gate: Notify,
    /// Nobody is stopped any more, and nothing noted.
    over: AtomicBool,
}

#[derive(Default)]
struct Trace {
    times: BTreeMap<String, u32>,
    passed: Vec<Passed>,
    stop: Option<Point>,
}

impl Points {
    pub(super) fn new(strikes: Arc<Strikes>) -> Arc<Points> {
        Arc::new(Points {
            passed: Mutex::default(),
            strikes,
            open: AtomicUsize::new(0),
            writing: AtomicUsize::new(0),
            stopped: Notify::new(),
            gate: Notify::new(),
            over: AtomicBool::new(false),
        })
    }

    /// From now on whoever reaches this point stands still there.
    pub(super) fn stop_at(&self, point: Point) {
        self.lock().stop = Some(point);
    }

    /// The same for the next point of this name.
    pub(super) fn stop_at_next(&self, name: &str) {
        let mut trace = self.lock();
        let time = trace.times.get(name).copied().unwrap_or_default() + 1;
        trace.stop = Some(Point { name: name.to_owned(), time });
    }

    /// Returns once somebody stands still.
    pub(super) async fn stopped(&self) {
        self.stopped.notified().await;
    }

    /// Lets go on who stands still, and stops nobody any more.
    pub(super) fn open(&self) {
        self.lock().stop = None;
        self.gate.notify_one();
    }

    /// Whether a transaction of the process is open.
    pub(super) fn in_transaction(&self) -> bool {
        self.open.load(Ordering::SeqCst) > 0
    }

    /// Whether rows were written in a transaction of the process that is open.
    pub(super) fn has_written(&self) -> bool {
        self.writing.load(Ordering::SeqCst) > 0
    }

    /// All that was passed, in order.
    pub(super) fn trace(&self) -> Vec<Passed> {
        self.lock().passed.clone()
    }

    /// What happens from now on is no part of the case.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// A point is reached.
    pub(super) async fn pass(&self, name: &str) {
        if self.over.load(Ordering::SeqCst) {
            return;
        }
        if let Some(write) = name.strip_prefix("before:") {
            self.strikes.arm(write);
        }
        if self.note(name) {
            self.stopped.notify_one();
            self.gate.notified().await;
        }
    }

    /// Notes a point, and says whether it is the one to stop at.
    fn note(&self, name: &str) -> bool {
        let in_transaction = self.in_transaction();
        let mut trace = self.lock();
        let time = trace.times.entry(name.to_owned()).or_default();
        *time += 1;
        let point = Point { name: name.to_owned(), time: *time };
        let stop = trace.stop.as_ref() == Some(&point);
        let passed = Passed { point, in_transaction };
        child::note(|| Note::Passed(passed.clone()));
        trace.passed.push(passed);
        stop
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Trace> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The engine's own points are passed like the others.
pub(super) struct Hooks(pub(super) Arc<Points>);

impl CrashPoints for Hooks {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(self.0.pass(point))
    }
}
