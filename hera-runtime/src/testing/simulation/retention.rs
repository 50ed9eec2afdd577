//! Retention: somebody prunes runs that are over, with an archive or without, while all goes wrong that can.

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::callers::Callers;
use super::events::Event;
use super::words::Short;
use super::world::World;
use crate::engine::{ExecuteError, PruneError, Retention};
use crate::flow::BoxFuture;
use crate::ports::{Archive, ArchiveError, JournalLine, RunRecord};

/// How long nobody prunes.
const QUIET_MS: (u64, u64) = (2_000, 20_000);
/// How long ago runs have to have ended.
const AGE_MS: (u64, u64) = (0, 20_000);
/// Runs in one transaction.
const BATCH: (u64, u64) = (1, 4);
/// Who prunes without an archive, and who prunes only what is in one.
const KEEPER: Uuid = Uuid::from_u128(0x0c);
pub(super) const ARCHIVIST: Uuid = Uuid::from_u128(0x0d);

impl Callers {
    /// Prunes now and then, for as long as the weather is bad.
    pub(super) async fn keep_house(self) {
        let (world, dice) = (&self.world, &self.world.dice.retention);
        while world.is_stormy() {
            tokio::time::sleep(dice.ms(QUIET_MS.0, QUIET_MS.1)).await;
            let age: Duration = dice.ms(AGE_MS.0, AGE_MS.1);
            let runs = u32::try_from(dice.between(BATCH.0, BATCH.1)).unwrap_or(1);
            let retention = Retention::older_than(age).batch_runs(runs);
            let retention = match dice.one_in(2) {
                true => retention.actor(ARCHIVIST).archive(Kept(Arc::clone(world))),
                false => retention.actor(KEEPER),
            };
            if !world.strikes(dice, Event::Prune, 1) {
                continue;
            }
            let pruned =
                self.somewhere(dice, |engine| async move { engine.prune(&retention).await });
            match pruned.await {
                Some(Ok(rows)) => world.step("keep", format_args!("{} runs are pruned", rows.runs)),
                Some(Err(PruneError::Store(error))) => {
                    world.step("keep", format_args!("pruning broke off: {error}"));
                    self.judge(&ExecuteError::Store(error), |_| false);
                }
                Some(Err(error)) => world.violated(format!("pruning broke off: {error}")),
                None => {}
            }
        }
    }
}

/// An archive that takes only whole runs.
struct Kept(Arc<World>);

impl Archive for Kept {
    fn add<'a>(
        &'a self,
        run: &'a RunRecord,
        lines: &'a [JournalLine],
    ) -> BoxFuture<'a, Result<(), ArchiveError>> {
        let world = &self.0;
        world.step("keep", format_args!("{} is kept", Short(run.header.id)));
        world.held(world.ledger.kept(run, lines));
        Box::pin(std::future::ready(Ok(())))
    }

    fn sync(&self) -> BoxFuture<'_, Result<(), ArchiveError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
