//! The crash matrix of every flow in `specs/`, with procedures made from its plan.
//!
//! `cargo test -p generated --test matrix -- --nocapture` prints the table. `HERA_MATRIX=full` plays all cases,
//! `HERA_MATRIX_FLOWS=LINE_ADD,REFUND` those of some flows.

use std::collections::BTreeSet;
use std::path::Path;

use generated::salon::crm::orch::customers::v1 as customers;
use generated::salon::pos::orch::{cart_line_mgmt, checkout, returns};
use hera_runtime::Value;
use hera_runtime::engine::Engine;
use hera_runtime::flow::{BoxFuture, Orchestration};
use hera_runtime::testing::matrix::{self, Asked, Effects, Heard, Made, Report, Subject, Trouble};

/// The flows that are meant where not all of them are: parts of their events, with a comma between.
const ONLY: &str = "HERA_MATRIX_FLOWS";

/// All flows, or some.
struct Flows {
    made: Made,
    named: Vec<String>,
}

impl Flows {
    /// Those that the environment names, or all.
    fn asked() -> Flows {
        Flows::of(&std::env::var(ONLY).unwrap_or_default())
    }

    /// Those that are named, or all.
    fn of(named: &str) -> Flows {
        let named = named.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let made = Made::new(|procedures| {
            vec![
                cart_line_mgmt::v1::over(procedures.clone()),
                checkout::v1::over(procedures.clone()),
                returns::v1::over(procedures.clone()),
                customers::over(procedures),
            ]
        });
        Flows { made, named }
    }

    fn is_meant(&self, story: &str) -> bool {
        self.named.is_empty() || self.named.iter().any(|name| story.contains(name))
    }

    /// Holds a report to what may not shrink in silence.
    fn hold(&self, report: &Report, cases_min: usize) {
        println!("{report}");
        report.assert();
        let points: usize = report.flows.iter().map(|flow| flow.points.len()).sum();
        for flow in &report.flows {
            let event = &flow.event;
            assert_eq!(
                flow.missed().collect::<Vec<_>>(),
                [""; 0],
                "{event}: planned and not passed"
            );
            assert_eq!(flow.unstruck().collect::<Vec<_>>(), [""; 0], "{event}: nobody was struck");
        }
        if !self.named.is_empty() {
            return;
        }
        let orchestrations = generated::SPECS
            .iter()
            .filter(|spec| matches!(spec.kind, "graph_orchestration" | "route_orchestration"));
        assert_eq!(orchestrations.count(), 4, "each of them is in `all`");
        let events: BTreeSet<&str> = report.flows.iter().map(|flow| flow.event.as_str()).collect();
        assert_eq!(events.len(), 15, "{events:?}");
        assert!(points >= 250, "only {points} points");
        assert!(report.cases() >= cases_min, "only {} cases", report.cases());
    }
}

impl Subject for Flows {
    fn orchestrations(&self) -> Vec<Orchestration> {
        self.made.orchestrations()
    }

    fn stories(&self) -> Vec<String> {
        let mut stories = self.made.stories();
        stories.retain(|story| self.is_meant(story));
        stories
    }

    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        story: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>> {
        self.made.prepare(engine, story)
    }

    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        self.made.outside(asked)
    }

    fn effects<'a>(
        &'a self,
        engine: &'a Engine,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Effects>, Trouble>> {
        self.made.effects(engine, asked)
    }

    fn share(&self, asked: &Asked, folder: &Path) -> Value {
        self.made.share(asked, folder)
    }

    fn join(&self, asked: &Asked, shared: &Value) {
        self.made.join(asked, shared);
    }
}

#[test]
fn every_flow_on_sqlite() {
    let flows = Flows::asked();
    flows.hold(&matrix::run(|| &flows, &matrix::Sqlite), 1_700);
}

#[test]
fn every_flow_on_postgres() {
    let flows = Flows::asked();
    flows.hold(&matrix::run(|| &flows, &matrix::Postgres::shared("every_flow")), 1_000);
}

/// The flow whose processes are really killed where nobody asks for more.
const KILLED: &str = "POS.CART.LINE_ADD.REQUESTED";

fn killed() -> Flows {
    let is_full = std::env::var("HERA_MATRIX").is_ok_and(|size| size == "full");
    if is_full { Flows::asked() } else { Flows::of(KILLED) }
}

#[test]
fn processes_are_killed_on_sqlite() {
    let flows = killed();
    let report = matrix::run_with_real_kills(|| &flows, &matrix::Sqlite);
    flows.hold(&report, 1_700);
    assert!(report.killed >= 40, "only {}", report.killed);
}

#[test]
fn processes_are_killed_on_postgres() {
    let flows = killed();
    let report = matrix::run_with_real_kills(|| &flows, &matrix::Postgres::shared("killed"));
    flows.hold(&report, 1_000);
    assert!(report.killed >= 40, "only {}", report.killed);
}
