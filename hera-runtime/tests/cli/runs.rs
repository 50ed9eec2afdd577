//! `runs`: listed, shown, taken over after a crash; and invisible to other organisations.

use std::sync::Arc;

use hera_core::Status;
use hera_runtime::Value;
use hera_runtime::cli::answer;
use hera_runtime::engine::Engine;
use hera_runtime::ports::RunQuery;
use hera_runtime::stores::sqlite::SqliteStore;
use serde_json::json;

use super::{Till, shop};
use crate::support::crash::StopAt;
use crate::support::lab::Plan;
use crate::support::sketch::{DRAWN, DRAWN_EVENT, alone, drawn_with};
use crate::support::{BAKERY, request};

async fn add(till: &Till, more: &[&str]) -> Value {
    let payload = shop::add().to_string();
    let args = ["execute", shop::CODE, &payload, "--event", shop::ADD];
    till.json(&[&args[..], more].concat()).await.1
}

#[tokio::test]
async fn runs_are_listed_and_shown_line_by_line() {
    let till = Till::new().await;
    let good = add(&till, &[]).await;
    let bad = add(&till, &["--fail", "PERSIST=CLOSED"]).await;
    let (status, json) = till.json(&["runs", "list"]).await;
    assert_eq!(status, 0);
    let ids: Vec<&Value> = json["runs"].as_array().unwrap().iter().map(|r| &r["run_id"]).collect();
    assert_eq!(ids, [&bad["run_id"], &good["run_id"]], "the newest first");
    let (_, json) = till.json(&["runs", "list", "--status", "completed"]).await;
    assert_eq!(json["runs"].as_array().unwrap().len(), 1);
    let (_, json) = till.json(&["runs", "list", "--limit", "1"]).await;
    assert_eq!(json["runs"][0]["error"]["code"], "CLOSED");

    let id = bad["run_id"].as_str().unwrap();
    let (status, json) = till.json(&["runs", "show", id]).await;
    assert_eq!((status, json["status"].as_str()), (0, Some("compensated")));
    let trail = json["trail"].as_array().unwrap();
    assert_eq!(trail[0]["number"], 1);
    let last = trail.last().unwrap();
    assert_eq!((&last["subject"], &last["what"]), (&json!("RESERVE"), &json!("undone")));
    let intent = trail.iter().find(|line| line["entry"]["entry"] == "intent").unwrap();
    assert!(intent["key"].as_str().is_some_and(|key| !key.is_empty()));

    let text = till.say(&["runs", "show", id]).await.stdout;
    for part in ["PERSIST failed with CLOSED", "rolled back", "undone", "trail", "key "] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("\"kind\""), "no payload in the text for people: {text}");
}

#[tokio::test]
async fn runs_of_another_organisation_do_not_exist() {
    let till = Till::new().await;
    let run = add(&till, &[]).await;
    let bakery = BAKERY.to_string();
    let (status, json) = till.json(&["runs", "list", "--org", &bakery]).await;
    assert_eq!((status, &json["runs"]), (0, &json!([])));
    let id = run["run_id"].as_str().unwrap();
    for command in ["show", "resume"] {
        let (status, json) = till.json(&["runs", command, id, "--org", &bakery]).await;
        assert_eq!((status, json["error"]["code"].as_str()), (2, Some("UNKNOWN_RUN")));
    }
    let baked = add(&till, &["--org", &bakery]).await;
    let (_, json) = till.json(&["runs", "list"]).await;
    assert_eq!(json["runs"].as_array().unwrap().len(), 1);
    assert_ne!(json["runs"][0]["run_id"], baked["run_id"]);
}

#[tokio::test]
async fn a_database_that_is_not_there_is_not_made() {
    let till = Till::empty();
    let (status, json) = till.json(&["runs", "list"]).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("NO_DATABASE")));
    assert!(!till.dir.path().join("hera.db").exists());
}

/// Executes ADD and stops for good at a point; all is dropped, as a dead process would leave it.
fn crash_at(till: &Till, at: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stop = StopAt::new(at);
    let points = stop.clone();
    let service = shop::shop(&till.lab).engine(move |builder| builder.crash_points(points.clone()));
    let (payload, database) = (shop::add().to_string(), till.database());
    let args =
        ["shop", "execute", shop::CODE, &payload, "--event", shop::ADD, "--database", &database];
    runtime.block_on(async {
        tokio::select! {
            biased;
            () = stop.stopped.notified() => {}
            output = answer(&service, args.map(Into::into)) => panic!("it ended: {output:?}"),
        }
    });
}

#[test]
fn what_a_crash_left_behind_goes_on() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let till = runtime.block_on(Till::new());
    let (status, json) = runtime.block_on(till.json(&["runs", "resume"]));
    assert_eq!((status, &json["resumed"]), (0, &json!([])));
    crash_at(&till, 3);
    let (_, json) = runtime.block_on(till.json(&["runs", "list", "--status", "running"]));
    let id = json["runs"][0]["run_id"].clone();
    let (status, json) = runtime.block_on(till.json(&["runs", "resume"]));
    assert_eq!(status, 0, "{json}");
    assert_eq!(json["resumed"][0]["run_id"], id);
    assert_eq!(json["resumed"][0]["status"], "completed");
    let effects = till.lab.outside();
    assert!(effects.values().all(|effect| (effect.done, effect.undone) == (1, 0)));
    let id = id.as_str().unwrap();
    let (status, json) = runtime.block_on(till.json(&["runs", "resume", id]));
    assert_eq!((status, json["status"].as_str()), (0, Some("completed")), "as it stands");
    assert_eq!(Arc::strong_count(&till.lab), 2, "nothing of the dead process is left");
}

/// A run that is parked past its pivot.
async fn parked(till: &Till) -> String {
    let payload = shop::drop().to_string();
    let args = ["execute", shop::CODE, &payload, "--event", shop::DROP, "--fail", "NOTE=FULL"];
    let (status, json) = till.json(&args).await;
    assert_eq!((status, json["status"].as_str()), (1, Some("parked")));
    json["run_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_acts_on_a_parked_run_with_a_reason() {
    let till = Till::new().await;
    let id = parked(&till).await;
    let (status, json) = till.json(&["runs", "cancel", &id, "--reason", "no more"]).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("ACT_REFUSED")));
    let unreasoned = till.say(&["runs", "retry", &id]).await;
    assert_eq!(unreasoned.status, 2);
    assert!(unreasoned.stderr.contains("--reason"), "{}", unreasoned.stderr);

    let (status, json) = till.json(&["runs", "retry", &id, "--reason", "the book is back"]).await;
    assert_eq!((status, json["status"].as_str()), (0, Some("completed")));
    let text = till.say(&["runs", "show", &id]).await.stdout;
    assert!(text.contains("sent on by a person: the book is back"), "{text}");

    let other = parked(&till).await;
    let (status, json) = till.json(&["runs", "compensate", &other, "--reason", "by hand"]).await;
    assert_eq!((status, json["status"].as_str()), (0, Some("compensated")));
    let third = parked(&till).await;
    let payload = shop::add().to_string();
    let wrong = ["runs", "retry", &third, "--reason", "typing error", "--payload", &payload];
    let (status, json) = till.json(&wrong).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("ACT_REFUSED")));
    let bakery = BAKERY.to_string();
    let foreign = ["runs", "retry", &third, "--reason", "mine", "--org", &bakery];
    assert_eq!(till.json(&foreign).await.1["error"]["code"], "UNKNOWN_RUN");
}

#[tokio::test]
async fn a_run_that_waits_for_its_key_names_the_run_that_has_it() {
    let till = Till::new().await;
    let sketch = "A write\nB write after A errors NO".to_owned();
    let (number, flow) = drawn_with(sketch, |plan| {
        plan.run.concurrency_key = Some("payload.cart".into());
    });
    let store = SqliteStore::open(till.dir.path().join("hera.db")).unwrap();
    let engine = Engine::builder(store).orchestration(alone(flow, till.lab.clone()));
    let engine = engine.build().unwrap();
    till.lab.plan("B", [Plan::Refuse("NO")]);
    let asked = || request(DRAWN_EVENT, json!({DRAWN: number, "cart": "c"}));
    let holder = engine.execute(asked()).await.unwrap();
    assert_eq!(holder.status, Status::Parked);
    let waiting = tokio::spawn({
        let (engine, asked) = (engine.clone(), asked());
        async move { engine.execute(asked).await }
    });
    let waits = loop {
        let runs = engine.runs(RunQuery::default()).await.unwrap().runs;
        match runs.iter().find(|run| run.header.id != holder.run_id) {
            Some(run) => break run.header.id.to_string(),
            None => tokio::task::yield_now().await,
        }
    };
    let holder = holder.run_id.to_string();
    let (status, json) = till.json(&["runs", "show", &waits]).await;
    assert_eq!((status, &json["waits_for"]), (0, &json!(holder)));
    assert_eq!(json["concurrency_key"], "c");
    let text = till.say(&["runs", "show", &waits]).await.stdout;
    assert!(text.contains(&format!("run {holder}, which has the concurrency key")), "{text}");
    let (_, json) = till.json(&["runs", "show", &holder]).await;
    assert_eq!(json["waits_for"], json!(null));
    waiting.abort();
}

#[tokio::test]
async fn a_run_whose_header_cannot_be_read_is_listed_as_such() {
    let till = Till::new().await;
    let run = add(&till, &[]).await;
    let id = run["run_id"].as_str().unwrap();
    let file = rusqlite::Connection::open(till.dir.path().join("hera.db")).unwrap();
    let spoiled = "UPDATE universal_transactions SET metadata = '{}' WHERE id = ?1";
    assert_eq!(file.execute(spoiled, [id]).unwrap(), 1);
    let (status, json) = till.json(&["runs", "list"]).await;
    assert_eq!((status, &json["runs"]), (0, &json!([])));
    assert_eq!(json["unreadable"][0]["run_id"], id);
    let text = till.say(&["runs", "list"]).await.stdout;
    assert!(text.starts_with(&format!("{id}  unreadable: ")), "{text}");
}
