//! How far a concurrency key reaches, and how long it is held.

use hera_core::Status;
use hera_runtime::Uuid;
use hera_runtime::engine::{Act, Engine, ExecuteError, Request, RunOutcome};
use serde_json::json;
use tokio::task::JoinHandle;

use super::Desk;
use super::support::lab::Gate;
use super::support::lab::Plan::*;
use super::support::sketch::{DRAWN, DRAWN_EVENT, named};
use super::support::{self, ACTOR, BAKERY, SALON};

#[tokio::test]
async fn a_key_counts_across_the_orchestrations_of_an_organisation() {
    let desk = Desk::by_cart("A call").await;
    let codes = ["HERA.TEST.LAB.ORCH.SELL.v1", "HERA.TEST.LAB.ORCH.COUNT.v1"];
    let builder = Engine::builder(support::store(desk.dir.path()).await);
    let both = codes.map(|code| named(code, desk.flow, desk.lab.clone()));
    let engine = both.into_iter().fold(builder, |builder, one| builder.orchestration(one));
    let engine = engine.build().unwrap();
    let ask = |code: &str, organization: Uuid| -> JoinHandle<RunOutcome> {
        let payload = json!({DRAWN: desk.number, "cart": "c"});
        let asked = Request::new(code, payload, organization, ACTOR).event(DRAWN_EVENT);
        let engine = engine.clone();
        tokio::spawn(async move { engine.execute(asked).await.unwrap() })
    };
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let first = ask(codes[0], SALON);
    gate.reached.notified().await;
    let second = ask(codes[1], SALON);
    let runs = desk.runs(2).await;
    while engine.store().waits_for(runs[1]).await.unwrap() != Some(runs[0]) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let elsewhere = ask(codes[0], BAKERY).await.unwrap();
    assert_eq!(elsewhere.status, Status::Completed, "it is another organisation's key");
    assert_eq!(desk.lab.calls(), ["A", "A"], "the second has not begun");
    gate.open.notify_one();
    for run in [first, second] {
        assert_eq!(run.await.unwrap().status, Status::Completed);
    }
}

/// A program that is not there any more has admitted a run, and died before it did anything.
#[tokio::test]
async fn what_nobody_can_read_and_nothing_was_done_of_is_cancelled() {
    let desk = Desk::by_cart("A write").await;
    let codes = ["HERA.TEST.LAB.ORCH.SELL.v1", "HERA.TEST.LAB.ORCH.COUNT.v1"];
    let (path, lab, flow, number) =
        (desk.dir.path().to_owned(), desk.lab.clone(), desk.flow, desk.number);
    let asked = move |code: &str| {
        let payload = json!({DRAWN: number, "cart": "c"});
        Request::new(code, payload, SALON, ACTOR).event(DRAWN_EVENT)
    };
    let gate = Gate::default();
    desk.lab.plan("A", [Wait(gate.clone())]);
    let dead = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let builder = Engine::builder(support::store(&path).await);
            let engine = builder.orchestration(named(codes[0], flow, lab)).build().unwrap();
            let run = tokio::spawn(async move { engine.execute(asked(codes[0])).await });
            gate.reached.notified().await;
            run.abort();
        });
    });
    dead.join().unwrap();
    let builder = Engine::builder(support::store(desk.dir.path()).await);
    let known = named(codes[1], desk.flow, desk.lab.clone());
    let engine = builder.orchestration(known).build().unwrap();
    let first = desk.runs(1).await[0];
    let second = tokio::spawn({
        let engine = engine.clone();
        async move { engine.execute(asked(codes[1])).await.unwrap() }
    });
    let both = desk.runs(2).await;
    while engine.store().waits_for(both[1]).await.unwrap() != Some(first) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let act = || Act { actor_id: ACTOR, reason: "its program is gone".to_owned() };
    let retried = engine.retry(first, act(), None).await;
    assert!(matches!(retried, Err(ExecuteError::PlanMissing { .. })), "{retried:?}");
    assert_eq!(engine.cancel(first, act()).await.unwrap().status, Status::Cancelled);
    assert_eq!(second.await.unwrap().status, Status::Completed);
    assert_eq!(desk.lab.calls(), ["A", "A"]);
}

#[tokio::test]
async fn a_run_keeps_its_key_while_it_goes_back() {
    let desk = Desk::by_cart("A call undo-outside\nB write after A errors NO").await;
    let gate = Gate::default();
    desk.lab.plan("B", [Refuse("NO")]);
    desk.lab.plan("undo A", [Wait(gate.clone())]);
    let first = desk.ask(json!("c"));
    gate.reached.notified().await;
    let second = desk.ask(json!("c"));
    let runs = desk.runs(2).await;
    desk.waits(runs[1], runs[0]).await;
    assert_eq!(desk.lab.calls(), ["A", "B", "undo A"], "the second has not begun");
    gate.open.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status, Status::Compensated);
    assert_eq!(second.await.unwrap().unwrap().status, Status::Completed);
}
