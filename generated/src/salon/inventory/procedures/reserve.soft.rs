// Generated from salon/inventory/procedures/reserve.soft.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, External, Fail, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.INV.RESERVE.SOFT.v1`
///
/// Reserve stock of a product for a cart at the inventory service, until the sale or a release.
///
/// Preconditions:
///
/// - `quantity > 0` (enforced)
/// - the inventory knows the product
/// - enough of it is available
///
/// Steps:
///
/// - Send the reservation with the node's idempotency key
/// - The service checks what is available and writes the movement in one transaction
/// - Return the reservation and what is available now
///
/// Invariants:
///
/// - `available_after >= 0` (enforced)
/// - what is reserved by one key is reserved once, however often the key arrives
/// - what is reserved is never more than what was available
pub trait Soft: Send + Sync {
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
    procedures: &'a impl Soft,
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
    /// How many
    pub quantity: Decimal,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("product_id", &self.product_id);
        object.field("quantity", &self.quantity);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            product_id: fields.required("product_id"),
            quantity: fields.required("quantity"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `reservation_id`: uuid.
    pub reservation_id: Uuid,
    /// `available_after`: decimal.
    pub available_after: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("reservation_id", &self.reservation_id);
        object.field("available_after", &self.available_after);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            reservation_id: fields.required("reservation_id"),
            available_after: fields.required("available_after"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `OUT_OF_STOCK`: less is available than is asked for (offer less, or another product)
    OutOfStock,
    /// `PRODUCT_UNKNOWN`: the inventory has never heard of the product (complete the inventory's list)
    ProductUnknown,
    /// `RESERVATION_REFUSED`: the inventory refuses the call as such, as when its key was taken back before it arrived (look at the inventory's log)
    ReservationRefused,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "OUT_OF_STOCK",
            "less is available than is asked for (offer less, or another product)",
        ),
        (
            "PRODUCT_UNKNOWN",
            "the inventory has never heard of the product (complete the inventory's list)",
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

/// `quantity > 0`
#[must_use]
pub fn precondition_1(quantity: Option<&Decimal>) -> bool {
    expr::greater(quantity, Some(&Decimal::new(0, 0)))
}

/// `available_after >= 0`
#[must_use]
pub fn invariant_1(available_after: Option<&Decimal>) -> bool {
    expr::greater_or_equal(available_after, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.quantity)) {
        return Some("quantity > 0");
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
    name: "HERA.SALON.INV.RESERVE.SOFT.v1",
    smart_code: "HERA.SALON.INV.RESERVE.SOFT.v1",
    intent: "Reserve stock of a product for a cart at the inventory service, until the sale or a release.",
    file: "salon/inventory/procedures/reserve.soft.yml",
    sum: "5b3e56969c883f232ea09c377b9629f037d5b84d94acc5070369db3706738eb6",
    canonical: "{\"checks\":[{\"description\":\"The same key twice reserves once\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"offer less, or another product\",\"code\":\"OUT_OF_STOCK\",\"http_status\":409,\"when\":\"less is available than is asked for\"},{\"action\":\"complete the inventory's list\",\"code\":\"PRODUCT_UNKNOWN\",\"http_status\":404,\"when\":\"the inventory has never heard of the product\"},{\"action\":\"look at the inventory's log\",\"code\":\"RESERVATION_REFUSED\",\"http_status\":409,\"when\":\"the inventory refuses the call as such, as when its key was taken back before it arrived\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"product_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"quantity\":2},\"happy_path\":[{\"step\":\"Send the reservation with the node's idempotency key\"},{\"step\":\"The service checks what is available and writes the movement in one transaction\"},{\"step\":\"Return the reservation and what is available now\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose stock it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart that the goods are kept for\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The product\",\"name\":\"product_id\",\"type\":\"uuid\"},{\"description\":\"How many\",\"name\":\"quantity\",\"type\":\"decimal\"}]},\"intent\":\"Reserve stock of a product for a cart at the inventory service, until the sale or a release.\\n\",\"invariants\":[\"available_after >= 0\",\"what is reserved by one key is reserved once, however often the key arrives\",\"what is reserved is never more than what was available\"],\"observability\":{\"audit_json\":true,\"logs\":[\"stock_reserved\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"available_after\":\"decimal\",\"reservation_id\":\"uuid\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_reserve\"],\"preconditions\":[\"quantity > 0\",\"the inventory knows the product\",\"enough of it is available\"],\"scope\":{\"in_scope\":[\"A soft reservation, which lowers what is available and not what is on hand\"],\"out_of_scope\":[\"Taking goods out of stock (the sale does it)\",\"Services and adjustments, which have no stock\"]},\"smart_code\":\"HERA.SALON.INV.RESERVE.SOFT.v1\",\"timeout\":\"3s\"}",
};
