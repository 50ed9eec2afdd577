//! Waiting: for the first of two things, until a deadline, and through a panic.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use hera_core::entry::infrastructure;
use hera_core::{Failure, FailureKind};
use jiff::Timestamp;
use pin_project_lite::pin_project;

use crate::flow::BoxFuture;
use crate::ports::{Clock, Session};

/// The longest part of a panic's message that a journal keeps, in characters.
const PANIC_CHARS_MAX: usize = 200;
/// The most characters of a failure's message that are kept.
const MESSAGE_CHARS_MAX: usize = 2_000;

/// What came first.
pub(crate) enum First<A, B> {
    Left(A),
    Right(B),
}

/// Waits for the first of two futures and drops the other; the left one where both are ready.
pub(crate) fn first<L: Future, R: Future>(left: L, right: R) -> Race<L, R> {
    Race { left, right }
}

pin_project! {
    /// Two futures side by side: as large as both of them, where a function that awaits them is twice that.
    pub(crate) struct Race<L, R> {
        #[pin]
        left: L,
        #[pin]
        right: R,
    }
}

impl<L: Future, R: Future> Future for Race<L, R> {
    type Output = First<L::Output, R::Output>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let race = self.project();
        if let Poll::Ready(value) = race.left.poll(context) {
            return Poll::Ready(First::Left(value));
        }
        race.right.poll(context).map(First::Right)
    }
}

/// The future's value, or nothing once the deadline is past; it is dropped then.
pub(crate) fn within<F: Future>(
    clock: &dyn Clock,
    deadline: Timestamp,
    future: F,
) -> Within<'_, F> {
    Within { race: first(future, clock.sleep_until(deadline)) }
}

/// The same for a call that has a transaction: what its statements wait for others comes on top, but not past the
/// `last` moment.
pub(super) async fn within_own<F: Future>(
    clock: &dyn Clock,
    session: &dyn Session,
    (deadline, last): (Timestamp, Timestamp),
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    // What another node of the boundary has waited is no part of it.
    let before = session.waited();
    let mut until = deadline.min(last);
    loop {
        if let Some(value) = within(clock, until, future.as_mut()).await {
            return Some(value);
        }
        let waited = session.waited().saturating_sub(before);
        let own = deadline.checked_add(waited).unwrap_or(Timestamp::MAX).min(last);
        if own <= until {
            return None;
        }
        until = own;
    }
}

pin_project! {
    /// A future that has a deadline.
    pub(crate) struct Within<'a, F> {
        #[pin]
        race: Race<F, BoxFuture<'a, ()>>,
    }
}

impl<F: Future> Future for Within<'_, F> {
    type Output = Option<F::Output>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().race.poll(context).map(|came| match came {
            First::Left(value) => Some(value),
            First::Right(()) => None,
        })
    }
}

/// A call to the outside, which is let go on before its deadline only; nothing after it.
///
/// A process that stood still wakes in the middle of a call, with the deadline over and a request yet to be sent:
/// it asks for the time first. The clock of the wall counts, which goes on while a machine is suspended.
pub(super) fn in_time<F: Future>(clock: &dyn Clock, deadline: Timestamp, call: F) -> InTime<'_, F> {
    InTime { call: within(clock, deadline, call), clock, deadline }
}

pin_project! {
    /// A call that has to be over by its deadline.
    pub(super) struct InTime<'a, F> {
        #[pin]
        call: Within<'a, F>,
        clock: &'a dyn Clock,
        deadline: Timestamp,
    }
}

impl<F: Future> Future for InTime<'_, F> {
    type Output = Option<F::Output>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.project();
        match call.clock.now() < *call.deadline {
            true => call.call.poll(context),
            false => Poll::Ready(None),
        }
    }
}

/// A call of a procedure that does not take the engine with it when it panics.
pub(super) fn guarded<T, F: Future<Output = Result<T, Failure>>>(call: F) -> Guarded<F> {
    Guarded { call }
}

pin_project! {
    /// A call whose panic is a failure of it.
    pub(super) struct Guarded<F> {
        #[pin]
        call: F,
    }
}

impl<T, F: Future<Output = Result<T, Failure>>> Future for Guarded<F> {
    type Output = Result<T, Failure>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // What a panic leaves behind in the procedure is never used again: its transaction is rolled
        // back, and its future is dropped.
        let call = self.project().call;
        match catch_unwind(AssertUnwindSafe(|| call.poll(context))) {
            Ok(poll) => poll.map_err(bounded),
            Err(panic) => Poll::Ready(Err(bounded(Failure {
                code: infrastructure::PANIC.to_owned(),
                message: format!("the procedure panicked: {}", words(&*panic)),
                kind: FailureKind::Infrastructure,
            }))),
        }
    }
}

/// A failure as a journal keeps it: what a procedure says of it may be another system's whole answer.
fn bounded(mut failure: Failure) -> Failure {
    if let Some((end, _)) = failure.message.char_indices().nth(MESSAGE_CHARS_MAX) {
        failure.message.truncate(end);
        failure.message.push('…');
    }
    if failure.message.contains('\0') {
        failure.message = failure.message.replace('\0', "\u{fffd}");
    }
    failure
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it does not say why").chars().take(PANIC_CHARS_MAX).collect()
}

#[cfg(all(test, feature = "sqlite"))]
mod tests {
    use std::future::pending;
    use std::time::Duration;

    use hera_core::plan::Isolation;
    use uuid::Uuid;

    use super::*;
    use crate::context::{Entity, Row as _};
    use crate::ports::{Scope, Store, SystemClock};
    use crate::stores::sqlite::SqliteStore;

    #[tokio::test]
    async fn who_stood_still_inside_a_call_sends_nothing_when_it_wakes() {
        let (woken, sent) = (tokio::sync::Notify::new(), std::sync::atomic::AtomicBool::new(false));
        let call = async {
            woken.notified().await;
            sent.store(true, std::sync::atomic::Ordering::SeqCst);
        };
        let deadline = Timestamp::now() + Duration::from_millis(30);
        let stand_still = async {
            std::thread::sleep(Duration::from_millis(60));
            woken.notify_one();
        };
        let (called, ()) = tokio::join!(in_time(&SystemClock, deadline, call), stand_still);
        assert_eq!(called, None);
        assert!(!sent.load(std::sync::atomic::Ordering::SeqCst), "its time was over");
    }

    #[tokio::test]
    async fn what_a_panic_says_is_what_a_journal_keeps() {
        let text = "so\0so".to_owned();
        let failed = guarded::<(), _>(async { panic!("{text}") }).await;
        let message = failed.map_err(|failure| failure.message);
        assert_eq!(message, Err("the procedure panicked: so\u{fffd}so".to_owned()));
    }

    #[tokio::test]
    async fn what_a_call_waits_for_others_is_not_its_own_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(dir.path().join("hera.db")).expect("a store");
        let scope = Scope { organization_id: Uuid::nil(), actor_id: Uuid::nil() };
        let open = || store.begin(scope, Isolation::Serializable);
        let (holder, session) = (open().await.expect("one"), open().await.expect("another"));
        holder.get(Entity::TABLE, Uuid::nil()).await.expect("it has the writer");
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(150)).await;
            drop(holder);
        });
        let soon = || {
            let now = Timestamp::now();
            (now + Duration::from_millis(30), now + Duration::from_secs(20))
        };
        let call = session.get(Entity::TABLE, Uuid::nil());
        let read = within_own(&SystemClock, &*session, soon(), call).await;
        assert_eq!(read, Some(Ok(None)));
        assert!(session.waited() >= Duration::from_millis(100));
        let late = within_own(&SystemClock, &*session, soon(), pending::<()>());
        let late = tokio::time::timeout(Duration::from_millis(90), late).await;
        assert_eq!(late, Ok(None), "it waited before this call");
    }
}
