//! Two readers, one tree: what our spanned reader makes of a valid file equals what serde_yaml reads.

use hera_specc::ast::{Node, Value as Tree};
use hera_specc::diag::Diagnostics;
use hera_specc::parse;
use hera_specc::source::SourceMap;
use serde_yaml::Value;

use crate::support;

/// Where the two trees differ, if they do. Anchors and tags are left out: we expand and refuse them.
pub(crate) fn difference(ours: &Node, theirs: &Value) -> Option<String> {
    let differs = || Some(format!("ours {ours:?}, theirs {theirs:?}"));
    match (&ours.value, theirs) {
        (Tree::List(ours), Value::Sequence(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).find_map(|(ours, theirs)| difference(ours, theirs))
        }
        (Tree::Map(entries), Value::Mapping(theirs)) if entries.len() == theirs.len() => {
            entries.iter().zip(theirs).find_map(|(entry, (key, value))| {
                if key_text(key) != entry.key.value {
                    return Some(format!("key {:?}, theirs {key:?}", entry.key.value));
                }
                difference(&entry.value, value)
            })
        }
        (Tree::Scalar(scalar), theirs) => {
            let equal = match theirs {
                Value::Null => ours.is_null(),
                Value::Bool(theirs) => ours.boolean() == Some(*theirs),
                // Numbers stay text in our tree; the other reader may print them in another form.
                Value::Number(_) => ours.plain().is_some(),
                Value::String(theirs) => scalar.text == *theirs,
                _ => false,
            };
            if equal { None } else { differs() }
        }
        _ => differs(),
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        other => format!("{other:?}"),
    }
}

/// Reads a file with both readers, the other one only after ours found it within limits.
fn compare(path: &str, text: &str) {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let file = sources.add(path, text);
    let document = parse::parse(&sources, file, &mut diags);
    assert!(!diags.has_errors(), "{path}: {:?}", diags.as_slice());
    let document = document.unwrap_or_else(|| panic!("{path} is valid"));
    let theirs: Value = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{path}: {e}"));
    if let Some(difference) = difference(&document.root, &theirs) {
        panic!("{path}: {difference}");
    }
}

const SAMPLE: &str = r#"# every form of scalar
plain: some text # comment
numbers: [1, -2.5, 0x1f, 1e3, 12:30]
words: [true, FALSE, null, ~, yes, Off]
empty:
quoted: {"a b": 'it''s', c: "tab\t \u00e9"}
folded: >-
  one
  two

  three
literal: |+
  kept

nested:
- - a
  - b: {c: [d]}
- ? key
  : value
over: several
  plain
  lines
"#;

#[test]
fn samples_read_the_same() {
    compare("sample", SAMPLE);
    for (path, text) in support::our_specs() {
        compare(&path, &text);
    }
}

#[test]
fn the_corpus_reads_the_same() {
    let Some(corpus) = support::corpus() else { return };
    let expected = std::fs::read_to_string(corpus.join("expected.json")).expect("it was there");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("it is JSON");
    let mut read = 0;
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        if entry["valid_yaml"] == true {
            let text = std::fs::read_to_string(corpus.join(path)).expect("corpus files are UTF-8");
            compare(path, &text);
            read += 1;
        }
    }
    println!("{read} valid files read the same");
    assert!(read > 50);
}
