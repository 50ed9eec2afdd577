//! What one operand of `&&`, `||` or `if` makes sure of for the others, and a condition for what is evaluated
//! where it holds: which paths are present.

use super::Env;
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Literal, Path, Root, UnaryOp};

/// A path that is present, and how that is known.
#[derive(Clone, Debug)]
pub(super) struct Guard<'e> {
    /// The path.
    path: &'e Path,
    /// The number of the operand that makes sure of it.
    pub(super) operand: usize,
    /// How it is known.
    pub(super) strength: Strength,
}

impl Guard<'_> {
    /// Whether it makes sure of this path: it is the same one, also where one of the two says `output`.
    pub(super) fn is_of(&self, path: &Path, env: &dyn Env) -> bool {
        let root = |path: &Path| path.root.as_ref().map(|root| root.value);
        if root(self.path) != root(path) {
            return false;
        }
        let longs = [self.path, path].map(|path| env.is_long(path));
        steps(self.path, longs[0]).eq(steps(path, longs[1]))
    }
}

/// How it is known that a path is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A comparison holds, so its operands are there.
    Compared,
    /// It says so: `exists(x)`, `x != null`.
    Tested,
}

/// The words of a path, without an `output` that can be left out.
fn steps(path: &Path, is_long: bool) -> impl Iterator<Item = &str> {
    let kept = path.segments.iter().enumerate().filter(move |(at, _)| !is_long || *at != 1);
    kept.map(|(_, segment)| segment.value.as_str())
}

/// The paths that are present where `expr`, the operand of that number, holds.
pub(super) fn of_truth<'e>(expr: &'e Expr, operand: usize, guards: &mut Vec<Guard<'e>>) {
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
pub(super) fn of_falsehood<'e>(expr: &'e Expr, operand: usize, guards: &mut Vec<Guard<'e>>) {
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

/// Whether `condition` holds only where `other` does: each operand of the `&&` of `other` is one of its own.
pub fn holds_only_where(condition: &Expr, other: &Expr) -> bool {
    match &other.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            holds_only_where(condition, left) && holds_only_where(condition, right)
        }
        _ => has_operand(condition, other),
    }
}

/// Whether `condition` holds only where the node of this id has run: something of its output is there.
pub fn holds_only_after(condition: &Expr, id: &str) -> bool {
    let mut guards = Vec::new();
    of_truth(condition, 0, &mut guards);
    guards.iter().any(|Guard { path: Path { root, segments }, .. }| {
        let of_nodes = root.as_ref().is_some_and(|root| root.value == Root::Nodes);
        of_nodes && matches!(segments.as_slice(), [node, _, ..] if node.value == id)
    })
}

fn has_operand(condition: &Expr, operand: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            has_operand(left, operand) || has_operand(right, operand)
        }
        _ => is_same(condition, operand),
    }
}

/// Whether two expressions are the same but for where they stand.
fn is_same(one: &Expr, other: &Expr) -> bool {
    let all = |ones: &[Expr], others: &[Expr]| {
        ones.len() == others.len()
            && ones.iter().zip(others).all(|(one, other)| is_same(one, other))
    };
    match (&one.kind, &other.kind) {
        (ExprKind::Literal(one), ExprKind::Literal(other)) => one == other,
        (ExprKind::Path(one), ExprKind::Path(other)) => one.to_string() == other.to_string(),
        (ExprKind::Unary(op, one), ExprKind::Unary(same, other)) => {
            op == same && is_same(one, other)
        }
        (ExprKind::Binary(op, left, right), ExprKind::Binary(same, first, second)) => {
            op == same && is_same(left, first) && is_same(right, second)
        }
        (ExprKind::Call(name, ones), ExprKind::Call(same, others)) => {
            name.value == same.value && all(ones, others)
        }
        (ExprKind::List(ones), ExprKind::List(others)) => all(ones, others),
        _ => false,
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Null))
}

fn tested<'e>(expr: &'e Expr, operand: usize, guards: &mut Vec<Guard<'e>>) {
    push(expr, operand, Strength::Tested, guards);
}

fn push<'e>(expr: &'e Expr, operand: usize, strength: Strength, guards: &mut Vec<Guard<'e>>) {
    if let ExprKind::Path(path) = &expr.kind {
        guards.push(Guard { path, operand, strength });
    }
}
