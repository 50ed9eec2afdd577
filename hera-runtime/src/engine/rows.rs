//! Rows outside of runs: for seeds, registries and reports.

use std::sync::Arc;

use hera_core::plan::Isolation;

use super::Engine;
use crate::context::{Context, Facts, StoreError, Transaction, View};
use crate::ports::Scope;

/// The node in whose name rows are written outside of runs.
const NO_NODE: &str = "";

impl Engine {
    /// Reads an organisation's rows in a snapshot.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn view(&self, scope: Scope) -> Result<View, StoreError> {
        let reads = self.store().view(scope).await?;
        Ok(View::new(self.facts(scope), reads))
    }

    /// Opens a transaction outside of any run. Dropping it takes its writes back.
    ///
    /// # Errors
    /// When the store fails or is busy.
    pub async fn begin(&self, scope: Scope) -> Result<Transaction, StoreError> {
        let session = self.store().begin(scope, Isolation::Serializable).await?;
        Ok(Transaction::new(self.facts(scope), session))
    }

    /// Commits a transaction that [`Engine::begin`] opened.
    ///
    /// # Errors
    /// When the store fails: it is rolled back then.
    pub async fn commit(&self, transaction: Transaction) -> Result<(), StoreError> {
        transaction.session().commit(None).await
    }

    fn facts(&self, scope: Scope) -> Facts {
        let world = &self.shared.world;
        let key = world.ids.fresh().to_string();
        let now = world.clock.now();
        let context = Context {
            organization_id: scope.organization_id,
            actor_id: scope.actor_id,
            correlation_id: key.clone(),
            idempotency_key: key.clone(),
            started_at: now,
        };
        Facts {
            context: Arc::new(context),
            node: Arc::from(NO_NODE),
            key,
            undoes: None,
            now,
            ids: Arc::clone(&world.ids),
        }
    }
}
