// Generated from salon/service/procedures/adj.postsale.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.SVC.ADJ.POSTSALE.v1`
///
/// Lower the price of a service after the sale, for its quality or as a goodwill.
///
/// Preconditions:
///
/// - `adjustment_amount > 0` (enforced)
/// - the sale exists in the caller's organization
/// - the line is a service of this sale
///
/// Steps:
///
/// - Load the sale and the service line
/// - Compare the amount with what was paid and given back before
/// - Write the adjustment
///
/// Invariants:
///
/// - `amount <= adjustment_amount` (enforced)
/// - no more is given back than was paid for the service
pub trait Postsale: Send + Sync {
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
    procedures: &'a impl Postsale,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => {
                    let given = Input::clone(&input);
                    flow::judged(
                        &SPEC,
                        procedures.persist(cx, input),
                        move |output| broken(&given, output),
                    )
                }
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
    /// The sale
    pub sale_id: Uuid,
    /// The service on it
    pub sale_line_id: Uuid,
    /// How much to give back; more than zero
    pub adjustment_amount: Decimal,
    /// Why
    pub reason: String,
    /// The manager who agreed, above the limit of the caller
    pub approved_by: Option<Uuid>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("sale_id", &self.sale_id);
        object.field("sale_line_id", &self.sale_line_id);
        object.field("adjustment_amount", &self.adjustment_amount);
        object.field("reason", &self.reason);
        object.optional("approved_by", &self.approved_by);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            sale_id: fields.required("sale_id"),
            sale_line_id: fields.required("sale_line_id"),
            adjustment_amount: fields.required("adjustment_amount"),
            reason: fields.required("reason"),
            approved_by: fields.optional("approved_by"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `adjustment_id`: uuid.
    pub adjustment_id: Uuid,
    /// `source_transaction_id`: uuid.
    pub source_transaction_id: Uuid,
    /// `source_type`: enum[RETURN, ADJUSTMENT].
    pub source_type: SourceType,
    /// `payment_id`: uuid.
    pub payment_id: Uuid,
    /// `amount`: decimal.
    pub amount: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("adjustment_id", &self.adjustment_id);
        object.field("source_transaction_id", &self.source_transaction_id);
        object.field("source_type", &self.source_type);
        object.field("payment_id", &self.payment_id);
        object.field("amount", &self.amount);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            adjustment_id: fields.required("adjustment_id"),
            source_transaction_id: fields.required("source_transaction_id"),
            source_type: fields.required("source_type"),
            payment_id: fields.required("payment_id"),
            amount: fields.required("amount"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `SALE_NOT_FOUND`: no sale of this organization has the id (ask for the receipt)
    SaleNotFound,
    /// `SERVICE_LINE_NOT_FOUND`: the line is not on this sale or is no service (correct the line)
    ServiceLineNotFound,
    /// `ADJUSTMENT_EXCEEDED`: more would be given back than was paid (lower the amount)
    AdjustmentExceeded,
    /// `APPROVAL_REQUIRED`: the amount is above the caller's limit and nobody has agreed (ask a manager)
    ApprovalRequired,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "SALE_NOT_FOUND",
            "no sale of this organization has the id (ask for the receipt)",
        ),
        (
            "SERVICE_LINE_NOT_FOUND",
            "the line is not on this sale or is no service (correct the line)",
        ),
        (
            "ADJUSTMENT_EXCEEDED",
            "more would be given back than was paid (lower the amount)",
        ),
        (
            "APPROVAL_REQUIRED",
            "the amount is above the caller's limit and nobody has agreed (ask a manager)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `adjustment_amount > 0`
#[must_use]
pub fn precondition_1(adjustment_amount: Option<&Decimal>) -> bool {
    expr::greater(adjustment_amount, Some(&Decimal::new(0, 0)))
}

/// `amount <= adjustment_amount`
#[must_use]
pub fn invariant_1(
    amount: Option<&Decimal>,
    adjustment_amount: Option<&Decimal>,
) -> bool {
    expr::less_or_equal(amount, adjustment_amount)
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.adjustment_amount)) {
        return Some("adjustment_amount > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.amount), Some(&input.adjustment_amount)) {
        return Some("amount <= adjustment_amount");
    }
    None
}

/// `SourceType` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SourceType {
    /// `RETURN`.
    Return,
    /// `ADJUSTMENT`.
    Adjustment,
}

impl SourceType {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["RETURN", "ADJUSTMENT"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::Return, Self::Adjustment];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for SourceType {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Return),
            Some(1) => Some(Self::Adjustment),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Return
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.SVC.ADJ.POSTSALE.v1",
    smart_code: "HERA.SALON.SVC.ADJ.POSTSALE.v1",
    intent: "Lower the price of a service after the sale, for its quality or as a goodwill.",
    file: "salon/service/procedures/adj.postsale.yml",
    sum: "5692b1e4952233260d8d0cd6a911782a23caa828fe1987142f4a78c880c17573",
    canonical: "{\"checks\":[{\"description\":\"A service cannot cost less than nothing\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for the receipt\",\"code\":\"SALE_NOT_FOUND\",\"http_status\":404,\"when\":\"no sale of this organization has the id\"},{\"action\":\"correct the line\",\"code\":\"SERVICE_LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"the line is not on this sale or is no service\"},{\"action\":\"lower the amount\",\"code\":\"ADJUSTMENT_EXCEEDED\",\"http_status\":422,\"when\":\"more would be given back than was paid\"},{\"action\":\"ask a manager\",\"code\":\"APPROVAL_REQUIRED\",\"http_status\":403,\"when\":\"the amount is above the caller's limit and nobody has agreed\"}],\"example_payload\":{\"adjustment_amount\":15.0,\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"reason\":\"colour came out too dark\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\",\"sale_line_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c5\"},\"happy_path\":[{\"step\":\"Load the sale and the service line\"},{\"step\":\"Compare the amount with what was paid and given back before\"},{\"step\":\"Write the adjustment\"}],\"inputs\":{\"optional\":[{\"description\":\"The manager who agreed, above the limit of the caller\",\"name\":\"approved_by\",\"type\":\"uuid\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The sale\",\"name\":\"sale_id\",\"type\":\"uuid\"},{\"description\":\"The service on it\",\"name\":\"sale_line_id\",\"type\":\"uuid\"},{\"description\":\"How much to give back; more than zero\",\"name\":\"adjustment_amount\",\"type\":\"decimal\"},{\"description\":\"Why\",\"name\":\"reason\",\"type\":\"string\"}]},\"intent\":\"Lower the price of a service after the sale, for its quality or as a goodwill.\\n\",\"invariants\":[\"amount <= adjustment_amount\",\"no more is given back than was paid for the service\"],\"observability\":{\"audit_json\":true,\"logs\":[\"service_adjusted\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"adjustment_id\":\"uuid\",\"amount\":\"decimal\",\"payment_id\":\"uuid\",\"source_transaction_id\":\"uuid\",\"source_type\":\"enum[RETURN, ADJUSTMENT]\"},\"transactions_emitted\":[{\"description\":\"What is given back\",\"slug\":\"service_adjustment\"}]},\"permissions\":[\"return_write\"],\"preconditions\":[\"adjustment_amount > 0\",\"the sale exists in the caller's organization\",\"the line is a service of this sale\"],\"scope\":{\"in_scope\":[\"One service line of one sale\",\"An amount to give back\"],\"out_of_scope\":[\"Products (they are returned)\",\"Raising a price\"]},\"smart_code\":\"HERA.SALON.SVC.ADJ.POSTSALE.v1\"}",
};
