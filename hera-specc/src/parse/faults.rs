//! The known patterns of broken YAML. Each looks at the place where the parser stopped and says what
//! a person would point at, if it is this pattern; `mend` proves it.

use std::ops::Range;

use super::lines::{Shape, line_at};
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
pub(super) use reserved::{tag, unknown_alias};
pub(super) use syntax::syntax;

/// What may be wrong, the likeliest first.
pub(super) fn candidates(scene: &Scene<'_>) -> Vec<Fault> {
    let shape = Shape::of(scene.text, scene.line());
    let patterns: [fn(&Scene<'_>, &Shape) -> Vec<Fault>; 9] = [
        indentation::tab,
        markdown::fence,
        trailing::after_closed,
        reserved::first_character,
        nested::below_value,
        colon::in_value,
        brackets::unclosed,
        prose::plain_line,
        indentation::level,
    ];
    patterns.iter().flat_map(|pattern| pattern(scene, &shape)).collect()
}

/// A fault that `diagnostic` reports and whose `range` is filled to read on.
fn fault(diagnostic: Diagnostic, range: Range<usize>, fill: Fill) -> Fault {
    Fault { diagnostic, mend: Mend { range, fill } }
}

/// The text that a line and all deeper lines below it take.
fn block(text: &str, shape: &Shape) -> Range<usize> {
    let mut end = shape.line.end;
    let mut line = shape.line.clone();
    while let Some(next) = super::lines::next_line(text, &line) {
        let next_shape = Shape::of(text, next.clone());
        if !next_shape.is_blank() {
            if next_shape.indent <= shape.indent {
                break;
            }
            end = next.end;
        }
        line = next;
    }
    shape.line.start..end
}

/// The first line below that is not blank.
fn below(text: &str, shape: &Shape) -> Option<Shape> {
    let mut line = shape.line.clone();
    loop {
        line = super::lines::next_line(text, &line)?;
        let next = Shape::of(text, line.clone());
        if !next.is_blank() {
            return Some(next);
        }
    }
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
