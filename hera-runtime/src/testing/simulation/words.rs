//! Journal entries in few words, for the trace.

use std::fmt;

use hera_core::Entry;
use serde_json::Value;

use crate::ports::{JournalLine, RunId};

/// A run, by the number of its id.
pub(super) struct Short(pub(super) RunId);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0.0.as_u64_pair().0)
    }
}

/// The lines of a write.
pub(super) struct Lines<'a>(pub(super) &'a [JournalLine]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (at, line) in self.0.iter().enumerate() {
            let (subject, word) = words(&line.entry);
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{}:{subject}:{word}", line.number)?;
        }
        f.write_str("]")
    }
}

/// The subject of an entry, and what happened to it.
fn words(entry: &Entry<Value>) -> (&str, &'static str) {
    use Entry as E;
    match entry {
        E::Skipped { node } => (node, "skipped"),
        E::Intent { node, .. } => (node, "intent"),
        E::Succeeded { node, .. } => (node, "done"),
        E::Committed { boundary, .. } => (boundary, "committed"),
        E::AttemptFailed { node, retry_at: None, .. } => (node, "failed"),
        E::AttemptFailed { node, .. } => (node, "again"),
        E::Violated { node, .. } => (node, "violated"),
        E::ResolvedDone { node, .. } => (node, "resolved-done"),
        E::ResolvedNoEffect { node, .. } => (node, "resolved-no"),
        E::ResolveFailed { node, .. } => (node, "no-answer"),
        E::CompensationIntent { node, .. } => (node, "undo-intent"),
        E::Compensated { node, .. } => (node, "undone"),
        E::CompensationFailed { node, retry_at: None, .. } => (node, "undo-failed"),
        E::CompensationFailed { node, .. } => (node, "undo-again"),
        E::CancelRequested { .. } => ("run", "cancel"),
        E::RetryRequested { .. } => ("run", "retry"),
        E::CompensateRequested { .. } => ("run", "compensate"),
        E::Parked { node, .. } => (node, "parked"),
    }
}
