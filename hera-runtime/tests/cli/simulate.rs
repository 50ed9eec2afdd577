//! `simulate`: the contract's shape, without a procedure or a database.

use serde_json::json;

use super::{Till, keys, shop};

#[tokio::test]
async fn one_flow_in_the_shape_of_the_contract() {
    let till = Till::empty();
    let payload = r#"{"action":"add","kind":"RETAIL"}"#;
    let (status, json) = till.json(&["simulate", shop::CODE, payload]).await;
    assert_eq!(status, 0);
    let contract = [
        "attempts",
        "commits",
        "compensated",
        "error",
        "event",
        "executed",
        "missing",
        "outcome",
        "parked",
        "rolled_back",
        "skipped",
    ];
    assert_eq!(keys(&json), contract);
    assert_eq!(json["executed"], json!(["CHECK", "RESERVE", "PERSIST", "PRICE"]));
    assert_eq!(json["missing"], json!(["cart_id", "quantity", "shelf"]));
    assert_eq!(json["outcome"], "completed");
    assert_eq!(till.lab.calls(), Vec::<String>::new());
    assert!(!till.dir.path().join("hera.db").exists());
}

#[tokio::test]
async fn without_an_event_every_flow_is_shown() {
    let till = Till::empty();
    let (status, json) = till.json(&["simulate", shop::CODE, r#"{"kind":"SERVICE"}"#]).await;
    assert_eq!(status, 0);
    assert_eq!(json[0]["skipped"], json!(["RESERVE"]));
    assert_eq!(json[1]["event"], shop::DROP);
    assert_eq!(json[1]["ignored"], json!(["kind"]));
    let text = till.say(&["simulate", shop::CODE, r#"{"kind":"SERVICE"}"#]).await.stdout;
    assert!(text.contains("missing: cart_id, quantity"), "{text}");
    assert!(text.contains("when $.payload.kind == 'RETAIL'"), "{text}");
    assert!(text.contains("TAKE"), "{text}");
}

#[tokio::test]
async fn failures_show_the_way_back() {
    let till = Till::empty();
    let base = ["simulate", shop::CODE, r#"{"action":"add","kind":"RETAIL"}"#, "--fail"];
    let (status, json) = till.json(&[&base[..], &["PERSIST=CLOSED"]].concat()).await;
    assert_eq!((status, json["outcome"].as_str()), (1, Some("compensated")));
    assert_eq!(json["compensated"], json!(["RESERVE"]));
    assert_eq!(json["rolled_back"], json!(["add_txn"]));
    let (status, json) = till.json(&[&base[..], &["RESERVE=UNKNOWN:1"]].concat()).await;
    assert_eq!((status, json["attempts"]["RESERVE"].as_u64()), (0, Some(2)));
    let drop = ["simulate", shop::CODE, r#"{"action":"drop"}"#, "--fail", "NOTE=FULL"];
    let (status, json) = till.json(&drop).await;
    assert_eq!(status, 1);
    assert_eq!(json["parked"]["direction"], "forward");
    let text = till.say(&drop).await.stdout;
    assert!(text.contains("fails with FULL") && text.contains("parked forward"), "{text}");
}

#[tokio::test]
async fn wrong_values_are_refused_beside_what_is_missing() {
    let till = Till::empty();
    let payload = r#"{"action":"add","kind":"GIFT"}"#;
    let (status, json) = till.json(&["simulate", shop::CODE, payload]).await;
    assert_eq!((status, json["outcome"].as_str()), (2, Some("refused")));
    assert_eq!(json["missing"], json!(["cart_id", "quantity"]));
    assert!(json["error"]["message"].as_str().unwrap().contains("kind: expected one of"));
    let unknown = till.json(&["simulate", shop::CODE, "{}", "--fail", "NONE=CLOSED"]).await;
    assert_eq!((unknown.0, unknown.1["error"]["code"].as_str()), (2, Some("UNKNOWN_NODE")));
}
