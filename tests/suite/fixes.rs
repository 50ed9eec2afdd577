//! Changes that a machine may apply do what they promise: the finding is gone afterwards.

use std::collections::BTreeMap;

use hera_specc::diag::{Diagnostic, Severity};
use hera_specc::source::SourceMap;

use crate::support::{entries, findings, is_yaml, workspace};
use crate::ui::cases;

/// The text with the changes of one finding applied.
fn apply(text: &str, diagnostic: &Diagnostic) -> String {
    let mut changes: Vec<_> = diagnostic.suggestions.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.span.range().start));
    let mut text = text.to_owned();
    for change in changes {
        text.replace_range(change.span.range(), &change.replacement);
    }
    text
}

/// Each suggestion of each broken-YAML case, applied alone, removes its finding and adds no error.
#[test]
fn a_change_removes_its_finding() {
    let mut applied = 0;
    for folder in entries(&workspace().join("tests/ui")) {
        if !folder.to_string_lossy().contains("HS00") {
            continue;
        }
        for path in entries(&folder).into_iter().filter(|path| is_yaml(path)) {
            let bytes = std::fs::read(&path).expect("the file can be read");
            let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
            let name = path.display().to_string();
            let (_, before) = findings(&[(name.clone(), bytes)]);
            for diagnostic in before.as_slice().iter().filter(|one| !one.suggestions.is_empty()) {
                let mended = apply(&text, diagnostic);
                let (_, after) = findings(&[(name.clone(), mended.clone().into_bytes())]);
                let count = |list: &[Diagnostic], code: &str| {
                    list.iter().filter(|one| one.rule.code == code).count()
                };
                let code = diagnostic.rule.code;
                assert!(
                    count(after.as_slice(), code) < count(before.as_slice(), code),
                    "{name}: {code} is still there:\n{mended}"
                );
                let yaml_errors = |list: &[Diagnostic]| {
                    list.iter()
                        .filter(|one| one.severity == Severity::Error && one.rule.code < "HS0100")
                        .count()
                };
                assert!(
                    yaml_errors(after.as_slice()) <= yaml_errors(before.as_slice()),
                    "{name}: {code} became another fault:\n{mended}"
                );
                applied += 1;
            }
        }
    }
    assert!(applied > 10, "only {applied} changes were tried");
}

/// The rules whose remedy a machine can apply, as the catalogue of checks promises.
const FIXES: &[&str] = &[
    "HS0001", "HS0003", "HS0004", "HS0007", "HS0011", "HS0015", "HS0102", "HS0103", "HS0104",
    "HS0208", "HS0306", "HS0307", "HS0309", "HS0403", "HS0501", "HS0504", "HS0505", "HS0508",
    "HS0702", "HS0703", "HS0706", "HS0707", "HS0708", "HS0711", "HS0714", "HS0801", "HS1003",
    "HS1103", "HS1201", "HS1202", "HS1302", "HS1406",
];

/// What a mended name or entry lets come to light: (mended, shown then).
const REVEALED: &[(&str, &str)] = &[
    // The comment that allowed it has no effect any more.
    ("HS0301", "HS1406"),
    ("HS0412", "HS1403"),
    ("HS0501", "HS0407"),
    ("HS0702", "HS0714"),
    ("HS0703", "HS0715"),
    ("HS0801", "HS0407"),
    // Settings are read on, entry by entry.
    ("HS1601", "HS1603"),
    ("HS1601", "HS1604"),
    ("HS1602", "HS1604"),
];

/// The files with the changes of one finding applied: outside of their spans nothing differs.
fn mended(files: &[(String, Vec<u8>)], sources: &SourceMap, found: &Diagnostic) -> Files {
    let mut files = files.to_vec();
    let mut changes: Vec<_> = found.suggestions.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.span.range().start));
    for change in changes {
        let path = sources.path(change.span.file);
        let (_, bytes) =
            files.iter_mut().find(|(name, _)| name == path).expect("a file of the case");
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let range = change.span.range();
        bytes.splice(range.start + mark..range.end + mark, change.replacement.bytes());
    }
    files
}

type Files = Vec<(String, Vec<u8>)>;

/// How often each code is found.
fn counts(diags: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for found in diags {
        *counts.entry(found.rule.code).or_default() += 1;
    }
    counts
}

/// Each change that any case proposes takes its finding away and brings no other. Mended YAML may show
/// what was hidden before, and no further fault of YAML itself.
#[test]
fn each_fix_mends_and_breaks_nothing() {
    let mut applied: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in cases() {
        let files = case.files();
        let (sources, before) = findings(&files);
        let known = counts(before.as_slice());
        for found in before.as_slice().iter().filter(|found| !found.suggestions.is_empty()) {
            let code = found.rule.code;
            let (_, after) = findings(&mended(&files, &sources, found));
            let left = counts(after.as_slice());
            *applied.entry(code).or_default() += 1;
            let count =
                |counts: &BTreeMap<&str, usize>, code| counts.get(code).copied().unwrap_or(0);
            if count(&left, code) >= count(&known, code) {
                failures.push(format!("{}: {code} is still there", case.path.display()));
            }
            let yaml = code < "HS0100";
            let more = left.iter().filter(|(other, n)| **n > count(&known, other));
            let hidden =
                |other: &str| yaml && other >= "HS0100" || REVEALED.contains(&(code, other));
            let more: Vec<_> = more.filter(|(other, _)| !hidden(other)).collect();
            if !more.is_empty() {
                failures.push(format!("{}: {code} brings {more:?}", case.path.display()));
            }
        }
    }
    println!("{applied:?}");
    let missing: Vec<_> = FIXES.iter().filter(|code| !applied.contains_key(**code)).collect();
    assert!(missing.is_empty(), "promised, and without a case that proposes it: {missing:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A change that adds a line ends it as the file does.
#[test]
fn no_fix_mixes_line_ends() {
    let mut added = 0;
    for case in cases() {
        let mut files = case.files();
        if files.iter().any(|(_, bytes)| bytes.contains(&b'\r')) {
            continue;
        }
        for (_, bytes) in &mut files {
            let lines = bytes.split_inclusive(|byte| *byte == b'\n');
            *bytes = lines.flat_map(with_return).collect();
        }
        let (_, found) = findings(&files);
        for change in found.as_slice().iter().flat_map(|found| &found.suggestions) {
            let text = &change.replacement;
            assert_eq!(
                text.matches('\n').count(),
                text.matches("\r\n").count(),
                "{}: {text:?}",
                case.path.display()
            );
            added += text.matches('\n').count();
        }
    }
    assert!(added > 2, "only {added} lines were added");
}

fn with_return(line: &[u8]) -> Vec<u8> {
    match line.strip_suffix(b"\n") {
        Some(text) => [text, b"\r\n"].concat(),
        None => line.to_vec(),
    }
}

/// A comment that allows a rule is not called idle where a broken file was not judged to its end.
#[test]
fn comments_of_a_broken_file_are_not_called_idle() {
    let whole = "smart_code: HERA.SALON.POS.CART.TOUCH.V1\n\
                 inputs: [] # hera: allow(HS1201): of the till\n";
    for broken in ["intent: do: this\n", "intent: [a, b\n", "\tintent: x\n"] {
        let files = [("broken.yaml".to_owned(), format!("{whole}{broken}").into_bytes())];
        let (_, found) = findings(&files);
        let codes: Vec<&str> = found.as_slice().iter().map(|one| one.rule.code).collect();
        assert!(found.has_errors(), "{broken:?}: {codes:?}");
        let about = ["HS1406", "HS1407", "HS1408"];
        assert!(!codes.iter().any(|code| about.contains(code)), "{broken:?}: {codes:?}");
    }
}
