//! Journal lines and headers as rows: written with the fence, read strictly.

use hera_core::Entry;
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::cells::{failed, write_timestamp};
use crate::context::{Context, StoreError};
use crate::ports::{Fence, JournalLine, JournalWrite, RunError, RunHeader, RunId};

/// The type of a run's header.
pub(super) const RUN: &str = "orchestration_run";

/// Writes a step of a run into the open transaction.
pub(super) fn write(
    connection: &Connection,
    owner: Uuid,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    match &write.fence {
        Fence::New(header) => insert_header(connection, owner, header, write)?,
        Fence::Version(version) => update_header(connection, Some(owner), *version, write)?,
        Fence::Act(version) => update_header(connection, None, *version, write)?,
    }
    let insert = "INSERT INTO universal_transaction_lines (id, organization_id, transaction_id, \
        line_number, line_type, description, smart_code, line_data, \
        created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10)";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    for line in &write.lines {
        let (kind, smart_code, subject) = describe(&line.entry);
        insert
            .execute(params![
                Uuid::new_v5(&write.run.0, &line.number.to_be_bytes()).to_string(),
                write.organization_id.to_string(),
                write.run.to_string(),
                line.number,
                kind,
                subject,
                smart_code,
                encode(line)?.to_string(),
                write_timestamp(line.at),
                write.actor_id.to_string(),
            ])
            .map_err(failed)
            // A line or a token that is there already was written by another owner.
            .map_err(|error| match error {
                StoreError::Conflict { .. } => StoreError::Fenced { run: write.run.0 },
                error => error,
            })?;
    }
    Ok(())
}

fn insert_header(
    connection: &Connection,
    owner: Uuid,
    header: &RunHeader,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO universal_transactions (id, organization_id, transaction_type, \
        transaction_code, transaction_date, transaction_status, smart_code, metadata, \
        created_at, updated_at, created_by, updated_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10) \
        ON CONFLICT (transaction_code) DO NOTHING";
    let mut insert = connection.prepare_cached(insert).map_err(failed)?;
    let context = &header.context;
    let metadata = json!({
        "event": header.event,
        "payload": header.payload,
        "context": {
            "organization_id": context.organization_id.to_string(),
            "actor_id": context.actor_id.to_string(),
            "correlation_id": context.correlation_id,
            "idempotency_key": context.idempotency_key,
            "started_at": write_timestamp(context.started_at),
        },
        "plan": header.plan_sum,
        "fingerprint": header.fingerprint,
        "owner": owner.to_string(),
        "error": error_json(write.error.as_ref()),
    });
    let rows = insert
        .execute(params![
            header.id.to_string(),
            write.organization_id.to_string(),
            RUN,
            header.code,
            write_timestamp(context.started_at),
            write.status.as_str(),
            header.orchestration,
            metadata.to_string(),
            write_timestamp(write.at),
            write.actor_id.to_string(),
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Duplicate) }
}

fn update_header(
    connection: &Connection,
    owner: Option<Uuid>,
    version: i64,
    write: &JournalWrite,
) -> Result<(), StoreError> {
    let update = "UPDATE universal_transactions SET version = version + 1, \
        transaction_status = ?1, metadata = json_set(metadata, '$.error', json(?2)), \
        updated_at = ?3, updated_by = ?4 \
        WHERE organization_id = ?5 AND id = ?6 AND version = ?7 \
        AND (?8 IS NULL OR metadata ->> '$.owner' = ?8)";
    let mut update = connection.prepare_cached(update).map_err(failed)?;
    let rows = update
        .execute(params![
            write.status.as_str(),
            error_json(write.error.as_ref()).to_string(),
            write_timestamp(write.at),
            write.actor_id.to_string(),
            write.organization_id.to_string(),
            write.run.to_string(),
            version,
            owner.map(|owner| owner.to_string()),
        ])
        .map_err(failed)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Fenced { run: write.run.0 }) }
}

fn error_json(error: Option<&RunError>) -> Value {
    error.map_or(
        Value::Null,
        |error| json!({"code": error.code, "node": error.node, "message": error.message}),
    )
}

/// Line type, engine smart code and subject of an entry.
fn describe(entry: &Entry<Value>) -> (&'static str, &'static str, &str) {
    const NODE: (&str, &str) = ("orchestration_node", "HERA.SYS.ORCHESTRATION.NODE.EXEC.v1");
    const BOUNDARY: (&str, &str) =
        ("orchestration_boundary", "HERA.SYS.ORCHESTRATION.BOUNDARY.EXEC.v1");
    const BACK: (&str, &str) =
        ("orchestration_compensation", "HERA.SYS.ORCHESTRATION.COMPENSATION.EXEC.v1");
    const STATE: (&str, &str) = (RUN, "HERA.SYS.ORCHESTRATION.RUN.STATE.v1");
    const ACT: (&str, &str) = ("orchestration_act", "HERA.SYS.ORCHESTRATION.RUN.ACT.v1");
    let ((kind, code), subject) = match entry {
        Entry::Skipped { node }
        | Entry::Intent { node, .. }
        | Entry::Succeeded { node, .. }
        | Entry::ResolvedDone { node, .. }
        | Entry::ResolvedNoEffect { node, .. }
        | Entry::ResolveFailed { node, .. } => (NODE, &**node),
        Entry::Committed { boundary, .. }
        | Entry::AttemptFailed { boundary, .. }
        | Entry::Violated { boundary, .. } => (BOUNDARY, &**boundary),
        Entry::CompensationIntent { node, .. }
        | Entry::Compensated { node, .. }
        | Entry::CompensationFailed { node, .. } => (BACK, &**node),
        Entry::Parked { node, .. } => (STATE, &**node),
        Entry::CancelRequested { .. } => (ACT, "cancel"),
        Entry::RetryRequested { .. } => (ACT, "retry"),
        Entry::CompensateRequested { .. } => (ACT, "compensate"),
    };
    (kind, code, subject)
}

/// The entry, flat, and beside it what a report wants to know.
fn encode(line: &JournalLine) -> Result<Value, StoreError> {
    let corrupt = || StoreError::Corrupt { what: "an entry that is no JSON object".to_owned() };
    let entry = serde_json::to_value(&line.entry).map_err(|_| corrupt())?;
    let Value::Object(mut data) = entry else { return Err(corrupt()) };
    data.insert("at".to_owned(), Value::String(line.at.to_string()));
    if let Some(token) = line.token() {
        data.insert("token".to_owned(), Value::String(token));
    }
    for (name, value) in &line.about {
        data.entry(name).or_insert_with(|| value.clone());
    }
    Ok(Value::Object(data))
}

/// Reads a line back: all that an entry needs is there, and nothing in it is of another type.
pub(super) fn decode(number: i64, kind: &str, data: &str) -> Result<JournalLine, StoreError> {
    let corrupt =
        |what: &str| StoreError::Corrupt { what: format!("journal line {number}: {what}") };
    let data: Value = serde_json::from_str(data).map_err(|_| corrupt("no JSON"))?;
    // The message of serde would show values.
    let entry: Entry<Value> =
        serde_json::from_value(data.clone()).map_err(|_| corrupt("no entry"))?;
    if describe(&entry).0 != kind {
        return Err(corrupt("an entry of another type than its line"));
    }
    let Value::Object(mut about) = data else { return Err(corrupt("no object")) };
    let at = about.remove("at");
    let at = at.as_ref().and_then(Value::as_str).and_then(|at| at.parse().ok());
    let at = at.ok_or_else(|| corrupt("no time"))?;
    let written = serde_json::to_value(&entry).map_err(|_| corrupt("no entry"))?;
    for name in written.as_object().into_iter().flat_map(Map::keys) {
        about.remove(name);
    }
    about.remove("token");
    Ok(JournalLine { number, entry, at, about })
}

/// What the metadata of a header holds.
pub(super) struct Metadata {
    pub(super) header: RunHeader,
    pub(super) owner: Uuid,
    pub(super) error: Option<RunError>,
}

/// Reads the metadata of a header back, as strictly as its lines.
pub(super) fn decode_header(
    id: Uuid,
    code: String,
    orchestration: String,
    metadata: &str,
) -> Result<Metadata, StoreError> {
    let corrupt = |what: &str| StoreError::Corrupt { what: format!("header of run {id}: {what}") };
    let metadata: Value = serde_json::from_str(metadata).map_err(|_| corrupt("no JSON"))?;
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
        event: text(&metadata, "event")?,
        context: Context {
            organization_id: uuid(context, "organization_id")?,
            actor_id: uuid(context, "actor_id")?,
            correlation_id: text(context, "correlation_id")?,
            idempotency_key: text(context, "idempotency_key")?,
            started_at: text(context, "started_at")?.parse().map_err(|_| corrupt("started_at"))?,
        },
        payload: metadata.get("payload").cloned().ok_or_else(|| corrupt("payload"))?,
        plan_sum: text(&metadata, "plan")?,
        code,
        fingerprint: text(&metadata, "fingerprint")?,
    };
    Ok(Metadata { header, owner: uuid(&metadata, "owner")?, error })
}
