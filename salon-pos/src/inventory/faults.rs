//! Misbehaviour on demand: what the service was told to do wrong, and how often still.
//!
//! Faults are kept in memory only: a restarted service behaves.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::protocol::Op;

/// Most faults at once.
pub const FAULTS_MAX: usize = 64;
/// Longest delay.
pub const SLOW_MS_MAX: u64 = 600_000;

/// One way to misbehave. As text: `[OP=]WHAT[:TIMES]`, where `OP` is `reserve`, `adjust`, `release` or
/// `undo` (else any), and `WHAT` is a code to refuse with, `slow-MS`, `drop-before` or `drop-after`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// On these calls only.
    pub on: Option<Op>,
    /// What to do.
    pub what: Misdeed,
    /// How often; always, where it is absent.
    pub times: Option<u32>,
}

/// What to do wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misdeed {
    /// Refuse with this code, without an effect.
    Refuse(String),
    /// Wait this many milliseconds before the effect.
    Slow(u64),
    /// Hang up without an effect.
    DropBefore,
    /// Have the effect and hang up instead of answering.
    DropAfter,
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Fault, String> {
        let (on, rest) = match text.split_once('=') {
            Some((op, rest)) => (Some(op.parse()?), rest),
            None => (None, text),
        };
        let (what, times) = match rest.split_once(':') {
            Some((what, times)) => {
                let times = times.parse().map_err(|_| format!("`{times}` is not a number"))?;
                (what, Some(times))
            }
            None => (rest, None),
        };
        Ok(Fault { on, what: what.parse()?, times })
    }
}

impl FromStr for Misdeed {
    type Err = String;

    fn from_str(text: &str) -> Result<Misdeed, String> {
        match text {
            "drop-before" => return Ok(Misdeed::DropBefore),
            "drop-after" => return Ok(Misdeed::DropAfter),
            _ => {}
        }
        if let Some(ms) = text.strip_prefix("slow-") {
            let ms = ms.parse().map_err(|_| format!("`{ms}` is not a number"))?;
            return Ok(Misdeed::Slow(ms)).and_then(Misdeed::bounded);
        }
        Misdeed::Refuse(text.to_owned()).bounded()
    }
}

impl Misdeed {
    /// The misdeed, unless it is out of bounds.
    fn bounded(self) -> Result<Misdeed, String> {
        match &self {
            Misdeed::Slow(ms) if *ms > SLOW_MS_MAX => {
                Err(format!("{ms} ms is more than {SLOW_MS_MAX} ms"))
            }
            Misdeed::Refuse(code) if !is_code(code) => Err(format!(
                "`{code}` is neither a code in SCREAMING_SNAKE_CASE nor slow-MS, drop-before, \
                 drop-after"
            )),
            _ => Ok(self),
        }
    }
}

fn is_code(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (2..=64).contains(&text.len()) && text.chars().all(allowed)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(op) = self.on {
            write!(f, "{op}=")?;
        }
        match &self.what {
            Misdeed::Refuse(code) => write!(f, "{code}")?,
            Misdeed::Slow(ms) => write!(f, "slow-{ms}")?,
            Misdeed::DropBefore => f.write_str("drop-before")?,
            Misdeed::DropAfter => f.write_str("drop-after")?,
        }
        self.times.map_or(Ok(()), |times| write!(f, ":{times}"))
    }
}

/// What is to go wrong with one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Refuse with this code.
    pub refuse: Option<String>,
    /// Wait before the effect.
    pub delay: Duration,
    /// Hang up without an effect.
    pub drop_before: bool,
    /// Hang up instead of answering.
    pub drop_after: bool,
}

/// The faults that are still to happen.
#[derive(Debug, Default)]
pub struct Faults {
    pending: Mutex<Vec<Fault>>,
}

impl Faults {
    /// Adds a fault.
    ///
    /// # Errors
    /// When there are too many, or it is out of bounds.
    pub fn add(&self, fault: Fault) -> Result<(), String> {
        let what = fault.what.bounded()?;
        if fault.times == Some(0) {
            return Err("a fault that happens 0 times is none".to_owned());
        }
        let mut pending = self.lock();
        if pending.len() >= FAULTS_MAX {
            return Err(format!("there are {FAULTS_MAX} faults already"));
        }
        pending.push(Fault { what, ..fault });
        Ok(())
    }

    /// Forgets all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// What is to go wrong with the next call of this kind. Of each kind of misdeed the first fault that
    /// fits counts, and is used up by one.
    #[must_use]
    pub fn next(&self, op: Op) -> Plan {
        let mut plan = Plan::default();
        let mut pending = self.lock();
        for fault in pending.iter_mut().filter(|fault| fault.on.is_none_or(|on| on == op)) {
            let taken = match &fault.what {
                Misdeed::Refuse(code) if plan.refuse.is_none() => {
                    plan.refuse = Some(code.clone());
                    true
                }
                Misdeed::Slow(ms) if plan.delay.is_zero() => {
                    plan.delay = Duration::from_millis(*ms);
                    true
                }
                Misdeed::DropBefore => !std::mem::replace(&mut plan.drop_before, true),
                Misdeed::DropAfter => !std::mem::replace(&mut plan.drop_after, true),
                _ => false,
            };
            if let (true, Some(times)) = (taken, fault.times.as_mut()) {
                *times = times.saturating_sub(1);
            }
        }
        pending.retain(|fault| fault.times != Some(0));
        plan
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        // A list of faults is whole at every instant, so a panic elsewhere does not spoil it.
        self.pending.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in [
            "OUT_OF_STOCK",
            "reserve=OUT_OF_STOCK:2",
            "undo=slow-500",
            "drop-after:1",
            "drop-before",
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
        }
        for text in
            ["", "steal=drop-after", "out of stock", "slow-x", "drop-after:often", "slow-600001"]
        {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }

    #[test]
    fn faults_are_used_up() {
        let faults = Faults::default();
        faults.add("reserve=OUT_OF_STOCK:2".parse().unwrap()).unwrap();
        faults.add("slow-5".parse().unwrap()).unwrap();
        let slow = Plan { delay: Duration::from_millis(5), ..Plan::default() };
        let both = Plan { refuse: Some("OUT_OF_STOCK".to_owned()), ..slow.clone() };
        assert_eq!(faults.next(Op::Undo), slow);
        assert_eq!(faults.next(Op::Reserve), both);
        assert_eq!(faults.next(Op::Reserve), both);
        assert_eq!(faults.next(Op::Reserve), slow);
        faults.clear();
        assert_eq!(faults.next(Op::Reserve), Plan::default());
    }

    #[test]
    fn a_fault_that_never_happens_and_one_too_many() {
        let faults = Faults::default();
        assert!(faults.add("drop-after:0".parse().unwrap()).is_err());
        for _ in 0..FAULTS_MAX {
            faults.add("drop-before".parse().unwrap()).unwrap();
        }
        assert!(faults.add("drop-before".parse().unwrap()).is_err());
    }
}
