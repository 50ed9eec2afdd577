//! Retention: what is over goes after its time, what is not over stays, and nobody waits for it.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Timestamp;
use hera_runtime::Value;
use hera_runtime::engine::{Act, Engine, ExecuteError, Request, Retention};
use hera_runtime::ports::{Clock, PrunedRows, RunQuery, SystemClock};
use jiff::SignedDuration;
use serde_json::json;

use support::aged::{ADD, Ahead, DAY, TWO, complete, is_pruned, later, later_with, month};
use support::crash::StopAt;
use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use support::{ACTOR, BAKERY, Bench, SALON, request, sketch};

fn because(reason: &str) -> Act {
    Act { actor_id: ACTOR, reason: reason.to_owned() }
}

#[tokio::test]
async fn a_pruned_run_answers_how_it_ended_and_is_not_done_again() {
    let bench = Bench::new().await;
    let add = || request(ADD, json!({"n": 1})).idempotency_key("k");
    let first = bench.engine.execute(add()).await.unwrap();
    assert!(!first.outputs.is_empty());
    let early = later(bench.dir.path(), &bench.lab, 29).await.prune(&month()).await;
    assert_eq!(early, Ok(PrunedRows::default()), "its time has not come");

    let engine = later(bench.dir.path(), &bench.lab, 31).await;
    let (lines, commits) = (bench.stored(&first).await.1, 3);
    let lines = u64::try_from(lines.len()).unwrap() - commits;
    assert_eq!(engine.count_to_prune(&month()).await, Ok(1));
    assert_eq!(engine.prune(&month()).await, Ok(PrunedRows { runs: 1, lines }));
    assert_eq!(engine.prune(&month()).await, Ok(PrunedRows::default()), "once");

    let calls = bench.lab.calls();
    let again = engine.execute(add()).await.unwrap();
    assert_eq!((again.run_id, again.status, again.repeated), (first.run_id, first.status, true));
    let at = again.pruned_at.expect("it says that it was pruned");
    assert!(again.outputs.is_empty());
    assert_eq!(again.to_json()["pruned_at"], at.to_string());
    assert_eq!(first.to_json().get("pruned_at"), None, "of a pruned run alone");
    let other = engine.execute(request(ADD, json!({"n": 2})).idempotency_key("k")).await;
    assert_eq!(other, Err(ExecuteError::KeyReused { run: first.run_id }));
    let resumed = engine.resume(first.run_id).await.unwrap();
    assert_eq!((resumed.status, resumed.pruned_at), (first.status, Some(at)));
    for acted in [
        engine.cancel(first.run_id, because("no")).await,
        engine.retry(first.run_id, because("no"), None).await,
        engine.compensate(first.run_id, because("no")).await,
    ] {
        let said = acted.unwrap_err().to_string();
        assert!(said.ends_with("it is completed, and pruned"), "{said}");
    }
    assert_eq!(bench.lab.calls(), calls, "nothing was done again");

    let detail = engine.run(first.run_id).await.unwrap().unwrap();
    assert_eq!((detail.lines.len(), detail.record.header.payload), (0, Value::Null));
    assert_eq!(detail.record.pruned.unwrap().actor_id, ACTOR);
    assert_eq!(detail.record.header.context.idempotency_key, "k");
    let listed = engine.runs(RunQuery::default()).await.unwrap().runs;
    assert_eq!((listed.len(), listed[0].status), (1, Status::Completed));
}

#[tokio::test]
async fn what_people_said_stays_without_their_payloads() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run("LAB.PIVOT.REQUESTED", json!({"SHIP": "secret 1"})).await;
    assert_eq!(parked.status, Status::Parked);
    let corrected = Some(json!({"SHIP": "secret 2"}));
    let act = because("the number was wrong");
    let retried = bench.engine.retry(parked.run_id, act, corrected).await.unwrap();
    assert_eq!(retried.status, Status::Completed);
    let engine = later(bench.dir.path(), &bench.lab, 31).await;
    assert_eq!(engine.prune(&month()).await.unwrap().runs, 1);

    let detail = engine.run(parked.run_id).await.unwrap().unwrap();
    let [act] = &*detail.trail() else { panic!("{:?}", detail.lines) };
    assert!(act.number > 1, "in its old place");
    let told = "sent on by a person: the number was wrong \
        (with a corrected payload, which was pruned)";
    assert_eq!(act.what, told);
    assert_eq!(detail.lines[0].about["actor"], json!(ACTOR.to_string()));
    let stored = format!("{:?}", engine.store().load(parked.run_id).await.unwrap().unwrap());
    assert!(!stored.contains("secret"), "{stored}");
}

#[tokio::test]
async fn what_is_not_over_stays_and_what_waits_keeps_its_place() {
    let (number, flow) = drawn_with("A call errors NO".to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        plan.run.concurrency_key = Some("payload.cart".into());
    });
    let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
    let open = async |days| {
        let store = support::store(dir.path()).await;
        let orchestration = alone(flow, lab.clone());
        Engine::builder(store).orchestration(orchestration).clock(Ahead(days)).build().unwrap()
    };
    let (engine, pruner) = (open(0).await, open(100).await);
    support::organizations(&engine).await;
    let ask = |cart: &str| {
        let request = request(DRAWN_EVENT, json!({DRAWN: number, "cart": cart}));
        let engine = engine.clone();
        tokio::spawn(async move { engine.execute(request).await.unwrap() })
    };
    let over = ask("one").await.unwrap();
    lab.plan("A", [Refuse("NO")]);
    let failed = ask("two").await.unwrap();
    assert_eq!((over.status, failed.status), (Status::Completed, Status::Failed));
    let gate = Gate::default();
    lab.plan("A", [Wait(gate.clone())]);
    let holder = ask("one");
    gate.reached.notified().await;
    let waiting = ask("one");
    while engine.runs(RunQuery::default()).await.unwrap().runs.len() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(pruner.prune(&month()).await.unwrap().runs, 2, "what is over alone");
    gate.open.notify_one();
    assert_eq!(holder.await.unwrap().status, Status::Completed);
    assert_eq!(waiting.await.unwrap().status, Status::Completed, "it had kept its place");
    assert_eq!(pruner.prune(&month()).await.unwrap().runs, 2, "then they are over as well");
    let pruned = pruner.execute(request(DRAWN_EVENT, json!({DRAWN: number, "cart": "one"}))).await;
    assert_eq!(pruned.unwrap().status, Status::Completed, "the key is free for others");
}

#[tokio::test]
async fn parked_runs_are_never_pruned() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run("LAB.PIVOT.REQUESTED", json!({})).await;
    assert_eq!(parked.status, Status::Parked);
    let engine = later(bench.dir.path(), &bench.lab, 10_000).await;
    assert_eq!(engine.prune(&Retention::older_than(Duration::ZERO)).await.unwrap().runs, 0);
    let goes_on = engine.retry(parked.run_id, because("at last"), None).await.unwrap();
    assert_eq!(goes_on.status, Status::Completed);
}

#[tokio::test]
async fn an_organisation_prunes_its_own_and_an_engine_those_of_all() {
    let bench = Bench::new().await;
    let mut runs = complete(&bench.engine, 2).await;
    let theirs = Request::new(sketch::CODE, json!({}), BAKERY, ACTOR).event(TWO);
    runs.push(bench.engine.execute(theirs).await.unwrap().run_id);
    let engine = later(bench.dir.path(), &bench.lab, 31).await;
    let salon = month().organization(SALON);
    assert_eq!(engine.prune(&salon).await.unwrap().runs, 2);
    assert!(!is_pruned(&engine, runs[2]).await, "of another organisation");
    assert_eq!(engine.count_to_prune(&month()).await, Ok(1));
    assert_eq!(engine.prune(&month()).await.unwrap().runs, 1);
    assert!(is_pruned(&engine, runs[2]).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_goes_on_while_runs_are_pruned() {
    const BATCH: u32 = 5;
    const OLD: usize = 100;
    let bench = Bench::new().await;
    complete(&bench.engine, OLD).await;
    let points = StopAt::new(usize::MAX);
    let counted = points.clone();
    let (dir, lab) = (bench.dir.path(), &bench.lab);
    let pruner = later_with(dir, lab, 31, |builder| builder.crash_points(counted)).await;
    let engine = later(dir, lab, 31).await;
    let retention = month().batch_runs(BATCH);
    let pruning = tokio::spawn(async move { pruner.prune(&retention).await });
    let mut between = Vec::new();
    for number in 0.. {
        if pruning.is_finished() {
            break;
        }
        let request = request(TWO, json!({})).idempotency_key(format!("new{number}"));
        assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
        between.push(points.names.lock().unwrap().len());
    }
    assert_eq!(pruning.await.unwrap().unwrap().runs, u64::try_from(OLD).unwrap());
    between.dedup();
    assert!(between.len() > 5, "runs ended between many of the batches: {between:?}");
}

#[test]
fn ages_are_told_from_the_end_of_a_run() {
    let engine = Engine::builder(
        hera_runtime::testing::memory::MemoryDatabase::new(
            hera_runtime::testing::memory::Settings::EMBEDDED,
            Arc::new(SystemClock),
        )
        .open(SALON),
    );
    let engine = engine.orchestration(sketch::orchestration(Lab::new())).build().unwrap();
    let forever = Retention::older_than(Duration::MAX);
    assert_eq!(engine.prunes_before(&forever), Timestamp::MIN, "none is as old as that");
    let day = engine.prunes_before(&Retention::older_than(DAY));
    let ago = SystemClock.now().duration_since(day);
    assert!((ago - SignedDuration::from_hours(24)).abs() < SignedDuration::from_secs(60));
}
