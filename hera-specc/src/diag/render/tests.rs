//! The look, to the character.

use super::{github, human, json, sarif, short};
use crate::diag::catalogue::{HS0001, HS0006, HS0009};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};

/// Two files, a finding with places in both and a patch, and one that runs over lines.
fn findings() -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::new();
    let one = sources.add("specs/one.yml", "a: 1\nwhen: $.x == true\nä: → b\n");
    let two = sources.add("specs/two file.yml", "optional: [quantity, dynamic]\n");
    let mut diags = Diagnostics::new();
    diags.push(
        Diagnostic::new(&HS0001, Span::new(one, 13, 14), "no field `x` on the payload")
            .label("unknown field")
            .secondary(Span::new(two, 10, 29), "known fields stand here")
            .note("the condition would always be false")
            .help("declare it")
            .suggest(Span::new(two, 28, 28), ", x"),
    );
    diags.push(
        Diagnostic::new(&HS0009, Span::new(one, 27, 9_999), "over\nlines")
            .secondary(Span::new(one, 0, 10), "")
            .help("look"),
    );
    diags.push(Diagnostic::new(&HS0006, Span::new(two, 0, 0), "told").severity(Severity::Note));
    (sources, diags)
}

#[test]
fn people_see_rustcs_look() {
    let (sources, diags) = findings();
    assert_eq!(human(&diags, &sources, false), include_str!("tests/human.txt"));
    assert!(human(&diags, &sources, true).contains("\u{1b}["));
    assert_eq!(human(&Diagnostics::new(), &sources, false), "");
}

#[test]
fn machines_get_lines() {
    let (sources, diags) = findings();
    assert_eq!(
        short(&diags, &sources),
        "specs/one.yml:2:9: error[HS0001]: no field `x` on the payload\n\
         specs/one.yml:3:4: warning[HS0009]: over\u{fffd}lines\n\
         specs/two file.yml:1:1: note[HS0006]: told\n"
    );
    assert_eq!(
        github(&diags, &sources).lines().next(),
        Some(
            "::error file=specs/one.yml,line=2,endLine=2,col=9,endColumn=10,title=HS0001::\
             no field `x` on the payload%0Ahelp: declare it"
        )
    );
}

#[test]
fn machines_get_json() {
    let (sources, diags) = findings();
    let all = json(&diags, &sources);
    let one = &all[0];
    assert_eq!((&one["code"], &one["severity"]), (&"HS0001".into(), &"error".into()));
    assert_eq!(
        (&one["line"], &one["column"], &one["end_column"]),
        (&2.into(), &9.into(), &10.into())
    );
    assert_eq!(one["labels"][0]["file"], "specs/two file.yml");
    assert_eq!(one["suggestions"][0]["replacement"], ", x");
    assert_eq!((&all[1]["end_line"], &all[2]["help"]), (&4.into(), &serde_json::Value::Null));
    let log = sarif(&diags, &sources);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 9);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "specs/two%20file.yml");
}
