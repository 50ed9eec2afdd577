//! Admission, idempotency and the registry: what is refused, what is answered again.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use hera_core::Status;
use hera_runtime::engine::{Engine, ExecuteError, Permissions, Request};
use serde_json::json;

use support::lab::Gate;
use support::lab::Plan::*;
use support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn, drawn_with, named};
use support::{ACTOR, BAKERY, Bench, SALON, request};

const ADD: &str = "LAB.LINE_ADD.REQUESTED";

#[tokio::test]
async fn a_key_is_done_once_and_answered_the_same() {
    let bench = Bench::new().await;
    let keyed = |payload| request(ADD, payload).idempotency_key("order-7");
    let first = bench.try_run(keyed(json!({"a": 1, "b": 2}))).await.unwrap();
    let again = bench.try_run(keyed(json!({"b": 2, "a": 1}))).await.unwrap();
    assert!(again.repeated);
    assert_eq!((again.run_id, &again.outputs), (first.run_id, &first.outputs));
    assert_eq!(bench.lab.calls().len(), 4);
    let other = bench.try_run(keyed(json!({"a": 2}))).await;
    assert_eq!(other, Err(ExecuteError::KeyReused { run: first.run_id }));
}

#[tokio::test]
async fn of_two_requests_at_once_one_runs_and_both_are_answered() {
    let bench = Bench::new().await;
    let keyed = || bench.try_run(request(ADD, json!({})).idempotency_key("twin"));
    let (one, other) = tokio::join!(keyed(), keyed());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.run_id, other.run_id);
    assert_eq!((one.status, other.status), (Status::Completed, Status::Completed));
    assert!(one.repeated != other.repeated);
    assert_eq!(bench.lab.calls().len(), 4);
}

#[tokio::test]
async fn of_two_processes_at_once_one_runs() {
    let bench = Bench::new().await;
    let other = support::engine(bench.dir.path(), &bench.lab, |builder| builder).await;
    let keyed = || request(ADD, json!({})).idempotency_key("twin");
    let (one, other) = tokio::join!(bench.engine.execute(keyed()), other.execute(keyed()));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.run_id, other.run_id);
    assert!(one.repeated != other.repeated);
    assert_eq!(bench.engine.runs(Default::default()).await.unwrap().runs.len(), 1);
    assert_eq!(bench.lab.outside().len(), 1, "nothing outside was done by the slower one");
}

#[tokio::test]
async fn a_failed_run_answers_its_key_with_its_failure() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Refuse("CLOSED")]);
    let keyed = || request(ADD, json!({})).idempotency_key("late");
    let first = bench.try_run(keyed()).await.unwrap();
    let again = bench.try_run(keyed()).await.unwrap();
    assert_eq!((again.status, again.error), (Status::Compensated, first.error));
}

#[tokio::test]
async fn a_parked_run_answers_its_key_with_its_state() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let keyed = || request("LAB.PIVOT.REQUESTED", json!({})).idempotency_key("stuck");
    let first = bench.try_run(keyed()).await.unwrap();
    let again = bench.try_run(keyed()).await.unwrap();
    assert!(again.repeated);
    assert_eq!((again.run_id, again.status), (first.run_id, Status::Parked));
    assert_eq!(again.parked, first.parked);
    assert_eq!(bench.lab.calls(), ["PAY", "SHIP"], "a question lets nothing go on");
}

#[tokio::test]
async fn a_run_of_another_process_answers_its_key_with_its_state() {
    let (number, flow) = drawn_with("A call\nB write after A".to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
    });
    let bench = Bench::of(flow).await;
    let gate = Gate::default();
    bench.lab.plan("A", [Wait(gate.clone())]);
    let keyed = || request(DRAWN_EVENT, json!({DRAWN: number})).idempotency_key("slow");
    let (engine, asked) = (bench.engine.clone(), keyed());
    let first = tokio::spawn(async move { engine.execute(asked).await.unwrap() });
    gate.reached.notified().await;
    let store = support::store(bench.dir.path()).await;
    let other = Engine::builder(store).orchestration(alone(flow, bench.lab.clone()));
    let again = other.build().unwrap().execute(keyed()).await.unwrap();
    assert_eq!((again.status, again.repeated), (Status::Running, true));
    gate.open.notify_one();
    let first = first.await.unwrap();
    assert_eq!((first.run_id, first.status), (again.run_id, Status::Completed));
    assert_eq!(bench.lab.calls(), ["A", "B"]);
}

#[tokio::test]
async fn a_key_counts_for_one_organisation_and_one_orchestration_of_any_version() {
    let bench = Bench::new().await;
    let (number, flow) = drawn("A write".to_owned());
    let codes =
        ["HERA.TEST.LAB.ORCH.ONE.v1", "HERA.TEST.LAB.ORCH.ONE.v2", "HERA.TEST.LAB.ORCH.TWO.v1"];
    let builder = Engine::builder(support::store(bench.dir.path()).await);
    let all = codes.map(|code| named(code, flow, bench.lab.clone()));
    let engine = all.into_iter().fold(builder, |builder, one| builder.orchestration(one));
    let engine = engine.build().unwrap();
    let ask = async |code: &str, organization| {
        let asked = Request::new(code, json!({DRAWN: number}), organization, ACTOR);
        engine.execute(asked.event(DRAWN_EVENT).idempotency_key("order-7")).await.unwrap()
    };
    let first = ask(codes[0], SALON).await;
    let newer = ask(codes[1], SALON).await;
    assert_eq!((newer.run_id, newer.repeated), (first.run_id, true), "the version does not count");
    let others = [ask(codes[2], SALON).await, ask(codes[0], BAKERY).await];
    assert!(others.iter().all(|run| !run.repeated && run.run_id != first.run_id), "{others:?}");
    assert_eq!(bench.lab.calls(), ["A"; 3]);
}

#[tokio::test]
async fn another_event_under_the_same_key_is_refused() {
    let bench = Bench::new().await;
    let ask = |event| bench.try_run(request(event, json!({})).idempotency_key("order-7"));
    let first = ask(ADD).await.unwrap();
    let other = ask("LAB.TWO.REQUESTED").await;
    assert_eq!(other, Err(ExecuteError::KeyReused { run: first.run_id }));
    assert!(!bench.lab.calls().contains(&"FIRST".to_owned()));
}

#[tokio::test]
async fn what_is_refused_on_admission_is_not_stored() {
    let bench = Bench::new().await;
    let keyed = |payload| request(ADD, payload).idempotency_key("first-wrong");
    let refused = bench.try_run(keyed(json!({"wrong": 1}))).await.unwrap_err();
    assert!(refused.is_refusal(), "{refused}");
    let nobody = request(ADD, json!({})).permissions(Permissions::Only([].into()));
    let forbidden = bench.try_run(nobody).await;
    assert!(matches!(forbidden, Err(ExecuteError::Forbidden { .. })));
    let nowhere =
        Request::new(support::sketch::CODE, json!({}), hera_runtime::Uuid::from_u128(9), ACTOR);
    let nowhere = bench.try_run(nowhere.event(ADD)).await;
    assert!(matches!(nowhere, Err(ExecuteError::UnknownOrganization { .. })));
    assert!(bench.engine.runs(Default::default()).await.unwrap().runs.is_empty());
    assert_eq!(bench.try_run(keyed(json!({}))).await.unwrap().status, Status::Completed);
}

#[tokio::test]
async fn an_event_is_named_or_told_by_the_action() {
    let bench = Bench::new().await;
    let plain = |payload| Request::new("HERA.TEST.LAB.ORCH.SHAPES.V1", payload, SALON, ACTOR);
    let outcome = bench.try_run(plain(json!({"action": "add"}))).await.unwrap();
    assert_eq!(outcome.event, ADD);
    let which = bench.try_run(plain(json!({}))).await;
    assert!(matches!(which, Err(ExecuteError::WhichEvent { events }) if events.len() > 1));
}

#[tokio::test]
async fn specs_are_registered_once() {
    let bench = Bench::new().await;
    let first = bench.engine.register(ACTOR).await.unwrap();
    assert_eq!(first.created, [support::sketch::CODE]);
    let again = bench.engine.register(ACTOR).await.unwrap();
    assert_eq!(again.unchanged, [support::sketch::CODE]);
    let specs = bench.engine.registered().await.unwrap();
    assert_eq!(specs.len(), 1);
    assert_eq!((specs[0].kind, specs[0].file.as_str()), ("orchestration", "test/shapes.yml"));
}

#[tokio::test]
async fn a_caller_that_goes_away_cancels_nothing() {
    let bench = Bench::new().await;
    let keyed = || bench.try_run(request(ADD, json!({})).idempotency_key("gone"));
    {
        let mut call = std::pin::pin!(keyed());
        let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx)));
        assert!(polled.await.is_pending());
    }
    let answer = keyed().await.unwrap();
    assert!(answer.repeated, "the first request's run went on");
    assert_eq!(answer.status, Status::Completed);
}

#[tokio::test]
async fn a_request_of_an_organization_that_is_gone_is_refused_by_name() {
    let bench = Bench::new().await;
    let before = bench.run("LAB.TWO.REQUESTED", json!({})).await;
    assert_eq!(before.status, Status::Completed);
    // As an administrator does; the engine has asked for it once, and does not know.
    let delete = format!("DELETE FROM core_organizations WHERE id = '{SALON}'");
    support::tamper(&bench, &delete, &delete);
    for _ in 0..2 {
        let refused = bench.try_run(request("LAB.TWO.REQUESTED", json!({}))).await;
        assert_eq!(refused, Err(ExecuteError::UnknownOrganization { id: SALON }));
    }
    assert!(
        bench.engine.runs(Default::default()).await.unwrap().runs.is_empty(),
        "nothing is stored"
    );
}
