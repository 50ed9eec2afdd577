//! What is said of ways back: of compensations, and of what fails without one.

use crate::flows::{list, procedure};
use crate::{folder, run_in};

#[test]
fn a_compensation_that_changes_nothing_undoes_nothing() {
    let sale = "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - { on: API.POST./sales, emit: SALE.A }
graph:
  nodes:
    - { id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1, compensation: HERA.SHOP.TILL.BACK.v1 }
    - { id: TAKE, run: HERA.SHOP.TILL.TAKE.v1 }
edges: [SALE.A -> RESERVE -> TAKE]
";
    let found = |effects: &str| -> Vec<String> {
        let (reserved, reserve) = procedure("RESERVE", "effects: transactional\n", "", "");
        let (taken, take) = procedure("TAKE", "effects: transactional\n", "", "");
        let (undone, back) = procedure("BACK", &format!("effects: {effects}\n"), "", "");
        let files = [("sale.yml", sale), (&reserved, &reserve), (&taken, &take), (&undone, &back)];
        let specs = folder(&files);
        let found = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
        let mine = list(&found, "diagnostics").iter().filter(|found| found["code"] == "HS0906");
        mine.map(|found| found["message"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let nothing = "compensation of `RESERVE` undoes nothing: its procedure has no effects";
    assert_eq!(found("none"), [nothing]);
    assert_eq!(found("external"), Vec::<String>::new());
}

#[test]
fn who_declares_no_errors_is_told_of_the_one_that_is_taken_for_granted() {
    let sale = "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - { on: API.POST./sales, emit: SALE.A }
graph:
  nodes:
    - { id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1 }
    - { id: TAKE, run: HERA.SHOP.TILL.TAKE.v1 }
edges: [SALE.A -> RESERVE -> TAKE]
";
    let told = |errors: &str| {
        let (reserved, reserve) = procedure("RESERVE", "effects: transactional\n", "", "");
        let (taken, take) = procedure("TAKE", "effects: transactional\n", "", "");
        let take = take.replace("errors: [{ code: NO, when: never }]", errors);
        let specs = folder(&[("sale.yml", sale), (&reserved, &reserve), (&taken, &take)]);
        run_in(specs.path(), &["check", "."]).stderr
    };
    let note =
        "the procedure of `TAKE` declares no errors, so it is taken to have one, which is final";
    let declared = told("errors: [{ code: NO, when: never }]");
    assert!(declared.contains("HS0903") && !declared.contains(note), "{declared}");
    let silent = told("errors: []");
    assert!(silent.contains(note), "{silent}");
}

#[test]
fn a_compensation_that_refuses_for_good_is_no_full_way_back() {
    let (reserved, reserve) = procedure("RESERVE", "effects: transactional\n", "", "");
    let (taken, take) = procedure("TAKE", "effects: transactional\n", "", "");
    let (undone, back) = procedure("BACK", "effects: transactional\n", "", "");
    let again = back.replace("when: never", "when: never, retryable: true");
    let told = |require: &str, back: &str| {
        let sale = format!(
            "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A }}
graph:
  nodes:
    - {{ id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1, compensation: HERA.SHOP.TILL.BACK.v1 }}
    - {{ id: TAKE, run: HERA.SHOP.TILL.TAKE.v1 }}
edges: [SALE.A -> RESERVE -> TAKE]
compensation_policy: {{ auto_compensate: true{require} }}
"
        );
        let files = [("sale.yml", &*sale), (&reserved, &reserve), (&taken, &take), (&undone, back)];
        let specs = folder(&files);
        let checked = run_in(specs.path(), &["check", "."]).stderr;
        let args = ["explain", "sale.yml", "--uses", ".", "--event", "SALE.A", "--json"];
        let explained = run_in(specs.path(), &args).ends(0).json();
        let inverse = &list(&explained, "nodes")[0]["compensation"];
        let refuses = !list(inverse, "refuses").is_empty();
        (checked.contains("the compensation of `RESERVE` can refuse with `NO`"), refuses)
    };
    assert_eq!(told("", &back), (false, true));
    assert_eq!(told(", require: full", &back), (true, true));
    assert_eq!(told(", require: full", &again), (false, false));
}

#[test]
fn who_asks_for_an_output_runs_only_where_its_node_did() {
    let told = |take: &str| {
        let (paid, pay) = procedure("PAY", "effects: transactional\n", "", "");
        let (reserved, reserve) = procedure(
            "RESERVE",
            "effects: transactional\n",
            "    - { kind: string }\n",
            "    hold: decimal\n",
        );
        let (taken, take_it) = procedure("TAKE", "effects: transactional\n", "", "");
        let (undone, back) = procedure("BACK", "effects: transactional\n", "", "");
        let back = back.replace("when: never }", "when: never, retryable: true }");
        let sale = format!(
            "smart_code: HERA.SHOP.TILL.ORCH.SALE.v1
intent: Sell.
triggers:
  - {{ on: API.POST./sales, emit: SALE.A }}
graph:
  nodes:
    - {{ id: PAY, run: HERA.SHOP.TILL.PAY.v1, when: $.payload.kind == 'Y' }}
    - {{ id: RESERVE, run: HERA.SHOP.TILL.RESERVE.v1, when: $.payload.kind == 'X', compensation: HERA.SHOP.TILL.BACK.v1 }}
    - {{ id: TAKE, run: HERA.SHOP.TILL.TAKE.v1, when: \"{take}\" }}
edges: [SALE.A -> PAY -> RESERVE -> TAKE]
compensation_policy: {{ auto_compensate: true, require: full }}
"
        );
        let files = [
            ("sale.yml", sale.as_str()),
            (&paid, &pay),
            (&reserved, &reserve),
            (&taken, &take_it),
            (&undone, &back),
        ];
        let specs = folder(&files);
        let found = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
        let all = list(&found, "diagnostics").iter();
        let errors = all.filter(|found| found["severity"] == "error");
        errors
            .map(|found| found["code"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let nothing: [&str; 0] = [];
    let hold = "$.nodes.RESERVE.hold";
    assert_eq!(told(&format!("exists({hold})")), nothing);
    assert_eq!(told(&format!("exists({hold}) && {hold} + 1 > 3")), nothing);
    assert_eq!(told(&format!("exists({hold}) && $.payload.kind == 'X'")), nothing);
    for either in [
        format!("!exists({hold})"),
        format!("exists({hold}) || $.payload.kind == 'Y'"),
        format!("exists({hold}) == false"),
        "$.payload.kind != 'X'".to_owned(),
    ] {
        assert_eq!(told(&either), ["HS0903"], "{either}");
    }
}
