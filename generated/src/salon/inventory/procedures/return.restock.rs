// Generated from salon/inventory/procedures/return.restock.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.RETURN.RESTOCK.v1`
///
/// Put the good products of a return back on the shelf.
///
/// Preconditions:
///
/// - the return exists in the caller's organization
/// - at least one of its lines is good
///
/// Steps:
///
/// - Load the good lines of the return
/// - Write one movement for each
///
/// Invariants:
///
/// - what goes back on the shelf is exactly what came back good
pub trait Restock: Send + Sync {
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
    procedures: &'a impl Restock,
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
    /// The return
    pub return_id: Uuid,
    /// Where to; the place that they were sold from where it is absent
    pub location_id: Option<Uuid>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("return_id", &self.return_id);
        object.optional("location_id", &self.location_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            return_id: fields.required("return_id"),
            location_id: fields.optional("location_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `restock_id`: uuid.
    pub restock_id: Uuid,
    /// `restocked_quantity`: decimal.
    pub restocked_quantity: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("restock_id", &self.restock_id);
        object.field("restocked_quantity", &self.restocked_quantity);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            restock_id: fields.required("restock_id"),
            restocked_quantity: fields.required("restocked_quantity"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `RETURN_NOT_FOUND`: no return of this organization has the id (process the return first)
    ReturnNotFound,
    /// `PRODUCT_NOT_RESTOCKABLE`: a product is expired or no longer sold (write it off instead)
    ProductNotRestockable,
    /// `LOCATION_NOT_FOUND`: the location does not exist or is closed (choose another location)
    LocationNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "RETURN_NOT_FOUND",
            "no return of this organization has the id (process the return first)",
        ),
        (
            "PRODUCT_NOT_RESTOCKABLE",
            "a product is expired or no longer sold (write it off instead)",
        ),
        (
            "LOCATION_NOT_FOUND",
            "the location does not exist or is closed (choose another location)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RETURN.RESTOCK.v1",
    smart_code: "HERA.SALON.INV.RETURN.RESTOCK.v1",
    intent: "Put the good products of a return back on the shelf.",
    file: "salon/inventory/procedures/return.restock.yml",
    sum: "d6c0acf1ac69f22e95e0fbe085e6db3203b1e4db78bfa664ed593d2c0ea51ca8",
    canonical: "{\"checks\":[{\"description\":\"As much is on hand again as before the sale\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"process the return first\",\"code\":\"RETURN_NOT_FOUND\",\"http_status\":404,\"when\":\"no return of this organization has the id\"},{\"action\":\"write it off instead\",\"code\":\"PRODUCT_NOT_RESTOCKABLE\",\"http_status\":422,\"when\":\"a product is expired or no longer sold\"},{\"action\":\"choose another location\",\"code\":\"LOCATION_NOT_FOUND\",\"http_status\":404,\"when\":\"the location does not exist or is closed\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"return_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c6\"},\"happy_path\":[{\"step\":\"Load the good lines of the return\"},{\"step\":\"Write one movement for each\"}],\"inputs\":{\"optional\":[{\"description\":\"Where to; the place that they were sold from where it is absent\",\"name\":\"location_id\",\"type\":\"uuid\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The return\",\"name\":\"return_id\",\"type\":\"uuid\"}]},\"intent\":\"Put the good products of a return back on the shelf.\\n\",\"invariants\":[\"what goes back on the shelf is exactly what came back good\"],\"observability\":{\"audit_json\":true,\"logs\":[\"returned_goods_restocked\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"restock_id\":\"uuid\",\"restocked_quantity\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"The goods that came back\",\"slug\":\"stock_movement\"}]},\"permissions\":[\"inventory_write\"],\"preconditions\":[\"the return exists in the caller's organization\",\"at least one of its lines is good\"],\"scope\":{\"in_scope\":[\"One stock movement per good line of the return\"],\"out_of_scope\":[\"Damaged goods (they are written off)\",\"Inspecting goods\"]},\"smart_code\":\"HERA.SALON.INV.RETURN.RESTOCK.v1\"}",
};
