// Generated from salon/pos/cart.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Decimal, Uuid, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::salon::inv::reserve::adjust::v1 as adjust;
use specs::salon::inv::reserve::adjust_back::v1 as adjust_back;
use specs::salon::inv::reserve::reinstate::v1 as reinstate;
use specs::salon::inv::reserve::release::v1 as release;
use specs::salon::inv::reserve::soft::v1 as soft;
use specs::salon::pos::cart::add_line::v1 as add_line;
use specs::salon::pos::cart::delete_line::v1 as delete_line;
use specs::salon::pos::cart::remove_line::v1 as remove_line;
use specs::salon::pos::cart::reprice::v1 as reprice;
use specs::salon::pos::cart::restore_line::v1 as restore_line;
use specs::salon::pos::cart::revert_line::v1 as revert_line;
use specs::salon::pos::cart::update_line::v1 as update_line;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: adjust::Adjust + adjust_back::AdjustBack + reinstate::Reinstate + release::Release + soft::Soft + add_line::AddLine + delete_line::DeleteLine + remove_line::RemoveLine + reprice::Reprice + restore_line::RestoreLine + revert_line::RevertLine + update_line::UpdateLine + 'static {}

impl<
    P: adjust::Adjust + adjust_back::AdjustBack + reinstate::Reinstate + release::Release
        + soft::Soft + add_line::AddLine + delete_line::DeleteLine
        + remove_line::RemoveLine + reprice::Reprice + restore_line::RestoreLine
        + revert_line::RevertLine + update_line::UpdateLine + 'static,
> Procedures for P {}

static FLOWS: [&flow::FlowDef; 4] = [
    &pos_cart_line_add_requested::FLOW,
    &pos_cart_line_update_requested::FLOW,
    &pos_cart_line_delete_requested::FLOW,
    &pos_cart_reprice_requested::FLOW,
];

static PROCEDURES: &[&flow::Spec] = &[
    &adjust::SPEC,
    &adjust_back::SPEC,
    &reinstate::SPEC,
    &release::SPEC,
    &soft::SPEC,
    &add_line::SPEC,
    &delete_line::SPEC,
    &remove_line::SPEC,
    &reprice::SPEC,
    &restore_line::SPEC,
    &revert_line::SPEC,
    &update_line::SPEC,
];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[
        adjust::invoke,
        adjust_back::invoke,
        reinstate::invoke,
        release::invoke,
        soft::invoke,
        add_line::invoke,
        delete_line::invoke,
        remove_line::invoke,
        reprice::invoke,
        restore_line::invoke,
        revert_line::invoke,
        update_line::invoke,
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

/// `POS.CART.LINE_ADD.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/carts/:id/lines`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `VALIDATE_ADD` | `HERA.SALON.POS.CART.ADD_LINE.v1`, checks only | always | nothing to commit | nothing to undo |
/// | `VALIDATE_ADD` | `RESERVE_SOFT` | `HERA.SALON.INV.RESERVE.SOFT.v1`, external | `$.payload.line_type == 'RETAIL'` | `add_line_txn` | `HERA.SALON.INV.RESERVE.RELEASE.v1` |
/// | `RESERVE_SOFT` | `PERSIST_ADD` | `HERA.SALON.POS.CART.ADD_LINE.v1` | always | `add_line_txn` | `HERA.SALON.POS.CART.REMOVE_LINE.v1` |
/// | `PERSIST_ADD` | `REPRICE_AFTER_ADD` | `HERA.SALON.POS.CART.REPRICE.v1` | always | `reprice_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `VALIDATE_ADD` | `CART_NOT_FOUND`, `ENTITY_NOT_FOUND` | failed | 404 |
/// | `VALIDATE_ADD` | `CART_NOT_ACTIVE`, `CART_FULL` | failed | 409 |
/// | `VALIDATE_ADD` | `ENTITY_TYPE_MISMATCH`, `PRICE_MISSING`, `INVALID_QUANTITY`, `INVALID_STAFF_SPLIT` | failed | 422 |
/// | `VALIDATE_ADD` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `RESERVE_SOFT` | `OUT_OF_STOCK`, `RESERVATION_REFUSED` | failed | 409 |
/// | `RESERVE_SOFT` | `PRODUCT_UNKNOWN` | failed | 404 |
/// | `RESERVE_SOFT` | `INVARIANT_VIOLATED` | compensated | 500 |
/// | `RESERVE_SOFT` | `UNKNOWN` or another outage, at every attempt | failed or compensated | 503 |
/// | `PERSIST_ADD` | `CART_NOT_FOUND`, `ENTITY_NOT_FOUND` | failed or compensated | 404 |
/// | `PERSIST_ADD` | `CART_NOT_ACTIVE`, `CART_FULL` | failed or compensated | 409 |
/// | `PERSIST_ADD` | `ENTITY_TYPE_MISMATCH`, `PRICE_MISSING`, `INVALID_QUANTITY`, `INVALID_STAFF_SPLIT` | failed or compensated | 422 |
/// | `PERSIST_ADD` | `INVARIANT_VIOLATED` | failed or compensated | 500 |
/// | `PERSIST_ADD` | `UNKNOWN` or another outage, at every attempt | failed or compensated | 503 |
/// | `REPRICE_AFTER_ADD` | `CART_NOT_FOUND` | compensated | 404 |
/// | `REPRICE_AFTER_ADD` | `CART_NOT_ACTIVE` | compensated | 409 |
/// | `REPRICE_AFTER_ADD` | `CATALOG_INCOMPLETE`, `DISCOUNT_EXCEEDS_SUBTOTAL` | compensated | 422 |
/// | `REPRICE_AFTER_ADD` | `INVARIANT_VIOLATED` | compensated | 500 |
/// | `REPRICE_AFTER_ADD` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
pub mod pos_cart_line_add_requested {
    use super::*;

    /// What `POS.CART.LINE_ADD.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The cart, from the path; required.
        pub cart_id: Option<Uuid>,
        /// The service, product or adjustment in the catalogue; required.
        pub entity_id: Option<Uuid>,
        /// What kind of line it is; required.
        pub line_type: Option<add_line::LineType>,
        /// A remark for the till; optional.
        pub notes: Option<String>,
        /// How many; more than zero, whole for a product, one for an adjustment; required.
        pub quantity: Option<Decimal>,
        /// Who shares a service, in percent; only on SERVICE lines, and needed there; optional.
        pub staff_split: Option<Vec<add_line::StaffSplit>>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "cart_id",
            "entity_id",
            "line_type",
            "notes",
            "quantity",
            "staff_split",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                cart_id: fields.optional("cart_id"),
                entity_id: fields.optional("entity_id"),
                line_type: fields.optional("line_type"),
                notes: fields.optional("notes"),
                quantity: fields.optional("quantity"),
                staff_split: fields.optional("staff_split"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `VALIDATE_ADD` runs `HERA.SALON.POS.CART.ADD_LINE.v1`.
        ValidateAdd,
        /// `RESERVE_SOFT` runs `HERA.SALON.INV.RESERVE.SOFT.v1`.
        ReserveSoft,
        /// `PERSIST_ADD` runs `HERA.SALON.POS.CART.ADD_LINE.v1`.
        PersistAdd,
        /// `REPRICE_AFTER_ADD` runs `HERA.SALON.POS.CART.REPRICE.v1`.
        RepriceAfterAdd,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 4] = [
            Node::ValidateAdd,
            Node::ReserveSoft,
            Node::PersistAdd,
            Node::RepriceAfterAdd,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `RESERVE_SOFT`.
        pub reserve_soft: Option<soft::Output>,
        /// Of `PERSIST_ADD`.
        pub persist_add: Option<add_line::Output>,
        /// Of `REPRICE_AFTER_ADD`.
        pub reprice_after_add: Option<reprice::Output>,
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

    /// `quantity > 0`
    fn admits_validate_add_1(state: &State, faults: &bind::Faults) -> bool {
        add_line::precondition_1(
            faults.given(state.payload.quantity.as_ref(), "quantity"),
        )
    }

    /// What `VALIDATE_ADD` is given.
    fn input_validate_add(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &add_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_type: faults.required(state.payload.line_type, "line_type"),
                entity_id: faults.required(state.payload.entity_id, "entity_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
                staff_split: state.payload.staff_split.clone(),
                notes: state.payload.notes.clone(),
            },
        )
    }

    const STEP_VALIDATE_ADD: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "quantity > 0",
                holds: admits_validate_add_1,
            },
        ],
        input: input_validate_add,
        keep: None,
        undo: None,
    };

    /// Whether `RESERVE_SOFT` runs.
    fn when_reserve_soft(state: &State) -> bool {
        expr::equal(
            state.payload.line_type.as_ref().map(|word| word.as_str()),
            Some("RETAIL"),
        )
    }

    /// `quantity > 0`
    fn admits_reserve_soft_1(state: &State, faults: &bind::Faults) -> bool {
        soft::precondition_1(faults.given(state.payload.quantity.as_ref(), "quantity"))
    }

    /// What `RESERVE_SOFT` is given.
    fn input_reserve_soft(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &soft::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults.required(state.payload.entity_id, "product_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
            },
        )
    }

    /// What `RESERVE_SOFT` has returned.
    fn keep_reserve_soft(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.reserve_soft, output);
    }

    /// What `RESERVE_SOFT` is undone with.
    fn undo_reserve_soft(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &release::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults.required(state.payload.entity_id, "product_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
            },
        )
    }

    const STEP_RESERVE_SOFT: flow::Step<State> = flow::Step {
        when: Some(when_reserve_soft),
        clauses: &[
            flow::Clause {
                text: "quantity > 0",
                holds: admits_reserve_soft_1,
            },
        ],
        input: input_reserve_soft,
        keep: Some(keep_reserve_soft),
        undo: Some(undo_reserve_soft),
    };

    /// `quantity > 0`
    fn admits_persist_add_1(state: &State, faults: &bind::Faults) -> bool {
        add_line::precondition_1(
            faults.given(state.payload.quantity.as_ref(), "quantity"),
        )
    }

    /// What `PERSIST_ADD` is given.
    fn input_persist_add(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &add_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_type: faults.required(state.payload.line_type, "line_type"),
                entity_id: faults.required(state.payload.entity_id, "entity_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
                staff_split: state.payload.staff_split.clone(),
                notes: state.payload.notes.clone(),
            },
        )
    }

    /// What `PERSIST_ADD` has returned.
    fn keep_persist_add(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.persist_add, output);
    }

    /// What `PERSIST_ADD` is undone with.
    fn undo_persist_add(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &remove_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults
                    .required(
                        state.outputs.persist_add.as_ref().map(|output| output.line_id),
                        "line_id",
                    ),
            },
        )
    }

    const STEP_PERSIST_ADD: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "quantity > 0",
                holds: admits_persist_add_1,
            },
        ],
        input: input_persist_add,
        keep: Some(keep_persist_add),
        undo: Some(undo_persist_add),
    };

    /// What `REPRICE_AFTER_ADD` is given.
    fn input_reprice_after_add(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reprice::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
            },
        )
    }

    /// What `REPRICE_AFTER_ADD` has returned.
    fn keep_reprice_after_add(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.reprice_after_add, output);
    }

    const STEP_REPRICE_AFTER_ADD: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reprice_after_add,
        keep: Some(keep_reprice_after_add),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 4] = [
        STEP_VALIDATE_ADD,
        STEP_RESERVE_SOFT,
        STEP_PERSIST_ADD,
        STEP_REPRICE_AFTER_ADD,
    ];

    const NODE_VALIDATE_ADD: plan::Node = plan::Node {
        id: plan::Text::Borrowed("VALIDATE_ADD"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.ADD_LINE.v1"),
        mode: plan::Mode::ValidateOnly,
        effects: plan::Effects::None,
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
                    code: plan::Text::Borrowed("ENTITY_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ENTITY_TYPE_MISMATCH"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRICE_MISSING"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_QUANTITY"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_STAFF_SPLIT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_FULL"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_RESERVE_SOFT: plan::Node = plan::Node {
        id: plan::Text::Borrowed("RESERVE_SOFT"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.SOFT.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: true,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.RELEASE.v1"),
            effects: plan::Effects::External,
            needs_output: false,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("PRODUCT_UNKNOWN"),
                        retryable: false,
                    },
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("NOTHING_RESERVED"),
                        retryable: false,
                    },
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RELEASE_REFUSED"),
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
                    code: plan::Text::Borrowed("OUT_OF_STOCK"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_UNKNOWN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RESERVATION_REFUSED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVARIANT_VIOLATED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(3000u64),
    };

    const NODE_PERSIST_ADD: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PERSIST_ADD"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.ADD_LINE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REMOVE_LINE.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("LINE_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
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
                    code: plan::Text::Borrowed("ENTITY_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ENTITY_TYPE_MISMATCH"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRICE_MISSING"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_QUANTITY"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_STAFF_SPLIT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("CART_FULL"),
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

    const NODE_REPRICE_AFTER_ADD: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REPRICE_AFTER_ADD"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REPRICE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(2u32)]),
        boundary: BoundaryIx(2u32),
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
                    code: plan::Text::Borrowed("CATALOG_INCOMPLETE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DISCOUNT_EXCEEDS_SUBTOTAL"),
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

    static NODES: [plan::Node; 4] = [
        NODE_VALIDATE_ADD,
        NODE_RESERVE_SOFT,
        NODE_PERSIST_ADD,
        NODE_REPRICE_AFTER_ADD,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("VALIDATE_ADD"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("add_line_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32), NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("reprice_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(3u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 3] = [BOUNDARY_0, BOUNDARY_1, BOUNDARY_2];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1"),
        event: plan::Text::Borrowed("POS.CART.LINE_ADD.REQUESTED"),
        sum: plan::Text::Borrowed(
            "0fc9397e9af053ed8254cee775337badfcf2679e49d2080fa30e8510dd8124de",
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
        if state.payload.entity_id.is_none() {
            fields.miss("entity_id");
        }
        if state.payload.line_type.is_none() {
            fields.miss("line_type");
        }
        if state.payload.quantity.is_none() {
            fields.miss("quantity");
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

    const ERRORS_VALIDATE_ADD: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "VALIDATE_ADD",
            codes: &["CART_NOT_FOUND", "ENTITY_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_ADD",
            codes: &["CART_NOT_ACTIVE", "CART_FULL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_ADD",
            codes: &[
                "ENTITY_TYPE_MISMATCH",
                "PRICE_MISSING",
                "INVALID_QUANTITY",
                "INVALID_STAFF_SPLIT",
            ],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_ADD",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_RESERVE_SOFT: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "RESERVE_SOFT",
            codes: &["OUT_OF_STOCK", "RESERVATION_REFUSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "RESERVE_SOFT",
            codes: &["PRODUCT_UNKNOWN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "RESERVE_SOFT",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "RESERVE_SOFT",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_PERSIST_ADD: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PERSIST_ADD",
            codes: &["CART_NOT_FOUND", "ENTITY_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PERSIST_ADD",
            codes: &["CART_NOT_ACTIVE", "CART_FULL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PERSIST_ADD",
            codes: &[
                "ENTITY_TYPE_MISMATCH",
                "PRICE_MISSING",
                "INVALID_QUANTITY",
                "INVALID_STAFF_SPLIT",
            ],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PERSIST_ADD",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "PERSIST_ADD",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_REPRICE_AFTER_ADD: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REPRICE_AFTER_ADD",
            codes: &["CART_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_ADD",
            codes: &["CART_NOT_ACTIVE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_ADD",
            codes: &["CATALOG_INCOMPLETE", "DISCOUNT_EXCEEDS_SUBTOTAL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_ADD",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_ADD",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CART.LINE_ADD.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/carts/:id/lines",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "cart_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "entity_id",
                ty: "uuid",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "line_type",
                ty: "enum[SERVICE, RETAIL, ADJUSTMENT]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "notes",
                ty: "string",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "quantity",
                ty: "decimal",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "staff_split",
                ty: "array[{staff_id: uuid, pct: decimal}]",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["cart_write", "inventory_reserve"],
        conditions: &[("RESERVE_SOFT", "$.payload.line_type == 'RETAIL'")],
        errors: &[
            ERRORS_VALIDATE_ADD,
            ERRORS_RESERVE_SOFT,
            ERRORS_PERSIST_ADD,
            ERRORS_REPRICE_AFTER_ADD,
        ],
        admit,
        draft,
    };
}

/// `POS.CART.LINE_UPDATE.REQUESTED`
///
/// Starts on `API.PATCH./api/v1/salon/pos/carts/:id/lines/:lineId`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `VALIDATE_UPDATE` | `HERA.SALON.POS.CART.UPDATE_LINE.v1`, checks only | always | nothing to commit | nothing to undo |
/// | `VALIDATE_UPDATE` | `ADJUST_RESERVATION` | `HERA.SALON.INV.RESERVE.ADJUST.v1`, external | `$.payload.affects_inventory == true` | `update_line_txn` | `HERA.SALON.INV.RESERVE.ADJUST_BACK.v1` |
/// | `ADJUST_RESERVATION` | `PERSIST_UPDATE` | `HERA.SALON.POS.CART.UPDATE_LINE.v1` | always | `update_line_txn` | `HERA.SALON.POS.CART.REVERT_LINE.v1` |
/// | `PERSIST_UPDATE` | `REPRICE_AFTER_UPDATE` | `HERA.SALON.POS.CART.REPRICE.v1` | always | `reprice_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `VALIDATE_UPDATE` | `CART_NOT_FOUND`, `LINE_NOT_FOUND` | failed | 404 |
/// | `VALIDATE_UPDATE` | `CART_NOT_ACTIVE`, `LINE_CHANGED` | failed | 409 |
/// | `VALIDATE_UPDATE` | `NOTHING_TO_CHANGE`, `INVALID_QUANTITY`, `INVALID_STAFF_SPLIT`, `PRODUCT_MISMATCH`, `INVENTORY_FLAG_WRONG` | failed | 422 |
/// | `VALIDATE_UPDATE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `ADJUST_RESERVATION` | `OUT_OF_STOCK`, `NOTHING_RESERVED`, `RESERVATION_REFUSED` | failed | 409 |
/// | `ADJUST_RESERVATION` | `PRODUCT_UNKNOWN` | failed | 404 |
/// | `ADJUST_RESERVATION` | `INVARIANT_VIOLATED` | compensated | 500 |
/// | `ADJUST_RESERVATION` | `UNKNOWN` or another outage, at every attempt | failed or compensated | 503 |
/// | `PERSIST_UPDATE` | `CART_NOT_FOUND`, `LINE_NOT_FOUND` | failed or compensated | 404 |
/// | `PERSIST_UPDATE` | `CART_NOT_ACTIVE`, `LINE_CHANGED` | failed or compensated | 409 |
/// | `PERSIST_UPDATE` | `NOTHING_TO_CHANGE`, `INVALID_QUANTITY`, `INVALID_STAFF_SPLIT`, `PRODUCT_MISMATCH`, `INVENTORY_FLAG_WRONG` | failed or compensated | 422 |
/// | `PERSIST_UPDATE` | `INVARIANT_VIOLATED` | failed or compensated | 500 |
/// | `PERSIST_UPDATE` | `UNKNOWN` or another outage, at every attempt | failed or compensated | 503 |
/// | `REPRICE_AFTER_UPDATE` | `CART_NOT_FOUND` | compensated | 404 |
/// | `REPRICE_AFTER_UPDATE` | `CART_NOT_ACTIVE` | compensated | 409 |
/// | `REPRICE_AFTER_UPDATE` | `CATALOG_INCOMPLETE`, `DISCOUNT_EXCEEDS_SUBTOTAL` | compensated | 422 |
/// | `REPRICE_AFTER_UPDATE` | `INVARIANT_VIOLATED` | compensated | 500 |
/// | `REPRICE_AFTER_UPDATE` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
pub mod pos_cart_line_update_requested {
    use super::*;

    /// What `POS.CART.LINE_UPDATE.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The reservation changes with this update; optional.
        pub affects_inventory: Option<bool>,
        /// The cart, from the path; required.
        pub cart_id: Option<Uuid>,
        /// The quantity that the caller has seen; another one by now refuses the update; required when `ADJUST_RESERVATION` runs.
        pub expected_quantity: Option<Decimal>,
        /// The line, from the path; required.
        pub line_id: Option<Uuid>,
        /// The new remark; optional.
        pub notes: Option<String>,
        /// The product whose reservation changes; must be the line's own; required when `ADJUST_RESERVATION` runs.
        pub product_id: Option<Uuid>,
        /// The new quantity; required when `ADJUST_RESERVATION` runs.
        pub quantity: Option<Decimal>,
        /// The new split; only on SERVICE lines; optional.
        pub staff_split: Option<Vec<update_line::StaffSplit>>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "affects_inventory",
            "cart_id",
            "expected_quantity",
            "line_id",
            "notes",
            "product_id",
            "quantity",
            "staff_split",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                affects_inventory: fields.optional("affects_inventory").or(Some(false)),
                cart_id: fields.optional("cart_id"),
                expected_quantity: fields.optional("expected_quantity"),
                line_id: fields.optional("line_id"),
                notes: fields.optional("notes"),
                product_id: fields.optional("product_id"),
                quantity: fields.optional("quantity"),
                staff_split: fields.optional("staff_split"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `VALIDATE_UPDATE` runs `HERA.SALON.POS.CART.UPDATE_LINE.v1`.
        ValidateUpdate,
        /// `ADJUST_RESERVATION` runs `HERA.SALON.INV.RESERVE.ADJUST.v1`.
        AdjustReservation,
        /// `PERSIST_UPDATE` runs `HERA.SALON.POS.CART.UPDATE_LINE.v1`.
        PersistUpdate,
        /// `REPRICE_AFTER_UPDATE` runs `HERA.SALON.POS.CART.REPRICE.v1`.
        RepriceAfterUpdate,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 4] = [
            Node::ValidateUpdate,
            Node::AdjustReservation,
            Node::PersistUpdate,
            Node::RepriceAfterUpdate,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `ADJUST_RESERVATION`.
        pub adjust_reservation: Option<adjust::Output>,
        /// Of `PERSIST_UPDATE`.
        pub persist_update: Option<update_line::Output>,
        /// Of `REPRICE_AFTER_UPDATE`.
        pub reprice_after_update: Option<reprice::Output>,
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

    /// `if exists(quantity) then quantity > 0`
    fn admits_validate_update_1(state: &State, _faults: &bind::Faults) -> bool {
        update_line::precondition_1(state.payload.quantity.as_ref())
    }

    /// What `VALIDATE_UPDATE` is given.
    fn input_validate_update(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &update_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults.required(state.payload.line_id, "line_id"),
                quantity: state.payload.quantity,
                staff_split: state.payload.staff_split.clone(),
                notes: state.payload.notes.clone(),
                affects_inventory: state.payload.affects_inventory.unwrap_or(false),
                product_id: state.payload.product_id,
                expected_quantity: state.payload.expected_quantity,
            },
        )
    }

    const STEP_VALIDATE_UPDATE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "if exists(quantity) then quantity > 0",
                holds: admits_validate_update_1,
            },
        ],
        input: input_validate_update,
        keep: None,
        undo: None,
    };

    /// Whether `ADJUST_RESERVATION` runs.
    fn when_adjust_reservation(state: &State) -> bool {
        expr::is_true(state.payload.affects_inventory.as_ref())
    }

    /// `quantity > 0 and expected_quantity > 0`
    fn admits_adjust_reservation_1(state: &State, faults: &bind::Faults) -> bool {
        adjust::precondition_1(
            faults.given(state.payload.quantity.as_ref(), "quantity"),
            faults.given(state.payload.expected_quantity.as_ref(), "expected_quantity"),
        )
    }

    /// What `ADJUST_RESERVATION` is given.
    fn input_adjust_reservation(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &adjust::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults.required(state.payload.product_id, "product_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
                expected_quantity: faults
                    .required(state.payload.expected_quantity, "expected_quantity"),
            },
        )
    }

    /// What `ADJUST_RESERVATION` has returned.
    fn keep_adjust_reservation(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.adjust_reservation, output);
    }

    /// What `ADJUST_RESERVATION` is undone with.
    fn undo_adjust_reservation(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &adjust_back::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults.required(state.payload.product_id, "product_id"),
                quantity: faults.required(state.payload.quantity, "quantity"),
                expected_quantity: faults
                    .required(state.payload.expected_quantity, "expected_quantity"),
            },
        )
    }

    const STEP_ADJUST_RESERVATION: flow::Step<State> = flow::Step {
        when: Some(when_adjust_reservation),
        clauses: &[
            flow::Clause {
                text: "quantity > 0 and expected_quantity > 0",
                holds: admits_adjust_reservation_1,
            },
        ],
        input: input_adjust_reservation,
        keep: Some(keep_adjust_reservation),
        undo: Some(undo_adjust_reservation),
    };

    /// `if exists(quantity) then quantity > 0`
    fn admits_persist_update_1(state: &State, _faults: &bind::Faults) -> bool {
        update_line::precondition_1(state.payload.quantity.as_ref())
    }

    /// What `PERSIST_UPDATE` is given.
    fn input_persist_update(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &update_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults.required(state.payload.line_id, "line_id"),
                quantity: state.payload.quantity,
                staff_split: state.payload.staff_split.clone(),
                notes: state.payload.notes.clone(),
                affects_inventory: state.payload.affects_inventory.unwrap_or(false),
                product_id: state.payload.product_id,
                expected_quantity: state.payload.expected_quantity,
            },
        )
    }

    /// What `PERSIST_UPDATE` has returned.
    fn keep_persist_update(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.persist_update, output);
    }

    /// What `PERSIST_UPDATE` is undone with.
    fn undo_persist_update(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &revert_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults.required(state.payload.line_id, "line_id"),
                previous_quantity: faults
                    .required(
                        state
                            .outputs
                            .persist_update
                            .as_ref()
                            .map(|output| output.previous_quantity),
                        "previous_quantity",
                    ),
                previous_staff_split: faults
                    .required(
                        faults
                            .recoded(
                                state
                                    .outputs
                                    .persist_update
                                    .as_ref()
                                    .map(|output| output.previous_staff_split.clone()),
                            ),
                        "previous_staff_split",
                    ),
                previous_notes: faults
                    .required(
                        state
                            .outputs
                            .persist_update
                            .as_ref()
                            .map(|output| output.previous_notes.clone()),
                        "previous_notes",
                    ),
            },
        )
    }

    const STEP_PERSIST_UPDATE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "if exists(quantity) then quantity > 0",
                holds: admits_persist_update_1,
            },
        ],
        input: input_persist_update,
        keep: Some(keep_persist_update),
        undo: Some(undo_persist_update),
    };

    /// What `REPRICE_AFTER_UPDATE` is given.
    fn input_reprice_after_update(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reprice::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
            },
        )
    }

    /// What `REPRICE_AFTER_UPDATE` has returned.
    fn keep_reprice_after_update(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.reprice_after_update, output);
    }

    const STEP_REPRICE_AFTER_UPDATE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reprice_after_update,
        keep: Some(keep_reprice_after_update),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 4] = [
        STEP_VALIDATE_UPDATE,
        STEP_ADJUST_RESERVATION,
        STEP_PERSIST_UPDATE,
        STEP_REPRICE_AFTER_UPDATE,
    ];

    const NODE_VALIDATE_UPDATE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("VALIDATE_UPDATE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.UPDATE_LINE.v1"),
        mode: plan::Mode::ValidateOnly,
        effects: plan::Effects::None,
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
                    code: plan::Text::Borrowed("LINE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("LINE_CHANGED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NOTHING_TO_CHANGE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_QUANTITY"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_STAFF_SPLIT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_MISMATCH"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVENTORY_FLAG_WRONG"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_ADJUST_RESERVATION: plan::Node = plan::Node {
        id: plan::Text::Borrowed("ADJUST_RESERVATION"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.ADJUST.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: true,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.ADJUST_BACK.v1"),
            effects: plan::Effects::External,
            needs_output: false,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("UNDO_REFUSED"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("OUT_OF_STOCK"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_UNKNOWN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NOTHING_RESERVED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RESERVATION_REFUSED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVARIANT_VIOLATED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(3000u64),
    };

    const NODE_PERSIST_UPDATE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PERSIST_UPDATE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.UPDATE_LINE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REVERT_LINE.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("LINE_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
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
                    code: plan::Text::Borrowed("LINE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("LINE_CHANGED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NOTHING_TO_CHANGE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_QUANTITY"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVALID_STAFF_SPLIT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_MISMATCH"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("INVENTORY_FLAG_WRONG"),
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

    const NODE_REPRICE_AFTER_UPDATE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REPRICE_AFTER_UPDATE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REPRICE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(2u32)]),
        boundary: BoundaryIx(2u32),
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
                    code: plan::Text::Borrowed("CATALOG_INCOMPLETE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DISCOUNT_EXCEEDS_SUBTOTAL"),
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

    static NODES: [plan::Node; 4] = [
        NODE_VALIDATE_UPDATE,
        NODE_ADJUST_RESERVATION,
        NODE_PERSIST_UPDATE,
        NODE_REPRICE_AFTER_UPDATE,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("VALIDATE_UPDATE"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: false,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("update_line_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32), NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("reprice_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(3u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 3] = [BOUNDARY_0, BOUNDARY_1, BOUNDARY_2];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1"),
        event: plan::Text::Borrowed("POS.CART.LINE_UPDATE.REQUESTED"),
        sum: plan::Text::Borrowed(
            "d958ec6378cadad1615365d680f25c364d3a3bc4c20510d3d6bea648ee1b68d2",
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
        if state.payload.expected_quantity.is_none()
            && (bind::holds(&state, Node::AdjustReservation as u32))
        {
            fields.miss("expected_quantity");
        }
        if state.payload.line_id.is_none() {
            fields.miss("line_id");
        }
        if state.payload.product_id.is_none()
            && (bind::holds(&state, Node::AdjustReservation as u32))
        {
            fields.miss("product_id");
        }
        if state.payload.quantity.is_none()
            && (bind::holds(&state, Node::AdjustReservation as u32))
        {
            fields.miss("quantity");
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

    const ERRORS_VALIDATE_UPDATE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "VALIDATE_UPDATE",
            codes: &["CART_NOT_FOUND", "LINE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_UPDATE",
            codes: &["CART_NOT_ACTIVE", "LINE_CHANGED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_UPDATE",
            codes: &[
                "NOTHING_TO_CHANGE",
                "INVALID_QUANTITY",
                "INVALID_STAFF_SPLIT",
                "PRODUCT_MISMATCH",
                "INVENTORY_FLAG_WRONG",
            ],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "VALIDATE_UPDATE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_ADJUST_RESERVATION: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "ADJUST_RESERVATION",
            codes: &["OUT_OF_STOCK", "NOTHING_RESERVED", "RESERVATION_REFUSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "ADJUST_RESERVATION",
            codes: &["PRODUCT_UNKNOWN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "ADJUST_RESERVATION",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "ADJUST_RESERVATION",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_PERSIST_UPDATE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PERSIST_UPDATE",
            codes: &["CART_NOT_FOUND", "LINE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PERSIST_UPDATE",
            codes: &["CART_NOT_ACTIVE", "LINE_CHANGED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PERSIST_UPDATE",
            codes: &[
                "NOTHING_TO_CHANGE",
                "INVALID_QUANTITY",
                "INVALID_STAFF_SPLIT",
                "PRODUCT_MISMATCH",
                "INVENTORY_FLAG_WRONG",
            ],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PERSIST_UPDATE",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "PERSIST_UPDATE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_REPRICE_AFTER_UPDATE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REPRICE_AFTER_UPDATE",
            codes: &["CART_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_UPDATE",
            codes: &["CART_NOT_ACTIVE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_UPDATE",
            codes: &["CATALOG_INCOMPLETE", "DISCOUNT_EXCEEDS_SUBTOTAL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_UPDATE",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_UPDATE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CART.LINE_UPDATE.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "PATCH",
                path: "/api/v1/salon/pos/carts/:id/lines/:lineId",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "affects_inventory",
                ty: "boolean",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "cart_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "expected_quantity",
                ty: "decimal",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "line_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "notes",
                ty: "string",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "product_id",
                ty: "uuid",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "quantity",
                ty: "decimal",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "staff_split",
                ty: "array[{staff_id: uuid, pct: decimal}]",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["cart_write", "inventory_reserve"],
        conditions: &[("ADJUST_RESERVATION", "$.payload.affects_inventory == true")],
        errors: &[
            ERRORS_VALIDATE_UPDATE,
            ERRORS_ADJUST_RESERVATION,
            ERRORS_PERSIST_UPDATE,
            ERRORS_REPRICE_AFTER_UPDATE,
        ],
        admit,
        draft,
    };
}

/// `POS.CART.LINE_DELETE.REQUESTED`
///
/// Starts on `API.DELETE./api/v1/salon/pos/carts/:id/lines/:lineId`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `PERSIST_DELETE` | `HERA.SALON.POS.CART.DELETE_LINE.v1` | always | `delete_line_txn` | `HERA.SALON.POS.CART.RESTORE_LINE.v1` |
/// | `PERSIST_DELETE` | `RELEASE_ON_DELETE` | `HERA.SALON.INV.RESERVE.RELEASE.v1`, external | `$.nodes.PERSIST_DELETE.line_type == 'RETAIL'` | `release_line_txn` | `HERA.SALON.INV.RESERVE.REINSTATE.v1` |
/// | `RELEASE_ON_DELETE` | `REPRICE_AFTER_DELETE` | `HERA.SALON.POS.CART.REPRICE.v1` | always | `reprice_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `PERSIST_DELETE` | `CART_NOT_FOUND`, `LINE_NOT_FOUND` | failed | 404 |
/// | `PERSIST_DELETE` | `CART_NOT_ACTIVE` | failed | 409 |
/// | `PERSIST_DELETE` | `INVARIANT_VIOLATED` | failed | 500 |
/// | `PERSIST_DELETE` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `RELEASE_ON_DELETE` | `PRODUCT_UNKNOWN` | compensated | 404 |
/// | `RELEASE_ON_DELETE` | `NOTHING_RESERVED`, `RELEASE_REFUSED` | compensated | 409 |
/// | `RELEASE_ON_DELETE` | `PRECONDITION_FAILED` | compensated | 422 |
/// | `RELEASE_ON_DELETE` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `REPRICE_AFTER_DELETE` | `CART_NOT_FOUND` | compensated | 404 |
/// | `REPRICE_AFTER_DELETE` | `CART_NOT_ACTIVE` | compensated | 409 |
/// | `REPRICE_AFTER_DELETE` | `CATALOG_INCOMPLETE`, `DISCOUNT_EXCEEDS_SUBTOTAL` | compensated | 422 |
/// | `REPRICE_AFTER_DELETE` | `INVARIANT_VIOLATED` | compensated | 500 |
/// | `REPRICE_AFTER_DELETE` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
pub mod pos_cart_line_delete_requested {
    use super::*;

    /// What `POS.CART.LINE_DELETE.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The cart, from the path; required.
        pub cart_id: Option<Uuid>,
        /// The line, from the path; required.
        pub line_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &["cart_id", "line_id"];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                cart_id: fields.optional("cart_id"),
                line_id: fields.optional("line_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `PERSIST_DELETE` runs `HERA.SALON.POS.CART.DELETE_LINE.v1`.
        PersistDelete,
        /// `RELEASE_ON_DELETE` runs `HERA.SALON.INV.RESERVE.RELEASE.v1`.
        ReleaseOnDelete,
        /// `REPRICE_AFTER_DELETE` runs `HERA.SALON.POS.CART.REPRICE.v1`.
        RepriceAfterDelete,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 3] = [
            Node::PersistDelete,
            Node::ReleaseOnDelete,
            Node::RepriceAfterDelete,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `PERSIST_DELETE`.
        pub persist_delete: Option<delete_line::Output>,
        /// Of `RELEASE_ON_DELETE`.
        pub release_on_delete: Option<release::Output>,
        /// Of `REPRICE_AFTER_DELETE`.
        pub reprice_after_delete: Option<reprice::Output>,
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

    /// What `PERSIST_DELETE` is given.
    fn input_persist_delete(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &delete_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults.required(state.payload.line_id, "line_id"),
            },
        )
    }

    /// What `PERSIST_DELETE` has returned.
    fn keep_persist_delete(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.persist_delete, output);
    }

    /// What `PERSIST_DELETE` is undone with.
    fn undo_persist_delete(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &restore_line::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                line_id: faults.required(state.payload.line_id, "line_id"),
            },
        )
    }

    const STEP_PERSIST_DELETE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_persist_delete,
        keep: Some(keep_persist_delete),
        undo: Some(undo_persist_delete),
    };

    /// Whether `RELEASE_ON_DELETE` runs.
    fn when_release_on_delete(state: &State) -> bool {
        expr::equal(
            state
                .outputs
                .persist_delete
                .as_ref()
                .map(|output| &output.line_type)
                .map(|word| word.as_str()),
            Some("RETAIL"),
        )
    }

    /// What `RELEASE_ON_DELETE` is given.
    fn input_release_on_delete(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &release::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults
                    .required(
                        state
                            .outputs
                            .persist_delete
                            .as_ref()
                            .map(|output| output.product_id),
                        "product_id",
                    ),
                quantity: faults
                    .required(
                        state
                            .outputs
                            .persist_delete
                            .as_ref()
                            .map(|output| output.quantity),
                        "quantity",
                    ),
            },
        )
    }

    /// What `RELEASE_ON_DELETE` has returned.
    fn keep_release_on_delete(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.release_on_delete, output);
    }

    /// What `RELEASE_ON_DELETE` is undone with.
    fn undo_release_on_delete(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reinstate::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
                product_id: faults
                    .required(
                        state
                            .outputs
                            .persist_delete
                            .as_ref()
                            .map(|output| output.product_id),
                        "product_id",
                    ),
                quantity: faults
                    .required(
                        state
                            .outputs
                            .persist_delete
                            .as_ref()
                            .map(|output| output.quantity),
                        "quantity",
                    ),
            },
        )
    }

    const STEP_RELEASE_ON_DELETE: flow::Step<State> = flow::Step {
        when: Some(when_release_on_delete),
        clauses: &[],
        input: input_release_on_delete,
        keep: Some(keep_release_on_delete),
        undo: Some(undo_release_on_delete),
    };

    /// What `REPRICE_AFTER_DELETE` is given.
    fn input_reprice_after_delete(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reprice::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
            },
        )
    }

    /// What `REPRICE_AFTER_DELETE` has returned.
    fn keep_reprice_after_delete(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.reprice_after_delete, output);
    }

    const STEP_REPRICE_AFTER_DELETE: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reprice_after_delete,
        keep: Some(keep_reprice_after_delete),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 3] = [
        STEP_PERSIST_DELETE,
        STEP_RELEASE_ON_DELETE,
        STEP_REPRICE_AFTER_DELETE,
    ];

    const NODE_PERSIST_DELETE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PERSIST_DELETE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.DELETE_LINE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.RESTORE_LINE.v1"),
            effects: plan::Effects::Transactional,
            needs_output: false,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("LINE_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
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
                    code: plan::Text::Borrowed("LINE_NOT_FOUND"),
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

    const NODE_RELEASE_ON_DELETE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("RELEASE_ON_DELETE"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.RELEASE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: true,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.INV.RESERVE.REINSTATE.v1"),
            effects: plan::Effects::External,
            needs_output: false,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("UNDO_REFUSED"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_UNKNOWN"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NOTHING_RESERVED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RELEASE_REFUSED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRECONDITION_FAILED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(3000u64),
    };

    const NODE_REPRICE_AFTER_DELETE: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REPRICE_AFTER_DELETE"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REPRICE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(2u32),
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
                    code: plan::Text::Borrowed("CATALOG_INCOMPLETE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DISCOUNT_EXCEEDS_SUBTOTAL"),
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

    static NODES: [plan::Node; 3] = [
        NODE_PERSIST_DELETE,
        NODE_RELEASE_ON_DELETE,
        NODE_REPRICE_AFTER_DELETE,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("delete_line_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("release_line_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("reprice_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 3] = [BOUNDARY_0, BOUNDARY_1, BOUNDARY_2];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1"),
        event: plan::Text::Borrowed("POS.CART.LINE_DELETE.REQUESTED"),
        sum: plan::Text::Borrowed(
            "ebe863f9e7341b743df1e93779421161cdc1bf54a62d0dcf838e17a01624c999",
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
        if state.payload.line_id.is_none() {
            fields.miss("line_id");
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

    const ERRORS_PERSIST_DELETE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PERSIST_DELETE",
            codes: &["CART_NOT_FOUND", "LINE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PERSIST_DELETE",
            codes: &["CART_NOT_ACTIVE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PERSIST_DELETE",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "PERSIST_DELETE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_RELEASE_ON_DELETE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "RELEASE_ON_DELETE",
            codes: &["PRODUCT_UNKNOWN"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "RELEASE_ON_DELETE",
            codes: &["NOTHING_RESERVED", "RELEASE_REFUSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "RELEASE_ON_DELETE",
            codes: &["PRECONDITION_FAILED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "RELEASE_ON_DELETE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_REPRICE_AFTER_DELETE: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REPRICE_AFTER_DELETE",
            codes: &["CART_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_DELETE",
            codes: &["CART_NOT_ACTIVE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_DELETE",
            codes: &["CATALOG_INCOMPLETE", "DISCOUNT_EXCEEDS_SUBTOTAL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_DELETE",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "REPRICE_AFTER_DELETE",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CART.LINE_DELETE.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "DELETE",
                path: "/api/v1/salon/pos/carts/:id/lines/:lineId",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "cart_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "line_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
        ],
        permissions: &["cart_write", "inventory_reserve"],
        conditions: &[
            ("RELEASE_ON_DELETE", "$.nodes.PERSIST_DELETE.line_type == 'RETAIL'"),
        ],
        errors: &[
            ERRORS_PERSIST_DELETE,
            ERRORS_RELEASE_ON_DELETE,
            ERRORS_REPRICE_AFTER_DELETE,
        ],
        admit,
        draft,
    };
}

/// `POS.CART.REPRICE.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/carts/:id/reprice`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `REPRICE_CART` | `HERA.SALON.POS.CART.REPRICE.v1` | always | `reprice_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `REPRICE_CART` | `CART_NOT_FOUND` | failed | 404 |
/// | `REPRICE_CART` | `CART_NOT_ACTIVE` | failed | 409 |
/// | `REPRICE_CART` | `CATALOG_INCOMPLETE`, `DISCOUNT_EXCEEDS_SUBTOTAL` | failed | 422 |
/// | `REPRICE_CART` | `INVARIANT_VIOLATED` | failed | 500 |
/// | `REPRICE_CART` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
pub mod pos_cart_reprice_requested {
    use super::*;

    /// What `POS.CART.REPRICE.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// The cart, from the path; required.
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
        /// `REPRICE_CART` runs `HERA.SALON.POS.CART.REPRICE.v1`.
        RepriceCart,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 1] = [Node::RepriceCart];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `REPRICE_CART`.
        pub reprice_cart: Option<reprice::Output>,
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

    /// What `REPRICE_CART` is given.
    fn input_reprice_cart(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reprice::Input {
                organization_id: state.context.organization_id,
                cart_id: faults.required(state.payload.cart_id, "cart_id"),
            },
        )
    }

    /// What `REPRICE_CART` has returned.
    fn keep_reprice_cart(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.reprice_cart, output);
    }

    const STEP_REPRICE_CART: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reprice_cart,
        keep: Some(keep_reprice_cart),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 1] = [STEP_REPRICE_CART];

    const NODE_REPRICE_CART: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REPRICE_CART"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.CART.REPRICE.v1"),
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
                    code: plan::Text::Borrowed("CATALOG_INCOMPLETE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("DISCOUNT_EXCEEDS_SUBTOTAL"),
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

    static NODES: [plan::Node; 1] = [NODE_REPRICE_CART];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("reprice_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 1] = [BOUNDARY_0];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1"),
        event: plan::Text::Borrowed("POS.CART.REPRICE.REQUESTED"),
        sum: plan::Text::Borrowed(
            "9cc2a79ace7f1908349540ce1965a681186941ac52eb769bb4e2004b7b0b48c6",
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

    const ERRORS_REPRICE_CART: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REPRICE_CART",
            codes: &["CART_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REPRICE_CART",
            codes: &["CART_NOT_ACTIVE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REPRICE_CART",
            codes: &["CATALOG_INCOMPLETE", "DISCOUNT_EXCEEDS_SUBTOTAL"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "REPRICE_CART",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "REPRICE_CART",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.CART.REPRICE.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/carts/:id/reprice",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "cart_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
        ],
        permissions: &["cart_write"],
        conditions: &[],
        errors: &[ERRORS_REPRICE_CART],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1",
    smart_code: "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1",
    intent: "Add, update, delete and reprice the lines of a cart at the chair, crash-safe, with stock reserved for retail lines and a trail of every step.",
    file: "salon/pos/cart.orchestration.yml",
    sum: "bca0b8e1466fb15c9984e9418cac798a664b3a9f7382761f35497483ad0b8c3a",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true,\"compensation_timeout_ms\":10000,\"preserve_failed_state\":true},\"edges\":[\"POS.CART.LINE_ADD.REQUESTED → VALIDATE_ADD → RESERVE_SOFT → PERSIST_ADD → REPRICE_AFTER_ADD\",\"POS.CART.LINE_UPDATE.REQUESTED → VALIDATE_UPDATE → ADJUST_RESERVATION → PERSIST_UPDATE → REPRICE_AFTER_UPDATE\",\"POS.CART.LINE_DELETE.REQUESTED → PERSIST_DELETE → RELEASE_ON_DELETE → REPRICE_AFTER_DELETE\",\"POS.CART.REPRICE.REQUESTED → REPRICE_CART\"],\"graph\":{\"nodes\":[{\"id\":\"VALIDATE_ADD\",\"mode\":\"validate_only\",\"run\":\"HERA.SALON.POS.CART.ADD_LINE.v1\"},{\"compensation\":\"HERA.SALON.INV.RESERVE.RELEASE.v1\",\"id\":\"RESERVE_SOFT\",\"run\":\"HERA.SALON.INV.RESERVE.SOFT.v1\",\"when\":\"$.payload.line_type == 'RETAIL'\",\"with\":{\"product_id\":\"$.payload.entity_id\"}},{\"compensation\":\"HERA.SALON.POS.CART.REMOVE_LINE.v1\",\"id\":\"PERSIST_ADD\",\"mode\":\"persist\",\"run\":\"HERA.SALON.POS.CART.ADD_LINE.v1\"},{\"id\":\"REPRICE_AFTER_ADD\",\"run\":\"HERA.SALON.POS.CART.REPRICE.v1\"},{\"id\":\"VALIDATE_UPDATE\",\"mode\":\"validate_only\",\"run\":\"HERA.SALON.POS.CART.UPDATE_LINE.v1\"},{\"compensation\":\"HERA.SALON.INV.RESERVE.ADJUST_BACK.v1\",\"id\":\"ADJUST_RESERVATION\",\"run\":\"HERA.SALON.INV.RESERVE.ADJUST.v1\",\"when\":\"$.payload.affects_inventory == true\"},{\"compensation\":\"HERA.SALON.POS.CART.REVERT_LINE.v1\",\"id\":\"PERSIST_UPDATE\",\"mode\":\"persist\",\"run\":\"HERA.SALON.POS.CART.UPDATE_LINE.v1\"},{\"id\":\"REPRICE_AFTER_UPDATE\",\"run\":\"HERA.SALON.POS.CART.REPRICE.v1\"},{\"compensation\":\"HERA.SALON.POS.CART.RESTORE_LINE.v1\",\"id\":\"PERSIST_DELETE\",\"run\":\"HERA.SALON.POS.CART.DELETE_LINE.v1\"},{\"compensation\":\"HERA.SALON.INV.RESERVE.REINSTATE.v1\",\"id\":\"RELEASE_ON_DELETE\",\"run\":\"HERA.SALON.INV.RESERVE.RELEASE.v1\",\"when\":\"$.nodes.PERSIST_DELETE.line_type == 'RETAIL'\"},{\"id\":\"REPRICE_AFTER_DELETE\",\"run\":\"HERA.SALON.POS.CART.REPRICE.v1\"},{\"id\":\"REPRICE_CART\",\"run\":\"HERA.SALON.POS.CART.REPRICE.v1\"}]},\"intent\":\"Add, update, delete and reprice the lines of a cart at the chair, crash-safe, with stock reserved for retail lines and a trail of every step.\\n\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":50,\"max_attempts\":3,\"max_delay_ms\":1000,\"retryable_errors\":[\"TEMPORARY_LOCK_FAILURE\",\"NETWORK_TIMEOUT\",\"INVENTORY_CONTENTION\"]},\"smart_code\":\"HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1\",\"transaction_boundaries\":[{\"applies_to\":[\"RESERVE_SOFT\",\"PERSIST_ADD\"],\"name\":\"add_line_txn\"},{\"applies_to\":[\"ADJUST_RESERVATION\",\"PERSIST_UPDATE\"],\"name\":\"update_line_txn\"},{\"applies_to\":[\"PERSIST_DELETE\"],\"name\":\"delete_line_txn\"},{\"applies_to\":[\"RELEASE_ON_DELETE\"],\"name\":\"release_line_txn\"},{\"applies_to\":[\"REPRICE_AFTER_ADD\",\"REPRICE_AFTER_UPDATE\",\"REPRICE_AFTER_DELETE\",\"REPRICE_CART\"],\"name\":\"reprice_txn\"}],\"triggers\":[{\"emit\":\"POS.CART.LINE_ADD.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/carts/:id/lines\"},{\"emit\":\"POS.CART.LINE_UPDATE.REQUESTED\",\"on\":\"API.PATCH./api/v1/salon/pos/carts/:id/lines/:lineId\"},{\"emit\":\"POS.CART.LINE_DELETE.REQUESTED\",\"on\":\"API.DELETE./api/v1/salon/pos/carts/:id/lines/:lineId\"},{\"emit\":\"POS.CART.REPRICE.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/carts/:id/reprice\"}]}",
};
