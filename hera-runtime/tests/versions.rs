//! Two versions of a flow: a run ends on the plan that it began with, beside runs of the next one, and where the
//! old program comes back.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::thread;

use hera_core::Status;
use hera_runtime::engine::{Engine, ExecuteError, Request};
use hera_runtime::flow::{FlowDef, Orchestration};
use hera_runtime::ports::RunId;
use serde_json::json;

use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{DRAWN, DRAWN_EVENT, drawn_with, named};
use support::{ACTOR, SALON};

const FIRST_CODE: &str = "HERA.TEST.LAB.ORCH.SELL.v1";
const NEXT_CODE: &str = "HERA.TEST.LAB.ORCH.SELL.v2";

/// How long a call may take. Where an owner may wake, whoever goes on with its run waits for that long.
const CALL_MS_MAX: u64 = 3_000;

/// A version of a flow.
#[derive(Clone, Copy)]
struct Version {
    code: &'static str,
    number: usize,
    flow: &'static FlowDef,
}

impl Version {
    fn of(code: &'static str, sum: &'static str, sketch: &str) -> Version {
        let (number, flow) = drawn_with(sketch.to_owned(), |plan| {
            plan.sum = sum.into();
            plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = Some(CALL_MS_MAX));
        });
        Version { code, number, flow }
    }

    fn first() -> Version {
        Version::of(FIRST_CODE, "first", "A write\nB call after A undo-outside\nC write after B")
    }

    /// A step has another name, one is gone, and one is new.
    fn next(code: &'static str) -> Version {
        Version::of(code, "next", "A write\nBOOK call after A undo-outside\nTELL write after BOOK")
    }

    fn asked(self, key: &str) -> Request {
        let asked = Request::new(self.code, json!({DRAWN: self.number}), SALON, ACTOR);
        asked.event(DRAWN_EVENT).idempotency_key(key)
    }

    fn orchestration(self, lab: &Arc<Lab>) -> Orchestration {
        named(self.code, self.flow, lab.clone())
    }
}

/// A program that knows these versions.
async fn program(dir: &Path, lab: &Arc<Lab>, versions: &[Version]) -> Engine {
    let store = support::store(dir).await;
    let versions = versions.iter().map(|version| version.orchestration(lab));
    let engine = Engine::builder(store).orchestrations(versions).build().unwrap();
    support::organizations(&engine).await;
    engine
}

/// The process of a program begins a run, and dies while `node` is under way.
fn dies_at(node: &str, dir: &Path, lab: &Arc<Lab>, version: Version, key: &str) {
    let gate = Gate::default();
    lab.plan(node, [Wait(gate.clone())]);
    thread::scope(|scope| {
        scope.spawn(|| {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let engine = program(dir, lab, &[version]).await;
                let asked = version.asked(key);
                tokio::spawn(async move { engine.execute(asked).await });
                gate.reached.notified().await;
            });
        });
    });
}

/// What a program makes of the runs that nobody goes on with: those that it ended, and those whose plan it does
/// not have.
async fn recovered(engine: &Engine) -> (Vec<(RunId, Status)>, Vec<RunId>) {
    let (mut ended, mut unknown) = (Vec::new(), Vec::new());
    for recovered in engine.recover().await.unwrap() {
        match recovered.result {
            Ok(outcome) => ended.push((recovered.run, outcome.status)),
            Err(ExecuteError::PlanMissing { run, .. }) => unknown.push(run),
            Err(error) => panic!("{error}"),
        }
    }
    (ended, unknown)
}

/// The one run that has this plan.
async fn run_on(engine: &Engine, version: Version) -> RunId {
    let runs = engine.runs(Default::default()).await.unwrap().runs;
    let run = runs.iter().find(|run| run.header.plan_sum == version.flow.plan.sum);
    run.unwrap().header.id
}

#[tokio::test]
async fn an_old_run_ends_on_its_plan_beside_new_ones_on_theirs() {
    let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
    let (first, next) = (Version::first(), Version::next(NEXT_CODE));
    let engine = program(dir.path(), &lab, &[first, next]).await;
    let gate = Gate::default();
    lab.plan("B", [Wait(gate.clone())]);
    let old = tokio::spawn({
        let (engine, asked) = (engine.clone(), first.asked("old"));
        async move { engine.execute(asked).await.unwrap() }
    });
    gate.reached.notified().await;
    let new = engine.execute(next.asked("new")).await.unwrap();
    assert_eq!(new.status, Status::Completed);
    assert_eq!(lab.calls(), ["A", "B", "A", "BOOK", "TELL"]);
    gate.open.notify_one();
    let old = old.await.unwrap();
    assert_eq!(old.status, Status::Completed);
    assert_eq!(lab.calls()[5..], ["C"], "nothing of the next version");
    for (run, version) in [(old.run_id, first), (new.run_id, next)] {
        let record = engine.run(run).await.unwrap().unwrap().record;
        assert_eq!(record.header.plan_sum, version.flow.plan.sum);
        assert_eq!(record.header.orchestration, version.code);
    }
}

#[tokio::test]
async fn a_program_with_both_versions_goes_on_with_what_the_old_one_left() {
    let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
    let (first, next) = (Version::first(), Version::next(NEXT_CODE));
    dies_at("B", dir.path(), &lab, first, "old");
    tokio::time::sleep(support::LEASE).await;
    let engine = program(dir.path(), &lab, &[next, first]).await;
    assert_eq!(engine.execute(next.asked("new")).await.unwrap().status, Status::Completed);
    let old = run_on(&engine, first).await;
    assert_eq!(recovered(&engine).await, (vec![(old, Status::Completed)], vec![]));
    assert_eq!(lab.calls(), ["A", "B", "A", "BOOK", "TELL", "B", "C"]);
    assert_eq!(lab.outside().len(), 2, "the same call of the old run, and one of the new");
}

/// The next version may have a code of its own, or be the same code with another plan.
async fn the_old_program_comes_back(code: &'static str) {
    let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
    let (first, next) = (Version::first(), Version::next(code));
    dies_at("B", dir.path(), &lab, first, "old");
    tokio::time::sleep(support::LEASE).await;

    let engine = program(dir.path(), &lab, &[next]).await;
    let old = run_on(&engine, first).await;
    let before = engine.store().load(old).await.unwrap().unwrap();
    assert_eq!(recovered(&engine).await, (vec![], vec![old]), "it is named");
    assert_eq!(engine.store().load(old).await.unwrap().unwrap(), before, "and left as it is");
    drop(engine);
    dies_at("TELL", dir.path(), &lab, next, "new");
    tokio::time::sleep(support::LEASE).await;

    let engine = program(dir.path(), &lab, &[first]).await;
    let new = run_on(&engine, next).await;
    let before = engine.store().load(new).await.unwrap().unwrap();
    assert_eq!(recovered(&engine).await, (vec![(old, Status::Completed)], vec![new]));
    assert_eq!(engine.store().load(new).await.unwrap().unwrap(), before, "it waits for its own");
    drop(engine);
    tokio::time::sleep(support::LEASE).await;

    let engine = program(dir.path(), &lab, &[next]).await;
    assert_eq!(recovered(&engine).await, (vec![(new, Status::Completed)], vec![]));
    assert_eq!(lab.calls(), ["A", "B", "A", "BOOK", "TELL", "B", "C", "TELL"]);
    assert_eq!(lab.outside().len(), 2, "each call under one key");
}

#[tokio::test]
async fn the_old_program_ends_its_runs_and_leaves_those_of_the_next_code() {
    the_old_program_comes_back(NEXT_CODE).await;
}

#[tokio::test]
async fn the_old_program_ends_its_runs_and_leaves_those_of_the_changed_plan() {
    the_old_program_comes_back(FIRST_CODE).await;
}
