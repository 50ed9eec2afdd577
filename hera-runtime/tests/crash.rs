//! A crash before and after each durable write and each call to the outside, and again at each point
//! of the recovery: nothing is lost, nothing is done twice.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;

use hera_core::{Entry, Status};
use hera_runtime::context::Entity;
use hera_runtime::engine::{Request, RunOutcome};
use hera_runtime::ports::{JournalLine, Scope};
use serde_json::json;

use support::crash::{Tried, try_once};
use support::lab::{Lab, Plan};
use support::{ACTOR, SALON, request};

/// A story: a flow, what goes wrong in it by itself, and how it ends.
struct Story {
    name: &'static str,
    event: &'static str,
    plans: &'static [(&'static str, Plan)],
    ends: Status,
    rows: &'static [&'static str],
}

const STORIES: &[Story] = &[
    Story {
        name: "add",
        event: "LAB.LINE_ADD.REQUESTED",
        plans: &[],
        ends: Status::Completed,
        rows: &["PERSIST", "REPRICE"],
    },
    Story {
        name: "add, persist refused",
        event: "LAB.LINE_ADD.REQUESTED",
        plans: &[("PERSIST", Plan::Refuse("CLOSED"))],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "fork",
        event: "LAB.FORK.REQUESTED",
        plans: &[],
        ends: Status::Completed,
        rows: &["JOIN", "LEFT"],
    },
    Story {
        name: "fork, join refused",
        event: "LAB.FORK.REQUESTED",
        plans: &[("JOIN", Plan::Refuse("NO"))],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "chain, note refused",
        event: "LAB.CHAIN.REQUESTED",
        plans: &[("NOTE", Plan::Refuse("NO"))],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "add, the reservation's answer breaks an invariant",
        event: "LAB.LINE_ADD.REQUESTED",
        plans: &[("RESERVE", Plan::Violate)],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "chain, the call's answer breaks an invariant after a commit",
        event: "LAB.CHAIN.REQUESTED",
        plans: &[("SEND", Plan::Violate)],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "add, the line breaks an invariant",
        event: "LAB.LINE_ADD.REQUESTED",
        plans: &[("PERSIST", Plan::Violate)],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "pivot, ship refused",
        event: "LAB.PIVOT.REQUESTED",
        plans: &[("SHIP", Plan::Refuse("NO"))],
        ends: Status::Parked,
        rows: &["PAY"],
    },
    Story {
        name: "relay",
        event: "LAB.RELAY.REQUESTED",
        plans: &[],
        ends: Status::Completed,
        rows: &["NOTE"],
    },
    Story {
        name: "relay, note refused",
        event: "LAB.RELAY.REQUESTED",
        plans: &[("NOTE", Plan::Refuse("FULL"))],
        ends: Status::Compensated,
        rows: &[],
    },
    Story {
        name: "keyed",
        event: "LAB.KEYED.REQUESTED",
        plans: &[],
        ends: Status::Completed,
        rows: &["FIRST", "THIRD"],
    },
    Story {
        name: "keyed, third refused",
        event: "LAB.KEYED.REQUESTED",
        plans: &[("THIRD", Plan::Refuse("NO"))],
        ends: Status::Compensated,
        rows: &[],
    },
];

/// Plans hold for each try: a procedure says the same again after a crash.
fn lab_for(story: &Story) -> Arc<Lab> {
    let lab = Lab::new();
    for (who, plan) in story.plans {
        lab.plan(who, std::iter::repeat_n(plan.clone(), 50));
    }
    lab
}

fn the_request(story: &Story) -> Request {
    request(story.event, json!({"cart": "c"})).idempotency_key("the-one")
}

#[test]
fn a_crash_at_each_point_loses_and_doubles_nothing() {
    for story in STORIES {
        let mut points = Vec::new();
        for at in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let lab = lab_for(story);
            match try_once(dir.path(), &lab, the_request(story), at) {
                Tried::Ended(_) => break,
                Tried::Crashed(point) => points.push(point),
            }
            finish(story, dir.path(), &lab);
        }
        assert!(points.len() >= 4, "{}: {points:?}", story.name);
        let lines_up = points.iter().filter(|point| point.ends_with(":enqueue")).count();
        assert_eq!(lines_up, if story.name.starts_with("keyed") { 2 } else { 0 }, "{points:?}");
    }
}

#[test]
fn a_second_crash_during_the_recovery_changes_nothing() {
    let some = ["add, persist refused", "add, the reservation's answer breaks an invariant"];
    for story in STORIES.iter().filter(|story| some.contains(&story.name)) {
        for first in 0.. {
            let mut crashed = 0;
            for second in 0.. {
                let dir = tempfile::tempdir().unwrap();
                let lab = lab_for(story);
                if let Tried::Ended(_) = try_once(dir.path(), &lab, the_request(story), first) {
                    break;
                }
                crashed += 1;
                let again = try_once(dir.path(), &lab, the_request(story), second);
                finish(story, dir.path(), &lab);
                if let Tried::Ended(_) = again {
                    break;
                }
            }
            if crashed == 0 {
                break;
            }
        }
    }
}

/// Recovers without a crash, asks again under the same key, and checks what is there.
fn finish(story: &Story, dir: &Path, lab: &Arc<Lab>) {
    let ended = try_once(dir, lab, the_request(story), usize::MAX);
    let Tried::Ended(Ok(outcome)) = ended else { panic!("{}: it does not end", story.name) };
    assert_eq!(outcome.status, story.ends, "{}", story.name);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(check(story, dir, lab, &outcome));
}

async fn check(story: &Story, dir: &Path, lab: &Arc<Lab>, outcome: &RunOutcome) {
    let engine = support::engine(dir, lab, |builder| builder).await;
    let runs = engine.runs(Default::default()).await.unwrap().runs;
    assert_eq!(runs.len(), 1, "{}: one key, one run", story.name);
    let (record, lines) = engine.store().load(outcome.run_id).await.unwrap().unwrap();
    assert_eq!(record.status, story.ends);
    for boundary in ["add_txn", "relay_txn", "LEFT", "RIGHT", "MAKE", "PAY"] {
        assert!(commits(&lines, boundary) <= 1, "{}: {boundary} twice", story.name);
    }
    let view = engine.view(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let stands = Entity::filter().entity_type("lab").status("active");
    let mut rows: Vec<String> = view
        .entities()
        .find(stands)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.entity_name)
        .collect();
    rows.sort();
    assert_eq!(rows, story.rows, "{}", story.name);
    for (key, effect) in lab.outside() {
        let undone = u32::from(story.ends != Status::Completed);
        assert_eq!((effect.done, effect.undone), (1, undone), "{}: {key}", story.name);
        let calls = lines.iter().filter(
            |line| matches!(&line.entry, Entry::Intent { key: intended, .. } if *intended == key),
        );
        assert_eq!(calls.count(), 1, "{}: an effect has one intent", story.name);
    }
}

fn commits(lines: &[JournalLine], name: &str) -> usize {
    let committed = |line: &&JournalLine| matches!(&line.entry, Entry::Committed { boundary, .. } if boundary == name);
    lines.iter().filter(committed).count()
}
