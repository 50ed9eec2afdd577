//! What SQLite's store promises besides what all do: its file, its owners' locks, a strict journal.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hera_core::entry::infrastructure;
use hera_core::plan::Isolation;
use hera_core::{Entry, Failure, FailureKind, Status};
use hera_runtime::context::{
    Context, StoreError, Transaction, TransactionLine, UniversalTransaction,
};
use hera_runtime::engine::Engine;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{
    CrashPoints, Fence, JournalLine, JournalWrite, Organization, RunHeader, RunId, RunQuery, Scope,
    Store, Taken,
};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::{Timestamp, Uuid, Value};
use serde_json::{Map, json};

use support::crash::{Tried, try_once};
use support::lab::Plan::Fault;
use support::{ACTOR, SALON};

const CODE: &str = "HERA.TEST.STORE.ROW.ANY.v1";

fn scope(organization_id: Uuid) -> Scope {
    Scope { organization_id, actor_id: ACTOR }
}

async fn begin(engine: &Engine, organization: Uuid) -> Transaction {
    engine.begin(scope(organization)).await.unwrap()
}

#[tokio::test]
async fn procedures_do_not_write_the_journal() {
    let bench = support::Bench::new().await;
    let run = bench.run("LAB.TWO.REQUESTED", json!({})).await;
    let mut tx = begin(&bench.engine, SALON).await;
    let header = tx.transactions().get(run.run_id.0).await.unwrap().unwrap();
    assert_eq!(header.transaction_type, "orchestration_run");
    let done = UniversalTransaction::changes().transaction_status("failed");
    let reserved =
        |result| assert!(matches!(result, Err(StoreError::Reserved { .. })), "{result:?}");
    reserved(tx.transactions().update(header.id, done).await);
    let forged = UniversalTransaction::new("Orchestration_Run", CODE);
    reserved(tx.transactions().insert(forged).await.map(drop));
    let under = TransactionLine::new(header.id, 99, "RETAIL", CODE);
    reserved(tx.lines().insert(under).await.map(drop));
    let line = TransactionLine::filter().transaction_id(header.id);
    let line = tx.lines().first(line).await.unwrap().unwrap();
    reserved(tx.lines().remove(line.id).await);
}

#[test]
fn a_foreign_or_newer_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("foreign.db");
    let connection = rusqlite::Connection::open(&foreign).unwrap();
    connection.execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
    drop(connection);
    assert!(matches!(SqliteStore::open(&foreign), Err(StoreError::Unfit { .. })));
    let newer = dir.path().join("newer.db");
    drop(SqliteStore::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(SqliteStore::open(&newer), Err(StoreError::Unfit { .. })));
}

#[test]
fn the_file_holds_the_sacred_six_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hera.db");
    drop(SqliteStore::open(&path).unwrap());
    drop(SqliteStore::open(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        names.collect::<Result<Vec<_>, _>>().unwrap(),
        [
            "core_dynamic_data",
            "core_entities",
            "core_organizations",
            "core_relationships",
            "universal_transaction_lines",
            "universal_transactions",
        ]
    );
    let mode: String =
        connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

// ---- runs ----

async fn store(dir: &Path) -> Arc<dyn Store> {
    let store = SqliteStore::open(dir.join("hera.db")).unwrap();
    let organization =
        Organization { id: SALON, name: "salon".to_owned(), code: "SALON".to_owned() };
    store.create_organization(&organization, ACTOR).await.unwrap();
    Arc::new(store)
}

fn header(run: u128, code: &str) -> RunHeader {
    RunHeader {
        id: RunId(Uuid::from_u128(run)),
        orchestration: CODE.to_owned(),
        event: "STORE.EVENT".to_owned(),
        context: Context {
            organization_id: SALON,
            actor_id: ACTOR,
            correlation_id: "c".to_owned(),
            idempotency_key: "k".to_owned(),
            started_at: "2026-11-23T04:00:00.123456Z".parse().unwrap(),
        },
        payload: json!({"text": "ü \"quoted\"", "none": null}),
        plan_sum: "sum".to_owned(),
        code: code.to_owned(),
        fingerprint: "print".to_owned(),
        concurrency_key: None,
    }
}

fn line(number: i64, entry: Entry<Value>) -> JournalLine {
    let at: Timestamp = "2026-11-23T04:00:01Z".parse().unwrap();
    let about = Map::from_iter([("procedure".to_owned(), json!("P"))]);
    JournalLine { number, entry, at, about }
}

fn committed(number: i64) -> JournalLine {
    line(number, Entry::Committed { boundary: "B".into(), attempt: 1 })
}

async fn write(
    store: &dyn Store,
    run: u128,
    fence: Fence,
    lines: Vec<JournalLine>,
) -> Result<(), StoreError> {
    let session = store.begin(scope(SALON), Isolation::Serializable).await.unwrap();
    let at = "2026-11-23T04:00:02Z".parse().unwrap();
    let (organization_id, actor_id) = (SALON, ACTOR);
    let (run, status) = (RunId(Uuid::from_u128(run)), Status::Running);
    let error = None;
    let turns = true;
    let write = JournalWrite {
        run,
        organization_id,
        actor_id,
        fence,
        turns,
        status,
        error,
        lines,
        at,
        releases: false,
    };
    session.commit(Some(write)).await
}

fn new(run: u128, code: &str) -> Fence {
    Fence::New(Arc::new(header(run, code)))
}

#[tokio::test]
async fn what_a_dead_owner_left_is_swept() {
    let dir = tempfile::tempdir().unwrap();
    let left = dir.path().join(format!("hera.db-owner-{}", Uuid::from_u128(7)));
    std::fs::write(&left, "").unwrap();
    let alive = store(dir.path()).await;
    write(&*alive, 1, new(1, "R1"), vec![]).await.unwrap();
    assert!(!left.exists());
    let second = store(dir.path()).await;
    write(&*second, 2, new(2, "R2"), vec![]).await.unwrap();
    let locks = || {
        let names = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name());
        names.filter(|name| name.to_str().unwrap().contains("-owner-")).count()
    };
    assert_eq!(locks(), 2, "those who live keep theirs");
    drop((alive, second));
    assert_eq!(locks(), 0);
}

#[tokio::test]
async fn a_journal_that_was_tampered_with_is_not_read() {
    for tamper in [
        "UPDATE universal_transaction_lines SET line_data = '{\"entry\":\"dreamt\"}'",
        "UPDATE universal_transaction_lines SET line_type = 'orchestration_node'",
        "UPDATE universal_transaction_lines SET line_number = 2",
        "UPDATE universal_transactions SET transaction_status = 'fine'",
        "UPDATE universal_transactions SET metadata = json_remove(metadata, '$.context.actor_id')",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let store = store(dir.path()).await;
        write(&*store, 1, new(1, "R1"), vec![committed(1)]).await.unwrap();
        rusqlite::Connection::open(dir.path().join("hera.db"))
            .unwrap()
            .execute(tamper, [])
            .unwrap();
        let loaded = store.load(RunId(Uuid::from_u128(1))).await;
        assert!(matches!(loaded, Err(StoreError::Corrupt { .. })), "{tamper}: {loaded:?}");
    }
}

#[tokio::test]
async fn runs_of_other_programs_keep_nobody_waiting() {
    let (dir, lab) = (tempfile::tempdir().unwrap(), support::lab::Lab::new());
    let request = support::request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
    let (path, crashing) = (dir.path().to_owned(), lab.clone());
    let tried = tokio::task::spawn_blocking(move || try_once(&path, &crashing, request, 2));
    let Tried::Crashed(_) = tried.await.unwrap() else { panic!("it dies on the way") };
    // Older ones, of an orchestration that this program does not have.
    let dead = store(dir.path()).await;
    for run in 1..=40 {
        write(&*dead, run, new(run, &format!("R{run}")), vec![]).await.unwrap();
    }
    drop(dead);

    let engine = support::engine(dir.path(), &lab, |builder| builder).await;
    let completed = async {
        let completed = RunQuery { status: Some(Status::Completed), ..RunQuery::default() };
        while engine.runs(completed.clone()).await.unwrap().runs.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = engine.attend() => panic!("it goes on as long as it is polled"),
        () = completed => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("it never has its turn"),
    }
}

/// Has a last word as the owner of a run, and dies.
struct LastWord(Mutex<Option<(Arc<dyn Store>, JournalWrite)>>);

impl CrashPoints for LastWord {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        let now = point == "before:take_over";
        let word = if now { self.0.lock().unwrap().take() } else { None };
        Box::pin(async move {
            let Some((owner, write)) = word else { return };
            let session = owner.begin(scope(SALON), Isolation::Serializable).await.unwrap();
            session.commit(Some(write)).await.unwrap();
        })
    }
}

#[tokio::test]
async fn what_an_owner_wrote_last_is_known_to_whoever_takes_over() {
    let bench = support::Bench::new().await;
    bench.lab.plan("SECOND", [Fault]);
    bench.try_run(support::request("LAB.TWO.REQUESTED", json!({}))).await.unwrap_err();
    let record = bench.engine.runs(RunQuery::default()).await.unwrap().runs.remove(0);
    let run = record.header.id;
    let support::Bench { dir, lab, engine, .. } = bench;
    drop(engine);

    let owner = store(dir.path()).await;
    let Taken { version, last_line } = owner.take_over(run, record.version).await.unwrap();
    let failed = Entry::AttemptFailed {
        boundary: "SECOND".into(),
        attempt: 1,
        node: "SECOND".into(),
        failure: Failure {
            code: infrastructure::TEMPORARY_LOCK_FAILURE.to_owned(),
            message: "locked".to_owned(),
            kind: FailureKind::Infrastructure,
        },
        retry_at: Some(0),
    };
    let word = JournalWrite {
        run,
        organization_id: SALON,
        actor_id: ACTOR,
        fence: Fence::Version(version),
        turns: false,
        status: Status::Running,
        releases: false,
        error: None,
        lines: vec![line(last_line + 1, failed.clone())],
        at: "2026-11-23T04:00:02Z".parse().unwrap(),
    };
    let last_word = LastWord(Mutex::new(Some((owner, word))));
    let next = support::engine(dir.path(), &lab, |builder| builder.crash_points(last_word)).await;
    assert_eq!(next.resume(run).await.unwrap().status, Status::Completed);
    let (_, lines) = next.store().load(run).await.unwrap().unwrap();
    let told = lines.iter().map(|line| &line.entry).collect::<Vec<_>>();
    assert_eq!(told.iter().filter(|entry| ***entry == failed).count(), 1);
    let done = Entry::Committed { boundary: "SECOND".into(), attempt: 2 };
    assert!(told.contains(&&done), "{told:?}");
    let calls = lab.calls().into_iter().filter(|call| call == "SECOND").count();
    assert_eq!(calls, 2, "once before, and once after: not in vain in between");
}

/// As it does when the disk fails amid a statement.
#[tokio::test]
async fn what_the_database_takes_back_by_itself_takes_no_step_apart() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path()).await;
    let runs = 1..=9;
    for run in runs.clone() {
        write(&*store, run, new(run, &format!("R{run}")), vec![]).await.unwrap();
    }
    let fails = RunId(Uuid::from_u128(5));
    let trigger = format!(
        "CREATE TRIGGER fails BEFORE INSERT ON universal_transaction_lines \
         WHEN new.transaction_id = '{fails}' BEGIN SELECT RAISE(ROLLBACK, 'no'); END"
    );
    rusqlite::Connection::open(dir.path().join("hera.db")).unwrap().execute(&trigger, []).unwrap();
    let mut writes = tokio::task::JoinSet::new();
    // So that nobody is alone.
    let open = store.begin(scope(SALON), Isolation::Serializable).await.unwrap();
    for run in runs {
        let store = Arc::clone(&store);
        writes.spawn(async move {
            (run, write(&*store, run, Fence::Version(1), vec![committed(1)]).await)
        });
    }
    let mut refused = 0;
    for (run, written) in writes.join_all().await {
        let (record, lines) = store.load(RunId(Uuid::from_u128(run))).await.unwrap().unwrap();
        let whole = if written.is_ok() { (2, 1) } else { (1, 0) };
        assert_eq!((record.version, lines.len()), whole, "run {run}: {written:?}");
        refused += usize::from(written.is_err());
    }
    drop(open);
    assert!(refused > 1, "others had shared its transaction");
}
