//! `runs prune`: by age, for one organisation, with an archive, or only told.

use hera_runtime::Value;
use serde_json::json;

use super::{Till, shop};
use crate::support::{ACTOR, BAKERY};

async fn add(till: &Till, more: &[&str]) -> Value {
    let payload = shop::add().to_string();
    let args = ["execute", shop::CODE, &payload, "--event", shop::ADD];
    till.json(&[&args[..], more].concat()).await.1
}

const NOW: [&str; 4] = ["runs", "prune", "--older-than", "0s"];

#[tokio::test]
async fn what_is_over_is_pruned_and_still_listed_shown_and_answered() {
    let till = Till::new().await;
    let first = add(&till, &["--idempotency-key", "k"]).await;
    let id = first["run_id"].as_str().unwrap();
    let (status, json) = till.json(&["runs", "prune", "--older-than", "30d"]).await;
    assert_eq!((status, &json["runs"]), (0, &json!(0)), "it is young");
    let told = till.say(&[&NOW[..], &["--dry-run"]].concat()).await;
    assert!(told.stdout.starts_with("1 run that ended before "), "{}", told.stdout);
    assert!(told.stdout.ends_with("can be pruned. Nothing was changed.\n"), "{}", told.stdout);
    let (status, json) = till.json(&[&NOW[..], &["--dry-run"]].concat()).await;
    assert_eq!((status, &json["runs"], &json["dry_run"]), (0, &json!(1), &json!(true)));
    let (_, shown) = till.json(&["runs", "show", id]).await;
    assert_eq!(shown["pruned"], Value::Null);

    let file = till.dir.path().join("runs.jsonl");
    let path = file.to_str().unwrap();
    let (status, json) = till.json(&[&NOW[..], &["--archive", path]].concat()).await;
    assert_eq!((status, &json["runs"], &json["archive"]), (0, &json!(1), &json!(path)));
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!((&kept["id"], &kept["metadata"]["payload"]), (&first["run_id"], &shop::add()));

    let (status, shown) = till.json(&["runs", "show", id]).await;
    assert_eq!((status, &shown["status"], &shown["trail"]), (0, &json!("completed"), &json!([])));
    assert_eq!(shown["pruned"]["actor_id"], json!(ACTOR.to_string()));
    let text = till.say(&["runs", "show", id]).await.stdout;
    for part in ["pruned at ", "pruned by", "what people said to it"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = till.say(&["runs", "list"]).await.stdout;
    assert!(text.contains(id) && text.contains("pruned"), "{text}");
    let again = add(&till, &["--idempotency-key", "k"]).await;
    assert_eq!((&again["run_id"], &again["status"]), (&first["run_id"], &json!("completed")));
    assert_eq!((&again["outputs"], &again["pruned_at"]), (&json!({}), &shown["pruned"]["at"]));
    let args = ["runs", "retry", id, "--reason", "once more"];
    let (status, json) = till.json(&args).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("ACT_REFUSED")));
    assert!(json["error"]["message"].as_str().unwrap().ends_with("completed, and pruned"));
}

#[tokio::test]
async fn an_organisation_prunes_its_own_runs() {
    let till = Till::new().await;
    let bakery = BAKERY.to_string();
    add(&till, &[]).await;
    let baked = add(&till, &["--org", &bakery]).await;
    let (_, json) = till.json(&NOW).await;
    assert_eq!(json["runs"], 1);
    let id = baked["run_id"].as_str().unwrap();
    let (_, shown) = till.json(&["runs", "show", id, "--org", &bakery]).await;
    assert_eq!(shown["pruned"], Value::Null);
}

#[tokio::test]
async fn what_is_no_age_and_what_is_no_archive_is_refused() {
    let till = Till::new().await;
    add(&till, &[]).await;
    for age in ["30", "-3d", "1mo", "soon", ""] {
        let refused = till.say(&["runs", "prune", &format!("--older-than={age}")]).await;
        assert_eq!(refused.status, 2, "{age}");
        assert!(refused.stderr.contains("like 30d or 12h"), "{age}: {}", refused.stderr);
    }
    let without = till.say(&["runs", "prune"]).await;
    assert_eq!(without.status, 2);
    assert!(without.stderr.contains("--older-than"), "{}", without.stderr);

    let letter = till.dir.path().join("letter.txt");
    std::fs::write(&letter, "Dear Sir").unwrap();
    let nowhere = till.dir.path().join("nowhere/runs.jsonl");
    for (file, status, code) in [(letter, 2, "UNFIT_ARCHIVE"), (nowhere, 3, "ARCHIVE_FAILURE")] {
        let args = [&NOW[..], &["--archive", file.to_str().unwrap()]].concat();
        let (answered, json) = till.json(&args).await;
        assert_eq!((answered, json["error"]["code"].as_str()), (status, Some(code)));
    }
    let (_, json) = till.json(&[&NOW[..], &["--dry-run"]].concat()).await;
    assert_eq!(json["runs"], 1, "nothing was pruned");
}
