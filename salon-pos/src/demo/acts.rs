//! The acts, in the order in which they are told.

use serde_json::{Value, json};

use super::Failure;
use super::script::{arguments, books_agree, execute, show_cart, show_run, spaced, text, typed};
use super::shop::Shop;
use super::stage::Stage;
use crate::catalogue::{ADA, BOOK, CART, CUT, GRACE, MASK, SHAMPOO, VOUCHER};
use crate::inventory::Request;
use crate::inventory::protocol::{Event, LogEntry};

const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";
const UPDATE: &str = "POS.CART.LINE_UPDATE.REQUESTED";
const DELETE: &str = "POS.CART.LINE_DELETE.REQUESTED";

fn retail(product: uuid::Uuid, quantity: u32) -> Value {
    json!({
        "cart_id": CART, "line_type": "RETAIL", "entity_id": product, "quantity": quantity,
    })
}

/// Two processes with a database each.
pub(super) async fn opening(stage: &mut Stage, shop: &Shop) -> Result<(), Failure> {
    stage.act("two processes, two databases")?;
    stage.say(
        "A salon sells services and products. Its till is one process with one database; its \
         inventory is another process with another one. A cart's flow goes through both, and no \
         transaction spans the two: whatever breaks in between has to be put right afterwards.",
    )?;
    stage.command("salon-pos inventory --listen 127.0.0.1:0")?;
    let (process, address) = shop.inventory();
    stage.fact(&format!("process {process} listens on {address}"))?;
    stage.aside(&format!("everything of this demo is in {}", shop.folder().display()))?;
    stage.command("salon-pos seed")?;
    let said = shop.till(&["seed"]).await?;
    stage.claim(said.status == 0, "the catalogue, its stock and an open cart are there")?;
    let cart = show_cart(stage, shop).await?;
    stage.claim(cart.lines.is_empty(), "the cart is empty")
}

/// The ADD flow, and its idempotency key.
pub(super) async fn a_line_is_added(stage: &mut Stage, shop: &Shop) -> Result<String, Failure> {
    stage.act("a retail line is added, once")?;
    stage.say(
        "VALIDATE_ADD reads only. RESERVE_SOFT asks the inventory, with an intent in the journal \
         before the call. PERSIST_ADD writes the line, in one transaction with the run's journal. \
         REPRICE_AFTER_ADD works out discounts, tax and total in a transaction of its own.",
    )?;
    let key = ["--idempotency-key", "chair-1/0001"];
    let first = execute(stage, shop, ADD, &retail(SHAMPOO, 2), &key).await?;
    stage.claim(text(&first.json, "status") == "completed", "the run is completed")?;
    stage
        .then("The tablet at the chair did not get the answer and sends the same request again.")?;
    let again = shop.till(&arguments(ADD, &retail(SHAMPOO, 2).to_string(), &key)).await?;
    let same = text(&first.json, "run_id") == text(&again.json, "run_id");
    stage.claim(same, "it gets the answer of the first run, and nothing runs again")?;
    let cart = show_cart(stage, shop).await?;
    stage.claim(cart.quantity(SHAMPOO) == 2.into(), "there is one line with two bottles")?;
    stage.claim(cart.total.to_string() == "30.00", "2 × 12.50, and 20 % tax, make 30.00")?;
    books_agree(stage, shop, &cart).await?;
    Ok(text(&first.json["outputs"]["PERSIST_ADD"], "line_id"))
}

/// The UPDATE and DELETE flows.
pub(super) async fn a_line_changes_and_another_goes(
    stage: &mut Stage,
    shop: &Shop,
    shampoo: &str,
) -> Result<(), Failure> {
    stage.act("a line changes, and another one goes")?;
    stage.say(
        "Three bottles instead of two. The caller says which quantity it has seen, so that two \
         people at the same cart cannot overwrite each other.",
    )?;
    let update = json!({
        "cart_id": CART, "line_id": shampoo, "quantity": 3, "expected_quantity": 2,
        "affects_inventory": true, "product_id": SHAMPOO,
    });
    let said = execute(stage, shop, UPDATE, &update, &[]).await?;
    stage.claim(text(&said.json, "status") == "completed", "line and reservation are changed")?;
    let said = shop.till(&arguments(UPDATE, &update.to_string(), &[])).await?;
    let refused = text(&said.json["error"], "code") == "LINE_CHANGED";
    stage.claim(refused, "whoever still sees two is refused with LINE_CHANGED")?;

    stage.then("A service for two stylists, and a book that is put back on the shelf.")?;
    let split = json!([{ "staff_id": ADA, "pct": 60 }, { "staff_id": GRACE, "pct": 40 }]);
    let cut = json!({
        "cart_id": CART, "line_type": "SERVICE", "entity_id": CUT, "quantity": 1,
        "staff_split": split,
    });
    let said = shop.till(&arguments(ADD, &cut.to_string(), &[])).await?;
    let done = text(&said.json, "status") == "completed";
    stage.aside("(a cut and a book came on the cart, by commands as above)")?;
    stage.claim(done, "a cut is on the cart; RESERVE_SOFT was skipped: services have no stock")?;
    let said = shop.till(&arguments(ADD, &retail(BOOK, 1).to_string(), &[])).await?;
    let book = text(&said.json["outputs"]["PERSIST_ADD"], "line_id");
    let said =
        execute(stage, shop, DELETE, &json!({ "cart_id": CART, "line_id": book }), &[]).await?;
    stage.claim(text(&said.json, "status") == "completed", "the book is off the cart")?;
    let cart = show_cart(stage, shop).await?;
    books_agree(stage, shop, &cart).await
}

/// A rollback with a compensation, and a way back over three steps.
pub(super) async fn what_fails_goes_back(
    stage: &mut Stage,
    shop: &Shop,
    shampoo: &str,
) -> Result<(), Failure> {
    stage.act("what fails goes back")?;
    stage.say(
        "A drill: PERSIST_ADD fails for good, after the inventory has reserved a mask. The \
         transaction is rolled back, which undoes the line; the reservation is outside of it and is \
         released by its key.",
    )?;
    let fail = ["--fail", "PERSIST_ADD=CART_FULL"];
    let said = execute(stage, shop, ADD, &retail(MASK, 1), &fail).await?;
    stage.claim(text(&said.json, "status") == "compensated", "the run is compensated")?;
    let log = shop.client().log().await?;
    let undone = log.iter().find(|entry| entry.event == Event::Undone);
    let key = undone.map_or("", |entry| entry.key.as_str());
    let story: Vec<_> = story(&log, key);
    stage.aside(&format!("the inventory on this key: {}", story.join(", ")))?;
    let once = story == ["received", "applied", "undone"];
    stage.claim(once, "the inventory did it once and undid it once")?;

    stage.then(
        "No drill: the customer has a voucher for 20.00 and wants the bottles off. PERSIST_DELETE \
         commits, RELEASE_ON_DELETE gives the stock back, and then the voucher is worth more than \
         what is left.",
    )?;
    let voucher = json!({
        "cart_id": CART, "line_type": "ADJUSTMENT", "entity_id": VOUCHER, "quantity": 1,
    });
    shop.till(&arguments(ADD, &voucher.to_string(), &[])).await?;
    let cut = cut_of(shop).await?;
    shop.till(&arguments(DELETE, &json!({ "cart_id": CART, "line_id": cut }).to_string(), &[]))
        .await?;
    stage.aside("(a voucher came on the cart and the cut went off it, by commands as above)")?;
    let before = show_cart(stage, shop).await?;
    let delete = json!({ "cart_id": CART, "line_id": shampoo });
    let said = execute(stage, shop, DELETE, &delete, &[]).await?;
    stage.claim(text(&said.json, "status") == "compensated", "the run is compensated")?;
    let after = show_cart(stage, shop).await?;
    stage.claim(before == after, "the line is on the cart again, at the same total")?;
    books_agree(stage, shop, &after).await
}

/// The id of the line with the cut.
async fn cut_of(shop: &Shop) -> Result<String, Failure> {
    let said = shop.till(&["cart", "show"]).await?.json;
    let mut lines = said["lines"].as_array().into_iter().flatten();
    let cut = lines.find(|line| text(line, "entity_id") == CUT.to_string());
    Ok(cut.map(|line| text(line, "line_id")).ok_or("the cut is not on the cart")?)
}

/// A SIGKILL in the middle of a call, and the way on.
pub(super) async fn a_process_is_killed(stage: &mut Stage, shop: &Shop) -> Result<String, Failure> {
    stage.act("a process is killed in the middle of a run")?;
    stage.say(
        "The inventory is told to be slow, once. While it works, the till is killed with SIGKILL: no \
         destructor runs, nothing is written any more. It dies between its intent and the answer.",
    )?;
    stage.command("salon-pos inventory ask fault reserve=slow-600:1")?;
    let fault = "reserve=slow-600:1".parse()?;
    shop.client().call(&Request::Misbehave { fault }).await?;
    let seen = shop.client().log().await?.len();
    let payload = spaced(&retail(MASK, 2));
    let add = arguments(ADD, &payload, &["--idempotency-key", "chair-2/0007"]);
    stage.command(&typed(&add))?;
    let mut till = shop.start(&add)?;
    let run = shop.listed(running).await?;
    let process = till.id().unwrap_or_default();
    till.start_kill()?;
    till.wait().await?;
    stage.fact(&format!("kill -9 {process}: run {run} is where it was"))?;

    let log = shop.logged(|log| log.iter().skip(seen).any(|e| e.event == Event::Applied)).await?;
    let key = log.last().map_or("", |entry| entry.key.as_str()).to_owned();
    let cart = show_cart(stage, shop).await?;
    let half = cart.quantity(MASK).is_zero() && shop.reserved(CART, MASK).await? == 2.into();
    stage.claim(half, "now there is a reservation without a line, and nobody to put it right")?;

    stage.then(
        "Another process takes the run over. Its journal says that the call was about to be made, \
         so it is made again: with the same key and the inputs that were recorded.",
    )?;
    stage.command(&format!("salon-pos runs resume {run}"))?;
    let said = shop.resume(&run).await?;
    show_run(stage, shop, &said).await?;
    stage.claim(said.status == 0, "the run is completed")?;
    let story = story(&shop.client().log().await?, &key);
    stage.aside(&format!("the inventory on this key: {}", story.join(", ")))?;
    let once = story == ["received", "applied", "received", "repeated"];
    stage.claim(once, "the inventory was asked twice and did it once")?;
    let cart = show_cart(stage, shop).await?;
    stage.claim(cart.quantity(MASK) == 2.into(), "the line is there, once")?;
    books_agree(stage, shop, &cart).await?;
    Ok(run)
}

/// The audit trail, and that nothing is left open.
pub(super) async fn the_trail(stage: &mut Stage, shop: &Shop, killed: &str) -> Result<(), Failure> {
    stage.act("the trail of it all")?;
    stage.say(
        "Every run, and what became of it; then each durable step of the one that was killed.",
    )?;
    shop.till_for_people(stage, &["runs", "list"]).await?;
    shop.till_for_people(stage, &["runs", "show", killed]).await?;
    let runs = shop.till(&["runs", "list"]).await?.json;
    stage.claim(running(&runs).is_none(), "no run is left open")?;
    let Some(tables) = shop.tables()? else { return Ok(()) };
    let six = [
        "core_dynamic_data",
        "core_entities",
        "core_organizations",
        "core_relationships",
        "universal_transaction_lines",
        "universal_transactions",
    ];
    stage.claim(tables == six, "all of it is in six tables, and there is no seventh")
}

/// What happened to a key at the inventory.
fn story(log: &[LogEntry], key: &str) -> Vec<&'static str> {
    log.iter().filter(|entry| entry.key == key).map(|entry| entry.event.as_str()).collect()
}

/// The id of a run that goes on, if there is one.
fn running(runs: &Value) -> Option<String> {
    let mut runs = runs["runs"].as_array().into_iter().flatten();
    let goes_on = |run: &&Value| matches!(run["status"].as_str(), Some("running" | "compensating"));
    runs.find(goes_on).map(|run| text(run, "run_id"))
}
