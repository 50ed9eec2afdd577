//! A shop with two flows, as generated code would hand it over: typed payloads, plans, specs.

use std::sync::{Arc, LazyLock};

use hera_core::{Fault, NodeIx, Plan};
use hera_runtime::cli::Service;
use hera_runtime::flow::{
    Admission, Draft, FieldInfo, FlowDef, FlowState, Orchestration, Refusal, Spec, Trigger, Unbound,
};
use hera_runtime::wire::{self, Fields, FirstError, Wire};
use hera_runtime::{Decimal, Uuid, Value};
use hmac_sha256::Hash;
use serde_json::json;

use crate::support::lab::Lab;
use crate::support::{ACTOR, SALON, sketch};

pub(crate) const CODE: &str = "HERA.TEST.SHOP.ORCH.LINES.v1";
pub(crate) const ADD: &str = "SHOP.LINE_ADD.REQUESTED";
pub(crate) const DROP: &str = "SHOP.LINE_DROP.REQUESTED";

static ADD_PLAN: LazyLock<Plan> = LazyLock::new(|| Plan {
    orchestration: CODE.into(),
    ..sketch::plan(
        ADD,
        "CHECK check
         RESERVE call after CHECK in add_txn when undo-outside errors OUT_OF_STOCK
         PERSIST write after RESERVE in add_txn undo errors CLOSED
         PRICE write after PERSIST",
    )
});

static DROP_PLAN: LazyLock<Plan> = LazyLock::new(|| Plan {
    orchestration: CODE.into(),
    ..sketch::plan(DROP, "TAKE write errors GONE\n NOTE write after TAKE errors FULL")
});

const fn field(
    name: &'static str,
    ty: &'static str,
    origin: &'static str,
    required: bool,
) -> FieldInfo {
    FieldInfo { name, ty, origin, required }
}

const ADD_FIELDS: &[FieldInfo] = &[
    field("cart_id", "uuid", "path", true),
    field("kind", "enum[SERVICE, RETAIL]", "payload", true),
    field("quantity", "decimal", "payload", true),
    field("shelf", "string", "payload", false),
];
const DROP_FIELDS: &[FieldInfo] =
    &[field("cart_id", "uuid", "path", true), field("line_id", "uuid", "path", true)];

static ADD_FLOW: LazyLock<FlowDef> = LazyLock::new(|| FlowDef {
    event: ADD,
    triggers: &[Trigger { method: "POST", path: "/carts/:id/lines" }],
    plan: &ADD_PLAN,
    fields: ADD_FIELDS,
    permissions: &["shop.sell"],
    conditions: &[("RESERVE", "$.payload.kind == 'RETAIL'")],
    errors: &[],
    admit: |_, payload| admit(read_add(payload)?),
    draft: |_, payload| draft(read_add(payload)?),
});

static DROP_FLOW: LazyLock<FlowDef> = LazyLock::new(|| FlowDef {
    event: DROP,
    triggers: &[Trigger { method: "DELETE", path: "/carts/:id/lines/:lineId" }],
    plan: &DROP_PLAN,
    fields: DROP_FIELDS,
    permissions: &[],
    conditions: &[],
    errors: &[],
    admit: |_, payload| admit(read_drop(payload)?),
    draft: |_, payload| draft(read_drop(payload)?),
});

static FLOWS: LazyLock<[&'static FlowDef; 2]> = LazyLock::new(|| [&*ADD_FLOW, &*DROP_FLOW]);

type Read = (Line, Vec<String>);

fn read_add(payload: &Value) -> Result<Read, Refusal> {
    let mut fields = Refusal::fields(payload)?;
    let cart: Option<Uuid> = fields.optional("cart_id");
    let kind: Option<Kind> = fields.optional("kind");
    let quantity: Option<Decimal> = fields.optional("quantity");
    let shelf: Option<String> = fields.optional("shelf");
    let retail = kind.is_some_and(|kind| kind.0);
    miss(&mut fields, "cart_id", cart.is_none());
    miss(&mut fields, "kind", kind.is_none());
    miss(&mut fields, "quantity", quantity.is_none());
    // An input of RESERVE alone.
    miss(&mut fields, "shelf", retail && shelf.is_none());
    let missing = fields.finish(&["cart_id", "kind", "quantity", "shelf"])?;
    Ok((Line { plan: &ADD_PLAN, payload: payload.clone(), retail }, missing))
}

fn read_drop(payload: &Value) -> Result<Read, Refusal> {
    let mut fields = Refusal::fields(payload)?;
    let (cart, line): (Option<Uuid>, Option<Uuid>) =
        (fields.optional("cart_id"), fields.optional("line_id"));
    miss(&mut fields, "cart_id", cart.is_none());
    miss(&mut fields, "line_id", line.is_none());
    let missing = fields.finish(&["cart_id", "line_id"])?;
    Ok((Line { plan: &DROP_PLAN, payload: payload.clone(), retail: false }, missing))
}

fn miss(fields: &mut Fields<'_>, name: &str, missing: bool) {
    if missing {
        fields.miss(name);
    }
}

fn admit((line, missing): Read) -> Admission {
    Refusal::unless_complete(&missing)?;
    Ok(Box::new(line))
}

fn draft((line, missing): Read) -> Draft {
    Ok((Box::new(line), missing))
}

/// Whether it is RETAIL.
#[derive(Clone, Copy)]
struct Kind(bool);

impl Wire for Kind {
    fn encode(&self) -> Value {
        json!(if self.0 { "RETAIL" } else { "SERVICE" })
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Kind> {
        wire::place(value, &["SERVICE", "RETAIL"], first).map(|place| Kind(place == 1))
    }

    fn blank() -> Kind {
        Kind(false)
    }
}

#[derive(Clone)]
struct Line {
    plan: &'static Plan,
    payload: Value,
    retail: bool,
}

impl FlowState for Line {
    fn plan(&self) -> &'static Plan {
        self.plan
    }

    fn condition(&self, _: NodeIx) -> bool {
        self.retail
    }

    fn record(&mut self, _: NodeIx, _: &Value) -> Result<(), Fault> {
        Ok(())
    }

    fn input(&self, _: NodeIx) -> Result<Value, Unbound> {
        Ok(self.payload.clone())
    }

    fn compensation_input(&self, _: NodeIx) -> Result<Value, Unbound> {
        Ok(self.payload.clone())
    }

    fn boxed_clone(&self) -> Box<dyn FlowState> {
        Box::new(self.clone())
    }
}

fn spec(kind: &'static str, code: &'static str, file: &'static str, tree: &Value) -> &'static Spec {
    let canonical: &'static str = tree.to_string().leak();
    let sum: String =
        Hash::hash(canonical.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let intent = tree["intent"].as_str().unwrap_or_default().to_owned();
    Box::leak(Box::new(Spec {
        kind,
        name: code,
        smart_code: code,
        intent: intent.leak(),
        file,
        sum: sum.leak(),
        canonical,
    }))
}

/// The text of the procedure that writes a line.
pub(crate) fn persist() -> Value {
    json!({
        "smart_code": "HERA.TEST.LAB.PERSIST.v1",
        "intent": "Write the line, with its price.",
        "errors": [{"code": "CLOSED", "when": "the cart is closed"}],
        "outputs": {"response": {"id": "uuid"}},
        "example_payload": {
            "cart_id": "b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11", "kind": "RETAIL", "quantity": 2,
        },
    })
}

/// The shop with these words for its procedure, and a spec that it has no procedures for.
pub(crate) fn shop_with(lab: &Arc<Lab>, persist: &Value) -> Service {
    let lines = json!({
        "smart_code": CODE,
        "intent": "Add and drop the lines of a cart.",
        "triggers": [{"on": "API.POST./carts/:id/lines", "emit": ADD}],
        "graph": {"nodes": [{"id": "CHECK"}, {"id": "RESERVE"}]},
    });
    let returns = json!({
        "smart_code": "HERA.TEST.SHOP.ORCH.RETURNS.v1",
        "intent": "Take goods back.",
        "triggers": [{"on": "API.POST./returns", "emit": "SHOP.RETURN.REQUESTED"}],
    });
    let lines = spec("graph_orchestration", CODE, "shop/lines.yml", &lines);
    let returns =
        spec("graph_orchestration", "HERA.TEST.SHOP.ORCH.RETURNS.v1", "shop/returns.yml", &returns);
    let persist = spec("procedure", "HERA.TEST.LAB.PERSIST.v1", "shop/persist.yml", persist);
    let orchestration = Orchestration {
        spec: lines,
        procedures: vec![persist].leak(),
        flows: &*FLOWS,
        dispatch: lab.clone(),
    };
    Service::new("shop", vec![lines, returns, persist].leak())
        .orchestration(orchestration)
        .organization(SALON)
        .actor(ACTOR)
}

/// The shop.
pub(crate) fn shop(lab: &Arc<Lab>) -> Service {
    shop_with(lab, &persist())
}

/// A payload of [`DROP`].
pub(crate) fn drop() -> Value {
    json!({"cart_id": Uuid::from_u128(1).to_string(), "line_id": Uuid::from_u128(2).to_string()})
}

/// A payload that ADD admits.
pub(crate) fn add() -> Value {
    json!({
        "cart_id": "b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11", "kind": "RETAIL", "quantity": "2",
        "shelf": "A1",
    })
}
