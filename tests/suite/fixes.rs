//! Changes that a machine may apply do what they promise: the finding is gone afterwards.

use hera_specc::diag::{Diagnostic, Severity};

use crate::support::{entries, findings, is_yaml, workspace};

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
