// Generated from fifth.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.WIRE.FIFTH.v1`
///
/// Undo it.
///
/// Steps:
///
/// - go
pub trait Fifth: Send + Sync {
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
    procedures: &'a impl Fifth,
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
    /// `organization_id`: uuid.
    pub organization_id: Uuid,
    /// `cents`: integer.
    pub cents: i64,
    /// `back`: integer.
    pub back: i64,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cents", &self.cents);
        object.field("back", &self.back);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cents: fields.required("cents"),
            back: fields.required("back"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {}

impl wire::Record for Output {
    fn write(&self, _object: &mut wire::Object) {}

    fn read(_fields: &mut wire::Fields<'_>) -> Self {
        Self {}
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `UNKNOWN_ERROR`: The spec declares no errors: this stands for all of them.
    UnknownError,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("UNKNOWN_ERROR", "The spec declares no errors: this stands for all of them."),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.WIRE.FIFTH.v1",
    smart_code: "HERA.STD.CORE.WIRE.FIFTH.v1",
    intent: "Undo it.",
    file: "fifth.yml",
    sum: "25b60a14a903f00da8746a1e8ce83a8588d784f3862dd7cb46ed49bdfabdf96d",
    canonical: "{\"effects\":\"transactional\",\"errors\":[],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"cents\",\"type\":\"integer\"},{\"name\":\"back\",\"type\":\"integer\"}]},\"intent\":\"Undo it.\",\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.WIRE.FIFTH.v1\"}",
};
