//! HS0002 and HS0001: lines below a key that already has a value.

use std::ops::Range;

use super::{fault, shown, value_end};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0001, HS0002};
use crate::parse::lines::{Shape, first_colon, lines_above};
use crate::parse::mend::{Fault, Fill, Scene};
use crate::source::line_break;

/// The line is indented below a line that ends in a value.
pub(super) fn below_value(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let text = scene.text;
    if !scene.probe.open.is_empty() || (shape.key.is_none() && !shape.dash) {
        return Vec::new();
    }
    let Some(Owner { shape: owner, through_text }) = owner(text, shape) else { return Vec::new() };
    let value = owner.value.clone();
    if text[value.clone()].starts_with(['|', '>']) {
        return Vec::new();
    }
    let prose = !shape.dash && text[value.clone()].contains(' ');
    if owner.key.is_none() || prose || through_text {
        let mut faults: Vec<Fault> =
            super::prose::item_with_broken_key(scene, &owner).into_iter().collect();
        faults.extend(continuation(scene, shape, &owner));
        return faults;
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
    let below = owner.line.end..value_end(text, owner);
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
    diagnostic.suggest(at, format!(">-{}{}", line_break(text), " ".repeat(indent)))
}

/// The line whose value a deeper line continues.
struct Owner {
    shape: Shape,
    /// Whether lines of text stand in between.
    through_text: bool,
}

/// The nearest entry or item above that is indented less and has a value, unless one without a value
/// comes first: then the line is where it belongs.
fn owner(text: &str, shape: &Shape) -> Option<Owner> {
    // The indentation below which an owner has to stand.
    let mut indent = shape.indent;
    let mut dash = shape.dash;
    let mut text_line: Option<Shape> = None;
    for above in lines_above(text, &shape.line) {
        if above.is_blank() || above.indent > indent {
            continue;
        }
        if above.key.is_none() && !above.dash {
            // A line of text: it belongs to the owner, or is itself the first line of all.
            if above.indent < indent {
                indent = above.indent;
                dash = false;
            }
            text_line = Some(above);
            continue;
        }
        let inside = above.column < indent
            || (dash && above.column == indent && above.key.is_some())
            || (above.dash && above.indent < indent && above.key.is_none());
        if inside {
            let through_text = text_line.is_some();
            return (!above.value.is_empty()).then_some(Owner { shape: above, through_text });
        }
        if above.indent < indent {
            break;
        }
    }
    let deeper = text_line.filter(|above| above.indent < shape.indent)?;
    Some(Owner { shape: deeper, through_text: true })
}

/// The first line that is nested below the owner.
fn first_child(text: &str, owner: &Shape, shape: &Shape) -> Range<usize> {
    let first = lines_above(text, &shape.line)
        .take_while(|above| above.line.start > owner.line.start)
        .filter(|above| !above.is_blank())
        .last()
        .unwrap_or_else(|| shape.clone());
    first.line.start + first.indent..first.content.end
}
