//! The rules of reserving, adjusting and releasing, and of keys that come twice.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::rows::{self, Call};
use super::{Entry, Log, Outcome, StoreError, undo};
use crate::inventory::protocol::{
    Answer, Event, Goods, KEY_BYTES_MAX, Op, Refusal, Request, codes,
};

/// Most of a product at once; keeps every sum far from the end of what a decimal holds.
const QUANTITY_MAX: i64 = 1_000_000_000;
/// Most digits after the point.
const SCALE_MAX: u32 = 8;

/// Does a call, or answers what it was answered before.
pub(super) fn perform(
    log: &Log<'_>,
    request: &Request,
    (op, key): (Op, &str),
) -> Result<Outcome, StoreError> {
    if key.is_empty() || key.len() > KEY_BYTES_MAX {
        return Ok(Err(bad(format!("a key has 1 to {KEY_BYTES_MAX} bytes"))));
    }
    let body = body(request);
    if let Some(call) = rows::find_call(log.transaction, key)? {
        return repeat(log, op, key, &call, &body);
    }
    match request {
        Request::Undo { key, undoes, of, organization_id } => undo::undo(
            log,
            &undo::Undo { key, undoes, of: *of, organization: *organization_id },
            body,
        ),
        Request::Reserve { goods, .. } | Request::Release { goods, .. } => {
            if let Err(refusal) = positive(goods.quantity) {
                return Ok(Err(refusal));
            }
            let change = if op == Op::Reserve { goods.quantity } else { -goods.quantity };
            shift(log, op, key, goods, change, body)
        }
        Request::Adjust { goods, expected_quantity, .. } => {
            if let Err(refusal) = positive(goods.quantity).and(positive(*expected_quantity)) {
                return Ok(Err(refusal));
            }
            shift(log, op, key, goods, goods.quantity - expected_quantity, body)
        }
        _ => Ok(Err(bad("the request has no key"))),
    }
}

/// A key that was seen before: the same answer to the same body, and nothing to a call taken back.
fn repeat(
    log: &Log<'_>,
    op: Op,
    key: &str,
    call: &Call,
    body: &str,
) -> Result<Outcome, StoreError> {
    if let Some(by) = &call.undone_by {
        let message = format!("the call was taken back by `{by}`");
        return Ok(Err(Refusal::new(codes::KEY_UNDONE, message)));
    }
    if call.op != op.as_str() || call.body.as_deref() != Some(body) {
        return Ok(Err(Refusal::new(codes::KEY_REUSED, "the key was used for another call")));
    }
    let answer = call.answer.as_deref().unwrap_or_default();
    let answer = serde_json::from_str(answer)
        .map_err(|error| StoreError::Corrupt(format!("an answer that does not decode: {error}")))?;
    log.write(Entry::new(Event::Repeated, op, key))?;
    Ok(Ok(answer))
}

/// Changes what is reserved for a cart.
fn shift(
    log: &Log<'_>,
    op: Op,
    key: &str,
    goods: &Goods,
    change: Decimal,
    body: String,
) -> Result<Outcome, StoreError> {
    let db = log.transaction;
    let Goods { organization_id, cart_id, product_id, .. } = *goods;
    let Some(on_hand) = rows::on_hand(db, organization_id, product_id)? else {
        let message = format!("the inventory has no product {product_id}");
        return Ok(Err(Refusal::new(codes::PRODUCT_UNKNOWN, message)));
    };
    let carts = rows::reserved(db, organization_id, product_id)?;
    let available = on_hand - carts.iter().map(|(_, quantity)| *quantity).sum::<Decimal>();
    let held = quantity_of(&carts, cart_id);
    if change > Decimal::ZERO && change > available {
        let message = format!("{change} are wanted and {} available", available.normalize());
        return Ok(Err(Refusal::new(codes::OUT_OF_STOCK, message)));
    }
    if held + change < Decimal::ZERO {
        let message = format!("{} are to be released and {held} reserved", -change);
        return Ok(Err(Refusal::new(codes::NOTHING_RESERVED, message)));
    }
    rows::set_reserved(db, organization_id, product_id, cart_id, held + change)?;
    let answer = Answer::Moved {
        reservation_id: Uuid::new_v5(&organization_id, key.as_bytes()),
        change: change.normalize(),
        available: (available - change).normalize(),
    };
    let call = Call {
        op: op.as_str().to_owned(),
        organization: organization_id.to_string(),
        body: Some(body),
        answer: Some(json(&answer)),
        moved: Some((cart_id, product_id, change)),
        undone_by: None,
    };
    rows::insert_call(db, key, &call)?;
    log.write(Entry { change: Some(change), ..Entry::new(Event::Applied, op, key) })?;
    Ok(Ok(answer))
}

/// What one cart holds.
pub(super) fn quantity_of(carts: &[(Uuid, Decimal)], cart: Uuid) -> Decimal {
    carts.iter().find(|(id, _)| *id == cart).map_or(Decimal::ZERO, |(_, quantity)| *quantity)
}

/// A quantity that is in bounds.
pub(super) fn bounded(quantity: Decimal) -> Result<(), Refusal> {
    if quantity < Decimal::ZERO || quantity > Decimal::from(QUANTITY_MAX) {
        return Err(bad(format!("a quantity is between 0 and {QUANTITY_MAX}, found {quantity}")));
    }
    if quantity.normalize().scale() > SCALE_MAX {
        return Err(bad(format!("a quantity has at most {SCALE_MAX} decimals, found {quantity}")));
    }
    Ok(())
}

fn positive(quantity: Decimal) -> Result<(), Refusal> {
    bounded(quantity)?;
    if quantity.is_zero() { Err(bad("a quantity is more than 0")) } else { Ok(()) }
}

fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(codes::BAD_REQUEST, message)
}

/// The canonical form of a request: what "the same body" means. `2` and `2.0` are the same.
fn body(request: &Request) -> String {
    let mut request = request.clone();
    match &mut request {
        Request::Adjust { goods, expected_quantity, .. } => {
            goods.quantity = goods.quantity.normalize();
            *expected_quantity = expected_quantity.normalize();
        }
        Request::Reserve { goods, .. } | Request::Release { goods, .. } => {
            goods.quantity = goods.quantity.normalize();
        }
        _ => {}
    }
    json(&request)
}

/// A value of the protocol as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value)
        .expect("the protocol's types have string keys and no failing parts")
}
