//! The parser: precedence by recursion, bounded in depth and length, exact about places.
//!
//! From loose to tight: `if a then b` · `or ||` · `and &&` · `not` · `== != < <= > >= in` · `+ -` ·
//! `* /` · `! -` · literals, paths, calls, lists and parentheses. Comparisons do not chain. Chains of
//! `and` and `or` become balanced trees, so that only nesting makes depth.

use rust_decimal::Decimal;

use super::faults::{self, FUNCTIONS, Place};
use super::lex::{Kind, Token, tokens};
use super::text::Text;
use crate::ast;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, Path, Root, UnaryOp};
use crate::source::{SourceMap, Span, Spanned};

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

fn one(place: Place) -> &'static str {
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
    let mut parser =
        Parser { text, place, tokens: tokens(text.text), at: 0, depth: 0, found: Vec::new() };
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

fn is_reserved(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "in" | "if" | "then" | "true" | "false" | "null")
}

struct Parser<'t, 'a> {
    text: &'t Text<'a>,
    place: Place,
    tokens: Vec<Token<'a>>,
    at: usize,
    depth: usize,
    /// Findings after which parsing goes on.
    found: Vec<Diagnostic>,
}

type Parsed<T> = Result<T, Box<Diagnostic>>;

impl<'a> Parser<'_, 'a> {
    fn whole(&mut self) -> Parsed<Expr> {
        if self.peek() == &Kind::End {
            let message = format!("expected {}, found nothing", one(self.place));
            return Err(Box::new(faults::malformed(self.text, 0, self.text.text.len(), message)));
        }
        let expr = self.expression()?;
        if self.peek() != &Kind::End {
            return Err(self.unexpected("an operator"));
        }
        Ok(expr)
    }

    fn expression(&mut self) -> Parsed<Expr> {
        self.deeper(|parser| {
            let start = parser.token().start;
            if !parser.take_word("if") {
                return parser.or();
            }
            let condition = parser.or()?;
            if !parser.take_word("then") {
                return Err(parser.unexpected("`then`"));
            }
            let consequence = parser.expression()?;
            let span = parser.span_from(start);
            Ok(binary(BinaryOp::Implies, condition, consequence, span))
        })
    }

    fn or(&mut self) -> Parsed<Expr> {
        let mut operands = vec![self.and()?];
        while self.take_operator("||", "or") {
            operands.push(self.and()?);
        }
        Ok(balanced(BinaryOp::Or, operands))
    }

    fn and(&mut self) -> Parsed<Expr> {
        let mut operands = vec![self.not()?];
        while self.take_operator("&&", "and") {
            operands.push(self.not()?);
        }
        Ok(balanced(BinaryOp::And, operands))
    }

    fn not(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        if !self.take_word("not") {
            return self.comparison();
        }
        let operand = self.deeper(Parser::not)?;
        Ok(unary(UnaryOp::Not, operand, self.span_from(start)))
    }

    fn comparison(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        let left = self.sum()?;
        let Some((op, negated)) = self.comparison_operator() else { return Ok(left) };
        let right = self.sum()?;
        let span = self.span_from(start);
        let mut expr = binary(op, left, right, span);
        if negated {
            expr = unary(UnaryOp::Not, expr, span);
        }
        let next = self.at;
        if self.comparison_operator().is_some() {
            let token = &self.tokens[next];
            let message = "comparisons cannot be chained".to_owned();
            let fault = faults::malformed(self.text, token.start, token.end, message);
            return Err(Box::new(fault.help("join two comparisons with `&&`: `a < b && b < c`")));
        }
        Ok(expr)
    }

    /// The operator, and whether it is `not in`.
    fn comparison_operator(&mut self) -> Option<(BinaryOp, bool)> {
        let negated = self.peek() == &Kind::Word("not")
            && self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Word("in"));
        if negated {
            self.at += 1;
        }
        if self.take_word("in") {
            return Some((BinaryOp::In, negated));
        }
        let signs = [
            ("==", BinaryOp::Equal),
            ("!=", BinaryOp::NotEqual),
            ("<", BinaryOp::Less),
            ("<=", BinaryOp::LessOrEqual),
            (">", BinaryOp::Greater),
            (">=", BinaryOp::GreaterOrEqual),
        ];
        signs.into_iter().find(|(sign, _)| self.take_sign(sign)).map(|(_, op)| (op, false))
    }

    fn sum(&mut self) -> Parsed<Expr> {
        let signs = [("+", BinaryOp::Add), ("-", BinaryOp::Subtract)];
        self.chain(&signs, Parser::product)
    }

    fn product(&mut self) -> Parsed<Expr> {
        let signs = [("*", BinaryOp::Multiply), ("/", BinaryOp::Divide)];
        self.chain(&signs, Parser::unary)
    }

    /// Operators that bind to the left; each makes the tree one deeper.
    fn chain(
        &mut self,
        signs: &[(&str, BinaryOp)],
        operand: impl Fn(&mut Self) -> Parsed<Expr>,
    ) -> Parsed<Expr> {
        let (start, depth) = (self.token().start, self.depth);
        let mut left = operand(self)?;
        while let Some((_, op)) = signs.iter().find(|(sign, _)| self.take_sign(sign)) {
            self.enter()?;
            let right = operand(self)?;
            left = binary(*op, left, right, self.span_from(start));
        }
        self.depth = depth;
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        if self.take_sign("!") {
            let operand = self.deeper(Parser::unary)?;
            return Ok(unary(UnaryOp::Not, operand, self.span_from(start)));
        }
        if self.take_sign("-") {
            if let Kind::Number(digits) = self.peek() {
                let digits = format!("-{digits}");
                self.at += 1;
                return Ok(self.number(&digits, start));
            }
            let operand = self.deeper(Parser::unary)?;
            return Ok(unary(UnaryOp::Negate, operand, self.span_from(start)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed<Expr> {
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

    fn parenthesised(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        self.at += 1;
        let inner = self.expression()?;
        if !self.take_sign(")") {
            return Err(self.unexpected("`)`"));
        }
        Ok(Expr { kind: inner.kind, span: self.span_from(start) })
    }

    /// Expressions up to the closing bracket; a comma may end them.
    fn items(&mut self, close: &'static str) -> Parsed<Vec<Expr>> {
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
    fn number(&mut self, digits: &str, start: usize) -> Expr {
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
            let help = if whole { "write `.0` behind it for a decimal" } else { "shorten it" };
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
    fn name(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        let segments = self.segments(false)?;
        if self.peek() == &Kind::Sign("(") {
            return self.call(segments, start);
        }
        let path = Path { root: None, segments };
        Ok(Expr { kind: ExprKind::Path(path), span: self.span_from(start) })
    }

    /// A call; the name has been read.
    fn call(&mut self, mut segments: Vec<Spanned<String>>, start: usize) -> Parsed<Expr> {
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
    fn rooted(&mut self) -> Parsed<Expr> {
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
    fn segments(&mut self, hyphens: bool) -> Parsed<Vec<Spanned<String>>> {
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
    fn joined(&self, end: usize) -> bool {
        let [hyphen, word, ..] = &self.tokens[self.at..] else { return false };
        hyphen.kind == Kind::Sign("-")
            && hyphen.start == end
            && matches!(word.kind, Kind::Word(_))
            && word.start == hyphen.end
    }
}

/// The tokens.
impl<'a> Parser<'_, 'a> {
    fn token(&self) -> &Token<'a> {
        // The last token is `End` and is never taken.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn peek(&self) -> &Kind<'a> {
        &self.token().kind
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek() == &Kind::Word(word);
        self.at += usize::from(found);
        found
    }

    /// Takes the sign; one that is written wrong is reported and taken, too.
    fn take_sign(&mut self, sign: &str) -> bool {
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

    fn take_operator(&mut self, sign: &str, word: &str) -> bool {
        self.take_sign(sign) || self.take_word(word)
    }

    /// From `start` to the end of the token before.
    fn span_from(&self, start: usize) -> Span {
        let end = self.at.checked_sub(1).map_or(start, |last| self.tokens[last].end);
        self.text.span(start, end)
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.enter()?;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }

    fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= DEPTH_MAX {
            return Ok(());
        }
        let token = self.token();
        let message = format!("{} is nested deeper than {DEPTH_MAX} levels", self.place.noun());
        Err(Box::new(faults::malformed(self.text, token.start, token.end, message)))
    }

    /// What is found instead of `expected`.
    fn unexpected(&self, expected: &str) -> Box<Diagnostic> {
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
    fn mixed_forms(&mut self) {
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

fn unary(op: UnaryOp, operand: Expr, span: Span) -> Expr {
    Expr { kind: ExprKind::Unary(op, Box::new(operand)), span }
}

fn binary(op: BinaryOp, left: Expr, right: Expr, span: Span) -> Expr {
    Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span }
}

/// Operands of one associative operator as a tree of logarithmic depth.
fn balanced(op: BinaryOp, mut operands: Vec<Expr>) -> Expr {
    if operands.len() == 1 {
        return operands.remove(0);
    }
    let right = operands.split_off(operands.len().div_ceil(2));
    let (left, right) = (balanced(op, operands), balanced(op, right));
    let span = left.span.to(right.span);
    binary(op, left, right, span)
}
