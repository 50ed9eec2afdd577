// Generated from salon/inventory/procedures/reserve.release.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, External, Fail, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.INV.RESERVE.RELEASE.v1`
///
/// Release stock that is reserved for a cart: as a step of its own, or to take a reservation back.
///
/// Preconditions:
///
/// - `quantity > 0` (enforced)
/// - as a step of its own, at least the quantity is reserved for the cart
///
/// Steps:
///
/// - As a compensation, name the key of the reservation; the service undoes what that key did
/// - As a step, send cart, product and quantity; the service releases that much
///
/// Invariants:
///
/// - what is reserved for a cart is never less than zero
/// - a reservation is taken back at most once, and one that arrives after its release has no effect
pub trait Release: Send + Sync {
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
    procedures: &'a impl Release,
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
    /// Whose stock it is
    pub organization_id: Uuid,
    /// The cart that the goods were kept for
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
    /// `released`: decimal.
    pub released: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("released", &self.released);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            released: fields.required("released"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `PRODUCT_UNKNOWN`: the inventory has never heard of the product (complete the inventory's list)
    ProductUnknown,
    /// `NOTHING_RESERVED`: less is reserved for the cart than is to be released (compare the cart with the inventory's log)
    NothingReserved,
    /// `RELEASE_REFUSED`: the inventory refuses the call as such, as when its key was used for something else (look at the inventory's log)
    ReleaseRefused,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "PRODUCT_UNKNOWN",
            "the inventory has never heard of the product (complete the inventory's list)",
        ),
        (
            "NOTHING_RESERVED",
            "less is reserved for the cart than is to be released (compare the cart with the inventory's log)",
        ),
        (
            "RELEASE_REFUSED",
            "the inventory refuses the call as such, as when its key was used for something else (look at the inventory's log)",
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

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.quantity)) {
        return Some("quantity > 0");
    }
    None
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RESERVE.RELEASE.v1",
    smart_code: "HERA.SALON.INV.RESERVE.RELEASE.v1",
    intent: "Release stock that is reserved for a cart: as a step of its own, or to take a reservation back.",
    file: "salon/inventory/procedures/reserve.release.yml",
    sum: "9f0983f2043526bebb5b0c8e417338268765affd73233fb1aeb772b5774529ab",
    canonical: "{\"checks\":[{\"description\":\"After a reservation and its release as much is available as before\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"complete the inventory's list\",\"code\":\"PRODUCT_UNKNOWN\",\"http_status\":404,\"when\":\"the inventory has never heard of the product\"},{\"action\":\"compare the cart with the inventory's log\",\"code\":\"NOTHING_RESERVED\",\"http_status\":409,\"when\":\"less is reserved for the cart than is to be released\"},{\"action\":\"look at the inventory's log\",\"code\":\"RELEASE_REFUSED\",\"http_status\":409,\"when\":\"the inventory refuses the call as such, as when its key was used for something else\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"product_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"quantity\":2},\"happy_path\":[{\"step\":\"As a compensation, name the key of the reservation; the service undoes what that key did\"},{\"step\":\"As a step, send cart, product and quantity; the service releases that much\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose stock it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart that the goods were kept for\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The product\",\"name\":\"product_id\",\"type\":\"uuid\"},{\"description\":\"How many\",\"name\":\"quantity\",\"type\":\"decimal\"}]},\"intent\":\"Release stock that is reserved for a cart: as a step of its own, or to take a reservation back.\\n\",\"invariants\":[\"what is reserved for a cart is never less than zero\",\"a reservation is taken back at most once, and one that arrives after its release has no effect\"],\"observability\":{\"audit_json\":true,\"logs\":[\"reservation_released\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"released\":\"decimal\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_reserve\"],\"preconditions\":[\"quantity > 0\",\"as a step of its own, at least the quantity is reserved for the cart\"],\"scope\":{\"in_scope\":[\"Releasing a quantity of a product, as when a line is deleted\",\"Taking back one reservation, named by the key of its call, which may or may not have arrived\"],\"out_of_scope\":[\"The line itself\"]},\"smart_code\":\"HERA.SALON.INV.RESERVE.RELEASE.v1\",\"timeout\":\"3s\"}",
};
