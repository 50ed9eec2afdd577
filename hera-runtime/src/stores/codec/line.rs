//! The lines of a journal as rows. A commit stands in the row of the last node before it: one row says that the
//! node did its work and that its boundary is durable.

use hera_core::Entry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{ACT, RUN, moment};
use crate::context::StoreError;
use crate::ports::{JournalLine, RunId};

/// How many bytes of an id tell its time.
const TIME_BYTES: usize = 6;

/// A row: one line of a journal, or a node's success with the commit that follows it.
#[derive(Debug, Serialize)]
pub(in crate::stores) struct LineRow<'a> {
    pub(in crate::stores) id: String,
    /// The number of its first line: whoever does not know of a write begins with the number that it began
    /// with, and is refused.
    pub(in crate::stores) number: i64,
    pub(in crate::stores) kind: &'static str,
    pub(in crate::stores) subject: &'a str,
    pub(in crate::stores) smart_code: &'static str,
    pub(in crate::stores) data: LineData<'a>,
    pub(in crate::stores) at: String,
}

/// The rows of lines that are written together.
pub(in crate::stores) fn rows(run: RunId, mut lines: &[JournalLine]) -> Vec<LineRow<'_>> {
    let mut rows = Vec::with_capacity(lines.len());
    while let [line, rest @ ..] = lines {
        let both = rest.first().and_then(|commit| Some((commit, Both::of(line, commit)?)));
        let (last, said, rest) = match both {
            Some((commit, both)) => (commit, Said::Both(both), &rest[1..]),
            None => (line, Said::One(&line.entry), rest),
        };
        let (kind, smart_code, subject) = describe(&line.entry);
        rows.push(LineRow {
            id: line_id(run, last).to_string(),
            number: line.number,
            kind,
            subject,
            smart_code,
            data: LineData::of(line, last.token(), said),
            at: moment(line.at),
        });
        lines = rest;
    }
    rows
}

/// The id of a row by its last line: the same whoever writes it. It begins as the id of its run does, so that
/// lines of one time stand together in the index; the rest is a hash, of its token where it has one. That a token
/// stands in a journal once is so the primary key's matter, and needs no index of its own.
fn line_id(run: RunId, line: &JournalLine) -> Uuid {
    let id = match line.token() {
        Some(token) => Uuid::new_v5(&run.0, token.as_bytes()),
        None => Uuid::new_v5(&run.0, &line.number.to_be_bytes()),
    };
    let mut id = *id.as_bytes();
    id[..TIME_BYTES].copy_from_slice(&run.0.as_bytes()[..TIME_BYTES]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

/// Line type, engine smart code and subject of an entry.
pub(in crate::stores) fn describe(entry: &Entry<Value>) -> (&'static str, &'static str, &str) {
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

/// The data of a row: the entry, flat, and beside it what a report wants to know. Of two fields with one
/// name the last one counts, which is the entry's.
#[derive(Debug, Serialize)]
pub(in crate::stores) struct LineData<'a> {
    #[serde(flatten)]
    about: &'a Map<String, Value>,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(flatten)]
    said: Said<'a>,
}

impl<'a> LineData<'a> {
    /// That of a line by itself.
    pub(in crate::stores) fn alone(line: &'a JournalLine) -> LineData<'a> {
        LineData::of(line, line.token(), Said::One(&line.entry))
    }

    fn of(line: &'a JournalLine, token: Option<String>, said: Said<'a>) -> LineData<'a> {
        LineData { about: &line.about, at: line.at.to_string(), token, said }
    }
}

/// What a row says.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Said<'a> {
    One(&'a Entry<Value>),
    Both(Both<&'a str, &'a Value>),
}

/// A node did its work, and its boundary is committed. Under a name of its own: who knows no such rows does not
/// take it for the first half.
#[derive(Debug, Serialize, Deserialize)]
struct Both<T, V> {
    entry: BothName,
    node: T,
    output: V,
    boundary: T,
    /// What is noted beside the node's success says it already.
    #[serde(skip_serializing)]
    attempt: u32,
}

#[derive(Debug, Serialize, Deserialize)]
enum BothName {
    #[serde(rename = "succeeded_and_committed")]
    SucceededAndCommitted,
}

impl<'a> Both<&'a str, &'a Value> {
    /// Nothing where the two lines say something else, or more than that.
    fn of(line: &'a JournalLine, commit: &'a JournalLine) -> Option<Self> {
        let (Entry::Succeeded { node, output }, Entry::Committed { boundary, attempt }) =
            (&line.entry, &commit.entry)
        else {
            return None;
        };
        let is_all = line.at == commit.at
            && commit.about.is_empty()
            && line.about.get("attempt") == Some(&Value::from(*attempt));
        is_all.then_some(Both {
            entry: BothName::SucceededAndCommitted,
            node,
            output,
            boundary,
            attempt: *attempt,
        })
    }
}

impl Both<String, Value> {
    fn entries(self) -> (Entry<Value>, Entry<Value>) {
        let Both { node, output, boundary, attempt, .. } = self;
        let done = Entry::Succeeded { node: node.into(), output };
        (done, Entry::Committed { boundary: boundary.into(), attempt })
    }
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

/// A journal that is read, row by row.
pub(in crate::stores) struct Reading {
    run: RunId,
    /// Whether lines may be missing: those of a pruned run.
    has_gaps: bool,
    lines: Vec<JournalLine>,
}

impl Reading {
    pub(in crate::stores) fn new(run: RunId, has_gaps: bool) -> Reading {
        Reading { run, has_gaps, lines: Vec::new() }
    }

    /// The number of the next line.
    fn next(&self) -> i64 {
        self.lines.last().map_or(1, |last| last.number + 1)
    }

    /// Reads a row: all that its entries need is there, and nothing in it is of another type.
    pub(in crate::stores) fn row(
        &mut self,
        number: i64,
        kind: &str,
        data: Value,
    ) -> Result<(), StoreError> {
        let corrupt = |what: &str| self.corrupt(&format!("line {number}: {what}"));
        // The message of serde would show values.
        let (entry, commit) = match Both::<String, Value>::deserialize(&data) {
            Ok(both) => {
                let (done, commit) = both.entries();
                (done, Some(commit))
            }
            Err(_) => (Entry::deserialize(&data).map_err(|_| corrupt("no entry"))?, None),
        };
        if describe(&entry).0 != kind {
            return Err(corrupt("an entry of another type than its line"));
        }
        let Value::Object(mut about) = data else { return Err(corrupt("no object")) };
        let at = about.remove("at");
        let at = at.as_ref().and_then(Value::as_str).and_then(|at| at.parse().ok());
        let at: Timestamp = at.ok_or_else(|| corrupt("no time"))?;
        let of_commit: &[&str] = if commit.is_some() { &["boundary"] } else { &[] };
        for name in fields(&entry).iter().chain(of_commit).chain(&["entry", "token"]) {
            about.remove(*name);
        }
        if number != self.next() && !self.has_gaps {
            return Err(self.corrupt(&format!("line {} is missing", self.next())));
        }
        self.lines.push(JournalLine { number, entry, at, about });
        let commit_line = |entry| JournalLine { number: number + 1, entry, at, about: Map::new() };
        self.lines.extend(commit.map(commit_line));
        Ok(())
    }

    /// All lines; an error where they are more than `max`.
    pub(in crate::stores) fn end(self, max: usize) -> Result<Vec<JournalLine>, StoreError> {
        match self.lines.len() > max {
            true => Err(self.corrupt(&format!("more than {max} lines"))),
            false => Ok(self.lines),
        }
    }

    fn corrupt(&self, what: &str) -> StoreError {
        StoreError::Corrupt { what: format!("journal of run {}: {what}", self.run) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hera_core::{Direction, Failure};
    use serde_json::json;

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
        let about = Map::from_iter([("procedure".to_owned(), json!("P"))]);
        let line = |(entry, number)| JournalLine {
            number,
            entry,
            at: Timestamp::UNIX_EPOCH,
            about: about.clone(),
        };
        let lines: Vec<_> = entries().into_iter().zip(1..).map(line).collect();
        let (read, count) = again(&lines);
        assert_eq!((read.unwrap(), count), (lines.clone(), lines.len()));
    }

    /// What is read of lines that were written together, and of how many rows.
    fn again(lines: &[JournalLine]) -> (Result<Vec<JournalLine>, StoreError>, usize) {
        let rows = rows(RunId(Uuid::from_u128(7)), lines);
        let mut reading = Reading::new(RunId(Uuid::from_u128(7)), false);
        for row in &rows {
            let data = serde_json::to_value(&row.data).unwrap();
            if let Err(error) = reading.row(row.number, row.kind, data) {
                return (Err(error), rows.len());
            }
        }
        (reading.end(lines.len()), rows.len())
    }

    #[test]
    fn a_commit_stands_in_the_row_of_the_last_node_before_it() {
        let line = |number, entry| JournalLine {
            number,
            entry,
            at: Timestamp::UNIX_EPOCH,
            about: Map::new(),
        };
        let done = |node: &'static str| Entry::Succeeded { node: node.into(), output: json!({}) };
        let commit = Entry::Committed { boundary: "txn".into(), attempt: 2 };
        let mut lines = vec![line(1, done("A")), line(2, done("B")), line(3, commit)];
        let (read, count) = again(&lines);
        assert_eq!((read.unwrap(), count), (lines.clone(), 3), "the node tells no attempt");
        lines[1].about.insert("attempt".to_owned(), json!(2));
        let (read, count) = again(&lines);
        assert_eq!((read.unwrap(), count), (lines.clone(), 2));
        // Written later, it says when.
        lines[2].at = Timestamp::UNIX_EPOCH + std::time::Duration::from_secs(1);
        let (read, count) = again(&lines);
        assert_eq!((read.unwrap(), count), (lines.clone(), 3));
        // The same token, so the same id, whatever stands before it.
        let run = RunId(Uuid::from_u128(7));
        assert_eq!(rows(run, &lines)[2].id, line_id(run, &lines[2]).to_string());
    }

    #[test]
    fn a_commit_with_its_node_is_not_taken_for_less() {
        let row = |number, changes: Value| {
            let mut data = json!({"entry": "succeeded_and_committed", "node": "A", "output": 1,
                "boundary": "txn", "attempt": 1, "at": "2026-11-27T09:00:00Z"});
            for (name, value) in changes.as_object().into_iter().flatten() {
                data[name] = value.clone();
            }
            let entry = Entry::<Value>::deserialize(&data);
            assert!(entry.is_err(), "older versions would go on before the commit: {entry:?}");
            let mut reading = Reading::new(RunId(Uuid::from_u128(7)), false);
            reading.row(number, "orchestration_node", data).map(|()| reading.lines.len())
        };
        assert_eq!(row(1, json!({})), Ok(2));
        for refused in [
            row(2, json!({})),
            row(1, json!({"boundary": null})),
            row(1, json!({"attempt": -1})),
            row(1, json!({"entry": "skipped_and_committed"})),
            row(1, json!({"at": "now"})),
        ] {
            assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
        }
    }
}
