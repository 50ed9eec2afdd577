// Generated from salon/pos/returns.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::core::{BoundaryIx, NodeIx, Plan, Status, plan, ways_back};
use ::hera_runtime::{Context, Decimal, Uuid, Value, bind, expr, flow, wire};
use super::super::super::super::super as specs;
use specs::fin::posting::gl::reverse::v1 as gl_reverse;
use specs::salon::inv::r#return::damaged::v1 as damaged;
use specs::salon::inv::r#return::damaged_void::v1 as damaged_void;
use specs::salon::inv::r#return::restock::v1 as restock;
use specs::salon::inv::r#return::restock_void::v1 as restock_void;
use specs::salon::payment::refund::process::v1 as process;
use specs::salon::pos::r#return::retail::v1 as retail;
use specs::salon::pos::r#return::void::v1 as void;
use specs::salon::svc::adj::postsale::v1 as postsale;
use specs::salon::svc::adj::postsale_void::v1 as postsale_void;
use specs::salon::tax::adj::reverse::v1 as adj_reverse;
use specs::salon::tax::adj::reverse_void::v1 as reverse_void;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: gl_reverse::Reverse + damaged::Damaged + damaged_void::DamagedVoid + restock::Restock + restock_void::RestockVoid + process::Process + retail::Retail + void::Void + postsale::Postsale + postsale_void::PostsaleVoid + adj_reverse::Reverse + reverse_void::ReverseVoid + 'static {}

impl<
    P: gl_reverse::Reverse + damaged::Damaged + damaged_void::DamagedVoid
        + restock::Restock + restock_void::RestockVoid + process::Process
        + retail::Retail + void::Void + postsale::Postsale + postsale_void::PostsaleVoid
        + adj_reverse::Reverse + reverse_void::ReverseVoid + 'static,
> Procedures for P {}

static FLOWS: [&flow::FlowDef; 3] = [
    &pos_return_retail_requested::FLOW,
    &pos_service_adjustment_requested::FLOW,
    &pos_payment_refund_requested::FLOW,
];

static PROCEDURES: &[&flow::Spec] = &[
    &gl_reverse::SPEC,
    &damaged::SPEC,
    &damaged_void::SPEC,
    &restock::SPEC,
    &restock_void::SPEC,
    &process::SPEC,
    &retail::SPEC,
    &void::SPEC,
    &postsale::SPEC,
    &postsale_void::SPEC,
    &adj_reverse::SPEC,
    &reverse_void::SPEC,
];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[
        gl_reverse::invoke,
        damaged::invoke,
        damaged_void::invoke,
        restock::invoke,
        restock_void::invoke,
        process::invoke,
        retail::invoke,
        void::invoke,
        postsale::invoke,
        postsale_void::invoke,
        adj_reverse::invoke,
        reverse_void::invoke,
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

/// `POS.RETURN.RETAIL.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/sales/:id/returns`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `PROCESS_RETURN` | `HERA.SALON.POS.RETURN.RETAIL.v1` | always | `return_txn` | `HERA.SALON.POS.RETURN.VOID.v1` |
/// | `PROCESS_RETURN` | `RESTOCK_GOOD_ITEMS` | `HERA.SALON.INV.RETURN.RESTOCK.v1` | `$.payload.has_good_items == true` | `restock_txn` | `HERA.SALON.INV.RETURN.RESTOCK_VOID.v1` |
/// | `PROCESS_RETURN` | `WRITE_OFF_DAMAGED` | `HERA.SALON.INV.RETURN.DAMAGED.v1` | `$.payload.has_damaged_items == true` | `write_off_txn` | `HERA.SALON.INV.RETURN.DAMAGED_VOID.v1` |
/// | `RESTOCK_GOOD_ITEMS`, `WRITE_OFF_DAMAGED` | `REVERSE_TAX` | `HERA.SALON.TAX.ADJ.REVERSE.v1` | always | `tax_reversal_txn` | `HERA.SALON.TAX.ADJ.REVERSE_VOID.v1` |
/// | `REVERSE_TAX` | `PROCESS_REFUND` | `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`, external | always | `refund_txn` | stays: a pivot |
/// | `PROCESS_REFUND` | `POST_GL_REVERSAL` | `HERA.FIN.POSTING.GL.REVERSE.v1` | always | `gl_reversal_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `PROCESS_RETURN` | `SALE_NOT_FOUND`, `SALE_LINE_NOT_FOUND` | failed | 404 |
/// | `PROCESS_RETURN` | `NOT_A_PRODUCT`, `ITEM_FLAGS_WRONG` | failed | 422 |
/// | `PROCESS_RETURN` | `RETURN_QUANTITY_EXCEEDED`, `RETURN_WINDOW_EXCEEDED` | failed | 409 |
/// | `PROCESS_RETURN` | `INVARIANT_VIOLATED` | failed | 500 |
/// | `PROCESS_RETURN` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `RESTOCK_GOOD_ITEMS` | `RETURN_NOT_FOUND`, `LOCATION_NOT_FOUND` | compensated | 404 |
/// | `RESTOCK_GOOD_ITEMS` | `PRODUCT_NOT_RESTOCKABLE` | compensated | 422 |
/// | `RESTOCK_GOOD_ITEMS` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `WRITE_OFF_DAMAGED` | `RETURN_NOT_FOUND` | compensated | 404 |
/// | `WRITE_OFF_DAMAGED` | `VALUATION_NOT_AVAILABLE` | compensated | 422 |
/// | `WRITE_OFF_DAMAGED` | `WRITE_OFF_LIMIT_EXCEEDED` | compensated | 403 |
/// | `WRITE_OFF_DAMAGED` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `REVERSE_TAX` | `SOURCE_NOT_FOUND` | compensated | 404 |
/// | `REVERSE_TAX` | `REVERSAL_EXCEEDS_TAX` | compensated | 409 |
/// | `REVERSE_TAX` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `PROCESS_REFUND` | `PAYMENT_NOT_FOUND` | compensated | 404 |
/// | `PROCESS_REFUND` | `REFUND_AMOUNT_EXCEEDED` | compensated | 409 |
/// | `PROCESS_REFUND` | `REFUND_DECLINED` | compensated | 402 |
/// | `PROCESS_REFUND` | `PRECONDITION_FAILED` | compensated | 422 |
/// | `PROCESS_REFUND` | `UNKNOWN` or another outage, at every attempt | compensated or parked | 503, 202 while parked |
/// | `POST_GL_REVERSAL` | `REFUND_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `GL_MAPPING_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `POSTING_PERIOD_CLOSED` | parked | 202 |
/// | `POST_GL_REVERSAL` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod pos_return_retail_requested {
    use super::*;

    /// What `POS.RETURN.RETAIL.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// Some of it is written off; optional.
        pub has_damaged_items: Option<bool>,
        /// Some of it goes back on the shelf; optional.
        pub has_good_items: Option<bool>,
        /// What comes back; required.
        pub lines: Option<Vec<retail::Lines>>,
        /// Where to; the place that they were sold from where it is absent; optional.
        pub location_id: Option<Uuid>,
        /// Why, in the customer's words; required.
        pub reason: Option<String>,
        /// The sale, from the path; required.
        pub sale_id: Option<Uuid>,
        /// What the goods are worth; optional.
        pub valuation_method: Option<damaged::ValuationMethod>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "has_damaged_items",
            "has_good_items",
            "lines",
            "location_id",
            "reason",
            "sale_id",
            "valuation_method",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                has_damaged_items: fields.optional("has_damaged_items").or(Some(false)),
                has_good_items: fields.optional("has_good_items").or(Some(false)),
                lines: fields.optional("lines"),
                location_id: fields.optional("location_id"),
                reason: fields.optional("reason"),
                sale_id: fields.optional("sale_id"),
                valuation_method: fields
                    .optional("valuation_method")
                    .or(Some(damaged::ValuationMethod::Average)),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `PROCESS_RETURN` runs `HERA.SALON.POS.RETURN.RETAIL.v1`.
        ProcessReturn,
        /// `RESTOCK_GOOD_ITEMS` runs `HERA.SALON.INV.RETURN.RESTOCK.v1`.
        RestockGoodItems,
        /// `WRITE_OFF_DAMAGED` runs `HERA.SALON.INV.RETURN.DAMAGED.v1`.
        WriteOffDamaged,
        /// `REVERSE_TAX` runs `HERA.SALON.TAX.ADJ.REVERSE.v1`.
        ReverseTax,
        /// `PROCESS_REFUND` runs `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`.
        ProcessRefund,
        /// `POST_GL_REVERSAL` runs `HERA.FIN.POSTING.GL.REVERSE.v1`.
        PostGlReversal,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 6] = [
            Node::ProcessReturn,
            Node::RestockGoodItems,
            Node::WriteOffDamaged,
            Node::ReverseTax,
            Node::ProcessRefund,
            Node::PostGlReversal,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `PROCESS_RETURN`.
        pub process_return: Option<retail::Output>,
        /// Of `RESTOCK_GOOD_ITEMS`.
        pub restock_good_items: Option<restock::Output>,
        /// Of `WRITE_OFF_DAMAGED`.
        pub write_off_damaged: Option<damaged::Output>,
        /// Of `REVERSE_TAX`.
        pub reverse_tax: Option<adj_reverse::Output>,
        /// Of `PROCESS_REFUND`.
        pub process_refund: Option<process::Output>,
        /// Of `POST_GL_REVERSAL`.
        pub post_gl_reversal: Option<gl_reverse::Output>,
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

    /// `len(lines) > 0`
    fn admits_process_return_1(state: &State, faults: &bind::Faults) -> bool {
        retail::precondition_1(faults.given(state.payload.lines.as_ref(), "lines"))
    }

    /// What `PROCESS_RETURN` is given.
    fn input_process_return(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &retail::Input {
                organization_id: state.context.organization_id,
                sale_id: faults.required(state.payload.sale_id, "sale_id"),
                lines: faults.required(state.payload.lines.clone(), "lines"),
                reason: faults.required(state.payload.reason.clone(), "reason"),
                has_good_items: state.payload.has_good_items.unwrap_or(false),
                has_damaged_items: state.payload.has_damaged_items.unwrap_or(false),
            },
        )
    }

    /// What `PROCESS_RETURN` has returned.
    fn keep_process_return(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.process_return, output);
    }

    /// What `PROCESS_RETURN` is undone with.
    fn undo_process_return(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &void::Input {
                organization_id: state.context.organization_id,
                return_id: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.return_id),
                        "return_id",
                    ),
            },
        )
    }

    const STEP_PROCESS_RETURN: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "len(lines) > 0",
                holds: admits_process_return_1,
            },
        ],
        input: input_process_return,
        keep: Some(keep_process_return),
        undo: Some(undo_process_return),
    };

    /// Whether `RESTOCK_GOOD_ITEMS` runs.
    fn when_restock_good_items(state: &State) -> bool {
        expr::is_true(state.payload.has_good_items.as_ref())
    }

    /// What `RESTOCK_GOOD_ITEMS` is given.
    fn input_restock_good_items(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &restock::Input {
                organization_id: state.context.organization_id,
                return_id: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.return_id),
                        "return_id",
                    ),
                location_id: state.payload.location_id,
            },
        )
    }

    /// What `RESTOCK_GOOD_ITEMS` has returned.
    fn keep_restock_good_items(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.restock_good_items, output);
    }

    /// What `RESTOCK_GOOD_ITEMS` is undone with.
    fn undo_restock_good_items(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &restock_void::Input {
                organization_id: state.context.organization_id,
                restock_id: faults
                    .required(
                        state
                            .outputs
                            .restock_good_items
                            .as_ref()
                            .map(|output| output.restock_id),
                        "restock_id",
                    ),
            },
        )
    }

    const STEP_RESTOCK_GOOD_ITEMS: flow::Step<State> = flow::Step {
        when: Some(when_restock_good_items),
        clauses: &[],
        input: input_restock_good_items,
        keep: Some(keep_restock_good_items),
        undo: Some(undo_restock_good_items),
    };

    /// Whether `WRITE_OFF_DAMAGED` runs.
    fn when_write_off_damaged(state: &State) -> bool {
        expr::is_true(state.payload.has_damaged_items.as_ref())
    }

    /// What `WRITE_OFF_DAMAGED` is given.
    fn input_write_off_damaged(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &damaged::Input {
                organization_id: state.context.organization_id,
                return_id: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.return_id),
                        "return_id",
                    ),
                valuation_method: state
                    .payload
                    .valuation_method
                    .unwrap_or(damaged::ValuationMethod::Average),
            },
        )
    }

    /// What `WRITE_OFF_DAMAGED` has returned.
    fn keep_write_off_damaged(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.write_off_damaged, output);
    }

    /// What `WRITE_OFF_DAMAGED` is undone with.
    fn undo_write_off_damaged(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &damaged_void::Input {
                organization_id: state.context.organization_id,
                write_off_id: faults
                    .required(
                        state
                            .outputs
                            .write_off_damaged
                            .as_ref()
                            .map(|output| output.write_off_id),
                        "write_off_id",
                    ),
            },
        )
    }

    const STEP_WRITE_OFF_DAMAGED: flow::Step<State> = flow::Step {
        when: Some(when_write_off_damaged),
        clauses: &[],
        input: input_write_off_damaged,
        keep: Some(keep_write_off_damaged),
        undo: Some(undo_write_off_damaged),
    };

    /// What `REVERSE_TAX` is given.
    fn input_reverse_tax(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &adj_reverse::Input {
                organization_id: state.context.organization_id,
                source_transaction_id: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.source_transaction_id),
                        "source_transaction_id",
                    ),
                source_type: faults
                    .required(
                        faults
                            .recoded(
                                state
                                    .outputs
                                    .process_return
                                    .as_ref()
                                    .map(|output| output.source_type),
                            ),
                        "source_type",
                    ),
            },
        )
    }

    /// What `REVERSE_TAX` has returned.
    fn keep_reverse_tax(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.reverse_tax, output);
    }

    /// What `REVERSE_TAX` is undone with.
    fn undo_reverse_tax(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reverse_void::Input {
                organization_id: state.context.organization_id,
                tax_reversal_id: faults
                    .required(
                        state
                            .outputs
                            .reverse_tax
                            .as_ref()
                            .map(|output| output.tax_reversal_id),
                        "tax_reversal_id",
                    ),
            },
        )
    }

    const STEP_REVERSE_TAX: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reverse_tax,
        keep: Some(keep_reverse_tax),
        undo: Some(undo_reverse_tax),
    };

    /// What `PROCESS_REFUND` is given.
    fn input_process_refund(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &process::Input {
                organization_id: state.context.organization_id,
                payment_id: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.payment_id),
                        "payment_id",
                    ),
                amount: faults
                    .required(
                        state
                            .outputs
                            .process_return
                            .as_ref()
                            .map(|output| output.amount),
                        "amount",
                    ),
                reason: faults.required(state.payload.reason.clone(), "reason"),
            },
        )
    }

    /// What `PROCESS_REFUND` has returned.
    fn keep_process_refund(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.process_refund, output);
    }

    const STEP_PROCESS_REFUND: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_process_refund,
        keep: Some(keep_process_refund),
        undo: None,
    };

    /// What `POST_GL_REVERSAL` is given.
    fn input_post_gl_reversal(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &gl_reverse::Input {
                organization_id: state.context.organization_id,
                refund_id: faults
                    .required(
                        state
                            .outputs
                            .process_refund
                            .as_ref()
                            .map(|output| output.refund_id),
                        "refund_id",
                    ),
                source_transaction_id: state
                    .outputs
                    .process_return
                    .as_ref()
                    .map(|output| output.source_transaction_id),
                tax_reversal_id: state
                    .outputs
                    .reverse_tax
                    .as_ref()
                    .map(|output| output.tax_reversal_id),
            },
        )
    }

    /// What `POST_GL_REVERSAL` has returned.
    fn keep_post_gl_reversal(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.post_gl_reversal, output);
    }

    const STEP_POST_GL_REVERSAL: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_post_gl_reversal,
        keep: Some(keep_post_gl_reversal),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 6] = [
        STEP_PROCESS_RETURN,
        STEP_RESTOCK_GOOD_ITEMS,
        STEP_WRITE_OFF_DAMAGED,
        STEP_REVERSE_TAX,
        STEP_PROCESS_REFUND,
        STEP_POST_GL_REVERSAL,
    ];

    const NODE_PROCESS_RETURN: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PROCESS_RETURN"),
        procedure: plan::Text::Borrowed("HERA.SALON.POS.RETURN.RETAIL.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.POS.RETURN.VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_LINE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("NOT_A_PRODUCT"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RETURN_QUANTITY_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RETURN_WINDOW_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ITEM_FLAGS_WRONG"),
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

    const NODE_RESTOCK_GOOD_ITEMS: plan::Node = plan::Node {
        id: plan::Text::Borrowed("RESTOCK_GOOD_ITEMS"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.RETURN.RESTOCK.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: true,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.INV.RETURN.RESTOCK_VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RETURN_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRODUCT_NOT_RESTOCKABLE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("LOCATION_NOT_FOUND"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_WRITE_OFF_DAMAGED: plan::Node = plan::Node {
        id: plan::Text::Borrowed("WRITE_OFF_DAMAGED"),
        procedure: plan::Text::Borrowed("HERA.SALON.INV.RETURN.DAMAGED.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(2u32),
        conditional: true,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.INV.RETURN.DAMAGED_VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("RETURN_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("VALUATION_NOT_AVAILABLE"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("WRITE_OFF_LIMIT_EXCEEDED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_REVERSE_TAX: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REVERSE_TAX"),
        procedure: plan::Text::Borrowed("HERA.SALON.TAX.ADJ.REVERSE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(1u32), NodeIx(2u32)]),
        boundary: BoundaryIx(3u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.TAX.ADJ.REVERSE_VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SOURCE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REVERSAL_EXCEEDS_TAX"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_PROCESS_REFUND: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PROCESS_REFUND"),
        procedure: plan::Text::Borrowed("HERA.SALON.PAYMENT.REFUND.PROCESS.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[NodeIx(3u32)]),
        boundary: BoundaryIx(4u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYMENT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_AMOUNT_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_DECLINED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRECONDITION_FAILED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(10000u64),
    };

    const NODE_POST_GL_REVERSAL: plan::Node = plan::Node {
        id: plan::Text::Borrowed("POST_GL_REVERSAL"),
        procedure: plan::Text::Borrowed("HERA.FIN.POSTING.GL.REVERSE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(4u32)]),
        boundary: BoundaryIx(5u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_NOT_FOUND"),
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
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 6] = [
        NODE_PROCESS_RETURN,
        NODE_RESTOCK_GOOD_ITEMS,
        NODE_WRITE_OFF_DAMAGED,
        NODE_REVERSE_TAX,
        NODE_PROCESS_REFUND,
        NODE_POST_GL_REVERSAL,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("return_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("restock_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("write_off_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_3: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("tax_reversal_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(3u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32), BoundaryIx(2u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_4: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("refund_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(4u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(3u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_5: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("gl_reversal_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(5u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(4u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 6] = [
        BOUNDARY_0,
        BOUNDARY_1,
        BOUNDARY_2,
        BOUNDARY_3,
        BOUNDARY_4,
        BOUNDARY_5,
    ];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.RETURNS.v1"),
        event: plan::Text::Borrowed("POS.RETURN.RETAIL.REQUESTED"),
        sum: plan::Text::Borrowed(
            "186b8eef004d6410718ca300c77c903c301bc22e6a018e84858c125ed1ecf1b2",
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
        if state.payload.lines.is_none() {
            fields.miss("lines");
        }
        if state.payload.reason.is_none() {
            fields.miss("reason");
        }
        if state.payload.sale_id.is_none() {
            fields.miss("sale_id");
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

    const ERRORS_PROCESS_RETURN: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PROCESS_RETURN",
            codes: &["SALE_NOT_FOUND", "SALE_LINE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PROCESS_RETURN",
            codes: &["NOT_A_PRODUCT", "ITEM_FLAGS_WRONG"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PROCESS_RETURN",
            codes: &["RETURN_QUANTITY_EXCEEDED", "RETURN_WINDOW_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PROCESS_RETURN",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "PROCESS_RETURN",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_RESTOCK_GOOD_ITEMS: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "RESTOCK_GOOD_ITEMS",
            codes: &["RETURN_NOT_FOUND", "LOCATION_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "RESTOCK_GOOD_ITEMS",
            codes: &["PRODUCT_NOT_RESTOCKABLE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "RESTOCK_GOOD_ITEMS",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_WRITE_OFF_DAMAGED: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "WRITE_OFF_DAMAGED",
            codes: &["RETURN_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "WRITE_OFF_DAMAGED",
            codes: &["VALUATION_NOT_AVAILABLE"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "WRITE_OFF_DAMAGED",
            codes: &["WRITE_OFF_LIMIT_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 403u16,
        },
        flow::ErrorDef {
            node: "WRITE_OFF_DAMAGED",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_REVERSE_TAX: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["SOURCE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["REVERSAL_EXCEEDS_TAX"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_PROCESS_REFUND: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["PAYMENT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_AMOUNT_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_DECLINED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 402u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["PRECONDITION_FAILED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated, Status::Parked],
            http_status: 503u16,
        },
    ];

    const ERRORS_POST_GL_REVERSAL: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["REFUND_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["GL_MAPPING_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["POSTING_PERIOD_CLOSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.RETURN.RETAIL.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/sales/:id/returns",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "has_damaged_items",
                ty: "boolean",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "has_good_items",
                ty: "boolean",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "lines",
                ty: "array[{sale_line_id: uuid, quantity: decimal, damaged: boolean}]",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "location_id",
                ty: "uuid",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "reason",
                ty: "string",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "sale_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "valuation_method",
                ty: "enum[COST, AVERAGE]",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &[
            "gl_post",
            "inventory_write",
            "payment_refund",
            "return_write",
            "tax_write",
        ],
        conditions: &[
            ("RESTOCK_GOOD_ITEMS", "$.payload.has_good_items == true"),
            ("WRITE_OFF_DAMAGED", "$.payload.has_damaged_items == true"),
        ],
        errors: &[
            ERRORS_PROCESS_RETURN,
            ERRORS_RESTOCK_GOOD_ITEMS,
            ERRORS_WRITE_OFF_DAMAGED,
            ERRORS_REVERSE_TAX,
            ERRORS_PROCESS_REFUND,
            ERRORS_POST_GL_REVERSAL,
        ],
        admit,
        draft,
    };
}

/// `POS.SERVICE.ADJUSTMENT.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/sales/:id/service-adjustment`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `PROCESS_SERVICE_ADJUSTMENT` | `HERA.SALON.SVC.ADJ.POSTSALE.v1` | always | `service_adjustment_txn` | `HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1` |
/// | `PROCESS_SERVICE_ADJUSTMENT` | `REVERSE_TAX` | `HERA.SALON.TAX.ADJ.REVERSE.v1` | always | `tax_reversal_txn` | `HERA.SALON.TAX.ADJ.REVERSE_VOID.v1` |
/// | `REVERSE_TAX` | `PROCESS_REFUND` | `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`, external | always | `refund_txn` | stays: a pivot |
/// | `PROCESS_REFUND` | `POST_GL_REVERSAL` | `HERA.FIN.POSTING.GL.REVERSE.v1` | always | `gl_reversal_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `PROCESS_SERVICE_ADJUSTMENT` | `SALE_NOT_FOUND`, `SERVICE_LINE_NOT_FOUND` | failed | 404 |
/// | `PROCESS_SERVICE_ADJUSTMENT` | `ADJUSTMENT_EXCEEDED` | failed | 422 |
/// | `PROCESS_SERVICE_ADJUSTMENT` | `APPROVAL_REQUIRED` | failed | 403 |
/// | `PROCESS_SERVICE_ADJUSTMENT` | `INVARIANT_VIOLATED` | failed | 500 |
/// | `PROCESS_SERVICE_ADJUSTMENT` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
/// | `REVERSE_TAX` | `SOURCE_NOT_FOUND` | compensated | 404 |
/// | `REVERSE_TAX` | `REVERSAL_EXCEEDS_TAX` | compensated | 409 |
/// | `REVERSE_TAX` | `UNKNOWN` or another outage, at every attempt | compensated | 503 |
/// | `PROCESS_REFUND` | `PAYMENT_NOT_FOUND` | compensated | 404 |
/// | `PROCESS_REFUND` | `REFUND_AMOUNT_EXCEEDED` | compensated | 409 |
/// | `PROCESS_REFUND` | `REFUND_DECLINED` | compensated | 402 |
/// | `PROCESS_REFUND` | `PRECONDITION_FAILED` | compensated | 422 |
/// | `PROCESS_REFUND` | `UNKNOWN` or another outage, at every attempt | compensated or parked | 503, 202 while parked |
/// | `POST_GL_REVERSAL` | `REFUND_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `GL_MAPPING_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `POSTING_PERIOD_CLOSED` | parked | 202 |
/// | `POST_GL_REVERSAL` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod pos_service_adjustment_requested {
    use super::*;

    /// What `POS.SERVICE.ADJUSTMENT.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// How much to give back; more than zero; required.
        pub adjustment_amount: Option<Decimal>,
        /// The manager who agreed, above the limit of the caller; optional.
        pub approved_by: Option<Uuid>,
        /// Why; required.
        pub reason: Option<String>,
        /// The sale, from the path; required.
        pub sale_id: Option<Uuid>,
        /// The service on it; required.
        pub sale_line_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "adjustment_amount",
            "approved_by",
            "reason",
            "sale_id",
            "sale_line_id",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                adjustment_amount: fields.optional("adjustment_amount"),
                approved_by: fields.optional("approved_by"),
                reason: fields.optional("reason"),
                sale_id: fields.optional("sale_id"),
                sale_line_id: fields.optional("sale_line_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `PROCESS_SERVICE_ADJUSTMENT` runs `HERA.SALON.SVC.ADJ.POSTSALE.v1`.
        ProcessServiceAdjustment,
        /// `REVERSE_TAX` runs `HERA.SALON.TAX.ADJ.REVERSE.v1`.
        ReverseTax,
        /// `PROCESS_REFUND` runs `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`.
        ProcessRefund,
        /// `POST_GL_REVERSAL` runs `HERA.FIN.POSTING.GL.REVERSE.v1`.
        PostGlReversal,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 4] = [
            Node::ProcessServiceAdjustment,
            Node::ReverseTax,
            Node::ProcessRefund,
            Node::PostGlReversal,
        ];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `PROCESS_SERVICE_ADJUSTMENT`.
        pub process_service_adjustment: Option<postsale::Output>,
        /// Of `REVERSE_TAX`.
        pub reverse_tax: Option<adj_reverse::Output>,
        /// Of `PROCESS_REFUND`.
        pub process_refund: Option<process::Output>,
        /// Of `POST_GL_REVERSAL`.
        pub post_gl_reversal: Option<gl_reverse::Output>,
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

    /// `adjustment_amount > 0`
    fn admits_process_service_adjustment_1(
        state: &State,
        faults: &bind::Faults,
    ) -> bool {
        postsale::precondition_1(
            faults.given(state.payload.adjustment_amount.as_ref(), "adjustment_amount"),
        )
    }

    /// What `PROCESS_SERVICE_ADJUSTMENT` is given.
    fn input_process_service_adjustment(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &postsale::Input {
                organization_id: state.context.organization_id,
                sale_id: faults.required(state.payload.sale_id, "sale_id"),
                sale_line_id: faults
                    .required(state.payload.sale_line_id, "sale_line_id"),
                adjustment_amount: faults
                    .required(state.payload.adjustment_amount, "adjustment_amount"),
                reason: faults.required(state.payload.reason.clone(), "reason"),
                approved_by: state.payload.approved_by,
            },
        )
    }

    /// What `PROCESS_SERVICE_ADJUSTMENT` has returned.
    fn keep_process_service_adjustment(
        state: &mut State,
        output: &Value,
        faults: &bind::Faults,
    ) {
        faults.keep(&mut state.outputs.process_service_adjustment, output);
    }

    /// What `PROCESS_SERVICE_ADJUSTMENT` is undone with.
    fn undo_process_service_adjustment(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &postsale_void::Input {
                organization_id: state.context.organization_id,
                adjustment_id: faults
                    .required(
                        state
                            .outputs
                            .process_service_adjustment
                            .as_ref()
                            .map(|output| output.adjustment_id),
                        "adjustment_id",
                    ),
            },
        )
    }

    const STEP_PROCESS_SERVICE_ADJUSTMENT: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "adjustment_amount > 0",
                holds: admits_process_service_adjustment_1,
            },
        ],
        input: input_process_service_adjustment,
        keep: Some(keep_process_service_adjustment),
        undo: Some(undo_process_service_adjustment),
    };

    /// What `REVERSE_TAX` is given.
    fn input_reverse_tax(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &adj_reverse::Input {
                organization_id: state.context.organization_id,
                source_transaction_id: faults
                    .required(
                        state
                            .outputs
                            .process_service_adjustment
                            .as_ref()
                            .map(|output| output.source_transaction_id),
                        "source_transaction_id",
                    ),
                source_type: faults
                    .required(
                        faults
                            .recoded(
                                state
                                    .outputs
                                    .process_service_adjustment
                                    .as_ref()
                                    .map(|output| output.source_type),
                            ),
                        "source_type",
                    ),
            },
        )
    }

    /// What `REVERSE_TAX` has returned.
    fn keep_reverse_tax(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.reverse_tax, output);
    }

    /// What `REVERSE_TAX` is undone with.
    fn undo_reverse_tax(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &reverse_void::Input {
                organization_id: state.context.organization_id,
                tax_reversal_id: faults
                    .required(
                        state
                            .outputs
                            .reverse_tax
                            .as_ref()
                            .map(|output| output.tax_reversal_id),
                        "tax_reversal_id",
                    ),
            },
        )
    }

    const STEP_REVERSE_TAX: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_reverse_tax,
        keep: Some(keep_reverse_tax),
        undo: Some(undo_reverse_tax),
    };

    /// What `PROCESS_REFUND` is given.
    fn input_process_refund(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &process::Input {
                organization_id: state.context.organization_id,
                payment_id: faults
                    .required(
                        state
                            .outputs
                            .process_service_adjustment
                            .as_ref()
                            .map(|output| output.payment_id),
                        "payment_id",
                    ),
                amount: faults
                    .required(
                        state
                            .outputs
                            .process_service_adjustment
                            .as_ref()
                            .map(|output| output.amount),
                        "amount",
                    ),
                reason: faults.required(state.payload.reason.clone(), "reason"),
            },
        )
    }

    /// What `PROCESS_REFUND` has returned.
    fn keep_process_refund(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.process_refund, output);
    }

    const STEP_PROCESS_REFUND: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_process_refund,
        keep: Some(keep_process_refund),
        undo: None,
    };

    /// What `POST_GL_REVERSAL` is given.
    fn input_post_gl_reversal(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &gl_reverse::Input {
                organization_id: state.context.organization_id,
                refund_id: faults
                    .required(
                        state
                            .outputs
                            .process_refund
                            .as_ref()
                            .map(|output| output.refund_id),
                        "refund_id",
                    ),
                source_transaction_id: state
                    .outputs
                    .process_service_adjustment
                    .as_ref()
                    .map(|output| output.source_transaction_id),
                tax_reversal_id: state
                    .outputs
                    .reverse_tax
                    .as_ref()
                    .map(|output| output.tax_reversal_id),
            },
        )
    }

    /// What `POST_GL_REVERSAL` has returned.
    fn keep_post_gl_reversal(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.post_gl_reversal, output);
    }

    const STEP_POST_GL_REVERSAL: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_post_gl_reversal,
        keep: Some(keep_post_gl_reversal),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 4] = [
        STEP_PROCESS_SERVICE_ADJUSTMENT,
        STEP_REVERSE_TAX,
        STEP_PROCESS_REFUND,
        STEP_POST_GL_REVERSAL,
    ];

    const NODE_PROCESS_SERVICE_ADJUSTMENT: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PROCESS_SERVICE_ADJUSTMENT"),
        procedure: plan::Text::Borrowed("HERA.SALON.SVC.ADJ.POSTSALE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SALE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SERVICE_LINE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("ADJUSTMENT_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("APPROVAL_REQUIRED"),
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

    const NODE_REVERSE_TAX: plan::Node = plan::Node {
        id: plan::Text::Borrowed("REVERSE_TAX"),
        procedure: plan::Text::Borrowed("HERA.SALON.TAX.ADJ.REVERSE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: Some(plan::Compensation {
            procedure: plan::Text::Borrowed("HERA.SALON.TAX.ADJ.REVERSE_VOID.v1"),
            effects: plan::Effects::Transactional,
            needs_output: true,
            errors: plan::List::Borrowed(
                &[
                    plan::DeclaredError {
                        code: plan::Text::Borrowed("RECORD_NOT_FOUND"),
                        retryable: false,
                    },
                ],
            ),
        }),
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("SOURCE_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REVERSAL_EXCEEDS_TAX"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: None,
    };

    const NODE_PROCESS_REFUND: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PROCESS_REFUND"),
        procedure: plan::Text::Borrowed("HERA.SALON.PAYMENT.REFUND.PROCESS.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[NodeIx(1u32)]),
        boundary: BoundaryIx(2u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYMENT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_AMOUNT_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_DECLINED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PRECONDITION_FAILED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(10000u64),
    };

    const NODE_POST_GL_REVERSAL: plan::Node = plan::Node {
        id: plan::Text::Borrowed("POST_GL_REVERSAL"),
        procedure: plan::Text::Borrowed("HERA.FIN.POSTING.GL.REVERSE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(2u32)]),
        boundary: BoundaryIx(3u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_NOT_FOUND"),
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
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 4] = [
        NODE_PROCESS_SERVICE_ADJUSTMENT,
        NODE_REVERSE_TAX,
        NODE_PROCESS_REFUND,
        NODE_POST_GL_REVERSAL,
    ];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("service_adjustment_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("tax_reversal_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_2: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("refund_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_3: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("gl_reversal_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(3u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(2u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 4] = [
        BOUNDARY_0,
        BOUNDARY_1,
        BOUNDARY_2,
        BOUNDARY_3,
    ];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.RETURNS.v1"),
        event: plan::Text::Borrowed("POS.SERVICE.ADJUSTMENT.REQUESTED"),
        sum: plan::Text::Borrowed(
            "68c24a3df6c60c7bf4198f394c0cee004aa02ea1966688e04943fe6b769a8773",
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
        if state.payload.adjustment_amount.is_none() {
            fields.miss("adjustment_amount");
        }
        if state.payload.reason.is_none() {
            fields.miss("reason");
        }
        if state.payload.sale_id.is_none() {
            fields.miss("sale_id");
        }
        if state.payload.sale_line_id.is_none() {
            fields.miss("sale_line_id");
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

    const ERRORS_PROCESS_SERVICE_ADJUSTMENT: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PROCESS_SERVICE_ADJUSTMENT",
            codes: &["SALE_NOT_FOUND", "SERVICE_LINE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PROCESS_SERVICE_ADJUSTMENT",
            codes: &["ADJUSTMENT_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PROCESS_SERVICE_ADJUSTMENT",
            codes: &["APPROVAL_REQUIRED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 403u16,
        },
        flow::ErrorDef {
            node: "PROCESS_SERVICE_ADJUSTMENT",
            codes: &["INVARIANT_VIOLATED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 500u16,
        },
        flow::ErrorDef {
            node: "PROCESS_SERVICE_ADJUSTMENT",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed],
            http_status: 503u16,
        },
    ];

    const ERRORS_REVERSE_TAX: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["SOURCE_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["REVERSAL_EXCEEDS_TAX"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "REVERSE_TAX",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated],
            http_status: 503u16,
        },
    ];

    const ERRORS_PROCESS_REFUND: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["PAYMENT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_AMOUNT_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_DECLINED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 402u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["PRECONDITION_FAILED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Compensated],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Compensated, Status::Parked],
            http_status: 503u16,
        },
    ];

    const ERRORS_POST_GL_REVERSAL: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["REFUND_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["GL_MAPPING_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["POSTING_PERIOD_CLOSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.SERVICE.ADJUSTMENT.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/sales/:id/service-adjustment",
            },
        ],
        plan: &PLAN,
        fields: &[
            flow::FieldInfo {
                name: "adjustment_amount",
                ty: "decimal",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "approved_by",
                ty: "uuid",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "reason",
                ty: "string",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "sale_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "sale_line_id",
                ty: "uuid",
                origin: "payload",
                required: true,
            },
        ],
        permissions: &["gl_post", "payment_refund", "return_write", "tax_write"],
        conditions: &[],
        errors: &[
            ERRORS_PROCESS_SERVICE_ADJUSTMENT,
            ERRORS_REVERSE_TAX,
            ERRORS_PROCESS_REFUND,
            ERRORS_POST_GL_REVERSAL,
        ],
        admit,
        draft,
    };
}

/// `POS.PAYMENT.REFUND.REQUESTED`
///
/// Starts on `API.POST./api/v1/salon/pos/payments/:id/refund`.
///
/// | after | node | runs | when | commits with | if a later step fails for good |
/// |---|---|---|---|---|---|
/// | the event | `PROCESS_REFUND` | `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`, external | always | `refund_txn` | stays: a pivot |
/// | `PROCESS_REFUND` | `POST_GL_REVERSAL` | `HERA.FIN.POSTING.GL.REVERSE.v1` | always | `gl_reversal_txn` | stays; no step is later |
///
/// A boundary is attempted up to 3 times, 50 ms to 1000 ms apart.
/// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
///
/// | fails for good | with | the run ends | HTTP |
/// |---|---|---|---|
/// | `PROCESS_REFUND` | `PAYMENT_NOT_FOUND` | failed | 404 |
/// | `PROCESS_REFUND` | `REFUND_AMOUNT_EXCEEDED` | failed | 409 |
/// | `PROCESS_REFUND` | `REFUND_DECLINED` | failed | 402 |
/// | `PROCESS_REFUND` | `UNKNOWN` or another outage, at every attempt | failed or parked | 503, 202 while parked |
/// | `POST_GL_REVERSAL` | `REFUND_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `GL_MAPPING_NOT_FOUND` | parked | 202 |
/// | `POST_GL_REVERSAL` | `POSTING_PERIOD_CLOSED` | parked | 202 |
/// | `POST_GL_REVERSAL` | `UNKNOWN` or another outage, at every attempt | parked | 202 |
pub mod pos_payment_refund_requested {
    use super::*;

    /// What `POS.PAYMENT.REFUND.REQUESTED` brings. A required field is there in every run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Payload {
        /// How much; more than zero; required.
        pub amount: Option<Decimal>,
        /// The payment to refund, from the path; required.
        pub payment_id: Option<Uuid>,
        /// Why; required.
        pub reason: Option<String>,
        /// The return or adjustment behind it, if any; optional.
        pub source_transaction_id: Option<Uuid>,
        /// The reversal of its tax, if any; optional.
        pub tax_reversal_id: Option<Uuid>,
    }

    impl Payload {
        /// The names of all fields.
        pub const FIELDS: &'static [&'static str] = &[
            "amount",
            "payment_id",
            "reason",
            "source_transaction_id",
            "tax_reversal_id",
        ];

        fn read(fields: &mut wire::Fields<'_>) -> Self {
            Self {
                amount: fields.optional("amount"),
                payment_id: fields.optional("payment_id"),
                reason: fields.optional("reason"),
                source_transaction_id: fields.optional("source_transaction_id"),
                tax_reversal_id: fields.optional("tax_reversal_id"),
            }
        }
    }

    /// The nodes, in the order of the plan.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Node {
        /// `PROCESS_REFUND` runs `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`.
        ProcessRefund,
        /// `POST_GL_REVERSAL` runs `HERA.FIN.POSTING.GL.REVERSE.v1`.
        PostGlReversal,
    }

    impl Node {
        /// All nodes, in the order of the plan.
        pub const ALL: [Node; 2] = [Node::ProcessRefund, Node::PostGlReversal];
    }

    /// What the nodes that are done have returned.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Outputs {
        /// Of `PROCESS_REFUND`.
        pub process_refund: Option<process::Output>,
        /// Of `POST_GL_REVERSAL`.
        pub post_gl_reversal: Option<gl_reverse::Output>,
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
    fn admits_process_refund_1(state: &State, faults: &bind::Faults) -> bool {
        process::precondition_1(faults.given(state.payload.amount.as_ref(), "amount"))
    }

    /// What `PROCESS_REFUND` is given.
    fn input_process_refund(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &process::Input {
                organization_id: state.context.organization_id,
                payment_id: faults.required(state.payload.payment_id, "payment_id"),
                amount: faults.required(state.payload.amount, "amount"),
                reason: faults.required(state.payload.reason.clone(), "reason"),
            },
        )
    }

    /// What `PROCESS_REFUND` has returned.
    fn keep_process_refund(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.process_refund, output);
    }

    const STEP_PROCESS_REFUND: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[
            flow::Clause {
                text: "amount > 0",
                holds: admits_process_refund_1,
            },
        ],
        input: input_process_refund,
        keep: Some(keep_process_refund),
        undo: None,
    };

    /// What `POST_GL_REVERSAL` is given.
    fn input_post_gl_reversal(state: &State, faults: &bind::Faults) -> Value {
        bind::encoded(
            &gl_reverse::Input {
                organization_id: state.context.organization_id,
                refund_id: faults
                    .required(
                        state
                            .outputs
                            .process_refund
                            .as_ref()
                            .map(|output| output.refund_id),
                        "refund_id",
                    ),
                source_transaction_id: state.payload.source_transaction_id,
                tax_reversal_id: state.payload.tax_reversal_id,
            },
        )
    }

    /// What `POST_GL_REVERSAL` has returned.
    fn keep_post_gl_reversal(state: &mut State, output: &Value, faults: &bind::Faults) {
        faults.keep(&mut state.outputs.post_gl_reversal, output);
    }

    const STEP_POST_GL_REVERSAL: flow::Step<State> = flow::Step {
        when: None,
        clauses: &[],
        input: input_post_gl_reversal,
        keep: Some(keep_post_gl_reversal),
        undo: None,
    };

    static STEPS: [flow::Step<State>; 2] = [STEP_PROCESS_REFUND, STEP_POST_GL_REVERSAL];

    const NODE_PROCESS_REFUND: plan::Node = plan::Node {
        id: plan::Text::Borrowed("PROCESS_REFUND"),
        procedure: plan::Text::Borrowed("HERA.SALON.PAYMENT.REFUND.PROCESS.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::External,
        after: plan::List::Borrowed(&[]),
        boundary: BoundaryIx(0u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("PAYMENT_NOT_FOUND"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_AMOUNT_EXCEEDED"),
                    retryable: false,
                },
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_DECLINED"),
                    retryable: false,
                },
            ],
        ),
        timeout_ms: Some(10000u64),
    };

    const NODE_POST_GL_REVERSAL: plan::Node = plan::Node {
        id: plan::Text::Borrowed("POST_GL_REVERSAL"),
        procedure: plan::Text::Borrowed("HERA.FIN.POSTING.GL.REVERSE.v1"),
        mode: plan::Mode::Persist,
        effects: plan::Effects::Transactional,
        after: plan::List::Borrowed(&[NodeIx(0u32)]),
        boundary: BoundaryIx(1u32),
        conditional: false,
        compensation: None,
        errors: plan::List::Borrowed(
            &[
                plan::DeclaredError {
                    code: plan::Text::Borrowed("REFUND_NOT_FOUND"),
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
            ],
        ),
        timeout_ms: None,
    };

    static NODES: [plan::Node; 2] = [NODE_PROCESS_REFUND, NODE_POST_GL_REVERSAL];

    const BOUNDARY_0: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("refund_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
        after: plan::List::Borrowed(&[]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    const BOUNDARY_1: plan::Boundary = plan::Boundary {
        name: plan::Text::Borrowed("gl_reversal_txn"),
        nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
        after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
        declared: true,
        isolation: plan::Isolation::Serializable,
        timeout_ms: None,
    };

    static BOUNDARIES: [plan::Boundary; 2] = [BOUNDARY_0, BOUNDARY_1];

    /// What the machine needs to know.
    pub static PLAN: Plan = Plan {
        orchestration: plan::Text::Borrowed("HERA.SALON.POS.ORCH.RETURNS.v1"),
        event: plan::Text::Borrowed("POS.PAYMENT.REFUND.REQUESTED"),
        sum: plan::Text::Borrowed(
            "efcc5576db1c1c00edf7e81177a6a7b8e0849bd853be394ff7d92ac4bcac3fc9",
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
        if state.payload.payment_id.is_none() {
            fields.miss("payment_id");
        }
        if state.payload.reason.is_none() {
            fields.miss("reason");
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

    const ERRORS_PROCESS_REFUND: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["PAYMENT_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_AMOUNT_EXCEEDED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["REFUND_DECLINED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Failed],
            http_status: 402u16,
        },
        flow::ErrorDef {
            node: "PROCESS_REFUND",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Failed, Status::Parked],
            http_status: 503u16,
        },
    ];

    const ERRORS_POST_GL_REVERSAL: &[flow::ErrorDef] = &[
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["REFUND_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 404u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["GL_MAPPING_NOT_FOUND"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 422u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["POSTING_PERIOD_CLOSED"],
            class: ways_back::FailureClass::Final,
            ends: &[Status::Parked],
            http_status: 409u16,
        },
        flow::ErrorDef {
            node: "POST_GL_REVERSAL",
            codes: &["UNKNOWN"],
            class: ways_back::FailureClass::Outage,
            ends: &[Status::Parked],
            http_status: 503u16,
        },
    ];

    /// The flow as the engine takes it.
    pub static FLOW: flow::FlowDef = flow::FlowDef {
        event: "POS.PAYMENT.REFUND.REQUESTED",
        triggers: &[
            flow::Trigger {
                method: "POST",
                path: "/api/v1/salon/pos/payments/:id/refund",
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
                name: "payment_id",
                ty: "uuid",
                origin: "path",
                required: true,
            },
            flow::FieldInfo {
                name: "reason",
                ty: "string",
                origin: "payload",
                required: true,
            },
            flow::FieldInfo {
                name: "source_transaction_id",
                ty: "uuid",
                origin: "payload",
                required: false,
            },
            flow::FieldInfo {
                name: "tax_reversal_id",
                ty: "uuid",
                origin: "payload",
                required: false,
            },
        ],
        permissions: &["gl_post", "payment_refund"],
        conditions: &[],
        errors: &[ERRORS_PROCESS_REFUND, ERRORS_POST_GL_REVERSAL],
        admit,
        draft,
    };
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.SALON.POS.ORCH.RETURNS.v1",
    smart_code: "HERA.SALON.POS.ORCH.RETURNS.v1",
    intent: "Take goods back or lower the price of a service after the sale, put stock and tax right, refund the money and post the reversal.",
    file: "salon/pos/returns.orchestration.yml",
    sum: "3ac17947421a2f9600254647a7f6d7cb0b70b04205629071d6b4ec46a39d359c",
    canonical: "{\"compensation_policy\":{\"auto_compensate\":true,\"compensation_timeout_ms\":10000,\"preserve_failed_state\":true},\"edges\":[\"POS.RETURN.RETAIL.REQUESTED → PROCESS_RETURN → RESTOCK_GOOD_ITEMS → REVERSE_TAX → PROCESS_REFUND → POST_GL_REVERSAL\",\"POS.RETURN.RETAIL.REQUESTED → PROCESS_RETURN → WRITE_OFF_DAMAGED → REVERSE_TAX → PROCESS_REFUND → POST_GL_REVERSAL\",\"POS.SERVICE.ADJUSTMENT.REQUESTED → PROCESS_SERVICE_ADJUSTMENT → REVERSE_TAX → PROCESS_REFUND → POST_GL_REVERSAL\",\"POS.PAYMENT.REFUND.REQUESTED → PROCESS_REFUND → POST_GL_REVERSAL\"],\"graph\":{\"nodes\":[{\"compensation\":\"HERA.SALON.POS.RETURN.VOID.v1\",\"id\":\"PROCESS_RETURN\",\"run\":\"HERA.SALON.POS.RETURN.RETAIL.v1\"},{\"compensation\":\"HERA.SALON.INV.RETURN.RESTOCK_VOID.v1\",\"id\":\"RESTOCK_GOOD_ITEMS\",\"run\":\"HERA.SALON.INV.RETURN.RESTOCK.v1\",\"when\":\"$.payload.has_good_items == true\"},{\"compensation\":\"HERA.SALON.INV.RETURN.DAMAGED_VOID.v1\",\"id\":\"WRITE_OFF_DAMAGED\",\"run\":\"HERA.SALON.INV.RETURN.DAMAGED.v1\",\"when\":\"$.payload.has_damaged_items == true\"},{\"compensation\":\"HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1\",\"id\":\"PROCESS_SERVICE_ADJUSTMENT\",\"run\":\"HERA.SALON.SVC.ADJ.POSTSALE.v1\"},{\"compensation\":\"HERA.SALON.TAX.ADJ.REVERSE_VOID.v1\",\"id\":\"REVERSE_TAX\",\"run\":\"HERA.SALON.TAX.ADJ.REVERSE.v1\"},{\"id\":\"PROCESS_REFUND\",\"run\":\"HERA.SALON.PAYMENT.REFUND.PROCESS.v1\"},{\"id\":\"POST_GL_REVERSAL\",\"run\":\"HERA.FIN.POSTING.GL.REVERSE.v1\"}]},\"intent\":\"Take goods back or lower the price of a service after the sale, put stock and tax right, refund the money and post the reversal.\\n\",\"retry_policy\":{\"backoff\":\"exponential\",\"base_delay_ms\":50,\"max_attempts\":3,\"max_delay_ms\":1000,\"retryable_errors\":[\"TEMPORARY_LOCK_FAILURE\",\"NETWORK_TIMEOUT\"]},\"smart_code\":\"HERA.SALON.POS.ORCH.RETURNS.v1\",\"transaction_boundaries\":[{\"applies_to\":[\"PROCESS_RETURN\"],\"name\":\"return_txn\"},{\"applies_to\":[\"RESTOCK_GOOD_ITEMS\"],\"name\":\"restock_txn\"},{\"applies_to\":[\"WRITE_OFF_DAMAGED\"],\"name\":\"write_off_txn\"},{\"applies_to\":[\"PROCESS_SERVICE_ADJUSTMENT\"],\"name\":\"service_adjustment_txn\"},{\"applies_to\":[\"REVERSE_TAX\"],\"name\":\"tax_reversal_txn\"},{\"applies_to\":[\"PROCESS_REFUND\"],\"name\":\"refund_txn\"},{\"applies_to\":[\"POST_GL_REVERSAL\"],\"name\":\"gl_reversal_txn\"}],\"triggers\":[{\"emit\":\"POS.RETURN.RETAIL.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/sales/:id/returns\"},{\"emit\":\"POS.SERVICE.ADJUSTMENT.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/sales/:id/service-adjustment\"},{\"emit\":\"POS.PAYMENT.REFUND.REQUESTED\",\"on\":\"API.POST./api/v1/salon/pos/payments/:id/refund\"}]}",
};
