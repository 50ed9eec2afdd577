//! A shutdown while calls to the outside are under way: none is cut off, and what came of it is known.

use std::time::Duration;

use hera_core::{Entry, Status};
use hera_runtime::engine::{Engine, ExecuteError, Limits};
use hera_runtime::ports::{JournalLine, RunId};

use super::support::lab::Gate;
use super::support::lab::Plan::*;
use super::support::sketch::alone;
use super::{Desk, patient, support};

/// Over before anything ends by itself.
const NO_GRACE: Duration = Duration::from_millis(10);

/// Whoever takes over where an owner may wake waits for as long as a call may take.
const CALL_MS_MAX: u64 = 2_000;

async fn desk(sketch: &str) -> Desk {
    let flow = patient(sketch, |plan| {
        plan.nodes.to_mut().iter_mut().for_each(|node| node.timeout_ms = Some(CALL_MS_MAX));
        plan.compensation.timeout_ms = Some(CALL_MS_MAX);
    });
    Desk::new(flow, Limits::default()).await
}

async fn journal(engine: &Engine) -> (RunId, Vec<JournalLine>) {
    let run = engine.runs(Default::default()).await.unwrap().runs[0].header.id;
    (run, engine.store().load(run).await.unwrap().unwrap().1)
}

/// Shuts the engine down while this call waits at its gate, and past all grace lets it end.
async fn shut_down_under(
    sketch: &str,
    call: &str,
    refuses: &[&str],
) -> (Desk, RunId, Vec<JournalLine>) {
    let desk = desk(sketch).await;
    let gate = Gate::default();
    desk.lab.plan(call, [Wait(gate.clone())]);
    for node in refuses {
        desk.lab.plan(node, [Refuse("NO")]);
    }
    let asked = desk.ask("k");
    gate.reached.notified().await;
    let closing = tokio::spawn({
        let engine = desk.engine.clone();
        async move { engine.shutdown(NO_GRACE).await }
    });
    tokio::time::sleep(10 * NO_GRACE).await;
    assert!(!closing.is_finished(), "the call is waited for");
    assert!(!asked.is_finished(), "and so is the answer");
    gate.open.notify_one();
    assert_eq!(closing.await.unwrap(), 1);
    assert_eq!(asked.await.unwrap(), Err(ExecuteError::ShuttingDown));
    let (run, lines) = journal(&desk.engine).await;
    (desk, run, lines)
}

/// Another process goes on with the run.
async fn goes_on(desk: Desk, run: RunId) -> (Status, Vec<String>) {
    let Desk { dir, lab, engine, flow, .. } = desk;
    drop(engine);
    let builder = Engine::builder(support::store(dir.path()).await);
    let next = builder.orchestration(alone(flow, lab.clone())).build().unwrap();
    tokio::time::sleep(support::LEASE).await;
    let ended = next.resume(run).await.unwrap();
    assert_eq!(lab.outside().values().map(|one| one.done).sum::<u32>(), 1);
    (ended.status, lab.calls())
}

fn is_done(line: &JournalLine) -> bool {
    matches!(line.entry, Entry::Succeeded { .. } | Entry::Compensated { .. })
}

const ALONE: &str = "A call undo-outside\nB write after A errors NO";
const TOGETHER: &str = "A call in one undo-outside\nB write after A in one errors NO";

#[tokio::test]
async fn a_call_that_ends_in_time_is_in_the_journal_when_the_shutdown_returns() {
    for sketch in [ALONE, TOGETHER] {
        let desk = desk(sketch).await;
        let gate = Gate::default();
        desk.lab.plan("A", [Wait(gate.clone())]);
        let asked = desk.ask("k");
        gate.reached.notified().await;
        let closing = tokio::spawn({
            let engine = desk.engine.clone();
            async move { engine.shutdown(Duration::from_secs(60)).await }
        });
        while !desk.engine.health().await.closing {
            tokio::time::sleep(NO_GRACE).await;
        }
        gate.open.notify_one();
        assert_eq!(closing.await.unwrap(), 0);
        assert_eq!(journal(&desk.engine).await.1.iter().filter(|line| is_done(line)).count(), 2);
        assert_eq!(asked.await.unwrap().unwrap().status, Status::Completed);
        assert_eq!(desk.lab.calls(), ["A", "B"]);
    }
}

#[tokio::test]
async fn a_call_past_all_grace_is_not_cut_off() {
    for sketch in [ALONE, TOGETHER] {
        let (desk, run, _) = shut_down_under(sketch, "A", &[]).await;
        assert_eq!(desk.lab.calls(), ["A"], "nothing began after it");
        assert_eq!(goes_on(desk, run).await.0, Status::Completed);
    }
}

#[tokio::test]
async fn a_call_past_all_grace_is_in_the_journal_when_the_shutdown_returns() {
    for sketch in [ALONE, TOGETHER] {
        let (desk, run, lines) = shut_down_under(sketch, "A", &[]).await;
        assert!(lines.iter().any(is_done), "{lines:?}");
        assert_eq!(goes_on(desk, run).await, (Status::Completed, vec!["A".into(), "B".into()]));
    }
}

#[tokio::test]
async fn a_call_on_the_way_back_is_in_the_journal_when_the_shutdown_returns() {
    let (desk, run, lines) = shut_down_under(ALONE, "undo A", &["B"]).await;
    assert!(lines.iter().any(|line| matches!(line.entry, Entry::Compensated { .. })), "{lines:?}");
    let calls = ["A", "B", "undo A"].map(str::to_owned).to_vec();
    assert_eq!(goes_on(desk, run).await, (Status::Compensated, calls));
}

#[tokio::test]
async fn what_is_not_begun_has_no_intent_in_the_journal() {
    let (desk, _, lines) = shut_down_under("A call in X\nB call after A in X", "A", &[]).await;
    assert!(lines.iter().any(is_done), "{lines:?}");
    let intends = |line: &&JournalLine| matches!(line.entry, Entry::Intent { .. });
    assert_eq!(lines.iter().filter(intends).count(), 1, "of A alone: {lines:?}");
    assert_eq!(desk.lab.calls(), ["A"]);
}
