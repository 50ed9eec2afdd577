//! Calls to the world outside while the boundary's transaction is open (`external_in_transaction`).
//!
//! Such a call reads what its transaction has written, and nobody else sees that yet. Its intent is written
//! beside the transaction, which needs a store that can: where there is one writer, the engine refuses such flows.

use hera_core::machine::turns;
use hera_core::plan::{BoundaryIx, Effects, Plan};
use hera_core::{Fault, NodeIx};

use super::Trial;
use crate::driver::retry::Stop;
use crate::driver::{First, first};

/// How often an open transaction says that somebody waits for the world outside, in milliseconds.
const STAY_EVERY_MS: u64 = 5_000;

/// The first external node of a boundary that is called while its transaction has writes.
pub(crate) fn calls_inside(plan: &Plan, boundary: BoundaryIx) -> Option<NodeIx> {
    let (_, inside) = turns(plan, boundary);
    let is = |effects| move |node: &NodeIx| plan.node(*node).effects == effects;
    let mut after = inside.into_iter().skip_while(|node| !is(Effects::Transactional)(node));
    after.find(is(Effects::External))
}

impl Trial<'_> {
    /// Before a transaction opens that waits for the world outside: what is written beside it must be lines
    /// alone, since it could not commit on a header that it has not seen.
    pub(super) async fn make_way(&self) -> Result<(), Stop> {
        let drive = self.drive;
        if calls_inside(drive.plan, self.attempt.boundary).is_none()
            || drive.book.lock().await.is_durable()
        {
            return Ok(());
        }
        Ok(drive.write_alone(&format!("ahead:{}", self.name), |_| Ok(())).await?)
    }

    /// Waits for the world outside, and keeps the open transaction, if there is one, from counting as idle: how
    /// long a call may take is said by the spec, and not by the database. Who is frozen says nothing, and
    /// loses it.
    pub(super) async fn staying<T>(&self, call: impl Future<Output = T>) -> T {
        let Some(session) = &self.session else { return call.await };
        let stay = async {
            loop {
                self.drive.world.clock.sleep_until(self.drive.in_ms(STAY_EVERY_MS)).await;
                if session.stay().await.is_err() {
                    // The answer is worth having all the same; the next statement tells.
                    std::future::pending::<()>().await;
                }
            }
        };
        match first(call, stay).await {
            First::Left(answer) => answer,
            First::Right(never) => never,
        }
    }

    /// Lets go of the writer before the world outside is called. A transaction with writes stays open: the
    /// node belongs to it.
    pub(super) fn release(&mut self) -> Result<(), Fault> {
        if self.wrote && self.drive.world.store.writes_beside_transactions() {
            return Ok(());
        }
        if self.wrote {
            // The engine refuses such plans when it is built.
            return Err(Fault::new("an external node waits for the transaction of its boundary"));
        }
        self.snapshot = None;
        if let Some(session) = self.session.take() {
            session.rollback();
        }
        Ok(())
    }
}
