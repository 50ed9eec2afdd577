//! The same under runs that call the outside and go back: no room on the disk before each of their writes, a
//! database that is locked while a call is under way.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hera_core::Status;
use hera_runtime::context::StoreError;
use hera_runtime::engine::{Engine, ExecuteError, RunOutcome};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::CrashPoints;
use rusqlite::Connection;
use serde_json::json;

use super::support::lab::Plan::*;
use super::support::lab::{Gate, Lab};
use super::support::{self, request};
use super::{DIR, child, verdict};

const ADD: &str = "LAB.LINE_ADD.REQUESTED";
/// More than any run tries.
const MANY: usize = 20;
/// Longer than anything takes here.
const SOON: Duration = Duration::from_secs(60);
/// A point that is as far away as none is.
const NEVER: usize = usize::MAX;
/// Nodes of the flow that refuse, and how a run ends then.
const KINDS: [(Option<(&str, &str)>, Status); 3] = [
    (None, Status::Completed),
    (Some(("PERSIST", "CLOSED")), Status::Compensated),
    (Some(("REPRICE", "NO_PRICE")), Status::Compensated),
];

/// The disk has room for nothing more, or for all again.
fn room(bytes: &str) {
    let (pid, bytes) = (format!("--pid={}", std::process::id()), format!("--fsize={bytes}:"));
    assert!(Command::new("prlimit").args([pid, bytes]).status().unwrap().success());
}

/// There is no room from the n-th point before a write or a call on.
#[derive(Clone)]
struct Full(Arc<AtomicUsize>);

impl CrashPoints for Full {
    fn reach<'a>(&'a self, point: &'a str) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let left = &self.0;
            if !point.starts_with("before:") || left.load(Ordering::SeqCst) == NEVER {
                return;
            }
            if left.fetch_sub(1, Ordering::SeqCst) == 0 {
                left.store(NEVER, Ordering::SeqCst);
                room("1");
            }
        })
    }
}

async fn ask(engine: &Engine, key: &str) -> Result<RunOutcome, ExecuteError> {
    engine.execute(request(ADD, json!({})).idempotency_key(key)).await
}

/// Asks until the run is over, as a caller would and whoever looks after runs that nobody drives.
async fn to_the_end(engine: &Engine, key: &str) -> Status {
    let over = async {
        loop {
            match ask(engine, key).await {
                Ok(outcome) if outcome.status.is_final() => return outcome.status,
                Ok(outcome) => assert_eq!(outcome.parked, None),
                Err(ExecuteError::Store(_)) => {}
                Err(error) => panic!("{key}: {error}"),
            }
            let _ = engine.recover().await; // it is asked again
        }
    };
    tokio::time::timeout(SOON, over).await.unwrap_or_else(|_| panic!("{key} does not end"))
}

/// Each call was made once, and undone where its run went back.
fn outside_is(lab: &Lab, made: u32, undone: u32) {
    let outside = lab.outside();
    let sum = outside.values().fold((0, 0), |sum, one| (sum.0 + one.done, sum.1 + one.undone));
    assert_eq!(sum, (made, undone), "{outside:?}");
}

#[test]
fn no_room_before_any_write_leaves_no_call_lost_or_half_undone() {
    let name = "calls::no_room_before_any_write_leaves_no_call_lost_or_half_undone";
    if let Some(dir) = std::env::var_os(DIR) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        return runtime.block_on(without_room(&PathBuf::from(dir)));
    }
    let dir = tempfile::tempdir().unwrap();
    let own = child(name, dir.path());
    // A write beyond the limit is an error, and no signal.
    let mut shell = Command::new("bash");
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(own.get_program());
    let ended = shell.args(own.get_args()).env(DIR, dir.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
    let completed = said.lines().filter(|line| line.ends_with("Completed")).count() as i64;
    assert!(completed > 3, "{said}");
    // Two rows of each run that completed stand, and none of another.
    assert_eq!(verdict(dir.path()), [completed, 2 * completed, 0, 0], "{said}");
}

async fn without_room(dir: &Path) {
    let (lab, left) = (Lab::new(), Arc::new(AtomicUsize::new(NEVER)));
    let full = Full(Arc::clone(&left));
    let engine = support::engine(dir, &lab, |builder| builder.crash_points(full)).await;
    support::organizations(&engine).await;
    let (mut refused, mut made, mut undone) = (0, 0, 0);
    for (refuses, end) in KINDS {
        for nth in 0.. {
            let key = format!("{refuses:?} {nth}");
            if let Some((node, code)) = refuses {
                lab.plan(node, (0..MANY).map(|_| Refuse(code)));
            }
            left.store(nth, Ordering::SeqCst);
            let asked = tokio::time::timeout(SOON, ask(&engine, &key)).await.unwrap();
            let was_full = left.swap(NEVER, Ordering::SeqCst) == NEVER;
            room("unlimited");
            match asked {
                Ok(outcome) => assert_eq!(outcome.status, end, "{key}"),
                Err(ExecuteError::Store(StoreError::Unavailable { .. })) => refused += 1,
                Err(error) => panic!("{key}: {error}"),
            }
            assert_eq!(to_the_end(&engine, &key).await, end, "{key}");
            println!("{key}: {end:?}");
            lab.forget();
            made += 1;
            undone += u32::from(end == Status::Compensated);
            outside_is(&lab, made, undone);
            if !was_full {
                break;
            }
        }
    }
    assert!(refused >= 12, "the disk was full {refused} times");
}

/// A run whose call, or whose way back, waits at a gate; then another process locks the database for longer than
/// a write waits, and the call ends.
async fn locked_under(call: &str, refuses: bool, end: Status) {
    let (dir, lab) = (tempfile::tempdir().unwrap(), Lab::new());
    let engine = support::engine(dir.path(), &lab, |builder| builder).await;
    support::organizations(&engine).await;
    let gate = Gate::default();
    lab.plan(call, [Wait(gate.clone())]);
    if refuses {
        lab.plan("PERSIST", (0..MANY).map(|_| Refuse("CLOSED")));
    }
    let asked = tokio::spawn({
        let engine = engine.clone();
        async move { ask(&engine, "k").await }
    });
    gate.reached.notified().await;
    let locker = Connection::open(dir.path().join("hera.db")).unwrap();
    locker.busy_timeout(SOON).unwrap();
    locker.execute_batch("BEGIN IMMEDIATE").unwrap();
    gate.open.notify_one();
    let busy = tokio::time::timeout(SOON, asked).await.unwrap().unwrap();
    assert_eq!(busy.unwrap_err(), ExecuteError::Store(StoreError::Busy));
    locker.execute_batch("COMMIT").unwrap();
    assert_eq!(to_the_end(&engine, "k").await, end);
    outside_is(&lab, 1, u32::from(refuses));
    let completed = i64::from(end == Status::Completed);
    assert_eq!(verdict(dir.path()), [completed, 2 * completed, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_locked_under_a_call_goes_on_with_its_run() {
    locked_under("RESERVE", false, Status::Completed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_locked_on_the_way_back_goes_on_with_it() {
    locked_under("undo RESERVE", true, Status::Compensated).await;
}
