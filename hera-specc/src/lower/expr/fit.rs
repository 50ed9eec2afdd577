//! Types that take the place of others: widening, and text that is a date.

use crate::ir::expr::{Literal, Typed, TypedKind};
use crate::ir::{Type, moment};

/// The expression as a value of `wanted`, or unchanged where it is none.
pub(super) fn fit(typed: Typed, wanted: &Type) -> Result<Typed, Typed> {
    if typed.ty == *wanted {
        return Ok(typed);
    }
    if let TypedKind::Literal(literal) = &typed.kind {
        let takes = matches!(
            (literal, wanted),
            (Literal::Null, _)
                | (Literal::Number(_), Type::Decimal)
                | (Literal::String(_), Type::String)
        );
        if takes {
            return Ok(Typed { ty: wanted.clone(), ..typed });
        }
    }
    if widens(&typed.ty, wanted) {
        let (optional, span) = (typed.optional, typed.span);
        let kind = TypedKind::Convert(Box::new(typed));
        return Ok(Typed::new(kind, wanted.clone(), span).optional(optional));
    }
    match (typed.kind, wanted) {
        (TypedKind::List(items), Type::Array(item)) => {
            let count = items.len();
            let fitted: Vec<_> =
                items.iter().cloned().filter_map(|part| fit(part, item).ok()).collect();
            if fitted.len() == count {
                return Ok(Typed { kind: TypedKind::List(fitted), ty: wanted.clone(), ..typed });
            }
            Err(Typed { kind: TypedKind::List(items), ..typed })
        }
        (kind, _) => Err(Typed { kind, ..typed }),
    }
}

/// Whether every value of `from` is also one of `to`.
fn widens(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Integer, Type::Decimal) | (Type::Enum(_), Type::String) | (_, Type::Json) => true,
        (Type::Enum(from), Type::Enum(to)) => from.iter().all(|variant| to.contains(variant)),
        _ => false,
    }
}

/// The text of a uuid, a date or a timestamp in its one canonical form.
pub(super) fn canonical(text: &str, ty: &Type) -> Option<String> {
    match ty {
        Type::Uuid => text.parse::<uuid::Uuid>().ok().map(|id| id.to_string()),
        Type::Date => moment::date(text).ok().map(|date| date.to_string()),
        Type::Timestamp => text.parse::<moment::Instant>().ok().map(|at| at.to_string()),
        _ => None,
    }
}

/// One type for two numbers, or for two enums or strings: both as that, or both unchanged.
pub(super) fn unify(left: Typed, right: Typed) -> Result<(Typed, Typed), Box<(Typed, Typed)>> {
    let common = match (&left.ty, &right.ty) {
        (a, b) if a == b => a.clone(),
        (Type::Integer, Type::Decimal) | (Type::Decimal, Type::Integer) => Type::Decimal,
        (Type::Enum(_), Type::String) | (Type::String, Type::Enum(_)) => Type::String,
        (Type::Enum(a), Type::Enum(b)) if a.iter().any(|variant| b.contains(variant)) => {
            Type::String
        }
        _ => return Err(Box::new((left, right))),
    };
    match (fit(left, &common), fit(right, &common)) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Ok(left) | Err(left), Ok(right) | Err(right)) => Err(Box::new((left, right))),
    }
}
