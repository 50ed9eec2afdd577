//! What a line looks like to a person: indentation, dashes, key, value, comment.
//!
//! A line is looked at alone; whether it stands inside quotes or a text block is for the caller to
//! know. All offsets are bytes of the whole text.

use std::ops::Range;

/// The parts of one line.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// The line without its break.
    pub(crate) line: Range<usize>,
    /// Columns before the first other character.
    pub(crate) indent: usize,
    /// Whether the line starts with `- `.
    pub(crate) dash: bool,
    /// Column of the first character after dashes.
    pub(crate) column: usize,
    /// What follows the dashes, without the comment.
    pub(crate) content: Range<usize>,
    /// The key, where the line has one.
    pub(crate) key: Option<Range<usize>>,
    /// The value after the key, or all of the content; without the comment, may be empty.
    pub(crate) value: Range<usize>,
}

/// The line, without its break, that holds the byte `at`.
pub(crate) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..start + text[start..end].trim_end_matches('\r').len()
}

/// The line after this one.
pub(crate) fn next_line(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let newline = text[line.end..].find('\n')?;
    let start = line.end + newline + 1;
    (start < text.len()).then(|| line_at(text, start))
}

/// The line before this one.
pub(crate) fn previous_line(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    (line.start > 0).then(|| line_at(text, line.start - 1))
}

/// The most lines that one look around a place takes in: far more than a person writes, and few
/// enough that a hostile file gains nothing.
const WALK_LINES_MAX: usize = 5_000;

/// The lines below this one.
pub(super) fn lines_below(text: &str, line: &Range<usize>) -> impl Iterator<Item = Shape> {
    std::iter::successors(next_line(text, line), |line| next_line(text, line))
        .take(WALK_LINES_MAX)
        .map(|line| Shape::of(text, line))
}

/// The lines above this one, the nearest first.
pub(super) fn lines_above(text: &str, line: &Range<usize>) -> impl Iterator<Item = Shape> {
    std::iter::successors(previous_line(text, line), |line| previous_line(text, line))
        .take(WALK_LINES_MAX)
        .map(|line| Shape::of(text, line))
}

impl Shape {
    /// The shape of the line at `line`.
    pub(crate) fn of(text: &str, line: Range<usize>) -> Shape {
        let body = &text[line.clone()];
        let indent = body.len() - body.trim_start_matches([' ', '\t']).len();
        let mut column = indent;
        while body[column..].starts_with("- ") || &body[column..] == "-" {
            let rest = &body[column + 1..];
            column += 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
        let start = line.start + column;
        let end = start + without_comment(&text[start..line.end], 0).len();
        let content = start..end;
        let key = key_length(&text[content.clone()]).map(|length| start..start + length);
        let value = match &key {
            None => content.clone(),
            Some(key) => {
                let colon = key.end + text[key.end..end].find(':').unwrap_or(0);
                let rest = &text[colon + 1..line.end];
                let from = colon + 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
                let before_comment = text[from..line.end].starts_with('#');
                let to = if before_comment {
                    from
                } else {
                    from + without_comment(&text[from..line.end], 0).len()
                };
                from..to
            }
        };
        Shape { indent, dash: column > indent, column, content, key, value, line }
    }

    /// Whether there is nothing but white space or a comment.
    pub(crate) fn is_blank(&self) -> bool {
        self.content.is_empty() && !self.dash
    }
}

/// `rest` without a trailing comment and white space. A comment starts at ` #`, or at once; quotes
/// at the start are stepped over.
fn without_comment(rest: &str, from: usize) -> &str {
    if rest.starts_with('#') {
        return "";
    }
    let skip = quoted_length(&rest[from..]).map_or(from, |length| from + length);
    let end = rest[skip..]
        .char_indices()
        .find(|(at, c)| *c == '#' && rest[..skip + at].ends_with([' ', '\t']))
        .map_or(rest.len(), |(at, _)| skip + at);
    rest[..end].trim_end()
}

/// The length of the quoted text that `rest` starts with, if it is closed.
pub(super) fn quoted_length(rest: &str) -> Option<usize> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// The length of the key that `content` starts with: text up to a colon that white space or the end
/// follows.
fn key_length(content: &str) -> Option<usize> {
    if content.starts_with(['[', '{', '#', '|', '>', '@', '`']) {
        return None;
    }
    let from = match quoted_length(content) {
        Some(length) if content[length..].trim_start().starts_with(':') => return Some(length),
        Some(_) => return None,
        None => 0,
    };
    first_colon(content, from).filter(|colon| *colon > 0)
}

/// The first colon from `from` on that white space or the end of `text` follows.
pub(super) fn first_colon(text: &str, from: usize) -> Option<usize> {
    text[from..].match_indices(':').map(|(at, _)| from + at).find(|at| {
        let after = &text[at + 1..];
        after.is_empty() || after.starts_with([' ', '\t', '\r', '\n'])
    })
}
