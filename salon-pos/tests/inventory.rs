//! The inventory as a process: what its callers can rely on when it, or they, are cut off.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;
use std::time::Duration;

use rust_decimal::Decimal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use salon_pos::inventory::protocol::{Event, Found, Goods, LINE_BYTES_MAX, codes};
use salon_pos::inventory::{Answer, CallError, Client, Op, Request};

use support::Service;

const ORG: Uuid = Uuid::from_u128(1);
const CART: Uuid = Uuid::from_u128(2);
const SHAMPOO: Uuid = Uuid::from_u128(3);

fn reserve(key: &str, quantity: i64) -> Request {
    let goods = Goods {
        organization_id: ORG,
        cart_id: CART,
        product_id: SHAMPOO,
        quantity: quantity.into(),
    };
    Request::Reserve { key: key.to_owned(), goods }
}

fn undo(key: &str, undoes: &str) -> Request {
    Request::Undo {
        key: key.to_owned(),
        undoes: undoes.to_owned(),
        of: Op::Reserve,
        organization_id: ORG,
    }
}

async fn put(client: &Client, on_hand: i64) {
    let on_hand = on_hand.into();
    let request = Request::Put { organization_id: ORG, product_id: SHAMPOO, on_hand };
    client.call(&request).await.unwrap();
}

async fn available(client: &Client) -> Decimal {
    match client.call(&Request::Stock { organization_id: ORG }).await.unwrap() {
        Answer::Stock { products, .. } => products[0].available,
        other => panic!("{other:?}"),
    }
}

async fn events(client: &Client, key: &str) -> Vec<Event> {
    let log = client.log().await.unwrap();
    log.into_iter().filter(|entry| entry.key == key).map(|entry| entry.event).collect()
}

fn code(outcome: Result<Answer, CallError>) -> String {
    match outcome {
        Err(CallError::Refused(refusal)) => refusal.code,
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_is_there_when_asked_again() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &["reserve=drop-after:1"]);
    let client = service.client();
    put(&client, 5).await;
    let lost = client.call(&reserve("a", 2)).await.unwrap_err();
    assert!(!lost.is_without_effect(), "{lost}");
    assert_eq!(available(&client).await, 3.into(), "the effect is there");
    assert!(matches!(client.call(&reserve("a", 2)).await, Ok(Answer::Moved { .. })));
    assert_eq!(available(&client).await, 3.into());
    use Event::{Applied, Received, Repeated};
    assert_eq!(events(&client, "a").await, [Received, Applied, Received, Repeated]);
}

#[tokio::test]
async fn a_call_that_is_dropped_before_its_effect_has_none() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &["drop-before:1"]);
    let client = service.client();
    put(&client, 5).await;
    assert!(matches!(client.call(&reserve("a", 2)).await, Err(CallError::NoAnswer(_))));
    assert_eq!(available(&client).await, 5.into());
    assert!(client.call(&reserve("a", 2)).await.is_ok());
    assert_eq!(events(&client, "a").await, [Event::Received, Event::Received, Event::Applied]);
}

#[tokio::test]
async fn an_undo_overtakes_a_slow_call() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &["reserve=slow-400:1"]);
    let client = service.client();
    put(&client, 5).await;
    let slow = client.within(Duration::from_secs(5));
    let slow = tokio::spawn(async move { slow.call(&reserve("a", 2)).await });
    // Whether the service has read the slow call by now or not: its effect is overtaken.
    tokio::task::yield_now().await;
    let undone = client.call(&undo("u", "a")).await.unwrap();
    assert_eq!(undone, Answer::Undone { found: Found::Nothing, change: Decimal::ZERO });
    assert_eq!(code(slow.await.unwrap()), codes::KEY_UNDONE);
    assert_eq!(available(&client).await, 5.into());
    assert_eq!(events(&client, "a").await, [Event::Barred, Event::Received, Event::Refused]);
}

#[tokio::test]
async fn a_killed_service_has_forgotten_nothing_that_it_answered() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("i.db");
    let service = Service::start(&database, &[]);
    put(&service.client(), 100).await;
    let mut answers = Vec::new();
    for at in 0..20 {
        answers.push(service.client().call(&reserve(&format!("k{at}"), 1)).await.unwrap());
    }
    service.client().call(&undo("u", "k7")).await.unwrap();
    let gone = service.address;
    service.kill();
    let unreachable = Client::new(gone).call(&reserve("x", 1)).await.unwrap_err();
    assert!(unreachable.is_without_effect(), "{unreachable}");

    let service = Service::start(&database, &[]);
    let client = service.client();
    assert_eq!(available(&client).await, 81.into());
    assert_eq!(client.call(&reserve("k3", 1)).await.unwrap(), answers[3]);
    assert_eq!(code(client.call(&reserve("k7", 1)).await), codes::KEY_UNDONE);
    let applied = client.log().await.unwrap();
    let applied = applied.iter().filter(|entry| entry.event == Event::Applied).count();
    assert_eq!(applied, 21, "twenty reservations and an undo, each once");
}

#[tokio::test]
async fn calls_at_once_never_promise_more_than_there_is() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &[]);
    put(&service.client(), 10).await;
    let calls: Vec<_> = (0..40)
        .map(|at| {
            // Twenty keys, each from two callers.
            let (client, key) = (service.client().within(Duration::from_secs(20)), at % 20);
            tokio::spawn(async move { client.call(&reserve(&format!("k{key}"), 1)).await })
        })
        .collect();
    let mut done = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => done += 1,
            refused => assert_eq!(code(refused), codes::OUT_OF_STOCK),
        }
    }
    assert_eq!(available(&service.client()).await, 0.into());
    assert_eq!(done, 20, "ten keys with two callers each");
}

#[tokio::test]
async fn told_to_refuse_and_told_to_behave() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &["OUT_OF_STOCK"]);
    let client = service.client();
    put(&client, 5).await;
    assert_eq!(code(client.call(&reserve("a", 1)).await), "OUT_OF_STOCK");
    assert_eq!(code(client.call(&reserve("a", 1)).await), "OUT_OF_STOCK");
    client.call(&Request::Behave).await.unwrap();
    assert!(client.call(&reserve("a", 1)).await.is_ok());
    let fault = "reserve=INVENTORY_CONTENTION:1".parse().unwrap();
    client.call(&Request::Misbehave { fault }).await.unwrap();
    assert_eq!(code(client.call(&reserve("b", 1)).await), codes::INVENTORY_CONTENTION);
    assert!(client.call(&reserve("b", 1)).await.is_ok());
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &[]);
    let long = "x".repeat(LINE_BYTES_MAX);
    let long_key = format!(r#"{{"op":"log","after":0,"x":"{}"}}"#, "y".repeat(LINE_BYTES_MAX));
    for line in ["{}", "[]", "\u{0}", r#"{"op":"steal"}"#, r#"{"op":"reserve","key":"a"}"#] {
        assert_eq!(refused(&service, format!("{line}\n")).await, codes::BAD_REQUEST, "{line}");
    }
    assert_eq!(refused(&service, long).await, codes::BAD_REQUEST);
    assert_eq!(refused(&service, long_key).await, codes::BAD_REQUEST);
    let huge = reserve(&"k".repeat(LINE_BYTES_MAX), 1);
    assert_eq!(code(service.client().call(&huge).await), codes::BAD_REQUEST);
    assert!(service.client().log().await.unwrap().is_empty());
}

async fn refused(service: &Service, text: String) -> String {
    let mut stream = TcpStream::connect(service.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    // A service that closes while bytes are still under way may reset the connection after its answer.
    let _reset = stream.read_to_string(&mut answer).await;
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    answer["refused"]["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn it_ends_with_its_standard_input_and_stays_on_the_loopback() {
    let dir = tempfile::tempdir().unwrap();
    let mut service = Service::start(&dir.path().join("i.db"), &[]);
    drop(service.child.stdin.take());
    assert!(service.child.wait().unwrap().success());

    let output = Command::new(env!("CARGO_BIN_EXE_salon-pos"))
        .args(["inventory", "--listen", "0.0.0.0:0", "--database"])
        .arg(dir.path().join("i.db"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("loopback"));
}

#[test]
fn the_command_line_asks_a_running_service() {
    let dir = tempfile::tempdir().unwrap();
    let service = Service::start(&dir.path().join("i.db"), &[]);
    let ask = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_salon-pos"))
            .args(["inventory", "ask", "--connect", &service.address.to_string()])
            .args(args)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (org, product) = (ORG.to_string(), SHAMPOO.to_string());
    assert_eq!(ask(&["put", &org, &product, "2.50"]), "{\"answer\":\"noted\"}\n");
    let stock = ask(&["stock", &org]);
    assert!(stock.contains(r#""available":"2.5""#), "{stock}");
    assert_eq!(ask(&["fault", "undo=slow-5:1"]), "{\"answer\":\"noted\"}\n");
    assert_eq!(ask(&["behave"]), "{\"answer\":\"noted\"}\n");
    assert_eq!(ask(&["log"]), "");
}
