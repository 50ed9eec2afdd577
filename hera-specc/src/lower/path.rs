//! What a trigger listens on: `API.{METHOD}.{path}` and `EVENT.{subject}`.

use super::Cx;
use super::expr::text::Text;
use super::scalars::{is_name, snake};
use super::shape::{shorten, unknown_word};
use crate::ast::Node;
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{On, PathParam};
use crate::source::Spanned;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/// The longest path or subject.
const TEXT_BYTES_MAX: usize = 1_024;
const HELP: &str = "write `API.POST./path/:id` or `EVENT.subject`";

/// The source that a trigger names. Faults are reported; then there is none.
pub(super) fn on(cx: &mut Cx<'_>, node: &Node) -> Option<On> {
    let Some(scalar) = node.scalar().filter(|_| !node.is_null()) else {
        let span = cx.first_line(node.span);
        let message = format!("expected a trigger for `on`, found {}", node.kind());
        cx.report(Diagnostic::new(&catalogue::HS0601, span, message).help(HELP));
        return None;
    };
    let text = Text::of_scalar(cx.sources, scalar, node.span);
    let written = text.text.trim();
    let shown = shorten(written);
    let refuse = |help: String| {
        let message = format!("`{shown}` is not a trigger");
        Diagnostic::new(&catalogue::HS0601, node.span, message).help(help)
    };
    if written.len() > TEXT_BYTES_MAX {
        cx.report(refuse(format!("a trigger is at most {TEXT_BYTES_MAX} bytes long")));
        return None;
    }
    if let Some(subject) = written.strip_prefix("EVENT.") {
        if is_subject(subject) {
            return Some(On::Event { subject: subject.to_owned() });
        }
        cx.report(refuse("a subject has letters, digits, `_` and `-` between dots".to_owned()));
        return None;
    }
    let Some(rest) = written.strip_prefix("API.") else {
        let help =
            if written.starts_with('/') { format!("`API.POST.{shown}`") } else { HELP.to_owned() };
        cx.report(refuse(help));
        return None;
    };
    // At the first two dots only: a path may have dots of its own.
    let Some((method, path)) = rest.split_once('.').filter(|(method, _)| !method.contains('/'))
    else {
        let at = rest.find('/').unwrap_or(rest.len());
        let (method, path) = rest.split_at(at);
        cx.report(refuse(format!(
            "write `API.{}.{}`",
            method,
            if path.is_empty() { "/path" } else { path }
        )));
        return None;
    };
    let start = text.text.len() - text.text.trim_start().len() + "API.".len();
    let span = text.span(start, start + method.len());
    let known = METHODS.contains(&method);
    if !known {
        cx.report(unknown_word(&catalogue::HS0602, span, "method", method, &METHODS));
    }
    let params = params(cx, &text, start + method.len() + 1, path)?;
    known.then(|| On::Api { method: method.to_owned(), path: path.to_owned(), params })
}

/// What a route takes: `METHOD /path`. Faults are reported; then there is none.
pub(super) fn route(cx: &mut Cx<'_>, node: &Node) -> Option<On> {
    let help = "write `http: POST /path/:id`";
    let Some(scalar) = node.scalar() else {
        let span = cx.first_line(node.span);
        let message = format!("expected a route for `http`, found {}", node.kind());
        cx.report(Diagnostic::new(&catalogue::HS1701, span, message).help(help));
        return None;
    };
    let text = Text::of_scalar(cx.sources, scalar, node.span);
    let written = text.text.trim();
    let parts = written.split_once(char::is_whitespace);
    let Some((method, path)) = parts.filter(|_| written.len() <= TEXT_BYTES_MAX) else {
        let message = format!("`{}` is not a route", shorten(written));
        cx.report(Diagnostic::new(&catalogue::HS1701, node.span, message).help(help));
        return None;
    };
    let start = text.text.len() - text.text.trim_start().len();
    let known = METHODS.contains(&method);
    if !known {
        let span = text.span(start, start + method.len());
        cx.report(unknown_word(&catalogue::HS0602, span, "method", method, &METHODS));
    }
    let path_start = start + written.len() - path.trim_start().len();
    let path = path.trim_start();
    let params = params(cx, &text, path_start, path)?;
    known.then(|| On::Api { method: method.to_owned(), path: path.to_owned(), params })
}

fn is_subject(subject: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b"_-".contains(&b);
    !subject.is_empty() && subject.split('.').all(|part| !part.is_empty() && part.bytes().all(word))
}

/// The parameters of a path that starts at `offset` of the text; `None` where the path is broken.
fn params(cx: &mut Cx<'_>, text: &Text<'_>, offset: usize, path: &str) -> Option<Vec<PathParam>> {
    let refuse = |from: usize, len: usize, message: String, help: String| {
        let span = text.span(offset + from, offset + from + len);
        Diagnostic::new(&catalogue::HS0601, span, message).help(help)
    };
    if !path.starts_with('/') {
        let message = format!("path `{}` does not start with `/`", shorten(path));
        cx.report(refuse(0, path.len(), message, format!("write `/{}`", shorten(path))));
        return None;
    }
    let mut params: Vec<PathParam> = Vec::new();
    let mut sound = true;
    let mut before = "";
    let mut at = 1;
    for segment in path[1..].split('/') {
        if let Some(name) = segment.strip_prefix(':').filter(|name| is_name(name)) {
            let span = text.span(offset + at, offset + at + segment.len());
            if let Some(first) = params.iter().find(|param| param.name.value == name) {
                let message = format!("path parameter `{segment}` occurs twice");
                cx.report(
                    Diagnostic::new(&catalogue::HS0603, span, message)
                        .secondary(first.name.span, "first here")
                        .help("rename the second"),
                );
                sound = false;
            } else {
                let name = Spanned::new(name.to_owned(), span);
                params.push(PathParam { field: field(&name.value, before), name });
            }
        } else if !is_plain(segment) {
            let braced = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            let help = match braced {
                Some(name) => format!("write `:{name}`"),
                None => "a segment has letters, digits and `-._~`, a parameter starts with `:`"
                    .to_owned(),
            };
            let message = format!("`{}` is not a segment of a path", shorten(segment));
            cx.report(refuse(at, segment.len(), message, help));
            sound = false;
        } else {
            before = segment;
        }
        at += segment.len() + 1;
    }
    sound.then_some(params)
}

/// Letters, digits and what RFC 3986 leaves unreserved; empty only at the very end.
fn is_plain(segment: &str) -> bool {
    segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

/// The field that a parameter binds: `lineId` is `line_id`; a bare `id` takes the segment before it.
fn field(name: &str, before: &str) -> String {
    if name != "id" || before.is_empty() {
        return snake(name);
    }
    let before = snake(before);
    let owner = singular(&before);
    if is_name(owner.as_str()) { format!("{owner}_id") } else { snake(name) }
}

/// `carts` is `cart`, `entities` is `entity`, `status` stays.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| !stem.is_empty()) {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && !stem.is_empty() => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_parameters() {
        for (name, before, expected) in [
            ("lineId", "lines", "line_id"),
            ("id", "carts", "cart_id"),
            ("id", "entities", "entity_id"),
            ("id", "service-lines", "service_line_id"),
            ("id", "status", "status_id"),
            ("id", "", "id"),
            ("sku", "products", "sku"),
        ] {
            assert_eq!(field(name, before), expected, "{name} after {before}");
        }
    }
}
