//! Triggers that share an event: an input has one source, whichever of them is called.

use crate::{folder, run_in};

const SELL: &str = "smart_code: HERA.SHOP.TILL.SELL.v1
intent: Sell.
permissions: [till]
effects: transactional
inputs:
  required:
    - { name: organization_id, type: uuid, where: context }
    - { cart_id: uuid }
    - { channel: string }
outputs:
  response:
    done: boolean
happy_path: [{ step: work }]
errors: [{ code: CLOSED, when: it is }]
";

/// What is said of the sources when the two triggers are these: path, and `bind`.
fn told(one: (&str, &str), other: (&str, &str)) -> Vec<String> {
    let flow = format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST.{}, emit: SALE.A, bind: {{ {} }} }}
  - {{ on: API.POST.{}, emit: SALE.A, shared: true, bind: {{ {} }} }}
graph:
  nodes:
    - {{ id: SELL, run: HERA.SHOP.TILL.SELL.v1 }}
edges: [SALE.A -> SELL]
",
        one.0, one.1, other.0, other.1
    );
    let specs = folder(&[("sale.yml", &flow), ("sell.yml", SELL)]);
    let report = run_in(specs.path(), &["check", ".", "--format", "short"]).stdout;
    let lines = report.lines().filter(|line| line.contains("HS0415"));
    lines.map(|line| line.split_once("HS0415").map_or("", |(_, said)| said).to_owned()).collect()
}

#[test]
fn what_they_take_from_different_places_is_told_once_for_each_input() {
    let cart = "]: the triggers of `SALE.A` take `cart_id` from different places";
    let channel = "]: the triggers of `SALE.A` take `channel` from different places";
    let keyed = ("/keys/:key", "cart_id: $.path.key");
    assert_eq!(told(keyed, ("/visitors/:visitor", "cart_id: $.path.visitor")), [cart]);
    assert_eq!(
        told(keyed, ("/carts/:id", "channel: $.payload.channel")),
        [cart],
        "a path has it by name"
    );
    assert_eq!(told(keyed, ("/body", "cart_id: $.payload.key")), [cart]);
    let of = |channel: &'static str| ("/carts/:id", channel);
    let web = "channel: '\"web\"'";
    assert_eq!(told(("/c/:cartId", web), of("channel: '\"shop\"'")), [channel]);
    assert_eq!(told(("/c/:cartId", web), of("")), [channel], "the other takes what it is sent");
    assert_eq!(told(of("channel: $.payload.shop"), ("/c/:cartId", "")), [channel]);
}

#[test]
fn what_they_say_alike_is_fine() {
    let none: [String; 0] = [];
    let web = "channel: '\"web\"'";
    assert_eq!(told(("/carts/:id", web), ("/c/:cartId", web)), none);
    let sum = "channel: $.payload.name, cart_id: $.path.key";
    assert_eq!(told(("/a/:key", sum), ("/b/:key", sum)), none);
    assert_eq!(told(("/carts/:id", "cart_id: $.path.id"), ("/c/:cartId", "")), none);
    assert_eq!(told(("/keys/:cart_id", "channel: $.payload.channel"), ("/body", "")), none);
    assert_eq!(told(("/c/:id", "channel: $.headers.channel"), ("/carts/:id", "")), none);
}
