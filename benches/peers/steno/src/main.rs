//! `hera-peer-steno PLACE AT_ONCE SECONDS`: the four-step flow on steno, with a store on SQLite.
//!
//! It leaves its log to its user: [`store`] is the obvious one, a durable transaction for each call.

mod store;

use std::sync::Arc;

use anyhow::anyhow;
use hera_load::{asked, measure};
use serde::{Deserialize, Serialize};
use slog::{Discard, Logger, o};
use steno::{
    Action, ActionContext, ActionError, ActionRegistry, DagBuilder, Node, SagaDag, SagaId,
    SagaName, SagaType, new_action_noop_undo,
};

/// The saga of a cart.
#[derive(Debug)]
struct Cart;

impl SagaType for Cart {
    type ExecContextType = ();
}

#[derive(Debug, Deserialize, Serialize)]
struct Payload {
    cart_id: String,
    line_type: String,
    quantity: u32,
}

#[derive(Debug, Deserialize, Serialize)]
struct Output {
    ok: bool,
    price: String,
}

async fn validate(ctx: ActionContext<Cart>) -> Result<Output, ActionError> {
    let payload = ctx.saga_params::<Payload>()?;
    Ok(Output { ok: payload.quantity > 0, price: "129.90".into() })
}

async fn reserve(ctx: ActionContext<Cart>) -> Result<Output, ActionError> {
    ctx.lookup("validate")
}

async fn persist(ctx: ActionContext<Cart>) -> Result<Output, ActionError> {
    ctx.lookup("reserve")
}

async fn reprice(ctx: ActionContext<Cart>) -> Result<Output, ActionError> {
    ctx.lookup("persist")
}

fn dag(actions: &[Arc<dyn Action<Cart>>]) -> anyhow::Result<SagaDag> {
    let mut builder = DagBuilder::new(SagaName::new("cart"));
    for (action, name) in actions.iter().zip(["validate", "reserve", "persist", "reprice"]) {
        builder.append(Node::action(name, name, action.as_ref()));
    }
    let payload = Payload { cart_id: "c-1".into(), line_type: "RETAIL".into(), quantity: 2 };
    Ok(SagaDag::new(builder.build()?, serde_json::to_value(payload)?))
}

fn main() -> anyhow::Result<()> {
    let (asked, runtime) = asked()?;
    runtime.block_on(async {
        let database = asked.file("steno.db");
        let store = Arc::new(store::Sqlite::open(&database)?);
        let coordinator = Arc::new(steno::sec(Logger::root(Discard, o!()), store));
        let actions: Vec<Arc<dyn Action<Cart>>> = vec![
            new_action_noop_undo("validate", validate),
            new_action_noop_undo("reserve", reserve),
            new_action_noop_undo("persist", persist),
            new_action_noop_undo("reprice", reprice),
        ];
        let mut registry = ActionRegistry::new();
        for action in &actions {
            registry.register(Arc::clone(action));
        }
        let (registry, actions) = (Arc::new(registry), Arc::new(actions));
        let run = move || {
            let coordinator = Arc::clone(&coordinator);
            let (registry, actions) = (Arc::clone(&registry), Arc::clone(&actions));
            async move {
                let (saga, dag) = (SagaId::new_v4(), Arc::new(dag(&actions)?));
                let ended = coordinator.saga_create(saga, Arc::new(()), dag, registry).await?;
                coordinator.saga_start(saga).await?;
                let result = ended.await;
                result.kind.map(drop).map_err(|failed| anyhow!("the saga failed: {failed:?}"))
            }
        };
        measure(&asked, Some(&database), run).await?;
        // Its coordinator would go on.
        std::process::exit(0)
    })
}
