//! Concurrency keys: which run has one, and which comes next.

use deadpool_postgres::Pool;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::connect::{self, For, Open, Param};
use super::failure::{failed, is, undecodable};
use super::journal::FENCED;
use super::runs::{WRITE, organization};
use crate::context::StoreError;
use crate::ports::{RunId, Scope};

/// Gives a run its key, or says for whom it waits.
pub(super) async fn acquire(
    pool: &Pool,
    owner: Uuid,
    run: RunId,
) -> Result<Option<RunId>, StoreError> {
    let fenced = StoreError::Fenced { run: run.0 };
    let Some(organization) = organization(pool, run).await? else { return Err(fenced) };
    let scope = Scope { organization_id: organization, actor_id: Uuid::nil() };
    let open = Open::begin(pool, WRITE, For::Organization(scope)).await?;
    let params: [Param<'_>; 3] =
        [(&run.0, Type::UUID), (&organization, Type::UUID), (&owner.to_string(), Type::TEXT)];
    let explain = |error: tokio_postgres::Error| match is(&error, FENCED) {
        true => fenced,
        false => failed(error),
    };
    let rows = open.commit(Some(("SELECT hera_acquire($1, $2, $3)", &params)), explain).await?;
    first(&rows)
}

/// For whom a run waits.
pub(super) async fn waits_for(pool: &Pool, run: RunId) -> Result<Option<RunId>, StoreError> {
    let Some(organization) = organization(pool, run).await? else { return Ok(None) };
    let scope = Scope { organization_id: organization, actor_id: Uuid::nil() };
    let params: [Param<'_>; 2] = [(&run.0, Type::UUID), (&organization, Type::UUID)];
    let sql = "SELECT hera_waits_for($1, $2)";
    first(&connect::ask(pool, For::Organization(scope), sql, &params).await?)
}

fn first(rows: &[tokio_postgres::Row]) -> Result<Option<RunId>, StoreError> {
    let Some(row) = rows.first() else { return Ok(None) };
    let other: Option<Uuid> = row.try_get(0).map_err(undecodable)?;
    Ok(other.map(RunId))
}
