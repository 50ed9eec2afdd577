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
    /// First and one past the last byte in the file, per byte of the text.
    places: Option<Vec<(u32, u32)>>,
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
        let Some(places) = self.places.as_deref() else { return self.whole };
        let at = |byte: usize| places.get(byte).copied();
        let (first, last) = if start < end {
            (at(start).map(|place| place.0), at(end - 1).map(|place| place.1))
        } else {
            let point = at(start).map(|place| place.0).or_else(|| places.last().map(|p| p.1));
            (point, point)
        };
        match (first, last) {
            (Some(first), Some(last)) => Span { start: first, end: last, ..self.whole },
            _ => self.whole,
        }
    }

    /// Whether parts have places of their own, so that a change can be offered.
    pub(in crate::lower) fn is_exact(&self) -> bool {
        self.places.is_some()
    }
}

/// Matches `text` with what stands in the file; `None` where that fails.
fn places(source: &str, style: ast::Style, text: &str, base: u32) -> Option<Vec<(u32, u32)>> {
    let (from, to, quote) = content(source, style)?;
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
