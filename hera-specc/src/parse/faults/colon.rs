//! HS0001: a colon and a space in text without quotes.

use std::ops::Range;

use super::{below, fault, shape_at};
use crate::diag::Diagnostic;
use crate::diag::catalogue::HS0001;
use crate::parse::events;
use crate::parse::lines::{Shape, first_colon};
use crate::parse::mend::{Fault, Fill, Scene};
use crate::parse::quote::suggest_quotes;

/// The value of the line holds `: ` or ends with `:`.
pub(super) fn in_value(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let text = scene.text;
    if let Some(&open) = scene.probe.open.first() {
        return in_brackets(scene, open);
    }
    let value = shape.value.clone();
    let Some(colon) = first_colon(&text[..value.end], value.start) else { return Vec::new() };
    if shape.key.is_none() || text[value.clone()].starts_with(['"', '\'', '[', '{']) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let colon_ends_it = colon + 1 == value.end;
    if colon_ends_it && below(text, shape).is_some_and(|next| next.indent >= shape.indent) {
        faults.push(fault(prose_with_list(scene, &value, colon), value.clone(), Fill::Blank));
    }
    let diagnostic = match pairs(text, shape) {
        Some(pairs) => several_pairs(scene, colon, pairs),
        None => plain_text(scene, &value, colon),
    };
    faults.push(fault(diagnostic, value, Fill::Placeholder));
    faults
}

fn plain_text(scene: &Scene<'_>, value: &Range<usize>, colon: usize) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &HS0001,
        scene.span(colon..colon + 1),
        "unquoted text contains `: `, which YAML reads as a new key",
    )
    .label("YAML takes the text before this as a key")
    .help("quote the value");
    suggest_quotes(diagnostic, &scene.text[value.clone()], scene.span(value.clone()))
}

fn prose_with_list(scene: &Scene<'_>, value: &Range<usize>, colon: usize) -> Diagnostic {
    let prose = &scene.text[value.start..colon];
    Diagnostic::new(
        &HS0001,
        scene.span(value.clone()),
        "unquoted text ends in `:`, which YAML reads as a new key",
    )
    .label("the lines below cannot belong to this text")
    .help(format!(
        "keep the text as a value, \"{prose}\", and put the list below under a key of its own, such as `actions:`"
    ))
}

/// The content of the line, if it is pairs without braces: `from: DRAFT, to: ACTIVE`.
fn pairs(text: &str, shape: &Shape) -> Option<Range<usize>> {
    let key = shape.key.clone()?;
    let content = key.start..shape.value.end;
    let braced = format!("{{ {} }}", &text[content.clone()]);
    if events::probe(&braced, 0).error.is_some() {
        return None;
    }
    // Every part has to be `word: value`; prose has spaces before its colons.
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for c in text[content.clone()].chars() {
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if !(c == ',' && depth == 0) {
            parts.last_mut()?.push(c);
        }
    }
    let is_pair = |part: &String| {
        let part = part.trim();
        first_colon(part, 0).is_some_and(|colon| !part[..colon].trim().contains(' ') && colon > 0)
    };
    (parts.len() > 1 && parts.iter().all(is_pair)).then_some(content)
}

fn several_pairs(scene: &Scene<'_>, colon: usize, content: Range<usize>) -> Diagnostic {
    let span = scene.span(content);
    Diagnostic::new(
        &HS0001,
        scene.span(colon..colon + 1),
        "several pairs stand on one line without braces",
    )
    .label("the second pair")
    .help("put braces around the pairs, or each pair on a line of its own")
    .suggest(span.at_start(), "{ ")
    .suggest(span.at_end(), " }")
}

/// A second colon inside brackets: `{ note: a: b }`.
fn in_brackets(scene: &Scene<'_>, open: usize) -> Vec<Fault> {
    let text = scene.text;
    let at = scene.error.at;
    if !text[at..].starts_with(':') || first_colon(text, at) != Some(at) {
        return Vec::new();
    }
    let line = super::line_at(text, at);
    // Where a bracket is left open, that is the likelier fault.
    if !super::brackets::balanced(&text[super::brackets::extent(text, open)]) {
        return Vec::new();
    }
    let start = open.max(line.start);
    let shape = shape_at(text, open);
    let diagnostic = Diagnostic::new(
        &HS0001,
        scene.span(at..at + 1),
        "unquoted text contains `: `, which YAML reads as a new key",
    )
    .label("a second colon in one entry")
    .help("quote the text of this entry");
    let range =
        if shape.line == line { open..shape.value.end.max(open + 1) } else { start..line.end };
    vec![fault(diagnostic, range, Fill::Placeholder)]
}
