//! `hera-peer-duroxide PLACE AT_ONCE SECONDS`: the four-step flow on duroxide, with SQLite.
//!
//! Its provider asks for `synchronous = WAL`, which is no value and reads back as NORMAL: no commit waits
//! for the disk, and that cannot be set from outside. So it is measured with less than the others give.
//! Its database is often locked, and a caller has to start again then.
//! The settings are the best that were found for it: it polls each millisecond, with one worker of each
//! kind, since more of them hold each other up at its database.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{bail, ensure};
use duroxide::providers::sqlite::SqliteProvider;
use duroxide::runtime::registry::ActivityRegistry;
use duroxide::runtime::{Runtime, RuntimeOptions};
use duroxide::{
    ActivityContext, Client, OrchestrationContext, OrchestrationRegistry, OrchestrationStatus,
};
use hera_load::{asked, measure};
use serde_json::json;

const PAYLOAD: &str = r#"{"cart_id":"c-1","line_type":"RETAIL","quantity":2}"#;
const POLL: Duration = Duration::from_millis(1);
const LONGEST_RUN: Duration = Duration::from_secs(60);

async fn act(_: ActivityContext, before: String) -> Result<String, String> {
    Ok(json!({"ok": true, "price": "129.90", "before": before.len()}).to_string())
}

async fn cart(ctx: OrchestrationContext, payload: String) -> Result<String, String> {
    let valid = ctx.schedule_activity("validate", payload).await?;
    let reserved = ctx.schedule_activity("reserve", valid).await?;
    let persisted = ctx.schedule_activity("persist", reserved).await?;
    ctx.schedule_activity("reprice", persisted).await
}

fn main() -> anyhow::Result<()> {
    let (asked, runtime) = asked()?;
    runtime.block_on(async {
        let database = asked.file("duroxide.db");
        File::create(&database)?;
        let url = format!("sqlite:{}", database.display());
        let store = Arc::new(SqliteProvider::new(&url, None).await?);
        let activities = ActivityRegistry::builder()
            .register("validate", act)
            .register("reserve", act)
            .register("persist", act)
            .register("reprice", act)
            .build();
        let orchestrations = OrchestrationRegistry::builder().register("cart", cart).build();
        let options = RuntimeOptions {
            dispatcher_min_poll_interval: POLL,
            orchestration_concurrency: 1,
            worker_concurrency: 1,
            ..RuntimeOptions::default()
        };
        let _workers =
            Runtime::start_with_options(store.clone(), activities, orchestrations, options).await;
        let client = Arc::new(Client::new(store));
        let begun = Arc::new(AtomicUsize::new(0));
        let run = move || {
            let (client, begun) = (Arc::clone(&client), Arc::clone(&begun));
            async move {
                let run = format!("run-{}", begun.fetch_add(1, Ordering::Relaxed));
                while let Err(error) = client.start_orchestration(&run, "cart", PAYLOAD).await {
                    ensure!(error.is_retryable(), "{error}");
                    tokio::time::sleep(POLL).await;
                }
                match client.wait_for_orchestration(&run, LONGEST_RUN).await? {
                    OrchestrationStatus::Completed { .. } => Ok(()),
                    other => bail!("the run did not complete: {other:?}"),
                }
            }
        };
        measure(&asked, Some(&database), run).await?;
        // Its workers would go on.
        std::process::exit(0)
    })
}
