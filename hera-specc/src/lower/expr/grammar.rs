//! The grammar: precedence by recursion, bounded in depth.
//!
//! From loose to tight: `if a then b` · `or ||` · `and &&` · `not` · `== != < <= > >= in` · `+ -` ·
//! `* /` · `! -` · operands. Comparisons do not chain. Chains of `and` and `or` become balanced trees,
//! so that only nesting makes depth.

use super::cursor::{Parsed, Parser};
use super::faults;
use super::lex::Kind;
use super::parse::one;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::source::Span;

impl<'a> Parser<'_, 'a> {
    pub(super) fn whole(&mut self) -> Parsed<Expr> {
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

    pub(super) fn expression(&mut self) -> Parsed<Expr> {
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

    pub(super) fn or(&mut self) -> Parsed<Expr> {
        let mut operands = vec![self.and()?];
        while self.take_operator("||", "or") {
            operands.push(self.and()?);
        }
        Ok(balanced(BinaryOp::Or, operands))
    }

    pub(super) fn and(&mut self) -> Parsed<Expr> {
        let mut operands = vec![self.not()?];
        while self.take_operator("&&", "and") {
            operands.push(self.not()?);
        }
        Ok(balanced(BinaryOp::And, operands))
    }

    pub(super) fn not(&mut self) -> Parsed<Expr> {
        let start = self.token().start;
        if !self.take_word("not") {
            return self.comparison();
        }
        let operand = self.deeper(Parser::not)?;
        Ok(unary(UnaryOp::Not, operand, self.span_from(start)))
    }

    pub(super) fn comparison(&mut self) -> Parsed<Expr> {
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
    pub(super) fn comparison_operator(&mut self) -> Option<(BinaryOp, bool)> {
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

    pub(super) fn sum(&mut self) -> Parsed<Expr> {
        let signs = [("+", BinaryOp::Add), ("-", BinaryOp::Subtract)];
        self.chain(&signs, Parser::product)
    }

    pub(super) fn product(&mut self) -> Parsed<Expr> {
        let signs = [("*", BinaryOp::Multiply), ("/", BinaryOp::Divide)];
        self.chain(&signs, Parser::unary)
    }

    /// Operators that bind to the left; each makes the tree one deeper.
    pub(super) fn chain(
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

    pub(super) fn unary(&mut self) -> Parsed<Expr> {
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
