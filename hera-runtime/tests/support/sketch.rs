//! Flows written by hand, one node a line: `ID KIND` and any of `after A`, `in B`, `when`, `undo`
//! (in a transaction), `undo-outside`, `errors A B?` (`?`: retryable). Kinds: `check`, `write`, `call`.
//! A first line `key PATH` names the concurrency key, `key PATH release` one that a parked run gives up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use hera_core::plan::*;
use hera_core::{Fault, NodeIx};
use hera_runtime::Value;
use hera_runtime::context::Context;
use hera_runtime::flow::{
    Dispatch, FieldInfo, FlowDef, FlowState, Orchestration, Refusal, Spec, Unbound,
};
use hera_runtime::wire::Problem;
use serde_json::json;

pub const CODE: &str = "HERA.TEST.LAB.ORCH.SHAPES.v1";

const SPEC: Spec = Spec {
    kind: "graph_orchestration",
    name: CODE,
    smart_code: CODE,
    intent: "One flow of each shape.",
    file: "test/shapes.yml",
    sum: "0",
    canonical: "{}",
};

/// The orchestration, with its procedures done by `dispatch`.
pub fn orchestration(dispatch: Arc<dyn Dispatch>) -> Orchestration {
    Orchestration { spec: &SPEC, procedures: &[], flows: &FLOWS, dispatch }
}

/// The orchestration whose calls wait for the transaction of their boundary (`external_in_transaction`), for
/// stores that can.
pub fn inside(dispatch: Arc<dyn Dispatch>) -> Orchestration {
    Orchestration { spec: &SPEC, procedures: &[], flows: &INSIDE, dispatch }
}

macro_rules! flows {
    ($list:ident: $($module:ident: $event:literal = $sketch:literal;)*) => {
        $(mod $module {
            use super::*;
            static PLAN: LazyLock<Plan> = LazyLock::new(|| plan($event, $sketch));
            fn admit(_: &Context, payload: &Value) -> Result<Box<dyn FlowState>, Refusal> {
                super::admit(&PLAN, payload)
            }
            pub(super) static FLOW: LazyLock<FlowDef> = LazyLock::new(|| FlowDef {
                event: $event,
                triggers: &[],
                plan: &PLAN,
                fields: fields(&PLAN),
                permissions: &["lab.use"],
                conditions: &[],
                errors: &[],
                admit,
                draft: |_, _| Err(Refusal::default()),
            });
        })*
        static $list: LazyLock<Vec<&'static FlowDef>> =
            LazyLock::new(|| vec![$(&*$module::FLOW),*]);
    };
}

/// What a payload has to hold.
fn fields(plan: &Plan) -> &'static [FieldInfo] {
    const CART: FieldInfo =
        FieldInfo { name: "cart", ty: "string", origin: "payload", required: true };
    if plan.run.concurrency_key.is_some() { &[CART] } else { &[] }
}

/// The event of flows that are drawn: the payload's key [`DRAWN`] says which.
pub const DRAWN_EVENT: &str = "LAB.DRAWN.REQUESTED";
/// The key of a payload that names a flow that was drawn.
pub const DRAWN: &str = "drawn";

static DRAWN_PLANS: Mutex<Vec<&'static Plan>> = Mutex::new(Vec::new());

/// Makes a flow of a sketch, which a payload names by its number.
pub fn drawn(sketch: String) -> (usize, &'static FlowDef) {
    drawn_with(sketch, |_| {})
}

/// The same, with its plan changed.
pub fn drawn_with(sketch: String, change: impl FnOnce(&mut Plan)) -> (usize, &'static FlowDef) {
    let mut plans = DRAWN_PLANS.lock().unwrap();
    let mut plan = plan(DRAWN_EVENT, sketch.leak());
    change(&mut plan);
    let plan: &'static Plan = Box::leak(Box::new(plan));
    plans.push(plan);
    let flow = FlowDef {
        event: DRAWN_EVENT,
        triggers: &[],
        plan,
        fields: &[],
        permissions: &["lab.use"],
        conditions: &[],
        errors: &[],
        admit: |_, payload| {
            let number = payload[DRAWN].as_u64().and_then(|number| usize::try_from(number).ok());
            let plan = DRAWN_PLANS.lock().unwrap()[number.expect("the number of a flow")];
            Ok(state(plan, payload))
        },
        draft: |_, _| Err(Refusal::default()),
    };
    (plans.len() - 1, Box::leak(Box::new(flow)))
}

/// The orchestration of this flow alone.
pub fn alone(flow: &'static FlowDef, dispatch: Arc<dyn Dispatch>) -> Orchestration {
    Orchestration { spec: &SPEC, procedures: &[], flows: Box::leak(Box::new([flow])), dispatch }
}

/// The same under another code.
pub fn named(
    code: &'static str,
    flow: &'static FlowDef,
    dispatch: Arc<dyn Dispatch>,
) -> Orchestration {
    let spec = Box::leak(Box::new(Spec { name: code, smart_code: code, ..SPEC }));
    Orchestration { spec, ..alone(flow, dispatch) }
}

/// The data of a run before anything happened.
pub fn state(plan: &'static Plan, payload: &Value) -> Box<dyn FlowState> {
    Box::new(Data { plan, payload: payload.clone(), outputs: BTreeMap::new() })
}

flows! {
    INSIDE:
    sent: "LAB.SENT.REQUESTED" = "
        WRITE write in one undo
        SEND call after WRITE in one undo-outside errors NO
        LAST write after SEND in one errors LATE";
}

flows! {
    FLOWS:
    add: "LAB.LINE_ADD.REQUESTED" = "
        VALIDATE check
        RESERVE call after VALIDATE in add_txn when undo-outside errors OUT_OF_STOCK
        PERSIST write after RESERVE in add_txn undo errors CLOSED BUSY?
        REPRICE write after PERSIST errors NO_PRICE";
    two: "LAB.TWO.REQUESTED" = "
        CHECK check
        FIRST write after CHECK undo
        SECOND write after FIRST errors NO";
    look: "LAB.LOOK.REQUESTED" = "
        SEE check errors NO
        SEE_MORE check after SEE";
    pivot: "LAB.PIVOT.REQUESTED" = "
        PAY write
        SHIP write after PAY errors NO";
    chain: "LAB.CHAIN.REQUESTED" = "
        MAKE write undo
        SEND call after MAKE undo-outside errors NO
        NOTE write after SEND errors NO";
    apart: "LAB.APART.REQUESTED" = "
        ONE write undo errors NO
        CHECK check
        OTHER write after CHECK undo errors NO";
    fork: "LAB.FORK.REQUESTED" = "
        START check
        LEFT write after START undo
        RIGHT call after START undo-outside
        JOIN write after LEFT RIGHT errors NO";
    keyed: "LAB.KEYED.REQUESTED" = "
        key payload.cart
        FIRST write undo
        SECOND call after FIRST undo-outside
        THIRD write after SECOND errors NO";
    released: "LAB.RELEASED.REQUESTED" = "
        key payload.cart release
        PAY write
        SEND call after PAY undo-outside
        SHIP write after SEND errors NO";
    relay: "LAB.RELAY.REQUESTED" = "
        ASK call in relay_txn undo-outside errors NO
        TELL call after ASK in relay_txn undo-outside errors NO
        NOTE write after TELL in relay_txn errors FULL";
    mixed: "LAB.MIXED.REQUESTED" = "
        WRITE write in both undo
        READ check after WRITE in both";
}

fn admit(plan: &'static Plan, payload: &Value) -> Result<Box<dyn FlowState>, Refusal> {
    if payload.get("wrong").is_some() {
        let message = "is no field of this payload".to_owned();
        return Err(vec![Problem { field: "wrong".to_owned(), message }].into());
    }
    Ok(state(plan, payload))
}

/// The typed data of a run; in the tests it is a table.
#[derive(Clone)]
struct Data {
    plan: &'static Plan,
    payload: Value,
    outputs: BTreeMap<NodeIx, Value>,
}

impl Data {
    /// Not where the payload says that a result of this call does not: `"unfit": "undo A"`.
    fn fits(&self, call: &str) -> Result<(), Unbound> {
        match self.payload.get("unfit").and_then(Value::as_str) == Some(call) {
            true => Err(Unbound::Unfit { input: "cents".to_owned() }),
            false => Ok(()),
        }
    }
}

impl FlowState for Data {
    fn plan(&self) -> &'static Plan {
        self.plan
    }

    fn condition(&self, node: NodeIx) -> bool {
        self.payload.get(&*self.plan.node(node).id) != Some(&Value::Bool(false))
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        self.outputs.insert(node, output.clone());
        Ok(())
    }

    fn input(&self, node: NodeIx) -> Result<Value, Unbound> {
        self.fits(&self.plan.node(node).id)?;
        let before = self.plan.node(node).after.iter();
        let outputs: Vec<&Value> = before.filter_map(|node| self.outputs.get(node)).collect();
        // A field that is called like a node is read by that node alone.
        let mut payload = self.payload.clone();
        if let Some(fields) = payload.as_object_mut() {
            fields.retain(|name, _| self.plan.find(name).is_none_or(|named| named == node));
        }
        Ok(json!({"payload": payload, "before": outputs}))
    }

    fn compensation_input(&self, node: NodeIx) -> Result<Value, Unbound> {
        self.fits(&format!("undo {}", self.plan.node(node).id))?;
        Ok(json!({"output": self.outputs.get(&node)}))
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(self.clone())
    }
}

/// The plan of a sketch: three attempts, short delays, automatic compensation.
pub fn plan(event: &'static str, sketch: &'static str) -> Plan {
    let mut lines: Vec<Vec<&str>> = sketch
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<&str>>())
        .filter(|words| !words.is_empty())
        .collect();
    let key = lines.extract_if(..1, |words| words[0] == "key").next().unwrap_or_default();
    let ix = |id: &str| {
        let at = lines.iter().position(|words| words[0] == id).expect("a node of the sketch");
        NodeIx(u32::try_from(at).unwrap())
    };
    let mut names: Vec<&str> = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    for words in &lines {
        let (mut node, boundary) = node(words, &ix);
        let at = names.iter().position(|name| *name == boundary).unwrap_or_else(|| {
            names.push(boundary);
            names.len() - 1
        });
        node.boundary = BoundaryIx(u32::try_from(at).unwrap());
        nodes.push(node);
    }
    let boundary = |at: usize, name: &str| {
        let own = BoundaryIx(u32::try_from(at).unwrap());
        let members: Vec<NodeIx> = lines
            .iter()
            .map(|words| ix(words[0]))
            .filter(|n| nodes[n.0 as usize].boundary == own)
            .collect();
        let before: BTreeSet<BoundaryIx> = members
            .iter()
            .flat_map(|member| nodes[member.0 as usize].after.iter())
            .map(|before| nodes[before.0 as usize].boundary)
            .filter(|before| *before != own)
            .collect();
        Boundary {
            name: name.to_owned().into(),
            nodes: members.into(),
            after: before.into_iter().collect(),
            declared: true,
            isolation: Isolation::Serializable,
            timeout_ms: None,
        }
    };
    let boundaries: Vec<Boundary> =
        names.iter().enumerate().map(|(at, name)| boundary(at, name)).collect();
    Plan {
        orchestration: CODE.into(),
        event: event.into(),
        sum: format!("sum of {event}").into(),
        nodes: nodes.into(),
        boundaries: boundaries.into(),
        retry: Retry {
            max_attempts: 3,
            backoff: Backoff::Exponential,
            base_delay_ms: 1,
            max_delay_ms: 3,
            jitter: Jitter::Equal,
        },
        compensation: CompensationPolicy {
            auto: true,
            timeout_ms: Some(200),
            preserve_failed_state: true,
        },
        run: RunPolicy {
            concurrency_key: key.get(1).copied().map(Into::into),
            releases_parked: key.get(2) == Some(&"release"),
            ..RunPolicy::FREE
        },
    }
}

fn node<'a>(words: &[&'a str], ix: &dyn Fn(&str) -> NodeIx) -> (Node, &'a str) {
    let id = words[0];
    let (mode, effects) = match words[1] {
        "check" => (Mode::ValidateOnly, Effects::None),
        "write" => (Mode::Persist, Effects::Transactional),
        "call" => (Mode::Persist, Effects::External),
        kind => panic!("no such kind: {kind}"),
    };
    let mut node = Node {
        id: id.to_owned().into(),
        procedure: format!("HERA.TEST.LAB.{id}.v1").into(),
        mode,
        effects,
        after: Vec::new().into(),
        boundary: BoundaryIx(0),
        conditional: false,
        compensation: None,
        errors: Vec::new().into(),
        timeout_ms: Some(200),
    };
    let mut boundary = id;
    let mut list = "";
    for word in &words[2..] {
        match *word {
            "after" | "in" | "errors" => list = word,
            "when" => node.conditional = true,
            "undo" => node.compensation = Some(inverse(id, Effects::Transactional)),
            "undo-outside" => node.compensation = Some(inverse(id, Effects::External)),
            word if list == "after" => node.after.to_mut().push(ix(word)),
            word if list == "in" => boundary = word,
            word => {
                let code = word.trim_end_matches('?').to_owned();
                let retryable = code.len() < word.len();
                node.errors.to_mut().push(DeclaredError { code: code.into(), retryable });
            }
        }
    }
    (node, boundary)
}

fn inverse(id: &str, effects: Effects) -> Compensation {
    Compensation {
        procedure: format!("HERA.TEST.LAB.UNDO_{id}.v1").into(),
        effects,
        needs_output: false,
        errors: vec![DeclaredError { code: "STUCK".into(), retryable: false }].into(),
    }
}
