//! What a simulation reports, as a table: the script, and the run that it makes.

use super::{Report, Script, simulate, simulate_watched};
use crate::entry::implicit;
use crate::machine::Machine;
use crate::plan::{NodeIx, Plan};
use crate::testkit::{Table, plan};

const ADD: &str = "
    VALIDATE check errors BAD_LINE
    RESERVE call undo in add after VALIDATE when errors NO_STOCK BUSY?
    PERSIST write undo in add after RESERVE errors CART_CLOSED
    REPRICE write after PERSIST errors NO_PRICE
";

/// Plays `NODE=CODE[:TIMES]` (`~NODE=…` for its compensation) and tells the report in short.
fn play(plan: Plan, off: &str, script: &str) -> String {
    let find = |id: &str| plan.find(id).unwrap();
    let mut played = Script::new();
    for line in script.split_whitespace() {
        let (node, failure) = line.split_once('=').unwrap();
        let (code, times) = match failure.split_once(':') {
            Some((code, times)) => (code, Some(times.parse().unwrap())),
            None => (failure, None),
        };
        played = match node.strip_prefix('~') {
            Some(node) => played.fail_compensation(find(node), code, times),
            None => played.fail(find(node), code, times),
        };
    }
    let off: Vec<NodeIx> = off.split_whitespace().map(find).collect();
    let machine = Machine::new(Table::new(plan.clone()).without(off));
    told(&simulate(machine, &played, &mut |node| node.0).unwrap())
}

fn told(report: &Report) -> String {
    let calls: u32 = report.attempts.values().sum();
    let mut told = format!("{} in {calls} calls", report.outcome.as_str());
    for (what, list) in [
        ("did", &report.executed),
        ("skipped", &report.skipped),
        ("committed", &report.commits),
        ("rolled back", &report.rolled_back),
        ("undid", &report.compensated),
    ] {
        if !list.is_empty() {
            told += &format!(", {what} {}", list.join(" "));
        }
    }
    if let Some(parked) = &report.parked {
        told += &format!(", parked {:?} for {}: {}", parked.direction, parked.node, parked.reason);
    }
    if let Some(error) = &report.error {
        told += &format!(", because {} said {}", error.node, error.code);
    }
    told
}

#[track_caller]
fn check(script: &str, expected: &str) {
    assert_eq!(play(plan(ADD), "", script), expected, "with {script}");
}

#[test]
fn the_adding_flow_with_each_failure() {
    check("", "completed in 4 calls, did VALIDATE RESERVE PERSIST REPRICE, committed add REPRICE");
    check("VALIDATE=BAD_LINE", "failed in 1 calls, because VALIDATE said BAD_LINE");
    check(
        "RESERVE=NO_STOCK",
        "failed in 2 calls, did VALIDATE, rolled back add, because RESERVE said NO_STOCK",
    );
    check(
        "RESERVE=BUSY:2",
        "completed in 6 calls, did VALIDATE RESERVE PERSIST REPRICE, committed add REPRICE",
    );
    check(
        "PERSIST=CART_CLOSED",
        "compensated in 3 calls, did VALIDATE RESERVE, rolled back add, undid RESERVE, \
         because PERSIST said CART_CLOSED",
    );
    check(
        "PERSIST=TEMPORARY_LOCK_FAILURE:2",
        "completed in 6 calls, did VALIDATE RESERVE PERSIST REPRICE, committed add REPRICE",
    );
    check(
        "REPRICE=NO_PRICE",
        "compensated in 4 calls, did VALIDATE RESERVE PERSIST, committed add, rolled back REPRICE, \
         undid PERSIST RESERVE, because REPRICE said NO_PRICE",
    );
    check(
        "REPRICE=NO_PRICE ~PERSIST=GONE",
        "parked in 4 calls, did VALIDATE RESERVE PERSIST, committed add, rolled back REPRICE, \
         undid RESERVE, parked Back for PERSIST: the compensation of `PERSIST` failed with `GONE`, \
         because REPRICE said NO_PRICE",
    );
}

#[test]
fn a_node_in_doubt_is_found_absent_or_unknown() {
    check(
        "RESERVE=UNKNOWN:3",
        "compensated in 5 calls, did VALIDATE RESERVE, rolled back add, undid RESERVE, \
         because RESERVE said UNKNOWN",
    );
    check(
        "RESERVE=UNKNOWN:4 RESERVE=NO_STOCK",
        "failed in 6 calls, did VALIDATE, rolled back add, because RESERVE said UNKNOWN",
    );
    check(
        "RESERVE=UNKNOWN",
        "compensated in 7 calls, did VALIDATE, rolled back add, undid RESERVE, \
         because RESERVE said UNKNOWN",
    );
}

#[test]
fn conditions_before_and_invariants_after_an_external_node() {
    check(
        &format!("RESERVE={}", implicit::PRECONDITION_FAILED),
        "failed in 2 calls, did VALIDATE, rolled back add, because RESERVE said PRECONDITION_FAILED",
    );
    check(
        &format!("RESERVE={}", implicit::INVARIANT_VIOLATED),
        "compensated in 2 calls, did VALIDATE RESERVE, rolled back add, undid RESERVE, \
         because RESERVE said INVARIANT_VIOLATED",
    );
}

#[test]
fn a_skipped_node_is_not_undone() {
    assert_eq!(
        play(plan(ADD), "RESERVE", "REPRICE=NO_PRICE"),
        "compensated in 3 calls, did VALIDATE PERSIST, skipped RESERVE, committed add, \
         rolled back REPRICE, undid PERSIST, because REPRICE said NO_PRICE"
    );
}

#[test]
fn past_the_pivot_the_reason_is_told() {
    let sketch = "REFUND write\nPOST write after REFUND errors NO_MAPPING";
    assert_eq!(
        play(plan(sketch), "", "POST=NO_MAPPING"),
        "parked in 2 calls, did REFUND, committed REFUND, rolled back POST, parked Forward for \
         REFUND: `POST` failed with `NO_MAPPING`, and `REFUND`, which is done, has no \
         compensation, because POST said NO_MAPPING"
    );
}

#[test]
fn a_report_is_the_json_that_the_command_line_prints() {
    let machine = Machine::new(Table::new(plan("A write errors NO")));
    let script = Script::new().fail(NodeIx(0), "NO", None);
    let report = simulate(machine, &script, &mut |_| 0).unwrap();
    assert_eq!(
        serde_json::to_string(&report).unwrap(),
        r#"{"outcome":"failed","executed":[],"skipped":[],"commits":[],"rolled_back":["A"],"compensated":[],"attempts":{"A":1},"parked":null,"error":{"code":"NO","node":"A","message":"simulated failure NO"}}"#
    );
}

#[test]
fn retries_out_of_all_bounds_are_refused() {
    let mut plan = plan("A write");
    plan.retry.max_attempts = u32::MAX;
    let script = Script::new().fail(NodeIx(0), "STORE_FAILURE", None);
    let machine = Machine::new(Table::new(plan));
    let fault = simulate(machine, &script, &mut |_| 0).unwrap_err();
    assert_eq!(fault.to_string(), "the simulation takes more than 1000000 steps");
}

#[test]
fn a_watcher_sees_each_entry_at_its_time() {
    let machine = Machine::new(Table::new(plan("A write")));
    let script = Script::new().fail(NodeIx(0), "STORE_FAILURE", Some(1));
    let mut seen = Vec::new();
    let mut watch = |at: i64, entry: &crate::Entry<u32>| {
        seen.push((at, format!("{entry:?}").split_whitespace().next().unwrap().to_owned()));
    };
    simulate_watched(machine, &script, &mut |node| node.0, &mut watch).unwrap();
    let names: Vec<&str> = seen.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["AttemptFailed", "Succeeded", "Committed"]);
    assert!(seen[0].0 == 0 && seen[1].0 > 0, "the second attempt waits");
}
