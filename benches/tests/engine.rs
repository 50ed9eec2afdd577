//! The measurements of the engine, very short ones: they measure what they say.

use std::path::Path;
use std::process::Command;

/// The number behind `key` that a measurement printed; the next arguments follow a folder.
fn number(before: &[&str], folder: &Path, after: &[&str], key: &str) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_engine"));
    let output = command.args(before).arg(folder).args(after).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = said.lines().filter_map(|line| line.strip_prefix(key)?.trim().parse().ok());
    found.next().unwrap_or_else(|| panic!("no `{key}` in {said}"))
}

#[test]
fn one_commit_is_one_boundary() {
    let folder = tempfile::tempdir().expect("a folder");
    let commits = number(&["load", "steps"], folder.path(), &["1", "0.2"], "commits");
    assert!((commits - 4.0).abs() < 0.05, "{commits} commits for four boundaries");
}

#[test]
fn what_was_copied_and_left_is_gone_on_with_to_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let leave = Command::new(env!("CARGO_BIN_EXE_engine"))
        .args(["leave"])
        .arg(folder.path())
        .arg("40")
        .status();
    assert!(leave.expect("it starts").success());
    // It fails unless all 40 complete.
    assert!(number(&["recover"], folder.path(), &["40"], "per_s") > 0.0);
}

#[test]
fn finished_copies_are_as_many_as_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    for runs in ["10", "30"] {
        let fill = Command::new(env!("CARGO_BIN_EXE_engine"))
            .args(["fill"])
            .arg(folder.path())
            .arg(runs)
            .status();
        assert!(fill.expect("it starts").success());
    }
    let database = rusqlite::Connection::open(folder.path().join("hera.db")).expect("a database");
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a row");
    let completed = "SELECT count(*) FROM universal_transactions
        WHERE transaction_type = 'orchestration_run' AND transaction_status = 'completed'";
    assert_eq!(count(completed), 32, "30 copies, and two that the engine made");
    let lines = "SELECT count(*) FROM universal_transaction_lines";
    assert_eq!(count(lines), 32 * 4, "a row for each of four boundaries");
}

#[test]
fn a_waiting_run_holds_some_memory() {
    for kind in ["attempt", "key"] {
        let folder = tempfile::tempdir().expect("a folder");
        let bytes = number(&["memory", kind], folder.path(), &["400"], "bytes");
        assert!((100.0..1_000_000.0).contains(&bytes), "{kind}: {bytes} bytes");
    }
}
