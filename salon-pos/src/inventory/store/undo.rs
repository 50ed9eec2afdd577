//! Taking a call back by its key, whether or not it has arrived.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::rows::{self, Call};
use super::{Entry, Log, Outcome, StoreError, moves};
use crate::inventory::protocol::{Answer, Event, Found, KEY_BYTES_MAX, Op, Refusal, codes};

/// What to take back.
pub(super) struct Undo<'a> {
    /// The key of the undo itself.
    pub(super) key: &'a str,
    /// The key of the call to take back.
    pub(super) undoes: &'a str,
    /// What kind of call that is.
    pub(super) of: Op,
    /// Whose stock it is.
    pub(super) organization: Uuid,
}

/// Takes a call back. It never fails for lack of stock: the cart had the goods first.
pub(super) fn undo(log: &Log<'_>, undo: &Undo<'_>, body: String) -> Result<Outcome, StoreError> {
    let refuse = |message: &str| Ok(Err(Refusal::new(codes::UNDO_REFUSED, message)));
    if undo.undoes.is_empty() || undo.undoes.len() > KEY_BYTES_MAX || undo.undoes == undo.key {
        return refuse("the key to undo is no key of another call");
    }
    if undo.of == Op::Undo {
        return refuse("an undo cannot be undone");
    }
    let found = rows::find_call(log.transaction, undo.undoes)?;
    if found.as_ref().is_some_and(|call| call.organization != undo.organization.to_string()) {
        return refuse("the key to undo belongs to another organization");
    }
    if found.as_ref().is_some_and(|call| call.op != undo.of.as_str()) {
        return refuse("the key to undo belongs to another kind of call");
    }
    let (found, change) = match found {
        None => (Found::Nothing, bar(log, undo)?),
        Some(call) if call.undone_by.is_some() => (Found::Undone, Decimal::ZERO),
        Some(call) => (Found::Effect, take_back(log, undo, &call)?),
    };
    let answer = Answer::Undone { found, change: change.normalize() };
    let call = Call {
        op: Op::Undo.as_str().to_owned(),
        organization: undo.organization.to_string(),
        body: Some(body),
        answer: Some(moves::json(&answer)),
        moved: None,
        undone_by: None,
    };
    rows::insert_call(log.transaction, undo.key, &call)?;
    let entry = Entry::new(Event::Applied, Op::Undo, undo.key);
    log.write(Entry { undoes: Some(undo.undoes), change: Some(change), ..entry })?;
    Ok(Ok(answer))
}

/// Remembers that a key is taken back, so that it has no effect when it still arrives.
fn bar(log: &Log<'_>, undo: &Undo<'_>) -> Result<Decimal, StoreError> {
    let call = Call {
        op: undo.of.as_str().to_owned(),
        organization: undo.organization.to_string(),
        body: None,
        answer: None,
        moved: None,
        undone_by: Some(undo.key.to_owned()),
    };
    rows::insert_call(log.transaction, undo.undoes, &call)?;
    log.write(Entry::new(Event::Barred, undo.of, undo.undoes))?;
    Ok(Decimal::ZERO)
}

/// Reverses what a call has moved.
fn take_back(log: &Log<'_>, undo: &Undo<'_>, call: &Call) -> Result<Decimal, StoreError> {
    let Some((cart, product, moved)) = call.moved else {
        return Err(StoreError::Corrupt(format!("no movement for `{}`", undo.undoes)));
    };
    let carts = rows::reserved(log.transaction, undo.organization, product)?;
    let held = moves::quantity_of(&carts, cart);
    // Somebody else may have released these goods since: what is reserved never falls below zero.
    let left = (held - moved).max(Decimal::ZERO);
    rows::set_reserved(log.transaction, undo.organization, product, cart, left)?;
    rows::mark_undone(log.transaction, undo.undoes, undo.key)?;
    let change = left - held;
    log.write(Entry { change: Some(change), ..Entry::new(Event::Undone, undo.of, undo.undoes) })?;
    Ok(change)
}
