// Generated from salon/inventory/procedures/return.damaged_void.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.RETURN.DAMAGED_VOID.v1`
///
/// Take back the write-off of damaged goods: the inverse of RETURN.DAMAGED.
///
/// Preconditions:
///
/// - the write-off was written by the run that now goes back
///
/// Steps:
///
/// - Load the write-off
/// - Mark it as void, unless it is already
///
/// Invariants:
///
/// - running it twice changes no more than running it once
/// - a void record keeps its values
pub trait DamagedVoid: Send + Sync {
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
    procedures: &'a impl DamagedVoid,
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
    /// The write-off
    pub write_off_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("write_off_id", &self.write_off_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            write_off_id: fields.required("write_off_id"),
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
    /// `RECORD_NOT_FOUND`: the write-off does not exist (look at the run's journal)
    RecordNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("RECORD_NOT_FOUND", "the write-off does not exist (look at the run's journal)"),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RETURN.DAMAGED_VOID.v1",
    smart_code: "HERA.SALON.INV.RETURN.DAMAGED_VOID.v1",
    intent: "Take back the write-off of damaged goods: the inverse of RETURN.DAMAGED.",
    file: "salon/inventory/procedures/return.damaged_void.yml",
    sum: "0f5e128211041a0086793201d4c543063786390741703b9b483ece3931fdf335",
    canonical: "{\"checks\":[{\"description\":\"The write-off counts in no total\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look at the run's journal\",\"code\":\"RECORD_NOT_FOUND\",\"http_status\":404,\"when\":\"the write-off does not exist\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"write_off_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000d2\"},\"happy_path\":[{\"step\":\"Load the write-off\"},{\"step\":\"Mark it as void, unless it is already\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The write-off\",\"name\":\"write_off_id\",\"type\":\"uuid\"}]},\"intent\":\"Take back the write-off of damaged goods: the inverse of RETURN.DAMAGED.\\n\",\"invariants\":[\"running it twice changes no more than running it once\",\"a void record keeps its values\"],\"observability\":{\"audit_json\":true,\"logs\":[\"write_off_voided\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"voided\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"inventory_write\"],\"preconditions\":[\"the write-off was written by the run that now goes back\"],\"scope\":{\"in_scope\":[\"Marking the write-off as void, with its effects\"],\"out_of_scope\":[\"Any money that has left the house\"]},\"smart_code\":\"HERA.SALON.INV.RETURN.DAMAGED_VOID.v1\"}",
};
