// Generated from third.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.WIRE.DYN.v1`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait Dyn: Send + Sync {
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
    procedures: &'a impl Dyn,
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
    /// `t1`: array[enum[P, Q]].
    pub t1: Option<Vec<T1>>,
    /// `t2`: array[enum[P, Q]].
    pub t2: Option<Vec<T1>>,
    /// `t3`: array[enum[P, Q]].
    pub t3: Option<Vec<T1>>,
    /// `t6`: array[enum[P, Q]].
    pub t6: Option<Vec<T1>>,
    /// `t7`: array[array[enum[P, Q]]].
    pub t7: Option<Vec<Vec<T1>>>,
    /// `t8`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub t8: Option<Vec<T8>>,
    /// `t9`: array[array[enum[P, Q]]].
    pub t9: Option<Vec<Vec<T1>>>,
    /// `ta`: object.
    pub ta: Option<Value>,
    /// `tb`: array[enum[P, Q, R]].
    pub tb: Option<Vec<Tb>>,
    /// `td`: array[array[{y: enum[P, Q], w: array[enum[P, Q]]}]].
    pub td: Option<Vec<Vec<T8>>>,
    /// `te`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub te: Option<Vec<T8>>,
    /// `tf`: array[{y: enum[P, Q], w: array[enum[P, Q]]}].
    pub tf: Option<Vec<T8>>,
    /// `tg`: object.
    pub tg: Option<Value>,
    /// `ti`: integer.
    pub ti: Option<i64>,
    /// `th`: integer.
    pub th: i64,
    /// `tj`: integer.
    pub tj: i64,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.optional("t1", &self.t1);
        object.optional("t2", &self.t2);
        object.optional("t3", &self.t3);
        object.optional("t6", &self.t6);
        object.optional("t7", &self.t7);
        object.optional("t8", &self.t8);
        object.optional("t9", &self.t9);
        object.optional("ta", &self.ta);
        object.optional("tb", &self.tb);
        object.optional("td", &self.td);
        object.optional("te", &self.te);
        object.optional("tf", &self.tf);
        object.optional("tg", &self.tg);
        object.optional("ti", &self.ti);
        object.field("th", &self.th);
        object.field("tj", &self.tj);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            t1: fields.optional("t1"),
            t2: fields.optional("t2"),
            t3: fields.optional("t3"),
            t6: fields.optional("t6"),
            t7: fields.optional("t7"),
            t8: fields.optional("t8"),
            t9: fields.optional("t9"),
            ta: fields.optional("ta"),
            tb: fields.optional("tb"),
            td: fields.optional("td"),
            te: fields.optional("te"),
            tf: fields.optional("tf"),
            tg: fields.optional("tg"),
            ti: fields.optional("ti"),
            th: fields.required("th"),
            tj: fields.required("tj"),
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

/// `T1` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum T1 {
    /// `P`.
    P,
    /// `Q`.
    Q,
}

impl T1 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["P", "Q"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::P, Self::Q];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for T1 {
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

/// `T8` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct T8 {
    /// `y`.
    pub y: Option<T1>,
    /// `w`.
    pub w: Option<Vec<T1>>,
}

impl wire::Record for T8 {
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

/// `Tb` of the spec: one of 3 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tb {
    /// `P`.
    P,
    /// `Q`.
    Q,
    /// `R`.
    R,
}

impl Tb {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["P", "Q", "R"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::P, Self::Q, Self::R];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Tb {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::P),
            Some(1) => Some(Self::Q),
            Some(2) => Some(Self::R),
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
    name: "HERA.STD.CORE.WIRE.DYN.v1",
    smart_code: "HERA.STD.CORE.WIRE.DYN.v1",
    intent: "Do it.",
    file: "third.yml",
    sum: "bdcc1d3971e1822c5aa5555fe726c885f61482d9b0e8a538eb820c3b5cf0d154",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"optional\":[{\"name\":\"t1\",\"type\":\"array[enum[P,Q]]\"},{\"name\":\"t2\",\"type\":\"array[enum[P,Q]]\"},{\"name\":\"t3\",\"type\":\"array[enum[P,Q]]\"},{\"name\":\"t6\",\"type\":\"array[enum[P,Q]]\"},{\"name\":\"t7\",\"type\":\"array[array[enum[P,Q]]]\"},{\"name\":\"t8\",\"type\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"},{\"name\":\"t9\",\"type\":\"array[array[enum[P,Q]]]\"},{\"name\":\"ta\",\"type\":\"object\"},{\"name\":\"tb\",\"type\":\"array[enum[P,Q,R]]\"},{\"name\":\"td\",\"type\":\"array[array[{y:enum[P,Q], w:array[enum[P,Q]]}]]\"},{\"name\":\"te\",\"type\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"},{\"name\":\"tf\",\"type\":\"array[{y:enum[P,Q], w:array[enum[P,Q]]}]\"},{\"name\":\"tg\",\"type\":\"object\"},{\"name\":\"ti\",\"type\":\"integer\"},{\"default\":7,\"name\":\"th\",\"type\":\"integer\"},{\"default\":8,\"name\":\"tj\",\"type\":\"integer\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"}]},\"intent\":\"Do it.\",\"outputs\":{\"entities_created\":[]},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.WIRE.DYN.v1\"}",
};
