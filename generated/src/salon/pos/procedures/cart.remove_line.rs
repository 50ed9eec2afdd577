// Generated from salon/pos/procedures/cart.remove_line.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.POS.CART.REMOVE_LINE.v1`
///
/// Take back the addition of a line: the inverse of ADD_LINE.
///
/// Preconditions:
///
/// - the line was added by the run that now goes back
///
/// Steps:
///
/// - Load the line
/// - Mark it as removed, unless it is already
///
/// Invariants:
///
/// - running it twice changes no more than running it once
/// - a cart that has been locked since does not keep a line that was never meant to stay
pub trait RemoveLine: Send + Sync {
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
    procedures: &'a impl RemoveLine,
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
    /// Whose cart it is
    pub organization_id: Uuid,
    /// The cart
    pub cart_id: Uuid,
    /// The line that was added
    pub line_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("line_id", &self.line_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            line_id: fields.required("line_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `removed`: boolean.
    pub removed: bool,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("removed", &self.removed);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            removed: fields.required("removed"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `LINE_NOT_FOUND`: the cart never had this line (look at the run's journal)
    LineNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("LINE_NOT_FOUND", "the cart never had this line (look at the run's journal)"),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CART.REMOVE_LINE.v1",
    smart_code: "HERA.SALON.POS.CART.REMOVE_LINE.v1",
    intent: "Take back the addition of a line: the inverse of ADD_LINE.",
    file: "salon/pos/procedures/cart.remove_line.yml",
    sum: "2a4ed18d87cd425826f2bfcb4dc6157287ba1884bc1783d657b66a542ec45270",
    canonical: "{\"checks\":[{\"description\":\"The line counts in no total and its row tells why\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look at the run's journal\",\"code\":\"LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"the cart never had this line\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"line_id\":\"9d0f6a7e-5b1c-4f0a-bb0e-0c9f5e8f1b31\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the line\"},{\"step\":\"Mark it as removed, unless it is already\"}],\"inputs\":{\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The line that was added\",\"name\":\"line_id\",\"type\":\"uuid\"}]},\"intent\":\"Take back the addition of a line: the inverse of ADD_LINE.\\n\",\"invariants\":[\"running it twice changes no more than running it once\",\"a cart that has been locked since does not keep a line that was never meant to stay\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_line_addition_taken_back\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"removed\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"the line was added by the run that now goes back\"],\"scope\":{\"in_scope\":[\"Marking the added line as removed\"],\"out_of_scope\":[\"Releasing stock (the reservation has its own inverse)\",\"Deleting lines for a customer (that is DELETE_LINE)\"]},\"smart_code\":\"HERA.SALON.POS.CART.REMOVE_LINE.v1\"}",
};
