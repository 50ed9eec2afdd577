//! The places where a crash would hurt, by name: what the kill test counts and kills at.

use crate::flow::BoxFuture;

/// Is told before and after each durable write and each call to the outside. Names are
/// `before:` or `after:`, then what is done, then on what: `before:commit:add_line_txn`,
/// `after:external:RESERVE_SOFT`.
pub trait CrashPoints: Send + Sync {
    /// The driver stands at `point`. Whether this returns is up to the implementation.
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()>;
}

/// Nothing crashes on purpose.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCrash;

impl CrashPoints for NoCrash {
    fn reach<'a>(&'a self, _point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }
}
