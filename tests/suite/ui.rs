//! A report for each rule: `ui/HSnnnn/*.yaml` (or a folder of files) and the `.stderr` beside it.
//!
//! `HERA_BLESS=1` writes the reports; the change is then reviewed like code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hera_specc::diag::catalogue::RULES;

use crate::support::{entries, is_yaml, report, workspace, yaml_files};

/// One case: a file or a folder of files, read as one set.
pub(crate) struct Case {
    /// The folder of its rule: `HS0001`.
    pub(crate) code: String,
    pub(crate) path: PathBuf,
}

impl Case {
    /// Files with the paths by which the report names them, relative to the rule's folder.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let root = self.path.parent().expect("a case lies in its rule's folder");
        let files =
            if self.path.is_dir() { yaml_files(&self.path) } else { vec![self.path.clone()] };
        let beside = ["hera.lock", "hera.toml"].map(|name| self.path.join(name));
        files
            .into_iter()
            .chain(beside.into_iter().filter(|file| file.is_file()))
            .map(|file| {
                let name = file.strip_prefix(root).expect("it was found below").to_string_lossy();
                let name = name.replace('\\', "/");
                (name, std::fs::read(&file).expect("the file can be read"))
            })
            .collect()
    }

    fn stderr(&self) -> PathBuf {
        self.path.with_extension("stderr")
    }
}

fn root() -> PathBuf {
    workspace().join("tests/ui")
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in entries(&root()) {
        let code = name(&folder);
        for path in entries(&folder) {
            if path.is_dir() || is_yaml(&path) {
                cases.push(Case { code: code.clone(), path });
            }
        }
    }
    cases
}

fn name(path: &Path) -> String {
    path.file_name().expect("a path below a folder has a name").to_string_lossy().into_owned()
}

#[test]
fn reports_are_as_stored() {
    let bless = std::env::var_os("HERA_BLESS").is_some();
    let mut failures = Vec::new();
    for case in cases() {
        let (text, _) = report(&case.files());
        let stored = case.stderr();
        if bless {
            std::fs::write(&stored, &text).expect("the report can be written");
        } else if std::fs::read_to_string(&stored).unwrap_or_default() != text {
            failures.push(format!("{} is stale; it would be:\n{text}", stored.display()));
        }
    }
    assert!(failures.is_empty(), "{}\n\nHERA_BLESS=1 writes them", failures.join("\n"));
}

#[test]
fn no_report_is_an_orphan() {
    let wanted: BTreeSet<PathBuf> = cases().iter().map(Case::stderr).collect();
    for folder in entries(&root()) {
        assert!(folder.is_dir(), "{} belongs into a rule's folder", folder.display());
        for path in entries(&folder) {
            let known = path.is_dir() || is_yaml(&path) || wanted.contains(&path);
            assert!(known, "{} belongs to no case", path.display());
        }
    }
}

#[test]
fn every_rule_has_a_case_that_shows_it() {
    let mut shown = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in cases() {
        let (_, codes) = report(&case.files());
        if codes.contains(&case.code.as_str()) {
            shown.insert(case.code);
        } else {
            wrong.push(format!("{} does not show its code, but {codes:?}", case.path.display()));
        }
    }
    // A file of 8 MiB is not stored; the limit has a unit test in `parse`.
    shown.insert("HS0014".to_owned());
    // Found in Rust, not in YAML: `macros/fail/folder.rs`.
    shown.insert("HS1110".to_owned());
    let missing: Vec<&str> =
        RULES.iter().map(|rule| rule.code).filter(|code| !shown.contains(*code)).collect();
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "without a case: {missing:?}\n{}",
        wrong.join("\n")
    );
}
