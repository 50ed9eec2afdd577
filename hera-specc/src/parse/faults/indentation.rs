//! HS0007 and HS0022: tabs, and lines that stand at no level.

use super::{block, fault, shape_at};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0007, HS0022};
use crate::parse::lines::{Shape, previous_line};
use crate::parse::mend::{Fault, Fill, Scene, is_about_tabs};

/// A tab inside the error's line, where only spaces may separate.
pub(super) fn tab(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    if !is_about_tabs(&scene.error.kind) {
        return Vec::new();
    }
    let Some(tab) = scene.text[shape.line.clone()].find('\t') else { return Vec::new() };
    let at = shape.line.start + tab;
    let span = scene.span(at..at + 1);
    let diagnostic = Diagnostic::new(&HS0007, span, "tab character used for indentation")
        .label("YAML allows only spaces here")
        .help("replace it by a space")
        .suggest(span, " ");
    vec![fault(diagnostic, at..at + 1, Fill::Blank)]
}

/// The line is indented like none of the lines that it could belong to.
pub(super) fn level(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let text = scene.text;
    if !scene.probe.open.is_empty() || (shape.key.is_none() && !shape.dash) {
        return Vec::new();
    }
    let levels = levels(text, shape);
    let Some(above) = levels.first() else { return Vec::new() };
    let start = shape.line.start + shape.indent;
    let span = scene.span(start..shape.content.end.max(start));
    let fits = levels.iter().any(|level| level.indent == shape.indent);
    let diagnostic = if fits {
        let (here, there) = if shape.dash { ("an item", "keys") } else { ("a key", "items") };
        Diagnostic::new(&HS0022, span, format!("{here} stands among {there}"))
            .label("indented like the lines above, but of another kind")
            .help("indent it below the line it belongs to, or less")
    } else {
        let mut columns: Vec<usize> = levels.iter().map(|level| level.indent).collect();
        columns.sort_unstable();
        columns.dedup();
        let listed: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let message =
            format!("this line is indented by {} spaces, like no line above", shape.indent);
        Diagnostic::new(&HS0022, span, message)
            .label(format!("{} would fit", listed.join(" or ")))
            .help("indent it like the entries it belongs to")
    };
    let diagnostic = diagnostic.secondary(
        scene.span(above.line.start + above.indent..above.content.end),
        "the line above it",
    );
    vec![fault(diagnostic, block(text, shape), Fill::Comment)]
}

/// The lines above that are open at this line, the nearest first.
fn levels(text: &str, shape: &Shape) -> Vec<Shape> {
    let mut levels: Vec<Shape> = Vec::new();
    let mut line = shape.line.clone();
    while let Some(above) = previous_line(text, &line) {
        let above = shape_at(text, above.start);
        line = above.line.clone();
        if above.is_blank() || levels.last().is_some_and(|last| last.indent <= above.indent) {
            continue;
        }
        let done = above.indent == 0;
        levels.push(above);
        if done {
            break;
        }
    }
    levels
}
