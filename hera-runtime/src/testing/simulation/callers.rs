//! Who asks: callers, who come again until they have their answer, and operators, who act on runs.

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use serde_json::Value;
use uuid::Uuid;

use super::dice::Dice;
use super::events::Event;
use super::words::Short;
use super::workers::{Worker, Workers};
use super::world::World;
use super::{ACTOR, SALON};
use crate::context::StoreError;
use crate::engine::{Act, Engine, ExecuteError, Request, RunOutcome};
use crate::ports::{RunHeader, RunId};

/// How long a caller waits for an answer.
const PATIENCE_MS: (u64, u64) = (500, 90_000);
/// How long somebody waits before asking again.
const AGAIN_MS: (u64, u64) = (50, 3_000);
/// One in so many requests.
const TWIN_ONE_IN: u64 = 3;
const KEY_REUSED_ONE_IN: u64 = 6;
/// How long an operator does nothing.
const IDLE_MS: (u64, u64) = (300, 5_000);

/// A request, and its key.
struct Asked {
    key: String,
    orchestration: &'static str,
    event: &'static str,
    payload: Value,
    /// Another payload.
    otherwise: Value,
}

impl Asked {
    fn request(&self, payload: Value) -> Request {
        Request::new(self.orchestration, payload, SALON, ACTOR)
            .event(self.event)
            .idempotency_key(self.key.clone())
    }
}

/// Callers and operators of one world.
#[derive(Clone)]
pub(super) struct Callers {
    pub(super) world: Arc<World>,
    pub(super) workers: Arc<Workers>,
}

impl Callers {
    /// Asks for one run, until it is over or waits for a person in calm weather.
    pub(super) async fn ask(self, number: usize, after: Duration) {
        let dice = &self.world.dice.clients;
        tokio::time::sleep(after).await;
        let Some(known) = dice.pick(&self.world.flows) else { return };
        let (payload, outputs) = known.request(dice);
        let (orchestration, event) = (known.orchestration, known.flow.event);
        let (key, otherwise) = (format!("k{number}"), known.otherwise(&payload));
        let asked = Arc::new(Asked { key, orchestration, event, payload, otherwise });
        self.world.asks(&asked.key, known.flow, outputs);
        if self.world.strikes(dice, Event::Twin, TWIN_ONE_IN) {
            let (twin, asked) = (self.clone(), Arc::clone(&asked));
            tokio::spawn(async move { twin.insist(&asked).await });
        }
        self.insist(&asked).await;
        if self.world.strikes(dice, Event::KeyReused, KEY_REUSED_ONE_IN) {
            self.ask_otherwise(&asked).await;
        }
    }

    async fn insist(&self, asked: &Asked) {
        let (world, dice) = (&self.world, &self.world.dice.clients);
        loop {
            let request = asked.request(asked.payload.clone());
            let answer =
                self.somewhere(dice, |engine| async move { engine.execute(request).await });
            match answer.await {
                Some(Ok(outcome)) => {
                    let (run, status) = (Short(outcome.run_id), outcome.status);
                    world.step("call", format_args!("{} is {run}, {}", asked.key, status.as_str()));
                    world.answered(outcome);
                    let parked = status == Status::Parked;
                    if status.is_final() || (parked && !world.is_stormy()) {
                        return;
                    }
                }
                Some(Err(error)) => {
                    world.step("call", format_args!("{} gets: {error}", asked.key));
                    self.judge(&error, |error| matches!(error, ExecuteError::Owned { .. }));
                }
                None => {}
            }
            tokio::time::sleep(dice.ms(AGAIN_MS.0, AGAIN_MS.1)).await;
        }
    }

    /// Another request under the same key: it is refused, whatever became of the first.
    async fn ask_otherwise(&self, asked: &Asked) {
        let (world, dice) = (&self.world, &self.world.dice.clients);
        let request = asked.request(asked.otherwise.clone());
        let answer = self.somewhere(dice, |engine| async move { engine.execute(request).await });
        match answer.await {
            Some(Ok(_)) => world.violated(format!("another payload under {} counts", asked.key)),
            Some(Err(error)) => {
                self.judge(&error, |error| match error {
                    ExecuteError::KeyReused { .. } => true,
                    // A service takes no payload but its own.
                    ExecuteError::Refused(_) => world.service.is_some(),
                    _ => false,
                });
            }
            None => {}
        }
    }

    /// Asks a process, until it answers, it is dead, or patience ends.
    pub(super) async fn somewhere<T, F: Future<Output = T>>(
        &self,
        dice: &Dice,
        ask: impl FnOnce(Engine) -> F,
    ) -> Option<T> {
        let Worker { process, engine } = self.workers.any(dice)?;
        let engine = engine?;
        let patience = dice.ms(PATIENCE_MS.0, PATIENCE_MS.1);
        let asked = tokio::time::timeout(patience, process.gate.unless_dead(ask(engine)));
        match asked.await {
            Ok(answer) => answer,
            Err(_) => {
                self.world.count(Event::CallerLeaves);
                None
            }
        }
    }

    /// Whether an error may be: the machinery's may, and those that are expected.
    pub(super) fn judge(&self, error: &ExecuteError, expected: impl Fn(&ExecuteError) -> bool) {
        let fine = match error {
            ExecuteError::Store(error) => matches!(
                error,
                StoreError::Unavailable { .. }
                    | StoreError::Busy
                    | StoreError::Fenced { .. }
                    | StoreError::Duplicate
            ),
            ExecuteError::ShuttingDown => true,
            error => expected(error),
        };
        if !fine {
            self.world.violated(format!("an answer that nobody may get: {error:?}"));
        }
    }

    /// Acts on runs at random for as long as the weather is bad.
    pub(super) async fn operate(self) {
        let dice = &self.world.dice.operators;
        while self.world.is_stormy() {
            tokio::time::sleep(dice.ms(IDLE_MS.0, IDLE_MS.1)).await;
            let runs = self.world.ledger.runs();
            let runs: Vec<(RunId, Status, RunHeader)> = runs
                .iter()
                .map(|(run, shadow)| (*run, shadow.status, shadow.header.clone()))
                .collect();
            let Some((run, status, header)) = dice.pick(&runs).cloned() else { continue };
            let parked = status == Status::Parked;
            let word = match dice.roll(8) {
                0 if !parked => Event::Cancel,
                0 | 1 if parked => Event::Compensate,
                2 => Event::RetryCorrected,
                3 | 4 => Event::Resume,
                _ if parked => Event::Retry,
                _ => continue,
            };
            if self.world.strikes(dice, word, 1) {
                let known = self.world.known(&header);
                let corrected = known.map(|known| known.corrected(&header.payload, dice));
                let (operator, payload) = (self.clone(), corrected.unwrap_or_default());
                tokio::spawn(async move { operator.act(run, word, payload).await });
            }
        }
    }

    pub(super) async fn act(&self, run: RunId, word: Event, payload: Value) {
        let (world, dice) = (&self.world, &self.world.dice.operators);
        let act = || Act { actor_id: OPERATOR, reason: "so the simulation wants it".to_owned() };
        let done = self.somewhere(dice, |engine| async move {
            match word {
                Event::Cancel => engine.cancel(run, act()).await,
                Event::Compensate => engine.compensate(run, act()).await,
                Event::RetryCorrected => engine.retry(run, act(), Some(payload)).await,
                Event::Resume => engine.resume(run).await,
                _ => engine.retry(run, act(), None).await,
            }
        });
        let Some(done) = done.await else { return };
        let said = done.as_ref().map(|outcome: &RunOutcome| outcome.status.as_str());
        world.step(
            "op",
            format_args!("{word} of {}: {:?}", Short(run), said.map_err(ToString::to_string)),
        );
        match done {
            Ok(outcome) => world.answered(outcome),
            Err(error) => self.judge(&error, |error| {
                matches!(error, ExecuteError::ActRefused { .. } | ExecuteError::Owned { .. })
            }),
        }
    }

    /// The runs that are not over, as a process lists them.
    pub(super) fn open(&self) -> Vec<(RunId, Status)> {
        let runs = self.world.ledger.runs();
        let open = runs.iter().filter(|(_, shadow)| !shadow.status.is_final());
        open.map(|(run, shadow)| (*run, shadow.status)).collect()
    }
}

/// Who acts on runs.
const OPERATOR: Uuid = Uuid::from_u128(0x0b);
