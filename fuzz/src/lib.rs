//! What holds of every text, whatever it says. Each fuzz target is a door to one of these.

use hera_specc::diag::{Diagnostics, render};
use hera_specc::source::SourceMap;
use hera_specc::{Outcome, SpecFile, compile};

mod names;

pub use names::Names;

/// The line that begins the next file of an input of several files.
const NEXT_FILE: &str = "%%%%";

/// Findings can be shown in every form, and point into their texts.
pub fn findings_are_sound(sources: &SourceMap, diags: &Diagnostics) {
    for found in diags.as_slice() {
        let labels = found.labels.iter().map(|label| label.span);
        let changes = found.suggestions.iter().map(|change| change.span);
        for span in std::iter::once(found.primary.span).chain(labels).chain(changes) {
            let there = sources.text(span.file).get(span.range()).is_some();
            assert!(there, "{} points outside of the text, or into a letter", found.rule.code);
        }
        assert!(!found.message.is_empty(), "{} says nothing", found.rule.code);
    }
    assert_eq!(render::human(diags, sources, false).is_empty(), diags.as_slice().is_empty());
    assert_eq!(render::short(diags, sources).lines().count(), diags.as_slice().len());
    assert_eq!(render::json(diags, sources).as_array().map(Vec::len), Some(diags.as_slice().len()));
}

/// What passes yields Rust, whatever the order of the files; what does not has a reason.
pub fn specs_are_judged(files: &[SpecFile]) {
    let outcome = compile(files, None);
    findings_are_sound(&outcome.sources, &outcome.diags);
    let Some(emission) = &outcome.emission else {
        assert!(outcome.diags.has_errors(), "refused without a reason");
        return;
    };
    for file in &emission.files {
        assert!(syn::parse_file(&file.text).is_ok(), "no Rust: {}\n{}", file.path, file.text);
    }
    let mut turned = files.to_vec();
    turned.reverse();
    assert_eq!(texts(&compile(&turned, None)), texts(&outcome), "the order of files matters");
}

fn texts(outcome: &Outcome) -> Vec<(&str, &str)> {
    let files = outcome.emission.iter().flat_map(|emission| &emission.files);
    let mut texts: Vec<_> = files.map(|file| (file.path.as_str(), file.text.as_str())).collect();
    texts.sort_unstable();
    texts
}

/// The files of an input: a line `%%%%` stands between them.
pub fn files(input: &[u8]) -> Vec<SpecFile> {
    let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii() == NEXT_FILE.as_bytes() {
            texts.push(Vec::new());
        } else if let Some(text) = texts.last_mut() {
            text.extend_from_slice(line);
        }
    }
    let file = |(at, bytes)| {
        let path = format!("{at}.yml");
        SpecFile { relative: path.clone(), path, bytes, judged: true }
    };
    texts.into_iter().enumerate().map(file).collect()
}
