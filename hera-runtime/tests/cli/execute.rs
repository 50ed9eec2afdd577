//! `execute`: its shape, its statuses, and what it refuses.

use serde_json::json;

use super::{Till, keys, shop};

#[tokio::test]
async fn a_run_completes_in_the_shape_of_the_contract() {
    let till = Till::new().await;
    let payload = shop::add().to_string();
    let (status, json) = till.json(&["execute", shop::CODE, &payload, "--event", shop::ADD]).await;
    assert_eq!(status, 0);
    assert_eq!(keys(&json), ["error", "event", "outputs", "run_id", "status"]);
    assert_eq!((&json["status"], &json["event"]), (&json!("completed"), &json!(shop::ADD)));
    assert_eq!(keys(&json["outputs"]), ["PERSIST", "PRICE", "RESERVE"]);
    assert!(json["error"].is_null());
}

#[tokio::test]
async fn the_action_and_either_version_name_the_flow() {
    let till = Till::new().await;
    let mut payload = shop::add();
    payload["action"] = json!("add");
    let code = shop::CODE.replace(".v1", ".V1");
    let output = till.say(&["execute", &code, &payload.to_string()]).await;
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(output.stdout.starts_with("completed  SHOP.LINE_ADD.REQUESTED\n"), "{}", output.stdout);
    assert!(!output.stdout.contains('\x1b'));
}

#[tokio::test]
async fn a_payload_that_lacks_fields_is_answered_with_all_of_them_and_an_example() {
    let till = Till::new().await;
    let (status, json) = till.json(&["execute", shop::CODE, r#"{"action":"add"}"#]).await;
    assert_eq!(status, 2);
    assert_eq!(json["missing"], json!(["cart_id", "kind", "quantity"]));
    assert_eq!(json["error"]["code"], "REFUSED");
    assert_eq!((&json["status"], &json["run_id"]), (&json!("refused"), &json!(null)));
    assert_eq!(json["event"], shop::ADD);
    // RESERVE runs with the example's kind, and needs the shelf: the example has it.
    let example = json["example"].to_string();
    assert!(example.contains("shelf"), "{example}");
    let again = till.say(&["execute", shop::CODE, &example, "--event", shop::ADD]).await;
    assert_eq!(again.status, 0, "{}", again.stderr);
    let text = till.say(&["execute", shop::CODE, r#"{"action":"add"}"#]).await;
    for part in ["cart_id is missing (uuid, of the path)", "quantity is missing", "for example: {"]
    {
        assert!(text.stderr.contains(part), "{}", text.stderr);
    }
}

#[tokio::test]
async fn wrong_and_missing_fields_are_told_together() {
    let till = Till::new().await;
    let payload = r#"{"action":"add","quantity":"many","colour":"red"}"#;
    let (status, json) = till.json(&["execute", shop::CODE, payload]).await;
    assert_eq!(status, 2);
    let wrong: Vec<_> = json["problems"].as_array().unwrap().iter().map(|p| &p["field"]).collect();
    assert_eq!(wrong, ["quantity", "colour"]);
    assert_eq!(json["missing"], json!(["cart_id", "kind"]));
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_before_a_database_is_made() {
    let till = Till::empty();
    let payload = shop::add().to_string();
    for (args, code) in [
        (vec![shop::CODE, "{}"], "WHICH_EVENT"),
        (vec![shop::CODE, "{"], "BAD_PAYLOAD"),
        (vec![shop::CODE, "@no/such/file"], "BAD_PAYLOAD"),
        (vec![shop::CODE, "{}", "--event", "SHOP.NONE"], "UNKNOWN_EVENT"),
        (vec![shop::CODE, "[]", "--event", shop::ADD], "REFUSED"),
        (vec!["HERA.TEST.SHOP.ORCH.LINE.v1"], "UNKNOWN_ORCHESTRATION"),
        (vec!["HERA.TEST.SHOP.ORCH.RETURNS.v1"], "NO_PROCEDURES"),
        (vec!["HERA.TEST.LAB.PERSIST.v1"], "NO_ORCHESTRATION"),
        (vec![shop::CODE, &payload, "--event", shop::ADD, "--fail", "NONE=CLOSED"], "UNKNOWN_NODE"),
        (vec![shop::CODE, &payload, "--event", shop::ADD, "--fail", "PERSIST=NO"], "UNKNOWN_CODE"),
    ] {
        let (status, json) = till.json(&[&["execute"], args.as_slice()].concat()).await;
        assert_eq!((status, json["error"]["code"].as_str()), (2, Some(code)), "{json}");
    }
    assert!(!till.dir.path().join("hera.db").exists());
    let (_, json) = till.json(&["execute", shop::CODE, "{}"]).await;
    assert_eq!(json["events"], json!([shop::ADD, shop::DROP]));
}

#[tokio::test]
async fn an_injected_failure_rolls_back_and_undoes() {
    let till = Till::new().await;
    let payload = shop::add().to_string();
    let fail = ["execute", shop::CODE, &payload, "--event", shop::ADD, "--fail", "PERSIST=CLOSED"];
    let (status, json) = till.json(&fail).await;
    assert_eq!((status, json["status"].as_str()), (1, Some("compensated")));
    assert_eq!(json["error"]["code"], "CLOSED");
    assert_eq!(json["error"]["node"], "PERSIST");
    assert_eq!(json["outputs"], json!({}));
    let outside = till.lab.outside();
    assert_eq!(outside.values().map(|e| (e.done, e.undone)).collect::<Vec<_>>(), [(1, 1)]);
    let text = till.say(&fail).await;
    assert!(text.stdout.contains("PERSIST failed with CLOSED"), "{}", text.stdout);
    let twice = [&fail[..6], &["PERSIST=TEMPORARY_LOCK_FAILURE:2"]].concat();
    assert_eq!(till.json(&twice).await.0, 0, "the third attempt succeeds");
}

#[tokio::test]
async fn a_key_is_done_once() {
    let till = Till::new().await;
    let payload = shop::add().to_string();
    let args = ["execute", shop::CODE, &payload, "--event", shop::ADD, "--idempotency-key", "k"];
    let (_, first) = till.json(&args).await;
    let (status, again) = till.json(&args).await;
    assert_eq!((status, &again), (0, &first));
    let mut other = shop::add();
    other["quantity"] = json!("3");
    let other = other.to_string();
    let args = [&args[..2], &[other.as_str()], &args[3..]].concat();
    let (status, json) = till.json(&args).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("KEY_REUSED")));
}

#[tokio::test]
async fn an_organisation_that_nobody_made_is_refused() {
    let till = Till::new().await;
    let payload = shop::add().to_string();
    let nobody = "00000000-0000-0000-0000-00000000dead";
    let args = ["execute", shop::CODE, &payload, "--event", shop::ADD, "--org", nobody];
    let (status, json) = till.json(&args).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("UNKNOWN_ORGANIZATION")));
}
