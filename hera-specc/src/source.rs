//! Text in memory and positions in it, nothing else.
//!
//! A [`Span`] is a byte range of one file; lines and columns are worked out only when a person or a
//! machine has to read them.

use std::fmt;

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A byte range of one file; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end` in `file`. Offsets beyond 4 GiB are clamped; files are at most
    /// 8 MiB ([HS0014](crate::diag)).
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The bytes.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn at_start(self) -> Span {
        Span { end: self.start, ..self }
    }

    /// The empty span at the end of this one.
    #[must_use]
    pub fn at_end(self) -> Span {
        Span { start: self.end, ..self }
    }

    /// The part of this span that starts `offset` bytes in and is `len` bytes long.
    #[must_use]
    pub fn part(self, offset: usize, len: usize) -> Span {
        let start = self.start as usize + offset;
        Span::new(self.file, start, start + len)
    }

    /// The smallest span over both; `other` has to be of the same file.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value` at `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A position as a person counts: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// One text.
#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: String,
    line_starts: Vec<usize>,
}

/// All texts of one compilation, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// An empty map.
    #[must_use]
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a text under the path by which messages will name it.
    ///
    /// # Panics
    /// With more than 2^32 files.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.sources.push(Source { path: path.into(), text, line_starts });
        FileId(u32::try_from(self.sources.len() - 1).expect("fewer than 2^32 files"))
    }

    /// All files, in the order of addition.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.sources.len()).expect("fewer than 2^32 files")).map(FileId)
    }

    /// The path of a file, as given.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.sources[file.0 as usize].path
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.sources[file.0 as usize].text
    }

    /// The text under a span, clamped to the file and to character boundaries.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let text = self.text(span.file);
        let floor = |at: u32| text.floor_char_boundary((at as usize).min(text.len()));
        &text[floor(span.start)..floor(span.end).max(floor(span.start))]
    }

    /// How the lines of a file end: what a change that adds one writes.
    #[must_use]
    pub fn line_break(&self, file: FileId) -> &'static str {
        line_break(self.text(file))
    }

    /// Line and column of a byte offset, clamped to the file.
    #[must_use]
    pub fn position(&self, file: FileId, offset: u32) -> LineColumn {
        let source = &self.sources[file.0 as usize];
        let offset = source.text.floor_char_boundary((offset as usize).min(source.text.len()));
        let line = source.line_starts.partition_point(|start| *start <= offset) - 1;
        let column = source.text[source.line_starts[line]..offset].chars().count();
        LineColumn { line: line + 1, column: column + 1 }
    }

    /// The whole line (from 0) without its line break, or `None` past the end.
    #[must_use]
    pub fn line(&self, file: FileId, line: usize) -> Option<Span> {
        let source = &self.sources[file.0 as usize];
        let start = *source.line_starts.get(line)?;
        let end = source.line_starts.get(line + 1).map_or(source.text.len(), |next| next - 1);
        let end = if source.text[start..end].ends_with('\r') { end - 1 } else { end };
        Some(Span::new(file, start, end))
    }
}

/// How the lines of a text end: as its first one does.
pub(crate) fn line_break(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_are_clamped() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.yml", "ä: b\nc → d\n");
        assert_eq!(sources.position(file, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(sources.position(file, 2), LineColumn { line: 1, column: 2 });
        assert_eq!(sources.position(file, 12), LineColumn { line: 2, column: 5 });
        assert_eq!(sources.position(file, 999), LineColumn { line: 3, column: 1 });
        assert_eq!(sources.slice(Span::new(file, 6, 13)), "c → d");
        assert_eq!(sources.line(file, 1).map(|span| sources.slice(span)), Some("c → d"));
    }
}
