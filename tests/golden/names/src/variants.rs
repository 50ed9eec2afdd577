// Generated from variants.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1`
///
/// It ends; {with} &amp;
///
/// Steps:
///
/// - go
pub trait HeraRuntime: Send + Sync {
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
    procedures: &'a impl HeraRuntime,
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
    /// `k`: enum[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG].
    pub k: K,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("k", &self.k);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            k: fields.required("k"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `out`: enum[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG].
    pub out: K,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("out", &self.out);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            out: fields.required("out"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `TYPE`: none
    Type,
    /// `MOVE`: none
    Move,
    /// `OPTION`: none
    Option,
    /// `STRING`: none
    String,
    /// `RESULT`: none
    Result,
    /// `SEND`: none
    Send,
    /// `CLONE`: none
    Clone,
    /// `INPUT`: none
    Input,
    /// `OUTPUT`: none
    Output,
    /// `ERROR`: none
    Error,
    /// `FIELDS`: none
    Fields,
    /// `VALUE`: none
    Value,
    /// `STATE`: none
    State,
    /// `PAYLOAD`: none
    Payload,
    /// `CONTEXT`: none
    Context,
    /// `NODE`: none
    Node,
    /// `CX`: none
    Cx,
    /// `STD`: none
    Std,
    /// `CORE`: none
    Core,
    /// `HERA_RUNTIME`: none
    HeraRuntime,
    /// `SPECS`: none
    Specs,
    /// `PLAN`: none
    Plan,
    /// `FLOW`: none
    Flow,
    /// `WIRE`: none
    Wire,
    /// `BIND`: none
    Bind,
    /// `MATCH`: none
    Match,
    /// `FN`: none
    Fn,
    /// `ASYNC`: none
    Async,
    /// `AWAIT`: none
    Await,
    /// `DYN`: none
    Dyn,
    /// `GEN`: none
    Gen,
    /// `RAW`: none
    Raw,
    /// `UNION`: none
    Union,
    /// `VEC`: none
    Vec,
    /// `SOME`: none
    Some,
    /// `NONE`: none
    None,
    /// `OK`: none
    Ok,
    /// `ERR`: none
    Err,
    /// `BOX`: none
    Box,
    /// `DEFAULT`: none
    Default,
    /// `UUID`: none
    Uuid,
    /// `DATE`: none
    Date,
    /// `TRANSACTION`: none
    Transaction,
    /// `OUTPUTS`: none
    Outputs,
    /// `FUTURE`: none
    Future,
    /// `DEBUG`: none
    Debug,
}

impl DeclaredError for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Type => "TYPE",
            Self::Move => "MOVE",
            Self::Option => "OPTION",
            Self::String => "STRING",
            Self::Result => "RESULT",
            Self::Send => "SEND",
            Self::Clone => "CLONE",
            Self::Input => "INPUT",
            Self::Output => "OUTPUT",
            Self::Error => "ERROR",
            Self::Fields => "FIELDS",
            Self::Value => "VALUE",
            Self::State => "STATE",
            Self::Payload => "PAYLOAD",
            Self::Context => "CONTEXT",
            Self::Node => "NODE",
            Self::Cx => "CX",
            Self::Std => "STD",
            Self::Core => "CORE",
            Self::HeraRuntime => "HERA_RUNTIME",
            Self::Specs => "SPECS",
            Self::Plan => "PLAN",
            Self::Flow => "FLOW",
            Self::Wire => "WIRE",
            Self::Bind => "BIND",
            Self::Match => "MATCH",
            Self::Fn => "FN",
            Self::Async => "ASYNC",
            Self::Await => "AWAIT",
            Self::Dyn => "DYN",
            Self::Gen => "GEN",
            Self::Raw => "RAW",
            Self::Union => "UNION",
            Self::Vec => "VEC",
            Self::Some => "SOME",
            Self::None => "NONE",
            Self::Ok => "OK",
            Self::Err => "ERR",
            Self::Box => "BOX",
            Self::Default => "DEFAULT",
            Self::Uuid => "UUID",
            Self::Date => "DATE",
            Self::Transaction => "TRANSACTION",
            Self::Outputs => "OUTPUTS",
            Self::Future => "FUTURE",
            Self::Debug => "DEBUG",
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Self::Type => "none",
            Self::Move => "none",
            Self::Option => "none",
            Self::String => "none",
            Self::Result => "none",
            Self::Send => "none",
            Self::Clone => "none",
            Self::Input => "none",
            Self::Output => "none",
            Self::Error => "none",
            Self::Fields => "none",
            Self::Value => "none",
            Self::State => "none",
            Self::Payload => "none",
            Self::Context => "none",
            Self::Node => "none",
            Self::Cx => "none",
            Self::Std => "none",
            Self::Core => "none",
            Self::HeraRuntime => "none",
            Self::Specs => "none",
            Self::Plan => "none",
            Self::Flow => "none",
            Self::Wire => "none",
            Self::Bind => "none",
            Self::Match => "none",
            Self::Fn => "none",
            Self::Async => "none",
            Self::Await => "none",
            Self::Dyn => "none",
            Self::Gen => "none",
            Self::Raw => "none",
            Self::Union => "none",
            Self::Vec => "none",
            Self::Some => "none",
            Self::None => "none",
            Self::Ok => "none",
            Self::Err => "none",
            Self::Box => "none",
            Self::Default => "none",
            Self::Uuid => "none",
            Self::Date => "none",
            Self::Transaction => "none",
            Self::Outputs => "none",
            Self::Future => "none",
            Self::Debug => "none",
        }
    }
}

/// `K` of the spec: one of 46 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum K {
    /// `TYPE`.
    Type,
    /// `MOVE`.
    Move,
    /// `OPTION`.
    Option,
    /// `STRING`.
    String,
    /// `RESULT`.
    Result,
    /// `SEND`.
    Send,
    /// `CLONE`.
    Clone,
    /// `INPUT`.
    Input,
    /// `OUTPUT`.
    Output,
    /// `ERROR`.
    Error,
    /// `FIELDS`.
    Fields,
    /// `VALUE`.
    Value,
    /// `STATE`.
    State,
    /// `PAYLOAD`.
    Payload,
    /// `CONTEXT`.
    Context,
    /// `NODE`.
    Node,
    /// `CX`.
    Cx,
    /// `STD`.
    Std,
    /// `CORE`.
    Core,
    /// `HERA_RUNTIME`.
    HeraRuntime,
    /// `SPECS`.
    Specs,
    /// `PLAN`.
    Plan,
    /// `FLOW`.
    Flow,
    /// `WIRE`.
    Wire,
    /// `BIND`.
    Bind,
    /// `MATCH`.
    Match,
    /// `FN`.
    Fn,
    /// `ASYNC`.
    Async,
    /// `AWAIT`.
    Await,
    /// `DYN`.
    Dyn,
    /// `GEN`.
    Gen,
    /// `RAW`.
    Raw,
    /// `UNION`.
    Union,
    /// `VEC`.
    Vec,
    /// `SOME`.
    Some,
    /// `NONE`.
    None,
    /// `OK`.
    Ok,
    /// `ERR`.
    Err,
    /// `BOX`.
    Box,
    /// `DEFAULT`.
    Default,
    /// `UUID`.
    Uuid,
    /// `DATE`.
    Date,
    /// `TRANSACTION`.
    Transaction,
    /// `OUTPUTS`.
    Outputs,
    /// `FUTURE`.
    Future,
    /// `DEBUG`.
    Debug,
}

impl K {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &[
        "TYPE",
        "MOVE",
        "OPTION",
        "STRING",
        "RESULT",
        "SEND",
        "CLONE",
        "INPUT",
        "OUTPUT",
        "ERROR",
        "FIELDS",
        "VALUE",
        "STATE",
        "PAYLOAD",
        "CONTEXT",
        "NODE",
        "CX",
        "STD",
        "CORE",
        "HERA_RUNTIME",
        "SPECS",
        "PLAN",
        "FLOW",
        "WIRE",
        "BIND",
        "MATCH",
        "FN",
        "ASYNC",
        "AWAIT",
        "DYN",
        "GEN",
        "RAW",
        "UNION",
        "VEC",
        "SOME",
        "NONE",
        "OK",
        "ERR",
        "BOX",
        "DEFAULT",
        "UUID",
        "DATE",
        "TRANSACTION",
        "OUTPUTS",
        "FUTURE",
        "DEBUG",
    ];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[
        Self::Type,
        Self::Move,
        Self::Option,
        Self::String,
        Self::Result,
        Self::Send,
        Self::Clone,
        Self::Input,
        Self::Output,
        Self::Error,
        Self::Fields,
        Self::Value,
        Self::State,
        Self::Payload,
        Self::Context,
        Self::Node,
        Self::Cx,
        Self::Std,
        Self::Core,
        Self::HeraRuntime,
        Self::Specs,
        Self::Plan,
        Self::Flow,
        Self::Wire,
        Self::Bind,
        Self::Match,
        Self::Fn,
        Self::Async,
        Self::Await,
        Self::Dyn,
        Self::Gen,
        Self::Raw,
        Self::Union,
        Self::Vec,
        Self::Some,
        Self::None,
        Self::Ok,
        Self::Err,
        Self::Box,
        Self::Default,
        Self::Uuid,
        Self::Date,
        Self::Transaction,
        Self::Outputs,
        Self::Future,
        Self::Debug,
    ];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Type => "TYPE",
            Self::Move => "MOVE",
            Self::Option => "OPTION",
            Self::String => "STRING",
            Self::Result => "RESULT",
            Self::Send => "SEND",
            Self::Clone => "CLONE",
            Self::Input => "INPUT",
            Self::Output => "OUTPUT",
            Self::Error => "ERROR",
            Self::Fields => "FIELDS",
            Self::Value => "VALUE",
            Self::State => "STATE",
            Self::Payload => "PAYLOAD",
            Self::Context => "CONTEXT",
            Self::Node => "NODE",
            Self::Cx => "CX",
            Self::Std => "STD",
            Self::Core => "CORE",
            Self::HeraRuntime => "HERA_RUNTIME",
            Self::Specs => "SPECS",
            Self::Plan => "PLAN",
            Self::Flow => "FLOW",
            Self::Wire => "WIRE",
            Self::Bind => "BIND",
            Self::Match => "MATCH",
            Self::Fn => "FN",
            Self::Async => "ASYNC",
            Self::Await => "AWAIT",
            Self::Dyn => "DYN",
            Self::Gen => "GEN",
            Self::Raw => "RAW",
            Self::Union => "UNION",
            Self::Vec => "VEC",
            Self::Some => "SOME",
            Self::None => "NONE",
            Self::Ok => "OK",
            Self::Err => "ERR",
            Self::Box => "BOX",
            Self::Default => "DEFAULT",
            Self::Uuid => "UUID",
            Self::Date => "DATE",
            Self::Transaction => "TRANSACTION",
            Self::Outputs => "OUTPUTS",
            Self::Future => "FUTURE",
            Self::Debug => "DEBUG",
        }
    }
}

impl wire::Wire for K {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        wire::word(value, Self::WORDS, Self::ALL)
    }

    fn blank() -> Self {
        Self::Type
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1",
    smart_code: "HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1",
    intent: "It ends; {with} &amp;",
    file: "variants.yml",
    sum: "b5b051c09aa7157a2ee3fbc30c46550cddb9549e3485307d20a26b819f26ec41",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"TYPE\",\"when\":\"none\"},{\"code\":\"MOVE\",\"when\":\"none\"},{\"code\":\"OPTION\",\"when\":\"none\"},{\"code\":\"STRING\",\"when\":\"none\"},{\"code\":\"RESULT\",\"when\":\"none\"},{\"code\":\"SEND\",\"when\":\"none\"},{\"code\":\"CLONE\",\"when\":\"none\"},{\"code\":\"INPUT\",\"when\":\"none\"},{\"code\":\"OUTPUT\",\"when\":\"none\"},{\"code\":\"ERROR\",\"when\":\"none\"},{\"code\":\"FIELDS\",\"when\":\"none\"},{\"code\":\"VALUE\",\"when\":\"none\"},{\"code\":\"STATE\",\"when\":\"none\"},{\"code\":\"PAYLOAD\",\"when\":\"none\"},{\"code\":\"CONTEXT\",\"when\":\"none\"},{\"code\":\"NODE\",\"when\":\"none\"},{\"code\":\"CX\",\"when\":\"none\"},{\"code\":\"STD\",\"when\":\"none\"},{\"code\":\"CORE\",\"when\":\"none\"},{\"code\":\"HERA_RUNTIME\",\"when\":\"none\"},{\"code\":\"SPECS\",\"when\":\"none\"},{\"code\":\"PLAN\",\"when\":\"none\"},{\"code\":\"FLOW\",\"when\":\"none\"},{\"code\":\"WIRE\",\"when\":\"none\"},{\"code\":\"BIND\",\"when\":\"none\"},{\"code\":\"MATCH\",\"when\":\"none\"},{\"code\":\"FN\",\"when\":\"none\"},{\"code\":\"ASYNC\",\"when\":\"none\"},{\"code\":\"AWAIT\",\"when\":\"none\"},{\"code\":\"DYN\",\"when\":\"none\"},{\"code\":\"GEN\",\"when\":\"none\"},{\"code\":\"RAW\",\"when\":\"none\"},{\"code\":\"UNION\",\"when\":\"none\"},{\"code\":\"VEC\",\"when\":\"none\"},{\"code\":\"SOME\",\"when\":\"none\"},{\"code\":\"NONE\",\"when\":\"none\"},{\"code\":\"OK\",\"when\":\"none\"},{\"code\":\"ERR\",\"when\":\"none\"},{\"code\":\"BOX\",\"when\":\"none\"},{\"code\":\"DEFAULT\",\"when\":\"none\"},{\"code\":\"UUID\",\"when\":\"none\"},{\"code\":\"DATE\",\"when\":\"none\"},{\"code\":\"TRANSACTION\",\"when\":\"none\"},{\"code\":\"OUTPUTS\",\"when\":\"none\"},{\"code\":\"FUTURE\",\"when\":\"none\"},{\"code\":\"DEBUG\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"k\",\"type\":\"enum[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG]\"}]},\"intent\":\"It ends; {with} &amp;\",\"outputs\":{\"response\":{\"out\":\"enum[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG]\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1\"}",
};
