//! Outputs of nodes that may be skipped: who may read them.

use crate::flows::{list, procedure};
use crate::{folder, run_in};

/// What `check` finds where TAKE reads what RESERVE returned, each under its condition.
fn taken(reserve: &str, take: &str) -> Vec<String> {
    let effects = "effects: transactional\n";
    let outputs = "    total: decimal\n    hold: string\n";
    let (reserved, back) = procedure("RESERVE", effects, "", outputs);
    let (taken, take_it) = procedure("TAKE", effects, "    - { hold: string }\n", "");
    let sale = format!(
        "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A, payload: {{ kind: string, count: integer }} }}
graph:
  nodes:
    - {{ id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1, when: \"{reserve}\" }}
    - {{ id: TAKE, run: HERA.SHOP.TILL.TAKE.v1, {take}, with: {{ hold: $.nodes.RESERVE.hold }} }}
edges: [SALE.A -> RESERVE -> TAKE]
"
    );
    let files = [("sale.yml", sale.as_str()), (&reserved, &back), (&taken, &take_it)];
    let specs = folder(&files);
    let found = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
    let errors = list(&found, "diagnostics").iter().filter(|found| found["severity"] == "error");
    errors.map(|found| found["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_output_is_there_where_its_reader_runs_only_with_its_node() {
    let sold = "$.payload.kind == 'sold'";
    let both = format!("$.payload.count > 3 && {sold}");
    let nothing: [&str; 0] = [];
    for (reserve, take) in [
        (sold, format!("when: \"{sold}\"")),
        (sold, format!("when: \"{both}\"")),
        (both.as_str(), format!("when: \"{sold} and ($.payload.count > 3)\"")),
        (sold, "when: exists($.nodes.RESERVE.hold)".to_owned()),
        (sold, "when: $.nodes.RESERVE.total != null".to_owned()),
        (sold, format!("when: \"{sold} && $.nodes.RESERVE.total > 3\"")),
        (sold, "when: exists($.nodes.RESERVE.total) && $.nodes.RESERVE.total > 3".to_owned()),
        (
            sold,
            "when: exists($.nodes.RESERVE.output.total) && $.nodes.RESERVE.total > 3".to_owned(),
        ),
        (
            sold,
            "when: exists($.nodes.RESERVE.total) && $.nodes.RESERVE.output.total > 3".to_owned(),
        ),
        (sold, "when: exists($.nodes.RESERVE.output.hold)".to_owned()),
    ] {
        assert_eq!(taken(reserve, &take), nothing, "{take}");
    }
    for (reserve, take) in [
        (sold, "mode: persist".to_owned()),
        (both.as_str(), format!("when: \"{sold}\"")),
        (sold, format!("when: \"$.payload.count > 3 || {sold}\"")),
        (sold, "when: \"$.payload.kind == 'Sold'\"".to_owned()),
        (sold, "when: \"!exists($.nodes.RESERVE.hold)\"".to_owned()),
        (sold, "when: \"exists($.nodes.RESERVE.hold) || $.payload.count > 3\"".to_owned()),
    ] {
        assert_eq!(taken(reserve, &take), ["HS0713"], "{take}");
    }
}
