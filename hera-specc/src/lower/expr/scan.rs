//! The paths of a text that may be half an expression.

use super::lex::{Kind, Token, tokens};
use super::parse::{TEXT_BYTES_MAX, is_reserved};
use super::text::Text;
use crate::ir::expr::{Path, Root};
use crate::source::Spanned;

const ROOTS: [Root; 5] = [Root::Payload, Root::Context, Root::Path, Root::Headers, Root::Nodes];

/// All paths from left to right; names of functions and words of the language are none.
pub(in crate::lower) fn paths(text: &Text<'_>) -> Vec<Path> {
    if text.text.len() > TEXT_BYTES_MAX {
        return Vec::new();
    }
    let tokens = tokens(text.text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (path, next) = path(text, &tokens, at);
        found.extend(path);
        at = next;
    }
    found
}

/// The path that starts at a token, if one does, and the token after it.
fn path(text: &Text<'_>, tokens: &[Token<'_>], at: usize) -> (Option<Path>, usize) {
    let word = |at: usize| match tokens.get(at) {
        Some(Token { kind: Kind::Word(word), start, end }) => {
            Some(Spanned::new((*word).to_owned(), text.span(*start, *end)))
        }
        _ => None,
    };
    let sign = |at: usize, sign: &str| {
        tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Sign(s) if s == sign))
    };
    let mut segments = Vec::new();
    let (root, mut next) = match &tokens[at].kind {
        Kind::Sign("$") if sign(at + 1, ".") => {
            let Some(written) = word(at + 2) else { return (None, at + 2) };
            let root = ROOTS.into_iter().find(|root| root.as_str() == written.value);
            let Some(root) = root else { return (None, at + 3) };
            (Some(Spanned::new(root, written.span)), at + 3)
        }
        Kind::Word(name) if !is_reserved(name) && !sign(at + 1, "(") => {
            segments.extend(word(at));
            (None, at + 1)
        }
        _ => return (None, at + 1),
    };
    while let (true, Some(segment)) = (sign(next, "."), word(next + 1)) {
        segments.push(segment);
        next += 2;
    }
    (Some(Path { root, segments }), next)
}
