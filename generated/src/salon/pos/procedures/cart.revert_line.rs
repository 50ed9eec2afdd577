// Generated from salon/pos/procedures/cart.revert_line.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.POS.CART.REVERT_LINE.v1`
///
/// Take back a change of a line: the inverse of UPDATE_LINE, with the values from before.
///
/// Preconditions:
///
/// - the line was updated by the run that now goes back
///
/// Steps:
///
/// - Load the line
/// - Write the previous values
///
/// Invariants:
///
/// - running it twice changes no more than running it once
pub trait RevertLine: Send + Sync {
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
    procedures: &'a impl RevertLine,
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
    /// The line that was updated
    pub line_id: Uuid,
    /// Its quantity before
    pub previous_quantity: Decimal,
    /// Its split before; empty where it had none
    pub previous_staff_split: Vec<PreviousStaffSplit>,
    /// Its remark before; empty where it had none
    pub previous_notes: String,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("line_id", &self.line_id);
        object.field("previous_quantity", &self.previous_quantity);
        object.field("previous_staff_split", &self.previous_staff_split);
        object.field("previous_notes", &self.previous_notes);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            line_id: fields.required("line_id"),
            previous_quantity: fields.required("previous_quantity"),
            previous_staff_split: fields.required("previous_staff_split"),
            previous_notes: fields.required("previous_notes"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `reverted`: boolean.
    pub reverted: bool,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("reverted", &self.reverted);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            reverted: fields.required("reverted"),
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

/// `PreviousStaffSplit` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviousStaffSplit {
    /// `staff_id`.
    pub staff_id: Option<Uuid>,
    /// `pct`.
    pub pct: Option<Decimal>,
}

impl wire::Record for PreviousStaffSplit {
    fn write(&self, object: &mut wire::Object) {
        object.optional("staff_id", &self.staff_id);
        object.optional("pct", &self.pct);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            staff_id: fields.optional("staff_id"),
            pct: fields.optional("pct"),
        }
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CART.REVERT_LINE.v1",
    smart_code: "HERA.SALON.POS.CART.REVERT_LINE.v1",
    intent: "Take back a change of a line: the inverse of UPDATE_LINE, with the values from before.",
    file: "salon/pos/procedures/cart.revert_line.yml",
    sum: "ac839dd19da63ac16cf64c4f878d92b296393e4c8276d8f67aac90552a5acb08",
    canonical: "{\"checks\":[{\"description\":\"The line is as it was before the update\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look at the run's journal\",\"code\":\"LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"the cart never had this line\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"line_id\":\"9d0f6a7e-5b1c-4f0a-bb0e-0c9f5e8f1b31\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"previous_notes\":\"\",\"previous_quantity\":2,\"previous_staff_split\":[]},\"happy_path\":[{\"step\":\"Load the line\"},{\"step\":\"Write the previous values\"}],\"inputs\":{\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The line that was updated\",\"name\":\"line_id\",\"type\":\"uuid\"},{\"description\":\"Its quantity before\",\"name\":\"previous_quantity\",\"type\":\"decimal\"},{\"description\":\"Its split before; empty where it had none\",\"name\":\"previous_staff_split\",\"type\":\"array[{staff_id:uuid, pct:decimal}]\"},{\"description\":\"Its remark before; empty where it had none\",\"name\":\"previous_notes\",\"type\":\"string\"}]},\"intent\":\"Take back a change of a line: the inverse of UPDATE_LINE, with the values from before.\\n\",\"invariants\":[\"running it twice changes no more than running it once\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_line_update_taken_back\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"reverted\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"the line was updated by the run that now goes back\"],\"scope\":{\"in_scope\":[\"Quantity, staff split and notes as they were before the update\"],\"out_of_scope\":[\"The reservation of stock (it has its own inverse)\"]},\"smart_code\":\"HERA.SALON.POS.CART.REVERT_LINE.v1\"}",
};
