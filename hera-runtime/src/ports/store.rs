//! The store: where rows and runs live.

use std::sync::Arc;

use hera_core::Status;
use hera_core::plan::Isolation;
use uuid::Uuid;

use super::{
    JournalLine, News, PruneBatch, PruneQuery, PrunedRows, Reads, RunId, RunRecord, Scope, Session,
    StoreFuture,
};
use crate::context::StoreError;
use crate::flow::BoxFuture;

/// An organisation, as it is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its code, unique.
    pub code: String,
}

/// A run that was taken over. Its journal is append-only, so one that was read up to the same line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its fencing version from then on.
    pub version: i64,
    /// The number of the last line of its journal; 0 where there is none. No older owner adds one.
    pub last_line: i64,
}

/// Which runs to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunQuery {
    /// Only runs of this organisation.
    pub organization_id: Option<Uuid>,
    /// Only runs in this state.
    pub status: Option<Status>,
    /// Only runs that are older than this one: what comes after it in a list.
    pub before: Option<RunId>,
    /// At most so many, the newest first; 0: as many as the store returns at once (1,000).
    pub limit: u32,
}

/// Runs that were asked for, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunList {
    /// Their headers.
    pub runs: Vec<RunRecord>,
    /// Those among them whose header cannot be read, and why. They keep none of the others waiting.
    pub unreadable: Vec<(RunId, String)>,
    /// The last of both: what a next question comes after ([`RunQuery::before`]).
    pub last: Option<RunId>,
}

impl RunList {
    /// Adds the next run.
    ///
    /// # Errors
    /// What kept it from being read, unless that is its header.
    pub fn add(
        &mut self,
        run: RunId,
        header: Result<RunRecord, StoreError>,
    ) -> Result<(), StoreError> {
        match header {
            Ok(record) => self.runs.push(record),
            Err(error @ StoreError::Corrupt { .. }) => {
                self.unreadable.push((run, error.to_string()))
            }
            Err(error) => return Err(error),
        }
        self.last = Some(run);
        Ok(())
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len() + self.unreadable.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A store of rows and runs, opened by one owner.
///
/// Every write of a run carries a fence: two owners of the same run cannot both write, and a run is
/// created once for its code. A crash at any moment leaves what was durable before, or that and the
/// whole write, never a part of it.
pub trait Store: Send + Sync {
    /// Who this opened store is. Runs that it writes carry this owner until it is gone or another
    /// takes them over.
    fn owner(&self) -> Uuid;

    /// Whether a journal line can be made durable while a transaction with writes is open. Where not,
    /// no external node may wait for a transactional one of its own boundary.
    fn writes_beside_transactions(&self) -> bool;

    /// The term for which this store has owned its runs without a break, as far as it knows without
    /// asking anybody; nothing when it may have lost them. Who drove a run in another term may have lost
    /// it, and what it started outside could come after the next owner's undoing of it.
    fn term(&self) -> Option<u64> {
        Some(0)
    }

    /// Whether an owner that counts as gone may live all the same, because its lease ended by the clock:
    /// what it called outside may still be under way then.
    fn owners_may_wake(&self) -> bool;

    /// Creates an organisation, and says whether it was not there yet. Doing it again is harmless.
    fn create_organization<'a>(
        &'a self,
        organization: &'a Organization,
        actor_id: Uuid,
    ) -> StoreFuture<'a, bool>;

    /// The organisation with this id.
    fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>>;

    /// The run that was admitted under this code.
    fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>>;

    /// A run with its whole journal, both from one snapshot.
    fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>>;

    /// The owner of a run, and its fencing version.
    fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>>;

    /// Runs, the newest first.
    fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList>;

    /// Runs that are neither final nor parked and whose owner is gone, or is this very store: which of
    /// those it drives, their driver knows. The oldest first, at most 1,000 that come after the given one;
    /// none when there are no more.
    fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>>;

    /// Makes this store the owner of a run.
    ///
    /// After success every older owner is fenced. [`Fenced`](crate::context::StoreError::Fenced) when the run has moved on
    /// from `version` or its owner is alive.
    fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken>;

    /// Gives a run of this owner its concurrency key, if no other run has it and none waits that was
    /// admitted before. Nothing when the run has it now; else the run for which it waits.
    ///
    /// A run has its key from then on until it is final, or gives it up with a
    /// [write](super::JournalWrite::releases), parked or not, whoever owns it: no two have the same one. A parked
    /// run without its key does not wait for it. [`Fenced`](crate::context::StoreError::Fenced) when the run has another owner or is over.
    fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;

    /// The run for which another one waits: who has its concurrency key, or comes before it.
    fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;

    /// Whether the journal of `run` holds a line with this token, as a fresh connection sees it: what
    /// a COMMIT whose answer was lost came to.
    fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool>;

    /// Organisations that have runs which are over and not pruned, in order, at most 1,000 that come after
    /// the given one; none when there are no more.
    fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>>;

    /// Runs that can be pruned, which are over: those that ended, or were admitted, first come first.
    fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>>;

    /// Prunes runs in one transaction: their payloads and journals go, their headers and acts stay, with a
    /// mark.
    ///
    /// What keeps a run from being done twice stays: its code, its idempotency key, its fingerprint. A run
    /// is left alone that is another organisation's, not over, ended too late, or pruned already, and where
    /// the store can tell, one that somebody else prunes just now. The fencing version counts up, so that
    /// nobody writes who has read it before. After a failure or a crash all of the batch is pruned, or
    /// nothing.
    fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows>;

    /// A snapshot of its own. It holds no lock that a writer waits for.
    fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>>;

    /// Opens a transaction. [`Busy`](crate::context::StoreError::Busy) when its turn does not come in time.
    fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>>;

    /// Gives up the runs of this owner: others take them over at once. Nothing of it may be under way.
    /// After a crash, or without it, they wait until the owner counts as gone.
    fn leave(&self) -> StoreFuture<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Wakes those in other processes who wait for these news. Nothing depends on it: news may be lost,
    /// and a store that tells none does nothing here.
    fn tell<'a>(&'a self, _news: News<'a>) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Returns when these news may have been told since this was called, now and then without any: who is
    /// woken looks. Never, where the store tells none; so whoever waits looks by the clock as well.
    fn woken(&self, _news: News<'_>) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

macro_rules! through_arc {
    ($(fn $name:ident $(<$life:lifetime>)? (&$($self_life:lifetime)? self $(, $arg:ident: $ty:ty)*) -> $out:ty;)*) => {
        $(fn $name $(<$life>)? (&$($self_life)? self $(, $arg: $ty)*) -> $out {
            (**self).$name($($arg),*)
        })*
    };
}

/// A store that is shared, or whose kind is known at run time alone.
impl<S: Store + ?Sized> Store for Arc<S> {
    through_arc! {
        fn owner(&self) -> Uuid;
        fn writes_beside_transactions(&self) -> bool;
        fn term(&self) -> Option<u64>;
        fn owners_may_wake(&self) -> bool;
        fn create_organization<'a>(&'a self, organization: &'a Organization, actor_id: Uuid) -> StoreFuture<'a, bool>;
        fn organization(&self, id: Uuid) -> StoreFuture<'_, Option<Organization>>;
        fn find_run<'a>(&'a self, code: &'a str) -> StoreFuture<'a, Option<RunRecord>>;
        fn load(&self, run: RunId) -> StoreFuture<'_, Option<(RunRecord, Vec<JournalLine>)>>;
        fn fencing(&self, run: RunId) -> StoreFuture<'_, Option<(Uuid, i64)>>;
        fn runs(&self, query: RunQuery) -> StoreFuture<'_, RunList>;
        fn abandoned(&self, after: Option<RunId>) -> StoreFuture<'_, Vec<RunId>>;
        fn take_over(&self, run: RunId, version: i64) -> StoreFuture<'_, Taken>;
        fn acquire(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;
        fn waits_for(&self, run: RunId) -> StoreFuture<'_, Option<RunId>>;
        fn committed<'a>(&'a self, run: RunId, token: &'a str) -> StoreFuture<'a, bool>;
        fn organizations_to_prune(&self, after: Option<Uuid>) -> StoreFuture<'_, Vec<Uuid>>;
        fn runs_to_prune(&self, query: PruneQuery) -> StoreFuture<'_, Vec<RunId>>;
        fn prune(&self, batch: PruneBatch) -> StoreFuture<'_, PrunedRows>;
        fn view(&self, scope: Scope) -> StoreFuture<'_, Arc<dyn Reads>>;
        fn begin(&self, scope: Scope, isolation: Isolation) -> StoreFuture<'_, Arc<dyn Session>>;
        fn leave(&self) -> StoreFuture<'_, ()>;
        fn tell<'a>(&'a self, news: News<'a>) -> BoxFuture<'a, ()>;
        fn woken(&self, news: News<'_>) -> BoxFuture<'_, ()>;
    }
}
