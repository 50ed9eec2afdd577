// Generated from salon/inventory/procedures/reserve.adjust_back.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, External, Fail, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.RESERVE.ADJUST_BACK.v1`
///
/// Bring a reservation back to the previous quantity of its line: the inverse of ADJUST.
///
/// Preconditions:
///
/// - the key names a call of ADJUST
///
/// Steps:
///
/// - Name the key of the adjustment; the service undoes what that key did
///
/// Invariants:
///
/// - an adjustment is taken back at most once, and one that arrives afterwards has no effect
/// - giving back never fails for lack of stock, since the cart had the goods first
pub trait AdjustBack: Send + Sync {
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
    procedures: &'a impl AdjustBack,
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
    /// Whose stock it is
    pub organization_id: Uuid,
    /// The cart that the goods are kept for
    pub cart_id: Uuid,
    /// The product
    pub product_id: Uuid,
    /// The quantity that the line was to get
    pub quantity: Decimal,
    /// The quantity that it had, and has again
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
    /// `undone`: boolean.
    pub undone: bool,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("undone", &self.undone);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            undone: fields.required("undone"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `UNDO_REFUSED`: the inventory refuses the call as such, as when the key belongs to another kind of call (look at the inventory's log)
    UndoRefused,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "UNDO_REFUSED",
            "the inventory refuses the call as such, as when the key belongs to another kind of call (look at the inventory's log)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RESERVE.ADJUST_BACK.v1",
    smart_code: "HERA.SALON.INV.RESERVE.ADJUST_BACK.v1",
    intent: "Bring a reservation back to the previous quantity of its line: the inverse of ADJUST.",
    file: "salon/inventory/procedures/reserve.adjust_back.yml",
    sum: "40b1ef3ce10d6641e3cd8823291059624aa1807c6f437e0eb02e0ea96579e98d",
    canonical: "{\"checks\":[{\"description\":\"As much is reserved as before the adjustment\"}],\"effects\":\"external\",\"errors\":[{\"action\":\"look at the inventory's log\",\"code\":\"UNDO_REFUSED\",\"http_status\":409,\"when\":\"the inventory refuses the call as such, as when the key belongs to another kind of call\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"expected_quantity\":2,\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"product_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"quantity\":3},\"happy_path\":[{\"step\":\"Name the key of the adjustment; the service undoes what that key did\"}],\"idempotency\":\"key\",\"inputs\":{\"required\":[{\"description\":\"Whose stock it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart that the goods are kept for\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The product\",\"name\":\"product_id\",\"type\":\"uuid\"},{\"description\":\"The quantity that the line was to get\",\"name\":\"quantity\",\"type\":\"decimal\"},{\"description\":\"The quantity that it had, and has again\",\"name\":\"expected_quantity\",\"type\":\"decimal\"}]},\"intent\":\"Bring a reservation back to the previous quantity of its line: the inverse of ADJUST.\\n\",\"invariants\":[\"an adjustment is taken back at most once, and one that arrives afterwards has no effect\",\"giving back never fails for lack of stock, since the cart had the goods first\"],\"observability\":{\"audit_json\":true,\"logs\":[\"reservation_adjusted_back\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"undone\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_reserve\"],\"preconditions\":[\"the key names a call of ADJUST\"],\"scope\":{\"in_scope\":[\"Undoing what one call of ADJUST did, named by its key, whether or not it arrived\"],\"out_of_scope\":[\"The line itself (REVERT_LINE brings it back)\"]},\"smart_code\":\"HERA.SALON.INV.RESERVE.ADJUST_BACK.v1\",\"timeout\":\"3s\"}",
};
