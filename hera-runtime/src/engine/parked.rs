//! Parked runs for which something is to be said without a person: a later attempt is due, or their deadline
//! is over.
//!
//! They are looked through page by page, so that however many are parked, each has its turn, and a look reads
//! no more than a page.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::Status;
use tokio::task::JoinSet;

use super::deadline::{deadline, over};
use super::hands::{Hand, Hands};
use super::later::Due;
use super::{Act, Engine, ExecuteError, PLATFORM};
use crate::context::StoreError;
use crate::ports::{RunId, RunList, RunQuery, RunRecord};

/// Runs that one look reads.
const PAGE: u32 = 1_000;
/// Runs that are gone on with at once.
const AT_ONCE_MAX: usize = 100;
/// In place of the version of a header that cannot be read.
const UNREADABLE: i64 = -1;

/// What there is to say to a parked run.
enum Word {
    /// Its deadline is over.
    Cancel(String),
    /// A later attempt is due.
    Retry(String),
}

/// What could not be said to a run in this version.
struct Unsaid {
    run: RunId,
    version: i64,
    is_retry: bool,
    why: String,
}

/// A way through all parked runs, again and again.
pub(super) struct Parked {
    /// The run behind which the next page begins.
    before: Option<RunId>,
    hands: Hands,
    /// Words that are being said, and what cannot be said.
    going: JoinSet<Option<Unsaid>>,
    /// Runs to which nothing could be said, as of this version: they are past their deadline and cannot be
    /// cancelled, or they cannot be read.
    told: BTreeMap<RunId, i64>,
    /// Runs that are not tried again any more, as of this version, and whether that is named: their journals need not
    /// be read.
    spent: BTreeMap<RunId, (i64, bool)>,
    /// Runs of these kinds, seen on this way.
    seen: BTreeSet<RunId>,
}

impl Default for Parked {
    fn default() -> Parked {
        Parked {
            before: None,
            hands: Hands::new(AT_ONCE_MAX),
            going: JoinSet::new(),
            told: BTreeMap::new(),
            spent: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }
}

impl Parked {
    /// Says what is due to the runs of the next page.
    ///
    /// # Errors
    /// When the store cannot tell which they are.
    pub(super) async fn look(&mut self, engine: &Engine) -> Result<(), StoreError> {
        if engine.shared.later.is_none() && !engine.shared.has_deadlines() {
            return Ok(());
        }
        while let Some(said) = self.going.try_join_next() {
            let Some(unsaid) = said.ok().flatten() else { continue };
            let Unsaid { run, version, is_retry, why } = unsaid;
            self.seen.insert(run);
            match is_retry {
                true => _ = self.spent.insert(run, (version, true)),
                false => _ = self.told.insert(run, version),
            }
            engine.shared.late.keep(run, why);
        }
        let (status, before) = (Some(Status::Parked), self.before);
        let query = RunQuery { status, before, limit: PAGE, ..RunQuery::default() };
        let RunList { runs, unreadable, last } = engine.store().runs(query).await?;
        // What cannot be read keeps none of the others waiting.
        let looked_at = runs.len() + unreadable.len();
        for (run, why) in unreadable {
            self.name(engine, run, UNREADABLE, why);
        }
        for record in &runs {
            let Some(hand) = self.hands.free() else {
                return Ok(()); // the next look goes on here
            };
            self.before = Some(record.header.id);
            match self.word(engine, record).await {
                Ok(Some(word)) => self.say(engine, record, word, hand),
                Ok(None) => {}
                Err(error @ StoreError::Corrupt { .. }) => {
                    self.name(engine, record.header.id, record.version, error.to_string());
                }
                Err(error) => return Err(error),
            }
        }
        match looked_at < PAGE as usize {
            true => self.begin_again(engine),
            false => self.before = last,
        }
        Ok(())
    }

    /// Has a run named for as long as it is seen so.
    fn name(&mut self, engine: &Engine, run: RunId, version: i64, why: String) {
        self.seen.insert(run);
        self.told.insert(run, version);
        engine.shared.late.keep(run, why);
    }

    /// Waits for what is being said.
    pub(super) async fn end(mut self) {
        while self.going.join_next().await.is_some() {}
    }

    async fn word(
        &mut self,
        engine: &Engine,
        record: &RunRecord,
    ) -> Result<Option<Word>, StoreError> {
        let (run, shared) = (record.header.id, &engine.shared);
        let now = shared.world.clock.now();
        // Without its plan nobody can say anything to it.
        let flow = match shared.flow_of(&record.header) {
            Ok((_, flow)) => flow,
            Err(missing) => {
                self.name(engine, run, record.version, missing.to_string());
                return Ok(None);
            }
        };
        if deadline(flow, &record.header).is_some_and(|at| at <= now) {
            self.seen.insert(run);
            if self.told.get(&run) != Some(&record.version) {
                return Ok(Some(Word::Cancel(over(flow))));
            }
        }
        let Some(policy) = shared.later else { return Ok(None) };
        if self.spent.get(&run).is_some_and(|(version, _)| *version == record.version) {
            self.seen.insert(run);
            return Ok(None);
        }
        match engine.is_due(policy, record).await? {
            Due::Now(reason) => Ok(Some(Word::Retry(reason))),
            Due::Later => Ok(None),
            Due::Never => {
                self.seen.insert(run);
                self.spent.insert(run, (record.version, false));
                Ok(None)
            }
        }
    }

    fn say(&mut self, engine: &Engine, record: &RunRecord, word: Word, hand: Hand) {
        let (engine, run, version) = (engine.clone(), record.header.id, record.version);
        let act = |reason| Act { actor_id: PLATFORM, reason };
        self.going.spawn(async move {
            // Whoever was faster has said it already; how it ends is in the store.
            let (said, is_retry, what) = match word {
                Word::Retry(what) => {
                    (engine.retry_later(run, version, act(what.clone()), hand).await, true, what)
                }
                Word::Cancel(what) => {
                    (engine.cancel_overdue(run, act(what.clone()), hand).await, false, what)
                }
            };
            let why = match said {
                Err(ExecuteError::ActRefused { reason, .. }) => reason,
                Err(ExecuteError::Fault(fault)) => fault.to_string(),
                _ => return None,
            };
            let (record, _) = engine.shared.load(run).await.ok()?;
            if record.status != Status::Parked || record.version != version {
                return None;
            }
            Some(Unsaid { run, version, is_retry, why: format!("{what}, and {why}") })
        });
    }

    /// At the end of a way: who is parked no more is late no more, unless it is driven here. How one ended that
    /// another process took over is nobody's news.
    fn begin_again(&mut self, engine: &Engine) {
        let seen = std::mem::take(&mut self.seen);
        self.told.retain(|run, _| seen.contains(run));
        self.spent.retain(|run, _| seen.contains(run));
        let mut late = engine.shared.active.driven();
        late.extend(self.told.keys());
        let named = |(run, (_, named)): (&RunId, &(i64, bool))| named.then_some(*run);
        late.extend(self.spent.iter().filter_map(named));
        engine.shared.late.retain(&late);
        self.before = None;
    }
}
