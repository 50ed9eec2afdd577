// Generated from salon/pos/procedures/sale.commit.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.POS.SALE.COMMIT.v1`
///
/// Turn a paid checkout into a sale and close its cart.
///
/// Preconditions:
///
/// - the checkout exists in the caller's organization and is open
/// - its captured payments sum to what is due
///
/// Steps:
///
/// - Load the checkout and its captured payments
/// - Compare them with what is due
/// - Write the sale with its lines
/// - Close cart and checkout
///
/// Invariants:
///
/// - the payments sum to the sale's total, to the penny
/// - a checkout becomes one sale at most
/// - the lines of a sale never change
pub trait Commit: Send + Sync {
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
    procedures: &'a impl Commit,
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
    /// The checkout to commit
    pub checkout_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("checkout_id", &self.checkout_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            checkout_id: fields.required("checkout_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `sale_id`: uuid.
    pub sale_id: Uuid,
    /// `sale_total`: decimal.
    pub sale_total: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("sale_id", &self.sale_id);
        object.field("sale_total", &self.sale_total);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            sale_id: fields.required("sale_id"),
            sale_total: fields.required("sale_total"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CHECKOUT_NOT_FOUND`: no checkout of this organization has the id (start a checkout)
    CheckoutNotFound,
    /// `CHECKOUT_NOT_OPEN`: the checkout is committed or cancelled (look at the sale that it became)
    CheckoutNotOpen,
    /// `PAYMENT_TOTAL_MISMATCH`: the captured payments do not sum to what is due (capture what is missing)
    PaymentTotalMismatch,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CHECKOUT_NOT_FOUND",
            "no checkout of this organization has the id (start a checkout)",
        ),
        (
            "CHECKOUT_NOT_OPEN",
            "the checkout is committed or cancelled (look at the sale that it became)",
        ),
        (
            "PAYMENT_TOTAL_MISMATCH",
            "the captured payments do not sum to what is due (capture what is missing)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.SALE.COMMIT.v1",
    smart_code: "HERA.SALON.POS.SALE.COMMIT.v1",
    intent: "Turn a paid checkout into a sale and close its cart.",
    file: "salon/pos/procedures/sale.commit.yml",
    sum: "1ab45684e15d7dce10b128b4247cb15ce1d2a10d467edcbedace61181cd31182",
    canonical: "{\"checks\":[{\"description\":\"Each line of the cart is on the sale\"},{\"description\":\"A second commit of the same checkout is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"start a checkout\",\"code\":\"CHECKOUT_NOT_FOUND\",\"http_status\":404,\"when\":\"no checkout of this organization has the id\"},{\"action\":\"look at the sale that it became\",\"code\":\"CHECKOUT_NOT_OPEN\",\"http_status\":409,\"when\":\"the checkout is committed or cancelled\"},{\"action\":\"capture what is missing\",\"code\":\"PAYMENT_TOTAL_MISMATCH\",\"http_status\":409,\"when\":\"the captured payments do not sum to what is due\"}],\"example_payload\":{\"checkout_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c2\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the checkout and its captured payments\"},{\"step\":\"Compare them with what is due\"},{\"step\":\"Write the sale with its lines\"},{\"step\":\"Close cart and checkout\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The checkout to commit\",\"name\":\"checkout_id\",\"type\":\"uuid\"}]},\"intent\":\"Turn a paid checkout into a sale and close its cart.\\n\",\"invariants\":[\"the payments sum to the sale's total, to the penny\",\"a checkout becomes one sale at most\",\"the lines of a sale never change\"],\"observability\":{\"audit_json\":true,\"logs\":[\"sale_committed\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"sale_id\":\"uuid\",\"sale_total\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"The sale with its lines\",\"slug\":\"sale\"}]},\"permissions\":[\"sale_commit\"],\"preconditions\":[\"the checkout exists in the caller's organization and is open\",\"its captured payments sum to what is due\"],\"scope\":{\"in_scope\":[\"The sale with a copy of each line of the cart\",\"Closing cart and checkout\"],\"out_of_scope\":[\"Stock, commission and journal (the next steps of the same transaction)\",\"Receipts\"]},\"smart_code\":\"HERA.SALON.POS.SALE.COMMIT.v1\"}",
};
