//! The procedures of the tests: each does its work unless the test planned something else for it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hera_core::{Failure, FailureKind};
use hera_runtime::Value;
use hera_runtime::context::{Entity, External, StoreError, Transaction, View};
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use serde_json::json;
use tokio::sync::Notify;

/// What a call does instead of its work.
#[derive(Clone, Debug)]
pub enum Plan {
    /// Its work.
    Work,
    /// Says no, with a declared code.
    Refuse(&'static str),
    /// Does its work, and breaks an invariant by its answer.
    Violate,
    /// Fails as machinery does, and nothing happened.
    Break(&'static str),
    /// Does its work, and its answer is lost.
    Lose,
    /// Panics.
    Panic,
    /// Does its work, and answers once the test lets it.
    Wait(Gate),
    /// The same, and it refuses with this declared error.
    RefuseLate(Gate, &'static str),
    /// Never answers.
    Hang,
    /// Answers that program and plan do not fit.
    Fault,
    /// Does its work, and answers with so many bytes more.
    Long(usize),
}

/// Where a call waits for the test.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    pub reached: Arc<Notify>,
    pub open: Arc<Notify>,
}

/// What happened outside, by idempotency key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// How often the effect took place: once, or the other side is not idempotent.
    pub done: u32,
    /// How often it was undone.
    pub undone: u32,
    /// Inputs of all calls with this key.
    pub inputs: Vec<Value>,
}

#[derive(Default)]
pub struct Lab {
    plans: Mutex<BTreeMap<String, VecDeque<Plan>>>,
    calls: Mutex<Vec<String>>,
    keys: Mutex<Vec<(String, String)>>,
    seen: Mutex<Vec<(String, usize)>>,
    outside: Mutex<BTreeMap<String, Outside>>,
}

impl Lab {
    pub fn new() -> Arc<Lab> {
        Arc::new(Lab::default())
    }

    /// What the next calls of a node (`NODE`), or of its compensation (`undo NODE`), do.
    pub fn plan(&self, who: &str, plans: impl IntoIterator<Item = Plan>) {
        self.plans.lock().unwrap().entry(who.to_owned()).or_default().extend(plans);
    }

    /// Forgets all plans and calls; what happened outside stays.
    pub fn forget(&self) {
        self.plans.lock().unwrap().clear();
        self.calls.lock().unwrap().clear();
    }

    /// All calls so far, in order.
    pub fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    /// The keys of the calls of a node, or of its compensation, that write or are made outside.
    pub fn keys(&self, who: &str) -> Vec<String> {
        let keys = self.keys.lock().unwrap();
        keys.iter().filter(|(of, _)| of == who).map(|(_, key)| key.clone()).collect()
    }

    /// The checks so far, and how many rows of nodes each of them saw.
    pub fn seen(&self) -> Vec<(String, usize)> {
        self.seen.lock().unwrap().clone()
    }

    /// What happened outside.
    pub fn outside(&self) -> BTreeMap<String, Outside> {
        self.outside.lock().unwrap().clone()
    }

    fn next(&self, node: &str, undoes: Option<&str>, key: Option<&str>) -> Plan {
        let who = match undoes {
            Some(_) => format!("undo {node}"),
            None => node.to_owned(),
        };
        let key = key.map(|key| (who.clone(), key.to_owned()));
        self.keys.lock().unwrap().extend(key);
        self.calls.lock().unwrap().push(who.clone());
        let mut plans = self.plans.lock().unwrap();
        plans.get_mut(&who).and_then(VecDeque::pop_front).unwrap_or(Plan::Work)
    }

    async fn validate(&self, view: &View) -> Result<Value, Failure> {
        let plan = self.next(view.node(), view.undoes(), None);
        let seen = view.entities().find(Entity::filter().entity_type("lab")).await;
        let seen = seen.map_err(store)?.len();
        self.seen.lock().unwrap().push((view.node().to_owned(), seen));
        act(&plan).await?;
        Ok(json!({"seen": seen}))
    }

    async fn persist(&self, tx: &mut Transaction, plan: &Plan) -> Result<Value, Failure> {
        let name = tx.node().to_owned();
        let done = match tx.undoes().map(str::to_owned) {
            None => {
                let row = Entity::new("lab", name.as_str(), "HERA.TEST.LAB.ROW.NODE.v1");
                let row = row.entity_code(tx.key());
                tx.entities().insert(row).await.map_err(store)?
            }
            Some(key) => {
                let made = Entity::filter().entity_type("lab").entity_code(key.as_str());
                let made = tx.entities().first(made).await.map_err(store)?;
                let made = made.expect("what is undone is there");
                assert_eq!(made.status, "active", "undone twice");
                let gone = Entity::changes().status("undone");
                tx.entities().update(made.id, gone).await.map_err(store)?;
                made.id
            }
        };
        act(plan).await?;
        Ok(json!({"id": done.to_string()}))
    }

    async fn external(
        &self,
        external: &External,
        input: &Value,
        plan: &Plan,
    ) -> Result<Value, Failure> {
        let mut plan = plan.clone();
        // Idempotent, as a good service is: the key decides, and what was done is never refused.
        let done = |outside: &Outside| outside.done == 1;
        if external.undoes().is_none()
            && matches!(plan, Plan::Refuse(_))
            && self.outside.lock().unwrap().get(external.key()).is_some_and(done)
        {
            plan = Plan::Work;
        }
        if !matches!(plan, Plan::Refuse(_) | Plan::Break(_)) {
            let mut outside = self.outside.lock().unwrap();
            let key = external.undoes().unwrap_or(external.key());
            let effect = outside.entry(key.to_owned()).or_default();
            effect.inputs.push(input.clone());
            match external.undoes() {
                None => effect.done = 1,
                Some(_) => effect.undone = 1,
            }
        }
        act(&plan).await?;
        Ok(json!({"token": external.key()}))
    }
}

/// What a call answers that did its work.
fn answer(plan: &Plan, output: Value) -> Result<Answer, Failure> {
    let broken = matches!(plan, Plan::Violate)
        .then(|| Failure::invariant("planned > 0", "HERA.TEST.LAB.PLANNED.v1"));
    let output = match plan {
        Plan::Long(bytes) => json!({"text": "x".repeat(*bytes)}),
        _ => output,
    };
    Ok(Answer { output, broken })
}

async fn act(plan: &Plan) -> Result<(), Failure> {
    let failure = |code: &str, kind| Failure { code: code.into(), message: "planned".into(), kind };
    match plan {
        Plan::Work | Plan::Violate | Plan::Long(_) => Ok(()),
        Plan::Refuse(code) => Err(failure(code, FailureKind::Declared)),
        Plan::Break(code) => Err(failure(code, FailureKind::Infrastructure)),
        Plan::Lose => Err(failure("NETWORK_TIMEOUT", FailureKind::Infrastructure)),
        Plan::Fault => Err(failure("ENGINE_FAULT", FailureKind::Infrastructure)),
        Plan::Wait(gate) => {
            gate.reached.notify_one();
            gate.open.notified().await;
            Ok(())
        }
        Plan::RefuseLate(gate, code) => {
            gate.reached.notify_one();
            gate.open.notified().await;
            Err(failure(code, FailureKind::Declared))
        }
        Plan::Panic => panic!("planned"),
        Plan::Hang => {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
            Ok(())
        }
    }
}

fn store(error: StoreError) -> Failure {
    Failure {
        code: error.code().to_owned(),
        message: error.to_string(),
        kind: FailureKind::Infrastructure,
    }
}

impl Dispatch for Lab {
    fn invoke<'a>(
        &'a self,
        _procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            match call {
                Call::Validate(view) => self.validate(view).await.map(|_| Value::Null.into()),
                Call::Persist(transaction) => {
                    let plan = self.next(
                        transaction.node(),
                        transaction.undoes(),
                        Some(transaction.key()),
                    );
                    answer(&plan, self.persist(transaction, &plan).await?)
                }
                Call::External(external) => {
                    let plan = self.next(external.node(), external.undoes(), Some(external.key()));
                    answer(&plan, self.external(external, input, &plan).await?)
                }
            }
        })
    }
}
