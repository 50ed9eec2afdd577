//! Retention: runs that are over go after their time, in small batches, beside everything else.
//!
//! What a run did to the business stays: its own rows are not touched. Of the run its header stays, with
//! what keeps it from being done twice, and what people said to it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Engine, PLATFORM};
use crate::context::StoreError;
use crate::ports::{Archive, ArchiveError, PruneBatch, PruneQuery, PrunedRows, RunId};

/// Runs that are pruned in one transaction where nobody says how many, and the most of them.
const BATCH_RUNS: u32 = 100;
const BATCH_RUNS_MAX: u32 = 1_000;
/// Runs that are counted at once.
const PAGE_RUNS: u32 = 1_000;
/// How often a batch is tried again that met a busy store.
const BUSY_TRIES_MAX: u32 = 10;
/// The longest pause between two batches.
const PAUSE_MAX: SignedDuration = SignedDuration::from_secs(10);
/// How often [`Engine::attend`] prunes.
const PRUNE_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Which runs are pruned, and where they are kept before.
///
/// ```
/// use std::time::Duration;
///
/// use hera_runtime::engine::Retention;
///
/// let month = Retention::older_than(Duration::from_secs(30 * 24 * 3600));
/// ```
#[derive(Clone)]
pub struct Retention {
    older_than: Duration,
    organization_id: Option<Uuid>,
    actor_id: Uuid,
    archive: Option<Arc<dyn Archive>>,
    batch_runs: u32,
}

impl Retention {
    /// Prunes runs of all organisations that ended longer ago than that, in the engine's name.
    #[must_use]
    pub fn older_than(age: Duration) -> Retention {
        Retention {
            older_than: age,
            organization_id: None,
            actor_id: PLATFORM,
            archive: None,
            batch_runs: BATCH_RUNS,
        }
    }

    /// Only runs of this organisation.
    #[must_use]
    pub fn organization(mut self, id: Uuid) -> Retention {
        self.organization_id = Some(id);
        self
    }

    /// In whose name runs are pruned: stands in their headers.
    #[must_use]
    pub fn actor(mut self, id: Uuid) -> Retention {
        self.actor_id = id;
        self
    }

    /// Where runs are kept before they are pruned, such as in an
    /// [`ArchiveFile`](crate::stores::archive::ArchiveFile).
    #[must_use]
    pub fn archive(mut self, archive: impl Archive + 'static) -> Retention {
        self.archive = Some(Arc::new(archive));
        self
    }

    /// How many runs are pruned in one transaction: 1 to 1,000, 100 where nobody says it. On a store with one
    /// writer, all others wait that long.
    #[must_use]
    pub fn batch_runs(mut self, runs: u32) -> Retention {
        self.batch_runs = runs.clamp(1, BATCH_RUNS_MAX);
        self
    }
}

impl fmt::Debug for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retention")
            .field("older_than", &self.older_than)
            .field("organization_id", &self.organization_id)
            .field("actor_id", &self.actor_id)
            .field("archive", &self.archive.is_some())
            .field("batch_runs", &self.batch_runs)
            .finish()
    }
}

/// Why pruning broke off. What was pruned until then stays pruned.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PruneError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The archive did not take a run.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// The retention of an engine, and how it went last.
pub(super) struct Keeping {
    retention: Retention,
    failed: Mutex<Option<String>>,
}

impl Keeping {
    pub(super) fn new(retention: Retention) -> Keeping {
        Keeping { retention, failed: Mutex::default() }
    }

    /// Why pruning broke off when it was tried last, if it did.
    pub(super) fn failed(&self) -> Option<String> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Prunes now and then, as long as somebody looks.
#[derive(Default)]
pub(super) struct Pruning {
    due: Option<Timestamp>,
    going: JoinSet<()>,
}

impl Pruning {
    /// Prunes if the engine has a retention and it is time.
    pub(super) fn look(&mut self, engine: &Engine) {
        let now = engine.shared.world.clock.now();
        while self.going.try_join_next().is_some() {}
        let is_early = self.due.is_some_and(|due| now < due);
        if engine.shared.keeping.is_none() || is_early || !self.going.is_empty() {
            return;
        }
        self.due = Some(now.checked_add(PRUNE_EVERY).unwrap_or(Timestamp::MAX));
        let engine = engine.clone();
        self.going.spawn(async move {
            let Some(keeping) = &engine.shared.keeping else { return };
            let failed = engine.prune(&keeping.retention).await.err();
            let failed = failed.map(|error| error.to_string());
            *keeping.failed.lock().unwrap_or_else(PoisonError::into_inner) = failed;
        });
    }

    /// Lets what was begun come to the end of its batch.
    pub(super) async fn end(mut self) {
        while self.going.join_next().await.is_some() {}
    }
}

impl Engine {
    /// Prunes runs that are over: those of the retention's age, in batches of a transaction each. Between
    /// two of them it pauses for as long as the last one took, so that others have their turn. It ends
    /// early when the engine shuts down.
    ///
    /// A run that is parked is not over, and is never pruned. With an archive, a run is pruned only after
    /// it is in there durably.
    ///
    /// # Errors
    /// When the store or the archive fails; and at the end, when everything else is done, for a run that the archive
    /// cannot have since its journal cannot be read.
    pub async fn prune(&self, retention: &Retention) -> Result<PrunedRows, PruneError> {
        let clock = &self.shared.world.clock;
        let before = self.prunes_before(retention);
        let (mut pruned, mut unread) = (PrunedRows::default(), None);
        for organization_id in self.organizations(retention).await? {
            let mut query =
                PruneQuery { organization_id, before, after: None, limit: retention.batch_runs };
            while !self.shared.gate.is_closed() {
                let began = clock.now();
                let runs = self.store().runs_to_prune(query).await?;
                let Some(last) = runs.last() else { break };
                query.after = Some(*last);
                let rows = self.prune_batch(retention, query, runs, &mut unread).await?;
                pruned.runs += rows.runs;
                pruned.lines += rows.lines;
                let now = clock.now();
                // A clock that was set meanwhile says nothing.
                let pause = now.checked_add(now.duration_since(began).min(PAUSE_MAX));
                clock.sleep_until(pause.unwrap_or(now)).await;
            }
        }
        unread.map_or(Ok(pruned), |error| Err(PruneError::from(error)))
    }

    /// How many runs [`Engine::prune`] would prune now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_to_prune(&self, retention: &Retention) -> Result<u64, StoreError> {
        let before = self.prunes_before(retention);
        let mut count = 0;
        for organization_id in self.organizations(retention).await? {
            let mut query = PruneQuery { organization_id, before, after: None, limit: PAGE_RUNS };
            loop {
                let runs = self.store().runs_to_prune(query).await?;
                let Some(last) = runs.last() else { break };
                query.after = Some(*last);
                count += u64::try_from(runs.len()).unwrap_or(u64::MAX);
            }
        }
        Ok(count)
    }

    /// The end that runs of a retention have to have had before.
    #[must_use]
    pub fn prunes_before(&self, retention: &Retention) -> Timestamp {
        let age = SignedDuration::try_from(retention.older_than).unwrap_or(SignedDuration::MAX);
        self.shared.world.clock.now().checked_sub(age).unwrap_or(Timestamp::MIN)
    }

    async fn organizations(&self, retention: &Retention) -> Result<Vec<Uuid>, StoreError> {
        if let Some(organization) = retention.organization_id {
            return Ok(vec![organization]);
        }
        let mut organizations = Vec::new();
        loop {
            let page = self.store().organizations_to_prune(organizations.last().copied()).await?;
            if page.is_empty() {
                return Ok(organizations);
            }
            organizations.extend(page);
        }
    }

    async fn prune_batch(
        &self,
        retention: &Retention,
        query: PruneQuery,
        runs: Vec<RunId>,
        unread: &mut Option<StoreError>,
    ) -> Result<PrunedRows, PruneError> {
        let shared = &self.shared;
        let runs = match &retention.archive {
            Some(archive) => {
                shared.reach("before:archive").await;
                let runs = self.archive(&**archive, runs, unread).await;
                shared.reach("after:archive").await;
                runs?
            }
            None => runs,
        };
        let PruneQuery { organization_id, before, .. } = query;
        let (actor_id, at) = (retention.actor_id, shared.world.clock.now());
        let batch = PruneBatch { organization_id, actor_id, runs, before, at };
        shared.reach("before:prune").await;
        let mut pruned = self.store().prune(batch.clone()).await;
        for _ in 0..BUSY_TRIES_MAX {
            if pruned != Err(StoreError::Busy) {
                break;
            }
            pruned = self.store().prune(batch.clone()).await;
        }
        shared.reach("after:prune").await;
        Ok(pruned?)
    }

    /// Keeps runs durably; says which of them may be pruned now. Whoever was faster has kept the others.
    async fn archive(
        &self,
        archive: &dyn Archive,
        runs: Vec<RunId>,
        unread: &mut Option<StoreError>,
    ) -> Result<Vec<RunId>, PruneError> {
        let mut kept = Vec::with_capacity(runs.len());
        for run in runs {
            let loaded = match self.store().load(run).await {
                // It stays, and keeps none of the others.
                Err(error @ StoreError::Corrupt { .. }) => {
                    unread.get_or_insert(error);
                    continue;
                }
                loaded => loaded?,
            };
            let Some((record, lines)) = loaded else { continue };
            if record.status.is_final() && record.pruned.is_none() {
                archive.add(&record, &lines).await?;
                kept.push(run);
            }
        }
        archive.sync().await?;
        Ok(kept)
    }
}
