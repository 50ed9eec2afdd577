//! The proof on flows that a person can check, and against all runs of thousands of small flows.

mod explore;
mod oracle;

use super::{Ends, FailureClass, NoWayBack, ways_back};
use crate::plan::{NodeIx, Plan};
use crate::testkit::plan;

/// `P <- F: A B` for each pair, with `|` in parallel and the path where it has inner nodes.
fn pairs(plan: &Plan, pairs: &[NoWayBack]) -> String {
    let id = |node: NodeIx| plan.node(node).id.to_string();
    let pair = |pair: &NoWayBack| {
        let sign = if pair.parallel { "|" } else { "<-" };
        let mut told =
            format!("{} {sign} {}: {}", id(pair.pivot), id(pair.fails), pair.errors.join(" "));
        if pair.path.len() > 2 {
            let path: Vec<String> = pair.path.iter().map(|node| id(*node)).collect();
            told += &format!(" via {}", path.join(" "));
        }
        told
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
}

/// `FULL: failed compensated parked` for each failure of a node.
fn ends(sketch: &str, node: &str) -> String {
    let plan = plan(sketch);
    let proof = ways_back(&plan, &|_, _| true);
    let rows = proof.rows.iter().filter(|row| plan.node(row.node).id == node);
    let told = rows.map(|row| {
        let Ends { failed, compensated, parked } = row.ends;
        let ends = [(failed, "failed"), (compensated, "compensated"), (parked, "parked")];
        let ends: Vec<&str> = ends.iter().filter_map(|(can, end)| can.then_some(*end)).collect();
        format!("{} {}", row.error, ends.join("/"))
    });
    told.collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(sketch: &str, no_way_back: &str, outages: &str) {
    let plan = plan(sketch);
    let proof = ways_back(&plan, &|_, _| true);
    assert_eq!(pairs(&plan, &proof.no_way_back), no_way_back, "no way back");
    assert_eq!(pairs(&plan, &proof.outages), outages, "outages");
}

/// The seed's flow goes back all the way.
const ADD: &str = "
    VALIDATE check errors BAD_LINE
    RESERVE call undo in add after VALIDATE when errors NO_STOCK BUSY?
    PERSIST write undo in add after RESERVE errors CART_CLOSED
    REPRICE write after PERSIST errors NO_PRICE
";

#[test]
fn the_seed_has_its_ways_back() {
    check(ADD, "", "");
    assert_eq!(ends(ADD, "VALIDATE"), "BAD_LINE failed, UNKNOWN failed");
    assert_eq!(ends(ADD, "RESERVE"), "NO_STOCK failed, BUSY failed, UNKNOWN failed/compensated");
    assert_eq!(ends(ADD, "PERSIST"), "CART_CLOSED failed/compensated, UNKNOWN failed/compensated");
    assert_eq!(ends(ADD, "REPRICE"), "NO_PRICE compensated, UNKNOWN compensated");
}

#[test]
fn a_failure_after_the_pivot_has_no_way_back() {
    let refund = "
        RESTOCK write undo errors NO_ITEM
        REFUND write after RESTOCK errors DECLINED
        TAX write undo after REFUND errors NO_RATE NO_ZONE LATE?
        POST write after TAX errors NO_MAPPING
    ";
    check(
        refund,
        "REFUND <- TAX: NO_RATE NO_ZONE, REFUND <- POST: NO_MAPPING via REFUND TAX POST",
        "",
    );
    assert_eq!(ends(refund, "REFUND"), "DECLINED compensated, UNKNOWN compensated");
    assert_eq!(ends(refund, "POST"), "NO_MAPPING parked, UNKNOWN parked");
}

#[test]
fn nodes_without_a_final_error_are_only_outages() {
    check("A write errors NO\nB write undo after A errors BUSY?", "", "A <- B: BUSY UNKNOWN");
}

#[test]
fn a_procedure_without_errors_has_an_unknown_one() {
    check("A write errors NO\nB check after A", "A <- B: UNKNOWN_ERROR", "");
}

#[test]
fn parallel_boundaries_count() {
    check("A write errors BUSY?\nB check errors NO", "A | B: NO", "");
    assert_eq!(
        ends("A write errors BUSY?\nB check errors NO", "B"),
        "NO failed/parked, UNKNOWN failed/parked"
    );
}

#[test]
fn a_rollback_takes_care_of_the_own_transaction() {
    check("A write in one errors BUSY?\nB write in one after A errors NO", "", "");
    check(
        "E call in one errors BUSY?\nB write in one after E errors NO",
        "E <- B: NO",
        "E <- E: UNKNOWN",
    );
    // In the transaction: also by an attempt that was lost after the call.
    check(
        "A write in one errors NO\nE call in one after A errors BUSY?",
        "E <- A: NO",
        "E <- E: UNKNOWN",
    );
}

#[test]
fn conditions_that_exclude_each_other_do_not_count() {
    let plan = plan("A write when errors BUSY?\nB write undo when after A errors NO");
    let apart = ways_back(&plan, &|_, _| false);
    assert_eq!(pairs(&plan, &apart.no_way_back), "");
    let together = ways_back(&plan, &|_, _| true);
    assert_eq!(pairs(&plan, &together.no_way_back), "A <- B: NO");
}

#[test]
fn in_doubt_a_compensation_that_reads_the_output_is_noted() {
    let plan = plan("A call undo-by-output errors NO\nB call undo errors NO");
    let proof = ways_back(&plan, &|_, _| true);
    assert_eq!(proof.in_doubt, [NodeIx(0)]);
    assert_eq!(pairs(&plan, &proof.no_way_back), "");
    let own = proof.rows.iter().find(|row| row.class == FailureClass::Outage);
    assert_eq!(own.map(|row| row.ends.parked), Some(true));
}

#[test]
fn an_invariant_that_fails_leaves_the_external_node_done() {
    check("A call errors NO INVARIANT_VIOLATED", "A <- A: INVARIANT_VIOLATED", "A <- A: UNKNOWN");
    assert_eq!(
        ends("A call undo errors NO INVARIANT_VIOLATED", "A"),
        "NO failed, INVARIANT_VIOLATED compensated, UNKNOWN failed/compensated"
    );
}

#[test]
fn without_automatic_compensation_everything_parks() {
    let mut plan = plan(ADD);
    plan.compensation.auto = false;
    let proof = ways_back(&plan, &|_, _| true);
    let last = proof.rows.last().map(|row| row.ends);
    assert_eq!(last, Some(Ends { failed: false, compensated: false, parked: true }));
}

#[test]
fn ten_thousand_nodes_are_cheap_and_their_list_is_cut() {
    use std::fmt::Write as _;
    let mut sketch = String::new();
    for at in 0..10_000 {
        let before = if at == 0 { String::new() } else { format!("after N{}", at - 1) };
        writeln!(sketch, "N{at} write errors NO {before}").unwrap();
    }
    let plan = chain(&sketch);
    let proof = ways_back(&plan, &|_, _| true);
    assert_eq!(proof.rows.len(), 20_000);
    assert_eq!(proof.no_way_back.len(), super::PAIRS_MAX);
    assert!(proof.cut);
}

/// A long chain: the sketch's own reader is made for small flows.
fn chain(sketch: &str) -> Plan {
    use crate::plan::{Boundary, BoundaryIx};
    let mut whole = plan("N0 write errors NO");
    let one = whole.nodes[0].clone();
    let boundary = whole.boundaries[0].clone();
    for at in 1..u32::try_from(sketch.lines().count()).unwrap() {
        let after = vec![NodeIx(at - 1)].into();
        whole.nodes.to_mut().push(crate::plan::Node {
            id: format!("N{at}").into(),
            after,
            boundary: BoundaryIx(at),
            ..one.clone()
        });
        whole.boundaries.to_mut().push(Boundary {
            name: format!("N{at}").into(),
            nodes: vec![NodeIx(at)].into(),
            after: vec![BoundaryIx(at - 1)].into(),
            ..boundary.clone()
        });
    }
    whole
}
