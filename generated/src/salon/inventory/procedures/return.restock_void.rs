// Generated from salon/inventory/procedures/return.restock_void.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.RETURN.RESTOCK_VOID.v1`
///
/// Take back the restocking of a return: the inverse of RETURN.RESTOCK.
///
/// Preconditions:
///
/// - the restocking was written by the run that now goes back
///
/// Steps:
///
/// - Load the restocking
/// - Mark it as void, unless it is already
///
/// Invariants:
///
/// - running it twice changes no more than running it once
/// - a void record keeps its values
pub trait RestockVoid: Send + Sync {
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
    procedures: &'a impl RestockVoid,
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
    /// The restocking
    pub restock_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("restock_id", &self.restock_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            restock_id: fields.required("restock_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `voided`: boolean.
    pub voided: bool,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("voided", &self.voided);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            voided: fields.required("voided"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `RECORD_NOT_FOUND`: the restocking does not exist (look at the run's journal)
    RecordNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("RECORD_NOT_FOUND", "the restocking does not exist (look at the run's journal)"),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RETURN.RESTOCK_VOID.v1",
    smart_code: "HERA.SALON.INV.RETURN.RESTOCK_VOID.v1",
    intent: "Take back the restocking of a return: the inverse of RETURN.RESTOCK.",
    file: "salon/inventory/procedures/return.restock_void.yml",
    sum: "9d4b5b556be0e0f8730b6d699988c6c0311990efe1c9dc745f7848827745e5fb",
    canonical: "{\"checks\":[{\"description\":\"The restocking counts in no total\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look at the run's journal\",\"code\":\"RECORD_NOT_FOUND\",\"http_status\":404,\"when\":\"the restocking does not exist\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"restock_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000d1\"},\"happy_path\":[{\"step\":\"Load the restocking\"},{\"step\":\"Mark it as void, unless it is already\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The restocking\",\"name\":\"restock_id\",\"type\":\"uuid\"}]},\"intent\":\"Take back the restocking of a return: the inverse of RETURN.RESTOCK.\\n\",\"invariants\":[\"running it twice changes no more than running it once\",\"a void record keeps its values\"],\"observability\":{\"audit_json\":true,\"logs\":[\"restocking_voided\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"voided\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_write\"],\"preconditions\":[\"the restocking was written by the run that now goes back\"],\"scope\":{\"in_scope\":[\"Marking the restocking as void, with its effects\"],\"out_of_scope\":[\"Any money that has left the house\"]},\"smart_code\":\"HERA.SALON.INV.RETURN.RESTOCK_VOID.v1\"}",
};
