//! The flows that are measured, written by hand, and procedures that do next to nothing.

use std::future::{pending, ready};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Instant;

use hera_core::entry::infrastructure;
use hera_core::plan::{
    Backoff, Boundary, BoundaryIx, CompensationPolicy, Effects, Isolation, Jitter, Mode, Node,
    Plan, Retry, RunPolicy,
};
use hera_core::{Failure, FailureKind, Fault, NodeIx};
use hera_runtime::Value;
use hera_runtime::context::Context;
use hera_runtime::flow::{
    Answer, BoxFuture, Call, Dispatch, FlowDef, FlowState, Orchestration, Refusal, Spec, Unbound,
};
use serde_json::json;

pub(crate) const CODE: &str = "HERA.BENCH.CART.ORCH.LINES.v1";
const OUTAGE_CODE: &str = "HERA.BENCH.CART.OUTAGE.LINE.v1";
const HOLD_CODE: &str = "HERA.BENCH.CART.HOLD.LINE.v1";

/// A line for each boundary, with its nodes.
type Shape = &'static [&'static [&'static str]];

/// Four steps, each durable by itself.
const STEPS: Shape = &[&["VALIDATE"], &["RESERVE"], &["PERSIST"], &["REPRICE"]];
/// The same steps, of which the first writes nothing, with the boundaries of a cart.
const DECLARED: Shape = &[&["CHECK"], &["RESERVE", "PERSIST"], &["REPRICE"]];
/// Those with a boundary for each.
const EACH: Shape = &[&["CHECK"], &["RESERVE"], &["PERSIST"], &["REPRICE"]];
/// Four steps of which the second finds nobody there: its run waits for its next attempt.
const OUTAGE: Shape = &[&["VALIDATE"], &["OUTAGE"], &["PERSIST"], &["REPRICE"]];
/// Four steps of which the first never ends.
const HELD: Shape = &[&["HOLD"], &["RESERVE"], &["PERSIST"], &["REPRICE"]];

/// How long a run waits for its next attempt: longer than it is measured.
const NEXT_ATTEMPT_MS: u64 = 3_600_000;

static SPEC: Spec = Spec {
    kind: "graph_orchestration",
    name: CODE,
    smart_code: CODE,
    intent: "Adds a line to a cart.",
    file: "bench/cart.yml",
    sum: "0",
    canonical: "{}",
};

macro_rules! flows {
    ($($name:ident: $event:literal = $shape:expr, $run:expr;)*) => {
        $(mod $name {
            use super::*;
            pub(super) static PLAN: LazyLock<Plan> = LazyLock::new(|| plan($event, $shape, $run));
            fn admit(_: &Context, payload: &Value) -> Result<Box<dyn FlowState>, Refusal> {
                Ok(state(&PLAN, payload))
            }
            pub(super) static FLOW: LazyLock<FlowDef> = LazyLock::new(|| FlowDef {
                event: $event,
                triggers: &[],
                plan: &PLAN,
                fields: &[],
                permissions: &[],
                conditions: &[],
                errors: &[],
                admit,
                draft: |_, _| Err(Refusal::default()),
            });
        })*
        static FLOWS: LazyLock<Vec<&'static FlowDef>> =
            LazyLock::new(|| vec![$(&*$name::FLOW),*]);
    };
}

flows! {
    steps: "CART.STEPS.REQUESTED" = STEPS, RunPolicy::FREE;
    declared: "CART.DECLARED.REQUESTED" = DECLARED, RunPolicy::FREE;
    each: "CART.EACH.REQUESTED" = EACH, RunPolicy::FREE;
    outage: "CART.OUTAGE.REQUESTED" = OUTAGE, RunPolicy::FREE;
    queue: "CART.QUEUE.REQUESTED" = HELD, one_at_a_time();
}

/// The runs of a cart go one at a time.
fn one_at_a_time() -> RunPolicy {
    RunPolicy { concurrency_key: Some("payload.cart_id".into()), ..RunPolicy::FREE }
}

/// The plan of the flow whose steps are each durable.
pub(crate) fn four() -> &'static Plan {
    &steps::PLAN
}

/// What a run is asked with.
pub(crate) fn payload() -> Value {
    json!({"cart_id": "c-1", "line_type": "RETAIL", "quantity": 2})
}

/// The data of a run before anything happened.
pub(crate) fn state(plan: &'static Plan, payload: &Value) -> Box<dyn FlowState> {
    Box::new(Data { plan, payload: payload.clone(), last: Value::Null })
}

/// The orchestration with all flows.
pub(crate) fn orchestration(procedures: Arc<Procedures>) -> Orchestration {
    Orchestration { spec: &SPEC, procedures: &[], flows: &FLOWS, dispatch: procedures }
}

/// The typed data of a run.
#[derive(Clone)]
struct Data {
    plan: &'static Plan,
    payload: Value,
    last: Value,
}

impl FlowState for Data {
    fn plan(&self) -> &'static Plan {
        self.plan
    }

    fn condition(&self, _: NodeIx) -> bool {
        true
    }

    fn record(&mut self, _: NodeIx, output: &Value) -> Result<(), Fault> {
        self.last = output.clone();
        Ok(())
    }

    fn input(&self, _: NodeIx) -> Result<Value, Unbound> {
        Ok(json!({"payload": self.payload, "before": self.last}))
    }

    fn compensation_input(&self, _: NodeIx) -> Result<Value, Unbound> {
        Ok(Value::Null)
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(self.clone())
    }
}

/// Procedures that answer at once, and remember when the first of them was called.
#[derive(Default)]
pub(crate) struct Procedures {
    pub(crate) first: OnceLock<Instant>,
    /// Calls that found nobody there.
    pub(crate) outages: AtomicUsize,
}

impl Dispatch for Procedures {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        self.first.get_or_init(Instant::now);
        match procedure {
            OUTAGE_CODE => {
                self.outages.fetch_add(1, Ordering::Relaxed);
                return Box::pin(ready(Err(Failure {
                    code: infrastructure::NETWORK_TIMEOUT.to_owned(),
                    message: "nobody is there".to_owned(),
                    kind: FailureKind::Infrastructure,
                })));
            }
            HOLD_CODE => return Box::pin(pending()),
            _ => {}
        }
        let output = match call {
            Call::Validate(_) => Value::Null,
            Call::Persist(_) | Call::External(_) => json!({"ok": true, "price": "129.90"}),
        };
        Box::pin(ready(Ok(output.into())))
    }
}

/// A chain of nodes in their boundaries.
fn plan(event: &'static str, shape: Shape, run: RunPolicy) -> Plan {
    let mut nodes: Vec<Node> = Vec::new();
    let mut boundaries: Vec<Boundary> = Vec::new();
    for (at, members) in (0_u32..).zip(shape) {
        let first = nodes.len();
        nodes.extend((first..).zip(*members).map(|(ix, id)| node(ix as u32, id, BoundaryIx(at))));
        boundaries.push(Boundary {
            name: members[0].into(),
            nodes: (first..nodes.len()).map(|ix| NodeIx(ix as u32)).collect(),
            after: at.checked_sub(1).map(BoundaryIx).into_iter().collect(),
            declared: true,
            isolation: Isolation::Serializable,
            timeout_ms: None,
        });
    }
    let wait_ms = if shape == OUTAGE { NEXT_ATTEMPT_MS } else { 1 };
    Plan {
        orchestration: CODE.into(),
        event: event.into(),
        sum: format!("sum of {event}").into(),
        nodes: nodes.into(),
        boundaries: boundaries.into(),
        retry: Retry {
            max_attempts: 3,
            backoff: Backoff::Exponential,
            base_delay_ms: wait_ms,
            max_delay_ms: 3 * wait_ms,
            jitter: Jitter::Equal,
        },
        compensation: CompensationPolicy {
            auto: true,
            timeout_ms: None,
            preserve_failed_state: true,
        },
        run,
    }
}

fn node(ix: u32, id: &'static str, boundary: BoundaryIx) -> Node {
    let (mode, effects) = match id {
        "CHECK" => (Mode::ValidateOnly, Effects::None),
        // It would hold the one writer.
        "HOLD" => (Mode::Persist, Effects::External),
        _ => (Mode::Persist, Effects::Transactional),
    };
    Node {
        id: id.into(),
        procedure: format!("HERA.BENCH.CART.{id}.LINE.v1").into(),
        mode,
        effects,
        after: ix.checked_sub(1).map(NodeIx).into_iter().collect(),
        boundary,
        conditional: false,
        compensation: None,
        errors: Vec::new().into(),
        timeout_ms: None,
    }
}
