//! What to say about a word that is not on its list.

use crate::diag::{Diagnostic, nearest};
use crate::source::Span;

/// Words of a list that a message shows.
const SHOWN_MAX: usize = 8;

/// The near word that was likely meant, as a change; else the list.
pub(super) fn meant(found: Diagnostic, word: &str, span: Span, known: &[String]) -> Diagnostic {
    if let Some(meant) = nearest(word, known.iter().map(String::as_str)) {
        return found.help(format!("did you mean `{meant}`?")).suggest(span, meant);
    }
    let shown: Vec<String> = known.iter().take(SHOWN_MAX).map(|word| format!("`{word}`")).collect();
    let more = if known.len() > SHOWN_MAX { ", …" } else { "" };
    match shown.is_empty() {
        true => found.help("the list in hera.toml is empty"),
        false => found.help(format!("known: {}{more}", shown.join(", "))),
    }
}
