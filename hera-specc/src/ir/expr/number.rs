//! Arithmetic on two numbers: what is computed at build time and what the simulator computes.

use rust_decimal::Decimal;

use super::BinaryOp;

/// The result on integers; `None` where 64 bits do not hold it. `/` has none: it gives decimals.
#[must_use]
pub fn integers(op: BinaryOp, a: i64, b: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        _ => None,
    }
}

/// The result on decimals; `None` where it is too large, or a division by zero.
#[must_use]
pub fn decimals(op: BinaryOp, a: Decimal, b: Decimal) -> Option<Decimal> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::Divide => a.checked_div(b),
        _ => None,
    }
}
