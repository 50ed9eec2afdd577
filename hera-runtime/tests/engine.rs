//! Runs on the SQLite store: what is done, in which order, and how often it is committed.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use hera_core::{Direction, Entry, Status};
use hera_runtime::Timestamp;
use hera_runtime::context::Entity;
use hera_runtime::engine::ExecuteError;
use hera_runtime::ports::Scope;
use hera_runtime::testing::faults::{FaultSpec, Faults};
use serde_json::json;

use support::lab::Plan::*;
use support::{ACTOR, Bench, SALON, request};

const ADD: &str = "LAB.LINE_ADD.REQUESTED";
const TWO: &str = "LAB.TWO.REQUESTED";
const LOOK: &str = "LAB.LOOK.REQUESTED";
const PIVOT: &str = "LAB.PIVOT.REQUESTED";
const CHAIN: &str = "LAB.CHAIN.REQUESTED";
const FORK: &str = "LAB.FORK.REQUESTED";
const APART: &str = "LAB.APART.REQUESTED";
const MIXED: &str = "LAB.MIXED.REQUESTED";

/// The rows that nodes wrote and that stand.
async fn rows(bench: &Bench) -> Vec<String> {
    let scope = Scope { organization_id: SALON, actor_id: ACTOR };
    let view = bench.engine.view(scope).await.unwrap();
    let filter = Entity::filter().entity_type("lab").status("active");
    let mut rows: Vec<String> = view
        .entities()
        .find(filter)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.entity_name)
        .collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn a_run_commits_once_per_boundary_that_writes() {
    let bench = Bench::new().await;
    let outcome = bench.run(TWO, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    assert_eq!(outcome.outputs.keys().collect::<Vec<_>>(), ["FIRST", "SECOND"]);
    assert_eq!(bench.commits(), 2);
    assert_eq!(rows(&bench).await, ["FIRST", "SECOND"]);
}

#[tokio::test]
async fn a_run_that_writes_nothing_commits_once() {
    let bench = Bench::new().await;
    let outcome = bench.run(LOOK, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    assert_eq!(bench.commits(), 1);
}

#[tokio::test]
async fn an_intent_costs_a_commit_of_its_own_only_where_none_precedes() {
    let bench = Bench::new().await;
    bench.run(ADD, json!({})).await;
    assert_eq!(bench.commits(), 3, "intent, add_txn, REPRICE");
    bench.run(ADD, json!({"RESERVE": false})).await;
    assert_eq!(bench.commits(), 2, "the reservation is skipped");
    bench.run(CHAIN, json!({})).await;
    assert_eq!(bench.commits(), 3, "SEND's intent rides on MAKE's commit");
}

#[tokio::test]
async fn an_external_call_has_a_durable_intent_and_one_key() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Lose]);
    let outcome = bench.run(ADD, json!({"quantity": 2})).await;
    assert_eq!(outcome.status, Status::Completed);
    let calls: Vec<String> = bench.lab.calls();
    assert_eq!(calls, ["VALIDATE", "RESERVE", "RESERVE", "PERSIST", "REPRICE"]);
    let outside = bench.lab.outside();
    assert_eq!(outside.len(), 1, "both calls had the same key");
    let effect = outside.values().next().unwrap();
    assert_eq!(effect.inputs[0], effect.inputs[1], "both calls had the same inputs");
    let (_, lines) = bench.stored(&outcome).await;
    let intents = lines.iter().filter(|line| matches!(line.entry, Entry::Intent { .. })).count();
    assert_eq!(intents, 1);
}

#[tokio::test]
async fn a_retry_repeats_the_transaction_and_not_the_answered_call() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Break("TEMPORARY_LOCK_FAILURE"), Refuse("BUSY")]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    let persists = bench.lab.calls().iter().filter(|call| *call == "PERSIST").count();
    let reserves = bench.lab.calls().iter().filter(|call| *call == "RESERVE").count();
    assert_eq!((persists, reserves), (3, 1));
    assert_eq!(rows(&bench).await, ["PERSIST", "REPRICE"], "failed attempts left nothing");
}

#[tokio::test]
async fn a_final_failure_rolls_back_and_undoes_what_is_outside() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Refuse("CLOSED")]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let error = outcome.error.as_ref().unwrap();
    assert_eq!((error.code.as_str(), error.node.as_str()), ("CLOSED", "PERSIST"));
    assert!(outcome.outputs.is_empty());
    assert!(rows(&bench).await.is_empty());
    let outside = bench.lab.outside();
    assert!(outside.values().all(|effect| (effect.done, effect.undone) == (1, 1)), "{outside:?}");
    assert_eq!(bench.lab.calls().last().unwrap(), "undo RESERVE");
}

#[tokio::test]
async fn the_way_back_goes_in_reverse_order() {
    let bench = Bench::new().await;
    bench.lab.plan("NOTE", [Refuse("NO")]);
    let outcome = bench.run(CHAIN, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    assert_eq!(bench.lab.calls(), ["MAKE", "SEND", "NOTE", "undo SEND", "undo MAKE"]);
    assert!(rows(&bench).await.is_empty());
    let retold = bench.engine.run(outcome.run_id).await.unwrap().unwrap().outcome();
    assert_eq!(retold, outcome, "the journal tells the same as the machine");
}

#[tokio::test]
async fn an_external_node_that_refuses_had_no_effect() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Refuse("OUT_OF_STOCK")]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Failed, "nothing was committed, nothing happened outside");
    assert!(bench.lab.outside().is_empty());
}

#[tokio::test]
async fn a_node_in_doubt_is_asked_again_and_then_undone() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Lose, Lose, Lose]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let (_, lines) = bench.stored(&outcome).await;
    assert!(lines.iter().any(|line| matches!(line.entry, Entry::ResolvedDone { .. })));
    let effect = bench.lab.outside().into_values().next().unwrap();
    assert_eq!((effect.done, effect.undone), (1, 1));
    let asked = &effect.inputs[..4];
    assert!(asked.iter().all(|input| *input == asked[0]), "with the inputs on record: {asked:?}");
}

#[tokio::test]
async fn what_stays_unknown_is_undone_by_its_key() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Lose, Lose, Lose, Lose, Lose, Lose]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let effect = bench.lab.outside().into_values().next().unwrap();
    assert_eq!((effect.done, effect.undone), (1, 1));
}

#[tokio::test]
async fn what_stays_unknown_is_undone_only_once_its_last_call_is_over() {
    let bench = Bench::new().await;
    // The connection breaks at once; what it carried may still arrive until the time-out of 200 ms.
    bench.lab.plan("RESERVE", (0..6).map(|_| Break("NETWORK_TIMEOUT")));
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let (_, lines) = bench.stored(&outcome).await;
    let mut asked = lines.iter().rev();
    let asked = asked.find(|line| matches!(line.entry, Entry::ResolveFailed { .. })).unwrap();
    let called: Timestamp = asked.about["called_at"].as_str().unwrap().parse().unwrap();
    let undone = lines.iter().find(|line| matches!(line.entry, Entry::Compensated { .. })).unwrap();
    let waited = undone.at.duration_since(called).as_millis();
    assert!(waited >= 200, "undone {waited} ms after the call");
}

#[tokio::test]
async fn past_its_pivot_a_run_parks_forward() {
    let bench = Bench::new().await;
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let outcome = bench.run(PIVOT, json!({})).await;
    assert_eq!(outcome.status, Status::Parked);
    let parked = outcome.parked.as_ref().unwrap();
    assert_eq!((parked.direction, parked.node.as_str()), (Direction::Forward, "PAY"));
    assert!(parked.reason.contains("no compensation"), "{}", parked.reason);
    assert_eq!(bench.commits(), 2, "the parking rides on the failure's row");
    assert_eq!(rows(&bench).await, ["PAY"]);
}

#[tokio::test]
async fn a_way_back_that_fails_for_good_parks_back_after_the_others() {
    let bench = Bench::new().await;
    bench.lab.plan("NOTE", [Refuse("NO")]);
    bench.lab.plan("undo SEND", [Refuse("STUCK")]);
    let outcome = bench.run(CHAIN, json!({})).await;
    assert_eq!(outcome.status, Status::Parked);
    let parked = outcome.parked.as_ref().unwrap();
    assert_eq!((parked.direction, parked.node.as_str()), (Direction::Back, "SEND"));
    assert_eq!(bench.lab.calls().last().unwrap(), "undo MAKE");
    assert!(rows(&bench).await.is_empty());
}

#[tokio::test]
async fn a_failing_compensation_is_repeated() {
    let bench = Bench::new().await;
    bench.lab.plan("NOTE", [Refuse("NO")]);
    bench.lab.plan("undo SEND", [Lose, Hang]);
    bench.lab.plan("undo MAKE", [Break("STORE_FAILURE"), Panic]);
    let outcome = bench.run(CHAIN, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let undone = bench.lab.calls().iter().filter(|call| call.starts_with("undo")).count();
    assert_eq!(undone, 6);
}

#[tokio::test]
async fn a_panic_is_a_failure_of_the_machinery() {
    let bench = Bench::new().await;
    bench.lab.plan("FIRST", [Panic]);
    bench.lab.plan("CHECK", [Panic]);
    let outcome = bench.run(TWO, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    let (_, lines) = bench.stored(&outcome).await;
    let panics = lines.iter().filter(|line| {
        matches!(&line.entry, Entry::AttemptFailed { failure, .. } if failure.code == "PANIC")
    });
    assert_eq!(panics.count(), 2);
}

#[tokio::test]
async fn a_procedure_that_hangs_is_given_up() {
    let bench = Bench::new().await;
    bench.lab.plan("FIRST", [Hang]);
    bench.lab.plan("SECOND", [Hang, Hang, Hang]);
    let outcome = bench.run(TWO, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    assert_eq!(outcome.error.unwrap().code, "NETWORK_TIMEOUT");
    assert!(rows(&bench).await.is_empty());
}

#[tokio::test]
async fn boundaries_that_are_independent_settle_before_the_way_back() {
    let bench = Bench::new().await;
    bench.lab.plan("JOIN", [Refuse("NO")]);
    let outcome = bench.run(FORK, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    assert!(rows(&bench).await.is_empty());
    bench.lab.plan("LEFT", [Panic, Panic, Panic]);
    bench.lab.plan("RIGHT", [Hang]);
    let outcome = bench.run(FORK, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    assert!(bench.lab.outside().values().all(|effect| effect.done == effect.undone));
}

#[tokio::test]
async fn a_failure_beside_a_back_off_ends_the_run_durably() {
    let bench = Bench::new().await;
    bench.lab.plan("ONE", [Break("TEMPORARY_LOCK_FAILURE")]);
    bench.lab.plan("OTHER", [Refuse("NO")]);
    let outcome = bench.run(APART, json!({})).await;
    // One thread, and a store that answers at once: `ONE` has failed and waits before `OTHER` comes to
    // its turn. Over a wire it may be the other way round.
    assert!(support::ON_POSTGRES || outcome.status == Status::Failed, "{outcome:?}");
    let (record, _) = bench.stored(&outcome).await;
    assert_eq!(record.status, outcome.status, "nothing would wake a run that says `running`");
    assert!(record.status.is_final());
}

#[tokio::test]
async fn a_check_inside_a_boundary_sees_its_writes() {
    let bench = Bench::new().await;
    let outcome = bench.run(MIXED, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    assert_eq!(bench.commits(), 1);
    assert_eq!(bench.lab.seen(), [("READ".to_owned(), 1)], "the row that it commits with");
}

#[tokio::test]
async fn an_engine_fault_stops_and_compensates_nothing() {
    let bench = Bench::new().await;
    bench.lab.plan("SECOND", [Fault]);
    let stopped = bench.try_run(request(TWO, json!({})).idempotency_key("k")).await;
    assert!(matches!(stopped, Err(ExecuteError::Fault(_))), "{stopped:?}");
    assert_eq!(rows(&bench).await, ["FIRST"]);
    let recovered = bench.engine.recover().await.unwrap();
    assert_eq!(recovered.len(), 1, "the run is there, and goes on once the fault is gone");
    assert_eq!(recovered[0].result.as_ref().unwrap().status, Status::Completed);
}

#[tokio::test]
async fn a_trail_is_told_for_people() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Refuse("CLOSED")]);
    let outcome = bench.run(ADD, json!({})).await;
    let detail = bench.engine.run(outcome.run_id).await.unwrap().unwrap();
    let trail: Vec<String> =
        detail.trail().iter().map(|line| format!("{} {}", line.subject, line.what)).collect();
    assert_eq!(
        trail,
        [
            "VALIDATE done",
            "VALIDATE committed",
            "RESERVE is about to be called",
            "RESERVE done",
            "add_txn attempt 1 rolled back: PERSIST failed with CLOSED; it is final",
            "RESERVE is about to be undone",
            "RESERVE undone",
        ]
    );
}

#[tokio::test]
async fn a_fault_on_demand_strikes_the_node_that_it_names() {
    let spec: Vec<FaultSpec> = vec!["RESERVE=UNKNOWN:1".parse().unwrap()];
    let bench = Bench::with(|builder| builder.faults(Faults::new(spec))).await;
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Completed);
    assert_eq!(bench.lab.calls().iter().filter(|call| *call == "RESERVE").count(), 2);
    let spec: Vec<FaultSpec> = vec!["PERSIST=CLOSED".parse().unwrap()];
    let bench = Bench::with(|builder| builder.faults(Faults::new(spec))).await;
    assert_eq!(bench.run(ADD, json!({})).await.status, Status::Compensated);
}

#[tokio::test]
async fn a_journal_or_plan_that_cannot_be_stops_and_changes_nothing() {
    let bench = Bench::new().await;
    bench.lab.plan("SECOND", [Fault]);
    bench.try_run(request(TWO, json!({})).idempotency_key("k")).await.unwrap_err();
    let run = bench.engine.runs(Default::default()).await.unwrap().runs[0].header.id;
    let tamper = |lite: &str, postgres: &str| support::tamper(&bench, lite, postgres);
    // A boundary that commits before its nodes are done is legal JSON and an illegal story.
    tamper(
        "UPDATE universal_transaction_lines SET line_data = json_set(line_data, \
         '$.boundary', 'SECOND', '$.token', 'commit/SECOND') \
         WHERE json_extract(line_data, '$.boundary') = 'FIRST'",
        "UPDATE universal_transaction_lines SET line_data = line_data || \
         '{\"boundary\": \"SECOND\", \"token\": \"commit/SECOND\"}' \
         WHERE line_data ->> 'boundary' = 'FIRST'",
    );
    let refused = bench.engine.resume(run).await;
    assert!(matches!(refused, Err(ExecuteError::Fault(_))), "{refused:?}");
    tamper(
        "UPDATE universal_transactions SET metadata = json_set(metadata, '$.plan', 'other')",
        "UPDATE universal_transactions SET metadata = metadata || '{\"plan\": \"other\"}'",
    );
    let missing = bench.engine.resume(run).await;
    assert!(matches!(missing, Err(ExecuteError::PlanMissing { .. })), "{missing:?}");
    assert_eq!(
        bench.engine.runs(Default::default()).await.unwrap().runs[0].status,
        Status::Running
    );
}

#[tokio::test]
async fn an_answer_that_breaks_an_invariant_is_done_and_undone() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Violate]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let error = outcome.error.as_ref().unwrap();
    assert_eq!((error.code.as_str(), error.node.as_str()), ("INVARIANT_VIOLATED", "RESERVE"));
    assert_eq!(bench.lab.calls(), ["VALIDATE", "RESERVE", "undo RESERVE"], "it is not retried");
    let outside = bench.lab.outside();
    assert!(outside.values().all(|effect| (effect.done, effect.undone) == (1, 1)), "{outside:?}");
    assert!(rows(&bench).await.is_empty());
    let (_, lines) = bench.stored(&outcome).await;
    let told = lines.iter().filter(|line| matches!(&line.entry, Entry::Violated { .. }));
    assert_eq!(told.count(), 1, "answer and failure are one fact");
    let trail = bench.engine.run(outcome.run_id).await.unwrap().unwrap().trail();
    assert!(trail.iter().any(|line| line.what.contains("RESERVE is done, but with INVARIANT")));
}

#[tokio::test]
async fn what_breaks_an_invariant_in_a_transaction_is_rolled_back() {
    let bench = Bench::new().await;
    bench.lab.plan("PERSIST", [Violate]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    assert_eq!(outcome.error.as_ref().unwrap().code, "INVARIANT_VIOLATED");
    assert_eq!(bench.lab.calls(), ["VALIDATE", "RESERVE", "PERSIST", "undo RESERVE"]);
    assert!(rows(&bench).await.is_empty());
}

#[tokio::test]
async fn a_compensation_that_breaks_an_invariant_fails_for_good() {
    let bench = Bench::new().await;
    bench.lab.plan("NOTE", [Refuse("NO")]);
    bench.lab.plan("undo SEND", [Violate]);
    let outcome = bench.run(CHAIN, json!({})).await;
    assert_eq!(outcome.status, Status::Parked);
    let parked = outcome.parked.as_ref().unwrap();
    assert_eq!((parked.direction, parked.node.as_str()), (Direction::Back, "SEND"));
    assert_eq!(bench.lab.calls(), ["MAKE", "SEND", "NOTE", "undo SEND", "undo MAKE"]);
}
