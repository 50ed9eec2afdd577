//! What the acts do over and over: run a flow, show the cart, compare both sides.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::Failure;
use super::shop::{Said, Shop};
use super::stage::Stage;
use crate::catalogue::{CART, ENTRIES};

/// The orchestration of the cart.
const ORCHESTRATION: &str = "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1";

/// Runs a flow: shows the command, how it ended, and its trail.
pub(super) async fn execute(
    stage: &Stage,
    shop: &Shop,
    event: &str,
    payload: &Value,
    more: &[&str],
) -> Result<Said, Failure> {
    let payload = spaced(payload);
    let arguments = arguments(event, &payload, more);
    stage.command(&typed(&arguments))?;
    let said = shop.till(&arguments).await?;
    show_run(stage, shop, &said).await?;
    Ok(said)
}

/// Shows how a run ended, and each durable step of it.
pub(super) async fn show_run(stage: &Stage, shop: &Shop, said: &Said) -> Result<(), Failure> {
    let (run, status) = (text(&said.json, "run_id"), text(&said.json, "status"));
    let detail = shop.till(&["runs", "show", &run]).await?.json;
    for line in detail["trail"].as_array().into_iter().flatten() {
        let (subject, what) = (text(line, "subject"), text(line, "what"));
        let output = &line["entry"]["output"];
        let output = if output.is_object() { brief(output) } else { String::new() };
        stage.aside(format!("{subject:<21} {what:<22} {output}").trim_end())?;
    }
    let error = match &said.json["error"] {
        Value::Null => String::new(),
        error => format!(": {} says {}", text(error, "node"), text(error, "message")),
    };
    stage.fact(&format!("{status}{error}  (exit status {})", said.status))
}

/// A payload with a blank after each comma, so that it can be shown on several lines.
pub(super) fn spaced(payload: &Value) -> String {
    let Some(fields) = payload.as_object() else { return payload.to_string() };
    let fields =
        fields.iter().map(|(name, value)| format!("{}: {value}", Value::from(name.as_str())));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// The arguments of `execute`.
pub(super) fn arguments<'a>(event: &'a str, payload: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["execute", ORCHESTRATION, payload, "--event", event];
    arguments.extend(more);
    arguments
}

/// A command as a person would type it.
pub(super) fn typed(arguments: &[&str]) -> String {
    let quoted = |argument: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=".contains(c);
        if argument.chars().all(plain) { (*argument).to_owned() } else { format!("'{argument}'") }
    };
    let words: Vec<String> = arguments.iter().map(quoted).collect();
    format!("salon-pos {}", words.join(" "))
}

/// A line that stands on the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) entity: Uuid,
    pub(super) quantity: Decimal,
}

/// The cart as the till's database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cart {
    pub(super) lines: Vec<Line>,
    pub(super) total: Decimal,
}

impl Cart {
    /// How many of an entity stand on it.
    pub(super) fn quantity(&self, entity: Uuid) -> Decimal {
        self.lines.iter().filter(|line| line.entity == entity).map(|line| line.quantity).sum()
    }
}

/// Shows the cart.
pub(super) async fn show_cart(stage: &Stage, shop: &Shop) -> Result<Cart, Failure> {
    stage.command("salon-pos cart show")?;
    let said = shop.till(&["cart", "show"]).await?.json;
    let mut lines = Vec::new();
    for line in said["lines"].as_array().into_iter().flatten() {
        let (name, quantity) = (text(line, "description"), text(line, "quantity"));
        let (amount, discount) = (text(line, "amount"), text(line, "discount"));
        stage.aside(&format!("{quantity:>3} × {name:<24} {amount:>8}   less {discount:>6}"))?;
        lines.push(Line { entity: text(line, "entity_id").parse()?, quantity: quantity.parse()? });
    }
    let total = text(&said, "total");
    stage.fact(&format!("to be paid, with tax: {total}"))?;
    Ok(Cart { lines, total: total.parse()? })
}

/// Claims that each product on the cart is reserved exactly as often as it stands there.
pub(super) async fn books_agree(
    stage: &mut Stage,
    shop: &Shop,
    cart: &Cart,
) -> Result<(), Failure> {
    let mut wrong = BTreeMap::new();
    for entry in ENTRIES.iter().filter(|entry| entry.stock.is_some()) {
        let reserved = shop.reserved(CART, entry.id).await?;
        if reserved != cart.quantity(entry.id) {
            wrong.insert(entry.name, reserved);
        }
    }
    let claim = "till and inventory agree: no line without its reservation, no reservation without \
                 its line";
    stage.claim(wrong.is_empty(), claim)
}

/// A text field of a JSON object; nothing where it is not there.
pub(super) fn text(value: &Value, field: &str) -> String {
    match &value[field] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The fields of an output on one line, ids cut short.
fn brief(output: &Value) -> String {
    let Some(fields) = output.as_object() else { return output.to_string() };
    let field = |(name, value): (&String, &Value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let is_id = value.parse::<Uuid>().is_ok();
        let value = if is_id { format!("…{}", &value[value.len() - 6..]) } else { value };
        format!("{name} {value}")
    };
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}
