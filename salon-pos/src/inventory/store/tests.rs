//! The rules of the inventory, one story per test.

use tempfile::TempDir;

use super::*;
use crate::inventory::protocol::{Found, Goods};

const ORG: Uuid = Uuid::from_u128(1);
const CART: Uuid = Uuid::from_u128(2);
const SHAMPOO: Uuid = Uuid::from_u128(3);

struct Shop {
    store: Store,
    dir: TempDir,
}

impl Shop {
    fn with(on_hand: i64) -> Shop {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(&dir.path().join("inventory.db")).unwrap();
        store.put(ORG, SHAMPOO, on_hand.into()).unwrap().unwrap();
        Shop { store, dir }
    }

    fn call(&mut self, request: &Request) -> Outcome {
        self.store.call(request, 0).unwrap()
    }

    /// `change/available`, or the code of the refusal.
    fn says(&mut self, request: &Request) -> String {
        match self.call(request) {
            Ok(Answer::Moved { change, available, .. }) => format!("{change}/{available}"),
            Ok(Answer::Undone { found, change }) => format!("{found:?} {change}"),
            Ok(other) => format!("{other:?}"),
            Err(refusal) => refusal.code,
        }
    }

    fn available(&mut self) -> String {
        match self.store.stock(ORG).unwrap() {
            Answer::Stock { products, .. } => products[0].available.to_string(),
            other => format!("{other:?}"),
        }
    }

    /// `event key` of all entries.
    fn log(&self) -> Vec<String> {
        let entries = self.store.log(0).unwrap();
        entries.iter().map(|entry| format!("{} {}", entry.event.as_str(), entry.key)).collect()
    }
}

fn goods(quantity: &str) -> Goods {
    Goods {
        organization_id: ORG,
        cart_id: CART,
        product_id: SHAMPOO,
        quantity: quantity.parse().unwrap(),
    }
}

fn reserve(key: &str, quantity: &str) -> Request {
    Request::Reserve { key: key.to_owned(), goods: goods(quantity) }
}

fn adjust(key: &str, from: &str, to: &str) -> Request {
    Request::Adjust {
        key: key.to_owned(),
        goods: goods(to),
        expected_quantity: from.parse().unwrap(),
    }
}

fn release(key: &str, quantity: &str) -> Request {
    Request::Release { key: key.to_owned(), goods: goods(quantity) }
}

fn undo(key: &str, undoes: &str, of: Op) -> Request {
    let (key, undoes) = (key.to_owned(), undoes.to_owned());
    Request::Undo { key, undoes, of, organization_id: ORG }
}

#[test]
fn reserve_adjust_and_release() {
    let mut shop = Shop::with(10);
    assert_eq!(shop.says(&reserve("a", "2")), "2/8");
    assert_eq!(shop.says(&reserve("b", "3")), "3/5");
    assert_eq!(shop.says(&adjust("c", "2", "7")), "5/0");
    assert_eq!(shop.says(&adjust("d", "7", "1.5")), "-5.5/5.5");
    assert_eq!(shop.says(&release("e", "3")), "-3/8.5");
    assert_eq!(shop.says(&release("f", "1.5")), "-1.5/10");
    assert_eq!(shop.available(), "10");
}

#[test]
fn refusals_have_no_effect() {
    let mut shop = Shop::with(2);
    for (request, code) in [
        (reserve("a", "3"), codes::OUT_OF_STOCK),
        (adjust("b", "1", "4"), codes::OUT_OF_STOCK),
        (release("c", "1"), codes::NOTHING_RESERVED),
        (adjust("d", "2", "1"), codes::NOTHING_RESERVED),
        (reserve("e", "0"), codes::BAD_REQUEST),
        (reserve("f", "-1"), codes::BAD_REQUEST),
        (reserve("g", "1.000000001"), codes::BAD_REQUEST),
        (reserve("h", "1000000001"), codes::BAD_REQUEST),
        (reserve("", "1"), codes::BAD_REQUEST),
        (reserve(&"k".repeat(KEY), "1"), codes::BAD_REQUEST),
    ] {
        assert_eq!(shop.says(&request), code, "{request:?}");
    }
    assert_eq!(shop.available(), "2");
    let log = shop.log();
    assert_eq!(log[..2], ["received a", "refused a"]);
    assert!(!log.iter().any(|entry| entry.starts_with("applied")));
}

const KEY: usize = crate::inventory::protocol::KEY_BYTES_MAX + 1;

#[test]
fn a_refused_key_may_come_again() {
    let mut shop = Shop::with(1);
    assert_eq!(shop.says(&reserve("a", "2")), codes::OUT_OF_STOCK);
    shop.store.put(ORG, SHAMPOO, 5.into()).unwrap().unwrap();
    assert_eq!(shop.says(&reserve("a", "2")), "2/3");
}

#[test]
fn the_same_key_is_applied_once() {
    let mut shop = Shop::with(10);
    let first = shop.call(&reserve("a", "2"));
    assert_eq!(shop.says(&reserve("b", "1")), "1/7");
    assert_eq!(
        shop.call(&reserve("a", "2.0")),
        first,
        "the stored answer, though stock has changed"
    );
    assert_eq!(shop.says(&reserve("a", "3")), codes::KEY_REUSED);
    assert_eq!(shop.says(&release("a", "2")), codes::KEY_REUSED);
    assert_eq!(shop.available(), "7");
    assert_eq!(
        shop.log(),
        [
            "received a",
            "applied a",
            "received b",
            "applied b",
            "received a",
            "repeated a",
            "received a",
            "refused a",
            "received a",
            "refused a",
        ]
    );
}

#[test]
fn each_kind_of_call_is_undone_once() {
    let mut shop = Shop::with(10);
    shop.says(&reserve("a", "4"));
    shop.says(&adjust("b", "4", "1"));
    shop.says(&release("c", "1"));
    assert_eq!(shop.says(&undo("uc", "c", Op::Release)), "Effect 1");
    assert_eq!(shop.says(&undo("ub", "b", Op::Adjust)), "Effect 3");
    assert_eq!(shop.says(&undo("ua", "a", Op::Reserve)), "Effect -4");
    assert_eq!(shop.says(&undo("ua", "a", Op::Reserve)), "Effect -4", "the stored answer");
    assert_eq!(shop.says(&undo("again", "a", Op::Reserve)), "Undone 0");
    assert_eq!(shop.says(&reserve("a", "4")), codes::KEY_UNDONE);
    assert_eq!(shop.available(), "10");
    assert_eq!(shop.log().iter().filter(|entry| *entry == "undone a").count(), 1);
}

#[test]
fn a_call_that_arrives_after_its_undo_has_no_effect() {
    let mut shop = Shop::with(10);
    assert_eq!(shop.says(&undo("u", "late", Op::Reserve)), "Nothing 0");
    assert_eq!(shop.says(&reserve("late", "4")), codes::KEY_UNDONE);
    assert_eq!(shop.says(&undo("u2", "late", Op::Reserve)), "Undone 0");
    assert_eq!(shop.available(), "10");
    assert_eq!(shop.log()[..3], ["received u", "barred late", "applied u"]);
}

#[test]
fn undo_is_refused_where_the_key_is_another_kind_of_call() {
    let mut shop = Shop::with(10);
    shop.says(&reserve("a", "4"));
    shop.says(&undo("u", "x", Op::Release));
    for request in [
        undo("1", "a", Op::Release),
        undo("2", "u", Op::Undo),
        undo("3", "u", Op::Reserve),
        undo("4", "4", Op::Reserve),
        undo("5", "", Op::Reserve),
        Request::Undo {
            key: "6".to_owned(),
            undoes: "a".to_owned(),
            of: Op::Reserve,
            organization_id: CART,
        },
    ] {
        assert_eq!(shop.says(&request), codes::UNDO_REFUSED, "{request:?}");
    }
    assert_eq!(shop.available(), "6");
}

#[test]
fn undo_never_takes_a_cart_below_zero_and_never_fails_for_stock() {
    let mut shop = Shop::with(4);
    shop.says(&reserve("a", "4"));
    shop.says(&release("b", "4"));
    assert_eq!(shop.says(&undo("ua", "a", Op::Reserve)), "Effect 0", "already released");
    shop.says(&reserve("c", "4"));
    assert_eq!(shop.says(&undo("ub", "b", Op::Release)), "Effect 4");
    assert_eq!(shop.available(), "-4", "promised twice, and shown so");
}

#[test]
fn unknown_products_and_other_organizations() {
    let mut shop = Shop::with(4);
    let other = Goods { organization_id: CART, ..goods("1") };
    let request = Request::Reserve { key: "a".to_owned(), goods: other };
    assert_eq!(shop.says(&request), codes::PRODUCT_UNKNOWN);
    let Answer::Stock { products, reserved } = shop.store.stock(CART).unwrap() else { panic!() };
    assert!(products.is_empty() && reserved.is_empty());
}

#[test]
fn told_refusals_and_arrivals_are_logged() {
    let mut shop = Shop::with(4);
    let told = Refusal::new("OUT_OF_STOCK", "told to");
    let outcome = shop.store.refuse(&reserve("a", "1"), told.clone(), 7).unwrap();
    assert_eq!(outcome, Err(told));
    shop.store.arrived(&undo("u", "a", Op::Reserve), 8).unwrap();
    assert_eq!(shop.log(), ["received a", "refused a", "received u"]);
    assert_eq!(
        shop.says(&undo("u2", "a", Op::Reserve)),
        "Nothing 0",
        "a refused key has no effect"
    );
    let entry = shop.store.log(2).unwrap().remove(0);
    assert_eq!((entry.at_ms, entry.undoes.as_deref()), (8, Some("a")));
}

#[test]
fn everything_is_there_after_a_restart() {
    let mut shop = Shop::with(10);
    let first = shop.call(&reserve("a", "2"));
    shop.says(&undo("u", "late", Op::Adjust));
    let path = shop.dir.path().join("inventory.db");
    shop.store = Store::open(&path).unwrap();
    assert_eq!(shop.call(&reserve("a", "2")), first);
    assert_eq!(shop.says(&adjust("late", "2", "3")), codes::KEY_UNDONE);
    assert_eq!(shop.says(&undo("u2", "a", Op::Reserve)), "Effect -2");
    assert!(matches!(
        shop.call(&undo("u", "late", Op::Adjust)),
        Ok(Answer::Undone { found: Found::Nothing, .. })
    ));
}
