//! What the engine needs from the world, as small object-safe traits.
//!
//! Each operation says what is true before it, after success, after failure, and after a crash in the
//! middle. A store, a clock or a crash test is a new implementation, never a change of the driver.

mod clock;
mod crash;
mod ids;
mod journal;
mod news;
mod retention;
mod session;
mod store;

pub use clock::{Clock, SystemClock};
pub use crash::{CrashPoints, NoCrash};
pub use ids::{Ids, SystemIds};
pub use journal::{
    Fence, JournalLine, JournalWrite, RunError, RunHeader, RunId, RunRecord, commit_token,
    undo_token,
};
pub use news::News;
pub use retention::{
    Archive, ArchiveError, PAYLOAD_PRUNED, PruneBatch, PruneQuery, Pruned, PrunedRows,
};
pub use session::{Query, Reads, Scope, Session};
pub use store::{Organization, RunList, RunQuery, Store, Taken};

use crate::context::StoreError;
use crate::flow::BoxFuture;

/// What a store's operation returns.
pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, StoreError>>;
