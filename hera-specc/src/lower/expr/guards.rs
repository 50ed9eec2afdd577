//! What one operand of `&&`, `||` or `if` makes sure of for the others: which paths are present.

use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, UnaryOp};

/// A path that is present, and how that is known.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// The path's text.
    pub(super) path: String,
    /// The number of the operand that makes sure of it.
    pub(super) operand: usize,
    /// How it is known.
    pub(super) strength: Strength,
}

/// How it is known that a path is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A comparison holds, so its operands are there.
    Compared,
    /// It says so: `exists(x)`, `x != null`.
    Tested,
}

/// The paths that are present where `expr`, the operand of that number, holds.
pub(super) fn of_truth(expr: &Expr, operand: usize, guards: &mut Vec<Guard>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            of_truth(left, operand, guards);
            of_truth(right, operand, guards);
        }
        ExprKind::Binary(BinaryOp::NotEqual, left, right) if is_null(right) => {
            tested(left, operand, guards)
        }
        ExprKind::Binary(BinaryOp::NotEqual, left, right) if is_null(left) => {
            tested(right, operand, guards)
        }
        // `!=` does not count: it is what the guard is for.
        ExprKind::Binary(
            BinaryOp::Equal
            | BinaryOp::Less
            | BinaryOp::LessOrEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterOrEqual
            | BinaryOp::In,
            left,
            right,
        ) if !is_null(left) && !is_null(right) => {
            push(left, operand, Strength::Compared, guards);
            push(right, operand, Strength::Compared, guards);
        }
        ExprKind::Call(name, arguments) if name.value == "exists" => {
            arguments.iter().for_each(|argument| tested(argument, operand, guards));
        }
        ExprKind::Unary(UnaryOp::Not, inner) => of_falsehood(inner, operand, guards),
        ExprKind::Path(_) => push(expr, operand, Strength::Compared, guards),
        _ => {}
    }
}

/// The paths that are present where `expr` does not hold.
pub(super) fn of_falsehood(expr: &Expr, operand: usize, guards: &mut Vec<Guard>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::Or, left, right) => {
            of_falsehood(left, operand, guards);
            of_falsehood(right, operand, guards);
        }
        ExprKind::Binary(BinaryOp::Equal, left, right) if is_null(right) => {
            tested(left, operand, guards)
        }
        ExprKind::Binary(BinaryOp::Equal, left, right) if is_null(left) => {
            tested(right, operand, guards)
        }
        ExprKind::Unary(UnaryOp::Not, inner) => of_truth(inner, operand, guards),
        _ => {}
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Null))
}

fn tested(expr: &Expr, operand: usize, guards: &mut Vec<Guard>) {
    push(expr, operand, Strength::Tested, guards);
}

fn push(expr: &Expr, operand: usize, strength: Strength, guards: &mut Vec<Guard>) {
    if let ExprKind::Path(path) = &expr.kind {
        guards.push(Guard { path: path.to_string(), operand, strength });
    }
}
