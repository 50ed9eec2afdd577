//! What the cases share: a condition with its words, an organisation of their own.

use std::sync::Arc;

use uuid::Uuid;

use super::Database;
use crate::context::StoreError;
use crate::engine::Engine;
use crate::ports::{Organization, Scope, Store};

/// Ends a case with what was seen, unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}
pub(super) use ensure;

/// The smart code of the suite's rows.
pub(super) const CODE: &str = "HERA.TEST.STORE.ROW.ANY.v1";

pub(super) fn said(error: StoreError) -> String {
    format!("the store failed: {error}")
}

/// A store with an organisation that nobody else uses.
pub(super) struct Place {
    pub(super) store: Arc<dyn Store>,
    pub(super) engine: Engine,
    pub(super) scope: Scope,
}

impl Place {
    pub(super) async fn new(database: &dyn Database) -> Result<Place, String> {
        let store = database.open().await.map_err(said)?;
        let engine = Engine::builder(Arc::clone(&store)).build();
        let engine = engine.map_err(|error| error.to_string())?;
        let scope = organization(&*store).await?;
        Ok(Place { store, engine, scope })
    }
}

/// A new organisation, and somebody who acts for it.
pub(super) async fn organization(store: &dyn Store) -> Result<Scope, String> {
    let (id, actor_id) = (Uuid::now_v7(), Uuid::now_v7());
    let organization = Organization { id, name: "conformance".to_owned(), code: id.to_string() };
    let new = store.create_organization(&organization, actor_id).await.map_err(said)?;
    ensure!(new, "a new organisation was there already");
    Ok(Scope { organization_id: id, actor_id })
}
