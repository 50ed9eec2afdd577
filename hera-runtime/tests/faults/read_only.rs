//! A server that takes no writes for a while, as one that is short of room or has lost its primary: nothing is
//! lost or doubled, and runs go on when it is back, without a new start of anything.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hera_runtime::context::StoreError;
use hera_runtime::engine::ExecuteError;
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::CrashPoints;
use hera_runtime::testing::server::PostgresServer;
use tokio::time::timeout;

use super::support::verdict::judge;
use super::support::work::the_request;
use super::{KINDS, NEVER, asking, engine, to_the_end, under_load};

/// Longer than a run takes.
const SOON: Duration = Duration::from_secs(30);
/// How long sessions take to hear of a setting.
const HEARD: Duration = Duration::from_millis(30);

/// All sessions of the server hear of it, before their next transaction.
fn turn(server: &PostgresServer, read_only: bool) {
    let setting = if read_only { "on" } else { "off" };
    let set = format!("ALTER SYSTEM SET default_transaction_read_only = {setting}");
    server.sql("postgres", &set).unwrap();
    server.sql("postgres", "SELECT pg_reload_conf()").unwrap();
    let is_set = || server.sql("postgres", "SHOW default_transaction_read_only").unwrap();
    while is_set().trim() != setting {}
    std::thread::sleep(HEARD);
}

/// Turns the server read-only at the n-th point before a write or a call.
#[derive(Clone)]
struct Turning {
    server: Arc<PostgresServer>,
    left: Arc<AtomicUsize>,
}

impl CrashPoints for Turning {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            if !point.starts_with("before:") || self.left.load(Ordering::SeqCst) == NEVER {
                return;
            }
            if self.left.fetch_sub(1, Ordering::SeqCst) == 0 {
                self.left.store(NEVER, Ordering::SeqCst);
                turn(&self.server, true);
            }
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_turns_read_only_before_each_write_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let notes = dir.path().join("notes");
    let server = Arc::new(PostgresServer::start(false).unwrap());
    let url = server.place("read_only").unwrap();
    let left = Arc::new(AtomicUsize::new(NEVER));
    let turning = Turning { server: Arc::clone(&server), left: Arc::clone(&left) };
    let engine = engine(&url, &notes, turning).await;
    let (mut runs, mut refused) = (0, 0);
    for (kind, end) in KINDS {
        for nth in 0.. {
            let number = kind + 10 * u32::try_from(nth).unwrap();
            left.store(nth, Ordering::SeqCst);
            let asked = timeout(SOON, engine.execute(the_request(number))).await.unwrap();
            if let Err(ExecuteError::Store(StoreError::Unavailable { what })) = &asked {
                assert!(what.contains("25006"), "{what}");
                refused += 1;
            }
            let never_turned = left.swap(NEVER, Ordering::SeqCst) != NEVER;
            turn(&server, false);
            let ended = timeout(SOON, to_the_end(&engine, number)).await;
            assert_eq!(ended.unwrap(), end, "turned at {nth} of request {number}: {asked:?}");
            runs += 1;
            if never_turned {
                break;
            }
        }
    }
    assert!(refused >= 8, "a server that takes no writes was noticed {refused} times");
    judge(runs, &notes, asking(&server, "read_only"));
}

#[test]
fn a_server_turns_read_only_under_load_and_comes_back() {
    let server = PostgresServer::start(false).unwrap();
    under_load(&server, "turned", || {
        turn(&server, true);
        std::thread::sleep(Duration::from_millis(150));
        turn(&server, false);
    });
}

/// New sessions take no writes, and the old ones are ended.
fn turn_database(server: &PostgresServer) {
    let set = "ALTER DATABASE hera SET default_transaction_read_only = on";
    server.sql("postgres", set).unwrap();
    end_sessions(server);
}

fn end_sessions(server: &PostgresServer) {
    let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'hera'";
    server.sql("postgres", end).unwrap();
}

#[test]
fn a_database_turns_read_only_under_load_and_comes_back() {
    let server = PostgresServer::start(false).unwrap();
    under_load(&server, "database", || {
        turn_database(&server);
        std::thread::sleep(Duration::from_millis(150));
        let reset = "ALTER DATABASE hera RESET default_transaction_read_only";
        server.sql("postgres", reset).unwrap();
        end_sessions(&server);
    });
}

#[test]
fn sessions_that_began_read_only_are_not_kept() {
    let server = PostgresServer::start(false).unwrap();
    under_load(&server, "kept", || {
        turn_database(&server);
        std::thread::sleep(Duration::from_millis(150));
        let reset = "ALTER DATABASE hera RESET default_transaction_read_only";
        server.sql("postgres", reset).unwrap();
    });
}
