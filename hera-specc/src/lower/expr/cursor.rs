//! The parser's place among the tokens, and what it says when something else stands there.

use super::faults::{self, Place};
use super::lex::{Kind, Token, tokens};
use super::parse::DEPTH_MAX;
use super::text::Text;
use crate::diag::{Diagnostic, catalogue};
use crate::source::Span;

/// A text being parsed.
pub(super) struct Parser<'t, 'a> {
    pub(super) text: &'t Text<'a>,
    pub(super) place: Place,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) at: usize,
    pub(super) depth: usize,
    /// Findings after which parsing goes on.
    pub(super) found: Vec<Diagnostic>,
}

/// What a rule of the grammar gives; a fault ends the parsing.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

impl<'t, 'a> Parser<'t, 'a> {
    pub(super) fn new(text: &'t Text<'a>, place: Place) -> Parser<'t, 'a> {
        Parser { text, place, tokens: tokens(text.text), at: 0, depth: 0, found: Vec::new() }
    }

    pub(super) fn token(&self) -> &Token<'a> {
        // The last token is `End` and is never taken.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    pub(super) fn peek(&self) -> &Kind<'a> {
        &self.token().kind
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek() == &Kind::Word(word);
        self.at += usize::from(found);
        found
    }

    /// Takes the sign; one that is written wrong is reported and taken, too.
    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let (start, end) = (self.token().start, self.token().end);
        let found = match self.peek() {
            Kind::Sign(found) => *found == sign,
            Kind::Wrong(meant) if *meant == sign => {
                self.found.push(faults::wrong_operator(self.text, start, end, sign));
                true
            }
            _ => false,
        };
        self.at += usize::from(found);
        found
    }

    pub(super) fn take_operator(&mut self, sign: &str, word: &str) -> bool {
        self.take_sign(sign) || self.take_word(word)
    }

    /// From `start` to the end of the token before.
    pub(super) fn span_from(&self, start: usize) -> Span {
        let end = self.at.checked_sub(1).map_or(start, |last| self.tokens[last].end);
        self.text.span(start, end)
    }

    pub(super) fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.enter()?;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }

    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= DEPTH_MAX {
            return Ok(());
        }
        let token = self.token();
        let message = format!("{} is nested deeper than {DEPTH_MAX} levels", self.place.noun());
        Err(Box::new(faults::malformed(self.text, token.start, token.end, message)))
    }

    /// What is found instead of `expected`.
    pub(super) fn unexpected(&self, expected: &str) -> Box<Diagnostic> {
        let token = self.token();
        let noun = self.place.noun();
        if let Kind::Unterminated(quote) = token.kind {
            return Box::new(faults::unterminated(self.text, token.start, quote));
        }
        if token.kind != Kind::End {
            let found = &self.text.text[token.start..token.end];
            let message = format!("expected {expected}, found `{found}`");
            let fault = faults::malformed(self.text, token.start, token.end, message);
            return Box::new(match advice(found) {
                Some(help) => fault.help(help),
                None => fault,
            });
        }
        let Some(last) = self.at.checked_sub(1).map(|at| &self.tokens[at]) else {
            let message = format!("unexpected end of {noun}: expected {expected}");
            return Box::new(faults::malformed(self.text, 0, self.text.text.len(), message));
        };
        let shown = &self.text.text[last.start..last.end];
        let message = format!("unexpected end of {noun}: expected {expected} after `{shown}`");
        let fault = faults::malformed(self.text, last.start, last.end, message);
        Box::new(match last.kind {
            Kind::Sign("&&" | "||") | Kind::Word("and" | "or") => {
                fault.help(format!("remove `{shown}`"))
            }
            _ => fault,
        })
    }

    /// HS0707: `&&` and `and` in one text.
    pub(super) fn mixed_forms(&mut self) {
        let sign = |kind: &Kind<'_>| matches!(kind, Kind::Sign("&&" | "||"));
        let word = |kind: &Kind<'_>| matches!(kind, Kind::Word("and" | "or"));
        let Some(first_sign) = self.tokens.iter().find(|token| sign(&token.kind)) else { return };
        // After a dot the word is a field.
        let words: Vec<_> = self
            .tokens
            .windows(2)
            .filter(|pair| pair[0].kind != Kind::Sign(".") && word(&pair[1].kind))
            .map(|pair| &pair[1])
            .collect();
        let Some(first_word) = words.first() else { return };
        let text = self.text;
        let shown = |token: &Token<'_>| &text.text[token.start..token.end];
        let (sign, word) = (shown(first_sign), shown(first_word));
        let message = format!("`{sign}` and `{word}` are mixed in one {}", self.place.noun());
        let span = text.span(first_word.start, first_word.end);
        let mut found =
            Diagnostic::new(&catalogue::HS0707, span, message).help("use one form: `&&` and `||`");
        if text.is_exact() {
            for token in &words {
                let sign = if token.kind == Kind::Word("and") { "&&" } else { "||" };
                found = found.suggest(text.span(token.start, token.end), sign);
            }
        }
        self.found.push(found);
    }
}

/// Words and signs of other languages where an operator or operand was expected.
fn advice(found: &str) -> Option<String> {
    let meant = match found {
        "AND" | "And" => "&&",
        "OR" | "Or" => "||",
        "NOT" | "Not" => "!",
        "IN" => "in",
        "is" | "IS" | "equals" | "eq" => "==",
        "ne" => "!=",
        "else" => return Some("`if a then b` has no `else`: write two conditions".to_owned()),
        "‘" | "’" | "“" | "”" | "`" => "'",
        _ => return None,
    };
    Some(format!("write `{meant}`"))
}
