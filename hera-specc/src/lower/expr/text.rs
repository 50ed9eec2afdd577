//! The text of a scalar, with the place of each of its bytes in the file.
//!
//! Quotes, escapes, folded lines and block scalars make the text differ from what stands in the
//! file. Both are walked side by side; where they cannot be matched, every part has the whole span.

use crate::ast;
use crate::source::{SourceMap, Span};

/// A text and its places.
pub(in crate::lower) struct Text<'a> {
    /// What is parsed.
    pub(in crate::lower) text: &'a str,
    /// The whole scalar.
    pub(in crate::lower) whole: Span,
    places: Places,
}

/// Where the bytes of a text stand in the file.
enum Places {
    /// One behind the other from here on, as most do.
    Same(u32),
    /// First and one past the last byte in the file, per byte of the text.
    Each(Vec<(u32, u32)>),
    /// Nobody knows.
    Unknown,
}

impl<'a> Text<'a> {
    /// The text of a scalar.
    pub(in crate::lower) fn of_scalar(
        sources: &SourceMap,
        scalar: &'a ast::Scalar,
        whole: Span,
    ) -> Text<'a> {
        let places = places(sources.slice(whole), scalar.style, &scalar.text, whole.start);
        Text { text: &scalar.text, whole, places }
    }

    /// A text of which only the place in the file is known.
    pub(in crate::lower) fn of_str(sources: &SourceMap, text: &'a str, whole: Span) -> Text<'a> {
        let source = sources.slice(whole);
        let style = match source.as_bytes().first() {
            Some(b'\'' | b'"') if !text.starts_with(['\'', '"']) => ast::Style::Quoted,
            Some(b'|' | b'>') => ast::Style::Block,
            _ => ast::Style::Plain,
        };
        Text { text, whole, places: places(source, style, text, whole.start) }
    }

    /// The place of a part of the text.
    pub(in crate::lower) fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| match &self.places {
            Places::Same(from) => (byte < self.text.len()).then(|| offset(*from, byte)).flatten(),
            Places::Each(places) => places.get(byte).copied(),
            Places::Unknown => None,
        };
        let (first, last) = if start < end {
            (at(start).map(|place| place.0), at(end - 1).map(|place| place.1))
        } else {
            let last = || at(self.text.len().checked_sub(1)?).map(|place| place.1);
            let point = at(start).map(|place| place.0).or_else(last);
            (point, point)
        };
        match (first, last) {
            (Some(first), Some(last)) => Span { start: first, end: last, ..self.whole },
            _ => self.whole,
        }
    }

    /// Whether parts have places of their own, so that a change can be offered.
    pub(in crate::lower) fn is_exact(&self) -> bool {
        !matches!(self.places, Places::Unknown)
    }
}

/// The byte at `at` behind `from`.
fn offset(from: u32, at: usize) -> Option<(u32, u32)> {
    let start = from.checked_add(u32::try_from(at).ok()?)?;
    Some((start, start.checked_add(1)?))
}

/// Matches `text` with what stands in the file.
fn places(source: &str, style: ast::Style, text: &str, base: u32) -> Places {
    let Some((from, to, quote)) = content(source, style) else { return Places::Unknown };
    if style != ast::Style::Block && source.as_bytes()[from..to] == *text.as_bytes() {
        return offset(base, from).map_or(Places::Unknown, |(start, _)| Places::Same(start));
    }
    each(source, (from, to, quote), text, base).map_or(Places::Unknown, Places::Each)
}

/// Matches byte by byte; `None` where that fails.
fn each(
    source: &str,
    (from, to, quote): (usize, usize, Option<u8>),
    text: &str,
    base: u32,
) -> Option<Vec<(u32, u32)>> {
    let source = source.as_bytes();
    let mut found = Vec::with_capacity(text.len());
    let mut at = from;
    let mut after_space = true;
    for byte in text.bytes() {
        let space = byte.is_ascii_whitespace();
        if space {
            let width = usize::from(at < to && source[at].is_ascii_whitespace());
            // A block's last line break may stand behind the span.
            if width == 0 && !after_space && at < to {
                return None;
            }
            found.push((at, at + width));
            at += width;
        } else {
            while after_space && at < to && source[at].is_ascii_whitespace() {
                at += 1;
            }
            let width = matched(&source[at..to], byte, quote)?;
            found.push((at, at + width));
            at += width;
        }
        after_space = space;
    }
    if !source[at..to].iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let place = |offset: usize| Some(base.saturating_add(u32::try_from(offset).ok()?));
    found.into_iter().map(|(start, end)| Some((place(start)?, place(end)?))).collect()
}

/// Where the content stands between the quotes or below the block's header, and the quote.
fn content(source: &str, style: ast::Style) -> Option<(usize, usize, Option<u8>)> {
    match style {
        ast::Style::Plain => Some((0, source.len(), None)),
        ast::Style::Block => Some((source.find('\n')? + 1, source.len(), None)),
        ast::Style::Quoted => {
            let quote = *source.as_bytes().first()?;
            let ends = source.len() >= 2 && source.as_bytes().last() == Some(&quote);
            (ends && matches!(quote, b'\'' | b'"')).then(|| (1, source.len() - 1, Some(quote)))
        }
    }
}

/// How many bytes of the file stand for `byte`.
fn matched(source: &[u8], byte: u8, quote: Option<u8>) -> Option<usize> {
    match (quote, source) {
        (Some(b'\''), [b'\'', b'\'', ..]) => (byte == b'\'').then_some(2),
        (Some(b'"'), [b'\\', escaped @ (b'"' | b'\\' | b'/'), ..]) => {
            (byte == *escaped).then_some(2)
        }
        (Some(b'"'), [b'\\', ..]) => None,
        (_, [first, ..]) => (*first == byte).then_some(1),
        (_, []) => None,
    }
}
