//! What an expression looks like, asked before its tokens are chosen.

use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Literal, Typed, TypedKind};

/// The `x` of `x == true` and `x != false`.
pub(super) fn bare_boolean<'a>(
    op: BinaryOp,
    left: &'a Typed,
    right: &'a Typed,
) -> Option<&'a Typed> {
    let idle = match op {
        BinaryOp::Equal => true,
        BinaryOp::NotEqual => false,
        _ => return None,
    };
    let is_idle = |side: &Typed| side.kind == TypedKind::Literal(Literal::Boolean(idle));
    match (is_idle(left), is_idle(right)) {
        (false, true) => Some(left),
        (true, false) => Some(right),
        _ => None,
    }
}

/// Whether the Rust type is one that is generated, in a module of its own.
pub(super) fn is_generated(ty: &Type) -> bool {
    match ty {
        Type::Array(item) => is_generated(item),
        Type::Enum(_) | Type::Record(_) => true,
        _ => false,
    }
}

pub(super) fn is_null(typed: &Typed) -> bool {
    matches!(typed.kind, TypedKind::Literal(Literal::Null))
}
