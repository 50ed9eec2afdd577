//! The known patterns of broken YAML. Each looks at the place where the parser stopped and says what
//! a person would point at, if it is this pattern; `mend` proves it.

use std::ops::Range;

use super::lines::{Shape, line_at, lines_below};
use super::mend::{Fault, Fill, Mend, Scene};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

mod brackets;
mod colon;
mod indentation;
mod markdown;
mod nested;
mod prose;
mod reserved;
mod syntax;
mod trailing;

pub(super) use markdown::markdown;
pub(super) use reserved::{collection_as_key, tag, unknown_alias};
pub(super) use syntax::syntax;

/// The known patterns that the place may show, the likeliest first.
pub(super) fn patterns(scene: &Scene<'_>) -> Vec<Fault> {
    let shape = Shape::of(scene.text, scene.line());
    let patterns: [fn(&Scene<'_>, &Shape) -> Vec<Fault>; 9] = [
        indentation::tab,
        markdown::fence,
        trailing::after_closed,
        brackets::open_quote,
        reserved::first_character,
        nested::below_value,
        colon::in_value,
        brackets::open_bracket,
        prose::plain_line,
    ];
    patterns.iter().flat_map(|pattern| pattern(scene, &shape)).collect()
}

/// What remains where no pattern fits: these take away whole lines.
pub(super) fn last_resorts(scene: &Scene<'_>) -> Vec<Fault> {
    let shape = Shape::of(scene.text, scene.line());
    let mut faults = indentation::level(scene, &shape);
    faults.push(syntax(scene));
    faults
}

/// A fault that `diagnostic` reports and whose `range` is filled to read on.
fn fault(diagnostic: Diagnostic, range: Range<usize>, fill: Fill) -> Fault {
    Fault { diagnostic, mend: Mend { range, also: None, fill, beyond: None } }
}

/// The text that a line and all deeper lines below it take.
fn block(text: &str, shape: &Shape) -> Range<usize> {
    let end = lines_below(text, &shape.line)
        .take_while(|below| below.is_blank() || below.indent > shape.indent)
        .filter(|below| !below.is_blank())
        .last()
        .map_or(shape.line.end, |last| last.line.end);
    shape.line.start..end
}

/// The end of the lines that can belong to the value of a line: those deeper than its key, or than
/// its dash where it has no key.
fn value_end(text: &str, shape: &Shape) -> usize {
    let column = if shape.key.is_some() { shape.column } else { shape.indent };
    lines_below(text, &shape.line)
        .take_while(|below| below.is_blank() || below.indent > column)
        .filter(|below| !below.is_blank())
        .last()
        .map_or(shape.line.end, |last| last.line.end)
}

/// The first line below that is not blank.
fn below(text: &str, shape: &Shape) -> Option<Shape> {
    lines_below(text, &shape.line).find(|below| !below.is_blank())
}

/// The span of the text at `range` of a file that was not rewritten.
fn plain_span(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start, range.end)
}

/// The shape of the line that holds `at`.
fn shape_at(text: &str, at: usize) -> Shape {
    Shape::of(text, line_at(text, at))
}

/// Text for a message: one line, not too long.
fn shown(text: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= CHARACTERS_MAX {
        return line.to_owned();
    }
    let cut: String = line.chars().take(CHARACTERS_MAX - 1).collect();
    format!("{cut}…")
}
