// Generated from fields.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, flow, wire};

/// `HERA.TYPE.MOVE.GEN.GEN.v1`
///
/// Do it.
///
/// Steps:
///
/// - go
pub trait Gen: Send + Sync {
    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
    /// that fails leaves nothing behind, and may be made again.
    fn persist(
        &self,
        cx: &mut ::hera_runtime::Transaction,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Gen,
    call: flow::Call<'a>,
    input: &'a ::hera_runtime::Value,
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
#[allow(clippy::type_complexity)]
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// `organization_id`: uuid.
    pub organization_id: ::hera_runtime::Uuid,
    /// `type`: enum[A_0, B].
    pub r#type: Type,
    /// `move`: enum[A_1, B].
    pub r#move: Move,
    /// `option`: enum[A_2, B].
    pub option: Option2,
    /// `string`: enum[A_3, B].
    pub string: String2,
    /// `result`: enum[A_4, B].
    pub result: Result2,
    /// `send`: enum[A_5, B].
    pub send: Send2,
    /// `clone`: enum[A_6, B].
    pub clone: Clone2,
    /// `input`: enum[A_7, B].
    pub input: Input2,
    /// `output`: enum[A_8, B].
    pub output: Output2,
    /// `error`: enum[A_9, B].
    pub error: Error2,
    /// `fields`: enum[A_10, B].
    pub fields: Fields,
    /// `value`: enum[A_11, B].
    pub value: Value,
    /// `state`: enum[A_12, B].
    pub state: State,
    /// `payload`: enum[A_13, B].
    pub payload: Payload,
    /// `context`: enum[A_14, B].
    pub context: Context,
    /// `node`: enum[A_15, B].
    pub node: Node,
    /// `cx`: enum[A_16, B].
    pub cx: Cx,
    /// `std`: enum[A_17, B].
    pub std: Std,
    /// `core`: enum[A_18, B].
    pub core: Core,
    /// `hera_runtime`: enum[A_19, B].
    pub hera_runtime: HeraRuntime,
    /// `specs`: enum[A_20, B].
    pub specs: Specs,
    /// `plan`: enum[A_21, B].
    pub plan: Plan,
    /// `flow`: enum[A_22, B].
    pub flow: Flow,
    /// `wire`: enum[A_23, B].
    pub wire: Wire,
    /// `bind`: enum[A_24, B].
    pub bind: Bind,
    /// `match`: enum[A_25, B].
    pub r#match: Match,
    /// `fn`: enum[A_26, B].
    pub r#fn: Fn2,
    /// `async`: enum[A_27, B].
    pub r#async: Async,
    /// `await`: enum[A_28, B].
    pub r#await: Await,
    /// `dyn`: enum[A_29, B].
    pub r#dyn: Dyn,
    /// `gen`: enum[A_30, B].
    pub r#gen: Gen2,
    /// `raw`: enum[A_31, B].
    pub raw: Raw,
    /// `union`: enum[A_32, B].
    pub union: Union,
    /// `vec`: enum[A_33, B].
    pub vec: Vec2,
    /// `some`: enum[A_34, B].
    pub some: Some2,
    /// `none`: enum[A_35, B].
    pub none: None2,
    /// `ok`: enum[A_36, B].
    pub ok: Ok2,
    /// `err`: enum[A_37, B].
    pub err: Err2,
    /// `box`: enum[A_38, B].
    pub r#box: Box2,
    /// `default`: enum[A_39, B].
    pub default: Default2,
    /// `uuid`: enum[A_40, B].
    pub uuid: Uuid,
    /// `date`: enum[A_41, B].
    pub date: Date,
    /// `transaction`: enum[A_42, B].
    pub transaction: Transaction,
    /// `outputs`: enum[A_43, B].
    pub outputs: Outputs,
    /// `future`: enum[A_44, B].
    pub future: Future2,
    /// `debug`: enum[A_45, B].
    pub debug: Debug2,
    /// `lineId`: enum[A_46, B].
    pub line_id: LineId,
    /// `deep`: array[array[array[array[array[array[array[array[uuid]]]]]]]].
    pub deep: Option<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<::hera_runtime::Uuid>>>>>>>>>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("type", &self.r#type);
        object.field("move", &self.r#move);
        object.field("option", &self.option);
        object.field("string", &self.string);
        object.field("result", &self.result);
        object.field("send", &self.send);
        object.field("clone", &self.clone);
        object.field("input", &self.input);
        object.field("output", &self.output);
        object.field("error", &self.error);
        object.field("fields", &self.fields);
        object.field("value", &self.value);
        object.field("state", &self.state);
        object.field("payload", &self.payload);
        object.field("context", &self.context);
        object.field("node", &self.node);
        object.field("cx", &self.cx);
        object.field("std", &self.std);
        object.field("core", &self.core);
        object.field("hera_runtime", &self.hera_runtime);
        object.field("specs", &self.specs);
        object.field("plan", &self.plan);
        object.field("flow", &self.flow);
        object.field("wire", &self.wire);
        object.field("bind", &self.bind);
        object.field("match", &self.r#match);
        object.field("fn", &self.r#fn);
        object.field("async", &self.r#async);
        object.field("await", &self.r#await);
        object.field("dyn", &self.r#dyn);
        object.field("gen", &self.r#gen);
        object.field("raw", &self.raw);
        object.field("union", &self.union);
        object.field("vec", &self.vec);
        object.field("some", &self.some);
        object.field("none", &self.none);
        object.field("ok", &self.ok);
        object.field("err", &self.err);
        object.field("box", &self.r#box);
        object.field("default", &self.default);
        object.field("uuid", &self.uuid);
        object.field("date", &self.date);
        object.field("transaction", &self.transaction);
        object.field("outputs", &self.outputs);
        object.field("future", &self.future);
        object.field("debug", &self.debug);
        object.field("lineId", &self.line_id);
        object.optional("deep", &self.deep);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            r#type: fields.required("type"),
            r#move: fields.required("move"),
            option: fields.required("option"),
            string: fields.required("string"),
            result: fields.required("result"),
            send: fields.required("send"),
            clone: fields.required("clone"),
            input: fields.required("input"),
            output: fields.required("output"),
            error: fields.required("error"),
            fields: fields.required("fields"),
            value: fields.required("value"),
            state: fields.required("state"),
            payload: fields.required("payload"),
            context: fields.required("context"),
            node: fields.required("node"),
            cx: fields.required("cx"),
            std: fields.required("std"),
            core: fields.required("core"),
            hera_runtime: fields.required("hera_runtime"),
            specs: fields.required("specs"),
            plan: fields.required("plan"),
            flow: fields.required("flow"),
            wire: fields.required("wire"),
            bind: fields.required("bind"),
            r#match: fields.required("match"),
            r#fn: fields.required("fn"),
            r#async: fields.required("async"),
            r#await: fields.required("await"),
            r#dyn: fields.required("dyn"),
            r#gen: fields.required("gen"),
            raw: fields.required("raw"),
            union: fields.required("union"),
            vec: fields.required("vec"),
            some: fields.required("some"),
            none: fields.required("none"),
            ok: fields.required("ok"),
            err: fields.required("err"),
            r#box: fields.required("box"),
            default: fields.required("default"),
            uuid: fields.required("uuid"),
            date: fields.required("date"),
            transaction: fields.required("transaction"),
            outputs: fields.required("outputs"),
            future: fields.required("future"),
            debug: fields.required("debug"),
            line_id: fields.required("lineId"),
            deep: fields.optional("deep"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `type`: array[{type: enum[B, A_0]}].
    pub r#type: Vec<Type2>,
    /// `move`: array[{move: enum[B, A_1]}].
    pub r#move: Vec<Move2>,
    /// `option`: array[{option: enum[B, A_2]}].
    pub option: Vec<Option3>,
    /// `string`: array[{string: enum[B, A_3]}].
    pub string: Vec<String3>,
    /// `result`: array[{result: enum[B, A_4]}].
    pub result: Vec<Result3>,
    /// `send`: array[{send: enum[B, A_5]}].
    pub send: Vec<Send3>,
    /// `clone`: array[{clone: enum[B, A_6]}].
    pub clone: Vec<Clone3>,
    /// `input`: array[{input: enum[B, A_7]}].
    pub input: Vec<Input3>,
    /// `output`: array[{output: enum[B, A_8]}].
    pub output: Vec<Output3>,
    /// `error`: array[{error: enum[B, A_9]}].
    pub error: Vec<Error3>,
    /// `fields`: array[{fields: enum[B, A_10]}].
    pub fields: Vec<Fields2>,
    /// `value`: array[{value: enum[B, A_11]}].
    pub value: Vec<Value2>,
    /// `state`: array[{state: enum[B, A_12]}].
    pub state: Vec<State2>,
    /// `payload`: array[{payload: enum[B, A_13]}].
    pub payload: Vec<Payload2>,
    /// `context`: array[{context: enum[B, A_14]}].
    pub context: Vec<Context2>,
    /// `node`: array[{node: enum[B, A_15]}].
    pub node: Vec<Node2>,
    /// `cx`: array[{cx: enum[B, A_16]}].
    pub cx: Vec<Cx2>,
    /// `std`: array[{std: enum[B, A_17]}].
    pub std: Vec<Std2>,
    /// `core`: array[{core: enum[B, A_18]}].
    pub core: Vec<Core2>,
    /// `hera_runtime`: array[{hera_runtime: enum[B, A_19]}].
    pub hera_runtime: Vec<HeraRuntime2>,
    /// `specs`: array[{specs: enum[B, A_20]}].
    pub specs: Vec<Specs2>,
    /// `plan`: array[{plan: enum[B, A_21]}].
    pub plan: Vec<Plan2>,
    /// `flow`: array[{flow: enum[B, A_22]}].
    pub flow: Vec<Flow2>,
    /// `wire`: array[{wire: enum[B, A_23]}].
    pub wire: Vec<Wire2>,
    /// `bind`: array[{bind: enum[B, A_24]}].
    pub bind: Vec<Bind2>,
    /// `match`: array[{match: enum[B, A_25]}].
    pub r#match: Vec<Match2>,
    /// `fn`: array[{fn: enum[B, A_26]}].
    pub r#fn: Vec<Fn3>,
    /// `async`: array[{async: enum[B, A_27]}].
    pub r#async: Vec<Async2>,
    /// `await`: array[{await: enum[B, A_28]}].
    pub r#await: Vec<Await2>,
    /// `dyn`: array[{dyn: enum[B, A_29]}].
    pub r#dyn: Vec<Dyn2>,
    /// `gen`: array[{gen: enum[B, A_30]}].
    pub r#gen: Vec<Gen3>,
    /// `raw`: array[{raw: enum[B, A_31]}].
    pub raw: Vec<Raw2>,
    /// `union`: array[{union: enum[B, A_32]}].
    pub union: Vec<Union2>,
    /// `vec`: array[{vec: enum[B, A_33]}].
    pub vec: Vec<Vec3>,
    /// `some`: array[{some: enum[B, A_34]}].
    pub some: Vec<Some3>,
    /// `none`: array[{none: enum[B, A_35]}].
    pub none: Vec<None3>,
    /// `ok`: array[{ok: enum[B, A_36]}].
    pub ok: Vec<Ok3>,
    /// `err`: array[{err: enum[B, A_37]}].
    pub err: Vec<Err3>,
    /// `box`: array[{box: enum[B, A_38]}].
    pub r#box: Vec<Box3>,
    /// `default`: array[{default: enum[B, A_39]}].
    pub default: Vec<Default3>,
    /// `uuid`: array[{uuid: enum[B, A_40]}].
    pub uuid: Vec<Uuid2>,
    /// `date`: array[{date: enum[B, A_41]}].
    pub date: Vec<Date2>,
    /// `transaction`: array[{transaction: enum[B, A_42]}].
    pub transaction: Vec<Transaction2>,
    /// `outputs`: array[{outputs: enum[B, A_43]}].
    pub outputs: Vec<Outputs2>,
    /// `future`: array[{future: enum[B, A_44]}].
    pub future: Vec<Future3>,
    /// `debug`: array[{debug: enum[B, A_45]}].
    pub debug: Vec<Debug3>,
    /// `lineId`: array[{lineId: enum[B, A_46]}].
    pub line_id: Vec<LineId2>,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("type", &self.r#type);
        object.field("move", &self.r#move);
        object.field("option", &self.option);
        object.field("string", &self.string);
        object.field("result", &self.result);
        object.field("send", &self.send);
        object.field("clone", &self.clone);
        object.field("input", &self.input);
        object.field("output", &self.output);
        object.field("error", &self.error);
        object.field("fields", &self.fields);
        object.field("value", &self.value);
        object.field("state", &self.state);
        object.field("payload", &self.payload);
        object.field("context", &self.context);
        object.field("node", &self.node);
        object.field("cx", &self.cx);
        object.field("std", &self.std);
        object.field("core", &self.core);
        object.field("hera_runtime", &self.hera_runtime);
        object.field("specs", &self.specs);
        object.field("plan", &self.plan);
        object.field("flow", &self.flow);
        object.field("wire", &self.wire);
        object.field("bind", &self.bind);
        object.field("match", &self.r#match);
        object.field("fn", &self.r#fn);
        object.field("async", &self.r#async);
        object.field("await", &self.r#await);
        object.field("dyn", &self.r#dyn);
        object.field("gen", &self.r#gen);
        object.field("raw", &self.raw);
        object.field("union", &self.union);
        object.field("vec", &self.vec);
        object.field("some", &self.some);
        object.field("none", &self.none);
        object.field("ok", &self.ok);
        object.field("err", &self.err);
        object.field("box", &self.r#box);
        object.field("default", &self.default);
        object.field("uuid", &self.uuid);
        object.field("date", &self.date);
        object.field("transaction", &self.transaction);
        object.field("outputs", &self.outputs);
        object.field("future", &self.future);
        object.field("debug", &self.debug);
        object.field("lineId", &self.line_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#type: fields.required("type"),
            r#move: fields.required("move"),
            option: fields.required("option"),
            string: fields.required("string"),
            result: fields.required("result"),
            send: fields.required("send"),
            clone: fields.required("clone"),
            input: fields.required("input"),
            output: fields.required("output"),
            error: fields.required("error"),
            fields: fields.required("fields"),
            value: fields.required("value"),
            state: fields.required("state"),
            payload: fields.required("payload"),
            context: fields.required("context"),
            node: fields.required("node"),
            cx: fields.required("cx"),
            std: fields.required("std"),
            core: fields.required("core"),
            hera_runtime: fields.required("hera_runtime"),
            specs: fields.required("specs"),
            plan: fields.required("plan"),
            flow: fields.required("flow"),
            wire: fields.required("wire"),
            bind: fields.required("bind"),
            r#match: fields.required("match"),
            r#fn: fields.required("fn"),
            r#async: fields.required("async"),
            r#await: fields.required("await"),
            r#dyn: fields.required("dyn"),
            r#gen: fields.required("gen"),
            raw: fields.required("raw"),
            union: fields.required("union"),
            vec: fields.required("vec"),
            some: fields.required("some"),
            none: fields.required("none"),
            ok: fields.required("ok"),
            err: fields.required("err"),
            r#box: fields.required("box"),
            default: fields.required("default"),
            uuid: fields.required("uuid"),
            date: fields.required("date"),
            transaction: fields.required("transaction"),
            outputs: fields.required("outputs"),
            future: fields.required("future"),
            debug: fields.required("debug"),
            line_id: fields.required("lineId"),
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

/// `Type` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// `A_0`.
    A0,
    /// `B`.
    B,
}

impl Type {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_0", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A0, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Type {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A0),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A0
    }
}

/// `Move` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// `A_1`.
    A1,
    /// `B`.
    B,
}

impl Move {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_1", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A1, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Move {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A1),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A1
    }
}

/// `Option2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Option2 {
    /// `A_2`.
    A2,
    /// `B`.
    B,
}

impl Option2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_2", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A2, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Option2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A2),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A2
    }
}

/// `String2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum String2 {
    /// `A_3`.
    A3,
    /// `B`.
    B,
}

impl String2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_3", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A3, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for String2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A3),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A3
    }
}

/// `Result2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Result2 {
    /// `A_4`.
    A4,
    /// `B`.
    B,
}

impl Result2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_4", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A4, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Result2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A4),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A4
    }
}

/// `Send2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Send2 {
    /// `A_5`.
    A5,
    /// `B`.
    B,
}

impl Send2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_5", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A5, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Send2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A5),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A5
    }
}

/// `Clone2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clone2 {
    /// `A_6`.
    A6,
    /// `B`.
    B,
}

impl Clone2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_6", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A6, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Clone2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A6),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A6
    }
}

/// `Input2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input2 {
    /// `A_7`.
    A7,
    /// `B`.
    B,
}

impl Input2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_7", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A7, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Input2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A7),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A7
    }
}

/// `Output2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output2 {
    /// `A_8`.
    A8,
    /// `B`.
    B,
}

impl Output2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_8", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A8, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Output2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A8),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A8
    }
}

/// `Error2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error2 {
    /// `A_9`.
    A9,
    /// `B`.
    B,
}

impl Error2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_9", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A9, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Error2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A9),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A9
    }
}

/// `Fields` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fields {
    /// `A_10`.
    A10,
    /// `B`.
    B,
}

impl Fields {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_10", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A10, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Fields {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A10),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A10
    }
}

/// `Value` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// `A_11`.
    A11,
    /// `B`.
    B,
}

impl Value {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_11", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A11, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Value {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A11),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A11
    }
}

/// `State` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// `A_12`.
    A12,
    /// `B`.
    B,
}

impl State {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_12", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A12, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for State {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A12),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A12
    }
}

/// `Payload` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Payload {
    /// `A_13`.
    A13,
    /// `B`.
    B,
}

impl Payload {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_13", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A13, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Payload {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A13),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A13
    }
}

/// `Context` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Context {
    /// `A_14`.
    A14,
    /// `B`.
    B,
}

impl Context {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_14", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A14, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Context {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A14),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A14
    }
}

/// `Node` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// `A_15`.
    A15,
    /// `B`.
    B,
}

impl Node {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_15", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A15, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Node {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A15),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A15
    }
}

/// `Cx` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cx {
    /// `A_16`.
    A16,
    /// `B`.
    B,
}

impl Cx {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_16", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A16, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Cx {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A16),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A16
    }
}

/// `Std` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Std {
    /// `A_17`.
    A17,
    /// `B`.
    B,
}

impl Std {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_17", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A17, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Std {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A17),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A17
    }
}

/// `Core` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Core {
    /// `A_18`.
    A18,
    /// `B`.
    B,
}

impl Core {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_18", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A18, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Core {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A18),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A18
    }
}

/// `HeraRuntime` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HeraRuntime {
    /// `A_19`.
    A19,
    /// `B`.
    B,
}

impl HeraRuntime {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_19", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A19, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for HeraRuntime {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A19),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A19
    }
}

/// `Specs` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Specs {
    /// `A_20`.
    A20,
    /// `B`.
    B,
}

impl Specs {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_20", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A20, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Specs {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A20),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A20
    }
}

/// `Plan` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plan {
    /// `A_21`.
    A21,
    /// `B`.
    B,
}

impl Plan {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_21", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A21, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Plan {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A21),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A21
    }
}

/// `Flow` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flow {
    /// `A_22`.
    A22,
    /// `B`.
    B,
}

impl Flow {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_22", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A22, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Flow {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A22),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A22
    }
}

/// `Wire` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wire {
    /// `A_23`.
    A23,
    /// `B`.
    B,
}

impl Wire {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_23", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A23, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Wire {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A23),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A23
    }
}

/// `Bind` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bind {
    /// `A_24`.
    A24,
    /// `B`.
    B,
}

impl Bind {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_24", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A24, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Bind {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A24),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A24
    }
}

/// `Match` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Match {
    /// `A_25`.
    A25,
    /// `B`.
    B,
}

impl Match {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_25", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A25, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Match {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A25),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A25
    }
}

/// `Fn2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fn2 {
    /// `A_26`.
    A26,
    /// `B`.
    B,
}

impl Fn2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_26", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A26, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Fn2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A26),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A26
    }
}

/// `Async` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Async {
    /// `A_27`.
    A27,
    /// `B`.
    B,
}

impl Async {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_27", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A27, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Async {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A27),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A27
    }
}

/// `Await` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Await {
    /// `A_28`.
    A28,
    /// `B`.
    B,
}

impl Await {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_28", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A28, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Await {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A28),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A28
    }
}

/// `Dyn` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dyn {
    /// `A_29`.
    A29,
    /// `B`.
    B,
}

impl Dyn {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_29", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A29, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Dyn {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A29),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A29
    }
}

/// `Gen2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gen2 {
    /// `A_30`.
    A30,
    /// `B`.
    B,
}

impl Gen2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_30", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A30, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Gen2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A30),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A30
    }
}

/// `Raw` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Raw {
    /// `A_31`.
    A31,
    /// `B`.
    B,
}

impl Raw {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_31", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A31, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Raw {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A31),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A31
    }
}

/// `Union` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Union {
    /// `A_32`.
    A32,
    /// `B`.
    B,
}

impl Union {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_32", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A32, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Union {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A32),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A32
    }
}

/// `Vec2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Vec2 {
    /// `A_33`.
    A33,
    /// `B`.
    B,
}

impl Vec2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_33", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A33, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Vec2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A33),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A33
    }
}

/// `Some2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Some2 {
    /// `A_34`.
    A34,
    /// `B`.
    B,
}

impl Some2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_34", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A34, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Some2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A34),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A34
    }
}

/// `None2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum None2 {
    /// `A_35`.
    A35,
    /// `B`.
    B,
}

impl None2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_35", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A35, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for None2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A35),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A35
    }
}

/// `Ok2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ok2 {
    /// `A_36`.
    A36,
    /// `B`.
    B,
}

impl Ok2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_36", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A36, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Ok2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A36),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A36
    }
}

/// `Err2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Err2 {
    /// `A_37`.
    A37,
    /// `B`.
    B,
}

impl Err2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_37", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A37, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Err2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A37),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A37
    }
}

/// `Box2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Box2 {
    /// `A_38`.
    A38,
    /// `B`.
    B,
}

impl Box2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_38", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A38, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Box2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A38),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A38
    }
}

/// `Default2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default2 {
    /// `A_39`.
    A39,
    /// `B`.
    B,
}

impl Default2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_39", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A39, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Default2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A39),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A39
    }
}

/// `Uuid` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Uuid {
    /// `A_40`.
    A40,
    /// `B`.
    B,
}

impl Uuid {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_40", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A40, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Uuid {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A40),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A40
    }
}

/// `Date` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Date {
    /// `A_41`.
    A41,
    /// `B`.
    B,
}

impl Date {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_41", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A41, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Date {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A41),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A41
    }
}

/// `Transaction` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transaction {
    /// `A_42`.
    A42,
    /// `B`.
    B,
}

impl Transaction {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_42", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A42, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Transaction {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A42),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A42
    }
}

/// `Outputs` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outputs {
    /// `A_43`.
    A43,
    /// `B`.
    B,
}

impl Outputs {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_43", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A43, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Outputs {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A43),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A43
    }
}

/// `Future2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Future2 {
    /// `A_44`.
    A44,
    /// `B`.
    B,
}

impl Future2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_44", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A44, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Future2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A44),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A44
    }
}

/// `Debug2` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Debug2 {
    /// `A_45`.
    A45,
    /// `B`.
    B,
}

impl Debug2 {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_45", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A45, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Debug2 {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A45),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A45
    }
}

/// `LineId` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineId {
    /// `A_46`.
    A46,
    /// `B`.
    B,
}

impl LineId {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["A_46", "B"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::A46, Self::B];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for LineId {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::A46),
            Some(1) => Some(Self::B),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::A46
    }
}

/// `Type2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Type2 {
    /// `type`.
    pub r#type: Option<TypeType>,
}

impl wire::Record for Type2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("type", &self.r#type);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#type: fields.optional("type"),
        }
    }
}

/// `TypeType` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TypeType {
    /// `B`.
    B,
    /// `A_0`.
    A0,
}

impl TypeType {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_0"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A0];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for TypeType {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A0),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Move2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Move2 {
    /// `move`.
    pub r#move: Option<MoveMove>,
}

impl wire::Record for Move2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("move", &self.r#move);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#move: fields.optional("move"),
        }
    }
}

/// `MoveMove` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MoveMove {
    /// `B`.
    B,
    /// `A_1`.
    A1,
}

impl MoveMove {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_1"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A1];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for MoveMove {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A1),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Option3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Option3 {
    /// `option`.
    pub option: Option<OptionOption>,
}

impl wire::Record for Option3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("option", &self.option);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            option: fields.optional("option"),
        }
    }
}

/// `OptionOption` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OptionOption {
    /// `B`.
    B,
    /// `A_2`.
    A2,
}

impl OptionOption {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_2"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A2];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for OptionOption {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A2),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `String3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct String3 {
    /// `string`.
    pub string: Option<StringString>,
}

impl wire::Record for String3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("string", &self.string);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            string: fields.optional("string"),
        }
    }
}

/// `StringString` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StringString {
    /// `B`.
    B,
    /// `A_3`.
    A3,
}

impl StringString {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_3"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A3];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for StringString {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A3),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Result3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Result3 {
    /// `result`.
    pub result: Option<ResultResult>,
}

impl wire::Record for Result3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("result", &self.result);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            result: fields.optional("result"),
        }
    }
}

/// `ResultResult` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ResultResult {
    /// `B`.
    B,
    /// `A_4`.
    A4,
}

impl ResultResult {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_4"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A4];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ResultResult {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A4),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Send3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Send3 {
    /// `send`.
    pub send: Option<SendSend>,
}

impl wire::Record for Send3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("send", &self.send);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            send: fields.optional("send"),
        }
    }
}

/// `SendSend` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SendSend {
    /// `B`.
    B,
    /// `A_5`.
    A5,
}

impl SendSend {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_5"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A5];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for SendSend {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A5),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Clone3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Clone3 {
    /// `clone`.
    pub clone: Option<CloneClone>,
}

impl wire::Record for Clone3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("clone", &self.clone);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            clone: fields.optional("clone"),
        }
    }
}

/// `CloneClone` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CloneClone {
    /// `B`.
    B,
    /// `A_6`.
    A6,
}

impl CloneClone {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_6"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A6];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for CloneClone {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A6),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Input3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Input3 {
    /// `input`.
    pub input: Option<InputInput>,
}

impl wire::Record for Input3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("input", &self.input);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            input: fields.optional("input"),
        }
    }
}

/// `InputInput` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InputInput {
    /// `B`.
    B,
    /// `A_7`.
    A7,
}

impl InputInput {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_7"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A7];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for InputInput {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A7),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Output3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Output3 {
    /// `output`.
    pub output: Option<OutputOutput>,
}

impl wire::Record for Output3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("output", &self.output);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            output: fields.optional("output"),
        }
    }
}

/// `OutputOutput` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutputOutput {
    /// `B`.
    B,
    /// `A_8`.
    A8,
}

impl OutputOutput {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_8"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A8];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for OutputOutput {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A8),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Error3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Error3 {
    /// `error`.
    pub error: Option<ErrorError>,
}

impl wire::Record for Error3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("error", &self.error);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            error: fields.optional("error"),
        }
    }
}

/// `ErrorError` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ErrorError {
    /// `B`.
    B,
    /// `A_9`.
    A9,
}

impl ErrorError {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_9"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A9];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ErrorError {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A9),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Fields2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields2 {
    /// `fields`.
    pub fields: Option<FieldsFields>,
}

impl wire::Record for Fields2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("fields", &self.fields);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            fields: fields.optional("fields"),
        }
    }
}

/// `FieldsFields` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldsFields {
    /// `B`.
    B,
    /// `A_10`.
    A10,
}

impl FieldsFields {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_10"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A10];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for FieldsFields {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A10),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Value2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Value2 {
    /// `value`.
    pub value: Option<ValueValue>,
}

impl wire::Record for Value2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("value", &self.value);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            value: fields.optional("value"),
        }
    }
}

/// `ValueValue` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueValue {
    /// `B`.
    B,
    /// `A_11`.
    A11,
}

impl ValueValue {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_11"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A11];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ValueValue {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A11),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `State2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct State2 {
    /// `state`.
    pub state: Option<StateState>,
}

impl wire::Record for State2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("state", &self.state);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            state: fields.optional("state"),
        }
    }
}

/// `StateState` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StateState {
    /// `B`.
    B,
    /// `A_12`.
    A12,
}

impl StateState {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_12"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A12];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for StateState {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A12),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Payload2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload2 {
    /// `payload`.
    pub payload: Option<PayloadPayload>,
}

impl wire::Record for Payload2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("payload", &self.payload);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            payload: fields.optional("payload"),
        }
    }
}

/// `PayloadPayload` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PayloadPayload {
    /// `B`.
    B,
    /// `A_13`.
    A13,
}

impl PayloadPayload {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_13"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A13];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for PayloadPayload {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A13),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Context2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Context2 {
    /// `context`.
    pub context: Option<ContextContext>,
}

impl wire::Record for Context2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("context", &self.context);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            context: fields.optional("context"),
        }
    }
}

/// `ContextContext` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ContextContext {
    /// `B`.
    B,
    /// `A_14`.
    A14,
}

impl ContextContext {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_14"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A14];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ContextContext {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A14),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Node2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Node2 {
    /// `node`.
    pub node: Option<NodeNode>,
}

impl wire::Record for Node2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("node", &self.node);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            node: fields.optional("node"),
        }
    }
}

/// `NodeNode` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NodeNode {
    /// `B`.
    B,
    /// `A_15`.
    A15,
}

impl NodeNode {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_15"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A15];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for NodeNode {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A15),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Cx2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Cx2 {
    /// `cx`.
    pub cx: Option<CxCx>,
}

impl wire::Record for Cx2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("cx", &self.cx);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self { cx: fields.optional("cx") }
    }
}

/// `CxCx` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CxCx {
    /// `B`.
    B,
    /// `A_16`.
    A16,
}

impl CxCx {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_16"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A16];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for CxCx {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A16),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Std2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Std2 {
    /// `std`.
    pub std: Option<StdStd>,
}

impl wire::Record for Std2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("std", &self.std);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            std: fields.optional("std"),
        }
    }
}

/// `StdStd` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StdStd {
    /// `B`.
    B,
    /// `A_17`.
    A17,
}

impl StdStd {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_17"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A17];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for StdStd {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A17),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Core2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Core2 {
    /// `core`.
    pub core: Option<CoreCore>,
}

impl wire::Record for Core2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("core", &self.core);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            core: fields.optional("core"),
        }
    }
}

/// `CoreCore` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CoreCore {
    /// `B`.
    B,
    /// `A_18`.
    A18,
}

impl CoreCore {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_18"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A18];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for CoreCore {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A18),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `HeraRuntime2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct HeraRuntime2 {
    /// `hera_runtime`.
    pub hera_runtime: Option<HeraRuntimeHeraRuntime>,
}

impl wire::Record for HeraRuntime2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("hera_runtime", &self.hera_runtime);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            hera_runtime: fields.optional("hera_runtime"),
        }
    }
}

/// `HeraRuntimeHeraRuntime` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HeraRuntimeHeraRuntime {
    /// `B`.
    B,
    /// `A_19`.
    A19,
}

impl HeraRuntimeHeraRuntime {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_19"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A19];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for HeraRuntimeHeraRuntime {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A19),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Specs2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Specs2 {
    /// `specs`.
    pub specs: Option<SpecsSpecs>,
}

impl wire::Record for Specs2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("specs", &self.specs);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            specs: fields.optional("specs"),
        }
    }
}

/// `SpecsSpecs` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpecsSpecs {
    /// `B`.
    B,
    /// `A_20`.
    A20,
}

impl SpecsSpecs {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_20"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A20];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for SpecsSpecs {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A20),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Plan2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan2 {
    /// `plan`.
    pub plan: Option<PlanPlan>,
}

impl wire::Record for Plan2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("plan", &self.plan);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            plan: fields.optional("plan"),
        }
    }
}

/// `PlanPlan` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlanPlan {
    /// `B`.
    B,
    /// `A_21`.
    A21,
}

impl PlanPlan {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_21"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A21];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for PlanPlan {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A21),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Flow2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow2 {
    /// `flow`.
    pub flow: Option<FlowFlow>,
}

impl wire::Record for Flow2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("flow", &self.flow);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            flow: fields.optional("flow"),
        }
    }
}

/// `FlowFlow` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FlowFlow {
    /// `B`.
    B,
    /// `A_22`.
    A22,
}

impl FlowFlow {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_22"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A22];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for FlowFlow {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A22),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Wire2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire2 {
    /// `wire`.
    pub wire: Option<WireWire>,
}

impl wire::Record for Wire2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("wire", &self.wire);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            wire: fields.optional("wire"),
        }
    }
}

/// `WireWire` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WireWire {
    /// `B`.
    B,
    /// `A_23`.
    A23,
}

impl WireWire {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_23"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A23];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for WireWire {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A23),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Bind2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Bind2 {
    /// `bind`.
    pub bind: Option<BindBind>,
}

impl wire::Record for Bind2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("bind", &self.bind);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            bind: fields.optional("bind"),
        }
    }
}

/// `BindBind` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BindBind {
    /// `B`.
    B,
    /// `A_24`.
    A24,
}

impl BindBind {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_24"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A24];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for BindBind {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A24),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Match2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Match2 {
    /// `match`.
    pub r#match: Option<MatchMatch>,
}

impl wire::Record for Match2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("match", &self.r#match);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#match: fields.optional("match"),
        }
    }
}

/// `MatchMatch` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MatchMatch {
    /// `B`.
    B,
    /// `A_25`.
    A25,
}

impl MatchMatch {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_25"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A25];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for MatchMatch {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A25),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Fn3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Fn3 {
    /// `fn`.
    pub r#fn: Option<FnFn>,
}

impl wire::Record for Fn3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("fn", &self.r#fn);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#fn: fields.optional("fn"),
        }
    }
}

/// `FnFn` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FnFn {
    /// `B`.
    B,
    /// `A_26`.
    A26,
}

impl FnFn {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_26"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A26];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for FnFn {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A26),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Async2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Async2 {
    /// `async`.
    pub r#async: Option<AsyncAsync>,
}

impl wire::Record for Async2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("async", &self.r#async);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#async: fields.optional("async"),
        }
    }
}

/// `AsyncAsync` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AsyncAsync {
    /// `B`.
    B,
    /// `A_27`.
    A27,
}

impl AsyncAsync {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_27"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A27];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for AsyncAsync {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A27),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Await2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Await2 {
    /// `await`.
    pub r#await: Option<AwaitAwait>,
}

impl wire::Record for Await2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("await", &self.r#await);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#await: fields.optional("await"),
        }
    }
}

/// `AwaitAwait` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AwaitAwait {
    /// `B`.
    B,
    /// `A_28`.
    A28,
}

impl AwaitAwait {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_28"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A28];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for AwaitAwait {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A28),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Dyn2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Dyn2 {
    /// `dyn`.
    pub r#dyn: Option<DynDyn>,
}

impl wire::Record for Dyn2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("dyn", &self.r#dyn);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#dyn: fields.optional("dyn"),
        }
    }
}

/// `DynDyn` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DynDyn {
    /// `B`.
    B,
    /// `A_29`.
    A29,
}

impl DynDyn {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_29"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A29];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for DynDyn {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A29),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Gen3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Gen3 {
    /// `gen`.
    pub r#gen: Option<GenGen>,
}

impl wire::Record for Gen3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("gen", &self.r#gen);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#gen: fields.optional("gen"),
        }
    }
}

/// `GenGen` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GenGen {
    /// `B`.
    B,
    /// `A_30`.
    A30,
}

impl GenGen {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_30"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A30];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for GenGen {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A30),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Raw2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw2 {
    /// `raw`.
    pub raw: Option<RawRaw>,
}

impl wire::Record for Raw2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("raw", &self.raw);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            raw: fields.optional("raw"),
        }
    }
}

/// `RawRaw` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RawRaw {
    /// `B`.
    B,
    /// `A_31`.
    A31,
}

impl RawRaw {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_31"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A31];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for RawRaw {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A31),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Union2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Union2 {
    /// `union`.
    pub union: Option<UnionUnion>,
}

impl wire::Record for Union2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("union", &self.union);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            union: fields.optional("union"),
        }
    }
}

/// `UnionUnion` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UnionUnion {
    /// `B`.
    B,
    /// `A_32`.
    A32,
}

impl UnionUnion {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_32"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A32];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for UnionUnion {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A32),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Vec3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Vec3 {
    /// `vec`.
    pub vec: Option<VecVec>,
}

impl wire::Record for Vec3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("vec", &self.vec);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            vec: fields.optional("vec"),
        }
    }
}

/// `VecVec` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VecVec {
    /// `B`.
    B,
    /// `A_33`.
    A33,
}

impl VecVec {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_33"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A33];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for VecVec {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A33),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Some3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Some3 {
    /// `some`.
    pub some: Option<SomeSome>,
}

impl wire::Record for Some3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("some", &self.some);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            some: fields.optional("some"),
        }
    }
}

/// `SomeSome` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SomeSome {
    /// `B`.
    B,
    /// `A_34`.
    A34,
}

impl SomeSome {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_34"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A34];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for SomeSome {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A34),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `None3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct None3 {
    /// `none`.
    pub none: Option<NoneNone>,
}

impl wire::Record for None3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("none", &self.none);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            none: fields.optional("none"),
        }
    }
}

/// `NoneNone` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoneNone {
    /// `B`.
    B,
    /// `A_35`.
    A35,
}

impl NoneNone {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_35"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A35];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for NoneNone {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A35),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Ok3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Ok3 {
    /// `ok`.
    pub ok: Option<OkOk>,
}

impl wire::Record for Ok3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("ok", &self.ok);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self { ok: fields.optional("ok") }
    }
}

/// `OkOk` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OkOk {
    /// `B`.
    B,
    /// `A_36`.
    A36,
}

impl OkOk {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_36"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A36];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for OkOk {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A36),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Err3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Err3 {
    /// `err`.
    pub err: Option<ErrErr>,
}

impl wire::Record for Err3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("err", &self.err);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            err: fields.optional("err"),
        }
    }
}

/// `ErrErr` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ErrErr {
    /// `B`.
    B,
    /// `A_37`.
    A37,
}

impl ErrErr {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_37"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A37];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ErrErr {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A37),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Box3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Box3 {
    /// `box`.
    pub r#box: Option<BoxBox>,
}

impl wire::Record for Box3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("box", &self.r#box);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            r#box: fields.optional("box"),
        }
    }
}

/// `BoxBox` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BoxBox {
    /// `B`.
    B,
    /// `A_38`.
    A38,
}

impl BoxBox {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_38"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A38];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for BoxBox {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A38),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Default3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Default3 {
    /// `default`.
    pub default: Option<DefaultDefault>,
}

impl wire::Record for Default3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("default", &self.default);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            default: fields.optional("default"),
        }
    }
}

/// `DefaultDefault` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefaultDefault {
    /// `B`.
    B,
    /// `A_39`.
    A39,
}

impl DefaultDefault {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_39"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A39];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for DefaultDefault {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A39),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Uuid2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Uuid2 {
    /// `uuid`.
    pub uuid: Option<UuidUuid>,
}

impl wire::Record for Uuid2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("uuid", &self.uuid);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            uuid: fields.optional("uuid"),
        }
    }
}

/// `UuidUuid` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UuidUuid {
    /// `B`.
    B,
    /// `A_40`.
    A40,
}

impl UuidUuid {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_40"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A40];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for UuidUuid {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A40),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Date2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Date2 {
    /// `date`.
    pub date: Option<DateDate>,
}

impl wire::Record for Date2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("date", &self.date);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            date: fields.optional("date"),
        }
    }
}

/// `DateDate` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DateDate {
    /// `B`.
    B,
    /// `A_41`.
    A41,
}

impl DateDate {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_41"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A41];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for DateDate {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A41),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Transaction2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction2 {
    /// `transaction`.
    pub transaction: Option<TransactionTransaction>,
}

impl wire::Record for Transaction2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("transaction", &self.transaction);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            transaction: fields.optional("transaction"),
        }
    }
}

/// `TransactionTransaction` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TransactionTransaction {
    /// `B`.
    B,
    /// `A_42`.
    A42,
}

impl TransactionTransaction {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_42"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A42];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for TransactionTransaction {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A42),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Outputs2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Outputs2 {
    /// `outputs`.
    pub outputs: Option<OutputsOutputs>,
}

impl wire::Record for Outputs2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("outputs", &self.outputs);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            outputs: fields.optional("outputs"),
        }
    }
}

/// `OutputsOutputs` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutputsOutputs {
    /// `B`.
    B,
    /// `A_43`.
    A43,
}

impl OutputsOutputs {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_43"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A43];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for OutputsOutputs {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A43),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Future3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Future3 {
    /// `future`.
    pub future: Option<FutureFuture>,
}

impl wire::Record for Future3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("future", &self.future);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            future: fields.optional("future"),
        }
    }
}

/// `FutureFuture` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FutureFuture {
    /// `B`.
    B,
    /// `A_44`.
    A44,
}

impl FutureFuture {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_44"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A44];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for FutureFuture {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A44),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `Debug3` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Debug3 {
    /// `debug`.
    pub debug: Option<DebugDebug>,
}

impl wire::Record for Debug3 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("debug", &self.debug);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            debug: fields.optional("debug"),
        }
    }
}

/// `DebugDebug` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DebugDebug {
    /// `B`.
    B,
    /// `A_45`.
    A45,
}

impl DebugDebug {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_45"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A45];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for DebugDebug {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A45),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// `LineId2` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct LineId2 {
    /// `lineId`.
    pub line_id: Option<LineIdLineId>,
}

impl wire::Record for LineId2 {
    fn write(&self, object: &mut wire::Object) {
        object.optional("lineId", &self.line_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            line_id: fields.optional("lineId"),
        }
    }
}

/// `LineIdLineId` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineIdLineId {
    /// `B`.
    B,
    /// `A_46`.
    A46,
}

impl LineIdLineId {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["B", "A_46"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::B, Self::A46];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for LineIdLineId {
    fn encode(&self) -> ::hera_runtime::Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(
        value: &::hera_runtime::Value,
        first: &wire::FirstError,
    ) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::B),
            Some(1) => Some(Self::A46),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::B
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.TYPE.MOVE.GEN.GEN.v1",
    smart_code: "HERA.TYPE.MOVE.GEN.GEN.v1",
    intent: "Do it.",
    file: "fields.yml",
    sum: "46c98ece35b53ad2731df7da0946fa0d34532f2dd2dae432515a953bb1670da6",
    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"EE_ONE\",\"when\":\"none\"}],\"happy_path\":[{\"step\":\"go\"}],\"inputs\":{\"optional\":[{\"name\":\"deep\",\"type\":\"array[array[array[array[array[array[array[array[uuid]]]]]]]]\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"type\",\"type\":\"enum[A_0, B]\"},{\"name\":\"move\",\"type\":\"enum[A_1, B]\"},{\"name\":\"option\",\"type\":\"enum[A_2, B]\"},{\"name\":\"string\",\"type\":\"enum[A_3, B]\"},{\"name\":\"result\",\"type\":\"enum[A_4, B]\"},{\"name\":\"send\",\"type\":\"enum[A_5, B]\"},{\"name\":\"clone\",\"type\":\"enum[A_6, B]\"},{\"name\":\"input\",\"type\":\"enum[A_7, B]\"},{\"name\":\"output\",\"type\":\"enum[A_8, B]\"},{\"name\":\"error\",\"type\":\"enum[A_9, B]\"},{\"name\":\"fields\",\"type\":\"enum[A_10, B]\"},{\"name\":\"value\",\"type\":\"enum[A_11, B]\"},{\"name\":\"state\",\"type\":\"enum[A_12, B]\"},{\"name\":\"payload\",\"type\":\"enum[A_13, B]\"},{\"name\":\"context\",\"type\":\"enum[A_14, B]\"},{\"name\":\"node\",\"type\":\"enum[A_15, B]\"},{\"name\":\"cx\",\"type\":\"enum[A_16, B]\"},{\"name\":\"std\",\"type\":\"enum[A_17, B]\"},{\"name\":\"core\",\"type\":\"enum[A_18, B]\"},{\"name\":\"hera_runtime\",\"type\":\"enum[A_19, B]\"},{\"name\":\"specs\",\"type\":\"enum[A_20, B]\"},{\"name\":\"plan\",\"type\":\"enum[A_21, B]\"},{\"name\":\"flow\",\"type\":\"enum[A_22, B]\"},{\"name\":\"wire\",\"type\":\"enum[A_23, B]\"},{\"name\":\"bind\",\"type\":\"enum[A_24, B]\"},{\"name\":\"match\",\"type\":\"enum[A_25, B]\"},{\"name\":\"fn\",\"type\":\"enum[A_26, B]\"},{\"name\":\"async\",\"type\":\"enum[A_27, B]\"},{\"name\":\"await\",\"type\":\"enum[A_28, B]\"},{\"name\":\"dyn\",\"type\":\"enum[A_29, B]\"},{\"name\":\"gen\",\"type\":\"enum[A_30, B]\"},{\"name\":\"raw\",\"type\":\"enum[A_31, B]\"},{\"name\":\"union\",\"type\":\"enum[A_32, B]\"},{\"name\":\"vec\",\"type\":\"enum[A_33, B]\"},{\"name\":\"some\",\"type\":\"enum[A_34, B]\"},{\"name\":\"none\",\"type\":\"enum[A_35, B]\"},{\"name\":\"ok\",\"type\":\"enum[A_36, B]\"},{\"name\":\"err\",\"type\":\"enum[A_37, B]\"},{\"name\":\"box\",\"type\":\"enum[A_38, B]\"},{\"name\":\"default\",\"type\":\"enum[A_39, B]\"},{\"name\":\"uuid\",\"type\":\"enum[A_40, B]\"},{\"name\":\"date\",\"type\":\"enum[A_41, B]\"},{\"name\":\"transaction\",\"type\":\"enum[A_42, B]\"},{\"name\":\"outputs\",\"type\":\"enum[A_43, B]\"},{\"name\":\"future\",\"type\":\"enum[A_44, B]\"},{\"name\":\"debug\",\"type\":\"enum[A_45, B]\"},{\"name\":\"lineId\",\"type\":\"enum[A_46, B]\"}]},\"intent\":\"Do it.\",\"outputs\":{\"response\":{\"async\":\"array[{async:enum[B, A_27]}]\",\"await\":\"array[{await:enum[B, A_28]}]\",\"bind\":\"array[{bind:enum[B, A_24]}]\",\"box\":\"array[{box:enum[B, A_38]}]\",\"clone\":\"array[{clone:enum[B, A_6]}]\",\"context\":\"array[{context:enum[B, A_14]}]\",\"core\":\"array[{core:enum[B, A_18]}]\",\"cx\":\"array[{cx:enum[B, A_16]}]\",\"date\":\"array[{date:enum[B, A_41]}]\",\"debug\":\"array[{debug:enum[B, A_45]}]\",\"default\":\"array[{default:enum[B, A_39]}]\",\"dyn\":\"array[{dyn:enum[B, A_29]}]\",\"err\":\"array[{err:enum[B, A_37]}]\",\"error\":\"array[{error:enum[B, A_9]}]\",\"fields\":\"array[{fields:enum[B, A_10]}]\",\"flow\":\"array[{flow:enum[B, A_22]}]\",\"fn\":\"array[{fn:enum[B, A_26]}]\",\"future\":\"array[{future:enum[B, A_44]}]\",\"gen\":\"array[{gen:enum[B, A_30]}]\",\"hera_runtime\":\"array[{hera_runtime:enum[B, A_19]}]\",\"input\":\"array[{input:enum[B, A_7]}]\",\"lineId\":\"array[{lineId:enum[B, A_46]}]\",\"match\":\"array[{match:enum[B, A_25]}]\",\"move\":\"array[{move:enum[B, A_1]}]\",\"node\":\"array[{node:enum[B, A_15]}]\",\"none\":\"array[{none:enum[B, A_35]}]\",\"ok\":\"array[{ok:enum[B, A_36]}]\",\"option\":\"array[{option:enum[B, A_2]}]\",\"output\":\"array[{output:enum[B, A_8]}]\",\"outputs\":\"array[{outputs:enum[B, A_43]}]\",\"payload\":\"array[{payload:enum[B, A_13]}]\",\"plan\":\"array[{plan:enum[B, A_21]}]\",\"raw\":\"array[{raw:enum[B, A_31]}]\",\"result\":\"array[{result:enum[B, A_4]}]\",\"send\":\"array[{send:enum[B, A_5]}]\",\"some\":\"array[{some:enum[B, A_34]}]\",\"specs\":\"array[{specs:enum[B, A_20]}]\",\"state\":\"array[{state:enum[B, A_12]}]\",\"std\":\"array[{std:enum[B, A_17]}]\",\"string\":\"array[{string:enum[B, A_3]}]\",\"transaction\":\"array[{transaction:enum[B, A_42]}]\",\"type\":\"array[{type:enum[B, A_0]}]\",\"union\":\"array[{union:enum[B, A_32]}]\",\"uuid\":\"array[{uuid:enum[B, A_40]}]\",\"value\":\"array[{value:enum[B, A_11]}]\",\"vec\":\"array[{vec:enum[B, A_33]}]\",\"wire\":\"array[{wire:enum[B, A_23]}]\"}},\"permissions\":[\"p\"],\"smart_code\":\"HERA.TYPE.MOVE.GEN.GEN.v1\"}",
};
