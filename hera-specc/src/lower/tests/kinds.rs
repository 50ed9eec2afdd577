//! Which kind of document a file is.

use super::lowered;
use crate::ir::Kind;

const HEAD: &str = "smart_code: HERA.SALON.POS.CART.KIND.v1\n";

#[test]
fn kinds() {
    let kind = |text: &str| {
        let (specs, _) = lowered("a.yml", &format!("{HEAD}{text}"));
        let [routes, workflows, seeds, others] = [
            specs.orchestrations.first().map(|spec| spec.kind),
            specs.workflows.first().map(|_| Kind::WorkflowDefinition),
            specs.seeds.first().map(|_| Kind::PlaybookSeed),
            specs.others.first().map(|other| other.kind),
        ];
        routes.or(workflows).or(seeds).or(others).map(Kind::as_str)
    };
    assert_eq!(kind("routes: []\n"), Some("route_orchestration"));
    assert_eq!(kind("contracts: []\n"), Some("playbook_seed"));
    assert_eq!(kind("graph:\n  - [a, b]\ncontracts: []\n"), Some("playbook_seed"));
    assert_eq!(kind("definition: { code: A, states: [] }\n"), Some("workflow_definition"));
    assert_eq!(kind("a: 1\n"), Some("other"));
    let list = lowered("a.yml", "[1, 2]\n").0;
    assert_eq!(list.others[0].kind, Kind::Other);
}
