//! HS0020 and HS0021: quotes and brackets that are not closed, or closed by another.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::{fault, shape_at};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0020, HS0021};
use crate::parse::lines::{Shape, line_at, lines_below};
use crate::parse::mend::{Fault, Fill, Scene};
use crate::parse::text::skip_indicators;

/// A quote was opened before the error and not closed.
pub(super) fn open_quote(scene: &Scene<'_>, _: &Shape) -> Vec<Fault> {
    quote(scene).into_iter().collect()
}

/// A bracket was opened before the error and not closed, or closed and not opened.
pub(super) fn open_bracket(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let mut faults: Vec<Fault> = stray(scene, shape).into_iter().collect();
    // The parser may say so before it hands out the bracket.
    let said = matches!(
        scene.error.kind,
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. }
    );
    let open = scene.probe.open.first().copied().or(said.then_some(scene.error.at));
    if let Some(open) = open.filter(|open| scene.text[*open..].starts_with(['[', '{'])) {
        faults.extend(bracket(scene, open));
    }
    faults
}

fn quote(scene: &Scene<'_>) -> Option<Fault> {
    let text = scene.text;
    let is_quote = |at: usize| text[at..].starts_with(['"', '\'']);
    let after_last = scene.probe.last.as_ref().map_or(scene.probe.sound, |last| last.range.end);
    let errors = [Some(scene.error), scene.probe.strict.as_ref()];
    let open = errors.into_iter().flatten().find_map(|error| match error.kind {
        ErrorKind::UnclosedQuotedScalar => Some(error.at),
        ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            let mut at = skip_indicators(text, after_last.min(text.len()));
            while text[at..].starts_with([',', '[', '{']) {
                at = skip_indicators(text, at + 1);
            }
            // A text that ends on its own line is closed.
            (line_at(text, at).end < error.at).then_some(at)
        }
        _ => None,
    })?;
    if !is_quote(open) {
        return None;
    }
    let shape = shape_at(text, open);
    let end = shape.line.end.max(open + 1);
    let rest = text[open + 1..end].trim_end();
    let sign = &text[open..open + 1];
    let message = format!("text starts with `{sign}`, which is never closed");
    let diagnostic = Diagnostic::new(&HS0020, scene.span(open..open + 1), message)
        .label("opened here")
        .help(format!("close the text with `{sign}`"));
    let diagnostic = if rest.contains(['"', '\'', '#']) {
        diagnostic
    } else {
        let close = open + 1 + rest.len();
        diagnostic.suggest(scene.span(close..close), sign)
    };
    let mut fault = fault(diagnostic, open..end, Fill::Placeholder);
    fault.mend.beyond = Some(end);
    Some(fault)
}

/// A closing bracket without an opening one.
fn stray(scene: &Scene<'_>, shape: &Shape) -> Option<Fault> {
    let at = scene.error.at;
    let closing = scene.text[at..].chars().next().filter(|c| matches!(c, ']' | '}'))?;
    if !matches!(scene.error.kind, ErrorKind::MisplacedFlowCollectionEnd) {
        return None;
    }
    let diagnostic =
        Diagnostic::new(&HS0021, scene.span(at..at + 1), format!("`{closing}` closes nothing"))
            .help("remove it, or write the opening bracket");
    Some(fault(diagnostic, at..shape.line.end.max(at + 1), Fill::Blank))
}

fn bracket(scene: &Scene<'_>, open: usize) -> Vec<Fault> {
    let text = scene.text;
    let shape = shape_at(text, open);
    let lines = extent(text, open);
    let sign = text[open..].chars().next().unwrap_or('[');
    let wanted = if sign == '[' { ']' } else { '}' };
    let diagnostic = match mismatch(&text[lines.clone()]) {
        Some(Mismatch { opened, at, found, expected }) => {
            let span = scene.span(open + at..open + at + 1);
            Diagnostic::new(&HS0021, span, format!("`{found}` stands where `{expected}` belongs"))
                .label("closed by the other kind")
                .secondary(scene.span(open + opened..open + opened + 1), "opened here")
                .help(format!("close the bracket with `{expected}`"))
                .suggest(span, expected.to_string())
        }
        None if balanced(&text[lines.clone()]) => return Vec::new(),
        None => {
            let message = format!("`{sign}` is never closed");
            let diagnostic = Diagnostic::new(&HS0021, scene.span(open..open + 1), message)
                .label("opened here")
                .help(format!("close it with `{wanted}`"));
            if lines.end == shape.line.end && shape.value.end > open {
                let end = shape.value.end;
                diagnostic.suggest(scene.span(end..end), wanted.to_string())
            } else {
                diagnostic
            }
        }
    };
    let end = shape.line.end.max(open + 1);
    let mut own_line = fault(diagnostic.clone(), open..end, Fill::Placeholder);
    // An open bracket hides what follows, like an open quote.
    own_line.mend.beyond = Some(end);
    vec![own_line, fault(diagnostic, lines, Fill::Placeholder)]
}

/// From an opening bracket to the end of the lines that can belong to it; a line that starts with a
/// closing bracket may be indented less.
pub(super) fn extent(text: &str, open: usize) -> Range<usize> {
    let shape = shape_at(text, open);
    let column = if shape.key.is_some() { shape.column } else { shape.indent };
    let end = lines_below(text, &shape.line)
        .take_while(|below| {
            let closing = text[below.content.clone()].starts_with([']', '}']);
            below.is_blank() || below.indent > column || closing
        })
        .filter(|below| !below.is_blank())
        .last()
        .map_or(shape.line.end, |last| last.line.end);
    open..end.max(open + 1)
}

/// Whether each bracket of `text` outside quotes is closed in it.
pub(super) fn balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for (_, c) in brackets(text) {
        match c {
            '[' | '{' => open.push(c),
            _ => {
                open.pop();
            }
        }
    }
    open.is_empty()
}

/// A closing bracket of the other kind than its opening one.
struct Mismatch {
    opened: usize,
    at: usize,
    found: char,
    expected: char,
}

/// The first one in `text`.
fn mismatch(text: &str) -> Option<Mismatch> {
    let mut open = Vec::new();
    for (at, found) in brackets(text) {
        match found {
            '[' => open.push((at, ']')),
            '{' => open.push((at, '}')),
            _ => match open.pop() {
                Some((opened, expected)) if expected != found => {
                    return Some(Mismatch { opened, at, found, expected });
                }
                _ => {}
            },
        }
    }
    None
}

/// The brackets of `text` outside quotes.
fn brackets(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, c)| match (quote, c) {
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(open), c) => {
            if open == *c {
                quote = None;
            }
            false
        }
        (None, c) => matches!(c, '[' | ']' | '{' | '}'),
    })
}
