//! What a store can do at most: small transactions, each durable before its caller begins the next.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use hera_load::{Asked, windowed};
use rusqlite::{Connection, params};
use tokio_postgres::{Client, NoTls, Statement};

const LINE: &str = "{\"ok\":true,\"node\":\"PERSIST\",\"quantity\":2,\"price\":\"129.90\"}";

/// Commits per second of SQLite's one writer: a line and the state of its run in each.
pub(crate) fn of_sqlite(asked: &Asked) -> anyhow::Result<f64> {
    let database = Connection::open(asked.file("floor.db"))?;
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
    while start.elapsed() < asked.length {
        begin.execute([])?;
        insert.execute(params![commits / 4, commits % 4, LINE])?;
        update.execute([commits])?;
        commit.execute([])?;
        commits += 1;
    }
    Ok(commits as f64 / start.elapsed().as_secs_f64())
}

type Clients = Arc<Mutex<Vec<(Client, Statement)>>>;

/// Commits per second of a PostgreSQL server: a row in each, by a statement that is prepared, and a
/// connection for each caller.
pub(crate) async fn of_postgres(asked: &Asked) -> anyhow::Result<f64> {
    let mut clients = Vec::new();
    for _ in 0..asked.at_once {
        let (client, connection) = tokio_postgres::connect(&asked.place, NoTls).await?;
        tokio::spawn(connection);
        if clients.is_empty() {
            client.batch_execute("CREATE TABLE IF NOT EXISTS floor(output text)").await?;
        }
        let insert = client.prepare("INSERT INTO floor VALUES($1)").await?;
        clients.push((client, insert));
    }
    let clients: Clients = Arc::new(Mutex::new(clients));
    let lock = |clients: &Clients| clients.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let run = move || {
        let clients = Arc::clone(&clients);
        async move {
            let (client, insert) = lock(&clients).context("a connection for each caller")?;
            client.execute(&insert, &[&LINE]).await?;
            clients.lock().unwrap_or_else(PoisonError::into_inner).push((client, insert));
            Ok(())
        }
    };
    let warm_up = asked.length.min(Duration::from_secs(1)) / 4;
    Ok(windowed(asked.at_once, (warm_up, asked.length), run).await?.per_s())
}
