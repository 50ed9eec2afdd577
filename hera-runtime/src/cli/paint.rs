//! Text for people: colours, tables, and nothing that a terminal could take for a command.

use std::borrow::Cow;

use anstream::{AutoStream, ColorChoice};
use hera_core::Status;

/// Whether text for people has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    colours: bool,
}

impl Paint {
    /// Colours where the standard output is a terminal, unless `--color`, `NO_COLOR` or their like say otherwise.
    #[must_use]
    pub fn of_stdout() -> Paint {
        Paint { colours: AutoStream::choice(&std::io::stdout()) != ColorChoice::Never }
    }

    /// No colours.
    #[must_use]
    pub fn plain() -> Paint {
        Paint { colours: false }
    }

    /// Whether there are any.
    #[must_use]
    pub fn colours(self) -> bool {
        self.colours
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.in_colour("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.in_colour("2", text)
    }

    pub(super) fn good(self, text: &str) -> String {
        self.in_colour("32", text)
    }

    pub(super) fn bad(self, text: &str) -> String {
        self.in_colour("31", text)
    }

    pub(super) fn status(self, status: Status) -> String {
        let colour = match status {
            Status::Completed => "1;32",
            Status::Running | Status::Compensating => "1;36",
            Status::Compensated | Status::Cancelled => "1;33",
            Status::Parked | Status::Failed => "1;31",
        };
        self.in_colour(colour, status.as_str())
    }

    fn in_colour(self, colour: &str, text: &str) -> String {
        match self.colours {
            true => format!("\x1b[{colour}m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// Text from a database or a payload, without control characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|char| if char.is_control() { '·' } else { char }).collect())
}

/// The same, cut to so many characters.
pub(super) fn short(text: &str, chars_max: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(chars_max) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.into_owned(),
    }
}

/// How many columns a text takes, without its colours.
fn width(text: &str) -> usize {
    let (mut width, mut in_colour) = (0, false);
    for char in text.chars() {
        match (in_colour, char) {
            (false, '\x1b') => in_colour = true,
            (true, 'm') => in_colour = false,
            (false, _) => width += 1,
            (true, _) => {}
        }
    }
    width
}

/// Rows with their cells under each other, each line behind `indent`.
pub(super) fn table(indent: &str, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (cell, column) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(column.saturating_sub(width(cell)) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// So many of them, in words: `1 node`, `2 nodes`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A moment, to the second.
pub(super) fn time(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_text_cannot_command_a_terminal() {
        assert_eq!(clean("a\x1b[2Jb\nc"), "a·[2Jb·c");
        assert_eq!(short("äöü", 2), "äö…");
        assert_eq!(short("äöü", 3), "äöü");
    }

    #[test]
    fn columns_stand_under_each_other_with_and_without_colours() {
        let coloured = Paint { colours: true }.good("ok");
        let rows = [vec![coloured, "x".to_owned()], vec!["four".to_owned(), "y".to_owned()]];
        assert_eq!(table("  ", &rows), "  \x1b[32mok\x1b[0m    x\n  four  y\n");
    }
}
