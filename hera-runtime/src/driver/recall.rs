//! Being called back: somebody else wrote into the journal of a run that this drive has in hand.
//!
//! A person's word is a write like any other, so the drive's next commit is fenced: whichever commits
//! first wins. What waits is woken, what is under way settles, and the run is read again. No answer of
//! the outside is lost on the way.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use super::wait::{First, first};
use super::{Book, Drive, DriveError};
use crate::context::StoreError;
use crate::flow::Answer;
use crate::ports::News;
use crate::watched::Watched;

/// Whether new work may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// It may.
    Forward,
    /// The run has turned around: what waits to go forward does not start any more.
    Turned,
    /// Nobody knows whether it has turned around: the answer of the write that says so is lost, and whoever
    /// lost it ends the drive.
    Lost,
    /// The journal has to be read again.
    Recalled,
}

impl Signal {
    pub(super) fn of(book: &Book) -> Signal {
        if book.machine.is_turned() { Signal::Turned } else { Signal::Forward }
    }
}

/// Longer than any process lives.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);

/// What is known of calls by whoever made them, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heard {
    /// What external nodes answered.
    answers: BTreeMap<String, Answer>,
    /// Until when the last call may be under way that gave no answer.
    under_way: BTreeMap<String, Instant>,
}

/// Where a drive keeps it.
#[derive(Default)]
pub(super) struct HeardBook(Mutex<Heard>);

impl HeardBook {
    pub(super) fn new(heard: Heard) -> HeardBook {
        HeardBook(Mutex::new(heard))
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn keep(&self, key: &str, answer: &Answer) {
        let mut heard = self.lock();
        heard.under_way.remove(key);
        heard.answers.insert(key.to_owned(), answer.clone());
    }

    pub(super) fn get(&self, key: &str) -> Option<Answer> {
        self.lock().answers.get(key).cloned()
    }

    /// A call begins that may take so long.
    pub(super) fn calls(&self, key: &str, most: Duration) {
        // What is later than any time is never over.
        let until = Instant::now().checked_add(most);
        let until = until.unwrap_or_else(|| Instant::now() + LONGEST);
        self.lock().under_way.insert(key.to_owned(), until);
    }

    /// For how many milliseconds the last call with this key may be under way yet.
    pub(super) fn under_way(&self, key: &str) -> u64 {
        let left = self.lock().under_way.get(key).map(|until| *until - Instant::now());
        // Parts of one count.
        left.map_or(0, |left| u64::try_from(left.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX))
    }

    pub(super) fn take(&self) -> Heard {
        std::mem::take(&mut *self.lock())
    }
}

/// Calls a drive back from outside of it.
#[derive(Clone)]
pub(crate) struct Recall(Watched<Signal>);

impl Recall {
    /// Nothing new starts; the drive ends as soon as what is under way has settled.
    pub(crate) fn call(&self) {
        self.0.set(Signal::Recalled);
    }

    /// One without a drive: for a run that waits.
    pub(crate) fn loose() -> Recall {
        Recall(Watched::new(Signal::Forward))
    }

    /// Whether it was called.
    pub(crate) fn is_called(&self) -> bool {
        self.0.get() == Signal::Recalled
    }

    /// Returns once it was called.
    pub(crate) async fn called(&self) {
        self.0.wait_for(|signal| signal == Signal::Recalled).await;
    }
}

impl Drive {
    /// The way to call this drive back.
    pub(crate) fn recall(&self) -> Recall {
        Recall(self.signal.clone())
    }

    /// Whether a drive that ended so has to read its journal again.
    pub(super) fn is_recalled(&self, ended: &Result<(), DriveError>) -> bool {
        let fenced = |error: &DriveError| {
            matches!(error, DriveError::Recalled(_) | DriveError::Store(StoreError::Fenced { .. }))
        };
        ended.as_ref().is_err_and(fenced)
    }

    /// Why no new work may start, whatever the machine says, if so.
    pub(super) fn halted(&self) -> Option<DriveError> {
        match self.signal.get() {
            Signal::Forward | Signal::Turned => None,
            Signal::Recalled => Some(DriveError::Recalled(Heard::default())),
            // As whoever lost the answer says it.
            Signal::Lost => {
                let what = "the answer of a write was lost".to_owned();
                Some(StoreError::Unavailable { what }.into())
            }
        }
    }

    /// Returns once the drive is called back.
    pub(super) async fn recalled(&self) {
        self.signal.wait_for(|signal| signal == Signal::Recalled).await;
    }

    /// Says to what waits whether the run goes on forward.
    pub(super) fn turn(&self, book: &Book) {
        let now = Signal::of(book);
        let goes_on = |was| matches!(was, Signal::Forward | Signal::Turned);
        self.signal.update(|was| (goes_on(was) && was != now).then_some(now));
    }

    /// Says to what waits that the run may have turned around, if the book does not say so.
    pub(super) fn may_have_turned(&self, turned: bool, book: &Book) {
        if turned && !book.machine.is_turned() {
            // Who is called back reads the journal anyway.
            self.signal.update(|was| (was != Signal::Recalled).then_some(Signal::Lost));
        }
    }

    /// Waits until the time of an attempt has come, or nothing may go forward any more.
    pub(super) async fn wait_forward(&self, not_before: Option<i64>) {
        let Some(at) = not_before.and_then(|ms| Timestamp::from_millisecond(ms).ok()) else {
            return;
        };
        loop {
            let look = self.world.next_look(1);
            let stopped = self.signal.wait_for(|signal| signal != Signal::Forward);
            if at <= look {
                first(self.world.clock.sleep_until(at), stopped).await;
                return;
            }
            let word = self.world.store.woken(News::Act(self.run));
            // One that came before is not told again.
            self.look().await;
            let look = first(self.world.clock.sleep_until(look), word);
            if let First::Right(()) = first(look, stopped).await {
                return;
            }
        }
    }

    /// Calls itself back if the journal is not the one that this drive wrote. A store that does not
    /// answer now says it at the next commit.
    async fn look(&self) {
        // Before the book is taken: whoever has a reader of the store may be waiting for the book.
        let Ok(Some((_, stored))) = self.world.store.fencing(self.run).await else { return };
        if stored > self.book.lock().await.version() {
            self.signal.set(Signal::Recalled);
        }
    }
}
