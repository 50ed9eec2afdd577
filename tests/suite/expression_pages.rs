//! The pages of the rules of expressions: the example shows its fault and nothing else, the remedy
//! shows none, and where a machine can mend the fault, it does.

use hera_specc::diag::{Diagnostics, catalogue};
use hera_specc::source::SourceMap;
use hera_specc::{lower, parse};

const RULES: [&str; 17] = [
    "HS0702", "HS0703", "HS0704", "HS0705", "HS0706", "HS0707", "HS0708", "HS0709", "HS0710",
    "HS0711", "HS0714", "HS0715", "HS0716", "HS0717", "HS0718", "HS0719", "HS0720",
];

/// Rules whose example a machine can mend.
const FIXES: [&str; 8] =
    ["HS0702", "HS0703", "HS0706", "HS0707", "HS0708", "HS0711", "HS0714", "HS0717"];

/// The YAML block below a heading of a page.
fn block<'p>(page: &'p str, heading: &str) -> &'p str {
    let below = page.split(heading).nth(1).unwrap_or_default();
    below.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default()
}

/// What is said about one text before its references are resolved.
fn said(text: &str) -> Diagnostics {
    let mut sources = SourceMap::new();
    let file = sources.add("example.yml", text);
    let mut diags = Diagnostics::new();
    // What YAML itself is told about (`on:` is a boolean elsewhere) is no business of these pages.
    let document = parse::parse(&sources, file, &mut Diagnostics::new());
    let mut specs =
        lower::lower(&sources, &[lower::Input { file, judged: true, document }], &mut diags);
    lower::flow::flows(&mut specs, &mut diags);
    diags.sort();
    diags
}

fn codes(diags: &Diagnostics) -> Vec<&'static str> {
    diags.as_slice().iter().map(|found| found.rule.code).collect()
}

/// The text after all changes that are offered.
fn mended(text: &str) -> String {
    let diags = said(text);
    let mut edits: Vec<_> = diags.as_slice().iter().flat_map(|found| &found.suggestions).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

#[test]
fn pages_of_expressions_show_their_fault_and_its_remedy() {
    let mut problems = Vec::new();
    for code in RULES {
        let page = catalogue::find(code).expect("it is in the catalogue").page;
        let (example, instead) = (block(page, "## Example"), block(page, "## Instead"));
        let found = codes(&said(example));
        if found != [code] {
            problems.push(format!("{code}: the example yields {found:?}"));
        }
        let found = codes(&said(instead));
        if !found.is_empty() {
            problems.push(format!("{code}: the remedy yields {found:?}"));
        }
        let is_mended = codes(&said(&mended(example))).is_empty();
        if is_mended != FIXES.contains(&code) {
            problems.push(format!("{code}: mended by a machine: {is_mended}"));
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}
