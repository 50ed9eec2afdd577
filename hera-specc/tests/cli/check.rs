//! `check` and `compile`.

use std::fs;

use serde_json::{Value as Json, json};

use crate::{Done, folder, run, run_in};

/// A procedure with an unknown type: the error stands at `strin`, behind characters of two bytes.
pub(crate) const BROKEN: &str = "\
smart_code: HERA.SALON.POS.GREET.v1
intent: Grüßen.
effects: none
inputs:
  required:
    - {name: size, description: Größe, type: strin}
";

pub(crate) const SOUND: &str = "\
smart_code: HERA.SALON.POS.GREET.v1
intent: Say good morning.
effects: none
scope: {in_scope: [greeting], out_of_scope: [parting]}
preconditions: []
invariants: []
inputs:
  required:
    - {name: guest, type: string}
outputs: {entities_created: [], transactions_emitted: [], response: {words: string}}
happy_path:
  - step: say it
errors:
  - {code: GUEST_UNKNOWN, when: nobody is there}
permissions: []
example_payload: {guest: Ada}
checks: []
";

fn keys(value: &Json) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn a_clean_folder_ends_with_zero() {
    let specs = folder(&[("greet.yml", SOUND)]);
    let done = run_in(specs.path(), &["check", "."]).ends(0);
    assert_eq!(done.stdout, "", "a report for people goes to stderr");
    run_in(specs.path(), &["check", "greet.yml", "--format", "short"]).ends(0);
}

#[test]
fn an_error_ends_with_one_and_has_an_exact_place() {
    let specs = folder(&[("a/greet.yml", BROKEN)]);
    let done = run_in(specs.path(), &["check", "a", "--format", "json"]).ends(1);
    let found = done.json();
    assert_eq!(keys(&found), ["diagnostics", "specs"]);
    let wanted = json!([{
        "file": "a/greet.yml", "kind": "procedure", "smart_code": "HERA.SALON.POS.GREET.v1",
    }]);
    assert_eq!(found["specs"], wanted);
    let list = found["diagnostics"].as_array().expect("a list");
    let errors: Vec<&Json> = list.iter().filter(|it| it["code"] == "HS0301").collect();
    let [error] = errors.as_slice() else { panic!("{found:#}") };
    for (key, value) in [
        ("severity", json!("error")),
        ("file", json!("a/greet.yml")),
        ("line", json!(6)),
        ("column", json!(46)),
        ("end_line", json!(6)),
        ("end_column", json!(51)),
    ] {
        assert_eq!(error[key], value, "{key} of {error:#}");
    }
}

#[test]
fn a_diagnostic_has_the_keys_of_the_contract() {
    let specs = folder(&[("greet.yml", BROKEN)]);
    let found = run_in(specs.path(), &["check", ".", "--format", "json"]).json();
    let place = ["file", "line", "column", "end_line", "end_column"];
    let has = |value: &Json, more: &[&str]| {
        let keys = keys(value);
        place.iter().chain(more).all(|key| keys.contains(key))
    };
    let own = ["code", "severity", "message", "help", "labels", "suggestions"];
    for found in found["diagnostics"].as_array().expect("a list") {
        assert!(has(found, &own), "{found:#}");
        assert!(found["help"].is_string() || found["help"].is_null(), "{found:#}");
        let labels = found["labels"].as_array().expect("a list");
        assert!(labels.iter().all(|label| has(label, &["message"])), "{found:#}");
        let changes = found["suggestions"].as_array().expect("a list");
        assert!(changes.iter().all(|change| has(change, &["replacement"])), "{found:#}");
    }
}

#[test]
fn other_formats_go_to_stdout() {
    let specs = folder(&[("greet.yml", BROKEN)]);
    let check = |format: &str| run_in(specs.path(), &["check", ".", "--format", format]).ends(1);
    let short = check("short").stdout;
    assert!(short.lines().any(|line| line.contains("greet.yml:6:46")), "{short}");
    assert!(check("github").stdout.contains("::error "));
    let sarif = check("sarif").json();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert!(results.iter().any(|result| result["ruleId"] == "HS0301"));
    check("human").says("error[HS0301]").says("greet.yml:6:46");
}

#[test]
fn severities_can_be_changed_but_no_error_is_lost() {
    let specs = folder(&[("greet.yml", &SOUND.replace("intent: Say good morning.\n", ""))]);
    let check = |more: &[&str]| {
        let args = [&["check", ".", "--format", "json"], more].concat();
        run_in(specs.path(), &args)
    };
    let severity = |done: Done| {
        let list = done.json()["diagnostics"].clone();
        let list = list.as_array().expect("a list").clone();
        list.iter().find(|it| it["code"] == "HS0201").map(|it| it["severity"].clone())
    };
    assert_eq!(severity(check(&[]).ends(0)), Some(json!("warning")));
    assert_eq!(severity(check(&["--deny", "warnings"]).ends(1)), Some(json!("error")));
    assert_eq!(severity(check(&["--deny", "HS0201"]).ends(1)), Some(json!("error")));
    assert_eq!(severity(check(&["--allow", "hs0201"]).ends(0)), None);
    check(&["--allow", "HS9999"]).ends(2).says("there is no rule `HS9999`");
    let broken = folder(&[("greet.yml", BROKEN)]);
    for option in ["--allow", "--warn"] {
        let refused = run_in(broken.path(), &["check", ".", option, "HS0301"]).ends(2);
        refused.says("`HS0301` is an error and cannot be lowered").says("would make wrong code");
    }
    run_in(broken.path(), &["check", ".", "--deny", "HS0301"]).ends(1).says("error[HS0301]");
}

#[test]
fn notes_are_counted_and_shown_on_demand() {
    let noted = SOUND.replace("checks: []\n", "checks: []\nobservability: {logs: [greeted]}\n");
    let specs = folder(&[("greet.yml", &noted)]);
    let short = run_in(specs.path(), &["check", "."]).ends(0).says("1 note (show it with");
    assert!(!short.stderr.contains("note[HS0413]"), "{}", short.stderr);
    let all = run_in(specs.path(), &["check", ".", "--notes"]).ends(0).says("note[HS0413]");
    assert!(!all.stderr.contains("show it with"), "{}", all.stderr);
    let json = run_in(specs.path(), &["check", ".", "--format", "json"]).stdout;
    assert!(json.contains("HS0413"), "JSON always holds all: {json}");
}

#[test]
fn used_folders_resolve_and_are_not_judged() {
    let orchestration = "\
smart_code: HERA.SALON.POS.ORCH.MORNING.v1
intent: Greet who comes.
triggers:
  - {on: API.POST./api/v1/morning, emit: MORNING.CAME}
graph:
  nodes:
    - {id: GREET, run: HERA.SALON.POS.GREET.v1}
edges: [MORNING.CAME -> GREET]
";
    let specs = folder(&[("o.yml", orchestration), ("p/greet.yml", SOUND), ("p/bad.yml", "a: [")]);
    run_in(specs.path(), &["check", "o.yml", "--format", "short"]).ends(1);
    let found = run_in(specs.path(), &["check", "o.yml", "--uses", "p", "--format", "json"]);
    let found = found.ends(0).json();
    assert_eq!(found["specs"].as_array().map(Vec::len), Some(1), "{found:#}");
    run_in(specs.path(), &["check", "o.yml", "p"]).ends(1);
}

#[test]
fn code_is_written_once_and_found_fresh() {
    let specs = folder(&[("in/greet.yml", SOUND)]);
    let compile = |more: &[&str]| {
        let args = [&["compile", "in", "--out", "out"], more].concat();
        run_in(specs.path(), &args)
    };
    compile(&["--check"]).ends(1).says("is not up to date");
    assert!(!specs.path().join("out").exists(), "--check writes nothing");
    compile(&[]).ends(0).says("2 files, 2 changed");
    assert!(specs.path().join("out/hera.rs").is_file());
    compile(&[]).ends(0).says("2 files, 0 changed");
    compile(&["--check"]).ends(0);
    fs::write(specs.path().join("in/greet.yml"), BROKEN).expect("it can be written");
    compile(&[]).ends(1).says("error[HS0301]");
}

#[test]
fn a_failure_of_the_machine_ends_with_three() {
    let specs = folder(&[("in/greet.yml", SOUND), ("out", "a file, not a folder")]);
    run_in(specs.path(), &["compile", "in", "--out", "out"]).ends(3).says("out");
}

#[test]
fn what_a_machine_can_mend_is_mended() {
    let broken = SOUND.replace("GREET.v1", "Greet.v01").replace("Say good", "say: good");
    let specs = folder(&[("greet.yml", &broken)]);
    run_in(specs.path(), &["check", "."]).ends(1);
    run_in(specs.path(), &["check", ".", "--fix"]).ends(0).says("findings mended");
    let text = fs::read_to_string(specs.path().join("greet.yml")).expect("it is still there");
    assert!(text.contains("HERA.SALON.POS.GREET.v1\n"), "{text}");
    assert!(text.contains("intent: \"say: good morning.\"\n"), "{text}");
    run_in(specs.path(), &["check", ".", "--fix"]).ends(0).says("0 findings mended");
}

#[test]
fn our_specs_are_without_errors() {
    run(&["check", "specs", "--format", "short"]).ends(0);
}

#[test]
fn a_manifest_is_judged_with_the_files_that_it_lists() {
    let manifest = "smart_code: HERA.SYSTEM.PLAYBOOK.SALON.SEED.v1\ncontracts: [entities.yml]\n";
    let entities =
        "smart_code: HERA.SALON.MDM.CATALOG.ENTITIES.v1\nitems:\n  - { slug: a, name: A }\n";
    let specs = folder(&[("playbook.yml", manifest), ("entities.yml", entities)]);
    let args = ["check", "playbook.yml", "--format", "json"];
    let found = run_in(specs.path(), &args).ends(1).json();
    assert_eq!(found["diagnostics"][0]["code"], "HS1805", "{found:#}");
    assert_eq!(found["specs"][0]["kind"], "playbook_seed", "the manifest comes first");
    let alone = folder(&[("playbook.yml", manifest)]);
    let found = run_in(alone.path(), &args).ends(1).json();
    assert_eq!(found["diagnostics"][0]["code"], "HS1802");
}
