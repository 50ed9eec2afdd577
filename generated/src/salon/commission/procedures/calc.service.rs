// Generated from salon/commission/procedures/calc.service.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.COMMISSION.CALC.SERVICE.v1`
///
/// Work out what each member of staff earns from the services of a sale.
///
/// Preconditions:
///
/// - the sale stands in this transaction
/// - each service line has a split that sums to 100
///
/// Steps:
///
/// - Load the service lines and their splits
/// - Apply each one's rate
/// - Share rounding differences, largest share first
/// - Write the commissions
///
/// Invariants:
///
/// - the shares of a line sum to its commission, to the penny
pub trait Service: Send + Sync {
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
    procedures: &'a impl Service,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
                Ok(input) => flow::answer(procedures.persist(cx, input)),
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
    /// Whether discounts lower the commission
    pub commission_base: CommissionBase,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("sale_id", &self.sale_id);
        object.field("commission_base", &self.commission_base);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            sale_id: fields.required("sale_id"),
            commission_base: fields.required("commission_base"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `commission_total`: decimal.
    pub commission_total: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("commission_total", &self.commission_total);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            commission_total: fields.required("commission_total"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `SALE_NOT_FOUND`: no sale of this organization has the id (commit the sale first)
    SaleNotFound,
    /// `COMMISSION_RATE_MISSING`: somebody on a split has no rate (complete the staff's data)
    CommissionRateMissing,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "SALE_NOT_FOUND",
            "no sale of this organization has the id (commit the sale first)",
        ),
        (
            "COMMISSION_RATE_MISSING",
            "somebody on a split has no rate (complete the staff's data)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `CommissionBase` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CommissionBase {
    /// `BEFORE_DISCOUNT`.
    BeforeDiscount,
    /// `AFTER_DISCOUNT`.
    AfterDiscount,
}

impl CommissionBase {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["BEFORE_DISCOUNT", "AFTER_DISCOUNT"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::BeforeDiscount, Self::AfterDiscount];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for CommissionBase {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::BeforeDiscount),
            Some(1) => Some(Self::AfterDiscount),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::BeforeDiscount
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.COMMISSION.CALC.SERVICE.v1",
    smart_code: "HERA.SALON.COMMISSION.CALC.SERVICE.v1",
    intent: "Work out what each member of staff earns from the services of a sale.",
    file: "salon/commission/procedures/calc.service.yml",
    sum: "ae8153717214ea19c874d9745412353a2ef4c5cf21db45fd495ce6a913692031",
    canonical: "{\"checks\":[{\"description\":\"A sale of products alone earns nothing\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"commit the sale first\",\"code\":\"SALE_NOT_FOUND\",\"http_status\":404,\"when\":\"no sale of this organization has the id\"},{\"action\":\"complete the staff's data\",\"code\":\"COMMISSION_RATE_MISSING\",\"http_status\":422,\"when\":\"somebody on a split has no rate\"}],\"example_payload\":{\"commission_base\":\"AFTER_DISCOUNT\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\"},\"happy_path\":[{\"step\":\"Load the service lines and their splits\"},{\"step\":\"Apply each one's rate\"},{\"step\":\"Share rounding differences, largest share first\"},{\"step\":\"Write the commissions\"}],\"inputs\":{\"optional\":[{\"default\":\"AFTER_DISCOUNT\",\"description\":\"Whether discounts lower the commission\",\"name\":\"commission_base\",\"type\":\"enum[BEFORE_DISCOUNT, AFTER_DISCOUNT]\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The sale\",\"name\":\"sale_id\",\"type\":\"uuid\"}]},\"intent\":\"Work out what each member of staff earns from the services of a sale.\\n\",\"invariants\":[\"the shares of a line sum to its commission, to the penny\"],\"observability\":{\"audit_json\":true,\"logs\":[\"commission_calculated\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"commission_total\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"What each one earns\",\"slug\":\"commission\"}]},\"permissions\":[\"commission_write\"],\"preconditions\":[\"the sale stands in this transaction\",\"each service line has a split that sums to 100\"],\"scope\":{\"in_scope\":[\"Commission on service lines by the staff split and each one's rate\"],\"out_of_scope\":[\"Paying commissions out\",\"Commission on products\"]},\"smart_code\":\"HERA.SALON.COMMISSION.CALC.SERVICE.v1\"}",
};
