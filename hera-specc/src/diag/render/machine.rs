//! The forms for machines, as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json as value};

use super::place::ends;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::source::{SourceMap, Span};

/// All findings as a JSON array.
#[must_use]
pub fn json(diags: &Diagnostics, sources: &SourceMap) -> Value {
    diags
        .as_slice()
        .iter()
        .map(|diagnostic| {
            let labels: Vec<Value> = diagnostic
                .labels
                .iter()
                .map(|label| placed(sources, label.span, "message", &label.message))
                .collect();
            let suggestions: Vec<Value> = diagnostic
                .suggestions
                .iter()
                .map(|change| placed(sources, change.span, "replacement", &change.replacement))
                .collect();
            let mut object =
                placed(sources, diagnostic.primary.span, "message", &diagnostic.message);
            object["code"] = value!(diagnostic.rule.code);
            object["severity"] = value!(diagnostic.severity.as_str());
            object["help"] = value!(diagnostic.help);
            object["label"] = value!(diagnostic.primary.message);
            object["notes"] = value!(diagnostic.notes);
            object["labels"] = value!(labels);
            object["suggestions"] = value!(suggestions);
            object
        })
        .collect()
}

/// A text at a place, as an object: `file line column end_line end_column`, and the text under `key`.
#[must_use]
pub fn placed(sources: &SourceMap, span: Span, key: &str, text: &str) -> Value {
    let (start, end) = ends(sources, span);
    let mut object = value!({
        "file": sources.path(span.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    });
    object[key] = value!(text);
    object
}

/// A SARIF 2.1.0 log, for code scanning.
#[must_use]
pub fn sarif(diags: &Diagnostics, sources: &SourceMap) -> Value {
    let used: Vec<&str> = diags.as_slice().iter().map(|diagnostic| diagnostic.rule.code).collect();
    let rules: Vec<Value> = catalogue::RULES
        .iter()
        .filter(|rule| used.contains(&rule.code))
        .map(|rule| {
            value!({
                "id": rule.code,
                "name": rule.name,
                "shortDescription": { "text": rule.name.replace('-', " ") },
                "help": { "text": rule.page, "markdown": rule.page },
                "defaultConfiguration": { "level": rule.severity.as_str() },
            })
        })
        .collect();
    let results: Vec<Value> =
        diags.as_slice().iter().map(|diagnostic| result(diagnostic, sources)).collect();
    value!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hera-specc",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, ". Help: {help}");
    }
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut location = location(sources, label.span);
            location["message"] = value!({ "text": label.message });
            location
        })
        .collect();
    let mut object = value!({
        "ruleId": diagnostic.rule.code,
        "level": diagnostic.severity.as_str(),
        "message": { "text": message },
        "locations": [location(sources, diagnostic.primary.span)],
    });
    if !related.is_empty() {
        object["relatedLocations"] = value!(related);
    }
    if !diagnostic.suggestions.is_empty() {
        object["fixes"] = value!([fix(diagnostic, sources)]);
    }
    object
}

fn location(sources: &SourceMap, span: Span) -> Value {
    value!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(sources.path(span.file)) },
        "region": region(sources, span),
    }})
}

fn region(sources: &SourceMap, span: Span) -> Value {
    let (start, end) = ends(sources, span);
    value!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// All changes of a finding are one fix; changes of one file are one entry.
fn fix(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut files: Vec<_> = diagnostic.suggestions.iter().map(|change| change.span.file).collect();
    files.sort_unstable();
    files.dedup();
    let changes: Vec<Value> = files
        .into_iter()
        .map(|file| {
            let replacements: Vec<Value> = diagnostic
                .suggestions
                .iter()
                .filter(|change| change.span.file == file)
                .map(|change| {
                    value!({
                        "deletedRegion": region(sources, change.span),
                        "insertedContent": { "text": change.replacement },
                    })
                })
                .collect();
            value!({
                "artifactLocation": { "uri": uri(sources.path(file)) },
                "replacements": replacements,
            })
        })
        .collect();
    value!({
        "description": { "text": diagnostic.help.as_deref().unwrap_or("change it") },
        "artifactChanges": changes,
    })
}

/// A path as a relative reference: the characters that an address cannot hold are escaped.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte));
            }
            b'\\' => out.push('/'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
