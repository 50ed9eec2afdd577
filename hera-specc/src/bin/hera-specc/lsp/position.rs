//! Bytes of a text to lines and columns of the protocol, and back.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// In what columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what every editor understands.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The best of those that the editor offers. Bytes cost nothing.
    pub(super) fn choose(offered: &[&str]) -> Encoding {
        let known = [("utf-8", Encoding::Utf8), ("utf-32", Encoding::Utf32)];
        let found = known.into_iter().find(|(name, _)| offered.contains(name));
        found.map_or(Encoding::Utf16, |(_, encoding)| encoding)
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// The lines of a text. To the protocol `\n`, `\r\n` and `\r` end one.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Lines { text, starts, encoding }
    }

    /// The byte at a position, clamped to its line and to whole characters.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some(start) = self.starts.get(position.line as usize) else { return self.text.len() };
        let next = self.starts.get(position.line as usize + 1).copied();
        let line = &self.text[*start..next.unwrap_or(self.text.len())];
        let line = line.trim_end_matches(['\n', '\r']);
        let mut column = 0;
        for (at, c) in line.char_indices() {
            column += self.encoding.width(c);
            if column > position.character as usize {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The position of a byte, clamped to the text and to whole characters.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        // Inside of a line break is its end.
        let before = before.trim_end_matches('\r');
        let column: usize = match self.encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 | Encoding::Utf32 => {
                before.chars().map(|c| self.encoding.width(c)).sum()
            }
        };
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: clamp(line), character: clamp(column) }
    }

    pub(super) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_there_and_back_in_all_encodings() {
        let text = "a: ü\r\n📚b → c\rlast\n\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(text, encoding);
            let breaks = |at: usize| text[at..].starts_with('\n') && text[..at].ends_with('\r');
            for (at, _) in text.char_indices().filter(|(at, _)| !breaks(*at)) {
                assert_eq!(lines.offset(lines.position(at)), at, "{encoding:?} {at}");
            }
        }
    }

    #[test]
    fn columns_are_units_of_the_encoding() {
        let text = "x\n📚é b";
        let column = |encoding| Lines::new(text, encoding).position(text.len() - 1).character;
        assert_eq!(column(Encoding::Utf8), 7);
        assert_eq!(column(Encoding::Utf16), 4);
        assert_eq!(column(Encoding::Utf32), 3);
    }

    #[test]
    fn positions_outside_are_clamped() {
        let lines = Lines::new("ab\r\n📚c", Encoding::Utf16);
        let offset = |line, character| lines.offset(Position { line, character });
        assert_eq!(offset(0, 99), 2);
        assert_eq!(offset(1, 1), 4, "the middle of a pair is its start");
        assert_eq!(offset(1, 2), 8);
        assert_eq!(offset(9, 0), 9);
        assert_eq!(lines.position(99), Position { line: 1, character: 3 });
    }
}
