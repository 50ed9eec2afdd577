//! The tree of a YAML document, every value with its span: what `parse` makes and `lower` reads.
//!
//! It knows YAML and nothing of HERA. Anchors and aliases are expanded, comments kept beside the
//! tree, scalars still text: what `12` means is decided by who asks.

use crate::source::{FileId, Span, Spanned};

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Its one value.
    pub root: Node,
    /// All comments in order, without the `#`.
    pub comments: Vec<Spanned<String>>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands: a scalar's own text with its quotes, a block collection from its first to its
    /// last value, a flow collection with its brackets.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; keys are strings and unique.
    Map(Vec<Entry>),
}

/// A scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// Its text after unquoting, unescaping and folding.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: may mean null, a boolean or a number.
    Plain,
    /// In single or double quotes: a string.
    Quoted,
    /// A `|` or `>` block: a string.
    Block,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Document {
    /// Visits all its places, to move them.
    pub fn each_span(&mut self, visit: &mut impl FnMut(&mut Span)) {
        self.root.each_span(visit);
        self.comments.iter_mut().for_each(|comment| visit(&mut comment.span));
    }
}

impl Node {
    fn each_span(&mut self, visit: &mut impl FnMut(&mut Span)) {
        visit(&mut self.span);
        match &mut self.value {
            Value::Scalar(_) => {}
            Value::List(items) => items.iter_mut().for_each(|item| item.each_span(visit)),
            Value::Map(entries) => {
                for entry in entries {
                    visit(&mut entry.key.span);
                    entry.value.each_span(visit);
                }
            }
        }
    }

    /// The scalar, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of the scalar, if it is one and not null.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.scalar().filter(|_| !self.is_null()).map(|scalar| scalar.text.as_str())
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a mapping.
    #[must_use]
    pub fn map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry with this key, if it is a mapping that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.map()?.iter().find(|entry| entry.key.value == key)
    }

    /// The value under this key, if it is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Whether it is null: empty, `~` or `null`, unquoted (YAML 1.2 core schema).
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.plain().is_some_and(|text| matches!(text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The boolean, if it is one in the core schema.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.plain()? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    /// The text, if it is an unquoted scalar.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        self.scalar().filter(|scalar| scalar.style == Style::Plain).map(|s| s.text.as_str())
    }

    /// What kind of value it is, for messages: `a list`, `a mapping`, `text`, `a number` …
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar(_) if self.is_null() => "nothing",
            Value::Scalar(_) if self.boolean().is_some() => "a boolean",
            Value::Scalar(scalar)
                if scalar.style == Style::Plain
                    && scalar.text.parse::<rust_decimal::Decimal>().is_ok() =>
            {
                "a number"
            }
            Value::Scalar(_) => "text",
        }
    }
}
