//! TOML -> a flat list of settings, each with its whole path and its place.
//!
//! `[a]` with `b = 1`, `a.b = 1` and `a = { b = 1 }` are the same setting here. The parser gives events;
//! no recursion over the text, and what is not asked for (numbers, dates) keeps only its kind.

use std::borrow::Cow;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Source};

use crate::source::{FileId, Span, Spanned};

/// Tables and lists in each other.
const DEPTH_MAX: u32 = 16;

/// One `path = value`, or a table's own header.
pub(super) struct Setting {
    pub(super) path: Vec<Spanned<String>>,
    pub(super) value: Spanned<Value>,
}

/// A value, as far as settings need to know it.
pub(super) enum Value {
    Text(String),
    List(Vec<Spanned<Value>>),
    /// The header of a table.
    Table,
    /// What else it is: `a number`.
    Other(&'static str),
}

impl Value {
    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Table => "a table",
            Value::Other(kind) => kind,
        }
    }
}

/// A place where the text stops being TOML.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
}

/// All settings in the order of the text, and its first fault.
pub(super) fn settings(text: &str, file: FileId) -> (Vec<Setting>, Option<Fault>) {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut errors: Vec<ParseError> = Vec::new();
    let mut checked = ValidateWhitespace::new(&mut events, source);
    let mut guarded = RecursionGuard::new(&mut checked, DEPTH_MAX);
    parse_document(&tokens, &mut guarded, &mut errors);
    let mut reader = Reader::new(source, file, errors);
    for event in &events {
        reader.event(event);
    }
    let fault = reader.errors.iter().min_by_key(|error| at(error)).map(|error| {
        let span = error.unexpected().or(error.context());
        let (start, end) = span.map_or((0, 0), |span| (span.start(), span.end()));
        Fault { span: Span::new(file, start, end), message: error.description().to_owned() }
    });
    (reader.found, fault)
}

fn at(error: &ParseError) -> usize {
    error.unexpected().or(error.context()).map_or(0, |span| span.start())
}

struct Reader<'t> {
    source: Source<'t>,
    file: FileId,
    errors: Vec<ParseError>,
    found: Vec<Setting>,
    /// The table of the last header, and the tables in braces that are open.
    header: Vec<Spanned<String>>,
    braces: Vec<Vec<Spanned<String>>>,
    /// The key that is being read.
    key: Vec<Spanned<String>>,
    /// The list that is being read, and how deep in it we are.
    list: Option<Spanned<Vec<Spanned<Value>>>>,
    inside: usize,
}

impl<'t> Reader<'t> {
    fn new(source: Source<'t>, file: FileId, errors: Vec<ParseError>) -> Reader<'t> {
        Reader {
            source,
            file,
            errors,
            found: Vec::new(),
            header: Vec::new(),
            braces: Vec::new(),
            key: Vec::new(),
            list: None,
            inside: 0,
        }
    }

    fn event(&mut self, event: &Event) {
        let span = Span::new(self.file, event.span().start(), event.span().end());
        if self.list.is_some() {
            return self.in_list(event, span);
        }
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.key.clear(),
            EventKind::StdTableClose => {
                self.header = std::mem::take(&mut self.key);
                self.push(Vec::new(), span, Value::Table);
            }
            EventKind::ArrayTableClose => {
                self.header = std::mem::take(&mut self.key);
                self.push(Vec::new(), span, Value::Other("a list of tables"));
            }
            EventKind::SimpleKey => {
                let key = self.text(event, |raw, text, errors| raw.decode_key(text, errors));
                self.key.push(Spanned::new(key, span));
            }
            EventKind::Scalar => {
                let (key, value) = (std::mem::take(&mut self.key), self.scalar(event));
                self.push(key, span, value);
            }
            EventKind::ArrayOpen => self.list = Some(Spanned::new(Vec::new(), span)),
            EventKind::InlineTableOpen => {
                let key = std::mem::take(&mut self.key);
                self.push(key.clone(), span, Value::Table);
                self.braces.push(key);
            }
            EventKind::InlineTableClose => {
                self.braces.pop();
            }
            _ => {}
        }
    }

    /// Of what stands in a list only its own items count.
    fn in_list(&mut self, event: &Event, span: Span) {
        let item = match event.kind() {
            EventKind::Scalar if self.inside == 0 => Some(self.scalar(event)),
            EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                self.inside += 1;
                let kind = if event.kind() == EventKind::ArrayOpen { "a list" } else { "a table" };
                (self.inside == 1).then_some(Value::Other(kind))
            }
            EventKind::ArrayClose if self.inside == 0 => {
                let Some(list) = self.list.take() else { return };
                let key = std::mem::take(&mut self.key);
                self.push(key, list.span.to(span), Value::List(list.value));
                None
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                self.inside = self.inside.saturating_sub(1);
                None
            }
            _ => None,
        };
        if let (Some(value), Some(list)) = (item, &mut self.list) {
            list.value.push(Spanned::new(value, span));
        }
    }

    fn push(&mut self, key: Vec<Spanned<String>>, span: Span, value: Value) {
        let outer = self.header.iter().chain(self.braces.iter().flatten()).cloned();
        let path = outer.chain(key).collect();
        self.found.push(Setting { path, value: Spanned::new(value, span) });
    }

    fn scalar(&mut self, event: &Event) -> Value {
        let mut kind = ScalarKind::String;
        let text = self.text(event, |raw, text, errors| kind = raw.decode_scalar(text, errors));
        match kind {
            ScalarKind::String => Value::Text(text),
            ScalarKind::Boolean(_) => Value::Other("a boolean"),
            ScalarKind::DateTime => Value::Other("a date"),
            ScalarKind::Float | ScalarKind::Integer(_) => Value::Other("a number"),
        }
    }

    fn text(
        &mut self,
        event: &Event,
        decode: impl FnOnce(&toml_parser::Raw<'t>, &mut Cow<'t, str>, &mut Vec<ParseError>),
    ) -> String {
        let mut text = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            decode(&raw, &mut text, &mut self.errors);
        }
        text.into_owned()
    }
}
