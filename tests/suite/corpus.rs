//! The corpus of real specs: every fault of every broken file is named, and no valid file is refused.

use std::collections::BTreeSet;

use hera_specc::diag::{Diagnostics, Severity};
use hera_specc::parse;
use hera_specc::source::{LineColumn, SourceMap};
use serde_json::Value;

use crate::support;

/// The errors of one file: line, column, code and message.
fn errors(path: &str, text: &str) -> Vec<(LineColumn, &'static str, String)> {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let file = sources.add(path, text);
    parse::parse(&sources, file, &mut diags);
    diags.sort();
    diags
        .as_slice()
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let at = sources.position(file, diagnostic.primary.span.start);
            (at, diagnostic.rule.code, diagnostic.message.clone())
        })
        .collect()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a position is a number")
}

#[test]
fn every_fault_is_named_and_none_is_invented() {
    let Some(corpus) = support::corpus() else { return };
    let expected = std::fs::read_to_string(corpus.join("expected.json")).expect("it was there");
    let expected: Value = serde_json::from_str(&expected).expect("expected.json is JSON");
    let (mut faults, mut lines, mut columns) = (0, 0, 0);
    let mut problems = Vec::new();
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        if !path.ends_with(".yml") && !path.ends_with(".yaml") {
            continue;
        }
        let text = std::fs::read_to_string(corpus.join(path)).expect("corpus files are UTF-8");
        let found = errors(path, &text);
        let mut allowed = BTreeSet::new();
        for fault in entry["yaml_faults"].as_array().into_iter().flatten() {
            faults += 1;
            let mut places = vec![(number(&fault["line"]), number(&fault["column"]))];
            for place in fault["also_accept"].as_array().into_iter().flatten() {
                places.push((number(&place[0]), number(&place[1])));
            }
            allowed.extend(places.iter().map(|(line, _)| *line));
            let hit = |by_column: bool| {
                found.iter().any(|(at, ..)| {
                    places.iter().any(|(line, column)| {
                        at.line == *line && (!by_column || at.column == *column)
                    })
                })
            };
            lines += usize::from(hit(false));
            columns += usize::from(hit(true));
            if !hit(true) {
                problems.push(format!("{path}:{places:?} {}", fault["class"]));
            }
        }
        for (at, code, message) in &found {
            if !allowed.contains(&at.line) {
                problems
                    .push(format!("{path}:{}:{} invented {code}: {message}", at.line, at.column));
            }
        }
    }
    println!("faults of broken YAML: {faults}, line named {lines}, column exact {columns}");
    for problem in &problems {
        println!("  {problem}");
    }
    assert!(problems.is_empty(), "see the list above");
}
