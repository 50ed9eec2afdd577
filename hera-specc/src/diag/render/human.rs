//! The form for people: rustc's look, with the changes shown as patches.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Patch, Renderer, Snippet};

use super::place::{clamp, first_line};
use super::summary;
use crate::diag::{Diagnostic, Diagnostics, Severity, Suggestion};
use crate::source::{FileId, SourceMap, Span};

/// Columns of the report, whatever the terminal: what is compared with a stored report must not
/// depend on where it is made.
const WIDTH: usize = 120;

/// The report of all findings with a last line that counts them; empty where there are none.
#[must_use]
pub fn human(diags: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let mut out = reports(diags, sources, color);
    let summary = summary(diags);
    if !summary.is_empty() {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

/// The reports of all findings, without a last line.
#[must_use]
pub fn reports(diags: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diags.as_slice() {
        out.push_str(&one(&renderer, diagnostic, sources));
        out.push_str("\n\n");
    }
    out
}

fn one(renderer: &Renderer, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(line(&diagnostic.message)).id(diagnostic.rule.code);
    let mut group = title.elements(snippets(diagnostic, sources));
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(line(note)));
    }
    let patches = patches(diagnostic, sources);
    let mut report = Vec::new();
    match (&diagnostic.help, patches.is_empty()) {
        (Some(help), true) => {
            report.push(group.element(Level::HELP.message(line(help))));
        }
        (help, false) => {
            report.push(group);
            let help = help.as_deref().unwrap_or("change it");
            report.push(Level::HELP.secondary_title(line(help)).elements(patches));
        }
        (None, true) => report.push(group),
    }
    renderer.render(&report)
}

/// A message is one line and shows no control characters.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// One mark on one line.
struct Mark<'d> {
    span: Span,
    primary: bool,
    message: &'d str,
}

/// A snippet for each file: that of the primary place first, the others in their order.
fn snippets<'s>(
    diagnostic: &'s Diagnostic,
    sources: &'s SourceMap,
) -> Vec<Snippet<'s, Annotation<'s>>> {
    let primary = &diagnostic.primary;
    let mut marks = vec![Mark { span: primary.span, primary: true, message: &primary.message }];
    marks.extend(diagnostic.labels.iter().map(|label| Mark {
        span: label.span,
        primary: false,
        message: &label.message,
    }));
    let mut files: Vec<FileId> = Vec::new();
    for mark in &marks {
        if !files.contains(&mark.span.file) {
            files.push(mark.span.file);
        }
    }
    files
        .into_iter()
        .map(|file| {
            let here: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.span.file == file).collect();
            let ranges: Vec<Range<usize>> =
                here.iter().map(|mark| first_line(sources, mark.span)).collect();
            let window = window(sources, file, &ranges);
            let annotations = here.iter().zip(&ranges).map(|(mark, range)| {
                let kind =
                    if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let inside = range.start - window.range.start..range.end - window.range.start;
                let label = (!mark.message.is_empty()).then(|| line(mark.message));
                kind.span(inside).label(label)
            });
            Snippet::source(&sources.text(file)[window.range.clone()])
                .line_start(window.line)
                .path(sources.path(file))
                .annotations(annotations)
        })
        .collect()
}

/// A piece of a file in whole lines, with the number of its first.
struct Window {
    range: Range<usize>,
    line: usize,
}

/// The lines that hold all ranges; the renderer reads no more than it shows.
fn window(sources: &SourceMap, file: FileId, ranges: &[Range<usize>]) -> Window {
    let text = sources.text(file);
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
    let line = sources.position(file, u32::try_from(start).unwrap_or(u32::MAX)).line;
    Window { range: start..end, line }
}

/// The changes, a snippet for each file.
fn patches<'s>(diagnostic: &'s Diagnostic, sources: &'s SourceMap) -> Vec<Snippet<'s, Patch<'s>>> {
    let mut changes: Vec<(Range<usize>, &Suggestion)> =
        diagnostic.suggestions.iter().map(|change| (clamp(sources, change.span), change)).collect();
    changes.sort_by_key(|(range, change)| (change.span.file, range.start, range.end));
    // Changes that overlap cannot be shown together; the first one wins.
    changes
        .dedup_by(|next, kept| next.1.span.file == kept.1.span.file && next.0.start < kept.0.end);
    let mut files: Vec<FileId> = changes.iter().map(|(_, change)| change.span.file).collect();
    files.dedup();
    files
        .into_iter()
        .map(|file| {
            let here: Vec<_> =
                changes.iter().filter(|(_, change)| change.span.file == file).collect();
            let ranges: Vec<Range<usize>> = here.iter().map(|(range, _)| range.clone()).collect();
            let window = window(sources, file, &ranges);
            let patches = here.iter().map(|(range, change)| {
                let inside = range.start - window.range.start..range.end - window.range.start;
                Patch::new(inside, change.replacement.as_str())
            });
            let snippet = Snippet::source(&sources.text(file)[window.range.clone()])
                .line_start(window.line)
                .patches(patches);
            // The file is named where it is another one than the finding's.
            if file == diagnostic.primary.span.file {
                snippet
            } else {
                snippet.path(sources.path(file))
            }
        })
        .collect()
}
