//! HS0002 and HS0001: lines below a key that already has a value.

use std::ops::Range;

use super::{block, fault, shown};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0001, HS0002};
use crate::parse::lines::{Shape, first_colon, line_at, previous_line};
use crate::parse::mend::{Fault, Fill, Scene};

/// The line is indented below a line that ends in a value.
pub(super) fn below_value(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let text = scene.text;
    if shape.key.is_none() && !shape.dash {
        return Vec::new();
    }
    let Some(owner) = owner(text, shape) else { return Vec::new() };
    let value = owner.value.clone();
    if text[value.clone()].starts_with(['|', '>']) {
        return Vec::new();
    }
    if owner.key.is_none() || (!shape.dash && text[value.clone()].contains(' ')) {
        return continuation(scene, shape, &owner);
    }
    let key = owner.key.clone().map_or("", |key| &text[key]);
    let what = if shape.dash { "a list" } else { "a mapping" };
    let word = shown(&text[value.clone()]);
    let message = format!("{what} is nested under `{key}`, which already has the value `{word}`");
    let diagnostic = Diagnostic::new(&HS0002, scene.span(value.clone()), message)
        .label("the value of the key ends here")
        .secondary(scene.span(first_child(text, &owner, shape)), "nested below it");
    let diagnostic = match word.as_str() {
        "object" => diagnostic.help("write `type: object` and `fields:` below the key instead"),
        "array" => diagnostic.help("write `type: array` and `items:` below the key instead"),
        _ => diagnostic.help("remove the value, or give what stands below a key of its own"),
    };
    vec![fault(diagnostic, value, Fill::Blank)]
}

/// A later line of a text that runs over several lines holds a colon.
fn continuation(scene: &Scene<'_>, shape: &Shape, owner: &Shape) -> Vec<Fault> {
    let text = scene.text;
    let Some(colon) = first_colon(&text[..shape.line.end], shape.content.start) else {
        return Vec::new();
    };
    let whole = owner.value.start..block(text, owner).end;
    let below = owner.line.end..whole.end;
    let diagnostic = Diagnostic::new(
        &HS0001,
        scene.span(colon..colon + 1),
        "unquoted text runs over several lines, and a later line contains `: `, which YAML reads as a new key",
    )
    .label("YAML takes the text before this as a key")
    .secondary(scene.span(owner.value.clone()), "the text starts here")
    .help("give this line a key of its own, or start the text with `>-`");
    let diagnostic = fold(scene, diagnostic, owner, &below);
    vec![fault(diagnostic, below, Fill::Blank)]
}

/// Suggests `>-` and the whole text below it.
fn fold(
    scene: &Scene<'_>,
    diagnostic: Diagnostic,
    owner: &Shape,
    below: &Range<usize>,
) -> Diagnostic {
    let text = scene.text;
    let lines = &text[below.clone()];
    let indent = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(owner.column + 2);
    // A comment would become part of the text.
    if text[owner.value.end..owner.line.end].contains('#') || lines.contains(" #") {
        return diagnostic;
    }
    let at = scene.span(owner.value.clone()).at_start();
    diagnostic.suggest(at, format!(">-\n{}", " ".repeat(indent)))
}

/// The nearest line above that is indented less and has a value, unless a line without one comes
/// first: then the line is where it belongs.
fn owner(text: &str, shape: &Shape) -> Option<Shape> {
    let mut line = shape.line.clone();
    loop {
        line = previous_line(text, &line)?;
        let above = Shape::of(text, line.clone());
        if above.is_blank() {
            continue;
        }
        let is_parent = above.column < shape.indent
            || (shape.dash && above.column == shape.indent && above.key.is_some());
        if is_parent {
            return (!above.value.is_empty()).then_some(above);
        }
        if above.dash && above.indent < shape.indent && above.key.is_none() {
            return Some(above).filter(|above| !above.value.is_empty());
        }
        if above.indent < shape.indent {
            return None;
        }
    }
}

/// The first line that is nested below the owner.
fn first_child(text: &str, owner: &Shape, shape: &Shape) -> Range<usize> {
    let mut first = shape.clone();
    while let Some(line) =
        previous_line(text, &first.line).filter(|line| line.start > owner.line.start)
    {
        first = Shape::of(text, line);
    }
    while first.is_blank() && first.line.start < shape.line.start {
        first = Shape::of(text, line_at(text, first.line.end + 1));
    }
    first.line.start + first.indent..first.content.end
}
