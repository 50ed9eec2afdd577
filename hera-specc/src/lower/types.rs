//! The type language: text or YAML into [`Type`], every fault at the part that has it.
//!
//! `uuid`, `enum[A, B]`, `array[T]`, `array[{id, qty:number}]`, `T[]`, `a|b`, `boolean=false`; and as YAML
//! a mapping of fields, `{enum: [A, B]}`, or a list of one item type.

use super::Cx;
use super::expr::text::Text;
use super::scalars::judge_name;
use super::shape::shorten;
use super::type_faults::{alias, bare_array, recursive, unknown, untyped_field};
use super::type_names::{Named, meant, named};
use super::variants;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::Type;
use crate::source::{Span, Spanned};

/// The longest type.
const TEXT_BYTES_MAX: usize = 4 * 1024;
/// The most fields of a record.
const FIELDS_MAX: usize = 1_024;
/// The deepest type.
const DEPTH_MAX: u32 = 32;

/// A type as written.
pub(super) struct Written {
    /// The type; `None` where it is broken.
    pub(super) ty: Option<Type>,
    /// Its place.
    pub(super) span: Span,
    /// The default that is packed into it: `boolean=false`.
    pub(super) default: Option<Spanned<String>>,
    /// The place of a bare `array`, which a `schema` may complete.
    pub(super) bare_array: Option<Span>,
}

/// The type that a value states. A bare `array` is reported unless the caller completes it.
pub(super) fn of_node(cx: &mut Cx<'_>, node: &Node) -> Written {
    let mut written = of_node_open(cx, node);
    if let Some(span) = written.bare_array.take() {
        cx.report(bare_array(span));
    }
    written
}

/// The same, a bare `array` still open.
pub(super) fn of_node_open(cx: &mut Cx<'_>, node: &Node) -> Written {
    let mut written = Written { ty: None, span: node.span, default: None, bare_array: None };
    match &node.value {
        Value::Scalar(scalar) => {
            let text = Text::of_scalar(cx.sources, scalar, node.span);
            if text.text.len() > TEXT_BYTES_MAX {
                cx.report(unknown(node.span, "this type is longer than 4096 bytes".to_owned()));
                return written;
            }
            let mut parser = Parser { cx, text: &text, at: 0, depth: 0, bare_array: None };
            let ty = parser.whole();
            written.default = ty.as_ref().and_then(|_| parser.default());
            written.bare_array = parser.bare_array;
            written.ty = ty;
        }
        Value::List(items) => match items.as_slice() {
            [item] => {
                let inner = of_node(cx, item).ty;
                written.ty = inner.map(|ty| Type::Array(Box::new(ty)));
            }
            _ => {
                let message = format!("expected a type, found a list of {} items", items.len());
                let span = cx.first_line(node.span);
                let help = "for a set of values write `enum[A, B]`, for a list `array[T]`";
                cx.report(unknown(span, message).help(help));
            }
        },
        Value::Map(entries) => written.ty = of_map(cx, entries),
    }
    written
}

fn of_map(cx: &mut Cx<'_>, entries: &[Entry]) -> Option<Type> {
    match entries {
        [only] if only.key.value == "enum" && only.value.list().is_some() => {
            let items = only.value.list().unwrap_or_default();
            let listed = items.iter().filter_map(|item| {
                let text = item.text()?.trim().to_owned();
                Some(Spanned::new(text, item.span))
            });
            let listed = listed.collect();
            variants::judge(cx, listed, only.key.span)
        }
        [only] if only.key.value == "array" => {
            of_node(cx, &only.value).ty.map(|ty| Type::Array(Box::new(ty)))
        }
        _ => record(cx, entries),
    }
}

/// The record of these fields; the keys are names of fields, whatever they are.
pub(super) fn record(cx: &mut Cx<'_>, entries: &[Entry]) -> Option<Type> {
    if let Some(entry) = entries.get(FIELDS_MAX) {
        let message = format!("a record has more than {FIELDS_MAX} fields");
        cx.report(unknown(entry.key.span, message).help("use `object`"));
        return None;
    }
    let mut fields = Vec::with_capacity(entries.len());
    let mut sound = true;
    for entry in entries {
        sound &= judge_name(cx, "a field", &entry.key.value, entry.key.span);
        let ty = if entry.value.is_null() {
            cx.report(untyped_field(&entry.key.value, entry.key.span));
            Some(Type::Json)
        } else {
            cx.within.push(entry.key.value.clone());
            let ty = of_node(cx, &entry.value).ty;
            cx.within.pop();
            ty
        };
        match ty {
            Some(ty) => fields.push((entry.key.value.clone(), ty)),
            None => sound = false,
        }
    }
    sound.then_some(Type::Record(fields))
}

/// Reads the text of one type.
struct Parser<'p, 'c, 't> {
    cx: &'p mut Cx<'c>,
    text: &'p Text<'t>,
    at: usize,
    depth: u32,
    bare_array: Option<Span>,
}

impl Parser<'_, '_, '_> {
    /// A whole type, up to the end or to the `=` of a default.
    fn whole(&mut self) -> Option<Type> {
        let start = self.skip_spaces();
        let ty = self.union()?;
        let rest_at = self.skip_spaces();
        let rest = &self.text.text[rest_at..];
        // What completes a bare array has to be the array itself: `array[array]` stays bare inside.
        let alone = matches!(self.text.text[start..rest_at].trim(), "array" | "array[]");
        if !alone && let Some(span) = self.bare_array.take() {
            self.cx.report(bare_array(span));
        }
        if rest.is_empty() || rest.starts_with('=') {
            return Some(ty);
        }
        let span = self.text.span(rest_at, rest_at + rest.trim_end().len());
        let message = format!("`{}` stands behind the type `{ty}`", shorten(rest));
        let help = "put a remark into `description:` or a `#` comment";
        self.cx.report(unknown(span, message).help(help));
        None
    }

    /// The text behind `=`.
    fn default(&mut self) -> Option<Spanned<String>> {
        let rest = self.text.text[self.at..].strip_prefix('=')?;
        let value = rest.trim();
        let start = self.text.text.len() - rest.trim_start().len();
        Some(Spanned::new(value.to_owned(), self.text.span(start, start + value.len())))
    }

    /// `a|b|c`: one type, or a string to the compiler.
    fn union(&mut self) -> Option<Type> {
        let start = self.skip_spaces();
        let mut ty = self.postfix();
        let mut members = 1;
        while self.eat('|') {
            members += 1;
            ty = ty.and(self.postfix());
        }
        if members == 1 {
            return ty;
        }
        let text = self.text.text[start..self.at].trim_end();
        let span = self.text.span(start, start + text.len());
        ty?;
        self.cx.report(
            Diagnostic::new(
                &catalogue::HS0311,
                span,
                format!("union `{}` is a string to the compiler", shorten(text)),
            )
            .help("use two optional inputs where the difference matters"),
        );
        Some(Type::String)
    }

    /// `T[]`.
    fn postfix(&mut self) -> Option<Type> {
        let start = self.skip_spaces();
        let mut ty = self.single()?;
        while self.text.text[self.at..].starts_with("[]") {
            self.at += 2;
            let span = self.text.span(start, self.at);
            let written = self.text.text[start..self.at].to_owned();
            let better = format!("array[{}]", &written[..written.len() - 2]);
            self.cx.report(alias(span, &written, &better));
            ty = Type::Array(Box::new(ty));
        }
        Some(ty)
    }

    fn single(&mut self) -> Option<Type> {
        let start = self.skip_spaces();
        if self.depth >= DEPTH_MAX {
            let span = self.text.span(start, self.text.text.len());
            self.cx.report(unknown(span, format!("types nest deeper than {DEPTH_MAX} levels")));
            return None;
        }
        if self.eat('{') {
            self.depth += 1;
            let fields = self.fields();
            self.depth -= 1;
            return fields;
        }
        let name = self.word();
        let span = self.text.span(start, self.at);
        if name.is_empty() {
            return self.missing(start);
        }
        match named(&name) {
            Some(Named::Scalar(ty, instead)) => {
                if let Some(instead) = instead {
                    self.cx.report(alias(span, &name, instead));
                }
                Some(ty)
            }
            Some(Named::Enum) => self.variants(span),
            Some(Named::Array) => {
                let empty = self.text.text[self.at..].starts_with("[]");
                if empty || !self.next_is('[') {
                    self.at += if empty { 2 } else { 0 };
                    self.bare_array = Some(span);
                    return Some(Type::Array(Box::new(Type::Json)));
                }
                self.eat('[');
                self.depth += 1;
                let item = self.union();
                self.depth -= 1;
                let item = item?;
                self.close(']', start).then(|| Type::Array(Box::new(item)))
            }
            None => self.unknown_name(&name, span),
        }
    }

    fn unknown_name(&mut self, name: &str, span: Span) -> Option<Type> {
        if let Some(found) = recursive(&self.cx.within, name, span) {
            self.cx.report(found);
            return None;
        }
        let found = unknown(span, format!("unknown type `{}`", shorten(name)));
        let valueish = super::scalars::is_screaming(name);
        self.cx.report(match meant(name) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")).suggest(span, meant),
            None if valueish => found.help("for a set of values write `enum[A, B]`"),
            None => found.help("types: `uuid string slug integer decimal number boolean date timestamp object enum[A, B] array[T]`"),
        });
        None
    }

    fn missing(&mut self, start: usize) -> Option<Type> {
        let rest = self.text.text[start..].chars().next();
        let found = rest.map_or("the end".to_owned(), |c| format!("`{c}`"));
        let span = self.text.span(start, start + rest.map_or(0, char::len_utf8));
        let message = format!("expected a type, found {found}");
        self.cx.report(unknown(span, message).help("such as `uuid` or `array[string]`"));
        None
    }

    /// `[A, B]` behind `enum`.
    fn variants(&mut self, name: Span) -> Option<Type> {
        let open = self.at;
        if !self.eat('[') {
            let found = variants::without_variants(self.cx, name);
            self.cx.report(found);
            return Some(Type::String);
        }
        let Some(len) = self.text.text[self.at..].find(']') else {
            return self.unclosed(open, ']');
        };
        let inner = &self.text.text[self.at..self.at + len];
        let separator = if inner.contains(',') { ',' } else { '|' };
        let mut listed = Vec::new();
        let mut at = self.at;
        for part in inner.split(separator) {
            let trimmed = part.trim();
            let word = trimmed.trim_matches(['"', '\'']);
            let skipped = part.len() - part.trim_start().len();
            if !word.is_empty() {
                let from = at + skipped;
                listed.push(Spanned::new(
                    word.to_owned(),
                    self.text.span(from, from + trimmed.len()),
                ));
            }
            at += part.len() + 1;
        }
        self.at += len + 1;
        variants::judge(self.cx, listed, name)
    }

    /// `a, b: T}` behind `{`.
    fn fields(&mut self) -> Option<Type> {
        let open = self.at - 1;
        let mut fields: Vec<(String, Type)> = Vec::new();
        let mut sound = true;
        loop {
            let start = self.skip_spaces();
            if self.eat('}') {
                break;
            }
            let name = self.word();
            let span = self.text.span(start, self.at);
            if name.is_empty() {
                return self.unclosed(open, '}');
            }
            sound &= judge_name(self.cx, "a field", &name, span);
            let ty = if self.eat(':') {
                self.cx.within.push(name.clone());
                let ty = self.union();
                self.cx.within.pop();
                ty?
            } else {
                self.cx.report(untyped_field(&name, span));
                Type::Json
            };
            if fields.iter().any(|(other, _)| *other == name) {
                let message = format!("field `{name}` is declared twice");
                self.cx
                    .report(Diagnostic::new(&catalogue::HS0302, span, message).help("remove one"));
                sound = false;
            }
            fields.push((name, ty));
            if !self.eat(',') && !self.next_is('}') {
                return self.unclosed(open, '}');
            }
        }
        sound.then_some(Type::Record(fields))
    }

    fn close(&mut self, bracket: char, open: usize) -> bool {
        self.eat(bracket) || self.unclosed(open, bracket).is_some()
    }

    fn unclosed(&mut self, open: usize, bracket: char) -> Option<Type> {
        let text = self.text.text.trim_end();
        let span = self.text.span(open, text.len());
        let message = format!("expected `{bracket}` in the type `{}`", shorten(text));
        self.cx.report(unknown(span, message).help(format!("close it by `{bracket}`")));
        None
    }

    fn word(&mut self) -> String {
        let rest = &self.text.text[self.at..];
        let stop = |c: char| c.is_whitespace() || "[]{}()<>|,:=".contains(c);
        let len = rest.find(stop).unwrap_or(rest.len());
        self.at += len;
        rest[..len].to_owned()
    }

    fn skip_spaces(&mut self) -> usize {
        let rest = &self.text.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at
    }

    fn next_is(&mut self, c: char) -> bool {
        let at = self.skip_spaces();
        self.text.text[at..].starts_with(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.next_is(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }
}
