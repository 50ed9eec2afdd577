// Generated from names.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Uuid, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::r#type::r#move::r#gen::r#gen::v1 as r#gen;
use specs::std::core::wire::first::v2 as first_v2;
use specs::std::core::wire::raw::v1 as raw;
use specs::std::core::wire::r#dyn::v1 as r#dyn;
use specs::std::core::hera_runtime::hera_runtime::v1 as hera_runtime;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: r#gen::Gen + first_v2::First + raw::Raw + r#dyn::Dyn + hera_runtime::HeraRuntime + 'static {}

impl<
    P: r#gen::Gen + first_v2::First + raw::Raw + r#dyn::Dyn + hera_runtime::HeraRuntime
        + 'static,
> Procedures for P {}

static FLOWS: [&flow::FlowDef; 2] = [&core_plan::FLOW, &wire_flow::FLOW];

static PROCEDURES: &[&flow::Spec] = &[
    &r#gen::SPEC,
    &first_v2::SPEC,
    &raw::SPEC,
    &r#dyn::SPEC,
    &hera_runtime::SPEC,
];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[
        r#gen::invoke,
        first_v2::invoke,
        raw::invoke,
        r#dyn::invoke,
        hera_runtime::invoke,
    ];
    over(flow::dispatch(procedures, PROCEDURES, ways))
}

/// The same over any way to the procedures: for tests of the flows alone.
pub fn over(dispatch: ::std::sync::Arc<dyn flow::Dispatch>) -> flow::Orchestration {
    flow::Orchestration {
        spec: &SPEC,
        procedures: PROCEDURES,
        flows: &FLOWS,
        dispatch,
    }
}

/// `CORE.PLAN`
///
/// Starts on `"API.POST./x/go"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `FLOW` | `HERA.STD.CORE.WIRE.FIRST.v2` | always | itself | stays: a pivot |
/// | `FLOW` | `SEND` | `HERA.STD.CORE.WIRE.RAW.v1` | always | itself | `HERA.STD.CORE.WIRE.DYN.v1` |
/// | `SEND` | `NONE` | `HERA.STD.CORE.WIRE.DYN.v1` | always | itself | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `FLOW` | `EE_ONE` | failed | 422 |
/// | `FLOW` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `SEND` | `EE_ONE` | parked | 202 |
/// | `SEND` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
/// | `NONE` | `EE_ONE` | parked | 202 |
/// | `NONE` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod core_plan {
    use super::*;

    /// What `CORE.PLAN` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `a_e`: enum\[P, Q]; required.
        pub a_e: Option<first_v2::Pq>,
        /// `a_r`: array\[{y: enum\[P, Q], w: array\[enum\[P, Q]]}]; required.
        pub a_r: Option<Vec<first_v2::Zz>>,
        /// `pq`: enum\[P, Q]; required.
        pub pq: Option<first_v2::Pq>,
        /// `t1`: array\[enum\[P, Q]]; optional.
        pub t1: Option<Vec<first_v2::Pq>>,
        /// `t2`: array\[enum\[P, Q]]; optional.
        pub t2: Option<Vec<first_v2::Pq>>,
        /// `t3`: array\[enum\[P, Q]]; optional.
        pub t3: Option<Vec<first_v2::Pq>>,
        /// `t6`: array\[enum\[P, Q]]; optional.
        pub t6: Option<Vec<first_v2::Pq>>,
        /// `t7`: array\[array\[enum\[P, Q]]]; optional.
        pub t7: Option<Vec<Vec<first_v2::Pq>>>,
        /// `t8`: array\[{y: enum\[P, Q], w: array\[enum\[P, Q]]}]; optional.
        pub t8: Option<Vec<first_v2::Zz>>,
        /// `t9`: array\[array\[enum\[P, Q]]]; optional.
        pub t9: Option<Vec<Vec<first_v2::Pq>>>,
        /// `ta`: object; optional.
        pub ta: Option<Value>,
        /// `tb`: array\[enum\[P, Q, R]]; optional.
        pub tb: Option<Vec<r#dyn::Tb>>,
        /// `td`: array\[array\[{y: enum\[P, Q], w: array\[enum\[P, Q]]}]]; optional.
        pub td: Option<Vec<Vec<first_v2::Zz>>>,
        /// `tf`: array\[{y: enum\[P, Q], w: array\[enum\[P, Q]]}]; optional.
        pub tf: Option<Vec<first_v2::Zz>>,
        /// `tg`: object; optional.
        pub tg: Option<Value>,
        /// `ti`: integer; optional.
        pub ti: Option<i64>,
        /// `tj`: integer; optional.
        pub tj: Option<i64>,
        /// `zz`: array\[{y: enum\[P, Q], w: array\[enum\[P, Q]]}]; optional.
        pub zz: Option<Vec<first_v2::Zz>>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "a_e",
            "a_r",
            "pq",
            "t1",
            "t2",
            "t3",
            "t6",
            "t7",
            "t8",
            "t9",
            "ta",
            "tb",
            "td",
            "tf",
            "tg",
            "ti",
            "tj",
            "zz",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                a_e: fields.optional("a_e"),
                a_r: fields.optional("a_r"),
                pq: fields.optional("pq"),
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
                tf: fields.optional("tf"),
                tg: fields.optional("tg"),
                ti: fields.optional("ti"),
                tj: fields.optional("tj").or(Some(8i64)),
                zz: fields.optional("zz"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `FLOW` runs `HERA.STD.CORE.WIRE.FIRST.v2`.
        Flow,
        /// `SEND` runs `HERA.STD.CORE.WIRE.RAW.v1`.
        Send,
        /// `NONE` runs `HERA.STD.CORE.WIRE.DYN.v1`.
        None,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 3] = [Node::Flow, Node::Send, Node::None];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `FLOW`.
        pub flow: Option<first_v2::Output>,
        /// Of `SEND`.
        pub send: Option<raw::Output>,
    }

    /// The typed data of a run.
    #[derive(Clone, Debug)]
    pub struct State {
        /// Who runs it, and for whom.
        pub context: Context,
        /// What the event brought.
        pub payload: Payload,
        /// What the nodes have returned.
        pub outputs: Outputs,
    }

    impl flow::Typed for State {
        fn plan() -> &'static Plan {
            &PLAN
        }

        fn steps() -> &'static [flow::Step<State>] {
            &STEPS
        }
    }

    /// What `FLOW` is given.
    fn input_flow(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &first_v2::Input {
                organization_id: state.context.organization_id,
                pq: faults.required(state.payload.pq, "pq"),
                zz: state.payload.zz.clone(),
            },
        )
    }

    /// What `FLOW` has returned.
    fn keep_flow(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.flow, output);
    }

    const STEP_FLOW: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_flow,
        keep: Some(keep_flow),
        undo: None,
    };

    /// What `SEND` is given.
    fn input_send(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &raw::Input {
                organization_id: state.context.organization_id,
                a_r: faults.required(faults.recoded(state.payload.a_r.clone()), "a_r"),
                a_e: faults.required(faults.recoded(state.payload.a_e), "a_e"),
            },
        )
    }

    /// What `SEND` has returned.
    fn keep_send(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.send, output);
    }

    /// What `SEND` is undone with.
    fn undo_send(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &r#dyn::Input {
                organization_id: state.context.organization_id,
                t1: faults.recoded(state.payload.t1.clone()),
                t2: faults.recoded(state.payload.t2.clone()),
                t3: faults.recoded(state.payload.t3.clone()),
                t6: faults.recoded(state.payload.t6.clone()),
                t7: faults.recoded(state.payload.t7.clone()),
                t8: faults.recoded(state.payload.t8.clone()),
                t9: faults.recoded(state.payload.t9.clone()),
                ta: state.payload.ta.clone(),
                tb: state.payload.tb.clone(),
                td: faults.recoded(state.payload.td.clone()),
                te: faults.recoded(None::<Vec<first_v2::Zz>>),
                tf: faults.recoded(state.payload.tf.clone()),
                tg: state.payload.tg.clone(),
                ti: state.payload.ti,
                th: bind::or(Some(1i64), 7i64),
                tj: state.payload.tj.unwrap_or(8i64),
            },
        )
    }

    const STEP_SEND: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_send,
        keep: Some(keep_send),
        undo: Some(undo_send),
    };

    /// What `NONE` is given.
    fn input_none(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &r#dyn::Input {
                organization_id: state.context.organization_id,
                t1: faults
                    .recoded(
                        expr::list(
                            state
                                .outputs
                                .send
                                .as_ref()
                                .map(|output| &output.o_r)
                                .map(|items| {
                                    items.iter().filter_map(|item| item.y.as_ref())
                                }),
                        ),
                    ),
                t2: faults
                    .recoded(
                        expr::list(
                            state
                                .payload
                                .a_r
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.y.as_ref())
                                }),
                        ),
                    ),
                t3: faults
                    .recoded(
                        Some(
                            [
                                expr::recoded::<
                                    _,
                                    first_v2::Pq,
                                >(
                                    expr::owned(
                                        state.outputs.send.as_ref().map(|output| &output.o_e),
                                    ),
                                ),
                                expr::recoded::<
                                    _,
                                    first_v2::Pq,
                                >(
                                    expr::owned(
                                        state.outputs.flow.as_ref().map(|output| &output.zo),
                                    ),
                                ),
                                expr::recoded::<
                                    _,
                                    first_v2::Pq,
                                >(expr::owned(state.payload.a_e.as_ref())),
                                Some(first_v2::Pq::P),
                            ]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<first_v2::Pq>>(),
                        ),
                    ),
                t6: faults
                    .recoded(
                        Some(
                            [Some(first_v2::Pq::P), None::<first_v2::Pq>]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<first_v2::Pq>>(),
                        ),
                    ),
                t7: faults
                    .recoded(
                        expr::list(
                            state
                                .payload
                                .a_r
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.w.as_ref())
                                }),
                        ),
                    ),
                t8: faults.recoded(state.payload.a_r.clone()),
                t9: faults
                    .recoded(
                        expr::list(
                            state
                                .outputs
                                .send
                                .as_ref()
                                .map(|output| &output.o_r)
                                .map(|items| {
                                    items.iter().filter_map(|item| item.w.as_ref())
                                }),
                        ),
                    ),
                ta: expr::encoded(
                    expr::list(
                        state
                            .outputs
                            .send
                            .as_ref()
                            .map(|output| &output.o_r)
                            .map(|items| items.iter().filter_map(|item| item.w.as_ref())),
                    ),
                ),
                tb: Some(
                    [
                        expr::recoded::<
                            _,
                            r#dyn::Tb,
                        >(
                            expr::owned(
                                state.outputs.send.as_ref().map(|output| &output.o_e),
                            ),
                        ),
                        expr::recoded::<
                            _,
                            r#dyn::Tb,
                        >(expr::owned(state.payload.a_e.as_ref())),
                    ]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<r#dyn::Tb>>(),
                ),
                td: faults
                    .recoded(
                        Some(
                            [
                                expr::recoded::<
                                    _,
                                    Vec<first_v2::Zz>,
                                >(
                                    expr::owned(
                                        state.outputs.send.as_ref().map(|output| &output.o_r),
                                    ),
                                ),
                                expr::recoded::<
                                    _,
                                    Vec<first_v2::Zz>,
                                >(expr::owned(state.payload.a_r.as_ref())),
                            ]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<Vec<first_v2::Zz>>>(),
                        ),
                    ),
                te: faults.recoded(None::<Vec<first_v2::Zz>>),
                tf: faults.recoded(Some(Vec::<first_v2::Zz>::new())),
                tg: expr::encoded(Some(Vec::<Value>::new())),
                ti: expr::len(Some(None::<&Value>)),
                th: bind::or(Some(1i64), 7i64),
                tj: state.payload.tj.unwrap_or(8i64),
            },
        )
    }

    const STEP_NONE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_none,
        keep: None,
        undo: None,
    };

    static STEPS: [flow::Step<State>; 3] = [STEP_FLOW, STEP_SEND, STEP_NONE];

    const NODE_FLOW: plan::Node = plan::Node {
        id: plan::Text::Borrowed("FLOW"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FIRST.v2"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("EE_ONE"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_SEND: plan::Node = plan::Node {
        id: plan::Text::Borrowed("SEND"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.RAW.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.DYN.v1"),
            effects: plan::Effects::Transactional,
            needs_output: false,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("EE_ONE"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("EE_ONE"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_NONE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("NONE"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.DYN.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(2u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("EE_ONE"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 3] = [NODE_FLOW, NODE_SEND, NODE_NONE];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("FLOW"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("SEND"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("NONE"),
        nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 3] = [BOUNDARY_0, BOUNDARY_1, BOUNDARY_2];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.STD.ORCH.ORCH.SPECS.v1"),
        event: plan::Text::Borrowed("CORE.PLAN"),
        sum: plan::Text::Borrowed(
            "11697fb452e0c464c560b6f3e474a3d32892cd212a9bdaad8854b0b11ecbd1ef",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 5000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: None,
            preserve_failed_state: false,
        },
        run: plan::RunPolicy::FREE,
    };

    fn read(
        context: &Context,
        payload: &Value,
    ) -> Result<(State, Vec<String>), flow::Refusal> {
        let mut fields = flow::Refusal::fields(payload)?;
        let state = State {
            context: context.clone(),
            payload: Payload::read(&mut fields),
            outputs: Outputs::default(),
        };
        if state.payload.a_e.is_none() {
            fields.miss("a_e");
        }
        if state.payload.a_r.is_none() {
            fields.miss("a_r");
        }
        if state.payload.pq.is_none() {
            fields.miss("pq");
        }
        let missing = fields.finish(Payload::FIELDS)?;
        Ok((state, missing))
    }

    fn admit(context: &Context, payload: &Value) -> flow::Admission {
        let (state, missing) = read(context, payload)?;
        flow::Refusal::unless_complete(&missing)?;
        Ok(Box::new(state))
    }

    fn draft(context: &Context, payload: &Value) -> flow::Draft {
        let (state, missing) = read(context, payload)?;
        Ok((Box::new(state), missing))
    }

    const ERRORS_FLOW: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "FLOW",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "FLOW",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_SEND: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "SEND",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "SEND",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    const ERRORS_NONE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "NONE",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "NONE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "CORE.PLAN",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/x/go",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "a_e",
                ty: "enum[P, Q]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "a_r",
                ty: "array[{y: enum[P, Q], w: array[enum[P, Q]]}]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "pq",
                ty: "enum[P, Q]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "t1",
                ty: "array[enum[P, Q]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t2",
                ty: "array[enum[P, Q]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t3",
                ty: "array[enum[P, Q]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t6",
                ty: "array[enum[P, Q]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t7",
                ty: "array[array[enum[P, Q]]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t8",
                ty: "array[{y: enum[P, Q], w: array[enum[P, Q]]}]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "t9",
                ty: "array[array[enum[P, Q]]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "ta",
                ty: "object",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "tb",
                ty: "array[enum[P, Q, R]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "td",
                ty: "array[array[{y: enum[P, Q], w: array[enum[P, Q]]}]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "tf",
                ty: "array[{y: enum[P, Q], w: array[enum[P, Q]]}]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "tg",
                ty: "object",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "ti",
                ty: "integer",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "tj",
                ty: "integer",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "zz",
                ty: "array[{y: enum[P, Q], w: array[enum[P, Q]]}]",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["p"],
        conditions: &[],
        errors: &[ERRORS_FLOW, ERRORS_SEND, ERRORS_NONE],
        admit,
        draft,
    };
}

/// `WIRE.FLOW`
///
/// Starts on `"API.POST./y/go"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `FN` | `HERA.TYPE.MOVE.GEN.GEN.v1` | always | itself | stays: a pivot |
/// | `FN` | `SOME` | `HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1` | always | itself | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `FN` | `EE_ONE` | failed | 422 |
/// | `FN` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `SOME` | `TYPE`, `MOVE`, `OPTION`, `STRING`, `RESULT`, `SEND`, `CLONE`, `INPUT`, `OUTPUT`, `ERROR`, `FIELDS`, `VALUE`, `STATE`, `PAYLOAD`, `CONTEXT`, `NODE`, `CX`, `STD`, `CORE`, `HERA_RUNTIME`, `SPECS`, `PLAN`, `FLOW`, `WIRE`, `BIND`, `MATCH`, `FN`, `ASYNC`, `AWAIT`, `DYN`, `GEN`, `RAW`, `UNION`, `VEC`, `SOME`, `NONE`, `OK`, `ERR`, `BOX`, `DEFAULT`, `UUID`, `DATE`, `TRANSACTION`, `OUTPUTS`, `FUTURE`, `DEBUG` | parked | 202 |
/// | `SOME` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod wire_flow {
    use super::*;

    /// What `WIRE.FLOW` brings. A required field is there in every run.
    #[allow(clippy::type_complexity)]
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `async`: enum\[A_27, B]; required.
        pub r#async: Option<r#gen::Async>,
        /// `await`: enum\[A_28, B]; required.
        pub r#await: Option<r#gen::Await>,
        /// `bind`: enum\[A_24, B]; required.
        pub bind: Option<r#gen::Bind>,
        /// `box`: enum\[A_38, B]; required.
        pub r#box: Option<r#gen::Box2>,
        /// `clone`: enum\[A_6, B]; required.
        pub clone: Option<r#gen::Clone2>,
        /// `context`: enum\[A_14, B]; required.
        pub context: Option<r#gen::Context>,
        /// `core`: enum\[A_18, B]; required.
        pub core: Option<r#gen::Core>,
        /// `cx`: enum\[A_16, B]; required.
        pub cx: Option<r#gen::Cx>,
        /// `date`: enum\[A_41, B]; required.
        pub date: Option<r#gen::Date>,
        /// `debug`: enum\[A_45, B]; required.
        pub debug: Option<r#gen::Debug2>,
        /// `deep`: array\[array\[array\[array\[array\[array\[array\[array\[uuid]]]]]]]]; optional.
        pub deep: Option<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Uuid>>>>>>>>>,
        /// `default`: enum\[A_39, B]; required.
        pub default: Option<r#gen::Default2>,
        /// `dyn`: enum\[A_29, B]; required.
        pub r#dyn: Option<r#gen::Dyn>,
        /// `err`: enum\[A_37, B]; required.
        pub err: Option<r#gen::Err2>,
        /// `error`: enum\[A_9, B]; required.
        pub error: Option<r#gen::Error2>,
        /// `fields`: enum\[A_10, B]; required.
        pub fields: Option<r#gen::Fields>,
        /// `flow`: enum\[A_22, B]; required.
        pub flow: Option<r#gen::Flow>,
        /// `fn`: enum\[A_26, B]; required.
        pub r#fn: Option<r#gen::Fn2>,
        /// `future`: enum\[A_44, B]; required.
        pub future: Option<r#gen::Future2>,
        /// `gen`: enum\[A_30, B]; required.
        pub r#gen: Option<r#gen::Gen2>,
        /// `hera_runtime`: enum\[A_19, B]; required.
        pub hera_runtime: Option<r#gen::HeraRuntime>,
        /// `input`: enum\[A_7, B]; required.
        pub input: Option<r#gen::Input2>,
        /// `k`: enum\[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG]; required.
        pub k: Option<hera_runtime::K>,
        /// `lineId`: enum\[A_46, B]; required.
        pub line_id: Option<r#gen::LineId>,
        /// `match`: enum\[A_25, B]; required.
        pub r#match: Option<r#gen::Match>,
        /// `move`: enum\[A_1, B]; required.
        pub r#move: Option<r#gen::Move>,
        /// `node`: enum\[A_15, B]; required.
        pub node: Option<r#gen::Node>,
        /// `none`: enum\[A_35, B]; required.
        pub none: Option<r#gen::None2>,
        /// `ok`: enum\[A_36, B]; required.
        pub ok: Option<r#gen::Ok2>,
        /// `option`: enum\[A_2, B]; required.
        pub option: Option<r#gen::Option2>,
        /// `output`: enum\[A_8, B]; required.
        pub output: Option<r#gen::Output2>,
        /// `outputs`: enum\[A_43, B]; required.
        pub outputs: Option<r#gen::Outputs>,
        /// `payload`: enum\[A_13, B]; required.
        pub payload: Option<r#gen::Payload>,
        /// `plan`: enum\[A_21, B]; required.
        pub plan: Option<r#gen::Plan>,
        /// `raw`: enum\[A_31, B]; required.
        pub raw: Option<r#gen::Raw>,
        /// `result`: enum\[A_4, B]; required.
        pub result: Option<r#gen::Result2>,
        /// `send`: enum\[A_5, B]; required.
        pub send: Option<r#gen::Send2>,
        /// `some`: enum\[A_34, B]; required.
        pub some: Option<r#gen::Some2>,
        /// `specs`: enum\[A_20, B]; required.
        pub specs: Option<r#gen::Specs>,
        /// `state`: enum\[A_12, B]; required.
        pub state: Option<r#gen::State>,
        /// `std`: enum\[A_17, B]; required.
        pub std: Option<r#gen::Std>,
        /// `string`: enum\[A_3, B]; required.
        pub string: Option<r#gen::String2>,
        /// `transaction`: enum\[A_42, B]; required.
        pub transaction: Option<r#gen::Transaction>,
        /// `type`: enum\[A_0, B]; required.
        pub r#type: Option<r#gen::Type>,
        /// `union`: enum\[A_32, B]; required.
        pub union: Option<r#gen::Union>,
        /// `uuid`: enum\[A_40, B]; required.
        pub uuid: Option<r#gen::Uuid>,
        /// `value`: enum\[A_11, B]; required.
        pub value: Option<r#gen::Value>,
        /// `vec`: enum\[A_33, B]; required.
        pub vec: Option<r#gen::Vec2>,
        /// `wire`: enum\[A_23, B]; required.
        pub wire: Option<r#gen::Wire>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "async",
            "await",
            "bind",
            "box",
            "clone",
            "context",
            "core",
            "cx",
            "date",
            "debug",
            "deep",
            "default",
            "dyn",
            "err",
            "error",
            "fields",
            "flow",
            "fn",
            "future",
            "gen",
            "hera_runtime",
            "input",
            "k",
            "lineId",
            "match",
            "move",
            "node",
            "none",
            "ok",
            "option",
            "output",
            "outputs",
            "payload",
            "plan",
            "raw",
            "result",
            "send",
            "some",
            "specs",
            "state",
            "std",
            "string",
            "transaction",
            "type",
            "union",
            "uuid",
            "value",
            "vec",
            "wire",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                r#async: fields.optional("async"),
                r#await: fields.optional("await"),
                bind: fields.optional("bind"),
                r#box: fields.optional("box"),
                clone: fields.optional("clone"),
                context: fields.optional("context"),
                core: fields.optional("core"),
                cx: fields.optional("cx"),
                date: fields.optional("date"),
                debug: fields.optional("debug"),
                deep: fields.optional("deep"),
                default: fields.optional("default"),
                r#dyn: fields.optional("dyn"),
                err: fields.optional("err"),
                error: fields.optional("error"),
                fields: fields.optional("fields"),
                flow: fields.optional("flow"),
                r#fn: fields.optional("fn"),
                future: fields.optional("future"),
                r#gen: fields.optional("gen"),
                hera_runtime: fields.optional("hera_runtime"),
                input: fields.optional("input"),
                k: fields.optional("k"),
                line_id: fields.optional("lineId"),
                r#match: fields.optional("match"),
                r#move: fields.optional("move"),
                node: fields.optional("node"),
                none: fields.optional("none"),
                ok: fields.optional("ok"),
                option: fields.optional("option"),
                output: fields.optional("output"),
                outputs: fields.optional("outputs"),
                payload: fields.optional("payload"),
                plan: fields.optional("plan"),
                raw: fields.optional("raw"),
                result: fields.optional("result"),
                send: fields.optional("send"),
                some: fields.optional("some"),
                specs: fields.optional("specs"),
                state: fields.optional("state"),
                std: fields.optional("std"),
                string: fields.optional("string"),
                transaction: fields.optional("transaction"),
                r#type: fields.optional("type"),
                union: fields.optional("union"),
                uuid: fields.optional("uuid"),
                value: fields.optional("value"),
                vec: fields.optional("vec"),
                wire: fields.optional("wire"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `FN` runs `HERA.TYPE.MOVE.GEN.GEN.v1`.
        Fn,
        /// `SOME` runs `HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1`.
        Some,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 2] = [Node::Fn, Node::Some];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `FN`.
        pub r#fn: Option<r#gen::Output>,
        /// Of `SOME`.
        pub some: Option<hera_runtime::Output>,
    }

    /// The typed data of a run.
    #[derive(Clone, Debug)]
    pub struct State {
        /// Who runs it, and for whom.
        pub context: Context,
        /// What the event brought.
        pub payload: Payload,
        /// What the nodes have returned.
        pub outputs: Outputs,
    }

    impl flow::Typed for State {
        fn plan() -> &'static Plan {
            &PLAN
        }

        fn steps() -> &'static [flow::Step<State>] {
            &STEPS
        }
    }

    /// What `FN` is given.
    fn input_fn(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &r#gen::Input {
                organization_id: state.context.organization_id,
                r#type: faults.required(state.payload.r#type, "type"),
                r#move: faults.required(state.payload.r#move, "move"),
                option: faults.required(state.payload.option, "option"),
                string: faults.required(state.payload.string, "string"),
                result: faults.required(state.payload.result, "result"),
                send: faults.required(state.payload.send, "send"),
                clone: faults.required(state.payload.clone, "clone"),
                input: faults.required(state.payload.input, "input"),
                output: faults.required(state.payload.output, "output"),
                error: faults.required(state.payload.error, "error"),
                fields: faults.required(state.payload.fields, "fields"),
                value: faults.required(state.payload.value, "value"),
                state: faults.required(state.payload.state, "state"),
                payload: faults.required(state.payload.payload, "payload"),
                context: faults.required(state.payload.context, "context"),
                node: faults.required(state.payload.node, "node"),
                cx: faults.required(state.payload.cx, "cx"),
                std: faults.required(state.payload.std, "std"),
                core: faults.required(state.payload.core, "core"),
                hera_runtime: faults
                    .required(state.payload.hera_runtime, "hera_runtime"),
                specs: faults.required(state.payload.specs, "specs"),
                plan: faults.required(state.payload.plan, "plan"),
                flow: faults.required(state.payload.flow, "flow"),
                wire: faults.required(state.payload.wire, "wire"),
                bind: faults.required(state.payload.bind, "bind"),
                r#match: faults.required(state.payload.r#match, "match"),
                r#fn: faults.required(state.payload.r#fn, "fn"),
                r#async: faults.required(state.payload.r#async, "async"),
                r#await: faults.required(state.payload.r#await, "await"),
                r#dyn: faults.required(state.payload.r#dyn, "dyn"),
                r#gen: faults.required(state.payload.r#gen, "gen"),
                raw: faults.required(state.payload.raw, "raw"),
                union: faults.required(state.payload.union, "union"),
                vec: faults.required(state.payload.vec, "vec"),
                some: faults.required(state.payload.some, "some"),
                none: faults.required(state.payload.none, "none"),
                ok: faults.required(state.payload.ok, "ok"),
                err: faults.required(state.payload.err, "err"),
                r#box: faults.required(state.payload.r#box, "box"),
                default: faults.required(state.payload.default, "default"),
                uuid: faults.required(state.payload.uuid, "uuid"),
                date: faults.required(state.payload.date, "date"),
                transaction: faults.required(state.payload.transaction, "transaction"),
                outputs: faults.required(state.payload.outputs, "outputs"),
                future: faults.required(state.payload.future, "future"),
                debug: faults.required(state.payload.debug, "debug"),
                line_id: faults.required(state.payload.line_id, "lineId"),
                deep: state.payload.deep.clone(),
            },
        )
    }

    /// What `FN` has returned.
    fn keep_fn(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.r#fn, output);
    }

    const STEP_FN: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_fn,
        keep: Some(keep_fn),
        undo: None,
    };

    /// What `SOME` is given.
    fn input_some(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &hera_runtime::Input {
                organization_id: state.context.organization_id,
                k: faults.required(state.payload.k, "k"),
            },
        )
    }

    /// What `SOME` has returned.
    fn keep_some(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.some, output);
    }

    const STEP_SOME: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_some,
        keep: Some(keep_some),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 2] = [STEP_FN, STEP_SOME];

    const NODE_FN: plan::Node = plan::Node {
        id: plan::Text::Borrowed("FN"),
        procedure: plan::Text::Borrowed("HERA.TYPE.MOVE.GEN.GEN.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("EE_ONE"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_SOME: plan::Node = plan::Node {
        id: plan::Text::Borrowed("SOME"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("TYPE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("MOVE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("OPTION"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("STRING"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RESULT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SEND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CLONE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INPUT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("OUTPUT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ERROR"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("FIELDS"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("VALUE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("STATE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYLOAD"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CONTEXT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NODE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CX"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("STD"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CORE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("HERA_RUNTIME"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SPECS"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PLAN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("FLOW"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("WIRE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("BIND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("MATCH"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("FN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ASYNC"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("AWAIT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DYN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("GEN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RAW"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("UNION"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("VEC"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SOME"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NONE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("OK"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ERR"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("BOX"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DEFAULT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("UUID"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DATE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("TRANSACTION"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("OUTPUTS"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("FUTURE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DEBUG"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 2] = [NODE_FN, NODE_SOME];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("FN"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("SOME"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 2] = [BOUNDARY_0, BOUNDARY_1];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.STD.ORCH.ORCH.SPECS.v1"),
        event: plan::Text::Borrowed("WIRE.FLOW"),
        sum: plan::Text::Borrowed(
            "1ba157f7bfa685e797e8237ff15f5cb59dc8645b1b14de7baf1a915a66d3224a",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 5000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: None,
            preserve_failed_state: false,
        },
        run: plan::RunPolicy::FREE,
    };

    fn read(
        context: &Context,
        payload: &Value,
    ) -> Result<(State, Vec<String>), flow::Refusal> {
        let mut fields = flow::Refusal::fields(payload)?;
        let state = State {
            context: context.clone(),
            payload: Payload::read(&mut fields),
            outputs: Outputs::default(),
        };
        if state.payload.r#async.is_none() {
            fields.miss("async");
        }
        if state.payload.r#await.is_none() {
            fields.miss("await");
        }
        if state.payload.bind.is_none() {
            fields.miss("bind");
        }
        if state.payload.r#box.is_none() {
            fields.miss("box");
        }
        if state.payload.clone.is_none() {
            fields.miss("clone");
        }
        if state.payload.context.is_none() {
            fields.miss("context");
        }
        if state.payload.core.is_none() {
            fields.miss("core");
        }
        if state.payload.cx.is_none() {
            fields.miss("cx");
        }
        if state.payload.date.is_none() {
            fields.miss("date");
        }
        if state.payload.debug.is_none() {
            fields.miss("debug");
        }
        if state.payload.default.is_none() {
            fields.miss("default");
        }
        if state.payload.r#dyn.is_none() {
            fields.miss("dyn");
        }
        if state.payload.err.is_none() {
            fields.miss("err");
        }
        if state.payload.error.is_none() {
            fields.miss("error");
        }
        if state.payload.fields.is_none() {
            fields.miss("fields");
        }
        if state.payload.flow.is_none() {
            fields.miss("flow");
        }
        if state.payload.r#fn.is_none() {
            fields.miss("fn");
        }
        if state.payload.future.is_none() {
            fields.miss("future");
        }
        if state.payload.r#gen.is_none() {
            fields.miss("gen");
        }
        if state.payload.hera_runtime.is_none() {
            fields.miss("hera_runtime");
        }
        if state.payload.input.is_none() {
            fields.miss("input");
        }
        if state.payload.k.is_none() {
            fields.miss("k");
        }
        if state.payload.line_id.is_none() {
            fields.miss("lineId");
        }
        if state.payload.r#match.is_none() {
            fields.miss("match");
        }
        if state.payload.r#move.is_none() {
            fields.miss("move");
        }
        if state.payload.node.is_none() {
            fields.miss("node");
        }
        if state.payload.none.is_none() {
            fields.miss("none");
        }
        if state.payload.ok.is_none() {
            fields.miss("ok");
        }
        if state.payload.option.is_none() {
            fields.miss("option");
        }
        if state.payload.output.is_none() {
            fields.miss("output");
        }
        if state.payload.outputs.is_none() {
            fields.miss("outputs");
        }
        if state.payload.payload.is_none() {
            fields.miss("payload");
        }
        if state.payload.plan.is_none() {
            fields.miss("plan");
        }
        if state.payload.raw.is_none() {
            fields.miss("raw");
        }
        if state.payload.result.is_none() {
            fields.miss("result");
        }
        if state.payload.send.is_none() {
            fields.miss("send");
        }
        if state.payload.some.is_none() {
            fields.miss("some");
        }
        if state.payload.specs.is_none() {
            fields.miss("specs");
        }
        if state.payload.state.is_none() {
            fields.miss("state");
        }
        if state.payload.std.is_none() {
            fields.miss("std");
        }
        if state.payload.string.is_none() {
            fields.miss("string");
        }
        if state.payload.transaction.is_none() {
            fields.miss("transaction");
        }
        if state.payload.r#type.is_none() {
            fields.miss("type");
        }
        if state.payload.union.is_none() {
            fields.miss("union");
        }
        if state.payload.uuid.is_none() {
            fields.miss("uuid");
        }
        if state.payload.value.is_none() {
            fields.miss("value");
        }
        if state.payload.vec.is_none() {
            fields.miss("vec");
        }
        if state.payload.wire.is_none() {
            fields.miss("wire");
        }
        let missing = fields.finish(Payload::FIELDS)?;
        Ok((state, missing))
    }

    fn admit(context: &Context, payload: &Value) -> flow::Admission {
        let (state, missing) = read(context, payload)?;
        flow::Refusal::unless_complete(&missing)?;
        Ok(Box::new(state))
    }

    fn draft(context: &Context, payload: &Value) -> flow::Draft {
        let (state, missing) = read(context, payload)?;
        Ok((Box::new(state), missing))
    }

    const ERRORS_FN: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "FN",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "FN",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_SOME: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "SOME",
            codes: &[
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
            ],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "SOME",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "WIRE.FLOW",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/y/go",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "async",
                ty: "enum[A_27, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "await",
                ty: "enum[A_28, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "bind",
                ty: "enum[A_24, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "box",
                ty: "enum[A_38, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "clone",
                ty: "enum[A_6, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "context",
                ty: "enum[A_14, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "core",
                ty: "enum[A_18, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "cx",
                ty: "enum[A_16, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "date",
                ty: "enum[A_41, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "debug",
                ty: "enum[A_45, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "deep",
                ty: "array[array[array[array[array[array[array[array[uuid]]]]]]]]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "default",
                ty: "enum[A_39, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "dyn",
                ty: "enum[A_29, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "err",
                ty: "enum[A_37, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "error",
                ty: "enum[A_9, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "fields",
                ty: "enum[A_10, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "flow",
                ty: "enum[A_22, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "fn",
                ty: "enum[A_26, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "future",
                ty: "enum[A_44, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "gen",
                ty: "enum[A_30, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "hera_runtime",
                ty: "enum[A_19, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "input",
                ty: "enum[A_7, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "k",
                ty: "enum[TYPE, MOVE, OPTION, STRING, RESULT, SEND, CLONE, INPUT, OUTPUT, ERROR, FIELDS, VALUE, STATE, PAYLOAD, CONTEXT, NODE, CX, STD, CORE, HERA_RUNTIME, SPECS, PLAN, FLOW, WIRE, BIND, MATCH, FN, ASYNC, AWAIT, DYN, GEN, RAW, UNION, VEC, SOME, NONE, OK, ERR, BOX, DEFAULT, UUID, DATE, TRANSACTION, OUTPUTS, FUTURE, DEBUG]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "lineId",
                ty: "enum[A_46, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "match",
                ty: "enum[A_25, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "move",
                ty: "enum[A_1, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "node",
                ty: "enum[A_15, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "none",
                ty: "enum[A_35, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "ok",
                ty: "enum[A_36, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "option",
                ty: "enum[A_2, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "output",
                ty: "enum[A_8, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "outputs",
                ty: "enum[A_43, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "payload",
                ty: "enum[A_13, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "plan",
                ty: "enum[A_21, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "raw",
                ty: "enum[A_31, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "result",
                ty: "enum[A_4, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "send",
                ty: "enum[A_5, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "some",
                ty: "enum[A_34, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "specs",
                ty: "enum[A_20, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "state",
                ty: "enum[A_12, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "std",
                ty: "enum[A_17, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "string",
                ty: "enum[A_3, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "transaction",
                ty: "enum[A_42, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "type",
                ty: "enum[A_0, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "union",
                ty: "enum[A_32, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "uuid",
                ty: "enum[A_40, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "value",
                ty: "enum[A_11, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "vec",
                ty: "enum[A_33, B]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "wire",
                ty: "enum[A_23, B]",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["p"],
        conditions: &[],
        errors: &[ERRORS_FN, ERRORS_SOME],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.ORCH.ORCH.SPECS.v1",
    smart_code: "HERA.STD.ORCH.ORCH.SPECS.v1",
    intent: "Orchestrate.",
    file: "names.orchestration.yml",
    sum: "ddc8543966cd0e8ac7293f5c9a3bcb0f9e2c13472a53c0d3953e762e88228d94",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true},\"edges\":[\"CORE.PLAN -> FLOW -> SEND -> NONE\",\"WIRE.FLOW -> FN -> SOME\"],\"graph\":{\"nodes\":[{\"id\":\"FLOW\",\"run\":\"HERA.STD.CORE.WIRE.FIRST.v2\"},{\"compensation\":{\"run\":\"HERA.STD.CORE.WIRE.DYN.v1\",\"with\":{\"te\":\"null\",\"th\":\"1\"}},\"id\":\"SEND\",\"run\":\"HERA.STD.CORE.WIRE.RAW.v1\"},{\"id\":\"NONE\",\"run\":\"HERA.STD.CORE.WIRE.DYN.v1\",\"with\":{\"t1\":\"$.nodes.SEND.o_r.y\",\"t2\":\"$.payload.a_r.y\",\"t3\":\"[$.nodes.SEND.o_e, $.nodes.FLOW.zo, $.payload.a_e, 'P']\",\"t6\":\"['P', null]\",\"t7\":\"$.payload.a_r.w\",\"t8\":\"$.payload.a_r\",\"t9\":\"$.nodes.SEND.o_r.w\",\"ta\":\"$.nodes.SEND.o_r.w\",\"tb\":\"[$.nodes.SEND.o_e, $.payload.a_e]\",\"td\":\"[$.nodes.SEND.o_r, $.payload.a_r]\",\"te\":\"null\",\"tf\":\"[]\",\"tg\":\"[]\",\"th\":\"1\",\"ti\":\"len([])\"}},{\"id\":\"FN\",\"run\":\"HERA.TYPE.MOVE.GEN.GEN.v1\"},{\"id\":\"SOME\",\"run\":\"HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1\"}]},\"intent\":\"Orchestrate.\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":5000},\"smart_code\":\"HERA.STD.ORCH.ORCH.SPECS.v1\",\"triggers\":[{\"emit\":\"CORE.PLAN\",\"on\":\"API.POST./x/go\"},{\"emit\":\"WIRE.FLOW\",\"on\":\"API.POST./y/go\"}]}",
};
