//! The paths that an expression reads.

use crate::ir::expr::{Expr, ExprKind, Root};
use crate::source::Spanned;

/// The fields of `$.payload` that an expression reads, in its order.
pub(super) fn payload_reads(expr: &Expr) -> Vec<&Spanned<String>> {
    let mut found = Vec::new();
    walk(expr, &mut found);
    found
}

fn walk<'a>(expr: &'a Expr, found: &mut Vec<&'a Spanned<String>>) {
    match &expr.kind {
        ExprKind::Path(path) => {
            let root = path.root.as_ref().map(|root| root.value);
            if root == Some(Root::Payload) {
                found.extend(path.segments.first());
            }
        }
        ExprKind::Literal(_) => {}
        ExprKind::Unary(_, operand) => walk(operand, found),
        ExprKind::Binary(_, left, right) => {
            walk(left, found);
            walk(right, found);
        }
        ExprKind::Call(_, parts) | ExprKind::List(parts) => {
            parts.iter().for_each(|part| walk(part, found));
        }
    }
}
