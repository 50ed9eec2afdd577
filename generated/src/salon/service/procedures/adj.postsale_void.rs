// Generated from salon/service/procedures/adj.postsale_void.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1`
///
/// Take back a service adjustment: the inverse of ADJ.POSTSALE.
///
/// Preconditions:
///
/// - the adjustment was written by the run that now goes back
///
/// Steps:
///
/// - Load the adjustment
/// - Mark it as void, unless it is already
///
/// Invariants:
///
/// - running it twice changes no more than running it once
/// - a void record keeps its values
pub trait PostsaleVoid: Send + Sync {
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
    procedures: &'a impl PostsaleVoid,
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
    /// The adjustment
    pub adjustment_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("adjustment_id", &self.adjustment_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            adjustment_id: fields.required("adjustment_id"),
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
    /// `RECORD_NOT_FOUND`: the adjustment does not exist (look at the run's journal)
    RecordNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("RECORD_NOT_FOUND", "the adjustment does not exist (look at the run's journal)"),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1",
    smart_code: "HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1",
    intent: "Take back a service adjustment: the inverse of ADJ.POSTSALE.",
    file: "salon/service/procedures/adj.postsale_void.yml",
    sum: "4350e5223022ac22bdaed35aa8a085eec11ca81b3165f23b0c630f7d96e60836",
    canonical: "{\"checks\":[{\"description\":\"The adjustment counts in no total\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look at the run's journal\",\"code\":\"RECORD_NOT_FOUND\",\"http_status\":404,\"when\":\"the adjustment does not exist\"}],\"example_payload\":{\"adjustment_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000d3\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the adjustment\"},{\"step\":\"Mark it as void, unless it is already\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The adjustment\",\"name\":\"adjustment_id\",\"type\":\"uuid\"}]},\"intent\":\"Take back a service adjustment: the inverse of ADJ.POSTSALE.\\n\",\"invariants\":[\"running it twice changes no more than running it once\",\"a void record keeps its values\"],\"observability\":{\"audit_json\":true,\"logs\":[\"service_adjustment_voided\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"voided\":\"boolean\"},\"transactions_emitted\":[]},\"permissions\":[\"return_write\"],\"preconditions\":[\"the adjustment was written by the run that now goes back\"],\"scope\":{\"in_scope\":[\"Marking the adjustment as void, with its effects\"],\"out_of_scope\":[\"Any money that has left the house\"]},\"smart_code\":\"HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1\"}",
};
