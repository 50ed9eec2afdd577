// Generated from first.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.WIRE.FIRST.v2`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait First: Send + Sync {
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
    procedures: &'a impl First,
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
    /// `pq`: enum[P, Q].
    pub pq: Pq,
    /// `zz`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub zz: Option<Vec<Zz>>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("pq", &self.pq);
        object.optional("zz", &self.zz);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            pq: fields.required("pq"),
            zz: fields.optional("zz"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `zo`: enum[P, Q].
    pub zo: Pq,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("zo", &self.zo);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self { zo: fields.required("zo") }
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

/// `Pq` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pq {
    /// `P`.
    P,
    /// `Q`.
    Q,
}

impl Pq {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["P", "Q"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::P, Self::Q];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Pq {
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

/// `Zz` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Zz {
    /// `y`.
    pub y: Option<Pq>,
    /// `w`.
    pub w: Option<Vec<Pq>>,
}

impl wire::Record for Zz {
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

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.WIRE.FIRST.v2",
    smart_code: "HERA.STD.CORE.WIRE.FIRST.v2",
    intent: "Do it.",
    file: "first.yml",
    sum: "3e337ae4032dd20151c1e33175fa13d6dc4a09c9e6a44eb304ac524242b04da1",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"optional\":[{\"name\":\"zz\",\"type\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"pq\",\"type\":\"enum[P,Q]\"}]},\"intent\":\"Do it.\",\"outputs\":{\"response\":{\"zo\":\"enum[P,Q]\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.WIRE.FIRST.v2\"}",
};
