//! A run as the tables keep it, the same in every store: what a header's metadata and a line's data
//! hold, written here and read strictly.

mod line;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::context::{Context, StoreError};
use crate::ports::{Pruned, RunError, RunHeader, RunId};

pub(super) use line::{LineData, LineRow, Reading, describe, rows};

/// The type of a run's header.
pub(super) const RUN: &str = "orchestration_run";

/// The type of an act's line: all that is left of a journal that was pruned.
pub(super) const ACT: &str = "orchestration_act";

/// RFC 3339 in UTC with six digits, so that text sorts as time does.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The metadata of a header.
#[derive(Debug, Serialize)]
pub(super) struct Opening<'a> {
    event: &'a str,
    payload: &'a Value,
    context: OpeningContext<'a>,
    plan: &'a str,
    fingerprint: &'a str,
    owner: String,
    error: Value,
    concurrency_key: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct OpeningContext<'a> {
    organization_id: String,
    actor_id: String,
    correlation_id: &'a str,
    idempotency_key: &'a str,
    started_at: String,
}

impl<'a> Opening<'a> {
    pub(super) fn of(header: &'a RunHeader, owner: Uuid, why: Option<&RunError>) -> Opening<'a> {
        let context = &header.context;
        Opening {
            event: &header.event,
            payload: &header.payload,
            context: OpeningContext {
                organization_id: context.organization_id.to_string(),
                actor_id: context.actor_id.to_string(),
                correlation_id: &context.correlation_id,
                idempotency_key: &context.idempotency_key,
                started_at: moment(context.started_at),
            },
            plan: &header.plan_sum,
            fingerprint: &header.fingerprint,
            owner: owner.to_string(),
            error: error(why),
            concurrency_key: header.concurrency_key.as_deref(),
        }
    }
}

/// What a new header says about its concurrency key: it waits for it.
pub(super) fn queued(header: &RunHeader) -> Value {
    match &header.concurrency_key {
        None => json!({}),
        Some(key) => json!({"concurrency_key": key, "holds": false}),
    }
}

/// Why a run did not complete, as its header keeps it.
pub(super) fn error(error: Option<&RunError>) -> Value {
    error.map_or(
        Value::Null,
        |error| json!({"code": error.code, "node": error.node, "message": error.message}),
    )
}

/// The mark of a pruned run, as its header keeps it.
pub(super) fn pruned(mark: Pruned) -> Value {
    json!({"at": moment(mark.at), "by": mark.actor_id.to_string()})
}

/// What of ours becomes JSON always does.
#[cfg(feature = "sqlite")]
pub(super) fn text(data: &impl Serialize) -> Result<String, StoreError> {
    let corrupt = |_| StoreError::Corrupt { what: "what cannot be said as JSON".to_owned() };
    serde_json::to_string(data).map_err(corrupt)
}

/// What the metadata of a header holds.
pub(super) struct Metadata {
    pub(super) header: RunHeader,
    pub(super) owner: Uuid,
    pub(super) error: Option<RunError>,
    pub(super) pruned: Option<Pruned>,
}

/// Reads the metadata of a header back, as strictly as its lines.
pub(super) fn decode_header(
    id: Uuid,
    code: String,
    orchestration: String,
    metadata: &Value,
) -> Result<Metadata, StoreError> {
    let corrupt = |what: &str| StoreError::Corrupt { what: format!("header of run {id}: {what}") };
    let text =
        |at: &Value, name: &str| at[name].as_str().map(str::to_owned).ok_or_else(|| corrupt(name));
    let uuid = |at: &Value, name: &str| text(at, name)?.parse::<Uuid>().map_err(|_| corrupt(name));
    let context = &metadata["context"];
    let error = match &metadata["error"] {
        Value::Null => None,
        error => Some(RunError {
            code: text(error, "code")?,
            node: text(error, "node")?,
            message: text(error, "message")?,
        }),
    };
    let header = RunHeader {
        id: RunId(id),
        orchestration,
        event: text(metadata, "event")?,
        context: Context {
            organization_id: uuid(context, "organization_id")?,
            actor_id: uuid(context, "actor_id")?,
            correlation_id: text(context, "correlation_id")?,
            idempotency_key: text(context, "idempotency_key")?,
            started_at: text(context, "started_at")?.parse().map_err(|_| corrupt("started_at"))?,
        },
        payload: metadata.get("payload").cloned().ok_or_else(|| corrupt("payload"))?,
        plan_sum: text(metadata, "plan")?,
        code,
        fingerprint: text(metadata, "fingerprint")?,
        // Older headers do not say it.
        concurrency_key: match &metadata["concurrency_key"] {
            Value::Null => None,
            _ => Some(text(metadata, "concurrency_key")?),
        },
    };
    let pruned = match &metadata["pruned"] {
        Value::Null => None,
        mark => Some(Pruned {
            at: text(mark, "at")?.parse().map_err(|_| corrupt("pruned"))?,
            actor_id: uuid(mark, "by")?,
        }),
    };
    Ok(Metadata { header, owner: uuid(metadata, "owner")?, error, pruned })
}
