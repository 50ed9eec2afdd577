//! Operands: literals, paths, calls, lists and parentheses.

use rust_decimal::Decimal;

use super::cursor::{Parsed, Parser};
use super::faults::{self, FUNCTIONS};
use super::lex::Kind;
use super::parse::is_reserved;
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::expr::{Expr, ExprKind, Literal, Path, Root};
use crate::source::Spanned;

/// Operands.
impl<'a> Parser<'_, 'a> {
    pub(super) fn primary(&mut self) -> Parsed<Expr> {
        let token = self.token().clone();
        let literal = |parser: &mut Self, value| {
            parser.at += 1;
            let span = parser.span_from(token.start);
            Ok(Expr { kind: ExprKind::Literal(value), span })
        };
        match &token.kind {
            Kind::Number(digits) => {
                self.at += 1;
                Ok(self.number(digits, token.start))
            }
            Kind::Text(value) => literal(self, Literal::String(value.clone())),
            Kind::Unterminated(quote) => {
                Err(Box::new(faults::unterminated(self.text, token.start, *quote)))
            }
            Kind::Word("true") => literal(self, Literal::Boolean(true)),
            Kind::Word("false") => literal(self, Literal::Boolean(false)),
            Kind::Word("null") => literal(self, Literal::Null),
            Kind::Word(word) if !is_reserved(word) => self.name(),
            Kind::Sign("$") => self.rooted(),
            Kind::Sign("(") => self.parenthesised(),
            Kind::Sign("[") => {
                self.at += 1;
                let items = self.items("]")?;
                Ok(Expr { kind: ExprKind::List(items), span: self.span_from(token.start) })
            }
            _ => Err(self.unexpected("an operand")),
        }
    }

    pub(super) fn parenthesised(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        self.at += 1;
        let inner = self.expression()?;
        if !self.take_sign(")") {
            return Err(self.unexpected("`)`"));
        }
        Ok(Expr { kind: inner.kind, span: self.span_from(start) })
    }

    /// Expressions up to the closing bracket; a comma may end them.
    pub(super) fn items(&mut self, close: &'static str) -> Parsed<Vec<Expr>> {
        let mut items = Vec::new();
        while !self.take_sign(close) {
            items.push(self.expression()?);
            if !self.take_sign(",") {
                if self.take_sign(close) {
                    break;
                }
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
        }
        Ok(items)
    }

    /// A number; one that is too large is reported and stands as zero.
    pub(super) fn number(&mut self, digits: &str, start: usize) -> Expr {
        let span = self.span_from(start);
        let whole = !digits.contains('.');
        let value = Decimal::from_str_exact(digits).ok();
        let fits = value.is_some() && (!whole || digits.parse::<i64>().is_ok());
        if !fits {
            let message = if whole {
                format!("integer `{digits}` is out of the range of 64 bits")
            } else {
                format!("number `{digits}` has more than 28 digits")
            };
            let found =
                Diagnostic::new(&catalogue::HS0720, span, message).severity(Severity::Error);
            let help = match whole && Decimal::from_str_exact(&format!("{digits}.0")).is_ok() {
                true => "write `.0` behind it for a decimal",
                false => "shorten it: a decimal has 28 digits at most",
            };
            self.found.push(found.help(help));
        }
        let digits = digits.trim_start_matches('-');
        if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
            let message = format!("number `{digits}` starts with a zero");
            let found = Diagnostic::new(&catalogue::HS0709, span, message);
            self.found.push(found.help("put a date or a code into quotes: `'2025-01-31'`"));
        }
        let kind = ExprKind::Literal(Literal::Number(value.unwrap_or_default()));
        Expr { kind, span }
    }

    /// A bare name with its fields, or a call.
    pub(super) fn name(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        let segments = self.segments(false)?;
        if self.peek() == &Kind::Sign("(") {
            return self.call(segments, start);
        }
        let path = Path { root: None, segments };
        Ok(Expr { kind: ExprKind::Path(path), span: self.span_from(start) })
    }

    /// A call; the name has been read.
    pub(super) fn call(
        &mut self,
        mut segments: Vec<Spanned<String>>,
        start: usize,
    ) -> Parsed<Expr> {
        let Some(name) = segments.pop() else { return Err(self.unexpected("a function")) };
        let before = self.tokens[self.at - 1].clone();
        if !segments.is_empty() || !FUNCTIONS.contains(&name.value.as_str()) {
            let fault = faults::unknown_function(self.text, before.start, before.end, self.place);
            self.found.push(fault);
        }
        self.at += 1;
        let arguments = self.deeper(|parser| parser.items(")"))?;
        let span = self.span_from(start);
        let wanted = if name.value == "has" { 2 } else { 1 };
        if FUNCTIONS.contains(&name.value.as_str()) && arguments.len() != wanted {
            let plural = if wanted == 1 { "" } else { "s" };
            let message = format!(
                "`{}` takes {wanted} argument{plural}, found {}",
                name.value,
                arguments.len()
            );
            self.found.push(Diagnostic::new(&catalogue::HS0709, span, message));
        }
        Ok(Expr { kind: ExprKind::Call(name, arguments), span })
    }

    /// `$.root.field`.
    pub(super) fn rooted(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        self.at += 1;
        if !self.take_sign(".") {
            let message = "expected `.` and a root after `$`".to_owned();
            let end = self.token().end.min(self.text.text.trim_end().len());
            let fault = faults::malformed(self.text, start, end, message);
            return Err(Box::new(fault.help("a path looks like `$.payload.line_type`")));
        }
        let token = self.token().clone();
        let Kind::Word(word) = token.kind else { return Err(self.unexpected("a root after `$.`")) };
        self.at += 1;
        let root = match word {
            "payload" => Root::Payload,
            "context" => Root::Context,
            "path" => Root::Path,
            "headers" => Root::Headers,
            "nodes" => Root::Nodes,
            _ => {
                let fault = faults::unknown_root(self.text, token.start, token.end, word);
                self.found.push(fault);
                Root::Payload
            }
        };
        let span = self.text.span(token.start, token.end);
        if !self.take_sign(".") {
            let message = format!("`$.{word}` needs a field");
            let fault = faults::malformed(self.text, start, token.end, message);
            return Err(Box::new(fault.help(format!("name one: `$.{word}.field`"))));
        }
        let segments = self.segments(root == Root::Headers)?;
        if self.peek() == &Kind::Sign("(") {
            return self.call(segments, start);
        }
        let path = Path { root: Some(Spanned::new(root, span)), segments };
        Ok(Expr { kind: ExprKind::Path(path), span: self.span_from(start) })
    }

    /// Names joined by dots; a header's may hold hyphens.
    pub(super) fn segments(&mut self, hyphens: bool) -> Parsed<Vec<Spanned<String>>> {
        let mut segments = Vec::new();
        loop {
            let token = self.token().clone();
            let Kind::Word(_) = token.kind else {
                return Err(self.unexpected("a field name after `.`"));
            };
            self.at += 1;
            let mut end = token.end;
            while hyphens && self.joined(end) {
                end = self.tokens[self.at + 1].end;
                self.at += 2;
            }
            let name = self.text.text[token.start..end].to_owned();
            segments.push(Spanned::new(name, self.text.span(token.start, end)));
            if self.peek() == &Kind::Sign("[") {
                let message = "the items of a list cannot be picked".to_owned();
                let at = self.token();
                let fault = faults::malformed(self.text, at.start, at.end, message);
                let help = "a list is read as a whole: by `sum`, `len`, `has`, `all`, `any`, `in`";
                return Err(Box::new(fault.help(help)));
            }
            if !self.take_sign(".") {
                return Ok(segments);
            }
        }
    }

    /// Whether a hyphen and a word follow without a space.
    pub(super) fn joined(&self, end: usize) -> bool {
        let [hyphen, word, ..] = &self.tokens[self.at..] else { return false };
        hyphen.kind == Kind::Sign("-")
            && hyphen.start == end
            && matches!(word.kind, Kind::Word(_))
            && word.start == hyphen.end
    }
}
