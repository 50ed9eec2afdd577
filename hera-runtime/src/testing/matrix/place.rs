//! Where the cases of a matrix run: databases that are opened several times, each time as another process.

#[cfg(all(feature = "postgres", unix))]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::sync::Arc;

use uuid::Uuid;

use crate::context::StoreError;
use crate::ports::{Store, StoreFuture};

/// Gives each case a database.
pub trait Places: Send + Sync {
    /// What reports call the store.
    fn name(&self) -> &'static str;

    /// How many cases are played beside each other.
    fn at_once(&self) -> usize {
        std::thread::available_parallelism().map_or(1, |count| count.get())
    }

    /// Whether the blows take turns at the points, where not all cases are asked for: each point is met by
    /// one of them and not by all.
    fn spreads(&self) -> bool {
        false
    }

    /// A database for one case. It may hold rows of other organisations.
    fn place(&self) -> StoreFuture<'_, Arc<dyn Place>>;

    /// The database of this [address](Place::address), in another process than the one that made it. It stays
    /// when this is dropped.
    fn at<'a>(&'a self, address: &'a str) -> StoreFuture<'a, Arc<dyn Place>> {
        let what = format!("no other process finds {address}");
        Box::pin(std::future::ready(Err(StoreError::Unavailable { what })))
    }
}

/// A database, and what else keeps a process in possession of its runs.
pub trait Place: Send + Sync {
    /// Where another process finds it, if one can.
    fn address(&self) -> Option<String> {
        None
    }

    /// Opens it once more, as another owner.
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>>;

    /// Takes away what tells others that this owner lives, as the end of its lease does. `through` is the
    /// store of another process.
    fn end_lease<'a>(&'a self, through: &'a dyn Store, owner: Uuid) -> StoreFuture<'a, ()>;

    /// Ends the transactions of an owner that stands still, as a server does after a while with those in
    /// which nothing happens: else they would keep their rows from all others.
    fn end_transactions(&self, owner: Uuid) -> StoreFuture<'_, ()> {
        let _ = owner;
        Box::pin(std::future::ready(Ok(())))
    }
}

#[cfg(all(feature = "postgres", unix))]
pub use postgres::Postgres;
#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;
