// Generated from second.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.WIRE.RAW.v1`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait Raw: Send + Sync {
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
    procedures: &'a impl Raw,
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
    /// `a_r`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub a_r: Vec<AR>,
    /// `a_e`: enum[P, Q].
    pub a_e: ARY,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("a_r", &self.a_r);
        object.field("a_e", &self.a_e);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            a_r: fields.required("a_r"),
            a_e: fields.required("a_e"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `o_r`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub o_r: Vec<AR>,
    /// `o_e`: enum[P, Q].
    pub o_e: ARY,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("o_r", &self.o_r);
        object.field("o_e", &self.o_e);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            o_r: fields.required("o_r"),
            o_e: fields.required("o_e"),
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

/// `AR` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct AR {
    /// `y`.
    pub y: Option<ARY>,
    /// `w`.
    pub w: Option<Vec<ARY>>,
}

impl wire::Record for AR {
    fn write(&self, object: &mut wire::Object) {
        object.optional("y", &self.y);
        object.optional("w", &self.w);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            y: fields.optional("y"),
            w: fields.optional("w"),
        }
    }
}

/// `ARY` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ARY {
    /// `P`.
    P,
    /// `Q`.
    Q,
}

impl ARY {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["P", "Q"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::P, Self::Q];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ARY {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::P),
            Some(1) => Some(Self::Q),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::P
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.WIRE.RAW.v1",
    smart_code: "HERA.STD.CORE.WIRE.RAW.v1",
    intent: "Do it.",
    file: "second.yml",
    sum: "d20f33c778e323b75ac43ef8f2af550d588295997f60c4f6e47dd5d9f91ae4a2",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"a_r\",\"type\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"},{\"name\":\"a_e\",\"type\":\"enum[P,Q]\"}]},\"intent\":\"Do it.\",\"outputs\":{\"response\":{\"o_e\":\"enum[P,Q]\",\"o_r\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.WIRE.RAW.v1\"}",
};
