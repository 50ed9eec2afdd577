// Generated from fourth.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.WIRE.FOURTH.v1`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait Fourth: Send + Sync {
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
    procedures: &'a impl Fourth,
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
    /// `price`: decimal.
    pub price: Decimal,
    /// `bonus`: integer.
    pub bonus: Option<i64>,
    /// `tip`: integer.
    pub tip: i64,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cents", &self.cents);
        object.field("price", &self.price);
        object.optional("bonus", &self.bonus);
        object.field("tip", &self.tip);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cents: fields.required("cents"),
            price: fields.required("price"),
            bonus: fields.optional("bonus"),
            tip: fields.required("tip"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `count`: integer.
    pub count: i64,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("count", &self.count);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            count: fields.required("count"),
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

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.WIRE.FOURTH.v1",
    smart_code: "HERA.STD.CORE.WIRE.FOURTH.v1",
    intent: "Do it.",
    file: "fourth.yml",
    sum: "0554485925d03b1a1d290bb4f4a0b86b2be738d3568e99064c654171190822c5",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"optional\":[{\"name\":\"bonus\",\"type\":\"integer\"},{\"default\":5,\"name\":\"tip\",\"type\":\"integer\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"cents\",\"type\":\"integer\"},{\"name\":\"price\",\"type\":\"decimal\"}]},\"intent\":\"Do it.\",\"outputs\":{\"response\":{\"count\":\"integer\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.WIRE.FOURTH.v1\"}",
};
