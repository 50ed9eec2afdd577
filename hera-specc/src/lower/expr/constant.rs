//! HS0715 and HS0716: conditions that never change.

use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::{BinaryOp, Literal, Typed, TypedKind, can_fail, together};

/// Reports a condition that always or never holds.
pub(super) fn report(condition: &Typed, diags: &mut Diagnostics) {
    if !together(Some(condition), None) {
        diags.push(never(condition));
    } else if !can_fail(condition) {
        let found = Diagnostic::new(&catalogue::HS0715, condition.span, "condition is always true");
        diags.push(found.help("remove the condition"));
    }
}

/// The fault, with the reason where two operands of one `&&` exclude each other.
fn never(condition: &Typed) -> Diagnostic {
    let mut operands = Vec::new();
    flatten(condition, &mut operands);
    for (at, a) in operands.iter().enumerate() {
        for b in &operands[at + 1..] {
            let each = together(Some(a), None) && together(Some(b), None);
            if !each || together(Some(a), Some(b)) {
                continue;
            }
            let message = "condition is always false: its parts exclude each other";
            let found = Diagnostic::new(&catalogue::HS0716, condition.span, message)
                .secondary(a.span, "this")
                .secondary(b.span, "and this never hold together");
            let help = match (equals_text(a), equals_text(b)) {
                (Some(a), Some(b)) => {
                    format!("one value cannot be both `'{a}'` and `'{b}'`: is `||` meant?")
                }
                _ => "is `||` meant?".to_owned(),
            };
            return found.help(help);
        }
    }
    Diagnostic::new(&catalogue::HS0716, condition.span, "condition is always false")
        .help("correct the condition, or remove the node")
}

/// The operands of a chain of `&&`.
fn flatten<'a>(condition: &'a Typed, operands: &mut Vec<&'a Typed>) {
    match &condition.kind {
        TypedKind::Binary(BinaryOp::And, left, right) => {
            flatten(left, operands);
            flatten(right, operands);
        }
        _ => operands.push(condition),
    }
}

fn equals_text(condition: &Typed) -> Option<&str> {
    let TypedKind::Binary(BinaryOp::Equal, left, right) = &condition.kind else { return None };
    [left, right].into_iter().find_map(|side| match &side.kind {
        TypedKind::Literal(Literal::String(text)) => Some(text.as_str()),
        _ => None,
    })
}
