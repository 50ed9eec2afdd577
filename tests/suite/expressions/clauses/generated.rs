//! Random clauses as the compiler emits them. Written by a test of the
//! suite: HERA_BLESS=1 renews it.

/// `TEST`.
pub mod test {
    /// `CLAUSES`.
    pub mod clauses {
        /// `ORCH`.
        pub mod orch {
            /// `FLOW`.
            pub mod flow {
                /// `HERA.TEST.CLAUSES.ORCH.FLOW.v1`: A flow.
                pub mod v1 {
                    use ::hera_runtime::core::{
                        BoundaryIx, NodeIx, Plan, Status, plan, ways_back,
                    };
                    use ::hera_runtime::{
                        Context, Date, Decimal, Timestamp, Uuid, Value, bind, flow, wire,
                    };
                    use super::super::super::super::super as specs;
                    use specs::test::clauses::p0::v1 as p0;
                    use specs::test::clauses::p1::v1 as p1;
                    use specs::test::clauses::p10::v1 as p10;
                    use specs::test::clauses::p11::v1 as p11;
                    use specs::test::clauses::p2::v1 as p2;
                    use specs::test::clauses::p3::v1 as p3;
                    use specs::test::clauses::p4::v1 as p4;
                    use specs::test::clauses::p5::v1 as p5;
                    use specs::test::clauses::p6::v1 as p6;
                    use specs::test::clauses::p7::v1 as p7;
                    use specs::test::clauses::p8::v1 as p8;
                    use specs::test::clauses::p9::v1 as p9;
                    /// All procedures of this orchestration: implemented by whatever implements each of them.
                    pub trait Procedures: p0::P0 + p1::P1 + p10::P10 + p11::P11 + p2::P2 + p3::P3 + p4::P4 + p5::P5 + p6::P6 + p7::P7 + p8::P8 + p9::P9 + 'static {}
                    impl<
                        P: p0::P0 + p1::P1 + p10::P10 + p11::P11 + p2::P2 + p3::P3
                            + p4::P4 + p5::P5 + p6::P6 + p7::P7 + p8::P8 + p9::P9
                            + 'static,
                    > Procedures for P {}
                    static FLOWS: [&flow::FlowDef; 1] = [&test_clauses_asked::FLOW];
                    static PROCEDURES: &[&flow::Spec] = &[
                        &p0::SPEC,
                        &p1::SPEC,
                        &p10::SPEC,
                        &p11::SPEC,
                        &p2::SPEC,
                        &p3::SPEC,
                        &p4::SPEC,
                        &p5::SPEC,
                        &p6::SPEC,
                        &p7::SPEC,
                        &p8::SPEC,
                        &p9::SPEC,
                    ];
                    /// The orchestration over these procedures, for the engine.
                    pub fn orchestration<P: Procedures>(
                        procedures: P,
                    ) -> flow::Orchestration {
                        let ways: &[flow::Way<P>] = &[
                            p0::invoke,
                            p1::invoke,
                            p10::invoke,
                            p11::invoke,
                            p2::invoke,
                            p3::invoke,
                            p4::invoke,
                            p5::invoke,
                            p6::invoke,
                            p7::invoke,
                            p8::invoke,
                            p9::invoke,
                        ];
                        over(flow::dispatch(procedures, PROCEDURES, ways))
                    }
                    /// The same over any way to the procedures: for tests of the flows alone.
                    pub fn over(
                        dispatch: ::std::sync::Arc<dyn flow::Dispatch>,
                    ) -> flow::Orchestration {
                        flow::Orchestration {
                            spec: &SPEC,
                            procedures: PROCEDURES,
                            flows: &FLOWS,
                            dispatch,
                        }
                    }
                    /// `TEST.CLAUSES.ASKED`
                    ///
                    /// Starts on `EVENT.test.clauses`.
                    ///
                    /// | after | node | runs | when | commits with | if a later step fails for good |
                    /// |---|---|---|---|---|---|
                    /// | the event | `N0` | `HERA.TEST.CLAUSES.P0.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N0` | `N1` | `HERA.TEST.CLAUSES.P1.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N1` | `N2` | `HERA.TEST.CLAUSES.P2.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N2` | `N3` | `HERA.TEST.CLAUSES.P3.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N3` | `N4` | `HERA.TEST.CLAUSES.P4.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N4` | `N5` | `HERA.TEST.CLAUSES.P5.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N5` | `N6` | `HERA.TEST.CLAUSES.P6.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N6` | `N7` | `HERA.TEST.CLAUSES.P7.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N7` | `N8` | `HERA.TEST.CLAUSES.P8.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N8` | `N9` | `HERA.TEST.CLAUSES.P9.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N9` | `N10` | `HERA.TEST.CLAUSES.P10.v1`, checks only | always | nothing to commit | nothing to undo |
                    /// | `N10` | `N11` | `HERA.TEST.CLAUSES.P11.v1`, checks only | always | nothing to commit | nothing to undo |
                    ///
                    /// A boundary is attempted up to 3 times, 100 ms to 5000 ms apart.
                    /// A boundary that fails for good is rolled back; what has committed or happened outside is then undone in reverse order.
                    ///
                    /// | fails for good | with | the run ends | HTTP |
                    /// |---|---|---|---|
                    /// | `N0` | `NO` | failed | 422 |
                    /// | `N0` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N1` | `NO` | failed | 422 |
                    /// | `N1` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N2` | `NO` | failed | 422 |
                    /// | `N2` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N3` | `NO` | failed | 422 |
                    /// | `N3` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N4` | `NO` | failed | 422 |
                    /// | `N4` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N5` | `NO` | failed | 422 |
                    /// | `N5` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N6` | `NO` | failed | 422 |
                    /// | `N6` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N7` | `NO` | failed | 422 |
                    /// | `N7` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N8` | `NO` | failed | 422 |
                    /// | `N8` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N9` | `NO` | failed | 422 |
                    /// | `N9` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N10` | `NO` | failed | 422 |
                    /// | `N10` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    /// | `N11` | `NO` | failed | 422 |
                    /// | `N11` | `UNKNOWN` or another outage, at every attempt | failed | 503 |
                    pub mod test_clauses_asked {
                        use super::*;
                        /// What `TEST.CLAUSES.ASKED` brings. A required field is there in every run.
                        #[derive(Clone, Debug, PartialEq)]
                        pub struct Payload {
                            /// `at`: timestamp; required.
                            pub at: Option<Timestamp>,
                            /// `at_o`: timestamp; optional.
                            pub at_o: Option<Timestamp>,
                            /// `count`: integer; required.
                            pub count: Option<i64>,
                            /// `count_o`: integer; optional.
                            pub count_o: Option<i64>,
                            /// `day`: date; required.
                            pub day: Option<Date>,
                            /// `day_o`: date; optional.
                            pub day_o: Option<Date>,
                            /// `flag`: boolean; required.
                            pub flag: Option<bool>,
                            /// `flag_o`: boolean; optional.
                            pub flag_o: Option<bool>,
                            /// `id`: uuid; required.
                            pub id: Option<Uuid>,
                            /// `id_o`: uuid; optional.
                            pub id_o: Option<Uuid>,
                            /// `kind`: enum\[SERVICE, RETAIL]; required.
                            pub kind: Option<p1::KindO>,
                            /// `kind_o`: enum\[SERVICE, RETAIL]; optional.
                            pub kind_o: Option<p1::KindO>,
                            /// `kinds`: array\[enum\[SERVICE, RETAIL]]; required.
                            pub kinds: Option<Vec<p1::KindO>>,
                            /// `lines`: array\[{amount: decimal, kind: enum\[SERVICE, RETAIL], taxed: boolean}]; required.
                            pub lines: Option<Vec<p1::LinesO>>,
                            /// `lines_o`: array\[{amount: decimal, kind: enum\[SERVICE, RETAIL], taxed: boolean}]; optional.
                            pub lines_o: Option<Vec<p1::LinesO>>,
                            /// `numbers`: array\[integer]; required.
                            pub numbers: Option<Vec<i64>>,
                            /// `numbers_o`: array\[integer]; optional.
                            pub numbers_o: Option<Vec<i64>>,
                            /// `qty`: decimal; required.
                            pub qty: Option<Decimal>,
                            /// `qty_o`: decimal; optional.
                            pub qty_o: Option<Decimal>,
                            /// `tags`: array\[string]; required.
                            pub tags: Option<Vec<String>>,
                            /// `tags_o`: array\[string]; optional.
                            pub tags_o: Option<Vec<String>>,
                            /// `text`: string; required.
                            pub text: Option<String>,
                            /// `text_o`: string; optional.
                            pub text_o: Option<String>,
                        }
                        impl Payload {
                            /// The names of all fields.
                            pub const FIELDS: &'static [&'static str] = &[
                                "at",
                                "at_o",
                                "count",
                                "count_o",
                                "day",
                                "day_o",
                                "flag",
                                "flag_o",
                                "id",
                                "id_o",
                                "kind",
                                "kind_o",
                                "kinds",
                                "lines",
                                "lines_o",
                                "numbers",
                                "numbers_o",
                                "qty",
                                "qty_o",
                                "tags",
                                "tags_o",
                                "text",
                                "text_o",
                            ];
                            fn read(fields: &mut wire::Fields<'_>) -> Self {
                                Self {
                                    at: fields.optional("at"),
                                    at_o: fields.optional("at_o"),
                                    count: fields.optional("count"),
                                    count_o: fields.optional("count_o"),
                                    day: fields.optional("day"),
                                    day_o: fields.optional("day_o"),
                                    flag: fields.optional("flag"),
                                    flag_o: fields.optional("flag_o"),
                                    id: fields.optional("id"),
                                    id_o: fields.optional("id_o"),
                                    kind: fields.optional("kind"),
                                    kind_o: fields.optional("kind_o"),
                                    kinds: fields.optional("kinds"),
                                    lines: fields.optional("lines"),
                                    lines_o: fields.optional("lines_o"),
                                    numbers: fields.optional("numbers"),
                                    numbers_o: fields.optional("numbers_o"),
                                    qty: fields.optional("qty"),
                                    qty_o: fields.optional("qty_o"),
                                    tags: fields.optional("tags"),
                                    tags_o: fields.optional("tags_o"),
                                    text: fields.optional("text"),
                                    text_o: fields.optional("text_o"),
                                }
                            }
                        }
                        /// The nodes, in the order of the plan.
                        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                        pub enum Node {
                            /// `N0` runs `HERA.TEST.CLAUSES.P0.v1`.
                            N0,
                            /// `N1` runs `HERA.TEST.CLAUSES.P1.v1`.
                            N1,
                            /// `N2` runs `HERA.TEST.CLAUSES.P2.v1`.
                            N2,
                            /// `N3` runs `HERA.TEST.CLAUSES.P3.v1`.
                            N3,
                            /// `N4` runs `HERA.TEST.CLAUSES.P4.v1`.
                            N4,
                            /// `N5` runs `HERA.TEST.CLAUSES.P5.v1`.
                            N5,
                            /// `N6` runs `HERA.TEST.CLAUSES.P6.v1`.
                            N6,
                            /// `N7` runs `HERA.TEST.CLAUSES.P7.v1`.
                            N7,
                            /// `N8` runs `HERA.TEST.CLAUSES.P8.v1`.
                            N8,
                            /// `N9` runs `HERA.TEST.CLAUSES.P9.v1`.
                            N9,
                            /// `N10` runs `HERA.TEST.CLAUSES.P10.v1`.
                            N10,
                            /// `N11` runs `HERA.TEST.CLAUSES.P11.v1`.
                            N11,
                        }
                        impl Node {
                            /// All nodes, in the order of the plan.
                            pub const ALL: [Node; 12] = [
                                Node::N0,
                                Node::N1,
                                Node::N2,
                                Node::N3,
                                Node::N4,
                                Node::N5,
                                Node::N6,
                                Node::N7,
                                Node::N8,
                                Node::N9,
                                Node::N10,
                                Node::N11,
                            ];
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
                        /// `((count_o != qty) == flag)`
                        fn admits_n0_1(state: &State, faults: &bind::Faults) -> bool {
                            p0::precondition_1(
                                state.payload.count_o.as_ref(),
                                faults.given(state.payload.qty.as_ref(), "qty"),
                                faults.given(state.payload.flag.as_ref(), "flag"),
                            )
                        }
                        /// `!(text in tags)`
                        fn admits_n0_2(state: &State, faults: &bind::Faults) -> bool {
                            p0::precondition_2(
                                faults.given(state.payload.text.as_ref(), "text"),
                                faults.given(state.payload.tags.as_ref(), "tags"),
                            )
                        }
                        /// `(len(text) == (qty + qty) \|\| flag_o == null)`
                        fn admits_n0_3(state: &State, faults: &bind::Faults) -> bool {
                            p0::precondition_3(
                                faults.given(state.payload.text.as_ref(), "text"),
                                faults.given(state.payload.qty.as_ref(), "qty"),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// What `N0` is given.
                        fn input_n0(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p0::Input {
                                    organization_id: state.context.organization_id,
                                    day: faults.required(state.payload.day, "day"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    qty: faults.required(state.payload.qty, "qty"),
                                    tags: faults.required(state.payload.tags.clone(), "tags"),
                                    text: faults.required(state.payload.text.clone(), "text"),
                                    at_o: state.payload.at_o,
                                    count_o: state.payload.count_o,
                                    flag_o: state.payload.flag_o,
                                },
                            )
                        }
                        const STEP_N0: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "((count_o != qty) == flag)",
                                    holds: admits_n0_1,
                                },
                                flow::Clause {
                                    text: "!(text in tags)",
                                    holds: admits_n0_2,
                                },
                                flow::Clause {
                                    text: "(len(text) == (qty + qty) || flag_o == null)",
                                    holds: admits_n0_3,
                                },
                            ],
                            input: input_n0,
                            keep: None,
                            undo: None,
                        };
                        /// `!(exists(qty))`
                        fn admits_n1_1(state: &State, faults: &bind::Faults) -> bool {
                            p1::precondition_1(
                                faults.given(state.payload.qty.as_ref(), "qty"),
                            )
                        }
                        /// `flag`
                        fn admits_n1_2(state: &State, faults: &bind::Faults) -> bool {
                            p1::precondition_2(
                                faults.given(state.payload.flag.as_ref(), "flag"),
                            )
                        }
                        /// `day < day`
                        fn admits_n1_3(state: &State, faults: &bind::Faults) -> bool {
                            p1::precondition_3(
                                faults.given(state.payload.day.as_ref(), "day"),
                            )
                        }
                        /// What `N1` is given.
                        fn input_n1(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p1::Input {
                                    organization_id: state.context.organization_id,
                                    at: faults.required(state.payload.at, "at"),
                                    day: faults.required(state.payload.day, "day"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    qty: faults.required(state.payload.qty, "qty"),
                                    flag_o: state.payload.flag_o,
                                },
                            )
                        }
                        const STEP_N1: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "!(exists(qty))",
                                    holds: admits_n1_1,
                                },
                                flow::Clause {
                                    text: "flag",
                                    holds: admits_n1_2,
                                },
                                flow::Clause {
                                    text: "day < day",
                                    holds: admits_n1_3,
                                },
                            ],
                            input: input_n1,
                            keep: None,
                            undo: None,
                        };
                        /// `(if any(lines.taxed) then lines_o == null)`
                        fn admits_n2_1(state: &State, faults: &bind::Faults) -> bool {
                            p2::precondition_1(
                                Some(
                                    &faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                ),
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                            )
                        }
                        /// `(count_o - qty_o) != (len(text_o) - count)`
                        fn admits_n2_2(state: &State, faults: &bind::Faults) -> bool {
                            p2::precondition_2(
                                state.payload.count_o.as_ref(),
                                state.payload.qty_o.as_ref(),
                                state.payload.text_o.as_ref(),
                                faults.given(state.payload.count.as_ref(), "count"),
                            )
                        }
                        /// `(all(lines.taxed) && 'ab' == 'ab')`
                        fn admits_n2_3(state: &State, faults: &bind::Faults) -> bool {
                            p2::precondition_3(
                                Some(
                                    &faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                ),
                            )
                        }
                        /// What `N2` is given.
                        fn input_n2(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p2::Input {
                                    organization_id: state.context.organization_id,
                                    count: faults.required(state.payload.count, "count"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    id: faults.required(state.payload.id, "id"),
                                    lines: faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                    count_o: state.payload.count_o,
                                    flag_o: state.payload.flag_o,
                                    id_o: state.payload.id_o,
                                    lines_o: faults.recoded(state.payload.lines_o.clone()),
                                    qty_o: state.payload.qty_o,
                                    text_o: state.payload.text_o.clone(),
                                },
                            )
                        }
                        const STEP_N2: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "(if any(lines.taxed) then lines_o == null)",
                                    holds: admits_n2_1,
                                },
                                flow::Clause {
                                    text: "(count_o - qty_o) != (len(text_o) - count)",
                                    holds: admits_n2_2,
                                },
                                flow::Clause {
                                    text: "(all(lines.taxed) && 'ab' == 'ab')",
                                    holds: admits_n2_3,
                                },
                            ],
                            input: input_n2,
                            keep: None,
                            undo: None,
                        };
                        /// `any([day_o >= '1970-02-01', flag_o])`
                        fn admits_n3_1(state: &State, _faults: &bind::Faults) -> bool {
                            p3::precondition_1(
                                state.payload.day_o.as_ref(),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// `((100000000000.000001 in lines.amount) == flag_o)`
                        fn admits_n3_2(state: &State, faults: &bind::Faults) -> bool {
                            p3::precondition_2(
                                Some(
                                    &faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                ),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// `((flag_o) == false)`
                        fn admits_n3_3(state: &State, _faults: &bind::Faults) -> bool {
                            p3::precondition_3(state.payload.flag_o.as_ref())
                        }
                        /// What `N3` is given.
                        fn input_n3(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p3::Input {
                                    organization_id: state.context.organization_id,
                                    lines: faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                    day_o: state.payload.day_o,
                                    flag_o: state.payload.flag_o,
                                    text_o: state.payload.text_o.clone(),
                                },
                            )
                        }
                        const STEP_N3: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "any([day_o >= '1970-02-01', flag_o])",
                                    holds: admits_n3_1,
                                },
                                flow::Clause {
                                    text: "((100000000000.000001 in lines.amount) == flag_o)",
                                    holds: admits_n3_2,
                                },
                                flow::Clause {
                                    text: "((flag_o) == false)",
                                    holds: admits_n3_3,
                                },
                            ],
                            input: input_n3,
                            keep: None,
                            undo: None,
                        };
                        /// `((exists(text_o)) == true)`
                        fn admits_n4_1(state: &State, _faults: &bind::Faults) -> bool {
                            p4::precondition_1(state.payload.text_o.as_ref())
                        }
                        /// `!((len(lines_o.kind) * count) in [0, 3])`
                        fn admits_n4_2(state: &State, faults: &bind::Faults) -> bool {
                            p4::precondition_2(
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                                faults.given(state.payload.count.as_ref(), "count"),
                            )
                        }
                        /// `(qty_o == sum([1, qty]) \|\| day_o <= day_o)`
                        fn admits_n4_3(state: &State, faults: &bind::Faults) -> bool {
                            p4::precondition_3(
                                state.payload.qty_o.as_ref(),
                                faults.given(state.payload.qty.as_ref(), "qty"),
                                state.payload.day_o.as_ref(),
                            )
                        }
                        /// What `N4` is given.
                        fn input_n4(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p4::Input {
                                    organization_id: state.context.organization_id,
                                    count: faults.required(state.payload.count, "count"),
                                    kinds: faults
                                        .required(
                                            faults.recoded(state.payload.kinds.clone()),
                                            "kinds",
                                        ),
                                    qty: faults.required(state.payload.qty, "qty"),
                                    day_o: state.payload.day_o,
                                    flag_o: state.payload.flag_o,
                                    lines_o: faults.recoded(state.payload.lines_o.clone()),
                                    qty_o: state.payload.qty_o,
                                    text_o: state.payload.text_o.clone(),
                                },
                            )
                        }
                        const STEP_N4: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "((exists(text_o)) == true)",
                                    holds: admits_n4_1,
                                },
                                flow::Clause {
                                    text: "!((len(lines_o.kind) * count) in [0, 3])",
                                    holds: admits_n4_2,
                                },
                                flow::Clause {
                                    text: "(qty_o == sum([1, qty]) || day_o <= day_o)",
                                    holds: admits_n4_3,
                                },
                            ],
                            input: input_n4,
                            keep: None,
                            undo: None,
                        };
                        /// `((all(lines.taxed)) == flag_o)`
                        fn admits_n5_1(state: &State, faults: &bind::Faults) -> bool {
                            p5::precondition_1(
                                Some(
                                    &faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                ),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// `'' not in tags`
                        fn admits_n5_2(state: &State, faults: &bind::Faults) -> bool {
                            p5::precondition_2(
                                faults.given(state.payload.tags.as_ref(), "tags"),
                            )
                        }
                        /// `all([has(kinds, kind), flag_o])`
                        fn admits_n5_3(state: &State, faults: &bind::Faults) -> bool {
                            p5::precondition_3(
                                Some(
                                    &faults.required(faults.recoded(state.payload.kind), "kind"),
                                ),
                                Some(
                                    &faults
                                        .required(
                                            faults.recoded(state.payload.kinds.clone()),
                                            "kinds",
                                        ),
                                ),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// What `N5` is given.
                        fn input_n5(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p5::Input {
                                    organization_id: state.context.organization_id,
                                    at: faults.required(state.payload.at, "at"),
                                    day: faults.required(state.payload.day, "day"),
                                    id: faults.required(state.payload.id, "id"),
                                    kind: faults
                                        .required(faults.recoded(state.payload.kind), "kind"),
                                    kinds: faults
                                        .required(
                                            faults.recoded(state.payload.kinds.clone()),
                                            "kinds",
                                        ),
                                    lines: faults
                                        .required(
                                            faults.recoded(state.payload.lines.clone()),
                                            "lines",
                                        ),
                                    tags: faults.required(state.payload.tags.clone(), "tags"),
                                    day_o: state.payload.day_o,
                                    flag_o: state.payload.flag_o,
                                },
                            )
                        }
                        const STEP_N5: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "((all(lines.taxed)) == flag_o)",
                                    holds: admits_n5_1,
                                },
                                flow::Clause {
                                    text: "'' not in tags",
                                    holds: admits_n5_2,
                                },
                                flow::Clause {
                                    text: "all([has(kinds, kind), flag_o])",
                                    holds: admits_n5_3,
                                },
                            ],
                            input: input_n5,
                            keep: None,
                            undo: None,
                        };
                        /// `(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])`
                        fn admits_n6_1(state: &State, faults: &bind::Faults) -> bool {
                            p6::precondition_1(
                                faults.given(state.payload.id.as_ref(), "id"),
                                state.payload.qty_o.as_ref(),
                            )
                        }
                        /// `(flag_o \|\| kind_o == kind_o)`
                        fn admits_n6_2(state: &State, faults: &bind::Faults) -> bool {
                            p6::precondition_2(
                                state.payload.flag_o.as_ref(),
                                faults.recoded(state.payload.kind_o).as_ref(),
                            )
                        }
                        /// `((day > '2025-01-31') == false)`
                        fn admits_n6_3(state: &State, faults: &bind::Faults) -> bool {
                            p6::precondition_3(
                                faults.given(state.payload.day.as_ref(), "day"),
                            )
                        }
                        /// What `N6` is given.
                        fn input_n6(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p6::Input {
                                    organization_id: state.context.organization_id,
                                    day: faults.required(state.payload.day, "day"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    id: faults.required(state.payload.id, "id"),
                                    numbers: faults
                                        .required(state.payload.numbers.clone(), "numbers"),
                                    flag_o: state.payload.flag_o,
                                    kind_o: faults.recoded(state.payload.kind_o),
                                    qty_o: state.payload.qty_o,
                                },
                            )
                        }
                        const STEP_N6: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])",
                                    holds: admits_n6_1,
                                },
                                flow::Clause {
                                    text: "(flag_o || kind_o == kind_o)",
                                    holds: admits_n6_2,
                                },
                                flow::Clause {
                                    text: "((day > '2025-01-31') == false)",
                                    holds: admits_n6_3,
                                },
                            ],
                            input: input_n6,
                            keep: None,
                            undo: None,
                        };
                        /// `(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) \|\| kind_o == kind_o)`
                        fn admits_n7_1(state: &State, faults: &bind::Faults) -> bool {
                            p7::precondition_1(
                                state.payload.qty_o.as_ref(),
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                                state.payload.numbers_o.as_ref(),
                                faults.recoded(state.payload.kind_o).as_ref(),
                            )
                        }
                        /// `!(-(count_o) <= qty_o)`
                        fn admits_n7_2(state: &State, _faults: &bind::Faults) -> bool {
                            p7::precondition_2(
                                state.payload.count_o.as_ref(),
                                state.payload.qty_o.as_ref(),
                            )
                        }
                        /// `((any(lines_o.taxed)) == flag_o)`
                        fn admits_n7_3(state: &State, faults: &bind::Faults) -> bool {
                            p7::precondition_3(
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// What `N7` is given.
                        fn input_n7(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p7::Input {
                                    organization_id: state.context.organization_id,
                                    count_o: state.payload.count_o,
                                    day_o: state.payload.day_o,
                                    flag_o: state.payload.flag_o,
                                    id_o: state.payload.id_o,
                                    kind_o: faults.recoded(state.payload.kind_o),
                                    lines_o: faults.recoded(state.payload.lines_o.clone()),
                                    numbers_o: state.payload.numbers_o.clone(),
                                    qty_o: state.payload.qty_o,
                                },
                            )
                        }
                        const STEP_N7: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) || kind_o == kind_o)",
                                    holds: admits_n7_1,
                                },
                                flow::Clause {
                                    text: "!(-(count_o) <= qty_o)",
                                    holds: admits_n7_2,
                                },
                                flow::Clause {
                                    text: "((any(lines_o.taxed)) == flag_o)",
                                    holds: admits_n7_3,
                                },
                            ],
                            input: input_n7,
                            keep: None,
                            undo: None,
                        };
                        /// `!(qty in [0, 3])`
                        fn admits_n8_1(state: &State, faults: &bind::Faults) -> bool {
                            p8::precondition_1(
                                faults.given(state.payload.qty.as_ref(), "qty"),
                            )
                        }
                        /// `all(lines_o.taxed)`
                        fn admits_n8_2(state: &State, faults: &bind::Faults) -> bool {
                            p8::precondition_2(
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                            )
                        }
                        /// `(('RETAIL' not in [kind, 'ab']) == flag)`
                        fn admits_n8_3(state: &State, faults: &bind::Faults) -> bool {
                            p8::precondition_3(
                                Some(
                                    &faults.required(faults.recoded(state.payload.kind), "kind"),
                                ),
                                faults.given(state.payload.flag.as_ref(), "flag"),
                            )
                        }
                        /// What `N8` is given.
                        fn input_n8(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p8::Input {
                                    organization_id: state.context.organization_id,
                                    day: faults.required(state.payload.day, "day"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    kind: faults
                                        .required(faults.recoded(state.payload.kind), "kind"),
                                    qty: faults.required(state.payload.qty, "qty"),
                                    flag_o: state.payload.flag_o,
                                    lines_o: faults.recoded(state.payload.lines_o.clone()),
                                },
                            )
                        }
                        const STEP_N8: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "!(qty in [0, 3])",
                                    holds: admits_n8_1,
                                },
                                flow::Clause {
                                    text: "all(lines_o.taxed)",
                                    holds: admits_n8_2,
                                },
                                flow::Clause {
                                    text: "(('RETAIL' not in [kind, 'ab']) == flag)",
                                    holds: admits_n8_3,
                                },
                            ],
                            input: input_n8,
                            keep: None,
                            undo: None,
                        };
                        /// `(flag_o && has(tags, 'RETAIL'))`
                        fn admits_n9_1(state: &State, faults: &bind::Faults) -> bool {
                            p9::precondition_1(
                                state.payload.flag_o.as_ref(),
                                faults.given(state.payload.tags.as_ref(), "tags"),
                            )
                        }
                        /// `(if text not in tags then day_o != day_o)`
                        fn admits_n9_2(state: &State, faults: &bind::Faults) -> bool {
                            p9::precondition_2(
                                faults.given(state.payload.text.as_ref(), "text"),
                                faults.given(state.payload.tags.as_ref(), "tags"),
                                state.payload.day_o.as_ref(),
                            )
                        }
                        /// `(day == day_o && kind_o != 'RETAIL')`
                        fn admits_n9_3(state: &State, faults: &bind::Faults) -> bool {
                            p9::precondition_3(
                                faults.given(state.payload.day.as_ref(), "day"),
                                state.payload.day_o.as_ref(),
                                faults.recoded(state.payload.kind_o).as_ref(),
                            )
                        }
                        /// What `N9` is given.
                        fn input_n9(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p9::Input {
                                    organization_id: state.context.organization_id,
                                    at: faults.required(state.payload.at, "at"),
                                    day: faults.required(state.payload.day, "day"),
                                    id: faults.required(state.payload.id, "id"),
                                    tags: faults.required(state.payload.tags.clone(), "tags"),
                                    text: faults.required(state.payload.text.clone(), "text"),
                                    day_o: state.payload.day_o,
                                    flag_o: state.payload.flag_o,
                                    id_o: state.payload.id_o,
                                    kind_o: faults.recoded(state.payload.kind_o),
                                },
                            )
                        }
                        const STEP_N9: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "(flag_o && has(tags, 'RETAIL'))",
                                    holds: admits_n9_1,
                                },
                                flow::Clause {
                                    text: "(if text not in tags then day_o != day_o)",
                                    holds: admits_n9_2,
                                },
                                flow::Clause {
                                    text: "(day == day_o && kind_o != 'RETAIL')",
                                    holds: admits_n9_3,
                                },
                            ],
                            input: input_n9,
                            keep: None,
                            undo: None,
                        };
                        /// `((len(tags) >= qty_o) == flag_o)`
                        fn admits_n10_1(state: &State, faults: &bind::Faults) -> bool {
                            p10::precondition_1(
                                faults.given(state.payload.tags.as_ref(), "tags"),
                                state.payload.qty_o.as_ref(),
                                state.payload.flag_o.as_ref(),
                            )
                        }
                        /// `(id == id && at <= at_o)`
                        fn admits_n10_2(state: &State, faults: &bind::Faults) -> bool {
                            p10::precondition_2(
                                faults.given(state.payload.id.as_ref(), "id"),
                                faults.given(state.payload.at.as_ref(), "at"),
                                state.payload.at_o.as_ref(),
                            )
                        }
                        /// `kind_o != text`
                        fn admits_n10_3(state: &State, faults: &bind::Faults) -> bool {
                            p10::precondition_3(
                                faults.recoded(state.payload.kind_o).as_ref(),
                                faults.given(state.payload.text.as_ref(), "text"),
                            )
                        }
                        /// What `N10` is given.
                        fn input_n10(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p10::Input {
                                    organization_id: state.context.organization_id,
                                    at: faults.required(state.payload.at, "at"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    id: faults.required(state.payload.id, "id"),
                                    tags: faults.required(state.payload.tags.clone(), "tags"),
                                    text: faults.required(state.payload.text.clone(), "text"),
                                    at_o: state.payload.at_o,
                                    flag_o: state.payload.flag_o,
                                    kind_o: faults.recoded(state.payload.kind_o),
                                    qty_o: state.payload.qty_o,
                                    text_o: state.payload.text_o.clone(),
                                },
                            )
                        }
                        const STEP_N10: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "((len(tags) >= qty_o) == flag_o)",
                                    holds: admits_n10_1,
                                },
                                flow::Clause {
                                    text: "(id == id && at <= at_o)",
                                    holds: admits_n10_2,
                                },
                                flow::Clause {
                                    text: "kind_o != text",
                                    holds: admits_n10_3,
                                },
                            ],
                            input: input_n10,
                            keep: None,
                            undo: None,
                        };
                        /// `any(lines_o.taxed)`
                        fn admits_n11_1(state: &State, faults: &bind::Faults) -> bool {
                            p11::precondition_1(
                                faults.recoded(state.payload.lines_o.clone()).as_ref(),
                            )
                        }
                        /// `!(at == '2025-01-31T10:30:00.5+01:00')`
                        fn admits_n11_2(state: &State, faults: &bind::Faults) -> bool {
                            p11::precondition_2(
                                faults.given(state.payload.at.as_ref(), "at"),
                            )
                        }
                        /// `any([len(tags_o) < count_o, flag])`
                        fn admits_n11_3(state: &State, faults: &bind::Faults) -> bool {
                            p11::precondition_3(
                                state.payload.tags_o.as_ref(),
                                state.payload.count_o.as_ref(),
                                faults.given(state.payload.flag.as_ref(), "flag"),
                            )
                        }
                        /// What `N11` is given.
                        fn input_n11(state: &State, faults: &bind::Faults) -> Value {
                            bind::encoded(
                                &p11::Input {
                                    organization_id: state.context.organization_id,
                                    at: faults.required(state.payload.at, "at"),
                                    flag: faults.required(state.payload.flag, "flag"),
                                    text: faults.required(state.payload.text.clone(), "text"),
                                    at_o: state.payload.at_o,
                                    count_o: state.payload.count_o,
                                    day_o: state.payload.day_o,
                                    lines_o: faults.recoded(state.payload.lines_o.clone()),
                                    tags_o: state.payload.tags_o.clone(),
                                },
                            )
                        }
                        const STEP_N11: flow::Step<State> = flow::Step {
                            when: None,
                            clauses: &[
                                flow::Clause {
                                    text: "any(lines_o.taxed)",
                                    holds: admits_n11_1,
                                },
                                flow::Clause {
                                    text: "!(at == '2025-01-31T10:30:00.5+01:00')",
                                    holds: admits_n11_2,
                                },
                                flow::Clause {
                                    text: "any([len(tags_o) < count_o, flag])",
                                    holds: admits_n11_3,
                                },
                            ],
                            input: input_n11,
                            keep: None,
                            undo: None,
                        };
                        static STEPS: [flow::Step<State>; 12] = [
                            STEP_N0,
                            STEP_N1,
                            STEP_N2,
                            STEP_N3,
                            STEP_N4,
                            STEP_N5,
                            STEP_N6,
                            STEP_N7,
                            STEP_N8,
                            STEP_N9,
                            STEP_N10,
                            STEP_N11,
                        ];
                        const NODE_N0: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N0"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P0.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[]),
                            boundary: BoundaryIx(0u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N1: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N1"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P1.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(0u32)]),
                            boundary: BoundaryIx(1u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N2: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N2"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P2.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(1u32)]),
                            boundary: BoundaryIx(2u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N3: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N3"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P3.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(2u32)]),
                            boundary: BoundaryIx(3u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N4: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N4"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P4.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(3u32)]),
                            boundary: BoundaryIx(4u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N5: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N5"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P5.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(4u32)]),
                            boundary: BoundaryIx(5u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N6: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N6"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P6.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(5u32)]),
                            boundary: BoundaryIx(6u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N7: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N7"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P7.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(6u32)]),
                            boundary: BoundaryIx(7u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N8: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N8"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P8.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(7u32)]),
                            boundary: BoundaryIx(8u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N9: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N9"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P9.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(8u32)]),
                            boundary: BoundaryIx(9u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N10: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N10"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P10.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(9u32)]),
                            boundary: BoundaryIx(10u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        const NODE_N11: plan::Node = plan::Node {
                            id: plan::Text::Borrowed("N11"),
                            procedure: plan::Text::Borrowed("HERA.TEST.CLAUSES.P11.v1"),
                            mode: plan::Mode::ValidateOnly,
                            effects: plan::Effects::None,
                            after: plan::List::Borrowed(&[NodeIx(10u32)]),
                            boundary: BoundaryIx(11u32),
                            conditional: false,
                            compensation: None,
                            errors: plan::List::Borrowed(
                                &[
                                    plan::DeclaredError {
                                        code: plan::Text::Borrowed("NO"),
                                        retryable: false,
                                    },
                                ],
                            ),
                            timeout_ms: None,
                        };
                        static NODES: [plan::Node; 12] = [
                            NODE_N0,
                            NODE_N1,
                            NODE_N2,
                            NODE_N3,
                            NODE_N4,
                            NODE_N5,
                            NODE_N6,
                            NODE_N7,
                            NODE_N8,
                            NODE_N9,
                            NODE_N10,
                            NODE_N11,
                        ];
                        const BOUNDARY_0: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N0"),
                            nodes: plan::List::Borrowed(&[NodeIx(0u32)]),
                            after: plan::List::Borrowed(&[]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_1: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N1"),
                            nodes: plan::List::Borrowed(&[NodeIx(1u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(0u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_2: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N2"),
                            nodes: plan::List::Borrowed(&[NodeIx(2u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(1u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_3: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N3"),
                            nodes: plan::List::Borrowed(&[NodeIx(3u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(2u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_4: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N4"),
                            nodes: plan::List::Borrowed(&[NodeIx(4u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(3u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_5: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N5"),
                            nodes: plan::List::Borrowed(&[NodeIx(5u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(4u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_6: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N6"),
                            nodes: plan::List::Borrowed(&[NodeIx(6u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(5u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_7: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N7"),
                            nodes: plan::List::Borrowed(&[NodeIx(7u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(6u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_8: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N8"),
                            nodes: plan::List::Borrowed(&[NodeIx(8u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(7u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_9: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N9"),
                            nodes: plan::List::Borrowed(&[NodeIx(9u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(8u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_10: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N10"),
                            nodes: plan::List::Borrowed(&[NodeIx(10u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(9u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        const BOUNDARY_11: plan::Boundary = plan::Boundary {
                            name: plan::Text::Borrowed("N11"),
                            nodes: plan::List::Borrowed(&[NodeIx(11u32)]),
                            after: plan::List::Borrowed(&[BoundaryIx(10u32)]),
                            declared: false,
                            isolation: plan::Isolation::Serializable,
                            timeout_ms: None,
                        };
                        static BOUNDARIES: [plan::Boundary; 12] = [
                            BOUNDARY_0,
                            BOUNDARY_1,
                            BOUNDARY_2,
                            BOUNDARY_3,
                            BOUNDARY_4,
                            BOUNDARY_5,
                            BOUNDARY_6,
                            BOUNDARY_7,
                            BOUNDARY_8,
                            BOUNDARY_9,
                            BOUNDARY_10,
                            BOUNDARY_11,
                        ];
                        /// What the machine needs to know.
                        pub static PLAN: Plan = Plan {
                            orchestration: plan::Text::Borrowed(
                                "HERA.TEST.CLAUSES.ORCH.FLOW.v1",
                            ),
                            event: plan::Text::Borrowed("TEST.CLAUSES.ASKED"),
                            sum: plan::Text::Borrowed(
                                "08a8fa0bc2c964e556e4d34c97c0943758dedffe810c051631789b3c976c41a9",
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
                            if state.payload.at.is_none() {
                                fields.miss("at");
                            }
                            if state.payload.count.is_none() {
                                fields.miss("count");
                            }
                            if state.payload.day.is_none() {
                                fields.miss("day");
                            }
                            if state.payload.flag.is_none() {
                                fields.miss("flag");
                            }
                            if state.payload.id.is_none() {
                                fields.miss("id");
                            }
                            if state.payload.kind.is_none() {
                                fields.miss("kind");
                            }
                            if state.payload.kinds.is_none() {
                                fields.miss("kinds");
                            }
                            if state.payload.lines.is_none() {
                                fields.miss("lines");
                            }
                            if state.payload.numbers.is_none() {
                                fields.miss("numbers");
                            }
                            if state.payload.qty.is_none() {
                                fields.miss("qty");
                            }
                            if state.payload.tags.is_none() {
                                fields.miss("tags");
                            }
                            if state.payload.text.is_none() {
                                fields.miss("text");
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
                        const ERRORS_N0: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N0",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N0",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N1: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N1",
                                codes: &["NO"],
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
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N2",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N3: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N3",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N3",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N4: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N4",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N4",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N5: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N5",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N5",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N6: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N6",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N6",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N7: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N7",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N7",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N8: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N8",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N8",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N9: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N9",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N9",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N10: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N10",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N10",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        const ERRORS_N11: &[flow::ErrorDef] = &[
                            flow::ErrorDef {
                                node: "N11",
                                codes: &["NO"],
                                class: ways_back::FailureClass::Final,
                                ends: &[Status::Failed],
                                http_status: 422u16,
                            },
                            flow::ErrorDef {
                                node: "N11",
                                codes: &["UNKNOWN"],
                                class: ways_back::FailureClass::Outage,
                                ends: &[Status::Failed],
                                http_status: 503u16,
                            },
                        ];
                        /// The flow as the engine takes it.
                        pub static FLOW: flow::FlowDef = flow::FlowDef {
                            event: "TEST.CLAUSES.ASKED",
                            triggers: &[
                                flow::Trigger {
                                    method: "EVENT",
                                    path: "test.clauses",
                                },
                            ],
                            plan: &PLAN,
                            fields: &[
                                flow::FieldInfo {
                                    name: "at",
                                    ty: "timestamp",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "at_o",
                                    ty: "timestamp",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "count",
                                    ty: "integer",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "count_o",
                                    ty: "integer",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "day",
                                    ty: "date",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "day_o",
                                    ty: "date",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "flag",
                                    ty: "boolean",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "flag_o",
                                    ty: "boolean",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "id",
                                    ty: "uuid",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "id_o",
                                    ty: "uuid",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "kind",
                                    ty: "enum[SERVICE, RETAIL]",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "kind_o",
                                    ty: "enum[SERVICE, RETAIL]",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "kinds",
                                    ty: "array[enum[SERVICE, RETAIL]]",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "lines",
                                    ty: "array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "lines_o",
                                    ty: "array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "numbers",
                                    ty: "array[integer]",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "numbers_o",
                                    ty: "array[integer]",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "qty",
                                    ty: "decimal",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "qty_o",
                                    ty: "decimal",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "tags",
                                    ty: "array[string]",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "tags_o",
                                    ty: "array[string]",
                                    origin: "payload",
                                    required: false,
                                },
                                flow::FieldInfo {
                                    name: "text",
                                    ty: "string",
                                    origin: "payload",
                                    required: true,
                                },
                                flow::FieldInfo {
                                    name: "text_o",
                                    ty: "string",
                                    origin: "payload",
                                    required: false,
                                },
                            ],
                            permissions: &["test"],
                            conditions: &[],
                            errors: &[
                                ERRORS_N0,
                                ERRORS_N1,
                                ERRORS_N2,
                                ERRORS_N3,
                                ERRORS_N4,
                                ERRORS_N5,
                                ERRORS_N6,
                                ERRORS_N7,
                                ERRORS_N8,
                                ERRORS_N9,
                                ERRORS_N10,
                                ERRORS_N11,
                            ],
                            admit,
                            draft,
                        };
                    }
                    /// The spec itself, as the registry stores it.
                    pub static SPEC: flow::Spec = flow::Spec {
                        kind: "graph_orchestration",
                        name: "HERA.TEST.CLAUSES.ORCH.FLOW.v1",
                        smart_code: "HERA.TEST.CLAUSES.ORCH.FLOW.v1",
                        intent: "A flow.",
                        file: "flow.yml",
                        sum: "9fc8749f7edc0bcd652690602398354845d93ca88a6347b57acda38824190919",
                        canonical: "{\"edges\":[\"TEST.CLAUSES.ASKED -> N0 -> N1 -> N2 -> N3 -> N4 -> N5 -> N6 -> N7 -> N8 -> N9 -> N10 -> N11\"],\"graph\":{\"nodes\":[{\"id\":\"N0\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P0.v1\"},{\"id\":\"N1\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P1.v1\"},{\"id\":\"N2\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P2.v1\"},{\"id\":\"N3\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P3.v1\"},{\"id\":\"N4\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P4.v1\"},{\"id\":\"N5\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P5.v1\"},{\"id\":\"N6\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P6.v1\"},{\"id\":\"N7\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P7.v1\"},{\"id\":\"N8\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P8.v1\"},{\"id\":\"N9\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P9.v1\"},{\"id\":\"N10\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P10.v1\"},{\"id\":\"N11\",\"mode\":\"validate_only\",\"run\":\"HERA.TEST.CLAUSES.P11.v1\"}]},\"intent\":\"A flow.\",\"smart_code\":\"HERA.TEST.CLAUSES.ORCH.FLOW.v1\",\"triggers\":[{\"emit\":\"TEST.CLAUSES.ASKED\",\"on\":\"EVENT.test.clauses\"}]}",
                    };
                }
            }
        }
        /// `P0`.
        pub mod p0 {
            /// `HERA.TEST.CLAUSES.P0.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid,
                    Value, View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P0.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `((count_o != qty) == flag)` (enforced)
                /// - `!(text in tags)` (enforced)
                /// - `(len(text) == (qty + qty) \|\| flag_o == null)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `((sum([1, qty]) in [0, 3]) == flag_o)` (enforced)
                /// - `(if exists(at_o) then day >= day)` (enforced)
                /// - `(0 == 9223372036854775807 && has(tags_o, 'RETAIL'))` (enforced)
                pub trait P0: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P0,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `day`: date.
                    pub day: Date,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `text`: string.
                    pub text: String,
                    /// `at_o`: timestamp.
                    pub at_o: Option<Timestamp>,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("day", &self.day);
                        object.field("flag", &self.flag);
                        object.field("qty", &self.qty);
                        object.field("tags", &self.tags);
                        object.field("text", &self.text);
                        object.optional("at_o", &self.at_o);
                        object.optional("count_o", &self.count_o);
                        object.optional("flag_o", &self.flag_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            day: fields.required("day"),
                            flag: fields.required("flag"),
                            qty: fields.required("qty"),
                            tags: fields.required("tags"),
                            text: fields.required("text"),
                            at_o: fields.optional("at_o"),
                            count_o: fields.optional("count_o"),
                            flag_o: fields.optional("flag_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `tags_o`: array[string].
                    pub tags_o: Option<Vec<String>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("qty", &self.qty);
                        object.optional("tags_o", &self.tags_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            qty: fields.required("qty"),
                            tags_o: fields.optional("tags_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `((count_o != qty) == flag)`
                #[must_use]
                pub fn precondition_1(
                    count_o: Option<&i64>,
                    qty: Option<&Decimal>,
                    flag: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(expr::unequal(expr::decimal(count_o).as_ref(), qty))
                            .as_ref(),
                        flag,
                    )
                }
                /// `!(text in tags)`
                #[must_use]
                pub fn precondition_2(
                    text: Option<&String>,
                    tags: Option<&Vec<String>>,
                ) -> bool {
                    !expr::within(text, tags)
                }
                /// `(len(text) == (qty + qty) \|\| flag_o == null)`
                #[must_use]
                pub fn precondition_3(
                    text: Option<&String>,
                    qty: Option<&Decimal>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        expr::decimal(expr::characters(text).as_ref()).as_ref(),
                        expr::add(qty, qty).as_ref(),
                    ) || !expr::exists(flag_o)
                }
                /// `((sum([1, qty]) in [0, 3]) == flag_o)`
                #[must_use]
                pub fn invariant_1(
                    qty: Option<&Decimal>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                expr::one_of(
                                    expr::sum(
                                            Some([Some(&Decimal::new(1, 0)), qty].into_iter().flatten()),
                                        )
                                        .as_ref(),
                                    [Some(&Decimal::new(0, 0)), Some(&Decimal::new(3, 0))],
                                ),
                            )
                            .as_ref(),
                        flag_o,
                    )
                }
                /// `(if exists(at_o) then day >= day)`
                #[must_use]
                pub fn invariant_2(
                    at_o: Option<&Timestamp>,
                    day: Option<&Date>,
                ) -> bool {
                    !expr::exists(at_o) || expr::greater_or_equal(day, day)
                }
                /// `(0 == 9223372036854775807 && has(tags_o, 'RETAIL'))`
                #[must_use]
                pub fn invariant_3(tags_o: Option<&Vec<String>>) -> bool {
                    expr::equal(Some(&0i64), Some(&9223372036854775807i64))
                        && expr::within(Some("RETAIL"), tags_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(
                        input.count_o.as_ref(),
                        Some(&input.qty),
                        Some(&input.flag),
                    ) {
                        return Some("((count_o != qty) == flag)");
                    }
                    if !precondition_2(Some(&input.text), Some(&input.tags)) {
                        return Some("!(text in tags)");
                    }
                    if !precondition_3(
                        Some(&input.text),
                        Some(&input.qty),
                        input.flag_o.as_ref(),
                    ) {
                        return Some("(len(text) == (qty + qty) || flag_o == null)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&output.qty), input.flag_o.as_ref()) {
                        return Some("((sum([1, qty]) in [0, 3]) == flag_o)");
                    }
                    if !invariant_2(input.at_o.as_ref(), Some(&input.day)) {
                        return Some("(if exists(at_o) then day >= day)");
                    }
                    if !invariant_3(output.tags_o.as_ref()) {
                        return Some(
                            "(0 == 9223372036854775807 && has(tags_o, 'RETAIL'))",
                        );
                    }
                    None
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P0.v1",
                    smart_code: "HERA.TEST.CLAUSES.P0.v1",
                    intent: "A procedure.",
                    file: "p0.yml",
                    sum: "cccc26414656bb6f716d77a3896846932accb804f1c06b65826c1faf963d2196",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"at_o\",\"type\":\"timestamp\"},{\"name\":\"count_o\",\"type\":\"integer\"},{\"name\":\"flag_o\",\"type\":\"boolean\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"qty\",\"type\":\"decimal\"},{\"name\":\"tags\",\"type\":\"array[string]\"},{\"name\":\"text\",\"type\":\"string\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"((sum([1, qty]) in [0, 3]) == flag_o)\",\"(if exists(at_o) then day >= day)\",\"(0 == 9223372036854775807 && has(tags_o, 'RETAIL'))\"],\"outputs\":{\"response\":{\"done\":\"boolean\",\"qty\":{\"required\":true,\"type\":\"decimal\"},\"tags_o\":{\"required\":false,\"type\":\"array[string]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"((count_o != qty) == flag)\",\"!(text in tags)\",\"(len(text) == (qty + qty) || flag_o == null)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P0.v1\"}",
                };
            }
        }
        /// `P1`.
        pub mod p1 {
            /// `HERA.TEST.CLAUSES.P1.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid,
                    Value, View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P1.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `!(exists(qty))` (enforced)
                /// - `flag` (enforced)
                /// - `day < day` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `all([at >= '2025-01-31T10:30:00.5+01:00', flag_o])` (enforced)
                /// - `(if sum(lines_o.amount) in [0, 3] then kind_o == 'RETAIL')` (enforced)
                /// - `all([kind_o in [RETAIL], flag_o])` (enforced)
                pub trait P1: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P1,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `at`: timestamp.
                    pub at: Timestamp,
                    /// `day`: date.
                    pub day: Date,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("at", &self.at);
                        object.field("day", &self.day);
                        object.field("flag", &self.flag);
                        object.field("qty", &self.qty);
                        object.optional("flag_o", &self.flag_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            at: fields.required("at"),
                            day: fields.required("day"),
                            flag: fields.required("flag"),
                            qty: fields.required("qty"),
                            flag_o: fields.optional("flag_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `kind_o`: enum[SERVICE, RETAIL].
                    pub kind_o: Option<KindO>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.optional("kind_o", &self.kind_o);
                        object.optional("lines_o", &self.lines_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            kind_o: fields.optional("kind_o"),
                            lines_o: fields.optional("lines_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `!(exists(qty))`
                #[must_use]
                pub fn precondition_1(qty: Option<&Decimal>) -> bool {
                    !expr::exists(qty)
                }
                /// `flag`
                #[must_use]
                pub fn precondition_2(flag: Option<&bool>) -> bool {
                    expr::is_true(flag)
                }
                /// `day < day`
                #[must_use]
                pub fn precondition_3(day: Option<&Date>) -> bool {
                    expr::less(day, day)
                }
                /// `all([at >= '2025-01-31T10:30:00.5+01:00', flag_o])`
                #[must_use]
                pub fn invariant_1(
                    at: Option<&Timestamp>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::greater_or_equal(
                        at,
                        Some(&Timestamp::constant(1738315800, 500000000)),
                    ) && expr::is_true(flag_o)
                }
                /// `(if sum(lines_o.amount) in [0, 3] then kind_o == 'RETAIL')`
                #[must_use]
                pub fn invariant_2(
                    lines_o: Option<&Vec<LinesO>>,
                    kind_o: Option<&KindO>,
                ) -> bool {
                    !expr::one_of(
                        expr::sum(
                                lines_o
                                    .map(|items| {
                                        items.iter().filter_map(|item| item.amount.as_ref())
                                    }),
                            )
                            .as_ref(),
                        [Some(&Decimal::new(0, 0)), Some(&Decimal::new(3, 0))],
                    ) || expr::equal(kind_o.map(|word| word.as_str()), Some("RETAIL"))
                }
                /// `all([kind_o in [RETAIL], flag_o])`
                #[must_use]
                pub fn invariant_3(
                    kind_o: Option<&KindO>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::one_of(kind_o.map(|word| word.as_str()), [Some("RETAIL")])
                        && expr::is_true(flag_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(Some(&input.qty)) {
                        return Some("!(exists(qty))");
                    }
                    if !precondition_2(Some(&input.flag)) {
                        return Some("flag");
                    }
                    if !precondition_3(Some(&input.day)) {
                        return Some("day < day");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&input.at), input.flag_o.as_ref()) {
                        return Some(
                            "all([at >= '2025-01-31T10:30:00.5+01:00', flag_o])",
                        );
                    }
                    if !invariant_2(output.lines_o.as_ref(), output.kind_o.as_ref()) {
                        return Some(
                            "(if sum(lines_o.amount) in [0, 3] then kind_o == 'RETAIL')",
                        );
                    }
                    if !invariant_3(output.kind_o.as_ref(), input.flag_o.as_ref()) {
                        return Some("all([kind_o in [RETAIL], flag_o])");
                    }
                    None
                }
                /// `KindO` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum KindO {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl KindO {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for KindO {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<KindO>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P1.v1",
                    smart_code: "HERA.TEST.CLAUSES.P1.v1",
                    intent: "A procedure.",
                    file: "p1.yml",
                    sum: "a2505dc616c114c7ea8230ff2463148760333b313d44bb16f4eb71d96dce144d",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"flag_o\",\"type\":\"boolean\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"at\",\"type\":\"timestamp\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"qty\",\"type\":\"decimal\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"all([at >= '2025-01-31T10:30:00.5+01:00', flag_o])\",\"(if sum(lines_o.amount) in [0, 3] then kind_o == 'RETAIL')\",\"all([kind_o in [RETAIL], flag_o])\"],\"outputs\":{\"response\":{\"done\":\"boolean\",\"kind_o\":{\"required\":false,\"type\":\"enum[SERVICE, RETAIL]\"},\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"!(exists(qty))\",\"flag\",\"day < day\"],\"smart_code\":\"HERA.TEST.CLAUSES.P1.v1\"}",
                };
            }
        }
        /// `P10`.
        pub mod p10 {
            /// `HERA.TEST.CLAUSES.P10.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid, Value,
                    View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P10.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `((len(tags) >= qty_o) == flag_o)` (enforced)
                /// - `(id == id && at <= at_o)` (enforced)
                /// - `kind_o != text` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(('ab' not in [text, text_o, 'y']) == flag)` (enforced)
                /// - `(qty_o + count_o) in [1, 2.5, qty_o]` (enforced)
                /// - `!(count != null)` (enforced)
                pub trait P10: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P10,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `at`: timestamp.
                    pub at: Timestamp,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `id`: uuid.
                    pub id: Uuid,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `text`: string.
                    pub text: String,
                    /// `at_o`: timestamp.
                    pub at_o: Option<Timestamp>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `kind_o`: enum[SERVICE, RETAIL].
                    pub kind_o: Option<KindO>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                    /// `text_o`: string.
                    pub text_o: Option<String>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("at", &self.at);
                        object.field("flag", &self.flag);
                        object.field("id", &self.id);
                        object.field("tags", &self.tags);
                        object.field("text", &self.text);
                        object.optional("at_o", &self.at_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("kind_o", &self.kind_o);
                        object.optional("qty_o", &self.qty_o);
                        object.optional("text_o", &self.text_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            at: fields.required("at"),
                            flag: fields.required("flag"),
                            id: fields.required("id"),
                            tags: fields.required("tags"),
                            text: fields.required("text"),
                            at_o: fields.optional("at_o"),
                            flag_o: fields.optional("flag_o"),
                            kind_o: fields.optional("kind_o"),
                            qty_o: fields.optional("qty_o"),
                            text_o: fields.optional("text_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count`: integer.
                    pub count: i64,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("count", &self.count);
                        object.optional("count_o", &self.count_o);
                        object.optional("qty_o", &self.qty_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count: fields.required("count"),
                            count_o: fields.optional("count_o"),
                            qty_o: fields.optional("qty_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `((len(tags) >= qty_o) == flag_o)`
                #[must_use]
                pub fn precondition_1(
                    tags: Option<&Vec<String>>,
                    qty_o: Option<&Decimal>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                expr::greater_or_equal(
                                    expr::decimal(expr::len(tags).as_ref()).as_ref(),
                                    qty_o,
                                ),
                            )
                            .as_ref(),
                        flag_o,
                    )
                }
                /// `(id == id && at <= at_o)`
                #[must_use]
                pub fn precondition_2(
                    id: Option<&Uuid>,
                    at: Option<&Timestamp>,
                    at_o: Option<&Timestamp>,
                ) -> bool {
                    expr::equal(id, id) && expr::less_or_equal(at, at_o)
                }
                /// `kind_o != text`
                #[must_use]
                pub fn precondition_3(
                    kind_o: Option<&KindO>,
                    text: Option<&String>,
                ) -> bool {
                    expr::unequal(kind_o.map(|word| word.as_str()), text)
                }
                /// `(('ab' not in [text, text_o, 'y']) == flag)`
                #[must_use]
                pub fn invariant_1(
                    text: Option<&String>,
                    text_o: Option<&String>,
                    flag: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                !expr::one_of(
                                    Some("ab"),
                                    [expr::text(text), expr::text(text_o), Some("y")],
                                ),
                            )
                            .as_ref(),
                        flag,
                    )
                }
                /// `(qty_o + count_o) in [1, 2.5, qty_o]`
                #[must_use]
                pub fn invariant_2(
                    qty_o: Option<&Decimal>,
                    count_o: Option<&i64>,
                ) -> bool {
                    expr::one_of(
                        expr::add(qty_o, expr::decimal(count_o).as_ref()).as_ref(),
                        [Some(&Decimal::new(1, 0)), Some(&Decimal::new(25, 1)), qty_o],
                    )
                }
                /// `!(count != null)`
                #[must_use]
                pub fn invariant_3(count: Option<&i64>) -> bool {
                    !expr::exists(count)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(
                        Some(&input.tags),
                        input.qty_o.as_ref(),
                        input.flag_o.as_ref(),
                    ) {
                        return Some("((len(tags) >= qty_o) == flag_o)");
                    }
                    if !precondition_2(
                        Some(&input.id),
                        Some(&input.at),
                        input.at_o.as_ref(),
                    ) {
                        return Some("(id == id && at <= at_o)");
                    }
                    if !precondition_3(input.kind_o.as_ref(), Some(&input.text)) {
                        return Some("kind_o != text");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(
                        Some(&input.text),
                        input.text_o.as_ref(),
                        Some(&input.flag),
                    ) {
                        return Some("(('ab' not in [text, text_o, 'y']) == flag)");
                    }
                    if !invariant_2(output.qty_o.as_ref(), output.count_o.as_ref()) {
                        return Some("(qty_o + count_o) in [1, 2.5, qty_o]");
                    }
                    if !invariant_3(Some(&output.count)) {
                        return Some("!(count != null)");
                    }
                    None
                }
                /// `KindO` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum KindO {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl KindO {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for KindO {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P10.v1",
                    smart_code: "HERA.TEST.CLAUSES.P10.v1",
                    intent: "A procedure.",
                    file: "p10.yml",
                    sum: "b32d1a35efbbe570aded2b6e3073f9651bdeb76b879a4e40d1448607a11455da",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"at_o\",\"type\":\"timestamp\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"kind_o\",\"type\":\"enum[SERVICE, RETAIL]\"},{\"name\":\"qty_o\",\"type\":\"decimal\"},{\"name\":\"text_o\",\"type\":\"string\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"at\",\"type\":\"timestamp\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"id\",\"type\":\"uuid\"},{\"name\":\"tags\",\"type\":\"array[string]\"},{\"name\":\"text\",\"type\":\"string\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(('ab' not in [text, text_o, 'y']) == flag)\",\"(qty_o + count_o) in [1, 2.5, qty_o]\",\"!(count != null)\"],\"outputs\":{\"response\":{\"count\":{\"required\":true,\"type\":\"integer\"},\"count_o\":{\"required\":false,\"type\":\"integer\"},\"done\":\"boolean\",\"qty_o\":{\"required\":false,\"type\":\"decimal\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"((len(tags) >= qty_o) == flag_o)\",\"(id == id && at <= at_o)\",\"kind_o != text\"],\"smart_code\":\"HERA.TEST.CLAUSES.P10.v1\"}",
                };
            }
        }
        /// `P11`.
        pub mod p11 {
            /// `HERA.TEST.CLAUSES.P11.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid,
                    Value, View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P11.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `any(lines_o.taxed)` (enforced)
                /// - `!(at == '2025-01-31T10:30:00.5+01:00')` (enforced)
                /// - `any([len(tags_o) < count_o, flag])` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(at <= at \|\| lines_o.kind == null)` (enforced)
                /// - `(text in [kind, 'ab'] && day_o >= '2025-01-31')` (enforced)
                /// - `all([at >= at_o, flag])` (enforced)
                pub trait P11: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P11,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `at`: timestamp.
                    pub at: Timestamp,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `text`: string.
                    pub text: String,
                    /// `at_o`: timestamp.
                    pub at_o: Option<Timestamp>,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                    /// `tags_o`: array[string].
                    pub tags_o: Option<Vec<String>>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("at", &self.at);
                        object.field("flag", &self.flag);
                        object.field("text", &self.text);
                        object.optional("at_o", &self.at_o);
                        object.optional("count_o", &self.count_o);
                        object.optional("day_o", &self.day_o);
                        object.optional("lines_o", &self.lines_o);
                        object.optional("tags_o", &self.tags_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            at: fields.required("at"),
                            flag: fields.required("flag"),
                            text: fields.required("text"),
                            at_o: fields.optional("at_o"),
                            count_o: fields.optional("count_o"),
                            day_o: fields.optional("day_o"),
                            lines_o: fields.optional("lines_o"),
                            tags_o: fields.optional("tags_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `kind`: enum[SERVICE, RETAIL].
                    pub kind: LinesOKind,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("kind", &self.kind);
                        object.optional("lines_o", &self.lines_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            kind: fields.required("kind"),
                            lines_o: fields.optional("lines_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `any(lines_o.taxed)`
                #[must_use]
                pub fn precondition_1(lines_o: Option<&Vec<LinesO>>) -> bool {
                    expr::any(
                        lines_o
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    )
                }
                /// `!(at == '2025-01-31T10:30:00.5+01:00')`
                #[must_use]
                pub fn precondition_2(at: Option<&Timestamp>) -> bool {
                    !expr::equal(at, Some(&Timestamp::constant(1738315800, 500000000)))
                }
                /// `any([len(tags_o) < count_o, flag])`
                #[must_use]
                pub fn precondition_3(
                    tags_o: Option<&Vec<String>>,
                    count_o: Option<&i64>,
                    flag: Option<&bool>,
                ) -> bool {
                    expr::less(expr::len(tags_o).as_ref(), count_o)
                        || expr::is_true(flag)
                }
                /// `(at <= at \|\| lines_o.kind == null)`
                #[must_use]
                pub fn invariant_1(
                    at: Option<&Timestamp>,
                    lines_o: Option<&Vec<LinesO>>,
                ) -> bool {
                    expr::less_or_equal(at, at)
                        || !expr::exists(
                            lines_o
                                .map(|items| {
                                    items
                                        .iter()
                                        .filter_map(|item| item.kind.as_ref())
                                        .map(|word| word.as_str())
                                }),
                        )
                }
                /// `(text in [kind, 'ab'] && day_o >= '2025-01-31')`
                #[must_use]
                pub fn invariant_2(
                    text: Option<&String>,
                    kind: Option<&LinesOKind>,
                    day_o: Option<&Date>,
                ) -> bool {
                    expr::one_of(text, [kind.map(|word| word.as_str()), Some("ab")])
                        && expr::greater_or_equal(
                            day_o,
                            Some(&Date::constant(2025, 1, 31)),
                        )
                }
                /// `all([at >= at_o, flag])`
                #[must_use]
                pub fn invariant_3(
                    at: Option<&Timestamp>,
                    at_o: Option<&Timestamp>,
                    flag: Option<&bool>,
                ) -> bool {
                    expr::greater_or_equal(at, at_o) && expr::is_true(flag)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(input.lines_o.as_ref()) {
                        return Some("any(lines_o.taxed)");
                    }
                    if !precondition_2(Some(&input.at)) {
                        return Some("!(at == '2025-01-31T10:30:00.5+01:00')");
                    }
                    if !precondition_3(
                        input.tags_o.as_ref(),
                        input.count_o.as_ref(),
                        Some(&input.flag),
                    ) {
                        return Some("any([len(tags_o) < count_o, flag])");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&input.at), output.lines_o.as_ref()) {
                        return Some("(at <= at || lines_o.kind == null)");
                    }
                    if !invariant_2(
                        Some(&input.text),
                        Some(&output.kind),
                        input.day_o.as_ref(),
                    ) {
                        return Some("(text in [kind, 'ab'] && day_o >= '2025-01-31')");
                    }
                    if !invariant_3(
                        Some(&input.at),
                        input.at_o.as_ref(),
                        Some(&input.flag),
                    ) {
                        return Some("all([at >= at_o, flag])");
                    }
                    None
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<LinesOKind>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// `LinesOKind` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum LinesOKind {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl LinesOKind {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for LinesOKind {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P11.v1",
                    smart_code: "HERA.TEST.CLAUSES.P11.v1",
                    intent: "A procedure.",
                    file: "p11.yml",
                    sum: "e984268f834ae4e138001c8fb767bd4a8277f8fe4318db3d4769c1aa9cf00878",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"at_o\",\"type\":\"timestamp\"},{\"name\":\"count_o\",\"type\":\"integer\"},{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"lines_o\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},{\"name\":\"tags_o\",\"type\":\"array[string]\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"at\",\"type\":\"timestamp\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"text\",\"type\":\"string\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(at <= at || lines_o.kind == null)\",\"(text in [kind, 'ab'] && day_o >= '2025-01-31')\",\"all([at >= at_o, flag])\"],\"outputs\":{\"response\":{\"done\":\"boolean\",\"kind\":{\"required\":true,\"type\":\"enum[SERVICE, RETAIL]\"},\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"any(lines_o.taxed)\",\"!(at == '2025-01-31T10:30:00.5+01:00')\",\"any([len(tags_o) < count_o, flag])\"],\"smart_code\":\"HERA.TEST.CLAUSES.P11.v1\"}",
                };
            }
        }
        /// `P2`.
        pub mod p2 {
            /// `HERA.TEST.CLAUSES.P2.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View, expr,
                    flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P2.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `(if any(lines.taxed) then lines_o == null)` (enforced)
                /// - `(count_o - qty_o) != (len(text_o) - count)` (enforced)
                /// - `(all(lines.taxed) && 'ab' == 'ab')` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `((has(tags, '')) == false)` (enforced)
                /// - `any([exists((-(count) + sum(lines_o.amount))), flag])` (enforced)
                /// - `any([id_o != id, flag_o])` (enforced)
                pub trait P2: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P2,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `count`: integer.
                    pub count: i64,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `id`: uuid.
                    pub id: Uuid,
                    /// `lines`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines: Vec<Lines>,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `id_o`: uuid.
                    pub id_o: Option<Uuid>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<Lines>>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                    /// `text_o`: string.
                    pub text_o: Option<String>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("count", &self.count);
                        object.field("flag", &self.flag);
                        object.field("id", &self.id);
                        object.field("lines", &self.lines);
                        object.optional("count_o", &self.count_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("id_o", &self.id_o);
                        object.optional("lines_o", &self.lines_o);
                        object.optional("qty_o", &self.qty_o);
                        object.optional("text_o", &self.text_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            count: fields.required("count"),
                            flag: fields.required("flag"),
                            id: fields.required("id"),
                            lines: fields.required("lines"),
                            count_o: fields.optional("count_o"),
                            flag_o: fields.optional("flag_o"),
                            id_o: fields.optional("id_o"),
                            lines_o: fields.optional("lines_o"),
                            qty_o: fields.optional("qty_o"),
                            text_o: fields.optional("text_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count`: integer.
                    pub count: i64,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<Lines>>,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("count", &self.count);
                        object.optional("lines_o", &self.lines_o);
                        object.field("tags", &self.tags);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count: fields.required("count"),
                            lines_o: fields.optional("lines_o"),
                            tags: fields.required("tags"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `(if any(lines.taxed) then lines_o == null)`
                #[must_use]
                pub fn precondition_1(
                    lines: Option<&Vec<Lines>>,
                    lines_o: Option<&Vec<Lines>>,
                ) -> bool {
                    !expr::any(
                        lines
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    ) || !expr::exists(lines_o)
                }
                /// `(count_o - qty_o) != (len(text_o) - count)`
                #[must_use]
                pub fn precondition_2(
                    count_o: Option<&i64>,
                    qty_o: Option<&Decimal>,
                    text_o: Option<&String>,
                    count: Option<&i64>,
                ) -> bool {
                    expr::unequal(
                        expr::subtract(expr::decimal(count_o).as_ref(), qty_o).as_ref(),
                        expr::decimal(
                                expr::subtract(expr::characters(text_o).as_ref(), count)
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                }
                /// `(all(lines.taxed) && 'ab' == 'ab')`
                #[must_use]
                pub fn precondition_3(lines: Option<&Vec<Lines>>) -> bool {
                    expr::all(
                        lines
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    ) && expr::equal(Some("ab"), Some("ab"))
                }
                /// `((has(tags, '')) == false)`
                #[must_use]
                pub fn invariant_1(tags: Option<&Vec<String>>) -> bool {
                    expr::equal(
                        Some(expr::within(Some(""), tags)).as_ref(),
                        Some(&false),
                    )
                }
                /// `any([exists((-(count) + sum(lines_o.amount))), flag])`
                #[must_use]
                pub fn invariant_2(
                    count: Option<&i64>,
                    lines_o: Option<&Vec<Lines>>,
                    flag: Option<&bool>,
                ) -> bool {
                    expr::exists(
                        expr::add(
                                expr::decimal(expr::negate(count).as_ref()).as_ref(),
                                expr::sum(
                                        lines_o
                                            .map(|items| {
                                                items.iter().filter_map(|item| item.amount.as_ref())
                                            }),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    ) || expr::is_true(flag)
                }
                /// `any([id_o != id, flag_o])`
                #[must_use]
                pub fn invariant_3(
                    id_o: Option<&Uuid>,
                    id: Option<&Uuid>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::unequal(id_o, id) || expr::is_true(flag_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(Some(&input.lines), input.lines_o.as_ref()) {
                        return Some("(if any(lines.taxed) then lines_o == null)");
                    }
                    if !precondition_2(
                        input.count_o.as_ref(),
                        input.qty_o.as_ref(),
                        input.text_o.as_ref(),
                        Some(&input.count),
                    ) {
                        return Some("(count_o - qty_o) != (len(text_o) - count)");
                    }
                    if !precondition_3(Some(&input.lines)) {
                        return Some("(all(lines.taxed) && 'ab' == 'ab')");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&output.tags)) {
                        return Some("((has(tags, '')) == false)");
                    }
                    if !invariant_2(
                        Some(&output.count),
                        output.lines_o.as_ref(),
                        Some(&input.flag),
                    ) {
                        return Some(
                            "any([exists((-(count) + sum(lines_o.amount))), flag])",
                        );
                    }
                    if !invariant_3(
                        input.id_o.as_ref(),
                        Some(&input.id),
                        input.flag_o.as_ref(),
                    ) {
                        return Some("any([id_o != id, flag_o])");
                    }
                    None
                }
                /// `Lines` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Lines {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<LinesKind>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for Lines {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// `LinesKind` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum LinesKind {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl LinesKind {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for LinesKind {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P2.v1",
                    smart_code: "HERA.TEST.CLAUSES.P2.v1",
                    intent: "A procedure.",
                    file: "p2.yml",
                    sum: "7cd0c17a9c7a1a7ce9f927fb526a262cf3c3529a4c2011bdc7de370cedd1c2de",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"count_o\",\"type\":\"integer\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"id_o\",\"type\":\"uuid\"},{\"name\":\"lines_o\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},{\"name\":\"qty_o\",\"type\":\"decimal\"},{\"name\":\"text_o\",\"type\":\"string\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"count\",\"type\":\"integer\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"id\",\"type\":\"uuid\"},{\"name\":\"lines\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"((has(tags, '')) == false)\",\"any([exists((-(count) + sum(lines_o.amount))), flag])\",\"any([id_o != id, flag_o])\"],\"outputs\":{\"response\":{\"count\":{\"required\":true,\"type\":\"integer\"},\"done\":\"boolean\",\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},\"tags\":{\"required\":true,\"type\":\"array[string]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"(if any(lines.taxed) then lines_o == null)\",\"(count_o - qty_o) != (len(text_o) - count)\",\"(all(lines.taxed) && 'ab' == 'ab')\"],\"smart_code\":\"HERA.TEST.CLAUSES.P2.v1\"}",
                };
            }
        }
        /// `P3`.
        pub mod p3 {
            /// `HERA.TEST.CLAUSES.P3.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View,
                    expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P3.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `any([day_o >= '1970-02-01', flag_o])` (enforced)
                /// - `((100000000000.000001 in lines.amount) == flag_o)` (enforced)
                /// - `((flag_o) == false)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(('RETAIL' in tags) == false)` (enforced)
                /// - `(if qty_o > -(count_o) then text_o != 'ä')` (enforced)
                /// - `any([tags_o != null, flag_o])` (enforced)
                pub trait P3: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P3,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `lines`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines: Vec<Lines>,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `text_o`: string.
                    pub text_o: Option<String>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("lines", &self.lines);
                        object.optional("day_o", &self.day_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("text_o", &self.text_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            lines: fields.required("lines"),
                            day_o: fields.optional("day_o"),
                            flag_o: fields.optional("flag_o"),
                            text_o: fields.optional("text_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `tags_o`: array[string].
                    pub tags_o: Option<Vec<String>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.optional("count_o", &self.count_o);
                        object.optional("qty_o", &self.qty_o);
                        object.field("tags", &self.tags);
                        object.optional("tags_o", &self.tags_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count_o: fields.optional("count_o"),
                            qty_o: fields.optional("qty_o"),
                            tags: fields.required("tags"),
                            tags_o: fields.optional("tags_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `any([day_o >= '1970-02-01', flag_o])`
                #[must_use]
                pub fn precondition_1(
                    day_o: Option<&Date>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::greater_or_equal(day_o, Some(&Date::constant(1970, 2, 1)))
                        || expr::is_true(flag_o)
                }
                /// `((100000000000.000001 in lines.amount) == flag_o)`
                #[must_use]
                pub fn precondition_2(
                    lines: Option<&Vec<Lines>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                expr::within(
                                    Some(&Decimal::new(100000000000000001, 6)),
                                    lines
                                        .map(|items| {
                                            items.iter().filter_map(|item| item.amount.as_ref())
                                        }),
                                ),
                            )
                            .as_ref(),
                        flag_o,
                    )
                }
                /// `((flag_o) == false)`
                #[must_use]
                pub fn precondition_3(flag_o: Option<&bool>) -> bool {
                    expr::equal(flag_o, Some(&false))
                }
                /// `(('RETAIL' in tags) == false)`
                #[must_use]
                pub fn invariant_1(tags: Option<&Vec<String>>) -> bool {
                    expr::equal(
                        Some(expr::within(Some("RETAIL"), tags)).as_ref(),
                        Some(&false),
                    )
                }
                /// `(if qty_o > -(count_o) then text_o != 'ä')`
                #[must_use]
                pub fn invariant_2(
                    qty_o: Option<&Decimal>,
                    count_o: Option<&i64>,
                    text_o: Option<&String>,
                ) -> bool {
                    !expr::greater(
                        qty_o,
                        expr::decimal(expr::negate(count_o).as_ref()).as_ref(),
                    ) || expr::unequal(text_o, Some("ä"))
                }
                /// `any([tags_o != null, flag_o])`
                #[must_use]
                pub fn invariant_3(
                    tags_o: Option<&Vec<String>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::exists(tags_o) || expr::is_true(flag_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(input.day_o.as_ref(), input.flag_o.as_ref()) {
                        return Some("any([day_o >= '1970-02-01', flag_o])");
                    }
                    if !precondition_2(Some(&input.lines), input.flag_o.as_ref()) {
                        return Some("((100000000000.000001 in lines.amount) == flag_o)");
                    }
                    if !precondition_3(input.flag_o.as_ref()) {
                        return Some("((flag_o) == false)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&output.tags)) {
                        return Some("(('RETAIL' in tags) == false)");
                    }
                    if !invariant_2(
                        output.qty_o.as_ref(),
                        output.count_o.as_ref(),
                        input.text_o.as_ref(),
                    ) {
                        return Some("(if qty_o > -(count_o) then text_o != 'ä')");
                    }
                    if !invariant_3(output.tags_o.as_ref(), input.flag_o.as_ref()) {
                        return Some("any([tags_o != null, flag_o])");
                    }
                    None
                }
                /// `Lines` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Lines {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<LinesKind>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for Lines {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// `LinesKind` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum LinesKind {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl LinesKind {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for LinesKind {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P3.v1",
                    smart_code: "HERA.TEST.CLAUSES.P3.v1",
                    intent: "A procedure.",
                    file: "p3.yml",
                    sum: "86cbcba968f71d55c6d7a3db9bd3b756c21a9f08da6a2c2d4e156ee53a87ed1d",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"text_o\",\"type\":\"string\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"lines\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(('RETAIL' in tags) == false)\",\"(if qty_o > -(count_o) then text_o != 'ä')\",\"any([tags_o != null, flag_o])\"],\"outputs\":{\"response\":{\"count_o\":{\"required\":false,\"type\":\"integer\"},\"done\":\"boolean\",\"qty_o\":{\"required\":false,\"type\":\"decimal\"},\"tags\":{\"required\":true,\"type\":\"array[string]\"},\"tags_o\":{\"required\":false,\"type\":\"array[string]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"any([day_o >= '1970-02-01', flag_o])\",\"((100000000000.000001 in lines.amount) == flag_o)\",\"((flag_o) == false)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P3.v1\"}",
                };
            }
        }
        /// `P4`.
        pub mod p4 {
            /// `HERA.TEST.CLAUSES.P4.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View,
                    expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P4.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `((exists(text_o)) == true)` (enforced)
                /// - `!((len(lines_o.kind) * count) in [0, 3])` (enforced)
                /// - `(qty_o == sum([1, qty]) \|\| day_o <= day_o)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `!(-(-(len([1, count_o]))) != (count * sum(lines.amount)))` (enforced)
                /// - `all([has(kinds, 'RETAIL'), flag_o])` (enforced)
                /// - `!(flag_o)` (enforced)
                pub trait P4: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P4,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `count`: integer.
                    pub count: i64,
                    /// `kinds`: array[enum[SERVICE, RETAIL]].
                    pub kinds: Vec<Kinds>,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                    /// `text_o`: string.
                    pub text_o: Option<String>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("count", &self.count);
                        object.field("kinds", &self.kinds);
                        object.field("qty", &self.qty);
                        object.optional("day_o", &self.day_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("lines_o", &self.lines_o);
                        object.optional("qty_o", &self.qty_o);
                        object.optional("text_o", &self.text_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            count: fields.required("count"),
                            kinds: fields.required("kinds"),
                            qty: fields.required("qty"),
                            day_o: fields.optional("day_o"),
                            flag_o: fields.optional("flag_o"),
                            lines_o: fields.optional("lines_o"),
                            qty_o: fields.optional("qty_o"),
                            text_o: fields.optional("text_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count`: integer.
                    pub count: i64,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `lines`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines: Vec<LinesO>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("count", &self.count);
                        object.optional("count_o", &self.count_o);
                        object.field("lines", &self.lines);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count: fields.required("count"),
                            count_o: fields.optional("count_o"),
                            lines: fields.required("lines"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `((exists(text_o)) == true)`
                #[must_use]
                pub fn precondition_1(text_o: Option<&String>) -> bool {
                    expr::is_true(Some(expr::exists(text_o)).as_ref())
                }
                /// `!((len(lines_o.kind) * count) in [0, 3])`
                #[must_use]
                pub fn precondition_2(
                    lines_o: Option<&Vec<LinesO>>,
                    count: Option<&i64>,
                ) -> bool {
                    !expr::one_of(
                        expr::multiply(
                                expr::len(
                                        lines_o
                                            .map(|items| {
                                                items
                                                    .iter()
                                                    .filter_map(|item| item.kind.as_ref())
                                                    .map(|word| word.as_str())
                                            }),
                                    )
                                    .as_ref(),
                                count,
                            )
                            .as_ref(),
                        [Some(&0i64), Some(&3i64)],
                    )
                }
                /// `(qty_o == sum([1, qty]) \|\| day_o <= day_o)`
                #[must_use]
                pub fn precondition_3(
                    qty_o: Option<&Decimal>,
                    qty: Option<&Decimal>,
                    day_o: Option<&Date>,
                ) -> bool {
                    expr::equal(
                        qty_o,
                        expr::sum(
                                Some([Some(&Decimal::new(1, 0)), qty].into_iter().flatten()),
                            )
                            .as_ref(),
                    ) || expr::less_or_equal(day_o, day_o)
                }
                /// `!(-(-(len([1, count_o]))) != (count * sum(lines.amount)))`
                #[must_use]
                pub fn invariant_1(
                    count_o: Option<&i64>,
                    count: Option<&i64>,
                    lines: Option<&Vec<LinesO>>,
                ) -> bool {
                    !expr::unequal(
                        expr::decimal(
                                expr::negate(
                                        expr::negate(
                                                expr::len(
                                                        Some([Some(&1i64), count_o].into_iter().flatten()),
                                                    )
                                                    .as_ref(),
                                            )
                                            .as_ref(),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                        expr::multiply(
                                expr::decimal(count).as_ref(),
                                expr::sum(
                                        lines
                                            .map(|items| {
                                                items.iter().filter_map(|item| item.amount.as_ref())
                                            }),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                }
                /// `all([has(kinds, 'RETAIL'), flag_o])`
                #[must_use]
                pub fn invariant_2(
                    kinds: Option<&Vec<Kinds>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::within(
                        Some("RETAIL"),
                        kinds.map(|words| words.iter().map(|word| word.as_str())),
                    ) && expr::is_true(flag_o)
                }
                /// `!(flag_o)`
                #[must_use]
                pub fn invariant_3(flag_o: Option<&bool>) -> bool {
                    !expr::is_true(flag_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(input.text_o.as_ref()) {
                        return Some("((exists(text_o)) == true)");
                    }
                    if !precondition_2(input.lines_o.as_ref(), Some(&input.count)) {
                        return Some("!((len(lines_o.kind) * count) in [0, 3])");
                    }
                    if !precondition_3(
                        input.qty_o.as_ref(),
                        Some(&input.qty),
                        input.day_o.as_ref(),
                    ) {
                        return Some("(qty_o == sum([1, qty]) || day_o <= day_o)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(
                        output.count_o.as_ref(),
                        Some(&output.count),
                        Some(&output.lines),
                    ) {
                        return Some(
                            "!(-(-(len([1, count_o]))) != (count * sum(lines.amount)))",
                        );
                    }
                    if !invariant_2(Some(&input.kinds), input.flag_o.as_ref()) {
                        return Some("all([has(kinds, 'RETAIL'), flag_o])");
                    }
                    if !invariant_3(input.flag_o.as_ref()) {
                        return Some("!(flag_o)");
                    }
                    None
                }
                /// `Kinds` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Kinds {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl Kinds {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for Kinds {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<Kinds>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P4.v1",
                    smart_code: "HERA.TEST.CLAUSES.P4.v1",
                    intent: "A procedure.",
                    file: "p4.yml",
                    sum: "549fcd5478c19208ef98b16b1f381035b48c5a182e39266c19e636522ac56df1",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"lines_o\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},{\"name\":\"qty_o\",\"type\":\"decimal\"},{\"name\":\"text_o\",\"type\":\"string\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"count\",\"type\":\"integer\"},{\"name\":\"kinds\",\"type\":\"array[enum[SERVICE, RETAIL]]\"},{\"name\":\"qty\",\"type\":\"decimal\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"!(-(-(len([1, count_o]))) != (count * sum(lines.amount)))\",\"all([has(kinds, 'RETAIL'), flag_o])\",\"!(flag_o)\"],\"outputs\":{\"response\":{\"count\":{\"required\":true,\"type\":\"integer\"},\"count_o\":{\"required\":false,\"type\":\"integer\"},\"done\":\"boolean\",\"lines\":{\"required\":true,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"((exists(text_o)) == true)\",\"!((len(lines_o.kind) * count) in [0, 3])\",\"(qty_o == sum([1, qty]) || day_o <= day_o)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P4.v1\"}",
                };
            }
        }
        /// `P5`.
        pub mod p5 {
            /// `HERA.TEST.CLAUSES.P5.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid,
                    Value, View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P5.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `((all(lines.taxed)) == flag_o)` (enforced)
                /// - `'' not in tags` (enforced)
                /// - `all([has(kinds, kind), flag_o])` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(if count_o > count_o then id == '550E8400-E29B-41D4-A716-446655440000')` (enforced)
                /// - `day == day_o` (enforced)
                /// - `(qty != len(lines_o.kind) && at >= at)` (enforced)
                pub trait P5: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P5,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `at`: timestamp.
                    pub at: Timestamp,
                    /// `day`: date.
                    pub day: Date,
                    /// `id`: uuid.
                    pub id: Uuid,
                    /// `kind`: enum[SERVICE, RETAIL].
                    pub kind: Kind,
                    /// `kinds`: array[enum[SERVICE, RETAIL]].
                    pub kinds: Vec<Kind>,
                    /// `lines`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines: Vec<Lines>,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("at", &self.at);
                        object.field("day", &self.day);
                        object.field("id", &self.id);
                        object.field("kind", &self.kind);
                        object.field("kinds", &self.kinds);
                        object.field("lines", &self.lines);
                        object.field("tags", &self.tags);
                        object.optional("day_o", &self.day_o);
                        object.optional("flag_o", &self.flag_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            at: fields.required("at"),
                            day: fields.required("day"),
                            id: fields.required("id"),
                            kind: fields.required("kind"),
                            kinds: fields.required("kinds"),
                            lines: fields.required("lines"),
                            tags: fields.required("tags"),
                            day_o: fields.optional("day_o"),
                            flag_o: fields.optional("flag_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<Lines>>,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.optional("count_o", &self.count_o);
                        object.optional("lines_o", &self.lines_o);
                        object.field("qty", &self.qty);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count_o: fields.optional("count_o"),
                            lines_o: fields.optional("lines_o"),
                            qty: fields.required("qty"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `((all(lines.taxed)) == flag_o)`
                #[must_use]
                pub fn precondition_1(
                    lines: Option<&Vec<Lines>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                expr::all(
                                    lines
                                        .map(|items| {
                                            items.iter().filter_map(|item| item.taxed.as_ref())
                                        }),
                                ),
                            )
                            .as_ref(),
                        flag_o,
                    )
                }
                /// `'' not in tags`
                #[must_use]
                pub fn precondition_2(tags: Option<&Vec<String>>) -> bool {
                    !expr::within(Some(""), tags)
                }
                /// `all([has(kinds, kind), flag_o])`
                #[must_use]
                pub fn precondition_3(
                    kind: Option<&Kind>,
                    kinds: Option<&Vec<Kind>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::within(
                        kind.map(|word| word.as_str()),
                        kinds.map(|words| words.iter().map(|word| word.as_str())),
                    ) && expr::is_true(flag_o)
                }
                /// `(if count_o > count_o then id == '550E8400-E29B-41D4-A716-446655440000')`
                #[must_use]
                pub fn invariant_1(count_o: Option<&i64>, id: Option<&Uuid>) -> bool {
                    !expr::greater(count_o, count_o)
                        || expr::equal(
                            id,
                            Some(&Uuid::from_u128(0x550e8400e29b41d4a716446655440000)),
                        )
                }
                /// `day == day_o`
                #[must_use]
                pub fn invariant_2(day: Option<&Date>, day_o: Option<&Date>) -> bool {
                    expr::equal(day, day_o)
                }
                /// `(qty != len(lines_o.kind) && at >= at)`
                #[must_use]
                pub fn invariant_3(
                    qty: Option<&Decimal>,
                    lines_o: Option<&Vec<Lines>>,
                    at: Option<&Timestamp>,
                ) -> bool {
                    expr::unequal(
                        qty,
                        expr::decimal(
                                expr::len(
                                        lines_o
                                            .map(|items| {
                                                items
                                                    .iter()
                                                    .filter_map(|item| item.kind.as_ref())
                                                    .map(|word| word.as_str())
                                            }),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    ) && expr::greater_or_equal(at, at)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(Some(&input.lines), input.flag_o.as_ref()) {
                        return Some("((all(lines.taxed)) == flag_o)");
                    }
                    if !precondition_2(Some(&input.tags)) {
                        return Some("'' not in tags");
                    }
                    if !precondition_3(
                        Some(&input.kind),
                        Some(&input.kinds),
                        input.flag_o.as_ref(),
                    ) {
                        return Some("all([has(kinds, kind), flag_o])");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(output.count_o.as_ref(), Some(&input.id)) {
                        return Some(
                            "(if count_o > count_o then id == '550E8400-E29B-41D4-A716-446655440000')",
                        );
                    }
                    if !invariant_2(Some(&input.day), input.day_o.as_ref()) {
                        return Some("day == day_o");
                    }
                    if !invariant_3(
                        Some(&output.qty),
                        output.lines_o.as_ref(),
                        Some(&input.at),
                    ) {
                        return Some("(qty != len(lines_o.kind) && at >= at)");
                    }
                    None
                }
                /// `Kind` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Kind {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl Kind {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for Kind {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `Lines` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Lines {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<Kind>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for Lines {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P5.v1",
                    smart_code: "HERA.TEST.CLAUSES.P5.v1",
                    intent: "A procedure.",
                    file: "p5.yml",
                    sum: "97372761055d19f25d7217c60b311911f9c5c46346dec863c2c027d8b195dd50",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"flag_o\",\"type\":\"boolean\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"at\",\"type\":\"timestamp\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"id\",\"type\":\"uuid\"},{\"name\":\"kind\",\"type\":\"enum[SERVICE, RETAIL]\"},{\"name\":\"kinds\",\"type\":\"array[enum[SERVICE, RETAIL]]\"},{\"name\":\"lines\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},{\"name\":\"tags\",\"type\":\"array[string]\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(if count_o > count_o then id == '550E8400-E29B-41D4-A716-446655440000')\",\"day == day_o\",\"(qty != len(lines_o.kind) && at >= at)\"],\"outputs\":{\"response\":{\"count_o\":{\"required\":false,\"type\":\"integer\"},\"done\":\"boolean\",\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},\"qty\":{\"required\":true,\"type\":\"decimal\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"((all(lines.taxed)) == flag_o)\",\"'' not in tags\",\"all([has(kinds, kind), flag_o])\"],\"smart_code\":\"HERA.TEST.CLAUSES.P5.v1\"}",
                };
            }
        }
        /// `P6`.
        pub mod p6 {
            /// `HERA.TEST.CLAUSES.P6.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View,
                    expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P6.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])` (enforced)
                /// - `(flag_o \|\| kind_o == kind_o)` (enforced)
                /// - `((day > '2025-01-31') == false)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(if flag then flag_o)` (enforced)
                /// - `!(exists(lines_o.kind))` (enforced)
                /// - `(qty_o <= (sum(numbers) + -3) && id != id)` (enforced)
                pub trait P6: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P6,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `day`: date.
                    pub day: Date,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `id`: uuid.
                    pub id: Uuid,
                    /// `numbers`: array[integer].
                    pub numbers: Vec<i64>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `kind_o`: enum[SERVICE, RETAIL].
                    pub kind_o: Option<KindO>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("day", &self.day);
                        object.field("flag", &self.flag);
                        object.field("id", &self.id);
                        object.field("numbers", &self.numbers);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("kind_o", &self.kind_o);
                        object.optional("qty_o", &self.qty_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            day: fields.required("day"),
                            flag: fields.required("flag"),
                            id: fields.required("id"),
                            numbers: fields.required("numbers"),
                            flag_o: fields.optional("flag_o"),
                            kind_o: fields.optional("kind_o"),
                            qty_o: fields.optional("qty_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.optional("lines_o", &self.lines_o);
                        object.optional("qty_o", &self.qty_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            lines_o: fields.optional("lines_o"),
                            qty_o: fields.optional("qty_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])`
                #[must_use]
                pub fn precondition_1(
                    id: Option<&Uuid>,
                    qty_o: Option<&Decimal>,
                ) -> bool {
                    expr::equal(
                        id,
                        Some(&Uuid::from_u128(0x550e8400e29b41d4a716446655440000)),
                    )
                        && expr::one_of(
                            expr::negate(qty_o).as_ref(),
                            [
                                Some(&Decimal::new(1, 0)),
                                Some(&Decimal::new(25, 1)),
                                qty_o,
                            ],
                        )
                }
                /// `(flag_o \|\| kind_o == kind_o)`
                #[must_use]
                pub fn precondition_2(
                    flag_o: Option<&bool>,
                    kind_o: Option<&KindO>,
                ) -> bool {
                    expr::is_true(flag_o)
                        || expr::equal(
                            kind_o.map(|word| word.as_str()),
                            kind_o.map(|word| word.as_str()),
                        )
                }
                /// `((day > '2025-01-31') == false)`
                #[must_use]
                pub fn precondition_3(day: Option<&Date>) -> bool {
                    expr::equal(
                        Some(expr::greater(day, Some(&Date::constant(2025, 1, 31))))
                            .as_ref(),
                        Some(&false),
                    )
                }
                /// `(if flag then flag_o)`
                #[must_use]
                pub fn invariant_1(flag: Option<&bool>, flag_o: Option<&bool>) -> bool {
                    !expr::is_true(flag) || expr::is_true(flag_o)
                }
                /// `!(exists(lines_o.kind))`
                #[must_use]
                pub fn invariant_2(lines_o: Option<&Vec<LinesO>>) -> bool {
                    !expr::exists(
                        lines_o
                            .map(|items| {
                                items
                                    .iter()
                                    .filter_map(|item| item.kind.as_ref())
                                    .map(|word| word.as_str())
                            }),
                    )
                }
                /// `(qty_o <= (sum(numbers) + -3) && id != id)`
                #[must_use]
                pub fn invariant_3(
                    qty_o: Option<&Decimal>,
                    numbers: Option<&Vec<i64>>,
                    id: Option<&Uuid>,
                ) -> bool {
                    expr::less_or_equal(
                        qty_o,
                        expr::decimal(
                                expr::add(expr::sum(numbers).as_ref(), Some(&-3i64))
                                    .as_ref(),
                            )
                            .as_ref(),
                    ) && expr::unequal(id, id)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(Some(&input.id), input.qty_o.as_ref()) {
                        return Some(
                            "(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])",
                        );
                    }
                    if !precondition_2(input.flag_o.as_ref(), input.kind_o.as_ref()) {
                        return Some("(flag_o || kind_o == kind_o)");
                    }
                    if !precondition_3(Some(&input.day)) {
                        return Some("((day > '2025-01-31') == false)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&input.flag), input.flag_o.as_ref()) {
                        return Some("(if flag then flag_o)");
                    }
                    if !invariant_2(output.lines_o.as_ref()) {
                        return Some("!(exists(lines_o.kind))");
                    }
                    if !invariant_3(
                        output.qty_o.as_ref(),
                        Some(&input.numbers),
                        Some(&input.id),
                    ) {
                        return Some("(qty_o <= (sum(numbers) + -3) && id != id)");
                    }
                    None
                }
                /// `KindO` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum KindO {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl KindO {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for KindO {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<KindO>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P6.v1",
                    smart_code: "HERA.TEST.CLAUSES.P6.v1",
                    intent: "A procedure.",
                    file: "p6.yml",
                    sum: "3d6910f3d88dbb8420420f42dc3519cc190516db7244878442a0848d344f0a4f",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"kind_o\",\"type\":\"enum[SERVICE, RETAIL]\"},{\"name\":\"qty_o\",\"type\":\"decimal\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"id\",\"type\":\"uuid\"},{\"name\":\"numbers\",\"type\":\"array[integer]\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(if flag then flag_o)\",\"!(exists(lines_o.kind))\",\"(qty_o <= (sum(numbers) + -3) && id != id)\"],\"outputs\":{\"response\":{\"done\":\"boolean\",\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},\"qty_o\":{\"required\":false,\"type\":\"decimal\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"(id == '550E8400-E29B-41D4-A716-446655440000' && -(qty_o) in [1, 2.5, qty_o])\",\"(flag_o || kind_o == kind_o)\",\"((day > '2025-01-31') == false)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P6.v1\"}",
                };
            }
        }
        /// `P7`.
        pub mod p7 {
            /// `HERA.TEST.CLAUSES.P7.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View,
                    expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P7.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) \|\| kind_o == kind_o)` (enforced)
                /// - `!(-(count_o) <= qty_o)` (enforced)
                /// - `((any(lines_o.taxed)) == flag_o)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `count < qty_o` (enforced)
                /// - `!(day_o == '2025-01-31')` (enforced)
                /// - `(id_o == '550E8400-E29B-41D4-A716-446655440000' && has(tags_o, 'ab'))` (enforced)
                pub trait P7: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P7,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `count_o`: integer.
                    pub count_o: Option<i64>,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `id_o`: uuid.
                    pub id_o: Option<Uuid>,
                    /// `kind_o`: enum[SERVICE, RETAIL].
                    pub kind_o: Option<KindO>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                    /// `numbers_o`: array[integer].
                    pub numbers_o: Option<Vec<i64>>,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.optional("count_o", &self.count_o);
                        object.optional("day_o", &self.day_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("id_o", &self.id_o);
                        object.optional("kind_o", &self.kind_o);
                        object.optional("lines_o", &self.lines_o);
                        object.optional("numbers_o", &self.numbers_o);
                        object.optional("qty_o", &self.qty_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            count_o: fields.optional("count_o"),
                            day_o: fields.optional("day_o"),
                            flag_o: fields.optional("flag_o"),
                            id_o: fields.optional("id_o"),
                            kind_o: fields.optional("kind_o"),
                            lines_o: fields.optional("lines_o"),
                            numbers_o: fields.optional("numbers_o"),
                            qty_o: fields.optional("qty_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count`: integer.
                    pub count: i64,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                    /// `tags_o`: array[string].
                    pub tags_o: Option<Vec<String>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("count", &self.count);
                        object.optional("qty_o", &self.qty_o);
                        object.optional("tags_o", &self.tags_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count: fields.required("count"),
                            qty_o: fields.optional("qty_o"),
                            tags_o: fields.optional("tags_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) \|\| kind_o == kind_o)`
                #[must_use]
                pub fn precondition_1(
                    qty_o: Option<&Decimal>,
                    lines_o: Option<&Vec<LinesO>>,
                    numbers_o: Option<&Vec<i64>>,
                    kind_o: Option<&KindO>,
                ) -> bool {
                    expr::equal(
                        expr::add(
                                expr::add(
                                        qty_o,
                                        expr::decimal(
                                                expr::len(
                                                        lines_o
                                                            .map(|items| {
                                                                items
                                                                    .iter()
                                                                    .filter_map(|item| item.kind.as_ref())
                                                                    .map(|word| word.as_str())
                                                            }),
                                                    )
                                                    .as_ref(),
                                            )
                                            .as_ref(),
                                    )
                                    .as_ref(),
                                expr::divide(qty_o, qty_o).as_ref(),
                            )
                            .as_ref(),
                        expr::divide(
                                Some(&Decimal::new(100000000000000001, 6)),
                                expr::decimal(expr::sum(numbers_o).as_ref()).as_ref(),
                            )
                            .as_ref(),
                    )
                        || expr::equal(
                            kind_o.map(|word| word.as_str()),
                            kind_o.map(|word| word.as_str()),
                        )
                }
                /// `!(-(count_o) <= qty_o)`
                #[must_use]
                pub fn precondition_2(
                    count_o: Option<&i64>,
                    qty_o: Option<&Decimal>,
                ) -> bool {
                    !expr::less_or_equal(
                        expr::decimal(expr::negate(count_o).as_ref()).as_ref(),
                        qty_o,
                    )
                }
                /// `((any(lines_o.taxed)) == flag_o)`
                #[must_use]
                pub fn precondition_3(
                    lines_o: Option<&Vec<LinesO>>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::equal(
                        Some(
                                expr::any(
                                    lines_o
                                        .map(|items| {
                                            items.iter().filter_map(|item| item.taxed.as_ref())
                                        }),
                                ),
                            )
                            .as_ref(),
                        flag_o,
                    )
                }
                /// `count < qty_o`
                #[must_use]
                pub fn invariant_1(
                    count: Option<&i64>,
                    qty_o: Option<&Decimal>,
                ) -> bool {
                    expr::less(expr::decimal(count).as_ref(), qty_o)
                }
                /// `!(day_o == '2025-01-31')`
                #[must_use]
                pub fn invariant_2(day_o: Option<&Date>) -> bool {
                    !expr::equal(day_o, Some(&Date::constant(2025, 1, 31)))
                }
                /// `(id_o == '550E8400-E29B-41D4-A716-446655440000' && has(tags_o, 'ab'))`
                #[must_use]
                pub fn invariant_3(
                    id_o: Option<&Uuid>,
                    tags_o: Option<&Vec<String>>,
                ) -> bool {
                    expr::equal(
                        id_o,
                        Some(&Uuid::from_u128(0x550e8400e29b41d4a716446655440000)),
                    ) && expr::within(Some("ab"), tags_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(
                        input.qty_o.as_ref(),
                        input.lines_o.as_ref(),
                        input.numbers_o.as_ref(),
                        input.kind_o.as_ref(),
                    ) {
                        return Some(
                            "(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) || kind_o == kind_o)",
                        );
                    }
                    if !precondition_2(input.count_o.as_ref(), input.qty_o.as_ref()) {
                        return Some("!(-(count_o) <= qty_o)");
                    }
                    if !precondition_3(input.lines_o.as_ref(), input.flag_o.as_ref()) {
                        return Some("((any(lines_o.taxed)) == flag_o)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(Some(&output.count), output.qty_o.as_ref()) {
                        return Some("count < qty_o");
                    }
                    if !invariant_2(input.day_o.as_ref()) {
                        return Some("!(day_o == '2025-01-31')");
                    }
                    if !invariant_3(input.id_o.as_ref(), output.tags_o.as_ref()) {
                        return Some(
                            "(id_o == '550E8400-E29B-41D4-A716-446655440000' && has(tags_o, 'ab'))",
                        );
                    }
                    None
                }
                /// `KindO` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum KindO {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl KindO {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for KindO {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<KindO>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P7.v1",
                    smart_code: "HERA.TEST.CLAUSES.P7.v1",
                    intent: "A procedure.",
                    file: "p7.yml",
                    sum: "efeb0f96e5187f73d23fb8e05079ca78265532d87f6a237a10148cca61426f93",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"count_o\",\"type\":\"integer\"},{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"id_o\",\"type\":\"uuid\"},{\"name\":\"kind_o\",\"type\":\"enum[SERVICE, RETAIL]\"},{\"name\":\"lines_o\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},{\"name\":\"numbers_o\",\"type\":\"array[integer]\"},{\"name\":\"qty_o\",\"type\":\"decimal\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"count < qty_o\",\"!(day_o == '2025-01-31')\",\"(id_o == '550E8400-E29B-41D4-A716-446655440000' && has(tags_o, 'ab'))\"],\"outputs\":{\"response\":{\"count\":{\"required\":true,\"type\":\"integer\"},\"done\":\"boolean\",\"qty_o\":{\"required\":false,\"type\":\"decimal\"},\"tags_o\":{\"required\":false,\"type\":\"array[string]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"(((qty_o + len(lines_o.kind)) + (qty_o / qty_o)) == (100000000000.000001 / sum(numbers_o)) || kind_o == kind_o)\",\"!(-(count_o) <= qty_o)\",\"((any(lines_o.taxed)) == flag_o)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P7.v1\"}",
                };
            }
        }
        /// `P8`.
        pub mod p8 {
            /// `HERA.TEST.CLAUSES.P8.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View,
                    expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P8.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `!(qty in [0, 3])` (enforced)
                /// - `all(lines_o.taxed)` (enforced)
                /// - `(('RETAIL' not in [kind, 'ab']) == flag)` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `((qty_o + (qty - qty_o)) >= (qty + count) && flag_o)` (enforced)
                /// - `!(day < day)` (enforced)
                /// - `!('RETAIL' == kind)` (enforced)
                pub trait P8: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P8,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `day`: date.
                    pub day: Date,
                    /// `flag`: boolean.
                    pub flag: bool,
                    /// `kind`: enum[SERVICE, RETAIL].
                    pub kind: Kind,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("day", &self.day);
                        object.field("flag", &self.flag);
                        object.field("kind", &self.kind);
                        object.field("qty", &self.qty);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("lines_o", &self.lines_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            day: fields.required("day"),
                            flag: fields.required("flag"),
                            kind: fields.required("kind"),
                            qty: fields.required("qty"),
                            flag_o: fields.optional("flag_o"),
                            lines_o: fields.optional("lines_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `count`: integer.
                    pub count: i64,
                    /// `kind`: enum[SERVICE, RETAIL].
                    pub kind: Kind,
                    /// `qty`: decimal.
                    pub qty: Decimal,
                    /// `qty_o`: decimal.
                    pub qty_o: Option<Decimal>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.field("count", &self.count);
                        object.field("kind", &self.kind);
                        object.field("qty", &self.qty);
                        object.optional("qty_o", &self.qty_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            count: fields.required("count"),
                            kind: fields.required("kind"),
                            qty: fields.required("qty"),
                            qty_o: fields.optional("qty_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `!(qty in [0, 3])`
                #[must_use]
                pub fn precondition_1(qty: Option<&Decimal>) -> bool {
                    !expr::one_of(
                        qty,
                        [Some(&Decimal::new(0, 0)), Some(&Decimal::new(3, 0))],
                    )
                }
                /// `all(lines_o.taxed)`
                #[must_use]
                pub fn precondition_2(lines_o: Option<&Vec<LinesO>>) -> bool {
                    expr::all(
                        lines_o
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    )
                }
                /// `(('RETAIL' not in [kind, 'ab']) == flag)`
                #[must_use]
                pub fn precondition_3(kind: Option<&Kind>, flag: Option<&bool>) -> bool {
                    expr::equal(
                        Some(
                                !expr::one_of(
                                    Some("RETAIL"),
                                    [kind.map(|word| word.as_str()), Some("ab")],
                                ),
                            )
                            .as_ref(),
                        flag,
                    )
                }
                /// `((qty_o + (qty - qty_o)) >= (qty + count) && flag_o)`
                #[must_use]
                pub fn invariant_1(
                    qty_o: Option<&Decimal>,
                    qty: Option<&Decimal>,
                    count: Option<&i64>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::greater_or_equal(
                        expr::add(qty_o, expr::subtract(qty, qty_o).as_ref()).as_ref(),
                        expr::add(qty, expr::decimal(count).as_ref()).as_ref(),
                    ) && expr::is_true(flag_o)
                }
                /// `!(day < day)`
                #[must_use]
                pub fn invariant_2(day: Option<&Date>) -> bool {
                    !expr::less(day, day)
                }
                /// `!('RETAIL' == kind)`
                #[must_use]
                pub fn invariant_3(kind: Option<&Kind>) -> bool {
                    !expr::equal(Some("RETAIL"), kind.map(|word| word.as_str()))
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(Some(&input.qty)) {
                        return Some("!(qty in [0, 3])");
                    }
                    if !precondition_2(input.lines_o.as_ref()) {
                        return Some("all(lines_o.taxed)");
                    }
                    if !precondition_3(Some(&input.kind), Some(&input.flag)) {
                        return Some("(('RETAIL' not in [kind, 'ab']) == flag)");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(
                        output.qty_o.as_ref(),
                        Some(&output.qty),
                        Some(&output.count),
                        input.flag_o.as_ref(),
                    ) {
                        return Some(
                            "((qty_o + (qty - qty_o)) >= (qty + count) && flag_o)",
                        );
                    }
                    if !invariant_2(Some(&input.day)) {
                        return Some("!(day < day)");
                    }
                    if !invariant_3(Some(&output.kind)) {
                        return Some("!('RETAIL' == kind)");
                    }
                    None
                }
                /// `Kind` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Kind {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl Kind {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for Kind {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<Kind>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P8.v1",
                    smart_code: "HERA.TEST.CLAUSES.P8.v1",
                    intent: "A procedure.",
                    file: "p8.yml",
                    sum: "d3ae46a8dae26198bbd9d501d0c28b6b6a2b9f1ccd6962c722013a8d0be75f08",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"lines_o\",\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"flag\",\"type\":\"boolean\"},{\"name\":\"kind\",\"type\":\"enum[SERVICE, RETAIL]\"},{\"name\":\"qty\",\"type\":\"decimal\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"((qty_o + (qty - qty_o)) >= (qty + count) && flag_o)\",\"!(day < day)\",\"!('RETAIL' == kind)\"],\"outputs\":{\"response\":{\"count\":{\"required\":true,\"type\":\"integer\"},\"done\":\"boolean\",\"kind\":{\"required\":true,\"type\":\"enum[SERVICE, RETAIL]\"},\"qty\":{\"required\":true,\"type\":\"decimal\"},\"qty_o\":{\"required\":false,\"type\":\"decimal\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"!(qty in [0, 3])\",\"all(lines_o.taxed)\",\"(('RETAIL' not in [kind, 'ab']) == flag)\"],\"smart_code\":\"HERA.TEST.CLAUSES.P8.v1\"}",
                };
            }
        }
        /// `P9`.
        pub mod p9 {
            /// `HERA.TEST.CLAUSES.P9.v1`: A procedure.
            pub mod v1 {
                use ::hera_runtime::{
                    Date, Decimal, DeclaredError, Fail, Timestamp, Transaction, Uuid,
                    Value, View, expr, flow, wire,
                };
                /// `HERA.TEST.CLAUSES.P9.v1`
                ///
                /// A procedure.
                ///
                /// Preconditions:
                ///
                /// - `(flag_o && has(tags, 'RETAIL'))` (enforced)
                /// - `(if text not in tags then day_o != day_o)` (enforced)
                /// - `(day == day_o && kind_o != 'RETAIL')` (enforced)
                ///
                /// Steps:
                ///
                /// - work
                ///
                /// Invariants:
                ///
                /// - `(if (sum(lines_o.amount) / len(tags)) in [0, 3] then exists(tags_o))` (enforced)
                /// - `at >= at` (enforced)
                /// - `all([id != id_o, flag_o])` (enforced)
                pub trait P9: Send + Sync {
                    /// Says whether the procedure could succeed now, with no way to write.
                    ///
                    /// The verdict may be stale when something commits: check again there.
                    fn validate(
                        &self,
                        cx: &View,
                        input: Input,
                    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;
                    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
                    /// that fails leaves nothing behind, and may be made again.
                    fn persist(
                        &self,
                        cx: &mut Transaction,
                        input: Input,
                    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
                }
                /// Calls the procedure for the engine, between its preconditions and its invariants.
                pub fn invoke<'a>(
                    procedures: &'a impl P9,
                    call: flow::Call<'a>,
                    input: &'a Value,
                ) -> flow::Answering<'a> {
                    match call {
                        flow::Call::Validate(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                                Err(refused) => refused,
                            }
                        }
                        flow::Call::Persist(cx) => {
                            match flow::given(&SPEC, input, unmet) {
                                Ok(input) => {
                                    let given = Input::clone(&input);
                                    flow::judged(
                                        &SPEC,
                                        procedures.persist(cx, input),
                                        move |output| broken(&given, output),
                                    )
                                }
                                Err(refused) => refused,
                            }
                        }
                        _ => flow::no_such_call(&SPEC),
                    }
                }
                /// What the procedure is given.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Input {
                    /// `organization_id`: uuid.
                    pub organization_id: Uuid,
                    /// `at`: timestamp.
                    pub at: Timestamp,
                    /// `day`: date.
                    pub day: Date,
                    /// `id`: uuid.
                    pub id: Uuid,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `text`: string.
                    pub text: String,
                    /// `day_o`: date.
                    pub day_o: Option<Date>,
                    /// `flag_o`: boolean.
                    pub flag_o: Option<bool>,
                    /// `id_o`: uuid.
                    pub id_o: Option<Uuid>,
                    /// `kind_o`: enum[SERVICE, RETAIL].
                    pub kind_o: Option<KindO>,
                }
                impl wire::Record for Input {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("organization_id", &self.organization_id);
                        object.field("at", &self.at);
                        object.field("day", &self.day);
                        object.field("id", &self.id);
                        object.field("tags", &self.tags);
                        object.field("text", &self.text);
                        object.optional("day_o", &self.day_o);
                        object.optional("flag_o", &self.flag_o);
                        object.optional("id_o", &self.id_o);
                        object.optional("kind_o", &self.kind_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            organization_id: fields.required("organization_id"),
                            at: fields.required("at"),
                            day: fields.required("day"),
                            id: fields.required("id"),
                            tags: fields.required("tags"),
                            text: fields.required("text"),
                            day_o: fields.optional("day_o"),
                            flag_o: fields.optional("flag_o"),
                            id_o: fields.optional("id_o"),
                            kind_o: fields.optional("kind_o"),
                        }
                    }
                }
                /// What later nodes and the caller see.
                #[derive(Clone, Debug, PartialEq)]
                pub struct Output {
                    /// `done`: boolean.
                    pub done: bool,
                    /// `lines_o`: array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}].
                    pub lines_o: Option<Vec<LinesO>>,
                    /// `tags`: array[string].
                    pub tags: Vec<String>,
                    /// `tags_o`: array[string].
                    pub tags_o: Option<Vec<String>>,
                }
                impl wire::Record for Output {
                    fn write(&self, object: &mut wire::Object) {
                        object.field("done", &self.done);
                        object.optional("lines_o", &self.lines_o);
                        object.field("tags", &self.tags);
                        object.optional("tags_o", &self.tags_o);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            done: fields.required("done"),
                            lines_o: fields.optional("lines_o"),
                            tags: fields.required("tags"),
                            tags_o: fields.optional("tags_o"),
                        }
                    }
                }
                /// How the procedure says no.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum Error {
                    /// `NO`: never
                    No,
                }
                impl DeclaredError for Error {
                    const CASES: &'static [(&'static str, &'static str)] = &[
                        ("NO", "never"),
                    ];
                    fn place(&self) -> usize {
                        *self as usize
                    }
                }
                /// `(flag_o && has(tags, 'RETAIL'))`
                #[must_use]
                pub fn precondition_1(
                    flag_o: Option<&bool>,
                    tags: Option<&Vec<String>>,
                ) -> bool {
                    expr::is_true(flag_o) && expr::within(Some("RETAIL"), tags)
                }
                /// `(if text not in tags then day_o != day_o)`
                #[must_use]
                pub fn precondition_2(
                    text: Option<&String>,
                    tags: Option<&Vec<String>>,
                    day_o: Option<&Date>,
                ) -> bool {
                    expr::within(text, tags) || expr::unequal(day_o, day_o)
                }
                /// `(day == day_o && kind_o != 'RETAIL')`
                #[must_use]
                pub fn precondition_3(
                    day: Option<&Date>,
                    day_o: Option<&Date>,
                    kind_o: Option<&KindO>,
                ) -> bool {
                    expr::equal(day, day_o)
                        && expr::unequal(
                            kind_o.map(|word| word.as_str()),
                            Some("RETAIL"),
                        )
                }
                /// `(if (sum(lines_o.amount) / len(tags)) in [0, 3] then exists(tags_o))`
                #[must_use]
                pub fn invariant_1(
                    lines_o: Option<&Vec<LinesO>>,
                    tags: Option<&Vec<String>>,
                    tags_o: Option<&Vec<String>>,
                ) -> bool {
                    !expr::one_of(
                        expr::divide(
                                expr::sum(
                                        lines_o
                                            .map(|items| {
                                                items.iter().filter_map(|item| item.amount.as_ref())
                                            }),
                                    )
                                    .as_ref(),
                                expr::decimal(expr::len(tags).as_ref()).as_ref(),
                            )
                            .as_ref(),
                        [Some(&Decimal::new(0, 0)), Some(&Decimal::new(3, 0))],
                    ) || expr::exists(tags_o)
                }
                /// `at >= at`
                #[must_use]
                pub fn invariant_2(at: Option<&Timestamp>) -> bool {
                    expr::greater_or_equal(at, at)
                }
                /// `all([id != id_o, flag_o])`
                #[must_use]
                pub fn invariant_3(
                    id: Option<&Uuid>,
                    id_o: Option<&Uuid>,
                    flag_o: Option<&bool>,
                ) -> bool {
                    expr::unequal(id, id_o) && expr::is_true(flag_o)
                }
                /// The first precondition that an input does not meet, in the words of the spec.
                #[must_use]
                pub fn unmet(input: &Input) -> Option<&'static str> {
                    if !precondition_1(input.flag_o.as_ref(), Some(&input.tags)) {
                        return Some("(flag_o && has(tags, 'RETAIL'))");
                    }
                    if !precondition_2(
                        Some(&input.text),
                        Some(&input.tags),
                        input.day_o.as_ref(),
                    ) {
                        return Some("(if text not in tags then day_o != day_o)");
                    }
                    if !precondition_3(
                        Some(&input.day),
                        input.day_o.as_ref(),
                        input.kind_o.as_ref(),
                    ) {
                        return Some("(day == day_o && kind_o != 'RETAIL')");
                    }
                    None
                }
                /// The first invariant that an output breaks, in the words of the spec.
                #[must_use]
                pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
                    if !invariant_1(
                        output.lines_o.as_ref(),
                        Some(&output.tags),
                        output.tags_o.as_ref(),
                    ) {
                        return Some(
                            "(if (sum(lines_o.amount) / len(tags)) in [0, 3] then exists(tags_o))",
                        );
                    }
                    if !invariant_2(Some(&input.at)) {
                        return Some("at >= at");
                    }
                    if !invariant_3(
                        Some(&input.id),
                        input.id_o.as_ref(),
                        input.flag_o.as_ref(),
                    ) {
                        return Some("all([id != id_o, flag_o])");
                    }
                    None
                }
                /// `KindO` of the spec: one of 2 words.
                #[derive(Clone, Copy, Debug, PartialEq)]
                pub enum KindO {
                    /// `SERVICE`.
                    Service,
                    /// `RETAIL`.
                    Retail,
                }
                impl KindO {
                    /// All words, in the order of the spec.
                    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL"];
                    /// All variants, in the same order.
                    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail];
                    /// The word in the spec.
                    pub const fn as_str(self) -> &'static str {
                        Self::WORDS[self as usize]
                    }
                }
                impl wire::Wire for KindO {
                    fn encode(&self) -> Value {
                        wire::spelled(self.as_str())
                    }
                    fn try_decode(
                        value: &Value,
                        first: &wire::FirstError,
                    ) -> Option<Self> {
                        match wire::place(value, Self::WORDS, first) {
                            Some(0) => Some(Self::Service),
                            Some(1) => Some(Self::Retail),
                            _ => None,
                        }
                    }
                    fn blank() -> Self {
                        Self::Service
                    }
                }
                /// `LinesO` of the spec.
                #[derive(Clone, Debug, PartialEq)]
                pub struct LinesO {
                    /// `amount`.
                    pub amount: Option<Decimal>,
                    /// `kind`.
                    pub kind: Option<KindO>,
                    /// `taxed`.
                    pub taxed: Option<bool>,
                }
                impl wire::Record for LinesO {
                    fn write(&self, object: &mut wire::Object) {
                        object.optional("amount", &self.amount);
                        object.optional("kind", &self.kind);
                        object.optional("taxed", &self.taxed);
                    }
                    fn read(fields: &mut wire::Fields<'_>) -> Self {
                        Self {
                            amount: fields.optional("amount"),
                            kind: fields.optional("kind"),
                            taxed: fields.optional("taxed"),
                        }
                    }
                }
                /// The spec itself, as the registry stores it.
                pub static SPEC: flow::Spec = flow::Spec {
                    kind: "procedure",
                    name: "HERA.TEST.CLAUSES.P9.v1",
                    smart_code: "HERA.TEST.CLAUSES.P9.v1",
                    intent: "A procedure.",
                    file: "p9.yml",
                    sum: "71712d9e13d6e71088b4ebc4676c0c79b89670750fa4a282ae8b04c1279326aa",
                    canonical: "{\"effects\":\"transactional\",\"errors\":[{\"code\":\"NO\",\"when\":\"never\"}],\"happy_path\":[{\"step\":\"work\"}],\"inputs\":{\"optional\":[{\"name\":\"day_o\",\"type\":\"date\"},{\"name\":\"flag_o\",\"type\":\"boolean\"},{\"name\":\"id_o\",\"type\":\"uuid\"},{\"name\":\"kind_o\",\"type\":\"enum[SERVICE, RETAIL]\"}],\"required\":[{\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"name\":\"at\",\"type\":\"timestamp\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"id\",\"type\":\"uuid\"},{\"name\":\"tags\",\"type\":\"array[string]\"},{\"name\":\"text\",\"type\":\"string\"}]},\"intent\":\"A procedure.\",\"invariants\":[\"(if (sum(lines_o.amount) / len(tags)) in [0, 3] then exists(tags_o))\",\"at >= at\",\"all([id != id_o, flag_o])\"],\"outputs\":{\"response\":{\"done\":\"boolean\",\"lines_o\":{\"required\":false,\"type\":\"array[{amount: decimal, kind: enum[SERVICE, RETAIL], taxed: boolean}]\"},\"tags\":{\"required\":true,\"type\":\"array[string]\"},\"tags_o\":{\"required\":false,\"type\":\"array[string]\"}}},\"permissions\":[\"test\"],\"preconditions\":[\"(flag_o && has(tags, 'RETAIL'))\",\"(if text not in tags then day_o != day_o)\",\"(day == day_o && kind_o != 'RETAIL')\"],\"smart_code\":\"HERA.TEST.CLAUSES.P9.v1\"}",
                };
            }
        }
    }
}
/// All specs, by smart code.
pub static SPECS: &[&::hera_runtime::flow::Spec] = &[
    &test::clauses::orch::flow::v1::SPEC,
    &test::clauses::p0::v1::SPEC,
    &test::clauses::p1::v1::SPEC,
    &test::clauses::p10::v1::SPEC,
    &test::clauses::p11::v1::SPEC,
    &test::clauses::p2::v1::SPEC,
    &test::clauses::p3::v1::SPEC,
    &test::clauses::p4::v1::SPEC,
    &test::clauses::p5::v1::SPEC,
    &test::clauses::p6::v1::SPEC,
    &test::clauses::p7::v1::SPEC,
    &test::clauses::p8::v1::SPEC,
    &test::clauses::p9::v1::SPEC,
];
pub(super) const JUDGES: &[super::Judge] = &[
    |input, output| {
        use self::test::clauses::p0::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p1::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p2::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p3::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p4::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p5::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p6::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p7::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p8::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p9::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p10::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
    |input, output| {
        use self::test::clauses::p11::v1 as procedure;
        super::judge::<
            procedure::Input,
            _,
        >(input, output, procedure::unmet, procedure::broken)
    },
];
pub(super) const ADMIT: Option<super::Admit> = Some(|context, payload| {
    (self::test::clauses::orch::flow::v1::test_clauses_asked::FLOW
        .admit)(context, payload)
});
