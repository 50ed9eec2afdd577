//! HS0003: text after a value that has ended.

use granit_parser::ErrorKind;

use super::{fault, shown};
use crate::diag::Diagnostic;
use crate::diag::catalogue::HS0003;
use crate::parse::lines::{Shape, quoted_length};
use crate::parse::mend::{Fault, Fill, Scene};
use crate::parse::quote::suggest_quotes;

/// Text stands behind a closing bracket, a closing quote or an alias, on the same line.
pub(super) fn after_closed(scene: &Scene<'_>, shape: &Shape) -> Vec<Fault> {
    if !scene.probe.open.is_empty() {
        return Vec::new();
    }
    let text = scene.text;
    let value = shape.value.clone();
    // The parser does not hand out a quoted text that something follows.
    let quoted = quoted_length(&text[value.clone()]).map(|length| value.start + length);
    let flow = scene.probe.last.as_ref().filter(|last| {
        last.closed
            && text[last.range.clone()].ends_with([']', '}'])
            && shape.line.contains(&last.range.start)
            && last.range.end <= scene.error.at
    });
    let here = flow.map(|last| last.range.end).or(quoted);
    let Some(end) = here.or_else(|| quoted_over_lines(scene)) else { return Vec::new() };
    let rest = &text[end..value.end.max(end)];
    let start = end + rest.len() - rest.trim_start().len();
    if start >= value.end {
        return Vec::new();
    }
    let span = scene.span(start..value.end);
    let closing = text[..end].chars().next_back().unwrap_or(']');
    let opening = text[value.start..].chars().next();
    let whole_here = here.is_some() && opening.is_some_and(|c| "[{\"'".contains(c));
    let diagnostic = if &text[start..value.end] == "," {
        Diagnostic::new(&HS0003, span, format!("a comma follows the closing `{closing}`"))
            .label("entries of a block end with their line")
            .help("remove the comma")
            .suggest(span, "")
    } else {
        let what = match closing {
            ']' => "a flow list",
            '}' => "a flow mapping",
            _ => "a quoted text",
        };
        let message = format!("text follows the closing `{closing}` of {what}");
        let note = shown(&text[start..value.end]);
        let diagnostic = Diagnostic::new(&HS0003, span, message)
            .label("the value has ended before this")
            .help(format!("quote the whole value, or move `{note}` to a `note:`"));
        if whole_here {
            let value = shape.value.clone();
            suggest_quotes(diagnostic, &text[value.clone()], scene.span(value))
        } else {
            diagnostic
        }
    };
    vec![fault(diagnostic, start..value.end, Fill::Blank)]
}

/// The end of a quoted text that closes on a later, well indented line than it began.
fn quoted_over_lines(scene: &Scene<'_>) -> Option<usize> {
    let trailing = matches!(
        scene.error.kind,
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar
    );
    // Where the indentation is not that of the text, the quote is not closed at all.
    let indented = scene.probe.strict.as_ref().is_some_and(|strict| strict.at == scene.error.at);
    let before = scene.text[..scene.error.at].trim_end();
    (trailing && indented && before.ends_with(['"', '\''])).then_some(before.len())
}
