//! The pages of `docs/semantics`: each statement names the tests that hold it, and they are there.
//!
//! Below the first `##` of a page stand statements and nothing else: a list item, with an indented
//! `held by:` and the tests as code. A test is `path/to/file.rs::function` (a `#[test]`, or a case of the
//! suite for stores), or a case by its path without an ending: `tests/ui/HS0502/graph-cycle`.

use std::fs;
use std::path::Path;

use crate::support::{entries, workspace};

const PAGES: &str = "docs/semantics";
/// What stands before the tests of a statement.
const HELD_BY: &str = "- held by:";
/// Cases that are data: a report or a table is stored beside or in them.
const CASES: [&str; 3] = ["tests/ui/", "tests/macros/", "tests/golden/"];
/// The list of the suite that holds every store to its promises, and the folder of its cases.
const PROMISES: (&str, &str) =
    ("hera-runtime/src/testing/conformance.rs", "hera-runtime/src/testing/conformance/");

/// A statement of a page.
#[derive(Debug, Default, PartialEq)]
struct Statement {
    line: usize,
    text: String,
    tests: Vec<String>,
}

/// The statements of a page, and the lines below its first `##` that are none.
fn statements(page: &str) -> (Vec<Statement>, Vec<usize>) {
    let (mut found, mut astray) = (Vec::<Statement>::new(), Vec::new());
    let mut in_tests = false;
    let body = page.lines().zip(1..).skip_while(|(line, _)| !line.starts_with("## "));
    for (line, number) in body.filter(|(line, _)| !line.is_empty() && !line.starts_with("## ")) {
        let words = line.trim_start();
        if let Some(text) = line.strip_prefix("- ") {
            in_tests = false;
            let text = text.to_owned();
            found.push(Statement { line: number, text, tests: Vec::new() });
            continue;
        }
        let Some(statement) = found.last_mut().filter(|_| line.starts_with("  ")) else {
            astray.push(number);
            continue;
        };
        in_tests |= words.starts_with(HELD_BY);
        match in_tests {
            true => statement.tests.extend(line.split('`').skip(1).step_by(2).map(str::to_owned)),
            false => statement.text += &format!(" {words}"),
        }
    }
    (found, astray)
}

/// Whether a file of Rust has a test with this name that is not ignored.
fn has_test(source: &str, name: &str) -> bool {
    let (mut is_test, mut is_ignored) = (false, false);
    for line in source.lines().map(str::trim_start) {
        is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        is_ignored |= line.starts_with("#[ignore");
        let head = line.trim_start_matches("pub ").trim_start_matches("async ");
        if let Some((function, _)) = head.strip_prefix("fn ").and_then(|rest| rest.split_once('('))
        {
            if function == name && is_test {
                return !is_ignored;
            }
            (is_test, is_ignored) = (false, false);
        }
    }
    false
}

/// Why a test that is named does not hold anything.
fn missing(root: &Path, test: &str) -> Option<&'static str> {
    let Some((file, function)) = test.split_once("::") else {
        let is_case = CASES.iter().any(|folder| test.starts_with(folder));
        let path = root.join(test);
        let is_there = path.with_extension("stderr").is_file() || path.is_file();
        return (!is_case || !is_there).then_some("is no case");
    };
    let Ok(source) = fs::read_to_string(root.join(file)) else { return Some("is in no file") };
    if let Some(room) = file.strip_prefix(PROMISES.1) {
        let list = fs::read_to_string(root.join(PROMISES.0)).unwrap_or_default();
        let case = format!("    {}::{function},", room.trim_end_matches(".rs"));
        return (!list.lines().any(|line| line == case)).then_some("is no promise of a store");
    }
    (!has_test(&source, function)).then_some("is no test of this file")
}

/// What is wrong with a page.
fn faults(root: &Path, page: &str) -> Vec<String> {
    let (statements, astray) = statements(page);
    let mut faults: Vec<String> =
        astray.iter().map(|line| format!("line {line}: neither statement nor heading")).collect();
    for Statement { line, text, tests } in &statements {
        if tests.is_empty() {
            faults.push(format!("line {line}: held by no test: {text}"));
        }
        let missing = tests.iter().filter_map(|test| Some((test, missing(root, test)?)));
        faults.extend(missing.map(|(test, why)| format!("line {line}: `{test}` {why}")));
    }
    faults
}

#[test]
fn each_statement_is_held_by_tests_that_exist() {
    let root = workspace();
    let mut all = Vec::new();
    for path in entries(&root.join(PAGES)) {
        let page = fs::read_to_string(&path).expect("UTF-8");
        let name = path.file_name().expect("a file").to_string_lossy();
        let (statements, _) = statements(&page);
        let tests: usize = statements.iter().map(|statement| statement.tests.len()).sum();
        println!("{name}: {} statements, held {tests} times", statements.len());
        assert!(!statements.is_empty(), "{name} states nothing");
        all.extend(faults(&root, &page).into_iter().map(|fault| format!("{name}, {fault}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_statement_without_a_test_is_found() {
    let page = "# Page\n\nProse.\n\n## Room\n
- One thing,\n  and more of it.\n  - held by: `tests/suite/semantics.rs::a_statement_without_a_test_is_found`,
    `tests/ui/HS0502/graph-cycle`
- Another thing.
- A third.\n  - held by: `tests/suite/semantics.rs::has_test`, `tests/suite/semantics.rs::nobody`,
    `nowhere.rs::x`, `tests/ui/HS0502`, `README.md`, `tests/ui/HS0502/none`,
    `hera-runtime/src/testing/conformance/keys.rs::keyed`\n
Prose where none may stand.\n";
    let (found, _) = statements(page);
    assert_eq!((found.len(), found[0].text.as_str()), (3, "One thing, and more of it."));
    let told = [
        "line 17: neither statement nor heading",
        "line 11: held by no test: Another thing.",
        "line 12: `tests/suite/semantics.rs::has_test` is no test of this file",
        "line 12: `tests/suite/semantics.rs::nobody` is no test of this file",
        "line 12: `nowhere.rs::x` is in no file",
        "line 12: `tests/ui/HS0502` is no case",
        "line 12: `README.md` is no case",
        "line 12: `tests/ui/HS0502/none` is no case",
        "line 12: `hera-runtime/src/testing/conformance/keys.rs::keyed` is no promise of a store",
    ];
    assert_eq!(faults(&workspace(), page), told);
    let ignored = "#[test]\n#[ignore = \"slow\"]\nfn it_is() {}\n#[test]\nfn it_is_not() {}\n";
    assert!(!has_test(ignored, "it_is") && has_test(ignored, "it_is_not"));
}
