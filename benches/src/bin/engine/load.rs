//! The engine on a store, and who asks it.

use std::path::Path;
use std::sync::Arc;

use anyhow::ensure;
use hera_core::Status;
use hera_load::Asked;
use hera_runtime::Uuid;
use hera_runtime::engine::{Engine, EngineBuilder, PLATFORM, Request};
use hera_runtime::ports::Organization;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;

use crate::flow::{self, Procedures};

/// The database in a folder.
pub(crate) const DATABASE: &str = "hera.db";

const SALON: Uuid = Uuid::from_u128(0x5a10);
const ACTOR: Uuid = Uuid::from_u128(0xac7);

/// An engine on a place: the database of a folder, or one on a PostgreSQL server.
pub(crate) async fn engine(
    place: &str,
    procedures: Arc<Procedures>,
    configure: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> anyhow::Result<Engine> {
    let builder = match is_server(place) {
        true => Engine::builder(PostgresStore::open(place, Settings::default()).await?),
        false => Engine::builder(SqliteStore::open(Path::new(place).join(DATABASE))?),
    };
    let engine = configure(builder.orchestration(flow::orchestration(procedures))).build()?;
    for (id, name) in [(PLATFORM, "platform"), (SALON, "salon")] {
        let organization = Organization { id, name: name.to_owned(), code: name.to_uppercase() };
        engine.create_organization(&organization, ACTOR).await?;
    }
    Ok(engine)
}

/// Whether a place is a server.
pub(crate) fn is_server(place: &str) -> bool {
    place.starts_with("postgres:")
}

/// A request for a run of the flow.
pub(crate) fn request(event: &str) -> Request {
    Request::new(flow::CODE, flow::payload(), SALON, ACTOR).event(event)
}

/// Asks for a run, and waits for its end.
pub(crate) async fn complete(engine: Engine, event: &'static str) -> anyhow::Result<()> {
    let outcome = engine.execute(request(event)).await?;
    ensure!(outcome.status == Status::Completed, "{:?}", outcome.error);
    Ok(())
}

/// Measures a flow, and prints what it gave.
pub(crate) async fn measure(event: &'static str, asked: &Asked) -> anyhow::Result<()> {
    let engine = engine(&asked.place, Arc::default(), |builder| builder).await?;
    let database = (!is_server(&asked.place)).then(|| asked.file(DATABASE));
    let run = move || complete(engine.clone(), event);
    hera_load::measure(asked, database.as_deref(), run).await?;
    Ok(())
}
