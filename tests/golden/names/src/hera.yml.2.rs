// Generated from hera.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.DECL.SELFISH.v1`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait Selfish: Send + Sync {
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
    procedures: &'a impl Selfish,
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
    /// `x`: object.
    pub x: Option<Value>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.optional("x", &self.x);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            x: fields.optional("x"),
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
    /// `EE_ONE`: none
    EeOne,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[("EE_ONE", "none")];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.DECL.SELFISH.v1",
    smart_code: "HERA.STD.CORE.DECL.SELFISH.v1",
    intent: "Do it.",
    file: "hera.yml",
    sum: "d14a5a559aba89a6bc5a8c9400adac42aba8e5602ed87b10da8dc89910d6fb17",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"optional\":[{\"name\":\"x\",\"type\":\"object\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"}]},\"intent\":\"Do it.\",\"outputs\":{\"entities_created\":[]},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.DECL.SELFISH.v1\"}",
};
