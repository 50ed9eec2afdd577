//! Who is alive: a worker has a lease in the database, and renews it while its process runs.
//!
//! The lease ends by the database's clock, which all share. A process that is dead or frozen stops
//! renewing; when its lease is over, others take its runs, and each take-over counts the run's version
//! up, so that the old owner cannot commit when it wakes. It does not call other systems either: a
//! drive that began in an earlier term of the lease starts nothing outside.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use deadpool_postgres::Pool;
use hera_core::plan::Isolation;
use tokio::task::AbortHandle;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::connect::{For, Mode, Open, Param};
use super::failure::failed;
use super::news::Crier;
use crate::bells::Bells;
use crate::context::StoreError;
use crate::engine::PLATFORM;
use crate::ports::{News, Scope};

/// How long a lease holds: a dead process's runs go on after that.
pub(super) const LEASE_DEFAULT: Duration = Duration::from_secs(6);
/// How often a lease is renewed before it would end.
const RENEWALS: u32 = 3;
/// The engine's own code of a worker's row.
const CODE: &str = "HERA.SYS.ORCHESTRATION.WORKER.LEASE.v1";

/// This opened store, as the owner of runs.
pub(super) struct Worker {
    id: Uuid,
    pool: Pool,
    lease: Duration,
    held: Arc<Mutex<Held>>,
    renewing: Mutex<Option<AbortHandle>>,
    crier: Arc<Crier>,
}

/// What a worker knows of its lease without asking.
#[derive(Default)]
struct Held {
    /// Until when it holds at least, since it was asked for before; nothing as long as it was not.
    until: Option<Until>,
    /// How often it had run out when it was renewed, by its own clock or by the database's.
    term: u64,
}

/// A moment by two clocks: one stands still while the machine is suspended, the other can be set.
#[derive(Clone, Copy)]
struct Until {
    steady: Instant,
    wall: SystemTime,
}

impl Until {
    fn after(wait: Duration) -> Until {
        Until { steady: Instant::now() + wait, wall: SystemTime::now() + wait }
    }

    /// By whichever of the clocks says so: a lease that is taken for over too soon is renewed.
    fn is_past(self) -> bool {
        self.steady <= Instant::now() || self.wall <= SystemTime::now()
    }
}

impl Held {
    fn is_over(&self) -> bool {
        self.until.is_some_and(Until::is_past)
    }

    /// `held`: whether the database had it until now.
    fn renewed(&mut self, until: Until, held: bool) {
        self.term += u64::from(self.is_over() || (self.until.is_some() && !held));
        self.until = Some(until);
    }

    fn ended(&mut self) {
        self.until = Some(Until::after(Duration::ZERO));
    }
}

impl Worker {
    pub(super) fn new(pool: Pool, lease: Duration, crier: Arc<Crier>) -> Worker {
        let id = Uuid::now_v7();
        Worker { id, pool, lease, held: Arc::default(), renewing: Mutex::default(), crier }
    }

    pub(super) fn id(&self) -> Uuid {
        self.id
    }

    /// How often the lease had run out; nothing while it is over.
    pub(super) fn term(&self) -> Option<u64> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        (!held.is_over()).then_some(held.term)
    }

    /// Takes the lease, and renews it from then on. Has to hold before a run with this owner becomes
    /// durable.
    pub(super) async fn hold(&self) -> Result<(), StoreError> {
        let is_renewed = || {
            let renewing = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
            renewing.is_some()
        };
        if is_renewed() {
            // One that has run out is renewed now, and not when its time comes: a run begins in a term.
            return match self.term() {
                Some(_) => Ok(()),
                None => renew(&self.pool, self.id, self.lease, &self.held).await,
            };
        }
        renew(&self.pool, self.id, self.lease, &self.held).await?;
        sweep(&self.pool).await?;
        let mut renewing = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        renewing.get_or_insert_with(|| {
            let (pool, id, lease) = (self.pool.clone(), self.id, self.lease);
            let held = Arc::clone(&self.held);
            let task = tokio::spawn(async move {
                loop {
                    tokio::time::sleep(lease / RENEWALS).await;
                    // What does not succeed now is tried again; until then the lease runs out, and
                    // others take over: nobody is wrong.
                    let _ = renew(&pool, id, lease, &held).await;
                }
            });
            task.abort_handle()
        });
        Ok(())
    }

    /// Gives the lease up, if there is one: others need not wait for its end.
    pub(super) async fn leave(&self) -> Result<(), StoreError> {
        let renewing = self.renewing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(renewing) = renewing else { return Ok(()) };
        renewing.abort();
        self.held.lock().unwrap_or_else(PoisonError::into_inner).ended();
        give_up(&self.pool, self.id, &self.crier).await
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let renewing = self.renewing.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let Some(renewing) = renewing else { return };
        renewing.abort();
        // Others need not wait for the end of the lease.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (pool, id, crier) = (self.pool.clone(), self.id, Arc::clone(&self.crier));
            runtime.spawn(async move {
                let _ = give_up(&pool, id, &crier).await;
            });
        }
    }
}

async fn platform(pool: &Pool) -> Result<Open, StoreError> {
    let scope = Scope { organization_id: PLATFORM, actor_id: PLATFORM };
    Open::begin(pool, Mode::Write(Isolation::ReadCommitted), For::Organization(scope)).await
}

/// Renews a lease, or takes it. The clock of the database may have been set, so it says as well whether the
/// lease held until now: who had lost its runs meanwhile has to know.
async fn renew(
    pool: &Pool,
    worker: Uuid,
    lease: Duration,
    held: &Mutex<Held>,
) -> Result<(), StoreError> {
    // Counted from before the database is asked: its own clock gives no less.
    let until = Until::after(lease);
    let upsert = "WITH before AS MATERIALIZED (SELECT \
            (metadata ->> 'lease_until')::timestamptz > clock_timestamp() AS held \
            FROM core_entities WHERE organization_id = $2 AND id = $1) \
        INSERT INTO core_entities (id, organization_id, entity_type, entity_name, \
            entity_code, smart_code, metadata, created_at, updated_at, created_by, updated_by) \
        VALUES ($1, $2, 'orchestration_worker', 'worker', $3, $4, \
            jsonb_build_object('lease_until', clock_timestamp() + $5 * interval '1 millisecond'), \
            clock_timestamp(), clock_timestamp(), $1, $1) \
        ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata, \
            updated_at = excluded.updated_at, version = core_entities.version + 1 \
        RETURNING coalesce((SELECT held FROM before), false)";
    let ms = i32::try_from(lease.as_millis()).unwrap_or(i32::MAX);
    let params: [Param<'_>; 5] = [
        (&worker, Type::UUID),
        (&PLATFORM, Type::UUID),
        (&worker.to_string(), Type::TEXT),
        (&CODE, Type::TEXT),
        (&ms, Type::INT4),
    ];
    let rows = platform(pool).await?.commit(Some((upsert, &params)), failed).await?;
    let unbroken = rows.first().is_some_and(|row| row.try_get(0).unwrap_or(false));
    held.lock().unwrap_or_else(PoisonError::into_inner).renewed(until, unbroken);
    Ok(())
}

/// Removes leases that ended long ago: whoever has none is as dead.
async fn sweep(pool: &Pool) -> Result<(), StoreError> {
    let delete = "DELETE FROM core_entities WHERE organization_id = $1 \
        AND entity_type = 'orchestration_worker' \
        AND (metadata ->> 'lease_until')::timestamptz < clock_timestamp() - interval '1 hour'";
    let params: [Param<'_>; 1] = [(&PLATFORM, Type::UUID)];
    platform(pool).await?.commit(Some((delete, &params)), failed).await.map(drop)
}

/// Ends a lease, and says so.
async fn give_up(pool: &Pool, worker: Uuid, crier: &Crier) -> Result<(), StoreError> {
    let delete = "DELETE FROM core_entities WHERE organization_id = $1 \
        AND entity_type = 'orchestration_worker' AND id = $2";
    let params: [Param<'_>; 2] = [(&PLATFORM, Type::UUID), (&worker, Type::UUID)];
    platform(pool).await?.commit(Some((delete, &params)), failed).await?;
    crier.ring(Bells::of(News::OwnerGone)).await;
    Ok(())
}
