//! Access to rows, below the typed API of [`crate::context`].

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::{JournalWrite, StoreFuture};
use crate::context::{Cell, Record, Table};

/// For whom rows are read and written. A store puts it into every statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whose rows: those of other organisations do not exist.
    pub organization_id: Uuid,
    /// Who acts: `created_by` and `updated_by` of what is written.
    pub actor_id: Uuid,
}

/// Which rows to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Positions of columns with the values that they have to have.
    pub cells: BTreeMap<usize, Cell>,
    /// At most so many rows.
    pub limit: u32,
}

/// Reads in one snapshot. Nothing is written, whatever happens.
pub trait Reads: Send + Sync {
    /// The row with this id in the scope's organisation.
    fn get<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, Option<Record>>;

    /// The rows that match in the scope's organisation, in the table's order.
    fn find<'a>(&'a self, table: &'static Table, query: Query) -> StoreFuture<'a, Vec<Record>>;
}

/// One open database transaction. Its writes are visible in it at once, and to others after
/// [`Session::commit`] alone. Dropping it, or a crash, takes all of them back.
pub trait Session: Reads {
    /// Waits for what its statements would have to wait for long, so that a procedure's time is its own: short
    /// waits are left to the first statement.
    fn ready(&self) -> StoreFuture<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// How long its statements have waited for the transactions of others until now: a procedure's time is its own.
    fn waited(&self) -> Duration {
        Duration::ZERO
    }

    /// Tells a database that ends transactions in which nothing is said for long that whoever has this one lives.
    fn stay(&self) -> StoreFuture<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Writes a new row. After a failure the row is not there and the transaction goes on.
    fn insert<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()>;

    /// Changes columns of a row and counts its version up. After a failure it is unchanged.
    fn update<'a>(
        &'a self,
        table: &'static Table,
        id: Uuid,
        cells: BTreeMap<usize, Cell>,
        at: Timestamp,
    ) -> StoreFuture<'a, ()>;

    /// Removes a row. After a failure it is still there.
    fn remove<'a>(&'a self, table: &'static Table, id: Uuid) -> StoreFuture<'a, ()>;

    /// Commits the rows together with a step of a run's journal, if one is given.
    ///
    /// After success all of it is durable. After a failure the transaction is over; it is rolled back
    /// unless the answer to the COMMIT was lost, which [`Store::committed`](super::Store::committed)
    /// tells. After a crash in the middle either all of it is there or nothing.
    fn commit<'a>(&'a self, write: Option<JournalWrite>) -> StoreFuture<'a, ()>;

    /// Whether it lost against another transaction that ran beside it: nothing of it is or will be
    /// committed, and the same again may well succeed at once. A store with one writer knows no such end.
    fn lost(&self) -> bool {
        false
    }

    /// Ends the transaction and takes its writes back. Harmless when it is over.
    fn rollback(&self);
}
