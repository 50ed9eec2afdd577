//! A step of a run: the fence, the header and the lines, written by one statement in the round trip of
//! the COMMIT.

use serde_json::{Value, json};
use tokio_postgres::Error;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::connect::{Open, Param};
use super::failure::{failed, is};
use crate::context::StoreError;
use crate::ports::{Fence, JournalWrite};
use crate::stores::codec;

/// What `hera_write_run` raises when the fence does not hold, and when a run's code is taken.
pub(super) const FENCED: &str = "HR001";
const DUPLICATE: &str = "HR002";
/// A unique index: a line or a token that is there already.
const UNIQUE: &str = "23505";

const WRITE: &str = "SELECT hera_write_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Writes a step of a run into the open transaction, and commits.
pub(super) async fn commit(
    open: Open,
    owner: Uuid,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    let me = owner.to_string();
    let (opening, fence, owner, taker) = match &write.fence {
        Fence::New(header) => {
            let opening = json!({
                "code": header.code,
                "orchestration": header.orchestration,
                "started_at": codec::moment(header.context.started_at),
                "metadata": codec::Opening::of(header, owner, write.error.as_ref()),
                "queued": codec::queued(header),
            });
            (Some(opening), None, None, None)
        }
        Fence::Version(version) => (None, Some(*version), Some(&me), None),
        Fence::Act { version, takes } => (None, Some(*version), None, takes.then_some(&me)),
    };
    let lines = write.lines.iter().map(|line| {
        let (kind, smart_code, subject) = codec::describe(&line.entry);
        Ok(json!({
            "id": codec::line_id(write.run, line.number).to_string(),
            "number": line.number,
            "kind": kind,
            "subject": subject,
            "smart_code": smart_code,
            "data": codec::LineData::of(line),
            "at": codec::moment(line.at),
        }))
    });
    let lines = Value::Array(lines.collect::<Result<_, StoreError>>()?);
    let (status, error) = (write.status.as_str(), codec::error(write.error.as_ref()));
    let explain = |error: Error| match &error {
        error if is(error, DUPLICATE) => StoreError::Duplicate,
        error if is(error, FENCED) || is(error, UNIQUE) => StoreError::Fenced { run: write.run.0 },
        _ => failed(error),
    };
    let params: [Param<'_>; 12] = [
        (&write.run.0, Type::UUID),
        (&write.organization_id, Type::UUID),
        (&write.actor_id, Type::UUID),
        (&opening, Type::JSONB),
        (&fence, Type::INT8),
        (&write.turns, Type::BOOL),
        (&owner, Type::TEXT),
        (&taker, Type::TEXT),
        (&status, Type::TEXT),
        (&error, Type::JSONB),
        (&write.at, Type::TIMESTAMPTZ),
        (&lines, Type::JSONB),
    ];
    open.commit(Some((WRITE, &params)), explain).await.map(drop)
}
