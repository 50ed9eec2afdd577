//! Waiting: for the first of two things, until a deadline, and through a panic.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use hera_core::entry::infrastructure;
use hera_core::{Failure, FailureKind};
use jiff::Timestamp;

use crate::ports::Clock;

/// The longest part of a panic's message that a journal keeps, in characters.
const PANIC_CHARS_MAX: usize = 200;

/// What came first.
pub(crate) enum First<A, B> {
    Left(A),
    Right(B),
}

/// Waits for the first of two futures and drops the other; the left one where both are ready.
pub(crate) async fn first<A, B>(
    left: impl Future<Output = A>,
    right: impl Future<Output = B>,
) -> First<A, B> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    poll_fn(|cx| {
        if let Poll::Ready(value) = left.as_mut().poll(cx) {
            return Poll::Ready(First::Left(value));
        }
        right.as_mut().poll(cx).map(First::Right)
    })
    .await
}

/// The future's value, or nothing once the deadline is past; it is dropped then.
pub(crate) async fn within<T>(
    clock: &dyn Clock,
    deadline: Timestamp,
    future: impl Future<Output = T>,
) -> Option<T> {
    match first(future, clock.sleep_until(deadline)).await {
        First::Left(value) => Some(value),
        First::Right(()) => None,
    }
}

/// A call of a procedure that does not take the engine with it when it panics.
pub(super) async fn guarded<T>(
    call: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut call = pin!(call);
    // What a panic leaves behind in the procedure is never used again: its transaction is rolled
    // back, and its future is dropped.
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx))) {
        Ok(poll) => poll,
        Err(panic) => Poll::Ready(Err(Failure {
            code: infrastructure::PANIC.to_owned(),
            message: format!("the procedure panicked: {}", words(&*panic)),
            kind: FailureKind::Infrastructure,
        })),
    })
    .await
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it does not say why").chars().take(PANIC_CHARS_MAX).collect()
}
