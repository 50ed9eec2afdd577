//! What one operand of `&&`, `||` or `if` makes sure of for the others: which paths are present.

use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, UnaryOp};

/// A path that is present, and how that is known.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// The path's text.
    pub(super) path: String,
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

/// The paths that are present where `expr` holds.
pub(super) fn of_truth(expr: &Expr, guards: &mut Vec<Guard>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            of_truth(left, guards);
            of_truth(right, guards);
        }
        ExprKind::Binary(BinaryOp::NotEqual, left, right) if is_null(right) => tested(left, guards),
        ExprKind::Binary(BinaryOp::NotEqual, left, right) if is_null(left) => tested(right, guards),
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
            push(left, Strength::Compared, guards);
            push(right, Strength::Compared, guards);
        }
        ExprKind::Call(name, arguments) if name.value == "exists" => {
            arguments.iter().for_each(|argument| tested(argument, guards));
        }
        ExprKind::Unary(UnaryOp::Not, operand) => of_falsehood(operand, guards),
        ExprKind::Path(_) => push(expr, Strength::Compared, guards),
        _ => {}
    }
}

/// The paths that are present where `expr` does not hold.
pub(super) fn of_falsehood(expr: &Expr, guards: &mut Vec<Guard>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::Or, left, right) => {
            of_falsehood(left, guards);
            of_falsehood(right, guards);
        }
        ExprKind::Binary(BinaryOp::Equal, left, right) if is_null(right) => tested(left, guards),
        ExprKind::Binary(BinaryOp::Equal, left, right) if is_null(left) => tested(right, guards),
        ExprKind::Unary(UnaryOp::Not, operand) => of_truth(operand, guards),
        _ => {}
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Null))
}

fn tested(expr: &Expr, guards: &mut Vec<Guard>) {
    push(expr, Strength::Tested, guards);
}

fn push(expr: &Expr, strength: Strength, guards: &mut Vec<Guard>) {
    if let ExprKind::Path(path) = &expr.kind {
        guards.push(Guard { path: path.to_string(), strength });
    }
}
