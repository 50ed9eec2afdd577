//! Conditions that ask for one value of an enum and for nothing else: for which of its variants they
//! hold.

use crate::ir::Type;
use crate::ir::expr::{BinaryOp, Function, Literal, Ref, Typed, TypedKind, UnaryOp};

/// A condition that one enum decides.
pub(super) struct Choice<'a> {
    term: (&'a Ref, &'a [String]),
    variants: &'a [String],
    taken: Vec<&'a str>,
}

impl<'a> Choice<'a> {
    /// The choice that a condition makes; `None` where something else decides, too.
    pub(super) fn of(when: &'a Typed) -> Option<Choice<'a>> {
        let term = term(when)?;
        let TypedKind::Ref(value, fields) = &term.kind else { return None };
        let Type::Enum(variants) = &term.ty else { return None };
        let mut taken = Vec::new();
        for variant in variants.iter() {
            if holds(when, variant)? {
                taken.push(variant.as_str());
            }
        }
        Some(Choice { term: (value, fields), variants, taken })
    }

    /// What decides.
    pub(super) fn term(&self) -> (&'a Ref, &'a [String]) {
        self.term
    }

    /// The variants of its type.
    pub(super) fn variants(&self) -> &'a [String] {
        self.variants
    }

    /// The variants for which the condition holds.
    pub(super) fn taken(&self) -> &[&'a str] {
        &self.taken
    }
}

/// The one value that a condition reads, if it is an enum.
fn term(when: &Typed) -> Option<&Typed> {
    let mut terms = Vec::new();
    collect(when, &mut terms);
    let (first, others) = terms.split_first()?;
    let same = |other: &&Typed| other.kind == first.kind;
    (matches!(first.ty, Type::Enum(_)) && others.iter().all(same)).then_some(*first)
}

fn collect<'a>(typed: &'a Typed, terms: &mut Vec<&'a Typed>) {
    match &typed.kind {
        TypedKind::Ref(..) => terms.push(typed),
        _ => typed.parts().into_iter().for_each(|part| collect(part, terms)),
    }
}

/// Whether the condition holds where its term is there and is this variant; `None` where it is no plain
/// comparison.
fn holds(when: &Typed, variant: &str) -> Option<bool> {
    Some(match &when.kind {
        TypedKind::Literal(Literal::Boolean(value)) => *value,
        TypedKind::Unary(UnaryOp::Not, part) => !holds(part, variant)?,
        TypedKind::Call(Function::Exists, _) => true,
        TypedKind::Binary(op, left, right) => match op {
            BinaryOp::And => holds(left, variant)? && holds(right, variant)?,
            BinaryOp::Or => holds(left, variant)? || holds(right, variant)?,
            BinaryOp::Implies => !holds(left, variant)? || holds(right, variant)?,
            BinaryOp::Equal => equal(left, right, variant)?,
            BinaryOp::NotEqual => !equal(left, right, variant)?,
            BinaryOp::In => match &right.kind {
                TypedKind::List(items) => {
                    let mut found = false;
                    for item in items {
                        found |= equal(left, item, variant)?;
                    }
                    found
                }
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    })
}

fn equal(left: &Typed, right: &Typed, variant: &str) -> Option<bool> {
    let (left, right) = (text(left, variant)?, text(right, variant)?);
    Some(left == right)
}

fn text<'a>(typed: &'a Typed, variant: &'a str) -> Option<&'a str> {
    match &typed.kind {
        TypedKind::Ref(..) => Some(variant),
        TypedKind::Literal(Literal::String(text)) => Some(text),
        TypedKind::Convert(inner) => text(inner, variant),
        _ => None,
    }
}
