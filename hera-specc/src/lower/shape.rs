//! Values of an expected shape: text, list, mapping, boolean, one word of several. What has another
//! shape is reported here (HS0203, HS0213) and is then absent.

use super::Cx;
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue, nearest};
use crate::source::{Span, Spanned};

/// Reports that `name` is not what was expected. `help` may be empty.
pub(super) fn wrong(cx: &mut Cx<'_>, node: &Node, name: &str, expected: &str, help: &str) {
    let span = cx.first_line(node.span);
    let message = format!("expected {expected} for `{name}`, found {}", node.kind());
    let found = Diagnostic::new(&catalogue::HS0203, span, message);
    cx.report(if help.is_empty() { found } else { found.help(help) });
}

/// The text of `name`, trimmed; nothing where it is null.
pub(super) fn text(cx: &mut Cx<'_>, node: &Node, name: &str) -> Option<Spanned<String>> {
    if node.is_null() {
        return None;
    }
    match node.scalar() {
        Some(scalar) => Some(Spanned::new(scalar.text.trim().to_owned(), node.span)),
        None => {
            wrong(cx, node, name, "text", "put the text into quotes");
            None
        }
    }
}

/// The items of `name`; none where it is null.
pub(super) fn list<'n>(
    cx: &mut Cx<'_>,
    node: &'n Node,
    name: &str,
    help: &str,
) -> Option<&'n [Node]> {
    if node.is_null() {
        return Some(&[]);
    }
    let items = node.list();
    if items.is_none() {
        wrong(cx, node, name, "a list", help);
    }
    items
}

/// The entries of `name`; none where it is null.
pub(super) fn map<'n>(
    cx: &mut Cx<'_>,
    node: &'n Node,
    name: &str,
    help: &str,
) -> Option<&'n [Entry]> {
    if node.is_null() {
        return Some(&[]);
    }
    let entries = node.map();
    if entries.is_none() {
        wrong(cx, node, name, "a mapping", help);
    }
    entries
}

/// The boolean `name`.
pub(super) fn boolean(cx: &mut Cx<'_>, node: &Node, name: &str) -> Option<bool> {
    let value = node.boolean();
    if value.is_none() {
        wrong(cx, node, name, "`true` or `false`", "write `true` or `false`, without quotes");
    }
    value
}

/// A whole number.
pub(super) fn whole(node: &Node) -> Option<u64> {
    node.plain()?.trim().replace('_', "").parse().ok()
}

/// One of `known`, in any case; anything else is reported (HS0213).
pub(super) fn choice<T: Copy>(
    cx: &mut Cx<'_>,
    node: &Node,
    name: &str,
    known: &[(&'static str, T)],
) -> Option<Spanned<T>> {
    let written = text(cx, node, name)?;
    let found = known.iter().find(|(word, _)| word.eq_ignore_ascii_case(&written.value));
    if let Some((_, value)) = found {
        return Some(Spanned::new(*value, node.span));
    }
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    cx.report(unknown_word(&catalogue::HS0213, node.span, name, &written.value, &words));
    None
}

/// A finding about a word that is none of `known`, with the nearest one.
pub(super) fn unknown_word(
    rule: &'static crate::diag::Rule,
    span: Span,
    name: &str,
    written: &str,
    known: &[&str],
) -> Diagnostic {
    let found = Diagnostic::new(rule, span, format!("unknown {name} `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(word) => found.help(format!("did you mean `{word}`?")).suggest(span, word),
        None => {
            let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
            found.help(format!("one of {}", all.join(", ")))
        }
    }
}

/// A text on one line.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line, at most 60 characters, for messages.
pub(super) fn shorten(text: &str) -> String {
    let line = line(text);
    if line.chars().count() <= 60 {
        return line;
    }
    line.chars().take(59).chain(['…']).collect()
}
