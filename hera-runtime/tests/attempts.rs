//! What an attempt of a boundary may do and how long it may take, what it leaves behind when it fails, and
//! what a run writes when.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::time::{Duration, Instant};

use hera_core::plan::{Jitter, Plan};
use hera_core::{Entry, Status};
use hera_runtime::engine::Act;
use hera_runtime::ports::{JournalLine, RunQuery};
use serde_json::{Value, json};
use tokio::time::timeout;

use support::crash::{Tried, try_once};
use support::lab::Plan::*;
use support::lab::{Gate, Lab};
use support::sketch::{DRAWN, DRAWN_EVENT, drawn_with};
use support::{ACTOR, Bench, request, tamper};

const ADD: &str = "LAB.LINE_ADD.REQUESTED";
const TWO: &str = "LAB.TWO.REQUESTED";
const PIVOT: &str = "LAB.PIVOT.REQUESTED";

/// Longer than what is waited for here, and shorter than what the engine waits where nobody says how long.
const SOON: Duration = Duration::from_secs(20);

/// A bench with a flow whose nodes may take their time, and the payload that asks for it.
async fn patient(sketch: &str, change: impl FnOnce(&mut Plan)) -> (Bench, Value) {
    let (number, flow) = drawn_with(sketch.to_owned(), |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = None);
        change(plan);
    });
    (Bench::of(flow).await, json!({ DRAWN: number }))
}

fn failure(lines: &[JournalLine]) -> &JournalLine {
    let failed = |line: &&JournalLine| matches!(line.entry, Entry::AttemptFailed { .. });
    lines.iter().find(failed).unwrap()
}

#[tokio::test]
async fn boundaries_that_wait_for_nobody_are_under_way_together() {
    let (bench, payload) = patient("A call\nB call", |_| {}).await;
    let (one, other) = (Gate::default(), Gate::default());
    bench.lab.plan("A", [Wait(one.clone())]);
    bench.lab.plan("B", [Wait(other.clone())]);
    let engine = bench.engine.clone();
    let run = tokio::spawn(async move { engine.execute(request(DRAWN_EVENT, payload)).await });
    let both = async { tokio::join!(one.reached.notified(), other.reached.notified()) };
    timeout(SOON, both).await.expect("neither has answered, and both are called");
    one.open.notify_one();
    other.open.notify_one();
    assert_eq!(run.await.unwrap().unwrap().status, Status::Completed);
}

#[tokio::test]
async fn no_transaction_is_open_while_another_system_is_called() {
    let (bench, payload) = patient("A call in one when\nB write after A in one", |_| {}).await;
    let gate = Gate::default();
    bench.lab.plan("A", [Wait(gate.clone())]);
    let (engine, asked) = (bench.engine.clone(), request(DRAWN_EVENT, payload.clone()));
    let slow = tokio::spawn(async move { engine.execute(asked).await.unwrap() });
    gate.reached.notified().await;
    // The store has one writer: it would wait for an open transaction.
    let mut skips = payload;
    skips["A"] = false.into();
    let other = timeout(SOON, bench.run(DRAWN_EVENT, skips)).await.expect("it waits for nobody");
    assert_eq!(other.status, Status::Completed);
    assert_eq!(bench.lab.calls(), ["A", "B"], "the call has not answered yet");
    gate.open.notify_one();
    assert_eq!(slow.await.unwrap().status, Status::Completed);
}

#[tokio::test]
async fn what_failed_is_written_before_it_is_tried_again() {
    let bench = Bench::new().await;
    bench.lab.plan("FIRST", [Break("STORE_FAILURE")]);
    assert_eq!(bench.run(TWO, json!({})).await.status, Status::Completed);
    assert_eq!(bench.commits(), 3, "the failure, FIRST, SECOND");
    bench.lab.plan("SHIP", [Refuse("NO")]);
    let parked = bench.run(PIVOT, json!({})).await;
    assert_eq!(bench.commits(), 2, "PAY, and the failure with the parking");
    let act = Act { actor_id: ACTOR, reason: "again".to_owned() };
    let ended = bench.engine.retry(parked.run_id, act, None).await.unwrap();
    let writes = bench.commits();
    assert_eq!((ended.status, writes), (Status::Completed, 3), "the act, its owner, SHIP");
}

#[test]
fn the_header_rides_on_the_first_commit_and_the_status_on_the_last() {
    let points = [
        ("before:commit:FIRST", None),
        ("after:commit:FIRST", Some(Status::Running)),
        ("before:commit:SECOND", Some(Status::Running)),
        ("after:commit:SECOND", Some(Status::Completed)),
    ];
    for (at, (expected, status)) in points.into_iter().enumerate() {
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        let Tried::Crashed(point) = try_once(dir.path(), &lab, request(TWO, json!({})), at) else {
            panic!("it ends before {expected}");
        };
        assert_eq!(point, expected);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let runs = runtime.block_on(async {
            let engine = support::engine(dir.path(), &lab, |builder| builder).await;
            engine.runs(RunQuery::default()).await.unwrap().runs
        });
        assert_eq!(runs.first().map(|run| run.status), status, "{point}");
    }
}

#[test]
fn attempts_are_counted_across_a_crash() {
    let mut crashed = Vec::new();
    loop {
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        lab.plan("SECOND", [const { Break("STORE_FAILURE") }; 9]);
        let asked = || request(TWO, json!({})).idempotency_key("k");
        let Tried::Crashed(point) = try_once(dir.path(), &lab, asked(), crashed.len()) else {
            break;
        };
        let Tried::Ended(Ok(ended)) = try_once(dir.path(), &lab, asked(), usize::MAX) else {
            panic!("{point}: it does not end");
        };
        assert_eq!(ended.status, Status::Compensated, "{point}");
        let calls = lab.calls().iter().filter(|call| *call == "SECOND").count();
        // An attempt that nobody wrote down was none.
        let unwritten = usize::from(point == "before:failure:SECOND");
        assert_eq!(calls, 3 + unwritten, "{point}: {:?}", lab.calls());
        crashed.push(point);
    }
    let written = crashed.iter().filter(|point| *point == "after:failure:SECOND").count();
    assert_eq!(written, 3, "{crashed:?}");
}

#[test]
fn what_one_system_answered_is_on_record_before_the_next_is_called() {
    let asked = || request("LAB.RELAY.REQUESTED", json!({})).idempotency_key("k");
    let mut crashed: Vec<(String, usize)> = Vec::new();
    loop {
        let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
        let Tried::Crashed(point) = try_once(dir.path(), &lab, asked(), crashed.len()) else {
            break;
        };
        let Tried::Ended(Ok(ended)) = try_once(dir.path(), &lab, asked(), usize::MAX) else {
            panic!("{point}: it does not end");
        };
        assert_eq!(ended.status, Status::Completed, "{point}");
        crashed.push((point, lab.keys("ASK").len()));
    }
    let is_after = |(point, _): &(String, usize)| point == "after:intent:TELL";
    let after = crashed.iter().position(is_after).expect("it calls two systems");
    assert!(crashed[after..].iter().all(|(_, calls)| *calls == 1), "{crashed:?}");
    assert!(crashed[..after].iter().any(|(_, calls)| *calls == 2), "{crashed:?}");
}

#[tokio::test]
async fn each_node_has_one_key_whatever_becomes_of_its_attempts() {
    let bench = Bench::new().await;
    bench.lab.plan("RESERVE", [Lose]);
    bench.lab.plan("PERSIST", [Break("STORE_FAILURE"), Refuse("CLOSED")]);
    bench.lab.plan("undo RESERVE", [Lose, Break("NETWORK_TIMEOUT")]);
    let outcome = bench.run(ADD, json!({})).await;
    assert_eq!(outcome.status, Status::Compensated);
    let mut all = Vec::new();
    for (who, calls) in [("RESERVE", 2), ("PERSIST", 2), ("undo RESERVE", 3)] {
        let keys = bench.lab.keys(who);
        assert_eq!(keys, vec![keys[0].clone(); calls], "{who}");
        all.push(keys[0].clone());
    }
    assert_eq!(bench.run(ADD, json!({})).await.status, Status::Completed);
    all.extend(["RESERVE", "PERSIST"].map(|who| bench.lab.keys(who).pop().unwrap()));
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count, "no other node, way or run has it");
}

#[tokio::test]
async fn a_boundary_takes_no_longer_than_it_says() {
    let (bench, payload) = patient("A write in one\nB write after A in one", |plan| {
        plan.boundaries.to_mut()[0].timeout_ms = Some(300);
        plan.retry.max_attempts = 1;
    })
    .await;
    bench.lab.plan("B", [Hang]);
    let begun = Instant::now();
    let ended = bench.run(DRAWN_EVENT, payload).await;
    let error = ended.error.unwrap();
    assert_eq!((ended.status, error.code.as_str()), (Status::Failed, "NETWORK_TIMEOUT"));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn each_attempt_of_a_compensation_takes_no_longer_than_the_policy_says() {
    for undo in ["undo", "undo-outside"] {
        let sketch = format!("A write {undo}\nB write after A errors NO");
        let (bench, payload) =
            patient(&sketch, |plan| plan.compensation.timeout_ms = Some(300)).await;
        bench.lab.plan("B", [Refuse("NO")]);
        bench.lab.plan("undo A", [Hang, Hang]);
        let begun = Instant::now();
        let ended = bench.run(DRAWN_EVENT, payload).await;
        assert_eq!(ended.status, Status::Compensated, "{undo}: the third attempt answers");
        assert!(begun.elapsed() < SOON, "{undo}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_failed_attempt_keeps_its_inputs_and_outputs_where_the_policy_says_so() {
    for kept in [true, false] {
        let sketch = "A write in one\nB write after A in one errors NO";
        let (bench, mut payload) =
            patient(sketch, |plan| plan.compensation.preserve_failed_state = kept).await;
        payload["B"] = "a parcel".into();
        bench.lab.plan("B", [Refuse("NO")]);
        let ended = bench.run(DRAWN_EVENT, payload).await;
        assert_eq!(ended.status, Status::Failed);
        let (_, lines) = bench.stored(&ended).await;
        let about = &failure(&lines).about;
        assert_eq!(about.contains_key("failed_input"), kept, "{about:?}");
        assert_eq!(about.contains_key("failed_outputs"), kept, "{about:?}");
        if kept {
            assert_eq!(about["failed_input"]["payload"]["B"], "a parcel");
            let made = &about["failed_outputs"]["A"]["id"];
            assert!(made.is_string(), "{about:?}");
            assert_eq!(about["failed_input"]["before"][0]["id"], *made);
        }
    }
}

#[tokio::test]
async fn a_run_that_may_not_go_back_by_itself_does_so_on_a_persons_word() {
    let (bench, payload) = patient("A write undo\nB call after A undo-outside errors NO", |plan| {
        plan.compensation.auto = false;
    })
    .await;
    bench.lab.plan("B", [Refuse("NO")]);
    let parked = bench.run(DRAWN_EVENT, payload).await;
    assert_eq!(
        (parked.status, bench.lab.calls()),
        (Status::Parked, ["A", "B"].map(str::to_owned).to_vec())
    );
    let act = Act { actor_id: ACTOR, reason: "nobody wants it any more".to_owned() };
    let ended = bench.engine.compensate(parked.run_id, act).await.unwrap();
    assert_eq!(ended.status, Status::Compensated);
    assert_eq!(bench.lab.calls(), ["A", "B", "undo A"]);
}

#[tokio::test]
async fn what_does_not_fit_fails_its_node_before_anybody_is_called() {
    for (node, calls) in [("B", ["A", "undo A"].as_slice()), ("A", &[])] {
        let (number, flow) = drawn_with("A write undo\nB call after A".to_owned(), |_| {});
        let bench = Bench::of(flow).await;
        let run = bench.run(DRAWN_EVENT, json!({ DRAWN: number, "unfit": node })).await;
        let error = run.error.clone().unwrap();
        assert_eq!((&*error.code, &*error.node), ("PRECONDITION_FAILED", node));
        assert_eq!(error.message, "input `cents`: the result does not fit its type");
        let ended = if calls.is_empty() { Status::Failed } else { Status::Compensated };
        assert_eq!(run.status, ended);
        assert_eq!(bench.lab.calls(), calls);
        let (_, lines) = bench.stored(&run).await;
        assert!(!lines.iter().any(|line| matches!(line.entry, Entry::Intent { .. })));
    }
}

#[tokio::test]
async fn a_compensation_for_which_something_does_not_fit_is_not_called_and_parks() {
    for first in ["A call undo-outside", "A write undo"] {
        let sketch = format!("{first}\nB write after A errors NO");
        let (number, flow) = drawn_with(sketch, |_| {});
        let bench = Bench::of(flow).await;
        bench.lab.plan("B", [Refuse("NO")]);
        let run = bench.run(DRAWN_EVENT, json!({ DRAWN: number, "unfit": "undo A" })).await;
        let act = || Act { actor_id: ACTOR, reason: "again".to_owned() };
        let again = bench.engine.retry(run.run_id, act(), None).await.unwrap();
        for parked in [run, again] {
            assert_eq!(parked.status, Status::Parked);
            let reason = parked.parked.unwrap().reason;
            assert_eq!(reason, "the compensation of `A` failed with `PRECONDITION_FAILED`");
        }
        assert_eq!(bench.lab.calls(), ["A", "B"]);
    }
}

/// At its COMMIT, where the database can: a rule that is checked last.
#[tokio::test]
async fn a_rule_of_the_database_fails_the_attempt_and_is_counted() {
    let bench = Bench::new().await;
    let lite = "CREATE TRIGGER rule BEFORE INSERT ON core_entities WHEN new.entity_name = 'SECOND' \
        BEGIN SELECT RAISE(ABORT, 'no'); END";
    let postgres = "CREATE FUNCTION rule() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN IF NEW.entity_name = 'SECOND' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$; \
        CREATE CONSTRAINT TRIGGER rule AFTER INSERT ON core_entities \
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rule()";
    tamper(&bench, lite, postgres);
    let ended = timeout(SOON, bench.run(TWO, json!({}))).await.expect("attempts are counted");
    assert_eq!(ended.status, Status::Compensated);
    assert_eq!(ended.error.as_ref().unwrap().code, "STORE_FAILURE");
    let (_, lines) = bench.stored(&ended).await;
    let failed = |line: &&JournalLine| matches!(line.entry, Entry::AttemptFailed { .. });
    let seconds = bench.lab.calls().into_iter().filter(|call| call == "SECOND").count();
    assert_eq!(lines.iter().filter(failed).count(), seconds);
}

/// The clock was years ahead when the next attempt was put off.
#[tokio::test]
async fn no_wait_is_longer_than_the_policy_says() {
    for ms in [3, 1_100] {
        put_off_for_years(ms).await;
    }
}

async fn put_off_for_years(ms: u64) {
    let (bench, payload) = patient("A write\nB write after A", |plan| {
        (plan.retry.base_delay_ms, plan.retry.max_delay_ms) = (ms, ms);
        plan.retry.jitter = Jitter::None;
        plan.retry.max_attempts = 3;
    })
    .await;
    bench.lab.plan("B", [Break("NETWORK_TIMEOUT"), Fault, Break("NETWORK_TIMEOUT")]);
    bench.try_run(request(DRAWN_EVENT, payload)).await.unwrap_err();
    let run = bench.engine.runs(RunQuery::default()).await.unwrap().runs[0].header.id;
    let later = |set: &str| {
        format!(
            "UPDATE universal_transaction_lines SET line_data = {set} \
             WHERE line_data ->> 'retry_at' IS NOT NULL"
        )
    };
    let lite = later("json_set(line_data, '$.retry_at', 9000000000000)");
    let postgres = later("jsonb_set(line_data, '{retry_at}', '9000000000000')");
    tamper(&bench, &lite, &postgres);
    let since = Instant::now();
    let ended = timeout(SOON, bench.engine.resume(run)).await.expect("it is not waited for");
    assert_eq!(ended.unwrap().status, Status::Completed);
    assert!(
        since.elapsed() >= Duration::from_millis(2 * ms * 9 / 10),
        "as long as it says, each time"
    );
}
