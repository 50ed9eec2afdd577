//! The parser's door: scalars and lists of a file in, expressions or findings out.

use super::cursor::Parser;
use super::faults::{self, Place};
use super::lex::{Kind, Token};
use super::text::Text;
use crate::ast;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::expr::{Expr, ExprKind, Literal};
use crate::source::{SourceMap, Spanned};

/// Longest expression.
pub(super) const TEXT_BYTES_MAX: usize = 4 * 1024;
/// Deepest nesting.
pub(super) const DEPTH_MAX: usize = 64;

/// Parses a `when`. Faults are reported; then there is no expression.
pub fn parse(sources: &SourceMap, node: &ast::Node, diags: &mut Diagnostics) -> Option<Expr> {
    parse_node(sources, node, Place::Condition, diags, 0)
}

/// Parses a value of `with` or `bind`: also a list of expressions. Faults are reported; then there is
/// no expression.
pub fn parse_value(sources: &SourceMap, node: &ast::Node, diags: &mut Diagnostics) -> Option<Expr> {
    parse_node(sources, node, Place::Value, diags, 0)
}

/// Parses a text that may as well be prose: reports nothing.
#[must_use]
pub fn parse_quiet(sources: &SourceMap, text: &Spanned<String>) -> Option<Expr> {
    let mut diags = Diagnostics::new();
    let text = Text::of_str(sources, &text.value, text.span);
    parse_text(&text, Place::Condition, &mut diags)
}

fn parse_node(
    sources: &SourceMap,
    node: &ast::Node,
    place: Place,
    diags: &mut Diagnostics,
    depth: usize,
) -> Option<Expr> {
    if let (Some(value), Place::Value) = (constant(node), place) {
        return Some(Expr { kind: ExprKind::Literal(value), span: node.span });
    }
    match &node.value {
        ast::Value::Scalar(scalar) => {
            parse_text(&Text::of_scalar(sources, scalar, node.span), place, diags)
        }
        ast::Value::List(items) if place == Place::Value && depth < DEPTH_MAX => {
            let items: Vec<_> = items
                .iter()
                .map(|item| parse_node(sources, item, place, diags, depth + 1))
                .collect();
            let items = items.into_iter().collect::<Option<Vec<_>>>()?;
            Some(Expr { kind: ExprKind::List(items), span: node.span })
        }
        ast::Value::List(_) | ast::Value::Map(_) => {
            let message = format!("expected {}, found {}", one(place), node.kind());
            diags.push(Diagnostic::new(&catalogue::HS0709, node.span, message));
            None
        }
    }
}

pub(super) fn one(place: Place) -> &'static str {
    match place {
        Place::Condition => "a condition",
        Place::Value => "an expression",
    }
}

/// YAML's own null and booleans, in all their spellings.
fn constant(node: &ast::Node) -> Option<Literal> {
    if node.plain().is_some_and(|text| !text.is_empty()) && node.is_null() {
        return Some(Literal::Null);
    }
    node.boolean().map(Literal::Boolean)
}

fn parse_text(text: &Text<'_>, place: Place, diags: &mut Diagnostics) -> Option<Expr> {
    if text.text.len() > TEXT_BYTES_MAX {
        let message = format!("{} is longer than {TEXT_BYTES_MAX} bytes", place.noun());
        diags.push(faults::malformed(text, 0, 0, message).help("split it into several nodes"));
        return None;
    }
    let mut parser = Parser::new(text, place);
    let parsed = parser.whole();
    if parsed.is_err() && is_prose(&parser.tokens) {
        diags.push(faults::prose(text, place));
        return None;
    }
    if parsed.is_ok() {
        parser.mixed_forms();
    }
    let failed = parser.found.iter().any(|found| found.severity == Severity::Error);
    parser.found.into_iter().for_each(|found| diags.push(found));
    match parsed {
        Ok(expr) => (!failed).then_some(expr),
        Err(fault) => {
            diags.push(*fault);
            None
        }
    }
}

/// Two names side by side, and no path: a sentence.
fn is_prose(tokens: &[Token<'_>]) -> bool {
    let name = |token: &Token<'_>| matches!(token.kind, Kind::Word(word) if !is_reserved(word));
    !tokens.iter().any(|token| token.kind == Kind::Sign("$"))
        && tokens.windows(2).any(|pair| name(&pair[0]) && name(&pair[1]))
}

pub(super) fn is_reserved(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "in" | "if" | "then" | "true" | "false" | "null")
}
