//! What no run may have: keys that no column takes, a corrected payload that no journal keeps.

use hera_core::Status;
use hera_runtime::Value;
use hera_runtime::engine::{Act, ExecuteError, Limits, Request};
use serde_json::json;

use super::support::lab::Plan::*;
use super::support::sketch::{DRAWN, DRAWN_EVENT};
use super::support::{ACTOR, request};
use super::{Desk, patient};

/// The longest key, in bytes.
const KEY_BYTES_MAX: usize = 255;

/// Two bytes.
const WIDE: &str = "ü";

#[tokio::test]
async fn a_key_that_no_column_takes_is_refused() {
    let desk = Desk::new(patient("A write", |_| {}), Limits::default()).await;
    let asked = || request(DRAWN_EVENT, json!({DRAWN: desk.number}));
    let too_long = [WIDE.repeat(128), "x".repeat(256)];
    let unfit = ["", "a\nb", "a\0", "\u{7f}", "a\u{85}b"].map(str::to_owned);
    for key in too_long.into_iter().chain(unfit) {
        let both: [(_, Request); 2] = [
            ("idempotency key", asked().idempotency_key(&*key)),
            ("correlation id", asked().correlation_id(&*key)),
        ];
        for (what, asked) in both {
            let refused = desk.engine.execute(asked).await.unwrap_err();
            assert_eq!(refused, ExecuteError::BadKey { what, bytes_max: KEY_BYTES_MAX }, "{key:?}");
            assert!(refused.is_refusal());
        }
    }
    assert_eq!(desk.stored().await, 0);
    assert!(desk.lab.calls().is_empty());
}

#[tokio::test]
async fn a_key_of_the_longest_length_is_kept_as_it_is() {
    let desk = Desk::new(patient("A write", |_| {}), Limits::default()).await;
    let longest = WIDE.repeat(127) + "x";
    assert_eq!(longest.len(), KEY_BYTES_MAX);
    for key in ["\u{a0} ", &*longest] {
        let asked = || {
            let asked = request(DRAWN_EVENT, json!({DRAWN: desk.number}));
            asked.idempotency_key(key).correlation_id(key)
        };
        let outcome = desk.engine.execute(asked()).await.unwrap();
        assert_eq!((outcome.status, outcome.repeated), (Status::Completed, false));
        let context =
            desk.engine.run(outcome.run_id).await.unwrap().unwrap().record.header.context.clone();
        assert_eq!((&*context.idempotency_key, &*context.correlation_id), (key, key));
        assert!(desk.engine.execute(asked()).await.unwrap().repeated);
    }
    assert_eq!(desk.lab.calls().len(), 2);
}

#[tokio::test]
async fn a_payload_is_not_corrected_to_what_no_run_may_have() {
    const BYTES_MAX: usize = 100;
    let limits = Limits { payload_bytes_max: BYTES_MAX, ..Limits::default() };
    let desk = Desk::new(patient("A write\nB write after A errors NO", |_| {}), limits).await;
    desk.lab.plan("B", [Refuse("NO")]);
    let parked = desk.ask("k").await.unwrap().unwrap();
    assert_eq!(parked.status, Status::Parked);
    let before = desk.engine.store().load(parked.run_id).await.unwrap();
    let retry = |note: Value| {
        let act = Act { actor_id: ACTOR, reason: "corrected".to_owned() };
        desk.engine.retry(parked.run_id, act, Some(json!({DRAWN: desk.number, "B": note})))
    };
    let bare = json!({DRAWN: desk.number, "B": ""}).to_string().len();
    let longest = "x".repeat(BYTES_MAX - bare);

    let refused = retry(json!(format!("{longest}x"))).await.unwrap_err();
    let (bytes, bytes_max) = (BYTES_MAX + 1, BYTES_MAX);
    assert_eq!(refused, ExecuteError::PayloadTooLong { bytes, bytes_max });
    let deep = (0..101).fold(json!(1), |inner, _| json!([inner]));
    for unfit in [json!("a\0b"), deep] {
        let refused = retry(unfit).await;
        assert!(matches!(refused, Err(ExecuteError::PayloadUnfit { .. })), "{refused:?}");
    }
    assert_eq!(desk.engine.store().load(parked.run_id).await.unwrap(), before, "nothing was said");
    assert_eq!(desk.lab.calls(), ["A", "B"]);

    assert_eq!(retry(json!(longest)).await.unwrap().status, Status::Completed);
    assert_eq!(desk.lab.calls(), ["A", "B", "B"]);
}
