//! What client and server say to each other: one JSON object per line, one answer per request.
//!
//! Quantities are exact decimals and travel as strings.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::faults::Fault;

/// Longest request, in bytes, its line feed included.
pub const LINE_BYTES_MAX: usize = 64 * 1024;
/// Longest answer, in bytes, its line feed included.
pub const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Longest idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 200;
/// Most entries of the log in one answer.
pub const LOG_ENTRIES_MAX: usize = 200;

/// What a caller asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Request {
    /// Reserves stock for a cart.
    Reserve {
        /// The idempotency key of the call.
        key: String,
        /// What and how much.
        #[serde(flatten)]
        goods: Goods,
    },
    /// Reserves or releases the difference between two quantities of a line.
    Adjust {
        /// The idempotency key of the call.
        key: String,
        /// What, and the line's new quantity.
        #[serde(flatten)]
        goods: Goods,
        /// The line's quantity until now.
        expected_quantity: Decimal,
    },
    /// Releases stock that is reserved for a cart.
    Release {
        /// The idempotency key of the call.
        key: String,
        /// What and how much.
        #[serde(flatten)]
        goods: Goods,
    },
    /// Takes back what another call did, or will do when it arrives late.
    Undo {
        /// The idempotency key of this call.
        key: String,
        /// The key of the call to take back.
        undoes: String,
        /// What kind of call that is.
        of: Op,
        /// Whose stock it is.
        organization_id: Uuid,
    },
    /// Sets what is on hand of a product.
    Put {
        /// Whose stock it is.
        organization_id: Uuid,
        /// The product.
        product_id: Uuid,
        /// How many stand on the shelf.
        on_hand: Decimal,
    },
    /// Asks for the stock of an organization.
    Stock {
        /// Whose stock it is.
        organization_id: Uuid,
    },
    /// Asks for the log.
    Log {
        /// Entries after this one.
        #[serde(default)]
        after: i64,
    },
    /// Tells the service to misbehave, in addition to what it was told before.
    Misbehave {
        /// How.
        fault: Fault,
    },
    /// Tells the service to behave again.
    Behave,
}

/// What a call moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Whose stock it is.
    pub organization_id: Uuid,
    /// The cart that the goods are kept for.
    pub cart_id: Uuid,
    /// The product.
    pub product_id: Uuid,
    /// How many.
    pub quantity: Decimal,
}

/// The calls that have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// See [`Request::Reserve`].
    Reserve,
    /// See [`Request::Adjust`].
    Adjust,
    /// See [`Request::Release`].
    Release,
    /// See [`Request::Undo`].
    Undo,
}

impl Op {
    /// The word in JSON and in the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Op::Reserve => "reserve",
            Op::Adjust => "adjust",
            Op::Release => "release",
            Op::Undo => "undo",
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Op {
    type Err = String;

    fn from_str(text: &str) -> Result<Op, String> {
        [Op::Reserve, Op::Adjust, Op::Release, Op::Undo]
            .into_iter()
            .find(|op| op.as_str() == text)
            .ok_or_else(|| format!("`{text}` is none of reserve, adjust, release, undo"))
    }
}

impl Request {
    /// The kind and the key of a call that has one.
    #[must_use]
    pub fn call(&self) -> Option<(Op, &str)> {
        match self {
            Request::Reserve { key, .. } => Some((Op::Reserve, key)),
            Request::Adjust { key, .. } => Some((Op::Adjust, key)),
            Request::Release { key, .. } => Some((Op::Release, key)),
            Request::Undo { key, .. } => Some((Op::Undo, key)),
            _ => None,
        }
    }
}

/// What the service says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// It is done.
    Ok(Answer),
    /// It is refused, and nothing has happened.
    Refused(Refusal),
}

/// A refusal: nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// One of [`codes`], or what the service was told to fail with.
    pub code: String,
    /// For a person.
    pub message: String,
}

impl Refusal {
    /// A refusal with this code and message.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Refusal {
        Refusal { code: code.into(), message: message.into() }
    }
}

/// The codes of refusals.
pub mod codes {
    /// Less is available than is asked for.
    pub const OUT_OF_STOCK: &str = "OUT_OF_STOCK";
    /// Nobody has put the product into the inventory.
    pub const PRODUCT_UNKNOWN: &str = "PRODUCT_UNKNOWN";
    /// Less is reserved for the cart than is to be released.
    pub const NOTHING_RESERVED: &str = "NOTHING_RESERVED";
    /// The key was used for another call.
    pub const KEY_REUSED: &str = "KEY_REUSED";
    /// The call was undone, maybe before it arrived.
    pub const KEY_UNDONE: &str = "KEY_UNDONE";
    /// The key to undo belongs to another kind of call or to another organization.
    pub const UNDO_REFUSED: &str = "UNDO_REFUSED";
    /// The request is not one, or out of bounds.
    pub const BAD_REQUEST: &str = "BAD_REQUEST";
    /// Too many connections; or the service cannot reach its own database.
    pub const INVENTORY_CONTENTION: &str = "INVENTORY_CONTENTION";
}

/// The answer to a request that was not refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Stock was reserved, adjusted or released.
    Moved {
        /// The name of the movement.
        reservation_id: Uuid,
        /// By how much the reservation of the cart has changed.
        change: Decimal,
        /// What is available now of the product.
        available: Decimal,
    },
    /// A call was undone.
    Undone {
        /// What was found under its key.
        found: Found,
        /// By how much the reservation of the cart has changed.
        change: Decimal,
    },
    /// The stock of an organization.
    Stock {
        /// By product.
        products: Vec<Product>,
        /// By cart and product; never zero.
        reserved: Vec<Reserved>,
    },
    /// A part of the log.
    Log {
        /// In order; fewer than [`LOG_ENTRIES_MAX`] only at its end.
        entries: Vec<LogEntry>,
    },
    /// It is noted.
    Noted,
}

/// What an undo found under the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A call with an effect, which is now taken back.
    Effect,
    /// Nothing: should the call still arrive, it will be refused.
    Nothing,
    /// A call that was undone before.
    Undone,
}

/// The stock of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The product.
    pub product_id: Uuid,
    /// What stands on the shelf.
    pub on_hand: Decimal,
    /// What is not reserved of it; below zero where an undo gave back what was promised twice.
    pub available: Decimal,
}

/// What is reserved for a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// The cart.
    pub cart_id: Uuid,
    /// The product.
    pub product_id: Uuid,
    /// How many.
    pub quantity: Decimal,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its number.
    pub seq: i64,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// What happened.
    pub event: Event,
    /// The kind of call.
    pub op: Op,
    /// The key of the call.
    pub key: String,
    /// For an undo, the key that it takes back.
    pub undoes: Option<String>,
    /// By how much the reservation of the cart has changed.
    pub change: Option<Decimal>,
    /// Why it was refused.
    pub code: Option<String>,
}

/// What can happen to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It arrived.
    Received,
    /// Its call took effect.
    Applied,
    /// It arrived again and got the same answer.
    Repeated,
    /// Its call was taken back; `key` is the key that was taken back.
    Undone,
    /// It was taken back before it arrived; `key` is the key that was taken back.
    Barred,
    /// It was refused.
    Refused,
}

impl Event {
    /// The word in the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Received => "received",
            Event::Applied => "applied",
            Event::Repeated => "repeated",
            Event::Undone => "undone",
            Event::Barred => "barred",
            Event::Refused => "refused",
        }
    }
}

impl FromStr for Event {
    type Err = String;

    fn from_str(text: &str) -> Result<Event, String> {
        use Event as E;
        [E::Received, E::Applied, E::Repeated, E::Undone, E::Barred, E::Refused]
            .into_iter()
            .find(|event| event.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no event of the log"))
    }
}
