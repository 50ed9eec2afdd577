//! The crash matrix of every flow in `specs/`, with procedures made from its plan.
//!
//! `cargo test -p generated --test matrix -- --nocapture` prints the table.

use std::collections::BTreeSet;

use generated::salon::crm::orch::customers::v1 as customers;
use generated::salon::pos::orch::{cart_line_mgmt, checkout, returns};
use hera_runtime::testing::matrix::{self, Made, Report};

fn all() -> Made {
    Made::new(|procedures| {
        vec![
            cart_line_mgmt::v1::over(procedures.clone()),
            checkout::v1::over(procedures.clone()),
            returns::v1::over(procedures.clone()),
            customers::over(procedures),
        ]
    })
}

/// Holds a report to what may not shrink in silence.
fn hold(report: &Report, cases_min: usize) {
    println!("{report}");
    report.assert();
    let orchestrations = generated::SPECS
        .iter()
        .filter(|spec| matches!(spec.kind, "graph_orchestration" | "route_orchestration"));
    assert_eq!(orchestrations.count(), 4, "each of them is in `all`");
    let events: BTreeSet<&str> = report.flows.iter().map(|flow| flow.event.as_str()).collect();
    assert_eq!(events.len(), 15, "{events:?}");
    let points: usize = report.flows.iter().map(|flow| flow.points.len()).sum();
    let struck: usize = report.flows.iter().map(|flow| flow.struck.len()).sum();
    assert!(points >= 250, "only {points} points");
    assert!(report.cases() >= cases_min, "only {} cases", report.cases());
    assert!(struck >= points, "processes were struck at {struck} of {points} points");
}

#[test]
fn every_flow_on_sqlite() {
    let made = all();
    hold(&matrix::run(|| &made, &matrix::Sqlite), 1_700);
}

#[test]
fn every_flow_on_postgres() {
    let made = all();
    hold(&matrix::run(|| &made, &matrix::Postgres::shared("every_flow")), 1_000);
}
