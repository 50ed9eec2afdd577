//! HS0007 and HS0022: tabs, and lines that stand at no level.

use super::{block, fault};
use crate::diag::Diagnostic;
use crate::diag::catalogue::{HS0007, HS0022};
use crate::parse::lines::{Shape, lines_above, lines_below};
use crate::parse::mend::{Fault, Fill, Scene, is_about_tabs};

/// A tab at the error, where only spaces may separate.
pub(super) fn tab(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    if !is_about_tabs(&scene.error.kind) {
        return Vec::new();
    }
    // The parser may stop a line before the tab, at the value that the tab breaks.
    let lines = std::iter::once(shape.clone()).chain(lines_below(scene.text, &shape.line).take(3));
    let found = lines.into_iter().find_map(|shape| {
        scene.text[shape.line.clone()].find('\t').map(|tab| shape.line.start + tab)
    });
    let Some(at) = found else { return Vec::new() };
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
    let same = levels.iter().find(|level| level.indent == shape.indent);
    if same.is_some_and(|level| level.dash == shape.dash) {
        return Vec::new();
    }
    let fits = same.is_some();

    let diagnostic = if fits {
        let (here, there) = if shape.dash { ("an item", "keys") } else { ("a key", "items") };
        Diagnostic::new(&HS0022, span, format!("{here} stands among {there}"))
            .label("indented like the lines above, but of another kind")
            .help("indent it below the line it belongs to, or less")
    } else {
        // A key may also go on behind the dash of an item.
        let mut columns: Vec<usize> = levels
            .iter()
            .flat_map(|level| [level.indent, if shape.dash { level.indent } else { level.column }])
            .collect();
        columns.sort_unstable();
        columns.dedup();
        let listed: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let spaces = match shape.indent {
            0 => "is not indented".to_owned(),
            1 => "is indented by 1 space".to_owned(),
            n => format!("is indented by {n} spaces"),
        };
        let message = format!("this line {spaces}, like no line that it could belong to");
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
    for above in lines_above(text, &shape.line).filter(|above| !above.is_blank()) {
        if levels.last().is_some_and(|last| last.indent <= above.indent) {
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
