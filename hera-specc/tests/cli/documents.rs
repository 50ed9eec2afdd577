//! `diff` of workflow definitions and playbook seeds.

use crate::{Done, folder, run_in};

const WORKFLOW: &str = "\
smart_code: HERA.SALON.WF.HR.DEFINITION.v1
intent: Approve the leave of an employee.
definition:
  code: LEAVE_APPROVAL
  states: [DRAFT, SUBMITTED, APPROVED, REJECTED]
  terminal_states: [APPROVED, REJECTED]
  transitions:
    - from: DRAFT
      to: SUBMITTED
      by: [employee]
    - from: SUBMITTED
      to: APPROVED
      by: [manager, owner]
    - from: SUBMITTED
      to: REJECTED
      by: [manager]
";

const SEED: &str = "\
smart_code: HERA.SALON.CATALOG.PLAYBOOK.SEED.v1
intent: The catalogue of a salon.
contracts: [entities.yml, more.yml]
";

const ITEMS: &str = "\
items:
  - entity_type: SERVICE
    slug: cut
    entity_name: Cut
";

/// What the change of a text in one file comes to.
fn changed(file: &str, from: &str, to: &str, more: &[&str]) -> Done {
    let specs = [
        ("leave.yml", WORKFLOW),
        ("seed/seed.yml", SEED),
        ("seed/entities.yml", ITEMS),
        ("seed/more.yml", "items:\n  - {entity_type: SERVICE, slug: dye, entity_name: Dye}\n"),
    ];
    let text = |name: &str, text: &str| {
        assert!(name != file || text.contains(from), "{text}");
        if name == file { text.replacen(from, to, 1) } else { text.to_owned() }
    };
    let old = specs.map(|(name, text)| (format!("old/{name}"), text.to_owned()));
    let new = specs.map(|(name, spec)| (format!("new/{name}"), text(name, spec)));
    let all: Vec<(&str, &str)> =
        old.iter().chain(&new).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = folder(&all);
    run_in(place.path(), &[&["diff", "old", "new"], more].concat())
}

/// The verdict of each state of the workflow.
fn states(from: &str, to: &str) -> Vec<String> {
    let report = changed("leave.yml", from, to, &["--json"]).ends(0).json();
    let states = report["workflows"][0]["states"].as_array().expect("a list").iter();
    let text = |json: &serde_json::Value| json.as_str().expect("a text").to_owned();
    states.map(|it| format!("{} {}", text(&it["state"]), text(&it["verdict"]))).collect()
}

const GO_ON: [&str; 4] =
    ["DRAFT continue", "SUBMITTED continue", "APPROVED continue", "REJECTED continue"];

#[test]
fn an_instance_goes_on_where_its_state_is_still_there() {
    assert_eq!(states("the leave", "the holidays"), GO_ON);
    assert_eq!(states("[manager, owner]", "[manager]"), GO_ON);
    assert_eq!(
        states(
            "by: [employee]",
            "by: [employee]\n    - {from: DRAFT, to: REJECTED, by: [employee]}"
        ),
        GO_ON
    );
    let done = changed("leave.yml", "the leave", "the holidays", &["--deny", "unsafe"]).ends(0);
    assert!(!done.stdout.contains("LEAVE_APPROVAL\n"), "{}", done.stdout);
}

#[test]
fn a_state_that_is_gone_is_impossible() {
    let gone = "states: [DRAFT, APPROVED, REJECTED]\n  terminal_states: [APPROVED, REJECTED]\n  transitions:\n    - from: DRAFT\n      to: APPROVED\n      by: [employee]\n    - from: DRAFT\n      to: REJECTED\n      by: [manager]\n";
    let (_, rest) = WORKFLOW.split_once("  states").expect("it has states");
    let rest = format!("states{rest}");
    let verdicts = states(&rest, gone);
    assert_eq!(
        verdicts,
        ["DRAFT continue", "SUBMITTED impossible", "APPROVED continue", "REJECTED continue"]
    );
    let done = changed("leave.yml", &rest, gone, &["--deny", "impossible"]).ends(1);
    for text in [
        "error[impossible]: `SUBMITTED` is no state of `LEAVE_APPROVAL` any more",
        "--> old/leave.yml:5:19",
        "::: new/leave.yml:4:9",
        "  impossible     in SUBMITTED",
        "! state `SUBMITTED` is gone",
        "! transition `SUBMITTED -> APPROVED` is gone",
        "  transition `DRAFT -> APPROVED` is new",
    ] {
        assert!(done.stdout.contains(text), "no {text:?} in\n{}", done.stdout);
    }
    let all = states("code: LEAVE_APPROVAL", "code: LEAVE_REQUEST");
    assert!(all.iter().all(|state| state.ends_with(" impossible")), "{all:?}");
}

#[test]
fn a_state_without_a_way_out_is_stranded() {
    let (_, ways) = WORKFLOW.split_once("    - from: SUBMITTED").expect("it has transitions");
    let ways = format!("    - from: SUBMITTED{ways}");
    let verdicts = states(&ways, "");
    assert_eq!(verdicts[..3], ["DRAFT continue", "SUBMITTED stranded", "APPROVED continue"]);
    let done = changed("leave.yml", &ways, "", &["--deny", "stranded"]).ends(1);
    for text in [
        "warning[stranded]: `SUBMITTED` has lost every way out, and is not terminal",
        "  stranded       in SUBMITTED",
    ] {
        assert!(done.stdout.contains(text), "no {text:?} in\n{}", done.stdout);
    }
    changed("leave.yml", &ways, "", &["--deny", "impossible"]).ends(0);
    changed("leave.yml", &ways, "", &["--deny", "unsafe"]).ends(1);
    // Where a workflow ends, nothing has to leave.
    let ends =
        WORKFLOW.replace(&ways, "").replace("states: [APPROVED", "states: [SUBMITTED, APPROVED");
    assert_eq!(states(WORKFLOW, &ends), GO_ON);
}

#[test]
fn who_may_go_where_is_told() {
    let done = changed("leave.yml", "[manager, owner]", "[manager, lead]", &["--deny", "breaking"]);
    let done = done.ends(1);
    let [lost, won] = ["! `owner` may not take", "  `lead` may take"];
    for text in [
        format!("{lost} `SUBMITTED -> APPROVED` any more"),
        format!("{won} `SUBMITTED -> APPROVED` now"),
    ] {
        assert!(done.stdout.contains(&text), "no {text:?} in\n{}", done.stdout);
    }
}

#[test]
fn what_a_seed_loads_is_told() {
    let done = changed("seed/seed.yml", ", more.yml", "", &["--deny", "breaking"]).ends(1);
    assert!(done.stdout.contains("! file `more.yml` is gone"), "{}", done.stdout);
    let done = changed("seed/entities.yml", "entity_name: Cut", "entity_name: Trim", &[]).ends(0);
    assert!(
        done.stdout.contains("redefined  HERA.SALON.CATALOG.PLAYBOOK.SEED.v1"),
        "{}",
        done.stdout
    );
    assert!(done.stdout.contains("  file `entities.yml` says something else"), "{}", done.stdout);
}

#[test]
fn a_broken_workflow_is_not_decided() {
    let done = changed("leave.yml", "to: SUBMITTED", "to: SENT", &[]).ends(1);
    assert!(
        done.stdout.contains("not decided    the new new/leave.yml has errors"),
        "{}",
        done.stdout
    );
}
