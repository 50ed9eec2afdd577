//! Commits of a SQLite database, counted from outside: in its write-ahead log.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Context;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// What stands in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commits {
    /// Another one with each log that begins.
    salt: Vec<u8>,
    count: usize,
}

impl Commits {
    /// How many came after the others; nothing when the log began anew meanwhile.
    #[must_use]
    pub fn since(&self, before: &Commits) -> Option<usize> {
        (self.salt == before.salt).then(|| self.count.saturating_sub(before.count))
    }
}

/// The commits in the log of a database: a frame of it that ends a transaction holds the size of the
/// database then.
///
/// # Errors
/// When there is no log.
pub fn commits(database: &Path) -> anyhow::Result<Commits> {
    let mut path = OsString::from(database);
    path.push("-wal");
    let log = std::fs::read(&path).with_context(|| format!("the log {path:?}"))?;
    let word = |at: usize| {
        let bytes = log.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    let salt = log.get(16..24).context("the log has a header")?.to_vec();
    let frames = (HEADER..log.len()).step_by(FRAME_HEADER + word(8) as usize);
    let of_now = |at: &usize| log.get(at + 8..at + 16) == Some(salt.as_slice());
    let count = frames.filter(|at| word(at + 4) > 0 && of_now(at)).count();
    Ok(Commits { salt, count })
}
