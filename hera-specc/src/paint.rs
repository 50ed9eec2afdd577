//! Colour for reports that a person reads on a terminal; without it the same text.

use std::fmt;

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// Whether there is colour.
    pub color: bool,
}

/// A text in a style.
pub struct Painted<T> {
    style: Option<&'static str>,
    text: T,
}

impl Paint {
    /// Headings and names.
    pub fn bold<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.with("1", text)
    }

    /// What is beside the point.
    pub fn dim<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.with("2", text)
    }

    /// What went well.
    pub fn good<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.with("32", text)
    }

    /// What failed.
    pub fn bad<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.with("31", text)
    }

    /// What needs a look.
    pub fn warn<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.with("33", text)
    }

    fn with<T: fmt::Display>(self, style: &'static str, text: T) -> Painted<T> {
        Painted { style: self.color.then_some(style), text }
    }
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    /// Pads like the text alone, so that columns stay straight in colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            None => self.text.fmt(f),
            Some(style) => {
                write!(f, "\u{1b}[{style}m")?;
                self.text.fmt(f)?;
                f.write_str("\u{1b}[0m")
            }
        }
    }
}
