// Generated from guarded.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::std::core::wire::first::v2 as first_v2;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: first_v2::First + 'static {}

impl<P: first_v2::First + 'static> Procedures for P {}

static FLOWS: [&flow::FlowDef; 1] = [&str_guard::FLOW];

static PROCEDURES: &[&flow::Spec] = &[&first_v2::SPEC];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[first_v2::invoke];
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

/// `STR.GUARD`
///
/// Starts on `"API.POST./z/guard"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `N1` | `HERA.STD.CORE.WIRE.FIRST.v2` | `$.payload.n > 1` | itself | stays: a pivot |
/// | `N1` | `N2` | `HERA.STD.CORE.WIRE.FIRST.v2` | `exists($.nodes.N1.zo)` | itself | stays: a pivot |
/// | `N2` | `N3` | `HERA.STD.CORE.WIRE.FIRST.v2` | `$.payload.n > 1` | itself | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `N1` | `EE_ONE` | failed | 422 |
/// | `N1` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `N2` | `EE_ONE` | failed or parked | 422, 202 while parked |
/// | `N2` | `UNKNOWN` or another outage, at every attempt | failed or parked | 503, 202 while parked |
/// | `N3` | `EE_ONE` | failed or parked | 422, 202 while parked |
/// | `N3` | `UNKNOWN` or another outage, at every attempt | failed or parked | 503, 202 while parked |
pub mod str_guard {
    use super::*;

    /// What `STR.GUARD` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `n`: integer; required.
        pub n: Option<i64>,
        /// `pq`: enum\[P, Q]; required.
        pub pq: Option<first_v2::Pq>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["n", "pq"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                n: fields.optional("n"),
                pq: fields.optional("pq"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `N1` runs `HERA.STD.CORE.WIRE.FIRST.v2`.
        N1,
        /// `N2` runs `HERA.STD.CORE.WIRE.FIRST.v2`.
        N2,
        /// `N3` runs `HERA.STD.CORE.WIRE.FIRST.v2`.
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
        pub n1: Option<first_v2::Output>,
        /// Of `N2`.
        pub n2: Option<first_v2::Output>,
        /// Of `N3`.
        pub n3: Option<first_v2::Output>,
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

    /// Whether `N1` runs.
    fn when_n1(state: &State) -> bool {
        expr::greater(state.payload.n.as_ref(), Some(&1i64))
    }

    /// What `N1` is given.
    fn input_n1(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &first_v2::Input {
                organization_id: state.context.organization_id,
                pq: faults.required(state.payload.pq, "pq"),
                zz: None,
            },
        )
    }

    /// What `N1` has returned.
    fn keep_n1(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n1, output);
    }

    const STEP_N1: flow::Step<State> = flow::Step {
        when: Some(when_n1),
        clauses: &[],
        input: input_n1,
        keep: Some(keep_n1),
        undo: None,
    };

    /// Whether `N2` runs.
    fn when_n2(state: &State) -> bool {
        expr::exists(
            state.outputs.n1.as_ref().map(|output| &output.zo).map(|word| word.as_str()),
        )
    }

    /// What `N2` is given.
    fn input_n2(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &first_v2::Input {
                organization_id: state.context.organization_id,
                pq: faults
                    .required(
                        expr::owned(state.outputs.n1.as_ref().map(|output| &output.zo)),
                        "pq",
                    ),
                zz: None,
            },
        )
    }

    /// What `N2` has returned.
    fn keep_n2(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n2, output);
    }

    const STEP_N2: flow::Step<State> = flow::Step {
        when: Some(when_n2),
        clauses: &[],
        input: input_n2,
        keep: Some(keep_n2),
        undo: None,
    };

    /// Whether `N3` runs.
    fn when_n3(state: &State) -> bool {
        expr::greater(state.payload.n.as_ref(), Some(&1i64))
    }

    /// What `N3` is given.
    fn input_n3(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &first_v2::Input {
                organization_id: state.context.organization_id,
                pq: faults
                    .required(
                        expr::owned(state.outputs.n1.as_ref().map(|output| &output.zo)),
                        "pq",
                    ),
                zz: None,
            },
        )
    }

    /// What `N3` has returned.
    fn keep_n3(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.n3, output);
    }

    const STEP_N3: flow::Step<State> = flow::Step {
        when: Some(when_n3),
        clauses: &[],
        input: input_n3,
        keep: Some(keep_n3),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 3] = [STEP_N1, STEP_N2, STEP_N3];

    const NODE_N1: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N1"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FIRST.v2"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: true,
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

    const NODE_N2: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N2"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FIRST.v2"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: true,
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

    const NODE_N3: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N3"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.WIRE.FIRST.v2"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(2u32),
        conditional: true,
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
        orchestration: plan::Text::Borrowed("HERA.STD.CORE.ORCH.GUARDED.v1"),
        event: plan::Text::Borrowed("STR.GUARD"),
        sum: plan::Text::Borrowed(
            "992f8422eb660784ef5ac3d871a860531fa54a9dd2f213d79ac8de502e727415",
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
        if state.payload.n.is_none() {
            fields.miss("n");
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
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "N2",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Parked],
            http_status: 503u16,
        },
    ];

    const ERRORS_N3: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "N3",
            codes: &["EE_ONE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "N3",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "STR.GUARD",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/z/guard",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "n",
                ty: "integer",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "pq",
                ty: "enum[P, Q]",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["p"],
        conditions: &[
            ("N1", "$.payload.n > 1"),
            ("N2", "exists($.nodes.N1.zo)"),
            ("N3", "$.payload.n > 1"),
        ],
        errors: &[ERRORS_N1, ERRORS_N2, ERRORS_N3],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.CORE.ORCH.GUARDED.v1",
    smart_code: "HERA.STD.CORE.ORCH.GUARDED.v1",
    intent: "Hand it on.",
    file: "guarded.orchestration.yml",
    sum: "94fff8bd7e819a23d8ee88f6f5102b3897005a4e8964e60f7e6431c46de96972",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true},\"edges\":[\"STR.GUARD -> N1 -> N2 -> N3\"],\"graph\":{\"nodes\":[{\"id\":\"N1\",\"run\":\"HERA.STD.CORE.WIRE.FIRST.v2\",\"when\":\"$.payload.n > 1\"},{\"id\":\"N2\",\"run\":\"HERA.STD.CORE.WIRE.FIRST.v2\",\"when\":\"exists($.nodes.N1.zo)\",\"with\":{\"pq\":\"$.nodes.N1.zo\"}},{\"id\":\"N3\",\"run\":\"HERA.STD.CORE.WIRE.FIRST.v2\",\"when\":\"$.payload.n > 1\",\"with\":{\"pq\":\"$.nodes.N1.zo\"}}]},\"intent\":\"Hand it on.\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":5000},\"smart_code\":\"HERA.STD.CORE.ORCH.GUARDED.v1\",\"triggers\":[{\"emit\":\"STR.GUARD\",\"on\":\"API.POST./z/guard\",\"payload\":{\"n\":\"integer\",\"pq\":\"enum[P,Q]\"}}]}",
};
