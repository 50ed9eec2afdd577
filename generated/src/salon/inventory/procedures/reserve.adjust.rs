// Generated from salon/inventory/procedures/reserve.adjust.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, External, Fail, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.INV.RESERVE.ADJUST.v1`
///
/// Change what is reserved of a product for a cart by the difference between two quantities of a line.
///
/// Preconditions:
///
/// - `quantity > 0 and expected_quantity > 0` (enforced)
/// - the inventory knows the product
/// - where more is wanted, enough of it is available
///
/// Steps:
///
/// - Send both quantities with the node's idempotency key
/// - The service reserves or releases the difference in one transaction
///
/// Invariants:
///
/// - `available_after >= 0` (enforced)
/// - the change is a difference, so that two lines of one product do not disturb each other
/// - what is reserved for a cart is never less than zero
pub trait Adjust: Send + Sync {
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
    procedures: &'a impl Adjust,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::External(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => flow::judged(&SPEC, procedures.call(cx, input), broken),
                Err(refused) => refused,
            }
        }
        _ => flow::no_such_call(&SPEC),
    }
}

/// What the procedure is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Whose stock it is
    pub organization_id: Uuid,
    /// The cart that the goods are kept for
    pub cart_id: Uuid,
    /// The product
    pub product_id: Uuid,
    /// The line's new quantity
    pub quantity: Decimal,
    /// The line's quantity until now
    pub expected_quantity: Decimal,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("product_id", &self.product_id);
        object.field("quantity", &self.quantity);
        object.field("expected_quantity", &self.expected_quantity);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            product_id: fields.required("product_id"),
            quantity: fields.required("quantity"),
            expected_quantity: fields.required("expected_quantity"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `available_after`: decimal.
    pub available_after: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("available_after", &self.available_after);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            available_after: fields.required("available_after"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `OUT_OF_STOCK`: less is available than is asked for in addition (offer less, or another product)
    OutOfStock,
    /// `PRODUCT_UNKNOWN`: the inventory has never heard of the product (complete the inventory's list)
    ProductUnknown,
    /// `NOTHING_RESERVED`: less is reserved for the cart than is to be released (compare the cart with the inventory's log)
    NothingReserved,
    /// `RESERVATION_REFUSED`: the inventory refuses the call as such, as when its key was taken back before it arrived (look at the inventory's log)
    ReservationRefused,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "OUT_OF_STOCK",
            "less is available than is asked for in addition (offer less, or another product)",
        ),
        (
            "PRODUCT_UNKNOWN",
            "the inventory has never heard of the product (complete the inventory's list)",
        ),
        (
            "NOTHING_RESERVED",
            "less is reserved for the cart than is to be released (compare the cart with the inventory's log)",
        ),
        (
            "RESERVATION_REFUSED",
            "the inventory refuses the call as such, as when its key was taken back before it arrived (look at the inventory's log)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `quantity > 0 and expected_quantity > 0`
#[must_use]
pub fn precondition_1(
    quantity: Option<&Decimal>,
    expected_quantity: Option<&Decimal>,
) -> bool {
    expr::greater(quantity, Some(&Decimal::new(0, 0)))
        && expr::greater(expected_quantity, Some(&Decimal::new(0, 0)))
}

/// `available_after >= 0`
#[must_use]
pub fn invariant_1(available_after: Option<&Decimal>) -> bool {
    expr::greater_or_equal(available_after, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.quantity), Some(&input.expected_quantity)) {
        return Some("quantity > 0 and expected_quantity > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.available_after)) {
        return Some("available_after >= 0");
    }
    None
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RESERVE.ADJUST.v1",
    smart_code: "HERA.SALON.INV.RESERVE.ADJUST.v1",
    intent: "Change what is reserved of a product for a cart by the difference between two quantities of a line.",
    file: "salon/inventory/procedures/reserve.adjust.yml",
    sum: "4eb1c7722b19da649796c5299f596a67574d407b58c5dc3351082be6ac175066",
    canonical: "{\"checks\":[{\"description\":\"From two to three reserves one more\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"offer less, or another product\",\"code\":\"OUT_OF_STOCK\",\"http_status\":409,\"when\":\"less is available than is asked for in addition\"},{\"action\":\"complete the inventory's list\",\"code\":\"PRODUCT_UNKNOWN\",\"http_status\":404,\"when\":\"the inventory has never heard of the product\"},{\"action\":\"compare the cart with the inventory's log\",\"code\":\"NOTHING_RESERVED\",\"http_status\":409,\"when\":\"less is reserved for the cart than is to be released\"},{\"action\":\"look at the inventory's log\",\"code\":\"RESERVATION_REFUSED\",\"http_status\":409,\"when\":\"the inventory refuses the call as such, as when its key was taken back before it arrived\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"expected_quantity\":2,\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"product_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"quantity\":3},\"happy_path\":[{\"step\":\"Send both quantities with the node's idempotency key\"},{\"step\":\"The service reserves or releases the difference in one transaction\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose stock it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart that the goods are kept for\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The product\",\"name\":\"product_id\",\"type\":\"uuid\"},{\"description\":\"The line's new quantity\",\"name\":\"quantity\",\"type\":\"decimal\"},{\"description\":\"The line's quantity until now\",\"name\":\"expected_quantity\",\"type\":\"decimal\"}]},\"intent\":\"Change what is reserved of a product for a cart by the difference between two quantities of a line.\\n\",\"invariants\":[\"available_after >= 0\",\"the change is a difference, so that two lines of one product do not disturb each other\",\"what is reserved for a cart is never less than zero\"],\"observability\":{\"audit_json\":true,\"logs\":[\"reservation_adjusted\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"available_after\":\"decimal\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_reserve\"],\"preconditions\":[\"quantity > 0 and expected_quantity > 0\",\"the inventory knows the product\",\"where more is wanted, enough of it is available\"],\"scope\":{\"in_scope\":[\"Reserving more, or releasing a part\"],\"out_of_scope\":[\"The line itself (UPDATE_LINE changes it)\"]},\"smart_code\":\"HERA.SALON.INV.RESERVE.ADJUST.v1\",\"timeout\":\"3s\"}",
};
