//! What reviewers would tire of saying: module docs, lengths, dead links, paths of one machine.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::workspace;

/// A file with more lines has a second subject in it.
const LINES_MAX: usize = 400;

/// Files that are made by a program.
const MADE: &[&str] = &[
    "generated/src/",
    "tests/golden/",
    "tests/suite/expressions/generated.rs",
    "tests/suite/expressions/clauses/generated.rs",
];

/// All our files with one of these endings, relative to the workspace.
fn files(endings: &[&str]) -> Vec<PathBuf> {
    let root = workspace();
    let mut open = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                open.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path.strip_prefix(&root).expect("found below").to_owned());
            }
        }
    }
    found.sort();
    found
}

fn sources() -> impl Iterator<Item = (String, String)> {
    let made = |path: &String| MADE.iter().any(|prefix| path.starts_with(prefix));
    files(&[".rs"])
        .into_iter()
        .map(|path| path.to_string_lossy().into_owned())
        .filter(move |path| !made(path))
        .map(|path| {
            let text = fs::read_to_string(workspace().join(&path)).expect("UTF-8");
            (path, text)
        })
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = sources()
        .filter(|(path, text)| !text.starts_with("//!") && !path.starts_with("tests/macros/fail/"))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top: {silent:#?}");
}

#[test]
fn no_file_has_a_second_subject() {
    let long: Vec<_> = sources()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines: {long:#?}");
}

#[test]
fn nothing_is_left_open() {
    // Put together here, so that this file does not hold them itself.
    let words = [["TO", "DO"], ["FIX", "ME"], ["todo", "!("], ["dbg", "!("]].map(|w| w.concat());
    let open: Vec<_> = sources()
        .flat_map(|(path, text)| {
            let lines: Vec<_> = text.lines().map(str::to_owned).collect();
            lines.into_iter().enumerate().map(move |(at, line)| (path.clone(), at + 1, line))
        })
        .filter(|(_, _, line)| words.iter().any(|word| line.contains(word)))
        .collect();
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn links_lead_somewhere() {
    let mut dead = Vec::new();
    for file in files(&[".md"]) {
        let text = fs::read_to_string(workspace().join(&file)).expect("UTF-8");
        let folder = file.parent().unwrap_or(Path::new(""));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            let outside = target.contains("://") || target.is_empty() || target.contains(' ');
            if !outside && !workspace().join(folder).join(target).exists() {
                dead.push(format!("{}: {link}", file.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn the_map_names_every_crate_and_what_it_names_is_there() {
    let text = fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("the map");
    for manifest in files(&["Cargo.toml"]) {
        if let Some(name) = manifest.parent().filter(|folder| folder.components().count() == 1) {
            assert!(text.contains(&format!("`{}", name.display())), "{}", name.display());
        }
    }
    let named = text.split('`').skip(1).step_by(2).filter(|word| word.contains('/'));
    let missing: Vec<_> = named
        .filter(|path| path.split('/').all(|part| !part.contains(' ') && !part.contains('*')))
        .filter(|path| !workspace().join(path.trim_end_matches('/')).exists())
        .filter(|path| !path.contains("HSnnnn"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_report_names_a_machine() {
    let root = workspace().to_string_lossy().into_owned();
    let told: Vec<_> = files(&[".stderr", ".txt", ".md", ".yml", ".yaml"])
        .into_iter()
        .filter(|path| {
            fs::read_to_string(workspace().join(path)).is_ok_and(|text| text.contains(&root))
        })
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}
