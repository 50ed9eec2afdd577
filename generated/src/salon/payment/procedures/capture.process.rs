// Generated from salon/payment/procedures/capture.process.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, External, Fail, Uuid, Value, flow, wire};

/// `HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1`
///
/// Take the money of a payment intent through the gateway, the till or the card's balance.
///
/// Preconditions:
///
/// - the intent exists in the caller's organization and is open
///
/// Steps:
///
/// - Send the capture to the gateway with the node's idempotency key
/// - Return the payment that it confirms
///
/// Invariants:
///
/// - what is captured by one key is captured once, however often the key arrives
/// - the captured amount is the intent's
pub trait Process: Send + Sync {
    /// Acts on another system, with no transaction open. It may be called again with the same
    /// key and input, and then has to have its effect once.
    fn call(
        &self,
        cx: &External,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Process,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::External(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
                Ok(input) => flow::answer(procedures.call(cx, input)),
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
    /// The intent to capture
    pub payment_intent_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("payment_intent_id", &self.payment_intent_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            payment_intent_id: fields.required("payment_intent_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `payment_id`: uuid.
    pub payment_id: Uuid,
    /// `captured_amount`: decimal.
    pub captured_amount: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("payment_id", &self.payment_id);
        object.field("captured_amount", &self.captured_amount);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            payment_id: fields.required("payment_id"),
            captured_amount: fields.required("captured_amount"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `INTENT_NOT_FOUND`: no intent of this organization has the id (create an intent)
    IntentNotFound,
    /// `INTENT_NOT_CAPTURABLE`: the intent is captured or cancelled (look at the checkout's payments)
    IntentNotCapturable,
    /// `PAYMENT_DECLINED`: the gateway or the card's balance says no (ask for another way to pay)
    PaymentDeclined,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "INTENT_NOT_FOUND",
            "no intent of this organization has the id (create an intent)",
        ),
        (
            "INTENT_NOT_CAPTURABLE",
            "the intent is captured or cancelled (look at the checkout's payments)",
        ),
        (
            "PAYMENT_DECLINED",
            "the gateway or the card's balance says no (ask for another way to pay)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1",
    smart_code: "HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1",
    intent: "Take the money of a payment intent through the gateway, the till or the card's balance.",
    file: "salon/payment/procedures/capture.process.yml",
    sum: "4f890c0c97dc5bd1b7ff4db6d2921b47ac7967154a7454f0ba52ad4154eb0865",
    canonical: "{\"checks\":[{\"description\":\"The same key twice captures once\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"create an intent\",\"code\":\"INTENT_NOT_FOUND\",\"http_status\":404,\"when\":\"no intent of this organization has the id\"},{\"action\":\"look at the checkout's payments\",\"code\":\"INTENT_NOT_CAPTURABLE\",\"http_status\":409,\"when\":\"the intent is captured or cancelled\"},{\"action\":\"ask for another way to pay\",\"code\":\"PAYMENT_DECLINED\",\"http_status\":402,\"when\":\"the gateway or the card's balance says no\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"payment_intent_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c3\"},\"happy_path\":[{\"step\":\"Send the capture to the gateway with the node's idempotency key\"},{\"step\":\"Return the payment that it confirms\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The intent to capture\",\"name\":\"payment_intent_id\",\"type\":\"uuid\"}]},\"intent\":\"Take the money of a payment intent through the gateway, the till or the card's balance.\\n\",\"invariants\":[\"what is captured by one key is captured once, however often the key arrives\",\"the captured amount is the intent's\"],\"observability\":{\"audit_json\":true,\"logs\":[\"payment_captured\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"captured_amount\":\"decimal\",\"payment_id\":\"uuid\"},\"transactions_emitted\":[{\"description\":\"The money received\",\"slug\":\"payment_capture\"}]},\"permissions\":[\"payment_capture\"],\"preconditions\":[\"the intent exists in the caller's organization and is open\"],\"scope\":{\"in_scope\":[\"Capturing one intent in full\"],\"out_of_scope\":[\"Creating the intent\",\"Giving money back (a refund is a business case of its own)\"]},\"smart_code\":\"HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1\",\"timeout\":\"10s\"}",
};
