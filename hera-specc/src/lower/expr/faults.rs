//! What the parser says about a text that is no expression.

use super::text::Text;
use crate::diag::{Diagnostic, catalogue};

/// Where an expression stands: decides the word for it and the advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `when`.
    Condition,
    /// `with`, `bind`.
    Value,
}

impl Place {
    /// The word in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Place::Condition => "condition",
            Place::Value => "expression",
        }
    }
}

/// HS0706: another language's operator.
pub(super) fn wrong_operator(text: &Text<'_>, start: usize, end: usize, meant: &str) -> Diagnostic {
    let written = &text.text[start..end];
    let span = text.span(start, end);
    let found =
        Diagnostic::new(&catalogue::HS0706, span, format!("`{written}` is not an operator"))
            .help(format!("write `{meant}`"));
    if text.is_exact() { found.suggest(span, meant) } else { found }
}

/// HS0709: something else stands there.
pub(super) fn malformed(text: &Text<'_>, start: usize, end: usize, message: String) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0709, text.span(start, end), message)
}

/// HS0710: a string without its end.
pub(super) fn unterminated(text: &Text<'_>, start: usize, quote: char) -> Diagnostic {
    let end = text.text.trim_end().len();
    Diagnostic::new(&catalogue::HS0710, text.span(start, end), "unterminated string")
        .label("it starts here and does not end")
        .help(format!("add `{quote}`"))
}

/// HS0719: words of a human language.
pub(super) fn prose(text: &Text<'_>, place: Place) -> Diagnostic {
    let noun = place.noun();
    let shown = text.text.trim();
    let article = if place == Place::Condition { "a" } else { "an" };
    let message = format!("`{}` is prose, not {article} {noun}", shorten(shown));
    let found = Diagnostic::new(&catalogue::HS0719, text.span(0, shown_end(text)), message);
    match place {
        Place::Condition => found
            .label("nobody can evaluate this")
            .help("write a condition such as `$.payload.line_type == 'RETAIL'`, or move the text to `note:`"),
        Place::Value => found
            .label("this is not a value")
            .help(format!("put text into quotes of its own: `\"'{}'\"`", shorten(shown))),
    }
}

fn shown_end(text: &Text<'_>) -> usize {
    text.text.trim_end().len()
}

/// At most 60 characters of a text on one line.
fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 60 {
        return line;
    }
    line.chars().take(59).chain(['…']).collect()
}

/// The roots, for messages.
pub(super) const ROOTS: [&str; 5] = ["payload", "context", "path", "headers", "nodes"];

/// HS0708: `$.payloads`.
pub(super) fn unknown_root(text: &Text<'_>, start: usize, end: usize, found: &str) -> Diagnostic {
    let meant = meant_root(found);
    let span = text.span(start, end);
    let known = ROOTS.map(|root| format!("`$.{root}`")).join(", ");
    let message = format!("unknown root `$.{found}`");
    let diagnostic = Diagnostic::new(&catalogue::HS0708, span, message);
    match meant {
        Some(meant) if text.is_exact() => diagnostic
            .help(format!("did you mean `$.{meant}`? a path starts with {known}"))
            .suggest(span, meant),
        _ => diagnostic.help(format!("a path starts with {known}")),
    }
}

/// The root that is meant by another word.
fn meant_root(found: &str) -> Option<&'static str> {
    let synonym = match found.to_ascii_lowercase().as_str() {
        "body" | "input" | "inputs" | "request" | "data" | "params" | "query" => Some("payload"),
        "ctx" => Some("context"),
        "node" | "steps" | "outputs" => Some("nodes"),
        "path_params" => Some("path"),
        _ => None,
    };
    synonym.or_else(|| crate::diag::nearest(found, ROOTS))
}

/// HS0717 or HS0718: a function that is not there, or must not be.
pub(super) fn unknown_function(
    text: &Text<'_>,
    start: usize,
    end: usize,
    place: Place,
) -> Diagnostic {
    let name = &text.text[start..end];
    let span = text.span(start, end);
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), "now" | "today" | "date" | "time" | "random" | "rand" | "uuid") {
        let message = format!(
            "`{name}()` is not allowed: {}s must be deterministic for replay",
            place.noun()
        );
        let help = "use `$.context.started_at`: it is the same at every attempt";
        return Diagnostic::new(&catalogue::HS0718, span, message).help(help);
    }
    let exact = SYNONYMS.iter().find(|(word, _)| *word == lower).map(|(word, _)| *word);
    let words = SYNONYMS.iter().map(|(word, _)| *word).chain(FUNCTIONS);
    let meant = exact.or_else(|| crate::diag::nearest(name, words)).map(|word| {
        SYNONYMS.iter().find(|(known, _)| *known == word).map_or(word, |(_, function)| *function)
    });
    let message = format!("unknown function `{name}`");
    let diagnostic = Diagnostic::new(&catalogue::HS0717, span, message);
    let known = FUNCTIONS.map(|function| format!("`{function}`")).join(", ");
    match meant {
        Some(meant) if text.is_exact() => diagnostic
            .help(format!("did you mean `{meant}`? the functions are {known}"))
            .suggest(span, meant),
        _ => diagnostic.help(format!("the functions are {known}")),
    }
}

/// The functions, for messages.
pub(super) const FUNCTIONS: [&str; 6] = ["sum", "len", "exists", "has", "all", "any"];

/// What the functions are called elsewhere.
const SYNONYMS: [(&str, &str); 11] = [
    ("contains", "has"),
    ("includes", "has"),
    ("length", "len"),
    ("count", "len"),
    ("size", "len"),
    ("every", "all"),
    ("some", "any"),
    ("total", "sum"),
    ("present", "exists"),
    ("defined", "exists"),
    ("exist", "exists"),
];
