// Generated from salon/pos/checkout.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Date, Decimal, Uuid, Value, bind, flow, wire};
use super::super::super::super::super as specs;
use specs::fin::posting::gl::journal::v1 as journal;
use specs::salon::commission::calc::service::v1 as service;
use specs::salon::inv::commit::sale::v1 as sale;
use specs::salon::payment::capture::process::v1 as process;
use specs::salon::payment::intent::create::v1 as create;
use specs::salon::pos::checkout::start::v1 as start;
use specs::salon::pos::sale::commit::v1 as commit;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: journal::Journal + service::Service + sale::Sale + process::Process + create::Create + start::Start + commit::Commit + 'static {}

impl<
    P: journal::Journal + service::Service + sale::Sale + process::Process
        + create::Create + start::Start + commit::Commit + 'static,
> Procedures for P {}

static FLOWS: [&flow::FlowDef; 4] = [
    &pos_checkout_start_requested::FLOW,
    &pos_payment_intent_requested::FLOW,
    &pos_payment_capture_requested::FLOW,
    &pos_checkout_commit_requested::FLOW,
];

static PROCEDURES: &[&flow::Spec] = &[
    &journal::SPEC,
    &service::SPEC,
    &sale::SPEC,
    &process::SPEC,
    &create::SPEC,
    &start::SPEC,
    &commit::SPEC,
];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[
        journal::invoke,
        service::invoke,
        sale::invoke,
        process::invoke,
        create::invoke,
        start::invoke,
        commit::invoke,
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

/// `POS.CHECKOUT.START.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/checkout/start`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `START_CHECKOUT` | `HERA.SALON.POS.CHECKOUT.START.v1` | always | `checkout_start_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `START_CHECKOUT` | `CART_NOT_FOUND` | failed | 404 |
/// | `START_CHECKOUT` | `CART_NOT_ACTIVE`, `CART_NOT_PRICED` | failed | 409 |
/// | `START_CHECKOUT` | `CART_EMPTY` | failed | 422 |
/// | `START_CHECKOUT` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod pos_checkout_start_requested {
    use super::*;

    /// What `POS.CHECKOUT.START.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The cart to pay; required.
        pub cart_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["cart_id"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                cart_id: fields.optional("cart_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `START_CHECKOUT` runs `HERA.SALON.POS.CHECKOUT.START.v1`.
        StartCheckout,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::StartCheckout];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `START_CHECKOUT`.
        pub start_checkout: Option<start::Output>,
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

    /// What `START_CHECKOUT` is given.
    fn input_start_checkout(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &start::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
            },
        )
    }

    /// What `START_CHECKOUT` has returned.
    fn keep_start_checkout(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.start_checkout, output);
    }

    const STEP_START_CHECKOUT: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_start_checkout,
        keep: Some(keep_start_checkout),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_START_CHECKOUT];

    const NODE_START_CHECKOUT: plan::Node = plan::Node {
        id: plan::Text::Borrowed("START_CHECKOUT"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CHECKOUT.START.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_NOT_ACTIVE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_EMPTY"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_NOT_PRICED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 1] = [NODE_START_CHECKOUT];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("checkout_start_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CHECKOUT.v1"),
        event: plan::Text::Borrowed("POS.CHECKOUT.START.REQUESTED"),
        sum: plan::Text::Borrowed(
            "0328ac3e36cc5f29421e45838d884e01c515eb30d01e5d9dc0e0931ebe9e41ac",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 50u64,
            max_delay_ms: 1000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: Some(10000u64),
            preserve_failed_state: true,
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
        if state.payload.cart_id.is_none() {
            fields.miss("cart_id");
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

    const ERRORS_START_CHECKOUT: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "START_CHECKOUT",
            codes: &["CART_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "START_CHECKOUT",
            codes: &["CART_NOT_ACTIVE", "CART_NOT_PRICED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "START_CHECKOUT",
            codes: &["CART_EMPTY"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "START_CHECKOUT",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CHECKOUT.START.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/checkout/start",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "cart_id",
                ty: "uuid",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["checkout_write"],
        conditions: &[],
        errors: &[ERRORS_START_CHECKOUT],
        admit,
        draft,
    };
}

/// `POS.PAYMENT.INTENT.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/payments/intent`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `CREATE_PAYMENT_INTENT` | `HERA.SALON.PAYMENT.INTENT.CREATE.v1` | always | `payment_intent_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `CREATE_PAYMENT_INTENT` | `CHECKOUT_NOT_FOUND` | failed | 404 |
/// | `CREATE_PAYMENT_INTENT` | `CHECKOUT_NOT_OPEN` | failed | 409 |
/// | `CREATE_PAYMENT_INTENT` | `AMOUNT_INVALID` | failed | 422 |
/// | `CREATE_PAYMENT_INTENT` | `INVARIANT_VIOLATED` | failed | 500 |
/// | `CREATE_PAYMENT_INTENT` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod pos_payment_intent_requested {
    use super::*;

    /// What `POS.PAYMENT.INTENT.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// How much; more than zero; required.
        pub amount: Option<Decimal>,
        /// The checkout to pay; required.
        pub checkout_id: Option<Uuid>,
        /// How it is paid; required.
        pub method: Option<create::Method>,
        /// The terminal's or the card's reference; optional.
        pub reference: Option<String>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "amount",
            "checkout_id",
            "method",
            "reference",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                amount: fields.optional("amount"),
                checkout_id: fields.optional("checkout_id"),
                method: fields.optional("method"),
                reference: fields.optional("reference"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `CREATE_PAYMENT_INTENT` runs `HERA.SALON.PAYMENT.INTENT.CREATE.v1`.
        CreatePaymentIntent,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::CreatePaymentIntent];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `CREATE_PAYMENT_INTENT`.
        pub create_payment_intent: Option<create::Output>,
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

    /// `amount > 0`
    fn admits_create_payment_intent_1(state: &State, faults: &bind::Faults) -> bool {
        create::precondition_1(faults.given(state.payload.amount.as_ref(), "amount"))
    }

    /// What `CREATE_PAYMENT_INTENT` is given.
    fn input_create_payment_intent(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &create::Input {
                organization_id: state.context.organization_id,
                checkout_id: faults.required(state.payload.checkout_id, "checkout_id"),
                method: faults.required(state.payload.method, "method"),
                amount: faults.required(state.payload.amount, "amount"),
                reference: state.payload.reference.clone(),
            },
        )
    }

    /// What `CREATE_PAYMENT_INTENT` has returned.
    fn keep_create_payment_intent(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.create_payment_intent, output);
    }

    const STEP_CREATE_PAYMENT_INTENT: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "amount > 0",
                holds: admits_create_payment_intent_1,
            },
        ],
        input: input_create_payment_intent,
        keep: Some(keep_create_payment_intent),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_CREATE_PAYMENT_INTENT];

    const NODE_CREATE_PAYMENT_INTENT: plan::Node = plan::Node {
        id: plan::Text::Borrowed("CREATE_PAYMENT_INTENT"),
        procedure: plan::Text::Borrowed("HERA.SALON.PAYMENT.INTENT.CREATE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CHECKOUT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CHECKOUT_NOT_OPEN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("AMOUNT_INVALID"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVARIANT_VIOLATED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 1] = [NODE_CREATE_PAYMENT_INTENT];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("payment_intent_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CHECKOUT.v1"),
        event: plan::Text::Borrowed("POS.PAYMENT.INTENT.REQUESTED"),
        sum: plan::Text::Borrowed(
            "9a4af660e0da6e491fabcd75063a814529188a42f91942963669f9fc5c179fb2",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 50u64,
            max_delay_ms: 1000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: Some(10000u64),
            preserve_failed_state: true,
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
        if state.payload.amount.is_none() {
            fields.miss("amount");
        }
        if state.payload.checkout_id.is_none() {
            fields.miss("checkout_id");
        }
        if state.payload.method.is_none() {
            fields.miss("method");
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

    const ERRORS_CREATE_PAYMENT_INTENT: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "CREATE_PAYMENT_INTENT",
            codes: &["CHECKOUT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "CREATE_PAYMENT_INTENT",
            codes: &["CHECKOUT_NOT_OPEN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "CREATE_PAYMENT_INTENT",
            codes: &["AMOUNT_INVALID"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "CREATE_PAYMENT_INTENT",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "CREATE_PAYMENT_INTENT",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.PAYMENT.INTENT.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/payments/intent",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "amount",
                ty: "decimal",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "checkout_id",
                ty: "uuid",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "method",
                ty: "enum[CARD, CASH, GIFTCARD, DEPOSIT]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "reference",
                ty: "string",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["payment_write"],
        conditions: &[],
        errors: &[ERRORS_CREATE_PAYMENT_INTENT],
        admit,
        draft,
    };
}

/// `POS.PAYMENT.CAPTURE.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/payments/:id/capture`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `CAPTURE_PAYMENT` | `HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1`, external | always | `payment_capture_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `CAPTURE_PAYMENT` | `INTENT_NOT_FOUND` | failed | 404 |
/// | `CAPTURE_PAYMENT` | `INTENT_NOT_CAPTURABLE` | failed | 409 |
/// | `CAPTURE_PAYMENT` | `PAYMENT_DECLINED` | failed | 402 |
/// | `CAPTURE_PAYMENT` | `UNKNOWN` or another outage, at every attempt | failed or parked | 503, 202 while parked |
pub mod pos_payment_capture_requested {
    use super::*;

    /// What `POS.PAYMENT.CAPTURE.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// `payment_id`: uuid, from the path; required.
        pub payment_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["payment_id"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                payment_id: fields.optional("payment_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `CAPTURE_PAYMENT` runs `HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1`.
        CapturePayment,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::CapturePayment];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `CAPTURE_PAYMENT`.
        pub capture_payment: Option<process::Output>,
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

    /// What `CAPTURE_PAYMENT` is given.
    fn input_capture_payment(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &process::Input {
                organization_id: state.context.organization_id,
                payment_intent_id: faults
                    .required(state.payload.payment_id, "payment_intent_id"),
            },
        )
    }

    /// What `CAPTURE_PAYMENT` has returned.
    fn keep_capture_payment(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.capture_payment, output);
    }

    const STEP_CAPTURE_PAYMENT: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_capture_payment,
        keep: Some(keep_capture_payment),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_CAPTURE_PAYMENT];

    const NODE_CAPTURE_PAYMENT: plan::Node = plan::Node {
        id: plan::Text::Borrowed("CAPTURE_PAYMENT"),
        procedure: plan::Text::Borrowed("HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INTENT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INTENT_NOT_CAPTURABLE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYMENT_DECLINED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(10000u64),
    };

    static NODES: [plan::Node; 1] = [NODE_CAPTURE_PAYMENT];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("payment_capture_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CHECKOUT.v1"),
        event: plan::Text::Borrowed("POS.PAYMENT.CAPTURE.REQUESTED"),
        sum: plan::Text::Borrowed(
            "8d18734bf0ce0e919abb097f5ace2d75448bdfa47dadcc1b116fb8484b2946d1",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 50u64,
            max_delay_ms: 1000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: Some(10000u64),
            preserve_failed_state: true,
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
        if state.payload.payment_id.is_none() {
            fields.miss("payment_id");
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

    const ERRORS_CAPTURE_PAYMENT: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "CAPTURE_PAYMENT",
            codes: &["INTENT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "CAPTURE_PAYMENT",
            codes: &["INTENT_NOT_CAPTURABLE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "CAPTURE_PAYMENT",
            codes: &["PAYMENT_DECLINED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 402u16,
        },
        flow::ErrorDef {
            node: "CAPTURE_PAYMENT",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.PAYMENT.CAPTURE.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/payments/:id/capture",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "payment_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
        ],
        permissions: &["payment_capture"],
        conditions: &[],
        errors: &[ERRORS_CAPTURE_PAYMENT],
        admit,
        draft,
    };
}

/// `POS.CHECKOUT.COMMIT.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/checkout/:id/commit`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `COMMIT_SALE` | `HERA.SALON.POS.SALE.COMMIT.v1` | always | `sale_commit_txn` | stays; no step is later |
/// | `COMMIT_SALE` | `COMMIT_INVENTORY` | `HERA.SALON.INV.COMMIT.SALE.v1` | always | `sale_commit_txn` | stays; no step is later |
/// | `COMMIT_INVENTORY` | `CALCULATE_COMMISSION` | `HERA.SALON.COMMISSION.CALC.SERVICE.v1` | always | `sale_commit_txn` | stays; no step is later |
/// | `CALCULATE_COMMISSION` | `POST_GL_JOURNAL` | `HERA.FIN.POSTING.GL.JOURNAL.v1` | always | `sale_commit_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `COMMIT_SALE` | `CHECKOUT_NOT_FOUND` | failed | 404 |
/// | `COMMIT_SALE` | `CHECKOUT_NOT_OPEN`, `PAYMENT_TOTAL_MISMATCH` | failed | 409 |
/// | `COMMIT_SALE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `COMMIT_INVENTORY` | `SALE_NOT_FOUND` | failed | 404 |
/// | `COMMIT_INVENTORY` | `STOCK_MISSING` | failed | 409 |
/// | `COMMIT_INVENTORY` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `CALCULATE_COMMISSION` | `SALE_NOT_FOUND` | failed | 404 |
/// | `CALCULATE_COMMISSION` | `COMMISSION_RATE_MISSING` | failed | 422 |
/// | `CALCULATE_COMMISSION` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `POST_GL_JOURNAL` | `SALE_NOT_FOUND` | failed | 404 |
/// | `POST_GL_JOURNAL` | `GL_MAPPING_NOT_FOUND` | failed | 422 |
/// | `POST_GL_JOURNAL` | `POSTING_PERIOD_CLOSED` | failed | 409 |
/// | `POST_GL_JOURNAL` | `JOURNAL_NOT_BALANCED` | failed | 500 |
/// | `POST_GL_JOURNAL` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod pos_checkout_commit_requested {
    use super::*;

    /// What `POS.CHECKOUT.COMMIT.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The checkout to commit, from the path; required.
        pub checkout_id: Option<Uuid>,
        /// Whether discounts lower the commission; optional.
        pub commission_base: Option<service::CommissionBase>,
        /// The day to post on; today where it is absent; optional.
        pub posting_date: Option<Date>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "checkout_id",
            "commission_base",
            "posting_date",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                checkout_id: fields.optional("checkout_id"),
                commission_base: fields
                    .optional("commission_base")
                    .or(Some(service::CommissionBase::AfterDiscount)),
                posting_date: fields.optional("posting_date"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `COMMIT_SALE` runs `HERA.SALON.POS.SALE.COMMIT.v1`.
        CommitSale,
        /// `COMMIT_INVENTORY` runs `HERA.SALON.INV.COMMIT.SALE.v1`.
        CommitInventory,
        /// `CALCULATE_COMMISSION` runs `HERA.SALON.COMMISSION.CALC.SERVICE.v1`.
        CalculateCommission,
        /// `POST_GL_JOURNAL` runs `HERA.FIN.POSTING.GL.JOURNAL.v1`.
        PostGlJournal,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 4] = [
            Node::CommitSale,
            Node::CommitInventory,
            Node::CalculateCommission,
            Node::PostGlJournal,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `COMMIT_SALE`.
        pub commit_sale: Option<commit::Output>,
        /// Of `COMMIT_INVENTORY`.
        pub commit_inventory: Option<sale::Output>,
        /// Of `CALCULATE_COMMISSION`.
        pub calculate_commission: Option<service::Output>,
        /// Of `POST_GL_JOURNAL`.
        pub post_gl_journal: Option<journal::Output>,
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

    /// What `COMMIT_SALE` is given.
    fn input_commit_sale(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &commit::Input {
                organization_id: state.context.organization_id,
                checkout_id: faults.required(state.payload.checkout_id, "checkout_id"),
            },
        )
    }

    /// What `COMMIT_SALE` has returned.
    fn keep_commit_sale(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.commit_sale, output);
    }

    const STEP_COMMIT_SALE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_commit_sale,
        keep: Some(keep_commit_sale),
        undo: None,
    };

    /// What `COMMIT_INVENTORY` is given.
    fn input_commit_inventory(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &sale::Input {
                organization_id: state.context.organization_id,
                sale_id: faults
                    .required(
                        state.outputs.commit_sale.as_ref().map(|output| output.sale_id),
                        "sale_id",
                    ),
            },
        )
    }

    /// What `COMMIT_INVENTORY` has returned.
    fn keep_commit_inventory(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.commit_inventory, output);
    }

    const STEP_COMMIT_INVENTORY: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_commit_inventory,
        keep: Some(keep_commit_inventory),
        undo: None,
    };

    /// What `CALCULATE_COMMISSION` is given.
    fn input_calculate_commission(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &service::Input {
                organization_id: state.context.organization_id,
                sale_id: faults
                    .required(
                        state.outputs.commit_sale.as_ref().map(|output| output.sale_id),
                        "sale_id",
                    ),
                commission_base: state
                    .payload
                    .commission_base
                    .unwrap_or(service::CommissionBase::AfterDiscount),
            },
        )
    }

    /// What `CALCULATE_COMMISSION` has returned.
    fn keep_calculate_commission(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.calculate_commission, output);
    }

    const STEP_CALCULATE_COMMISSION: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_calculate_commission,
        keep: Some(keep_calculate_commission),
        undo: None,
    };

    /// What `POST_GL_JOURNAL` is given.
    fn input_post_gl_journal(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &journal::Input {
                organization_id: state.context.organization_id,
                sale_id: faults
                    .required(
                        state.outputs.commit_sale.as_ref().map(|output| output.sale_id),
                        "sale_id",
                    ),
                posting_date: state.payload.posting_date,
            },
        )
    }

    /// What `POST_GL_JOURNAL` has returned.
    fn keep_post_gl_journal(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.post_gl_journal, output);
    }

    const STEP_POST_GL_JOURNAL: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_post_gl_journal,
        keep: Some(keep_post_gl_journal),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 4] = [
        STEP_COMMIT_SALE,
        STEP_COMMIT_INVENTORY,
        STEP_CALCULATE_COMMISSION,
        STEP_POST_GL_JOURNAL,
    ];

    const NODE_COMMIT_SALE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("COMMIT_SALE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.SALE.COMMIT.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CHECKOUT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CHECKOUT_NOT_OPEN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYMENT_TOTAL_MISMATCH"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_COMMIT_INVENTORY: plan::Node = plan::Node {
        id: plan::Text::Borrowed("COMMIT_INVENTORY"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.COMMIT.SALE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("STOCK_MISSING"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_CALCULATE_COMMISSION: plan::Node = plan::Node {
        id: plan::Text::Borrowed("CALCULATE_COMMISSION"),
        procedure: plan::Text::Borrowed("HERA.SALON.COMMISSION.CALC.SERVICE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("COMMISSION_RATE_MISSING"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_POST_GL_JOURNAL: plan::Node = plan::Node {
        id: plan::Text::Borrowed("POST_GL_JOURNAL"),
        procedure: plan::Text::Borrowed("HERA.FIN.POSTING.GL.JOURNAL.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(2u32)]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("GL_MAPPING_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("POSTING_PERIOD_CLOSED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("JOURNAL_NOT_BALANCED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 4] = [
        NODE_COMMIT_SALE,
        NODE_COMMIT_INVENTORY,
        NODE_CALCULATE_COMMISSION,
        NODE_POST_GL_JOURNAL,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("sale_commit_txn"),
        nodes: plan::List::Borrowed(
            &[NodeIx(0u32), NodeIx(1u32), NodeIx(2u32), NodeIx(3u32)],
        ),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CHECKOUT.v1"),
        event: plan::Text::Borrowed("POS.CHECKOUT.COMMIT.REQUESTED"),
        sum: plan::Text::Borrowed(
            "24a6eb2fbcbfd16c3c5a78fb87d3656d809c8ad7c62df01978ce6eace0398d76",
        ),
        nodes: plan::List::Borrowed(&NODES),
        boundaries: plan::List::Borrowed(&BOUNDARIES),
        retry: plan::Retry {
            max_attempts: 3u32,
            backoff: plan::Backoff::Exponential,
            base_delay_ms: 50u64,
            max_delay_ms: 1000u64,
            jitter: plan::Jitter::Equal,
        },
        compensation: plan::CompensationPolicy {
            auto: true,
            timeout_ms: Some(10000u64),
            preserve_failed_state: true,
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
        if state.payload.checkout_id.is_none() {
            fields.miss("checkout_id");
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

    const ERRORS_COMMIT_SALE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "COMMIT_SALE",
            codes: &["CHECKOUT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "COMMIT_SALE",
            codes: &["CHECKOUT_NOT_OPEN", "PAYMENT_TOTAL_MISMATCH"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "COMMIT_SALE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_COMMIT_INVENTORY: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "COMMIT_INVENTORY",
            codes: &["SALE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "COMMIT_INVENTORY",
            codes: &["STOCK_MISSING"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "COMMIT_INVENTORY",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_CALCULATE_COMMISSION: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "CALCULATE_COMMISSION",
            codes: &["SALE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "CALCULATE_COMMISSION",
            codes: &["COMMISSION_RATE_MISSING"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "CALCULATE_COMMISSION",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_POST_GL_JOURNAL: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "POST_GL_JOURNAL",
            codes: &["SALE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "POST_GL_JOURNAL",
            codes: &["GL_MAPPING_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "POST_GL_JOURNAL",
            codes: &["POSTING_PERIOD_CLOSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "POST_GL_JOURNAL",
            codes: &["JOURNAL_NOT_BALANCED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "POST_GL_JOURNAL",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CHECKOUT.COMMIT.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/checkout/:id/commit",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "checkout_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "commission_base",
                ty: "enum[BEFORE_DISCOUNT, AFTER_DISCOUNT]",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "posting_date",
                ty: "date",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["commission_write", "gl_post", "inventory_write", "sale_commit"],
        conditions: &[],
        errors: &[
            ERRORS_COMMIT_SALE,
            ERRORS_COMMIT_INVENTORY,
            ERRORS_CALCULATE_COMMISSION,
            ERRORS_POST_GL_JOURNAL,
        ],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.SALON.POS.ORCH.CHECKOUT.v1",
    smart_code: "HERA.SALON.POS.ORCH.CHECKOUT.v1",
    intent: "Freeze a cart, take the payment, and turn cart and payments into a sale with its stock movements, commissions and journal, all in one transaction.",
    file: "salon/pos/checkout.orchestration.yml",
    sum: "6398eaddb0eae8749affdc9e684a37b5726b09755900e924954a70a0d2345e1d",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true,\"compensation_timeout_ms\":10000,\"preserve_failed_state\":true},\"edges\":[\"POS.CHECKOUT.START.REQUESTED → START_CHECKOUT\",\"POS.PAYMENT.INTENT.REQUESTED → CREATE_PAYMENT_INTENT\",\"POS.PAYMENT.CAPTURE.REQUESTED → CAPTURE_PAYMENT\",\"POS.CHECKOUT.COMMIT.REQUESTED → COMMIT_SALE → COMMIT_INVENTORY → CALCULATE_COMMISSION → POST_GL_JOURNAL\"],\"graph\":{\"nodes\":[{\"id\":\"START_CHECKOUT\",\"run\":\"HERA.SALON.POS.CHECKOUT.START.v1\"},{\"id\":\"CREATE_PAYMENT_INTENT\",\"run\":\"HERA.SALON.PAYMENT.INTENT.CREATE.v1\"},{\"id\":\"CAPTURE_PAYMENT\",\"run\":\"HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1\"},{\"id\":\"COMMIT_SALE\",\"run\":\"HERA.SALON.POS.SALE.COMMIT.v1\"},{\"id\":\"COMMIT_INVENTORY\",\"run\":\"HERA.SALON.INV.COMMIT.SALE.v1\"},{\"id\":\"CALCULATE_COMMISSION\",\"run\":\"HERA.SALON.COMMISSION.CALC.SERVICE.v1\"},{\"id\":\"POST_GL_JOURNAL\",\"run\":\"HERA.FIN.POSTING.GL.JOURNAL.v1\"}]},\"intent\":\"Freeze a cart, take the payment, and turn cart and payments into a sale with its stock movements, commissions and journal, all in one transaction.\\n\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":50,\"max_attempts\":3,\"max_delay_ms\":1000,\"retryable_errors\":[\"TEMPORARY_LOCK_FAILURE\",\"NETWORK_TIMEOUT\"]},\"smart_code\":\"HERA.SALON.POS.ORCH.CHECKOUT.v1\",\"transaction_boundaries\":[{\"applies_to\":[\"START_CHECKOUT\"],\"name\":\"checkout_start_txn\"},{\"applies_to\":[\"CREATE_PAYMENT_INTENT\"],\"name\":\"payment_intent_txn\"},{\"applies_to\":[\"CAPTURE_PAYMENT\"],\"name\":\"payment_capture_txn\"},{\"applies_to\":[\"COMMIT_SALE\",\"COMMIT_INVENTORY\",\"CALCULATE_COMMISSION\",\"POST_GL_JOURNAL\"],\"name\":\"sale_commit_txn\"}],\"triggers\":[{\"emit\":\"POS.CHECKOUT.START.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/checkout/start\"},{\"emit\":\"POS.PAYMENT.INTENT.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/payments/intent\"},{\"bind\":{\"payment_intent_id\":\"$.path.id\"},\"emit\":\"POS.PAYMENT.CAPTURE.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/payments/:id/capture\"},{\"emit\":\"POS.CHECKOUT.COMMIT.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/checkout/:id/commit\"}]}",
};
