// Generated from salon/pos/procedures/checkout.start.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.POS.CHECKOUT.START.v1`
///
/// Lock a priced cart and open a checkout with its totals frozen.
///
/// Preconditions:
///
/// - the cart exists in the caller's organization and is open
/// - the cart has at least one line and is priced
///
/// Steps:
///
/// - Load the cart and see that it is open and priced
/// - Lock the cart
/// - Write the checkout with the total of the cart
///
/// Invariants:
///
/// - a cart is in one checkout at most
/// - the frozen total never changes
pub trait Start: Send + Sync {
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
    procedures: &'a impl Start,
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
    /// The cart to pay
    pub cart_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `checkout_id`: uuid.
    pub checkout_id: Uuid,
    /// `total_due`: decimal.
    pub total_due: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("checkout_id", &self.checkout_id);
        object.field("total_due", &self.total_due);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            checkout_id: fields.required("checkout_id"),
            total_due: fields.required("total_due"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CART_NOT_FOUND`: no cart of this organization has the id (ask for another cart)
    CartNotFound,
    /// `CART_NOT_ACTIVE`: the cart is locked, closed or cancelled (go on with the checkout that locked it)
    CartNotActive,
    /// `CART_EMPTY`: no line stands on the cart (add a line first)
    CartEmpty,
    /// `CART_NOT_PRICED`: a line has changed since the last reprice (reprice the cart)
    CartNotPriced,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CART_NOT_FOUND",
            "no cart of this organization has the id (ask for another cart)",
        ),
        (
            "CART_NOT_ACTIVE",
            "the cart is locked, closed or cancelled (go on with the checkout that locked it)",
        ),
        ("CART_EMPTY", "no line stands on the cart (add a line first)"),
        (
            "CART_NOT_PRICED",
            "a line has changed since the last reprice (reprice the cart)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CHECKOUT.START.v1",
    smart_code: "HERA.SALON.POS.CHECKOUT.START.v1",
    intent: "Lock a priced cart and open a checkout with its totals frozen.",
    file: "salon/pos/procedures/checkout.start.yml",
    sum: "7a63d67d097498008eff9e007692a2440623697024dcdb4aec3a0e888a1a5bc1",
    canonical: "{\"checks\":[{\"description\":\"A locked cart takes no further line\"},{\"description\":\"A second start on the same cart is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another cart\",\"code\":\"CART_NOT_FOUND\",\"http_status\":404,\"when\":\"no cart of this organization has the id\"},{\"action\":\"go on with the checkout that locked it\",\"code\":\"CART_NOT_ACTIVE\",\"http_status\":409,\"when\":\"the cart is locked, closed or cancelled\"},{\"action\":\"add a line first\",\"code\":\"CART_EMPTY\",\"http_status\":422,\"when\":\"no line stands on the cart\"},{\"action\":\"reprice the cart\",\"code\":\"CART_NOT_PRICED\",\"http_status\":409,\"when\":\"a line has changed since the last reprice\"}],\"example_payload\":{\"cart_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the cart and see that it is open and priced\"},{\"step\":\"Lock the cart\"},{\"step\":\"Write the checkout with the total of the cart\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart to pay\",\"name\":\"cart_id\",\"type\":\"uuid\"}]},\"intent\":\"Lock a priced cart and open a checkout with its totals frozen.\\n\",\"invariants\":[\"a cart is in one checkout at most\",\"the frozen total never changes\"],\"observability\":{\"audit_json\":true,\"logs\":[\"checkout_started\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"checkout_id\":\"uuid\",\"total_due\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"The checkout with the frozen total\",\"slug\":\"checkout\"}]},\"permissions\":[\"checkout_write\"],\"preconditions\":[\"the cart exists in the caller's organization and is open\",\"the cart has at least one line and is priced\"],\"scope\":{\"in_scope\":[\"Locking the cart against further lines\",\"The frozen total that the payments have to reach\"],\"out_of_scope\":[\"Payments\",\"The sale, its stock and its journal (commit does them)\"]},\"smart_code\":\"HERA.SALON.POS.CHECKOUT.START.v1\"}",
};
