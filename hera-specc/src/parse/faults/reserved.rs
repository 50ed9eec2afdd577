//! HS0004, HS0011, HS0012 and HS0023: a value that starts with a character that means something else.

use super::{fault, plain_span, shape_at, shown};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0004, HS0011, HS0012, HS0023};
use crate::parse::lines::Shape;
use crate::parse::mend::{Fault, Fill, Scene};
use crate::parse::quote::suggest_quotes;
use crate::source::{FileId, Span};

/// The value of the error's line starts with such a character.
pub(super) fn first_character(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    if !scene.probe.open.is_empty() {
        return Vec::new();
    }
    let range = shape.value.clone();
    let value = &scene.text[range.clone()];
    let span = scene.span(range.clone());
    let first = span.part(0, 1);
    let quote = "quote the value";
    let diagnostic = match value.chars().next() {
        Some('>') => {
            Diagnostic::new(&HS0004, first, "a value that starts with `>` opens a folded block")
                .label("YAML expects the text of the block on the lines below")
        }
        Some('|') => {
            Diagnostic::new(&HS0004, first, "a value that starts with `|` opens a text block")
                .label("YAML expects the text of the block on the lines below")
        }
        Some('!') => expression_tag(span, value),
        Some('*') => Diagnostic::new(&HS0023, first, "text cannot start with `*`")
            .label("YAML reads this as an alias of another value"),
        Some('&') => Diagnostic::new(&HS0023, first, "text cannot start with `&`")
            .label("YAML reads this as the name of a value"),
        Some('%') => Diagnostic::new(&HS0023, first, "text cannot start with `%`")
            .label("YAML reserves this character"),
        Some(c @ ('@' | '`')) => {
            Diagnostic::new(&HS0023, first, format!("text cannot start with `{c}`"))
                .label("YAML reserves this character")
        }
        _ => return Vec::new(),
    };
    let diagnostic = suggest_quotes(diagnostic.help(quote), value, span);
    vec![fault(diagnostic, range, Fill::Placeholder)]
}

fn expression_tag(span: Span, value: &str) -> Diagnostic {
    let end = value.find(' ').unwrap_or(value.len());
    let tag = shown(&value[..end]);
    Diagnostic::new(
        &HS0011,
        span.part(0, end),
        format!("YAML tag `{tag}` found where a value was meant"),
    )
    .label("a value that starts with `!` is a tag")
}

/// The report of a tag in text that is otherwise YAML.
pub(in crate::parse) fn tag(text: &str, range: std::ops::Range<usize>, file: FileId) -> Diagnostic {
    let shape = shape_at(text, range.start);
    let name = shown(&text[range.clone()]);
    let span = plain_span(file, range.clone());
    if name.starts_with("!!") || name.len() == 1 {
        return Diagnostic::new(
            &HS0011,
            span,
            format!("YAML tag `{name}` is not part of the language"),
        )
        .help("remove the tag");
    }
    let value = shape.value.clone();
    let diagnostic = Diagnostic::new(
        &HS0011,
        span,
        format!("YAML tag `{name}` found where an expression was meant"),
    )
    .label("a value that starts with `!` is a tag");
    if value.start != range.start {
        return diagnostic.help("quote the text that starts with `!`");
    }
    let whole = plain_span(file, value.clone());
    suggest_quotes(diagnostic.help("quote the value"), &text[value], whole)
}

/// The report of an alias of an anchor that is nowhere.
pub(in crate::parse) fn unknown_alias(text: &str, span: Span) -> Diagnostic {
    let value = &text[span.range()];
    let name = shown(value);
    let diagnostic = Diagnostic::new(
        &HS0023,
        span,
        format!("`{name}` refers to an anchor that is not in the file"),
    )
    .label("YAML reads text that starts with `*` as an alias")
    .help("quote the value if it is text");
    suggest_quotes(diagnostic, value, span)
}

/// The report of a list or mapping where a key belongs. `{{ name }}` without quotes is one to YAML.
pub(in crate::parse) fn collection_as_key(text: &str, span: Span) -> Diagnostic {
    let range = span.range();
    let shape = shape_at(text, range.start);
    let template = range.start > 0
        && text[range.start - 1..].starts_with("{{")
        && shape.value.start == range.start - 1;
    if !template {
        return Diagnostic::new(&HS0012, span, "mapping keys must be plain strings")
            .label("a list or a mapping stands where a key belongs")
            .help("use a list of pairs");
    }
    let value = &text[shape.value.clone()];
    let whole = Span::new(span.file, shape.value.start, shape.value.end);
    let message = format!("`{}` without quotes is a mapping to YAML", shown(value));
    let diagnostic = Diagnostic::new(&HS0012, whole, message)
        .label("its key is a mapping")
        .help("quote the value");
    suggest_quotes(diagnostic, value, whole)
}
