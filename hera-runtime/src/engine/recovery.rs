//! Going on with what was left behind: once, or for as long as a service lives.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, PoisonError};

use tokio::task::JoinSet;

use super::hands::{Hand, Hands};
use super::parked::Parked;
use super::retention::Pruning;
use super::serve::By;
use super::{Engine, ExecuteError, RunOutcome, Shared, detached};
use crate::context::StoreError;
use crate::driver::{First, first};
use crate::ports::{News, RunId};

/// Runs that are gone on with at once. One that waits for its next attempt is among them, one that waits for
/// its concurrency key is not. With more, what each holds is out of the processor's caches when its turn comes:
/// a thousand took a quarter longer.
const AT_ONCE_MAX: usize = 256;

/// What became of a run that [`Engine::recover`] took over.
#[derive(Debug)]
pub struct Recovered {
    /// The run.
    pub run: RunId,
    /// How it ended now.
    pub result: Result<RunOutcome, ExecuteError>,
}

/// Runs that are being gone on with.
struct Going {
    hands: Hands,
    runs: BTreeSet<RunId>,
    tasks: JoinSet<Recovered>,
    /// The last that was tried again after it had failed.
    again: Option<RunId>,
}

impl Default for Going {
    fn default() -> Going {
        let hands = Hands::new(AT_ONCE_MAX);
        Going { hands, runs: BTreeSet::new(), tasks: JoinSet::new(), again: None }
    }
}

impl Going {
    fn start(&mut self, engine: &Engine, run: RunId, hand: Hand) {
        if !self.runs.insert(run) {
            return;
        }
        let engine = engine.clone();
        self.tasks.spawn(async move {
            let result = engine.resume_with(run, hand).await;
            Recovered { run, result }
        });
    }

    /// A place that is free, or whoever has ended before there is one.
    async fn free_or_ended(&mut self) -> First<Hand, Option<Recovered>> {
        let hands = self.hands.clone();
        first(hands.next(), self.next()).await
    }

    /// The next that has ended; nothing when none is under way.
    async fn next(&mut self) -> Option<Recovered> {
        let ended = self.tasks.join_next().await?.ok();
        if let Some(ended) = &ended {
            self.runs.remove(&ended.run);
        }
        ended
    }
}

impl Engine {
    /// Goes on with all runs whose owner is gone, the oldest first, and says what became of them.
    ///
    /// # Errors
    /// When the store cannot tell which they are.
    pub async fn recover(&self) -> Result<Vec<Recovered>, StoreError> {
        let mut recovered = Vec::new();
        let mut going = Going::default();
        let mut keep = |ended: Recovered| match ended.result {
            Err(ExecuteError::Owned { .. }) => {}
            _ => recovered.push(ended),
        };
        let mut last = None;
        loop {
            let runs = self.store().abandoned(last).await?;
            let Some(newest) = runs.last() else { break };
            last = Some(*newest);
            for run in runs {
                let hand = loop {
                    match going.free_or_ended().await {
                        First::Left(hand) => break hand,
                        First::Right(ended) => ended.into_iter().for_each(&mut keep),
                    }
                };
                going.start(self, run, hand);
            }
        }
        while let Some(ended) = going.next().await {
            keep(ended);
        }
        Ok(recovered)
    }

    /// Goes on with runs whose owner died, in whatever process, and with own ones that had to stop: until
    /// the engine shuts down, or for as long as it is polled. A service does this beside its work, or calls
    /// [`Engine::recover`] once where it is the only one.
    ///
    /// Runs that an outage has parked are tried again, if the engine has [`LaterAttempts`](super::LaterAttempts),
    /// parked runs past their deadline are cancelled, or named by [`Engine::health`] where they cannot be (a
    /// thousand parked runs are looked at each time), and old ones are pruned, if it has a
    /// [`Retention`](super::Retention).
    /// What fails is tried again after what was not tried yet: a run without a plan in this program is left
    /// to others, and is named by [`Engine::health`]. It keeps nobody waiting but those with its concurrency key.
    pub async fn attend(&self) {
        let mut going = Going::default();
        let mut parked = Parked::default();
        let mut pruning = Pruning::default();
        while !self.shared.gate.is_closed() {
            let parked_look = parked.look(self).await;
            let left = self.store().woken(News::OwnerGone);
            pruning.look(self);
            let look = self.look(&going).await;
            // What cannot be looked for now is looked for again.
            self.shared.looked(parked_look.err().or_else(|| look.as_ref().err().cloned()));
            let mut queue = look.unwrap_or_default();
            let world = &self.shared.world;
            let look = world.next_look(1);
            let mut pause = std::pin::pin!(async {
                let look = first(world.clock.sleep_until(look), left);
                first(look, self.shared.gate.closed()).await;
            });
            loop {
                if going.tasks.is_empty() && queue.is_empty() {
                    pause.await;
                    break;
                }
                let next = async {
                    if queue.is_empty() {
                        return First::Right(going.next().await);
                    }
                    going.free_or_ended().await
                };
                match first(next, &mut pause).await {
                    First::Left(First::Left(hand)) => {
                        if let Some(run) = queue.pop_front() {
                            if self.shared.left.has(run) {
                                going.again = Some(run);
                            }
                            going.start(self, run, hand);
                        }
                    }
                    First::Left(First::Right(ended)) => {
                        ended.into_iter().for_each(|ended| self.shared.note(ended));
                    }
                    First::Right(()) => break,
                }
            }
        }
        while let Some(ended) = going.next().await {
            self.shared.note(ended);
        }
        parked.end().await;
        pruning.end().await;
    }

    /// Runs to go on with: those that failed before come last, and in turn.
    async fn look(&self, going: &Going) -> Result<VecDeque<RunId>, StoreError> {
        let (mut new, mut failed) = (VecDeque::new(), VecDeque::new());
        let mut seen = BTreeSet::new();
        let (driven, stopped) = (self.shared.active.driven(), self.shared.stopped.runs());
        let mut last = None;
        while new.len() < AT_ONCE_MAX {
            let runs = self.store().abandoned(last).await?;
            let Some(newest) = runs.last() else {
                self.shared.left.retain(&seen);
                // Who is over, parked or another's by now is nobody's to go on with.
                let driven = self.shared.active.driven();
                let gone = |run: &&RunId| !seen.contains(run) && !driven.contains(run);
                stopped.iter().filter(gone).for_each(|run| self.shared.stopped.forget(*run));
                break;
            };
            last = Some(*newest);
            for run in runs {
                seen.insert(run);
                match () {
                    () if driven.contains(&run) || going.runs.contains(&run) => {}
                    () if self.shared.left.has(run) => failed.push_back(run),
                    () => new.push_back(run),
                }
            }
        }
        let turn = failed.iter().position(|run| Some(*run) == going.again);
        failed.rotate_left(turn.map_or(0, |at| (at + 1) % failed.len()));
        failed.truncate(AT_ONCE_MAX);
        new.append(&mut failed);
        Ok(new)
    }

    /// Goes on with a run that was left behind.
    async fn resume_with(&self, run: RunId, hand: Hand) -> Result<RunOutcome, ExecuteError> {
        let inside = self.shared.gate.visit()?;
        let shared = Arc::clone(&self.shared);
        detached(inside, Box::pin(async move { shared.resume(run, By::Hand(hand)).await })).await
    }
}

impl Shared {
    /// Goes on with a run for whose concurrency key others wait, if its owner is gone: where nobody attends,
    /// they would wait for good.
    pub(super) fn go_on_for_others(self: &Arc<Self>, run: RunId) {
        self.go_on_beside(run, By::Word);
    }

    /// Goes on with a run that nobody drives here, beside whoever asks for it.
    pub(super) fn go_on_beside(self: &Arc<Self>, run: RunId, by: By) {
        if self.active.driven().contains(&run) {
            return;
        }
        let Ok(inside) = self.gate.visit() else { return };
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            let _inside = inside;
            let result = shared.resume(run, by).await;
            shared.note(Recovered { run, result });
        });
    }

    /// Why it could not be looked for runs, if so.
    fn looked(&self, failed: Option<StoreError>) {
        let mut unlooked = self.unlooked.lock().unwrap_or_else(PoisonError::into_inner);
        *unlooked = failed.map(|error| error.to_string());
    }

    /// How a run ended is in the store, for whoever asks; why it could not go on is not.
    fn note(&self, ended: Recovered) {
        match ended.result {
            Ok(_) | Err(ExecuteError::Owned { .. } | ExecuteError::ShuttingDown) => {
                self.left.forget(ended.run);
            }
            Err(error) => self.left.keep(ended.run, error.to_string()),
        }
    }
}
