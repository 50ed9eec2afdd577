//! The pages of the rules: their headings, and that their examples are true.

use hera_specc::diag::catalogue::RULES;
use hera_specc::diag::{Diagnostic, Severity};

use crate::support::findings;

const HEADINGS: [&str; 4] = ["## What it finds", "## Why it matters", "## Example", "## Instead"];

/// What these find does not fit on a page (a file of 8 MiB, a graph of 512 nodes), or stands in Rust.
const NO_SPEC_SHOWS_IT: [&str; 3] = ["HS0014", "HS0409", "HS1110"];

/// The YAML block below a heading, up to the next heading or the end; the TOML block of a page about
/// settings.
fn block<'p>(page: &'p str, heading: &str) -> Option<Block<'p>> {
    let (_, rest) = page.split_once(&format!("{heading}\n"))?;
    let below = |fence: &str| rest.split_once(fence)?.1.split_once("\n```\n").map(|(text, _)| text);
    let (yaml, toml) = (below("```yaml\n"), below("```toml\n"));
    yaml.map(|text| Block { name: "example.yml", text })
        .or(toml.map(|text| Block { name: "hera.toml", text }))
}

/// A block, and the file that it is where it does not say so itself.
struct Block<'p> {
    name: &'static str,
    text: &'p str,
}

impl Block<'_> {
    /// A block may hold several files: a line `# in the file NAME` begins each.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, String)> = Vec::new();
        for line in self.text.lines() {
            if let Some(name) = line.strip_prefix("# in the file ") {
                files.push((name.trim().to_owned(), String::new()));
                continue;
            }
            if files.is_empty() {
                files.push((self.name.to_owned(), String::new()));
            }
            let (_, text) = files.last_mut().expect("one was just pushed");
            text.push_str(line);
            text.push('\n');
        }
        files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
    }
}

#[test]
fn pages_have_their_headings_in_order() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted(), "rows stand in the order of their codes");
    codes.dedup();
    assert_eq!(codes.len(), RULES.len(), "codes are unique");
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}: ", rule.code)), "{}", rule.code);
        let places: Vec<_> = HEADINGS.iter().map(|heading| rule.page.find(heading)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", rule.code);
    }
}

#[test]
fn examples_are_true() {
    let mut problems = Vec::new();
    for rule in RULES {
        let code = rule.code;
        let (Some(example), Some(instead)) =
            (block(rule.page, "## Example"), block(rule.page, "## Instead"))
        else {
            problems.push(format!("{code}: Example and Instead need a YAML block each"));
            continue;
        };
        let (_, found) = findings(&example.files());
        let shows = found.as_slice().iter().any(|diagnostic| diagnostic.rule.code == code);
        if !shows && !NO_SPEC_SHOWS_IT.contains(&code) {
            let codes: Vec<_> = found.as_slice().iter().map(|found| found.rule.code).collect();
            problems.push(format!("{code}: the example does not show it, but {codes:?}"));
        }
        let (_, found) = findings(&instead.files());
        for diagnostic in found.as_slice() {
            if diagnostic.rule.code == code || diagnostic.severity == Severity::Error {
                let Severity::Error = diagnostic.severity else {
                    problems.push(format!("{code}: the remedy still shows it"));
                    continue;
                };
                let message = &diagnostic.message;
                problems
                    .push(format!("{code}: the remedy shows {}: {message}", diagnostic.rule.code));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What else an example shows, since the one does not come without the other.
const COMPANIONS: &[(&str, &[&str])] =
    &[("HS0611", &["HS0413"]), ("HS0809", &["HS0413"]), ("HS1404", &["HS1401"])];

/// A page shows one thing, and its remedy shows nothing; notes about other things do not count. (Pages
/// about broken YAML are no whole specs.)
#[test]
fn examples_show_one_thing() {
    let mut problems = Vec::new();
    let whole = |code: &str| !code.starts_with("HS00") && !NO_SPEC_SHOWS_IT.contains(&code);
    for rule in RULES.iter().filter(|rule| whole(rule.code)) {
        let allowed =
            COMPANIONS.iter().find(|(code, _)| *code == rule.code).map_or(&[][..], |(_, a)| a);
        for (heading, wanted) in [("## Example", Some(rule.code)), ("## Instead", None)] {
            let Some(block) = block(rule.page, heading) else { continue };
            let (_, found) = findings(&block.files());
            let told = |code: &str| wanted == Some(code) || !allowed.contains(&code);
            let loud = |found: &&Diagnostic| {
                found.severity != Severity::Note || found.rule.code == rule.code
            };
            let mut codes: Vec<&str> =
                found.as_slice().iter().filter(loud).map(|found| found.rule.code).collect();
            codes.retain(|code| told(code));
            codes.dedup();
            if codes != wanted.into_iter().collect::<Vec<_>>() {
                problems.push(format!("{} {heading}: {codes:?}", rule.code));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
