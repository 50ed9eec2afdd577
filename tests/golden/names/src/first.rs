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

impl wire::Wire for Input {
    fn encode(&self) -> Value {
        wire::Object::new()
            .field("organization_id", &self.organization_id)
            .field("pq", &self.pq)
            .optional("zz", self.zz.as_ref())
            .finish()
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        let fields = wire::Fields::of(value)?;
        Ok(Self {
            organization_id: fields.required("organization_id")?,
            pq: fields.required("pq")?,
            zz: fields.optional("zz")?,
        })
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `zo`: enum[P, Q].
    pub zo: Pq,
}

impl wire::Wire for Output {
    fn encode(&self) -> Value {
        wire::Object::new().field("zo", &self.zo).finish()
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        let fields = wire::Fields::of(value)?;
        Ok(Self { zo: fields.required("zo")? })
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `EE_ONE`: none
    EeOne,
}

impl DeclaredError for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::EeOne => "EE_ONE",
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Self::EeOne => "none",
        }
    }
}

/// `Pq` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pq {
    /// `P`.
    P,
    /// `Q`.
    Q,
}

impl Pq {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["P", "Q"];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P => "P",
            Self::Q => "Q",
        }
    }
}

impl wire::Wire for Pq {
    fn encode(&self) -> Value {
        Value::from(self.as_str())
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        match wire::word(value, Self::WORDS)? {
            "P" => Ok(Self::P),
            "Q" => Ok(Self::Q),
            _ => Err(wire::not_a_word(value, Self::WORDS)),
        }
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

impl wire::Wire for Zz {
    fn encode(&self) -> Value {
        wire::Object::new()
            .optional("y", self.y.as_ref())
            .optional("w", self.w.as_ref())
            .finish()
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        let fields = wire::Fields::of(value)?;
        Ok(Self {
            y: fields.optional("y")?,
            w: fields.optional("w")?,
        })
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
