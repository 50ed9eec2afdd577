//! A run as the tables keep it, the same in every store: what a header's metadata and a line's data
//! hold, written here and read strictly.

use hera_core::Entry;
use jiff::Timestamp;
use serde::{Deserialize as _, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::context::{Context, StoreError};
use crate::ports::{JournalLine, Pruned, RunError, RunHeader, RunId};

/// The type of a run's header.
pub(super) const RUN: &str = "orchestration_run";

/// The type of an act's line: all that is left of a journal that was pruned.
pub(super) const ACT: &str = "orchestration_act";

/// How many bytes of an id tell its time.
const TIME_BYTES: usize = 6;

/// RFC 3339 in UTC with six digits, so that text sorts as time does.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The id of a journal line: the same whoever writes it. It begins as the id of its run does, so that lines
/// of one time stand together in the index; the rest is a hash, of its token where it has one. That a token
/// stands in a journal once is so the primary key's matter, and needs no index of its own.
pub(super) fn line_id(run: RunId, line: &JournalLine) -> Uuid {
    let id = match line.token() {
        Some(token) => Uuid::new_v5(&run.0, token.as_bytes()),
        None => Uuid::new_v5(&run.0, &line.number.to_be_bytes()),
    };
    let mut id = *id.as_bytes();
    id[..TIME_BYTES].copy_from_slice(&run.0.as_bytes()[..TIME_BYTES]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
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

/// Line type, engine smart code and subject of an entry.
pub(super) fn describe(entry: &Entry<Value>) -> (&'static str, &'static str, &str) {
    const NODE: (&str, &str) = ("orchestration_node", "HERA.SYS.ORCHESTRATION.NODE.EXEC.v1");
    const BOUNDARY: (&str, &str) =
        ("orchestration_boundary", "HERA.SYS.ORCHESTRATION.BOUNDARY.EXEC.v1");
    const BACK: (&str, &str) =
        ("orchestration_compensation", "HERA.SYS.ORCHESTRATION.COMPENSATION.EXEC.v1");
    const STATE: (&str, &str) = (RUN, "HERA.SYS.ORCHESTRATION.RUN.STATE.v1");
    const WORD: (&str, &str) = (ACT, "HERA.SYS.ORCHESTRATION.RUN.ACT.v1");
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
        Entry::CancelRequested { .. } => (WORD, "cancel"),
        Entry::RetryRequested { .. } => (WORD, "retry"),
        Entry::CompensateRequested { .. } => (WORD, "compensate"),
    };
    (kind, code, subject)
}

/// The data of a line: the entry, flat, and beside it what a report wants to know. Of two fields with one
/// name the last one counts, which is the entry's.
#[derive(Debug, Serialize)]
pub(super) struct LineData<'a> {
    #[serde(flatten)]
    about: &'a Map<String, Value>,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(flatten)]
    entry: &'a Entry<Value>,
}

impl<'a> LineData<'a> {
    pub(super) fn of(line: &'a JournalLine) -> LineData<'a> {
        let JournalLine { entry, at, about, .. } = line;
        LineData { about, at: at.to_string(), token: line.token(), entry }
    }
}

/// What of ours becomes JSON always does.
#[cfg(feature = "sqlite")]
pub(super) fn text(data: &impl Serialize) -> Result<String, StoreError> {
    let corrupt = |_| StoreError::Corrupt { what: "what cannot be said as JSON".to_owned() };
    serde_json::to_string(data).map_err(corrupt)
}

/// What an entry of this kind says, by name.
fn fields(entry: &Entry<Value>) -> &'static [&'static str] {
    match entry {
        Entry::Skipped { .. } => &["node"],
        Entry::Intent { .. } => &["node", "key", "input", "compensation"],
        Entry::Succeeded { .. } => &["node", "output"],
        Entry::Committed { .. } => &["boundary", "attempt"],
        Entry::AttemptFailed { .. } => &["boundary", "attempt", "node", "failure", "retry_at"],
        Entry::Violated { .. } => &["boundary", "attempt", "node", "output", "failure"],
        Entry::ResolvedDone { .. } => &["node", "output", "broken"],
        Entry::ResolvedNoEffect { .. } => &["node", "failure"],
        Entry::ResolveFailed { .. } | Entry::CompensationFailed { .. } => {
            &["node", "attempt", "failure", "retry_at"]
        }
        Entry::CompensationIntent { .. } => &["node", "key", "input"],
        Entry::Compensated { .. } => &["node", "attempt"],
        Entry::CancelRequested { .. } | Entry::CompensateRequested { .. } => &["reason"],
        Entry::RetryRequested { .. } => &["reason", "payload"],
        Entry::Parked { .. } => &["direction", "node", "reason"],
    }
}

/// Reads a line back: all that an entry needs is there, and nothing in it is of another type.
pub(super) fn decode(number: i64, kind: &str, data: Value) -> Result<JournalLine, StoreError> {
    let corrupt =
        |what: &str| StoreError::Corrupt { what: format!("journal line {number}: {what}") };
    // The message of serde would show values.
    let entry = Entry::<Value>::deserialize(&data).map_err(|_| corrupt("no entry"))?;
    if describe(&entry).0 != kind {
        return Err(corrupt("an entry of another type than its line"));
    }
    let Value::Object(mut about) = data else { return Err(corrupt("no object")) };
    let at = about.remove("at");
    let at = at.as_ref().and_then(Value::as_str).and_then(|at| at.parse().ok());
    let at = at.ok_or_else(|| corrupt("no time"))?;
    for name in fields(&entry).iter().chain(&["entry", "token"]) {
        about.remove(*name);
    }
    Ok(JournalLine { number, entry, at, about })
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

#[cfg(test)]
mod tests {
    use super::*;
    use hera_core::{Direction, Failure};

    /// An entry of each kind, with all that it can say.
    fn entries() -> Vec<Entry<Value>> {
        let failure = || Failure::precondition("a > 0", "HERA.SYS.TEST.V1");
        let (node, boundary, key) = (|| "NODE".into(), || "txn".into(), || "key".to_owned());
        let (attempt, retry_at, value) = (2, Some(3), || json!({"node": "a value", "at": 1}));
        let reason = || "why".to_owned();
        vec![
            Entry::Skipped { node: node() },
            Entry::Intent {
                node: node(),
                key: key(),
                input: value(),
                compensation: Some("C".into()),
            },
            Entry::Succeeded { node: node(), output: value() },
            Entry::Committed { boundary: boundary(), attempt },
            Entry::AttemptFailed {
                boundary: boundary(),
                attempt,
                node: node(),
                failure: failure(),
                retry_at,
            },
            Entry::Violated {
                boundary: boundary(),
                attempt,
                node: node(),
                output: value(),
                failure: failure(),
            },
            Entry::ResolvedDone { node: node(), output: value(), broken: Some(failure()) },
            Entry::ResolvedNoEffect { node: node(), failure: failure() },
            Entry::ResolveFailed { node: node(), attempt, failure: failure(), retry_at },
            Entry::CompensationIntent { node: node(), key: key(), input: value() },
            Entry::Compensated { node: node(), attempt },
            Entry::CompensationFailed { node: node(), attempt, failure: failure(), retry_at },
            Entry::CancelRequested { reason: reason() },
            Entry::RetryRequested { reason: reason(), payload: Some(value()) },
            Entry::CompensateRequested { reason: reason() },
            Entry::Parked { direction: Direction::Back, node: node(), reason: reason() },
        ]
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        for (entry, number) in entries().into_iter().zip(1..) {
            let about = json!({"procedure": "P", "duration_ms": 7});
            let Value::Object(about) = about else { unreachable!("it is one") };
            let line = JournalLine { number, entry, at: Timestamp::UNIX_EPOCH, about };
            let written = serde_json::to_value(LineData::of(&line)).unwrap();
            let kind = describe(&line.entry).0;
            assert_eq!(decode(number, kind, written).as_ref(), Ok(&line));
        }
    }
}
