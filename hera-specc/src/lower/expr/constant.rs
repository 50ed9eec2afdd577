//! HS0715 and HS0716: conditions that never change; `noun` says what they are in their spec.

use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::{BinaryOp, Literal, Typed, TypedKind, can_fail, together};

/// Reports a condition that always or never holds.
pub(super) fn report(condition: &Typed, noun: &str, diags: &mut Diagnostics) {
    if !together(Some(condition), None) {
        diags.push(never(condition, noun));
    } else if !can_fail(condition) {
        let message = format!("{noun} is always true");
        let found = Diagnostic::new(&catalogue::HS0715, condition.span, message);
        diags.push(found.help(format!("remove the {noun}")));
    }
}

/// The fault, with the reason where two operands of one `&&` exclude each other.
fn never(condition: &Typed, noun: &str) -> Diagnostic {
    let mut operands = Vec::new();
    flatten(condition, &mut operands);
    for (at, a) in operands.iter().enumerate() {
        for b in &operands[at + 1..] {
            let each = together(Some(a), None) && together(Some(b), None);
            if !each || together(Some(a), Some(b)) {
                continue;
            }
            let message = format!("{noun} is always false: its parts exclude each other");
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
    let found = format!("{noun} is always false");
    let found = Diagnostic::new(&catalogue::HS0716, condition.span, found);
    found.help(match noun {
        "condition" => "correct the condition, or remove the node".to_owned(),
        _ => format!("correct the {noun}: as it stands, no call is ever good"),
    })
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
