//! `check --fix`: makes the changes that findings propose, in the files themselves.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context;
use hera_specc::diag::{Diagnostic, Suggestion};
use hera_specc::settings::Settings;
use hera_specc::source::FileId;
use hera_specc::{Outcome, SpecFile, judge_with};

use super::input;

/// One change can bring another to light; a set of specs that needs more rounds goes on next time.
const ROUNDS_MAX: usize = 10;

/// Changes the files until nothing is proposed any more for findings that are wanted. Gives the number of findings that were mended.
pub(crate) fn fix(
    specs: &input::Specs,
    lock: Option<&str>,
    settings: &Settings,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> anyhow::Result<usize> {
    let mut mended = 0;
    for _ in 0..ROUNDS_MAX {
        let files = specs.read()?;
        let outcome = judge_with(&files, lock, settings);
        let (changes, findings) = changes(&outcome, &files, wanted);
        if findings == 0 {
            break;
        }
        for (file, list) in changes {
            let path = outcome.sources.path(file);
            let text = mend(outcome.sources.text(file), &list);
            fs::write(path, text).with_context(|| format!("cannot write {path}"))?;
        }
        mended += findings;
    }
    Ok(mended)
}

/// The changes of one round by file, from front to back, none overlapping another; and how many
/// findings they mend. A finding whose changes meet those of an earlier one waits for the next round.
fn changes<'a>(
    outcome: &'a Outcome,
    files: &[SpecFile],
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> (BTreeMap<FileId, Vec<&'a Suggestion>>, usize) {
    let mut accepted: BTreeMap<FileId, Vec<&Suggestion>> = BTreeMap::new();
    let mut findings = 0;
    for found in outcome.diags.as_slice().iter().filter(|found| wanted(found)) {
        let list = &found.suggestions;
        let free = |change: &Suggestion| {
            let mut others = accepted.get(&change.span.file).into_iter().flatten();
            is_plain(outcome, files, change.span.file)
                && !others.any(|other| overlap(change, other))
        };
        if list.is_empty() || !list.iter().all(free) {
            continue;
        }
        findings += 1;
        for change in list {
            accepted.entry(change.span.file).or_default().push(change);
        }
    }
    for list in accepted.values_mut() {
        list.sort_by_key(|change| (change.span.start, change.span.end));
    }
    (accepted, findings)
}

/// Whether a file is judged and its text is byte for byte what stands on the disk.
fn is_plain(outcome: &Outcome, files: &[SpecFile], file: FileId) -> bool {
    let path = outcome.sources.path(file);
    let text = outcome.sources.text(file);
    files.iter().any(|spec| spec.judged && spec.path == path && spec.bytes == text.as_bytes())
}

/// Whether two changes touch each other; two insertions at one place do.
fn overlap(a: &Suggestion, b: &Suggestion) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

fn mend(text: &str, changes: &[&Suggestion]) -> String {
    let mut text = text.to_owned();
    for change in changes.iter().rev() {
        text.replace_range(change.span.range(), &change.replacement);
    }
    text
}
