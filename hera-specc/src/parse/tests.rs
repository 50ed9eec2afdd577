//! Spans to the byte, and what is read in spite of a finding.

use super::{decode, parse};
use crate::ast::{Node, Value};
use crate::diag::Diagnostics;
use crate::source::{FileId, SourceMap};

fn read(text: &str) -> (SourceMap, FileId, Option<Node>, Diagnostics) {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let file = sources.add("a.yml", text);
    let document = parse(&sources, file, &mut diags);
    diags.sort();
    (sources, file, document.map(|document| document.root), diags)
}

/// Each key and each value as `text under its span`, depth first.
fn spans(text: &str) -> Vec<String> {
    fn walk(sources: &SourceMap, node: &Node, out: &mut Vec<String>) {
        out.push(sources.slice(node.span).to_owned());
        match &node.value {
            Value::Scalar(_) => {}
            Value::List(items) => items.iter().for_each(|item| walk(sources, item, out)),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                out.push(format!("{}:", sources.slice(entry.key.span)));
                walk(sources, &entry.value, out);
            }),
        }
    }
    let (sources, _, root, _) = read(text);
    let mut out = Vec::new();
    walk(&sources, &root.expect("the text is YAML"), &mut out);
    out.remove(0);
    out
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text).3.as_slice().iter().map(|diagnostic| diagnostic.rule.code).collect()
}

#[test]
fn a_scalar_is_its_own_text() {
    assert_eq!(spans("a: 1 # c\n'b' : \"x\"  \n"), ["a:", "1", "'b':", "\"x\""]);
    assert_eq!(spans("a: one\n  two  # c\nb: é → ü\n"), ["a:", "one\n  two", "b:", "é → ü"]);
    assert_eq!(
        spans("a: >- # c\n  x\n  y\n\n\nb: |\n z\n"),
        ["a:", ">- # c\n  x\n  y", "b:", "|\n z"]
    );
}

#[test]
fn nothing_stands_behind_its_indicator() {
    let (sources, _, root, _) = read("a:\nb:   # c\nc:\n  -\n  - x\n");
    let root = root.expect("the text is YAML");
    let at = |key: &str| root.get(key).expect("it has the key").span;
    assert_eq!(sources.position(at("a").file, at("a").start).column, 3);
    assert_eq!(sources.position(at("b").file, at("b").start).column, 3);
    let items = root.get("c").and_then(Node::list).expect("a list");
    assert_eq!(sources.position(items[0].span.file, items[0].span.start).line, 4);
    assert!(items[0].is_null() && root.get("a").is_some_and(Node::is_null));
}

#[test]
fn a_collection_ends_with_its_last_value() {
    assert_eq!(
        spans("a: [x, {y: z} ] # c\nb:\n  - c: d\n    e: [f]\n\n# c\ng: h\n"),
        [
            "a:",
            "[x, {y: z} ]",
            "x",
            "{y: z}",
            "y:",
            "z",
            "b:",
            "- c: d\n    e: [f]",
            "c: d\n    e: [f]",
            "c:",
            "d",
            "e:",
            "[f]",
            "f",
            "g:",
            "h"
        ]
    );
}

#[test]
fn aliases_are_expanded_and_merged() {
    let (_, _, root, diags) = read("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n");
    let root = root.expect("the text is YAML");
    let d = root.get("d").expect("d");
    assert_eq!(d.get("b").and_then(Node::text), Some("1"));
    assert_eq!(d.get("c").and_then(Node::text), Some("3"));
    assert!(!diags.has_errors());
    assert_eq!(codes("a: &x [*x]\n"), ["HS0009", "HS0009"]);
    let laughs: String =
        (1..12).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
    let (_, _, _, diags) = read(&format!("a0: &a0 [x]\n{laughs}"));
    assert!(diags.has_errors());
}

#[test]
fn limits_are_errors() {
    assert_eq!(codes(&"[".repeat(100_000)), ["HS0013"]);
    assert_eq!(codes(&"- ".repeat(100_000)), ["HS0013"]);
    assert!(!codes(&format!("{}x{}", "[".repeat(64), "]".repeat(64))).contains(&"HS0013"));
    assert_eq!(codes(&format!("{}x{}", "[".repeat(65), "]".repeat(65))), ["HS0013"]);
    assert_eq!(codes(&"a".repeat(super::FILE_BYTES_MAX + 1)), ["HS0014"]);
    assert_eq!(codes(&format!("a: [{}]", "x,".repeat(super::FILE_NODES_MAX))), ["HS0014"]);
}

#[test]
fn a_broken_file_is_explained_to_its_end() {
    let text =
        "smart_code: HERA.A.B.C.v1\nsteps:\n  - step: a: b\n  - [x] y\nwhen: > 1\nlast: \"open\n";
    assert_eq!(codes(text), ["HS0001", "HS0003", "HS0004", "HS0020"]);
    assert_eq!(
        codes("a: b\n\tc: d: e\nf: g: h\n"),
        ["HS0002", "HS0007", "HS0001", "HS0001"],
        "a tab, and what it hid"
    );
}

#[test]
fn bytes_are_decoded_or_reported() {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    assert!(decode(&mut sources, "a.yml", "ä: b".into(), &mut diags).is_some());
    assert!(decode(&mut sources, "b.yml", b"a: \xff\xfe".to_vec(), &mut diags).is_none());
    let found = &diags.as_slice()[0];
    assert_eq!((found.rule.code, sources.slice(found.primary.span)), ("HS0016", "\u{fffd}"));
}

#[test]
fn a_broken_text_is_mended_with_every_place_where_it_was() {
    let text = "a: [x, ü]\n\tb: [1, 2\nc: \"open\nd:\n  - e: 1\n";
    let mut sources = SourceMap::new();
    let file = sources.add("a.yml", text);
    assert!(parse(&sources, file, &mut Diagnostics::new()).is_none());
    let document = super::mended(&sources, file).expect("it can be mended");
    let first = document.root.get("a").expect("the sound part is there");
    assert_eq!(sources.slice(first.span), "[x, ü]");
    let last = document.root.get("d").and_then(Node::list).expect("what follows, too");
    assert_eq!(sources.slice(last[0].span), "e: 1");
    let sound = sources.add("b.yml", "a: 1\n");
    assert!(super::mended(&sources, sound).is_some());
    let hopeless = sources.add("c.yml", "# Title\n\n**Bold** prose: with `code`\n\n- [x] a\n```\n");
    assert!(super::mended(&sources, hopeless).is_none());
}
