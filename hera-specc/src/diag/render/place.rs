//! Places as renderers need them: inside the text, at character boundaries, on one line.

use std::ops::Range;

use crate::source::{LineColumn, SourceMap, Span};

/// The bytes of a span inside its text, at character boundaries.
pub(super) fn clamp(sources: &SourceMap, span: Span) -> Range<usize> {
    let text = sources.text(span.file);
    let range = span.range();
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.min(text.len()));
    start..end.max(start)
}

/// The part of a span on its first line, without the line break.
pub(super) fn first_line(sources: &SourceMap, span: Span) -> Range<usize> {
    let range = clamp(sources, span);
    let text = &sources.text(span.file)[range.clone()];
    let line = text.lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

/// Line and column of the start and of the end, which is exclusive.
pub(super) fn ends(sources: &SourceMap, span: Span) -> (LineColumn, LineColumn) {
    let range = clamp(sources, span);
    let at = |offset: usize| sources.position(span.file, u32::try_from(offset).unwrap_or(u32::MAX));
    (at(range.start), at(range.end))
}
