//! What the procedures do: their work, unless something goes wrong. Those in the database write a row for
//! each node that is done, and count in a row that all share; those outside call another system.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use hera_core::entry::{implicit, infrastructure};
use hera_core::plan::DeclaredError;
use hera_core::{Failure, FailureKind};
use serde_json::{Value, json};

use super::dice::Dice;
use super::events::Event;
use super::outside::{Errand, Reply, Sent};
use super::words::Short;
use super::workers::Process;
use super::world::World;
use super::{Defect, clock};
use crate::context::{Context, Entity, External, StoreError, Transaction, View};
use crate::flow::{Answer, BoxFuture, Call, Dispatch};
use crate::ports::{Clock as _, RunId};

/// The smart code of all rows.
const CODE: &str = "HERA.TEST.SIMULATION.ROW.ANY.v1";
/// The type of the rows that nodes write, and of the one in which they count.
pub(super) const WORK: &str = "work";
pub(super) const COUNTER: &str = "counter";
/// The status of a row whose node is undone.
pub(super) const UNDONE: &str = "undone";
/// How long a call is on its way, there and back again.
const TRAVEL_MS: (u64, u64) = (0, 40);

/// One in so many calls goes wrong so.
const REFUSED_ONE_IN: u64 = 12;
const OUTAGE_ONE_IN: u64 = 25;
const PANIC_ONE_IN: u64 = 60;
const HANG_ONE_IN: u64 = 60;
const VIOLATION_ONE_IN: u64 = 20;
const CALL_LOST_ONE_IN: u64 = 30;
const CALL_ANSWER_LOST_ONE_IN: u64 = 15;
const CALL_LATE_ONE_IN: u64 = 15;
const UNDO_FAILS_ONE_IN: u64 = 12;

/// The procedures as one process has them.
pub(super) struct Procedures {
    pub(super) world: Arc<World>,
    pub(super) process: Arc<Process>,
}

/// Enough of a key to tell it from others.
fn head(key: &str) -> &str {
    key.get(..8).unwrap_or(key)
}

/// The code of the row that a node of a run writes.
pub(super) fn row_code(context: &Context, node: &str) -> String {
    // The correlation id is the run's, where the caller gives none.
    format!("{}/{node}", context.correlation_id)
}

fn failure(code: &str, kind: FailureKind) -> Failure {
    Failure { code: code.to_owned(), message: "so the simulation wants it".to_owned(), kind }
}

fn outage(code: &str) -> Failure {
    failure(code, FailureKind::Infrastructure)
}

#[expect(clippy::needless_pass_by_value, reason = "it is the argument of many a `map_err`")]
fn store(error: StoreError) -> Failure {
    outage(error.code())
}

/// One of the codes with which a procedure says no.
fn refusal(dice: &Dice, errors: &[DeclaredError]) -> Option<String> {
    let said = errors.iter().filter(|error| error.code != implicit::INVARIANT_VIOLATED);
    let said: Vec<&DeclaredError> = said.collect();
    dice.pick(&said).map(|error| error.code.to_string())
}

/// A panic that says nothing on the standard error.
fn panics() -> ! {
    std::panic::resume_unwind(Box::new("so the simulation wants it"))
}

impl Procedures {
    /// What goes wrong with a procedure that works in the database: before its work, or after it.
    async fn trouble(&self, errors: &[DeclaredError], undoes: bool) -> Result<(), Failure> {
        let (world, dice) = (&self.world, &self.world.dice.procedures);
        let refused = match undoes {
            true => world.strikes(dice, Event::UndoFails, UNDO_FAILS_ONE_IN),
            false => world.strikes(dice, Event::Refused, REFUSED_ONE_IN),
        };
        if let (true, Some(code)) = (refused, refusal(dice, errors)) {
            return Err(failure(&code, FailureKind::Declared));
        }
        if world.strikes(dice, Event::Outage, OUTAGE_ONE_IN) {
            return Err(outage(infrastructure::INVENTORY_CONTENTION));
        }
        if world.strikes(dice, Event::Panic, PANIC_ONE_IN) {
            panics();
        }
        if world.strikes(dice, Event::Hang, HANG_ONE_IN) {
            pending::<()>().await;
        }
        world.pause(dice).await;
        self.process.gate.pass().await;
        Ok(())
    }

    /// Whether an answer breaks an invariant, where there is one.
    fn violates(&self, procedure: &str, errors: &[DeclaredError]) -> Option<Failure> {
        let (world, dice) = (&self.world, &self.world.dice.procedures);
        let has_one = errors.iter().any(|error| error.code == implicit::INVARIANT_VIOLATED);
        let violates = has_one && world.strikes(dice, Event::Violation, VIOLATION_ONE_IN);
        violates.then(|| Failure::invariant("amount > 0", procedure))
    }

    async fn validate(&self, view: &View, errors: &[DeclaredError]) -> Result<Answer, Failure> {
        let work = Entity::filter().entity_type(WORK).limit(5);
        view.entities().find(work).await.map_err(store)?;
        self.trouble(errors, false).await?;
        Ok(self.output(view.context(), view.node(), || Value::Null).into())
    }

    async fn persist(
        &self,
        procedure: &str,
        tx: &mut Transaction,
        input: &Value,
        errors: &[DeclaredError],
    ) -> Result<Answer, Failure> {
        let (node, undoes) = (tx.node().to_owned(), tx.undoes().is_some());
        let code = row_code(tx.context(), &node);
        let early = self.world.dice.procedures.one_in(2);
        if early {
            self.trouble(errors, undoes).await?;
        }
        let id = match undoes {
            false => {
                let row = Entity::new(WORK, node.as_str(), CODE).entity_code(code);
                let row = row.metadata(input.clone());
                tx.entities().insert(row).await.map_err(store)?
            }
            true => {
                let row = Entity::filter().entity_type(WORK).entity_code(code.as_str());
                let row = row.status("active");
                let Some(row) = tx.entities().first(row).await.map_err(store)? else {
                    // A worker that wakes up sees what others did meanwhile; its commit is fenced.
                    if self.world.ledger.is_owner(self.process.owner(), tx.context()) {
                        self.world.violated(format!("{code} is undone, and is not there"));
                    }
                    return Err(outage(infrastructure::STORE_FAILURE));
                };
                let gone = Entity::changes().status(UNDONE);
                tx.entities().update(row.id, gone).await.map_err(store)?;
                row.id
            }
        };
        self.count(tx, if undoes { -1 } else { 1 }).await?;
        if !early {
            self.trouble(errors, undoes).await?;
        }
        let broken = if undoes { None } else { self.violates(procedure, errors) };
        let output = self.output(tx.context(), &node, || json!({"row": id.to_string()}));
        Ok(Answer { output, broken })
    }

    /// Counts in the one row that all share: where two do so at once, one has to lose.
    async fn count(&self, tx: &mut Transaction, by: i64) -> Result<(), Failure> {
        let counter = Entity::filter().entity_type(COUNTER);
        let Some(counter) = tx.entities().first(counter).await.map_err(store)? else {
            self.world.violated("the counter is gone".to_owned());
            return Ok(());
        };
        let seen: i64 = counter.entity_name.parse().unwrap_or_default();
        let next = Entity::changes().entity_name((seen + by).to_string());
        tx.entities().update(counter.id, next).await.map_err(store)
    }

    async fn external(
        &self,
        procedure: &str,
        external: &External,
        input: &Value,
        errors: &[DeclaredError],
    ) -> Result<Answer, Failure> {
        let (world, dice) = (&self.world, &self.world.dice.outside);
        let errand = Errand {
            run: external.context().correlation_id.clone(),
            node: external.node().to_owned(),
            input: input.clone(),
            undoes: external.undoes().map(str::to_owned),
        };
        let undoes = errand.undoes.is_some();
        let Some(sent) = self.send(external.key(), errand) else {
            return Err(outage(infrastructure::UNKNOWN));
        };
        let patience = clock::until(self.process.clock.now(), external.deadline());
        if world.strikes(dice, Event::Panic, PANIC_ONE_IN) {
            panics();
        }
        if world.strikes(dice, Event::CallLost, CALL_LOST_ONE_IN) {
            return self.no_answer(external).await;
        }
        let refused = match undoes {
            true => world.strikes(dice, Event::UndoFails, UNDO_FAILS_ONE_IN),
            false => world.strikes(dice, Event::Refused, REFUSED_ONE_IN),
        };
        let refusal = refusal(dice, errors).filter(|_| refused);
        let late = world.strikes(dice, Event::CallLate, CALL_LATE_ONE_IN);
        let most = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
        let travel = match late {
            true => dice.ms(0, most.saturating_sub(1)),
            false => dice.ms(TRAVEL_MS.0, TRAVEL_MS.1.min(most)),
        };
        let reply = self.travel(external.key(), sent, travel, refusal.is_some());
        if world.strikes(dice, Event::CallAnswerLost, CALL_ANSWER_LOST_ONE_IN) {
            // A limit of this world: who hears of a broken connection before the call's time is over can
            // count on it that the request has arrived, or never will. A slower one could overtake its own
            // undoing.
            let _ = reply.await;
            return self.no_answer(external).await;
        }
        let reply = reply.await.map_err(|_| outage(infrastructure::UNKNOWN))?;
        tokio::time::sleep(dice.ms(TRAVEL_MS.0, TRAVEL_MS.1)).await;
        self.process.gate.pass().await;
        if reply == Reply::Refused {
            world.outside.refusal_told(external.key());
            let code = refusal.unwrap_or_else(|| infrastructure::NETWORK_TIMEOUT.to_owned());
            let kind = FailureKind::of_code(&code);
            return Err(failure(&code, kind));
        }
        let broken = if undoes { None } else { self.violates(procedure, errors) };
        let own = || json!({"token": external.key()});
        let output = self.output(external.context(), external.node(), own);
        Ok(Answer { output, broken })
    }

    /// The request leaves the process, if nothing speaks against it.
    fn send(&self, key: &str, errand: Errand) -> Option<Sent> {
        let world = &self.world;
        let run: Option<RunId> = errand.run.parse().ok();
        world.held(world.ledger.intends(run?, key, &errand.input))?;
        let way = if errand.undoes.is_some() { "undoes" } else { "calls" };
        let (run, node) = (Short(run?), &errand.node);
        world.step(&self.process.name, format_args!("{way} {node} of {run} as {}", head(key)));
        let sent = world.outside.send(key, errand, self.process.is_misled());
        let sent = world.held(sent)?;
        if sent.again {
            world.count(Event::CalledAgain);
        }
        Some(sent)
    }

    /// The request is on its way, whatever becomes of its caller.
    fn travel(
        &self,
        key: &str,
        sent: Sent,
        travel: Duration,
        refuses: bool,
    ) -> tokio::sync::oneshot::Receiver<Reply> {
        let (tell, reply) = tokio::sync::oneshot::channel();
        let (world, key) = (Arc::clone(&self.world), key.to_owned());
        tokio::spawn(async move {
            tokio::time::sleep(travel).await;
            let replied = world.held(world.outside.arrive(&sent, refuses));
            world.step("out", format_args!("{} arrives: {replied:?}", head(&key)));
            // The caller may be gone.
            let _ = replied.map(|replied| tell.send(replied));
        });
        reply
    }

    /// No answer, told sooner or never.
    async fn no_answer(&self, external: &External) -> Result<Answer, Failure> {
        let dice = &self.world.dice.outside;
        if dice.one_in(3) {
            pending::<()>().await;
        }
        tokio::time::sleep(dice.ms(0, 400)).await;
        self.process.gate.pass().await;
        self.world
            .step(&self.process.name, format_args!("hears nothing of {}", head(external.key())));
        Err(outage(infrastructure::NETWORK_TIMEOUT))
    }

    /// What a node answers that did its work.
    fn output(&self, context: &Context, node: &str, own: impl FnOnce() -> Value) -> Value {
        match self.world.asked(&context.idempotency_key) {
            Some((_, Some(outputs))) => outputs.get(node).cloned().unwrap_or_default(),
            _ => own(),
        }
    }

    /// What is declared for the node, or for its compensation.
    fn errors(&self, call: &Call<'_>) -> &'static [DeclaredError] {
        let (context, node, undoes) = match call {
            Call::Validate(view) => (view.context(), view.node(), view.undoes()),
            Call::Persist(tx) => (tx.context(), tx.node(), tx.undoes()),
            Call::External(external) => (external.context(), external.node(), external.undoes()),
        };
        let plan = self.world.asked(&context.idempotency_key).map(|(flow, _)| flow.plan);
        let node = plan.and_then(|plan| Some(plan.node(plan.find(node)?)));
        let Some(node) = node else { return &[] };
        match (undoes, &node.compensation) {
            (None, _) => &node.errors,
            (Some(_), Some(inverse)) => &inverse.errors,
            (Some(_), None) => &[],
        }
    }
}

impl Dispatch for Procedures {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        let errors = self.errors(&call);
        if self.world.is_over(self.process.owner()) {
            self.world.violated(format!("{procedure} is called after a shutdown"));
        }
        Box::pin(async move {
            match call {
                Call::Validate(view) => self.validate(view, errors).await,
                Call::Persist(tx) => {
                    let twice = self.world.defect == Some(Defect::UndoesTwice);
                    if twice && tx.undoes().is_some() {
                        self.persist(procedure, tx, input, errors).await?;
                    }
                    self.persist(procedure, tx, input, errors).await
                }
                Call::External(external) => self.external(procedure, external, input, errors).await,
            }
        })
    }
}

/// The row in which all count, as it is at the start.
pub(super) async fn begin_to_count(tx: &mut Transaction) -> Result<(), StoreError> {
    tx.entities().insert(Entity::new(COUNTER, "0", CODE)).await.map(drop)
}
