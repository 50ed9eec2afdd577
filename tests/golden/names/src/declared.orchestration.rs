// Generated from declared.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::std::core::decl::selfish::v1 as selfish;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: selfish::Selfish + 'static {}

impl<P: selfish::Selfish + 'static> Procedures for P {}

static FLOWS: [&flow::FlowDef; 1] = [&str_i64::FLOW];

static PROCEDURES: &[&flow::Spec] = &[&selfish::SPEC];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[selfish::invoke];
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

/// `STR.I64`
///
/// Starts on `"API.POST./z/go"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `N1` | `HERA.STD.CORE.DECL.SELFISH.v1` | `sum($.payload.node.a) > 2` | itself | stays: a pivot |
/// | `N1` | `N2` | `HERA.STD.CORE.DECL.SELFISH.v1` | always | itself | stays; no step is later |
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
pub mod str_i64 {
    use super::*;

    /// What `STR.I64` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `node`: array\[{a: integer, b: {c: string}}]; required.
        pub node: Option<Vec<Node2>>,
        /// `x`: object; required.
        pub x: Option<Value>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["node", "x"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                node: fields.optional("node"),
                x: fields.optional("x"),
            }
        }
    }

    /// `Node2` of the spec.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Node2 {
        /// `a`.
        pub a: Option<i64>,
        /// `b`.
        pub b: Option<NodeB>,
    }

    impl wire::Record for Node2 {
        fn write(&self, object: &mut wire::Object) {
            object.optional("a", &self.a);
            object.optional("b", &self.b);
        }

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                a: fields.optional("a"),
                b: fields.optional("b"),
            }
        }
    }

    /// `NodeB` of the spec.
    #[derive(Clone, Debug, PartialEq)]
    pub struct NodeB {
        /// `c`.
        pub c: Option<String>,
    }

    impl wire::Record for NodeB {
        fn write(&self, object: &mut wire::Object) {
            object.optional("c", &self.c);
        }

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self { c: fields.optional("c") }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `N1` runs `HERA.STD.CORE.DECL.SELFISH.v1`.
        N1,
        /// `N2` runs `HERA.STD.CORE.DECL.SELFISH.v1`.
        N2,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 2] = [Node::N1, Node::N2];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {}

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
        expr::greater(
            expr::sum(
                    state
                        .payload
                        .node
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.a.as_ref())),
                )
                .as_ref(),
            Some(&2i64),
        )
    }

    /// What `N1` is given.
    fn input_n1(state: &State, _faults: &bind::Faults) -> Value {
        bind::encoded(
            &selfish::Input {
                organization_id: state.context.organization_id,
                x: state.payload.x.clone(),
            },
        )
    }

    const STEP_N1: flow::Step<State> = flow::Step {
        when: Some(when_n1),
        clauses: &[],
        input: input_n1,
        keep: None,
        undo: None,
    };

    /// What `N2` is given.
    fn input_n2(state: &State, _faults: &bind::Faults) -> Value {
        bind::encoded(
            &selfish::Input {
                organization_id: state.context.organization_id,
                x: expr::encoded(expr::owned(state.payload.node.as_ref())),
            },
        )
    }

    const STEP_N2: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_n2,
        keep: None,
        undo: None,
    };

    static STEPS: [flow::Step<State>; 2] = [STEP_N1, STEP_N2];

    const NODE_N1: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N1"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.DECL.SELFISH.v1"),
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
        procedure: plan::Text::Borrowed("HERA.STD.CORE.DECL.SELFISH.v1"),
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
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 2] = [NODE_N1, NODE_N2];

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

    static BOUNDARIES: [plan::Boundary; 2] = [BOUNDARY_0, BOUNDARY_1];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.STD.CORE.BOOL.U32.v1"),
        event: plan::Text::Borrowed("STR.I64"),
        sum: plan::Text::Borrowed(
            "6135f0afd5d6a4ad43f1a3331a20ed828465459e513d6191f0ea6017a4d1962e",
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
        if state.payload.node.is_none() {
            fields.miss("node");
        }
        if state.payload.x.is_none() {
            fields.miss("x");
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

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "STR.I64",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/z/go",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "node",
                ty: "array[{a: integer, b: {c: string}}]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "x",
                ty: "object",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["p"],
        conditions: &[("N1", "sum($.payload.node.a) > 2")],
        errors: &[ERRORS_N1, ERRORS_N2],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.CORE.BOOL.U32.v1",
    smart_code: "HERA.STD.CORE.BOOL.U32.v1",
    intent: "Orchestrate.",
    file: "declared.orchestration.yml",
    sum: "98cc7323a90f8de9cee5fc677dcaf9d0e1b585f2937c57a5a9b63e023a87682e",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true},\"edges\":[\"STR.I64 -> N1 -> N2\"],\"graph\":{\"nodes\":[{\"id\":\"N1\",\"run\":\"HERA.STD.CORE.DECL.SELFISH.v1\",\"when\":\"sum($.payload.node.a) > 2\"},{\"id\":\"N2\",\"run\":\"HERA.STD.CORE.DECL.SELFISH.v1\",\"with\":{\"x\":\"$.payload.node\"}}]},\"intent\":\"Orchestrate.\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":5000},\"smart_code\":\"HERA.STD.CORE.BOOL.U32.v1\",\"triggers\":[{\"emit\":\"STR.I64\",\"on\":\"API.POST./z/go\",\"payload\":{\"node\":\"array[{a:integer, b:{c:string}}]\",\"x\":\"object\"}}]}",
};
