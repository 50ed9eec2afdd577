//! Small values with a form of their own: durations and names.

pub(super) use hera_core::names::{screaming, snake};

use super::Cx;
use crate::ast::Node;
use crate::diag::{Diagnostic, catalogue};
use crate::source::{Span, Spanned};

/// The longest duration: 366 days.
const DURATION_MS_MAX: u64 = 366 * 24 * 3_600_000;
/// The longest name.
const NAME_BYTES_MAX: usize = 128;
/// The longest name that reads well (HS1504).
const NAME_BYTES_READABLE: usize = 64;

/// A duration in milliseconds: `5s`, `500ms`, `2m`, `1h`; a bare number is milliseconds.
pub(super) fn duration(cx: &mut Cx<'_>, node: &Node, name: &str) -> Option<Spanned<u64>> {
    let text = node.text().unwrap_or_default().trim();
    let fault = match milliseconds(text) {
        Some(0) => format!("`{name}` has to be longer than nothing"),
        Some(ms) if ms > DURATION_MS_MAX => format!("`{text}` is longer than 366 days"),
        Some(ms) => return Some(Spanned::new(ms, node.span)),
        None if node.scalar().is_none() => {
            format!("expected a duration for `{name}`, found {}", node.kind())
        }
        None => format!("`{text}` is not a duration"),
    };
    let span = cx.first_line(node.span);
    cx.report(
        Diagnostic::new(&catalogue::HS1006, span, fault)
            .help("write `5s`, `500ms`, `2m` or `1h`; a bare number is milliseconds"),
    );
    None
}

/// The milliseconds of a duration as written.
pub(super) fn milliseconds(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'_').count();
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "" | "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let number: u64 = number.replace('_', "").parse().ok()?;
    // A product that does not fit is longer than any bound.
    Some(number.saturating_mul(factor))
}

/// Whether a text can name an input, a field or a payload key.
pub(super) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.len() <= NAME_BYTES_MAX
}

/// Reports a text that cannot name anything (HS0317) and says whether it can.
pub(super) fn judge_name(cx: &mut Cx<'_>, what: &str, name: &str, span: Span) -> bool {
    if is_name(name) {
        judge_length(cx, what, name, span);
        return true;
    }
    let shown = super::shape::shorten(name);
    let message = format!("`{shown}` cannot be the name of {what}");
    let found = Diagnostic::new(&catalogue::HS0317, cx.first_line(span), message);
    let plain = snake(name);
    cx.report(if is_name(&plain) && name.len() <= NAME_BYTES_MAX {
        found.help(format!("write `{plain}`: letters, digits and `_`, not starting with a digit"))
    } else {
        found.help("a name has letters, digits and `_`, at most 128, and starts with no digit")
    });
    false
}

/// HS1504: a name that fits nowhere.
pub(super) fn judge_length(cx: &mut Cx<'_>, what: &str, name: &str, span: Span) {
    if name.len() <= NAME_BYTES_READABLE {
        return;
    }
    let message = format!(
        "the name of {what} has {} characters, more than {NAME_BYTES_READABLE}",
        name.len()
    );
    let found = Diagnostic::new(&catalogue::HS1504, span, message);
    cx.report(found.help("shorten it: it stands in logs, in tables and in the generated code"));
}

/// Whether a text is in SCREAMING_SNAKE_CASE.
pub(super) fn is_screaming(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}
