// Generated from computed.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Decimal, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::std::core::wire::fifth::v1 as fifth;
use specs::std::core::wire::fourth::v1 as fourth;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: fifth::Fifth + fourth::Fourth + 'static {}

impl<P: fifth::Fifth + fourth::Fourth + 'static> Procedures for P {}

static FLOWS: [&flow::FlowDef; 1] = [&str_compute::FLOW];

static PROCEDURES: &[&flow::Spec] = &[&fifth::SPEC, &fourth::SPEC];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[fifth::invoke, fourth::invoke];
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

/// `STR.COMPUTE`
///
/// Starts on `"API.POST./z/compute"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `N1` | `HERA.STD.CORE.WIRE.FOURTH.v1` | always | itself | `HERA.STD.CORE.WIRE.FIFTH.v1` |
/// | `N1` | `N2` | `HERA.STD.CORE.WIRE.FOURTH.v1` | always | itself | stays: a pivot |
/// | `N2` | `N3` | `HERA.STD.CORE.WIRE.FOURTH.v1` | always | itself | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `N1` | `EE_ONE` | failed | 422 |
/// | `N1` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `N2` | `EE_ONE`, `PRECONDITION_FAILED` | compensated | 422 |
/// | `N2` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `N3` | `EE_ONE`, `PRECONDITION_FAILED` | parked | 202 |
/// | `N3` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod str_compute {
    use super::*;

    /// What `STR.COMPUTE` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `list`: array\[integer]; required.
        pub list: Option<Vec<i64>>,
        /// `m`: integer; optional.
        pub m: Option<i64>,
        /// `n`: integer; required.
        pub n: Option<i64>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["list", "m", "n"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                list: fields.optional("list"),
                m: fields.optional("m"),
                n: fields.optional("n"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `N1` runs `HERA.STD.CORE.WIRE.FOURTH.v1`.
        N1,
        /// `N2` runs `HERA.STD.CORE.WIRE.FOURTH.v1`.
        N2,
        /// `N3` runs `HERA.STD.CORE.WIRE.FOURTH.v1`.
        N3,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 3] = [Node::N1, Node::N2, Node::N3];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `N1`.
        pub n1: Option<fourth::Output>,
        /// Of `N2`.
        pub n2: Option<fourth::Output>,
        /// Of `N3`.
        pub n3: Option<fourth::Output>,
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

    /// `cents fits its type`
    fn admits_n1_fits_cents(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.n.as_ref(), "n").is_some()
            && expr::exists(
                expr::multiply(state.payload.n.as_ref(), Some(&100i64)).as_ref(),
            )
    }

    /// `price fits its type`
    fn admits_n1_fits_price(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.n.as_ref(), "n").is_some()
            && expr::exists(
                expr::decimal(expr::add(state.payload.n.as_ref(), Some(&1i64)).as_ref())
                    .as_ref(),
            )
    }

    /// `bonus fits its type`
    fn admits_n1_fits_bonus(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.n.as_ref(), "n").is_some()
            && expr::exists(expr::negate(state.payload.n.as_ref()).as_ref())
    }

    /// `tip fits its type`
    fn admits_n1_fits_tip(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.n.as_ref(), "n").is_some()
            && expr::exists(
                expr::subtract(state.payload.n.as_ref(), Some(&1i64)).as_ref(),
            )
    }

    /// `cents fits its type`
    fn admits_n1_undo_cents(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.list.as_ref(), "list").is_some()
            && expr::exists(expr::sum(state.payload.list.as_ref()).as_ref())
    }

    /// What `N1` is given.
    fn input_n1(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &fourth::Input {
                organization_id: state.context.organization_id,
                cents: faults
                    .fits(
                        expr::multiply(state.payload.n.as_ref(), Some(&100i64)),
                        "cents",
                    ),
                price: faults
                    .fits(
                        expr::decimal(
                            expr::add(state.payload.n.as_ref(), Some(&1i64)).as_ref(),
                        ),
                        "price",
                    ),
                bonus: Some(
                    faults.fits(expr::negate(state.payload.n.as_ref()), "bonus"),
                ),
                tip: faults
                    .fits(expr::subtract(state.payload.n.as_ref(), Some(&1i64)), "tip"),
            },
        )
    }

    /// What `N1` has returned.
    fn keep_n1(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n1, output);
    }

    /// What `N1` is undone with.
    fn undo_n1(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &fifth::Input {
                organization_id: state.context.organization_id,
                cents: faults.fits(expr::sum(state.payload.list.as_ref()), "cents"),
                back: faults
                    .fits(
                        expr::multiply(
                            state.outputs.n1.as_ref().map(|output| &output.count),
                            Some(&2i64),
                        ),
                        "back",
                    ),
            },
        )
    }

    const STEP_N1: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "cents fits its type",
                holds: admits_n1_fits_cents,
            },
            flow::Clause {
                text: "price fits its type",
                holds: admits_n1_fits_price,
            },
            flow::Clause {
                text: "bonus fits its type",
                holds: admits_n1_fits_bonus,
            },
            flow::Clause {
                text: "tip fits its type",
                holds: admits_n1_fits_tip,
            },
            flow::Clause {
                text: "cents fits its type",
                holds: admits_n1_undo_cents,
            },
        ],
        input: input_n1,
        keep: Some(keep_n1),
        undo: Some(undo_n1),
    };

    /// What `N2` is given.
    fn input_n2(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &fourth::Input {
                organization_id: state.context.organization_id,
                cents: faults
                    .fits(
                        expr::multiply(
                            state.outputs.n1.as_ref().map(|output| &output.count),
                            Some(&100i64),
                        ),
                        "cents",
                    ),
                price: faults
                    .fits(
                        expr::divide(
                            expr::decimal(
                                    state.outputs.n1.as_ref().map(|output| &output.count),
                                )
                                .as_ref(),
                            Some(&Decimal::new(3, 0)),
                        ),
                        "price",
                    ),
                bonus: None,
                tip: 5i64,
            },
        )
    }

    /// What `N2` has returned.
    fn keep_n2(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n2, output);
    }

    const STEP_N2: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_n2,
        keep: Some(keep_n2),
        undo: None,
    };

    /// `cents fits its type`
    fn admits_n3_fits_cents(state: &State, _faults: &bind::Faults) -> bool {
        expr::fits(
            expr::exists(
                expr::sum(
                        Some(
                            [
                                expr::multiply(state.payload.n.as_ref(), Some(&10i64))
                                    .as_ref(),
                                expr::negate(state.payload.n.as_ref()).as_ref(),
                            ]
                                .into_iter()
                                .flatten(),
                        ),
                    )
                    .as_ref(),
            ),
            [],
        )
            && expr::fits(
                expr::exists(
                    expr::multiply(state.payload.n.as_ref(), Some(&10i64)).as_ref(),
                ),
                [expr::exists(state.payload.n.as_ref())],
            )
            && expr::fits(
                expr::exists(expr::negate(state.payload.n.as_ref()).as_ref()),
                [expr::exists(state.payload.n.as_ref())],
            )
    }

    /// `price fits its type`
    fn admits_n3_fits_price(state: &State, faults: &bind::Faults) -> bool {
        faults.given(state.payload.n.as_ref(), "n").is_some()
            && expr::exists(
                expr::multiply(
                        expr::divide(
                                expr::decimal(state.payload.n.as_ref()).as_ref(),
                                Some(&Decimal::new(3, 0)),
                            )
                            .as_ref(),
                        Some(&Decimal::new(7, 0)),
                    )
                    .as_ref(),
            )
    }

    /// `bonus fits its type`
    fn admits_n3_fits_bonus(state: &State, _faults: &bind::Faults) -> bool {
        expr::fits(
            expr::exists(
                expr::multiply(state.payload.m.as_ref(), Some(&10i64)).as_ref(),
            ),
            [expr::exists(state.payload.m.as_ref())],
        )
    }

    /// What `N3` is given.
    fn input_n3(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &fourth::Input {
                organization_id: state.context.organization_id,
                cents: faults
                    .required(
                        faults
                            .fitting(
                                expr::sum(
                                    Some(
                                        [
                                            expr::multiply(state.payload.n.as_ref(), Some(&10i64))
                                                .as_ref(),
                                            expr::negate(state.payload.n.as_ref()).as_ref(),
                                        ]
                                            .into_iter()
                                            .flatten(),
                                    ),
                                ),
                                expr::fits(
                                    expr::exists(
                                        expr::sum(
                                                Some(
                                                    [
                                                        expr::multiply(state.payload.n.as_ref(), Some(&10i64))
                                                            .as_ref(),
                                                        expr::negate(state.payload.n.as_ref()).as_ref(),
                                                    ]
                                                        .into_iter()
                                                        .flatten(),
                                                ),
                                            )
                                            .as_ref(),
                                    ),
                                    [],
                                )
                                    && expr::fits(
                                        expr::exists(
                                            expr::multiply(state.payload.n.as_ref(), Some(&10i64))
                                                .as_ref(),
                                        ),
                                        [expr::exists(state.payload.n.as_ref())],
                                    )
                                    && expr::fits(
                                        expr::exists(
                                            expr::negate(state.payload.n.as_ref()).as_ref(),
                                        ),
                                        [expr::exists(state.payload.n.as_ref())],
                                    ),
                                "cents",
                            ),
                        "cents",
                    ),
                price: faults
                    .fits(
                        expr::multiply(
                            expr::divide(
                                    expr::decimal(state.payload.n.as_ref()).as_ref(),
                                    Some(&Decimal::new(3, 0)),
                                )
                                .as_ref(),
                            Some(&Decimal::new(7, 0)),
                        ),
                        "price",
                    ),
                bonus: faults
                    .fitting(
                        expr::multiply(state.payload.m.as_ref(), Some(&10i64)),
                        expr::fits(
                            expr::exists(
                                expr::multiply(state.payload.m.as_ref(), Some(&10i64))
                                    .as_ref(),
                            ),
                            [expr::exists(state.payload.m.as_ref())],
                        ),
                        "bonus",
                    ),
                tip: bind::or(
                    faults
                        .fitting(
                            expr::sum(
                                Some(
                                    [
                                        expr::multiply(
                                                state.outputs.n1.as_ref().map(|output| &output.count),
                                                Some(&2i64),
                                            )
                                            .as_ref(),
                                    ]
                                        .into_iter()
                                        .flatten(),
                                ),
                            ),
                            expr::fits(
                                expr::exists(
                                    expr::sum(
                                            Some(
                                                [
                                                    expr::multiply(
                                                            state.outputs.n1.as_ref().map(|output| &output.count),
                                                            Some(&2i64),
                                                        )
                                                        .as_ref(),
                                                ]
                                                    .into_iter()
                                                    .flatten(),
                                            ),
                                        )
                                        .as_ref(),
                                ),
                                [],
                            )
                                && expr::fits(
                                    expr::exists(
                                        expr::multiply(
                                                state.outputs.n1.as_ref().map(|output| &output.count),
                                                Some(&2i64),
                                            )
                                            .as_ref(),
                                    ),
                                    [
                                        expr::exists(
                                            state.outputs.n1.as_ref().map(|output| &output.count),
                                        ),
                                    ],
                                ),
                            "tip",
                        ),
                    5i64,
                ),
            },
        )
    }

    /// What `N3` has returned.
    fn keep_n3(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n3, output);
    }

    const STEP_N3: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "cents fits its type",
                holds: admits_n3_fits_cents,
            },
            flow::Clause {
                text: "price fits its type",
                holds: admits_n3_fits_price,
            },
            flow::Clause {
                text: "bonus fits its type",
                holds: admits_n3_fits_bonus,
            },
        ],
        input: input_n3,
        keep: Some(keep_n3),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 3] = [STEP_N1, STEP_N2, STEP_N3];

    const NODE_N1: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N1"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FOURTH.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FIFTH.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("UNKNOWN_ERROR"),
                        retryable: false,
                    },
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("PRECONDITION_FAILED"),
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

    const NODE_N2: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N2"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FOURTH.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("EE_ONE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRECONDITION_FAILED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_N3: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N3"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FOURTH.v1"),
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
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRECONDITION_FAILED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 3] = [NODE_N1, NODE_N2, NODE_N3];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("N1"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("N2"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("N3"),
        nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 3] = [BOUNDARY_0, BOUNDARY_1, BOUNDARY_2];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.STD.CORE.ORCH.COMPUTED.v1"),
        event: plan::Text::Borrowed("STR.COMPUTE"),
        sum: plan::Text::Borrowed(
            "2b2dbe59a45c155a3a1d64f1977babe0c8919c1ecddfb7f92a8fcf64e2c4816c",
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
        if state.payload.list.is_none() {
            fields.miss("list");
        }
        if state.payload.n.is_none() {
            fields.miss("n");
        }
        let missing = fields.finish(Payload::FIELDS)?;
        Ok((state, missing))
    }

    fn admit(context: &Context, payload: &Value) -> flow::Admission {
        let (state, missing) = read(context, payload)?;
        flow::Refusal::unless_complete(&missing)?;
        flow::Refusal::unless_met(&state, &missing)?;
        Ok(Box::new(state))
    }

    fn draft(context: &Context, payload: &Value) -> flow::Draft {
        let (state, missing) = read(context, payload)?;
        flow::Refusal::unless_met(&state, &missing)?;
        Ok((Box::new(state), missing))
    }

    const ERRORS_N1: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "N1",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "N1",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_N2: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "N2",
            codes: &["EE_ONE", "PRECONDITION_FAILED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "N2",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_N3: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "N3",
            codes: &["EE_ONE", "PRECONDITION_FAILED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "N3",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "STR.COMPUTE",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/z/compute",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "list",
                ty: "array[integer]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "m",
                ty: "integer",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "n",
                ty: "integer",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["p"],
        conditions: &[],
        errors: &[ERRORS_N1, ERRORS_N2, ERRORS_N3],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.CORE.ORCH.COMPUTED.v1",
    smart_code: "HERA.STD.CORE.ORCH.COMPUTED.v1",
    intent: "Count it.",
    file: "computed.orchestration.yml",
    sum: "7702031de74ada98dcf7b2021d0fa614f26c2f86a9bcaf3d2ca158d94ddd9fbd",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true},\"edges\":[\"STR.COMPUTE -> N1 -> N2 -> N3\"],\"graph\":{\"nodes\":[{\"compensation\":{\"run\":\"HERA.STD.CORE.WIRE.FIFTH.v1\",\"with\":{\"back\":\"$.nodes.N1.count * 2\",\"cents\":\"sum($.payload.list)\"}},\"id\":\"N1\",\"run\":\"HERA.STD.CORE.WIRE.FOURTH.v1\",\"with\":{\"bonus\":\"-$.payload.n\",\"cents\":\"$.payload.n * 100\",\"price\":\"$.payload.n + 1\",\"tip\":\"$.payload.n - 1\"}},{\"id\":\"N2\",\"run\":\"HERA.STD.CORE.WIRE.FOURTH.v1\",\"with\":{\"cents\":\"$.nodes.N1.count * 100\",\"price\":\"$.nodes.N1.count / 3\"}},{\"id\":\"N3\",\"run\":\"HERA.STD.CORE.WIRE.FOURTH.v1\",\"with\":{\"bonus\":\"$.payload.m * 10\",\"cents\":\"sum([$.payload.n * 10, -$.payload.n])\",\"price\":\"$.payload.n / 3 * 7\",\"tip\":\"sum([$.nodes.N1.count * 2])\"}}]},\"intent\":\"Count it.\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":5000},\"smart_code\":\"HERA.STD.CORE.ORCH.COMPUTED.v1\",\"triggers\":[{\"emit\":\"STR.COMPUTE\",\"on\":\"API.POST./z/compute\",\"payload\":{\"optional\":{\"m\":\"integer\"},\"required\":{\"list\":\"array[integer]\",\"n\":\"integer\"}}}]}",
};
