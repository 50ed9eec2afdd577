//! Runs that nobody goes on with: each is named, and keeps none of the others waiting.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Engine, ExecuteError, Request};
use hera_runtime::ports::{RunId, RunQuery, SystemClock};
use hera_runtime::testing::memory::{MemoryDatabase, Settings};
use serde_json::json;

use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::{Bench, organizations, request, sketch, tamper};

fn asked(key: &str) -> Request {
    request("LAB.TWO.REQUESTED", json!({})).idempotency_key(key)
}

/// Makes the header of a run one that nobody can read, of an owner that nobody can be.
fn spoil(bench: &Bench, run: RunId) {
    let lite = "json_set(json_remove(metadata, '$.context.actor_id'), '$.owner', 'nobody')";
    let postgres = "jsonb_set(metadata #- '{context,actor_id}', '{owner}', '\"nobody\"')";
    let update = |metadata: &str| {
        format!("UPDATE universal_transactions SET metadata = {metadata} WHERE id = '{run}'")
    };
    tamper(bench, &update(lite), &update(postgres));
}

async fn newest(bench: &Bench) -> RunId {
    bench.engine.runs(RunQuery::default()).await.unwrap().runs[0].header.id
}

#[tokio::test]
async fn a_header_that_cannot_be_read_keeps_no_other_waiting() {
    let bench = Bench::new().await;
    bench.lab.plan("SECOND", [Fault, Fault]);
    bench.try_run(asked("older")).await.unwrap_err();
    let older = newest(&bench).await;
    bench.try_run(asked("newer")).await.unwrap_err();
    let newer = newest(&bench).await;
    spoil(&bench, older);

    let list = bench.engine.runs(RunQuery::default()).await.unwrap();
    assert_eq!(list.runs.iter().map(|run| run.header.id).collect::<Vec<_>>(), [newer]);
    let [(unreadable, why)] = &*list.unreadable else { panic!("{:?}", list.unreadable) };
    assert_eq!((*unreadable, list.len(), list.last), (older, 2, Some(older)));
    assert!(why.contains("actor_id"), "{why}");
    let rest = RunQuery { before: Some(newer), ..RunQuery::default() };
    assert_eq!(bench.engine.runs(rest).await.unwrap().unreadable, list.unreadable);

    let recovered = bench.engine.recover().await.unwrap();
    assert_eq!(recovered.len(), 2, "{recovered:?}");
    for recovered in recovered {
        match recovered.result {
            Ok(ended) => assert_eq!((ended.run_id, ended.status), (newer, Status::Completed)),
            Err(error) => {
                assert_eq!(recovered.run, older);
                let unread = matches!(error, ExecuteError::Store(StoreError::Corrupt { .. }));
                assert!(unread, "{error:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_run_that_had_to_stop_is_named_until_the_same_request_goes_on_with_it() {
    let bench = Bench::new().await;
    bench.lab.plan("SECOND", [Fault]);
    bench.try_run(asked("k")).await.unwrap_err();
    let run = newest(&bench).await;
    let health = bench.engine.health().await;
    let [(named, why)] = &*health.left else { panic!("{health:?}") };
    assert_eq!(*named, run);
    assert!(why.contains("engine fault"), "{why}");
    assert!(health.is_ready(), "the others are served");

    let ended = bench.try_run(asked("k")).await.unwrap();
    assert_eq!((ended.run_id, ended.status), (run, Status::Completed));
    assert!(ended.repeated);
    assert_eq!(bench.lab.calls(), ["CHECK", "FIRST", "SECOND", "SECOND"]);
    assert!(bench.engine.health().await.left.is_empty());
}

#[tokio::test]
async fn a_run_that_was_never_written_is_not_named() {
    let bench = Bench::new().await;
    bench.lab.plan("FIRST", [Fault]);
    bench.try_run(asked("k")).await.unwrap_err();
    assert!(bench.engine.runs(RunQuery::default()).await.unwrap().is_empty());
    assert!(bench.engine.health().await.left.is_empty());
}

#[tokio::test]
async fn who_attends_goes_on_with_what_had_to_stop_here() {
    let bench = Bench::with(|builder| builder.look_every(Duration::from_millis(20))).await;
    bench.lab.plan("SECOND", [Fault]);
    bench.try_run(asked("k")).await.unwrap_err();
    let run = newest(&bench).await;
    let completed = async {
        while bench.engine.run(run).await.unwrap().unwrap().record.status != Status::Completed {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = bench.engine.attend() => panic!("it goes on as long as it is polled"),
        () = completed => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("nobody goes on with it"),
    }
    let health = bench.engine.health().await;
    assert!(health.left.is_empty() && health.recovery.is_none(), "{health:?}");
}

/// It stopped in one process, which lost its lease, and another one drives it.
#[tokio::test]
async fn who_asks_for_a_run_that_is_anothers_by_now_is_told_how_it_stands() {
    let settings = Settings::shared(Duration::from_secs(60));
    let database = MemoryDatabase::new(settings, Arc::new(SystemClock));
    let (first, second) = (Lab::new(), Lab::new());
    let engine = |owner: u128, lab: &Arc<Lab>| {
        let builder = Engine::builder(database.open(Uuid::from_u128(owner)));
        builder.orchestration(sketch::orchestration(lab.clone())).build().unwrap()
    };
    let (one, other) = (engine(1, &first), engine(2, &second));
    organizations(&one).await;
    first.plan("SECOND", [Fault]);
    one.execute(asked("k")).await.unwrap_err();
    let run = one.runs(RunQuery::default()).await.unwrap().runs[0].header.id;
    assert_eq!(one.health().await.left.len(), 1);
    database.end_lease(Uuid::from_u128(1));
    let gate = Gate::default();
    second.plan("SECOND", [Wait(gate.clone())]);
    let driving = tokio::spawn(async move { other.resume(run).await });
    gate.reached.notified().await;
    let stands = one.execute(asked("k")).await.unwrap();
    assert_eq!((stands.run_id, stands.status, stands.repeated), (run, Status::Running, true));
    assert!(one.health().await.left.is_empty(), "it is nobody's news here");
    gate.open.notify_one();
    assert_eq!(driving.await.unwrap().unwrap().status, Status::Completed);
    assert_eq!(one.execute(asked("k")).await.unwrap().status, Status::Completed);
}
