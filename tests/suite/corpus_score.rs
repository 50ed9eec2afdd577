//! The score on the corpus of real specs: what of its known problems the compiler names, by its codes.
//!
//! A problem is found when one of our codes for it stands on its line (or, where the table says so, in its
//! section, or in words about its node). The floor is what has been reached: it only rises.

use std::collections::BTreeMap;

use hera_specc::diag::Severity;
use hera_specc::{SpecFile, host, judge};
use serde_json::Value;

use crate::support;

/// Problems found; raised with what is found.
const FOUND_MIN: usize = 212;

/// Where our finding may stand.
#[derive(Clone, Copy)]
enum Place {
    /// On the line.
    Line,
    /// On the line, or with a label on it.
    Label,
    /// On the line, or below it up to the next line that is not indented.
    Section,
    /// Anywhere in the file, in a message that names the node which the problem names last.
    Node,
}

/// Our codes for each code of the corpus. Without any, it is not looked for yet.
const CODES: &[(&str, &[&str], Place)] = &[
    ("AMBIGUOUS_PROCEDURE", &["HS1102"], Place::Line),
    ("COMPENSATION_INPUT_UNKNOWN", &["HS0902", "HS0904"], Place::Line),
    ("CONDITION_IS_PROSE", &["HS0719"], Place::Line),
    ("DUPLICATE_SMART_CODE", &["HS1102"], Place::Label),
    ("EFFECT_STATED_TWICE", &["HS0515"], Place::Line),
    ("ENUM_WITHOUT_VALUES", &["HS0308"], Place::Line),
    ("ERROR_WITHOUT_WHEN", &["HS0216"], Place::Line),
    ("EXAMPLE_MISSING_REQUIRED", &["HS1302"], Place::Line),
    ("EXAMPLE_TYPE_MISMATCH", &["HS1303"], Place::Line),
    ("FILE_NAME_DIFFERS", &["HS0107"], Place::Line),
    ("FILE_NAME_VERSION_CASE", &["HS0107"], Place::Line),
    ("INPUTS_FLAT_LIST", &["HS0314"], Place::Section),
    ("INPUTS_UNTYPED", &["HS0314"], Place::Section),
    ("INPUT_CALLED_NAME", &["HS0318"], Place::Line),
    ("INPUT_SOURCE_UNKNOWN", &["HS0416"], Place::Line),
    ("MISSING_SECTION", &["HS0201"], Place::Line),
    ("NODE_OUTSIDE_BOUNDARY", &["HS0407"], Place::Line),
    ("NO_COMPENSATION_BEFORE_LATER_STEP", &["HS0903"], Place::Line),
    ("PARTIAL_COMPENSATION", &["HS0903"], Place::Node),
    ("PROFILE_KEY_UNRESOLVED", &["HS1109"], Place::Line),
    ("PROFILE_TYPE", &["HS0308"], Place::Line),
    // On the line of a syntax error the error is what counts.
    ("PROSE_PARSED_AS_MAP", &["HS0215", "HS0003"], Place::Line),
    ("REFERENCED_FILE_INVALID", &["HS1101"], Place::Line),
    ("RETRYABLE_ERROR_UNDECLARED", &["HS1002"], Place::Line),
    ("RETRY_POLICY_NESTED", &["HS1706"], Place::Line),
    ("SINK_NOT_TERMINAL", &["HS1906"], Place::Line),
    ("SMART_CODE_TOO_FEW_SEGMENTS", &["HS0111"], Place::Line),
    ("STEP_DIALECT", &["HS0413"], Place::Line),
    ("TEMPLATE_PLACEHOLDER", &["HS0105"], Place::Line),
    ("TERMINAL_STATE_WITH_EXITS", &["HS1907"], Place::Line),
    ("TIMER_TARGET_IMPLICIT", &["HS1911"], Place::Line),
    ("TRIGGER_WITHOUT_FLOW", &["HS0608"], Place::Line),
    ("UNDEFINED_EVENT", &["HS1111"], Place::Line),
    ("UNDEFINED_PROCEDURE", &["HS1101"], Place::Line),
    ("WHEN_FIELD_UNDECLARED", &["HS0701"], Place::Line),
];

/// Why a problem that is listed is not found.
fn why_not(problem: &Value, path: &str) -> Option<&'static str> {
    let others = || problem["others_in_this_set"].as_array();
    match problem["code"].as_str()? {
        "DUPLICATE_SMART_CODE" if others().is_some_and(Vec::is_empty) => {
            Some("the file with the same code is not in this set: nobody can find it here")
        }
        "UNDEFINED_PROCEDURE" if path.ends_with(".json") => {
            Some("specs are YAML: a JSON file with test cases is not read")
        }
        "INPUT_SOURCE_UNKNOWN"
            if problem["line"] == 71 && path.ends_with("pos/orchestration.yml") =>
        {
            Some("it has a source: a bare `:id` after `carts` binds `cart_id`, as `explain` shows")
        }
        _ => None,
    }
}

/// One of our findings, or a label of one.
struct Found {
    code: &'static str,
    severity: Severity,
    line: usize,
    message: String,
    label: bool,
}

/// What the compiler says about the corpus, by file.
fn findings(corpus: &std::path::Path) -> BTreeMap<String, Vec<Found>> {
    let mut files = host::read(&[corpus.to_owned()], true).expect("the corpus can be read");
    for file in &mut files {
        *file = SpecFile { path: file.relative.clone(), ..file.clone() };
    }
    let outcome = judge(&files, None);
    let mut by_file: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for found in outcome.diags.as_slice() {
        let span = found.primary.span;
        let labels = found.labels.iter().map(|label| (label.span, true));
        for (span, label) in std::iter::once((span, false)).chain(labels) {
            by_file.entry(outcome.sources.path(span.file).to_owned()).or_default().push(Found {
                code: found.rule.code,
                severity: found.severity,
                line: outcome.sources.position(span.file, span.start).line,
                message: found.message.clone(),
                label,
            });
        }
    }
    by_file
}

/// The last line of the section that starts at a line, both from 1.
fn end_of_section(text: &str, line: usize) -> usize {
    let below = text.lines().enumerate().skip(line);
    let inside = below.take_while(|(_, text)| text.is_empty() || text.starts_with([' ', '#', '-']));
    inside.last().map_or(line, |(at, _)| at + 1)
}

/// Whether one of `found` is about the problem.
fn is_found(problem: &Value, found: &[Found], text: &str) -> bool {
    let code = problem["code"].as_str().expect("a problem has a code");
    let row = CODES.iter().find(|(theirs, ..)| *theirs == code);
    let (_, ours, place) = row.unwrap_or_else(|| panic!("no row for {code}"));
    let line = problem["line"].as_u64().and_then(|line| usize::try_from(line).ok());
    let line = line.expect("a problem has a line");
    let detail = problem["detail"].as_str().unwrap_or_default();
    let is_id = |word: &&str| {
        word.contains('_') && word.chars().all(|c| c == '_' || c.is_ascii_uppercase())
    };
    let node = detail.split_whitespace().rfind(is_id);
    found.iter().filter(|one| ours.contains(&one.code)).any(|one| match place {
        Place::Label => one.line == line,
        _ if one.label => false,
        Place::Line => one.line == line,
        Place::Section => (line..=end_of_section(text, line)).contains(&one.line),
        Place::Node => node.is_some_and(|node| one.message.contains(&format!("`{node}`"))),
    })
}

#[test]
fn known_problems_are_found_and_no_error_is_invented() {
    let Some(corpus) = support::corpus() else { return };
    let expected = std::fs::read_to_string(corpus.join("expected.json")).expect("it was there");
    let expected: Value = serde_json::from_str(&expected).expect("expected.json is JSON");
    let ours = findings(&corpus);
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut missed, mut unexplained, mut invented) = (Vec::new(), Vec::new(), Vec::new());
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        let text = std::fs::read_to_string(corpus.join(path)).unwrap_or_default();
        let found = ours.get(path).map_or(&[][..], Vec::as_slice);
        let problems = entry["semantic_problems"].as_array().into_iter().flatten();
        let mut lines: Vec<u64> = Vec::new();
        for problem in problems {
            let code = problem["code"].as_str().expect("a problem has a code");
            let row = table.entry(code).or_default();
            row.1 += 1;
            lines.extend(problem["line"].as_u64());
            if is_found(problem, found, &text) {
                row.0 += 1;
            } else {
                let line = format!("{path}:{} {code}: {}", problem["line"], problem["detail"]);
                match why_not(problem, path) {
                    Some(why) => missed.push(format!("{line}\n    since {why}")),
                    None => unexplained.push(line),
                }
            }
        }
        for fault in entry["yaml_faults"].as_array().into_iter().flatten() {
            lines.extend(fault["line"].as_u64());
            let more = fault["also_accept"].as_array().into_iter().flatten();
            lines.extend(more.filter_map(|place| place[0].as_u64()));
        }
        let errors = found.iter().filter(|one| one.severity == Severity::Error && !one.label);
        for one in errors.filter(|one| !lines.contains(&(one.line as u64))) {
            invented.push(format!("{path}:{} {}: {}", one.line, one.code, one.message));
        }
    }
    let sum = table.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    for (code, (found, all)) in &table {
        println!("{found:4} of {all:3}  {code}");
    }
    println!("{:4} of {:3}  problems of the corpus", sum.0, sum.1);
    for line in missed.iter().chain(&unexplained) {
        println!("  not found: {line}");
    }
    assert!(unexplained.is_empty(), "not found, and nobody says why: {unexplained:#?}");
    assert!(invented.is_empty(), "errors without an entry: {invented:#?}");
    assert!(sum.0 >= FOUND_MIN, "{} found, {FOUND_MIN} were found before", sum.0);
}
