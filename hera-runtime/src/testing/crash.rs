//! A real `kill -9` of the own process at a named point, for the kill test.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::flow::BoxFuture;
use crate::ports::CrashPoints;

/// The environment variable with the point to die at: its name, or its number from 1.
pub const CRASH_AT: &str = "HERA_CRASH_AT";
/// The environment variable with the file to which each point's name is appended when it is reached.
pub const CRASH_LOG: &str = "HERA_CRASH_LOG";

/// Counts the points that are reached, notes their names, and dies at one of them.
#[derive(Debug, Default)]
pub struct KillSwitch {
    reached: AtomicU64,
    die_at: Option<At>,
    log: Option<PathBuf>,
}

/// Which point is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// The n-th that is reached, from 1.
    Number(u64),
    /// The first of this name.
    Name(String),
}

impl KillSwitch {
    /// The switch that [`CRASH_AT`] and [`CRASH_LOG`] ask for; nothing when neither is set.
    #[must_use]
    pub fn from_env() -> Option<KillSwitch> {
        let at = |text: String| text.parse().map_or_else(|_| At::Name(text), At::Number);
        let die_at = std::env::var(CRASH_AT).ok().map(at);
        let log = std::env::var_os(CRASH_LOG).map(PathBuf::from);
        let asked = die_at.is_some() || log.is_some();
        asked.then(|| KillSwitch { reached: AtomicU64::new(0), die_at, log })
    }

    fn note(&self, point: &str) {
        let Some(log) = &self.log else { return };
        let file = OpenOptions::new().create(true).append(true).open(log);
        // One write, so that lines of several processes do not mix; a drill without its log fails
        // by itself.
        let _ = file.and_then(|mut file| file.write_all(format!("{point}\n").as_bytes()));
    }

    fn is_due(&self, point: &str) -> bool {
        let reached = self.reached.fetch_add(1, Ordering::SeqCst) + 1;
        match &self.die_at {
            Some(At::Number(number)) => *number == reached,
            Some(At::Name(name)) => name == point,
            None => false,
        }
    }
}

impl CrashPoints for KillSwitch {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        self.note(point);
        if self.is_due(point) {
            die();
        }
        Box::pin(std::future::ready(()))
    }
}

/// Ends the process as a power cut would: no destructor runs, no buffer is written.
pub(super) fn die() -> ! {
    let kill = format!("kill -9 {}", std::process::id());
    let _ = Command::new("sh").args(["-c", &kill]).status();
    // Only where there is no shell: no destructor runs here either.
    std::process::abort()
}
