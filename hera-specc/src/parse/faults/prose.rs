//! HS0005: text where an entry was expected.

use std::ops::Range;

use super::{below, fault};
use crate::diag::Diagnostic;
use crate::diag::catalogue::HS0005;
use crate::parse::lines::{Shape, lines_above, lines_below};
use crate::parse::mend::{Fault, Fill, Scene};

/// The line of the error, or the one above, is text that is neither an entry nor an item.
pub(super) fn plain_line(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    if !scene.probe.open.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if is_text(shape) {
        faults.push(report(scene, shape));
    }
    // `Some text` above `key: value` is read as one key over two lines.
    if let Some(above) = text_above(scene.text, shape) {
        faults.push(report(scene, &above));
    }
    faults
}

fn is_text(shape: &Shape) -> bool {
    shape.key.is_none() && !shape.dash && !shape.is_blank()
}

/// The first line of the text that stands directly above at the same level.
fn text_above(text: &str, shape: &Shape) -> Option<Shape> {
    lines_above(text, &shape.line)
        .filter(|above| !above.is_blank())
        .take_while(|above| is_text(above) && above.indent == shape.indent)
        .last()
}

fn report(scene: &Scene<'_>, shape: &Shape) -> Fault {
    let text = scene.text;
    let content = shape.content.clone();
    let span = scene.span(content.clone());
    let in_list = below(text, shape).is_some_and(|next| next.dash && next.indent == shape.indent);
    let diagnostic = if in_list {
        Diagnostic::new(&HS0005, span, "expected `- ` and an item, found plain text")
    } else {
        Diagnostic::new(&HS0005, span, "expected `key: value`, found plain text")
    };
    let Some(Repair { range, replacement, help }) = repair(&text[content.clone()]) else {
        let diagnostic = diagnostic
            .label("neither a key nor an item")
            .help("remove the line, or make it a comment with `#`");
        return fault(diagnostic, paragraph(text, shape), Fill::Comment);
    };
    let range = content.start + range.start..content.start + range.end;
    let diagnostic =
        diagnostic.label("not an entry").help(help).suggest(scene.span(range.clone()), replacement);
    if range.is_empty() {
        // The space takes the place of the first character of the value.
        let first = text[range.end..].chars().next().map_or(0, char::len_utf8);
        return fault(diagnostic, range.start..range.end + first, Fill::Blank);
    }
    fault(diagnostic, range, Fill::Colon)
}

/// The text of an item whose key has the wrong separator: `- name:guard` above `description: x`.
pub(super) fn item_with_broken_key(scene: &Scene<'_>, item: &Shape) -> Option<Fault> {
    let broken =
        item.key.is_none() && item.dash && repair(&scene.text[item.content.clone()]).is_some();
    broken.then(|| report(scene, item))
}

/// What makes an entry of a line whose separator is wrong.
struct Repair {
    range: Range<usize>,
    replacement: &'static str,
    help: &'static str,
}

/// A key whose separator is wrong: where, what belongs there, and why.
fn repair(content: &str) -> Option<Repair> {
    let word = content.len()
        - content
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$'))
            .len();
    let rest = &content[word..];
    if word == 0 || rest.is_empty() {
        return None;
    }
    if rest.starts_with(':') && !rest.starts_with("::") && !rest.starts_with("://") {
        let help = "put a space after the colon";
        return Some(Repair { range: word + 1..word + 1, replacement: " ", help });
    }
    let sign = rest.trim_start_matches(' ');
    let blank = rest.len() - sign.len();
    let found = |help| Some(Repair { range: word..word + blank + 1, replacement: ":", help });
    if sign.starts_with('=') && !sign.starts_with("==") {
        return found("write `:` between key and value, not `=`");
    }
    if sign.starts_with(", ") && blank == 0 {
        return found("write `:` between key and value, not `,`");
    }
    if sign.starts_with("; ") && blank == 0 {
        return found("write `:` between key and value, not `;`");
    }
    None
}

/// The lines of text from this one on, with what is indented below them.
fn paragraph(text: &str, shape: &Shape) -> Range<usize> {
    let goes_on = |below: &Shape| {
        let more_text = below.indent == shape.indent
            && is_text(below)
            && repair(&text[below.content.clone()]).is_none();
        !below.is_blank() && (below.indent > shape.indent || more_text)
    };
    let end = lines_below(text, &shape.line)
        .take_while(goes_on)
        .last()
        .map_or(shape.line.end, |last| last.line.end);
    shape.line.start..end
}
