//! Every flow in `specs/` in a simulation by seed, with procedures made from its plan.
//!
//! `HERA_SIM_SEED`, `HERA_SIM_SEEDS`, `HERA_SIM_SECONDS` say which seeds, and for how long.

use std::collections::BTreeSet;
use std::time::Duration;

use generated::salon::crm::orch::customers::v1 as customers;
use generated::salon::pos::orch::{cart_line_mgmt, checkout, returns};
use hera_runtime::testing::simulation::{Event, Seeds, Simulation};

/// How long CI simulates.
const TIME: Duration = Duration::from_secs(10);

#[test]
fn every_flow_keeps_its_promises_whatever_goes_wrong() {
    let simulation = Simulation::of(|procedures| {
        vec![
            cart_line_mgmt::v1::over(procedures.clone()),
            checkout::v1::over(procedures.clone()),
            returns::v1::over(procedures.clone()),
            customers::over(procedures),
        ]
    });
    let events: BTreeSet<&str> = simulation.events().into_iter().collect();
    assert_eq!(events.len(), 15, "a request can be made for each of them: {events:?}");
    let simulation = simulation.as_environment_says();
    let search = simulation.search(Seeds::from_env(TIME));
    println!("{search}");
    search.assert();
    let seen = [Event::Kill, Event::TakenOver, Event::CalledAgain, Event::Undone, Event::Pruned];
    let missing: Vec<Event> =
        search.missing().into_iter().filter(|event| seen.contains(event)).collect();
    assert!(
        missing.is_empty(),
        "a simulation in which this never happens shows nothing: {missing:?}"
    );
}
