//! `hera-peer-dbos URL AT_ONCE SECONDS`: the four-step flow on dbos (Rust), with PostgreSQL.
//!
//! Its settings are its own: ten connections, of which more did not help.

use std::sync::Arc;

use dbos::{Config, DBOS, step};
use hera_load::{asked, measure};
use serde_json::{Value, json};

async fn act(node: &'static str, before: usize) -> dbos::Result<Value> {
    Ok(json!({"ok": true, "node": node, "before": before}))
}

async fn cart(payload: Value) -> dbos::Result<Value> {
    let size = payload.to_string().len();
    let valid = step("validate", || act("VALIDATE", size)).await?;
    let size = valid.to_string().len();
    let reserved = step("reserve", || act("RESERVE", size)).await?;
    let size = reserved.to_string().len();
    let persisted = step("persist", || act("PERSIST", size)).await?;
    let size = persisted.to_string().len();
    step("reprice", || act("REPRICE", size)).await
}

fn main() -> anyhow::Result<()> {
    let (asked, runtime) = asked()?;
    runtime.block_on(async {
        let config = Config { app_version: Some("1".into()), ..Config::new("bench", &asked.place) };
        let dbos = DBOS::new(config);
        let cart = Arc::new(dbos.register_workflow("cart", cart)?);
        dbos.launch().await?;
        let run = move || {
            let cart = Arc::clone(&cart);
            async move {
                cart.run(json!({"cart_id": "c-1", "line_type": "RETAIL", "quantity": 2})).await?;
                Ok(())
            }
        };
        measure(&asked, None, run).await?;
        dbos.shutdown().await;
        Ok(())
    })
}
