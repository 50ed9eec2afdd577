//! A real `kill -9` of the own process at a named point, for the kill test.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::flow::BoxFuture;
use crate::ports::CrashPoints;

/// The environment variable with the number, from 1, of the point to die at.
pub const CRASH_AT: &str = "HERA_CRASH_AT";
/// The environment variable with the file to which each point's name is appended when it is reached.
pub const CRASH_LOG: &str = "HERA_CRASH_LOG";

/// Counts the points that are reached, notes their names, and dies at one of them.
#[derive(Debug, Default)]
pub struct KillSwitch {
    reached: AtomicU64,
    die_at: Option<u64>,
    log: Option<PathBuf>,
}

impl KillSwitch {
    /// The switch that [`CRASH_AT`] and [`CRASH_LOG`] ask for; nothing when neither is set.
    ///
    /// # Errors
    /// When [`CRASH_AT`] is no number.
    pub fn from_env() -> Result<Option<KillSwitch>, std::num::ParseIntError> {
        let die_at = std::env::var(CRASH_AT).ok().map(|at| at.parse()).transpose()?;
        let log = std::env::var_os(CRASH_LOG).map(PathBuf::from);
        let asked = die_at.is_some() || log.is_some();
        Ok(asked.then(|| KillSwitch { reached: AtomicU64::new(0), die_at, log }))
    }

    fn note(&self, point: &str) {
        let Some(log) = &self.log else { return };
        let file = OpenOptions::new().create(true).append(true).open(log);
        // One write, so that lines of several processes do not mix; a drill without its log fails
        // by itself.
        let _ = file.and_then(|mut file| file.write_all(format!("{point}\n").as_bytes()));
    }
}

impl CrashPoints for KillSwitch {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        self.note(point);
        let reached = self.reached.fetch_add(1, Ordering::SeqCst) + 1;
        if self.die_at == Some(reached) {
            die();
        }
        Box::pin(std::future::ready(()))
    }
}

/// Ends the process as a power cut would: no destructor runs, no buffer is written.
fn die() -> ! {
    let kill = format!("kill -9 {}", std::process::id());
    let _ = Command::new("sh").args(["-c", &kill]).status();
    // Only where there is no shell: no destructor runs here either.
    std::process::abort()
}
