// Generated from judged.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Uuid, Value, View, expr, flow, wire};

/// `HERA.TYPE.MOVE.JUDGE.GEN.v1`
///
/// Answer no more than is asked.
///
/// Steps:
///
/// - look
///
/// Invariants:
///
/// - `found <= most` (enforced)
pub trait Gen: Send + Sync {
    /// Reads, and answers; there is no way to write.
    fn read(
        &self,
        cx: &View,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Gen,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Validate(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
                Ok(input) => {
                    let given = Input::clone(&input);
                    flow::judged(
                        &SPEC,
                        procedures.read(cx, input),
                        move |output| broken(&given, output),
                    )
                }
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
    /// `most`: integer.
    pub most: i64,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("most", &self.most);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            most: fields.required("most"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `found`: integer.
    pub found: i64,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("found", &self.found);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            found: fields.required("found"),
        }
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

/// `found <= most`
#[must_use]
pub fn invariant_1(found: Option<&i64>, most: Option<&i64>) -> bool {
    expr::less_or_equal(found, most)
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.found), Some(&input.most)) {
        return Some("found <= most");
    }
    None
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.TYPE.MOVE.JUDGE.GEN.v1",
    smart_code: "HERA.TYPE.MOVE.JUDGE.GEN.v1",
    intent: "Answer no more than is asked.",
    file: "judged.yml",
    sum: "f06acd8961ff702be998eb2bc9f1e2444113d5cb2f9637ed57e33bda5d4913f0",
    canonical: "{\"effects\":\"none\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"look\"}],\"inputs\":{\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"most\",\"type\":\"int\"}]},\"intent\":\"Answer no more than is asked.\",\"invariants\":[\"found <= most\"],\"outputs\":{\"response\":{\"found\":\"int\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.TYPE.MOVE.JUDGE.GEN.v1\"}",
};
