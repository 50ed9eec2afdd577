//! The catalogue of rules: complete, told in numbers, and true about how loud each rule is.

use std::collections::{BTreeMap, BTreeSet};

use hera_specc::diag::catalogue::RULES;
use hera_specc::diag::{Grip, Rule, Severity};

use crate::support::{findings, workspace};
use crate::ui::cases;

/// `06` of `HS0611`.
fn group(rule: &Rule) -> &str {
    &rule.code[2..4]
}

/// What each rule has: a page with an example, a case of its own, a row in the index. The page is in the
/// program, so that a rule without one does not build.
#[test]
fn every_rule_is_complete() {
    let index = std::fs::read_to_string(workspace().join("docs/rules.md")).expect("the index");
    let shown: BTreeSet<String> = cases().into_iter().map(|case| case.code).collect();
    // See `ui::every_rule_has_a_case_that_shows_it`.
    let elsewhere = ["HS0014", "HS1110"];
    let mut lacks = Vec::new();
    let mut numbers: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for rule in RULES {
        let parts = [
            ("a page", rule.page.starts_with(&format!("# {}", rule.code))),
            ("an example", rule.page.contains("\n## Example\n")),
            ("what to write instead", rule.page.contains("\n## Instead\n")),
            ("a case", shown.contains(rule.code) || elsewhere.contains(&rule.code)),
            ("a row", index.contains(&format!("[{}](", rule.code))),
        ];
        lacks.extend(parts.iter().filter(|part| !part.1).map(|part| (rule.code, part.0)));
        let column = match rule.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        };
        numbers.entry(group(rule)).or_default()[column] += 1;
    }
    println!("group errors warnings notes");
    for (group, [errors, warnings, notes]) in &numbers {
        println!("   {group} {errors:6} {warnings:8} {notes:5}");
    }
    let sum = |column: usize| numbers.values().map(|row| row[column]).sum::<usize>();
    println!("  all {:6} {:8} {:5} of {}", sum(0), sum(1), sum(2), RULES.len());
    assert!(lacks.is_empty(), "{lacks:?}");
}

/// Warnings and notes that are louder where code would be wrong, or milder where little is at stake: their
/// pages say when. Settings can do anything with the milder ones.
const SEVERAL: &[&str] = &[
    "HS0009", "HS0015", "HS0201", "HS0202", "HS0413", "HS0506", "HS0701", "HS0720", "HS0903",
    "HS1002",
];

/// A finding is as loud as its row; an error is milder only where its row says that some are.
#[test]
fn findings_are_as_loud_as_their_rules() {
    let mut met: BTreeMap<&str, BTreeSet<Severity>> = BTreeMap::new();
    for case in cases() {
        let files = case.files();
        // Settings of its own decide about such a case.
        if files.iter().any(|(name, _)| name.ends_with("hera.toml")) {
            continue;
        }
        for found in findings(&files).1.as_slice() {
            met.entry(found.rule.code).or_default().insert(found.severity);
        }
    }
    let mut wrong = Vec::new();
    for rule in RULES {
        let Some(met) = met.get(rule.code) else { continue };
        let own = met.len() == 1 && met.contains(&rule.severity);
        let fits = match rule.grip {
            Grip::Mixed => met.len() > 1,
            Grip::Lowerable => met.contains(&rule.severity),
            Grip::Firm => own != SEVERAL.contains(&rule.code),
        };
        if !fits {
            wrong.push(format!(
                "{} is {:?} ({:?}), met as {met:?}",
                rule.code, rule.severity, rule.grip
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The page about lowering names all that can be lowered.
#[test]
fn the_page_names_what_can_be_lowered() {
    let lowerable = RULES.iter().filter(|rule| rule.grip == Grip::Lowerable).map(|rule| rule.code);
    let list = lowerable.collect::<Vec<_>>().join(", ");
    let page = RULES.iter().find(|rule| rule.code == "HS1604").expect("its rule").page;
    let words: Vec<&str> = page.split_whitespace().collect();
    let told = format!("These errors can be lowered: {list}.");
    assert!(words.join(" ").contains(&told), "HS1604's page does not say: {told}");
}
