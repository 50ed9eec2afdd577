//! `hera.toml` and comments, as a person uses them on the command line.

use std::fs;

use crate::{Done, folder, run_in};

/// A procedure without any finding.
const CLEAN: &str = "\
smart_code: HERA.SALON.POS.CART.GREET.v1
intent: Say good morning.
effects: none
inputs:
  required:
    - {name: organization_id, type: uuid, where: context}
    - guest: string
outputs: {response: {words: string}}
happy_path:
  - step: say it
errors:
  - {code: GUEST_UNKNOWN, when: nobody is there}
permissions: [reception]
example_payload: {guest: Ada}
";

/// What the command line prints, one finding a line.
fn check(specs: &tempfile::TempDir, more: &[&str]) -> Done {
    run_in(specs.path(), &[&["check", "specs", "--format", "short"], more].concat())
}

/// A spec without an intent (HS0201) beside settings.
fn with_settings(settings: &str) -> tempfile::TempDir {
    let spec = CLEAN.replace("intent: Say good morning.\n", "");
    folder(&[("specs/deep/greet.yml", &spec), ("hera.toml", settings)])
}

#[test]
fn options_win_over_the_file_and_the_file_over_the_rule() {
    let plain = with_settings("");
    assert!(check(&plain, &[]).ends(0).stdout.contains(": warning[HS0201]"));
    let quiet = with_settings("[severities]\nHS0201 = \"allow\"\n");
    assert!(!check(&quiet, &[]).ends(0).stdout.contains("HS0201"));
    assert!(check(&quiet, &["--deny", "HS0201"]).ends(1).stdout.contains(": error[HS0201]"));
    let note = with_settings("[severities]\nHS0201 = \"note\"\n");
    assert!(check(&note, &["--deny", "warnings"]).ends(0).stdout.contains(": note[HS0201]"));
    let loud = with_settings("severities = { HS0201 = \"deny\" }\n");
    check(&loud, &[]).ends(1);
    assert!(check(&loud, &["--warn", "HS0201"]).ends(0).stdout.contains(": warning[HS0201]"));
    let all = with_settings("[severities]\nwarnings = \"deny\"\n");
    check(&all, &[]).ends(1);
    check(&all, &["--allow", "HS0201"]).ends(0);
}

#[test]
fn faults_of_the_file_point_into_it() {
    let slip = with_settings("[severities]\nHS0210 = \"alow\"\n");
    let said = check(&slip, &[]).ends(1).stdout;
    assert!(said.contains("hera.toml:2:10: error[HS1603]"), "{said}");
    run_in(&slip.path().join("specs"), &["check", "deep"]).ends(1).says("--> ../hera.toml:2:10");
    let slip = with_settings("[severities]\nHS0201 = warn\n");
    assert!(check(&slip, &[]).ends(1).stdout.contains("hera.toml:2:10: error[HS1605]"));
}

#[test]
fn an_option_that_cannot_have_an_effect_is_refused() {
    let specs = with_settings("");
    check(&specs, &["--allow", "HS0502"])
        .ends(2)
        .says("`HS0502` is an error and cannot be lowered");
    check(&specs, &["--allow", "HS0210x"]).ends(2).says("there is no rule `HS0210x`");
    check(&specs, &["--allow", "graph-cycle"]).ends(2).says("did you mean `HS0502`?");
}

#[test]
fn an_allowed_warning_does_not_fail_where_warnings_are_denied() {
    let spec =
        CLEAN.replace("guest: string", "guest: text # hera: allow(HS0307): the form says it");
    let specs = folder(&[("specs/greet.yml", &spec)]);
    check(&specs, &["--deny", "warnings"]).ends(0);
    let said = check(&specs, &["--deny", "HS0307"]).ends(1).stdout;
    assert!(said.contains("error[HS0307]") && !said.contains("HS1406"), "{said}");
}

#[test]
fn a_comment_that_is_of_no_use_is_taken_away_and_nothing_else() {
    let text = format!("\u{feff}{}", CLEAN.replace('\n', "  \r\n"));
    let text = text.replace(
        "permissions: [reception]",
        "permissions: [reception]   # hera: allow(HS0902): gone",
    );
    let text = text.replace("errors:  ", "# hera: allow(HS0902, HS0903): gone\r\nerrors:  ");
    let specs = folder(&[("specs/greet.yml", &text)]);
    check(&specs, &["--fix"]).ends(0).says("3 findings mended");
    let mended = fs::read_to_string(specs.path().join("specs/greet.yml")).expect("it is there");
    let wanted = format!("\u{feff}{}", CLEAN.replace('\n', "  \r\n"));
    assert_eq!(mended, wanted.replace("[reception]  \r", "[reception]\r"));
}
