//! Procedures made from plans: each node writes one row or makes one call, and each compensation takes
//! back one. With them a flow is put through the matrix before anybody has written a line for it.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::{Failure, FailureKind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::payloads::{self, Outputs};
use super::subject::{Asked, Effect, Effects, Heard, Subject, Trouble};
use crate::context::{Entity, External, StoreError, Transaction, View};
use crate::engine::Engine;
use crate::flow::{Answer, BoxFuture, Call, Dispatch, FlowDef, Orchestration};
use crate::ports::{Organization, Scope};

const EFFECT: &str = "matrix_effect";
const CODE: &str = "HERA.TEST.MATRIX.EFFECT.ROW.v1";

/// Flows with procedures that are made from their plans.
pub struct Made {
    orchestrations: Vec<Orchestration>,
    stories: Vec<Story>,
    procedures: Arc<Procedures>,
}

struct Story {
    name: String,
    orchestration: &'static str,
    flow: &'static FlowDef,
    made: payloads::Made,
}

impl Made {
    /// All flows of these orchestrations; what they are given leads to the made procedures.
    ///
    /// ```text
    /// Made::new(|procedures| vec![cart::over(procedures.clone()), checkout::over(procedures)])
    /// ```
    pub fn new(over: impl FnOnce(Arc<dyn Dispatch>) -> Vec<Orchestration>) -> Made {
        let procedures = Arc::new(Procedures::default());
        let orchestrations = over(Arc::clone(&procedures) as Arc<dyn Dispatch>);
        let mut stories = Vec::new();
        for orchestration in &orchestrations {
            for flow in orchestration.flows.iter().copied() {
                for made in payloads::of_flow(orchestration, flow) {
                    let skipped: Vec<&str> = made.skipped.iter().map(String::as_str).collect();
                    let name = match skipped.is_empty() {
                        true => flow.event.to_owned(),
                        false => format!("{} without {}", flow.event, skipped.join(" ")),
                    };
                    let orchestration = orchestration.spec.smart_code;
                    stories.push(Story { name, orchestration, flow, made });
                }
            }
        }
        Made { orchestrations, stories, procedures }
    }
}

impl Subject for Made {
    fn orchestrations(&self) -> Vec<Orchestration> {
        self.orchestrations.clone()
    }

    fn stories(&self) -> Vec<String> {
        self.stories.iter().map(|story| story.name.clone()).collect()
    }

    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        story: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>> {
        Box::pin(async move {
            let story = self.stories.iter().find(|known| known.name == story);
            let story = story.ok_or("there is no such story")?;
            let (id, actor_id) = (Uuid::now_v7(), Uuid::now_v7());
            let organization = Organization { id, name: "matrix".to_owned(), code: id.to_string() };
            engine.create_organization(&organization, actor_id).await?;
            let plan = story.flow.plan;
            let answer = |node| {
                let id = plan.node(node).id.to_string();
                (id, payloads::answer(story.flow, &story.made.outputs, node))
            };
            let outputs = plan.node_ixs().map(answer).collect();
            self.procedures.with(id, |world| world.outputs = outputs);
            Ok(Asked {
                scope: Scope { organization_id: id, actor_id },
                orchestration: story.orchestration.to_owned(),
                event: story.flow.event.to_owned(),
                payload: story.made.payload.clone(),
            })
        })
    }

    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        let id = asked.scope.organization_id;
        let heard = self.procedures.with(id, |world| world.heard());
        Box::pin(std::future::ready(Ok(Some(heard))))
    }

    fn effects<'a>(
        &'a self,
        engine: &'a Engine,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Effects>, Trouble>> {
        Box::pin(async move {
            let view = engine.view(asked.scope).await?;
            let rows = view.entities().find(Entity::filter().entity_type(EFFECT)).await?;
            let mut effects = Effects::new();
            for row in rows {
                let (made, undone) = effects.entry(row.entity_name).or_default();
                let count = |name: &str| {
                    row.metadata[name].as_u64().and_then(|count| u32::try_from(count).ok())
                };
                *made += count("made").unwrap_or_default();
                *undone += count("undone").unwrap_or_default();
            }
            Ok(Some(effects))
        })
    }

    fn share(&self, asked: &Asked, folder: &Path) -> Value {
        let file = folder.join(OUTSIDE);
        self.procedures.with(asked.scope.organization_id, |world| {
            world.shared = Some(file.clone());
            json!({"file": file, "outputs": world.outputs})
        })
    }

    fn join(&self, asked: &Asked, shared: &Value) {
        self.procedures.with(asked.scope.organization_id, |world| {
            world.shared = shared["file"].as_str().map(PathBuf::from);
            world.outputs = serde_json::from_value(shared["outputs"].clone()).unwrap_or_default();
        });
    }
}

/// The name of the file in which several processes note what they did outside.
const OUTSIDE: &str = "outside";

/// The procedures, with what they did outside.
#[derive(Default)]
struct Procedures {
    /// By organisation: each case has its own.
    worlds: Mutex<BTreeMap<Uuid, World>>,
}

/// What one case's nodes answer, and what happened outside in it.
#[derive(Default)]
struct World {
    outputs: Outputs,
    heard: Vec<Heard>,
    /// Where it stands as well, if several processes stand before the same outside.
    shared: Option<PathBuf>,
}

impl World {
    /// All that happened outside, in order.
    fn heard(&self) -> Vec<Heard> {
        let Some(file) = &self.shared else { return self.heard.clone() };
        let lines = std::fs::read_to_string(file).unwrap_or_default();
        let heard = lines.lines().filter_map(|line| {
            let (what, key) = line.split_once(' ')?;
            let what = if what == "done" { Effect::Done } else { Effect::Undone };
            Some(Heard { key: key.to_owned(), what })
        });
        heard.collect()
    }

    /// Something happens outside; if it is not noted, the verdict misses it.
    fn happens(&mut self, heard: Heard) {
        if let Some(file) = &self.shared {
            let what = if heard.what == Effect::Done { "done" } else { "undone" };
            let file = OpenOptions::new().create(true).append(true).open(file);
            let line = format!("{what} {}\n", heard.key);
            let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
        }
        self.heard.push(heard);
    }
}

impl Procedures {
    fn with<T>(&self, organization: Uuid, work: impl FnOnce(&mut World) -> T) -> T {
        let mut worlds = self.worlds.lock().unwrap_or_else(PoisonError::into_inner);
        work(worlds.entry(organization).or_default())
    }

    fn output(&self, organization: Uuid, node: &str) -> Value {
        self.with(organization, |world| world.outputs.get(node).cloned().unwrap_or_default())
    }

    /// Another system: the key decides, so that the same is not done twice.
    fn call(&self, external: &External) {
        let (key, what) = match external.undoes() {
            None => (external.key(), Effect::Done),
            Some(key) => (key, Effect::Undone),
        };
        let heard = Heard { key: key.to_owned(), what };
        self.with(external.context().organization_id, |world| {
            let known = world.heard();
            let last = known.iter().rev().find(|known| known.key == heard.key);
            if last.is_none_or(|last| last.what != heard.what) {
                world.happens(heard);
            }
        });
    }
}

impl Dispatch for Procedures {
    fn invoke<'a>(
        &'a self,
        _procedure: &'a str,
        call: Call<'a>,
        _input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let (organization, node) = match call {
                Call::Validate(view) => {
                    look(view).await.map_err(failed)?;
                    (view.context().organization_id, view.node().to_owned())
                }
                Call::Persist(transaction) => {
                    write(transaction).await.map_err(failed)?;
                    (transaction.context().organization_id, transaction.node().to_owned())
                }
                Call::External(external) => {
                    self.call(external);
                    (external.context().organization_id, external.node().to_owned())
                }
            };
            Ok(self.output(organization, &node).into())
        })
    }
}

/// Reads something, as a check does.
async fn look(view: &View) -> Result<(), StoreError> {
    view.entities().first(Entity::filter().entity_type(EFFECT)).await.map(drop)
}

/// Writes the row of a node, or takes it back: never twice the same, however often it is asked.
async fn write(transaction: &mut Transaction) -> Result<(), StoreError> {
    let node = transaction.node().to_owned();
    let undoes = transaction.undoes().is_some();
    let rows = transaction.entities();
    let standing = match undoes {
        true => rows.first(Entity::filter().entity_type(EFFECT).entity_name(&*node)).await?,
        false => None,
    };
    let Some(row) = standing else {
        // What is undone without a row was done outside.
        let (made, undone) = if undoes { (0, 1) } else { (1, 0) };
        let row = Entity::new(EFFECT, node, CODE);
        let row = row.metadata(json!({"made": made, "undone": undone}));
        return transaction.entities().insert(row).await.map(drop);
    };
    let undone = row.metadata["undone"].as_u64().unwrap_or_default() + 1;
    let counted = json!({"made": row.metadata["made"], "undone": undone});
    let changes = Entity::changes().metadata(counted);
    transaction.entities().update(row.id, changes).await.map(drop)
}

fn failed(error: StoreError) -> Failure {
    let (code, message) = (error.code().to_owned(), error.to_string());
    Failure { code, message, kind: FailureKind::Infrastructure }
}
