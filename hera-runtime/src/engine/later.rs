//! Later attempts of runs that are parked because something was away for longer than a policy waits.
//!
//! A step past the pivot that declares no final error is retriable: only an outage parks its run, and once
//! that is over nobody has to say so. Each later attempt is an act in the run's journal, in the engine's
//! name. A run that a declared error parked is left to a person.

use hera_core::entry::infrastructure;
use hera_core::{Direction, Entry};
use jiff::{SignedDuration, Timestamp};

use super::{Engine, PLATFORM};
use crate::context::StoreError;
use crate::ports::{JournalLine, RunRecord};

/// When a run that an outage has parked is tried again by itself: see [`Engine::attend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaterAttempts {
    /// How long after it was parked, in milliseconds; twice as long after each attempt.
    pub first_ms: u64,
    /// The longest of these waits, in milliseconds.
    pub max_ms: u64,
    /// How many there are; then the run waits for a person.
    pub count_max: u32,
}

impl Default for LaterAttempts {
    /// After a minute, then twice as long each time, an hour at most; 30 of them: about a day.
    fn default() -> LaterAttempts {
        LaterAttempts { first_ms: 60_000, max_ms: 3_600_000, count_max: 30 }
    }
}

impl LaterAttempts {
    /// When the next one is due after `made`; nothing when there are no more.
    fn due(self, parked_at: Timestamp, made: u32) -> Option<Timestamp> {
        if made >= self.count_max {
            return None;
        }
        let factor = 1_u64.checked_shl(made).unwrap_or(u64::MAX);
        let wait = self.first_ms.saturating_mul(factor).min(self.max_ms);
        let wait = SignedDuration::from_millis(i64::try_from(wait).unwrap_or(i64::MAX));
        Some(parked_at.checked_add(wait).unwrap_or(Timestamp::MAX))
    }
}

/// The way on which a run is parked, and how many later attempts it has had.
fn parked(lines: &[JournalLine]) -> Option<(Direction, u32)> {
    let direction = lines.iter().rev().find_map(|line| match &line.entry {
        Entry::Parked { direction, .. } => Some(*direction),
        _ => None,
    })?;
    let engine = PLATFORM.to_string();
    let ours = |line: &&JournalLine| {
        matches!(line.entry, Entry::RetryRequested { .. })
            && line.about.get("actor").and_then(|actor| actor.as_str()) == Some(&engine)
    };
    let made = lines.iter().filter(ours).count();
    Some((direction, u32::try_from(made).unwrap_or(u32::MAX)))
}

/// Whether a parked run is tried again by itself.
pub(super) enum Due {
    /// It is now, for this reason.
    Now(String),
    /// Not yet.
    Later,
    /// Not any more: it waits for a person.
    Never,
}

impl Engine {
    /// Whether a parked run is tried again now.
    pub(super) async fn is_due(
        &self,
        policy: LaterAttempts,
        record: &RunRecord,
    ) -> Result<Due, StoreError> {
        let now = self.shared.world.clock.now();
        let outage = |code: &str| infrastructure::ALL.contains(&code);
        let Some(error) = record.error.as_ref().filter(|error| outage(&error.code)) else {
            return Ok(Due::Later);
        };
        // Before the journal is read: none is due sooner than the first.
        if policy.due(record.updated_at, 0).is_none_or(|due| due > now) {
            return Ok(Due::Later);
        }
        let Some((_, lines)) = self.store().load(record.header.id).await? else {
            return Ok(Due::Later);
        };
        let Some((Direction::Forward, made)) = parked(&lines) else { return Ok(Due::Never) };
        Ok(match policy.due(record.updated_at, made) {
            None => Due::Never,
            Some(due) if due > now => Due::Later,
            Some(_) => Due::Now(format!(
                "later attempt {}, since `{}` ended with {}",
                made + 1,
                error.node,
                error.code
            )),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_their_bound_and_end() {
        let policy = LaterAttempts { first_ms: 1_000, max_ms: 5_000, count_max: 4 };
        let at = Timestamp::UNIX_EPOCH;
        let wait = |made| policy.due(at, made).map(Timestamp::as_second);
        let waits: Vec<_> = (0..6).map(wait).collect();
        assert_eq!(waits, [Some(1), Some(2), Some(4), Some(5), None, None]);
        let long = LaterAttempts { count_max: u32::MAX, ..policy };
        assert_eq!(long.due(at, 200).map(Timestamp::as_second), Some(5));
    }
}
