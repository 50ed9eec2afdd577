// Generated from salon/crm/customers.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Uuid, Value, bind, flow, wire};
use super::super::super::super::super as specs;
use specs::salon::crm::customer::archive::v1 as archive;
use specs::salon::crm::customer::create::v1 as create;
use specs::salon::crm::customer::read::v1 as read;
use specs::salon::crm::customer::update::v1 as update;
use specs::salon::crm::loyalty::open::v1 as open;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: archive::Archive + create::Create + read::Read + update::Update + open::Open + 'static {}

impl<
    P: archive::Archive + create::Create + read::Read + update::Update + open::Open
        + 'static,
> Procedures for P {}

static FLOWS: [&flow::FlowDef; 4] = [
    &post_api_v1_salon_customers::FLOW,
    &get_api_v1_salon_customers_by_id::FLOW,
    &patch_api_v1_salon_customers_by_id::FLOW,
    &post_api_v1_salon_customers_by_id_archive::FLOW,
];

static PROCEDURES: &[&flow::Spec] = &[
    &archive::SPEC,
    &create::SPEC,
    &read::SPEC,
    &update::SPEC,
    &open::SPEC,
];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[
        archive::invoke,
        create::invoke,
        read::invoke,
        update::invoke,
        open::invoke,
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

/// `POST.API.V1.SALON.CUSTOMERS`
///
/// Starts on `POST /api/v1/salon/customers`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `CREATE` | `HERA.SALON.CRM.CUSTOMER.CREATE.v1` | always | `customer_create` | stays; no step is later |
/// | `CREATE` | `OPEN` | `HERA.SALON.CRM.LOYALTY.OPEN.v1` | always | `customer_create` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 2000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `CREATE` | `PHONE_TAKEN` | failed | 409 |
/// | `CREATE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `OPEN` | `CUSTOMER_NOT_FOUND` | failed | 404 |
/// | `OPEN` | `ACCOUNT_EXISTS` | failed | 409 |
/// | `OPEN` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod post_api_v1_salon_customers {
    use super::*;

    /// What `POST.API.V1.SALON.CUSTOMERS` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// What the customer is called; required.
        pub customer_name: Option<String>,
        /// Where the salon can write; optional.
        pub email: Option<String>,
        /// Where the salon can call; required.
        pub phone: Option<String>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["customer_name", "email", "phone"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                customer_name: fields.optional("customer_name"),
                email: fields.optional("email"),
                phone: fields.optional("phone"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `CREATE` runs `HERA.SALON.CRM.CUSTOMER.CREATE.v1`.
        Create,
        /// `OPEN` runs `HERA.SALON.CRM.LOYALTY.OPEN.v1`.
        Open,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 2] = [Node::Create, Node::Open];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `CREATE`.
        pub create: Option<create::Output>,
        /// Of `OPEN`.
        pub open: Option<open::Output>,
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

    /// What `CREATE` is given.
    fn input_create(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &create::Input {
                organization_id: state.context.organization_id,
                customer_name: faults
                    .required(state.payload.customer_name.clone(), "customer_name"),
                phone: faults.required(state.payload.phone.clone(), "phone"),
                email: state.payload.email.clone(),
            },
        )
    }

    /// What `CREATE` has returned.
    fn keep_create(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.create, output);
    }

    const STEP_CREATE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_create,
        keep: Some(keep_create),
        undo: None,
    };

    /// What `OPEN` is given.
    fn input_open(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &open::Input {
                organization_id: state.context.organization_id,
                customer_id: faults
                    .required(
                        state.outputs.create.as_ref().map(|output| output.customer_id),
                        "customer_id",
                    ),
            },
        )
    }

    /// What `OPEN` has returned.
    fn keep_open(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.open, output);
    }

    const STEP_OPEN: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_open,
        keep: Some(keep_open),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 2] = [STEP_CREATE, STEP_OPEN];

    const NODE_CREATE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("CREATE"),
        procedure: plan::Text::Borrowed("HERA.SALON.CRM.CUSTOMER.CREATE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PHONE_TAKEN"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_OPEN: plan::Node = plan::Node {
        id: plan::Text::Borrowed("OPEN"),
        procedure: plan::Text::Borrowed("HERA.SALON.CRM.LOYALTY.OPEN.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ACCOUNT_EXISTS"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 2] = [NODE_CREATE, NODE_OPEN];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("customer_create"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32), NodeIx(1u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: Some(5000u64),
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.CRM.ORCH.CUSTOMERS.v1"),
        event: plan::Text::Borrowed("POST.API.V1.SALON.CUSTOMERS"),
        sum: plan::Text::Borrowed(
            "4beba21efa5c9f846eea51d6cec02c7d35cebecd5fb0488766ec5f320d152727",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 2000u64,
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
        if state.payload.customer_name.is_none() {
            fields.miss("customer_name");
        }
        if state.payload.phone.is_none() {
            fields.miss("phone");
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

    const ERRORS_CREATE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "CREATE",
            codes: &["PHONE_TAKEN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "CREATE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_OPEN: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "OPEN",
            codes: &["CUSTOMER_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "OPEN",
            codes: &["ACCOUNT_EXISTS"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "OPEN",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POST.API.V1.SALON.CUSTOMERS",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/customers",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "customer_name",
                ty: "string",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "email",
                ty: "string",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "phone",
                ty: "string",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["crm_write"],
        conditions: &[],
        errors: &[ERRORS_CREATE, ERRORS_OPEN],
        admit,
        draft,
    };
}

/// `GET.API.V1.SALON.CUSTOMERS.BY_ID`
///
/// Starts on `GET /api/v1/salon/customers/:id`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `READ` | `HERA.SALON.CRM.CUSTOMER.READ.v1`, reads only | always | nothing to commit | nothing to undo |
///
/// A boundary is attempted up to 3 times, 100 ms to 2000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `READ` | `CUSTOMER_NOT_FOUND` | failed | 404 |
/// | `READ` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod get_api_v1_salon_customers_by_id {
    use super::*;

    /// What `GET.API.V1.SALON.CUSTOMERS.BY_ID` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The customer, from the path; required.
        pub customer_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["customer_id"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                customer_id: fields.optional("customer_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `READ` runs `HERA.SALON.CRM.CUSTOMER.READ.v1`.
        Read,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::Read];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `READ`.
        pub read: Option<read::Output>,
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

    /// What `READ` is given.
    fn input_read(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &read::Input {
                organization_id: state.context.organization_id,
                customer_id: faults.required(state.payload.customer_id, "customer_id"),
            },
        )
    }

    /// What `READ` has returned.
    fn keep_read(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.read, output);
    }

    const STEP_READ: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_read,
        keep: Some(keep_read),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_READ];

    const NODE_READ: plan::Node = plan::Node {
        id: plan::Text::Borrowed("READ"),
        procedure: plan::Text::Borrowed("HERA.SALON.CRM.CUSTOMER.READ.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::None,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_NOT_FOUND"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 1] = [NODE_READ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("customer_read"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::ReadCommitted,
        timeout_ms: Some(1000u64),
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.CRM.ORCH.CUSTOMERS.v1"),
        event: plan::Text::Borrowed("GET.API.V1.SALON.CUSTOMERS.BY_ID"),
        sum: plan::Text::Borrowed(
            "218d04976fcc1c5442b5bac3d58888dc435446658dc4aef1648554e4d7e4154b",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 2000u64,
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
        if state.payload.customer_id.is_none() {
            fields.miss("customer_id");
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

    const ERRORS_READ: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "READ",
            codes: &["CUSTOMER_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "READ",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "GET.API.V1.SALON.CUSTOMERS.BY_ID",
        triggers: &[
            flow::Trigger {
                method: "GET",
                path: "/api/v1/salon/customers/:id",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "customer_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
        ],
        permissions: &["crm_read"],
        conditions: &[],
        errors: &[ERRORS_READ],
        admit,
        draft,
    };
}

/// `PATCH.API.V1.SALON.CUSTOMERS.BY_ID`
///
/// Starts on `PATCH /api/v1/salon/customers/:id`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `UPDATE` | `HERA.SALON.CRM.CUSTOMER.UPDATE.v1` | always | `customer_write` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 2000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `UPDATE` | `CUSTOMER_NOT_FOUND` | failed | 404 |
/// | `UPDATE` | `CUSTOMER_ARCHIVED`, `PHONE_TAKEN` | failed | 409 |
/// | `UPDATE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod patch_api_v1_salon_customers_by_id {
    use super::*;

    /// What `PATCH.API.V1.SALON.CUSTOMERS.BY_ID` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The customer, from the path; required.
        pub customer_id: Option<Uuid>,
        /// What the customer is called now; optional.
        pub customer_name: Option<String>,
        /// Where the salon can write now; optional.
        pub email: Option<String>,
        /// Where the salon can call now; optional.
        pub phone: Option<String>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "customer_id",
            "customer_name",
            "email",
            "phone",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                customer_id: fields.optional("customer_id"),
                customer_name: fields.optional("customer_name"),
                email: fields.optional("email"),
                phone: fields.optional("phone"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `UPDATE` runs `HERA.SALON.CRM.CUSTOMER.UPDATE.v1`.
        Update,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::Update];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `UPDATE`.
        pub update: Option<update::Output>,
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

    /// What `UPDATE` is given.
    fn input_update(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &update::Input {
                organization_id: state.context.organization_id,
                customer_id: faults.required(state.payload.customer_id, "customer_id"),
                customer_name: state.payload.customer_name.clone(),
                phone: state.payload.phone.clone(),
                email: state.payload.email.clone(),
            },
        )
    }

    /// What `UPDATE` has returned.
    fn keep_update(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.update, output);
    }

    const STEP_UPDATE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_update,
        keep: Some(keep_update),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_UPDATE];

    const NODE_UPDATE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("UPDATE"),
        procedure: plan::Text::Borrowed("HERA.SALON.CRM.CUSTOMER.UPDATE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_ARCHIVED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PHONE_TAKEN"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 1] = [NODE_UPDATE];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("customer_write"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: Some(5000u64),
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.CRM.ORCH.CUSTOMERS.v1"),
        event: plan::Text::Borrowed("PATCH.API.V1.SALON.CUSTOMERS.BY_ID"),
        sum: plan::Text::Borrowed(
            "bc9a1c1709780d5c4dfa6db14a2fb91cf15177b9bdff537989163c342b271c36",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 2000u64,
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
        if state.payload.customer_id.is_none() {
            fields.miss("customer_id");
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

    const ERRORS_UPDATE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "UPDATE",
            codes: &["CUSTOMER_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "UPDATE",
            codes: &["CUSTOMER_ARCHIVED", "PHONE_TAKEN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "UPDATE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "PATCH.API.V1.SALON.CUSTOMERS.BY_ID",
        triggers: &[
            flow::Trigger {
                method: "PATCH",
                path: "/api/v1/salon/customers/:id",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "customer_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "customer_name",
                ty: "string",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "email",
                ty: "string",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "phone",
                ty: "string",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["crm_write"],
        conditions: &[],
        errors: &[ERRORS_UPDATE],
        admit,
        draft,
    };
}

/// `POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE`
///
/// Starts on `POST /api/v1/salon/customers/:id/archive`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `ARCHIVE` | `HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1` | always | `customer_write` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 100 ms to 2000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `ARCHIVE` | `CUSTOMER_NOT_FOUND` | failed | 404 |
/// | `ARCHIVE` | `CUSTOMER_ARCHIVED` | failed | 409 |
/// | `ARCHIVE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod post_api_v1_salon_customers_by_id_archive {
    use super::*;

    /// What `POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The customer, from the path; required.
        pub customer_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["customer_id"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                customer_id: fields.optional("customer_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `ARCHIVE` runs `HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1`.
        Archive,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::Archive];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `ARCHIVE`.
        pub archive: Option<archive::Output>,
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

    /// What `ARCHIVE` is given.
    fn input_archive(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &archive::Input {
                organization_id: state.context.organization_id,
                customer_id: faults.required(state.payload.customer_id, "customer_id"),
            },
        )
    }

    /// What `ARCHIVE` has returned.
    fn keep_archive(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.archive, output);
    }

    const STEP_ARCHIVE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_archive,
        keep: Some(keep_archive),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_ARCHIVE];

    const NODE_ARCHIVE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("ARCHIVE"),
        procedure: plan::Text::Borrowed("HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CUSTOMER_ARCHIVED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 1] = [NODE_ARCHIVE];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("customer_write"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: Some(5000u64),
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.CRM.ORCH.CUSTOMERS.v1"),
        event: plan::Text::Borrowed("POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE"),
        sum: plan::Text::Borrowed(
            "3c6552147dc38ef813392e6457d6841430ff57bba6d5c4e237de7b0c8adf5cb6",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 100u64,
            max_delay_ms: 2000u64,
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
        if state.payload.customer_id.is_none() {
            fields.miss("customer_id");
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

    const ERRORS_ARCHIVE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "ARCHIVE",
            codes: &["CUSTOMER_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "ARCHIVE",
            codes: &["CUSTOMER_ARCHIVED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "ARCHIVE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/customers/:id/archive",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "customer_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
        ],
        permissions: &["crm_write"],
        conditions: &[],
        errors: &[ERRORS_ARCHIVE],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "route_orchestration",
    name: "HERA.SALON.CRM.ORCH.CUSTOMERS.v1",
    smart_code: "HERA.SALON.CRM.ORCH.CUSTOMERS.v1",
    intent: "Create, show, change and archive the customers of a salon.",
    file: "salon/crm/customers.orchestration.yml",
    sum: "e75dce4485605d816c677bf125b57ff3e258a8cdd48f5822580c732852992596",
    canonical: "{\"after\":{\"HERA.SALON.CRM.CUSTOMER.CREATE.v1\":{\"success\":[\"HERA.SALON.CRM.LOYALTY.OPEN.v1\"]}},\"intent\":\"Create, show, change and archive the customers of a salon.\\n\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":100,\"max_attempts\":3,\"max_delay_ms\":2000},\"routes\":[{\"description\":\"A new customer\",\"handler\":\"HERA.SALON.CRM.CUSTOMER.CREATE.v1\",\"http\":\"POST /api/v1/salon/customers\"},{\"description\":\"One customer\",\"handler\":\"HERA.SALON.CRM.CUSTOMER.READ.v1\",\"http\":\"GET /api/v1/salon/customers/:id\"},{\"description\":\"Another name, phone or email\",\"handler\":\"HERA.SALON.CRM.CUSTOMER.UPDATE.v1\",\"http\":\"PATCH /api/v1/salon/customers/:id\"},{\"description\":\"Put a customer away\",\"handler\":\"HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1\",\"http\":\"POST /api/v1/salon/customers/:id/archive\"}],\"smart_code\":\"HERA.SALON.CRM.ORCH.CUSTOMERS.v1\",\"transaction_boundaries\":[{\"applies_to\":[\"HERA.SALON.CRM.CUSTOMER.CREATE.v1\",\"HERA.SALON.CRM.LOYALTY.OPEN.v1\"],\"name\":\"customer_create\",\"timeout\":\"5000ms\"},{\"applies_to\":[\"HERA.SALON.CRM.CUSTOMER.UPDATE.v1\",\"HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1\"],\"name\":\"customer_write\",\"timeout\":\"5000ms\"},{\"applies_to\":[\"HERA.SALON.CRM.CUSTOMER.READ.v1\"],\"isolation\":\"READ_COMMITTED\",\"name\":\"customer_read\",\"timeout\":\"1000ms\"}]}",
};
