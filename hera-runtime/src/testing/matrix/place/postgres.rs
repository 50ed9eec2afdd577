//! Places of the tests' own PostgreSQL server.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use hera_core::plan::Isolation;
use tokio_postgres::NoTls;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::{Place, Places};
use crate::context::{Entity, Row, StoreError};
use crate::engine::PLATFORM;
use crate::ports::{Scope, Session, Store, StoreFuture};
use crate::stores::postgres::{PostgresStore, Settings};
use crate::testing::pooler::Pooler;
use crate::testing::server::{PostgresServer, ServerError};

/// Longer than any case takes: a lease ends when the kit ends it.
const LEASE: Duration = Duration::from_secs(600);
/// Transactions that one process of a case may have open.
const CONNECTIONS: usize = 4;

/// Cases that wait for the server at once.
const AT_ONCE: usize = 8;

/// Tables of the tests' own server ([`PostgresServer::shared`]).
#[derive(Debug)]
pub struct Postgres {
    name: String,
    /// The address of the tables that all cases share, if they do.
    shared: Option<OnceLock<Result<String, ServerError>>>,
    /// Between the cases and the server.
    pooler: OnceLock<Result<Pooler, ServerError>>,
    /// How many cases had tables of their own.
    count: AtomicUsize,
}

impl Postgres {
    /// All cases share the same tables, each with an organisation of its own: for subjects that create
    /// one in each case, as [`Made`](crate::testing::matrix::Made) does. `name` is that of a test:
    /// lower-case letters, digits and `_`.
    #[must_use]
    pub fn shared(name: &str) -> Postgres {
        let shared = Some(OnceLock::new());
        let (pooler, count) = (OnceLock::new(), AtomicUsize::new(0));
        Postgres { name: name.to_owned(), shared, pooler, count }
    }

    /// Each case has tables of its own, which takes a moment to create.
    #[must_use]
    pub fn fresh(name: &str) -> Postgres {
        Postgres { shared: None, ..Postgres::shared(name) }
    }

    /// The address of a place of the server, with its own tables.
    fn make(&self, name: &str) -> Result<String, ServerError> {
        let server = PostgresServer::shared()?;
        let url = server.place(name)?;
        let start = || Pooler::start(server.folder()).map_err(ServerError::from);
        let pooler = self.pooler.get_or_init(start).as_ref().map_err(Clone::clone)?;
        Ok(pooler.through(&url))
    }
}

impl Places for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn spreads(&self) -> bool {
        true
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn place(&self) -> StoreFuture<'_, Arc<dyn Place>> {
        Box::pin(async {
            let url = match &self.shared {
                Some(url) => url.get_or_init(|| self.make(&self.name)).clone(),
                None => {
                    let count = self.count.fetch_add(1, Ordering::SeqCst);
                    self.make(&format!("{}_{count}", self.name))
                }
            };
            let url = url.map_err(|error| StoreError::Unavailable { what: error.to_string() })?;
            Ok(Arc::new(Tables { url, names: Mutex::default() }) as Arc<dyn Place>)
        })
    }

    fn at<'a>(&'a self, address: &'a str) -> StoreFuture<'a, Arc<dyn Place>> {
        let tables = Tables { url: address.to_owned(), names: Mutex::default() };
        Box::pin(std::future::ready(Ok(Arc::new(tables) as Arc<dyn Place>)))
    }
}

struct Tables {
    url: String,
    /// What the server calls the connections of each owner.
    names: Mutex<BTreeMap<Uuid, String>>,
}

impl Tables {
    async fn store(&self) -> Result<PostgresStore, StoreError> {
        let settings = Settings { connections: CONNECTIONS, lease: LEASE, ..Settings::default() };
        let name = format!("matrix {}", Uuid::new_v4().simple());
        let url = format!("{}&application_name={}", self.url, name.replace(' ', "%20"));
        let store = PostgresStore::open(&url, settings).await?;
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(store.owner(), name);
        Ok(store)
    }

    fn name(&self, owner: Uuid) -> String {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.get(&owner).cloned().unwrap_or_default()
    }
}

impl Place for Tables {
    fn address(&self) -> Option<String> {
        Some(self.url.clone())
    }

    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        Box::pin(async { Ok(Arc::new(self.store().await?) as Arc<dyn Store>) })
    }

    fn end_transactions(&self, owner: Uuid) -> StoreFuture<'_, ()> {
        let end = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity \
            WHERE application_name = $1 AND state = 'idle in transaction'";
        Box::pin(async move {
            let said =
                |error: tokio_postgres::Error| StoreError::Unavailable { what: error.to_string() };
            let (client, connection) =
                tokio_postgres::connect(&self.url, NoTls).await.map_err(said)?;
            let connection = tokio::spawn(connection);
            let ended = client.query_typed(end, &[(&self.name(owner), Type::TEXT)]).await;
            connection.abort();
            ended.map(drop).map_err(said)
        })
    }

    fn end_lease<'a>(&'a self, through: &'a dyn Store, owner: Uuid) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            // The row of a worker is one of the platform's. Who never held a lease has none.
            let scope = Scope { organization_id: PLATFORM, actor_id: PLATFORM };
            let session: Arc<dyn Session> = through.begin(scope, Isolation::ReadCommitted).await?;
            match session.remove(Entity::TABLE, owner).await {
                Ok(()) => session.commit(None).await,
                Err(StoreError::NotFound { .. }) => {
                    session.rollback();
                    Ok(())
                }
                Err(error) => Err(error),
            }
        })
    }
}
