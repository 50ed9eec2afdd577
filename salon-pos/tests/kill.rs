//! The till is killed with SIGKILL at each point of each flow, before and after each durable write and
//! each call to the inventory; the next process goes on, and both databases are held against each other.
//!
//! `cargo test -p salon-pos --test kill -- --nocapture` prints where it was killed and what was found.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

use hera_runtime::testing::crash::{CRASH_AT, CRASH_LOG};
use hera_runtime::{Decimal, Uuid, Value};
use serde_json::json;
use tempfile::TempDir;

use salon_pos::catalogue::{SALON, SHAMPOO};
use salon_pos::inventory::protocol::{Event, LogEntry, Reserved};
use salon_pos::inventory::{Answer, Op, Request};

use support::Service;

const ORCHESTRATION: &str = "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1";
const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";
const UPDATE: &str = "POS.CART.LINE_UPDATE.REQUESTED";
const DELETE: &str = "POS.CART.LINE_DELETE.REQUESTED";
const SIGKILL: i32 = 9;
/// No flow has more points than this.
const POINTS_MAX: usize = 100;

/// A till with its database, and a running inventory.
struct Shop {
    dir: TempDir,
    inventory: Service,
}

impl Shop {
    fn open() -> Shop {
        let dir = tempfile::tempdir().unwrap();
        let inventory = Service::start(&dir.path().join("inventory.db"), &[]);
        let shop = Shop { dir, inventory };
        assert!(shop.till(&["seed"], &[]).status.success());
        shop
    }

    fn till(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let database = format!("sqlite:{}", self.dir.path().join("till.db").display());
        Command::new(env!("CARGO_BIN_EXE_salon-pos"))
            .args(arguments)
            .arg("--json")
            .env("HERA_DATABASE_URL", database)
            .env("SALON_INVENTORY", self.inventory.address.to_string())
            .envs(environment.iter().copied())
            .output()
            .unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.till(arguments, &[]).stdout).unwrap()
    }

    /// A fresh cart, with two bottles on it where a line is needed.
    fn cart(&self, with_line: bool) -> (Uuid, Option<String>) {
        let cart = Uuid::new_v4();
        self.json(&["cart", "open", &cart.to_string()]);
        let added = with_line.then(|| {
            let add = add(cart).to_string();
            let added = self.json(&["execute", ORCHESTRATION, &add, "--event", ADD]);
            assert_eq!(added["status"], "completed");
            added["outputs"]["PERSIST_ADD"]["line_id"].as_str().unwrap().to_owned()
        });
        (cart, added)
    }

    /// How many bottles stand on the cart, line by line.
    fn lines(&self, cart: Uuid) -> Vec<String> {
        let shown = self.json(&["cart", "show", &cart.to_string()]);
        let lines = shown["lines"].as_array().unwrap();
        lines.iter().map(|line| line["quantity"].as_str().unwrap().to_owned()).collect()
    }

    fn reserved(&self, cart: Uuid) -> Decimal {
        let stock =
            block_on(self.inventory.client().call(&Request::Stock { organization_id: SALON }));
        let Answer::Stock { reserved, .. } = stock.unwrap() else { panic!() };
        let ours = |row: &&Reserved| row.cart_id == cart;
        reserved.iter().find(ours).map_or(Decimal::ZERO, |row| row.quantity)
    }

    fn log(&self) -> Vec<LogEntry> {
        block_on(self.inventory.client().log()).unwrap()
    }

    /// Each cart's bottles are reserved exactly as often as they stand on it.
    fn agree(&self, cart: Uuid, when: &str) -> Vec<String> {
        let lines = self.lines(cart);
        let standing: Decimal = lines.iter().map(|line| line.parse::<Decimal>().unwrap()).sum();
        assert_eq!(standing, self.reserved(cart), "{when}");
        lines
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn add(cart: Uuid) -> Value {
    json!({ "cart_id": cart, "line_type": "RETAIL", "entity_id": SHAMPOO, "quantity": 2 })
}

/// What is killed, and how.
struct Drill {
    event: &'static str,
    /// `NODE=CODE`, for the ways back.
    fail: Option<&'static str>,
    /// The bottles on the cart when the run has completed.
    completed: &'static [&'static str],
    /// The bottles on the cart when it went back.
    undone: &'static [&'static str],
}

impl Drill {
    fn payload(&self, cart: Uuid, line: Option<&str>) -> Value {
        match self.event {
            UPDATE => json!({
                "cart_id": cart, "line_id": line, "quantity": 5, "expected_quantity": 2,
                "affects_inventory": true, "product_id": SHAMPOO,
            }),
            DELETE => json!({ "cart_id": cart, "line_id": line }),
            _ => add(cart),
        }
    }

    /// Kills the till at the first point, at the second, and so on, until it survives.
    fn run(&self) {
        let shop = Shop::open();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for at in 1..POINTS_MAX {
            match self.killed_at(&shop, at) {
                Some((point, end)) => found.entry(point).or_default().push(end),
                None => {
                    self.print(&found);
                    let killed: usize = found.values().map(Vec::len).sum();
                    assert!(killed + 1 == at && killed >= 8, "only {killed} points");
                    return;
                }
            }
        }
        panic!("more than {POINTS_MAX} points");
    }

    fn print(&self, found: &BTreeMap<String, Vec<String>>) {
        println!("\n{} {}", self.event, self.fail.unwrap_or("without a failure"));
        for (point, ends) in found {
            println!("  {point:<38} killed {} ×, then {}", ends.len(), ends.join(", "));
        }
    }

    /// Kills the till at one point and looks after the run. Returns the point and the end of the run;
    /// nothing where the till came through.
    fn killed_at(&self, shop: &Shop, at: usize) -> Option<(String, String)> {
        let (cart, line) = shop.cart(self.event != ADD);
        let seen = shop.log().len();
        let payload = self.payload(cart, line.as_deref()).to_string();
        let key = format!("kill-{at}");
        let request =
            ["execute", ORCHESTRATION, &payload, "--event", self.event, "--idempotency-key", &key];
        let mut drilled = request.to_vec();
        drilled.extend(self.fail.iter().flat_map(|fail| ["--fail", fail]));
        let points = shop.dir.path().join(format!("points-{at}"));
        let points_text = points.to_string_lossy().into_owned();
        let environment = [(CRASH_AT, at.to_string()), (CRASH_LOG, points_text)];
        let environment: Vec<_> =
            environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let killed = shop.till(&drilled, &environment);
        if killed.status.code().is_some() {
            return None;
        }
        assert_eq!(killed.status.signal(), Some(SIGKILL));
        let points = std::fs::read_to_string(points).unwrap();
        let point = points.lines().last().unwrap().to_owned();

        let resumed = shop.json(&["runs", "resume"]);
        let resumed: Vec<_> = resumed["resumed"].as_array().unwrap().clone();
        assert!(resumed.len() <= 1, "{point}: {resumed:?}");
        shop.agree(cart, &point);
        // The caller has no answer and asks again; a run that was never durable runs now.
        let answer = shop.json(&request);
        let end = answer["status"].as_str().unwrap().to_owned();
        let lines = shop.agree(cart, &point);
        let expected = if end == "completed" { self.completed } else { self.undone };
        assert_eq!(lines, expected, "{point}: {end}");
        assert!(end == "completed" || (end == "compensated" && self.fail.is_some()), "{end}");
        keys_are_sound(&shop.log()[seen..], &point);
        Some((point, end))
    }
}

/// Each key takes effect once at most, and is undone once at most, after its effect.
fn keys_are_sound(log: &[LogEntry], point: &str) {
    let mut by_key: BTreeMap<&str, Vec<Event>> = BTreeMap::new();
    for entry in log.iter().filter(|entry| entry.op != Op::Undo) {
        by_key.entry(&entry.key).or_default().push(entry.event);
    }
    for (key, events) in by_key {
        let places = |wanted: Event| -> Vec<usize> {
            let all = events.iter().enumerate();
            all.filter(|(_, event)| **event == wanted).map(|(at, _)| at).collect()
        };
        let (applied, undone) = (places(Event::Applied), places(Event::Undone));
        assert!(applied.len() <= 1 && undone.len() <= 1, "{point}: {key}: {events:?}");
        let in_order = undone.iter().all(|undone| applied.iter().all(|applied| applied < undone));
        assert!(in_order && undone.len() <= applied.len(), "{point}: {key}: {events:?}");
    }
}

#[test]
fn a_line_that_is_added() {
    Drill { event: ADD, fail: None, completed: &["2"], undone: &[] }.run();
}

#[test]
fn a_line_that_is_added_and_goes_back() {
    let fail = Some("REPRICE_AFTER_ADD=CATALOG_INCOMPLETE");
    Drill { event: ADD, fail, completed: &["2"], undone: &[] }.run();
}

#[test]
fn a_line_that_is_changed() {
    Drill { event: UPDATE, fail: None, completed: &["5"], undone: &["2"] }.run();
}

#[test]
fn a_line_that_is_changed_and_goes_back() {
    let fail = Some("REPRICE_AFTER_UPDATE=CATALOG_INCOMPLETE");
    Drill { event: UPDATE, fail, completed: &["5"], undone: &["2"] }.run();
}

#[test]
fn a_line_that_is_deleted() {
    Drill { event: DELETE, fail: None, completed: &[], undone: &["2"] }.run();
}

#[test]
fn a_line_that_is_deleted_and_goes_back() {
    let fail = Some("REPRICE_AFTER_DELETE=CATALOG_INCOMPLETE");
    Drill { event: DELETE, fail, completed: &[], undone: &["2"] }.run();
}
