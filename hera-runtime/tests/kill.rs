//! The real thing: a child process is killed with SIGKILL at each point of a run, and the next
//! process goes on.
//!
//! The child is this test binary itself, told by an environment variable what to do.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

mod support;

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use hera_core::Status;
use hera_runtime::context::Entity;
use hera_runtime::ports::Scope;
use hera_runtime::testing::crash::{CRASH_AT, CRASH_LOG, KillSwitch};
use serde_json::json;

use support::lab::Lab;
use support::{ACTOR, SALON, request};

const DATABASE: &str = "HERA_TEST_KILL_DIR";
const SIGKILL: i32 = 9;
const ME: &str = "a_killed_process_loses_nothing";

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()
}

#[test]
fn a_killed_process_loses_nothing() {
    if let Some(dir) = std::env::var_os(DATABASE) {
        return child(&PathBuf::from(dir));
    }
    let mut killed = Vec::new();
    loop {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("points");
        let ended = start_child(dir.path(), &log, killed.len() + 1);
        let points = std::fs::read_to_string(&log).unwrap();
        if ended.success() {
            assert_eq!(points.lines().count(), killed.len());
            break;
        }
        assert_eq!(ended.signal(), Some(SIGKILL), "killed, and not ended by itself");
        killed.push(points.lines().last().unwrap().to_owned());
        runtime().block_on(recover(dir.path()));
    }
    let expected = ["before:commit:FIRST", "after:commit:FIRST", "before:commit:SECOND"];
    assert_eq!(killed[..3], expected);
    assert_eq!(killed.len(), 4);
}

fn start_child(dir: &Path, log: &Path, at: usize) -> ExitStatus {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([ME, "--exact", "--nocapture"]);
    child.env(DATABASE, dir).env(CRASH_AT, at.to_string()).env(CRASH_LOG, log);
    child.output().unwrap().status
}

fn child(dir: &Path) {
    runtime().block_on(async {
        let switch = KillSwitch::from_env().unwrap();
        let engine = support::engine(dir, &Lab::new(), |builder| builder.crash_points(switch));
        support::organizations(&engine).await;
        let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
        assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
    });
}

async fn recover(dir: &Path) {
    let engine = support::engine(dir, &Lab::new(), |builder| builder);
    for recovered in engine.recover().await.unwrap() {
        assert_eq!(recovered.result.unwrap().status, Status::Completed);
    }
    // The caller asks again, whatever it had heard.
    let request = request("LAB.TWO.REQUESTED", json!({})).idempotency_key("k");
    assert_eq!(engine.execute(request).await.unwrap().status, Status::Completed);
    let view = engine.view(Scope { organization_id: SALON, actor_id: ACTOR }).await.unwrap();
    let rows = view.entities().find(Entity::filter().entity_type("lab")).await.unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row.entity_name.as_str()).collect();
    assert_eq!(names, ["FIRST", "SECOND"]);
}
