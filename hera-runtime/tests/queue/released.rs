//! `on_park: release`: a run that parks gives its concurrency key up, and lines up again once it goes on.

use hera_core::Status;
use serde_json::json;

use super::support::crash::{Tried, try_once};
use super::support::lab::Plan::*;
use super::support::lab::{Gate, Lab};
use super::support::{ON_POSTGRES, request};
use super::{Desk, act};

/// A desk whose runs give their key up when they are parked.
async fn releasing() -> Desk {
    let desk = Desk::of("A call\nB write after A errors NO", |plan| {
        plan.run.concurrency_key = Some("payload.cart".into());
        plan.run.releases_parked = true;
    })
    .await;
    desk.lab.plan("B", [Refuse("NO")]);
    desk
}

#[tokio::test]
async fn a_parked_run_gives_its_key_up_where_its_plan_says_so() {
    let desk = releasing().await;
    let gate = Gate::default();
    desk.lab.plan("A", [Work, Wait(gate.clone())]);
    let parked = desk.ask(json!(7)).await.unwrap().unwrap();
    assert_eq!(parked.status, Status::Parked);
    let second = desk.ask(json!(7));
    gate.reached.notified().await;
    let third = desk.ask(json!(7));
    let runs = desk.runs(3).await;
    desk.waits(runs[2], runs[1]).await;
    let shown = desk.engine.run(runs[0]).await.unwrap().unwrap();
    assert_eq!(shown.waits_for, None, "it waits for a person alone");

    let engine = desk.engine.clone();
    let retried =
        tokio::spawn(async move { engine.retry(parked.run_id, act("again"), None).await });
    desk.waits(runs[0], runs[1]).await;
    desk.waits(runs[2], runs[1]).await;
    assert_eq!(desk.lab.calls(), ["A", "B", "A"], "it waits for its key again");
    gate.open.notify_one();
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
    assert_eq!(retried.await.unwrap().unwrap().status, Status::Completed);
    assert_eq!(third.await.unwrap().unwrap().status, Status::Completed);
    let calls = ["A", "B", "A", "B", "B", "A", "B"];
    // Where a transaction that loses to another one is begun again, it may be called once more.
    let exact = ON_POSTGRES || desk.lab.calls() == calls;
    assert!(exact, "whoever was admitted first goes first: {:?}", desk.lab.calls());
    let mut ended = Vec::new();
    for run in [runs[1], runs[0], runs[2]] {
        let (record, _) = desk.engine.store().load(run).await.unwrap().unwrap();
        ended.push(record.updated_at);
    }
    assert!(ended.is_sorted(), "whoever was admitted first goes first: {ended:?}");
}

#[tokio::test]
async fn the_way_back_of_a_parked_run_waits_for_its_key_again() {
    let desk = releasing().await;
    let gate = Gate::default();
    desk.lab.plan("A", [Work, Wait(gate.clone())]);
    let parked = desk.ask(json!(7)).await.unwrap().unwrap();
    let second = desk.ask(json!(7));
    gate.reached.notified().await;
    let runs = desk.runs(2).await;
    let engine = desk.engine.clone();
    let back = tokio::spawn(async move { engine.compensate(parked.run_id, act("back")).await });
    desk.waits(parked.run_id, runs[1]).await;
    gate.open.notify_one();
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
    assert!(back.await.unwrap().unwrap().status.is_final());
}

#[tokio::test]
async fn who_waits_is_woken_when_a_run_parks_without_its_key() {
    let desk = releasing().await;
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let first = desk.ask(json!(7));
    gate.reached.notified().await;
    let second = desk.ask(json!(7));
    let runs = desk.runs(2).await;
    desk.waits(runs[1], runs[0]).await;
    gate.open.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status, Status::Parked);
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
}

#[test]
fn a_crash_while_a_run_parks_leaves_nobody_behind_its_key() {
    let asked = |key| request("LAB.RELEASED.REQUESTED", json!({"cart": "c"})).idempotency_key(key);
    let mut points = Vec::new();
    loop {
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        lab.plan("SHIP", [Refuse("NO"), Refuse("NO"), Refuse("NO"), Refuse("NO")]);
        let Tried::Crashed(point) = try_once(dir.path(), &lab, asked("first"), points.len()) else {
            break;
        };
        for key in ["first", "second"] {
            let ended = try_once(dir.path(), &lab, asked(key), usize::MAX);
            let Tried::Ended(Ok(outcome)) = ended else { panic!("{point}: {key} does not end") };
            assert_eq!(outcome.status, Status::Parked, "{point}: {key}");
        }
        points.push(point);
    }
    for point in ["before:enqueue", "after:enqueue", "before:failure:SHIP", "after:failure:SHIP"] {
        assert!(points.iter().any(|passed| passed == point), "{point} is not among {points:?}");
    }
}
