//! Tables with very many runs: copies of one that the engine itself has written, by SQL.
//!
//! A copy differs from its original in its ids, its unique code and its time of admission; copies follow
//! each other by a millisecond. What a header and its lines hold besides, the engine wrote.

use std::path::Path;

use anyhow::{Context, ensure};
use rusqlite::{Connection, OptionalExtension, params};

use crate::load::DATABASE;

/// Runs that are copied in one transaction.
const CHUNK: u32 = 20_000;
/// When the first copy was admitted, in milliseconds since the epoch: before all real ones.
const FIRST_MS: i64 = 1_600_000_000_000;

/// Time, id and code of copy `i`; the ids are as those of the engine, which begin with the time.
const COPIES: &str = "WITH RECURSIVE copy(i, ms) AS (
        SELECT ?1, ?1 + ?3 UNION ALL SELECT i + 1, ms + 1 FROM copy WHERE i + 1 < ?2
    )";
const RUN_ID: &str = "printf('%08x-%04x-7000-8000-%012x', ms >> 16, ms & 65535, i)";
const LINE_ID: &str = "printf('%08x-%04x-5000-8%03x-%012x', ms >> 16, ms & 65535, line_number, i)";
const AT: &str = "strftime('%Y-%m-%dT%H:%M:%f000Z', ms / 1000.0, 'unixepoch')";

/// Copies the one run that is there until there are as many.
pub(crate) fn fill(folder: &Path, runs: u32) -> anyhow::Result<()> {
    let mut database = Connection::open(folder.join(DATABASE))?;
    // Made durable once, at the end.
    database.pragma_update(None, "synchronous", "OFF")?;
    let original = "SELECT id FROM universal_transactions
        WHERE transaction_type = 'orchestration_run' ORDER BY id DESC LIMIT 1";
    let original: Option<String> = database.query_row(original, [], |row| row.get(0)).optional()?;
    let original = original.context("a run to copy")?;
    let count = "SELECT count(*) FROM universal_transactions WHERE created_at < '2021'";
    let mut there: u32 = database.query_row(count, [], |row| row.get(0))?;
    let headers = statement(
        &database,
        "universal_transactions",
        "id = ?4",
        &[("id", RUN_ID), ("transaction_code", "transaction_code || '-' || i")],
    )?;
    let lines = statement(
        &database,
        "universal_transaction_lines",
        "transaction_id = ?4",
        &[("id", LINE_ID), ("transaction_id", RUN_ID)],
    )?;
    while there < runs {
        let until = runs.min(there + CHUNK);
        let transaction = database.transaction()?;
        let values = params![there, until, FIRST_MS, original];
        let copied = transaction.execute(&headers, values)?;
        ensure!(copied == (until - there) as usize, "{copied} runs were copied");
        transaction.execute(&lines, values)?;
        transaction.commit()?;
        there = until;
    }
    database.pragma_update(None, "synchronous", "FULL")?;
    database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    std::fs::File::open(folder.join(DATABASE))?.sync_all()?;
    Ok(())
}

/// Copies the rows of a table where `which` holds; the columns that differ are made by `made`.
fn statement(
    database: &Connection,
    table: &str,
    which: &str,
    made: &[(&str, &str)],
) -> anyhow::Result<String> {
    let mut columns = database.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns = columns.query_map([table], |row| row.get(0))?;
    let columns = columns.collect::<Result<Vec<String>, _>>()?;
    let value = |column: &String| {
        let made = made.iter().find(|(name, _)| name == column).map(|(_, value)| *value);
        match column.as_str() {
            "created_at" | "updated_at" => AT.to_owned(),
            _ => made.map_or_else(|| format!("original.{column}"), str::to_owned),
        }
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    Ok(format!(
        "{COPIES} INSERT INTO {table} ({}) SELECT {} FROM copy, \
         (SELECT * FROM {table} WHERE {which}) AS original",
        columns.join(", "),
        values.join(", ")
    ))
}
