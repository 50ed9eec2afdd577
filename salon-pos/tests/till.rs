//! The flows of the cart, end to end: a real store, a real inventory, and what both say afterwards.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]

mod support;

use hera_runtime::engine::{Engine, ExecuteError, Request as Run, RunOutcome};
use hera_runtime::testing::faults::Faults;
use hera_runtime::{Decimal, Uuid, Value};
use serde_json::json;
use tempfile::TempDir;

use salon_pos::books::{Books, LineData};
use salon_pos::catalogue::{
    ADA, BOOK, CART, COLOUR, CUT, ENTRIES, GRACE, LOYALTY, MANAGER, SALON, SHAMPOO, VOUCHER,
};
use salon_pos::inventory::protocol::{Event, Reserved};
use salon_pos::inventory::{Answer, Client, Request};
use salon_pos::inventory::{faults, server, store};
use salon_pos::service;

const ORCHESTRATION: &str = "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1";
const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";
const UPDATE: &str = "POS.CART.LINE_UPDATE.REQUESTED";
const DELETE: &str = "POS.CART.LINE_DELETE.REQUESTED";
const REPRICE: &str = "POS.CART.REPRICE.REQUESTED";

struct Till {
    engine: Engine,
    client: Client,
    _dir: TempDir,
}

impl Till {
    async fn open() -> Till {
        Till::failing(&[]).await
    }

    /// A till whose nodes fail as told.
    async fn failing(faults: &[&str]) -> Till {
        let dir = tempfile::tempdir().unwrap();
        let inventory = store::Store::open(&dir.path().join("inventory.db")).unwrap();
        let address = "127.0.0.1:0".parse().unwrap();
        let server = server::Server::bind(address, inventory, faults::Faults::default());
        let server = server.await.unwrap();
        let client = Client::new(server.address().unwrap());
        tokio::spawn(server.serve());
        for entry in ENTRIES {
            let Some(on_hand) = entry.stock else { continue };
            let on_hand = Decimal::from(on_hand);
            let put = Request::Put { organization_id: SALON, product_id: entry.id, on_hand };
            client.call(&put).await.unwrap();
        }
        let specs = faults.iter().map(|fault| fault.parse().unwrap());
        let engine = Engine::builder(support::store(dir.path()).await)
            .orchestrations(service::orchestrations(client.clone()))
            .faults(Faults::new(specs))
            .build()
            .unwrap();
        service::seed(&engine).await.unwrap();
        Till { engine, client, _dir: dir }
    }

    async fn ask(&self, event: &str, payload: Value) -> Result<RunOutcome, ExecuteError> {
        self.engine.execute(Run::new(ORCHESTRATION, payload, SALON, MANAGER).event(event)).await
    }

    /// `completed`, or the state, the node and its error.
    async fn run(&self, event: &str, payload: Value) -> String {
        match self.ask(event, payload).await {
            Ok(outcome) => end(&outcome),
            Err(error) => error.to_string(),
        }
    }

    /// Adds a line and returns its id.
    async fn add(&self, line_type: &str, entity: Uuid, quantity: &str) -> String {
        let mut payload = line(line_type, entity, quantity);
        if line_type == "SERVICE" {
            payload["staff_split"] = json!([{ "staff_id": ADA, "pct": "100" }]);
        }
        let outcome = self.ask(ADD, payload).await.unwrap();
        assert_eq!(end(&outcome), "completed");
        outcome.outputs["PERSIST_ADD"]["line_id"].as_str().unwrap().to_owned()
    }

    /// `description quantity` of what stands on the cart, then the total.
    async fn cart(&self) -> String {
        let view = self.engine.view(service::manager()).await.unwrap();
        let mut view = &view;
        let lines = view.lines_of(CART).await.unwrap();
        let standing = lines.into_iter().filter(|line| !LineData::of(line).removed);
        let mut said: Vec<_> = standing
            .map(|line| format!("{} {}", line.description.unwrap(), line.quantity.normalize()))
            .collect();
        let total = view.transaction(CART).await.unwrap().unwrap().total_amount;
        said.push(format!("= {}", total.normalize()));
        said.join(", ")
    }

    /// What is reserved of a product.
    async fn reserved(&self, product: Uuid) -> String {
        let stock = self.client.call(&Request::Stock { organization_id: SALON }).await.unwrap();
        let Answer::Stock { reserved, .. } = stock else { panic!("{stock:?}") };
        let ours = |row: &&Reserved| row.product_id == product && row.cart_id == CART;
        reserved.iter().find(ours).map_or(Decimal::ZERO, |row| row.quantity).to_string()
    }

    /// What happened to keys at the inventory, in order, without arrivals.
    async fn log(&self) -> Vec<Event> {
        let log = self.client.log().await.unwrap();
        let events = log.into_iter().map(|entry| entry.event);
        events.filter(|event| *event != Event::Received).collect()
    }
}

fn line(line_type: &str, entity: Uuid, quantity: &str) -> Value {
    json!({ "cart_id": CART, "line_type": line_type, "entity_id": entity, "quantity": quantity })
}

fn end(outcome: &RunOutcome) -> String {
    let status = outcome.status.as_str();
    match &outcome.error {
        None => status.to_owned(),
        Some(error) => format!("{status}: {} {}", error.node, error.code),
    }
}

#[tokio::test]
async fn add_update_delete_and_reprice() {
    let till = Till::open().await;
    let shampoo = till.add("RETAIL", SHAMPOO, "2").await;
    assert_eq!(till.cart().await, "Colour-safe shampoo 2, = 30");
    assert_eq!(till.reserved(SHAMPOO).await, "2");
    till.add("SERVICE", CUT, "1").await;
    till.add("ADJUSTMENT", LOYALTY, "1").await;
    let cart = "Colour-safe shampoo 2, Cut and finish 1, Loyalty, 10 % off 1, = 75.6";
    assert_eq!(till.cart().await, cart);

    let update = json!({
        "cart_id": CART, "line_id": shampoo, "quantity": "3", "expected_quantity": "2",
        "affects_inventory": true, "product_id": SHAMPOO, "notes": "for home",
    });
    assert_eq!(till.run(UPDATE, update.clone()).await, "completed");
    assert_eq!(till.reserved(SHAMPOO).await, "3");
    assert_eq!(till.run(UPDATE, update).await, "failed: VALIDATE_UPDATE LINE_CHANGED");

    let delete = json!({ "cart_id": CART, "line_id": shampoo });
    assert_eq!(till.run(DELETE, delete.clone()).await, "completed");
    assert_eq!(till.reserved(SHAMPOO).await, "0");
    assert_eq!(till.cart().await, "Cut and finish 1, Loyalty, 10 % off 1, = 48.6");
    assert_eq!(till.run(DELETE, delete).await, "failed: PERSIST_DELETE LINE_NOT_FOUND");
    assert_eq!(till.run(REPRICE, json!({ "cart_id": CART })).await, "completed");
    assert_eq!(till.cart().await, "Cut and finish 1, Loyalty, 10 % off 1, = 48.6");
}

#[tokio::test]
async fn what_a_line_must_not_be() {
    let till = Till::open().await;
    let nobody = Uuid::from_u128(77);
    let split = |shares: Value| {
        let mut payload = line("SERVICE", CUT, "1");
        payload["staff_split"] = shares;
        payload
    };
    let mut elsewhere = line("RETAIL", SHAMPOO, "1");
    elsewhere["cart_id"] = json!(nobody);
    for (payload, code) in [
        (elsewhere, "CART_NOT_FOUND"),
        (line("RETAIL", nobody, "1"), "ENTITY_NOT_FOUND"),
        (line("RETAIL", CUT, "1"), "ENTITY_TYPE_MISMATCH"),
        (line("SERVICE", SHAMPOO, "1"), "ENTITY_TYPE_MISMATCH"),
        (line("RETAIL", SHAMPOO, "1.5"), "INVALID_QUANTITY"),
        (line("ADJUSTMENT", LOYALTY, "2"), "INVALID_QUANTITY"),
        (line("SERVICE", CUT, "1"), "INVALID_STAFF_SPLIT"),
        (split(json!([{ "staff_id": ADA, "pct": "99.99" }])), "INVALID_STAFF_SPLIT"),
        (split(json!([{ "staff_id": nobody, "pct": "100" }])), "INVALID_STAFF_SPLIT"),
        (split(json!([{ "pct": "100" }])), "INVALID_STAFF_SPLIT"),
    ] {
        let said = till.run(ADD, payload.clone()).await;
        assert_eq!(said, format!("failed: VALIDATE_ADD {code}"), "{payload}");
    }
    let two = json!([{ "staff_id": ADA, "pct": "60" }, { "staff_id": GRACE, "pct": "40" }]);
    assert_eq!(till.run(ADD, split(two)).await, "completed");
    assert!(till.log().await.is_empty(), "nothing of this concerns the inventory");
}

#[tokio::test]
async fn what_an_update_must_not_be() {
    let till = Till::open().await;
    let shampoo = till.add("RETAIL", SHAMPOO, "2").await;
    let cut = till.add("SERVICE", CUT, "1").await;
    let update = |line: &str, fields: Value| {
        let mut payload = json!({ "cart_id": CART, "line_id": line });
        for (name, value) in fields.as_object().unwrap() {
            payload[name] = value.clone();
        }
        payload
    };
    let stock = |product: Uuid, from: &str, to: &str| {
        json!({
            "affects_inventory": true, "product_id": product, "expected_quantity": from,
            "quantity": to,
        })
    };
    for (payload, code) in [
        (update(&shampoo, json!({})), "NOTHING_TO_CHANGE"),
        (update(&shampoo, json!({ "quantity": "3" })), "INVENTORY_FLAG_WRONG"),
        (update(&cut, stock(CUT, "1", "2")), "INVENTORY_FLAG_WRONG"),
        (update(&shampoo, stock(BOOK, "2", "3")), "PRODUCT_MISMATCH"),
        (update(&shampoo, stock(SHAMPOO, "1", "3")), "LINE_CHANGED"),
        (update(&shampoo, stock(SHAMPOO, "2", "2.5")), "INVALID_QUANTITY"),
        (
            update(&shampoo, json!({ "staff_split": [{ "staff_id": ADA, "pct": "100" }] })),
            "INVALID_STAFF_SPLIT",
        ),
        (update(&cut, json!({ "staff_split": [] })), "INVALID_STAFF_SPLIT"),
    ] {
        let said = till.run(UPDATE, payload.clone()).await;
        assert_eq!(said, format!("failed: VALIDATE_UPDATE {code}"), "{payload}");
    }
    let fine = update(&cut, json!({ "quantity": "2", "notes": "and a treatment" }));
    assert_eq!(till.run(UPDATE, fine).await, "completed");
    assert_eq!(till.run(UPDATE, update(&shampoo, json!({ "notes": "gift" }))).await, "completed");
    assert_eq!(till.cart().await, "Colour-safe shampoo 2, Cut and finish 2, = 138");
}

#[tokio::test]
async fn out_of_stock_leaves_nothing_behind() {
    let till = Till::open().await;
    let said = till.run(ADD, line("RETAIL", BOOK, "4")).await;
    assert_eq!(said, "failed: RESERVE_SOFT OUT_OF_STOCK");
    assert_eq!(till.cart().await, "= 0");
    assert_eq!(till.log().await, [Event::Refused]);
}

#[tokio::test]
async fn an_added_line_goes_back_from_every_node() {
    for (fault, status, log) in [
        ("VALIDATE_ADD=CART_NOT_FOUND", "failed", vec![]),
        ("RESERVE_SOFT=OUT_OF_STOCK", "failed", vec![]),
        (
            "PERSIST_ADD=CART_FULL",
            "compensated",
            vec![Event::Applied, Event::Undone, Event::Applied],
        ),
        (
            "REPRICE_AFTER_ADD=CATALOG_INCOMPLETE",
            "compensated",
            vec![Event::Applied, Event::Undone, Event::Applied],
        ),
    ] {
        let till = Till::failing(&[fault]).await;
        let said = till.run(ADD, line("RETAIL", SHAMPOO, "2")).await;
        assert_eq!(said, format!("{status}: {}", fault.replace('=', " ")));
        assert_eq!(till.cart().await, "= 0", "{fault}");
        assert_eq!(till.reserved(SHAMPOO).await, "0", "{fault}");
        assert_eq!(till.log().await, log, "{fault}");
    }
}

#[tokio::test]
async fn a_changed_line_goes_back_from_every_node() {
    for fault in [
        "VALIDATE_UPDATE=LINE_NOT_FOUND",
        "ADJUST_RESERVATION=OUT_OF_STOCK",
        "PERSIST_UPDATE=LINE_CHANGED",
        "REPRICE_AFTER_UPDATE=CATALOG_INCOMPLETE",
    ] {
        let till = Till::failing(&[fault]).await;
        let shampoo = till.add("RETAIL", SHAMPOO, "2").await;
        let update = json!({
            "cart_id": CART, "line_id": shampoo, "quantity": "5", "expected_quantity": "2",
            "affects_inventory": true, "product_id": SHAMPOO, "notes": "five",
        });
        let said = till.run(UPDATE, update).await;
        assert!(said.ends_with(&fault.replace('=', " ")), "{said}");
        assert!(said.starts_with("compensated") || said.starts_with("failed"), "{said}");
        assert_eq!(till.cart().await, "Colour-safe shampoo 2, = 30", "{fault}");
        assert_eq!(till.reserved(SHAMPOO).await, "2", "{fault}");
    }
}

#[tokio::test]
async fn a_deleted_line_goes_back_from_every_node() {
    for fault in [
        "PERSIST_DELETE=LINE_NOT_FOUND",
        "RELEASE_ON_DELETE=NOTHING_RESERVED",
        "REPRICE_AFTER_DELETE=CATALOG_INCOMPLETE",
    ] {
        let till = Till::failing(&[fault]).await;
        let shampoo = till.add("RETAIL", SHAMPOO, "2").await;
        let said = till.run(DELETE, json!({ "cart_id": CART, "line_id": shampoo })).await;
        assert!(said.ends_with(&fault.replace('=', " ")), "{said}");
        assert_eq!(till.cart().await, "Colour-safe shampoo 2, = 30", "{fault}");
        assert_eq!(till.reserved(SHAMPOO).await, "2", "{fault}");
    }
}

#[tokio::test]
async fn a_voucher_keeps_what_it_needs_on_the_cart() {
    let till = Till::open().await;
    let shampoo = till.add("RETAIL", SHAMPOO, "2").await;
    till.add("ADJUSTMENT", VOUCHER, "1").await;
    assert_eq!(till.cart().await, "Colour-safe shampoo 2, Voucher, 20.00 off 1, = 6");
    let said = till.run(DELETE, json!({ "cart_id": CART, "line_id": shampoo })).await;
    assert_eq!(said, "compensated: REPRICE_AFTER_DELETE DISCOUNT_EXCEEDS_SUBTOTAL");
    assert_eq!(till.cart().await, "Colour-safe shampoo 2, Voucher, 20.00 off 1, = 6");
    assert_eq!(till.reserved(SHAMPOO).await, "2");
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_done_once() {
    let till = Till::open().await;
    let fault = "reserve=drop-after:1".parse().unwrap();
    till.client.call(&Request::Misbehave { fault }).await.unwrap();
    till.add("RETAIL", SHAMPOO, "2").await;
    assert_eq!(till.reserved(SHAMPOO).await, "2");
    assert_eq!(till.log().await, [Event::Applied, Event::Repeated]);
}

#[tokio::test]
async fn a_reservation_in_doubt_is_settled_before_the_run_ends() {
    let till = Till::open().await;
    let fault = "reserve=drop-after".parse().unwrap();
    till.client.call(&Request::Misbehave { fault }).await.unwrap();
    let said = till.run(ADD, line("RETAIL", SHAMPOO, "2")).await;
    assert_eq!(said, "compensated: RESERVE_SOFT NETWORK_TIMEOUT");
    assert_eq!(till.cart().await, "= 0");
    assert_eq!(till.reserved(SHAMPOO).await, "0");
}

#[tokio::test]
async fn an_unmet_precondition_refuses_before_anything_is_stored() {
    let till = Till::open().await;
    let refused = till.ask(ADD, line("RETAIL", SHAMPOO, "0")).await;
    let Err(ExecuteError::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code(), "PRECONDITION_FAILED");
    let unmet: Vec<_> = refusal.unmet.iter().map(|unmet| (unmet.node, unmet.clause)).collect();
    let nodes = ["VALIDATE_ADD", "RESERVE_SOFT", "PERSIST_ADD"];
    assert_eq!(unmet, nodes.map(|node| (node, "quantity > 0")));
    assert!(till.engine.runs(Default::default()).await.unwrap().runs.is_empty());
}

#[tokio::test]
async fn what_breaks_an_invariant_is_rolled_back_or_undone() {
    for node in ["RESERVE_SOFT", "PERSIST_ADD", "REPRICE_AFTER_ADD"] {
        let till = Till::failing(&[&format!("{node}=INVARIANT_VIOLATED")]).await;
        let said = till.run(ADD, line("RETAIL", SHAMPOO, "2")).await;
        assert_eq!(said, format!("compensated: {node} INVARIANT_VIOLATED"));
        assert_eq!((till.cart().await, till.reserved(SHAMPOO).await), ("= 0".into(), "0".into()));
        // Reserved once, and taken back once: the last entry is of the call that took it back.
        let wanted = [Event::Applied, Event::Undone, Event::Applied];
        assert_eq!(till.log().await, wanted, "{node}");
    }
}

#[tokio::test]
async fn the_same_key_adds_one_line() {
    let till = Till::open().await;
    let request = |quantity: &str| {
        Run::new(ORCHESTRATION, line("RETAIL", SHAMPOO, quantity), SALON, MANAGER)
            .event(ADD)
            .idempotency_key("till-1/42")
    };
    let first = till.engine.execute(request("2")).await.unwrap();
    let second = till.engine.execute(request("2")).await.unwrap();
    assert_eq!((first.run_id, &first.outputs), (second.run_id, &second.outputs));
    assert!(second.repeated && !first.repeated);
    assert!(matches!(till.engine.execute(request("3")).await, Err(ExecuteError::KeyReused { .. })));
    assert_eq!(till.cart().await, "Colour-safe shampoo 2, = 30");
    assert_eq!(till.reserved(SHAMPOO).await, "2");
}

#[tokio::test]
async fn tills_at_once_promise_no_more_than_there_is() {
    let till = Till::open().await;
    let adds: Vec<_> = (0..6)
        .map(|_| {
            let run = Run::new(ORCHESTRATION, line("RETAIL", BOOK, "1"), SALON, MANAGER).event(ADD);
            let engine = till.engine.clone();
            tokio::spawn(async move { engine.execute(run).await.unwrap() })
        })
        .collect();
    let mut done = 0;
    for add in adds {
        match end(&add.await.unwrap()).as_str() {
            "completed" => done += 1,
            other => assert_eq!(other, "failed: RESERVE_SOFT OUT_OF_STOCK"),
        }
    }
    assert_eq!((done, till.reserved(BOOK).await.as_str()), (3, "3"));
    let books = ["Book of braids 1"; 3].join(", ");
    assert_eq!(till.run(REPRICE, json!({ "cart_id": CART })).await, "completed");
    assert_eq!(till.cart().await, format!("{books}, = 30"));
    till.add("SERVICE", COLOUR, "1").await;
}
