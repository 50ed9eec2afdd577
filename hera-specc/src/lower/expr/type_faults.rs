//! What the type checker says.
//!
//! A change is offered only where the part has a place of its own: in a text whose places are not
//! known, every part has the span of the whole.

use rust_decimal::Decimal;

use crate::diag::{Diagnostic, Severity, catalogue, nearest};
use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Expr, Literal, Path, Typed, TypedKind};
use crate::source::{Span, Spanned};

/// HS0411: a value of another type than its place.
pub(super) fn mismatch(expr: &Expr, found: &Type, expected: &Type) -> Diagnostic {
    let message = format!("expected `{expected}`, found `{found}`");
    Diagnostic::new(&catalogue::HS0411, expr.span, message).label(format!("this is `{found}`"))
}

/// HS0701: a field of something that has none.
pub(super) fn no_fields(segment: &Spanned<String>, ty: &Type) -> Diagnostic {
    let message = format!("no field `{segment}`: the value before it is `{ty}`");
    let found = Diagnostic::new(&catalogue::HS0701, segment.span, message)
        .severity(Severity::Error)
        .label("unknown field");
    match ty {
        Type::Json => found.help("give the object a `schema:` with its fields"),
        Type::Array(_) => found.help("give the items fields: `array[{amount: decimal}]`"),
        _ => found,
    }
}

/// HS0701: a field that a record does not have.
pub(super) fn no_field(segment: &Spanned<String>, fields: &[(String, Type)]) -> Diagnostic {
    let known = fields.iter().map(|(name, _)| name.as_str());
    let message = format!("no field `{segment}` in this record");
    let found = Diagnostic::new(&catalogue::HS0701, segment.span, message)
        .severity(Severity::Error)
        .label("unknown field");
    let list = fields.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(&segment.value, known) {
        Some(near) => {
            let found = found.help(format!("did you mean `{near}`?"));
            let has_own_place = segment.span.range().len() == segment.value.len();
            if has_own_place { found.suggest(segment.span, near) } else { found }
        }
        None => found.help(format!("its fields are {list}")),
    }
}

/// HS0702: the sides of a comparison have nothing in common.
pub(super) fn unlike(
    whole: &Expr,
    (left, a): (&Expr, &Typed),
    (right, b): (&Expr, &Typed),
) -> Diagnostic {
    let message = format!("cannot compare `{}` with `{}`", a.ty, b.ty);
    let literal = |typed: &Typed| matches!(typed.kind, TypedKind::Literal(_));
    let (primary, other) =
        if literal(a) && !literal(b) { ((left, a), (right, b)) } else { ((right, b), (left, a)) };
    let found = Diagnostic::new(&catalogue::HS0702, primary.0.span, message)
        .label(format!("this is `{}`", primary.1.ty))
        .secondary(other.0.span, format!("this is `{}`", other.1.ty));
    match &primary.1.kind {
        TypedKind::Literal(Literal::String(text)) if is_a(text, &other.1.ty) => {
            let found = found.help(format!("remove the quotes: `{text}`"));
            if has_own_place(primary.0.span, whole) {
                found.suggest(primary.0.span, text.clone())
            } else {
                found
            }
        }
        TypedKind::Literal(Literal::Number(number)) if other.1.ty == Type::String => {
            found.help(format!("put it into quotes: `'{number}'`"))
        }
        _ => found.help(format!("compare it with a value of the type `{}`", other.1.ty)),
    }
}

/// Whether a text without its quotes is a value of the type.
fn is_a(text: &str, ty: &Type) -> bool {
    match ty {
        Type::Integer => text.parse::<i64>().is_ok(),
        Type::Decimal => rust_decimal::Decimal::from_str_exact(text).is_ok(),
        Type::Boolean => matches!(text, "true" | "false"),
        _ => false,
    }
}

fn has_own_place(part: Span, whole: &Expr) -> bool {
    part != whole.span
}

/// HS0702: a text that has to be an id or a time, and is none.
pub(super) fn not_a(span: Span, text: &str, ty: &Type) -> Diagnostic {
    let example = match ty {
        Type::Uuid => "550e8400-e29b-41d4-a716-446655440000",
        Type::Date => "2025-01-31",
        _ => "2025-01-31T09:30:00Z",
    };
    Diagnostic::new(&catalogue::HS0702, span, format!("cannot compare `{ty}` with `'{text}'`"))
        .label(format!("this is not a {ty}"))
        .help(format!("write it like `'{example}'`"))
}

/// HS0703: no variant of the enum.
pub(super) fn no_variant(name: &str, span: Span, variants: &[String], root: &Expr) -> Diagnostic {
    let known =
        variants.iter().map(|variant| format!("`{variant}`")).collect::<Vec<_>>().join(", ");
    let found = Diagnostic::new(
        &catalogue::HS0703,
        span,
        format!("`'{name}'` is not a variant of `enum[{}]`", variants.join(", ")),
    )
    .label("unknown variant");
    let Some(near) = nearest(name, variants.iter().map(String::as_str)) else {
        return found.help(format!("the variants are {known}"));
    };
    let found = found.help(format!("did you mean `{near}`? the variants are {known}"));
    // Only the text between the quotes, which the YAML around may have doubled.
    match (span.end - span.start) as usize {
        bare if bare == name.len() => found.suggest(span, near),
        quoted if quoted == name.len() + 2 && has_own_place(span, root) => {
            found.suggest(span.part(1, name.len()), near)
        }
        _ => found,
    }
}

/// HS0704: an operator or function that the type does not have.
pub(super) fn undefined(expr: &Expr, sign: &str, ty: &Type) -> Diagnostic {
    let message = format!("`{sign}` is not defined for `{ty}`");
    let found = Diagnostic::new(&catalogue::HS0704, expr.span, message);
    let ordered = matches!(sign, "<" | "<=" | ">" | ">=");
    match ty {
        Type::Uuid | Type::String | Type::Boolean | Type::Enum(_) if ordered => {
            found.help("use `==` or `!=`: only numbers, dates and timestamps have an order")
        }
        Type::Json => found.help("declare its type; an `object` can only be tested with `exists`"),
        Type::Array(_) if matches!(sign, "==" | "!=") => {
            found.help("ask for an item with `in`, or compare `len` or `sum`")
        }
        _ => found,
    }
}

/// HS0704: an order with `null`.
pub(super) fn undefined_for_null(expr: &Expr, op: BinaryOp) -> Diagnostic {
    let message = format!("`{}` is not defined for `null`", op.as_str());
    Diagnostic::new(&catalogue::HS0704, expr.span, message).help("use `== null` or `!= null`")
}

/// HS0704: the right side of `in`.
pub(super) fn not_a_list(expr: &Expr, ty: &Type) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0704, expr.span, format!("`in` needs a list, found `{ty}`"))
        .label(format!("this is `{ty}`"))
        .help("write a list: `in ['A', 'B']`")
}

/// HS0705: a condition that is none.
pub(super) fn not_boolean(expr: &Expr, ty: &Type, role: &str) -> Diagnostic {
    let message = format!("{role} must be `boolean`, found `{ty}`");
    let found =
        Diagnostic::new(&catalogue::HS0705, expr.span, message).label(format!("this is `{ty}`"));
    match ty {
        Type::String | Type::Enum(_) => found.help("compare it: `== '…'`"),
        Type::Integer | Type::Decimal => found.help("compare it: `> 0`"),
        _ => found.help("compare it, or test it with `exists`"),
    }
}

/// HS0711: absence decides.
pub(super) fn absent_under_negation(
    operand: &Expr,
    path: Option<&Path>,
    sign: &str,
    around: &Expr,
    root: &Expr,
) -> Diagnostic {
    let shown = path.map_or_else(|| "this value".to_owned(), |path| format!("`{path}`"));
    let message = format!(
        "{shown} may be absent under `{sign}`: then the condition is decided by its absence"
    );
    let outcome = if sign == "!=" { "false" } else { "true" };
    let found = Diagnostic::new(&catalogue::HS0711, operand.span, message)
        .label(format!("where it is absent, this is {outcome}"));
    let Some(path) = path else { return found };
    let found = found.help(format!("say so: `exists({path}) && …`"));
    if operand.span == around.span || (around.span == root.span && operand.span == root.span) {
        return found;
    }
    if around.span == root.span {
        return found.suggest(around.span.at_start(), format!("exists({path}) && "));
    }
    found
        .suggest(around.span.at_start(), format!("(exists({path}) && "))
        .suggest(around.span.at_end(), ")")
}

/// HS0714: `== true`.
pub(super) fn redundant_boolean(
    whole: &Expr,
    operand: &Expr,
    literal: &Expr,
    op: BinaryOp,
) -> Diagnostic {
    let shown = if op == BinaryOp::Equal { "== true" } else { "!= false" };
    let message = format!("`{shown}` on a required boolean is redundant");
    let found =
        Diagnostic::new(&catalogue::HS0714, whole.span, message).help("the boolean alone says it");
    if operand.span == whole.span || literal.span == whole.span {
        return found;
    }
    let file = whole.span;
    if literal.span.start > operand.span.start {
        found.suggest(Span { start: operand.span.end, ..file }, "")
    } else {
        found.suggest(Span { end: operand.span.start, ..file }, "")
    }
}

/// HS0720: a division that has no result.
pub(super) fn by_zero(whole: Span, zero: Span) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0720, whole, "a division by zero has no result")
        .severity(Severity::Error)
        .secondary(zero, "always")
        .help("divide by something else: the value is never there")
}

/// HS0720: literals of which a number is computed that its type does not hold.
pub(super) fn never_fits(whole: Span, ty: &Type) -> Diagnostic {
    let (message, holds) = match ty {
        Type::Integer => {
            ("this is more than an integer holds", format!("{} to {}", i64::MIN, i64::MAX))
        }
        _ => ("this is more than a decimal holds", format!("up to {}", Decimal::MAX)),
    };
    Diagnostic::new(&catalogue::HS0720, whole, message)
        .severity(Severity::Error)
        .note(format!("what it holds: {holds}"))
        .help("write a smaller number: the value is never there")
}

/// HS0720: equality with a rounded result.
pub(super) fn inexact_equality(expr: &Expr, op: BinaryOp) -> Diagnostic {
    let message = format!("`{}` on the result of a division", op.as_str());
    Diagnostic::new(&catalogue::HS0720, expr.span, message)
        .note("a division is rounded to 28 digits: `10 / 3 * 3` is not `10`")
        .help("multiply instead of dividing, or compare with `<=` and `>=`")
}
