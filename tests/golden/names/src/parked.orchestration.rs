// Generated from parked.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Value, bind, flow, wire};
use super::super::super::super::super as specs;
use specs::std::core::decl::selfish::v1 as selfish;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: selfish::Selfish + 'static {}

impl<P: selfish::Selfish + 'static> Procedures for P {}

static FLOWS: [&flow::FlowDef; 1] = [&str_park::FLOW];

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

/// `STR.PARK`
///
/// Starts on `"API.POST./z/park"`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `N1` | `HERA.STD.CORE.DECL.SELFISH.v1` | always | itself | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
/// Runs of an organisation with the same `payload.key` go one at a time. A parked run gives its key up.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `N1` | `EE_ONE` | failed | 422 |
/// | `N1` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod str_park {
    use super::*;

    /// What `STR.PARK` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `key`: string; required.
        pub key: Option<String>,
        /// `x`: object; required.
        pub x: Option<Value>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["key", "x"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                key: fields.optional("key"),
                x: fields.optional("x"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `N1` runs `HERA.STD.CORE.DECL.SELFISH.v1`.
        N1,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::N1];
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
        when: None,
        clauses: &[],
        input: input_n1,
        keep: None,
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_N1];

    const NODE_N1: plan::Node = plan::Node {
        id: plan::Text::Borrowed("N1"),
        procedure: plan::Text::Borrowed("HERA.STD.CORE.DECL.SELFISH.v1"),
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

    static NODES: [plan::Node; 1] = [NODE_N1];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("N1"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.STD.CORE.ORCH.PARKED.v1"),
        event: plan::Text::Borrowed("STR.PARK"),
        sum: plan::Text::Borrowed(
            "253b510b49ffc91c0519eae85d3f25fdddb45083799b6b0de11dcfa5f2f5bb95",
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
        run: plan::RunPolicy {
            deadline_ms: None,
            concurrency_key: Some(plan::Text::Borrowed("payload.key")),
            key_default: None,
            releases_parked: true,
        },
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
        if state.payload.key.is_none() {
            fields.miss("key");
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

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "STR.PARK",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/z/park",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "key",
                ty: "string",
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
        conditions: &[],
        errors: &[ERRORS_N1],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.CORE.ORCH.PARKED.v1",
    smart_code: "HERA.STD.CORE.ORCH.PARKED.v1",
    intent: "Let others go on.",
    file: "parked.orchestration.yml",
    sum: "a5961eff90af13cd968fb30676c21668a295b53581ed0a4dfd03610ffaa5bc00",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true},\"concurrency_key\":\"$.payload.key\",\"edges\":[\"STR.PARK -> N1\"],\"graph\":{\"nodes\":[{\"id\":\"N1\",\"run\":\"HERA.STD.CORE.DECL.SELFISH.v1\"}]},\"intent\":\"Let others go on.\",\"on_park\":\"release\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":5000},\"smart_code\":\"HERA.STD.CORE.ORCH.PARKED.v1\",\"triggers\":[{\"emit\":\"STR.PARK\",\"on\":\"API.POST./z/park\",\"payload\":{\"key\":\"string\",\"x\":\"object\"}}]}",
};
