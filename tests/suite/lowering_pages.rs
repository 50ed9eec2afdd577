//! The pages of the rules of lowering: the example shows its fault and nothing else, the remedy shows
//! none, and where a machine can mend the fault, it does.

use hera_specc::diag::Diagnostics;
use hera_specc::diag::catalogue;
use hera_specc::source::SourceMap;
use hera_specc::{lower, parse};

/// The YAML block below a heading of a page.
fn block<'p>(page: &'p str, heading: &str) -> &'p str {
    let below = page.split(heading).nth(1).unwrap_or_default();
    below.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default()
}

/// What lowering says about one text.
fn codes(path: &str, text: &str) -> Vec<&'static str> {
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let document = parse::parse(&sources, file, &mut Diagnostics::new());
    let mut diags = Diagnostics::new();
    lower::lower(&sources, &[lower::Input { file, judged: true, document }], &mut diags);
    diags.sort();
    diags.as_slice().iter().map(|diagnostic| diagnostic.rule.code).collect()
}

/// The rules of lowering, but for two whose pages need more than their text: the name of a file
/// (HS0107) and 513 nodes (HS0409).
const RULES: [&str; 63] = [
    "HS0101", "HS0102", "HS0104", "HS0105", "HS0106", "HS0109", "HS0110", "HS0111", "HS0201",
    "HS0202", "HS0203", "HS0204", "HS0205", "HS0206", "HS0207", "HS0208", "HS0211", "HS0212",
    "HS0213", "HS0301", "HS0302", "HS0303", "HS0304", "HS0305", "HS0306", "HS0307", "HS0308",
    "HS0309", "HS0310", "HS0311", "HS0312", "HS0314", "HS0315", "HS0317", "HS0401", "HS0402",
    "HS0403", "HS0404", "HS0405", "HS0408", "HS0413", "HS0501", "HS0503", "HS0504", "HS0505",
    "HS0508", "HS0509", "HS0601", "HS0602", "HS0603", "HS0606", "HS0801", "HS0802", "HS0804",
    "HS0807", "HS1001", "HS1003", "HS1004", "HS1006", "HS1302", "HS1303", "HS1304", "HS1305",
];

#[test]
fn pages_of_lowering_show_their_fault_and_its_remedy() {
    let mut problems = Vec::new();
    for code in RULES {
        let rule = catalogue::find(code).expect("it is in the catalogue");
        let example = codes("example.yml", block(rule.page, "## Example"));
        if example != [rule.code] {
            problems.push(format!("{}: the example yields {example:?}", rule.code));
        }
        let instead = codes("instead.yml", block(rule.page, "## Instead"));
        if !instead.is_empty() {
            problems.push(format!("{}: the remedy yields {instead:?}", rule.code));
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

/// The text after the suggestions of its findings of one rule, if there are any.
fn mended(text: &str, code: &str) -> Option<String> {
    let mut sources = SourceMap::new();
    let file = sources.add("example.yml", text);
    let document = parse::parse(&sources, file, &mut Diagnostics::new());
    let mut diags = Diagnostics::new();
    lower::lower(&sources, &[lower::Input { file, judged: true, document }], &mut diags);
    let ours = diags.as_slice().iter().filter(|diagnostic| diagnostic.rule.code == code);
    let mut fixes: Vec<_> = ours.flat_map(|diagnostic| diagnostic.suggestions.clone()).collect();
    fixes.sort_by_key(|fix| fix.span);
    let mut text = text.to_owned();
    for fix in fixes.iter().rev() {
        text.replace_range(fix.span.range(), &fix.replacement);
    }
    (!fixes.is_empty()).then_some(text)
}

/// Rules of lowering that a machine can mend.
const FIXES: [&str; 19] = [
    "HS0102", "HS0104", "HS0202", "HS0208", "HS0213", "HS0301", "HS0306", "HS0307", "HS0309",
    "HS0404", "HS0405", "HS0501", "HS0504", "HS0505", "HS0602", "HS0801", "HS1003", "HS1302",
    "HS1304",
];

#[test]
fn suggestions_mend_the_examples() {
    for code in FIXES {
        let rule = catalogue::find(code).expect("it is in the catalogue");
        let example = block(rule.page, "## Example");
        let mended = mended(example, code).unwrap_or_else(|| panic!("{code}: no suggestion"));
        assert!(!codes("example.yml", &mended).contains(&code), "{code} is left in:\n{mended}");
    }
}
