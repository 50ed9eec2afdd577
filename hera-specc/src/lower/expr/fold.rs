//! What is computed of literals alone: its value is known when the spec is read.

use rust_decimal::Decimal;

use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Function, Literal, Typed, TypedKind, UnaryOp, decimals, integers};

/// The value of a number that is made of literals alone; `None` where it reads something, or has no value.
pub(super) fn fold(typed: &Typed) -> Option<Decimal> {
    match &typed.kind {
        TypedKind::Literal(Literal::Number(number)) => Some(*number),
        TypedKind::Convert(part) => fold(part),
        TypedKind::Unary(UnaryOp::Negate, part) => {
            compute(BinaryOp::Subtract, Decimal::ZERO, fold(part)?, &typed.ty)
        }
        TypedKind::Binary(op, left, right) => compute(*op, fold(left)?, fold(right)?, &typed.ty),
        TypedKind::Call(Function::Sum, _) => sum(typed, &items(typed)?),
        _ => None,
    }
}

/// Whether its operands have a value and it has none: no run will ever see it.
pub(super) fn has_no_value(typed: &Typed) -> bool {
    let known = match &typed.kind {
        TypedKind::Call(Function::Sum, _) => items(typed).is_some(),
        _ => typed.parts().into_iter().all(|part| fold(part).is_some()),
    };
    known && fold(typed).is_none()
}

fn items(sum: &Typed) -> Option<Vec<Decimal>> {
    let [list] = sum.parts()[..] else { return None };
    let TypedKind::List(items) = &list.kind else { return None };
    items.iter().map(fold).collect()
}

fn sum(typed: &Typed, items: &[Decimal]) -> Option<Decimal> {
    items.iter().try_fold(Decimal::ZERO, |sum, item| compute(BinaryOp::Add, sum, *item, &typed.ty))
}

fn compute(op: BinaryOp, left: Decimal, right: Decimal, ty: &Type) -> Option<Decimal> {
    if *ty != Type::Integer {
        return decimals(op, left, right);
    }
    integers(op, left.try_into().ok()?, right.try_into().ok()?).map(Decimal::from)
}
