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
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("TYPE", "none"),
        ("MOVE", "none"),
        ("OPTION", "none"),
        ("STRING", "none"),
        ("RESULT", "none"),
        ("SEND", "none"),
        ("CLONE", "none"),
        ("INPUT", "none"),
        ("OUTPUT", "none"),
        ("ERROR", "none"),
        ("FIELDS", "none"),
        ("VALUE", "none"),
        ("STATE", "none"),
        ("PAYLOAD", "none"),
        ("CONTEXT", "none"),
        ("NODE", "none"),
        ("CX", "none"),
        ("STD", "none"),
        ("CORE", "none"),
        ("HERA_RUNTIME", "none"),
        ("SPECS", "none"),
        ("PLAN", "none"),
        ("FLOW", "none"),
        ("WIRE", "none"),
        ("BIND", "none"),
        ("MATCH", "none"),
        ("FN", "none"),
        ("ASYNC", "none"),
        ("AWAIT", "none"),
        ("DYN", "none"),
        ("GEN", "none"),
        ("RAW", "none"),
        ("UNION", "none"),
        ("VEC", "none"),
        ("SOME", "none"),
        ("NONE", "none"),
        ("OK", "none"),
        ("ERR", "none"),
        ("BOX", "none"),
        ("DEFAULT", "none"),
        ("UUID", "none"),
        ("DATE", "none"),
        ("TRANSACTION", "none"),
        ("OUTPUTS", "none"),
        ("FUTURE", "none"),
        ("DEBUG", "none"),
    ];

    fn place(&self) -> usize {
        *self as usize
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
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for K {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Type),
            Some(1) => Some(Self::Move),
            Some(2) => Some(Self::Option),
            Some(3) => Some(Self::String),
            Some(4) => Some(Self::Result),
            Some(5) => Some(Self::Send),
            Some(6) => Some(Self::Clone),
            Some(7) => Some(Self::Input),
            Some(8) => Some(Self::Output),
            Some(9) => Some(Self::Error),
            Some(10) => Some(Self::Fields),
            Some(11) => Some(Self::Value),
            Some(12) => Some(Self::State),
            Some(13) => Some(Self::Payload),
            Some(14) => Some(Self::Context),
            Some(15) => Some(Self::Node),
            Some(16) => Some(Self::Cx),
            Some(17) => Some(Self::Std),
            Some(18) => Some(Self::Core),
            Some(19) => Some(Self::HeraRuntime),
            Some(20) => Some(Self::Specs),
            Some(21) => Some(Self::Plan),
            Some(22) => Some(Self::Flow),
            Some(23) => Some(Self::Wire),
            Some(24) => Some(Self::Bind),
            Some(25) => Some(Self::Match),
            Some(26) => Some(Self::Fn),
            Some(27) => Some(Self::Async),
            Some(28) => Some(Self::Await),
            Some(29) => Some(Self::Dyn),
            Some(30) => Some(Self::Gen),
            Some(31) => Some(Self::Raw),
            Some(32) => Some(Self::Union),
            Some(33) => Some(Self::Vec),
            Some(34) => Some(Self::Some),
            Some(35) => Some(Self::None),
            Some(36) => Some(Self::Ok),
            Some(37) => Some(Self::Err),
            Some(38) => Some(Self::Box),
            Some(39) => Some(Self::Default),
            Some(40) => Some(Self::Uuid),
            Some(41) => Some(Self::Date),
            Some(42) => Some(Self::Transaction),
            Some(43) => Some(Self::Outputs),
            Some(44) => Some(Self::Future),
            Some(45) => Some(Self::Debug),
            _ => None,
        }
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
