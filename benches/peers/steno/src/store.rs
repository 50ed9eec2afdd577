//! A log for steno on SQLite: each call is a transaction, durable before it returns.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use async_trait::async_trait;
use rusqlite::{Connection, Params};
use steno::{SagaCachedState, SagaCreateParams, SagaId, SagaNodeEvent, SecStore};

/// The log.
#[derive(Debug)]
pub(crate) struct Sqlite(Arc<Mutex<Connection>>);

impl Sqlite {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Sqlite> {
        let database = Connection::open(path)?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.execute_batch(
            "CREATE TABLE saga(id TEXT PRIMARY KEY, name TEXT, dag TEXT, state TEXT);
             CREATE TABLE event(id INTEGER PRIMARY KEY, saga TEXT, event TEXT);",
        )?;
        Ok(Sqlite(Arc::new(Mutex::new(database))))
    }

    /// One statement, on a thread that may wait for the disk.
    async fn execute(
        &self,
        statement: &'static str,
        values: impl Params + Send + 'static,
    ) -> anyhow::Result<()> {
        let database = Arc::clone(&self.0);
        let executed = tokio::task::spawn_blocking(move || {
            let database = database.lock().unwrap_or_else(PoisonError::into_inner);
            database.prepare_cached(statement)?.execute(values)
        });
        executed.await?.context("a statement of the log")?;
        Ok(())
    }
}

#[async_trait]
impl SecStore for Sqlite {
    async fn saga_create(&self, saga: SagaCreateParams) -> Result<(), anyhow::Error> {
        let SagaCreateParams { id, name, dag, state } = saga;
        let values = (id.to_string(), name.to_string(), dag.to_string(), state.to_string());
        self.execute("INSERT INTO saga VALUES(?1, ?2, ?3, ?4)", values).await
    }

    async fn record_event(&self, event: SagaNodeEvent) {
        let text = serde_json::to_string(&event).expect("an event is plain data");
        let values = (event.saga_id.to_string(), text);
        let recorded = self.execute("INSERT INTO event(saga, event) VALUES(?1, ?2)", values).await;
        recorded.expect("steno takes no error here");
    }

    async fn saga_update(&self, saga: SagaId, state: SagaCachedState) {
        let values = (state.to_string(), saga.to_string());
        let updated = self.execute("UPDATE saga SET state = ?1 WHERE id = ?2", values).await;
        updated.expect("steno takes no error here");
    }
}
