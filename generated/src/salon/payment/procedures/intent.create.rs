// Generated from salon/payment/procedures/intent.create.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.PAYMENT.INTENT.CREATE.v1`
///
/// Note what a customer is going to pay and how; no money moves.
///
/// Preconditions:
///
/// - `amount > 0` (enforced)
/// - the checkout exists in the caller's organization and is open
///
/// Steps:
///
/// - Load the checkout and see that it is open
/// - Compare the amount with what is still due
/// - Write the intent
///
/// Invariants:
///
/// - `still_due >= 0` (enforced)
/// - the intents of a checkout never exceed what is due
pub trait Create: Send + Sync {
    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
    /// that fails leaves nothing behind, and may be made again.
    fn persist(
        &self,
        cx: &mut Transaction,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Create,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => flow::judged(&SPEC, procedures.persist(cx, input), broken),
                Err(refused) => refused,
            }
        }
        _ => flow::no_such_call(&SPEC),
    }
}

/// What the procedure is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Whose books they are
    pub organization_id: Uuid,
    /// The checkout to pay
    pub checkout_id: Uuid,
    /// How it is paid
    pub method: Method,
    /// How much; more than zero
    pub amount: Decimal,
    /// The terminal's or the card's reference
    pub reference: Option<String>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("checkout_id", &self.checkout_id);
        object.field("method", &self.method);
        object.field("amount", &self.amount);
        object.optional("reference", &self.reference);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            checkout_id: fields.required("checkout_id"),
            method: fields.required("method"),
            amount: fields.required("amount"),
            reference: fields.optional("reference"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `payment_intent_id`: uuid.
    pub payment_intent_id: Uuid,
    /// `still_due`: decimal.
    pub still_due: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("payment_intent_id", &self.payment_intent_id);
        object.field("still_due", &self.still_due);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            payment_intent_id: fields.required("payment_intent_id"),
            still_due: fields.required("still_due"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CHECKOUT_NOT_FOUND`: no checkout of this organization has the id (start a checkout)
    CheckoutNotFound,
    /// `CHECKOUT_NOT_OPEN`: the checkout is committed or cancelled (start a new checkout)
    CheckoutNotOpen,
    /// `AMOUNT_INVALID`: the amount is not positive or exceeds what is still due (correct the amount)
    AmountInvalid,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CHECKOUT_NOT_FOUND",
            "no checkout of this organization has the id (start a checkout)",
        ),
        (
            "CHECKOUT_NOT_OPEN",
            "the checkout is committed or cancelled (start a new checkout)",
        ),
        (
            "AMOUNT_INVALID",
            "the amount is not positive or exceeds what is still due (correct the amount)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `amount > 0`
#[must_use]
pub fn precondition_1(amount: Option<&Decimal>) -> bool {
    expr::greater(amount, Some(&Decimal::new(0, 0)))
}

/// `still_due >= 0`
#[must_use]
pub fn invariant_1(still_due: Option<&Decimal>) -> bool {
    expr::greater_or_equal(still_due, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.amount)) {
        return Some("amount > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.still_due)) {
        return Some("still_due >= 0");
    }
    None
}

/// `Method` of the spec: one of 4 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// `CARD`.
    Card,
    /// `CASH`.
    Cash,
    /// `GIFTCARD`.
    Giftcard,
    /// `DEPOSIT`.
    Deposit,
}

impl Method {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["CARD", "CASH", "GIFTCARD", "DEPOSIT"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[
        Self::Card,
        Self::Cash,
        Self::Giftcard,
        Self::Deposit,
    ];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Method {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Card),
            Some(1) => Some(Self::Cash),
            Some(2) => Some(Self::Giftcard),
            Some(3) => Some(Self::Deposit),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Card
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.PAYMENT.INTENT.CREATE.v1",
    smart_code: "HERA.SALON.PAYMENT.INTENT.CREATE.v1",
    intent: "Note what a customer is going to pay and how; no money moves.",
    file: "salon/payment/procedures/intent.create.yml",
    sum: "bfef8a1bae59ae2e93d2d69f52b76b1aed220204176215847a860188ac04e699",
    canonical: "{\"checks\":[{\"description\":\"Two intents of half the total leave nothing due\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"start a checkout\",\"code\":\"CHECKOUT_NOT_FOUND\",\"http_status\":404,\"when\":\"no checkout of this organization has the id\"},{\"action\":\"start a new checkout\",\"code\":\"CHECKOUT_NOT_OPEN\",\"http_status\":409,\"when\":\"the checkout is committed or cancelled\"},{\"action\":\"correct the amount\",\"code\":\"AMOUNT_INVALID\",\"http_status\":422,\"when\":\"the amount is not positive or exceeds what is still due\"}],\"example_payload\":{\"amount\":116.0,\"checkout_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c2\",\"method\":\"CARD\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the checkout and see that it is open\"},{\"step\":\"Compare the amount with what is still due\"},{\"step\":\"Write the intent\"}],\"inputs\":{\"optional\":[{\"description\":\"The terminal's or the card's reference\",\"name\":\"reference\",\"type\":\"string\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The checkout to pay\",\"name\":\"checkout_id\",\"type\":\"uuid\"},{\"description\":\"How it is paid\",\"name\":\"method\",\"type\":\"enum[CARD, CASH, GIFTCARD, DEPOSIT]\"},{\"description\":\"How much; more than zero\",\"name\":\"amount\",\"type\":\"decimal\"}]},\"intent\":\"Note what a customer is going to pay and how; no money moves.\\n\",\"invariants\":[\"still_due >= 0\",\"the intents of a checkout never exceed what is due\"],\"observability\":{\"audit_json\":true,\"logs\":[\"payment_intent_created\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"payment_intent_id\":\"uuid\",\"still_due\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"What is going to be paid\",\"slug\":\"payment_intent\"}]},\"permissions\":[\"payment_write\"],\"preconditions\":[\"amount > 0\",\"the checkout exists in the caller's organization and is open\"],\"scope\":{\"in_scope\":[\"One intent for a part or all of what is due\",\"Card, cash, gift card and deposit\"],\"out_of_scope\":[\"Capturing the money\",\"Refunds\"]},\"smart_code\":\"HERA.SALON.PAYMENT.INTENT.CREATE.v1\"}",
};
