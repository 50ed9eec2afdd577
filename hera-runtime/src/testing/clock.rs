//! Time that moves by itself when there is nothing else to do.
//!
//! Back-offs and time-outs cost no real time, and nothing is late because the machine is slow: while
//! anybody is at work, the clock stands still.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};

use crate::flow::BoxFuture;
use crate::ports::Clock;

/// When virtual time begins, in seconds since the epoch: the first moment of 2026.
const BEGINS_AT_S: i64 = 1_767_225_600;

/// A clock that stands still as long as something is under way, and then moves to the next moment for
/// which somebody waits. Clones are the same clock.
///
/// A runtime of [`VirtualClock::runtime`] moves it whenever all its tasks wait. Whoever waits for something
/// outside of the runtime, a database or a socket, holds [`VirtualClock::under_way`] meanwhile.
///
/// ```
/// use hera_runtime::ports::Clock;
/// use hera_runtime::testing::clock::VirtualClock;
///
/// let clock = VirtualClock::new();
/// let tomorrow = clock.now() + jiff::SignedDuration::from_hours(24);
/// clock.runtime()?.block_on(clock.sleep_until(tomorrow)); // at once
/// assert_eq!(clock.now(), tomorrow);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct VirtualClock {
    now: Arc<Mutex<Timestamp>>,
    waiting: Arc<Waiting>,
}

/// Who waits on one side of a clock, and how much is under way there.
#[derive(Default)]
struct Waiting {
    sleepers: Mutex<Sleepers>,
    busy: AtomicUsize,
}

#[derive(Default)]
struct Sleepers {
    next: u64,
    wakers: BTreeMap<(Timestamp, u64), Waker>,
}

impl Default for VirtualClock {
    fn default() -> VirtualClock {
        VirtualClock::new()
    }
}

impl VirtualClock {
    /// A clock at the first moment of 2026.
    #[must_use]
    pub fn new() -> VirtualClock {
        let begin = Timestamp::from_second(BEGINS_AT_S).unwrap_or(Timestamp::UNIX_EPOCH);
        VirtualClock { now: Arc::new(Mutex::new(begin)), waiting: Arc::default() }
    }

    /// The same time with sleepers of its own, for another runtime: one that stands still keeps the
    /// others' time from nothing.
    #[must_use]
    pub fn beside(&self) -> VirtualClock {
        VirtualClock { now: Arc::clone(&self.now), waiting: Arc::default() }
    }

    /// A runtime of one thread that moves this clock whenever all its tasks wait.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn runtime(&self) -> io::Result<Runtime> {
        let clock = self.clone();
        let moves = move || {
            clock.advance();
        };
        // Whoever waits for the runtime itself has its turn after each task: what it stops stands still.
        let mut builder = Builder::new_current_thread();
        builder.enable_all().event_interval(1).on_thread_park(moves).build()
    }

    /// Keeps the clock from moving by itself as long as what it gives lives.
    pub fn under_way(&self) -> UnderWay {
        self.waiting.busy.fetch_add(1, Ordering::SeqCst);
        UnderWay(Arc::clone(&self.waiting))
    }

    /// Moves to the next moment for which somebody waits, unless something is under way, and says whether
    /// anybody was woken.
    pub fn advance(&self) -> bool {
        if self.waiting.busy.load(Ordering::SeqCst) > 0 {
            return false;
        }
        let mut sleepers = self.waiting.lock();
        let Some(((at, _), waker)) = sleepers.wakers.pop_first() else { return false };
        drop(sleepers);
        let mut now = self.lock();
        *now = at.max(*now);
        drop(now);
        waker.wake();
        true
    }

    /// Moves on to this moment, if it is not past. Who waits for an earlier one is woken when it moves next.
    pub(super) fn forward(&self, to: Timestamp) {
        let mut now = self.lock();
        *now = to.max(*now);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Timestamp> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn lock(&self) -> std::sync::MutexGuard<'_, Sleepers> {
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        *self.lock()
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(Sleep { clock: self, at, number: None })
    }
}

/// Something is under way: see [`VirtualClock::under_way`].
#[must_use]
pub struct UnderWay(Arc<Waiting>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A wait for a moment.
struct Sleep<'a> {
    clock: &'a VirtualClock,
    at: Timestamp,
    /// Its place among the sleepers, once it has one.
    number: Option<u64>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.clock.now() >= self.at {
            return Poll::Ready(());
        }
        let mut sleepers = self.clock.waiting.lock();
        let number = self.number.unwrap_or(sleepers.next);
        if self.number.is_none() {
            sleepers.next += 1;
        }
        sleepers.wakers.insert((self.at, number), cx.waker().clone());
        drop(sleepers);
        self.number = Some(number);
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.clock.waiting.lock().wakers.remove(&(self.at, number));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn in_s(clock: &VirtualClock, seconds: i64) -> Timestamp {
        clock.now() + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn sleepers_wake_in_the_order_of_their_times() {
        let clock = VirtualClock::new();
        let (late, soon) = (in_s(&clock, 3_600), in_s(&clock, 60));
        let order = clock.runtime().unwrap().block_on(async {
            let order = Arc::new(Mutex::new(Vec::new()));
            let wait = |at: Timestamp, name: &'static str| {
                let (clock, order) = (clock.clone(), Arc::clone(&order));
                tokio::spawn(async move {
                    clock.sleep_until(at).await;
                    order.lock().unwrap().push((name, clock.now()));
                })
            };
            let (one, other) = (wait(late, "late"), wait(soon, "soon"));
            one.await.unwrap();
            other.await.unwrap();
            std::mem::take(&mut *order.lock().unwrap())
        });
        assert_eq!(order, [("soon", soon), ("late", late)]);
    }

    #[test]
    fn it_stands_still_while_something_is_under_way() {
        let clock = VirtualClock::new();
        let at = in_s(&clock, 1);
        clock.runtime().unwrap().block_on(async {
            let work = clock.under_way();
            let first = tokio::select! {
                () = clock.sleep_until(at) => "slept",
                // Real time passes, as it does for who waits for a socket.
                () = tokio::time::sleep(std::time::Duration::from_millis(20)) => "worked",
            };
            assert_eq!(first, "worked");
            drop(work);
            clock.sleep_until(at).await;
        });
        assert_eq!(clock.now(), at);
    }

    #[test]
    fn who_sleeps_beside_does_not_hold_the_others() {
        let clock = VirtualClock::new();
        let beside = clock.beside();
        let mut frozen = std::pin::pin!(beside.sleep_until(in_s(&clock, 1)));
        assert!(frozen.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let later = in_s(&clock, 5);
        clock.runtime().unwrap().block_on(clock.sleep_until(later));
        assert_eq!(beside.now(), later, "time is one");
        assert!(frozen.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    }
}
