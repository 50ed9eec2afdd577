//! HS0017: Markdown, or Markdown around YAML.

use super::{fault, plain_span};
use crate::diag::Diagnostic;
use crate::diag::catalogue::HS0017;
use crate::parse::lines::{Shape, line_at, lines_below};
use crate::parse::mend::{Fault, Fill, Scene};
use crate::source::FileId;

const FENCE: &str = "```";

/// The report of a text that is Markdown as a whole: then nothing else is worth saying.
pub(in crate::parse) fn markdown(text: &str, file: FileId) -> Option<Diagnostic> {
    let first = Shape::of(text, line_at(text, 0));
    let lines = std::iter::once(first.clone()).chain(lines_below(text, &first.line));
    let mut sign = None;
    for shape in lines {
        let body = &text[shape.line.clone()];
        if is_sign(body) {
            sign = Some(shape.line);
            break;
        }
        let like_yaml = shape.dash
            || body.starts_with("---")
            || body.starts_with(['{', '[', '%'])
            || shape.key.as_ref().is_some_and(|key| !text[key.clone()].contains(' '));
        if !shape.is_blank() && like_yaml {
            return None;
        }
    }
    let sign = sign?;
    if text[sign.clone()].starts_with(FENCE) && starts_with_fence(text) {
        return None;
    }
    Some(
        Diagnostic::new(&HS0017, plain_span(file, sign), "this looks like Markdown, not YAML")
            .label("Markdown")
            .help("put prose under `description: |`, and leave the rest to YAML"),
    )
}

/// Whether a line is one that only Markdown has.
fn is_sign(line: &str) -> bool {
    line.starts_with(FENCE)
        || line.starts_with("## ")
        || line.starts_with("**")
        || line.starts_with("| ")
        || line.starts_with("* ")
}

fn starts_with_fence(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(FENCE)
}

/// A code fence in or around YAML.
pub(super) fn fence(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    let text = scene.text;
    if !text[shape.content.clone()].starts_with(FENCE) {
        return Vec::new();
    }
    let span = scene.span(shape.content.clone());
    let wrapped = text[..shape.line.start].trim_matches(['\u{feff}', ' ', '\n', '\r']).is_empty();
    let diagnostic = Diagnostic::new(&HS0017, span, "this looks like Markdown, not YAML")
        .label("a code fence of Markdown");
    let diagnostic = if wrapped {
        diagnostic.help("remove the fences around the YAML")
    } else {
        diagnostic.help("put prose under `description: |`, and remove the fence")
    };
    // Both fences are one fault; between them is YAML where the file starts with one.
    let close = closing(text, shape);
    let mut only_fences = fault(diagnostic.clone(), shape.line.clone(), Fill::Comment);
    only_fences.mend.also.clone_from(&close);
    let end = close.map_or(shape.line.end, |close| close.end);
    let section = fault(diagnostic, shape.line.start..end, Fill::Comment);
    if wrapped { vec![only_fences, section] } else { vec![section, only_fences] }
}

/// The closing fence.
fn closing(text: &str, shape: &Shape) -> Option<std::ops::Range<usize>> {
    lines_below(text, &shape.line)
        .map(|below| below.line)
        .find(|line| text[line.clone()].trim() == FENCE)
}
