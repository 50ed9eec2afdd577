//! A COMMIT that fails, a disk that is full, a transaction that is gone.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::super::cells::failed;
use super::super::connect;
use super::*;

const INSERT: &str = "INSERT INTO t VALUES ('x')";

/// A writer whose commits fail while the flag is up.
fn writer(dir: &Path) -> (Writer, Arc<AtomicBool>) {
    let path = dir.join("hera.db");
    let mut connection = connect::open(&path).unwrap();
    connection.execute_batch("CREATE TABLE t (value)").unwrap();
    let fails = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&fails);
    connection.commit_hook(Some(move || flag.load(Ordering::SeqCst))).unwrap();
    let checkpointer = Checkpointer::new(&path, &mut connection).unwrap();
    (Writer::new(connection, checkpointer), fails)
}

fn count(dir: &Path) -> usize {
    let reader = Connection::open(dir.join("hera.db")).unwrap();
    let rows: i64 = reader.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap();
    usize::try_from(rows).unwrap()
}

async fn run(writer: Writer, sql: &'static str) -> Answer {
    let mut turn = writer.begin().await?;
    turn.mark()?;
    let done = turn.execute_batch(sql).map_err(failed);
    turn.end(done).await
}

/// Runs sessions that all wait before the first begins.
async fn together(writer: &Writer, sql: &[&'static str]) -> Vec<Answer> {
    let holder = writer.begin().await.unwrap();
    let spawn = |sql: &&'static str| tokio::spawn(run(writer.clone(), sql));
    let sessions: Vec<_> = sql.iter().map(spawn).collect();
    tokio::task::yield_now().await;
    drop(holder);
    let mut answers = Vec::new();
    for session in sessions {
        answers.push(session.await.unwrap());
    }
    answers
}

fn is_unavailable(answer: &Answer) -> bool {
    matches!(answer, Err(StoreError::Unavailable { .. }))
}

#[tokio::test]
async fn a_commit_that_fails_fails_for_all_of_its_batch() {
    let dir = tempfile::tempdir().unwrap();
    let (writer, fails) = writer(dir.path());
    fails.store(true, Ordering::SeqCst);
    // One of them is refused by the database, because of what may never come to be.
    let answers = together(&writer, &[INSERT, INSERT, "no SQL", INSERT]).await;
    assert!(answers.iter().all(is_unavailable), "{answers:?}");
    assert_eq!(count(dir.path()), 0);
    fails.store(false, Ordering::SeqCst);
    assert_eq!(together(&writer, &[INSERT, INSERT]).await, [Ok(()), Ok(())]);
    assert_eq!(count(dir.path()), 2);
}

#[tokio::test]
async fn a_full_disk_is_never_answered_as_done() {
    let dir = tempfile::tempdir().unwrap();
    let (writer, _) = writer(dir.path());
    let turn = writer.begin().await.unwrap();
    turn.query_row("PRAGMA max_page_count = 8", [], |_| Ok(())).unwrap();
    drop(turn);
    let large = "INSERT INTO t VALUES (zeroblob(1000000))";
    let answers = together(&writer, &[INSERT, INSERT, large, INSERT]).await;
    assert!(is_unavailable(&answers[2]), "{answers:?}");
    assert_eq!(count(dir.path()), answers.iter().filter(|answer| answer.is_ok()).count());
    assert_eq!(run(writer, INSERT).await, Ok(()));
}

#[tokio::test]
async fn a_transaction_that_the_database_gives_up_takes_its_batch_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let (writer, _) = writer(dir.path());
    let answers = together(&writer, &[INSERT, "ROLLBACK", INSERT]).await;
    assert!(is_unavailable(&answers[0]) && is_unavailable(&answers[1]), "{answers:?}");
    assert_eq!(answers[2], Ok(()));
    assert_eq!(count(dir.path()), 1);
}

#[tokio::test]
async fn where_the_wait_is_long_it_comes_before_the_call() {
    let dir = tempfile::tempdir().unwrap();
    let (writer, _) = writer(dir.path());
    let mut turn = writer.begin().await.unwrap();
    assert!(!writer.is_crowded());
    std::thread::sleep(Duration::from_millis(2 * LONG_MS));
    assert!(writer.is_crowded());
    turn.mark().unwrap();
    turn.end(Ok(())).await.unwrap();
    assert!(!writer.is_crowded());

    let turn = writer.begin().await.unwrap();
    let asks = |_| tokio::spawn(run(writer.clone(), INSERT));
    let sessions: Vec<_> = (0..CROWD).map(asks).collect();
    tokio::task::yield_now().await;
    assert!(writer.is_crowded(), "so many wait");
    drop(turn);
    for session in sessions {
        assert_eq!(session.await.unwrap(), Ok(()));
    }
    assert!(!writer.is_crowded());
}
