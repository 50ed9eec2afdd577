// Generated from salon/payment/procedures/refund.process.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, External, Fail, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`
///
/// Give money back the way it was paid.
///
/// Preconditions:
///
/// - `amount > 0` (enforced)
/// - the payment exists in the caller's organization and was captured
///
/// Steps:
///
/// - Send the refund to the gateway with the node's idempotency key
/// - Return the refund that it confirms
///
/// Invariants:
///
/// - what is refunded by one key is refunded once, however often the key arrives
/// - no more is refunded than was captured
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
            match flow::given(&SPEC, input, unmet) {
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
    /// The payment to refund
    pub payment_id: Uuid,
    /// How much; more than zero
    pub amount: Decimal,
    /// Why
    pub reason: String,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("payment_id", &self.payment_id);
        object.field("amount", &self.amount);
        object.field("reason", &self.reason);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            payment_id: fields.required("payment_id"),
            amount: fields.required("amount"),
            reason: fields.required("reason"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `refund_id`: uuid.
    pub refund_id: Uuid,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("refund_id", &self.refund_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            refund_id: fields.required("refund_id"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `PAYMENT_NOT_FOUND`: no payment of this organization has the id (correct the payment)
    PaymentNotFound,
    /// `REFUND_AMOUNT_EXCEEDED`: more would be refunded than was captured and is left (lower the amount)
    RefundAmountExceeded,
    /// `REFUND_DECLINED`: the gateway says no (ask for another way to give it back)
    RefundDeclined,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "PAYMENT_NOT_FOUND",
            "no payment of this organization has the id (correct the payment)",
        ),
        (
            "REFUND_AMOUNT_EXCEEDED",
            "more would be refunded than was captured and is left (lower the amount)",
        ),
        ("REFUND_DECLINED", "the gateway says no (ask for another way to give it back)"),
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

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.amount)) {
        return Some("amount > 0");
    }
    None
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.PAYMENT.REFUND.PROCESS.v1",
    smart_code: "HERA.SALON.PAYMENT.REFUND.PROCESS.v1",
    intent: "Give money back the way it was paid.",
    file: "salon/payment/procedures/refund.process.yml",
    sum: "7aa3b3ea58f965690d1faa3fbac36ea2d366c80f83b7cf1ca23a165303b0b54d",
    canonical: "{\"checks\":[{\"description\":\"The same key twice refunds once\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"correct the payment\",\"code\":\"PAYMENT_NOT_FOUND\",\"http_status\":404,\"when\":\"no payment of this organization has the id\"},{\"action\":\"lower the amount\",\"code\":\"REFUND_AMOUNT_EXCEEDED\",\"http_status\":409,\"when\":\"more would be refunded than was captured and is left\"},{\"action\":\"ask for another way to give it back\",\"code\":\"REFUND_DECLINED\",\"http_status\":402,\"when\":\"the gateway says no\"}],\"example_payload\":{\"amount\":12.5,\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"payment_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c7\",\"reason\":\"wrong shade\"},\"happy_path\":[{\"step\":\"Send the refund to the gateway with the node's idempotency key\"},{\"step\":\"Return the refund that it confirms\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The payment to refund\",\"name\":\"payment_id\",\"type\":\"uuid\"},{\"description\":\"How much; more than zero\",\"name\":\"amount\",\"type\":\"decimal\"},{\"description\":\"Why\",\"name\":\"reason\",\"type\":\"string\"}]},\"intent\":\"Give money back the way it was paid.\\n\",\"invariants\":[\"what is refunded by one key is refunded once, however often the key arrives\",\"no more is refunded than was captured\"],\"observability\":{\"audit_json\":true,\"logs\":[\"payment_refunded\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"refund_id\":\"uuid\"},\"transactions_emitted\":[{\"description\":\"The money that left\",\"slug\":\"refund\"}]},\"permissions\":[\"payment_refund\"],\"preconditions\":[\"amount > 0\",\"the payment exists in the caller's organization and was captured\"],\"scope\":{\"in_scope\":[\"Part or all of one payment, by card, cash or gift card\"],\"out_of_scope\":[\"Deciding what is to be refunded\",\"The journal (the next step posts it)\"]},\"smart_code\":\"HERA.SALON.PAYMENT.REFUND.PROCESS.v1\",\"timeout\":\"10s\"}",
};
