//! What a store can do at most: one writer, and each transaction durable before the next begins.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

const LINE: &str = "{\"ok\":true,\"node\":\"PERSIST\",\"quantity\":2,\"price\":\"129.90\"}";

/// Commits per second: a line and the state of its run in each.
pub(crate) fn commits_per_s(path: &Path, length: Duration) -> anyhow::Result<f64> {
    let database = Connection::open(path)?;
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "FULL")?;
    database.execute_batch(
        "CREATE TABLE run(id INTEGER PRIMARY KEY, state INT);
         CREATE TABLE line(run INT, node INT, output TEXT, PRIMARY KEY(run, node)) WITHOUT ROWID;
         INSERT INTO run VALUES(1, 0);",
    )?;
    let mut begin = database.prepare("BEGIN IMMEDIATE")?;
    let mut insert = database.prepare("INSERT INTO line VALUES(?1, ?2, ?3)")?;
    let mut update = database.prepare("UPDATE run SET state = ?1 WHERE id = 1")?;
    let mut commit = database.prepare("COMMIT")?;
    let start = Instant::now();
    let mut commits = 0_i64;
    while start.elapsed() < length {
        begin.execute([])?;
        insert.execute(params![commits / 4, commits % 4, LINE])?;
        update.execute([commits])?;
        commit.execute([])?;
        commits += 1;
    }
    Ok(commits as f64 / start.elapsed().as_secs_f64())
}
