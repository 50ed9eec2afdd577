//! `hera-peer-durare PLACE AT_ONCE SECONDS`: the four-step flow on durare, with SQLite.
//!
//! Its own way to connect sets `synchronous = NORMAL`, so that a power cut may take the last commits. Here
//! it is given a pool that is as its own one but for `FULL`.

use std::sync::Arc;
use std::time::Duration;

use durare::{DurableContext, DurableEngine, Result, SqliteProvider, WorkflowOptions};
use hera_load::{asked, measure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

const PAYLOAD: &str = r#"{"cart_id":"c-1","line_type":"RETAIL","quantity":2}"#;
/// As in its own pool.
const CONNECTIONS: u32 = 5;
/// Longer than its own, which fails runs under this load.
const BUSY: Duration = Duration::from_secs(30);

#[durare::step]
async fn act(ctx: &DurableContext, node: String, before: String) -> Result<String> {
    let output = serde_json::json!({"ok": true, "node": node, "before": before.len()});
    Ok(output.to_string())
}

#[durare::workflow]
async fn cart(ctx: DurableContext, payload: String) -> Result<String> {
    let valid = act(&ctx, "VALIDATE".into(), payload).await?;
    let reserved = act(&ctx, "RESERVE".into(), valid).await?;
    let persisted = act(&ctx, "PERSIST".into(), reserved).await?;
    act(&ctx, "REPRICE".into(), persisted).await
}

fn main() -> anyhow::Result<()> {
    let (asked, runtime) = asked()?;
    runtime.block_on(async {
        let database = asked.file("durare.db");
        let options = SqliteConnectOptions::new()
            .filename(&database)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY);
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS);
        let provider = SqliteProvider::from_pool(pool.connect_with(options).await?);
        let engine = Arc::new(DurableEngine::new(Arc::new(provider)).await?);
        let run = move || {
            let engine = Arc::clone(&engine);
            async move {
                let started = engine.start_with(Cart, PAYLOAD.into(), WorkflowOptions::default());
                started.await?.await?;
                Ok(())
            }
        };
        measure(&asked, Some(&database), run).await?;
        Ok(())
    })
}
